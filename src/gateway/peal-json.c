/* peal-json.c: reading a provider's JSON without trusting it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-gateway"

#include "peal-json.h"

#define SCRATCH 32
#define MAX_WHOLE_DIGITS 12
#define FRACTION_DIGITS 6

yyjson_val *
peal_json_parse (GBytes      *body,
                 yyjson_doc **doc)
{
  gsize size;
  const char *text = g_bytes_get_data (body, &size);
  yyjson_val *root;

  *doc = size > 0 ? yyjson_read (text, size, YYJSON_READ_NOFLAG) : NULL;
  root = yyjson_doc_get_root (*doc);
  return yyjson_is_obj (root) ? root : NULL;
}

const char *
peal_json_text (yyjson_val *object,
                const char *name,
                char       *scratch)
{
  yyjson_val *value = yyjson_obj_get (object, name);

  if (yyjson_is_str (value))
    return yyjson_get_str (value);
  if (scratch == NULL)
    return "";
  if (yyjson_is_int (value))
    {
      g_snprintf (scratch, SCRATCH, "%" G_GINT64_FORMAT, (gint64) yyjson_get_sint (value));
      return scratch;
    }
  return yyjson_is_real (value) ? g_ascii_formatd (scratch, SCRATCH, "%.6f", yyjson_get_real (value)) : "";
}

gint64
peal_json_int (yyjson_val *object,
               const char *name,
               gint64      fallback)
{
  yyjson_val *value = yyjson_obj_get (object, name);
  gint64 number;

  if (yyjson_is_int (value))
    return yyjson_get_sint (value);
  if (yyjson_is_str (value)
      && g_ascii_string_to_signed (yyjson_get_str (value), 10, G_MININT64, G_MAXINT64, &number, NULL))
    return number;
  return fallback;
}

gboolean
peal_json_bool (yyjson_val *object,
                const char *name)
{
  return yyjson_is_true (yyjson_obj_get (object, name));
}

yyjson_val *
peal_json_array (yyjson_val *object,
                 const char *name)
{
  yyjson_val *value = yyjson_obj_get (object, name);

  return yyjson_is_arr (value) ? value : NULL;
}

yyjson_val *
peal_json_object (yyjson_val *object,
                  const char *name)
{
  yyjson_val *value = yyjson_obj_get (object, name);

  return yyjson_is_obj (value) ? value : NULL;
}

yyjson_val *
peal_json_next (yyjson_arr_iter *iter)
{
  yyjson_val *value;

  while ((value = yyjson_arr_iter_next (iter)) != NULL && !yyjson_is_obj (value))
    ;
  return value;
}

static const char *
read_digits (const char *text,
             guint       max,
             gint64     *value,
             guint      *n)
{
  for (*n = 0; g_ascii_isdigit (*text); text++, (*n)++)
    if (*n < max)
      *value = *value * 10 + (*text - '0');
  return text;
}

gboolean
peal_micros_from_decimal (const char *text,
                          gint64     *micros)
{
  gboolean negative = *text == '-';
  gint64 value = 0;
  guint n_whole, n_fraction = 0;

  text = read_digits (text + negative, MAX_WHOLE_DIGITS, &value, &n_whole);
  if (n_whole > MAX_WHOLE_DIGITS)
    return FALSE;
  if (*text == '.')
    text = read_digits (text + 1, FRACTION_DIGITS, &value, &n_fraction);
  if (n_whole + n_fraction == 0 || *text != '\0')
    return FALSE;

  for (guint i = n_fraction; i < FRACTION_DIGITS; i++)
    value *= 10;
  *micros = negative ? -value : value;
  return TRUE;
}

/* peal-json.c: reading a provider's JSON without trusting it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-gateway"

#include "peal-json.h"

#define SCRATCH 32
#define MAX_WHOLE_DIGITS 12
#define FRACTION_DIGITS 6

/* json-glib descends by recursion: a body of a million brackets would end the stack. */
#define MAX_DEPTH 32

static gboolean
is_shallow (const char *text,
            gsize       size)
{
  guint depth = 0;
  gboolean in_string = FALSE;

  for (gsize i = 0; i < size; i++)
    {
      if (in_string && text[i] == '\\')
        i++;
      else if (text[i] == '"')
        in_string = !in_string;
      else if (!in_string && (text[i] == '{' || text[i] == '['))
        {
          if (++depth > MAX_DEPTH)
            return FALSE;
        }
      else if (!in_string && (text[i] == '}' || text[i] == ']') && depth > 0)
        depth--;
    }
  return TRUE;
}

JsonObject *
peal_json_parse (GBytes      *body,
                 JsonParser **parser)
{
  gsize size;
  const char *text = g_bytes_get_data (body, &size);
  JsonNode *root;

  *parser = json_parser_new_immutable ();
  if (size == 0 || !g_utf8_validate_len (text, size, NULL) || !is_shallow (text, size))
    return NULL;
  if (!json_parser_load_from_data (*parser, text, (gssize) size, NULL)) /* best effort: NULL says it all */
    return NULL;
  root = json_parser_get_root (*parser);
  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
}

static JsonNode *
get_value (JsonObject *object,
           const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? node : NULL;
}

const char *
peal_json_text (JsonObject *object,
                const char *name,
                char       *scratch)
{
  JsonNode *node = get_value (object, name);
  const char *text;

  if (node == NULL)
    return "";
  if (scratch != NULL && json_node_get_value_type (node) == G_TYPE_INT64)
    {
      g_snprintf (scratch, SCRATCH, "%" G_GINT64_FORMAT, json_node_get_int (node));
      return scratch;
    }
  if (scratch != NULL && json_node_get_value_type (node) == G_TYPE_DOUBLE)
    return g_ascii_formatd (scratch, SCRATCH, "%.6f", json_node_get_double (node));
  text = json_node_get_string (node);
  return text != NULL ? text : "";
}

gint64
peal_json_int (JsonObject *object,
               const char *name,
               gint64      fallback)
{
  JsonNode *node = get_value (object, name);
  gint64 number;

  if (node == NULL)
    return fallback;
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return json_node_get_int (node);
  if (g_ascii_string_to_signed (peal_json_text (object, name, NULL), 10, G_MININT64, G_MAXINT64, &number, NULL))
    return number;
  return fallback;
}

gboolean
peal_json_bool (JsonObject *object,
                const char *name)
{
  JsonNode *node = get_value (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN && json_node_get_boolean (node);
}

JsonArray *
peal_json_array (JsonObject *object,
                 const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

JsonObject *
peal_json_object (JsonObject *object,
                  const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

JsonObject *
peal_json_element (JsonArray *array,
                   guint      i)
{
  JsonNode *node = json_array_get_element (array, i);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
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

/* peal-custom.c: the fields of contacts that a business makes up itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-custom.h"

#include "peal-import-cells.h"

#include <string.h>

#define MAX_KEY 40

/* Digits of a number: more than a double keeps would come back as others. */
#define MAX_DIGITS 15

static const char *const type_names[PEAL_N_CUSTOM_TYPES] = {
  [PEAL_CUSTOM_TEXT] = "text",
  [PEAL_CUSTOM_NUMBER] = "number",
  [PEAL_CUSTOM_DATE] = "date",
  [PEAL_CUSTOM_CHOICE] = "choice",
  [PEAL_CUSTOM_YES_NO] = "yes_no",
};

const char *
peal_custom_type_to_string (PealCustomType type)
{
  g_return_val_if_fail ((guint) type < PEAL_N_CUSTOM_TYPES, "text");

  return type_names[type];
}

gboolean
peal_custom_type_from_string (const char     *text,
                              PealCustomType *type)
{
  for (guint i = 0; i < PEAL_N_CUSTOM_TYPES; i++)
    if (g_strcmp0 (type_names[i], text) == 0)
      {
        *type = (PealCustomType) i;
        return TRUE;
      }
  return FALSE;
}

/* Values ------------------------------------------------------------------------------------------ */

/* Spaces, apostrophes and the like that part thousands go, so do those of ',' and '.' that are not
 * @decimal and stand before three digits; a single one that does not is a decimal sign written by habit.
 * NULL: no number. */
static char *
read_number (const char *text,
             char        decimal)
{
  const char other = decimal == ',' ? '.' : ',';
  const char *alone = strchr (text, other);
  g_autoptr(GString) plain = g_string_new (NULL);
  guint n_digits = 0;
  gboolean has_decimal = FALSE;

  if (alone != NULL && (strchr (alone + 1, other) != NULL || strchr (text, decimal) != NULL
                        || strspn (alone + 1, "0123456789") == 3))
    alone = NULL;
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      if (g_ascii_isdigit (*c))
        n_digits++;
      if (g_ascii_isdigit (*c) || (c == text && (*c == '-' || *c == '+')))
        g_string_append_c (plain, *c);
      else if (c == alone || (*c == decimal && !has_decimal))
        {
          g_string_append_c (plain, '.');
          has_decimal = TRUE;
        }
      else if (*c == other ? has_decimal || strspn (c + 1, "0123456789") < 3
                           : !(g_unichar_isspace (character) || *c == '\'' || character == 0x2019))
        return NULL;
    }
  if (n_digits == 0 || n_digits > MAX_DIGITS)
    return NULL;
  {
    char buffer[G_ASCII_DTOSTR_BUF_SIZE];

    return g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.15g", g_ascii_strtod (plain->str, NULL) + 0.0));
  }
}

static char *
read_choice (const char *const *choices,
             const char        *text)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);

  if (choices == NULL || *choices == NULL)
    return g_strdup (text);
  for (guint i = 0; choices[i] != NULL; i++)
    {
      g_autofree char *choice = g_utf8_casefold (choices[i], -1);

      if (g_str_equal (choice, folded))
        return g_strdup (choices[i]);
    }
  return NULL;
}

static char *
read_yes_no (const char *text)
{
  static const char *const yes[] = { "yes", "y", "true", "t", "1", "x", "on", "ja", "oui", "si", "sí", NULL };
  static const char *const no[] = { "no", "n", "false", "f", "0", "off", "nein", "non", NULL };
  g_autofree char *folded = g_utf8_strdown (text, -1);

  if (g_strv_contains (yes, folded))
    return g_strdup ("yes");
  return g_strv_contains (no, folded) ? g_strdup ("no") : NULL;
}

char *
peal_custom_read (PealCustomType     type,
                  const char *const *choices,
                  const char        *text,
                  const char        *region,
                  char               decimal)
{
  g_autofree char *trimmed = NULL;

  g_return_val_if_fail (text != NULL && region != NULL, NULL);

  trimmed = g_strstrip (g_strdup (text));
  if (*trimmed == '\0')
    return g_steal_pointer (&trimmed);
  switch (type)
    {
    case PEAL_CUSTOM_TEXT:
      break;
    case PEAL_CUSTOM_NUMBER:
      return read_number (trimmed, decimal);
    case PEAL_CUSTOM_DATE:
      return peal_import_read_birthday (trimmed, region);
    case PEAL_CUSTOM_CHOICE:
      return read_choice (choices, trimmed);
    case PEAL_CUSTOM_YES_NO:
      return read_yes_no (trimmed);
    }
  return g_steal_pointer (&trimmed);
}

/* Keys -------------------------------------------------------------------------------------------- */

static const char *const reserved[] = {
  "birthday", "city", "company", "country", "email", "first_name", "industry", "job_title",
  "last_name", "name", "phone", "postcode", "region", "street", NULL
};

const char *const *
peal_custom_list_reserved (void)
{
  return reserved;
}

char *
peal_custom_make_key (const char *name)
{
  g_autofree char *ascii = NULL;
  g_autoptr(GString) key = g_string_new (NULL);

  g_return_val_if_fail (name != NULL, NULL);

  ascii = g_str_to_ascii (name, "C");
  for (const char *c = ascii; *c != '\0' && key->len < MAX_KEY; c++)
    if (g_ascii_isalnum (*c))
      g_string_append_c (key, g_ascii_tolower (*c));
    else if (key->len > 0 && key->str[key->len - 1] != '_')
      g_string_append_c (key, '_');
  while (key->len > 0 && key->str[key->len - 1] == '_')
    g_string_truncate (key, key->len - 1);
  if (key->len == 0)
    g_string_assign (key, "field");
  if (g_strv_contains (reserved, key->str))
    g_string_append (key, "_2");
  return g_string_free_and_steal (g_steal_pointer (&key));
}

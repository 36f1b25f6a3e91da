/* peal-change-text.c: what was changed about a contact, in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-change-text.h"

#include "peal-config.h"
#include "peal-contact-text.h"
#include "peal-country.h"
#include "peal-format.h"
#include "peal-language.h"

#include <glib/gi18n.h>

/* Characters of a value: two of them and the name of the field are two lines of a narrow window. */
#define MAX_VALUE 48

/* On one line, and no longer than that. Takes @text. */
static char *
shorten (char *text)
{
  g_autofree char *line = g_strstrip (g_strdelimit (text, "\n\r\t", ' '));

  if (g_utf8_strlen (line, -1) <= MAX_VALUE)
    return g_steal_pointer (&line);
  return g_strdup_printf ("%.*s…", (int) (g_utf8_offset_to_pointer (line, MAX_VALUE) - line), line);
}

/* "+12015550101, +12015550102" as they are written here. Caller frees. */
static char *
format_numbers (const char *numbers)
{
  g_auto(GStrv) parts = g_strsplit (numbers, ", ", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *number = peal_format_number (parts[i]);

      g_free (parts[i]);
      parts[i] = number;
    }
  return g_strjoinv (", ", parts);
}

/* As the contact's page has it. Caller frees. */
static char *
format_value (const char *field,
              const char *value)
{
  const char *language = g_get_language_names ()[0];

  if (*value == '\0')
    return g_strdup ("");
  if (g_str_equal (field, "phones"))
    return format_numbers (value); /* as many as there are: a number that is cut is none */
  if (g_str_equal (field, "birthday"))
    return peal_format_date (value);
  if (g_str_equal (field, "language"))
    return peal_language_dup_name (value, language);
  if (g_str_equal (field, "country"))
    return peal_country_dup_name (value, language);
  return shorten (g_strdup (value));
}

static gboolean
has_many (const char *field)
{
  static const char *const fields[] = { "phones", "emails", "tags", "groups", NULL };

  return g_strv_contains (fields, field);
}

static char *
describe (const char *old,
          const char *new,
          gboolean    is_list)
{
  if (*old == '\0')
    /* Translators: %s is what was added to a field, below what was removed from it. */
    return g_strdup_printf (_("%s added"), new);
  if (*new == '\0')
    return g_strdup_printf (_("%s removed"), old);
  if (is_list)
    /* Translators: what was added, and what was removed. */
    return g_strdup_printf (_("%s added, %s removed"), new, old);
  /* Translators: what stood in a field, and what stands there now. The arrow points the way the language is read. */
  return g_strdup_printf (C_("change", "%s → %s"), old, new);
}

char *
peal_change_text (const PealTimelineChange *change)
{
  const char *title = NULL;
  g_autofree char *old = NULL;
  g_autofree char *new = NULL;
  g_autofree char *what = NULL;

  g_return_val_if_fail (change != NULL, NULL);

  title = *change->name != '\0' ? change->name : peal_contact_field_text (change->field);
  if (title == NULL)
    title = change->field;
  if (*change->old == '\0' && *change->new == '\0')
    return g_strdup (title); /* their order or their labels */
  old = format_value (change->field, change->old);
  new = format_value (change->field, change->new);
  what = describe (old, new, has_many (change->field));
  /* Translators: the name of a field, and what was changed in it. */
  return g_strdup_printf (C_("change", "%s: %s"), title, what);
}

/* "Notes, Numbers" of "notes,phones". Caller frees. */
static char *
dup_names (const char *names)
{
  g_auto(GStrv) parts = g_strsplit (names, ",", -1);
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *field = peal_contact_field_text (parts[i]);

      if (field != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", field);
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

char *
peal_change_texts (const GPtrArray *changes,
                   const char      *names)
{
  g_autoptr(GString) text = g_string_new (NULL);

  g_return_val_if_fail (changes != NULL && names != NULL, NULL);

  for (guint i = 0; i < changes->len; i++)
    {
      g_autofree char *line = peal_change_text (g_ptr_array_index (changes, i));

      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
    }
  return changes->len > 0 ? g_string_free_and_steal (g_steal_pointer (&text)) : dup_names (names);
}

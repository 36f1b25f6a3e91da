/* peal-smart.c: saying the same in characters that cost less.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-smart.h"

#include "peal-segments.h"
#include "peal-smart-private.h"

#include <stdlib.h>

static int
compare_entry (const void *key,
               const void *entry)
{
  gunichar c = *(const gunichar *) key;
  gunichar from = ((const PealSmartEntry *) entry)->from;

  return (c > from) - (c < from);
}

/* What stands for @c, NULL if nothing does. */
static const char *
find_replacement (gunichar c)
{
  const PealSmartEntry *entry = bsearch (&c, peal_smart_entries, peal_smart_n_entries,
                                         sizeof *peal_smart_entries, compare_entry);

  return entry != NULL ? entry->to : NULL;
}

static void
clear_replacement (gpointer data)
{
  g_free (((PealReplacement *) data)->to);
}

/* Appends what stands for @c to @text. 2½ is 2 1/2, not 21/2. */
static void
replace (GString    *text,
         GArray     *replacements,
         guint       offset,
         gunichar    c,
         const char *to)
{
  gboolean apart = g_unichar_type (c) == G_UNICODE_OTHER_NUMBER
                   && text->len > 0 && g_ascii_isdigit (text->str[text->len - 1]);
  PealReplacement replacement = { .offset = offset, .to = g_strconcat (apart ? " " : "", to, NULL) };

  replacement.from[g_unichar_to_utf8 (c, replacement.from)] = '\0';
  g_string_append (text, replacement.to);
  g_array_append_val (replacements, replacement);
}

PealSmart *
peal_smart_new (const char *text)
{
  g_autofree char *normal = NULL;
  g_autoptr(GString) out = NULL;
  g_autoptr(GArray) replacements = NULL;
  PealSmart *self;
  guint offset = 0;

  g_return_val_if_fail (text != NULL, NULL);

  if (peal_text_is_gsm7 (text))
    return NULL;

  normal = peal_text_normalize (text);
  out = g_string_new (NULL);
  replacements = g_array_new (FALSE, FALSE, sizeof (PealReplacement));
  g_array_set_clear_func (replacements, clear_replacement);
  for (const char *p = normal; *p != '\0'; p = g_utf8_next_char (p), offset++)
    {
      gunichar c = g_utf8_get_char (p);
      const char *to = find_replacement (c);

      if (to != NULL)
        replace (out, replacements, offset, c, to);
      else
        g_string_append_unichar (out, c);
    }

  if (!peal_text_is_gsm7 (out->str))
    return NULL;

  self = g_new0 (PealSmart, 1);
  self->text = g_string_free (g_steal_pointer (&out), FALSE);
  self->n_replacements = replacements->len;
  self->replacements = (PealReplacement *) g_array_free (g_steal_pointer (&replacements), FALSE);
  return self;
}

void
peal_smart_free (PealSmart *self)
{
  for (guint i = 0; i < self->n_replacements; i++)
    clear_replacement (&self->replacements[i]);
  g_free (self->replacements);
  g_free (self->text);
  g_free (self);
}

/* Letters that Unicode does not take apart, and GLib neither. */
static const struct
{
  gunichar from;
  const char *to;
} letters[] = {
  { U'Đ', "D" },
  { U'đ', "d" },
  { U'ı', "i" },
};

/* The letter @c without its accents, in ASCII; NULL if it is no Latin letter or has no such form. */
static char *
dup_folded (gunichar c)
{
  char letter[8] = "";
  g_autofree char *ascii = NULL;

  if (!g_unichar_isalpha (c) || g_unichar_get_script (c) != G_UNICODE_SCRIPT_LATIN)
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (letters); i++)
    {
      if (letters[i].from == c)
        return g_strdup (letters[i].to);
    }

  letter[g_unichar_to_utf8 (c, letter)] = '\0';
  if (peal_text_is_gsm7 (letter))
    return NULL;

  ascii = g_str_to_ascii (letter, "C");
  return *ascii != '\0' && g_ascii_isalpha (*ascii) ? g_steal_pointer (&ascii) : NULL;
}

char *
peal_text_fold_accents (const char *text)
{
  g_autofree char *normal = NULL;
  GString *out;

  g_return_val_if_fail (text != NULL, NULL);

  normal = peal_text_normalize (text);
  out = g_string_new (NULL);
  for (const char *p = normal; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      g_autofree char *folded = dup_folded (c);

      if (folded != NULL)
        g_string_append (out, folded);
      else
        g_string_append_unichar (out, c);
    }

  return g_string_free (out, FALSE);
}

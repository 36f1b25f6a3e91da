/* peal-merge.c: texts with fields that each recipient's values fill.
 *
 * A template is a row of pieces: text that stands as it is, and fields.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-merge.h"

#include <string.h>

G_DEFINE_QUARK (peal-merge-error-quark, peal_merge_error)

#define NAME_CHARS "abcdefghijklmnopqrstuvwxyz0123456789_"

typedef struct
{
  char *field; /* NULL: a piece of text */
  char *text;  /* the text, or the fallback; NULL: no fallback */
} Piece;

struct _PealMergeTemplate
{
  GArray *pieces;
  GPtrArray *fields; /* NULL-terminated */
};

static void
clear_piece (gpointer data)
{
  Piece *piece = data;

  g_free (piece->field);
  g_free (piece->text);
}

static void
add_text (PealMergeTemplate *self,
          GString           *text)
{
  if (text->len > 0)
    {
      Piece piece = { NULL, g_strndup (text->str, text->len) };

      g_array_append_val (self->pieces, piece);
      g_string_truncate (text, 0);
    }
}

static void
add_field (PealMergeTemplate *self,
           char              *name,
           char              *fallback)
{
  Piece piece = { name, fallback };

  g_array_append_val (self->pieces, piece);
  if (!g_ptr_array_find_with_equal_func (self->fields, name, g_str_equal, NULL))
    g_ptr_array_add (self->fields, g_strdup (name));
}

/* Reads up to the brace that closes the field; NULL if none does. @text gets what stood before it,
 * its doubled braces made single. */
static const char *
read_fallback (const char *p,
               GString    *text)
{
  for (; *p != '\0'; p++)
    {
      if ((p[0] == '{' || p[0] == '}') && p[1] == p[0])
        p++;
      else if (*p == '}')
        return p;
      else if (*p == '{')
        return NULL;
      g_string_append_c (text, *p);
    }

  return NULL;
}

/* The trimmed text between @start and @end in lower case, or NULL if that is no name. */
static char *
dup_name (const char *start,
          const char *end)
{
  g_autofree char *text = g_strndup (start, end - start);
  g_autofree char *name = g_ascii_strdown (g_strstrip (text), -1);

  if (*name == '\0' || name[strspn (name, NAME_CHARS)] != '\0')
    return NULL;
  return g_steal_pointer (&name);
}

/* Parses the field that opens at @open; returns its closing brace, NULL with @error. */
static const char *
parse_field (PealMergeTemplate *self,
             const char        *open,
             const char *const *known,
             GError           **error)
{
  const char *name_end = open + 1 + strcspn (open + 1, "{|}");
  const char *close = name_end;
  g_autoptr(GString) fallback = NULL;
  g_autofree char *name = NULL;

  if (*name_end == '|')
    {
      fallback = g_string_new (NULL);
      close = read_fallback (name_end + 1, fallback);
    }

  if (close == NULL || *close != '}')
    {
      g_set_error (error, PEAL_MERGE_ERROR, PEAL_MERGE_ERROR_UNCLOSED,
                   "The field is not closed: add a }, or write {{ for a brace");
      return NULL;
    }

  name = dup_name (open + 1, name_end);
  if (name == NULL)
    {
      g_set_error (error, PEAL_MERGE_ERROR, PEAL_MERGE_ERROR_NAME,
                   "The braces hold no field name (letters, digits and _): "
                   "write one, or {{ and }} for braces");
      return NULL;
    }

  if (known != NULL && !g_strv_contains (known, name))
    {
      g_autofree char *list = g_strjoinv (", ", (char **) known);

      g_set_error (error, PEAL_MERGE_ERROR, PEAL_MERGE_ERROR_UNKNOWN,
                   "There is no field “%s”: choose one of %s", name, list);
      return NULL;
    }

  add_field (self, g_steal_pointer (&name),
             fallback != NULL ? g_strdup (g_strstrip (fallback->str)) : NULL);
  return close;
}

/* Returns NULL, or the brace that is wrong with @error set. */
static const char *
parse (PealMergeTemplate *self,
       const char        *source,
       const char *const *known,
       GError           **error)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (const char *p = source; *p != '\0'; p++)
    {
      if ((p[0] == '{' || p[0] == '}') && p[1] == p[0])
        g_string_append_c (text, *p++);
      else if (*p == '{')
        {
          const char *close;

          add_text (self, text);
          close = parse_field (self, p, known, error);
          if (close == NULL)
            return p;
          p = close;
        }
      else if (*p == '}')
        {
          g_set_error (error, PEAL_MERGE_ERROR, PEAL_MERGE_ERROR_UNOPENED,
                       "No field is open here: remove the }, or write }} for a brace");
          return p;
        }
      else
        g_string_append_c (text, *p);
    }

  add_text (self, text);
  return NULL;
}

PealMergeTemplate *
peal_merge_template_new (const char        *source,
                         const char *const *known,
                         guint             *error_offset,
                         GError           **error)
{
  g_autoptr(PealMergeTemplate) self = NULL;
  const char *wrong;

  g_return_val_if_fail (source != NULL, NULL);

  self = g_new0 (PealMergeTemplate, 1);
  self->pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  g_array_set_clear_func (self->pieces, clear_piece);
  self->fields = g_ptr_array_new_null_terminated (0, g_free, TRUE);

  wrong = parse (self, source, known, error);
  if (wrong == NULL)
    return g_steal_pointer (&self);

  if (error_offset != NULL)
    *error_offset = (guint) g_utf8_pointer_to_offset (source, wrong);
  return NULL;
}

void
peal_merge_template_free (PealMergeTemplate *self)
{
  g_array_unref (self->pieces);
  g_ptr_array_unref (self->fields);
  g_free (self);
}

const char *const *
peal_merge_template_get_fields (PealMergeTemplate *self)
{
  static const char *const none[] = { NULL };

  g_return_val_if_fail (self != NULL, NULL);

  return self->fields->len > 0 ? (const char *const *) self->fields->pdata : none;
}

static void
append_escaped (GString    *source,
                const char *text)
{
  for (; *text != '\0'; text++)
    {
      if (*text == '{' || *text == '}')
        g_string_append_c (source, *text);
      g_string_append_c (source, *text);
    }
}

char *
peal_merge_template_to_source (PealMergeTemplate *self)
{
  GString *source;

  g_return_val_if_fail (self != NULL, NULL);

  source = g_string_new (NULL);
  for (guint i = 0; i < self->pieces->len; i++)
    {
      const Piece *piece = &g_array_index (self->pieces, Piece, i);

      if (piece->field == NULL)
        {
          append_escaped (source, piece->text);
          continue;
        }

      g_string_append_printf (source, "{%s", piece->field);
      if (piece->text != NULL)
        {
          g_string_append_c (source, '|');
          append_escaped (source, piece->text);
        }
      g_string_append_c (source, '}');
    }

  return g_string_free (source, FALSE);
}

static gboolean
is_blank (const char *value)
{
  while (g_unichar_isspace (g_utf8_get_char (value)))
    value = g_utf8_next_char (value);
  return *value == '\0';
}

/* What stands in the text for @piece, NULL if it is missing. */
static const char *
get_value (const Piece    *piece,
           PealMergeLookup lookup,
           gpointer        data)
{
  if (piece->field != NULL)
    {
      const char *value = lookup (piece->field, data);

      if (value != NULL && !is_blank (value))
        return value;
    }

  return piece->text;
}

char *
peal_merge_template_render (PealMergeTemplate *self,
                            PealMergeLookup    lookup,
                            gpointer           data,
                            GStrv             *missing)
{
  g_autoptr(GString) text = NULL;
  g_autoptr(GPtrArray) without = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (lookup != NULL, NULL);

  text = g_string_new (NULL);
  without = g_ptr_array_new_null_terminated (0, g_free, TRUE);
  for (guint i = 0; i < self->pieces->len; i++)
    {
      const Piece *piece = &g_array_index (self->pieces, Piece, i);
      const char *value = get_value (piece, lookup, data);

      if (value != NULL)
        g_string_append (text, value);
      else if (!g_ptr_array_find_with_equal_func (without, piece->field, g_str_equal, NULL))
        g_ptr_array_add (without, g_strdup (piece->field));
    }

  if (without->len == 0)
    return g_string_free (g_steal_pointer (&text), FALSE);

  if (missing != NULL)
    *missing = (GStrv) g_ptr_array_free (g_steal_pointer (&without), FALSE);
  return NULL;
}

char *
peal_merge_template_fill (PealMergeTemplate *self,
                          PealMergeLookup    lookup,
                          gpointer           data,
                          GArray           **gaps)
{
  g_autoptr(GArray) found = NULL;
  GString *text;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (lookup != NULL, NULL);

  text = g_string_new (NULL);
  found = g_array_new (FALSE, FALSE, sizeof (PealMergeGap));
  for (guint i = 0; i < self->pieces->len; i++)
    {
      const Piece *piece = &g_array_index (self->pieces, Piece, i);
      const char *value = get_value (piece, lookup, data);
      PealMergeGap gap = { .start = (guint) g_utf8_strlen (text->str, -1) };

      if (value != NULL)
        {
          g_string_append (text, value);
          continue;
        }
      g_string_append_printf (text, "{%s}", piece->field);
      gap.end = (guint) g_utf8_strlen (text->str, -1);
      g_array_append_val (found, gap);
    }
  if (gaps != NULL)
    *gaps = g_steal_pointer (&found);
  return g_string_free_and_steal (text);
}

char *
peal_merge_escape (const char *text)
{
  GString *escaped = g_string_new (text);

  g_string_replace (escaped, "{", "{{", 0);
  g_string_replace (escaped, "}", "}}", 0);
  return g_string_free_and_steal (escaped);
}

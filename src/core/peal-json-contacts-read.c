/* peal-json-contacts-read.c: contacts out of JSON, one after the other.
 *
 * The list is never parsed as a whole: its items are cut out of the text by
 * their braces, so that a list of any length costs one item, and a broken item
 * only itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-json-contacts.h"

#include <stdlib.h>
#include <string.h>
#include <yyjson.h>

/* Where a list must begin for a file to be one of contacts. */
#define MAX_HEAD 4096

struct _PealJsonReader
{
  GBytes *bytes;
  const char *text;
  gsize length;
  gsize begin;     /* behind the bracket of the list */
  gsize at;
  guint number;
};

/* Cutting ----------------------------------------------------------------------------------------- */

static gsize
skip_blanks (const char *text,
             gsize       length,
             gsize       at)
{
  while (at < length && strchr (" \t\r\n", text[at]) != NULL && text[at] != '\0')
    at++;
  return at;
}

/* Behind the quote that ends the string whose first one is at @at. */
static gsize
skip_string (const char *text,
             gsize       length,
             gsize       at)
{
  for (at++; at < length && text[at] != '"'; at++)
    at += text[at] == '\\';
  return MIN (at + 1, length);
}

/* Behind the value that begins at @at. */
static gsize
skip_value (const char *text,
            gsize       length,
            gsize       at)
{
  guint depth = 0;

  while (at < length)
    {
      const char c = text[at];

      if (c == '"')
        {
          at = skip_string (text, length, at);
          if (depth == 0)
            return at;
          continue;
        }
      if (depth == 0 && (c == ',' || c == ']'))
        return at;
      depth += c == '{' || c == '[';
      at++;
      if ((c == '}' || c == ']') && --depth == 0)
        return at;
    }
  return length;
}

/* Behind the bracket of the list: the whole text is one, or a member "contacts" is. 0 if there is none. */
static gsize
find_list (const char *text,
           gsize       length)
{
  static const char name[] = "\"contacts\"";
  gsize at = skip_blanks (text, length, 0);

  length = MIN (length, MAX_HEAD);
  if (at < length && text[at] == '[')
    {
      gsize first = skip_blanks (text, length, at + 1);

      return first < length && (text[first] == '{' || text[first] == ']') ? at + 1 : 0;
    }
  if (at >= length || text[at] != '{')
    return 0;
  for (at++; at < length;)
    {
      const gsize key = at = skip_blanks (text, length, at);
      gsize value;

      if (at >= length || text[at] != '"')
        return 0;
      at = skip_blanks (text, length, skip_string (text, length, at));
      if (at >= length || text[at] != ':')
        return 0;
      value = skip_blanks (text, length, at + 1);
      if (value < length && text[value] == '[' && length - key > strlen (name) && memcmp (text + key, name, strlen (name)) == 0)
        return value + 1;
      at = skip_blanks (text, length, skip_value (text, length, value));
      if (at >= length || text[at++] != ',')
        return 0;
    }
  return 0;
}

gboolean
peal_json_contacts_is_one (GBytes *text)
{
  gsize length;
  const char *data = g_bytes_get_data (text, &length);

  return length > 0 && find_list (data, length) > 0;
}

PealJsonReader *
peal_json_reader_new (GBytes *text)
{
  PealJsonReader *self;

  g_return_val_if_fail (text != NULL, NULL);

  self = g_new0 (PealJsonReader, 1);
  self->bytes = g_bytes_ref (text);
  self->text = g_bytes_get_data (text, &self->length);
  self->begin = self->length > 0 ? find_list (self->text, self->length) : 0;
  if (self->begin == 0)
    self->begin = self->length;
  peal_json_reader_rewind (self);
  return self;
}

void
peal_json_reader_free (PealJsonReader *self)
{
  if (self == NULL)
    return;
  g_bytes_unref (self->bytes);
  g_free (self);
}

void
peal_json_reader_rewind (PealJsonReader *self)
{
  self->at = self->begin;
  self->number = 0;
}

gsize
peal_json_reader_tell (const PealJsonReader *self)
{
  return self->at;
}

void
peal_json_reader_seek (PealJsonReader *self,
                       gsize           place,
                       guint           n_before)
{
  g_return_if_fail (place <= self->length);

  self->at = place;
  self->number = n_before;
}

double
peal_json_reader_get_fraction (const PealJsonReader *self)
{
  return self->length > 0 ? (double) self->at / self->length : 1;
}

gboolean
peal_json_reader_next (PealJsonReader *self,
                       PealJsonItem   *item)
{
  gsize end;

  g_return_val_if_fail (self != NULL && item != NULL, FALSE);

  do
    self->at = skip_blanks (self->text, self->length, self->at);
  while (self->at < self->length && self->text[self->at] == ',' && ++self->at > 0);
  if (self->at >= self->length || self->text[self->at] == ']')
    {
      self->at = self->length;
      return FALSE;
    }
  end = skip_value (self->text, self->length, self->at);
  end = MAX (end, self->at + 1);
  *item = (PealJsonItem) { self->text + self->at, end - self->at, ++self->number };
  self->at = end;
  return TRUE;
}

/* One contact ------------------------------------------------------------------------------------- */

/* The text of member @name, "" if it has none. */
static const char *
get_text (yyjson_val *object,
          const char *name)
{
  const char *text = yyjson_get_str (yyjson_obj_get (object, name));

  return text != NULL ? text : "";
}

static void
set_list (GStrv      *list,
          yyjson_val *array)
{
  g_autoptr(GStrvBuilder) parts = g_strv_builder_new ();
  gsize i, n;
  yyjson_val *item;

  yyjson_arr_foreach (array, i, n, item)
    if (yyjson_is_str (item) && *yyjson_get_str (item) != '\0')
      g_strv_builder_add (parts, yyjson_get_str (item));
  g_strfreev (*list);
  *list = g_strv_builder_end (parts);
}

static void
add_phones (PealExportContact *contact,
            yyjson_val        *array)
{
  gsize i, n;
  yyjson_val *item;

  yyjson_arr_foreach (array, i, n, item)
    {
      PealExportPhone *phone;

      if (*get_text (item, "number") == '\0')
        continue;
      phone = peal_export_contact_add_phone (contact, get_text (item, "number"));
      g_set_str (&phone->label, get_text (item, "label"));
      phone->consent = peal_export_consent_from_string (get_text (yyjson_obj_get (item, "consent"), "state"));
    }
}

static void
add_emails (PealExportContact *contact,
            yyjson_val        *array)
{
  gsize i, n;
  yyjson_val *item;

  yyjson_arr_foreach (array, i, n, item)
    if (*get_text (item, "address") != '\0')
      peal_export_contact_add_email (contact, get_text (item, "label"), get_text (item, "address"));
}

static void
add_values (PealExportContact *contact,
            yyjson_val        *object)
{
  gsize i, n;
  yyjson_val *key, *value;

  yyjson_obj_foreach (object, i, n, key, value)
    {
      const char *name = yyjson_get_str (key);
      char *text;

      if (yyjson_is_str (value))
        peal_export_contact_add_value (contact, name, PEAL_VALUE_TEXT, yyjson_get_str (value));
      else if (yyjson_is_bool (value))
        peal_export_contact_add_value (contact, name, PEAL_VALUE_YES_NO, yyjson_get_bool (value) ? "true" : "false");
      else if (!yyjson_is_null (value))
        {
          text = yyjson_val_write (value, 0, NULL);
          peal_export_contact_add_value (contact, name, yyjson_is_num (value) ? PEAL_VALUE_NUMBER : PEAL_VALUE_JSON,
                                         text != NULL ? text : "null");
          free (text);
        }
    }
}

PealExportContact *
peal_json_contacts_read (const char *text,
                         gsize       length)
{
  yyjson_doc *doc = yyjson_read (text, length, 0);
  yyjson_val *root = yyjson_doc_get_root (doc);
  PealExportContact *contact = NULL;

  if (yyjson_is_obj (root))
    {
      contact = peal_export_contact_new ();
      g_set_str (&contact->uuid, get_text (root, "id"));
      for (guint i = 0; i < PEAL_N_FIELDS; i++)
        {
          const char *value = get_text (root, peal_field_to_string ((PealField) i));

          if (*value != '\0')
            g_set_str (&contact->texts[i], value);
        }
      contact->score = (int) CLAMP (yyjson_get_num (yyjson_obj_get (root, "score")), -1000000, 1000000);
      set_list (&contact->tags, yyjson_obj_get (root, "tags"));
      set_list (&contact->groups, yyjson_obj_get (root, "groups"));
      add_phones (contact, yyjson_obj_get (root, "phones"));
      add_emails (contact, yyjson_obj_get (root, "emails"));
      add_values (contact, yyjson_obj_get (root, "custom"));
    }
  yyjson_doc_free (doc);
  return contact;
}

/* peal-json-contacts.c: contacts as JSON, with everything that is known of them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-json-contacts.h"

#include "peal-clock.h"

#include <stdlib.h>
#include <string.h>
#include <yyjson.h>

/* What is empty is left out. Texts live as long as the document, which the contact outlives. */
static void
add_text (yyjson_mut_doc *doc,
          yyjson_mut_val *object,
          const char     *name,
          const char     *text)
{
  if (*text != '\0')
    yyjson_mut_obj_add_str (doc, object, name, text);
}

static void
add_time (yyjson_mut_doc *doc,
          yyjson_mut_val *object,
          const char     *name,
          gint64          time)
{
  g_autofree char *text = NULL;

  if (time == 0)
    return;
  text = peal_time_to_iso8601 (time);
  yyjson_mut_obj_add_strcpy (doc, object, name, text);
}

static void
add_list (yyjson_mut_doc *doc,
          yyjson_mut_val *object,
          const char     *name,
          const GStrv     parts)
{
  yyjson_mut_val *list;

  if (parts[0] == NULL)
    return;
  list = yyjson_mut_obj_add_arr (doc, object, name);
  for (guint i = 0; parts[i] != NULL; i++)
    yyjson_mut_arr_add_str (doc, list, parts[i]);
}

static yyjson_mut_val *
make_event (yyjson_mut_doc        *doc,
            const PealExportEvent *event)
{
  yyjson_mut_val *object = yyjson_mut_obj (doc);

  yyjson_mut_obj_add_str (doc, object, "act", event->act);
  yyjson_mut_obj_add_str (doc, object, "state", event->state);
  add_time (doc, object, "at", event->at);
  add_text (doc, object, "how", event->how);
  add_text (doc, object, "wording", event->wording);
  add_text (doc, object, "rule", event->rule);
  add_text (doc, object, "proof", event->proof);
  add_text (doc, object, "actor", event->actor);
  return object;
}

static void
add_consent (yyjson_mut_doc        *doc,
             yyjson_mut_val        *object,
             const PealExportPhone *phone)
{
  yyjson_mut_val *consent = yyjson_mut_obj_add_obj (doc, object, "consent");

  yyjson_mut_obj_add_str (doc, consent, "state", phone->consent);
  add_time (doc, consent, "since", phone->consent_at);
  if (phone->review)
    yyjson_mut_obj_add_bool (doc, consent, "review", true);
  if (phone->do_not_contact)
    yyjson_mut_obj_add_bool (doc, consent, "do_not_contact", true);
  if (phone->history->len > 0)
    {
      yyjson_mut_val *history = yyjson_mut_obj_add_arr (doc, consent, "history");

      for (guint i = 0; i < phone->history->len; i++)
        yyjson_mut_arr_append (history, make_event (doc, g_ptr_array_index (phone->history, i)));
    }
}

static void
add_phones (yyjson_mut_doc  *doc,
            yyjson_mut_val  *root,
            const GPtrArray *phones)
{
  yyjson_mut_val *list = yyjson_mut_obj_add_arr (doc, root, "phones");

  for (guint i = 0; i < phones->len; i++)
    {
      const PealExportPhone *phone = g_ptr_array_index (phones, i);
      yyjson_mut_val *object = yyjson_mut_arr_add_obj (doc, list);

      yyjson_mut_obj_add_str (doc, object, "number", phone->e164);
      add_text (doc, object, "label", phone->label);
      add_text (doc, object, "region", phone->region);
      yyjson_mut_obj_add_str (doc, object, "kind", phone->kind);
      yyjson_mut_obj_add_bool (doc, object, "valid", phone->is_valid);
      add_time (doc, object, "last_contacted", phone->last_contacted);
      add_consent (doc, object, phone);
    }
}

static void
add_emails (yyjson_mut_doc  *doc,
            yyjson_mut_val  *root,
            const GPtrArray *emails)
{
  yyjson_mut_val *list;

  if (emails->len == 0)
    return;
  list = yyjson_mut_obj_add_arr (doc, root, "emails");
  for (guint i = 0; i < emails->len; i++)
    {
      const PealExportEmail *email = g_ptr_array_index (emails, i);
      yyjson_mut_val *object = yyjson_mut_arr_add_obj (doc, list);

      yyjson_mut_obj_add_str (doc, object, "address", email->address);
      add_text (doc, object, "label", email->label);
    }
}

/* Numbers, lists and objects are JSON as they stand in the workspace. */
static yyjson_mut_val *
make_value (yyjson_mut_doc        *doc,
            const PealExportValue *value)
{
  switch (value->kind)
    {
    case PEAL_VALUE_TEXT:
      break;
    case PEAL_VALUE_YES_NO:
      return yyjson_mut_bool (doc, g_str_equal (value->text, "true"));
    case PEAL_VALUE_NUMBER:
    case PEAL_VALUE_JSON:
      return yyjson_mut_raw (doc, value->text);
    }
  return yyjson_mut_str (doc, value->text);
}

static void
fill_values (yyjson_mut_doc  *doc,
             yyjson_mut_val  *object,
             const GPtrArray *values)
{
  for (guint i = 0; i < values->len; i++)
    {
      const PealExportValue *value = g_ptr_array_index (values, i);

      yyjson_mut_obj_add (object, yyjson_mut_str (doc, value->key), make_value (doc, value));
    }
}

/* Frees @doc. The caller frees what it returns, with free (). */
static char *
write_doc (yyjson_mut_doc   *doc,
           yyjson_write_flag flags)
{
  char *text = yyjson_mut_write (doc, flags | YYJSON_WRITE_ALLOW_INVALID_UNICODE, NULL);

  if (text == NULL)
    g_error ("JSON failed"); /* out of memory */
  yyjson_mut_doc_free (doc);
  return text;
}

static char *
write_contact (const PealExportContact *contact,
               yyjson_write_flag        flags)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);

  yyjson_mut_doc_set_root (doc, root);
  add_text (doc, root, "id", contact->uuid);
  for (guint i = 0; i < PEAL_N_FIELDS; i++)
    add_text (doc, root, peal_field_to_string ((PealField) i), peal_export_contact_get (contact, (PealField) i));
  if (contact->score != 0)
    yyjson_mut_obj_add_int (doc, root, "score", contact->score);
  add_list (doc, root, "tags", contact->tags);
  add_list (doc, root, "groups", contact->groups);
  if (contact->values->len > 0)
    fill_values (doc, yyjson_mut_obj_add_obj (doc, root, "custom"), contact->values);
  add_phones (doc, root, contact->phones);
  add_emails (doc, root, contact->emails);
  add_time (doc, root, "created", contact->created_at);
  add_time (doc, root, "updated", contact->updated_at);
  return write_doc (doc, flags);
}

/* @text is freed. */
static char *
take_text (char *text)
{
  char *copy = g_strdup (text);

  free (text);
  return copy;
}

void
peal_json_contacts_append_head (GString *out)
{
  g_string_append_printf (out, "{\"format\":\"%s\",\"version\":%d,\"contacts\":[\n", PEAL_JSON_CONTACTS_FORMAT,
                          PEAL_JSON_CONTACTS_VERSION);
}

void
peal_json_contacts_append_separator (GString *out)
{
  g_string_append (out, ",\n");
}

void
peal_json_contacts_append (GString                 *out,
                           const PealExportContact *contact)
{
  char *text = write_contact (contact, 0);

  g_string_append (out, text);
  free (text);
}

void
peal_json_contacts_append_foot (GString *out)
{
  g_string_append (out, "\n]}\n");
}

char *
peal_json_contacts_dup_pretty (const PealExportContact *contact)
{
  return take_text (write_contact (contact, YYJSON_WRITE_PRETTY_TWO_SPACES));
}

char *
peal_json_contacts_dup_custom (const PealExportContact *contact)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);

  yyjson_mut_doc_set_root (doc, root);
  fill_values (doc, root, contact->values);
  return take_text (write_doc (doc, 0));
}

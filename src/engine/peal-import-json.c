/* peal-import-json.c: the report of an import for scripts, and what was left out for people.
 *
 * Written record by record, as each is read again: a million of them are never
 * in memory at once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-engine"

#include "peal-import-private.h"

#include <json-glib/json-glib.h>

const char *
peal_import_verdict_to_string (PealImportVerdict verdict)
{
  switch (verdict)
    {
    case PEAL_IMPORT_REHEARSED:
      return "rehearsed";
    case PEAL_IMPORT_NEW:
      return "new";
    case PEAL_IMPORT_UPDATED:
      return "updated";
    case PEAL_IMPORT_UNCHANGED:
      return "unchanged";
    case PEAL_IMPORT_SKIPPED:
      return "skipped";
    case PEAL_IMPORT_N_VERDICTS:
      break;
    }
  g_return_val_if_reached ("?");
}

static void
add_string (JsonBuilder *builder,
            const char  *name,
            const char  *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_int (JsonBuilder *builder,
         const char  *name,
         gint64       value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static void
add_strings (JsonBuilder       *builder,
             const char        *name,
             const char *const *values)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; values[i] != NULL; i++)
    json_builder_add_string_value (builder, values[i]);
  json_builder_end_array (builder);
}

/* So much is collected before it is written. */
#define PORTION (64 * 1024)

typedef struct
{
  GOutputStream *stream;
  GString *text;
  GError *error;    /* nothing is written any more once there is one */
  guint n_warnings;
} Out;

static gboolean
write_text (Out     *out,
            gboolean all)
{
  if (out->error == NULL && out->text->len > (all ? 0 : PORTION))
    {
      g_output_stream_write_all (out->stream, out->text->str, out->text->len, NULL, NULL, &out->error);
      g_string_truncate (out->text, 0);
    }
  return out->error == NULL;
}

/* Appends the finished value of @builder behind @before, and empties @builder. */
static void
flush (Out         *out,
       const char  *before,
       JsonBuilder *builder)
{
  g_autoptr(JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, FALSE);

  g_string_append (out->text, before);
  g_string_append (out->text, text);
  json_builder_reset (builder);
  write_text (out, FALSE);
}

static void
add_contact (JsonBuilder            *builder,
             const PealImportReport *self,
             guint                   index)
{
  static const struct
  {
    const char *name;
    PealField field;
  } texts[] = {
    { "given", PEAL_FIELD_GIVEN },       { "family", PEAL_FIELD_FAMILY },     { "org", PEAL_FIELD_ORG },
    { "title", PEAL_FIELD_TITLE },       { "email", PEAL_FIELD_EMAIL },       { "street", PEAL_FIELD_STREET },
    { "city", PEAL_FIELD_CITY },         { "region", PEAL_FIELD_REGION },     { "postcode", PEAL_FIELD_POSTCODE },
    { "country", PEAL_FIELD_COUNTRY },   { "birthday", PEAL_FIELD_BIRTHDAY }, { "language", PEAL_FIELD_LANGUAGE },
    { "notes", PEAL_FIELD_NOTES },
  };
  g_autoptr(PealImportContact) contact = peal_import_report_dup_contact (self, index);
  g_autofree const char **others = peal_import_contact_list_other_phones (contact);
  gint64 id;
  PealImportVerdict verdict = peal_import_report_get_verdict (self, index, &id);

  json_builder_begin_object (builder);
  add_int (builder, "record", contact->record);
  add_string (builder, "display", peal_import_contact_get (contact, PEAL_FIELD_DISPLAY));
  add_string (builder, "phone", peal_import_contact_get_phone (contact)->e164);
  add_strings (builder, "other_phones", others);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    add_string (builder, texts[i].name, peal_import_contact_get (contact, texts[i].field));
  add_strings (builder, "other_emails", (const char *const *) contact->emails);
  add_strings (builder, "tags", (const char *const *) contact->tags);
  add_string (builder, "consent_sms", peal_import_consent_to_string (peal_import_report_get_consent (self, index)));
  if (verdict != PEAL_IMPORT_REHEARSED)
    {
      add_string (builder, "verdict", peal_import_verdict_to_string (verdict));
      if (id != 0)
        add_int (builder, "contact_id", id);
    }
  json_builder_end_object (builder);
}

static void
add_rejection (JsonBuilder               *builder,
               const PealImportRejection *rejection)
{
  json_builder_begin_object (builder);
  add_int (builder, "record", rejection->record);
  add_string (builder, "reason", peal_import_reason_to_string (rejection->reason));
  add_string (builder, "text", rejection->text);
  if (*rejection->suggestion != '\0')
    add_string (builder, "suggestion", rejection->suggestion);
  json_builder_end_object (builder);
}

static void
append_warnings (Out          *out,
                 JsonBuilder  *builder,
                 const GArray *warnings)
{
  for (guint i = 0; i < warnings->len; i++)
    {
      const PealImportWarning *warning = &g_array_index (warnings, PealImportWarning, i);

      json_builder_begin_object (builder);
      add_int (builder, "record", warning->record);
      add_string (builder, "warning", peal_import_warning_to_string (warning->code));
      add_string (builder, "text", warning->text);
      json_builder_end_object (builder);
      flush (out, out->n_warnings++ > 0 ? "," : "", builder);
    }
}

/* What the file is, and how many of everything. */
static void
add_head (JsonBuilder            *builder,
          const PealImportReport *self)
{
  char delimiter[2] = { peal_import_report_get_delimiter (self), '\0' };
  PealImportFileError error = peal_import_report_get_file_error (self);

  add_string (builder, "format", peal_import_report_has_objects (self) ? "json"
                                 : peal_import_report_has_cards (self)   ? "vcard" : "csv");
  add_string (builder, "encoding", peal_import_report_get_encoding (self));
  add_string (builder, "delimiter", delimiter);
  json_builder_set_member_name (builder, "file_error");
  if (error == PEAL_IMPORT_FILE_OK)
    json_builder_add_null_value (builder);
  else
    json_builder_add_string_value (builder, peal_import_file_error_to_string (error));
  json_builder_set_member_name (builder, "counts");
  json_builder_begin_object (builder);
  for (guint i = PEAL_IMPORT_NEW; i < PEAL_IMPORT_N_VERDICTS; i++)
    add_int (builder, peal_import_verdict_to_string (i), self->counts[i]);
  add_int (builder, "merged", peal_import_report_count_merged (self));
  add_int (builder, "rejected", peal_import_report_count_rejected (self));
  json_builder_end_object (builder);
}

/* How many rows were refused for what: reasons that nobody met are left out. */
static void
add_reasons (JsonBuilder            *builder,
             const PealImportReport *self)
{
  g_autoptr(GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < peal_import_report_count_rejected (self); i++)
    {
      const char *name = peal_import_reason_to_string (peal_import_report_get_reason (self, i));

      if (!g_hash_table_contains (counts, name))
        g_ptr_array_add (names, (gpointer) name);
      g_hash_table_insert (counts, (gpointer) name, GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, name)) + 1));
    }
  json_builder_set_member_name (builder, "reasons");
  json_builder_begin_object (builder);
  for (guint i = 0; i < names->len; i++)
    add_int (builder, g_ptr_array_index (names, i), GPOINTER_TO_UINT (g_hash_table_lookup (counts, g_ptr_array_index (names, i))));
  json_builder_end_object (builder);
}

static void
append_all (const PealImportReport *self,
            Out                    *out)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  guint n_contacts = peal_import_report_count_contacts (self);

  json_builder_begin_object (builder);
  add_head (builder, self);
  add_reasons (builder, self);
  json_builder_end_object (builder);
  flush (out, "", builder);
  g_string_truncate (out->text, out->text->len - 1); /* the object goes on */

  g_string_append (out->text, ",\"contacts\":[");
  for (guint i = 0; i < n_contacts && out->error == NULL; i++)
    {
      add_contact (builder, self, i);
      flush (out, i > 0 ? "," : "", builder);
    }
  g_string_append (out->text, "],\"rejected\":[");
  for (guint i = 0; i < peal_import_report_count_rejected (self) && out->error == NULL; i++)
    {
      g_autoptr(PealImportRejection) rejection = peal_import_report_dup_rejection (self, i);

      add_rejection (builder, rejection);
      flush (out, i > 0 ? "," : "", builder);
    }
  g_string_append (out->text, "],\"warnings\":[");
  append_warnings (out, builder, peal_import_report_get_warnings (self));
  for (guint i = 0; i < n_contacts && out->error == NULL; i++)
    if (peal_import_report_has_remarks (self, i) || peal_import_report_was_merged (self, i))
      {
        g_autoptr(PealImportContact) contact = peal_import_report_dup_contact (self, i);

        append_warnings (out, builder, contact->warnings);
      }
  g_string_append (out->text, "]}");
}

/* Writes what is left. */
static gboolean
finish (Out     *out,
        GError **error)
{
  write_text (out, TRUE);
  g_string_free (out->text, TRUE);
  if (out->error == NULL)
    return TRUE;
  g_propagate_error (error, out->error);
  return FALSE;
}

gboolean
peal_import_report_write_json (const PealImportReport *self,
                               GOutputStream          *out,
                               GError                **error)
{
  Out all = { .stream = out, .text = g_string_new (NULL) };

  append_all (self, &all);
  peal_import_file_rest (self->file);
  return finish (&all, error);
}

gboolean
peal_import_report_write_rejected (const PealImportReport *self,
                                   GOutputStream          *out,
                                   const char             *record_header,
                                   const char             *reason_header,
                                   const char           *(*describe) (PealImportReason reason),
                                   GError                **error)
{
  Out all = { .stream = out, .text = g_string_new (NULL) };
  const PealImportBatch *batch = peal_import_file_get_batch (self->file);

  peal_import_batch_append_rejected_head (batch, all.text, record_header, reason_header);
  for (guint i = 0; i < peal_import_report_count_rejected (self) && write_text (&all, FALSE); i++)
    {
      g_autoptr(PealImportRejection) rejection = peal_import_report_dup_rejection (self, i);

      peal_import_batch_append_rejected (batch, all.text, rejection, describe (rejection->reason));
    }
  return finish (&all, error);
}

/* peal-import-json.c: the report of an import for scripts.
 *
 * Written record by record: a tree of all of a big file would take many times
 * the room of its text.
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

/* Appends the finished value of @builder behind @before, and empties @builder. */
static void
flush (GString     *out,
       const char  *before,
       JsonBuilder *builder)
{
  g_autoptr(JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, FALSE);

  g_string_append (out, before);
  g_string_append (out, text);
  json_builder_reset (builder);
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
  const PealImportContact *contact = g_ptr_array_index (self->contacts, index);
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

/* Behind what is there; @n counts them. */
static void
append_warnings (GString      *out,
                 JsonBuilder  *builder,
                 const GArray *warnings,
                 guint        *n)
{
  for (guint i = 0; i < warnings->len; i++)
    {
      const PealImportWarning *warning = &g_array_index (warnings, PealImportWarning, i);

      json_builder_begin_object (builder);
      add_int (builder, "record", warning->record);
      add_string (builder, "warning", peal_import_warning_to_string (warning->code));
      add_string (builder, "text", warning->text);
      json_builder_end_object (builder);
      flush (out, (*n)++ > 0 ? "," : "", builder);
    }
}

static guint
count_merged (const PealImportReport *self)
{
  guint n = 0;

  for (guint i = 0; i < self->contacts->len; i++)
    {
      const GArray *warnings = ((PealImportContact *) g_ptr_array_index (self->contacts, i))->warnings;

      for (guint j = 0; j < warnings->len; j++)
        n += g_array_index (warnings, PealImportWarning, j).code == PEAL_IMPORT_WARN_MERGED;
    }
  return n;
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
  add_int (builder, "merged", count_merged (self));
  add_int (builder, "rejected", self->rejected->len);
  json_builder_end_object (builder);
}

/* How many rows were refused for what: reasons that nobody met are left out. */
static void
add_reasons (JsonBuilder            *builder,
             const PealImportReport *self)
{
  g_autoptr(GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < self->rejected->len; i++)
    {
      const char *name = peal_import_reason_to_string (((PealImportRejection *) g_ptr_array_index (self->rejected, i))->reason);

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

char *
peal_import_report_dup_json (const PealImportReport *self)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  GString *out = g_string_new (NULL);
  guint n_warnings = 0;

  json_builder_begin_object (builder);
  add_head (builder, self);
  add_reasons (builder, self);
  json_builder_end_object (builder);
  flush (out, "", builder);
  g_string_truncate (out, out->len - 1); /* the object goes on */

  g_string_append (out, ",\"contacts\":[");
  for (guint i = 0; i < self->contacts->len; i++)
    {
      add_contact (builder, self, i);
      flush (out, i > 0 ? "," : "", builder);
    }
  g_string_append (out, "],\"rejected\":[");
  for (guint i = 0; i < self->rejected->len; i++)
    {
      add_rejection (builder, g_ptr_array_index (self->rejected, i));
      flush (out, i > 0 ? "," : "", builder);
    }
  g_string_append (out, "],\"warnings\":[");
  append_warnings (out, builder, peal_import_report_get_warnings (self), &n_warnings);
  for (guint i = 0; i < self->contacts->len; i++)
    append_warnings (out, builder, ((PealImportContact *) g_ptr_array_index (self->contacts, i))->warnings, &n_warnings);
  g_string_append (out, "]}");
  return g_string_free_and_steal (out);
}

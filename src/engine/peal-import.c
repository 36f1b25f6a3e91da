/* peal-import.c: a contact file into the workspace, or a rehearsal of it.
 *
 * Reading and judging (core/) is one long piece of work on another thread; the
 * store then takes a batch at a time, so that nothing else waits for long. What
 * does not come to its end is taken back.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-engine"

#include "peal-import-private.h"

#include "peal-contacts-import.h"
#include "peal-engine-private.h"
#include "peal-fiber.h"
#include "peal-groups.h"
#include "peal-import-restore.h"
#include "peal-jobs.h"
#include "peal-settings.h"
#include "peal-thread.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#define BATCH 1000

/* Reading ------------------------------------------------------------------------------------------- */

typedef struct
{
  PealEngine *engine;
  char *path;
  GBytes *bytes;       /* NULL = what the file holds */
  PealImportReport *rehearsal; /* NULL = it is read */
  char *region;
  PealCsvMap *map;     /* NULL = as the file says */
  gboolean dry_run;
  PealContactMergePolicy policy;
  char *group;
  GStrv tags;
  gboolean all_agreed;
  char *wording;
  char *proof;
  char *actor;
  PealImportProgress progress;
  gpointer user_data;

  PealImportReport *report;
  GHashTable *groups;  /* name -> id (gint64), of those that the file names; made when stored */
  GHashTable *numbers; /* of a rehearsal: those that would be stored by now */
  GHashTable *own_ids; /* of a file of our own: the ids of its contacts, which the report holds; else NULL */
} Import;

static void
import_free (gpointer data)
{
  Import *import = data;

  g_clear_object (&import->engine);
  g_free (import->path);
  g_clear_pointer (&import->bytes, g_bytes_unref);
  g_clear_pointer (&import->rehearsal, peal_import_report_unref);
  g_free (import->region);
  peal_csv_map_free (import->map);
  g_free (import->group);
  g_strfreev (import->tags);
  g_free (import->wording);
  g_free (import->proof);
  g_free (import->actor);
  g_clear_pointer (&import->report, peal_import_report_unref);
  g_clear_pointer (&import->groups, g_hash_table_unref);
  g_clear_pointer (&import->numbers, g_hash_table_unref);
  g_clear_pointer (&import->own_ids, g_hash_table_unref);
  g_free (import);
}

static GStrv
take_samples (PealImportBatch *batch)
{
  const PealCsvMap *map = peal_import_batch_get_map (batch);
  GStrv samples = NULL;

  if (map == NULL)
    return NULL;
  samples = g_new0 (char *, map->n_columns + 1);
  for (guint i = 0; i < map->n_columns; i++)
    samples[i] = peal_import_batch_dup_sample (batch, i);
  return samples;
}

static GBytes *
load_bytes (const Import *import,
            GError      **error)
{
  g_autoptr(GFile) file = NULL;
  g_autoptr(GError) unreadable = NULL;
  GBytes *bytes;

  if (import->bytes != NULL)
    return g_bytes_ref (import->bytes);
  file = g_file_new_for_commandline_arg (import->path);
  bytes = g_file_load_bytes (file, NULL, NULL, &unreadable);
  if (bytes == NULL)
    g_set_error (error, PEAL_ENGINE_ERROR, PEAL_ENGINE_ERROR_FILE, "%s", unreadable->message);
  return bytes;
}

/* PealThreadFunc */
static gboolean
read_file (gpointer data,
           GError **error)
{
  Import *import = data;
  PealImportReport *report = import->report;
  g_autoptr(GBytes) bytes = load_bytes (import, error);

  if (bytes == NULL)
    return FALSE;
  report->batch = peal_import_batch_new (bytes, import->region);
  if (import->map != NULL && peal_import_batch_get_map (report->batch) != NULL
      && !peal_csv_map_adopt (peal_import_batch_get_map (report->batch), import->map))
    {
      g_set_error_literal (error, PEAL_ENGINE_ERROR, PEAL_ENGINE_ERROR_FILE,
                           "The file has changed: its columns are others now. Choose it again.");
      return FALSE;
    }
  report->samples = take_samples (report->batch);
  report->contacts = peal_import_batch_read_all (report->batch, &report->rejected);
  return TRUE;
}

/* Storing ------------------------------------------------------------------------------------------- */

static void
add_phones (PealContact             *contact,
            const PealImportContact *read)
{
  for (guint i = 0; i < read->phones->len; i++)
    {
      const PealImportPhone *from = &g_array_index (read->phones, PealImportPhone, i);
      PealContactPhone *phone = peal_contact_phone_new (from->e164);

      g_set_str (&phone->label, peal_phone_role_to_string (from->role));
      g_set_str (&phone->region, from->region);
      phone->kind = (int) from->type;
      phone->is_valid = from->is_valid;
      g_ptr_array_add (contact->phones, phone);
    }
}

static PealContact *
make_contact (const PealImportContact *read)
{
  PealContact *contact = peal_contact_new ();
  const struct
  {
    PealField field;
    char **to;
  } texts[] = {
    { PEAL_FIELD_DISPLAY, &contact->display },   { PEAL_FIELD_GIVEN, &contact->given },
    { PEAL_FIELD_MIDDLE, &contact->middle },     { PEAL_FIELD_FAMILY, &contact->family },
    { PEAL_FIELD_ORG, &contact->org },           { PEAL_FIELD_TITLE, &contact->title },
    { PEAL_FIELD_INDUSTRY, &contact->industry }, { PEAL_FIELD_EMAIL, &contact->email },
    { PEAL_FIELD_STREET, &contact->street },     { PEAL_FIELD_CITY, &contact->city },
    { PEAL_FIELD_REGION, &contact->region },     { PEAL_FIELD_POSTCODE, &contact->postcode },
    { PEAL_FIELD_COUNTRY, &contact->country },   { PEAL_FIELD_ZONE, &contact->zone },
    { PEAL_FIELD_LANGUAGE, &contact->language }, { PEAL_FIELD_BIRTHDAY, &contact->birthday },
    { PEAL_FIELD_STATUS, &contact->status },     { PEAL_FIELD_SOURCE, &contact->source },
    { PEAL_FIELD_NOTES, &contact->notes },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_set_str (texts[i].to, peal_import_contact_get (read, texts[i].field));
  contact->score = read->score;
  g_strfreev (contact->tags);
  contact->tags = g_strdupv (read->tags);
  for (guint i = 0; read->emails[i] != NULL; i++)
    g_ptr_array_add (contact->emails, peal_contact_email_new ("", read->emails[i]));
  add_phones (contact, read);
  return contact;
}

static PealImportVerdict
verdict_of (PealContactMergeVerdict verdict)
{
  switch (verdict)
    {
    case PEAL_CONTACT_MERGED_NEW:
      return PEAL_IMPORT_NEW;
    case PEAL_CONTACT_MERGED_UPDATED:
      return PEAL_IMPORT_UPDATED;
    case PEAL_CONTACT_MERGED_UNCHANGED:
      return PEAL_IMPORT_UNCHANGED;
    case PEAL_CONTACT_MERGED_SKIPPED:
      return PEAL_IMPORT_SKIPPED;
    }
  return PEAL_IMPORT_UNCHANGED;
}

static GPtrArray *
make_records (const PealImportReport *report,
              guint                   first,
              guint                   n,
              GHashTable             *groups)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_contact_record_free);

  for (guint i = first; i < first + n; i++)
    {
      const PealImportContact *read = g_ptr_array_index (report->contacts, i);
      PealContactRecord *record = peal_contact_record_new (read->record, make_contact (read));

      record->consent = (PealConsentState) peal_import_report_get_consent (report, i);
      if (read->own != NULL)
        peal_import_restore (record, read->own, groups);
      g_ptr_array_add (records, record);
    }
  return records;
}

/* NULL: it has none. Borrowed. */
static const char *
get_own_id (const PealImportContact *contact)
{
  return contact->own != NULL && *contact->own->uuid != '\0' ? contact->own->uuid : NULL;
}

/* PealThreadFunc: there may be a million. */
static gboolean
list_own_ids (gpointer data,
              GError **error)
{
  Import *import = data;

  for (guint i = 0; i < import->report->contacts->len; i++)
    {
      const char *id = get_own_id (g_ptr_array_index (import->report->contacts, i));

      if (id == NULL)
        continue;
      if (import->own_ids == NULL)
        import->own_ids = g_hash_table_new (g_str_hash, g_str_equal);
      g_hash_table_add (import->own_ids, (gpointer) id);
    }
  return TRUE;
}

/* Somebody of the file who has, as the number to text, another number of somebody further up: the
 * store does not know that one yet. */
static PealImportVerdict
rehearsed_verdict (Import                  *import,
                   const PealImportContact *contact,
                   PealImportVerdict        verdict)
{
  const char *number = peal_import_contact_get_phone (contact)->e164;

  if (import->policy == PEAL_CONTACT_MERGE_KEEP_BOTH || get_own_id (contact) != NULL)
    return verdict;
  if (verdict == PEAL_IMPORT_NEW && g_hash_table_contains (import->numbers, number))
    verdict = import->policy == PEAL_CONTACT_MERGE_SKIP ? PEAL_IMPORT_SKIPPED : PEAL_IMPORT_UPDATED;
  for (guint i = 0; i < contact->phones->len; i++)
    g_hash_table_add (import->numbers, g_array_index (contact->phones, PealImportPhone, i).e164);
  return verdict;
}

/* Those that everybody or somebody joins: its undo takes away which of them it has made. */
static void
add_groups (JsonBuilder  *builder,
            const Import *import)
{
  GHashTableIter iter;
  gpointer id;

  json_builder_begin_array (builder);
  if (import->report->group_id != 0)
    json_builder_add_int_value (builder, import->report->group_id);
  g_hash_table_iter_init (&iter, import->groups);
  while (g_hash_table_iter_next (&iter, NULL, &id))
    json_builder_add_int_value (builder, *(gint64 *) id);
  json_builder_end_array (builder);
}

static char *
describe_job (Import *import)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(JsonNode) root = NULL;
  g_autofree char *file_name = g_path_get_basename (import->path);
  const PealImportReport *report = import->report;
  const struct
  {
    const char *name;
    guint n;
  } figures[] = {
    { "new", report->counts[PEAL_IMPORT_NEW] },
    { "updated", report->counts[PEAL_IMPORT_UPDATED] },
    { "unchanged", report->counts[PEAL_IMPORT_UNCHANGED] },
    { "skipped", report->counts[PEAL_IMPORT_SKIPPED] },
    { "rejected", report->rejected->len },
  };

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "file");
  json_builder_add_string_value (builder, file_name);
  json_builder_set_member_name (builder, "groups");
  add_groups (builder, import);
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      json_builder_set_member_name (builder, figures[i].name);
      json_builder_add_int_value (builder, figures[i].n);
    }
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

/* The job hears of it at once: whoever takes the import back needs to know. */
static gboolean
note_groups (Import  *import,
             GError **error)
{
  g_autofree char *detail = describe_job (import);

  return dex_await (peal_imports_note (import->engine->store, import->report->job_id, detail), error);
}

/* Groups that the file names. */
static gboolean
make_groups (Import  *import,
             guint    first,
             guint    n,
             GError **error)
{
  guint n_before = g_hash_table_size (import->groups);

  if (!peal_import_ensure_groups (import->engine->store, import->report->contacts, first, n, import->groups, import->actor,
                                  error))
    return FALSE;
  return g_hash_table_size (import->groups) == n_before || note_groups (import, error);
}

/* Stores, or rehearses, @n contacts from @first. */
static gboolean
do_batch (Import  *import,
          guint    first,
          guint    n,
          GError **error)
{
  PealStore *store = import->engine->store;
  g_autofree char *file_name = g_path_get_basename (import->path);
  g_autoptr(GPtrArray) records = NULL;
  g_autoptr(GArray) results = NULL;
  PealContactMergeOptions options = {
    .job_id = import->report->job_id,
    .policy = import->policy,
    .group_id = import->report->group_id,
    .tags = (const char *const *) import->tags,
    .file_name = file_name,
    .wording = import->wording,
    .proof = import->proof,
    .actor = import->actor,
    .own_ids = import->own_ids,
  };

  if (!import->dry_run && !make_groups (import, first, n, error))
    return FALSE;
  records = make_records (import->report, first, n, import->groups);
  results = dex_await_boxed (import->dry_run ? peal_contacts_rehearse (store, records, &options)
                                             : peal_contacts_import (store, records, &options), error);
  if (results == NULL)
    return FALSE;
  for (guint i = 0; i < results->len; i++)
    {
      const PealContactMergeResult *result = &g_array_index (results, PealContactMergeResult, i);
      PealImportVerdict verdict = verdict_of (result->verdict);

      if (import->dry_run)
        verdict = rehearsed_verdict (import, g_ptr_array_index (import->report->contacts, first + i), verdict);
      peal_import_report_add_fate (import->report, verdict, result->contact_id);
    }
  return TRUE;
}

static void
make_group (Import  *import,
            GError **error)
{
  g_autoptr(GError) refused = NULL;

  import->report->group_id = dex_await_int64 (peal_groups_ensure (import->engine->store, import->group, import->actor),
                                              &refused);
  if (refused == NULL)
    note_groups (import, &refused);
  if (refused != NULL)
    g_propagate_error (error, g_steal_pointer (&refused));
}

static gboolean
begin_job (Import  *import,
           GError **error)
{
  g_autofree char *detail = describe_job (import);
  g_autoptr(GError) refused = NULL;

  import->report->job_id = dex_await_int64 (peal_jobs_start (import->engine->store, "import", detail, import->actor), &refused);
  if (refused == NULL && import->group != NULL)
    make_group (import, &refused);
  if (refused == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&refused));
  return FALSE;
}

/* Every batch until the end, or until somebody stops it. */
static gboolean
do_all (Import       *import,
        GCancellable *cancellable,
        GError      **error)
{
  guint n_contacts = import->report->contacts->len;

  for (guint i = 0; i < n_contacts && !g_cancellable_is_cancelled (cancellable); i += BATCH)
    {
      if (!do_batch (import, i, MIN (BATCH, n_contacts - i), error))
        return FALSE;
      if (import->progress != NULL && !g_cancellable_is_cancelled (cancellable))
        import->progress ((double) MIN (i + BATCH, n_contacts) / n_contacts, import->user_data);
    }
  return TRUE;
}

/* What it has done by now is taken back; the lock is still held. */
static void
take_back (Import       *import,
           PealJobState  end)
{
  PealImportUndo undo = { .job = import->report->job_id };
  g_autoptr(GError) error = NULL;

  if (!peal_import_take_back (import->engine->store, &undo, end, import->actor, NULL, &error))
    g_warning ("What an import did is still there, and goes when the workspace is opened next: %s", error->message);
}

static gboolean
store_all (Import       *import,
           GCancellable *cancellable,
           GError      **error)
{
  g_autofree char *detail = NULL;

  if (!begin_job (import, error) || !do_all (import, cancellable, error))
    {
      if (import->report->job_id != 0)
        take_back (import, PEAL_JOB_FAILED);
      return FALSE;
    }
  if (g_cancellable_is_cancelled (cancellable))
    {
      take_back (import, PEAL_JOB_STOPPED);
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The import was stopped. Nothing of it was kept.");
      return FALSE;
    }
  detail = describe_job (import);
  return dex_await (peal_jobs_finish (import->engine->store, import->report->job_id, PEAL_JOB_DONE, detail, import->actor), error);
}

static gboolean
store (Import       *import,
       GCancellable *cancellable,
       GError      **error)
{
  g_autofd int lock = peal_import_lock (import->engine->store, cancellable, error);

  return lock >= 0 && store_all (import, cancellable, error);
}

/* Against the workspace, where there is one. */
static gboolean
rehearse (Import       *import,
          GCancellable *cancellable,
          GError      **error)
{
  if (import->engine != NULL)
    return do_all (import, cancellable, error);
  for (guint i = 0; i < import->report->contacts->len; i++)
    peal_import_report_add_fate (import->report, PEAL_IMPORT_REHEARSED, 0);
  return TRUE;
}

/* Asked for each time: the region may be changed at any time, also by another program. */
static gboolean
choose_region (Import  *import,
               GError **error)
{
  if (import->region != NULL)
    return TRUE;
  import->region = import->engine == NULL
                     ? g_strdup ("")
                     : dex_await_string (peal_setting_get (import->engine->store, PEAL_SETTING_REGION), error);
  return import->region != NULL;
}

static DexFuture *
import_fiber (gpointer      data,
              GCancellable *cancellable)
{
  Import *import = data;
  g_autoptr(GError) error = NULL;
  gboolean good;

  import->report = peal_import_report_new ();
  import->groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  import->numbers = g_hash_table_new (g_str_hash, g_str_equal); /* they live as long as the report */
  import->report->all_agreed = import->all_agreed;
  if (import->rehearsal != NULL)
    peal_import_report_share (import->report, import->rehearsal);
  else if (!choose_region (import, &error) || !dex_await (peal_thread_run (read_file, import), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (!dex_await (peal_thread_run (list_own_ids, import), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  /* a file that is no contact file has none */
  if (import->dry_run || peal_import_report_get_file_error (import->report) != PEAL_IMPORT_FILE_OK)
    good = rehearse (import, cancellable, &error);
  else
    good = store (import, cancellable, &error);
  if (!good)
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_take_boxed (PEAL_TYPE_IMPORT_REPORT, g_steal_pointer (&import->report));
}

DexFuture *
peal_engine_import_file (PealEngine              *self,
                         const char              *path,
                         const PealImportOptions *options,
                         PealImportProgress       progress,
                         gpointer                 user_data)
{
  Import *import;

  peal_return_reject_if_fail (path != NULL && options != NULL);
  peal_return_reject_if_fail (PEAL_IS_ENGINE (self) || (self == NULL && options->dry_run));

  import = g_new0 (Import, 1);
  g_set_object (&import->engine, self);
  import->path = g_strdup (path);
  import->bytes = options->bytes != NULL ? g_bytes_ref (options->bytes) : NULL;
  import->rehearsal = options->rehearsal != NULL ? peal_import_report_ref (options->rehearsal) : NULL;
  import->region = g_strdup (options->region);
  import->map = options->map != NULL ? peal_csv_map_copy (options->map) : NULL;
  import->dry_run = options->dry_run;
  import->policy = options->policy;
  import->group = g_strdup (options->group);
  import->tags = g_strdupv ((char **) options->tags);
  import->all_agreed = options->all_agreed;
  import->wording = g_strdup (options->wording);
  import->proof = g_strdup (options->proof);
  import->actor = g_strdup (options->actor);
  import->progress = progress;
  import->user_data = user_data;
  return peal_fiber_spawn (import_fiber, import, import_free);
}

/* peal-import.c: a contact file into the workspace, or a rehearsal of it.
 *
 * Reading and judging (core/) is work for another thread, a portion at a time; so
 * is reading again what the store then takes batch by batch, the next while it
 * is busy with one. Nothing else waits for long, and the main thread only passes
 * on. What does not come to its end is taken back.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-engine"

#include "peal-import-private.h"

#include "peal-contacts-import.h"
#include "peal-engine-private.h"
#include "peal-fiber.h"
#include "peal-import-load.h"
#include "peal-import-restore.h"
#include "peal-jobs.h"
#include "peal-settings.h"
#include "peal-thread.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#define BATCH 2000

/* How much of the whole the reading is, if there is something to read. */
#define READING 0.4

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
  gboolean is_read;
  GHashTable *groups;  /* name -> id (gint64), of those that the file names; made when stored */
  GHashTable *numbers; /* of a rehearsal: those that would be stored by now, as keys */
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
  g_free (import);
}

/* PealThreadFunc */
static gboolean
open_file (gpointer data,
           GError **error)
{
  Import *import = data;

  import->report->file = peal_import_file_new (import->path, import->bytes, import->region, import->map, error);
  return import->report->file != NULL;
}

/* PealThreadFunc */
static gboolean
read_some (gpointer data,
           GError **error)
{
  Import *import = data;

  import->is_read = !peal_import_file_read (import->report->file, BATCH);
  return TRUE;
}

static void
show_progress (const Import *import,
               double        fraction,
               GCancellable *cancellable)
{
  if (import->progress != NULL && !g_cancellable_is_cancelled (cancellable))
    import->progress (fraction, import->user_data);
}

/* Judges every record. */
static gboolean
read_file (Import       *import,
           GCancellable *cancellable,
           GError      **error)
{
  if (!dex_await (peal_thread_run (open_file, import), error))
    return FALSE;
  while (!import->is_read)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !dex_await (peal_thread_run (read_some, import), error))
        return FALSE;
      if (!import->is_read)
        show_progress (import, READING * peal_import_batch_get_fraction (peal_import_file_get_batch (import->report->file)),
                       cancellable);
    }
  return TRUE;
}

/* Storing ------------------------------------------------------------------------------------------- */

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

/* Somebody of the file who has, as the number to text, another number of somebody further up: the
 * store does not know that one yet. */
static PealImportVerdict
rehearsed_verdict (Import                  *import,
                   const PealImportContact *contact,
                   PealImportVerdict        verdict)
{
  gpointer number = peal_import_phone_to_key (peal_import_contact_get_phone (contact));

  if (import->policy == PEAL_CONTACT_MERGE_KEEP_BOTH || peal_import_contact_get_own_key (contact) != NULL)
    return verdict;
  if (verdict == PEAL_IMPORT_NEW && g_hash_table_contains (import->numbers, number))
    verdict = import->policy == PEAL_CONTACT_MERGE_SKIP ? PEAL_IMPORT_SKIPPED : PEAL_IMPORT_UPDATED;
  for (guint i = 0; i < contact->phones->len; i++)
    g_hash_table_add (import->numbers, peal_import_phone_to_key (&g_array_index (contact->phones, PealImportPhone, i)));
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
    { "rejected", peal_import_report_count_rejected (report) },
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

/* Groups that the file names: whoever they name joins them. */
static gboolean
make_groups (Import               *import,
             const PealImportLoad *load,
             GError              **error)
{
  if (!peal_import_ensure_groups (import->engine->store, import->report->job_id, load->contacts, import->groups, import->actor,
                                  error))
    return FALSE;
  for (guint i = 0; i < load->n; i++)
    peal_import_restore_groups (g_ptr_array_index (load->records, i), g_ptr_array_index (load->contacts, i), import->groups);
  return TRUE;
}

typedef struct
{
  Import *import;
  PealImportLoad *load;
  GArray *results;
} Settling;

/* PealThreadFunc: what became of those of a load, which ends here: a frame of the window has no time for
 * thousands of texts, nor for a table of numbers that grows. */
static gboolean
settle (gpointer data,
        GError **error)
{
  const Settling *settling = data;
  Import *import = settling->import;

  for (guint i = 0; i < settling->results->len; i++)
    {
      const PealContactMergeResult *result = &g_array_index (settling->results, PealContactMergeResult, i);
      PealImportVerdict verdict = verdict_of (result->verdict);

      if (import->dry_run)
        verdict = rehearsed_verdict (import, g_ptr_array_index (settling->load->contacts, i), verdict);
      peal_import_report_add_fate (import->report, verdict, result->contact_id);
    }
  peal_import_load_clear (settling->load);
  return TRUE;
}

/* Stores, or rehearses, those of @load. */
static gboolean
do_load (Import         *import,
         PealImportLoad *load,
         GError        **error)
{
  PealStore *store = import->engine->store;
  g_autofree char *file_name = g_path_get_basename (import->path);
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
    .own_ids = peal_import_index_get_own_ids (peal_import_file_get_index (import->report->file)),
  };

  if (!import->dry_run && !make_groups (import, load, error))
    return FALSE;
  results = dex_await_boxed (import->dry_run ? peal_contacts_rehearse (store, load->records, &options)
                                             : peal_contacts_import (store, load->records, &options), error);
  return results != NULL && dex_await (peal_thread_run (settle, &(Settling) { import, load, results }), error);
}

static gboolean
make_group (Import  *import,
            GError **error)
{
  const char *const names[] = { import->group, NULL };
  g_autoptr(GArray) ids = NULL;

  ids = dex_await_boxed (peal_imports_ensure_groups (import->engine->store, import->report->job_id, names, import->actor),
                         error);
  if (ids == NULL)
    return FALSE;
  import->report->group_id = g_array_index (ids, gint64, 0);
  return TRUE;
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
    dex_await (peal_imports_set_bulk (import->engine->store, TRUE), &refused);
  if (refused == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&refused));
  return FALSE;
}

/* While it is stored, the next one is read. */
static DexFuture *
load_next (const Import *import,
           guint         first)
{
  return peal_import_load (import->report, first, MIN (BATCH, peal_import_report_count_contacts (import->report) - first));
}

/* Every batch until the end, or until somebody stops it. */
static gboolean
do_all (Import       *import,
        GCancellable *cancellable,
        GError      **error)
{
  const guint n_contacts = peal_import_report_count_contacts (import->report);
  const double start = import->rehearsal == NULL ? READING : 0;
  g_autoptr(DexFuture) next = n_contacts > 0 ? load_next (import, 0) : NULL;
  gboolean good = TRUE;
  guint done = 0;

  while (good && next != NULL && !g_cancellable_is_cancelled (cancellable))
    {
      g_autoptr(PealImportLoad) load = dex_await_boxed (g_steal_pointer (&next), error);

      if (load == NULL)
        return FALSE;
      done += load->n;
      if (done < n_contacts)
        next = load_next (import, done);
      good = do_load (import, load, error);
      if (good)
        show_progress (import, start + (1 - start) * done / n_contacts, cancellable);
    }
  return good;
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
  return dex_await (peal_imports_set_bulk (import->engine->store, FALSE), error)
         && dex_await (peal_jobs_finish (import->engine->store, import->report->job_id, PEAL_JOB_DONE, detail, import->actor),
                       error);
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
  for (guint i = 0; i < peal_import_report_count_contacts (import->report); i++)
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
  import->numbers = g_hash_table_new (NULL, NULL);
  import->report->all_agreed = import->all_agreed;
  if (import->rehearsal != NULL)
    import->report->file = peal_import_file_ref (import->rehearsal->file);
  else if (!choose_region (import, &error) || !read_file (import, cancellable, &error))
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

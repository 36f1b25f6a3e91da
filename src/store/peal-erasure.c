/* peal-erasure.c: a person leaves for good.
 *
 * One job does it or none of it. What is overwritten and what is deleted is
 * zeroed in the file (secure_delete, which this SQLite has on); afterwards the
 * full-text index is merged, where a deleted entry only leaves then, and the log
 * is emptied, which holds the pages as they were.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-erasure.h"

#include "peal-consent-private.h"
#include "peal-fiber.h"
#include "peal-job-args.h"
#include "peal-ledger-private.h"
#include "peal-outbox-private.h"
#include "peal-payload.h"
#include "peal-phone.h"
#include "peal-settings.h"
#include "peal-suppression-private.h"
#include "peal-thread.h"

#include <string.h>

/* Pages of the full-text index in a piece: some hundredths of a second. */
#define MERGE_PAGES 500

G_DEFINE_BOXED_TYPE (PealErasure, peal_erasure, peal_erasure_copy, peal_erasure_free)

PealErasure *
peal_erasure_copy (const PealErasure *self)
{
  return g_memdup2 (self, sizeof *self);
}

void
peal_erasure_free (PealErasure *self)
{
  g_free (self);
}

/* Who it is --------------------------------------------------------------------------------------- */

typedef struct
{
  PealDb *db;
  GArray *ids;               /* of contacts: the person, and those who became one with them */
  char *contacts_json;
  char *displays_json;
  GStrv numbers;             /* that are nobody else's */
  GArray *message_ids;
  char *numbers_json;
  char *messages_json;
  PealErasure counts;
} Subject;

static void
subject_free (Subject *self)
{
  g_clear_pointer (&self->ids, g_array_unref);
  g_free (self->contacts_json);
  g_free (self->displays_json);
  g_strfreev (self->numbers);
  g_clear_pointer (&self->message_ids, g_array_unref);
  g_free (self->numbers_json);
  g_free (self->messages_json);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Subject, subject_free)

/* Numbers and names of ours need no escaping. */
static char *
make_array (const char *const *texts)
{
  GString *json = g_string_new ("[");

  for (; *texts != NULL; texts++)
    g_string_append_printf (json, "%s\"%s\"", json->len > 1 ? "," : "", *texts);
  g_string_append_c (json, ']');
  return g_string_free_and_steal (json);
}

static void
load_contacts (Subject *self,
               gint64   id)
{
  PealStmt *contacts = peal_db_query (self->db, PEAL_QUERY_ERASURE_CONTACTS);
  PealStmt *displays;

  self->ids = peal_ids_new (NULL, 0);
  peal_stmt_bind_int (contacts, ":contact_id", id);
  peal_ids_take_rows (self->ids, contacts);
  self->contacts_json = peal_ids_to_json (self->ids);
  displays = peal_db_query (self->db, PEAL_QUERY_ERASURE_DISPLAYS);
  peal_stmt_bind_text (displays, ":contacts", self->contacts_json);
  self->displays_json = peal_stmt_take_text (displays);
}

static void
load_numbers (Subject *self)
{
  g_autoptr(PealStmt) stmt = peal_db_query (self->db, PEAL_QUERY_ERASURE_NUMBERS);
  g_autoptr(GStrvBuilder) numbers = g_strv_builder_new ();

  peal_stmt_bind_text (stmt, ":contacts", self->contacts_json);
  while (peal_stmt_next (stmt))
    if (peal_stmt_get_int (stmt, 1))
      self->counts.n_shared++;
    else if (peal_phone_is_e164 (peal_stmt_get_text (stmt, 0)))
      {
        g_strv_builder_add (numbers, peal_stmt_get_text (stmt, 0));
        self->counts.n_numbers++;
      }
  self->numbers = g_strv_builder_end (numbers);
  self->numbers_json = make_array ((const char *const *) self->numbers);
}

static void
load_messages (Subject *self)
{
  PealStmt *stmt = peal_db_query (self->db, PEAL_QUERY_ERASURE_MESSAGES);

  self->message_ids = peal_ids_new (NULL, 0);
  peal_stmt_bind_text (stmt, ":contacts", self->contacts_json);
  peal_stmt_bind_text (stmt, ":numbers", self->numbers_json);
  peal_ids_take_rows (self->message_ids, stmt);
  self->messages_json = peal_ids_to_json (self->message_ids);
  self->counts.n_messages = self->message_ids->len;
}

static guint
count_states (Subject *self)
{
  g_autoptr(PealStmt) stmt = peal_db_query (self->db, PEAL_QUERY_ERASURE_COUNT_STATES);

  peal_stmt_bind_text (stmt, ":messages", self->messages_json);
  if (!peal_stmt_next (stmt))
    return 0;
  self->counts.n_waiting = (guint) peal_stmt_get_int (stmt, 1);
  return (guint) peal_stmt_get_int (stmt, 0);
}

/* NULL, and the job has failed, if there is no such contact. @n_busy: messages that are being handed over. */
static Subject *
load_subject (PealDb *db,
              gint64  id,
              guint  *n_busy)
{
  g_autoptr(Subject) self = g_new0 (Subject, 1);

  self->db = db;
  load_contacts (self, id);
  if (self->ids->len == 0)
    {
      peal_db_fail (db, PEAL_STORE_ERROR_NOT_FOUND, "There is no such contact");
      return NULL;
    }
  load_numbers (self);
  load_messages (self);
  *n_busy = count_states (self);
  return g_steal_pointer (&self);
}

static void
count_job (PealDb  *db,
           gpointer data,
           GValue  *result)
{
  const PealJobArgs *args = data;
  guint n_busy;
  g_autoptr(Subject) subject = load_subject (db, args->id, &n_busy);

  if (subject != NULL)
    peal_result_take (result, PEAL_TYPE_ERASURE, peal_erasure_copy (&subject->counts));
}

DexFuture *
peal_erasure_count (PealStore *store,
                    gint64     contact_id)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, count_job, PEAL_JOB_ARGS (.id = contact_id), peal_job_args_free);
}

/* What goes --------------------------------------------------------------------------------------- */

static void
run_for_messages (Subject  *self,
                  PealQuery query)
{
  g_autoptr(PealStmt) stmt = peal_db_query (self->db, query);

  peal_stmt_bind_text (stmt, ":messages", self->messages_json);
  peal_stmt_run (stmt);
}

static void
run_for_numbers (Subject  *self,
                 PealQuery query)
{
  g_autoptr(PealStmt) stmt = peal_db_query (self->db, query);

  peal_stmt_bind_text (stmt, ":numbers", self->numbers_json);
  peal_stmt_run (stmt);
}

static void
run_for_contacts (Subject  *self,
                  PealQuery query)
{
  g_autoptr(PealStmt) stmt = peal_db_query (self->db, query);

  peal_stmt_bind_text (stmt, ":contacts", self->contacts_json);
  peal_stmt_run (stmt);
}

static void
blank_campaigns (Subject *self)
{
  g_autoptr(PealStmt) recipients = peal_db_query (self->db, PEAL_QUERY_ERASURE_BLANK_RECIPIENTS);
  g_autoptr(PealStmt) audiences = peal_db_query (self->db, PEAL_QUERY_ERASURE_BLANK_AUDIENCES);

  peal_stmt_bind_text (recipients, ":contacts", self->contacts_json);
  peal_stmt_bind_text (recipients, ":messages", self->messages_json);
  peal_stmt_bind_text (recipients, ":numbers", self->numbers_json);
  peal_stmt_run (recipients);
  peal_stmt_bind_text (audiences, ":displays", self->displays_json);
  peal_stmt_run (audiences);
}

typedef struct
{
  gint64 id;
  gint64 account_id;
  char *ours;
} Conversation;

static void
clear_conversation (gpointer conversation)
{
  g_free (((Conversation *) conversation)->ours);
}

static GArray *
list_conversations (Subject *self)
{
  g_autoptr(PealStmt) stmt = peal_db_query (self->db, PEAL_QUERY_ERASURE_CONVERSATIONS);
  GArray *conversations = g_array_new (FALSE, FALSE, sizeof (Conversation));

  g_array_set_clear_func (conversations, clear_conversation);
  peal_stmt_bind_text (stmt, ":numbers", self->numbers_json);
  while (peal_stmt_next (stmt))
    {
      Conversation conversation = { peal_stmt_get_int (stmt, 0), peal_stmt_get_int (stmt, 2), peal_stmt_dup_text (stmt, 1) };

      g_array_append_val (conversations, conversation);
    }
  return conversations;
}

/* What is left of their messages goes to one conversation with nobody, which no list shows: nothing ever
 * was its last message. */
static void
drop_conversations (Subject *self)
{
  g_autoptr(GArray) conversations = list_conversations (self);

  for (guint i = 0; i < conversations->len; i++)
    {
      const Conversation *from = &g_array_index (conversations, Conversation, i);
      gint64 to = peal_conversation_ensure (self->db, from->ours, "", 0, from->account_id);
      g_autoptr(PealStmt) move = peal_db_query (self->db, PEAL_QUERY_ERASURE_MOVE_MESSAGES);
      g_autoptr(PealStmt) drop = peal_db_query (self->db, PEAL_QUERY_ERASURE_DROP_CONVERSATION);

      peal_stmt_bind_int (move, ":from_id", from->id);
      peal_stmt_bind_int (move, ":to_id", to);
      peal_stmt_run (move);
      peal_stmt_bind_int (drop, ":id", from->id);
      peal_stmt_run (drop);
    }
}

/* "+1 201 555 0101" may be typed in any way. */
static char *
drop_lines (Subject    *self,
            const char *typed,
            const char *region)
{
  g_auto(GStrv) lines = g_strsplit (typed, "\n", -1);
  GString *left = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      PealPhone phone;

      if (peal_phone_parse (lines[i], region, &phone) == PEAL_PHONE_OK
          && g_strv_contains ((const char *const *) self->numbers, phone.e164))
        continue;
      g_string_append_printf (left, "%s%s", left->len > 0 ? "\n" : "", lines[i]);
    }
  return g_string_free_and_steal (left);
}

static char *
load_region (PealDb *db)
{
  PealStmt *stmt = peal_db_query (db, PEAL_QUERY_SETTING_GET);
  char *region;

  peal_stmt_bind_text (stmt, ":name", PEAL_SETTING_REGION);
  region = peal_stmt_take_text (stmt);
  return region != NULL ? region : g_strdup ("");
}

static void
drop_from_schedules (Subject *self)
{
  g_autofree char *region = load_region (self->db);
  g_autoptr(PealStmt) stmt = peal_db_query (self->db, PEAL_QUERY_ERASURE_SCHEDULE_NUMBERS);

  run_for_contacts (self, PEAL_QUERY_ERASURE_SCHEDULE_CONTACTS);
  while (peal_stmt_next (stmt))
    {
      g_autofree char *left = drop_lines (self, peal_stmt_get_text (stmt, 1), region);
      g_autoptr(PealStmt) set = NULL;

      if (g_str_equal (left, peal_stmt_get_text (stmt, 1)))
        continue;
      set = peal_db_query (self->db, PEAL_QUERY_ERASURE_SCHEDULE_SET_NUMBERS);
      peal_stmt_bind_int (set, ":id", peal_stmt_get_int (stmt, 0));
      peal_stmt_bind_text (set, ":numbers", left);
      peal_stmt_run (set);
    }
}

/* Before the consent goes, which says why. */
static void
leave_marks (Subject *self)
{
  for (guint i = 0; self->numbers[i] != NULL; i++)
    {
      g_autoptr(PealConsent) consent = peal_consent_load (self->db, self->numbers[i]);

      peal_suppression_add (self->db, self->numbers[i],
                            consent->state == PEAL_CONSENT_OPTED_OUT ? "opted_out"
                            : consent->do_not_contact                ? "do_not_contact"
                                                                     : "erased");
    }
}

static char *
make_subjects (Subject *self)
{
  g_autoptr(GStrvBuilder) subjects = g_strv_builder_new ();
  g_auto(GStrv) list = NULL;

  for (guint i = 0; i < self->ids->len; i++)
    g_strv_builder_take (subjects, g_strdup_printf ("contact:%" G_GINT64_FORMAT, peal_ids_get (self->ids, i)));
  for (guint i = 0; self->numbers[i] != NULL; i++)
    g_strv_builder_take (subjects, g_strconcat ("number:", self->numbers[i], NULL));
  for (guint i = 0; i < self->message_ids->len; i++)
    g_strv_builder_take (subjects, g_strdup_printf ("message:%" G_GINT64_FORMAT, peal_ids_get (self->message_ids, i)));
  list = g_strv_builder_end (subjects);
  return make_array ((const char *const *) list);
}

/* Returns those of the rows that were written before there were salts, as a JSON array. Caller frees. */
static char *
erase_history (Subject *self)
{
  g_autofree char *subjects = make_subjects (self);
  g_autoptr(GArray) rows = peal_ids_new (NULL, 0);
  g_autoptr(GArray) unsalted = peal_ids_new (NULL, 0);
  PealStmt *stmt = peal_db_query (self->db, PEAL_QUERY_ERASURE_LEDGER_ROWS);

  peal_stmt_bind_text (stmt, ":subjects", subjects);
  peal_stmt_bind_text (stmt, ":numbers", self->numbers_json);
  peal_stmt_bind_text (stmt, ":displays", self->displays_json);
  peal_ids_take_rows (rows, stmt);
  for (guint i = 0; i < rows->len; i++)
    if (!peal_ledger_erase (self->db, peal_ids_get (rows, i)))
      g_array_append_val (unsalted, g_array_index (rows, gint64, i));
  self->counts.n_events = rows->len;
  return peal_ids_to_json (unsalted);
}

static void
record (Subject    *self,
        const char *unsalted,
        const char *actor)
{
  g_autofree char *payload = g_strdup_printf ("{\"numbers\":%u,\"messages\":%u,\"events\":%u,\"unsalted\":%s}",
                                              self->counts.n_numbers, self->counts.n_messages, self->counts.n_events,
                                              unsalted);

  peal_ledger_append (self->db, peal_db_get_now (self->db), peal_text (actor), "privacy.erased", "workspace", payload);
}

static void
erase (Subject    *self,
       const char *actor)
{
  g_autofree char *unsalted = NULL;

  leave_marks (self);
  run_for_messages (self, PEAL_QUERY_ERASURE_BLANK_ATTEMPTS);
  run_for_messages (self, PEAL_QUERY_ERASURE_DROP_ATTACHMENTS);
  run_for_messages (self, PEAL_QUERY_ERASURE_BLANK_MESSAGES);
  blank_campaigns (self);
  drop_conversations (self);
  drop_from_schedules (self);
  run_for_numbers (self, PEAL_QUERY_ERASURE_DROP_CONSENT_EVENTS);
  run_for_numbers (self, PEAL_QUERY_ERASURE_DROP_CONSENT);
  run_for_numbers (self, PEAL_QUERY_ERASURE_DROP_DO_NOT_CONTACT);
  run_for_contacts (self, PEAL_QUERY_ERASURE_DROP_ABOUT);
  run_for_contacts (self, PEAL_QUERY_ERASURE_DROP_SEARCH);
  run_for_contacts (self, PEAL_QUERY_ERASURE_DROP_NAME);
  run_for_contacts (self, PEAL_QUERY_ERASURE_DROP_CONTACT);
  unsalted = erase_history (self);
  record (self, unsalted, actor);
  peal_db_touch (self->db, PEAL_CHANGE_ALL);
  peal_db_touch_any_conversation (self->db);
}

static void
erase_job (PealDb  *db,
           gpointer data,
           GValue  *result)
{
  const PealJobArgs *args = data;
  guint n_busy = 0;
  g_autoptr(Subject) subject = load_subject (db, args->id, &n_busy);

  if (subject == NULL)
    return;
  if (n_busy > 0)
    {
      peal_db_fail (db, PEAL_STORE_ERROR_CONFLICT, "A message to this person is being handed over. Try again in a moment");
      return;
    }
  erase (subject, args->actor);
  peal_result_take (result, PEAL_TYPE_ERASURE, peal_erasure_copy (&subject->counts));
}

/* What is left in the file ------------------------------------------------------------------------- */

/* Whether it changed anything. */
static gboolean
merge (PealDb   *db,
       PealQuery query,
       gint64    pages)
{
  const int before = sqlite3_total_changes (peal_db_get_handle (db));
  g_autoptr(PealStmt) stmt = peal_db_query (db, query);

  peal_stmt_bind_int (stmt, ":pages", pages);
  peal_stmt_run (stmt);
  return sqlite3_total_changes (peal_db_get_handle (db)) - before >= 2;
}

/* Resolves to whether it changed anything. */
static void
merge_job (PealDb  *db,
           gpointer data,
           GValue  *result)
{
  const PealJobArgs *args = data;
  gboolean texts = merge (db, PEAL_QUERY_ERASURE_MERGE_SEARCH, args->id);
  gboolean names = merge (db, PEAL_QUERY_ERASURE_MERGE_NAMES, args->id);

  peal_result_set_int (result, texts || names);
}

/* PealThreadFunc; by a connection of its own, because it is outside of every transaction. Where readers
 * hold on to the log, its next end empties it. */
static gboolean
empty_log (gpointer dir,
           GError **error)
{
  g_autofree char *path = g_build_filename (dir, "peal.db", NULL);
  g_autoptr(PealClock) clock = peal_clock_new_system ();
  g_autoptr(PealDb) db = peal_db_open (path, PEAL_DB_WRITER, FALSE, clock, error);
  g_autoptr(PealStmt) stmt = NULL;

  if (db == NULL)
    return FALSE;
  stmt = peal_db_query (db, PEAL_QUERY_DB_CHECKPOINT);
  while (peal_stmt_next (stmt))
    continue;
  return TRUE;
}

typedef struct
{
  PealStore *store;
  gint64 contact_id;
  char *actor;
} Run;

static void
run_free (gpointer data)
{
  Run *run = data;

  g_object_unref (run->store);
  g_free (run->actor);
  g_free (run);
}

/* The person is gone by now: what fails here is told, and done again by the next erasure. */
static void
clean_file (PealStore *store)
{
  g_autoptr(GError) error = NULL;
  gint64 pages = -MERGE_PAGES;

  while (error == NULL
         && dex_await_int64 (peal_store_write (store, merge_job, PEAL_JOB_ARGS (.id = pages), peal_job_args_free), &error))
    pages = MERGE_PAGES;
  if (error == NULL)
    dex_await (peal_thread_run (empty_log, (gpointer) peal_store_get_dir (store)), &error);
  if (error != NULL)
    g_warning ("Traces of somebody who was erased may still be in the file: %s", error->message);
}

static DexFuture *
run_fiber (gpointer      data,
           GCancellable *cancellable)
{
  Run *run = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(PealErasure) erasure = NULL;

  erasure = dex_await_boxed (peal_store_write (run->store, erase_job,
                                               PEAL_JOB_ARGS (.id = run->contact_id, .actor = run->actor),
                                               peal_job_args_free), &error);
  if (erasure == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  clean_file (run->store);
  return dex_future_new_take_boxed (PEAL_TYPE_ERASURE, g_steal_pointer (&erasure));
}

DexFuture *
peal_erasure_run (PealStore  *store,
                  gint64      contact_id,
                  const char *actor)
{
  Run *run;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  run = g_new0 (Run, 1);
  run->store = g_object_ref (store);
  run->contact_id = contact_id;
  run->actor = g_strdup (peal_text (actor));
  return peal_fiber_spawn (run_fiber, run, run_free);
}

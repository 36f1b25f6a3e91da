/* peal-consent.c: who may be texted, by number.
 *
 * R-LAW-2: the only ways out of OPTED_OUT are an opt-in that is not an import,
 * and a person's revocation of a rule's mistake; both are events like any other.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-consent-private.h"

#include "peal-fiber.h"
#include "peal-job-args.h"
#include "peal-ledger-private.h"
#include "peal-payload.h"
#include "peal-suppression-private.h"

#include <string.h>

/* In the order of their numbers. */
static const char *const states[] = { "unknown", "opted_in", "opted_out" };
static const char *const acts[] = { "none", "opt_out", "opt_in", "review", "keep", "revoke", "withdraw" };
static const char *const hows[] = { "?", "keyword", "import", "form", "phone", "person", "gateway" };
static const char *const events[] = { NULL, "compliance.opt_out", "compliance.opt_in", "compliance.review",
                                      "compliance.keep", "compliance.revoke", "compliance.withdraw" };

G_DEFINE_BOXED_TYPE (PealConsent, peal_consent, peal_consent_copy, peal_consent_free)

const char *
peal_consent_state_to_string (PealConsentState state)
{
  return (gsize) state < G_N_ELEMENTS (states) ? states[state] : "?";
}

const char *
peal_consent_act_to_string (PealConsentAct act)
{
  return (gsize) act < G_N_ELEMENTS (acts) ? acts[act] : "?";
}

const char *
peal_consent_how_to_string (PealConsentHow how)
{
  return (gsize) how < G_N_ELEMENTS (hows) ? hows[how] : "?";
}

gboolean
peal_consent_state_from_string (const char       *text,
                                PealConsentState *state)
{
  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_str_equal (states[i], text))
      {
        *state = (PealConsentState) i;
        return TRUE;
      }
  return FALSE;
}

PealConsentState
peal_consent_state_stricter (PealConsentState a,
                             PealConsentState b)
{
  if (a == PEAL_CONSENT_OPTED_OUT || b == PEAL_CONSENT_OPTED_OUT)
    return PEAL_CONSENT_OPTED_OUT;
  if (a == PEAL_CONSENT_UNKNOWN || b == PEAL_CONSENT_UNKNOWN)
    return PEAL_CONSENT_UNKNOWN;
  return PEAL_CONSENT_OPTED_IN;
}

PealConsent *
peal_consent_copy (const PealConsent *self)
{
  PealConsent *copy = g_memdup2 (self, sizeof *self);

  copy->e164 = g_strdup (self->e164);
  return copy;
}

void
peal_consent_free (PealConsent *self)
{
  g_free (self->e164);
  g_free (self);
}

void
peal_consent_event_free (PealConsentEvent *self)
{
  g_free (self->e164);
  g_free (self->how);
  g_free (self->wording);
  g_free (self->rule);
  g_free (self->proof);
  g_free (self->actor);
  g_free (self);
}

/* What holds -------------------------------------------------------------------------------------- */

/* As it is written down. */
static PealConsent *
load_stored (PealDb     *db,
             const char *e164)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_CONSENT_GET);
  PealConsent *self = g_new0 (PealConsent, 1);

  self->e164 = g_strdup (e164);
  peal_stmt_bind_text (stmt, ":e164", e164);
  if (!peal_stmt_next (stmt))
    return self;
  self->state = (PealConsentState) peal_stmt_get_int (stmt, 0);
  self->review = peal_stmt_get_int (stmt, 1) != 0;
  self->changed_at = peal_stmt_get_int (stmt, 2);
  self->do_not_contact = peal_stmt_get_int (stmt, 3) != 0;
  return self;
}

gboolean
peal_consent_is_known (PealDb     *db,
                       const char *e164)
{
  g_autoptr(PealConsent) stored = load_stored (db, e164);

  return stored->changed_at != 0;
}

PealConsent *
peal_consent_load (PealDb     *db,
                   const char *e164)
{
  PealConsent *self = load_stored (db, e164);

  if (self->changed_at == 0 && peal_suppression_has (db, e164))
    self->state = PEAL_CONSENT_OPTED_OUT;
  return self;
}

static void
get_job (PealDb  *db,
         gpointer data,
         GValue  *result)
{
  const PealJobArgs *args = data;

  peal_result_take (result, PEAL_TYPE_CONSENT, peal_consent_load (db, args->text));
}

DexFuture *
peal_consent_get (PealStore  *store,
                  const char *e164)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (e164 != NULL);

  return peal_store_read (store, get_job, peal_job_args_new (0, e164, NULL), peal_job_args_free);
}

static GPtrArray *
consents_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) peal_consent_free);
}

static void
get_many_job (PealDb  *db,
              gpointer data,
              GValue  *result)
{
  char **numbers = data;
  GPtrArray *consents = consents_new ();

  for (guint i = 0; numbers[i] != NULL; i++)
    g_ptr_array_add (consents, peal_consent_load (db, numbers[i]));
  peal_result_take (result, G_TYPE_PTR_ARRAY, consents);
}

DexFuture *
peal_consent_get_many (PealStore         *store,
                       const char *const *numbers)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (numbers != NULL);

  return peal_store_read (store, get_many_job, g_strdupv ((char **) numbers), (GDestroyNotify) g_strfreev);
}

static GPtrArray *
read_consents (PealStmt *stmt)
{
  GPtrArray *consents = consents_new ();

  while (peal_stmt_next (stmt))
    {
      PealConsent *consent = g_new0 (PealConsent, 1);

      consent->e164 = peal_stmt_dup_text (stmt, 0);
      consent->state = (PealConsentState) peal_stmt_get_int (stmt, 1);
      consent->review = peal_stmt_get_int (stmt, 2) != 0;
      consent->changed_at = peal_stmt_get_int (stmt, 3);
      consent->do_not_contact = peal_stmt_get_int (stmt, 4) != 0;
      g_ptr_array_add (consents, consent);
    }
  return consents;
}

static void
list_suppressed_job (PealDb  *db,
                     gpointer data,
                     GValue  *result)
{
  const PealJobArgs *args = data;
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_CONSENT_LIST_OPTED_OUT);

  peal_stmt_bind_text (stmt, ":after", peal_text (args->text));
  peal_stmt_bind_int (stmt, ":limit", args->limit);
  peal_result_take (result, G_TYPE_PTR_ARRAY, read_consents (stmt));
}

DexFuture *
peal_consent_list_suppressed (PealStore  *store,
                              const char *after,
                              guint       limit)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, list_suppressed_job, PEAL_JOB_ARGS (.limit = limit, .text = after),
                          peal_job_args_free);
}

static void
list_reviews_job (PealDb  *db,
                  gpointer data,
                  GValue  *result)
{
  const PealJobArgs *args = data;
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_CONSENT_LIST_REVIEW);

  peal_stmt_bind_int (stmt, ":limit", args->limit);
  peal_result_take (result, G_TYPE_PTR_ARRAY, read_consents (stmt));
}

DexFuture *
peal_consent_list_reviews (PealStore *store,
                           guint      limit)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, list_reviews_job, PEAL_JOB_ARGS (.limit = limit), peal_job_args_free);
}

/* How it came about ------------------------------------------------------------------------------- */

static void
history_job (PealDb  *db,
             gpointer data,
             GValue  *result)
{
  const PealJobArgs *args = data;
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_CONSENT_EVENT_LIST);
  GPtrArray *history = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_consent_event_free);

  peal_stmt_bind_text (stmt, ":e164", args->text);
  while (peal_stmt_next (stmt))
    {
      PealConsentEvent *event = g_new0 (PealConsentEvent, 1);

      event->id = peal_stmt_get_int (stmt, 0);
      event->e164 = g_strdup (args->text);
      event->act = (PealConsentAct) peal_stmt_get_int (stmt, 1);
      event->state = (PealConsentState) peal_stmt_get_int (stmt, 2);
      event->at = peal_stmt_get_int (stmt, 3);
      event->how = peal_stmt_dup_text (stmt, 4);
      event->wording = peal_stmt_dup_text (stmt, 5);
      event->rule = peal_stmt_dup_text (stmt, 6);
      event->proof = peal_stmt_dup_text (stmt, 7);
      event->actor = peal_stmt_dup_text (stmt, 8);
      g_ptr_array_add (history, event);
    }
  peal_result_take (result, G_TYPE_PTR_ARRAY, history);
}

DexFuture *
peal_consent_history (PealStore  *store,
                      const char *e164)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (e164 != NULL);

  return peal_store_read (store, history_job, peal_job_args_new (0, e164, NULL), peal_job_args_free);
}

/* Recording --------------------------------------------------------------------------------------- */

static PealConsentState
load_state_before_opt_out (PealDb     *db,
                           const char *e164)
{
  PealStmt *stmt = peal_db_query (db, PEAL_QUERY_CONSENT_EVENT_STATE_BEFORE_OPT_OUT);

  peal_stmt_bind_text (stmt, ":e164", e164);
  return (PealConsentState) peal_stmt_take_int (stmt);
}

/* What @entry makes of @now; FALSE if it changes nothing and needs no event. */
static gboolean
judge (PealDb                 *db,
       const PealConsentEntry *entry,
       PealConsent            *now)
{
  gboolean import = entry->how == PEAL_CONSENT_HOW_IMPORT;

  switch (entry->act)
    {
    case PEAL_CONSENT_ACT_OPT_OUT:
      if (import && now->state == PEAL_CONSENT_OPTED_OUT)
        return FALSE; /* the same file again */
      now->state = PEAL_CONSENT_OPTED_OUT;
      now->review = FALSE;
      return TRUE;
    case PEAL_CONSENT_ACT_OPT_IN:
      if (import && now->state != PEAL_CONSENT_UNKNOWN)
        return FALSE; /* R-LAW-2: a file never lifts an opt-out */
      now->state = PEAL_CONSENT_OPTED_IN;
      now->review = now->review && import;
      return TRUE;
    case PEAL_CONSENT_ACT_REVIEW:
      if (now->review || now->state == PEAL_CONSENT_OPTED_OUT)
        return FALSE; /* it is held already */
      now->review = TRUE;
      return TRUE;
    case PEAL_CONSENT_ACT_KEEP:
      if (!now->review)
        return FALSE;
      now->review = FALSE;
      return TRUE;
    case PEAL_CONSENT_ACT_REVOKE:
      if (now->state != PEAL_CONSENT_OPTED_OUT)
        return FALSE;
      now->state = load_state_before_opt_out (db, entry->e164);
      return TRUE;
    case PEAL_CONSENT_ACT_WITHDRAW:
      if (now->state != PEAL_CONSENT_OPTED_IN)
        return FALSE;
      now->state = PEAL_CONSENT_UNKNOWN;
      return TRUE;
    case PEAL_CONSENT_ACT_NONE:
      break;
    }
  return FALSE;
}

static void
put (PealDb            *db,
     const PealConsent *consent)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_CONSENT_PUT);

  peal_stmt_bind_text (stmt, ":e164", consent->e164);
  peal_stmt_bind_int (stmt, ":state", consent->state);
  peal_stmt_bind_int (stmt, ":review", consent->review ? 1 : 0);
  peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
  peal_stmt_run (stmt);
}

static gint64
append_event (PealDb                 *db,
              const PealConsentEntry *entry,
              PealConsentState        state)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_CONSENT_EVENT_INSERT);

  peal_stmt_bind_text (stmt, ":e164", entry->e164);
  peal_stmt_bind_int (stmt, ":act", entry->act);
  peal_stmt_bind_int (stmt, ":state", state);
  peal_stmt_bind_int (stmt, ":at", entry->at != 0 ? entry->at : peal_db_get_now (db));
  peal_stmt_bind_text (stmt, ":how", peal_consent_how_to_string (entry->how));
  peal_stmt_bind_text (stmt, ":wording", peal_text (entry->wording));
  peal_stmt_bind_text (stmt, ":rule", peal_text (entry->rule));
  peal_stmt_bind_text (stmt, ":proof", peal_text (entry->proof));
  peal_stmt_bind_id (stmt, ":import_job", entry->import_job);
  peal_stmt_bind_text (stmt, ":actor", peal_text (entry->actor));
  peal_stmt_run (stmt);
  return peal_db_get_inserted_id (db);
}

/* Who and why, but not their words: the ledger travels. */
static void
append_ledger (PealDb                 *db,
               const PealConsentEntry *entry,
               gint64                  event_id)
{
  g_autofree char *subject = g_strconcat ("number:", entry->e164, NULL);
  g_autoptr(PealPayload) payload = peal_payload_new ();

  peal_payload_add_int (payload, "event", event_id);
  peal_payload_add_text (payload, "how", peal_consent_how_to_string (entry->how));
  peal_payload_add_text (payload, "rule", peal_text (entry->rule));
  peal_payload_add_text (payload, "proof", peal_text (entry->proof));
  peal_ledger_append (db, peal_db_get_now (db), peal_text (entry->actor), events[entry->act], subject,
                      peal_payload_get_json (payload));
}

/* What was held until this was decided does not wait until the gate would ask again. */
static void
release (PealDb     *db,
         const char *e164)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_CONSENT_RELEASE_REVIEW);

  peal_stmt_bind_text (stmt, ":e164", e164);
  peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
  if (peal_stmt_run (stmt) && peal_db_get_n_changed (db) > 0)
    peal_db_touch (db, PEAL_CHANGE_OUTBOX);
}

PealConsentState
peal_consent_apply (PealDb                 *db,
                    const PealConsentEntry *entry)
{
  g_autoptr(PealConsent) consent = NULL;

  /* Whatever is said of a number that was erased is said after its opt-out. */
  if (entry->act != PEAL_CONSENT_ACT_OPT_OUT)
    peal_suppression_recall (db, entry->e164);
  consent = load_stored (db, entry->e164);
  if (entry->act == PEAL_CONSENT_ACT_REVOKE && peal_text (entry->wording)[0] == '\0')
    peal_db_fail (db, PEAL_STORE_ERROR_INVALID, "Say why the opt-out is taken back");
  if (!judge (db, entry, consent) || peal_db_has_failed (db))
    return consent->state;
  put (db, consent);
  if (!consent->review)
    release (db, entry->e164);
  append_ledger (db, entry, append_event (db, entry, consent->state));
  peal_db_touch (db, PEAL_CHANGE_CONSENT);
  return consent->state;
}

static PealConsentEntry *
entry_copy (const PealConsentEntry *entry)
{
  PealConsentEntry *copy = g_memdup2 (entry, sizeof *entry);

  copy->e164 = g_strdup (entry->e164);
  copy->wording = g_strdup (entry->wording);
  copy->rule = g_strdup (entry->rule);
  copy->proof = g_strdup (entry->proof);
  copy->actor = g_strdup (entry->actor);
  return copy;
}

static void
entry_free (gpointer data)
{
  PealConsentEntry *entry = data;

  g_free ((char *) entry->e164);
  g_free ((char *) entry->wording);
  g_free ((char *) entry->rule);
  g_free ((char *) entry->proof);
  g_free ((char *) entry->actor);
  g_free (entry);
}

static void
record_job (PealDb  *db,
            gpointer data,
            GValue  *result)
{
  const PealConsentEntry *entry = data;

  peal_consent_apply (db, entry);
  peal_result_take (result, PEAL_TYPE_CONSENT, peal_consent_load (db, entry->e164));
}

DexFuture *
peal_consent_record (PealStore              *store,
                     const PealConsentEntry *entry)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (entry != NULL && entry->e164 != NULL && entry->e164[0] != '\0');
  peal_return_reject_if_fail (entry->act > PEAL_CONSENT_ACT_NONE && entry->act <= PEAL_CONSENT_ACT_WITHDRAW);

  return peal_store_write (store, record_job, entry_copy (entry), entry_free);
}

/* Lists of others --------------------------------------------------------------------------------- */

typedef struct
{
  GStrv numbers;
  char *source;
  char *actor;
} ListedData;

static void
listed_data_free (gpointer data)
{
  ListedData *listed = data;

  g_strfreev (listed->numbers);
  g_free (listed->source);
  g_free (listed->actor);
  g_free (listed);
}

static void
import_do_not_contact_job (PealDb  *db,
                           gpointer data,
                           GValue  *result)
{
  const ListedData *listed = data;
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_DO_NOT_CONTACT_ADD);
  g_autoptr(PealPayload) payload = peal_payload_new ();
  gint64 n = 0;

  peal_stmt_bind_text (stmt, ":source", listed->source);
  peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
  for (guint i = 0; listed->numbers[i] != NULL; i++)
    {
      peal_stmt_bind_text (stmt, ":e164", listed->numbers[i]);
      if (!peal_stmt_run (stmt))
        break;
      n += peal_db_get_n_changed (db);
    }
  peal_payload_add_text (payload, "source", listed->source);
  peal_payload_add_int (payload, "added", n);
  peal_ledger_append (db, peal_db_get_now (db), listed->actor, "compliance.do_not_contact", "list:do-not-contact",
                      peal_payload_get_json (payload));
  peal_db_touch (db, PEAL_CHANGE_CONSENT);
  peal_result_set_int (result, n);
}

DexFuture *
peal_consent_import_do_not_contact (PealStore         *store,
                                    const char *const *numbers,
                                    const char        *source,
                                    const char        *actor)
{
  ListedData *listed;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (numbers != NULL && source != NULL);

  listed = g_new0 (ListedData, 1);
  listed->numbers = g_strdupv ((char **) numbers);
  listed->source = g_strdup (source);
  listed->actor = g_strdup (peal_text (actor));
  return peal_store_write (store, import_do_not_contact_job, listed, listed_data_free);
}

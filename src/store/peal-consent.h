/* peal-consent.h: who may be texted, by number.
 *
 * R-LAW-2: consent belongs to the phone number. It is never deleted with a
 * contact, never lifted by an import, and every change is an event that says
 * when, how, in which words, by which rule, and who wrote it down. The state is
 * the sum of the events; an event is never changed or removed.
 * Main thread only; every function returns at once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-store.h"

G_BEGIN_DECLS

/* Stored in consent.state: append only. */
typedef enum
{
  PEAL_CONSENT_UNKNOWN = 0,
  PEAL_CONSENT_OPTED_IN = 1,
  PEAL_CONSENT_OPTED_OUT = 2,
} PealConsentState;

/* Stored in consent_event.act: append only. 0 is no act at all. */
typedef enum
{
  PEAL_CONSENT_ACT_NONE = 0,
  PEAL_CONSENT_ACT_OPT_OUT = 1,
  PEAL_CONSENT_ACT_OPT_IN = 2,
  PEAL_CONSENT_ACT_REVIEW = 3,  /* a possible opt-out: marketing waits for a person's word */
  PEAL_CONSENT_ACT_KEEP = 4,    /* a person looked: it was no opt-out */
  PEAL_CONSENT_ACT_REVOKE = 5,  /* a person takes back an opt-out that a rule read by mistake */
  PEAL_CONSENT_ACT_WITHDRAW = 6, /* an import that said they agreed is undone: nothing is known again */
} PealConsentAct;

/* Where an act comes from; stored in consent_event.how as text. */
typedef enum
{
  PEAL_CONSENT_HOW_KEYWORD = 1, /* they texted it */
  PEAL_CONSENT_HOW_IMPORT = 2,  /* a column of a file */
  PEAL_CONSENT_HOW_FORM = 3,
  PEAL_CONSENT_HOW_PHONE = 4,   /* they said it on the phone */
  PEAL_CONSENT_HOW_PERSON = 5,  /* they said it to one of us */
  PEAL_CONSENT_HOW_GATEWAY = 6, /* the gateway refuses the number: it was opted out there */
} PealConsentHow;

/* Stable identifiers ("opted_out", "opt_out", "keyword") for JSON and scripts; "?" for none of them. */
const char *peal_consent_state_to_string (PealConsentState state);
const char *peal_consent_act_to_string (PealConsentAct act);
const char *peal_consent_how_to_string (PealConsentHow how);

/* FALSE, and the result alone, for a word that is none. */
gboolean peal_consent_state_from_string (const char       *text,
                                         PealConsentState *state);

/* The stricter of two: opted out, then unknown, then opted in. */
PealConsentState peal_consent_state_stricter (PealConsentState a,
                                              PealConsentState b);

/* What holds for a number now. */
typedef struct
{
  char *e164;
  PealConsentState state;
  gboolean review;           /* a possible opt-out waits for a person's word */
  gboolean do_not_contact;   /* on an imported list */
  gint64 changed_at;         /* 0 = never */
} PealConsent;

GType peal_consent_get_type (void);
#define PEAL_TYPE_CONSENT (peal_consent_get_type ())
PealConsent *peal_consent_copy (const PealConsent *self);
void peal_consent_free (PealConsent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealConsent, peal_consent_free)

/* One event of a number's history. */
typedef struct
{
  gint64 id;
  char *e164;
  PealConsentAct act;
  PealConsentState state;    /* after it */
  gint64 at;
  char *how;
  char *wording;             /* their exact words, or the reason a person gave */
  char *rule;                /* of core/peal-intent; "" where no rule decided */
  char *proof;               /* "message:12", "customers.csv, row 7", ... */
  char *actor;
} PealConsentEvent;

void peal_consent_event_free (PealConsentEvent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealConsentEvent, peal_consent_event_free)

/* What to record. Borrowed strings, copied by the call; NULL is "". */
typedef struct
{
  const char *e164;
  PealConsentAct act;
  PealConsentHow how;
  gint64 at;                 /* when it was said; 0 = now */
  const char *wording;
  const char *rule;
  const char *proof;
  gint64 import_job;         /* the import that says it; 0 = none */
  const char *actor;
} PealConsentEntry;

/* Records @entry with its ledger event (compliance.opt_out, compliance.opt_in, compliance.review,
 * compliance.keep, compliance.revoke, compliance.withdraw). An opt-in that comes by import never lifts an opt-out, a
 * KEEP without a review and a REVOKE without an opt-out, a WITHDRAW without an opt-in change nothing; a REVOKE needs its reason
 * in wording. Resolves to a PealConsent: what holds now. Rejects with PealStoreError. */
DexFuture *peal_consent_record (PealStore              *store,
                                const PealConsentEntry *entry) G_GNUC_WARN_UNUSED_RESULT;

/* Resolves to a PealConsent, UNKNOWN for a number never heard of. */
DexFuture *peal_consent_get (PealStore  *store,
                             const char *e164) G_GNUC_WARN_UNUSED_RESULT;

/* Resolves to a GPtrArray of PealConsent, one for each of @numbers in their order. */
DexFuture *peal_consent_get_many (PealStore         *store,
                                  const char *const *numbers) G_GNUC_WARN_UNUSED_RESULT;

/* Resolves to a GPtrArray of PealConsentEvent, newest first. */
DexFuture *peal_consent_history (PealStore  *store,
                                 const char *e164) G_GNUC_WARN_UNUSED_RESULT;

/* Opted-out numbers in order of number, at most @limit, after @after (NULL = from the first).
 * Resolves to a GPtrArray of PealConsent. */
DexFuture *peal_consent_list_suppressed (PealStore  *store,
                                         const char *after,
                                         guint       limit) G_GNUC_WARN_UNUSED_RESULT;

/* Numbers whose possible opt-out waits for a person's word, longest waiting first.
 * Resolves to a GPtrArray of PealConsent. */
DexFuture *peal_consent_list_reviews (PealStore *store,
                                      guint      limit) G_GNUC_WARN_UNUSED_RESULT;

/* Adds @numbers to the do-not-contact list named @source (a file, an authority). The list is apart
 * from consent: a later opt-in of the person is not hidden by it, nor does it hide one.
 * Resolves to how many were not on it yet (gint64). */
DexFuture *peal_consent_import_do_not_contact (PealStore         *store,
                                               const char *const *numbers,
                                               const char         *source,
                                               const char         *actor) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

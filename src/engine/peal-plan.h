/* peal-plan.h: who gets which text, and who not and why.
 *
 * Private to engine/. The judging is pure and may take long for many people, so
 * it runs on a thread of its own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-accounts.h"
#include "peal-consent.h"
#include "peal-contacts.h"
#include "peal-gate.h"
#include "peal-merge.h"
#include "peal-send.h"

G_BEGIN_DECLS

/* An account that sends, and its prices. */
typedef struct
{
  PealAccount *account;
  GPtrArray *prices;         /* of PealPrice */
} PealSender;

/* Copies @account; refs @prices. */
PealSender *peal_sender_new (const PealAccount *account,
                             GPtrArray         *prices);
void peal_sender_free (PealSender *self);

/* Somebody a request names. */
typedef struct
{
  PealContact *contact;      /* NULL = a bare number */
  char *e164;                /* NULL = none: reason says why */
  char *region;              /* of the number; "" = not known */
  char *typed;               /* a bare number as it was typed, else NULL */
  const PealSender *sender;  /* who sends; borrowed, set before it is judged */
  char *ours;                /* and the number of ours that it comes from */
  const char *no_route;      /* why the shop's rules let no account take it, static; NULL = they do */
  PealHoldReason reason;     /* NONE, or why no number could be had */
  char *explanation;
} PealCandidate;

/* Takes @contact. Of their numbers the first one that can be texted. */
PealCandidate *peal_candidate_new_for_contact (PealContact *contact);
PealCandidate *peal_candidate_new_for_number (const char *typed,
                                              const char *own_region);

/* Somebody who gets another text; @contact may be NULL. */
PealCandidate *peal_candidate_new_for_message (PealContact *contact,
                                               const char  *e164);

/* The text for them, peal_merge_template_render (). Caller frees. */
char *peal_candidate_render (const PealCandidate *self,
                             PealMergeTemplate   *text,
                             GStrv               *missing);

/* The same where nothing may be missing but by a gap, peal_merge_template_fill (). Caller frees. */
char *peal_candidate_fill (const PealCandidate *self,
                           PealMergeTemplate   *text,
                           GArray             **gaps);

/* They wrote from the number: an answer may go there, though it is a landline. */
void peal_candidate_set_wrote (PealCandidate *self);
void peal_candidate_free (PealCandidate *self);

/* What judging needs; all borrowed but the report. */
typedef struct
{
  GPtrArray *candidates;     /* of PealCandidate, in order */
  GPtrArray *consents;       /* of PealConsent, for the candidates that have a number, in order */
  GPtrArray *senders;        /* of PealSender: those of the candidates */
  PealMergeTemplate *text;
  const PealGateRules *rules;
  const PealSendRequest *request;
  gint64 now;
  PealSendReport *report;    /* out */
} PealPlan;

/* The text of a message, with @fields (peal_engine_get_text_fields ()). NULL with PEAL_ENGINE_ERROR_TEXT where it is empty or malformed. */
PealMergeTemplate *peal_plan_parse_text (const char        *body,
                                         const char *const *fields,
                                         GError           **error);

/* PealThreadFunc; @data is a PealPlan. Never fails. */
gboolean peal_plan_judge (gpointer data,
                          GError **error);

G_END_DECLS

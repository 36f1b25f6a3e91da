/* peal-timeline.h: everything that happened with one person, newest first.
 *
 * Messages to and from any of their numbers, campaigns that left them out, what
 * they said about being texted and how that is known, what was changed about
 * them, and the file that brought them in. What waits for its time stands at that
 * time. Main thread only; every function returns at once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-consent.h"
#include "peal-message.h"

G_BEGIN_DECLS

typedef enum
{
  PEAL_TIMELINE_MESSAGES = 1 << 0,  /* one by one */
  PEAL_TIMELINE_CAMPAIGNS = 1 << 1, /* messages of campaigns, and being left out of one */
  PEAL_TIMELINE_CONSENT = 1 << 2,
  PEAL_TIMELINE_CHANGES = 1 << 3,   /* added, imported, edited, deleted, ... */
  PEAL_TIMELINE_ALL = (1 << 4) - 1,
} PealTimelineKind;

/* What an entry is made of; which of the others are set depends on it. */
typedef enum
{
  PEAL_TIMELINE_OF_MESSAGE = 1,   /* id of the message, e164 */
  PEAL_TIMELINE_OF_RECIPIENT = 2, /* id and name (text) of the campaign, e164, reason */
  PEAL_TIMELINE_OF_CONSENT = 3,   /* e164, act, how (event), their words (text), proof (detail) */
  PEAL_TIMELINE_OF_LEDGER = 4,    /* event, names of what was changed (detail): "notes,phones"; whom else it
                                   * is about, the group they joined or left (text), changes, and whether it can be taken back (can_undo), by its id */
  PEAL_TIMELINE_OF_IMPORT = 5,    /* event "contact.imported", the file (text) */
} PealTimelineSource;

/* What went and what came in one field of a contact. Texts for people, long ones cut; "" = nothing. */
typedef struct
{
  char *field;               /* "org", "phones", "groups", "custom", ... */
  char *name;                /* of a field of the business's own; else "" */
  char *old;                 /* where the field has several values, those that went, with ", " between them */
  char *new;
} PealTimelineChange;

typedef struct
{
  PealTimelineKind kind;
  PealTimelineSource source;
  gint64 at;
  gint64 id;
  char *e164;
  char *event;
  PealConsentAct act;
  PealHoldReason reason;
  gboolean can_undo;
  char *text;
  char *detail;
  char *actor;
  GPtrArray *changes;        /* of PealTimelineChange; of what was written before there were any: empty */
} PealTimelineEntry;

PealTimelineEntry *peal_timeline_entry_copy (const PealTimelineEntry *self);
void peal_timeline_entry_free (PealTimelineEntry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealTimelineEntry, peal_timeline_entry_free)

/* Up to @limit entries of @kinds (PealTimelineKind), those after @last in the list; NULL: from the newest.
 * Resolves to a GPtrArray of PealTimelineEntry. */
DexFuture *peal_timeline_list (PealStore               *store,
                               gint64                   contact_id,
                               guint                    kinds,
                               const PealTimelineEntry *last,
                               guint                    limit) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

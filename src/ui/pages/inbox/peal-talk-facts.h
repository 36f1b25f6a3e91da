/* peal-talk-facts.h: what the side pane of a conversation shows, read in one go.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-contacts.h"
#include "peal-store.h"

G_BEGIN_DECLS

/* How many of each are read at most. */
#define PEAL_TALK_FACTS_UPCOMING 20
#define PEAL_TALK_FACTS_CAMPAIGNS 3
#define PEAL_TALK_FACTS_HISTORY 5

/* Immutable; shared by reference. */
typedef struct
{
  PealContact *contact;      /* NULL = a stranger: the next two and all but the last four are empty then */
  GBytes *photo;             /* NULL or empty = none */
  GStrv all_tags;            /* of everybody, in order */
  GStrv groups;              /* names of theirs */
  GPtrArray *campaigns;      /* of PealTimelineEntry, newest first */
  GPtrArray *history;        /* the same, of every kind */
  GPtrArray *messages;       /* of PealMessageRow: those among the two; NULL where one is gone */
  GPtrArray *consents;       /* of PealConsent: of the number of the conversation, then of the contact's others */
  GPtrArray *upcoming;       /* of PealMessageRow: queued to the number, the next one first */
  GPtrArray *notes;          /* of PealTalkNote, oldest first */
  GPtrArray *staff;          /* of PealStaff: whom they may mention */
} PealTalkFacts;

GType peal_talk_facts_get_type (void);
#define PEAL_TYPE_TALK_FACTS (peal_talk_facts_get_type ())
PealTalkFacts *peal_talk_facts_ref (PealTalkFacts *self);
void peal_talk_facts_unref (PealTalkFacts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealTalkFacts, peal_talk_facts_unref)

/* Of the conversation @conversation_id with number @theirs of contact @contact_id (0 = a stranger). Resolves to a
 * PealTalkFacts; a contact that went meanwhile is a stranger. Rejects with PealStoreError. */
DexFuture *peal_talk_facts_read (PealStore  *store,
                                 gint64      conversation_id,
                                 const char *theirs,
                                 gint64      contact_id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

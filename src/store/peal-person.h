/* peal-person.h: all that is known of one person, to be handed out.
 *
 * Plain structs; strings are never NULL. Main thread only; every function
 * returns at once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-export-contact.h"
#include "peal-message.h"
#include "peal-store.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 at;
  PealDirection direction;
  PealMessageKind kind;
  PealMessageState state;
  char *ours;
  char *theirs;
  char *body;
  char *explanation;
  char *campaign;            /* its name, "" where it was in none */
  gint64 submitted_at;       /* 0 = never; the next one as well */
  gint64 settled_at;
} PealPersonMessage;

typedef struct
{
  char *name;
  gint64 at;
  char *e164;                /* that it was meant for; may be "" */
  PealMessageState state;    /* of its message; 0 = there is none, for the reason below */
  PealHoldReason reason;
  char *explanation;
} PealPersonCampaign;

/* What was done with the contact, without what was in it. */
typedef struct
{
  gint64 at;
  char *event;
  char *actor;
} PealPersonEvent;

typedef struct
{
  PealExportContact *contact;
  GPtrArray *messages;       /* of PealPersonMessage, oldest first, as the others */
  GPtrArray *campaigns;      /* of PealPersonCampaign */
  GPtrArray *events;         /* of PealPersonEvent */
} PealPerson;

GType peal_person_get_type (void);
#define PEAL_TYPE_PERSON (peal_person_get_type ())
PealPerson *peal_person_ref (PealPerson *self);
void peal_person_unref (PealPerson *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealPerson, peal_person_unref)

/* Resolves to a PealPerson, also of a deleted contact. Rejects with PEAL_STORE_ERROR_NOT_FOUND. */
DexFuture *peal_person_load (PealStore *store,
                             gint64     contact_id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

/* peal-outbox-types.c: the values that go in and out of the outbox.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-outbox-private.h"
#include "peal-receipts.h"
#include "peal-unknown.h"

#include <string.h>

G_DEFINE_BOXED_TYPE (PealActReport, peal_act_report, peal_act_report_ref, peal_act_report_unref)
G_DEFINE_BOXED_TYPE (PealClaimed, peal_claimed, peal_claimed_ref, peal_claimed_unref)

PealQueued *
peal_queued_new (const char *ours,
                 const char *theirs,
                 const char *body)
{
  PealQueued *self = g_new0 (PealQueued, 1);

  self->ours = g_strdup (ours);
  self->theirs = g_strdup (theirs);
  self->body = g_strdup (body);
  self->kind = PEAL_MESSAGE_CONVERSATIONAL;
  self->priority = PEAL_PRIORITY_CONVERSATION;
  self->not_after = PEAL_TIME_NEVER;
  self->explanation = g_strdup ("");
  return self;
}

void
peal_queued_free (PealQueued *self)
{
  g_free (self->ours);
  g_free (self->theirs);
  g_free (self->body);
  g_free (self->explanation);
  g_free (self);
}

static char *
place_text (char      **end,
            const char *text)
{
  gsize size = strlen (text) + 1;
  char *place = memcpy (*end, text, size);

  *end += size;
  return place;
}

PealClaimed *
peal_claimed_new (const char *uuid,
                  const char *ours,
                  const char *theirs,
                  const char *body)
{
  PealClaimed *self = g_atomic_rc_box_new0 (PealClaimed);
  char *end = g_malloc (strlen (uuid) + strlen (ours) + strlen (theirs) + strlen (body) + 4);

  self->uuid = place_text (&end, uuid);
  self->ours = place_text (&end, ours);
  self->theirs = place_text (&end, theirs);
  self->body = place_text (&end, body);
  return self;
}

PealClaimed *
peal_claimed_ref (PealClaimed *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
claimed_clear (gpointer data)
{
  PealClaimed *self = data;

  g_free (self->uuid);
}

void
peal_claimed_unref (PealClaimed *self)
{
  g_atomic_rc_box_release_full (self, claimed_clear);
}

PealSettlement *
peal_settlement_new (gint64             message_id,
                     guint              attempt,
                     PealAttemptOutcome outcome,
                     PealMessageState   state)
{
  PealSettlement *self = g_new0 (PealSettlement, 1);

  self->message_id = message_id;
  self->attempt = attempt;
  self->outcome = outcome;
  self->state = state;
  self->explanation = g_strdup ("");
  self->look_at = PEAL_TIME_NEVER;
  self->remote_id = g_strdup ("");
  self->provider_code = g_strdup ("");
  self->detail = g_strdup ("");
  self->currency = g_strdup ("");
  return self;
}

void
peal_settlement_free (PealSettlement *self)
{
  g_free (self->explanation);
  g_free (self->remote_id);
  g_free (self->provider_code);
  g_free (self->detail);
  g_free (self->currency);
  g_free (self);
}

void
peal_unsettled_free (PealUnsettled *self)
{
  g_free (self->uuid);
  g_free (self->ours);
  g_free (self->theirs);
  g_free (self->body);
  g_free (self);
}

void
peal_awaiting_free (PealAwaiting *self)
{
  g_free (self->remote_id);
  g_free (self);
}

PealReceipt *
peal_receipt_new (const char      *remote_id,
                  PealMessageState state)
{
  PealReceipt *self = g_new0 (PealReceipt, 1);

  self->remote_id = g_strdup (remote_id);
  self->state = state;
  self->provider_code = g_strdup ("");
  self->explanation = g_strdup ("");
  self->currency = g_strdup ("");
  return self;
}

void
peal_receipt_free (PealReceipt *self)
{
  g_free (self->remote_id);
  g_free (self->provider_code);
  g_free (self->explanation);
  g_free (self->currency);
  g_free (self);
}

PealEdit *
peal_edit_new (gint64      id,
               const char *body,
               guint       segments,
               const char *was)
{
  PealEdit *self = g_new0 (PealEdit, 1);

  self->id = id;
  self->body = g_strdup (body);
  self->segments = segments;
  self->was = g_strdup (was);
  return self;
}

PealEdit *
peal_edit_new_refused (gint64      id,
                       const char *missing)
{
  PealEdit *self = peal_edit_new (id, NULL, 0, "");

  self->missing = g_strdup (missing);
  return self;
}

void
peal_edit_free (PealEdit *self)
{
  g_free (self->body);
  g_free (self->missing);
  g_free (self->was);
  g_free (self);
}

PealActReport *
peal_act_report_new (PealActKind kind,
                     gint64      time)
{
  PealActReport *self = g_atomic_rc_box_new0 (PealActReport);

  self->kind = kind;
  self->time = time;
  self->moved = g_array_new (FALSE, FALSE, sizeof (PealStood));
  self->edits = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_edit_free);
  self->explanation = g_strdup ("");
  return self;
}

PealActReport *
peal_act_report_ref (PealActReport *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
act_report_clear (gpointer data)
{
  PealActReport *self = data;

  g_array_unref (self->moved);
  g_ptr_array_unref (self->edits);
  g_free (self->explanation);
  g_clear_error (&self->error);
}

void
peal_act_report_unref (PealActReport *self)
{
  g_atomic_rc_box_release_full (self, act_report_clear);
}

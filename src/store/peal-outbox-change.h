/* peal-outbox-change.h: what a person does about messages that have not left.
 *
 * An act names messages. Each of them is looked at in the job that changes it:
 * only what is QUEUED, and so has no attempt in the air, is touched. Many
 * messages are taken in pieces, a transaction each, so that sending and the
 * window go on; what a crash leaves is done or not done for each message, and
 * the act can be said again (R-SEND-2, R-SEND-6).
 *
 * Ledger: an act on few messages leaves one event for each ("message.cancelled",
 * "message.rescheduled", "message.hurried", "message.edited", "message.restored");
 * one on many leaves one for each piece ("messages.cancelled", ...) that counts
 * them and names them as ranges of ids.
 *
 * Main thread only; every function returns at once. Futures reject with
 * PEAL_STORE_ERROR.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-message.h"
#include "peal-store.h"

G_BEGIN_DECLS

typedef enum
{
  PEAL_ACT_CANCEL,           /* CANCELLED */
  PEAL_ACT_RESCHEDULE,       /* goes at a time, before its validity ends; a retry not before its time */
  PEAL_ACT_SEND_NOW,         /* not a moment before the gate lets it (R-LAW-1): waits no longer for a
                              * person's own time, nor for what the gate would no longer hold it for */
  PEAL_ACT_EDIT,             /* another text */
} PealActKind;

/* How a message stood before the act. */
typedef struct
{
  gint64 id;
  gint64 not_before;
  gint64 held_at;            /* when it was last held though its time had come; 0 = never since its time was chosen */
  gint64 at;                 /* time of the act */
  guint attempts;
  PealHoldReason reason;
} PealStood;

/* A new text for one message. Strings owned. */
typedef struct
{
  gint64 id;
  char *body;                /* NULL: none could be made of what is known: refused with MISSING_FIELD */
  char *missing;             /* then, English: which fields; else NULL */
  guint segments;
  char *was;                 /* the text that the person saw: another one is not replaced. Not NULL */
  guint was_segments;        /* set in reports */
} PealEdit;

PealEdit *peal_edit_new (gint64      id,
                         const char *body,
                         guint       segments,
                         const char *was);
PealEdit *peal_edit_new_refused (gint64      id,
                                 const char *missing);
void peal_edit_free (PealEdit *self);

/* What became of an act. Counted, and not changed once it was handed out. */
typedef struct
{
  PealActKind kind;
  gint64 time;               /* RESCHEDULE */
  GArray *moved;             /* of PealStood: those it was done to */
  GPtrArray *edits;          /* of PealEdit, EDIT: likewise; else empty */
  guint n_gone;              /* were not waiting any more, or had another text */
  guint n_refused;           /* wait on, or will never go; the first of them: */
  PealHoldReason reason;     /* why */
  gint64 until;              /* when it goes on; 0 = not known */
  gint64 refused_id;
  char *explanation;         /* English: rule and zone; never NULL */
  GError *error;             /* PEAL_STORE_ERROR: why it ended before all were looked at; else NULL */
} PealActReport;

GType peal_act_report_get_type (void);
#define PEAL_TYPE_ACT_REPORT (peal_act_report_get_type ())
PealActReport *peal_act_report_ref (PealActReport *self);
void peal_act_report_unref (PealActReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealActReport, peal_act_report_unref)

/* Does CANCEL, RESCHEDULE (to @time, else ignored; the past is now) or SEND_NOW (needs a gate) to those of
 * @ids (gint64; copied) that are waiting. Resolves to a PealActReport; rejects where nothing was done.
 * When the future goes, no further piece is begun. */
DexFuture *peal_outbox_act (PealStore  *store,
                            PealActKind kind,
                            gint64      time,
                            GArray     *ids,
                            const char *actor) G_GNUC_WARN_UNUSED_RESULT;

/* Gives those of @edits (of PealEdit; reffed, must not change any more) that are waiting and still have the
 * text that was seen another one. Resolves to a PealActReport. The engine makes the texts
 * (peal_engine_edit_messages ()). */
DexFuture *peal_outbox_edit (PealStore  *store,
                             GPtrArray  *edits,
                             const char *actor) G_GNUC_WARN_UNUSED_RESULT;

/* R-DATA-3: takes the act back for each message that still stands as the act left it, or that only the
 * gate has held since. Takes nothing, refs @report. Resolves to how many (gint64) of report->moved; where
 * it rejects, what was taken back stays so, and it can be asked for again. */
DexFuture *peal_outbox_undo (PealStore     *store,
                             PealActReport *report,
                             const char    *actor) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

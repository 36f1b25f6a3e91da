/* peal-import-index.h: what a contact file holds, without holding it.
 *
 *   index = peal_import_index_new (batch);
 *   while (peal_import_index_read (index, 1000))
 *     ... show progress, or stop ...
 *
 * Of each record only its place, what became of it and whom it is about are kept, some 24 bytes; the
 * texts are read again when they are asked for. That is what lets a file of a million people be
 * looked at, decided on and stored in the room of its places. No I/O of its own; one thread at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-import-batch.h"

G_BEGIN_DECLS

typedef struct _PealImportIndex PealImportIndex;

/* @batch is at its first record, is not read by anybody else and outlives the index. */
PealImportIndex *peal_import_index_new (PealImportBatch *batch);
void peal_import_index_free (PealImportIndex *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealImportIndex, peal_import_index_free)

/* Goes on with at most @n records; FALSE once there are no more. Records with the same number, or in a
 * file of our own with the same id, become one contact (P8). */
gboolean peal_import_index_read (PealImportIndex *self,
                                 guint            n);

/* Contacts and rejections, each in the order of the file. */
guint peal_import_index_count_contacts (const PealImportIndex *self);
guint peal_import_index_count_rejected (const PealImportIndex *self);

/* Of a file of our own, once everything was read: the ids of those contacts that are as they were written, as
 * keys (peal_import_uuid_to_key ()); else empty. Borrowed, and changed by nobody any more. */
GHashTable *peal_import_index_get_own_ids (const PealImportIndex *self);

/* How many records went into others (P8), in all. */
guint peal_import_index_count_merged (const PealImportIndex *self);

/* How many contacts others went into, about how many something else was noticed, and how many rejections
 * are PEAL_IMPORT_NOT_A_RECORD. Nothing is counted by the call. */
guint peal_import_index_count_grown (const PealImportIndex *self);
guint peal_import_index_count_remarks (const PealImportIndex *self);
guint peal_import_index_count_no_records (const PealImportIndex *self);

/* Reads contact @i again, with all that went into it; a rejection. Never NULL. Caller frees. */
PealImportContact *peal_import_index_dup_contact (PealImportIndex *self,
                                                  guint            i);
PealImportRejection *peal_import_index_dup_rejection (PealImportIndex *self,
                                                      guint            i);

/* Of contact @i: whether others went into it, whether something else was noticed about it, and what
 * PealImportContact says of consent. */
gboolean peal_import_index_was_merged (const PealImportIndex *self,
                                       guint                  i);
gboolean peal_import_index_has_remarks (const PealImportIndex *self,
                                        guint                  i);
PealImportConsent peal_import_index_get_consent (const PealImportIndex *self,
                                                 guint                  i,
                                                 gboolean              *has_consent_cell);

/* Why record @i of those that were refused was. */
PealImportReason peal_import_index_get_reason (const PealImportIndex *self,
                                               guint                  i);

G_END_DECLS

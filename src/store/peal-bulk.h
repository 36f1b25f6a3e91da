/* peal-bulk.h: the same change to many contacts.
 *
 * A call takes some hundreds of them in one transaction; whoever has more calls
 * again, so that messages go out in between. Each contact gets a ledger event of
 * its own, as if it had been changed alone. Main thread only; every function
 * returns at once and copies what it needs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-custom.h"
#include "peal-store.h"

G_BEGIN_DECLS

typedef enum
{
  PEAL_BULK_ADD_TAG,    /* name: the tag */
  PEAL_BULK_REMOVE_TAG, /* likewise */
  PEAL_BULK_SET,        /* name: of a text field as the ledger has it ("city"), and its value; "" empties it */
  PEAL_BULK_SET_CUSTOM, /* name: the key of a field of the business's own; value: a canonical text of type */
} PealBulkKind;

/* How many contacts one call should take at most. */
#define PEAL_BULK_BATCH 500

typedef struct
{
  PealBulkKind kind;
  char *name;
  char *value;
  PealCustomType type;
} PealBulkChange;

PealBulkChange *peal_bulk_change_new (PealBulkKind kind,
                                      const char  *name,
                                      const char  *value);
PealBulkChange *peal_bulk_change_copy (const PealBulkChange *self);
void peal_bulk_change_free (PealBulkChange *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealBulkChange, peal_bulk_change_free)

/* Somebody who was changed, and what stood there before ("" with tags). */
typedef struct
{
  gint64 id;
  char *value;
} PealBulkOld;

void peal_bulk_old_free (PealBulkOld *self);

/* How many of @ids would be another than they are (gint64). */
DexFuture *peal_bulk_count (PealStore            *store,
                            const gint64         *ids,
                            guint                 n_ids,
                            const PealBulkChange *change) G_GNUC_WARN_UNUSED_RESULT;

/* Resolves to a GPtrArray of PealBulkOld: those who were changed, for the next. Ledger events
 * contact.updated. Rejects with PEAL_STORE_ERROR_INVALID if there is no such field. */
DexFuture *peal_bulk_apply (PealStore            *store,
                            const gint64         *ids,
                            guint                 n_ids,
                            const PealBulkChange *change,
                            const char           *actor) G_GNUC_WARN_UNUSED_RESULT;

/* Takes @change back for those of @olds (as above; refs it) who still have what it gave them. Resolves to how
 * many that were (gint64). */
DexFuture *peal_bulk_restore (PealStore            *store,
                              GPtrArray            *olds,
                              const PealBulkChange *change,
                              const char           *actor) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

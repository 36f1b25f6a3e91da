/* peal-filler.h: one person's values for the fields of a text.
 *
 * An answer is meant as it stands: what goes into it is filled while it is
 * written, so that nobody sends what they have not seen. A filler holds what was
 * known when it was read; immutable, main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-engine.h"
#include "peal-merge.h"

G_BEGIN_DECLS

typedef struct _PealFiller PealFiller;

GType peal_filler_get_type (void);
#define PEAL_TYPE_FILLER (peal_filler_get_type ())
PealFiller *peal_filler_ref (PealFiller *self);
void peal_filler_unref (PealFiller *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealFiller, peal_filler_unref)

/* Of the contact, 0 = nobody known, with the number @e164. Resolves to a PealFiller; where the contact is gone,
 * to that of the bare number. */
DexFuture *peal_engine_read_filler (PealEngine *self,
                                    gint64      contact_id,
                                    const char *e164) G_GNUC_WARN_UNUSED_RESULT;

/* The language they speak, as in their contact ("de"); "" = not known. Borrowed. */
const char *peal_filler_get_language (PealFiller *self);

/* @source with the person's values; what there is no value for is a gap (peal_merge_template_fill ()). A text whose
 * braces are wrong stands as it is, without gaps. @gaps may be NULL. Caller frees. */
char *peal_filler_fill (PealFiller  *self,
                        const char  *source,
                        GArray     **gaps);

G_END_DECLS

/* import-reading.h: all of a contact file at once, for the tests of what reads it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-import-batch.h"

G_BEGIN_DECLS

/* Contacts (of PealImportContact) and @rejected (of PealImportRejection) in the order of the file, as the
 * index finds them (peal-import-index.h). */
GPtrArray *import_read_all (PealImportBatch *batch,
                            GPtrArray      **rejected);

/* The same without an index: each is kept, and what merges is merged at once. */
GPtrArray *import_read_plainly (PealImportBatch *batch,
                                GPtrArray      **rejected);

G_END_DECLS

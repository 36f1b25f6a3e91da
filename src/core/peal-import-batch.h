/* peal-import-batch.h: a whole contact file, a table or cards, record by record.
 *
 *   batch = peal_import_batch_new (bytes, "US");
 *   while (peal_import_batch_next (batch, &item))
 *     ... take item.contact or item.rejection ...
 *
 * Between the records the caller may show progress, stop, or store what it has; the batch itself
 * keeps only the numbers that it has seen. No I/O; any one thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-decode.h"
#include "peal-import-contact.h"

G_BEGIN_DECLS

/* Why a file as a whole is no contact file. */
typedef enum
{
  PEAL_IMPORT_FILE_OK,
  PEAL_IMPORT_FILE_EMPTY,
  PEAL_IMPORT_FILE_BINARY,
  PEAL_IMPORT_FILE_SPREADSHEET,
  PEAL_IMPORT_FILE_HTML,
  PEAL_IMPORT_FILE_NO_PHONE_COLUMN,
} PealImportFileError;

/* One of the two is set, and the caller's. */
typedef struct
{
  PealImportContact *contact;
  PealImportRejection *rejection;
  guint merges_into; /* P8: the record that had the number of this contact first, or, where both are
                      * our own, its id; 0 = none */
} PealImportItem;

typedef struct _PealImportBatch PealImportBatch;

/* @region: ISO 3166 code for numbers without a country; may be "". Never NULL, whatever @bytes are. */
PealImportBatch *peal_import_batch_new (GBytes     *bytes,
                                        const char *region);
void peal_import_batch_free (PealImportBatch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealImportBatch, peal_import_batch_free)

PealImportFileError peal_import_batch_get_file_error (const PealImportBatch *self);

/* Whether the records are cards (peal-vcard.h), not rows. */
gboolean peal_import_batch_has_cards (const PealImportBatch *self);

/* Whether the records are JSON objects (peal-json-contacts.h). */
gboolean peal_import_batch_has_objects (const PealImportBatch *self);

/* Of a file that could be read; UTF-8 and ',' for others. */
PealCharset peal_import_batch_get_charset (const PealImportBatch *self);
char peal_import_batch_get_delimiter (const PealImportBatch *self);

/* What the columns are taken for; to be changed before the first record is read. NULL for a file that
 * is no table. */
PealCsvMap *peal_import_batch_get_map (const PealImportBatch *self);

/* The first cell of @column that is not empty, "" if there is none: what the column holds, for the
 * person who says what it means. Rewinds. Caller frees. */
char *peal_import_batch_dup_sample (PealImportBatch *self,
                                    guint            column);

/* What was noticed about the file. */
const GArray *peal_import_batch_get_warnings (const PealImportBatch *self);

/* How much of the file has been read, 0 to 1. */
double peal_import_batch_get_fraction (const PealImportBatch *self);

/* FALSE at the end, and at once for a file with an error. */
gboolean peal_import_batch_next (PealImportBatch *self,
                                 PealImportItem  *item);

/* Starts again at the first record: a rehearsal, then the import. */
void peal_import_batch_rewind (PealImportBatch *self);

/* All at once: reads what is left, merges what P8 merges, and returns the contacts (of
 * PealImportContact) in the order of the file; @rejected becomes a list of PealImportRejection. */
GPtrArray *peal_import_batch_read_all (PealImportBatch *self,
                                       GPtrArray      **rejected);

/* What was refused (@rejected, as above) as a table: the number of the record, @describe of why, and
 * the file's own columns, so that it can be mended and read again; of cards the name, the numbers, the
 * company and the addresses. What a spreadsheet would run as a formula is guarded (P10,
 * peal_csv_append_field ()). Not of a file with an error. Caller frees. */
char *peal_import_batch_dup_rejected (const PealImportBatch *self,
                                      const GPtrArray       *rejected,
                                      const char            *record_header,
                                      const char            *reason_header,
                                      const char          *(*describe) (PealImportReason reason));

/* "ok", "empty", "binary", "spreadsheet", "html", "no_phone_column"; static. */
const char *peal_import_file_error_to_string (PealImportFileError error);

/* An English sentence that says what to do; static, "" for OK. */
const char *peal_import_file_error_describe (PealImportFileError error);

G_END_DECLS

/* peal-export.h: contacts out of the workspace, into a file.
 *
 * Everything that is known of them, in a form that other programs read and that
 * Peal itself takes back unchanged (CSV and JSON). The contacts pass through a
 * few hundred at a time, so a million costs no more memory than a thousand.
 * Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-engine.h"
#include "peal-progress.h"

G_BEGIN_DECLS

typedef enum
{
  PEAL_EXPORT_CSV,
  PEAL_EXPORT_XLSX,  /* a workbook: sheets of contacts, numbers, consent and groups */
  PEAL_EXPORT_VCARD,
  PEAL_EXPORT_JSON,
  PEAL_N_EXPORT_FORMATS,
} PealExportFormat;

/* "csv", "xlsx", "vcf", "json": the name on the command line and the end of a file's name. */
const char *peal_export_format_get_suffix (PealExportFormat format);

/* "text/csv", ...; static. */
const char *peal_export_format_get_mime_type (PealExportFormat format);

/* The format of that suffix. FALSE, and the result alone, if it is none. */
gboolean peal_export_format_from_suffix (const char       *suffix,
                                         PealExportFormat *format);

/* The same by the end of a file's name. */
gboolean peal_export_format_from_path (const char       *path,
                                       PealExportFormat *format);

/* What goes out. Borrowed strings, copied by the call; { 0 } = everybody as CSV. */
typedef struct
{
  PealExportFormat format;
  gboolean byte_order_mark;  /* CSV: for spreadsheets that take a file without it for one of an old encoding */
  gboolean old_vcard;        /* vCard: version 3.0 instead of 4.0 */

  const GArray *ids;         /* of gint64: these, in this order; NULL = those of the filter below, by name */
  const char *search;        /* as in PealContactFilter, also the next two */
  gint64 group_id;
  const char *tag;

  const char *actor;
} PealExportOptions;

/* Writes the contacts into @path, which holds what it held before until the new file is whole. Deleted
 * contacts never go out. Ledger event contact.exported. @progress (nullable, reffed) is told how far it is;
 * stopping it, or dropping the future, ends it and leaves no file. Resolves to how many contacts were
 * written (gint64). Rejects with PEAL_ENGINE_ERROR_FULL, _WRITE, G_IO_ERROR_CANCELLED or PealStoreError. */
DexFuture *peal_engine_export_contacts (PealEngine              *self,
                                        const char              *path,
                                        const PealExportOptions *options,
                                        PealProgress            *progress) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

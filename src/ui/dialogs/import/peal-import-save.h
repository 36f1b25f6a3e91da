/* peal-import-save.h: what an import left out, or all that it found, into a file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-import.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Names for those files: "people-left-out.csv" and "people-report.json" of "people.csv". Caller frees. */
char *peal_import_dup_save_name (const char *path);
char *peal_import_dup_report_name (const char *path);

/* Writes what @report left out as CSV, with the reasons in the language of the window, over what @file
 * was. On another thread; resolves to TRUE, rejects with GIOError. */
DexFuture *peal_import_save_rejected (PealImportReport *report,
                                      GFile            *file) G_GNUC_WARN_UNUSED_RESULT;

/* The same of the whole report, as JSON. */
DexFuture *peal_import_save_report (PealImportReport *report,
                                    GFile            *file) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

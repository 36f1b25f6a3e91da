/* peal-import-text.h: what an import says of a file and its rows, in words for people.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-import.h"

G_BEGIN_DECLS

/* Why a row is no contact. Static. */
const char *peal_import_reason_text (PealImportReason reason);

/* Why a file is no contact file, and what to do. Static, "" for OK. */
const char *peal_import_file_text (PealImportFileError error);

G_END_DECLS

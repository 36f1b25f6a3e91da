/* peal-contact-table.h: contacts as a table that can be read back unchanged.
 *
 * One row for each contact, with columns for as many numbers as anybody has and
 * for each custom field. The headers are English whatever the language is, so
 * that a file means the same everywhere; they are words that other programs know
 * where there are such. No I/O; any one thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-export-contact.h"

G_BEGIN_DECLS

/* The header of the first column: a table that begins with it is one of ours. */
#define PEAL_CONTACT_TABLE_MARK "Peal ID"

/* What a cell is, for programs that make a difference. */
typedef enum
{
  PEAL_CELL_TEXT,
  PEAL_CELL_NUMBER,
  PEAL_CELL_TIME, /* ISO 8601 in UTC */
} PealCellKind;

/* What a column holds. */
typedef enum
{
  PEAL_COLUMN_FIELD,     /* a text field of the contact */
  PEAL_COLUMN_ID,
  PEAL_COLUMN_PHONE,
  PEAL_COLUMN_LABEL,     /* of the phone of the same index; the next too */
  PEAL_COLUMN_CONSENT,
  PEAL_COLUMN_EMAIL,
  PEAL_COLUMN_EMAIL_LABEL,
  PEAL_COLUMN_TAGS,
  PEAL_COLUMN_GROUPS,
  PEAL_COLUMN_SCORE,
  PEAL_COLUMN_CREATED,
  PEAL_COLUMN_UPDATED,
  PEAL_COLUMN_VALUE,     /* a custom field */
} PealColumnKind;

typedef struct
{
  PealColumnKind kind;
  char *header;
  PealField field;           /* of _FIELD */
  guint index;               /* of phones and e-mail addresses: from 0 */
  char *key;                 /* of _VALUE, and what it holds */
  PealValueKind value_kind;
} PealContactColumnInfo;

typedef struct _PealContactTable PealContactTable;

/* @values (nullable): of PealExportValue, whose keys and kinds get a column each. */
PealContactTable *peal_contact_table_new (guint            n_phones,
                                          guint            n_emails,
                                          const GPtrArray *values);
void peal_contact_table_free (PealContactTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealContactTable, peal_contact_table_free)

guint peal_contact_table_get_n_columns (const PealContactTable *self);
const PealContactColumnInfo *peal_contact_table_get_column (const PealContactTable *self,
                                                            guint                   column);

/* "" where the contact has nothing to say. The caller frees it. */
char *peal_contact_table_dup_cell (const PealContactTable  *self,
                                   const PealExportContact *contact,
                                   guint                    column,
                                   PealCellKind            *kind);

/* The column that @header, written by a table of this kind, stands for. FALSE if it is none of ours. Clear
 * what it sets with peal_contact_column_clear (). */
gboolean peal_contact_column_parse (const char            *header,
                                    PealContactColumnInfo *column);
void peal_contact_column_clear (PealContactColumnInfo *column);

/* Append the header, or a row, as CSV with commas and CRLF (RFC 4180), guarded as peal_csv_append_field ()
 * does (P10). */
void peal_contact_table_append_header (const PealContactTable *self,
                                       GString                *out);
void peal_contact_table_append_row (const PealContactTable  *self,
                                    const PealExportContact *contact,
                                    GString                 *out);

G_END_DECLS

/* peal-csv-map.h: what each column of a contact file means.
 *
 * Headers are recognised as the address books and shop programs of the day write them, in
 * English, German, French and Spanish; a file without a header is judged by what stands in it.
 * The result is a proposal: the user may change any column. No I/O; any one thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-csv.h"

G_BEGIN_DECLS

typedef enum
{
  PEAL_FIELD_IGNORED,
  PEAL_FIELD_DISPLAY, /* the whole name */
  PEAL_FIELD_GIVEN,
  PEAL_FIELD_MIDDLE,
  PEAL_FIELD_FAMILY,
  PEAL_FIELD_PREFIX, /* "Dr." */
  PEAL_FIELD_SUFFIX, /* "Jr." */
  PEAL_FIELD_ORG,
  PEAL_FIELD_TITLE,  /* what they do */
  PEAL_FIELD_INDUSTRY,
  PEAL_FIELD_EMAIL,
  PEAL_FIELD_PHONE,       /* of the column's role */
  PEAL_FIELD_PHONE_LABEL, /* the role of the number in another column: "Phone 1 - Type" */
  PEAL_FIELD_CALLING_CODE,
  PEAL_FIELD_STREET,
  PEAL_FIELD_CITY,
  PEAL_FIELD_REGION,
  PEAL_FIELD_POSTCODE,
  PEAL_FIELD_COUNTRY,
  PEAL_FIELD_BIRTHDAY,
  PEAL_FIELD_LANGUAGE,
  PEAL_FIELD_ZONE,
  PEAL_FIELD_TAGS,
  PEAL_FIELD_NOTES,
  PEAL_FIELD_STATUS, /* of the lead: "new", "customer" */
  PEAL_FIELD_SOURCE,
  PEAL_FIELD_SCORE,
  PEAL_FIELD_SMS_CONSENT, /* yes = agreed to texts; "unsubscribed" = objects (P9) */
  PEAL_FIELD_SMS_OPT_OUT, /* yes = objects to texts */
  PEAL_N_FIELDS,
} PealField;

/* Which number of a person this is, the one to text first (P4). Fax and pager are never texted.
 * The names go into the workspace (phone.label). */
typedef enum
{
  PEAL_PHONE_ROLE_MOBILE,
  PEAL_PHONE_ROLE_PREFERRED,
  PEAL_PHONE_ROLE_MAIN,
  PEAL_PHONE_ROLE_OTHER,
  PEAL_PHONE_ROLE_WORK,
  PEAL_PHONE_ROLE_HOME,
  PEAL_PHONE_ROLE_FAX,
  PEAL_PHONE_ROLE_PAGER,
} PealPhoneRole;

typedef struct
{
  char *header;       /* as it stands in the file; "" without one */
  PealField field;
  PealPhoneRole role; /* of a PEAL_FIELD_PHONE */
  int label_column;   /* of a PEAL_FIELD_PHONE: the column that names its role, or -1 */
  gboolean is_guessed; /* by what stands in the column, not by its header */
} PealCsvColumn;

typedef struct
{
  PealCsvColumn *columns;
  guint n_columns;
  gboolean has_header;
  guint n_skipped; /* records before the first contact: what stands above the header, and the header */
} PealCsvMap;

/* How many records peal_csv_map_new () wants to see. */
#define PEAL_CSV_MAP_SAMPLE 50

/* Proposes a map by the first records of @reader, and rewinds it. */
PealCsvMap *peal_csv_map_new (PealCsvReader *reader);
PealCsvMap *peal_csv_map_copy (const PealCsvMap *self);
void peal_csv_map_free (PealCsvMap *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealCsvMap, peal_csv_map_free)

/* Takes the columns of @from, a map of the same file that somebody has changed; FALSE, and nothing is
 * taken, if it has other columns. */
gboolean peal_csv_map_adopt (PealCsvMap       *self,
                             const PealCsvMap *from);

/* The user's word. @role counts for PEAL_FIELD_PHONE only. */
void peal_csv_map_set_field (PealCsvMap   *self,
                             guint         column,
                             PealField     field,
                             PealPhoneRole role);

gboolean peal_csv_map_has_field (const PealCsvMap *self,
                                 PealField         field);

/* What @header means; PEAL_FIELD_IGNORED for one that means nothing here. @role is set for
 * PEAL_FIELD_PHONE. */
PealField peal_csv_map_recognize (const char    *header,
                                  PealPhoneRole *role);

/* The role that a label ("* Mobile", "Work Fax", "privat") names, else @fallback. @is_preferred is
 * set TRUE if the label is marked as the first choice, and else left alone. */
PealPhoneRole peal_phone_role_from_label (const char   *label,
                                          PealPhoneRole fallback,
                                          gboolean     *is_preferred);

/* Whether @text looks like one or more telephone numbers: seven digits or more, no letters but
 * those of a label or an extension, and neither a date nor a decimal. */
gboolean peal_phone_looks_like (const char *text,
                                gsize       length);

/* "given", "phone", "sms_consent", ...; "mobile", "home", ... Static. */
const char *peal_field_to_string (PealField field);
const char *peal_phone_role_to_string (PealPhoneRole role);

G_END_DECLS

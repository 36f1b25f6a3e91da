/* peal-import-contact.h: what one record of a contact file turned into.
 *
 * Either a contact that can be texted, or a rejection with its reason; never nothing. Plain
 * structs; any one thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-csv-map.h"
#include "peal-export-contact.h"
#include "peal-phone.h"

G_BEGIN_DECLS

/* What the columns about texts say; the numbers are those of the store's PealConsentState. */
typedef enum
{
  PEAL_IMPORT_CONSENT_UNKNOWN = 0,
  PEAL_IMPORT_CONSENT_OPTED_IN = 1,
  PEAL_IMPORT_CONSENT_OPTED_OUT = 2,
} PealImportConsent;

/* Why a record is no contact. The first are those of PealPhoneReason. */
typedef enum
{
  PEAL_IMPORT_NO_PHONE = PEAL_PHONE_NO_PHONE,
  PEAL_IMPORT_NOT_SMS_CAPABLE = PEAL_PHONE_NOT_SMS_CAPABLE,
  PEAL_IMPORT_TOO_SHORT = PEAL_PHONE_TOO_SHORT,
  PEAL_IMPORT_TOO_LONG = PEAL_PHONE_TOO_LONG,
  PEAL_IMPORT_NO_AREA_CODE = PEAL_PHONE_NO_AREA_CODE,
  PEAL_IMPORT_INVALID_PHONE = PEAL_PHONE_INVALID,
  PEAL_IMPORT_PLACEHOLDER = PEAL_PHONE_PLACEHOLDER,
  PEAL_IMPORT_SCIENTIFIC_LOSSY = PEAL_PHONE_SCIENTIFIC_LOSSY,
  PEAL_IMPORT_NO_SMS_CAPABLE_PHONE = 100, /* several numbers or a fax, none that can be texted */
  PEAL_IMPORT_NOT_A_RECORD = 101,         /* an empty row, a total, a copyright line */
  PEAL_IMPORT_UNTERMINATED_QUOTE = 102,
  PEAL_IMPORT_UNTERMINATED_CARD = 103,    /* a vCard without its end: what came after is lost in the file */
} PealImportReason;

/* What was noticed about a record that came in, or about the file. */
typedef enum
{
  /* about a record; the text is the number as it stands in the file */
  PEAL_IMPORT_WARN_PHONE_NOT_VALID,      /* possible, but in no numbering plan we know */
  PEAL_IMPORT_WARN_EXTENSION_DROPPED,
  PEAL_IMPORT_WARN_PLUS_ASSUMED,
  PEAL_IMPORT_WARN_NUMBER_RESTORED,      /* was scientific notation or a decimal */
  PEAL_IMPORT_WARN_OLD_MEXICAN,
  PEAL_IMPORT_WARN_PHONE_DROPPED,        /* refused, but another number was taken */
  /* about a record; the text is the cell */
  PEAL_IMPORT_WARN_COUNTRY_UNKNOWN,
  PEAL_IMPORT_WARN_EMAIL_DROPPED,
  PEAL_IMPORT_WARN_BIRTHDAY_DROPPED,
  PEAL_IMPORT_WARN_EXTRA_FIELDS,         /* more fields than headers: a comma too many? */
  PEAL_IMPORT_WARN_MERGED,               /* a later record with the same number; the text is its number */
  /* about the file, record 0 */
  PEAL_IMPORT_WARN_MIXED_ENCODING,
  PEAL_IMPORT_WARN_CONTROL_CHARACTERS,
  PEAL_IMPORT_WARN_REPLACED_CHARACTERS,
  PEAL_IMPORT_WARN_NO_HEADER,
  PEAL_IMPORT_WARN_PREAMBLE,             /* lines above the header were left out */
  PEAL_IMPORT_WARN_COLUMN_GUESSED,       /* the text is its header */
} PealImportWarningCode;

typedef struct
{
  guint record; /* 0 = the file */
  PealImportWarningCode code;
  char *text;
} PealImportWarning;

typedef struct
{
  char e164[20];
  char region[4];
  PealPhoneType type;
  PealPhoneRole role;
  gboolean is_valid;
} PealImportPhone;

typedef struct
{
  guint record;                /* its number in the file (P3) */
  char *texts[PEAL_N_FIELDS];  /* by PealField, as peal_import_contact_get () explains */
  GArray *phones;              /* of PealImportPhone: the one to text, the others, then fax and pager */
  char *written;               /* the number to text as it stands in the file */
  GStrv tags;                  /* never NULL; these two to be set by the functions below only */
  GStrv emails;                /* after PEAL_FIELD_EMAIL; never NULL */
  PealImportConsent consent;
  gboolean has_consent_cell;   /* a column about texts said something, even if it was "no" */
  int score;
  GArray *warnings;            /* of PealImportWarning; to be added to by the function below only */
  PealExportContact *own;      /* of a file that Peal wrote: everything, as it was written, with the same
                                * phones; else NULL (peal-import-own.h) */
} PealImportContact;

typedef struct
{
  guint record;
  PealImportReason reason;
  char *text;          /* the number that was refused, else the record as it stands in the file, cut short */
  char *raw;           /* the whole record as it stands in the file */
  char suggestion[20]; /* an E.164 number that may have been meant, or "" */
} PealImportRejection;

PealImportContact *peal_import_contact_new (guint record);
void peal_import_contact_free (PealImportContact *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealImportContact, peal_import_contact_free)

/* The value of @field, "" if the file has none. Texts are clean (P13); the display name is never
 * empty; the country is an ISO 3166 code; the birthday is "YYYY-MM-DD" or "--MM-DD". PEAL_FIELD_PHONE,
 * _TAGS, _SCORE and the fields of consent have members of their own. */
const char *peal_import_contact_get (const PealImportContact *self,
                                     PealField                field);

/* The number to text. */
const PealImportPhone *peal_import_contact_get_phone (const PealImportContact *self);

/* The number as a key for a GHashTable without functions, so that a million of them take no strings;
 * never NULL. */
gpointer peal_import_phone_to_key (const PealImportPhone *self);

/* @uuid as such a key, NULL if it is none. Its halves lie upon each other, which keeps 62 bits of chance:
 * two of a million people have the same key in one file out of nine million. */
gpointer peal_import_uuid_to_key (const char *uuid);

/* The id by which Peal knew them when it wrote the file, as such a key; NULL = they have none. */
gpointer peal_import_contact_get_own_key (const PealImportContact *self);

/* The E.164 numbers after the first, without fax and pager. Free the array, not the strings. */
const char **peal_import_contact_list_other_phones (const PealImportContact *self);

/* Takes @tags. */
void peal_import_contact_set_tags (PealImportContact *self,
                                   GStrv              tags);

/* One more e-mail address, unless it is there already: the first is PEAL_FIELD_EMAIL. */
void peal_import_contact_add_email (PealImportContact *self,
                                    const char        *address);

void peal_import_contact_add_warning (PealImportContact    *self,
                                      PealImportWarningCode code,
                                      const char           *text);

/* P8: takes into @self what @other, a later record with the same number, says: numbers, tags,
 * addresses, and fields that are empty; consent by the stricter. */
void peal_import_contact_merge (PealImportContact       *self,
                                const PealImportContact *other);

/* Opted out > explicit no or unknown > opted in. */
PealImportConsent peal_import_consent_stricter (PealImportConsent a,
                                                PealImportConsent b);

void peal_import_rejection_free (PealImportRejection *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealImportRejection, peal_import_rejection_free)

/* A GArray of PealImportWarning that frees what it holds. */
GArray *peal_import_warnings_new (void);
void peal_import_warnings_add (GArray               *self,
                               guint                 record,
                               PealImportWarningCode code,
                               const char           *text);

/* Stable identifiers: "opted_in"; "no_phone", "not_a_record"; "mixed_encoding". Static. */
const char *peal_import_consent_to_string (PealImportConsent consent);
const char *peal_import_reason_to_string (PealImportReason reason);
const char *peal_import_warning_to_string (PealImportWarningCode code);

G_END_DECLS

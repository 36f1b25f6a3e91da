/* peal-export-contact.h: everything that is known of somebody, on its way out.
 *
 * What the writers of all formats write: peal-csv-contacts.h, peal-vcard-write.h,
 * peal-json-contacts.h and the workbook of the engine. Plain structs that own
 * what they hold; strings are never NULL. Any one thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-csv-map.h"

G_BEGIN_DECLS

/* What a custom field holds. */
typedef enum
{
  PEAL_VALUE_TEXT,
  PEAL_VALUE_NUMBER, /* the text is a JSON number */
  PEAL_VALUE_YES_NO, /* "true" or "false" */
  PEAL_VALUE_JSON,   /* a list or an object, as JSON */
} PealValueKind;

typedef struct
{
  char *key;
  PealValueKind kind;
  char *text;
} PealExportValue;

/* One event of a number's consent history. The identifiers are those of the store. */
typedef struct
{
  const char *act;           /* "opt_out", ...; static */
  const char *state;         /* after it; static */
  gint64 at;
  char *how;
  char *wording;
  char *rule;
  char *proof;
  char *actor;
} PealExportEvent;

typedef struct
{
  char *e164;
  char *label;               /* "mobile", their own word, or "" */
  char *region;              /* ISO 3166 code */
  const char *kind;          /* peal_phone_type_to_string () */
  gboolean is_valid;
  gint64 last_contacted;     /* 0 = never */
  const char *consent;       /* "unknown", "opted_in" or "opted_out"; static */
  gint64 consent_at;         /* 0 = never */
  gboolean review;           /* a possible opt-out waits for a person's word */
  gboolean do_not_contact;   /* on an imported list */
  GPtrArray *history;        /* of PealExportEvent, oldest first */
} PealExportPhone;

typedef struct
{
  char *label;
  char *address;
} PealExportEmail;

typedef struct
{
  char *uuid;
  char *texts[PEAL_N_FIELDS]; /* by PealField; NULL = "". What has a member of its own is not here */
  int score;
  GPtrArray *phones;          /* of PealExportPhone, the one to text first */
  GPtrArray *emails;          /* of PealExportEmail, the one that is shown first */
  GStrv tags;
  GStrv groups;               /* their names */
  GPtrArray *values;          /* of PealExportValue: the custom fields */
  gint64 created_at;
  gint64 updated_at;
} PealExportContact;

PealExportContact *peal_export_contact_new (void);
void peal_export_contact_free (PealExportContact *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealExportContact, peal_export_contact_free)

/* Each adds one and lends it. */
PealExportPhone *peal_export_contact_add_phone (PealExportContact *self,
                                                const char        *e164);
PealExportEmail *peal_export_contact_add_email (PealExportContact *self,
                                                const char        *label,
                                                const char        *address);
PealExportEvent *peal_export_phone_add_event (PealExportPhone *self);
PealExportValue *peal_export_contact_add_value (PealExportContact *self,
                                                const char        *key,
                                                PealValueKind      kind,
                                                const char        *text);

/* "unknown", "opted_in" or "opted_out" as @text says, "unknown" for anything else. Static. */
const char *peal_export_consent_from_string (const char *text);

/* "" for a field that is not set. */
const char *peal_export_contact_get (const PealExportContact *self,
                                     PealField                field);

/* The value of @key of that kind, NULL if there is none. */
const char *peal_export_contact_get_value (const PealExportContact *self,
                                           const char              *key,
                                           PealValueKind            kind);

/* A list in one cell, "VIP, Regulars": parts that a comma, a quote or blanks at an end would spoil are
 * quoted, quotes in them doubled. The caller frees either; split gives back what was joined. */
char *peal_export_list_join (const char *const *parts);
GStrv peal_export_list_split (const char *text);

G_END_DECLS

/* peal-contacts.h: people and their numbers.
 *
 * Plain structs; strings are never NULL in what comes out, and NULL is "" in
 * what goes in. Lists of any length are snapshots of ids (GArray of gint64)
 * whose rows are loaded a hundred at a time. Main thread only; every function
 * returns at once and copies what it needs of its arguments.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-consent.h"

G_BEGIN_DECLS

typedef struct
{
  char *label;               /* "mobile", "work", their own word, or "" */
  char *e164;
  char *region;              /* ISO 3166 code */
  int kind;                  /* PealPhoneType */
  gboolean is_valid;         /* FALSE: possible, but not in the numbering plan we know */
  gint64 last_contacted;     /* out only; 0 = never */
} PealContactPhone;

PealContactPhone *peal_contact_phone_new (const char *e164);
PealContactPhone *peal_contact_phone_copy (const PealContactPhone *self);
void peal_contact_phone_free (PealContactPhone *self);

typedef struct
{
  char *label;               /* as that of a phone */
  char *address;
} PealContactEmail;

PealContactEmail *peal_contact_email_new (const char *label,
                                          const char *address);
void peal_contact_email_free (PealContactEmail *self);

typedef struct
{
  gint64 id;                 /* 0 = not stored yet */
  char *uuid;                /* "" = made when stored */
  char *display;             /* "" = made of the names, else the company, else the number */
  char *given;
  char *middle;
  char *family;
  char *org;
  char *title;
  char *industry;
  char *email;               /* the address to show: what stands here becomes the first of @emails */
  char *street;
  char *city;
  char *region;
  char *postcode;
  char *country;
  char *zone;
  char *language;
  char *birthday;
  char *status;
  char *source;
  int score;
  char *notes;
  char *custom;              /* a JSON object; "" = {} */
  GPtrArray *phones;         /* of PealContactPhone; the first is the one to text */
  GPtrArray *emails;         /* of PealContactEmail; if @email is "", the first one is shown */
  GStrv tags;
  GArray *group_ids;         /* of gint64 */
  gint64 created_at;         /* out only, as are the next two; 0 = not */
  gint64 updated_at;
  gint64 deleted_at;
} PealContact;

GType peal_contact_get_type (void);
#define PEAL_TYPE_CONTACT (peal_contact_get_type ())
PealContact *peal_contact_new (void); /* no phone, address, tag or group; strings "" */
PealContact *peal_contact_copy (const PealContact *self);
void peal_contact_free (PealContact *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealContact, peal_contact_free)

/* What a list shows of somebody. */
typedef struct
{
  gint64 id;
  char *display;
  char *e164;                /* the first number, or "" */
  guint n_phones;
  char *org;
  char *email;
  PealConsentState consent;  /* of the first number */
  gboolean review;           /* as in PealConsent */
  GArray *group_ids;         /* of gint64 */
  GStrv tags;
  gint64 last_contacted;     /* last message either way, any number; 0 = never */
  gint64 created_at;
  gboolean deleted;
} PealContactRow;

void peal_contact_row_free (PealContactRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealContactRow, peal_contact_row_free)

typedef enum
{
  PEAL_CONTACT_SORT_RELEVANCE, /* beginning of the name first; by name where nothing is searched */
  PEAL_CONTACT_SORT_NAME,
  PEAL_CONTACT_SORT_ORG,
  PEAL_CONTACT_SORT_NUMBER,
  PEAL_CONTACT_SORT_LAST_CONTACTED,
  PEAL_CONTACT_SORT_CONSENT,
  PEAL_CONTACT_SORT_CREATED,
} PealContactSort;

typedef enum
{
  PEAL_CONTACT_LIVE,         /* not in the recycle bin */
  PEAL_CONTACT_DELETED,      /* only the recycle bin */
} PealContactShelf;

/* Which contacts, in which order. { 0 } = everybody by name. Borrowed strings. */
typedef struct
{
  const char *search;        /* fragments in any order, all must match; accents and case do not
                                matter; a number in any notation */
  gint64 group_id;           /* 0 = any */
  const char *tag;           /* NULL = any */
  PealContactShelf shelf;
  PealContactSort sort;
  gboolean descending;
} PealContactFilter;

/* Resolves to a PealContact, also a deleted one. Rejects with PEAL_STORE_ERROR_NOT_FOUND. */
DexFuture *peal_contacts_get (PealStore *store,
                              gint64     id) G_GNUC_WARN_UNUSED_RESULT;

/* Resolves to a GPtrArray of PealContact in the order of @ids; those that are gone or deleted are
 * left out. */
DexFuture *peal_contacts_get_many (PealStore    *store,
                                   const gint64 *ids,
                                   guint         n_ids) G_GNUC_WARN_UNUSED_RESULT;

/* Stores a new contact (id 0) or replaces all of an old one, with its phones, tags and groups; the
 * ledger event contact.added or contact.updated carries what was before. Groups that do not exist
 * are passed over. Resolves to its id (gint64). Rejects with PEAL_STORE_ERROR_NOT_FOUND. */
DexFuture *peal_contacts_save (PealStore         *store,
                               const PealContact *contact,
                               const char        *actor) G_GNUC_WARN_UNUSED_RESULT;

/* Into the recycle bin, and out of it: the undo of each is the other. Consent is not touched
 * (R-LAW-2). Ledger events contact.deleted and contact.restored. Resolve to how many (gint64). */
DexFuture *peal_contacts_delete (PealStore    *store,
                                 const gint64 *ids,
                                 guint         n_ids,
                                 const char   *actor) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *peal_contacts_restore (PealStore    *store,
                                  const gint64 *ids,
                                  guint         n_ids,
                                  const char   *actor) G_GNUC_WARN_UNUSED_RESULT;

/* Adds and takes away one tag. Resolve to how many contacts changed (gint64). */
DexFuture *peal_contacts_add_tag (PealStore    *store,
                                  const gint64 *ids,
                                  guint         n_ids,
                                  const char   *tag,
                                  const char   *actor) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *peal_contacts_remove_tag (PealStore    *store,
                                     const gint64 *ids,
                                     guint         n_ids,
                                     const char   *tag,
                                     const char   *actor) G_GNUC_WARN_UNUSED_RESULT;

/* Resolves to the names of all tags in use, in order (GStrv). */
DexFuture *peal_contacts_list_tags (PealStore *store) G_GNUC_WARN_UNUSED_RESULT;

/* Resolves to a GArray of gint64: the ids of all contacts of @filter, in its order. */
DexFuture *peal_contacts_snapshot (PealStore               *store,
                                   const PealContactFilter *filter) G_GNUC_WARN_UNUSED_RESULT;

/* The first @limit of these. Where the filter is quick they come at once, however many there are; else they take as
 * long as the whole. */
DexFuture *peal_contacts_first (PealStore               *store,
                                const PealContactFilter *filter,
                                guint                    limit) G_GNUC_WARN_UNUSED_RESULT;

/* Whether it chooses by nothing but a search, and sorts by relevance. */
gboolean peal_contact_filter_is_quick (const PealContactFilter *self);

/* How many contacts are not deleted (gint64). */
DexFuture *peal_contacts_count (PealStore *store) G_GNUC_WARN_UNUSED_RESULT;

/* Resolves to a GPtrArray of PealContactRow in the order of @ids; NULL where a contact is gone. */
DexFuture *peal_contacts_load_rows (PealStore    *store,
                                    const gint64 *ids,
                                    guint         n_ids) G_GNUC_WARN_UNUSED_RESULT;

/* Resolves to a GPtrArray of PealContactRow: all who have this number, longest known first.
 * Several people may share a number. Deleted ones are left out. */
DexFuture *peal_contacts_find_by_number (PealStore  *store,
                                         const char *e164) G_GNUC_WARN_UNUSED_RESULT;

/* For a recipient picker: the best matches for @text, or, where it is "", whom one talked to last.
 * Resolves to a GPtrArray of PealContactRow, at most @limit. */
DexFuture *peal_contacts_suggest (PealStore  *store,
                                  const char *text,
                                  guint       limit) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

/* peal-contacts-private.h: contacts inside a job.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-contacts-import.h"
#include "peal-db.h"
#include "peal-payload.h"

G_BEGIN_DECLS

/* The text fields of a contact. */
typedef struct
{
  const char *parameter; /* ":given" */
  gsize offset;
} PealContactField;

#define PEAL_CONTACT_N_FIELDS 21
extern const PealContactField peal_contact_fields[PEAL_CONTACT_N_FIELDS];

#define peal_contact_field(contact, i) \
  ((char **) G_STRUCT_MEMBER_P ((contact), peal_contact_fields[i].offset))

/* What lists show of it: its display name, else names, company, number, e-mail. Caller frees. */
char *peal_contact_dup_display (const PealContact *self);

/* The address that is shown: its email, else the first of its emails; "" = none. Borrowed. */
const char *peal_contact_get_email (const PealContact *self);

/* NULL if there is none. */
PealContact *peal_contact_load (PealDb *db,
                                gint64  id);
PealContactRow *peal_contact_row_load (PealDb *db,
                                       gint64  id);

/* Writes @contact with its phones, tags and groups: a new row (id 0) that belongs to @import_job
 * (0 = none), or over the old one. peal_contact_index () must follow; no ledger event. Returns its
 * id, 0 once the job has failed. */
gint64 peal_contact_write (PealDb            *db,
                           const PealContact *contact,
                           gint64             import_job);

/* The first contact, not deleted, that has this number; 0 = none. */
gint64 peal_contact_find (PealDb     *db,
                          const char *e164);

/* Appends event contact.* with what was before, for undo; and, if @after is not NULL, with what is another there
 * (peal_contact_describe_changes ()). Returns its seq. */
gint64 peal_contact_record (PealDb            *db,
                            gint64             id,
                            const char        *event,
                            const PealContact *after,
                            const char        *actor);

/* What differs between the two, for people: "changed", the names of the fields ("notes,phones"), and "values", an
 * array with what went and what came in each, { "field": "org", "old": "Acme", "new": "Beta" }. Of a field with
 * several values only those that went and came, joined by ", "; groups by name; a field of the business's own by
 * its name, too ("name"). Long values are cut: all of them stands in "before". */
PealPayload *peal_contact_describe_changes (PealDb            *db,
                                            const PealContact *before,
                                            const PealContact *after);

/* Appends event contact.tagged or contact.untagged, with the tag in "values". */
void peal_contact_record_tag (PealDb     *db,
                              gint64      id,
                              const char *event,
                              const char *tag,
                              gboolean    is_added,
                              const char *actor);

/* The tag's id, made if there is none. */
gint64 peal_tag_ensure (PealDb     *db,
                        const char *name);

/* The ids of all contacts of @filter, in its order; or the first @limit of them, mostly without making the others.
 * Caller unrefs. */
GArray *peal_contacts_list (PealDb                  *db,
                            const PealContactFilter *filter);
GArray *peal_contacts_list_first (PealDb                  *db,
                                  const PealContactFilter *filter,
                                  guint                    limit);

/* Where peal_contacts_list_first () goes another way. Tests make them smaller, before a store is open, so that a
 * handful of people goes every way. */
typedef struct
{
  guint few;  /* hits that are looked up one by one */
  guint many; /* hits that are held against the names; of more, each name is asked for */
  guint walk; /* names that are walked before anybody asks whether it is worth it */
} PealFirstBounds;

extern PealFirstBounds peal_first_bounds;

/* Makes the search text of contact @id anew from @contact. Whoever writes many, indexes them after
 * the last: the full-text index collects what is put into it one after the other, and writes it out
 * whenever another table is written in between. */
void peal_contact_index (PealDb            *db,
                         gint64             id,
                         const PealContact *contact);

G_END_DECLS

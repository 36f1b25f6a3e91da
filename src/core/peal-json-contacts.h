/* peal-json-contacts.h: contacts as JSON, with everything that is known of them.
 *
 * One object with "format", "version" and the list "contacts", one line for each contact, so that a
 * list of a million can be written and read piece by piece. doc/contacts-json.md describes it.
 * No I/O; any one thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-export-contact.h"

G_BEGIN_DECLS

#define PEAL_JSON_CONTACTS_FORMAT "peal-contacts"
#define PEAL_JSON_CONTACTS_VERSION 1

/* Append what stands before the contacts, between two of them, one of them, and behind them. */
void peal_json_contacts_append_head (GString *out);
void peal_json_contacts_append_separator (GString *out);
void peal_json_contacts_append (GString                 *out,
                                const PealExportContact *contact);
void peal_json_contacts_append_foot (GString *out);

/* The custom fields alone, as one object. The caller frees it. */
char *peal_json_contacts_dup_custom (const PealExportContact *contact);

/* Reading ---------------------------------------------------------------------------------------- */

/* One item of the list, as it stands in the text. */
typedef struct
{
  const char *text;
  gsize length;
  guint number; /* from 1 */
} PealJsonItem;

typedef struct _PealJsonReader PealJsonReader;

/* Whether @text, valid UTF-8, is a list of objects, or an object with a list "contacts" near its start. */
gboolean peal_json_contacts_is_one (GBytes *text);

/* A reference is taken. What is no such text has no items. */
PealJsonReader *peal_json_reader_new (GBytes *text);
void peal_json_reader_free (PealJsonReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealJsonReader, peal_json_reader_free)

/* FALSE at the end of the list. A broken item is one as well; the reader finds what follows. */
gboolean peal_json_reader_next (PealJsonReader *self,
                                PealJsonItem   *item);
void peal_json_reader_rewind (PealJsonReader *self);

/* Where the next item begins, and back to there: @n_before items stand before it. */
gsize peal_json_reader_tell (const PealJsonReader *self);
void peal_json_reader_seek (PealJsonReader *self,
                            gsize           place,
                            guint           n_before);

/* How much of the text has been read, 0 to 1. */
double peal_json_reader_get_fraction (const PealJsonReader *self);

/* What an item says; NULL if it is no object. Members that are not of the right kind are passed over;
 * the history of consent is not read. The caller owns it. */
PealExportContact *peal_json_contacts_read (const char *text,
                                            gsize       length);

/* The contact alone, indented for people. The caller frees it. */
char *peal_json_contacts_dup_pretty (const PealExportContact *contact);

G_END_DECLS

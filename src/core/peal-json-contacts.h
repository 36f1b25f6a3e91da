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

/* The contact alone, indented for people. The caller frees it. */
char *peal_json_contacts_dup_pretty (const PealExportContact *contact);

G_END_DECLS

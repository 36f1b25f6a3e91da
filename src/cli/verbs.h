/* verbs.h: the verbs of pealctl, one file each.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-cli.h"

G_BEGIN_DECLS

extern const PealVerb peal_verb_account;
extern const PealVerb peal_verb_bin;
extern const PealVerb peal_verb_bulk;
extern const PealVerb peal_verb_contacts;
extern const PealVerb peal_verb_demo;
extern const PealVerb peal_verb_duplicates;
extern const PealVerb peal_verb_export;
extern const PealVerb peal_verb_fields;
extern const PealVerb peal_verb_group;
extern const PealVerb peal_verb_health;
extern const PealVerb peal_verb_import;
extern const PealVerb peal_verb_imports;
extern const PealVerb peal_verb_inbox;
extern const PealVerb peal_verb_init;
extern const PealVerb peal_verb_intent;
extern const PealVerb peal_verb_limit;
extern const PealVerb peal_verb_messages;
extern const PealVerb peal_verb_route;
extern const PealVerb peal_verb_run;
extern const PealVerb peal_verb_schedule;
extern const PealVerb peal_verb_send;
extern const PealVerb peal_verb_simulator;
extern const PealVerb peal_verb_text;
extern const PealVerb peal_verb_verify;
extern const PealVerb peal_verb_window;

/* The acts of "contacts" that are about one person, and what --to and --confirm say. Inside a fiber. */
DexFuture *peal_cli_person (PealCli *cli);
extern char *peal_cli_to_option;
extern char *peal_cli_confirm_option;

G_END_DECLS

/* conversation-fixture.h: people who write to us and get answers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store-fixture.h"

#include "peal-talk.h"

#define OURS "+15550001111"
#define ANN "+15555550101"
#define BOB "+15555550102"

/* A workspace with an account, which carries all that follows. */
void conversation_set_up (Fixture      *fixture,
                          gconstpointer data);

gint64 conversation_get_account (void);

/* Returns the contact. */
gint64 conversation_add_contact (Fixture    *fixture,
                                 const char *name,
                                 const char *e164);

/* Stores one message to OURS that came in; returns its id, 0 = it was known. */
gint64 conversation_receive (Fixture       *fixture,
                             const char    *remote_id,
                             const char    *from,
                             const char    *body,
                             PealConsentAct act,
                             const char    *position);

/* Queues a message; returns its id. */
gint64 conversation_answer (Fixture        *fixture,
                            const char     *to,
                            const char     *body,
                            PealMessageKind kind);

PealConversationRow *conversation_load (Fixture *fixture,
                                        gint64   id);

/* The conversation with @theirs. */
gint64 conversation_of (Fixture    *fixture,
                        const char *theirs);

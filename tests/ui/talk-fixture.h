/* talk-fixture.h: a workspace in which everything has happened that a conversation can show.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-clock.h"

/* Who is in it. */
#define TALK_EVERYTHING "+13035550101" /* Denver: bubbles, receipts, a campaign, days */
#define TALK_FAILED "+12125550102"
#define TALK_UNKNOWN "+12125550103"    /* the gateway never answered */
#define TALK_STOPPED "+12125550104"
#define TALK_REVIEW "+12125550105"
#define TALK_HOSTILE "+12125550106"    /* markup, no end, no spaces */
#define TALK_ARABIC "+966551234567"
#define TALK_STRANGER "+442079460107"  /* no contact */
#define TALK_LONG "+12125550108"       /* 240 messages */
#define TALK_LINKS "+12125550110"      /* addresses, emoji, very long texts */

/* Makes it in @directory; what happened last happened a minute before @now. Runs the main context. */
void talk_fixture_make (const char *directory,
                        gint64      now);

/* peal-messages-private.h: messages, read inside a job. Private to store/.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-store-private.h"

G_BEGIN_DECLS

/* A GPtrArray of PealMessageRow in the order of @ids (gint64), NULL where one is gone. */
GPtrArray *peal_messages_load (PealDb *db,
                               GArray *ids);

G_END_DECLS

/* peal-change-text.h: what was changed about a contact, in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-timeline.h"

G_BEGIN_DECLS

/* One change: "Company: Acme → Beta", "Numbers: (201) 555-0102 added". Long values are shortened. Plain text,
 * translated; the caller frees it. */
char *peal_change_text (const PealTimelineChange *change);

/* All of @changes (of PealTimelineChange), a line each. Where there are none, as from before they were kept, the
 * fields of @names ("notes,phones"): "Notes, Numbers"; "" = not known. The caller frees it. */
char *peal_change_texts (const GPtrArray *changes,
                         const char      *names);

G_END_DECLS

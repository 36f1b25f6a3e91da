/* peal-discard.h: the question before what somebody has entered is lost.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* For AdwDialog.close_attempt of @dialog, which closes only if the person says so. @body,
 * translated, says what is not saved. */
void peal_discard_ask (AdwDialog  *dialog,
                       const char *body);

G_END_DECLS

/* peal-contact-editor.h: a new contact, or one to change.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-contacts.h"
#include "peal-engine.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_CONTACT_EDITOR (peal_contact_editor_get_type ())
G_DECLARE_FINAL_TYPE (PealContactEditor, peal_contact_editor, PEAL, CONTACT_EDITOR, AdwDialog)

/* @contact is copied; NULL: a new one. */
PealContactEditor *peal_contact_editor_new (PealEngine        *engine,
                                            const PealContact *contact);

G_END_DECLS

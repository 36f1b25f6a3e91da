/* peal-field-dialog.h: one field of contacts: what it is called, and what goes into it.
 *
 * Signal "saved": the person wants it so.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-contact-fields.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_FIELD_DIALOG (peal_field_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PealFieldDialog, peal_field_dialog, PEAL, FIELD_DIALOG, AdwDialog)

/* @field NULL: a new one. @others (of PealCustomField): those whose names are taken, refs it; @field may
 * be among them. */
PealFieldDialog *peal_field_dialog_new (const PealCustomField *field,
                                        GPtrArray             *others);

/* As the rows say. Caller frees. */
PealCustomField *peal_field_dialog_make_field (PealFieldDialog *self);

G_END_DECLS

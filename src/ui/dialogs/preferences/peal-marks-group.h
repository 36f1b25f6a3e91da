/* peal-marks-group.h: how many numbers were erased, and whether a certain one was.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-engine.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_MARKS_GROUP (peal_marks_group_get_type ())
G_DECLARE_FINAL_TYPE (PealMarksGroup, peal_marks_group, PEAL, MARKS_GROUP, AdwPreferencesGroup)

/* Refs @engine. Once. */
void peal_marks_group_set_engine (PealMarksGroup *self,
                                  PealEngine     *engine);

G_END_DECLS

/* peal-photo-chooser.h: a picture of somebody, to be chosen or taken away.
 *
 * Signal "changed": somebody did one of the two.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_PHOTO_CHOOSER (peal_photo_chooser_get_type ())
G_DECLARE_FINAL_TYPE (PealPhotoChooser, peal_photo_chooser, PEAL, PHOTO_CHOOSER, AdwBin)

/* What stands where there is no picture: initials are made of it. */
void peal_photo_chooser_set_name (PealPhotoChooser *self,
                                  const char       *name);

/* What is there already; not a change. NULL = none. */
void peal_photo_chooser_set_image (PealPhotoChooser *self,
                                   GBytes           *image);

/* Reads @file as if it had been chosen. */
void peal_photo_chooser_set_file (PealPhotoChooser *self,
                                  GFile            *file);

/* Borrowed; NULL = none. */
GBytes *peal_photo_chooser_get_image (PealPhotoChooser *self);

gboolean peal_photo_chooser_is_changed (PealPhotoChooser *self);

G_END_DECLS

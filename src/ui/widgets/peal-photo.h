/* peal-photo.h: a picture of somebody, from a file that nobody vouches for to an avatar.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include <libdex.h>

G_BEGIN_DECLS

/* Reads the picture in @file, scales it to what is shown of it, and upright. Decoded on a thread, by GdkPixbuf,
 * which is stopped at files and pictures of absurd size. Resolves to a GBytes (PNG). Rejects with GIOError or
 * GdkPixbufError. */
DexFuture *peal_photo_read (GFile *file) G_GNUC_WARN_UNUSED_RESULT;

/* Shows @image as peal_photo_read () made it; the initials, if it is NULL, empty or no picture. */
void peal_photo_show (AdwAvatar *avatar,
                      GBytes    *image);

G_END_DECLS

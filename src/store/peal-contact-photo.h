/* peal-contact-photo.h: pictures of people.
 *
 * Small ones, as they are shown: whoever stores one has decoded, checked and
 * scaled it. They lie apart from the contacts, which are read by the hundred.
 * Main thread only; every function returns at once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-store.h"

G_BEGIN_DECLS

/* The most bytes that a picture may have. */
#define PEAL_CONTACT_PHOTO_MAX (256 * 1024)

/* Resolves to a GBytes: PNG or JPEG; empty where there is none. */
DexFuture *peal_contact_photo_get (PealStore *store,
                                   gint64     contact_id) G_GNUC_WARN_UNUSED_RESULT;

/* Resolves to TRUE. @image NULL or empty: takes it away. Ledger event contact.photo. Rejects with
 * PEAL_STORE_ERROR_INVALID if it is too large, _NOT_FOUND if there is no such contact. */
DexFuture *peal_contact_photo_set (PealStore  *store,
                                   gint64      contact_id,
                                   GBytes     *image,
                                   const char *actor) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

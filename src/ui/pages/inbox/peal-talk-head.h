/* peal-talk-head.h: whom a conversation is with, above all that is known of them.
 *
 * Leads to the contact, or makes one of a stranger: "conversation.show-contact" and "conversation.add-contact".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-contacts.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_TALK_HEAD (peal_talk_head_get_type ())
G_DECLARE_FINAL_TYPE (PealTalkHead, peal_talk_head, PEAL, TALK_HEAD, AdwBin)

/* @contact NULL: a stranger with the number @theirs; @photo: as peal_photo_show () takes it. All are borrowed during
 * the call. */
void peal_talk_head_show (PealTalkHead      *self,
                          const PealContact *contact,
                          GBytes            *photo,
                          const char        *theirs);

G_END_DECLS

/* peal-sms-link.h: links that ask for a message: "sms:+15555550101?body=Hello".
 *
 * RFC 5724 (sms:), with what else is in use: smsto: and tel: (RFC 3966), slashes
 * after the scheme, a semicolon between recipients, and "&body=" without a
 * question mark, as telephones write it. Numbers are taken as they stand: reading
 * them is for peal_phone_parse (), with the region of the business.
 *
 * Plain values; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  PEAL_SMS_LINK_OK = 0,
  PEAL_SMS_LINK_SCHEME,      /* it is no such link */
  PEAL_SMS_LINK_BROKEN,      /* a % that is no byte, bytes that are no text */
  PEAL_SMS_LINK_EMPTY,       /* neither a number nor a text */
  PEAL_SMS_LINK_LONG,        /* more than PEAL_SMS_LINK_MOST numbers, or a text that no message holds */
} PealSmsLinkFault;

/* A link is somebody else's word: what asks for more is a mistake or an attack. */
#define PEAL_SMS_LINK_MOST 50
#define PEAL_SMS_LINK_LONGEST 2000

typedef struct
{
  GStrv numbers;             /* as written, without their parameters, each once; may be empty */
  char *body;                /* "" = none; lines end in a line feed */
} PealSmsLink;

/* NULL if @uri, any bytes, is no link that can be followed; @fault (nullable) says why. */
PealSmsLink *peal_sms_link_new (const char       *uri,
                                PealSmsLinkFault *fault);
void peal_sms_link_free (PealSmsLink *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealSmsLink, peal_sms_link_free)

G_END_DECLS

/* peal-links.h: addresses and numbers in what people write.
 *
 * Finds web addresses (http, https and a bare "www."), mail addresses and phone
 * numbers, and nothing else: no other scheme is ever a link. A link's target is
 * made of its own words only, so that what is shown and where it leads cannot
 * differ: an address with a user in it ("https://bank.example@evil.example") is
 * none, and a name in other letters is led to in the form that its network uses
 * ("xn--…"), which is what to show beside it. Pure; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  PEAL_LINK_WEB,
  PEAL_LINK_MAIL,
  PEAL_LINK_PHONE,
} PealLinkKind;

typedef struct
{
  PealLinkKind kind;
  gsize start;               /* bytes into the text */
  gsize length;
  char *target;              /* "https://…", "mailto:…" or "tel:+12015550123": ASCII */
} PealLink;

/* No longer one is looked for. */
#define PEAL_LINK_LENGTH_MAX 2048

/* The links of @text in their order, none over another. @region (not NULL, may be ""): whose
 * numbers need no country code. Text that is not UTF-8 has none. Owned GArray of PealLink. */
GArray *peal_links_find (const char *text,
                         const char *region);

/* @text as markup in which nothing but @links (of this text) has a meaning: every piece is escaped. As
 * GtkLabel reads it: href and title, which is the target, to be shown. Caller frees. */
char *peal_links_to_markup (const char *text,
                            GArray     *links);

G_END_DECLS

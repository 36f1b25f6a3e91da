/* peal-regex.h: a pattern compiled once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Compiles @pattern, which is ours and right, to @regex on the first call. Any thread. */
static inline void
peal_regex_once (GRegex            **regex,
                 const char         *pattern,
                 GRegexCompileFlags  flags)
{
  if (g_once_init_enter_pointer (regex))
    {
      GRegex *compiled = g_regex_new (pattern, flags | G_REGEX_OPTIMIZE, G_REGEX_MATCH_DEFAULT, NULL);

      g_assert (compiled != NULL);
      g_once_init_leave_pointer (regex, compiled);
    }
}

G_END_DECLS

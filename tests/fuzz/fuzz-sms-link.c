/* fuzz-sms-link.c: any bytes are a link or none, and what is read of one is text within its bounds.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "fuzz-target.h"
#include "peal-sms-link.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *uri = g_strndup ((const char *) data, size);
  PealSmsLinkFault fault;
  g_autoptr(PealSmsLink) link = peal_sms_link_new (uri, &fault);

  g_assert_true ((link != NULL) == (fault == PEAL_SMS_LINK_OK));
  if (link == NULL)
    return 0;
  g_assert_true (link->numbers[0] != NULL || *link->body != '\0');
  g_assert_cmpuint (g_strv_length (link->numbers), <=, PEAL_SMS_LINK_MOST);
  g_assert_true (g_utf8_validate (link->body, -1, NULL));
  g_assert_cmpint (g_utf8_strlen (link->body, -1), <=, PEAL_SMS_LINK_LONGEST);
  for (guint i = 0; link->numbers[i] != NULL; i++)
    g_assert_true (*link->numbers[i] != '\0' && g_utf8_validate (link->numbers[i], -1, NULL));
  return 0;
}

/* fuzz-phone.c: any text is a number or a reason, and a number is read again as itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "fuzz-target.h"
#include "peal-phone.h"

static void
check (const char *text,
       const char *region)
{
  PealPhone phone, again;
  PealPhoneReason reason = peal_phone_parse (text, region, &phone);

  g_assert_cmpstr (peal_phone_reason_to_string (reason), !=, "?");
  if (reason != PEAL_PHONE_OK)
    {
      g_assert_cmpstr (phone.e164, ==, "");
      g_assert_true (phone.suggestion[0] == '\0' || peal_phone_is_e164 (phone.suggestion));
      return;
    }

  g_assert_true (peal_phone_is_e164 (phone.e164));
  g_assert_cmpint (peal_phone_parse (phone.e164, "", &again), ==, PEAL_PHONE_OK);
  g_assert_cmpstr (again.e164, ==, phone.e164);
  g_assert_cmpstr (again.region, ==, phone.region);
  g_assert_cmpint (again.type, ==, phone.type);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  static const char *const regions[] = { "US", "DE", "MX", "" };
  g_autofree char *text = g_strndup ((const char *) data, size);

  for (guint i = 0; i < G_N_ELEMENTS (regions); i++)
    check (text, regions[i]);
  return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "peal-log.h"

static void
test_redact (void)
{
  g_autofree char *line = NULL;
  g_autofree char *plain = peal_log_redact ("nothing to hide: abc");

  g_assert_cmpstr (plain, ==, "nothing to hide: abc");
  peal_log_add_secret ("s3cr3t-token");
  peal_log_add_secret ("abc"); /* too short to be one */
  peal_log_add_secret (NULL);
  line = peal_log_redact ("Authorization: s3cr3t-token, again s3cr3t-token, abc");
  g_assert_cmpstr (line, ==, "Authorization: [secret], again [secret], abc");
}

static void
test_writer (void)
{
  if (g_test_subprocess ())
    {
      peal_log_init ();
      peal_log_add_secret ("hunter2hunter2");
      g_message ("the token is hunter2hunter2.");
      return;
    }

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stderr ("*the token is ?secret?.*");
  g_test_trap_assert_stderr_unmatched ("*hunter2*");
}

static void
test_mask (void)
{
  g_autofree char *masked = peal_log_mask_number ("+15557122661");
  g_autofree char *empty = peal_log_mask_number (NULL);

  g_assert_cmpstr (masked, ==, "+155...61");
  g_assert_cmpstr (empty, ==, "...");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/log/redact", test_redact);
  g_test_add_func ("/log/writer", test_writer);
  g_test_add_func ("/log/mask", test_mask);
  return g_test_run ();
}

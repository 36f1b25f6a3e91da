/* test-outlook.c: what is said of the work ahead, and whether the program stays for it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-outlook.h"

#include <locale.h>

#define NOW (1795262400 * PEAL_SECOND)

/* One look after the other at a workspace where messages come and go. */
static void
test_text (void)
{
  static const struct
  {
    gint64 ahead[PEAL_N_AHEAD]; /* in the air, due, soon, queued, asking, next */
    const char *text;
  } looks[] = {
    { { 0, 0, 0, 0, 0, PEAL_TIME_NEVER }, "Waiting for replies" },
    { { 0, 1, 1, 1, 0, 10 }, "1 message waits to be sent" },
    { { 0, 1500, 1500, 1500, 0, 10 }, "1500 messages wait to be sent" },
    { { 4, 496, 496, 496, 0, 10 }, "Sending: 1000 of 1500" },
    { { 0, 400, 400, 400, 0, 10 }, "Sending: 1100 of 1500" },
    { { 0, 420, 420, 420, 0, 10 }, "Sending: 1100 of 1520" },
    { { 0, 0, 1, 2, 0, NOW + PEAL_HOUR }, "Next message: 13:00" },
    { { 1, 0, 0, 0, 0, PEAL_TIME_NEVER }, "Sending: 0 of 1" },
    { { 0, 0, 0, 0, 3, PEAL_TIME_NEVER }, "Waiting for replies" },
  };
  PealOutlook outlook = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      g_autoptr(GArray) ahead = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_autofree char *text = NULL;

      g_array_append_vals (ahead, looks[i].ahead, PEAL_N_AHEAD);
      peal_outlook_update (&outlook, ahead);
      text = peal_outlook_text (&outlook, NOW);
      g_assert_cmpstr (text, ==, looks[i].text);
    }
}

static void
test_wanted (void)
{
  static const struct
  {
    gboolean is_known;
    gint64 ahead[PEAL_N_AHEAD];
    gboolean another_sends;
    gboolean wanted[3];      /* always, while waiting, never */
  } rows[] = {
    { FALSE, { 0 }, FALSE, { TRUE, TRUE, FALSE } },
    { TRUE, { 0 }, FALSE, { TRUE, FALSE, FALSE } },
    { TRUE, { [PEAL_AHEAD_IN_AIR] = 1 }, FALSE, { TRUE, TRUE, FALSE } },
    { TRUE, { [PEAL_AHEAD_QUEUED] = 1 }, FALSE, { TRUE, TRUE, FALSE } },
    { TRUE, { [PEAL_AHEAD_ASKING] = 1 }, FALSE, { TRUE, TRUE, FALSE } },
    { TRUE, { [PEAL_AHEAD_QUEUED] = 1 }, TRUE, { TRUE, FALSE, FALSE } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint choice = PEAL_BACKGROUND_ALWAYS; choice <= PEAL_BACKGROUND_NEVER; choice++)
      {
        PealOutlook outlook = { .is_known = rows[i].is_known };

        memcpy (outlook.ahead, rows[i].ahead, sizeof outlook.ahead);
        g_test_message ("row %zu, choice %u", i, choice);
        g_assert_cmpint (peal_outlook_is_wanted (&outlook, (PealBackgroundChoice) choice, rows[i].another_sends),
                         ==, rows[i].wanted[choice]);
      }
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/outlook/text", test_text);
  g_test_add_func ("/outlook/wanted", test_wanted);
  return g_test_run ();
}

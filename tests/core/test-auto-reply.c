/* test-auto-reply.c: which message is answered by itself, and above all which is not.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-auto-reply.h"

typedef struct
{
  const char *body;
  const char *keywords;
  gboolean has;
} Keyword;

static const Keyword keywords[] = {
  { "What are your hours?", "hours", TRUE },
  { "HOURS", "prices, hours", TRUE },
  { "yourhours", "hours", FALSE },
  { "hour", "hours", FALSE },
  { "Wo ist das Caf\u00e9?", "cafe", TRUE },
  { "cafe", "CAF\u00c9", TRUE },
  { "STRASSE", "stra\u00dfe", TRUE },
  { "your opening  hours, please", "opening hours", TRUE },
  { "hours opening", "opening hours", FALSE },
  { "anything", "", FALSE },
  { "anything", " , ,", FALSE },
  { "", "hours", FALSE },
  { "Open 24/7?", "24/7", TRUE },
  { "\u0440\u0435\u0436\u0438\u043c \u0420\u0410\u0411\u041e\u0422\u042b", "\u0440\u0430\u0431\u043e\u0442\u044b", TRUE },
};

static void
test_keywords (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (keywords); i++)
    {
      g_test_message ("%s in %s", keywords[i].keywords, keywords[i].body);
      g_assert_cmpint (peal_auto_reply_has_keyword (keywords[i].body, keywords[i].keywords), ==, keywords[i].has);
    }
}

static const struct
{
  const char *body;
  gboolean is_machine;
} machines[] = {
  { "This is an automated message. Do not reply.", TRUE },
  { "AUTO-REPLY: I am driving", TRUE },
  { "I'm out of office until Monday", TRUE },
  { "Dies ist eine automatische Antwort.", TRUE },
  { "R\u00e9ponse automatique : nous sommes ferm\u00e9s", TRUE },
  { "Respuesta autom\u00e1tica: vuelvo el lunes", TRUE },
  { "Is the autopilot automatic?", FALSE },
  { "I want to buy an auto", FALSE },
  { "Can you reply?", FALSE },
  { "", FALSE },
};

static void
test_machines (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (machines); i++)
    {
      g_test_message ("%s", machines[i].body);
      g_assert_cmpint (peal_auto_reply_is_machine (machines[i].body), ==, machines[i].is_machine);
    }
}

static const PealAutoRule rules[] = {
  { .id = 1, .kind = PEAL_AUTO_REPLY_CLOSED, .window = G_TIME_SPAN_DAY, .enabled = TRUE },
  { .id = 2, .kind = PEAL_AUTO_REPLY_FIRST, .window = 4 * G_TIME_SPAN_HOUR, .enabled = TRUE },
  { .id = 3, .kind = PEAL_AUTO_REPLY_KEYWORD, .keywords = "hours", .window = 4 * G_TIME_SPAN_HOUR, .enabled = TRUE },
  { .id = 4, .kind = PEAL_AUTO_REPLY_KEYWORD, .keywords = "hours, prices", .window = 0, .enabled = TRUE },
  { .id = 5, .kind = PEAL_AUTO_REPLY_KEYWORD, .keywords = "off", .window = 0, .enabled = FALSE },
};

#define NEVER G_MAXINT64
#define ORDINARY .theirs = "+12015550101", .since_ours = NEVER, .since_answer = NEVER

typedef struct
{
  const char *about;
  PealAutoFacts facts;
  gint64 since_rule;         /* of each */
  gint64 id;                 /* of the rule that answers; 0 = none does, and this is why: */
  PealAutoSilence silence;
} Case;

/* It is open on Mondays from nine to five. */
static const Case cases[] = {
  { "open, known, nothing asked", { ORDINARY, .body = "Hi", .minute = 600 }, NEVER, 0, PEAL_AUTO_SILENCE_NO_RULE },
  { "closed", { ORDINARY, .body = "Hi", .minute = 1020 }, NEVER, 1, PEAL_AUTO_SILENCE_NONE },
  { "closed that day", { ORDINARY, .body = "Hi", .weekday = 1, .minute = 600 }, NEVER, 1, PEAL_AUTO_SILENCE_NONE },
  { "holiday", { ORDINARY, .body = "Hi", .minute = 600, .is_holiday = TRUE }, NEVER, 1, PEAL_AUTO_SILENCE_NONE },
  { "first before closed", { ORDINARY, .body = "Hi", .is_first = TRUE }, NEVER, 2, PEAL_AUTO_SILENCE_NONE },
  { "keyword before first", { ORDINARY, .body = "Prices?", .is_first = TRUE }, NEVER, 4, PEAL_AUTO_SILENCE_NONE },
  { "the first of two", { ORDINARY, .body = "Hours?" }, NEVER, 3, PEAL_AUTO_SILENCE_NONE },
  { "switched off", { ORDINARY, .body = "off", .minute = 600 }, NEVER, 0, PEAL_AUTO_SILENCE_NO_RULE },
  { "again within its window", { ORDINARY, .body = "Hours?" }, 4 * G_TIME_SPAN_HOUR - 1, 0, PEAL_AUTO_SILENCE_WINDOW },
  { "again after it", { ORDINARY, .body = "Hours?" }, 4 * G_TIME_SPAN_HOUR, 3, PEAL_AUTO_SILENCE_NONE },
  { "the echo of another rule", { .theirs = "+12015550101", .since_ours = 0, .since_answer = PEAL_AUTO_REPLY_QUICK - 1,
                                  .body = "Prices" }, NEVER, 0, PEAL_AUTO_SILENCE_WINDOW },
  { "old", { ORDINARY, .body = "Hi", .age = PEAL_AUTO_REPLY_FRESH + 1 }, NEVER, 0, PEAL_AUTO_SILENCE_OLD },
  { "as old as may be", { ORDINARY, .body = "Hi", .age = PEAL_AUTO_REPLY_FRESH }, NEVER, 1, PEAL_AUTO_SILENCE_NONE },
  { "blocked", { ORDINARY, .body = "Hi", .is_blocked = TRUE }, NEVER, 0, PEAL_AUTO_SILENCE_BLOCKED },
  { "opted out", { ORDINARY, .body = "Hi", .is_opted_out = TRUE }, NEVER, 0, PEAL_AUTO_SILENCE_OPTED_OUT },
  { "in review", { ORDINARY, .body = "Hi", .is_in_review = TRUE }, NEVER, 0, PEAL_AUTO_SILENCE_REVIEW },
  { "STOP", { ORDINARY, .body = "STOP", .has_intent = TRUE }, NEVER, 0, PEAL_AUTO_SILENCE_INTENT },
  { "a short code", { .body = "Hi", .theirs = "12345", .since_ours = NEVER, .since_answer = NEVER }, NEVER, 0,
    PEAL_AUTO_SILENCE_SENDER },
  { "a name", { .body = "Hi", .theirs = "BANK", .since_ours = NEVER, .since_answer = NEVER }, NEVER, 0,
    PEAL_AUTO_SILENCE_SENDER },
  { "its words", { ORDINARY, .body = "Automatic reply: closed" }, NEVER, 0, PEAL_AUTO_SILENCE_MACHINE },
  { "quick and the same", { .theirs = "+12015550101", .since_ours = PEAL_AUTO_REPLY_QUICK - 1, .since_answer = NEVER,
                            .is_repeated = TRUE, .body = "Thank you for your message." }, NEVER, 0,
    PEAL_AUTO_SILENCE_MACHINE },
  { "quick, but short", { .theirs = "+12015550101", .since_ours = 0, .since_answer = NEVER, .is_repeated = TRUE,
                          .body = "Hi" }, NEVER, 1, PEAL_AUTO_SILENCE_NONE },
  { "too many", { ORDINARY, .body = "Hi", .n_in_hour = 60 }, NEVER, 0, PEAL_AUTO_SILENCE_CAP },
  { "not too many", { ORDINARY, .body = "Hi", .n_in_hour = 59 }, NEVER, 1, PEAL_AUTO_SILENCE_NONE },
};

static void
test_cases (void)
{
  PealAutoLimits limits = { .cap = 60 };

  g_assert_true (peal_opening_parse ("mon 09:00-17:00", &limits.opening));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 since_rule[G_N_ELEMENTS (rules)];
      PealAutoSilence silence;
      int found;

      for (gsize r = 0; r < G_N_ELEMENTS (rules); r++)
        since_rule[r] = cases[i].since_rule;
      g_test_message ("%s", cases[i].about);
      found = peal_auto_reply_choose (&cases[i].facts, &limits, rules, since_rule, G_N_ELEMENTS (rules), &silence);
      g_assert_cmpstr (peal_auto_reply_silence_to_string (silence), ==,
                       peal_auto_reply_silence_to_string (cases[i].silence));
      g_assert_cmpint (found >= 0 ? rules[found].id : 0, ==, cases[i].id);
    }
}

/* Hours that nobody has set are no reason to say that it is closed. */
static void
test_no_hours (void)
{
  PealAutoLimits limits = { .cap = 60 };
  PealAutoFacts facts = { ORDINARY, .body = "Hi" };
  gint64 since[] = { NEVER };
  PealAutoSilence silence;

  g_assert_cmpint (peal_auto_reply_choose (&facts, &limits, rules, since, 1, &silence), ==, -1);
  g_assert_cmpint (silence, ==, PEAL_AUTO_SILENCE_NO_RULE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/auto-reply/keywords", test_keywords);
  g_test_add_func ("/core/auto-reply/machines", test_machines);
  g_test_add_func ("/core/auto-reply/cases", test_cases);
  g_test_add_func ("/core/auto-reply/no-hours", test_no_hours);
  return g_test_run ();
}

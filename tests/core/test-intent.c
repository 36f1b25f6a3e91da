/* The replies are in data/replies.txt: one a line, with what they ask for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-intent-private.h"

#include <string.h>

static void
check_reply (const char *line)
{
  g_auto(GStrv) fields = g_strsplit (line, "|", 3);
  g_auto(GStrv) languages = g_strsplit (fields[1], ",", 0);
  g_autofree char *text = g_strcompress (fields[2]);
  g_autoptr(PealIntent) intent = peal_intent_new (text, (const char *const *) languages, PEAL_INTENT_DEFAULT);
  g_autofree char *span = g_strndup (text + intent->start, intent->end - intent->start);

  if (!g_str_equal (peal_intent_class_to_string (intent->class), fields[0]))
    {
      g_test_message ("%s: %s, by rule “%s” at “%s”", line, peal_intent_class_to_string (intent->class), intent->rule,
                      intent->span);
      g_test_fail ();
    }
  g_assert_cmpstr (intent->span, ==, span);
  if (intent->class != PEAL_INTENT_NONE)
    {
      g_assert_cmpstr (intent->rule, !=, "");
      g_assert_cmpstr (intent->span, !=, "");
    }
}

static void
test_replies (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "core", "data", "replies.txt", NULL);
  g_autofree char *contents = NULL;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) lines = NULL;
  guint n_replies = 0;

  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (contents, "\n", 0);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (*lines[i] == '\0' || *lines[i] == '#')
        continue;
      check_reply (lines[i]);
      n_replies++;
    }

  g_assert_cmpuint (n_replies, >, 300);
}

static void
test_rules (void)
{
  static const struct
  {
    const char *text;
    const char *language;
    PealIntentFlags flags;
    PealIntentClass class;
    const char *rule;
    const char *span;
  } rows[] = {
    { "STOP", NULL, 0, PEAL_INTENT_OPT_OUT, "K1", "STOP" },
    { " please STOP!! ", NULL, 0, PEAL_INTENT_OPT_OUT, "K1", "please STOP" },
    { "Stpo", NULL, 0, PEAL_INTENT_OPT_OUT, "K2", "Stpo" },
    { "Never heard of it. Stop.", NULL, 0, PEAL_INTENT_OPT_OUT, "K3", "Stop" },
    { "Stop you idiots", NULL, 0, PEAL_INTENT_OPT_OUT, "K4", "Stop" },
    { "How long is the stop in Rome", NULL, 0, PEAL_INTENT_NONE, "en-other-object", "the stop" },
    { "opt in", NULL, 0, PEAL_INTENT_OPT_IN, "K1", "opt in" },
    { "🛑", NULL, 0, PEAL_INTENT_OPT_OUT, "E1", "🛑" },
    { "👎", NULL, 0, PEAL_INTENT_REVIEW, "E1", "👎" },
    { "stop?", NULL, 0, PEAL_INTENT_REVIEW, "K-question", "stop" },
    { "START STOP", NULL, 0, PEAL_INTENT_REVIEW, "K-contradiction", "START STOP" },
    { "Bitte, hör auf! Take me off your list now", NULL, 0, PEAL_INTENT_OPT_OUT, "en-remove-me", "Take me off your list" },
    { "Please don't stop texting me", NULL, 0, PEAL_INTENT_NONE, "en-negated", "don't stop texting me" },
    { "see you at 5", NULL, 0, PEAL_INTENT_NONE, "", "" },
    /* a YES is an opt-in only as an answer */
    { "YES", NULL, PEAL_INTENT_CONFIRMING, PEAL_INTENT_OPT_IN, "K1", "YES" },
    { "Yes please!", NULL, PEAL_INTENT_CONFIRMING, PEAL_INTENT_OPT_IN, "K1", "Yes please" },
    { "oui", "fr", PEAL_INTENT_CONFIRMING, PEAL_INTENT_OPT_IN, "K1", "oui" },
    { "oui", NULL, PEAL_INTENT_CONFIRMING, PEAL_INTENT_NONE, "", "" },
    { "YES", NULL, 0, PEAL_INTENT_NONE, "", "" },
    { "stop", NULL, PEAL_INTENT_CONFIRMING, PEAL_INTENT_OPT_OUT, "K1", "stop" },
    /* words of one language are no words of another */
    { "RED", "tr", 0, PEAL_INTENT_OPT_OUT, "K1", "RED" },
    { "RED", "tr-TR", 0, PEAL_INTENT_OPT_OUT, "K1", "RED" },
    { "RED", "trv", 0, PEAL_INTENT_NONE, "", "" },
    { "RED", "de", 0, PEAL_INTENT_NONE, "", "" },
    { "AUS", "de_AT", 0, PEAL_INTENT_OPT_OUT, "K1", "AUS" },
    { "AUS", "fr", 0, PEAL_INTENT_NONE, "", "" },
    { "\xff", NULL, 0, PEAL_INTENT_NONE, "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const char *languages[] = { rows[i].language, NULL };
      g_autoptr(PealIntent) intent = peal_intent_new (rows[i].text, languages, rows[i].flags);

      g_test_message ("%s", rows[i].text);
      g_assert_cmpstr (peal_intent_class_to_string (intent->class), ==, peal_intent_class_to_string (rows[i].class));
      g_assert_cmpstr (intent->rule, ==, rows[i].rule);
      g_assert_cmpstr (intent->span, ==, rows[i].span);
    }
}

static void
test_long (void)
{
  g_autofree char *filler = g_strnfill (201, 'x');
  g_autofree char *essay = g_strconcat ("Remove me from your list. ", filler, NULL);
  g_autofree char *letter = g_strconcat ("STOP\n-----Original Message-----\n", filler, NULL);
  g_autoptr(PealIntent) long_text = peal_intent_new (essay, NULL, PEAL_INTENT_DEFAULT);
  g_autoptr(PealIntent) with_original = peal_intent_new (letter, NULL, PEAL_INTENT_DEFAULT);

  g_assert_cmpint (long_text->class, ==, PEAL_INTENT_REVIEW);
  g_assert_cmpint (with_original->class, ==, PEAL_INTENT_OPT_OUT);
}

static void
test_quotes (void)
{
  static const struct
  {
    const char *text;
    const char *own; /* what is left, without white space around it */
  } rows[] = {
    { "Stop\n> Sale!\n> Reply STOP", "Stop" },
    { "ok\n\nOn Mon, 3 Nov 2026 at 10:00 Shop <a@b.example> wrote:\n\nReply STOP", "ok" },
    { "Danke\nAm 3. Nov. 2026 um 10:00 schrieb Laden:\nSTOP", "Danke" },
    { "no thanks Sent from my iPhone", "no thanks" },
    { "ok\n-- \nAnn, Stop & Go Ltd", "ok" },
    { "Liked “Reply STOP to opt out”", "" },
    { "👍 to “Reply STOP to opt out”", "" },
    { "I liked it", "I liked it" },
    { "how to \"stop\"", "how to \"stop\"" },
    { "on my way", "on my way" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *own = peal_intent_blank_quotes (rows[i].text);

      g_assert_cmpuint (strlen (own), ==, strlen (rows[i].text));
      g_assert_cmpstr (g_strstrip (own), ==, rows[i].own);
    }
}

static void
test_typos (void)
{
  static const struct
  {
    const char *word;
    const char *keyword;
    gboolean typo;
    gboolean slip;
  } rows[] = {
    { "stop", "stop", TRUE, TRUE },
    { "stpo", "stop", TRUE, TRUE },
    { "srop", "stop", TRUE, TRUE },
    { "sttop", "stop", TRUE, TRUE },
    { "stopp", "stop", TRUE, TRUE },
    { "sop", "stop", TRUE, FALSE },
    { "shop", "stop", TRUE, FALSE },
    { "step", "stop", TRUE, FALSE },
    { "spot", "stop", FALSE, FALSE },
    { "", "stop", FALSE, FALSE },
    { "unsubscirbe", "unsubscribe", TRUE, TRUE },
    { "unsuscrib", "unsubscribe", TRUE, TRUE },
    { "subscribe", "unsubscribe", TRUE, TRUE }, /* so the table names it as a word of its own */
    { "describe", "unsubscribe", FALSE, FALSE },
    { "abcdefghijklmnopqrstuvwxyzabcdefghijklmn", "stop", FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s, %s", rows[i].word, rows[i].keyword);
      g_assert_cmpint (peal_intent_is_typo (rows[i].word, rows[i].keyword, FALSE), ==, rows[i].typo);
      g_assert_cmpint (peal_intent_is_typo (rows[i].word, rows[i].keyword, TRUE), ==, rows[i].slip);
    }
}

static const struct
{
  const char *region;
  const char *languages; /* "" = none but English */
} countries[] = {
  { "AD", "es fr" }, { "CH", "de fr it" }, { "DE", "de" },  { "GB", "" }, { "MA", "ar fr" }, { "TR", "tr" },
  { "US", "es" },    { "YT", "fr" },       { "001", "" },   { "", "" },   { "us", "" },
};

static void
test_countries (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (countries); i++)
    {
      const char *const *languages = peal_intent_list_languages (countries[i].region);
      g_autofree char *joined = languages != NULL ? g_strjoinv (" ", (char **) languages) : g_strdup ("");

      g_assert_cmpstr (joined, ==, countries[i].languages);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/intent/replies", test_replies);
  g_test_add_func ("/intent/rules", test_rules);
  g_test_add_func ("/intent/long", test_long);
  g_test_add_func ("/intent/quotes", test_quotes);
  g_test_add_func ("/intent/countries", test_countries);
  g_test_add_func ("/intent/typos", test_typos);
  return g_test_run ();
}

/* test-answers.c: what may answer a question, and what is nobody else's business.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-answers.h"

#include <string.h>

#define DAY (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)
#define NOW (1000 * DAY)

static void
test_words (void)
{
  static const struct
  {
    const char *text;
    const char *words;
  } rows[] = {
    { "", "" },
    { "Hi! Are you open on Sunday?", "open,sunday" },
    { "Könnten wir den Termin verschieben?", "konnten,termin,verschieben" },
    { "¿A qué hora abren? ¿A qué hora cierran?", "hora,abren,cierran" },
    { "👍", "" },
    { "the THE The", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto(GStrv) words = peal_answers_get_words (rows[i].text);
      g_autofree char *joined = g_strjoinv (",", words);

      g_assert_cmpstr (joined, ==, rows[i].words);
    }
}

static void
test_generalise (void)
{
  static const struct
  {
    const char *answer;
    const char *given;
    const char *family;
    const char *source;      /* NULL: it may not be proposed */
  } rows[] = {
    { "Yes, until six.", "", "", "Yes, until six." },
    { "Hi Anna, yes! See you, ANNA.", "Anna", "Berg", "Hi {first_name}, yes! See you, {first_name}." },
    { "Annabel is here on Monday.", "Anna", "Berg", "Annabel is here on Monday." },
    { "Dear Mrs Berg, yes.", "Anna", "Berg", NULL },
    { "Chloé, ça va.", "Chloe", "", "{first_name}, ça va." },
    { "Yes {of} course", "", "", "Yes {{of}} course" },
    { "I will call, said Tom", "Will", "", "I will call, said Tom" },
    { "Will, we are open.", "Will", "", NULL },
    { "Your code is 4711", "", "", NULL },
    { "Call 555 01 02", "", "", NULL },
    { "Call (212) 5 5 5", "", "", NULL },
    { "At 10:30, for 45 dollars", "", "", "At 10:30, for 45 dollars" },
    { "Write to me@example.com", "", "", NULL },
    { "Book at https://example.com/book", "", "", "Book at https://example.com/book" },
    { "Book at www.example.com", "", "", "Book at www.example.com" },
    { "Pay at https://example.com/i/a7", "", "", NULL },
    { "Pay at https://example.com/p?anna", "", "", NULL },
    { "Pay at https://example.com/xkcdqwertzuiop", "", "", NULL },
    { "Pay at https://example.com:443/i#anna", "", "", NULL },
    { "Nummer ٤٧١١", "", "", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *source = peal_answers_generalise (rows[i].answer, rows[i].given, rows[i].family);

      if (g_strcmp0 (source, rows[i].source) != 0)
        g_error ("“%s” becomes “%s”", rows[i].answer, source);
    }
}

static const PealAnswered past[] = {
  { "When are you open on Saturday?", "On Saturdays from ten to four.", "Anna", "Berg", NOW - 2 * DAY },
  { "are you open saturday", "Saturdays from ten to four", "Ben", "Okafor", NOW - 40 * DAY },
  { "Open this saturday?", "On Saturday, from ten to four!", "", "", NOW - 90 * DAY },
  { "Open on Sunday?", "Sorry, we rest on Sundays.", "", "", NOW - 3 * DAY },
  { "Could I bring my dog?", "Of course, Chloé, dogs are welcome.", "Chloé", "Dubois", NOW - DAY },
  { "Can my dog come along?", "Sure, your dog may come. Code 123456.", "", "", NOW - DAY },
  { "What does a haircut cost?", "👍", "", "", NOW - DAY },
};

static const PealAnswerTemplate templates[] = {
  { 7, "Parking", "Park behind the house, {first_name}.", 3 },
  { 8, "Dogs", "Of course, dogs are welcome, {first_name|dear}.", 0 },
};

static void
test_suggest (void)
{
  static const struct
  {
    const char *question;
    const char *first;       /* NULL: nothing is suggested */
    guint n_times;
    gint64 template_id;
    guint n;
  } rows[] = {
    { "Hello, are you open this Saturday?", "On Saturdays from ten to four.", 3, 0, 1 },
    { "Where can I park?", "Park behind the house, {first_name}.", 0, 7, 1 },
    /* A template says what an answer of the past said, and one that tells a code is left out. */
    { "May I bring the dog?", "Of course, dogs are welcome, {first_name|dear}.", 0, 8, 1 },
    { "How much is a haircut?", NULL, 0, 0, 0 },
    { "My train is late", NULL, 0, 0, 0 },
    { "", NULL, 0, 0, 0 },
    { "the", NULL, 0, 0, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GPtrArray) found = peal_answers_suggest (rows[i].question, past, G_N_ELEMENTS (past), templates,
                                                         G_N_ELEMENTS (templates), NOW);
      const PealAnswerSuggestion *first = found->len > 0 ? g_ptr_array_index (found, 0) : NULL;

      g_test_message ("%s: %u, %s", rows[i].question, found->len, first != NULL ? first->source : "-");
      g_assert_cmpuint (found->len, ==, rows[i].n);
      if (first == NULL)
        continue;
      g_assert_cmpstr (first->source, ==, rows[i].first);
      g_assert_cmpuint (first->n_times, ==, rows[i].n_times);
      g_assert_cmpint (first->template_id, ==, rows[i].template_id);
      g_assert_cmpstr (first->template_name, ==, rows[i].template_id == 7 ? "Parking" : rows[i].template_id == 8 ? "Dogs" : "");
    }
}

/* More often before once, and never more than anybody reads. */
static void
test_order (void)
{
  static const PealAnswered many[] = {
    { "price of a cut", "Alpha costs ten.", "", "", NOW - DAY },
    { "price of a cut", "Bravo is for twenty.", "", "", NOW - DAY },
    { "price of a cut", "Bravo is for twenty.", "", "", NOW - 2 * DAY },
    { "price of a cut", "Charlie takes thirty.", "", "", NOW - 900 * DAY },
    { "price of a cut", "Delta would be forty.", "", "", NOW - 800 * DAY },
  };
  g_autoptr(GPtrArray) found = peal_answers_suggest ("price of a cut?", many, G_N_ELEMENTS (many), NULL, 0, NOW);
  static const char *const order[PEAL_ANSWERS_MAX] = { "Bravo is for twenty.", "Alpha costs ten.", "Delta would be forty." };

  g_assert_cmpuint (found->len, ==, PEAL_ANSWERS_MAX);
  for (guint i = 0; i < found->len; i++)
    g_assert_cmpstr (((PealAnswerSuggestion *) g_ptr_array_index (found, i))->source, ==, order[i]);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/answers/words", test_words);
  g_test_add_func ("/answers/generalise", test_generalise);
  g_test_add_func ("/answers/suggest", test_suggest);
  g_test_add_func ("/answers/order", test_order);
  return g_test_run ();
}

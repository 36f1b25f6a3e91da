/* test-group-rules-random.c: hundreds of people, random rules, and an evaluation that looks at each
 * person by herself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rule-fixture.h"

#include "peal-message.h"
#include "peal-phone.h"
#include "peal-rule.h"

#define N_PEOPLE 300
#define N_RULES 250
#define SEED 20261128

typedef struct
{
  Person people[N_PEOPLE];
  char *keep[2 * N_PEOPLE];
} Town;

static const char *const cities[] = { NULL, "bonn", "koln", "bad bonn", "a" };
static const char *const countries[] = { NULL, "DE", "FR" };
static const char *const birthdays[] = { NULL, "1980-11-21", "--11-24", "2000-02-29", "1999-12-24", "junk" };
static const char *const tags[] = { NULL, NULL, "red", "blue" };
static const char *const shoes[] = { NULL, "{\"shoe\":\"38\"}", "{\"shoe\":\"44\"}", "{\"hat\":\"9\"}" };
static const int states[] = { PEAL_STATE_QUEUED, PEAL_STATE_ACCEPTED, PEAL_STATE_SENT, PEAL_STATE_DELIVERED,
                              PEAL_STATE_UNDELIVERED, PEAL_STATE_FAILED };

#define PICK(rand, array) ((array)[g_rand_int_range ((rand), 0, G_N_ELEMENTS (array))])

static void
make_talk (GRand  *rand,
           Person *person)
{
  gint64 at = DAYS_AGO (100);
  int n = g_rand_int_range (rand, -3, MAX_TALK + 1);

  person->n_said = n > 0 ? (guint) n : 0;
  for (guint i = 0; i < person->n_said; i++)
    {
      Said *said = &person->said[i];

      at += g_rand_int_range (rand, 1, 20 * 24 * 60) * G_TIME_SPAN_MINUTE;
      said->at = MIN (at, NOON - G_TIME_SPAN_MINUTE);
      said->direction = g_rand_boolean (rand) ? PEAL_DIRECTION_OUTBOUND : PEAL_DIRECTION_INBOUND;
      said->state = said->direction == PEAL_DIRECTION_INBOUND ? PEAL_STATE_RECEIVED : PICK (rand, states);
      if (said->state == PEAL_STATE_QUEUED)
        said->at = 0;
    }
}

static void
make_town (GRand *rand,
           Town  *town)
{
  for (guint i = 0; i < N_PEOPLE; i++)
    {
      Person *person = &town->people[i];

      person->name = town->keep[2 * i] = g_strdup_printf ("p%03u", i);
      person->city = PICK (rand, cities);
      person->country = PICK (rand, countries);
      person->birthday = PICK (rand, birthdays);
      person->custom = PICK (rand, shoes);
      person->tag = PICK (rand, tags);
      person->score = g_rand_int_range (rand, 0, 5);
      person->created_at = DAYS_AGO (g_rand_int_range (rand, 0, 100)) - 1;
      person->deleted = g_rand_int_range (rand, 0, 10) == 0;
      person->in_group = g_rand_boolean (rand);
      if (g_rand_int_range (rand, 0, 5) > 0)
        person->e164 = town->keep[2 * i + 1] = g_strdup_printf ("+4917%07u", i * 13);
      person->kind = g_rand_int_range (rand, 0, 3);
      person->consent = g_rand_int_range (rand, 0, 3);
      make_talk (rand, person);
    }
}

/* Rules ------------------------------------------------------------------------------------------- */

static PealRule *
make_condition (GRand *rand)
{
  static const PealRuleField fields[] = {
    PEAL_RULE_CITY, PEAL_RULE_COUNTRY, PEAL_RULE_BIRTHDAY, PEAL_RULE_SCORE, PEAL_RULE_CUSTOM, PEAL_RULE_TAG,
    PEAL_RULE_GROUP, PEAL_RULE_CREATED, PEAL_RULE_PHONE, PEAL_RULE_PHONE_KIND, PEAL_RULE_CONSENT, PEAL_RULE_LAST_SENT,
    PEAL_RULE_LAST_REPLY, PEAL_RULE_SENT, PEAL_RULE_DELIVERED, PEAL_RULE_FAILED, PEAL_RULE_REPLIES, PEAL_RULE_ANSWERS,
  };
  static const char *const words[] = { "bonn", "koln", "a", "DE", "red", "38", "17", "opted_in", "unknown", "mobile" };
  static const char *const dates[] = { "2026-10-01", "2026-11-21", "1990-01-01" };
  g_autoptr(PealRule) rule = peal_rule_new_condition (PICK (rand, fields));

  do
    rule->test = (PealRuleTest) g_rand_int_range (rand, 1, PEAL_RULE_N_TESTS);
  while (!peal_rule_field_has_test (rule->field, rule->test));
  g_set_str (&rule->key, rule->field == PEAL_RULE_CUSTOM ? "shoe" : "");
  rule->days = g_rand_int_range (rand, 1, 60);
  rule->number = g_rand_int_range (rand, 1, 5);
  rule->other = rule->number + 40;
  if (rule->field == PEAL_RULE_ANSWERS)
    rule->number *= 20;
  if (rule->field == PEAL_RULE_GROUP)
    rule->id = 1;
  g_set_str (&rule->text, peal_rule_get_value_kind (rule->field, rule->test) == PEAL_RULE_VALUE_DATE
                            ? PICK (rand, dates) : PICK (rand, words));
  return g_steal_pointer (&rule);
}

static PealRule *
make_rule (GRand *rand,
           int    depth)
{
  PealRule *rule;
  int n = g_rand_int_range (rand, 1, 4);

  if (depth > 0 && (depth == 3 || g_rand_boolean (rand)))
    {
      for (;;)
        {
          g_autoptr(PealRule) condition = make_condition (rand);

          if (peal_rule_check (condition, NULL, NULL))
            return g_steal_pointer (&condition);
        }
    }
  rule = peal_rule_new_group ((PealRuleKind) g_rand_int_range (rand, PEAL_RULE_ALL, PEAL_RULE_CONDITION));
  for (int i = 0; i < n; i++)
    g_ptr_array_add (rule->rules, make_rule (rand, depth + 1));
  return rule;
}

/* Looking at one person --------------------------------------------------------------------------- */

static gboolean
text_fits (const PealRule *rule,
           const char     *text)
{
  const char *value = rule->text;

  text = text != NULL ? text : "";
  if (rule->test == PEAL_RULE_IS)
    return strcmp (text, value) == 0;
  if (rule->test == PEAL_RULE_IS_NOT)
    return strcmp (text, value) != 0;
  if (rule->test == PEAL_RULE_CONTAINS || rule->test == PEAL_RULE_CONTAINS_NOT)
    return (strstr (text, value) != NULL) == (rule->test == PEAL_RULE_CONTAINS);
  if (rule->test == PEAL_RULE_BEGINS)
    return strncmp (text, value, strlen (value)) == 0;
  return (*text == '\0') == (rule->test == PEAL_RULE_EMPTY);
}

static gboolean
number_fits (const PealRule *rule,
             double          number)
{
  if (rule->test == PEAL_RULE_EQUALS)
    return !(number < rule->number) && !(number > rule->number);
  if (rule->test == PEAL_RULE_ABOVE)
    return number > rule->number;
  if (rule->test == PEAL_RULE_BETWEEN)
    return !(number < rule->number) && !(number > rule->other);
  return number < rule->number;
}

static gboolean
counts (const Said   *said,
        PealRuleField field)
{
  gboolean out = said->direction == PEAL_DIRECTION_OUTBOUND;

  if (field == PEAL_RULE_REPLIES || field == PEAL_RULE_LAST_REPLY)
    return !out;
  if (field == PEAL_RULE_DELIVERED)
    return out && said->state == PEAL_STATE_DELIVERED;
  if (field == PEAL_RULE_FAILED)
    return out && (said->state == PEAL_STATE_UNDELIVERED || said->state == PEAL_STATE_FAILED);
  return out && said->state != PEAL_STATE_QUEUED && said->state != PEAL_STATE_FAILED;
}

/* The latest; 0 = never. */
static gint64
find_last (const Person *person,
           PealRuleField field)
{
  gint64 last = 0;

  if (field == PEAL_RULE_CREATED)
    return person->created_at;
  for (guint i = 0; i < person->n_said; i++)
    if (counts (&person->said[i], field))
      last = MAX (last, person->said[i].at);
  return last;
}

static gboolean
time_fits (const PealRule *rule,
           const Person   *person)
{
  g_autoptr(GDateTime) day = NULL;
  g_autofree char *text = g_strconcat (rule->text, "T00:00:00Z", NULL);
  gint64 last = find_last (person, rule->field);
  gint64 edge = NOON - rule->days * G_TIME_SPAN_DAY;

  if (rule->test == PEAL_RULE_EMPTY)
    return last == 0;
  if (rule->test == PEAL_RULE_IN_LAST)
    return last >= edge;
  if (rule->test == PEAL_RULE_NOT_IN_LAST)
    return last < edge;
  if (rule->test == PEAL_RULE_LONGER_AGO)
    return last != 0 && last < edge;
  day = g_date_time_new_from_iso8601 (text, NULL);
  edge = g_date_time_to_unix (day) * G_TIME_SPAN_SECOND;
  return rule->test == PEAL_RULE_BEFORE ? last != 0 && last < edge : last >= edge + G_TIME_SPAN_DAY;
}

static gboolean
count_fits (const PealRule *rule,
            const Person   *person)
{
  int n = 0;

  for (guint i = 0; i < person->n_said; i++)
    if (counts (&person->said[i], rule->field) && person->said[i].at >= NOON - rule->days * G_TIME_SPAN_DAY)
      n++;
  return (n >= (int) rule->number) == (rule->test == PEAL_RULE_AT_LEAST);
}

static gboolean
answers_fit (const PealRule *rule,
             const Person   *person)
{
  int n_times = 0, n_answers = 0;
  const Said *before = NULL;

  /* From the end back: @before is what was said next. */
  for (guint i = person->n_said; i-- > 0;)
    {
      const Said *said = &person->said[i];
      gboolean out = counts (said, PEAL_RULE_SENT);

      if (!out && said->direction == PEAL_DIRECTION_OUTBOUND)
        continue;
      if (out && !(before != NULL && before->direction == PEAL_DIRECTION_OUTBOUND
                   && before->at - said->at < G_TIME_SPAN_HOUR))
        {
          n_times++;
          n_answers += before != NULL && before->direction == PEAL_DIRECTION_INBOUND;
        }
      before = said;
    }
  return n_times > 0 && number_fits (rule, 100.0 * n_answers / n_times);
}

static gboolean
custom_fits (const PealRule *rule,
             const Person   *person)
{
  static const PealCivilTime today = { 2026, 11, 21, 12, 0, 0 };
  const char *shoe = person->custom == NULL || strstr (person->custom, "shoe") == NULL ? ""
                     : strstr (person->custom, "38") != NULL                           ? "38"
                                                                                       : "44";

  if (peal_rule_get_value_kind (rule->field, rule->test) == PEAL_RULE_VALUE_NUMBER
      || rule->test == PEAL_RULE_BETWEEN)
    return *shoe != '\0' && number_fits (rule, g_ascii_strtod (shoe, NULL));
  if (rule->test == PEAL_RULE_NO)
    return TRUE; /* nobody's shoe is yes */
  if (peal_rule_get_value_kind (rule->field, rule->test) != PEAL_RULE_VALUE_TEXT && rule->test != PEAL_RULE_EMPTY
      && rule->test != PEAL_RULE_FILLED)
    return peal_rule_matches_custom (rule, "", "", rule->text, &today); /* nor is it a date */
  return text_fits (rule, shoe);
}

static gboolean
phone_fits (const PealRule *rule,
            const Person   *person)
{
  PealRule digits = *rule;
  gboolean is_word = strspn (rule->text, "0123456789") == 0;
  gboolean is_not = rule->test == PEAL_RULE_IS_NOT || rule->test == PEAL_RULE_CONTAINS_NOT;

  if (rule->test == PEAL_RULE_EMPTY || rule->test == PEAL_RULE_FILLED)
    return (person->e164 == NULL) == (rule->test == PEAL_RULE_EMPTY);
  if (person->e164 == NULL || is_word)
    return is_not;
  return text_fits (&digits, person->e164 + 1);
}

static gboolean
condition_fits (const PealRule *rule,
                const Person   *person)
{
  static const PealCivilTime today = { 2026, 11, 21, 12, 0, 0 };
  static const char *const consents[] = { "unknown", "opted_in", "opted_out" };
  gboolean is_not = rule->test == PEAL_RULE_IS_NOT;

  switch ((guint) rule->field)
    {
    case PEAL_RULE_CITY:
      return text_fits (rule, person->city);
    case PEAL_RULE_COUNTRY:
      return text_fits (rule, person->country);
    case PEAL_RULE_BIRTHDAY: /* has a table of its own */
      return peal_rule_matches_date (rule, person->birthday != NULL ? person->birthday : "", &today, TRUE);
    case PEAL_RULE_SCORE:
      return number_fits (rule, person->score);
    case PEAL_RULE_CUSTOM:
      return custom_fits (rule, person);
    case PEAL_RULE_TAG:
      return text_fits (rule, person->tag);
    case PEAL_RULE_GROUP:
      return person->in_group != is_not;
    case PEAL_RULE_PHONE:
      return phone_fits (rule, person);
    case PEAL_RULE_PHONE_KIND:
      return (person->e164 != NULL && g_str_equal (peal_phone_type_to_string (person->kind), rule->text)) != is_not;
    case PEAL_RULE_CONSENT:
      return g_str_equal (consents[person->e164 != NULL ? person->consent : 0], rule->text) != is_not;
    case PEAL_RULE_CREATED:
    case PEAL_RULE_LAST_SENT:
    case PEAL_RULE_LAST_REPLY:
      return time_fits (rule, person);
    case PEAL_RULE_ANSWERS:
      return answers_fit (rule, person);
    default:
      return count_fits (rule, person);
    }
}

static gboolean
fits (const PealRule *rule,
      const Person   *person)
{
  guint n = 0;

  if (rule->kind == PEAL_RULE_CONDITION)
    return condition_fits (rule, person);
  for (guint i = 0; i < rule->rules->len; i++)
    n += fits (g_ptr_array_index (rule->rules, i), person) ? 1 : 0;
  if (rule->kind == PEAL_RULE_ALL)
    return n == rule->rules->len;
  return (n > 0) == (rule->kind == PEAL_RULE_ANY);
}

static void
test_random (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (SEED);
  Town *town = g_new0 (Town, 1);
  guint n_mixed = 0;

  make_town (rand, town);
  rule_fixture_fill (fixture, town->people, N_PEOPLE);
  for (guint i = 0; i < N_RULES; i++)
    {
      g_autoptr(PealRule) rule = make_rule (rand, 0);
      g_autofree char *json = peal_rule_to_json (rule);
      g_autofree char *names = rule_fixture_ask (fixture, json);
      GString *expected = g_string_new (NULL);

      for (guint p = 0; p < N_PEOPLE; p++)
        if (!town->people[p].deleted && fits (rule, &town->people[p]))
          g_string_append_printf (expected, "%s%s", expected->len > 0 ? " " : "", town->people[p].name);
      n_mixed += expected->len > 50 && expected->len < 1000;
      g_test_message ("%s", json);
      g_assert_cmpstr (names, ==, expected->str);
      g_string_free (expected, TRUE);
    }
  g_assert_cmpuint (n_mixed, >, N_RULES / 4); /* most are neither everybody nor nobody */
  for (guint i = 0; i < G_N_ELEMENTS (town->keep); i++)
    g_free (town->keep[i]);
  g_free (town);
}

int
main (int   argc,
      char *argv[])
{
  g_setenv ("TZ", "UTC", TRUE); /* days are the computer's */
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/store/group-rules/random", Fixture, NULL, fixture_set_up, test_random, fixture_tear_down);
  return g_test_run ();
}

/* test-health.c: what of all the figures is told to a person, and what of it crosses from the process that
 * sends to one that looks on.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "life-fixture.h"

#include "peal-health.h"
#include "peal-ledger.h"
#include "peal-outbox.h"
#include "peal-test-util.h"

#define GIB (G_GINT64_CONSTANT (1) << 30)

/* Judging ------------------------------------------------------------------------------------------- */

/* One figure that differs from a healthy whole, and what is found. */
typedef struct
{
  const char *name;
  gint64 size;
  gint64 free;
  PealStoreCondition store;
  PealHolder sender;
  gint64 n_waiting;
  gint64 oldest_ago;
  gint64 n_last_minute;
  gint64 n_deciding;
  gint64 n_no_route;
  gint64 n_too_dear;
  gint64 n_off;
  gint64 n_idle_schedules;
  gint64 n_broken_schedules;
  gint64 n_ledger;
  gint64 n_file;
  gboolean disabled;
  gboolean unseen;
  PealAccountCondition condition;
  gint64 until;             /* from now */
  gint64 polled_ago;
  gint64 skew;
  gint64 debt;
  PealSecretPlace secret;
  gint64 n_failures;
  PealFailureClass failure;
  int found;                /* the first; -1 = none */
  PealHealthLevel level;
  gint64 end;               /* from now; 0 = cannot be said */
} Row;

#define WELL .free = GIB, .found = -1, .level = PEAL_HEALTH_OK
#define THIS .free = GIB, .sender = PEAL_HOLDER_THIS
#define OTHER .free = GIB, .sender = PEAL_HOLDER_OTHER
#define ATTENTION(what) .found = PEAL_FINDING_##what, .level = PEAL_HEALTH_ATTENTION
#define BROKEN(what) .found = PEAL_FINDING_##what, .level = PEAL_HEALTH_BROKEN

static const Row rows[] = {
  { "nobody, nothing", WELL },
  { "this", WELL, .sender = PEAL_HOLDER_THIS },
  { "disk cannot be told", .free = -1, .found = -1 },
  { "disk low", .free = PEAL_HEALTH_DISK_LOW - 1, ATTENTION (DISK_LOW) },
  { "disk enough", .free = PEAL_HEALTH_DISK_LOW, .found = -1 },
  { "disk low for its size", .size = GIB, .free = 2 * GIB - 1, ATTENTION (DISK_LOW) },
  { "disk full", .free = PEAL_HEALTH_DISK_FULL - 1, BROKEN (DISK_FULL) },
  { "read only", .free = GIB, .store = PEAL_STORE_READ_ONLY, BROKEN (READ_ONLY) },
  { "newer", .free = GIB, .store = PEAL_STORE_NEWER, BROKEN (NEWER) },
  { "ledger", .free = GIB, .n_ledger = 1, BROKEN (LEDGER_DAMAGED) },
  { "file before all", .free = 0, .n_file = 1, .n_ledger = 1, BROKEN (FILE_DAMAGED) },
  { "nobody sends", .free = GIB, .n_waiting = 3, ATTENTION (NOBODY_SENDS) },
  { "waiting", WELL, .sender = PEAL_HOLDER_OTHER, .n_waiting = 3 },
  { "long campaign", WELL, .sender = PEAL_HOLDER_THIS, .n_waiting = 300, .oldest_ago = PEAL_HOUR, .n_last_minute = 60,
    .end = 5 * PEAL_MINUTE },
  { "too slow to foretell", WELL, .sender = PEAL_HOLDER_THIS, .n_waiting = 300, .n_last_minute = 9 },
  { "stuck", THIS, .n_waiting = 3, .oldest_ago = PEAL_HEALTH_STUCK + 1, ATTENTION (STUCK) },
  { "decide", THIS, .n_deciding = 1, ATTENTION (DECIDE) },
  { "no route", OTHER, .n_no_route = 1, .n_too_dear = 1, ATTENTION (NO_ROUTE) },
  { "too dear", .free = GIB, .n_too_dear = 1, ATTENTION (TOO_DEAR) },
  { "messages of an account that is switched off", .free = GIB, .n_off = 1, ATTENTION (ACCOUNT_OFF) },
  { "schedule without an account", .free = GIB, .n_idle_schedules = 1, ATTENTION (SCHEDULE_IDLE) },
  { "schedule to a broken group", .free = GIB, .n_broken_schedules = 1, ATTENTION (SCHEDULE_BROKEN) },
  { "refused", THIS, .condition = PEAL_ACCOUNT_REFUSED, BROKEN (ACCOUNT_REFUSED) },
  { "refused last", .free = GIB, .condition = PEAL_ACCOUNT_REFUSED, BROKEN (ACCOUNT_REFUSED) },
  { "switched off", .free = GIB, .sender = PEAL_HOLDER_THIS, .disabled = TRUE, .condition = PEAL_ACCOUNT_REFUSED,
    .secret = PEAL_SECRET_MISSING, ATTENTION (NO_ACCOUNT) },
  { "offline", OTHER, .condition = PEAL_ACCOUNT_OFFLINE, ATTENTION (ACCOUNT_OFFLINE) },
  { "offline when it was last used", WELL, .condition = PEAL_ACCOUNT_OFFLINE },
  { "short pause", WELL, .sender = PEAL_HOLDER_THIS, .condition = PEAL_ACCOUNT_WAITING, .until = PEAL_HEALTH_PAUSE },
  { "long pause", THIS, .condition = PEAL_ACCOUNT_WAITING, .until = PEAL_HEALTH_PAUSE + 1, ATTENTION (ACCOUNT_WAITING) },
  { "no secret", THIS, .condition = PEAL_ACCOUNT_NO_SECRET, .secret = PEAL_SECRET_MISSING, BROKEN (NO_SECRET) },
  { "locked", THIS, .condition = PEAL_ACCOUNT_NO_SECRET, .secret = PEAL_SECRET_BEHIND_LOCK, BROKEN (KEYRING_LOCKED) },
  { "no keyring", THIS, .condition = PEAL_ACCOUNT_NO_SECRET, .secret = PEAL_SECRET_WITHOUT_KEYRING, BROKEN (NO_KEYRING) },
  { "locked since", WELL, .sender = PEAL_HOLDER_THIS, .secret = PEAL_SECRET_BEHIND_LOCK },
  { "another's keyring", WELL, .sender = PEAL_HOLDER_OTHER, .secret = PEAL_SECRET_WITHOUT_KEYRING },
  { "nobody could send", .free = GIB, .secret = PEAL_SECRET_WITHOUT_KEYRING, BROKEN (NO_KEYRING) },
  { "nobody saw it", WELL, .sender = PEAL_HOLDER_OTHER, .unseen = TRUE, .condition = PEAL_ACCOUNT_NO_SECRET },
  { "environment", WELL, .secret = PEAL_SECRET_IN_ENVIRONMENT },
  { "polled", WELL, .sender = PEAL_HOLDER_OTHER, .polled_ago = PEAL_HEALTH_UNPOLLED },
  { "unpolled", OTHER, .polled_ago = PEAL_HEALTH_UNPOLLED + 1, ATTENTION (UNPOLLED) },
  { "unpolled while nobody sends", WELL, .polled_ago = PEAL_DAY },
  { "ahead", THIS, .skew = PEAL_HEALTH_SKEW + 1, ATTENTION (CLOCK) },
  { "behind", THIS, .skew = -PEAL_HEALTH_SKEW - 1, ATTENTION (CLOCK) },
  { "clock well", WELL, .sender = PEAL_HOLDER_THIS, .skew = -PEAL_HEALTH_SKEW },
  { "no credit", THIS, .debt = 1, ATTENTION (NO_CREDIT) },
  { "spam", THIS, .n_failures = PEAL_HEALTH_FAILURES, .failure = PEAL_FAILURE_CONTENT, ATTENTION (FAILURES) },
  { "some spam", WELL, .sender = PEAL_HOLDER_THIS, .n_failures = PEAL_HEALTH_FAILURES - 1, .failure = PEAL_FAILURE_CONTENT },
  { "numbers", WELL, .sender = PEAL_HOLDER_THIS, .n_failures = 500, .failure = PEAL_FAILURE_NUMBER },
};

static PealHealth *
make_health (const Row *row)
{
  PealHealthAccount *account = g_new0 (PealHealthAccount, 1);
  PealFailureCount *failure = g_new0 (PealFailureCount, 1);
  PealHealth *health = g_atomic_rc_box_new0 (PealHealth);
  PealVitals *vitals = g_atomic_rc_box_new0 (PealVitals);

  vitals->failures = g_ptr_array_new_with_free_func (g_free);
  vitals->sightings = g_ptr_array_new ();
  vitals->ledger = g_new0 (PealInspection, 1);
  vitals->file = g_new0 (PealInspection, 1);
  vitals->ledger->n_found = row->n_ledger;
  vitals->file->n_found = row->n_file;
  vitals->n_waiting = row->n_waiting;
  vitals->oldest_due = NOON - row->oldest_ago;
  vitals->n_last_minute = row->n_last_minute;
  vitals->n_deciding = row->n_deciding;
  vitals->n_no_route = row->n_no_route;
  vitals->n_too_dear = row->n_too_dear;
  vitals->n_off = row->n_off;
  vitals->n_idle_schedules = row->n_idle_schedules;
  vitals->n_broken_schedules = row->n_broken_schedules;
  failure->n_day = failure->n_week = row->n_failures;
  failure->failure = row->failure;
  g_ptr_array_add (vitals->failures, failure);

  account->account = peal_account_new ("twilio", "Main");
  account->account->id = 7;
  account->account->enabled = !row->disabled;
  account->health = peal_account_health_new (7);
  account->health->condition = row->condition;
  account->health->until = row->until != 0 ? NOON + row->until : 0;
  account->health->replies_at = row->polled_ago != 0 ? NOON - row->polled_ago : 0;
  account->health->skew = row->skew != 0 ? row->skew : PEAL_TIME_NEVER;
  if (row->debt != 0)
    g_strlcpy (account->health->currency, "USD", sizeof account->health->currency);
  account->seen_at = row->unseen ? 0 : NOON;
  account->needs_secret = TRUE;
  account->secret = row->secret;

  health->at = NOON;
  health->findings = g_array_new (FALSE, FALSE, sizeof (PealFinding));
  health->accounts = g_ptr_array_new ();
  g_ptr_array_add (health->accounts, account);
  health->condition = row->store;
  health->size = row->size;
  health->free = row->free;
  health->sender = row->sender;
  health->vitals = vitals;
  return health;
}

static void
free_account (PealHealthAccount *account)
{
  peal_account_free (account->account);
  peal_account_health_free (account->health);
  g_free (account);
}

static void
test_judge (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const Row *row = &rows[i];
      g_autoptr(PealHealth) health = make_health (row);
      PealHealthAccount *account = g_ptr_array_index (health->accounts, 0);

      peal_health_judge (health);
      g_test_message ("%s", row->name);
      g_assert_cmpint (health->level, ==, row->level);
      if (row->found < 0)
        g_assert_cmpuint (health->findings->len, ==, 0);
      else
        g_assert_cmpint (g_array_index (health->findings, PealFinding, 0).code, ==, row->found);
      g_assert_cmpint (health->expected_end, ==, row->end != 0 ? NOON + row->end : 0);
      free_account (account);
    }
}

/* One account whose clock agrees with ours is enough. */
static void
test_clocks (void)
{
  static const Row row = { "", THIS, .skew = PEAL_HOUR };
  g_autoptr(PealHealth) health = make_health (&row);
  g_autoptr(PealHealth) other = make_health (&row);
  PealHealthAccount *first = g_ptr_array_index (health->accounts, 0);
  PealHealthAccount *second = g_ptr_array_index (other->accounts, 0);

  g_ptr_array_add (health->accounts, second);
  second->health->skew = -2 * PEAL_MINUTE;
  peal_health_judge (health);
  g_assert_cmpuint (health->findings->len, ==, 1);
  g_assert_cmpint (g_array_index (health->findings, PealFinding, 0).number, ==, -2 * PEAL_MINUTE);

  second->health->skew = PEAL_SECOND;
  peal_health_judge (health);
  g_assert_cmpuint (health->findings->len, ==, 0);

  second->account->enabled = FALSE;
  peal_health_judge (health);
  g_assert_cmpuint (health->findings->len, ==, 1);
  free_account (first);
  free_account (second);
}

/* What a finding names, and that all are told, the worst first. */
static void
test_findings (void)
{
  static const Row row = { "", .free = 5, .sender = PEAL_HOLDER_THIS, .n_waiting = 4, .oldest_ago = PEAL_HOUR,
                           .skew = PEAL_HOUR, .n_deciding = 2, .n_no_route = 3, .n_too_dear = 1, .n_failures = 12, .failure = PEAL_FAILURE_ACCOUNT };
  static const struct
  {
    PealFindingCode code;
    PealHealthLevel level;
    gint64 account_id;
    gint64 number;
  } wanted[] = {
    { PEAL_FINDING_DISK_FULL, PEAL_HEALTH_BROKEN, 0, 5 },
    { PEAL_FINDING_STUCK, PEAL_HEALTH_ATTENTION, 0, 4 },
    { PEAL_FINDING_DECIDE, PEAL_HEALTH_ATTENTION, 0, 2 },
    { PEAL_FINDING_NO_ROUTE, PEAL_HEALTH_ATTENTION, 0, 3 },
    { PEAL_FINDING_TOO_DEAR, PEAL_HEALTH_ATTENTION, 0, 1 },
    { PEAL_FINDING_CLOCK, PEAL_HEALTH_ATTENTION, 7, PEAL_HOUR },
    { PEAL_FINDING_FAILURES, PEAL_HEALTH_ATTENTION, 0, 12 },
  };
  g_autoptr(PealHealth) health = make_health (&row);
  PealHealthAccount *account = g_ptr_array_index (health->accounts, 0);

  peal_health_judge (health);
  peal_health_judge (health); /* twice is as once */
  g_assert_cmpuint (health->findings->len, ==, G_N_ELEMENTS (wanted));
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      const PealFinding *finding = &g_array_index (health->findings, PealFinding, i);

      g_assert_cmpint (finding->code, ==, wanted[i].code);
      g_assert_cmpint (finding->level, ==, wanted[i].level);
      g_assert_cmpint (finding->account_id, ==, wanted[i].account_id);
      g_assert_cmpint (finding->number, ==, wanted[i].number);
      g_assert_cmpint (finding->failure != NULL, ==, finding->code == PEAL_FINDING_FAILURES);
    }
  g_assert_cmpint (health->level, ==, PEAL_HEALTH_BROKEN);
  free_account (account);
}

static void
test_words (void)
{
  for (guint code = 0; code < PEAL_N_FINDINGS; code++)
    g_assert_cmpuint (strlen (peal_finding_code_to_string ((PealFindingCode) code)), >, 0);
  for (int condition = PEAL_ACCOUNT_READY; condition <= PEAL_ACCOUNT_NO_SECRET; condition++)
    g_assert_cmpint (peal_account_condition_from_string (peal_account_condition_to_string ((PealAccountCondition) condition)),
                     ==, condition);
  g_assert_cmpint (peal_account_condition_from_string ("of a newer Peal"), ==, PEAL_ACCOUNT_UNTRIED);
}

/* Gathering ----------------------------------------------------------------------------------------- */

static void
set_up (LifeFixture  *fixture,
        gconstpointer data)
{
  PealSimulatorOptions options;

  peal_simulator_options_init (&options);
  options.balance_micros = 5000000;
  life_set_up_with (fixture, &options);
}

static PealHealth *
read_health (PealEngine *engine)
{
  return await_boxed (peal_health_read (engine));
}

static const PealHealthAccount *
get_account (PealHealth *health)
{
  g_assert_cmpuint (health->accounts->len, ==, 1);
  return g_ptr_array_index (health->accounts, 0);
}

static void
test_before (LifeFixture  *fixture,
             gconstpointer data)
{
  g_autoptr(PealHealth) health = read_health (fixture->engine);
  const PealHealthAccount *account = get_account (health);

  g_assert_cmpint (health->level, ==, PEAL_HEALTH_OK);
  g_assert_cmpint (health->at, ==, NOON);
  g_assert_cmpint (health->size, >, 4096);
  g_assert_cmpint (health->free, >, 0);
  g_assert_cmpint (health->sender, ==, PEAL_HOLDER_NOBODY);
  g_assert_cmpint (health->keyring, ==, PEAL_KEYRING_UNUSED);
  g_assert_cmpint (account->seen_at, ==, 0);
  g_assert_false (account->needs_secret);
  g_assert_cmpint (account->health->latency, ==, -1);
  g_assert_cmpint (account->health->skew, ==, PEAL_TIME_NEVER);
  g_assert_true (peal_health_find_account (health, fixture->account_id) == account);
  g_assert_null (peal_health_find_account (health, 999));
}

/* Runs the main loop until an engine that looks on sees the account as @condition. */
static PealHealth *
wait_for_condition (PealEngine          *engine,
                    PealAccountCondition condition)
{
  for (gint64 limit = g_get_monotonic_time () + PATIENCE; g_get_monotonic_time () < limit; peal_test_spin (5))
    {
      PealHealth *health = read_health (engine);

      if (get_account (health)->health->condition == condition && get_account (health)->seen_at != 0)
        return health;
      peal_health_unref (health);
    }
  g_assert_not_reached ();
}

static void
check_answers (const PealAccountHealth *health)
{
  g_assert_cmpint (health->replies_at, ==, NOON);
  g_assert_cmpint (health->receipts_at, ==, NOON);
  g_assert_cmpint (health->balance_at, ==, NOON);
  g_assert_cmpint (health->balance_micros, ==, 5000000);
  g_assert_cmpstr (health->currency, ==, "USD");
  g_assert_cmpint (health->answered_at, >, 0);
  g_assert_cmpint (health->latency, >=, 0);
  g_assert_cmpint (ABS (health->skew), <, PEAL_HEALTH_SKEW); /* the simulator is on this computer */
}

/* What the sender saw is there for another process that looks on, and for a later one. */
static void
test_across (LifeFixture  *fixture,
             gconstpointer data)
{
  PealEngine *onlooker = engine_open (&fixture->base);
  g_autoptr(PealHealth) own = NULL;
  g_autoptr(PealHealth) seen = NULL;
  g_autoptr(PealHealth) later = NULL;

  await_true (peal_engine_start (fixture->engine));
  await_true (peal_engine_poll_now (fixture->engine));
  own = read_health (fixture->engine);
  g_assert_cmpint (own->sender, ==, PEAL_HOLDER_THIS);
  g_assert_cmpint (own->sender_pid, ==, getpid ());
  g_assert_cmpint (get_account (own)->health->condition, ==, PEAL_ACCOUNT_READY);
  g_assert_cmpint (get_account (own)->seen_at, ==, NOON);
  check_answers (get_account (own)->health);

  peal_clock_advance (fixture->base.clock, PEAL_MINUTE);
  await_true (peal_engine_poll_now (fixture->engine));
  seen = wait_for_condition (onlooker, PEAL_ACCOUNT_READY);
  g_assert_cmpint (seen->sender, ==, PEAL_HOLDER_OTHER);
  g_assert_cmpint (seen->sender_pid, ==, getpid ());
  g_assert_cmpint (get_account (seen)->health->balance_at, ==, NOON);
  g_assert_cmpint (get_account (seen)->health->latency, >=, 0);

  life_close_engine (g_steal_pointer (&fixture->engine));
  later = read_health (onlooker);
  g_assert_cmpint (later->sender, ==, PEAL_HOLDER_NOBODY);
  g_assert_cmpint (later->sender_pid, ==, 0);
  g_assert_cmpint (get_account (later)->health->condition, ==, PEAL_ACCOUNT_READY);
  g_assert_cmpint (get_account (later)->health->balance_micros, ==, 5000000);
  fixture->engine = onlooker;
}

/* What was seen last is there however short the run was; one that saw nothing takes nothing away. */
static void
test_short_runs (LifeFixture  *fixture,
                 gconstpointer data)
{
  g_autoptr(PealHealth) ready = NULL;
  g_autoptr(PealHealth) offline = NULL;
  g_autoptr(PealHealth) same = NULL;

  await_true (peal_engine_start (fixture->engine));
  await_true (peal_engine_poll_now (fixture->engine));
  life_close_engine (g_steal_pointer (&fixture->engine));
  fixture->engine = engine_open (&fixture->base);
  ready = read_health (fixture->engine);
  g_assert_cmpint (get_account (ready)->health->condition, ==, PEAL_ACCOUNT_READY);

  await_true (peal_engine_start (fixture->engine));
  await_true (peal_engine_poll_now (fixture->engine));
  peal_simulator_stop (fixture->simulator);
  await_true (peal_engine_poll_now (fixture->engine));
  life_close_engine (g_steal_pointer (&fixture->engine));
  fixture->engine = engine_open (&fixture->base);
  offline = read_health (fixture->engine);
  g_assert_cmpint (get_account (offline)->health->condition, ==, PEAL_ACCOUNT_OFFLINE);

  await_true (peal_engine_start (fixture->engine));
  life_close_engine (g_steal_pointer (&fixture->engine));
  fixture->engine = engine_open (&fixture->base);
  same = read_health (fixture->engine);
  g_assert_cmpint (get_account (same)->health->condition, ==, PEAL_ACCOUNT_OFFLINE);
}

/* A gateway that goes is told to those who look on, a second later. */
static void
test_offline (LifeFixture  *fixture,
              gconstpointer data)
{
  PealEngine *onlooker = engine_open (&fixture->base);
  g_autoptr(PealHealth) seen = NULL;

  await_true (peal_engine_start (fixture->engine));
  await_true (peal_engine_poll_now (fixture->engine));
  peal_simulator_stop (fixture->simulator);
  await_true (peal_engine_poll_now (fixture->engine));
  seen = wait_for_condition (onlooker, PEAL_ACCOUNT_OFFLINE);
  g_assert_cmpint (g_array_index (seen->findings, PealFinding, 0).code, ==, PEAL_FINDING_ACCOUNT_OFFLINE);
  g_assert_cmpint (g_array_index (seen->findings, PealFinding, 0).account_id, ==, fixture->account_id);
  life_close_engine (g_steal_pointer (&fixture->engine));
  fixture->engine = onlooker;
}

static void
test_check (LifeFixture  *fixture,
            gconstpointer data)
{
  PealStore *store = peal_engine_get_store (fixture->engine);
  g_autoptr(PealHealth) news = NULL;
  g_autoptr(PealHealth) sound = NULL;
  g_autoptr(PealHealth) unsound = NULL;

  await_int (peal_ledger_record (store, "test", "test.ran", "x", "{}"));
  await_true (peal_health_check (fixture->engine, FALSE));
  news = read_health (fixture->engine);
  g_assert_true (peal_inspection_is_sound (news->vitals->ledger));
  g_assert_cmpint (news->vitals->ledger->seq, ==, news->vitals->ledger_rows);
  g_assert_cmpint (news->vitals->file->began_at, ==, 0);

  await_true (peal_health_check (fixture->engine, TRUE));
  sound = read_health (fixture->engine);
  g_assert_true (peal_inspection_is_sound (sound->vitals->ledger));
  g_assert_true (peal_inspection_is_sound (sound->vitals->file));

  run_sql (&fixture->base, "DROP TRIGGER ledger_no_update");
  run_sql (&fixture->base, "UPDATE ledger SET actor = 'nobody' WHERE seq = 1");
  await_true (peal_health_check (fixture->engine, TRUE));
  unsound = read_health (fixture->engine);
  g_assert_cmpint (unsound->level, ==, PEAL_HEALTH_BROKEN);
  g_assert_cmpint (g_array_index (unsound->findings, PealFinding, 0).code, ==, PEAL_FINDING_LEDGER_DAMAGED);
}

/* Where there was no secret, and now is one. */
static void
test_retry (LifeFixture  *fixture,
            gconstpointer data)
{
  PealStore *store = peal_engine_get_store (fixture->engine);
  g_autoptr(PealAccount) account = peal_account_new ("twilio", "Locked");
  g_autoptr(PealAccount) stored = NULL;
  g_autoptr(PealHealth) before = NULL;
  g_autoptr(PealHealth) after = NULL;
  g_autoptr(GError) error = NULL;

  await_true (peal_account_remove (store, fixture->account_id, "test"));
  g_set_str (&account->base_url, peal_simulator_get_url (fixture->simulator));
  g_set_str (&account->username, "ACtest");
  g_set_str (&account->sender, PEAL_SIMULATOR_NUMBER);
  stored = await_boxed (peal_account_save (store, account, "test"));
  await_true (peal_engine_start (fixture->engine));
  before = read_health (fixture->engine);
  g_assert_cmpint (before->keyring, ==, PEAL_KEYRING_ABSENT);
  g_assert_cmpint (get_account (before)->secret, ==, PEAL_SECRET_WITHOUT_KEYRING);
  g_assert_cmpint (g_array_index (before->findings, PealFinding, 0).code, ==, PEAL_FINDING_NO_KEYRING);
  g_assert_false (peal_future_run (peal_health_retry_account (fixture->engine, stored->id), &error));
  g_assert_error (error, PEAL_SECRET_ERROR, PEAL_SECRET_ERROR_NO_KEYRING);

  g_setenv ("PEAL_SECRET_LOCKED", "secret", TRUE);
  await_true (peal_health_retry_account (fixture->engine, stored->id));
  await_true (peal_engine_poll_now (fixture->engine));
  after = read_health (fixture->engine);
  g_unsetenv ("PEAL_SECRET_LOCKED");
  g_assert_cmpint (after->keyring, ==, PEAL_KEYRING_ENVIRONMENT);
  g_assert_cmpint (get_account (after)->health->condition, ==, PEAL_ACCOUNT_READY);
  g_assert_cmpuint (after->findings->len, ==, 0);
}

/* A check that nobody waits for any more ends. */
static void
test_check_cancelled (LifeFixture  *fixture,
                      gconstpointer data)
{
  DexFuture *check = peal_health_check (fixture->engine, TRUE);
  g_autoptr(GError) error = NULL;

  g_cancellable_cancel (dex_promise_get_cancellable (DEX_PROMISE (check)));
  g_assert_false (peal_future_run (check, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

#define add(path, func) g_test_add ("/health/" path, LifeFixture, NULL, set_up, func, life_tear_down)

int
main (int    argc,
      char **argv)
{
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE); /* no keyring */
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/health/judge", test_judge);
  g_test_add_func ("/health/clocks", test_clocks);
  g_test_add_func ("/health/findings", test_findings);
  g_test_add_func ("/health/words", test_words);
  add ("before", test_before);
  add ("across", test_across);
  add ("short-runs", test_short_runs);
  add ("offline", test_offline);
  add ("retry", test_retry);
  add ("check", test_check);
  add ("check-cancelled", test_check_cancelled);
  return g_test_run ();
}

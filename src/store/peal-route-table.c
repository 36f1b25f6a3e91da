/* peal-route-table.c: rules, senders, limits and prices as they stood at one moment.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-route-table-private.h"

#include "peal-clock.h"
#include "peal-job-args.h"
#include "peal-money-private.h"
#include "peal-phone.h"
#include "peal-purse.h"
#include "peal-settings.h"

#include <string.h>

#define DEFAULT_PATIENCE 60
#define DEFAULT_STICKY_PATIENCE (4 * 60 * 60)

typedef struct
{
  char *region;
  gint64 micros;
  char currency[4];
} Price;

/* What an account says for all of its numbers. */
typedef struct
{
  gint64 id;
  char *label;
  gboolean is_on;
  gint64 health;
  gboolean has_money;
  PealMoney money;
  GArray *prices; /* of Price */
} Account;

typedef struct
{
  guint account; /* index */
  char *number;
  gboolean is_on;
  guint n_budgets;
  PealBudget budgets[PEAL_PURSE_BUDGETS];
} Sender;

struct _PealRouteTable
{
  GPtrArray *accounts;   /* of Account */
  GPtrArray *senders;    /* of Sender */
  GArray *rules;         /* of PealRouteRule */
  GStringChunk *texts;   /* of the rules */
  gboolean has_failover;
  gint64 patience;
  gint64 sticky_patience;
  gint64 now;
};

G_DEFINE_BOXED_TYPE (PealRouteTable, peal_route_table, peal_route_table_ref, peal_route_table_unref)

static void
price_clear (gpointer data)
{
  Price *price = data;

  g_free (price->region);
}

static void
account_free (gpointer data)
{
  Account *account = data;

  g_free (account->label);
  g_array_unref (account->prices);
  g_free (account);
}

static void
sender_free (gpointer data)
{
  Sender *sender = data;

  g_free (sender->number);
  g_free (sender);
}

PealRouteTable *
peal_route_table_ref (PealRouteTable *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
table_clear (gpointer data)
{
  PealRouteTable *self = data;

  g_ptr_array_unref (self->accounts);
  g_ptr_array_unref (self->senders);
  g_array_unref (self->rules);
  g_string_chunk_free (self->texts);
}

void
peal_route_table_unref (PealRouteTable *self)
{
  g_atomic_rc_box_release_full (self, table_clear);
}

/* Loading ------------------------------------------------------------------------------------------- */

static char *
read_setting (PealDb     *db,
              const char *name)
{
  PealStmt *stmt = peal_db_query (db, PEAL_QUERY_SETTING_GET);

  peal_stmt_bind_text (stmt, ":name", name);
  return peal_stmt_take_text (stmt);
}

static gint64
read_span (PealDb     *db,
           const char *name,
           gint64      seconds)
{
  g_autofree char *text = read_setting (db, name);
  gint64 value;

  if (g_ascii_string_to_signed (text, 10, 0, 366 * 24 * 60 * 60, &value, NULL))
    seconds = value;
  return seconds * PEAL_SECOND;
}

GArray *
peal_route_rules_load (PealDb       *db,
                       GStringChunk *texts)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_ROUTE_LIST);
  GArray *rules = g_array_new (FALSE, FALSE, sizeof (PealRouteRule));

  while (peal_stmt_next (stmt))
    {
      PealRouteRule rule = {
        .prefix = g_string_chunk_insert_const (texts, peal_stmt_get_text (stmt, 0)),
        .region = g_string_chunk_insert_const (texts, peal_stmt_get_text (stmt, 1)),
        .refuse = peal_stmt_get_int (stmt, 2) != 0,
        .account_id = peal_stmt_get_int (stmt, 3),
        .number = g_string_chunk_insert_const (texts, peal_stmt_get_text (stmt, 4)),
      };

      g_array_append_val (rules, rule);
    }
  return rules;
}

static void
load_prices (PealDb  *db,
             Account *account)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_PRICE_LIST);

  peal_stmt_bind_int (stmt, ":account_id", account->id);
  while (peal_stmt_next (stmt))
    {
      Price price = { .region = peal_stmt_dup_text (stmt, 0), .micros = peal_stmt_get_int (stmt, 1) };

      g_strlcpy (price.currency, peal_stmt_get_text (stmt, 2), sizeof price.currency);
      g_array_append_val (account->prices, price);
    }
}

/* What a process that sends wrote down: peal-vitals.h. */
static gint64
read_sighting (const char *condition,
               gint64      until,
               gint64      now)
{
  if (g_str_equal (condition, "refused") || g_str_equal (condition, "no_secret"))
    return G_MAXINT64;
  return MAX (until - now, 0);
}

static gint64
find_health (GArray *health,
             gint64  account_id)
{
  for (guint i = 0; i < health->len; i++)
    if (g_array_index (health, PealRouteHealth, i).account_id == account_id)
      return g_array_index (health, PealRouteHealth, i).wait;
  return 0;
}

static int
find_account (const PealRouteTable *self,
              gint64                account_id)
{
  for (guint i = 0; i < self->accounts->len; i++)
    if (((const Account *) g_ptr_array_index (self->accounts, i))->id == account_id)
      return (int) i;
  return -1;
}

/* What waits there already will be spent. */
static PealCost
count_queue (PealDb *db,
             gint64  account_id)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_LIMIT_QUEUE);

  peal_stmt_bind_int (stmt, ":account_id", account_id);
  peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
  if (!peal_stmt_next (stmt))
    return (PealCost) { 0 };
  return (PealCost) { MIN (peal_stmt_get_int (stmt, 0), PEAL_LIMIT_MAX_N), MIN (peal_stmt_get_int (stmt, 1), PEAL_LIMIT_MAX_N) };
}

/* What the limits will still allow when everything that is due has gone. */
static void
load_budgets (PealDb *db,
              gint64  account_id,
              Sender *sender)
{
  g_auto(PealPurse) purse = { 0 };
  PealCost queue;

  if (!peal_purse_open (db, account_id, sender->number, &purse) || purse.n_budgets == 0)
    return;
  queue = count_queue (db, account_id);
  for (guint i = 0; i < purse.n_budgets; i++)
    {
      sender->budgets[i] = purse.budgets[i];
      peal_budget_spend (&sender->budgets[i], queue, peal_db_get_now (db));
    }
  sender->n_budgets = purse.n_budgets;
}

static guint
add_account (PealDb         *db,
             PealRouteTable *self,
             PealStmt       *stmt,
             GArray         *health)
{
  Account *account = g_new0 (Account, 1);

  account->id = peal_stmt_get_int (stmt, 0);
  account->label = peal_stmt_dup_text (stmt, 1);
  account->is_on = peal_stmt_get_int (stmt, 3) != 0;
  account->health = health != NULL ? find_health (health, account->id)
                                   : read_sighting (peal_stmt_get_text (stmt, 4), peal_stmt_get_int (stmt, 5), self->now);
  account->prices = g_array_new (FALSE, FALSE, sizeof (Price));
  g_array_set_clear_func (account->prices, price_clear);
  load_prices (db, account);
  account->has_money = peal_money_open (db, account->id, &account->money);
  g_ptr_array_add (self->accounts, account);
  return self->accounts->len - 1;
}

static void
load_senders (PealDb         *db,
              PealRouteTable *self,
              GArray         *health)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_ROUTE_SENDERS);

  while (peal_stmt_next (stmt))
    {
      Sender *sender = g_new0 (Sender, 1);
      int account = find_account (self, peal_stmt_get_int (stmt, 0));

      sender->account = account >= 0 ? (guint) account : add_account (db, self, stmt, health);
      sender->number = peal_stmt_dup_text (stmt, 2);
      sender->is_on = peal_stmt_get_int (stmt, 3) != 0;
      load_budgets (db, peal_stmt_get_int (stmt, 0), sender);
      g_ptr_array_add (self->senders, sender);
    }
}

PealRouteTable *
peal_route_table_load (PealDb *db,
                       GArray *health)
{
  PealRouteTable *self = g_atomic_rc_box_new0 (PealRouteTable);
  g_autofree char *failover = read_setting (db, PEAL_SETTING_FAILOVER);

  self->accounts = g_ptr_array_new_with_free_func (account_free);
  self->senders = g_ptr_array_new_with_free_func (sender_free);
  self->texts = g_string_chunk_new (256);
  self->rules = peal_route_rules_load (db, self->texts);
  self->has_failover = !g_str_equal (failover, "off");
  self->patience = read_span (db, PEAL_SETTING_PATIENCE, DEFAULT_PATIENCE);
  self->sticky_patience = read_span (db, PEAL_SETTING_STICKY_PATIENCE, DEFAULT_STICKY_PATIENCE);
  self->now = peal_db_get_now (db);
  if (self->rules->len > 0)
    load_senders (db, self, health);
  return self;
}

/* Asking -------------------------------------------------------------------------------------------- */

gboolean
peal_route_table_has_rules (const PealRouteTable *self)
{
  return self->rules->len > 0;
}

gboolean
peal_route_table_has_failover (const PealRouteTable *self)
{
  return self->has_failover;
}

gint64
peal_route_table_get_patience (const PealRouteTable *self)
{
  return self->patience;
}

guint
peal_route_table_get_n_senders (const PealRouteTable *self)
{
  return self->senders->len;
}

static Sender *
get_sender (const PealRouteTable *self,
            guint                 sender)
{
  return g_ptr_array_index (self->senders, sender);
}

static Account *
get_account (const PealRouteTable *self,
             guint                 sender)
{
  return g_ptr_array_index (self->accounts, get_sender (self, sender)->account);
}

gint64
peal_route_table_get_account (const PealRouteTable *self,
                              guint                 sender)
{
  return get_account (self, sender)->id;
}

const char *
peal_route_table_get_number (const PealRouteTable *self,
                             guint                 sender)
{
  return get_sender (self, sender)->number;
}

const char *
peal_route_table_get_label (const PealRouteTable *self,
                            guint                 sender)
{
  return get_account (self, sender)->label;
}

gint64
peal_route_table_get_health (const PealRouteTable *self,
                             gint64                account_id)
{
  int account = find_account (self, account_id);

  return account >= 0 ? ((Account *) g_ptr_array_index (self->accounts, (guint) account))->health : 0;
}

gboolean
peal_route_table_is_on (const PealRouteTable *self,
                        gint64                account_id)
{
  int account = find_account (self, account_id);

  return account >= 0 && ((Account *) g_ptr_array_index (self->accounts, (guint) account))->is_on;
}

int
peal_route_table_ensure_sender (PealRouteTable *self,
                                gint64          account_id,
                                const char     *number)
{
  int account = find_account (self, account_id);
  Sender *sender, *like = NULL;

  for (guint i = 0; account >= 0 && i < self->senders->len; i++)
    if (get_account (self, i)->id == account_id)
      {
        if (g_str_equal (get_sender (self, i)->number, number))
          return (int) i;
        like = get_sender (self, i);
      }
  if (like == NULL)
    return -1;
  /* Another number of the account: its own limits are not known here, those of the account are. */
  sender = g_memdup2 (like, sizeof *like);
  sender->number = g_strdup (number);
  g_ptr_array_add (self->senders, sender);
  return (int) self->senders->len - 1;
}

static const Price *
find_price (const Account *account,
            const char    *region)
{
  const Price *elsewhere = NULL;

  for (guint i = 0; i < account->prices->len; i++)
    {
      const Price *price = &g_array_index (account->prices, Price, i);

      if (account->has_money && !g_str_equal (price->currency, account->money.currency))
        continue;
      if (*region != '\0' && g_str_equal (price->region, region))
        return price;
      if (*price->region == '\0')
        elsewhere = price;
    }
  return elsewhere;
}

static gint64
get_budget_wait (PealRouteTable *self,
                 Sender         *sender,
                 guint           segments)
{
  PealBudget *way[PEAL_PURSE_BUDGETS];

  for (guint i = 0; i < sender->n_budgets; i++)
    way[i] = &sender->budgets[i];
  if (sender->n_budgets == 0)
    return 0;
  return peal_budgets_get_wait (way, sender->n_budgets, (PealCost) { .messages = 1, .segments = MAX (segments, 1) },
                                self->now);
}

static void
describe_sender (PealRouteTable  *self,
                 guint            index,
                 guint            segments,
                 const char      *region,
                 PealRouteSender *described)
{
  Sender *sender = get_sender (self, index);
  const Account *account = get_account (self, index);
  const Price *price = find_price (account, region);

  *described = (PealRouteSender) {
    .account_id = account->id,
    .number = sender->number,
    .is_on = account->is_on && sender->is_on,
    .health_wait = account->health,
    .budget_wait = get_budget_wait (self, sender, segments),
    .price = price != NULL ? price->micros : -1,
    .currency = price != NULL ? price->currency : "",
    .money = account->has_money ? account->money.cap : -1,
    .money_left = account->has_money ? peal_money_get_left (&account->money) : 0,
    .money_renews = account->money.end,
  };
}

static const PealRouteRule *
get_rules (const PealRouteTable *self)
{
  return (const PealRouteRule *) (gpointer) self->rules->data;
}

PealRulesVerdict
peal_route_table_ask_rules (const PealRouteTable    *self,
                            const PealRouteQuestion *question,
                            gint64                   account_id,
                            const char              *number)
{
  return peal_route_ask_rules (question, account_id, number, get_rules (self), self->rules->len);
}

PealRoute
peal_route_table_decide (PealRouteTable    *self,
                         PealRouteQuestion *question,
                         int                own,
                         gint64             own_wait,
                         PealRouteNote     *notes)
{
  guint n = self->senders->len;
  g_autofree PealRouteSender *senders = g_new0 (PealRouteSender, n + 1);
  g_autofree PealRouteNote *own_notes = notes == NULL ? g_new0 (PealRouteNote, n + 1) : NULL;

  question->now = self->now;
  question->patience = self->patience;
  question->sticky_patience = self->sticky_patience;
  for (guint i = 0; i < n; i++)
    {
      describe_sender (self, i, question->segments, question->region, &senders[i]);
      if ((int) i == own)
        senders[i].health_wait = MAX (senders[i].health_wait, own_wait);
    }
  return peal_route_decide (question, senders, n, get_rules (self), self->rules->len, notes != NULL ? notes : own_notes);
}

void
peal_route_table_spend (PealRouteTable *self,
                        guint           sender,
                        guint           segments,
                        const char     *region)
{
  Account *account = get_account (self, sender);
  const Price *price = find_price (account, region);

  for (guint i = 0; i < self->senders->len; i++)
    {
      Sender *other = get_sender (self, i);

      /* Budgets of the account are each sender's own copy; so are those of a class. */
      for (guint b = 0; other->account == get_sender (self, sender)->account && b < other->n_budgets; b++)
        peal_budget_spend (&other->budgets[b], (PealCost) { .messages = 1, .segments = MAX (segments, 1) }, self->now);
    }
  if (account->has_money && price != NULL)
    account->money.spent += price->micros * MAX (segments, 1);
}

gboolean
peal_route_table_has_other (PealRouteTable *self,
                            gint64          account_id)
{
  for (guint i = 0; i < self->senders->len; i++)
    {
      const Account *account = get_account (self, i);

      if (account->id != account_id && account->is_on && account->health <= self->patience
          && get_budget_wait (self, get_sender (self, i), 1) <= self->patience
          && (!account->has_money || peal_money_get_left (&account->money) > 0))
        return TRUE;
    }
  return FALSE;
}

/* peal-money-private.h: what an account may cost in a day, inside a job. Private to store/.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-db.h"
#include "peal-limits.h"
#include "peal-money.h"

G_BEGIN_DECLS

/* account_limit.scope of the cap, beside those of PealLimitScope. */
#define PEAL_LIMIT_SCOPE_MONEY 4

typedef struct
{
  gint64 account_id;
  gint64 cap;         /* of a day */
  char currency[4];
  gint64 start, end;  /* of this day, end excluded */
  gint64 spent;       /* of it */
} PealMoney;

/* FALSE: the account's money is not capped. */
gboolean peal_money_open (PealDb    *db,
                          gint64     account_id,
                          PealMoney *self);

/* Of a segment to @theirs in the cap's currency; -1 = not known. */
gint64 peal_money_find_price (PealDb          *db,
                              const PealMoney *self,
                              const char      *theirs);

/* What the cap says of a message. */
typedef enum
{
  PEAL_MONEY_ENOUGH,
  PEAL_MONEY_SPENT,    /* the day's money is spent: until the day ends */
  PEAL_MONEY_NO_PRICE, /* nobody knows what it would cost */
  PEAL_MONEY_TOO_DEAR, /* it costs more than a whole day allows */
} PealMoneyVerdict;

/* Sets @cost where it is ENOUGH. */
PealMoneyVerdict peal_money_judge (PealDb          *db,
                                   const PealMoney *self,
                                   const char      *theirs,
                                   guint            segments,
                                   gint64          *cost);

/* What is left of this day. */
gint64 peal_money_get_left (const PealMoney *self);

void peal_money_spend (PealDb    *db,
                       PealMoney *self,
                       gint64     micros);

/* What was spent at @spent_at cost nothing after all. A day that is over gets nothing back. */
void peal_money_give_back (PealDb    *db,
                           PealMoney *self,
                           gint64     micros,
                           gint64     spent_at);

/* What @segments to @theirs cost through the account, for the next who asks. */
void peal_money_learn_price (PealDb     *db,
                             gint64      account_id,
                             const char *theirs,
                             gint64      micros,
                             gint64      segments,
                             const char *currency);

/* The cap with what has been spent of it. The caller's. */
PealMoneyCap *peal_money_read_cap (PealDb *db,
                                   gint64  account_id);

/* Sets or takes away the cap, with its ledger event; fails the job if it is none. */
void peal_money_put_cap (PealDb             *db,
                         gint64              account_id,
                         const PealMoneyCap *cap,
                         const char         *actor);

/* The limits (of PealAccountLimit), in their order. The caller's. */
GPtrArray *peal_limits_read (PealDb *db,
                             gint64  account_id);

/* Replaces the limits, with the ledger event; fails the job if one is none. */
void peal_limits_put (PealDb     *db,
                      gint64      account_id,
                      GPtrArray  *limits,
                      const char *actor);

/* What waited for a limit or money of the account looks again: the new one may let it go. */
void peal_limits_look_again (PealDb *db,
                             gint64  account_id);

G_END_DECLS

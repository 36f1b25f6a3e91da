/* peal-money.h: what an account may cost in a day.
 *
 * Beside the limits on messages and segments (peal-limits.h), and like them asked
 * and spent in the transaction that claims a message. What a message costs is
 * reckoned with the price of a segment as it is known when it goes; where nobody
 * knows it, nothing goes through an account whose money is capped: a cap that is
 * guessed is none.
 *
 * All functions return at once; futures reject with PEAL_STORE_ERROR.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-store.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 micros;           /* of a day; 0 = no cap, and the rest says nothing */
  char currency[4];
  char *zone;              /* a name of the tz database */
  int reset_minute;        /* of the day at which it begins, 0 to 1439 */
  gint64 spent;            /* of this day; read only */
  gint64 renews_at;        /* when this day ends; read only */
} PealMoneyCap;

GType peal_money_cap_get_type (void);
#define PEAL_TYPE_MONEY_CAP (peal_money_cap_get_type ())
PealMoneyCap *peal_money_cap_copy (const PealMoneyCap *self);
void peal_money_cap_free (PealMoneyCap *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealMoneyCap, peal_money_cap_free)

/* Resolves to a PealMoneyCap. */
DexFuture *peal_money_get_cap (PealStore *store,
                               gint64     account_id) G_GNUC_WARN_UNUSED_RESULT;

/* Sets it, or takes it away (micros 0). What was spent today stays spent. What waited for money or a
 * limit of the account looks again. Resolves to TRUE; _INVALID if it is none. Copies @cap. */
DexFuture *peal_money_set_cap (PealStore          *store,
                               gint64              account_id,
                               const PealMoneyCap *cap,
                               const char         *actor) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

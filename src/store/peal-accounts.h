/* peal-accounts.h: gateway accounts and what is known about each.
 *
 * The secret is in the keyring, under the account's uuid; never here.
 * All functions return at once; futures reject with PEAL_STORE_ERROR. Strings
 * in the structs are owned and never NULL.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-store.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 id;               /* 0 = new */
  char *uuid;              /* "" = one is made */
  char *provider;          /* id in the gateway registry */
  char *label;             /* unique among those not removed, case ignored */
  char *base_url;          /* "" = the provider's own */
  char *username;
  char *sender;            /* default From */
  char *settings;          /* JSON object of the provider's extras; never the secret */
  gboolean enabled;
  gboolean list_exact;     /* R-SEND-3: "not found" at the gateway means "not accepted" */
  gint64 settle_after;     /* or means it after this span; PEAL_TIME_NEVER = a person decides */
  double rate_per_sec;     /* segments a second; 0 = the provider's own limit */
  guint workers;           /* requests at a time; 0 = the provider's default */
  gint64 created_at;
} PealAccount;

GType peal_account_get_type (void);
#define PEAL_TYPE_ACCOUNT (peal_account_get_type ())
PealAccount *peal_account_new (const char *provider,
                               const char *label);
PealAccount *peal_account_copy (const PealAccount *self);
void peal_account_free (PealAccount *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealAccount, peal_account_free)

/* Inserts (id 0) or updates a copy of @account. Resolves to the account as stored (PealAccount).
 * _EXISTS: the label is taken; _NOT_FOUND; _INVALID: settings is no JSON. */
DexFuture *peal_account_save (PealStore         *store,
                              const PealAccount *account,
                              const char        *actor) G_GNUC_WARN_UNUSED_RESULT;

/* Resolves to a PealAccount, or rejects with _NOT_FOUND. find looks for a label, case ignored. */
DexFuture *peal_account_get (PealStore *store,
                             gint64     account_id) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *peal_account_find (PealStore  *store,
                              const char *label) G_GNUC_WARN_UNUSED_RESULT;

/* Resolves to a GPtrArray of PealAccount: all that were not removed, by label. */
DexFuture *peal_accounts_list (PealStore *store) G_GNUC_WARN_UNUSED_RESULT;

/* Removal keeps the row for the messages that went through it; its queued messages stay and wait, until they are
 * handed over (peal-hand-over.h), and of those in doubt a person must say whether they were sent.
 * Restore is the undo (_EXISTS if the label was taken meanwhile). Both resolve to TRUE. */
DexFuture *peal_account_remove (PealStore  *store,
                                gint64      account_id,
                                const char *actor) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *peal_account_restore (PealStore  *store,
                                 gint64      account_id,
                                 const char *actor) G_GNUC_WARN_UNUSED_RESULT;

/* Our numbers ------------------------------------------------------------------------------------- */

typedef struct
{
  gint64 account_id;
  char *e164;
  char *label;
  gboolean can_sms;
  gboolean can_mms;
  gboolean can_voice;
  gint64 seen_at;
} PealNumber;

PealNumber *peal_number_new (const char *e164);
void peal_number_free (PealNumber *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealNumber, peal_number_free)

/* The account's numbers are now exactly @numbers (of PealNumber). Resolves to TRUE. */
DexFuture *peal_numbers_replace (PealStore *store,
                                 gint64     account_id,
                                 GPtrArray *numbers) G_GNUC_WARN_UNUSED_RESULT;

/* Resolves to a GPtrArray of PealNumber; @account_id 0 = of all accounts. */
DexFuture *peal_numbers_list (PealStore *store,
                              gint64     account_id) G_GNUC_WARN_UNUSED_RESULT;

/* Poll positions ---------------------------------------------------------------------------------- */

/* Where the next poll of @feed ("inbound", "receipts") begins, in the gateway's own notation.
 * get resolves to a string, "" = never polled; set to TRUE. An inbound position is committed with
 * its messages instead (peal-talk.h). */
DexFuture *peal_cursor_get (PealStore  *store,
                            gint64      account_id,
                            const char *feed) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *peal_cursor_set (PealStore  *store,
                            gint64      account_id,
                            const char *feed,
                            const char *position) G_GNUC_WARN_UNUSED_RESULT;

/* Money ------------------------------------------------------------------------------------------- */

typedef struct
{
  gint64 at;               /* 0 = never read */
  gint64 micros;
  char currency[4];
} PealBalanceReading;

GType peal_balance_reading_get_type (void);
#define PEAL_TYPE_BALANCE_READING (peal_balance_reading_get_type ())

/* Keeps a reading (now); one that says the same as the last is not kept again. Resolves to TRUE. */
DexFuture *peal_balance_record (PealStore  *store,
                                gint64      account_id,
                                gint64      micros,
                                const char *currency) G_GNUC_WARN_UNUSED_RESULT;

/* Resolves to the newest PealBalanceReading. */
DexFuture *peal_balance_get (PealStore *store,
                             gint64     account_id) G_GNUC_WARN_UNUSED_RESULT;

typedef struct
{
  char *region;            /* ISO 3166, or "" = everywhere else */
  gint64 micros;           /* for a segment */
  char *currency;
} PealPrice;

PealPrice *peal_price_new (const char *region,
                           gint64      micros,
                           const char *currency);
void peal_price_free (PealPrice *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealPrice, peal_price_free)

/* Resolves to a GPtrArray of PealPrice, by region. */
DexFuture *peal_prices_list (PealStore *store,
                             gint64     account_id) G_GNUC_WARN_UNUSED_RESULT;

/* A person's word on what a segment costs; one that was sent says it better later. What waited because
 * nobody knew is looked at again. Resolves to TRUE. Rejects with _INVALID. */
DexFuture *peal_price_record (PealStore  *store,
                              gint64      account_id,
                              const char *region,
                              gint64      micros,
                              const char *currency,
                              const char *actor) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

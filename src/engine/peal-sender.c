/* peal-sender.c: which account and which number of ours a message leaves from.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-engine"

#include "peal-sender.h"

#include "peal-fiber.h"
#include "peal-route-plan.h"

/* One choice for many people. */
typedef struct
{
  PealStore *store;
  GPtrArray *accounts; /* of PealAccount, all that were not removed, by label */
  GPtrArray *senders;  /* of PealSender */
} Choice;

/* NULL: it was removed, or is switched off. */
static const PealAccount *
find_in_use (Choice *choice,
             gint64  account_id)
{
  for (guint i = 0; i < choice->accounts->len; i++)
    {
      const PealAccount *account = g_ptr_array_index (choice->accounts, i);

      if (account->id == account_id)
        return account->enabled ? account : NULL;
    }
  return NULL;
}

/* The first account in use; @ours NULL or the number that it sends from. NULL: there is none. */
static const PealAccount *
find_first (Choice     *choice,
            const char *ours)
{
  for (guint i = 0; i < choice->accounts->len; i++)
    {
      const PealAccount *account = g_ptr_array_index (choice->accounts, i);

      if (account->enabled && (ours == NULL || g_str_equal (account->sender, ours)))
        return account;
    }
  return NULL;
}

static const PealAccount *
find_for_answer (Choice                    *choice,
                 const PealConversationRow *conversation,
                 GError                   **error)
{
  const PealAccount *account = find_in_use (choice, conversation->account_id);

  if (account == NULL)
    account = find_first (choice, conversation->ours);
  if (account == NULL)
    g_set_error (error, PEAL_ENGINE_ERROR, PEAL_ENGINE_ERROR_ACCOUNT_OFF,
                 "The account that sends from %s is switched off or was removed.", conversation->ours);
  return account;
}

/* What a new conversation takes. */
static const PealAccount *
find_default (Choice  *choice,
              gint64   account_id,
              GError **error)
{
  const PealAccount *account = account_id != 0 ? find_in_use (choice, account_id) : find_first (choice, NULL);

  if (account == NULL && account_id != 0)
    g_set_error_literal (error, PEAL_ENGINE_ERROR, PEAL_ENGINE_ERROR_ACCOUNT_OFF,
                         "The account is switched off or was removed.");
  else if (account == NULL)
    g_set_error_literal (error, PEAL_ENGINE_ERROR, PEAL_ENGINE_ERROR_NO_ACCOUNT,
                         "No account can send. Connect a gateway first.");
  return account;
}

/* The one and only sender of @account, with its prices. NULL if the store cannot say. */
static const PealSender *
ensure_sender (Choice            *choice,
               const PealAccount *account,
               GError           **error)
{
  g_autoptr(GPtrArray) prices = NULL;
  PealSender *sender;

  for (guint i = 0; i < choice->senders->len; i++)
    {
      sender = g_ptr_array_index (choice->senders, i);
      if (sender->account->id == account->id)
        return sender;
    }
  prices = dex_await_boxed (peal_prices_list (choice->store, account->id), error);
  if (prices == NULL)
    return NULL;
  sender = peal_sender_new (account, prices);
  g_ptr_array_add (choice->senders, sender);
  return sender;
}

static gboolean
assign (Choice            *choice,
        PealCandidate     *candidate,
        const PealAccount *account,
        const char        *ours,
        GError           **error)
{
  candidate->sender = ensure_sender (choice, account, error);
  g_set_str (&candidate->ours, ours);
  return candidate->sender != NULL;
}

static gboolean
assign_all (Choice            *choice,
            GPtrArray         *candidates,
            const PealAccount *account,
            const char        *ours,
            GError           **error)
{
  for (guint i = 0; i < candidates->len; i++)
    if (!assign (choice, g_ptr_array_index (candidates, i), account, ours, error))
      return FALSE;
  return TRUE;
}

/* Resolves to who last talked with each of @candidates, in order (GPtrArray of PealTalkSender). */
static DexFuture *
ask_last_senders (Choice    *choice,
                  GPtrArray *candidates,
                  gint64     account_id)
{
  g_autoptr(GPtrArray) numbers = g_ptr_array_new ();

  for (guint i = 0; i < candidates->len; i++)
    {
      const PealCandidate *candidate = g_ptr_array_index (candidates, i);

      g_ptr_array_add (numbers, candidate->e164 != NULL ? candidate->e164 : (char *) "");
    }
  g_ptr_array_add (numbers, NULL);
  return peal_talk_last_senders (choice->store, account_id, (const char *const *) numbers->pdata);
}

static gboolean
assign_each (Choice            *choice,
             GPtrArray         *candidates,
             const PealAccount *fallback,
             gint64             account_id,
             GError           **error)
{
  g_autoptr(GPtrArray) known = dex_await_boxed (ask_last_senders (choice, candidates, account_id), error);
  g_autoptr(GPtrArray) routed = NULL;

  if (known != NULL && account_id == 0)
    routed = peal_route_plan (choice->store, candidates, known, fallback, error);
  else if (known != NULL && peal_route_hold (choice->store, candidates, error))
    routed = g_ptr_array_ref (known);
  for (guint i = 0; routed != NULL && i < candidates->len; i++)
    {
      const PealTalkSender *last = g_ptr_array_index (routed, i);
      const PealAccount *account = last != NULL ? find_in_use (choice, last->account_id) : NULL;

      if (!assign (choice, g_ptr_array_index (candidates, i), account != NULL ? account : fallback,
                   account != NULL ? last->ours : fallback->sender, error))
        return FALSE;
    }
  return routed != NULL;
}

gboolean
peal_sender_choose (PealStore                 *store,
                    const PealSendRequest     *request,
                    const PealConversationRow *conversation,
                    GPtrArray                 *candidates,
                    GPtrArray                 *senders,
                    GError                   **error)
{
  g_autoptr(GPtrArray) accounts = dex_await_boxed (peal_accounts_list (store), error);
  Choice choice = { .store = store, .accounts = accounts, .senders = senders };
  const PealAccount *account;

  if (accounts == NULL)
    return FALSE;
  account = conversation != NULL ? find_for_answer (&choice, conversation, error)
                                 : find_default (&choice, request->account_id, error);
  if (account == NULL)
    return FALSE;
  if (conversation != NULL)
    return peal_route_hold (store, candidates, error)
           && assign_all (&choice, candidates, account, conversation->ours, error);
  return assign_each (&choice, candidates, account, request->account_id, error);
}

/* peal-engine.h: the sender of one workspace.
 *
 * Owns the store, the gateways of its accounts, one dispatcher for each account,
 * the poller and the schedule source. Main thread only; every function returns
 * at once. Whoever holds the workspace's engine lock sends: a window beside a
 * running `pealctl run` shows, queues and edits, but does not dispatch; when the
 * other ends, it takes over.
 *
 * What is promised about delivery stands in DELIVERY.md, with the place that
 * keeps each promise.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-accounts.h"
#include "peal-allowance.h"
#include "peal-clock.h"
#include "peal-gateway-registry.h"
#include "peal-store.h"
#include "peal-window.h"

G_BEGIN_DECLS

#define PEAL_ENGINE_ERROR (peal_engine_error_quark ())
GQuark peal_engine_error_quark (void);

typedef enum
{
  PEAL_ENGINE_ERROR_BUSY,          /* another process sends for this workspace */
  PEAL_ENGINE_ERROR_NO_ACCOUNT,    /* no account can send: connect a gateway first */
  PEAL_ENGINE_ERROR_NO_RECIPIENT,  /* nobody to send to */
  PEAL_ENGINE_ERROR_TEXT,          /* empty, too long, or a merge field is malformed */
  PEAL_ENGINE_ERROR_FILE,          /* an import file cannot be read or is no contact file */
  PEAL_ENGINE_ERROR_NOT_ALLOWED,   /* the compliance gate says never: details in the message */
  PEAL_ENGINE_ERROR_ACCOUNT_OFF,   /* the account that has to send is switched off or was removed */
  PEAL_ENGINE_ERROR_SCHEDULE,      /* a schedule that cannot be carried out: details in the message */
  PEAL_ENGINE_ERROR_FULL,          /* no room where a file was to go; nothing was left there */
  PEAL_ENGINE_ERROR_WRITE,         /* a file cannot be written where it was to go; nothing was left there */
} PealEngineError;

/* How an account is doing, in the order of how bad it is. */
typedef enum
{
  PEAL_ACCOUNT_READY,
  PEAL_ACCOUNT_UNTRIED,      /* no answer yet since the engine started */
  PEAL_ACCOUNT_ELSEWHERE,    /* another process sends for this workspace: it knows */
  PEAL_ACCOUNT_WAITING,      /* the provider asked to wait, or the breaker is open */
  PEAL_ACCOUNT_OFFLINE,      /* cannot be reached */
  PEAL_ACCOUNT_NO_NETWORK,   /* there is no network: held quietly, goes on by itself */
  PEAL_ACCOUNT_REFUSED,      /* credentials, credit or suspension: a person must act */
  PEAL_ACCOUNT_NO_SECRET,    /* the keyring has no secret for it, or no keyring answers */
} PealAccountCondition;

typedef struct
{
  gint64 account_id;
  PealAccountCondition condition;
  gint64 until;              /* WAITING: when it goes on; else 0 */
  gint64 polled_at;          /* last successful poll, 0 = never; the times below too */
  gint64 replies_at;         /* replies were asked for with success */
  gint64 receipts_at;        /* receipts were */
  gint64 answered_at;        /* the last answer to anything, whatever it said */
  gint64 latency;            /* of its answers, a moving mean; -1 = not known */
  gint64 skew;               /* span by which this computer's clock is ahead of the provider's, below 0:
                              * behind; PEAL_TIME_NEVER = not known */
  gint64 balance_micros;
  char currency[4];          /* "" = no balance known */
  gint64 balance_at;         /* when the balance was read */
  char *detail;              /* English words of the provider, for the details; or "" */
} PealAccountHealth;

/* UNTRIED, and nothing known. */
PealAccountHealth *peal_account_health_new (gint64 account_id);
void peal_account_health_free (PealAccountHealth *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealAccountHealth, peal_account_health_free)

#define PEAL_TYPE_ENGINE (peal_engine_get_type ())
G_DECLARE_FINAL_TYPE (PealEngine, peal_engine, PEAL, ENGINE, GObject)

/* Opens the workspace in @directory, creating it if need be, without sending. @clock is reffed;
 * NULL = the system's. Resolves to a PealEngine. Rejects with PealStoreError. */
DexFuture *peal_engine_open (const char *directory,
                             PealClock  *clock) G_GNUC_WARN_UNUSED_RESULT;

/* The workspace directory that is used where the person names none:
 * $XDG_DATA_HOME/peal/workspaces/default. Caller frees. */
char *peal_engine_dup_default_directory (void);

/* Borrowed, never NULL. */
PealStore *peal_engine_get_store (PealEngine *self);
PealClock *peal_engine_get_clock (PealEngine *self);

/* How strict the workspace is about lawful hours, as its gate judges. Borrowed, never NULL. */
const PealWindowOptions *peal_engine_get_window_options (PealEngine *self);

/* The names of the fields that a text of this workspace may use: {first_name}, and those that the business made
 * up itself. NULL-terminated; borrowed until the main loop goes on. */
const char *const *peal_engine_get_text_fields (PealEngine *self);

/* Takes the engine lock, settles what the last run left in the air, and begins to send and poll.
 * Rejects with PEAL_ENGINE_ERROR_BUSY if another process sends. */
DexFuture *peal_engine_start (PealEngine *self) G_GNUC_WARN_UNUSED_RESULT;

/* The same, but where another process sends it waits for its turn: it starts within seconds of the
 * other's end, however that came. Resolves when the engine runs; never rejects with _BUSY, but with
 * G_IO_ERROR_CANCELLED when the engine is shut down first. Asked twice, it is one and the same turn. */
DexFuture *peal_engine_take_over (PealEngine *self) G_GNUC_WARN_UNUSED_RESULT;

gboolean peal_engine_is_running (PealEngine *self);

/* Whether peal_engine_take_over () waits for another process. What is queued here is sent there: it
 * sees within a second that the file has changed. Told by "health-changed" of account 0. */
gboolean peal_engine_is_elsewhere (PealEngine *self);

/* Whether it sends, or asks about what it sent, at this moment. What waits for its time, a person, the
 * network or a provider that does not answer does not count. */
gboolean peal_engine_is_at_work (PealEngine *self);

/* Stops sending: requests in the air are recorded as unknown after @grace, the store is closed.
 * Always resolves. The engine is of no use afterwards. */
DexFuture *peal_engine_shutdown (PealEngine *self,
                                 gint64      grace) G_GNUC_WARN_UNUSED_RESULT;

/* Resolves when nothing is due, in the air, or to be asked about now: what waits for a later time,
 * for a person, or for an account that cannot send does not count. */
DexFuture *peal_engine_wait_idle (PealEngine *self) G_GNUC_WARN_UNUSED_RESULT;

/* Polls every account now. Resolves when all have answered or failed. */
DexFuture *peal_engine_poll_now (PealEngine *self) G_GNUC_WARN_UNUSED_RESULT;

/* Somebody looks at conversations: poll every few seconds instead of every minute. */
void peal_engine_set_attended (PealEngine *self,
                               gboolean    attended);

/* Which monitor to believe about the network, and which addresses it speaks of (NULL = those that
 * peal_url_needs_network () says). For tests; before the engine starts, which else takes the system's
 * monitor. Refs @monitor. */
void peal_engine_set_monitor (PealEngine      *self,
                              GNetworkMonitor *monitor,
                              gboolean       (*needs_network) (const char *url));

/* Whether what goes to @url needs a network beyond this machine and its own surroundings, which can be
 * reached without a route to anywhere else. */
gboolean peal_url_needs_network (const char *url);

/* A copy of how the account is doing now. Never NULL. Signal "health-changed" (gint64 account_id;
 * 0 = any may have). */
PealAccountHealth *peal_engine_dup_health (PealEngine *self,
                                           gint64      account_id);

/* Accounts --------------------------------------------------------------------------------------- */

/* Checks @account and @secret and asks the provider for the balance, storing nothing.
 * Resolves to a PealBalance. Rejects with PealGatewayError or G_IO_ERROR_INVALID_ARGUMENT. */
DexFuture *peal_engine_try_account (PealEngine        *self,
                                    const PealAccount *account,
                                    const char        *secret) G_GNUC_WARN_UNUSED_RESULT;

/* The same of a stored account, with its secret from the keyring. */
DexFuture *peal_engine_ask_account (PealEngine *self,
                                    gint64      account_id) G_GNUC_WARN_UNUSED_RESULT;

/* Stores the account (its id is 0), and its secret in the keyring; begins to use it if the engine runs.
 * An empty @secret is not stored: the environment names it (peal-secret.h).
 * Resolves to the account's id (gint64). If the keyring refuses, nothing is stored. */
DexFuture *peal_engine_add_account (PealEngine        *self,
                                    const PealAccount *account,
                                    const char        *secret,
                                    const char        *actor) G_GNUC_WARN_UNUSED_RESULT;

/* Replaces a stored account by @account (its id names it); an empty @secret keeps the old one.
 * Resolves to TRUE. */
DexFuture *peal_engine_update_account (PealEngine        *self,
                                       const PealAccount *account,
                                       const char        *secret,
                                       const char        *actor) G_GNUC_WARN_UNUSED_RESULT;

/* Adds (id 0) or changes the account as above, and in the same step what it may send and cost.
 * Resolves when it is stored. */
DexFuture *peal_engine_save_account (PealEngine          *self,
                                     const PealAccount   *account,
                                     const char          *secret,
                                     const PealAllowance *allowance,
                                     const char          *actor) G_GNUC_WARN_UNUSED_RESULT;

/* Takes the account out of use. Its messages keep their history; its secret is cleared. What waits there goes to
 * @successor_id (peal_hand_over ()); what does not, and all where that is 0, is shown with PEAL_HOLD_ACCOUNT
 * (peal_talk_load_messages ()) until it is handed over or taken back. Resolves to TRUE; _INVALID: the successor cannot
 * send, but the account is gone. */
DexFuture *peal_engine_remove_account (PealEngine *self,
                                       gint64      account_id,
                                       gint64      successor_id,
                                       const char *actor) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

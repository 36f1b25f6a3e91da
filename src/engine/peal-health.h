/* peal-health.h: how the whole is doing: one value for the window, pealctl and whoever watches.
 *
 * Made of what the workspace knows (store/peal-vitals.h), what this process sees
 * if it is the one that sends, and a look at disk, engine lock and keyring.
 * Where another process sends, what it saw last is read from the workspace. A
 * value holds codes and numbers; words are made in ui and cli. Main thread only;
 * every function returns at once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-engine.h"
#include "peal-secret.h"
#include "peal-vitals.h"

G_BEGIN_DECLS

/* Where attention begins. */
#define PEAL_HEALTH_DISK_FULL (G_GINT64_CONSTANT (32) << 20)  /* bytes: twice what a run of sends logs */
#define PEAL_HEALTH_DISK_LOW (G_GINT64_CONSTANT (256) << 20)  /* bytes; or twice the workspace: an update copies it */
#define PEAL_HEALTH_SKEW PEAL_MINUTE                          /* half of what looking for a lost message allows */
#define PEAL_HEALTH_STUCK (15 * PEAL_MINUTE)                  /* due for so long, and nothing leaves */
#define PEAL_HEALTH_UNPOLLED (20 * PEAL_MINUTE)               /* longer than the longest pause between polls */
#define PEAL_HEALTH_PAUSE PEAL_MINUTE                         /* an account that waits longer is told of */
#define PEAL_HEALTH_FAILURES 10                               /* in a day, for a reason that is not one person's */
#define PEAL_HEALTH_PACE 10                                   /* messages in a minute: fewer foretell nothing */

typedef enum
{
  PEAL_HEALTH_OK,
  PEAL_HEALTH_ATTENTION,  /* works, and a person should look */
  PEAL_HEALTH_BROKEN,     /* does not work until a person mends it */
} PealHealthLevel;

/* In the order in which to mend. @number is what is named here. */
typedef enum
{
  PEAL_FINDING_FILE_DAMAGED,     /* findings of the last check */
  PEAL_FINDING_LEDGER_DAMAGED,   /* findings of the last check */
  PEAL_FINDING_NEWER,            /* a newer Peal made the workspace: it can only be read */
  PEAL_FINDING_READ_ONLY,        /* the disk does not let us write */
  PEAL_FINDING_DISK_FULL,        /* bytes that are free */
  PEAL_FINDING_NO_KEYRING,       /* an account's secret cannot be read: no keyring answers */
  PEAL_FINDING_KEYRING_LOCKED,   /* an account's secret cannot be read: the keyring is locked */
  PEAL_FINDING_NO_SECRET,        /* an account has none, or its settings are incomplete */
  PEAL_FINDING_ACCOUNT_REFUSED,  /* credentials, credit or suspension */
  PEAL_FINDING_NOBODY_SENDS,     /* messages that are due while no process sends */
  PEAL_FINDING_STUCK,            /* messages that are due while nothing leaves */
  PEAL_FINDING_DECIDE,           /* messages of which a person must say whether they were sent */
  PEAL_FINDING_NO_ROUTE,         /* messages that wait for another rule of routes */
  PEAL_FINDING_TOO_DEAR,         /* messages that cost more than their account may cost in a whole day */
  PEAL_FINDING_ACCOUNT_REMOVED,  /* messages that wait at accounts that were removed */
  PEAL_FINDING_ACCOUNT_OFF,      /* messages that wait at accounts that are switched off */
  PEAL_FINDING_SCHEDULE_IDLE,    /* schedules that no account can carry out */
  PEAL_FINDING_SCHEDULE_BROKEN,  /* schedules to a group whose rule cannot be asked */
  PEAL_FINDING_ACCOUNT_OFFLINE,  /* cannot be reached */
  PEAL_FINDING_ACCOUNT_WAITING,  /* until when */
  PEAL_FINDING_UNPOLLED,         /* when replies were last asked for */
  PEAL_FINDING_CLOCK,            /* span by which this computer's clock is ahead of every account's, of the
                                  * one that is nearest; below 0: behind */
  PEAL_FINDING_NO_CREDIT,        /* the balance is used up */
  PEAL_FINDING_FAILURES,         /* messages of the last 24 hours that failed for one reason */
  PEAL_FINDING_DISK_LOW,         /* bytes that are free */
  PEAL_FINDING_NO_ACCOUNT,       /* there is no account that is in use */
  PEAL_N_FINDINGS,
} PealFindingCode;

typedef struct
{
  PealFindingCode code;
  PealHealthLevel level;            /* ATTENTION or BROKEN */
  gint64 account_id;                /* 0 = it is no account's */
  gint64 number;                    /* see above */
  const PealFailureCount *failure;  /* FAILURES; borrowed from the value; else NULL */
} PealFinding;

typedef enum
{
  PEAL_HOLDER_NOBODY,
  PEAL_HOLDER_THIS,       /* this process */
  PEAL_HOLDER_OTHER,
} PealHolder;

typedef enum
{
  PEAL_KEYRING_UNUSED,       /* no account needs a secret of its own */
  PEAL_KEYRING_ENVIRONMENT,  /* all that need one find it in the environment */
  PEAL_KEYRING_READY,        /* it answers */
  PEAL_KEYRING_LOCKED,
  PEAL_KEYRING_ABSENT,
} PealKeyring;

typedef struct
{
  PealAccount *account;
  PealAccountHealth *health;  /* as it is, or as it was seen_at */
  gint64 seen_at;             /* now where this process sends; 0 = never: of health only the balance is known */
  gboolean needs_secret;      /* FALSE: every account of its provider has the same */
  PealSecretPlace secret;     /* of needs_secret, as this process finds it */
} PealHealthAccount;

typedef struct
{
  gint64 at;
  PealHealthLevel level;
  GArray *findings;           /* of PealFinding, in the order of their codes */

  char *directory;
  PealStoreCondition condition;
  gint64 size;                /* bytes of the workspace's files; -1 = cannot be told */
  gint64 free;                /* bytes that this user may still fill; -1 = cannot be told */

  PealHolder sender;
  gint64 sender_pid;          /* 0 = nobody, or not known */
  PealVitals *vitals;
  gint64 expected_end;        /* when what is due now will have left, at the pace of the last minute; 0 =
                               * nothing is due, or the pace foretells nothing */
  PealKeyring keyring;
  GPtrArray *accounts;        /* of PealHealthAccount, by label */
} PealHealth;

/* Counted, and not changed any more once it is read. */
GType peal_health_get_type (void);
#define PEAL_TYPE_HEALTH (peal_health_get_type ())
PealHealth *peal_health_ref (PealHealth *self);
void peal_health_unref (PealHealth *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealHealth, peal_health_unref)

/* Cheap enough for every few seconds. Opens no prompt. Resolves to a PealHealth; rejects with
 * PealStoreError. */
DexFuture *peal_health_read (PealEngine *engine) G_GNUC_WARN_UNUSED_RESULT;

/* Fills what follows from the rest: expected_end, keyring, findings, level. A pure function, for
 * peal_health_read () and its test. */
void peal_health_judge (PealHealth *self);

/* Borrowed; NULL for an id that is none. */
const PealHealthAccount *peal_health_find_account (const PealHealth *self,
                                                   gint64            account_id);

/* Checks what came into the ledger since the last check; @whole: all of it, then the file. Keeps what it
 * found, unless the workspace can only be read. Goes on in slices until it is cancelled. Resolves to TRUE,
 * whatever was found. */
DexFuture *peal_health_check (PealEngine *engine,
                              gboolean    whole) G_GNUC_WARN_UNUSED_RESULT;

/* Reads the account's secret again, where a keyring may ask for its password, and puts the account to work
 * if this process sends. Resolves to TRUE; rejects with PealSecretError or PealStoreError. */
DexFuture *peal_health_retry_account (PealEngine *engine,
                                      gint64      account_id) G_GNUC_WARN_UNUSED_RESULT;

/* Words of the codes, for JSON and for the workspace. Static. */
const char *peal_health_level_to_string (PealHealthLevel level);
const char *peal_finding_code_to_string (PealFindingCode code);
const char *peal_holder_to_string (PealHolder sender);
const char *peal_keyring_to_string (PealKeyring keyring);
const char *peal_secret_place_to_string (PealSecretPlace place);
const char *peal_account_condition_to_string (PealAccountCondition condition);

/* UNTRIED for a word that is none: a newer program's. */
PealAccountCondition peal_account_condition_from_string (const char *word);

G_END_DECLS

/* peal-settings.h: what is set for the whole workspace.
 *
 * Named texts. "workspace.uuid" is made when the workspace is made.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-store.h"

G_BEGIN_DECLS

#define PEAL_SETTING_WORKSPACE_UUID "workspace.uuid"
#define PEAL_SETTING_BUSINESS_NAME "business.name"
#define PEAL_SETTING_REGION "business.region"   /* ISO 3166: numbers without a country code */
#define PEAL_SETTING_ZONE "business.zone"       /* tz name */
#define PEAL_SETTING_DESK_PERSON "desk.person"   /* who sits at the computer: a PealStaff id */
#define PEAL_SETTING_FAILOVER "route.failover"  /* "off" = what waits at one account never moves to another */
#define PEAL_SETTING_PATIENCE "route.patience"  /* seconds that a better account is waited for; 60 */
#define PEAL_SETTING_STICKY_PATIENCE "route.sticky_patience" /* and the one that a conversation knows; 14400 */

/* Resolves to a string, "" where nothing is set. */
DexFuture *peal_setting_get (PealStore  *store,
                             const char *name) G_GNUC_WARN_UNUSED_RESULT;

/* "" clears it. Resolves to TRUE. */
DexFuture *peal_setting_set (PealStore  *store,
                             const char *name,
                             const char *value,
                             const char *actor) G_GNUC_WARN_UNUSED_RESULT;

/* Where somebody was when they left, which decides nothing: the ledger has nothing of it and nobody is told.
 * Resolves to TRUE. */
DexFuture *peal_setting_remember (PealStore  *store,
                                  const char *name,
                                  const char *value) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

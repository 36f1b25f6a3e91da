/* peal-demo.h: a workspace to try Peal with: invented people, their talk, a phone network.
 *
 * The network is the simulator on a thread of this process, reached over real
 * HTTP through the same code as any other account; nothing leaves the computer.
 * It lives as long as the PealDemo. Main thread only.
 *
 *   demo = peal_demo_new (engine);
 *   peal_demo_fill (demo, actor)  makes a demo of a new workspace;
 *   peal_demo_resume (demo)       when any workspace was opened: gives a demo its network back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-engine.h"

G_BEGIN_DECLS

#define PEAL_TYPE_DEMO (peal_demo_get_type ())
G_DECLARE_FINAL_TYPE (PealDemo, peal_demo, PEAL, DEMO, GObject)

/* What peal_demo_fill () calls what it makes. */
#define PEAL_DEMO_ACCOUNT "Simulator"
#define PEAL_DEMO_GROUP "Clients"          /* everybody */
#define PEAL_DEMO_CLUB "Colour club"       /* some of them */

/* Keeps a reference on @engine; starts nothing. */
PealDemo *peal_demo_new (PealEngine *engine);

/* Brings in contacts, groups and templates, lets two weeks of conversations have happened, and adds
 * an account of the simulator, which is started. The engine may run or not.
 * Resolves to the PealImportReport of the contact file. Rejects with PealStoreError
 * (_EXISTS: there is an account called PEAL_DEMO_ACCOUNT), or with GIOError if no port is free. */
DexFuture *peal_demo_fill (PealDemo   *self,
                           const char *actor) G_GNUC_WARN_UNUSED_RESULT;

/* If this is a workspace that was filled, and no other process sends for it, takes the engine lock and
 * starts a simulator for its account. Call it before peal_engine_start (), so that the account does
 * not look for the network that is gone. Resolves to a boolean: whether it did. Rejects like the
 * above. */
DexFuture *peal_demo_resume (PealDemo *self) G_GNUC_WARN_UNUSED_RESULT;

/* Of the simulator; NULL while it does not run. Borrowed. */
const char *peal_demo_get_url (PealDemo *self);

G_END_DECLS

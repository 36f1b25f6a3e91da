/* peal-scene.h: a made-up workspace for tests and pictures of the window.
 *
 * A hair salon with its customers, some of whom wrote, some of whom asked to
 * stop; messages in every state that a person may have to look at; and names
 * that try to be markup. No gateway is asked: everything is written by the store.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-engine.h"

G_BEGIN_DECLS

/* A name, a text and a note that look like markup and must not be read as such. */
#define PEAL_SCENE_HOSTILE "<b>Tom & \"Jerry\"</b> &amp; <span foreground='red'>x"

/* Opens the workspace in @directory with a clock that stands at a Tuesday noon; never sends. */
PealEngine *peal_scene_open (const char *directory);

/* Fills it: a dozen people by name, @n_more without one to fill pages. */
void peal_scene_fill (PealEngine *engine,
                      guint       n_more);

/* Plans something: each Monday under a hostile name, on birthdays, each second Tuesday (paused), at New Year. */
void peal_scene_plan (PealEngine *engine);

/* Lets messages wait for whatever they may wait for, some of them of a campaign with a hostile name, and leaves
 * others out. */
void peal_scene_hold (PealEngine *engine);

/* Gives it what the page about the state of things warns of, as if it were sending: an account that is
 * offline, one with a hostile name that is refused and whose clock is off, a history that does not follow. */
void peal_scene_trouble (PealEngine *engine);

/* Waits for @future (taken) and asserts that it resolved; its value as an object, a boxed, a string or an int. */
gpointer peal_scene_await_object (DexFuture *future);
gpointer peal_scene_await_boxed (DexFuture *future);
char *peal_scene_await_string (DexFuture *future);
gint64 peal_scene_await_int (DexFuture *future);
void peal_scene_await (DexFuture *future);

/* Closes the workspace and drops @engine, which must be the last reference. */
void peal_scene_close (PealEngine *engine);

G_END_DECLS

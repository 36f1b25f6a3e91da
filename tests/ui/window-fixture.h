/* window-fixture.h: a window on the made-up workspace, and hands and eyes for it.
 *
 * Headless: actions are activated and properties read, never pixels. GTK's
 * warnings are fatal, as all warnings are in a GTest program. Every wait is
 * bounded and fails the test when its time is up.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-engine.h"
#include "peal-main-window.h"

#include <adwaita.h>

G_BEGIN_DECLS

typedef struct
{
  char *directory;
  GSettings *settings;
  PealEngine *engine;
  PealMainWindow *window;    /* NULL while none is open */
} UiFixture;

/* The program ------------------------------------------------------------------------------------ */

/* First in main (). */
void ui_init (int    *argc,
              char ***argv);

typedef void (*UiTest) (UiFixture    *fixture,
                        gconstpointer data);

/* Adds a test. @fill: on the scene of peal-scene.h with its window open; else on an empty
 * workspace, without a window. */
void ui_add (const char *path,
             gboolean    fill,
             UiTest      test);

/* Runs what was added; the exit status. */
int ui_run (void);

/* The window ------------------------------------------------------------------------------------- */

void ui_open_window (UiFixture *fixture,
                     int        width);

/* Waits until the window is gone, and fails the test if anything keeps it alive. */
void ui_close_window (UiFixture *fixture);

/* Whether the window shows a page yet, or has found out that it is a narrow one; for ui_wait_until (). */
gboolean ui_has_page (gpointer window);
gboolean ui_is_narrow (gpointer window);

/* Shows @dialog in the window; *@dialog becomes NULL when it is gone. */
void ui_present_dialog (UiFixture  *fixture,
                        AdwDialog **dialog);

/* Waits until *@dialog is gone, and fails the test if it stays or somebody keeps it. */
void ui_wait_for_close (AdwDialog **dialog);

/* Waiting ---------------------------------------------------------------------------------------- */

void ui_wait_until (gboolean (*done) (gpointer data),
                    gpointer   data);

/* For that: whether the object is gone that *@data, a weak pointer, pointed to. */
gboolean ui_is_gone (gpointer data);

/* Until a visible widget under @root, a GtkWidget, shows @text; or none does any more. */
void ui_wait_for_text (gpointer    root,
                       const char *text);
void ui_wait_for_no_text (gpointer    root,
                          const char *text);

/* Until the first GtkStack under @root shows the page called @name. What stands on another page of a stack is no less
 * visible, as GTK has it. */
void ui_wait_for_stack (gpointer    root,
                        const char *name);

/* Gives what must not happen time to happen. What must happen is waited for: how long it takes, only the machine
 * knows. */
void ui_spin (guint msec);

/* Widgets ---------------------------------------------------------------------------------------- */

typedef gboolean (*UiMatch) (GtkWidget  *widget,
                             const char *text);

/* The first visible one at or under @widget that @match takes; NULL: none. */
GtkWidget *ui_find_widget (GtkWidget  *widget,
                           UiMatch     match,
                           const char *text);

/* The text as it is on the screen: for a label, after its markup was read, if it reads any. */
gboolean ui_shows_text (GtkWidget  *widget,
                        const char *text);

gboolean ui_is_of_type (GtkWidget  *widget,
                        const char *type);

gboolean ui_is_row_titled (GtkWidget  *widget,
                           const char *title);

/* @label as it is in the source, with its underscore. */
gboolean ui_is_button (GtkWidget  *widget,
                       const char *label);

gboolean ui_is_tooltip (GtkWidget  *widget,
                        const char *text);

/* The visible widget of @type, or with that title, which must be there. */
GtkWidget *ui_get (gpointer    root,
                   UiMatch     match,
                   const char *text);

/* The same, as soon as it is there. */
GtkWidget *ui_wait_for (gpointer    root,
                        UiMatch     match,
                        const char *text);

/* Writes @text into the row titled @title. */
void ui_type_into (GtkWidget  *root,
                   const char *title,
                   const char *text);

/* Opens the conversation with @number (E.164) and waits until it shows @name; its pane. */
GtkWidget *ui_open_talk (UiFixture  *fixture,
                         const char *number,
                         const char *name);

/* Until the first PealComposer under @root has exactly @text in it. */
void ui_wait_for_written (GtkWidget  *root,
                          const char *text);

/* Clicks as soon as the button is there. */
void ui_click (GtkWidget  *root,
               const char *label);

G_END_DECLS

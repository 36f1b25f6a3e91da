/* pictures.h: what the files that take pictures of the program share.
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
  const char *name;
  int width;
  int height;
  gboolean dark;
  gboolean contrast;
  gboolean rtl;
  double text_scale;
} Look;

typedef struct
{
  const Look *look;
  const char *directory;
  PealMainWindow *window;
  PealEngine *engine;
  const char *part;          /* nothing else; NULL = all */
  gboolean is_made_up;       /* the workspace: it may be written to, and has people in it */
  gboolean failed;
} Shoot;

/* Waits until what was done is on the screen. */
void shoot_settle (void);

/* Writes what is on the screen, as NAME-LOOK.png. */
void shoot_save (Shoot      *shoot,
                 const char *name);

/* The same of what is on a surface of its own: a popover. */
void shoot_save_native (Shoot      *shoot,
                        const char *name,
                        GtkWidget  *native);

/* Shows @dialog, writes that, and closes it. */
void shoot_dialog (Shoot      *shoot,
                   const char *name,
                   AdwDialog  *dialog);

/* The first widget of @type at or under @widget; NULL: none. */
GtkWidget *shoot_find (GtkWidget  *widget,
                       const char *type);

/* Goes to the end of the @type under @widget. */
void shoot_scroll (GtkWidget  *widget,
                   const char *type);

/* Opens every row under @widget that can be opened, and scrolls to @part of the whole height. */
void shoot_show_part (GtkWidget *widget,
                      double     part);

/* Every state of a conversation. */
void shoot_conversations (Shoot *shoot);

/* A file of contacts, and earlier ones. */
void shoot_imports (Shoot *shoot);

/* What is planned; one of it, from the top and from the end; and a new one. */
void shoot_schedules (Shoot *shoot);

/* What a person is asked, and what becomes of the answer. */
void shoot_questions (Shoot *shoot);

/* One contact: what is known, what can be changed, and which fields there are. */
void shoot_contacts (Shoot *shoot);

/* The inbox as it is decided through, narrowed and searched; and who does that. */
void shoot_inbox (Shoot *shoot);

/* Groups, by hand and by rule, and where they are listed. */
void shoot_groups (Shoot *shoot);

/* Whom to export, of a hostile group; as a card; and to a place that cannot be written to. */
void shoot_export (Shoot *shoot);

/* Somebody with a hostile name goes for good: before and after the word was written. */
void shoot_erase (Shoot *shoot);

/* An answer while it is written, and what is in its way. */
void shoot_answers (Shoot *shoot);

/* What stands beside a conversation: of somebody known, of a stranger, of who asked to stop; and a note. */
void shoot_talk_panes (Shoot *shoot);

/* Both, and nothing else. */
void shoot_plans (Shoot *shoot);

G_END_DECLS

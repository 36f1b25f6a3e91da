/* peal-home-rows.c: the rows of Home, from values.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-home-rows.h"

#include "peal-account-text.h"
#include "peal-config.h"
#include "peal-event-text.h"
#include "peal-format.h"
#include "peal-page-table.h"
#include "peal-reason-text.h"

#include <glib/gi18n.h>

/* A row whose texts are plain text. */
static GtkWidget *
new_row (const char *icon,
         const char *title,
         const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *image = gtk_image_new_from_icon_name (icon);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_accessible_update_state (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), image);
  return row;
}

static void
set_target (GtkWidget  *row,
            const char *action,
            const char *target)
{
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

  gtk_accessible_update_state (GTK_ACCESSIBLE (arrow), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), action);
  if (target != NULL)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", target);
}

static void
show_subject (GtkWidget  *row,
              const char *kind,
              gint64      id)
{
  g_autofree char *subject = g_strdup_printf ("%s:%" G_GINT64_FORMAT, kind, id);

  set_target (row, "win.show", subject);
}

static void
add_row (GtkListBox *list,
         GtkWidget  *row,
         const char *action,
         const char *target)
{
  set_target (row, action, target);
  gtk_list_box_append (list, row);
}

static void
add_attention (GtkListBox *list,
               const char *icon,
               const char *title,
               const char *subtitle,
               const char *kind,
               gint64      id)
{
  GtkWidget *row = new_row (icon, title, subtitle);

  show_subject (row, kind, id);
  gtk_list_box_append (list, row);
}

static void
add_review (GtkListBox          *list,
            const PealAttention *attention)
{
  g_autofree char *title = g_strdup_printf (ngettext ("%d person may have asked to stop",
                                                      "%d people may have asked to stop",
                                                      attention->n_reviews),
                                            (int) attention->n_reviews);
  g_autofree char *subject = g_strconcat ("number:", attention->review_e164, NULL);
  GtkWidget *row = new_row ("dialog-question-symbolic", title,
                            _("Read what they wrote, and decide."));

  add_row (list, row, "win.show", subject);
}

/* What goes on when a person has changed something. */
static void
add_obstacles (GtkListBox          *list,
               const PealAttention *attention)
{
  const struct
  {
    PealObstacle obstacle;
    gint64 n;
    const char *action;
    const char *target;
  } obstacles[] = {
    { PEAL_OBSTACLE_NO_ROUTE, attention->n_no_route, "app.rules", NULL },
    { PEAL_OBSTACLE_TOO_DEAR, attention->n_too_dear, "win.go", "outbox" },
    { PEAL_OBSTACLE_REMOVED, attention->n_left, "win.hand-over", NULL },
    { PEAL_OBSTACLE_OFF, attention->n_off, "app.preferences", NULL },
    { PEAL_OBSTACLE_IDLE_SCHEDULE, attention->n_idle_schedules, "win.go", "campaigns" },
    { PEAL_OBSTACLE_BROKEN_SCHEDULE, attention->n_broken_schedules, "win.go", "campaigns" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (obstacles); i++)
    {
      g_autofree char *title = peal_obstacle_text (obstacles[i].obstacle, obstacles[i].n);

      if (obstacles[i].n > 0)
        add_row (list, new_row ("dialog-warning-symbolic", title, peal_obstacle_advice (obstacles[i].obstacle)),
                 obstacles[i].action, obstacles[i].target);
    }
}

void
peal_home_show_attention (GtkListBox          *list,
                          const PealAttention *attention)
{
  g_autofree char *failed = g_strdup_printf (ngettext ("Messages to %d person failed",
                                                       "Messages to %d people failed",
                                                       attention->n_failed),
                                             (int) attention->n_failed);
  g_autofree char *waiting = g_strdup_printf (ngettext ("%d person waits for an answer",
                                                        "%d people wait for an answer",
                                                        attention->n_unanswered),
                                              (int) attention->n_unanswered);
  g_autofree char *unknown = g_strdup_printf (ngettext ("%d message may have been sent",
                                                        "%d messages may have been sent",
                                                        attention->n_unknown),
                                              (int) attention->n_unknown);

  if (attention->n_failed > 0)
    add_attention (list, "dialog-warning-symbolic", failed, _("See why, and send again or let it be."),
                   "conversation", attention->failed_conversation_id);
  if (attention->n_unknown > 0)
    add_attention (list, "dialog-question-symbolic", unknown, _("The gateway did not answer. Say what is true."),
                   "unknown", attention->unknown_message_id);
  if (attention->n_reviews > 0)
    add_review (list, attention);
  add_obstacles (list, attention);
  if (attention->n_unanswered > 0)
    add_attention (list, "peal-inbox-symbolic", waiting, _("For more than a day."),
                   "conversation", attention->unanswered_conversation_id);
}

void
peal_home_add_account_trouble (GtkListBox              *list,
                               const PealAccount       *account,
                               const PealAccountHealth *health,
                               gint64                   now)
{
  g_autofree char *condition = peal_account_condition_text (health, now);
  /* Translators: %s is the name of a gateway account. */
  g_autofree char *title = g_strdup_printf (_("%s cannot send"), account->label);
  GtkWidget *row = new_row ("dialog-error-symbolic", title, condition);

  set_target (row, "app.preferences", NULL);
  gtk_list_box_prepend (list, row);
}

/* Caller frees. */
static char *
dup_credit_text (const PealCredit *credit)
{
  g_autofree char *left = peal_format_money (credit->balance_micros, credit->currency);
  g_autofree char *cost = peal_format_money (credit->cost_micros, credit->currency);

  if (credit->cost_micros > credit->balance_micros)
    /* Translators: two amounts of money. */
    return g_strdup_printf (_("%s is left, what waits will cost about %s. Add credit at your gateway; "
                              "until then not all of it can go."), left, cost);
  /* Translators: an amount of money. */
  return g_strdup_printf (_("%s is left. Add credit at your gateway before messages have to wait."), left);
}

void
peal_home_add_low_credit (GtkListBox       *list,
                          const PealCredit *credit)
{
  g_autofree char *text = dup_credit_text (credit);
  /* Translators: %s is the name of a gateway account. */
  g_autofree char *title = g_strdup_printf (_("%s is running out of credit"), credit->label);

  gtk_list_box_prepend (list, new_row ("dialog-warning-symbolic", title, text));
}

static GtkWidget *
new_time (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "dimmed");
  gtk_widget_add_css_class (label, "numeric");
  return label;
}

GtkWidget *
peal_home_coming_row_new (const PealComingUp *coming,
                          gint64              now)
{
  g_autofree char *when = peal_format_moment (coming->at, now);
  GtkWidget *row = new_row (coming->campaign_id != 0 ? "peal-campaigns-symbolic" : "peal-outbox-symbolic",
                            coming->title, coming->body);

  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_time (when));
  if (coming->conversation_id != 0)
    show_subject (row, "conversation", coming->conversation_id);
  return row;
}

GtkWidget *
peal_home_activity_row_new (const PealActivity *activity)
{
  g_autofree char *text = peal_event_text (activity->event, activity->count, activity->name);
  g_autofree char *when = peal_format_when (activity->at, activity->at);
  GtkWidget *row = new_row (peal_event_icon (activity->event), text, NULL);

  adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_time (when));
  if (activity->count == 1 && peal_page_table_find_for (activity->subject) != NULL)
    set_target (row, "win.show", activity->subject);
  return row;
}

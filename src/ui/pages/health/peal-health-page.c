/* peal-health-page.c: how sending, the accounts and this computer are doing.
 *
 * Read anew every few seconds while somebody looks, and never while nobody does.
 * Rows are filled in place: what stays the same does not move, so that nothing
 * flickers and whoever has opened an account keeps it open.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-health-page.h"

#include "peal-account-dialog.h"
#include "peal-config.h"
#include "peal-focus.h"
#include "peal-format.h"
#include "peal-health-account-row.h"
#include "peal-health-computer.h"
#include "peal-health-problem.h"
#include "peal-health-text.h"
#include "peal-list-box.h"
#include "peal-main-window.h"
#include "peal-page-table.h"
#include "peal-reason-text.h"
#include "peal-when.h"

#include <glib/gi18n.h>

#define PAUSE_SECONDS 2

/* What came into the history is checked without being asked for when somebody looks after so long. */
#define CHECK_AFTER PEAL_DAY

/* More reasons than these are not worth reading. */
#define MAX_FAILURES 8

struct _PealHealthPage
{
  AdwBin parent_instance;
  PealEngine *engine;
  PealHealth *health;        /* NULL until read */
  guint timeout;             /* set while somebody looks */
  gboolean checking;
  gboolean checked;          /* what is new was asked for once */
  gboolean failed;           /* the last reading did, and it was said */
  DexFuture *reading;
  DexFuture *check;

  GtkWidget *content;
  GtkWidget *well;
  GtkWidget *problems_group;
  GtkListBox *problems;
  AdwActionRow *waiting_row;
  GtkLabel *waiting;
  GtkLabel *later;
  GtkWidget *held_row;
  GtkLabel *held;
  GtkWidget *paused_row;
  GtkLabel *paused;
  GtkLabel *in_air;
  AdwActionRow *doubt_row;
  GtkLabel *doubt;
  AdwActionRow *sent_row;
  GtkLabel *sent;
  GtkWidget *accounts_group;
  GtkListBox *accounts;
  GtkWidget *failures_group;
  GtkListBox *failures;
  PealHealthComputer *computer;
};

static void page_init (PealPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PealHealthPage, peal_health_page, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (PEAL_TYPE_PAGE, page_init))

/* Groups ------------------------------------------------------------------------------------------- */

static gboolean
is_of_finding (GtkListBoxRow *row,
               gconstpointer  finding)
{
  return peal_health_problem_is_of (PEAL_HEALTH_PROBLEM (row), finding);
}

static void
show_problems (PealHealthPage *self)
{
  const GArray *findings = self->health->findings;
  PealFocus focus = peal_focus_hold (self->problems);

  for (guint i = 0; i < findings->len; i++)
    {
      const PealFinding *finding = &g_array_index (findings, PealFinding, i);

      peal_health_problem_show (peal_list_box_place (self->problems, (int) i, peal_health_problem_new, is_of_finding,
                                                     finding),
                                self->health, finding);
    }
  peal_list_box_drop (self->problems, findings->len);
  gtk_widget_set_visible (self->problems_group, findings->len > 0);
  gtk_widget_set_visible (self->well, findings->len == 0);
  peal_focus_release (&focus, self->content);
}

static void
show_count (GtkLabel *label,
            gint64    count)
{
  g_autofree char *text = peal_format_count (count);

  gtk_label_set_text (label, text);
}

/* How long still, where that can be said; else how long already. */
static char *
waiting_text (const PealHealth *health)
{
  gint64 waited = health->vitals->oldest_due != 0 ? health->at - health->vitals->oldest_due : 0;
  g_autofree char *end = peal_format_moment (health->expected_end, health->at);
  g_autofree char *span = peal_span_text (waited);

  if (health->expected_end != 0)
    /* Translators: %s is a time, as in "14:05": when the waiting messages will have left. */
    return g_strdup_printf (_("Done at about %s"), end);
  if (waited >= PEAL_MINUTE)
    /* Translators: %s is a span of time, as in "5 minutes": of the message that waits the longest. */
    return g_strdup_printf (_("The first has waited for %s"), span);
  return g_strdup ("");
}

static void
show_sending (PealHealthPage *self)
{
  const PealVitals *vitals = self->health->vitals;
  g_autofree char *waiting = waiting_text (self->health);
  g_autofree char *deciding = g_strdup_printf (ngettext ("%d for you to decide", "%d for you to decide",
                                                         vitals->n_deciding), (int) vitals->n_deciding);
  g_autofree char *minute = g_strdup_printf (ngettext ("%'d in the last minute", "%'d in the last minute",
                                                       vitals->n_last_minute), (int) vitals->n_last_minute);

  show_count (self->waiting, vitals->n_waiting);
  adw_action_row_set_subtitle (self->waiting_row, waiting);
  show_count (self->later, vitals->n_later);
  show_count (self->held, vitals->n_held);
  gtk_widget_set_visible (self->held_row, vitals->n_held > 0);
  show_count (self->paused, vitals->n_paused);
  gtk_widget_set_visible (self->paused_row, vitals->n_paused > 0);
  show_count (self->in_air, vitals->n_in_air);
  show_count (self->doubt, vitals->n_asking + vitals->n_deciding);
  adw_action_row_set_subtitle (self->doubt_row, vitals->n_deciding > 0 ? deciding : "");
  show_count (self->sent, vitals->n_last_hour);
  adw_action_row_set_subtitle (self->sent_row, vitals->n_last_minute > 0 ? minute : "");
}

static gboolean
is_of_account (GtkListBoxRow *row,
               gconstpointer  account)
{
  return peal_health_account_row_get_id (PEAL_HEALTH_ACCOUNT_ROW (row))
         == ((const PealHealthAccount *) account)->account->id;
}

static void
show_accounts (PealHealthPage *self)
{
  const GPtrArray *accounts = self->health->accounts;
  PealFocus focus = peal_focus_hold (self->accounts);

  for (guint i = 0; i < accounts->len; i++)
    {
      const PealHealthAccount *account = g_ptr_array_index (accounts, i);

      peal_health_account_row_show (peal_list_box_place (self->accounts, (int) i, peal_health_account_row_new,
                                                         is_of_account, account),
                                    account, self->health->at);
    }
  peal_list_box_drop (self->accounts, accounts->len);
  gtk_widget_set_visible (self->accounts_group, accounts->len > 0);
  peal_focus_release (&focus, self->content);
}

static GtkWidget *
failure_row_new (void)
{
  return g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, NULL);
}

/* Nothing can be done in these rows: any of them may show any failure. */
static gboolean
is_at_index (GtkListBoxRow *row,
             gconstpointer  index)
{
  return gtk_list_box_row_get_index (row) == GPOINTER_TO_INT (index);
}

static void
show_failure (AdwActionRow           *row,
              const PealFailureCount *failure)
{
  /* Translators: how many messages failed, in two spans of time. */
  g_autofree char *counts = g_strdup_printf (_("%'d since yesterday, %'d in seven days"), (int) failure->n_day,
                                             (int) failure->n_week);
  g_autofree char *subtitle = NULL;

  if (*failure->provider_code != '\0')
    /* Translators: counts of failures, then the provider's own number for the reason: "3 since yesterday,
     * 12 in seven days. Code 30005" */
    subtitle = g_strdup_printf (_("%s. Code %s"), counts, failure->provider_code);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 peal_failure_text (failure->failure, failure->provider_code));
  adw_action_row_set_subtitle (row, subtitle != NULL ? subtitle : counts);
}

static void
show_failures (PealHealthPage *self)
{
  const GPtrArray *failures = self->health->vitals->failures;
  guint n = MIN (failures->len, MAX_FAILURES);

  for (guint i = 0; i < n; i++)
    show_failure (peal_list_box_place (self->failures, (int) i, failure_row_new, is_at_index, GUINT_TO_POINTER (i)),
                  g_ptr_array_index (failures, i));
  peal_list_box_drop (self->failures, n);
  gtk_widget_set_visible (self->failures_group, n > 0);
}

/* Checking ----------------------------------------------------------------------------------------- */

static void
set_checking (PealHealthPage *self,
              gboolean        checking)
{
  self->checking = checking;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "health.check", !checking);
  peal_health_computer_set_checking (self->computer, checking);
}

static void read_now (PealHealthPage *self);

static void
checked_cb (gpointer      owner,
            const GValue *value)
{
  set_checking (owner, FALSE);
  read_now (owner);
}

static void
check_failed_cb (gpointer      owner,
                 const GError *error)
{
  set_checking (owner, FALSE);
  peal_main_window_show_error_cb (owner, error);
}

static void
check (PealHealthPage *self,
       gboolean        whole)
{
  set_checking (self, TRUE);
  peal_when_latest (&self->check, peal_health_check (self->engine, whole), self, checked_cb, check_failed_cb);
}

static void
check_cb (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  check (PEAL_HEALTH_PAGE (widget), TRUE);
}

/* Once in a while, and only what is new: nobody waits for it. */
static void
check_news (PealHealthPage *self)
{
  const PealInspection *ledger = self->health->vitals->ledger;

  if (self->checked || self->checking)
    return;
  self->checked = TRUE;
  if (ledger->ended_at == PEAL_TIME_NEVER || self->health->at - ledger->ended_at > CHECK_AFTER)
    check (self, FALSE);
}

/* Reading ------------------------------------------------------------------------------------------ */

static void
read_cb (gpointer      owner,
         const GValue *value)
{
  PealHealthPage *self = owner;

  g_clear_pointer (&self->health, peal_health_unref);
  self->health = g_value_dup_boxed (value);
  self->failed = FALSE;
  show_problems (self);
  show_sending (self);
  show_accounts (self);
  show_failures (self);
  peal_health_computer_show (self->computer, self->health);
  gtk_widget_set_visible (self->content, TRUE);
  check_news (self);
}

static void
read_failed_cb (gpointer      owner,
                const GError *error)
{
  PealHealthPage *self = owner;

  if (!self->failed)
    peal_main_window_show_error_cb (self, error);
  self->failed = TRUE;
}

/* A reading that takes its time is waited for, not begun again. */
static void
read_now (PealHealthPage *self)
{
  if (self->reading != NULL && dex_future_is_pending (self->reading))
    return;
  peal_when_latest (&self->reading, peal_health_read (self->engine), self, read_cb, read_failed_cb);
}

static gboolean
tick_cb (gpointer user_data)
{
  read_now (user_data);
  return G_SOURCE_CONTINUE;
}

static void
health_changed_cb (PealHealthPage *self)
{
  if (self->timeout != 0)
    read_now (self);
}

static void
begin_reading (PealHealthPage *self)
{
  if (self->engine == NULL || self->timeout != 0)
    return;
  read_now (self);
  self->timeout = g_timeout_add_seconds (PAUSE_SECONDS, tick_cb, self);
}

static void
peal_health_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (peal_health_page_parent_class)->map (widget);
  begin_reading (PEAL_HEALTH_PAGE (widget));
}

static void
peal_health_page_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&PEAL_HEALTH_PAGE (widget)->timeout, g_source_remove);
  GTK_WIDGET_CLASS (peal_health_page_parent_class)->unmap (widget);
}

static void
open_page (PealPage           *page,
           PealEngine         *engine,
           const PealPageInfo *info)
{
  PealHealthPage *self = PEAL_HEALTH_PAGE (page);

  self->engine = g_object_ref (engine);
  g_signal_connect_object (engine, "health-changed", G_CALLBACK (health_changed_cb), self, G_CONNECT_SWAPPED);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    begin_reading (self);
}

static void
page_init (PealPageInterface *iface)
{
  iface->open = open_page;
}

/* Actions ------------------------------------------------------------------------------------------ */

static void
open_account_cb (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  PealHealthPage *self = PEAL_HEALTH_PAGE (widget);
  const PealHealthAccount *account = NULL;

  if (self->health != NULL)
    account = peal_health_find_account (self->health, g_variant_get_int64 (parameter));
  if (account != NULL)
    adw_dialog_present (ADW_DIALOG (peal_account_dialog_new (self->engine, account->account)), widget);
}

static void
retried_cb (gpointer      owner,
            const GValue *value)
{
  read_now (owner);
}

static void
unlock_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  PealHealthPage *self = PEAL_HEALTH_PAGE (widget);

  peal_when (peal_health_retry_account (self->engine, g_variant_get_int64 (parameter)), self, retried_cb,
             peal_main_window_show_error_cb);
}

/* Object ------------------------------------------------------------------------------------------- */

static void
peal_health_page_dispose (GObject *object)
{
  PealHealthPage *self = PEAL_HEALTH_PAGE (object);

  g_clear_handle_id (&self->timeout, g_source_remove);
  dex_clear (&self->reading);
  dex_clear (&self->check);
  gtk_widget_dispose_template (GTK_WIDGET (self), PEAL_TYPE_HEALTH_PAGE);
  g_clear_pointer (&self->health, peal_health_unref);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (peal_health_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (PEAL_TYPE_HEALTH_COMPUTER);
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-health-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PealHealthPage, content);
  gtk_widget_class_bind_template_child (widget_class, PealHealthPage, well);
  gtk_widget_class_bind_template_child (widget_class, PealHealthPage, problems_group);
  gtk_widget_class_bind_template_child (widget_class, PealHealthPage, problems);
  gtk_widget_class_bind_template_child (widget_class, PealHealthPage, waiting_row);
  gtk_widget_class_bind_template_child (widget_class, PealHealthPage, waiting);
  gtk_widget_class_bind_template_child (widget_class, PealHealthPage, later);
  gtk_widget_class_bind_template_child (widget_class, PealHealthPage, held_row);
  gtk_widget_class_bind_template_child (widget_class, PealHealthPage, held);
  gtk_widget_class_bind_template_child (widget_class, PealHealthPage, paused_row);
  gtk_widget_class_bind_template_child (widget_class, PealHealthPage, paused);
  gtk_widget_class_bind_template_child (widget_class, PealHealthPage, in_air);
  gtk_widget_class_bind_template_child (widget_class, PealHealthPage, doubt_row);
  gtk_widget_class_bind_template_child (widget_class, PealHealthPage, doubt);
  gtk_widget_class_bind_template_child (widget_class, PealHealthPage, sent_row);
  gtk_widget_class_bind_template_child (widget_class, PealHealthPage, sent);
  gtk_widget_class_bind_template_child (widget_class, PealHealthPage, accounts_group);
  gtk_widget_class_bind_template_child (widget_class, PealHealthPage, accounts);
  gtk_widget_class_bind_template_child (widget_class, PealHealthPage, failures_group);
  gtk_widget_class_bind_template_child (widget_class, PealHealthPage, failures);
  gtk_widget_class_bind_template_child (widget_class, PealHealthPage, computer);
}

static void
peal_health_page_class_init (PealHealthPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = peal_health_page_dispose;
  widget_class->map = peal_health_page_map;
  widget_class->unmap = peal_health_page_unmap;

  gtk_widget_class_install_action (widget_class, "health.check", NULL, check_cb);
  gtk_widget_class_install_action (widget_class, "health.open-account", "x", open_account_cb);
  gtk_widget_class_install_action (widget_class, "health.unlock", "x", unlock_cb);
  bind_template (widget_class);
}

static void
peal_health_page_init (PealHealthPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* peal-home-page.c: what needs a person, today's figures, what comes, what happened.
 *
 * Everything is asked for anew after commits, at most twice a second: while a
 * campaign runs there are hundreds of commits in that time. The days before
 * today are asked for once a day.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-home-page.h"

#include "peal-account-text.h"
#include "peal-accounts.h"
#include "peal-activity.h"
#include "peal-config.h"
#include "peal-credit.h"
#include "peal-figure.h"
#include "peal-figures.h"
#include "peal-focus.h"
#include "peal-format.h"
#include "peal-home-rows.h"
#include "peal-list-box.h"
#include "peal-page-table.h"
#include "peal-when.h"

#include <glib/gi18n.h>

#define N_DAYS 14
#define N_COMING 5
#define N_ACTIVITY 25
#define PAUSE_MS 500

struct _PealHomePage
{
  AdwBin parent_instance;
  PealEngine *engine;
  PealFigures days[N_DAYS];  /* oldest first; the last is today */
  PealAttention *attention;
  GPtrArray *account_list;   /* of PealAccount */
  GPtrArray *credits;        /* of PealCredit */
  guint timeout;
  DexFuture *reading_days;
  DexFuture *reading_attention;
  DexFuture *reading_coming;
  DexFuture *reading_activity;
  DexFuture *reading_accounts;
  DexFuture *reading_credits;

  AdwBanner *demo_banner;
  GtkListBox *attention_list;
  PealFigure *sent;
  PealFigure *delivered;
  PealFigure *replies;
  PealFigure *opt_outs;
  GtkWidget *coming_group;
  GtkListBox *coming;
  GtkBox *activity;
  GtkWidget *quiet;
};

static void page_init (PealPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PealHomePage, peal_home_page, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (PEAL_TYPE_PAGE, page_init))

static gint64
get_now (PealHomePage *self)
{
  return peal_clock_get_now (peal_engine_get_clock (self->engine));
}

/* Needs attention -------------------------------------------------------------------------------- */

static void
add_troubled_accounts (PealHomePage *self)
{
  for (guint i = 0; i < self->account_list->len; i++)
    {
      const PealAccount *account = g_ptr_array_index (self->account_list, i);
      g_autoptr(PealAccountHealth) health = peal_engine_dup_health (self->engine, account->id);

      if (peal_account_light (health->condition) == PEAL_LIGHT_RED)
        peal_home_add_account_trouble (self->attention_list, account, health, get_now (self));
    }
}

/* One that cannot send at all says so itself. */
static void
add_low_credits (PealHomePage *self)
{
  for (guint i = 0; i < self->credits->len; i++)
    {
      const PealCredit *credit = g_ptr_array_index (self->credits, i);
      g_autoptr(PealAccountHealth) health = peal_engine_dup_health (self->engine, credit->account_id);

      if (peal_credit_is_low (credit) && peal_account_light (health->condition) != PEAL_LIGHT_RED)
        peal_home_add_low_credit (self->attention_list, credit);
    }
}

static void
show_attention (PealHomePage *self)
{
  gboolean demo = FALSE;
  PealFocus focus = peal_focus_hold (self->attention_list);

  peal_list_box_clear (self->attention_list);
  if (self->attention != NULL)
    peal_home_show_attention (self->attention_list, self->attention);
  if (self->credits != NULL)
    add_low_credits (self);
  if (self->account_list != NULL)
    {
      add_troubled_accounts (self);
      demo = self->account_list->len > 0;
      for (guint i = 0; i < self->account_list->len; i++)
        demo = demo && g_str_equal (((PealAccount *) g_ptr_array_index (self->account_list, i))->provider,
                                    "simulator");
    }
  adw_banner_set_revealed (self->demo_banner, demo);
  gtk_widget_set_visible (GTK_WIDGET (self->attention_list),
                          gtk_list_box_get_row_at_index (self->attention_list, 0) != NULL);
  peal_focus_release (&focus, GTK_WIDGET (self));
}

static void
attention_read_cb (gpointer      owner,
                   const GValue *value)
{
  PealHomePage *self = owner;

  g_clear_pointer (&self->attention, peal_attention_free);
  self->attention = g_value_dup_boxed (value);
  show_attention (self);
}

static void
accounts_read_cb (gpointer      owner,
                  const GValue *value)
{
  PealHomePage *self = owner;

  g_clear_pointer (&self->account_list, g_ptr_array_unref);
  self->account_list = g_value_dup_boxed (value);
  show_attention (self);
}

static void
credits_read_cb (gpointer      owner,
                 const GValue *value)
{
  PealHomePage *self = owner;

  g_clear_pointer (&self->credits, g_ptr_array_unref);
  self->credits = g_value_dup_boxed (value);
  show_attention (self);
}

/* Figures ---------------------------------------------------------------------------------------- */

typedef gint64 (*GetFigure) (const PealFigures *day);

static gint64 get_sent (const PealFigures *day) { return day->n_sent; }
static gint64 get_delivered (const PealFigures *day) { return day->n_delivered; }
static gint64 get_replies (const PealFigures *day) { return day->n_replies; }
static gint64 get_opt_outs (const PealFigures *day) { return day->n_opt_outs; }

static void
show_figure (PealHomePage *self,
             PealFigure   *figure,
             GetFigure     get)
{
  gint64 values[N_DAYS];

  for (guint i = 0; i < N_DAYS; i++)
    values[i] = get (&self->days[i]);
  peal_figure_set_days (figure, values, N_DAYS);
}

static void
days_read_cb (gpointer      owner,
              const GValue *value)
{
  PealHomePage *self = owner;
  const GArray *days = g_value_get_boxed (value);

  for (guint i = 0; i < days->len && i < N_DAYS; i++)
    self->days[N_DAYS - days->len + i] = g_array_index (days, PealFigures, i);
  show_figure (self, self->sent, get_sent);
  show_figure (self, self->delivered, get_delivered);
  show_figure (self, self->replies, get_replies);
  show_figure (self, self->opt_outs, get_opt_outs);
}

static void
read_days (PealHomePage *self)
{
  gint64 now = get_now (self);
  gboolean same_day = self->days[N_DAYS - 1].from == peal_format_day_start (now, 0);
  guint n = same_day ? 1 : N_DAYS;
  gint64 edges[N_DAYS + 1];

  for (guint i = 0; i <= n; i++)
    edges[i] = peal_format_day_start (now, (int) i - (int) n + 1);
  peal_when_latest (&self->reading_days,
                    peal_figures_load (peal_engine_get_store (self->engine), edges, n + 1), self,
                    days_read_cb, NULL);
}

/* Coming up and recent activity ------------------------------------------------------------------ */

static void
coming_read_cb (gpointer      owner,
                const GValue *value)
{
  PealHomePage *self = owner;
  const GPtrArray *coming = g_value_get_boxed (value);
  PealFocus focus = peal_focus_hold (self->coming);

  peal_list_box_clear (self->coming);
  for (guint i = 0; i < coming->len; i++)
    gtk_list_box_append (self->coming, peal_home_coming_row_new (g_ptr_array_index (coming, i),
                                                                 get_now (self)));
  gtk_widget_set_visible (self->coming_group, coming->len > 0);
  peal_focus_release (&focus, GTK_WIDGET (self));
}

static GtkListBox *
add_day (PealHomePage *self,
         gint64        at)
{
  gint64 now = get_now (self);
  gboolean today = peal_format_day_start (at, 0) == peal_format_day_start (now, 0);
  g_autofree char *day = today ? g_strdup (_("Earlier Today")) : peal_format_day (at, now);
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *list = gtk_list_box_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), day);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, day, -1);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), list);
  gtk_box_append (self->activity, group);
  return GTK_LIST_BOX (list);
}

static void
activity_read_cb (gpointer      owner,
                  const GValue *value)
{
  PealHomePage *self = owner;
  const GPtrArray *feed = g_value_get_boxed (value);
  GtkListBox *list = NULL;
  gint64 day = -1;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->activity))) != NULL)
    gtk_box_remove (self->activity, child);
  for (guint i = 0; i < feed->len; i++)
    {
      const PealActivity *entry = g_ptr_array_index (feed, i);
      gint64 start = peal_format_day_start (entry->at, 0);

      if (list == NULL || start != day)
        list = add_day (self, entry->at);
      day = start;
      gtk_list_box_append (list, peal_home_activity_row_new (entry));
    }
  gtk_widget_set_visible (self->quiet, feed->len == 0);
}

/* Reading ---------------------------------------------------------------------------------------- */

static gboolean
read_cb (gpointer user_data)
{
  PealHomePage *self = user_data;
  PealStore *store = peal_engine_get_store (self->engine);

  self->timeout = 0;
  read_days (self);
  peal_when_latest (&self->reading_attention, peal_figures_attention (store, PEAL_DAY), self,
                    attention_read_cb, NULL);
  peal_when_latest (&self->reading_coming, peal_figures_coming_up (store, N_COMING), self,
                    coming_read_cb, NULL);
  peal_when_latest (&self->reading_activity, peal_activity_read (store, N_ACTIVITY), self,
                    activity_read_cb, NULL);
  peal_when_latest (&self->reading_accounts, peal_accounts_list (store), self,
                    accounts_read_cb, NULL);
  peal_when_latest (&self->reading_credits, peal_credit_load (store), self, credits_read_cb, NULL);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (PealHomePage *self)
{
  if (self->timeout == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->timeout = g_timeout_add (PAUSE_MS, read_cb, self);
}

static void
peal_home_page_map (GtkWidget *widget)
{
  PealHomePage *self = PEAL_HOME_PAGE (widget);

  GTK_WIDGET_CLASS (peal_home_page_parent_class)->map (widget);
  if (self->engine != NULL)
    read_cb (self);
}

static void
open_page (PealPage           *page,
           PealEngine         *engine,
           const PealPageInfo *info)
{
  PealHomePage *self = PEAL_HOME_PAGE (page);

  self->engine = g_object_ref (engine);
  g_signal_connect_object (peal_engine_get_store (engine), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (engine, "health-changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    read_cb (self);
}

static void
page_init (PealPageInterface *iface)
{
  iface->open = open_page;
}

/* Object ----------------------------------------------------------------------------------------- */

static void
peal_home_page_dispose (GObject *object)
{
  PealHomePage *self = PEAL_HOME_PAGE (object);

  g_clear_handle_id (&self->timeout, g_source_remove);
  dex_clear (&self->reading_days);
  dex_clear (&self->reading_attention);
  dex_clear (&self->reading_coming);
  dex_clear (&self->reading_activity);
  dex_clear (&self->reading_accounts);
  dex_clear (&self->reading_credits);
  gtk_widget_dispose_template (GTK_WIDGET (self), PEAL_TYPE_HOME_PAGE);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (peal_home_page_parent_class)->dispose (object);
}

static void
peal_home_page_finalize (GObject *object)
{
  PealHomePage *self = PEAL_HOME_PAGE (object);

  g_clear_pointer (&self->attention, peal_attention_free);
  g_clear_pointer (&self->account_list, g_ptr_array_unref);
  g_clear_pointer (&self->credits, g_ptr_array_unref);
  G_OBJECT_CLASS (peal_home_page_parent_class)->finalize (object);
}

static void
peal_home_page_class_init (PealHomePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = peal_home_page_dispose;
  object_class->finalize = peal_home_page_finalize;
  widget_class->map = peal_home_page_map;

  g_type_ensure (PEAL_TYPE_FIGURE);
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-home-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PealHomePage, demo_banner);
  gtk_widget_class_bind_template_child (widget_class, PealHomePage, attention_list);
  gtk_widget_class_bind_template_child (widget_class, PealHomePage, sent);
  gtk_widget_class_bind_template_child (widget_class, PealHomePage, delivered);
  gtk_widget_class_bind_template_child (widget_class, PealHomePage, replies);
  gtk_widget_class_bind_template_child (widget_class, PealHomePage, opt_outs);
  gtk_widget_class_bind_template_child (widget_class, PealHomePage, coming_group);
  gtk_widget_class_bind_template_child (widget_class, PealHomePage, coming);
  gtk_widget_class_bind_template_child (widget_class, PealHomePage, activity);
  gtk_widget_class_bind_template_child (widget_class, PealHomePage, quiet);
}

static void
peal_home_page_init (PealHomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

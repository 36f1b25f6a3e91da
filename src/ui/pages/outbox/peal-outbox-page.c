/* peal-outbox-page.c: what has not left, what is in doubt, what failed.
 *
 * One shelf is shown at a time; the others only as counts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-outbox-page.h"

#include "peal-actions.h"
#include "peal-config.h"
#include "peal-focus.h"
#include "peal-format.h"
#include "peal-id-list.h"
#include "peal-id-rows.h"
#include "peal-main-window.h"
#include "peal-outbox-acts.h"
#include "peal-outbox-filter.h"
#include "peal-outbox-row.h"
#include "peal-outbox-shelves.h"
#include "peal-page-table.h"
#include "peal-when.h"

#include <glib/gi18n.h>

/* Between two readings, so that a campaign that runs costs the window nothing. */
#define PAUSE_MS 400

struct _PealOutboxPage
{
  AdwBin parent_instance;
  PealEngine *engine;
  guint health_timeout;
  PealShelf shelf;           /* the one that is shown */
  gboolean chosen;           /* by a person, so that it stays even if it empties */
  DexFuture *counting;
  DexFuture *listing;

  PealIdList *ids;
  GtkWidget *select_button;
  GtkScrolledWindow *shelves_scroller;
  AdwToggleGroup *shelves;
  PealOutboxFilter *filter;
  GtkLabel *note;
  GtkStack *stack;
  GtkListView *list;
  AdwStatusPage *empty;
};

static const struct
{
  const char *label;
  const char *note;          /* NULL = what is on the shelf explains itself */
  const char *empty;
} shelf_texts[PEAL_N_SHELVES] = {
  [PEAL_SHELF_DECIDE] = { N_("Decide"),
                          N_("The gateway never said whether these were sent. Look into its own list, or ask the "
                             "person; then say what is true."),
                          N_("Nothing to Decide") },
  [PEAL_SHELF_ASKING] = { N_("In Doubt"),
                          N_("The gateway did not answer. It is asked again by itself, and nothing is sent twice."),
                          N_("Nothing Is in Doubt") },
  [PEAL_SHELF_WAITING] = { N_("Waiting"), NULL, N_("Nothing Is Waiting") },
  [PEAL_SHELF_FAILED] = { N_("Failed"), NULL, N_("Nothing Failed") },
  [PEAL_SHELF_LEFT_OUT] = { N_("Left Out"), N_("These were not sent in the last seven days, and never will be."),
                            N_("Nothing Was Left Out") },
};

/* What is done to one message, the target of the action, or to all that are selected. */
static const struct
{
  const char *name;
  const char *of_many;
  PealActKind act;
} changes[] = {
  { "outbox.take-back-one", "outbox.take-back", PEAL_ACT_CANCEL },
  { "outbox.send-now-one", "outbox.send-now", PEAL_ACT_SEND_NOW },
};

/* What is asked about first. */
static const struct
{
  const char *name;
  const char *of_many;
  void (*ask) (GtkWidget *page, PealEngine *engine, GArray *ids);
} questions[] = {
  { "outbox.reschedule-one", "outbox.reschedule", peal_outbox_ask_when },
  { "outbox.edit-one", "outbox.edit", peal_outbox_ask_text },
};

static void page_init (PealPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PealOutboxPage, peal_outbox_page, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (PEAL_TYPE_PAGE, page_init))

static gint64
get_now (PealOutboxPage *self)
{
  return peal_clock_get_now (peal_engine_get_clock (self->engine));
}

static void
update_actions (PealOutboxPage *self)
{
  gboolean selecting;
  guint n;

  g_object_get (self->ids, "selecting", &selecting, "n-selected", &n, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), changes[i].of_many, n > 0);
  for (gsize i = 0; i < G_N_ELEMENTS (questions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), questions[i].of_many, n > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "outbox.select-all", gtk_widget_get_visible (self->select_button));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "outbox.stop-selecting", selecting);
}

/* Shelves ---------------------------------------------------------------------------------------- */

/* TRUE: only some of those that wait are shown, those of @filter. */
static gboolean
is_filtered (PealOutboxPage    *self,
             PealWaitingFilter *filter)
{
  return self->shelf == PEAL_SHELF_WAITING && peal_outbox_filter_read (self->filter, get_now (self), filter);
}

/* Where there is not room for all of them, the one that is shown can be seen. */
static void
reveal_toggle (PealOutboxPage *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (self->shelves_scroller);
  double room = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);
  double part = (double) self->shelf / (PEAL_N_SHELVES - 1);

  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    part = 1 - part;
  gtk_adjustment_set_value (adjustment, MAX (room, 0) * part);
}

static void
show_shelf (PealOutboxPage *self,
            guint           n_ids)
{
  const char *note = shelf_texts[self->shelf].note;
  PealWaitingFilter filter;
  gboolean filtered = is_filtered (self, &filter);

  adw_status_page_set_title (self->empty, filtered ? _("None of Those Waits") : _(shelf_texts[self->shelf].empty));
  adw_status_page_set_description (self->empty, filtered ? _("Others may: choose “any” in more of the lists.") : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->filter), self->shelf == PEAL_SHELF_WAITING && (filtered || n_ids > 0));
  gtk_stack_set_visible_child_name (self->stack, n_ids > 0 ? "list" : "empty");
  gtk_label_set_text (self->note, note != NULL ? _(note) : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL && n_ids > 0);
  reveal_toggle (self);
  gtk_widget_set_visible (self->select_button, self->shelf == PEAL_SHELF_WAITING && n_ids > 0);
  peal_id_list_set_selectable (self->ids, gtk_widget_get_visible (self->select_button));
  update_actions (self);
}

static void
focus_lost (gpointer page)
{
  PealOutboxPage *self = page;

  if (!gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD))
    peal_focus_into (GTK_WIDGET (self->shelves));
}

static DexFuture *
ask (gpointer page)
{
  PealOutboxPage *self = page;
  PealWaitingFilter filter;

  if (is_filtered (self, &filter))
    return peal_outbox_snapshot_waiting (peal_engine_get_store (self->engine), &filter);
  return peal_outbox_snapshot (peal_engine_get_store (self->engine), self->shelf);
}

static void
shown (gpointer page,
       guint    n_ids,
       guint    wanted)
{
  PealOutboxPage *self = page;

  show_shelf (self, n_ids);
  if (wanted != GTK_INVALID_LIST_POSITION)
    gtk_list_view_scroll_to (self->list, wanted, GTK_LIST_SCROLL_FOCUS, NULL);
}

static void
show_count (PealOutboxPage *self,
            PealShelf       shelf,
            gint64          n)
{
  g_autofree char *count = peal_format_count (n);
  g_autofree char *label = NULL;

  /* Translators: a list and how many things are in it: "Waiting 12". */
  label = n > 0 ? g_strdup_printf (_("%s %s"), _(shelf_texts[shelf].label), count)
                : g_strdup (_(shelf_texts[shelf].label));
  adw_toggle_set_label (adw_toggle_group_get_toggle (self->shelves, shelf), label);
}

/* The first shelf that holds something, until a person has chosen one. */
static void
choose_shelf (PealOutboxPage *self,
              const GArray   *counts)
{
  guint shelf = 0;

  while (shelf < counts->len && g_array_index (counts, gint64, shelf) == 0)
    shelf++;
  if (!self->chosen && shelf < counts->len && shelf != self->shelf)
    {
      self->shelf = (PealShelf) shelf;
      adw_toggle_group_set_active (self->shelves, shelf);
      peal_id_list_read (self->ids);
    }
}

static void
counted_cb (gpointer      owner,
            const GValue *value)
{
  PealOutboxPage *self = owner;
  const GArray *counts = g_value_get_boxed (value);

  for (guint i = 0; i < counts->len; i++)
    show_count (self, (PealShelf) i, g_array_index (counts, gint64, i));
  choose_shelf (self, counts);
}

static void
listed_cb (gpointer      owner,
           const GValue *value)
{
  peal_outbox_filter_offer (PEAL_OUTBOX_PAGE (owner)->filter, g_value_get_boxed (value));
}

static void
refreshed (gpointer page)
{
  PealOutboxPage *self = page;
  PealStore *store = peal_engine_get_store (self->engine);

  peal_when_latest (&self->counting, peal_outbox_count_shelves (store), self, counted_cb,
                    peal_main_window_show_error_cb);
  peal_when_latest (&self->listing, peal_outbox_list_sources (store), self, listed_cb, peal_main_window_show_error_cb);
}

static const PealIdListKind messages = {
  .load = (PealIdModelLoad) peal_talk_load_messages,
  .changes = PEAL_CHANGE_OUTBOX | PEAL_CHANGE_TALK | PEAL_CHANGE_PEOPLE,
  .pause_ms = PAUSE_MS,
  .ask = ask,
  .shown = shown,
  .focus_lost = focus_lost,
  .refreshed = refreshed,
};

static void
shelf_changed_cb (PealOutboxPage *self)
{
  guint active = adw_toggle_group_get_active (self->shelves);

  if (self->engine == NULL || active >= PEAL_N_SHELVES || active == self->shelf)
    return;
  self->shelf = (PealShelf) active;
  self->chosen = TRUE;
  peal_id_list_read (self->ids);
}

static void
filter_changed_cb (PealOutboxPage *self)
{
  self->chosen = TRUE;
  peal_id_list_set_selecting (self->ids, FALSE);
  peal_id_list_read (self->ids);
}

/* The list --------------------------------------------------------------------------------------- */

static void
set_up_row (GObject *place,
            gpointer data)
{
  PealOutboxPage *self = data;
  GtkListItem *list_item = GTK_LIST_ITEM (place);
  GtkWidget *row = peal_outbox_row_new ();
  GtkCheckButton *check = peal_outbox_row_get_check (PEAL_OUTBOX_ROW (row));

  g_object_bind_property (self->ids, "selecting", check, "visible", G_BINDING_SYNC_CREATE);
  peal_id_list_set_up_check (self->ids, check, list_item);
  peal_id_list_set_up_row (self->ids, row, list_item);
  gtk_list_item_set_child (list_item, row);
}

static void
show_row (GObject      *place,
          gconstpointer message,
          gpointer      data)
{
  GtkListItem *list_item = GTK_LIST_ITEM (place);
  PealOutboxRow *row = PEAL_OUTBOX_ROW (gtk_list_item_get_child (list_item));
  g_autofree char *description = NULL;

  peal_outbox_row_show (row, message, PEAL_OUTBOX_PAGE (data)->engine);
  description = peal_outbox_row_dup_description (row);
  gtk_list_item_set_accessible_label (list_item, description);
}

static void
activate_cb (PealOutboxPage *self,
             guint           position)
{
  g_autofree char *subject
    = g_strdup_printf ("message:%" G_GINT64_FORMAT, peal_id_list_get_id (self->ids, position));

  gtk_widget_activate_action (GTK_WIDGET (self), "win.show", "s", subject);
}

/* Actions ---------------------------------------------------------------------------------------- */

typedef void (*Act) (GtkWidget  *page,
                     PealEngine *engine,
                     gint64      message_id);

static const struct
{
  const char *name;
  Act act;
} acts[] = {
  { "outbox.retry", peal_outbox_retry },
  { "outbox.seen", peal_outbox_dismiss },
};

static void
act_cb (GtkWidget  *widget,
        const char *name,
        GVariant   *parameter)
{
  PealOutboxPage *self = PEAL_OUTBOX_PAGE (widget);

  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    if (g_str_equal (acts[i].name, name))
      acts[i].act (widget, self->engine, g_variant_get_int64 (parameter));
}

/* The target is the message, and the attempt that the person saw. */
static void
decide_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  PealOutboxPage *self = PEAL_OUTBOX_PAGE (widget);
  gint64 id;
  guint attempt;

  g_variant_get (parameter, "(xu)", &id, &attempt);
  if (g_str_equal (name, "outbox.was-sent"))
    peal_outbox_say_was_sent (widget, self->engine, id, attempt);
  else
    peal_outbox_ask_send_again (widget, self->engine, id, attempt);
}

/* The message that an action is about. Caller unrefs. */
static GArray *
dup_id (GVariant *parameter)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 id = g_variant_get_int64 (parameter);

  return g_array_append_val (ids, id);
}

static void
change_one_cb (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  g_autoptr(GArray) ids = dup_id (parameter);

  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    if (g_str_equal (changes[i].name, name))
      peal_outbox_change (widget, PEAL_OUTBOX_PAGE (widget)->engine, changes[i].act, 0, ids);
}

static void
change_many_cb (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  PealOutboxPage *self = PEAL_OUTBOX_PAGE (widget);
  g_autoptr(GArray) ids = peal_id_list_dup_selected (self->ids);

  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    if (g_str_equal (changes[i].of_many, name))
      peal_outbox_change (widget, self->engine, changes[i].act, 0, ids);
  peal_id_list_set_selecting (self->ids, FALSE);
}

static void
ask_one_cb (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  g_autoptr(GArray) ids = dup_id (parameter);

  for (gsize i = 0; i < G_N_ELEMENTS (questions); i++)
    if (g_str_equal (questions[i].name, name))
      questions[i].ask (widget, PEAL_OUTBOX_PAGE (widget)->engine, ids);
}

static void
ask_many_cb (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  PealOutboxPage *self = PEAL_OUTBOX_PAGE (widget);
  g_autoptr(GArray) ids = peal_id_list_dup_selected (self->ids);

  for (gsize i = 0; i < G_N_ELEMENTS (questions); i++)
    if (g_str_equal (questions[i].of_many, name))
      questions[i].ask (widget, self->engine, ids);
  peal_id_list_set_selecting (self->ids, FALSE);
}

static void
select_all_cb (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  peal_id_list_select_all (PEAL_OUTBOX_PAGE (widget)->ids);
}

static void
stop_selecting_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  peal_id_list_set_selecting (PEAL_OUTBOX_PAGE (widget)->ids, FALSE);
}

/* Page ------------------------------------------------------------------------------------------- */

/* Who comes back begins with the first shelf that holds something. */
static void
peal_outbox_page_map (GtkWidget *widget)
{
  PealOutboxPage *self = PEAL_OUTBOX_PAGE (widget);

  self->chosen = FALSE;
  GTK_WIDGET_CLASS (peal_outbox_page_parent_class)->map (widget);
  peal_id_list_refresh (self->ids);
}

static gboolean
health_pause_cb (gpointer user_data)
{
  PealOutboxPage *self = user_data;

  self->health_timeout = 0;
  peal_id_list_invalidate (self->ids);
  return G_SOURCE_REMOVE;
}

/* What is due waits for its account, or does not any more. */
static void
health_changed_cb (PealOutboxPage *self)
{
  if (self->health_timeout == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->health_timeout = g_timeout_add (PAUSE_MS, health_pause_cb, self);
}

static void
open_page (PealPage           *page,
           PealEngine         *engine,
           const PealPageInfo *info)
{
  PealOutboxPage *self = PEAL_OUTBOX_PAGE (page);

  self->engine = g_object_ref (engine);
  peal_id_list_open (self->ids, &messages, GTK_WIDGET (self), peal_engine_get_store (engine));
  g_signal_connect_object (engine, "health-changed", G_CALLBACK (health_changed_cb), self, G_CONNECT_SWAPPED);
}

/* "unknown:7" is a message that waits for a person's word. */
static void
show_subject (PealPage   *page,
              const char *subject)
{
  PealOutboxPage *self = PEAL_OUTBOX_PAGE (page);
  gint64 id;

  if (!g_str_has_prefix (subject, "unknown:")
      || !g_ascii_string_to_signed (subject + strlen ("unknown:"), 10, 1, G_MAXINT64, &id, NULL))
    return;
  self->chosen = TRUE;
  self->shelf = PEAL_SHELF_DECIDE;
  adw_toggle_group_set_active (self->shelves, PEAL_SHELF_DECIDE);
  peal_id_list_want (self->ids, id);
}

static void
focus (PealPage *page)
{
  peal_id_list_focus (PEAL_OUTBOX_PAGE (page)->ids);
}

static void
page_init (PealPageInterface *iface)
{
  iface->open = open_page;
  iface->show_subject = show_subject;
  iface->focus = focus;
}

/* Object ----------------------------------------------------------------------------------------- */

static void
peal_outbox_page_dispose (GObject *object)
{
  PealOutboxPage *self = PEAL_OUTBOX_PAGE (object);

  dex_clear (&self->counting);
  dex_clear (&self->listing);
  gtk_widget_dispose_template (GTK_WIDGET (self), PEAL_TYPE_OUTBOX_PAGE);
  g_clear_handle_id (&self->health_timeout, g_source_remove);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (peal_outbox_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-outbox-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PealOutboxPage, select_button);
  gtk_widget_class_bind_template_child (widget_class, PealOutboxPage, shelves_scroller);
  gtk_widget_class_bind_template_child (widget_class, PealOutboxPage, shelves);
  gtk_widget_class_bind_template_child (widget_class, PealOutboxPage, filter);
  gtk_widget_class_bind_template_child (widget_class, PealOutboxPage, note);
  gtk_widget_class_bind_template_child (widget_class, PealOutboxPage, ids);
  gtk_widget_class_bind_template_child (widget_class, PealOutboxPage, stack);
  gtk_widget_class_bind_template_child (widget_class, PealOutboxPage, list);
  gtk_widget_class_bind_template_child (widget_class, PealOutboxPage, empty);
  gtk_widget_class_bind_template_callback (widget_class, shelf_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
peal_outbox_page_class_init (PealOutboxPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (PEAL_TYPE_ID_LIST);
  g_type_ensure (PEAL_TYPE_OUTBOX_FILTER);
  object_class->dispose = peal_outbox_page_dispose;
  widget_class->map = peal_outbox_page_map;

  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    gtk_widget_class_install_action (widget_class, acts[i].name, "x", act_cb);
  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      gtk_widget_class_install_action (widget_class, changes[i].name, "x", change_one_cb);
      gtk_widget_class_install_action (widget_class, changes[i].of_many, NULL, change_many_cb);
    }
  gtk_widget_class_install_action (widget_class, "outbox.was-sent", "(xu)", decide_cb);
  gtk_widget_class_install_action (widget_class, "outbox.send-again", "(xu)", decide_cb);
  for (gsize i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      gtk_widget_class_install_action (widget_class, questions[i].name, "x", ask_one_cb);
      gtk_widget_class_install_action (widget_class, questions[i].of_many, NULL, ask_many_cb);
    }
  gtk_widget_class_install_action (widget_class, "outbox.select-all", NULL, select_all_cb);
  gtk_widget_class_install_action (widget_class, "outbox.stop-selecting", NULL, stop_selecting_cb);
  bind_template (widget_class);
}

static void
set_up_list (PealOutboxPage *self)
{
  g_autoptr(GtkListItemFactory) factory = peal_id_rows_new (set_up_row, show_row, self, NULL);

  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, peal_id_list_get_selection (self->ids));
  g_signal_connect_object (self->ids, "notify::selecting", G_CALLBACK (update_actions), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->ids, "notify::n-selected", G_CALLBACK (update_actions), self, G_CONNECT_SWAPPED);
  update_actions (self);
}

static void
peal_outbox_page_init (PealOutboxPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < PEAL_N_SHELVES; i++)
    {
      AdwToggle *toggle = adw_toggle_new ();

      adw_toggle_set_label (toggle, _(shelf_texts[i].label));
      adw_toggle_group_add (self->shelves, toggle);
    }
  set_up_list (self);
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (self->shelves_scroller), "changed",
                           G_CALLBACK (reveal_toggle), self, G_CONNECT_SWAPPED);
  peal_actions_add_shortcuts (GTK_WIDGET (self), "outbox.");
}

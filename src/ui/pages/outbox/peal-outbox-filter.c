/* peal-outbox-filter.c: which of the waiting messages are shown.
 *
 * One line of lists to choose from, which can be pushed aside where it is too
 * long. What each entry of a list stands for is a number; the first one, 0, is
 * "any".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-outbox-filter.h"

#include "peal-clock.h"
#include "peal-config.h"
#include "peal-reason-text.h"

#include <glib/gi18n.h>

typedef enum
{
  CHOICE_REASON,
  CHOICE_KIND,
  CHOICE_WHEN,
  CHOICE_ACCOUNT,
  CHOICE_CAMPAIGN,
  N_CHOICES,
} Choice;

/* Names of accounts and campaigns are as long as people make them. */
#define LONGEST 24

struct _PealOutboxFilter
{
  AdwBin parent_instance;
  GtkDropDown *lists[N_CHOICES];
  GArray *values[N_CHOICES]; /* of gint64: what the entries stand for */
  gboolean filling;          /* what is chosen changes, but not by a person */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PealOutboxFilter, peal_outbox_filter, ADW_TYPE_BIN)

static const struct
{
  const char *name;
  const char *any;
} choices[N_CHOICES] = {
  [CHOICE_REASON] = { N_("What They Wait For"), N_("Any Reason") },
  [CHOICE_KIND] = { N_("What Kind They Are"), N_("Any Kind") },
  [CHOICE_WHEN] = { N_("When They Go"), N_("Any Time") },
  [CHOICE_ACCOUNT] = { N_("Which Account Sends Them"), N_("Any Account") },
  [CHOICE_CAMPAIGN] = { N_("Which Campaign They Are Of"), N_("Any Campaign") },
};

static const struct
{
  PealHoldReason reason;
  const char *label;
} reasons[] = {
  { PEAL_HOLD_SCHEDULED, N_("Their Time") },
  { PEAL_HOLD_WINDOW, N_("Lawful Hours") },
  { PEAL_HOLD_CAP, N_("Enough for Now") },
  { PEAL_HOLD_REVIEW, N_("Your Answer") },
  { PEAL_HOLD_ASK, N_("A Decision") },
  { PEAL_HOLD_RETRY, N_("Next Try") },
  { PEAL_HOLD_RATE, N_("Their Turn") },
  { PEAL_HOLD_LIMIT, N_("Your Limits") },
  { PEAL_HOLD_MONEY, N_("Money") },
  { PEAL_HOLD_NO_ROUTE, N_("Your Rules") },
  { PEAL_HOLD_ACCOUNT, N_("The Account") },
  { PEAL_HOLD_PAUSED, N_("Paused") },
};

static const struct
{
  gint64 span;
  const char *label;
} spans[] = {
  { PEAL_HOUR, N_("Within an Hour") },
  { PEAL_DAY, N_("Within a Day") },
  { 7 * PEAL_DAY, N_("Within a Week") },
};

static gint64
get_chosen (PealOutboxFilter *self,
            Choice            choice)
{
  guint selected = gtk_drop_down_get_selected (self->lists[choice]);

  return selected < self->values[choice]->len ? g_array_index (self->values[choice], gint64, selected) : 0;
}

/* Filling ---------------------------------------------------------------------------------------- */

static void
add (PealOutboxFilter *self,
     Choice            choice,
     gint64            value,
     const char       *label)
{
  gtk_string_list_append (GTK_STRING_LIST (gtk_drop_down_get_model (self->lists[choice])), label);
  g_array_append_val (self->values[choice], value);
}

static void
clear (PealOutboxFilter *self,
       Choice            choice)
{
  GListModel *labels = gtk_drop_down_get_model (self->lists[choice]);

  gtk_string_list_splice (GTK_STRING_LIST (labels), 0, g_list_model_get_n_items (labels), NULL);
  g_array_set_size (self->values[choice], 0);
  add (self, choice, 0, _(choices[choice].any));
}

static gboolean
offers (PealOutboxFilter *self,
        Choice            choice,
        gint64            value,
        const char       *label)
{
  GtkStringList *labels = GTK_STRING_LIST (gtk_drop_down_get_model (self->lists[choice]));

  for (guint i = 1; i < self->values[choice]->len; i++)
    if (g_array_index (self->values[choice], gint64, i) == value
        && g_str_equal (gtk_string_list_get_string (labels, i), label))
      return TRUE;
  return FALSE;
}

/* What @source is for @choice; 0 = nothing. */
static gint64
get_value (const PealWaitingSource *source,
           Choice                   choice)
{
  return choice == CHOICE_ACCOUNT ? source->account_id : source->campaign_id;
}

static gboolean
is_up_to_date (PealOutboxFilter *self,
               Choice            choice,
               const GPtrArray  *sources)
{
  guint n = 1;

  for (guint i = 0; i < sources->len; i++)
    {
      const PealWaitingSource *source = g_ptr_array_index (sources, i);
      gint64 value = get_value (source, choice);

      if (value != 0 && !offers (self, choice, value, source->name))
        return FALSE;
      n += value != 0;
    }
  return n == self->values[choice]->len;
}

/* What was chosen stays so, even if nothing is left of it: nobody wants to see another list all of a sudden. */
static void
offer (PealOutboxFilter *self,
       Choice            choice,
       const GPtrArray  *sources)
{
  gint64 chosen = get_chosen (self, choice);
  GtkStringObject *label = gtk_drop_down_get_selected_item (self->lists[choice]);
  g_autofree char *chosen_name = g_strdup (label != NULL ? gtk_string_object_get_string (label) : "");
  guint selected = 0;

  clear (self, choice);
  for (guint i = 0; i < sources->len; i++)
    {
      const PealWaitingSource *source = g_ptr_array_index (sources, i);

      if (get_value (source, choice) == 0)
        continue;
      if (get_value (source, choice) == chosen)
        selected = self->values[choice]->len;
      add (self, choice, get_value (source, choice), source->name);
    }
  if (chosen != 0 && selected == 0)
    {
      selected = self->values[choice]->len;
      add (self, choice, chosen, chosen_name);
    }
  gtk_drop_down_set_selected (self->lists[choice], selected);
}

/* One account is all of them; no campaign is none to choose. */
static void
show_lists (PealOutboxFilter *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->lists[CHOICE_ACCOUNT]), self->values[CHOICE_ACCOUNT]->len > 2);
  gtk_widget_set_visible (GTK_WIDGET (self->lists[CHOICE_CAMPAIGN]), self->values[CHOICE_CAMPAIGN]->len > 1);
}

void
peal_outbox_filter_offer (PealOutboxFilter *self,
                          const GPtrArray  *sources)
{
  g_return_if_fail (PEAL_IS_OUTBOX_FILTER (self));
  g_return_if_fail (sources != NULL);

  self->filling = TRUE;
  for (Choice choice = CHOICE_ACCOUNT; choice <= CHOICE_CAMPAIGN; choice++)
    if (!is_up_to_date (self, choice, sources))
      offer (self, choice, sources);
  self->filling = FALSE;
  show_lists (self);
}

/* Object ----------------------------------------------------------------------------------------- */

static void
selected_cb (PealOutboxFilter *self)
{
  if (!self->filling)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
set_up_entry_cb (GtkSignalListItemFactory *factory,
                 GtkListItem              *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), LONGEST);
  gtk_list_item_set_child (item, label);
}

static void
bind_entry_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item)
{
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)),
                      gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

static void
add_list (PealOutboxFilter *self,
          GtkBox           *box,
          Choice            choice)
{
  GtkWidget *list = gtk_drop_down_new (G_LIST_MODEL (gtk_string_list_new (NULL)), NULL);
  const char *name = _(choices[choice].name);

  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_tooltip_text (list, name);
  gtk_box_append (box, list);
  self->lists[choice] = GTK_DROP_DOWN (list);
  self->values[choice] = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (choice == CHOICE_ACCOUNT || choice == CHOICE_CAMPAIGN)
    {
      g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

      g_signal_connect (factory, "setup", G_CALLBACK (set_up_entry_cb), NULL);
      g_signal_connect (factory, "bind", G_CALLBACK (bind_entry_cb), NULL);
      gtk_drop_down_set_factory (self->lists[choice], factory);
    }
  clear (self, choice);
  g_signal_connect_object (list, "notify::selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
}

static void
peal_outbox_filter_finalize (GObject *object)
{
  for (Choice choice = 0; choice < N_CHOICES; choice++)
    g_array_unref (PEAL_OUTBOX_FILTER (object)->values[choice]);
  G_OBJECT_CLASS (peal_outbox_filter_parent_class)->finalize (object);
}

static void
peal_outbox_filter_class_init (PealOutboxFilterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = peal_outbox_filter_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
peal_outbox_filter_init (PealOutboxFilter *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *viewport = gtk_viewport_new (NULL, NULL);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  for (Choice choice = 0; choice < N_CHOICES; choice++)
    add_list (self, GTK_BOX (box), choice);
  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    add (self, CHOICE_REASON, reasons[i].reason, _(reasons[i].label));
  for (PealMessageKind kind = PEAL_MESSAGE_CONVERSATIONAL; kind <= PEAL_MESSAGE_MARKETING; kind++)
    add (self, CHOICE_KIND, kind, peal_kind_text (kind));
  for (gsize i = 0; i < G_N_ELEMENTS (spans); i++)
    add (self, CHOICE_WHEN, spans[i].span, _(spans[i].label));
  show_lists (self);

  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_viewport_set_scroll_to_focus (GTK_VIEWPORT (viewport), TRUE);
  gtk_viewport_set_child (GTK_VIEWPORT (viewport), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_EXTERNAL, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), viewport);
  gtk_widget_set_halign (scroller, GTK_ALIGN_CENTER);
  adw_bin_set_child (ADW_BIN (self), scroller);
}

gboolean
peal_outbox_filter_read (PealOutboxFilter  *self,
                         gint64             now,
                         PealWaitingFilter *filter)
{
  gint64 span;
  gboolean some = FALSE;

  g_return_val_if_fail (PEAL_IS_OUTBOX_FILTER (self), FALSE);
  g_return_val_if_fail (filter != NULL, FALSE);

  span = get_chosen (self, CHOICE_WHEN);
  *filter = (PealWaitingFilter) {
    .reason = (PealHoldReason) get_chosen (self, CHOICE_REASON),
    .account_id = get_chosen (self, CHOICE_ACCOUNT),
    .campaign_id = get_chosen (self, CHOICE_CAMPAIGN),
    .kind = (PealMessageKind) get_chosen (self, CHOICE_KIND),
    .due = span != 0 ? now + span : 0,
  };
  for (Choice choice = 0; choice < N_CHOICES; choice++)
    some |= get_chosen (self, choice) != 0;
  return some;
}

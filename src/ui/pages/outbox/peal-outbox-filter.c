/* peal-outbox-filter.c: which of the waiting messages are shown.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-outbox-filter.h"

#include "peal-clock.h"
#include "peal-config.h"
#include "peal-reason-text.h"

#include <glib/gi18n.h>

enum
{
  CHOICE_REASON,
  CHOICE_KIND,
  CHOICE_WHEN,
  N_CHOICES,
};

struct _PealOutboxFilter
{
  AdwBin parent_instance;
  GtkDropDown *choices[N_CHOICES];
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PealOutboxFilter, peal_outbox_filter, ADW_TYPE_BIN)

/* In the order of the lists; the first of each is "any". */
static const struct
{
  PealHoldReason reason;
  const char *label;
} reasons[] = {
  { PEAL_HOLD_NONE, N_("Any Reason") },
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
  { 0, N_("Any Time") },
  { PEAL_HOUR, N_("Within an Hour") },
  { PEAL_DAY, N_("Within a Day") },
  { 7 * PEAL_DAY, N_("Within a Week") },
};

static void
chosen_cb (PealOutboxFilter *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Takes @labels. */
static void
add_choice (PealOutboxFilter *self,
            AdwWrapBox       *box,
            guint             choice,
            const char       *name,
            GtkStringList    *labels)
{
  GtkWidget *widget = gtk_drop_down_new (G_LIST_MODEL (labels), NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_tooltip_text (widget, name);
  adw_wrap_box_append (box, widget);
  self->choices[choice] = GTK_DROP_DOWN (widget);
  g_signal_connect_object (widget, "notify::selected", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
}

static void
peal_outbox_filter_class_init (PealOutboxFilterClass *klass)
{
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
peal_outbox_filter_init (PealOutboxFilter *self)
{
  AdwWrapBox *box = ADW_WRAP_BOX (adw_wrap_box_new ());
  GtkStringList *labels = gtk_string_list_new (NULL);

  adw_wrap_box_set_child_spacing (box, 6);
  adw_wrap_box_set_line_spacing (box, 6);
  adw_wrap_box_set_align (box, 0.5f);
  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    gtk_string_list_append (labels, _(reasons[i].label));
  add_choice (self, box, CHOICE_REASON, _("What They Wait For"), labels);

  labels = gtk_string_list_new (NULL);
  gtk_string_list_append (labels, _("Any Kind"));
  for (PealMessageKind kind = PEAL_MESSAGE_CONVERSATIONAL; kind <= PEAL_MESSAGE_MARKETING; kind++)
    gtk_string_list_append (labels, peal_kind_text (kind));
  add_choice (self, box, CHOICE_KIND, _("What Kind They Are"), labels);

  labels = gtk_string_list_new (NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (spans); i++)
    gtk_string_list_append (labels, _(spans[i].label));
  add_choice (self, box, CHOICE_WHEN, _("When They Go"), labels);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (box));
}

static guint
get_chosen (PealOutboxFilter *self,
            guint             choice)
{
  return gtk_drop_down_get_selected (self->choices[choice]);
}

gboolean
peal_outbox_filter_read (PealOutboxFilter  *self,
                         gint64             now,
                         PealWaitingFilter *filter)
{
  gint64 span;

  g_return_val_if_fail (PEAL_IS_OUTBOX_FILTER (self), FALSE);
  g_return_val_if_fail (filter != NULL, FALSE);

  span = spans[get_chosen (self, CHOICE_WHEN)].span;
  *filter = (PealWaitingFilter) {
    .reason = reasons[get_chosen (self, CHOICE_REASON)].reason,
    .kind = (PealMessageKind) get_chosen (self, CHOICE_KIND), /* 0 = any */
    .due = span != 0 ? now + span : 0,
  };
  return filter->reason != PEAL_HOLD_NONE || filter->kind != 0 || filter->due != 0;
}

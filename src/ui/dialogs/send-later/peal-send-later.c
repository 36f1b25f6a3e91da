/* peal-send-later.c: when a message shall go.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-send-later.h"

#include "peal-config.h"
#include "peal-contacts.h"
#include "peal-format.h"
#include "peal-later-text.h"
#include "peal-list-box.h"
#include "peal-when.h"

#include <glib/gi18n.h>

struct _PealSendLater
{
  AdwDialog parent_instance;
  PealClock *clock;
  GTimeZone *zone;           /* of the clock here */
  char *theirs;              /* NULL = several */
  PealContact *contact;      /* whose number it is; NULL = nobody's, or not read yet */
  DexFuture *reading;
  PealMessageKind kind;

  GtkWidget *choose_button;
  GtkListBox *quick;
  GtkCalendar *calendar;
  GtkWidget *clock_box;
  GtkSpinButton *hour;
  GtkSpinButton *minute;
  GtkLabel *sentence;
};

G_DEFINE_FINAL_TYPE (PealSendLater, peal_send_later, ADW_TYPE_DIALOG)

enum
{
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gint64
get_now (PealSendLater *self)
{
  return peal_clock_get_now (self->clock);
}

/* R-LAW-3: all that the gate will go by. NULL: several people. @where is of what this has. */
static const PealWhereabouts *
find_whereabouts (PealSendLater   *self,
                  PealWhereabouts *where)
{
  *where = (PealWhereabouts) { .e164 = self->theirs };
  if (self->contact != NULL)
    {
      where->own_zone = self->contact->zone;
      where->country = self->contact->country;
      where->state = self->contact->region;
    }
  return self->theirs != NULL ? where : NULL;
}

static void
choose (PealSendLater *self,
        gint64         time)
{
  g_signal_emit (self, signals[CHOSEN], 0, time);
  adw_dialog_close (ADW_DIALOG (self));
}

/* Often chosen ------------------------------------------------------------------------------------ */

static void
quick_activated_cb (AdwActionRow  *row,
                    PealSendLater *self)
{
  gint64 time;

  if (peal_later_find (GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "later")), get_now (self), self->zone, &time))
    choose (self, time);
}

static void
add_quick (PealSendLater *self,
           PealLater      later)
{
  gint64 now = get_now (self);
  PealWhereabouts where;
  GtkWidget *row, *label;
  g_autofree char *moment = NULL;
  g_autofree char *there = NULL;
  gint64 time;

  if (!peal_later_find (later, now, self->zone, &time))
    return;
  moment = peal_format_clock (time);
  there = peal_moment_there_text (time, find_whereabouts (self, &where), now);
  label = gtk_label_new (moment);
  gtk_widget_add_css_class (label, "dimmed");
  gtk_widget_add_css_class (label, "numeric");
  row = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), peal_later_text (later));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), there);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data (G_OBJECT (row), "later", GINT_TO_POINTER (later));
  g_signal_connect_object (row, "activated", G_CALLBACK (quick_activated_cb), self, G_CONNECT_DEFAULT);
  gtk_list_box_append (self->quick, row);
}

/* Another time ------------------------------------------------------------------------------------ */

static gint64
read_time (PealSendLater *self,
           PealCivilFit  *fit)
{
  g_autoptr(GDateTime) day = gtk_calendar_get_date (self->calendar);
  PealCivilTime chosen = {
    .year = g_date_time_get_year (day),
    .month = g_date_time_get_month (day),
    .day = g_date_time_get_day_of_month (day),
    .hour = gtk_spin_button_get_value_as_int (self->hour),
    .minute = gtk_spin_button_get_value_as_int (self->minute),
  };

  return peal_civil_time_to_instant (&chosen, self->zone, fit);
}

static void
changed_cb (PealSendLater *self)
{
  PealWhereabouts where;
  PealLaterChoice choice = { .where = find_whereabouts (self, &where), .kind = self->kind };
  g_autofree char *text = NULL;

  if (self->clock == NULL)
    return;
  choice.now = get_now (self);
  choice.time = read_time (self, &choice.fit);
  text = peal_later_choice_text (&choice);
  gtk_label_set_text (self->sentence, text);
  gtk_widget_set_sensitive (self->choose_button, choice.time > choice.now);
}

/* "09". */
static gboolean
output_cb (PealSendLater *self,
           GtkSpinButton *button)
{
  g_autofree char *text = g_strdup_printf ("%02d", gtk_spin_button_get_value_as_int (button));

  gtk_editable_set_text (GTK_EDITABLE (button), text);
  return TRUE;
}

/* What is typed into a field is taken when it is left, or now. */
static void
choose_clicked_cb (PealSendLater *self)
{
  gint64 time;

  gtk_spin_button_update (self->hour);
  gtk_spin_button_update (self->minute);
  time = read_time (self, NULL);
  if (time > get_now (self))
    choose (self, time);
}

/* Object ------------------------------------------------------------------------------------------ */

static void
peal_send_later_dispose (GObject *object)
{
  PealSendLater *self = PEAL_SEND_LATER (object);

  dex_clear (&self->reading);
  gtk_widget_dispose_template (GTK_WIDGET (self), PEAL_TYPE_SEND_LATER);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (peal_send_later_parent_class)->dispose (object);
}

static void
peal_send_later_finalize (GObject *object)
{
  PealSendLater *self = PEAL_SEND_LATER (object);

  g_time_zone_unref (self->zone);
  g_free (self->theirs);
  g_clear_pointer (&self->contact, peal_contact_free);
  G_OBJECT_CLASS (peal_send_later_parent_class)->finalize (object);
}

static void
peal_send_later_class_init (PealSendLaterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = peal_send_later_dispose;
  object_class->finalize = peal_send_later_finalize;

  signals[CHOSEN] = g_signal_new ("chosen", PEAL_TYPE_SEND_LATER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_INT64);
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-send-later.ui");
  gtk_widget_class_bind_template_child (widget_class, PealSendLater, choose_button);
  gtk_widget_class_bind_template_child (widget_class, PealSendLater, quick);
  gtk_widget_class_bind_template_child (widget_class, PealSendLater, calendar);
  gtk_widget_class_bind_template_child (widget_class, PealSendLater, clock_box);
  gtk_widget_class_bind_template_child (widget_class, PealSendLater, hour);
  gtk_widget_class_bind_template_child (widget_class, PealSendLater, minute);
  gtk_widget_class_bind_template_child (widget_class, PealSendLater, sentence);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, output_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_clicked_cb);
}

static void
peal_send_later_init (PealSendLater *self)
{
  self->zone = g_time_zone_new_local ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_direction (self->clock_box, GTK_TEXT_DIR_LTR); /* hours stand before minutes everywhere */
}

/* What was chosen before, else tomorrow morning. */
static void
show_first (PealSendLater *self,
            gint64         time)
{
  g_autoptr(GDateTime) day = NULL;
  PealCivilTime local;

  if (time == 0)
    peal_later_find (PEAL_LATER_TOMORROW_MORNING, get_now (self), self->zone, &time);
  local = peal_civil_time_from_instant (time, self->zone);
  day = g_date_time_new (self->zone, local.year, local.month, local.day, 12, 0, 0);
  gtk_calendar_select_day (self->calendar, day);
  gtk_spin_button_set_value (self->hour, local.hour);
  gtk_spin_button_set_value (self->minute, local.minute);
  output_cb (self, self->hour);
  output_cb (self, self->minute);
  changed_cb (self);
}

static void
add_quicks (PealSendLater *self)
{
  for (PealLater later = 0; later < PEAL_N_LATERS; later++)
    add_quick (self, later);
}

/* Most people have no address; then nothing is shown anew. */
static void
contact_read_cb (gpointer      owner,
                 const GValue *value)
{
  PealSendLater *self = owner;
  const PealContact *contact = g_value_get_boxed (value);

  if (*contact->zone == '\0' && *contact->country == '\0' && *contact->region == '\0')
    return;
  self->contact = peal_contact_copy (contact);
  peal_list_box_clear (self->quick);
  add_quicks (self);
  changed_cb (self);
}

AdwDialog *
peal_send_later_new (PealEngine     *engine,
                     const char     *theirs,
                     gint64          contact_id,
                     PealMessageKind kind,
                     gint64          time)
{
  PealSendLater *self;

  g_return_val_if_fail (PEAL_IS_ENGINE (engine), NULL);

  self = g_object_new (PEAL_TYPE_SEND_LATER, NULL);
  self->clock = g_object_ref (peal_engine_get_clock (engine));
  self->theirs = g_strdup (theirs);
  self->kind = kind;
  add_quicks (self);
  show_first (self, time);
  if (theirs != NULL && contact_id != 0)
    peal_when_latest (&self->reading, peal_contacts_get (peal_engine_get_store (engine), contact_id), self,
                      contact_read_cb, NULL);
  return ADW_DIALOG (self);
}

void
peal_send_later_set_words (PealSendLater *self,
                           const char    *title,
                           const char    *verb)
{
  g_return_if_fail (PEAL_IS_SEND_LATER (self));
  g_return_if_fail (title != NULL && verb != NULL);

  adw_dialog_set_title (ADW_DIALOG (self), title);
  gtk_button_set_label (GTK_BUTTON (self->choose_button), verb);
}

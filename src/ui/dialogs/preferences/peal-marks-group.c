/* peal-marks-group.c: how many numbers were erased, and whether a certain one was.
 *
 * The number that is typed is asked for and forgotten.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-marks-group.h"

#include "peal-config.h"
#include "peal-entry.h"
#include "peal-error-text.h"
#include "peal-format.h"
#include "peal-phone.h"
#include "peal-suppression.h"
#include "peal-when.h"

#include <glib/gi18n.h>

struct _PealMarksGroup
{
  AdwPreferencesGroup parent_instance;
  PealEngine *engine;
  DexFuture *counting;
  DexFuture *asking;

  AdwActionRow *count_row;
  AdwEntryRow *number_row;
  AdwActionRow *answer_row;
  GtkImage *answer_image;
};

G_DEFINE_FINAL_TYPE (PealMarksGroup, peal_marks_group, ADW_TYPE_PREFERENCES_GROUP)

static void
answer (PealMarksGroup *self,
        const char     *icon,
        const char     *text)
{
  gtk_image_set_from_icon_name (self->answer_image, icon);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->answer_row), text);
  gtk_widget_set_visible (GTK_WIDGET (self->answer_row), TRUE);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
failed_cb (gpointer      owner,
           const GError *error)
{
  g_autofree char *text = peal_error_text (error);

  answer (owner, "dialog-warning-symbolic", text);
}

static void
checked_cb (gpointer      owner,
            const GValue *value)
{
  PealMarksGroup *self = owner;
  gint64 at = g_value_get_int64 (value);
  gint64 now = peal_clock_get_now (peal_engine_get_clock (self->engine));
  g_autofree char *day = peal_format_day (at, now);
  /* Translators: %s is a day: "Yesterday", "Tuesday, 12 March". */
  g_autofree char *text = g_strdup_printf (_("Yes: erased, and not to be texted (%s)"), day);

  if (at != 0)
    answer (self, "action-unavailable-symbolic", text);
  else
    answer (self, "object-select-symbolic", _("No, this number is none of them"));
}

static void
apply_cb (PealMarksGroup *self)
{
  PealPhone phone;

  if (self->engine == NULL)
    return;
  if (peal_phone_parse (gtk_editable_get_text (GTK_EDITABLE (self->number_row)), peal_format_get_region (), &phone)
      != PEAL_PHONE_OK)
    {
      answer (self, "dialog-warning-symbolic", _("This is no phone number."));
      return;
    }
  peal_when_latest (&self->asking, peal_suppression_check (peal_engine_get_store (self->engine), phone.e164), self,
                    checked_cb, failed_cb);
}

/* What was answered is no answer to another number. */
static void
changed_cb (PealMarksGroup *self)
{
  dex_clear (&self->asking);
  if (self->answer_row != NULL)
    gtk_widget_set_visible (GTK_WIDGET (self->answer_row), FALSE);
}

static void
counted_cb (gpointer      owner,
            const GValue *value)
{
  PealMarksGroup *self = owner;
  g_autofree char *count = peal_format_count (g_value_get_int64 (value));

  adw_action_row_set_subtitle (self->count_row, count);
}

static void
read_count (PealMarksGroup *self)
{
  peal_when_latest (&self->counting, peal_suppression_count (peal_engine_get_store (self->engine)), self, counted_cb,
                    failed_cb);
}

static void
store_changed_cb (PealMarksGroup *self,
                  guint           changes)
{
  if ((changes & PEAL_CHANGE_PEOPLE) != 0)
    read_count (self);
}

/* Object ------------------------------------------------------------------------------------------ */

static void
peal_marks_group_dispose (GObject *object)
{
  PealMarksGroup *self = PEAL_MARKS_GROUP (object);

  dex_clear (&self->counting);
  dex_clear (&self->asking);
  gtk_widget_dispose_template (GTK_WIDGET (self), PEAL_TYPE_MARKS_GROUP);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (peal_marks_group_parent_class)->dispose (object);
}

static void
peal_marks_group_class_init (PealMarksGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = peal_marks_group_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-marks-group.ui");
  gtk_widget_class_bind_template_child (widget_class, PealMarksGroup, count_row);
  gtk_widget_class_bind_template_child (widget_class, PealMarksGroup, number_row);
  gtk_widget_class_bind_template_child (widget_class, PealMarksGroup, answer_row);
  gtk_widget_class_bind_template_child (widget_class, PealMarksGroup, answer_image);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
peal_marks_group_init (PealMarksGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  peal_entry_write_ltr (self->number_row);
}

void
peal_marks_group_set_engine (PealMarksGroup *self,
                             PealEngine     *engine)
{
  g_return_if_fail (PEAL_IS_MARKS_GROUP (self));
  g_return_if_fail (PEAL_IS_ENGINE (engine) && self->engine == NULL);

  self->engine = g_object_ref (engine);
  g_signal_connect_object (peal_engine_get_store (engine), "changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  read_count (self);
}

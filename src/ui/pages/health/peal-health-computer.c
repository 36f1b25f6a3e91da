/* peal-health-computer.c: who sends, the workspace's file and history, disk, keyring.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-health-computer.h"

#include "peal-config.h"
#include "peal-format.h"
#include "peal-health-text.h"

#include <glib/gi18n.h>

struct _PealHealthComputer
{
  AdwPreferencesGroup parent_instance;

  AdwActionRow *sender;
  AdwActionRow *size_row;
  GtkLabel *size;
  GtkLabel *free;
  AdwActionRow *keyring;
  AdwActionRow *history;
  GtkWidget *spinner;
  AdwActionRow *file;
};

G_DEFINE_FINAL_TYPE (PealHealthComputer, peal_health_computer, ADW_TYPE_PREFERENCES_GROUP)

static void
peal_health_computer_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PEAL_TYPE_HEALTH_COMPUTER);
  G_OBJECT_CLASS (peal_health_computer_parent_class)->dispose (object);
}

static void
peal_health_computer_class_init (PealHealthComputerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = peal_health_computer_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-health-computer.ui");
  gtk_widget_class_bind_template_child (widget_class, PealHealthComputer, sender);
  gtk_widget_class_bind_template_child (widget_class, PealHealthComputer, size_row);
  gtk_widget_class_bind_template_child (widget_class, PealHealthComputer, size);
  gtk_widget_class_bind_template_child (widget_class, PealHealthComputer, free);
  gtk_widget_class_bind_template_child (widget_class, PealHealthComputer, keyring);
  gtk_widget_class_bind_template_child (widget_class, PealHealthComputer, history);
  gtk_widget_class_bind_template_child (widget_class, PealHealthComputer, spinner);
  gtk_widget_class_bind_template_child (widget_class, PealHealthComputer, file);
}

static void
peal_health_computer_init (PealHealthComputer *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_bytes (GtkLabel *label,
            gint64    bytes)
{
  g_autofree char *text = bytes >= 0 ? g_format_size ((guint64) bytes) : g_strdup (_("Not known"));

  gtk_label_set_text (label, text);
}

static char *
sender_text (const PealHealth *health)
{
  switch (health->sender)
    {
    case PEAL_HOLDER_THIS:
      return g_strdup (_("This window"));
    case PEAL_HOLDER_OTHER:
      /* Translators: %d is the number that the system gives a running program. */
      return g_strdup_printf (_("Another Peal on this computer (process %d)"), (int) health->sender_pid);
    case PEAL_HOLDER_NOBODY:
      break;
    }
  return g_strdup (_("Nobody"));
}

static char *
inspection_text (const PealInspection *inspection,
                 gint64                now)
{
  int n = (int) MIN (inspection->n_found, G_MAXINT);
  g_autofree char *checked = NULL;

  if (n > 0)
    return g_strdup_printf (ngettext ("%d fault was found", "%d faults were found", n), n);
  if (inspection->began_at == 0 || inspection->ended_at == PEAL_TIME_NEVER)
    return g_strdup (_("Not checked yet"));
  checked = peal_format_moment (inspection->ended_at, now);
  /* Translators: %s is a time, as in "yesterday 9:41": when all was found in order. */
  return g_strdup_printf (_("Sound, checked %s"), checked);
}

/* The words of the finding itself are SQLite's and the ledger's own: they are the details. */
static void
show_inspection (AdwActionRow         *row,
                 const PealInspection *inspection,
                 gint64                now)
{
  g_autofree char *text = inspection_text (inspection, now);

  adw_action_row_set_subtitle (row, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (row), *inspection->finding != '\0' ? inspection->finding : NULL);
}

void
peal_health_computer_show (PealHealthComputer *self,
                           const PealHealth   *health)
{
  g_autofree char *sender = NULL;

  g_return_if_fail (PEAL_IS_HEALTH_COMPUTER (self));

  sender = sender_text (health);
  adw_action_row_set_subtitle (self->sender, sender);
  adw_action_row_set_subtitle (self->size_row, health->directory);
  show_bytes (self->size, health->size);
  show_bytes (self->free, health->free);
  adw_action_row_set_subtitle (self->keyring, peal_keyring_text (health->keyring));
  show_inspection (self->history, health->vitals->ledger, health->at);
  show_inspection (self->file, health->vitals->file, health->at);
}

void
peal_health_computer_set_checking (PealHealthComputer *self,
                                   gboolean            checking)
{
  g_return_if_fail (PEAL_IS_HEALTH_COMPUTER (self));

  gtk_widget_set_visible (self->spinner, checking);
}

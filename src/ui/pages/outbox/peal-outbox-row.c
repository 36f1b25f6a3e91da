/* peal-outbox-row.c: one message of the outbox, and what can be done about it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-outbox-row.h"

#include "peal-config.h"
#include "peal-format.h"
#include "peal-phone.h"

struct _PealOutboxRow
{
  AdwBin parent_instance;
  GtkLabel *name;
  GtkLabel *when;
  GtkLabel *body;
};

G_DEFINE_FINAL_TYPE (PealOutboxRow, peal_outbox_row, ADW_TYPE_BIN)

static void
peal_outbox_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PEAL_TYPE_OUTBOX_ROW);
  G_OBJECT_CLASS (peal_outbox_row_parent_class)->dispose (object);
}

static void
peal_outbox_row_class_init (PealOutboxRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = peal_outbox_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-outbox-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PealOutboxRow, name);
  gtk_widget_class_bind_template_child (widget_class, PealOutboxRow, when);
  gtk_widget_class_bind_template_child (widget_class, PealOutboxRow, body);
}

static void
peal_outbox_row_init (PealOutboxRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
peal_outbox_row_new (void)
{
  return g_object_new (PEAL_TYPE_OUTBOX_ROW, NULL);
}

/* The time that matters: of the last attempt, else when it was written. */
static char *
dup_when (const PealMessageRow *message,
          gint64                now)
{
  return peal_format_when (message->submitted_at != 0 ? message->submitted_at : message->created_at, now);
}

/* A person's name; of nobody known, the number as people write it. */
static char *
dup_name (const PealMessageRow *message)
{
  if (peal_phone_is_e164 (message->display))
    return peal_format_number (message->display);
  return g_strdup (message->display);
}

void
peal_outbox_row_show (PealOutboxRow        *self,
                      const PealMessageRow *message,
                      gint64                now)
{
  g_autofree char *name = message != NULL ? dup_name (message) : NULL;
  g_autofree char *when = message != NULL ? dup_when (message, now) : NULL;

  g_return_if_fail (PEAL_IS_OUTBOX_ROW (self));

  gtk_label_set_text (self->name, name != NULL ? name : "");
  gtk_label_set_text (self->when, when != NULL ? when : "");
  gtk_label_set_text (self->body, message != NULL ? message->body : "");
}

char *
peal_outbox_row_dup_description (PealOutboxRow *self)
{
  g_return_val_if_fail (PEAL_IS_OUTBOX_ROW (self), NULL);

  return g_strdup_printf ("%s, %s", gtk_label_get_text (self->name), gtk_label_get_text (self->body));
}

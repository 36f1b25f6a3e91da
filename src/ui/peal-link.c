/* peal-link.c: follows a link that asks for a message.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-link.h"

#include "peal-fiber.h"
#include "peal-new-message.h"
#include "peal-phone.h"
#include "peal-settings.h"
#include "peal-sms-link.h"
#include "peal-talk.h"
#include "peal-when.h"

#include <glib/gi18n.h>

#define PEAL_TYPE_LINK (peal_link_get_type ())
G_DECLARE_FINAL_TYPE (PealLink, peal_link, PEAL, LINK, GObject)

/* What is being followed; holds itself until that is done. */
struct _PealLink
{
  GObject parent_instance;
  PealMainWindow *window;
  PealSmsLink *link;
  GPtrArray *subjects;       /* "number:+15555550101" */
};

G_DEFINE_FINAL_TYPE (PealLink, peal_link, G_TYPE_OBJECT)

static void
peal_link_finalize (GObject *object)
{
  PealLink *self = PEAL_LINK (object);

  g_clear_object (&self->window);
  g_clear_pointer (&self->link, peal_sms_link_free);
  g_ptr_array_unref (self->subjects);
  G_OBJECT_CLASS (peal_link_parent_class)->finalize (object);
}

static void
peal_link_class_init (PealLinkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = peal_link_finalize;
}

static void
peal_link_init (PealLink *self)
{
  self->subjects = g_ptr_array_new_with_free_func (g_free);
}

static const char *
fault_text (PealSmsLinkFault fault)
{
  switch (fault)
    {
    case PEAL_SMS_LINK_SCHEME:
      return _("Peal cannot open this kind of link");
    case PEAL_SMS_LINK_BROKEN:
      return _("This link is damaged");
    case PEAL_SMS_LINK_EMPTY:
      return _("This link names nobody to write to");
    case PEAL_SMS_LINK_LONG:
      return _("This link asks for more than one message may hold");
    case PEAL_SMS_LINK_OK:
      break;
    }
  return "";
}

static void
failed_cb (gpointer      owner,
           const GError *error)
{
  g_autoptr(PealLink) self = owner;

  peal_main_window_show_error (self->window, error);
}

static void
write_anew (PealLink *self)
{
  AdwDialog *dialog = peal_new_message_new (peal_main_window_get_engine (self->window), "");

  for (guint i = 0; i < self->subjects->len; i++)
    peal_new_message_add (PEAL_NEW_MESSAGE (dialog), g_ptr_array_index (self->subjects, i));
  peal_new_message_set_text (PEAL_NEW_MESSAGE (dialog), self->link->body);
  adw_dialog_present (dialog, GTK_WIDGET (self->window));
}

static void
found_cb (gpointer      owner,
          const GValue *value)
{
  g_autoptr(PealLink) self = owner;
  g_autofree char *subject = g_strdup_printf ("reply:%" G_GINT64_FORMAT, g_value_get_int64 (value));

  if (g_value_get_int64 (value) != 0)
    gtk_widget_activate_action (GTK_WIDGET (self->window), "win.show", "s", subject);
  else
    write_anew (self);
}

/* FALSE, and it was said, if a number is none: a message to some of them is not what was asked for. */
static gboolean
read_numbers (PealLink   *self,
              const char *region)
{
  for (guint i = 0; self->link->numbers[i] != NULL; i++)
    {
      PealPhone phone;

      if (peal_phone_parse (self->link->numbers[i], region, &phone) != PEAL_PHONE_OK)
        {
          /* Translators: %s is what a link gives as a telephone number */
          g_autofree char *text = g_strdup_printf (_("“%s” is no number that can be texted"), self->link->numbers[i]);

          peal_main_window_toast (self->window, text);
          return FALSE;
        }
      g_ptr_array_add (self->subjects, g_strconcat ("number:", phone.e164, NULL));
    }
  return TRUE;
}

static void
region_read_cb (gpointer      owner,
                const GValue *value)
{
  g_autoptr(PealLink) self = owner;
  PealStore *store = peal_engine_get_store (peal_main_window_get_engine (self->window));

  if (!read_numbers (self, g_value_get_string (value)))
    return;
  if (self->subjects->len == 1 && *self->link->body == '\0')
    {
      const char *number = (const char *) g_ptr_array_index (self->subjects, 0) + strlen ("number:");

      peal_when (peal_talk_find (store, number), g_object_ref (self), found_cb, failed_cb);
    }
  else
    write_anew (self);
}

void
peal_link_follow (PealMainWindow *window,
                  const char     *uri)
{
  PealSmsLinkFault fault;
  PealSmsLink *link;
  PealLink *self;

  g_return_if_fail (PEAL_IS_MAIN_WINDOW (window));
  g_return_if_fail (peal_main_window_get_engine (window) != NULL);
  g_return_if_fail (uri != NULL);

  link = peal_sms_link_new (uri, &fault);
  if (link == NULL)
    {
      peal_main_window_toast (window, fault_text (fault));
      return;
    }
  self = g_object_new (PEAL_TYPE_LINK, NULL);
  self->window = g_object_ref (window);
  self->link = link;
  peal_when (peal_setting_get (peal_engine_get_store (peal_main_window_get_engine (window)), PEAL_SETTING_REGION),
             self, region_read_cb, failed_cb);
}

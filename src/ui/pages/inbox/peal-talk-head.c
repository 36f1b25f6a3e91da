/* peal-talk-head.c: whom a conversation is with, above all that is known of them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-talk-head.h"

#include "peal-config.h"
#include "peal-format.h"
#include "peal-photo.h"

#include <glib/gi18n.h>

struct _PealTalkHead
{
  AdwBin parent_instance;

  AdwAvatar *avatar;
  GtkLabel *name;
  GtkLabel *org;
  GtkWidget *show_button;
  GtkWidget *add_button;
};

G_DEFINE_FINAL_TYPE (PealTalkHead, peal_talk_head, ADW_TYPE_BIN)

static void
peal_talk_head_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PEAL_TYPE_TALK_HEAD);
  G_OBJECT_CLASS (peal_talk_head_parent_class)->dispose (object);
}

static void
peal_talk_head_class_init (PealTalkHeadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = peal_talk_head_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-talk-head.ui");
  gtk_widget_class_bind_template_child (widget_class, PealTalkHead, avatar);
  gtk_widget_class_bind_template_child (widget_class, PealTalkHead, name);
  gtk_widget_class_bind_template_child (widget_class, PealTalkHead, org);
  gtk_widget_class_bind_template_child (widget_class, PealTalkHead, show_button);
  gtk_widget_class_bind_template_child (widget_class, PealTalkHead, add_button);
}

static void
peal_talk_head_init (PealTalkHead *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
peal_talk_head_show (PealTalkHead      *self,
                     const PealContact *contact,
                     GBytes            *photo,
                     const char        *theirs)
{
  g_autofree char *number = NULL;

  g_return_if_fail (PEAL_IS_TALK_HEAD (self));
  g_return_if_fail (theirs != NULL);

  number = peal_format_number (theirs);
  adw_avatar_set_text (self->avatar, contact != NULL ? contact->display : number);
  adw_avatar_set_show_initials (self->avatar, contact != NULL);
  peal_photo_show (self->avatar, photo);
  gtk_label_set_text (self->name, contact != NULL ? contact->display : number);
  gtk_label_set_text (self->org, contact != NULL ? contact->org : _("Not in your contacts"));
  gtk_widget_set_visible (GTK_WIDGET (self->org),
                          contact == NULL || (*contact->org != '\0' && !g_str_equal (contact->org, contact->display)));
  gtk_widget_set_visible (self->show_button, contact != NULL);
  gtk_widget_set_visible (self->add_button, contact == NULL);
}

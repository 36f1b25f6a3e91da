/* peal-talk-tags.c: somebody's tags as chips, to take away and to add to.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-talk-tags.h"

#include "peal-config.h"
#include "peal-list-box.h"
#include "peal-tags.h"

#include <glib/gi18n.h>

/* More than these to choose from are found by typing. */
#define OFFERS_MAX 30

/* A wrap box puts a chip that it has to squeeze beside its place where text goes from right to left. */
#define CHIP_CHARS 22

struct _PealTalkTags
{
  AdwBin parent_instance;
  GStrv tags;                /* NULL = none */
  GStrv all;                 /* NULL = none */

  AdwWrapBox *chips;
  GtkWidget *add_button;
  GtkPopover *popover;
  GtkEditable *entry;
  GtkWidget *offers;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (PealTalkTags, peal_talk_tags, ADW_TYPE_BIN)

typedef enum
{
  SIGNAL_ADD,
  SIGNAL_REMOVE,
} PealTalkTagsSignal;

static guint signals[SIGNAL_REMOVE + 1];

static gboolean
has_tag (PealTalkTags *self,
         const char   *tag)
{
  return self->tags != NULL && g_strv_contains ((const char *const *) self->tags, tag);
}

/* Chips ------------------------------------------------------------------------------------------- */

static void
remove_cb (PealTalkTags *self,
           GtkWidget    *button)
{
  GtkLabel *label = GTK_LABEL (gtk_widget_get_prev_sibling (button));
  g_autofree char *tag = g_strdup (gtk_label_get_text (label));

  g_signal_emit (self, signals[SIGNAL_REMOVE], 0, tag);
}

static GtkWidget *
chip_new (PealTalkTags *self,
          const char   *tag)
{
  GtkWidget *chip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *label = gtk_label_new (tag);
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");
  /* Translators: %s is a tag. */
  g_autofree char *tooltip = g_strdup_printf (_("Remove “%s”"), tag);

  gtk_widget_add_css_class (chip, "chip");
  gtk_widget_set_valign (chip, GTK_ALIGN_CENTER);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), CHIP_CHARS);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (chip), label);
  gtk_box_append (GTK_BOX (chip), button);
  return chip;
}

static void
show_chips (PealTalkTags *self)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->chips));
  gboolean had_focus = gtk_widget_get_focus_child (GTK_WIDGET (self->chips)) != NULL;

  while (child != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (child);

      if (child != self->add_button)
        adw_wrap_box_remove (self->chips, child);
      child = next;
    }
  for (guint i = self->tags != NULL ? g_strv_length (self->tags) : 0; i > 0; i--)
    adw_wrap_box_prepend (self->chips, chip_new (self, self->tags[i - 1]));
  if (had_focus)
    gtk_widget_grab_focus (self->add_button);
}

/* Adding ------------------------------------------------------------------------------------------ */

static void
add (PealTalkTags *self,
     const char   *tag)
{
  gtk_popover_popdown (self->popover);
  if (!has_tag (self, tag))
    g_signal_emit (self, signals[SIGNAL_ADD], 0, tag);
}

/* "vip, colour" are two. */
static void
activate_cb (PealTalkTags *self)
{
  g_auto(GStrv) tags = peal_tags_split (gtk_editable_get_text (self->entry));

  for (guint i = 0; tags[i] != NULL; i++)
    add (self, tags[i]);
}

static void
row_activated_cb (PealTalkTags  *self,
                  GtkListBoxRow *row)
{
  g_autofree char *tag = g_strdup (gtk_label_get_text (GTK_LABEL (gtk_list_box_row_get_child (row))));

  add (self, tag);
}

static void
show_offers (PealTalkTags *self)
{
  g_autofree char *typed = g_utf8_casefold (gtk_editable_get_text (self->entry), -1);
  guint n = 0;

  peal_list_box_clear (self->list);
  for (guint i = 0; self->all != NULL && self->all[i] != NULL && n < OFFERS_MAX; i++)
    {
      g_autofree char *folded = g_utf8_casefold (self->all[i], -1);
      GtkWidget *label;

      if (has_tag (self, self->all[i]) || strstr (folded, typed) == NULL)
        continue;
      label = gtk_label_new (self->all[i]);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_list_box_append (self->list, label);
      n++;
    }
  gtk_widget_set_visible (self->offers, n > 0);
}

static void
changed_cb (PealTalkTags *self)
{
  show_offers (self);
}

static void
popover_visible_cb (PealTalkTags *self)
{
  gtk_editable_set_text (self->entry, "");
  show_offers (self);
}

/* Object ------------------------------------------------------------------------------------------ */

static void
peal_talk_tags_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL); /* it is a template child too, which would be let go twice */
  gtk_widget_dispose_template (GTK_WIDGET (object), PEAL_TYPE_TALK_TAGS);
  G_OBJECT_CLASS (peal_talk_tags_parent_class)->dispose (object);
}

static void
peal_talk_tags_finalize (GObject *object)
{
  PealTalkTags *self = PEAL_TALK_TAGS (object);

  g_strfreev (self->tags);
  g_strfreev (self->all);
  G_OBJECT_CLASS (peal_talk_tags_parent_class)->finalize (object);
}

static void
peal_talk_tags_class_init (PealTalkTagsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = peal_talk_tags_dispose;
  object_class->finalize = peal_talk_tags_finalize;
  signals[SIGNAL_ADD] = g_signal_new ("add", PEAL_TYPE_TALK_TAGS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                      G_TYPE_STRING);
  signals[SIGNAL_REMOVE] = g_signal_new ("remove", PEAL_TYPE_TALK_TAGS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                         1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-talk-tags.ui");
  gtk_widget_class_bind_template_child (widget_class, PealTalkTags, chips);
  gtk_widget_class_bind_template_child (widget_class, PealTalkTags, add_button);
  gtk_widget_class_bind_template_child (widget_class, PealTalkTags, popover);
  gtk_widget_class_bind_template_child (widget_class, PealTalkTags, entry);
  gtk_widget_class_bind_template_child (widget_class, PealTalkTags, offers);
  gtk_widget_class_bind_template_child (widget_class, PealTalkTags, list);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, popover_visible_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
peal_talk_tags_init (PealTalkTags *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
peal_talk_tags_set (PealTalkTags      *self,
                    const char *const *tags,
                    const char *const *all)
{
  g_return_if_fail (PEAL_IS_TALK_TAGS (self));

  g_strfreev (self->tags);
  g_strfreev (self->all);
  self->tags = g_strdupv ((GStrv) tags);
  self->all = g_strdupv ((GStrv) all);
  show_chips (self);
}

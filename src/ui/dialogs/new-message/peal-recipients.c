/* peal-recipients.c: who gets a message: people, groups and numbers, as chips.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-recipients.h"

#include "peal-config.h"
#include "peal-contacts.h"
#include "peal-format.h"
#include "peal-groups.h"
#include "peal-list-box.h"
#include "peal-phone.h"
#include "peal-when.h"

#include <glib/gi18n.h>

#define N_SUGGESTIONS 5

/* Somebody, on a chip or in a suggestion. */
typedef struct
{
  gint64 contact_id;         /* one of the three is set */
  gint64 group_id;
  char *e164;
  char *name;
  char *detail;
} Somebody;

struct _PealRecipients
{
  AdwBin parent_instance;
  PealStore *store;
  GPtrArray *groups;         /* of PealGroup; NULL until they are read */
  GPtrArray *chosen;         /* of GtkWidget, the chips, which the box owns */
  DexFuture *suggesting;
  DexFuture *reading_groups;

  AdwWrapBox *chips;
  GtkEditable *entry;
  GtkListBox *suggestions;
};

G_DEFINE_FINAL_TYPE (PealRecipients, peal_recipients, ADW_TYPE_BIN)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
somebody_free (gpointer data)
{
  Somebody *somebody = data;

  g_free (somebody->e164);
  g_free (somebody->name);
  g_free (somebody->detail);
  g_free (somebody);
}

static Somebody *
somebody_new (gint64      contact_id,
              gint64      group_id,
              const char *e164,
              const char *name,
              const char *detail)
{
  Somebody *somebody = g_new0 (Somebody, 1);

  somebody->contact_id = contact_id;
  somebody->group_id = group_id;
  somebody->e164 = g_strdup (e164);
  somebody->name = g_strdup (name);
  somebody->detail = g_strdup (detail);
  return somebody;
}

static Somebody *
get_somebody (gpointer widget)
{
  return g_object_get_data (widget, "somebody");
}

/* Chips ------------------------------------------------------------------------------------------- */

static void
remove_chip (PealRecipients *self,
             GtkWidget      *chip)
{
  g_ptr_array_remove (self->chosen, chip);
  adw_wrap_box_remove (self->chips, chip);
  g_signal_emit (self, signals[CHANGED], 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
remove_clicked_cb (PealRecipients *self,
                   GtkWidget      *button)
{
  remove_chip (self, gtk_widget_get_parent (button));
}

static gboolean
is_chosen (PealRecipients *self,
           const Somebody *somebody)
{
  for (guint i = 0; i < self->chosen->len; i++)
    {
      const Somebody *other = get_somebody (g_ptr_array_index (self->chosen, i));

      if (other->contact_id == somebody->contact_id && other->group_id == somebody->group_id
          && g_strcmp0 (other->e164, somebody->e164) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
show_chip (GtkWidget *chip)
{
  const Somebody *somebody = get_somebody (chip);
  GtkWidget *label = gtk_widget_get_first_child (chip);
  /* Translators: %s is a person, a group or a number. */
  g_autofree char *remove = g_strdup_printf (_("Remove %s"), somebody->name);

  gtk_label_set_text (GTK_LABEL (label), somebody->name);
  gtk_widget_set_tooltip_text (gtk_widget_get_next_sibling (label), remove);
}

/* Takes @somebody. Returns the chip, borrowed; NULL if there was one. */
static GtkWidget *
add_chip (PealRecipients *self,
          Somebody       *somebody)
{
  GtkWidget *chip, *label, *button;

  if (is_chosen (self, somebody))
    {
      somebody_free (somebody);
      return NULL;
    }
  chip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  label = gtk_label_new (NULL);
  button = gtk_button_new_from_icon_name ("window-close-symbolic");
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_add_css_class (chip, "chip");
  gtk_box_append (GTK_BOX (chip), label);
  gtk_box_append (GTK_BOX (chip), button);
  g_object_set_data_full (G_OBJECT (chip), "somebody", somebody, somebody_free);
  show_chip (chip);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_clicked_cb), self, G_CONNECT_SWAPPED);
  adw_wrap_box_insert_child_after (self->chips, chip,
                                   self->chosen->len > 0 ? g_ptr_array_index (self->chosen, self->chosen->len - 1)
                                                         : NULL);
  g_ptr_array_add (self->chosen, chip);
  gtk_editable_set_text (self->entry, "");
  g_signal_emit (self, signals[CHANGED], 0);
  return chip;
}

/* Whoever was chosen by id has got a name. */
static void
name_chip (GtkWidget  *chip,
           const char *name)
{
  g_set_str (&get_somebody (chip)->name, name);
  show_chip (chip);
}

/* Suggestions ------------------------------------------------------------------------------------- */

/* Takes @somebody. */
static void
add_suggestion (PealRecipients *self,
                Somebody       *somebody,
                const char     *icon)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *image = gtk_image_new_from_icon_name (icon);

  gtk_accessible_update_state (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), somebody->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), somebody->detail);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), image);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "somebody", somebody, somebody_free);
  gtk_list_box_append (self->suggestions, row);
}

static void
suggest_number (PealRecipients *self,
                const char     *text)
{
  g_autofree char *shown = NULL;
  PealPhone phone;

  if (peal_phone_parse (text, peal_format_get_region (), &phone) != PEAL_PHONE_OK)
    return;
  shown = peal_format_number (phone.e164);
  add_suggestion (self, somebody_new (0, 0, phone.e164, shown, _("This number")), "call-start-symbolic");
}

static void
suggest_groups (PealRecipients *self,
                const char     *text)
{
  g_autofree char *wanted = g_utf8_casefold (text, -1);

  for (guint i = 0; self->groups != NULL && i < self->groups->len; i++)
    {
      const PealGroup *group = g_ptr_array_index (self->groups, i);
      g_autofree char *name = g_utf8_casefold (group->name, -1);
      g_autofree char *count = NULL;

      if (strstr (name, wanted) == NULL)
        continue;
      count = group->broken ? g_strdup (_("Its rule asks for something that is not there any more"))
                            : g_strdup_printf (ngettext ("Group of %d", "Group of %d", group->n_members),
                                               (int) group->n_members);
      add_suggestion (self, somebody_new (0, group->id, NULL, group->name, count), "system-users-symbolic");
    }
}

static void
suggested_cb (gpointer      owner,
              const GValue *value)
{
  PealRecipients *self = owner;
  const GPtrArray *rows = g_value_get_boxed (value);
  const char *text = gtk_editable_get_text (self->entry);

  peal_list_box_clear (self->suggestions);
  suggest_number (self, text);
  suggest_groups (self, text);
  for (guint i = 0; i < rows->len; i++)
    {
      const PealContactRow *row = g_ptr_array_index (rows, i);
      g_autofree char *number = *row->e164 != '\0' ? peal_format_number (row->e164) : g_strdup (_("No number"));

      add_suggestion (self, somebody_new (row->id, 0, NULL, row->display, number), "avatar-default-symbolic");
    }
  gtk_widget_set_visible (GTK_WIDGET (self->suggestions),
                          *text != '\0' && gtk_list_box_get_row_at_index (self->suggestions, 0) != NULL);
}

static void
text_changed_cb (PealRecipients *self)
{
  const char *text = gtk_editable_get_text (self->entry);

  if (*text == '\0' || self->store == NULL)
    {
      dex_clear (&self->suggesting);
      gtk_widget_set_visible (GTK_WIDGET (self->suggestions), FALSE);
      return;
    }
  peal_when_latest (&self->suggesting, peal_contacts_suggest (self->store, text, N_SUGGESTIONS), self,
                    suggested_cb, NULL);
}

static void
row_activated_cb (PealRecipients *self,
                  GtkListBoxRow  *row)
{
  const Somebody *somebody = get_somebody (row);

  add_chip (self, somebody_new (somebody->contact_id, somebody->group_id, somebody->e164, somebody->name, NULL));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
activated_cb (PealRecipients *self)
{
  GtkListBoxRow *first = gtk_list_box_get_row_at_index (self->suggestions, 0);

  if (gtk_widget_get_visible (GTK_WIDGET (self->suggestions)) && first != NULL)
    row_activated_cb (self, first);
}

static gboolean
key_pressed_cb (PealRecipients *self,
                guint           keyval)
{
  if (keyval == GDK_KEY_BackSpace && *gtk_editable_get_text (self->entry) == '\0' && self->chosen->len > 0)
    {
      remove_chip (self, g_ptr_array_index (self->chosen, self->chosen->len - 1));
      return GDK_EVENT_STOP;
    }
  if (keyval == GDK_KEY_Down && gtk_widget_get_visible (GTK_WIDGET (self->suggestions)))
    return gtk_widget_child_focus (GTK_WIDGET (self->suggestions), GTK_DIR_TAB_FORWARD);
  return GDK_EVENT_PROPAGATE;
}

/* Object ------------------------------------------------------------------------------------------ */

static gboolean
peal_recipients_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (PEAL_RECIPIENTS (widget)->entry));
}

static void
peal_recipients_dispose (GObject *object)
{
  PealRecipients *self = PEAL_RECIPIENTS (object);

  dex_clear (&self->suggesting);
  dex_clear (&self->reading_groups);
  gtk_widget_dispose_template (GTK_WIDGET (self), PEAL_TYPE_RECIPIENTS);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (peal_recipients_parent_class)->dispose (object);
}

static void
peal_recipients_finalize (GObject *object)
{
  PealRecipients *self = PEAL_RECIPIENTS (object);

  g_clear_pointer (&self->groups, g_ptr_array_unref);
  g_ptr_array_unref (self->chosen);
  G_OBJECT_CLASS (peal_recipients_parent_class)->finalize (object);
}

static void
peal_recipients_class_init (PealRecipientsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = peal_recipients_dispose;
  object_class->finalize = peal_recipients_finalize;
  widget_class->grab_focus = peal_recipients_grab_focus;

  signals[CHANGED] = g_signal_new ("changed", PEAL_TYPE_RECIPIENTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-recipients.ui");
  gtk_widget_class_bind_template_child (widget_class, PealRecipients, chips);
  gtk_widget_class_bind_template_child (widget_class, PealRecipients, entry);
  gtk_widget_class_bind_template_child (widget_class, PealRecipients, suggestions);
  gtk_widget_class_bind_template_callback (widget_class, text_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
peal_recipients_init (PealRecipients *self)
{
  self->chosen = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* One that is not there any more stays until a person takes it away: without it, the message might go to
 * more people, or to all. */
static void
name_group (PealRecipients *self,
            GtkWidget      *chip)
{
  const char *name = _("Deleted group");

  for (guint i = 0; i < self->groups->len; i++)
    {
      const PealGroup *group = g_ptr_array_index (self->groups, i);

      if (group->id == get_somebody (chip)->group_id)
        name = group->name;
    }
  name_chip (chip, name);
}

static void
groups_read_cb (gpointer      owner,
                const GValue *value)
{
  PealRecipients *self = owner;

  self->groups = g_value_dup_boxed (value);
  for (guint i = 0; i < self->chosen->len; i++)
    if (get_somebody (g_ptr_array_index (self->chosen, i))->group_id != 0)
      name_group (self, g_ptr_array_index (self->chosen, i));
}

void
peal_recipients_set_store (PealRecipients *self,
                           PealStore      *store)
{
  g_return_if_fail (PEAL_IS_RECIPIENTS (self));
  g_return_if_fail (self->store == NULL);

  self->store = g_object_ref (store);
  peal_when_latest (&self->reading_groups, peal_groups_list_counted (store), self, groups_read_cb, NULL);
}

/* As with groups. */
static void
contact_read_cb (gpointer      owner,
                 const GValue *value)
{
  const GPtrArray *rows = g_value_get_boxed (value);
  const PealContactRow *row = rows->len > 0 ? g_ptr_array_index (rows, 0) : NULL;

  name_chip (owner, row != NULL ? row->display : _("Deleted contact"));
}

static void
add_group (PealRecipients *self,
           gint64          id)
{
  GtkWidget *chip = add_chip (self, somebody_new (0, id, NULL, "…", NULL));

  if (chip != NULL && self->groups != NULL)
    name_group (self, chip);
}

static void
add_contact (PealRecipients *self,
             gint64          id)
{
  GtkWidget *chip = add_chip (self, somebody_new (id, 0, NULL, "…", NULL));

  if (chip != NULL)
    peal_when (peal_contacts_load_rows (self->store, &id, 1), chip, contact_read_cb, NULL);
}

void
peal_recipients_add_subject (PealRecipients *self,
                             const char     *subject)
{
  const char *what;

  g_return_if_fail (PEAL_IS_RECIPIENTS (self));
  g_return_if_fail (self->store != NULL);

  what = strchr (subject, ':');
  if (what == NULL)
    return;
  if (g_str_has_prefix (subject, "contact:"))
    add_contact (self, g_ascii_strtoll (what + 1, NULL, 10));
  else if (g_str_has_prefix (subject, "group:"))
    add_group (self, g_ascii_strtoll (what + 1, NULL, 10));
  else if (g_str_has_prefix (subject, "number:"))
    {
      g_autofree char *shown = peal_format_number (what + 1);

      add_chip (self, somebody_new (0, 0, what + 1, shown, NULL));
    }
}

gboolean
peal_recipients_are_many (PealRecipients *self)
{
  g_return_val_if_fail (PEAL_IS_RECIPIENTS (self), FALSE);

  return self->chosen->len > 1
         || (self->chosen->len == 1 && get_somebody (g_ptr_array_index (self->chosen, 0))->group_id != 0);
}

gboolean
peal_recipients_fill (PealRecipients  *self,
                      PealSendRequest *request)
{
  g_autoptr(GStrvBuilder) numbers = g_strv_builder_new ();

  g_return_val_if_fail (PEAL_IS_RECIPIENTS (self), FALSE);

  request->contact_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  request->group_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < self->chosen->len; i++)
    {
      const Somebody *somebody = get_somebody (g_ptr_array_index (self->chosen, i));

      if (somebody->contact_id != 0)
        g_array_append_val (request->contact_ids, somebody->contact_id);
      else if (somebody->group_id != 0)
        g_array_append_val (request->group_ids, somebody->group_id);
      else
        g_strv_builder_add (numbers, somebody->e164);
    }
  request->numbers = g_strv_builder_end (numbers);
  return self->chosen->len > 0;
}

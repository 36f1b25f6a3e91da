/* peal-merge-page.c: two contacts side by side, and what shall hold of both.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-merge-page.h"

#include "peal-config.h"
#include "peal-contact-custom.h"
#include "peal-contact-fields.h"
#include "peal-contact-photo.h"
#include "peal-contact-text.h"
#include "peal-custom-text.h"
#include "peal-format.h"
#include "peal-main-window.h"
#include "peal-photo.h"
#include "peal-when.h"

#include <glib/gi18n.h>

/* One field about which they disagree. */
typedef struct
{
  gsize offset;              /* of the text in PealContact; 0: a field of the business's own */
  const PealCustomField *field; /* that one */
  GtkCheckButton *second;    /* chosen: what the second says */
} Choice;

struct _PealMergePage
{
  AdwNavigationPage parent_instance;
  PealStore *store;
  gint64 ids[2];
  GPtrArray *contacts;       /* of PealContact, the two; NULL until they are read */
  GPtrArray *fields;         /* of PealCustomField */
  GArray *choices_made;      /* of Choice */
  DexFuture *reading;
  DexFuture *reading_fields;
  DexFuture *reading_photo[2];
  AdwAvatar *avatars[2];

  GtkWidget *content;
  GtkBox *heads;
  GtkBox *choices;
  GtkListBox *kept;
};

G_DEFINE_FINAL_TYPE (PealMergePage, peal_merge_page, ADW_TYPE_NAVIGATION_PAGE)

enum
{
  MERGE,
  DISTINCT,
  GONE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* The texts of a contact that can differ, under the names that the ledger has for them. */
static const struct
{
  const char *name;
  gsize offset;
} texts[] = {
#define TEXT(field) { #field, G_STRUCT_OFFSET (PealContact, field) }
  TEXT (given),  TEXT (middle), TEXT (family), TEXT (org),      TEXT (title),    TEXT (industry), TEXT (birthday),
  TEXT (street), TEXT (city),   TEXT (region), TEXT (postcode), TEXT (country),  TEXT (zone),     TEXT (language),
  TEXT (status), TEXT (source), TEXT (notes),
#undef TEXT
};

#define get_text(contact, offset) (G_STRUCT_MEMBER (char *, (contact), (offset)))

static const PealContact *
get_contact (PealMergePage *self,
             guint          i)
{
  return g_ptr_array_index (self->contacts, i);
}

/* Choices ----------------------------------------------------------------------------------------- */

static GtkWidget *
new_choice (const char     *text,
            GtkCheckButton *group)
{
  GtkWidget *button = gtk_check_button_new ();
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (button), label);
  gtk_check_button_set_group (GTK_CHECK_BUTTON (button), group);
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  return button;
}

/* Two texts beside each other; returns the button of the second. */
static GtkCheckButton *
add_choice (PealMergePage *self,
            const char    *title,
            const char    *first,
            const char    *second)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *sides = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *heading = gtk_label_new (title);
  GtkWidget *left = new_choice (first, NULL);
  GtkWidget *right = new_choice (second, GTK_CHECK_BUTTON (left));

  gtk_widget_add_css_class (heading, "heading");
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_label_set_wrap (GTK_LABEL (heading), TRUE);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (left), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, heading, NULL, -1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (right), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, heading, NULL, -1);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (left), TRUE);
  gtk_box_set_homogeneous (GTK_BOX (sides), TRUE);
  gtk_box_append (GTK_BOX (sides), left);
  gtk_box_append (GTK_BOX (sides), right);
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), sides);
  gtk_box_append (self->choices, box);
  return GTK_CHECK_BUTTON (right);
}

static void
show_texts (PealMergePage *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      const char *first = get_text (get_contact (self, 0), texts[i].offset);
      const char *second = get_text (get_contact (self, 1), texts[i].offset);
      Choice choice = { texts[i].offset, NULL, NULL };

      if (*first == '\0' || *second == '\0' || g_str_equal (first, second))
        continue;
      choice.second = add_choice (self, peal_contact_field_text (texts[i].name), first, second);
      g_array_append_val (self->choices_made, choice);
    }
}

static void
show_custom (PealMergePage *self)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      const PealCustomField *field = g_ptr_array_index (self->fields, i);
      g_autofree char *first = peal_contact_custom_get (get_contact (self, 0)->custom, field->key);
      g_autofree char *second = peal_contact_custom_get (get_contact (self, 1)->custom, field->key);
      g_autofree char *first_text = peal_custom_value_text (field->type, first);
      g_autofree char *second_text = peal_custom_value_text (field->type, second);
      Choice choice = { 0, field, NULL };

      if (*first == '\0' || *second == '\0' || g_str_equal (first, second))
        continue;
      choice.second = add_choice (self, field->name, first_text, second_text);
      g_array_append_val (self->choices_made, choice);
    }
}

/* What is kept of both ---------------------------------------------------------------------------- */

static void
append_once (GPtrArray *texts_so_far,
             char      *text)
{
  if (*text == '\0' || g_ptr_array_find_with_equal_func (texts_so_far, text, g_str_equal, NULL))
    g_free (text);
  else
    g_ptr_array_add (texts_so_far, text);
}

static void
add_kept (PealMergePage *self,
          const char    *title,
          GPtrArray     *values)
{
  GtkWidget *row;
  g_autofree char *text = NULL;

  if (values->len == 0)
    return;
  g_ptr_array_add (values, NULL);
  text = g_strjoinv (", ", (char **) values->pdata);
  row = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_add_css_class (row, "property");
  gtk_list_box_append (self->kept, row);
}

static void
show_kept (PealMergePage *self)
{
  g_autoptr(GPtrArray) numbers = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) emails = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) tags = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < 2; i++)
    {
      const PealContact *contact = get_contact (self, i);

      for (guint k = 0; k < contact->phones->len; k++)
        append_once (numbers, peal_format_number (((const PealContactPhone *) contact->phones->pdata[k])->e164));
      for (guint k = 0; k < contact->emails->len; k++)
        append_once (emails, g_strdup (((const PealContactEmail *) contact->emails->pdata[k])->address));
      for (guint k = 0; contact->tags[k] != NULL; k++)
        append_once (tags, g_strdup (contact->tags[k]));
    }
  add_kept (self, _("Numbers"), numbers);
  add_kept (self, _("E-Mail"), emails);
  add_kept (self, _("Tags"), tags);
  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (self->kept)),
                          gtk_list_box_get_row_at_index (self->kept, 0) != NULL);
}

/* Heads ------------------------------------------------------------------------------------------- */

static GtkWidget *
new_head (PealMergePage *self,
          guint          i)
{
  const PealContact *contact = get_contact (self, i);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *name = gtk_label_new (contact->display);
  GtkWidget *org = gtk_label_new (contact->org);
  GtkWidget *labels[] = { name, org };

  self->avatars[i] = ADW_AVATAR (adw_avatar_new (64, contact->display, TRUE));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->avatars[i]));
  for (gsize k = 0; k < G_N_ELEMENTS (labels); k++)
    {
      gtk_label_set_wrap (GTK_LABEL (labels[k]), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (labels[k]), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_justify (GTK_LABEL (labels[k]), GTK_JUSTIFY_CENTER);
      gtk_box_append (GTK_BOX (box), labels[k]);
    }
  gtk_widget_add_css_class (name, "heading");
  gtk_widget_add_css_class (org, "dimmed");
  gtk_widget_set_visible (org, *contact->org != '\0' && !g_str_equal (contact->org, contact->display));
  return box;
}

static void
first_photo_read_cb (gpointer      owner,
                     const GValue *value)
{
  peal_photo_show (PEAL_MERGE_PAGE (owner)->avatars[0], g_value_get_boxed (value));
}

static void
second_photo_read_cb (gpointer      owner,
                      const GValue *value)
{
  peal_photo_show (PEAL_MERGE_PAGE (owner)->avatars[1], g_value_get_boxed (value));
}

static void
show_contacts (PealMergePage *self)
{
  for (guint i = 0; i < 2; i++)
    {
      gtk_box_append (self->heads, new_head (self, i));
      peal_when_latest (&self->reading_photo[i], peal_contact_photo_get (self->store, self->ids[i]), self,
                        i == 0 ? first_photo_read_cb : second_photo_read_cb, NULL);
    }
  show_texts (self);
  show_custom (self);
  gtk_widget_set_visible (GTK_WIDGET (self->choices), self->choices_made->len > 0);
  show_kept (self);
  gtk_widget_set_visible (self->content, TRUE);
}

static void
contacts_read_cb (gpointer      owner,
                  const GValue *value)
{
  PealMergePage *self = owner;
  GPtrArray *contacts = g_value_get_boxed (value);

  if (contacts->len != 2)
    {
      g_signal_emit (self, signals[GONE], 0);
      return;
    }
  self->contacts = g_ptr_array_ref (contacts);
  show_contacts (self);
}

static void
fields_read_cb (gpointer      owner,
                const GValue *value)
{
  PealMergePage *self = owner;

  self->fields = g_value_dup_boxed (value);
  peal_when_latest (&self->reading, peal_contacts_get_many (self->store, self->ids, 2), self, contacts_read_cb,
                    peal_main_window_show_error_cb);
}

static void
merge_cb (PealMergePage *self)
{
  g_signal_emit (self, signals[MERGE], 0);
}

static void
distinct_cb (PealMergePage *self)
{
  g_signal_emit (self, signals[DISTINCT], 0);
}

/* Object ------------------------------------------------------------------------------------------ */

static void
peal_merge_page_dispose (GObject *object)
{
  PealMergePage *self = PEAL_MERGE_PAGE (object);

  dex_clear (&self->reading);
  dex_clear (&self->reading_fields);
  dex_clear (&self->reading_photo[0]);
  dex_clear (&self->reading_photo[1]);
  gtk_widget_dispose_template (GTK_WIDGET (self), PEAL_TYPE_MERGE_PAGE);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (peal_merge_page_parent_class)->dispose (object);
}

static void
peal_merge_page_finalize (GObject *object)
{
  PealMergePage *self = PEAL_MERGE_PAGE (object);

  g_clear_pointer (&self->contacts, g_ptr_array_unref);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_array_unref (self->choices_made);
  G_OBJECT_CLASS (peal_merge_page_parent_class)->finalize (object);
}

static void
peal_merge_page_class_init (PealMergePageClass *klass)
{
  static const char *const names[N_SIGNALS] = { "merge", "distinct", "gone" };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = peal_merge_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = peal_merge_page_finalize;
  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], PEAL_TYPE_MERGE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-merge-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PealMergePage, content);
  gtk_widget_class_bind_template_child (widget_class, PealMergePage, heads);
  gtk_widget_class_bind_template_child (widget_class, PealMergePage, choices);
  gtk_widget_class_bind_template_child (widget_class, PealMergePage, kept);
  gtk_widget_class_bind_template_callback (widget_class, merge_cb);
  gtk_widget_class_bind_template_callback (widget_class, distinct_cb);
}

static void
peal_merge_page_init (PealMergePage *self)
{
  self->choices_made = g_array_new (FALSE, FALSE, sizeof (Choice));
  gtk_widget_init_template (GTK_WIDGET (self));
}

PealMergePage *
peal_merge_page_new (PealStore *store,
                     gint64     first,
                     gint64     second)
{
  PealMergePage *self;

  g_return_val_if_fail (PEAL_IS_STORE (store), NULL);

  self = g_object_new (PEAL_TYPE_MERGE_PAGE, NULL);
  self->store = g_object_ref (store);
  self->ids[0] = first;
  self->ids[1] = second;
  peal_when_latest (&self->reading_fields, peal_contact_fields_list (store), self, fields_read_cb,
                    peal_main_window_show_error_cb);
  return self;
}

gint64
peal_merge_page_get_first (PealMergePage *self)
{
  g_return_val_if_fail (PEAL_IS_MERGE_PAGE (self), 0);

  return self->ids[0];
}

gint64
peal_merge_page_get_second (PealMergePage *self)
{
  g_return_val_if_fail (PEAL_IS_MERGE_PAGE (self), 0);

  return self->ids[1];
}

static void
take_custom (PealContact           *merged,
             const PealContact     *second,
             const PealCustomField *field)
{
  g_autofree char *value = peal_contact_custom_get (second->custom, field->key);
  char *custom = peal_contact_custom_set (merged->custom, field->key, field->type, value);

  g_free (merged->custom);
  merged->custom = custom;
}

PealContact *
peal_merge_page_make_merged (PealMergePage *self)
{
  PealContact *merged;

  g_return_val_if_fail (PEAL_IS_MERGE_PAGE (self), NULL);

  if (self->contacts == NULL)
    return NULL;
  merged = peal_contact_copy (get_contact (self, 0));
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (*get_text (merged, texts[i].offset) == '\0')
      g_set_str (&get_text (merged, texts[i].offset), get_text (get_contact (self, 1), texts[i].offset));
  for (guint i = 0; i < self->choices_made->len; i++)
    {
      const Choice *choice = &g_array_index (self->choices_made, Choice, i);

      if (!gtk_check_button_get_active (choice->second))
        continue;
      if (choice->field != NULL)
        take_custom (merged, get_contact (self, 1), choice->field);
      else
        g_set_str (&get_text (merged, choice->offset), get_text (get_contact (self, 1), choice->offset));
    }
  g_set_str (&merged->display, ""); /* made anew of the names */
  return merged;
}

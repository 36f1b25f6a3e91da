/* peal-duplicates-dialog.c: contacts that may be the same person, and what becomes of them.
 *
 * Looked for when it opens and after each thing that a person does here: not with
 * each change of the store, as every contact is read for it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-duplicates-dialog.h"

#include "peal-config.h"
#include "peal-duplicates.h"
#include "peal-error-text.h"
#include "peal-focus.h"
#include "peal-list-box.h"
#include "peal-merge-page.h"
#include "peal-toasts.h"
#include "peal-when.h"

#include <glib/gi18n.h>

#define ACTOR "window"

/* Nobody goes through more in one sitting; those that follow move up. */
#define MOST 200

struct _PealDuplicatesDialog
{
  AdwDialog parent_instance;
  PealEngine *engine;
  GArray *pairs;             /* of PealDuplicate: those that are shown */
  guint n_pairs;             /* of all */
  DexFuture *finding;
  DexFuture *loading;

  AdwToastOverlay *toasts;
  AdwNavigationView *navigation;
  GtkStack *stack;
  AdwPreferencesGroup *group;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (PealDuplicatesDialog, peal_duplicates_dialog, ADW_TYPE_DIALOG)

static void find (PealDuplicatesDialog *self);

static PealStore *
get_store (PealDuplicatesDialog *self)
{
  return peal_engine_get_store (self->engine);
}

static void
failed_cb (gpointer      owner,
           const GError *error)
{
  g_autofree char *text = peal_error_text (error);

  peal_toasts_add (PEAL_DUPLICATES_DIALOG (owner)->toasts, text);
  find (owner);
}

static void
find_again_cb (gpointer      owner,
               const GValue *value)
{
  find (owner);
}

/* Taking back ------------------------------------------------------------------------------------- */

typedef struct
{
  PealDuplicatesDialog *dialog; /* weak */
  gint64 seq;                /* of a merge; 0: they were said not to be the same */
  gint64 ids[2];
} Undo;

static void
undo_free (gpointer  data,
           GClosure *closure)
{
  Undo *undo = data;

  g_clear_weak_pointer (&undo->dialog);
  g_free (undo);
}

static void
undo_cb (AdwToast *toast,
         gpointer  data)
{
  const Undo *undo = data;
  PealDuplicatesDialog *self = undo->dialog;

  if (self == NULL)
    return;
  if (undo->seq != 0)
    peal_when (peal_contacts_separate (get_store (self), undo->seq, ACTOR), self, find_again_cb, failed_cb);
  else
    peal_when (peal_duplicates_set_distinct (get_store (self), undo->ids[0], undo->ids[1], FALSE, ACTOR), self,
               find_again_cb, failed_cb);
}

static void
offer_undo (PealDuplicatesDialog *self,
            const char           *text,
            const Undo           *what)
{
  AdwToast *toast = adw_toast_new (text);
  Undo *undo = g_memdup2 (what, sizeof *what);

  undo->dialog = NULL;
  g_set_weak_pointer (&undo->dialog, self);
  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_button_label (toast, _("_Undo"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_cb), undo, undo_free, 0);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/* Deciding ---------------------------------------------------------------------------------------- */

static void
merged_cb (gpointer      owner,
           const GValue *value)
{
  offer_undo (owner, _("The two contacts are one now"), &(Undo) { .seq = g_value_get_int64 (value) });
  find (owner);
}

static void
merge_cb (PealDuplicatesDialog *self,
          PealMergePage        *page)
{
  g_autoptr(PealContact) merged = peal_merge_page_make_merged (page);

  if (merged == NULL)
    return;
  adw_navigation_view_pop_to_tag (self->navigation, "list");
  peal_when (peal_contacts_merge (get_store (self), merged, peal_merge_page_get_second (page), ACTOR), self, merged_cb,
             failed_cb);
}

static void
distinct_cb (PealDuplicatesDialog *self,
             PealMergePage        *page)
{
  gint64 first = peal_merge_page_get_first (page);
  gint64 second = peal_merge_page_get_second (page);

  adw_navigation_view_pop_to_tag (self->navigation, "list");
  peal_when (peal_duplicates_set_distinct (get_store (self), first, second, TRUE, ACTOR), self, find_again_cb, failed_cb);
  offer_undo (self, _("They are not taken for the same any more"), &(Undo) { .ids = { first, second } });
}

static void
gone_cb (PealDuplicatesDialog *self,
         PealMergePage        *page)
{
  adw_navigation_view_pop_to_tag (self->navigation, "list");
  peal_toasts_add (self->toasts, _("One of them is not there any more"));
  find (self);
}

static void
activated_cb (PealDuplicatesDialog *self,
              GtkListBoxRow        *row)
{
  const PealDuplicate *pair = &g_array_index (self->pairs, PealDuplicate, gtk_list_box_row_get_index (row));
  PealMergePage *page = peal_merge_page_new (get_store (self), pair->first_id, pair->second_id);

  g_signal_connect_object (page, "merge", G_CALLBACK (merge_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "distinct", G_CALLBACK (distinct_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "gone", G_CALLBACK (gone_cb), self, G_CONNECT_SWAPPED);
  adw_navigation_view_push (self->navigation, ADW_NAVIGATION_PAGE (page));
}

/* The list ---------------------------------------------------------------------------------------- */

/* "Same number, same name". Caller frees. */
static char *
describe_reasons (PealSameReasons reasons)
{
  static const struct
  {
    PealSameReasons reason;
    const char *text;
  } texts[] = {
    { PEAL_SAME_NUMBER, N_("Same number") },
    { PEAL_SAME_EMAIL, N_("Same e-mail address") },
    { PEAL_SAME_NAME, N_("Same name") },
    { PEAL_SAME_INITIALS, N_("Same last name and initial") },
  };
  g_autoptr(GString) text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if ((reasons & texts[i].reason) != 0)
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", _(texts[i].text));
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static GtkWidget *
new_row (PealDuplicatesDialog *self,
         const PealContactRow *first,
         const PealContactRow *second,
         PealSameReasons       reasons)
{
  /* Translators: the names of two contacts. */
  g_autofree char *title = g_strdup_printf (_("%s and %s"), first->display, second->display);
  g_autofree char *subtitle = describe_reasons (reasons);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_accessible_update_state (GTK_ACCESSIBLE (arrow), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  return row;
}

static void
show_count (PealDuplicatesDialog *self)
{
  g_autofree char *text
    = g_strdup_printf (ngettext ("%'u pair may be the same person.", "%'u pairs may be the same person.", self->n_pairs),
                       self->n_pairs);
  g_autofree char *first = g_strdup_printf (_("%s These are the surest."), text);

  adw_preferences_group_set_description (self->group, self->n_pairs > self->pairs->len ? first : text);
}

static void
rows_loaded_cb (gpointer      owner,
                const GValue *value)
{
  PealDuplicatesDialog *self = owner;
  const GPtrArray *rows = g_value_get_boxed (value);
  PealFocus focus = peal_focus_hold (self->list);

  peal_list_box_clear (self->list);
  for (guint i = 0, n = 0; i + 1 < rows->len; i += 2)
    {
      const PealContactRow *first = g_ptr_array_index (rows, i);
      const PealContactRow *second = g_ptr_array_index (rows, i + 1);

      if (first == NULL || second == NULL)
        g_array_remove_index (self->pairs, n); /* gone for good meanwhile */
      else
        gtk_list_box_append (self->list, new_row (self, first, second,
                                                  g_array_index (self->pairs, PealDuplicate, n++).reasons));
    }
  show_count (self);
  gtk_stack_set_visible_child_name (self->stack, self->pairs->len > 0 ? "some" : "none");
  peal_focus_release (&focus, GTK_WIDGET (self->stack));
}

static void
found_cb (gpointer      owner,
          const GValue *value)
{
  PealDuplicatesDialog *self = owner;
  const GArray *pairs = g_value_get_boxed (value);
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  self->n_pairs = pairs->len;
  g_array_set_size (self->pairs, 0);
  g_array_append_vals (self->pairs, pairs->data, MIN (pairs->len, MOST));
  for (guint i = 0; i < self->pairs->len; i++)
    {
      const PealDuplicate *pair = &g_array_index (self->pairs, PealDuplicate, i);

      g_array_append_val (ids, pair->first_id);
      g_array_append_val (ids, pair->second_id);
    }
  peal_when_latest (&self->loading,
                    peal_contacts_load_rows (get_store (self), (const gint64 *) (gpointer) ids->data, ids->len), self,
                    rows_loaded_cb, failed_cb);
}

static void
find (PealDuplicatesDialog *self)
{
  dex_clear (&self->loading);
  peal_when_latest (&self->finding, peal_duplicates_find (get_store (self)), self, found_cb, NULL);
}

/* Object ------------------------------------------------------------------------------------------ */

static void
peal_duplicates_dialog_dispose (GObject *object)
{
  PealDuplicatesDialog *self = PEAL_DUPLICATES_DIALOG (object);

  dex_clear (&self->finding);
  dex_clear (&self->loading);
  gtk_widget_dispose_template (GTK_WIDGET (self), PEAL_TYPE_DUPLICATES_DIALOG);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (peal_duplicates_dialog_parent_class)->dispose (object);
}

static void
peal_duplicates_dialog_finalize (GObject *object)
{
  g_array_unref (PEAL_DUPLICATES_DIALOG (object)->pairs);
  G_OBJECT_CLASS (peal_duplicates_dialog_parent_class)->finalize (object);
}

static void
peal_duplicates_dialog_class_init (PealDuplicatesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = peal_duplicates_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = peal_duplicates_dialog_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-duplicates-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PealDuplicatesDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, PealDuplicatesDialog, navigation);
  gtk_widget_class_bind_template_child (widget_class, PealDuplicatesDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, PealDuplicatesDialog, group);
  gtk_widget_class_bind_template_child (widget_class, PealDuplicatesDialog, list);
}

static void
peal_duplicates_dialog_init (PealDuplicatesDialog *self)
{
  self->pairs = g_array_new (FALSE, FALSE, sizeof (PealDuplicate));
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
peal_duplicates_dialog_new (PealEngine *engine)
{
  PealDuplicatesDialog *self;

  g_return_val_if_fail (PEAL_IS_ENGINE (engine), NULL);

  self = g_object_new (PEAL_TYPE_DUPLICATES_DIALOG, NULL);
  self->engine = g_object_ref (engine);
  find (self);
  return ADW_DIALOG (self);
}

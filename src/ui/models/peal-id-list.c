/* peal-id-list.c: a list over a table, as a page keeps it.
 *
 * What comes while nobody looks is only noted, and read when the page is mapped
 * again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-id-list.h"

#include "peal-focus.h"
#include "peal-main-window.h"
#include "peal-when.h"

#include <glib/gi18n.h>

struct _PealIdList
{
  GObject parent_instance;
  const PealIdListKind *kind;  /* NULL before open () */
  GtkWidget *page;             /* not owned: it owns us */
  GtkWidget *place;            /* not owned: the page owns it too */
  PealIdModel *model;
  GtkSelectionModel *selection;
  gint64 wanted;
  guint n_selected;
  gboolean selecting;
  gboolean selectable;
  gint64 anchor;               /* where a range begins: what was selected last; 0 = nowhere */
  gboolean missed;             /* a commit came while nobody looked */
  gboolean anew;               /* nothing of the answer to the present question is shown yet */
  gboolean outdated;           /* rows are to be read anew when the ids are there */
  GtkWidget *leaving;          /* not owned: had the focus when somebody wanted it here; NULL: nobody did */
  guint timeout;
  DexFuture *reading;
};

G_DEFINE_FINAL_TYPE (PealIdList, peal_id_list, G_TYPE_OBJECT)

typedef enum
{
  PROP_PLACE = 1,
  PROP_SELECTION,
  PROP_SELECTING,
  PROP_N_SELECTED,
  PROP_SELECTED_TEXT,
} PealIdListProp;

static GParamSpec *props[PROP_SELECTED_TEXT + 1];

/* Reading ---------------------------------------------------------------------------------------- */

static gboolean
has_focus (PealIdList *self)
{
  return self->place != NULL && gtk_widget_get_focus_child (self->place) != NULL;
}

static GtkWidget *
get_focus (PealIdList *self)
{
  GtkRoot *root = gtk_widget_get_root (self->page);

  return root != NULL ? gtk_root_get_focus (root) : NULL;
}

/* Who works by keyboard goes on where a row was. */
static void
keep_focus (PealIdList *self)
{
  if (has_focus (self))
    return;
  if (self->kind->focus_lost != NULL)
    self->kind->focus_lost (self->page);
  else
    peal_focus_into (self->place);
}

/* @whole: there are no others. */
static void
show_ids (PealIdList *self,
          GArray     *ids,
          gboolean    whole)
{
  gboolean focused = has_focus (self);
  guint wanted = GTK_INVALID_LIST_POSITION;

  self->anew = FALSE;
  peal_id_model_set_ids (self->model, ids);
  if (whole)
    {
      if (self->outdated)
        peal_id_model_invalidate (self->model);
      if (self->wanted != 0)
        wanted = peal_id_model_find (self->model, self->wanted);
      self->outdated = FALSE;
      self->wanted = 0;
      self->kind->shown (self->page, ids->len, wanted);
    }
  else
    self->kind->first_shown (self->page);
  if (focused)
    keep_focus (self);
  else if (self->leaving != NULL && self->leaving == get_focus (self))
    gtk_widget_child_focus (self->place, GTK_DIR_TAB_FORWARD);
  g_clear_weak_pointer (&self->leaving);
}

static void
ids_read_cb (gpointer      owner,
             const GValue *value)
{
  PealIdList *self = owner;

  if (self->page != NULL)
    show_ids (self, g_value_get_boxed (value), TRUE);
}

static void
failed_cb (gpointer      owner,
           const GError *error)
{
  PealIdList *self = owner;

  if (self->page != NULL)
    peal_main_window_show_error_cb (self->page, error);
}

static void
ask_all (PealIdList *self)
{
  peal_when_latest (&self->reading, self->kind->ask (self->page), self, ids_read_cb, failed_cb);
}

/* The others follow the first ones without a jump: what both answers begin with stays untouched in the model. */
static void
first_read_cb (gpointer      owner,
               const GValue *value)
{
  PealIdList *self = owner;
  GArray *ids = g_value_get_boxed (value);

  if (self->page == NULL)
    return;
  show_ids (self, ids, ids->len < self->kind->n_first);
  if (ids->len >= self->kind->n_first)
    ask_all (self);
}

static void
ask (PealIdList *self)
{
  DexFuture *first = NULL;

  if (self->anew && self->kind->ask_first != NULL)
    first = self->kind->ask_first (self->page);
  if (first != NULL)
    peal_when_latest (&self->reading, first, self, first_read_cb, failed_cb);
  else
    ask_all (self);
}

static gboolean
pause_over_cb (gpointer user_data)
{
  PealIdList *self = user_data;

  self->timeout = 0;
  peal_id_list_refresh (self);
  return G_SOURCE_REMOVE;
}

static void
store_changed_cb (PealIdList *self,
                  guint       changes)
{
  if ((changes & self->kind->changes) == 0 || self->page == NULL || self->timeout != 0)
    return;
  if (gtk_widget_get_mapped (self->page))
    self->timeout = g_timeout_add (self->kind->pause_ms, pause_over_cb, self);
  else
    self->missed = TRUE;
}

static void
mapped_cb (PealIdList *self)
{
  if (self->missed)
    peal_id_list_refresh (self);
}

/* Selecting -------------------------------------------------------------------------------------- */

static void
selection_changed_cb (PealIdList *self)
{
  g_autoptr(GtkBitset) set = gtk_selection_model_get_selection (self->selection);
  guint n = (guint) gtk_bitset_get_size (set);

  /* Shift and the arrow keys, or Ctrl+A: the list has done it by itself. */
  if (!self->selecting && self->selectable && n > 1)
    {
      self->selecting = TRUE;
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SELECTING]);
    }
  n = self->selecting ? n : 0;
  if (n == self->n_selected)
    return;
  self->n_selected = n;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_SELECTED]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SELECTED_TEXT]);
}

static void
check_toggled_cb (GtkCheckButton *check,
                  GtkListItem    *item)
{
  PealIdList *self = g_object_get_data (G_OBJECT (check), "peal-id-list");
  gboolean active = gtk_check_button_get_active (check);

  if (active == gtk_list_item_get_selected (item))
    return;
  if (active)
    gtk_selection_model_select_item (self->selection, gtk_list_item_get_position (item), FALSE);
  else
    gtk_selection_model_unselect_item (self->selection, gtk_list_item_get_position (item));
}

/* What is clicked, what was selected last, and all between. */
static void
select_to (PealIdList *self,
           guint       position)
{
  guint anchor = self->anchor != 0 ? peal_id_model_find (self->model, self->anchor) : GTK_INVALID_LIST_POSITION;

  if (anchor == GTK_INVALID_LIST_POSITION)
    {
      self->anchor = peal_id_model_get_id (self->model, position);
      anchor = position;
    }
  gtk_selection_model_select_range (self->selection, MIN (anchor, position), ABS ((int) anchor - (int) position) + 1, FALSE);
}

static void
toggle (PealIdList *self,
        guint       position)
{
  self->anchor = peal_id_model_get_id (self->model, position);
  if (gtk_selection_model_is_selected (self->selection, position))
    gtk_selection_model_unselect_item (self->selection, position);
  else
    gtk_selection_model_select_item (self->selection, position, FALSE);
}

static gboolean
is_on_button (GtkGesture *gesture,
              double      x,
              double      y)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  GtkWidget *at = gtk_widget_pick (row, x, y, GTK_PICK_DEFAULT);

  while (at != NULL && at != row && !GTK_IS_BUTTON (at) && !GTK_IS_MENU_BUTTON (at) && !GTK_IS_CHECK_BUTTON (at))
    at = gtk_widget_get_parent (at);
  return at != NULL && at != row;
}

static void
row_pressed_cb (GtkGesture  *gesture,
                int          n_press,
                double       x,
                double       y,
                GtkListItem *item)
{
  PealIdList *self = g_object_get_data (G_OBJECT (gesture), "peal-id-list");
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  gboolean extend = (state & GDK_SHIFT_MASK) != 0;
  guint position = gtk_list_item_get_position (item);

  if ((!self->selecting && !extend && (state & GDK_CONTROL_MASK) == 0) || !self->selectable
      || position == GTK_INVALID_LIST_POSITION || is_on_button (gesture, x, y))
    return;
  peal_id_list_set_selecting (self, TRUE);
  if (extend)
    select_to (self, position);
  else
    toggle (self, position);
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
row_held_cb (GtkGesture  *gesture,
             double       x,
             double       y,
             GtkListItem *item)
{
  PealIdList *self = g_object_get_data (G_OBJECT (gesture), "peal-id-list");
  guint position = gtk_list_item_get_position (item);

  if (self->selecting || !self->selectable || position == GTK_INVALID_LIST_POSITION)
    return;
  peal_id_list_set_selecting (self, TRUE);
  toggle (self, position);
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
add_gesture (PealIdList  *self,
             GtkWidget   *row,
             GtkGesture  *gesture,
             GCallback    callback,
             GtkListItem *item)
{
  g_object_set_data_full (G_OBJECT (gesture), "peal-id-list", g_object_ref (self), g_object_unref);
  g_signal_connect_object (gesture, "pressed", callback, item, 0);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (gesture));
}

/* Object ----------------------------------------------------------------------------------------- */

static void
set_selection (PealIdList        *self,
               GtkSelectionModel *selection)
{
  if (selection == NULL)
    return;
  self->selection = g_object_ref (selection);
  g_signal_connect_object (selection, "selection-changed", G_CALLBACK (selection_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (selection, "items-changed", G_CALLBACK (selection_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER); /* a selected row may be gone */
}

static void
peal_id_list_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  PealIdList *self = PEAL_ID_LIST (object);

  switch ((PealIdListProp) prop_id)
    {
    case PROP_PLACE:
      g_value_set_object (value, self->place);
      return;
    case PROP_SELECTION:
      g_value_set_object (value, self->selection);
      return;
    case PROP_SELECTING:
      g_value_set_boolean (value, self->selecting);
      return;
    case PROP_N_SELECTED:
      g_value_set_uint (value, self->n_selected);
      return;
    case PROP_SELECTED_TEXT:
      g_value_take_string (value, g_strdup_printf (ngettext ("%'d selected", "%'d selected", self->n_selected),
                                                   (int) self->n_selected));
      return;
    }
  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
peal_id_list_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  PealIdList *self = PEAL_ID_LIST (object);

  switch ((PealIdListProp) prop_id)
    {
    case PROP_PLACE:
      g_set_weak_pointer (&self->place, g_value_get_object (value));
      return;
    case PROP_SELECTION:
      set_selection (self, g_value_get_object (value));
      return;
    case PROP_SELECTING:
      peal_id_list_set_selecting (self, g_value_get_boolean (value));
      return;
    case PROP_N_SELECTED:
    case PROP_SELECTED_TEXT:
      break;
    }
  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
peal_id_list_dispose (GObject *object)
{
  PealIdList *self = PEAL_ID_LIST (object);

  g_clear_handle_id (&self->timeout, g_source_remove);
  dex_clear (&self->reading);
  g_clear_weak_pointer (&self->page);
  g_clear_weak_pointer (&self->place);
  g_clear_weak_pointer (&self->leaving);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (peal_id_list_parent_class)->dispose (object);
}

static void
peal_id_list_class_init (PealIdListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = peal_id_list_get_property;
  object_class->set_property = peal_id_list_set_property;
  object_class->dispose = peal_id_list_dispose;

  props[PROP_PLACE] = g_param_spec_object ("place", NULL, NULL, GTK_TYPE_WIDGET,
                                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY
                                             | G_PARAM_STATIC_STRINGS);
  props[PROP_SELECTION] = g_param_spec_object ("selection", NULL, NULL, GTK_TYPE_SELECTION_MODEL,
                                               G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY
                                                 | G_PARAM_STATIC_STRINGS);
  props[PROP_SELECTING] = g_param_spec_boolean ("selecting", NULL, NULL, FALSE,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS
                                                  | G_PARAM_EXPLICIT_NOTIFY);
  props[PROP_N_SELECTED] = g_param_spec_uint ("n-selected", NULL, NULL, 0, G_MAXUINT, 0,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_SELECTED_TEXT] = g_param_spec_string ("selected-text", NULL, NULL, NULL,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
peal_id_list_init (PealIdList *self)
{
  self->selectable = TRUE;
}

/* Public ----------------------------------------------------------------------------------------- */

void
peal_id_list_open (PealIdList           *self,
                   const PealIdListKind *kind,
                   GtkWidget            *page,
                   PealStore            *store)
{
  g_return_if_fail (PEAL_IS_ID_LIST (self));
  g_return_if_fail (kind != NULL);
  g_return_if_fail (GTK_IS_WIDGET (page));
  g_return_if_fail (PEAL_IS_STORE (store));
  g_return_if_fail (self->kind == NULL);
  g_return_if_fail (self->selection != NULL);

  self->kind = kind;
  g_set_weak_pointer (&self->page, page);
  self->model = peal_id_model_new (kind->load, G_OBJECT (store));
  g_object_set (self->selection, "model", self->model, NULL);
  g_signal_connect_object (self->model, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "map", G_CALLBACK (mapped_cb), self, G_CONNECT_SWAPPED);
  self->missed = TRUE;
  self->anew = TRUE;
  if (gtk_widget_get_mapped (page))
    mapped_cb (self);
}

void
peal_id_list_read (PealIdList *self)
{
  g_return_if_fail (PEAL_IS_ID_LIST (self));

  if (self->page == NULL)
    return;
  self->anew = TRUE;
  ask (self);
}

void
peal_id_list_refresh (PealIdList *self)
{
  g_return_if_fail (PEAL_IS_ID_LIST (self));

  if (self->page == NULL)
    return;
  self->missed = FALSE;
  self->outdated = TRUE;
  ask (self);
  if (self->kind->refreshed != NULL)
    self->kind->refreshed (self->page);
}

void
peal_id_list_want (PealIdList *self,
                   gint64      id)
{
  g_return_if_fail (PEAL_IS_ID_LIST (self));

  self->wanted = id;
  peal_id_list_read (self);
}

void
peal_id_list_invalidate (PealIdList *self)
{
  g_return_if_fail (PEAL_IS_ID_LIST (self));

  if (self->model != NULL)
    peal_id_model_invalidate (self->model);
}

guint
peal_id_list_get_n_ids (PealIdList *self)
{
  g_return_val_if_fail (PEAL_IS_ID_LIST (self), 0);

  return self->model != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->model)) : 0;
}

gint64
peal_id_list_get_id (PealIdList *self,
                     guint       position)
{
  g_return_val_if_fail (PEAL_IS_ID_LIST (self), 0);
  g_return_val_if_fail (self->model != NULL, 0);

  return peal_id_model_get_id (self->model, position);
}

guint
peal_id_list_find (PealIdList *self,
                   gint64      id)
{
  g_return_val_if_fail (PEAL_IS_ID_LIST (self), GTK_INVALID_LIST_POSITION);

  return self->model != NULL ? peal_id_model_find (self->model, id) : GTK_INVALID_LIST_POSITION;
}

void
peal_id_list_focus (PealIdList *self)
{
  g_return_if_fail (PEAL_IS_ID_LIST (self));

  if (self->page == NULL)
    return;
  if (!gtk_widget_child_focus (self->place, GTK_DIR_TAB_FORWARD) && self->reading != NULL)
    g_set_weak_pointer (&self->leaving, get_focus (self));
}

GtkSelectionModel *
peal_id_list_get_selection (PealIdList *self)
{
  g_return_val_if_fail (PEAL_IS_ID_LIST (self), NULL);

  return self->selection;
}

GArray *
peal_id_list_dup_selected (PealIdList *self)
{
  g_autoptr(GtkBitset) set = NULL;
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GtkBitsetIter iter;
  guint position;

  g_return_val_if_fail (PEAL_IS_ID_LIST (self), ids);

  if (!self->selecting || self->model == NULL)
    return ids;
  set = gtk_selection_model_get_selection (self->selection);
  for (gboolean more = gtk_bitset_iter_init_first (&iter, set, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    {
      gint64 id = peal_id_model_get_id (self->model, position);

      g_array_append_val (ids, id);
    }
  return ids;
}

void
peal_id_list_set_selecting (PealIdList *self,
                            gboolean    selecting)
{
  g_return_if_fail (PEAL_IS_ID_LIST (self));

  if (self->selecting == selecting || (selecting && !self->selectable))
    return;
  self->selecting = selecting;
  self->anchor = 0;
  gtk_selection_model_unselect_all (self->selection);
  selection_changed_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SELECTING]);
}

void
peal_id_list_set_selectable (PealIdList *self,
                             gboolean    selectable)
{
  g_return_if_fail (PEAL_IS_ID_LIST (self));

  self->selectable = selectable;
  if (!selectable)
    peal_id_list_set_selecting (self, FALSE);
}

void
peal_id_list_select_all (PealIdList *self)
{
  g_return_if_fail (PEAL_IS_ID_LIST (self));

  if (!self->selectable)
    return;
  peal_id_list_set_selecting (self, TRUE);
  gtk_selection_model_select_all (self->selection);
}

void
peal_id_list_set_up_row (PealIdList  *self,
                         GtkWidget   *row,
                         GtkListItem *item)
{
  GtkGesture *held = gtk_gesture_long_press_new ();

  g_return_if_fail (PEAL_IS_ID_LIST (self));
  g_return_if_fail (GTK_IS_WIDGET (row));
  g_return_if_fail (GTK_IS_LIST_ITEM (item));

  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (held), TRUE);
  add_gesture (self, row, gtk_gesture_click_new (), G_CALLBACK (row_pressed_cb), item);
  add_gesture (self, row, held, G_CALLBACK (row_held_cb), item);
}

void
peal_id_list_set_up_check (PealIdList     *self,
                           GtkCheckButton *check,
                           GtkListItem    *item)
{
  g_return_if_fail (PEAL_IS_ID_LIST (self));
  g_return_if_fail (GTK_IS_CHECK_BUTTON (check));
  g_return_if_fail (GTK_IS_LIST_ITEM (item));

  g_object_set_data_full (G_OBJECT (check), "peal-id-list", g_object_ref (self), g_object_unref);
  g_object_bind_property (item, "selected", check, "active", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (check, "toggled", G_CALLBACK (check_toggled_cb), item, 0);
}

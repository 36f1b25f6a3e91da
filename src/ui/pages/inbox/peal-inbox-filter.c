/* peal-inbox-filter.c: which conversations the list shows, and the menu to choose by.
 *
 * There is another menu when there is something else to choose from: GTK 4.18 does
 * not let go of the submenus of one that changes. What is chosen is the state of
 * its actions.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-inbox-filter.h"

#include "peal-accounts.h"
#include "peal-config.h"
#include "peal-contacts.h"
#include "peal-format.h"
#include "peal-settings.h"
#include "peal-staff.h"
#include "peal-when.h"

#include <glib/gi18n.h>

/* What was chosen last, as a GVariant text: shelf, ours, tag, person. */
#define REMEMBERED "inbox.filter"
#define REMEMBERED_TYPE "(ssss)"

/* A menu with more tags than that is no menu; the others are found by the search of Contacts. */
#define MAX_TAGS 40

typedef struct
{
  const char *id;
  PealTalkShelf shelf;
  const char *title;         /* translatable with _(), as all here */
  const char *label;         /* in the menu */
  const char *nothing;       /* where it is empty */
  const char *nothing_more;
} Shelf;

static const Shelf shelves[] = {
  { "open", PEAL_TALK_OPEN, N_("Open"), N_("_Open"), N_("All Done"), N_("Conversations open again when somebody writes.") },
  { "unread", PEAL_TALK_UNREAD, N_("Unread"), N_("_Unread"), N_("All Read"), N_("New messages appear here.") },
  { "waiting", PEAL_TALK_UNANSWERED, N_("Waiting for Us"), N_("_Waiting for Us"), N_("All Answered"),
    N_("Nobody waits for an answer.") },
  { "snoozed", PEAL_TALK_SNOOZED, N_("Snoozed"), N_("_Snoozed"), N_("Nothing Snoozed"),
    N_("What is put aside until later waits here.") },
  { "done", PEAL_TALK_DONE, N_("Done"), N_("_Done"), N_("Nothing Done Yet"), N_("What needs nothing more comes here.") },
  { "failed", PEAL_TALK_FAILED, N_("Not Delivered"), N_("_Not Delivered"), N_("Nothing Failed"),
    N_("All messages got through.") },
  { "mine", PEAL_TALK_OPEN, N_("Mine"), N_("_Mine"), N_("Nothing Is Yours"), N_("What somebody gives to you appears here.") },
  { "blocked", PEAL_TALK_BLOCKED, N_("Blocked"), N_("_Blocked"), N_("Nobody Is Blocked"),
    N_("What blocked people write is kept here.") },
  { "all", PEAL_TALK_ALL, N_("All"), N_("_All"), NULL, NULL },
};

struct _PealInboxFilter
{
  GObject parent_instance;
  PealStore *store;          /* NULL before open () */
  const Shelf *shelf;
  char *ours;
  char *tag;
  char *person;
  char *kept;
  gint64 me;                 /* 0 = nobody said */
  GPtrArray *numbers;        /* of PealNumber; NULL: not read yet, as those that follow */
  GStrv tags;
  GPtrArray *staff;
  GPtrArray *filters;        /* of PealSavedFilter */
  GMenu *menu;
  DexFuture *reading_numbers, *reading_tags, *reading_staff, *reading_filters, *reading_me, *reading_last;
};

G_DEFINE_FINAL_TYPE (PealInboxFilter, peal_inbox_filter, G_TYPE_OBJECT)

typedef enum
{
  PROP_SHELF = 1,
  PROP_OURS,
  PROP_TAG,
  PROP_PERSON,
  PROP_KEPT,
  PROP_TITLE,
  PROP_SEVERAL_NUMBERS,
  PROP_MENU,
} PealInboxFilterProp;

static GParamSpec *props[PROP_MENU + 1];

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gboolean
has_several_numbers (PealInboxFilter *self)
{
  return self->numbers != NULL && self->numbers->len > 1;
}

static gint64
get_person (PealInboxFilter *self)
{
  return g_ascii_strtoll (self->person, NULL, 10);
}

/* In words ---------------------------------------------------------------------------------------- */

/* NULL if there is nobody. */
static const char *
find_name (PealInboxFilter *self,
           gint64           id)
{
  for (guint i = 0; self->staff != NULL && i < self->staff->len; i++)
    {
      const PealStaff *one = g_ptr_array_index (self->staff, i);

      if (one->id == id)
        return one->name;
    }
  return NULL;
}

static char *
dup_title (PealInboxFilter *self)
{
  const PealSavedFilter *kept = peal_inbox_filter_get_kept (self);
  g_autoptr(GStrvBuilder) parts = g_strv_builder_new ();
  g_auto(GStrv) texts = NULL;
  const char *name = find_name (self, get_person (self));

  if (kept != NULL)
    return g_strdup (kept->name);
  g_strv_builder_add (parts, _(self->shelf->title));
  if (*self->ours != '\0')
    g_strv_builder_take (parts, peal_format_number (self->ours));
  if (*self->tag != '\0')
    g_strv_builder_add (parts, self->tag);
  if (name != NULL)
    g_strv_builder_add (parts, name);
  texts = g_strv_builder_end (parts);
  return g_strjoinv (" · ", texts);
}

/* The menu ---------------------------------------------------------------------------------------- */

/* @label is plain text: an underscore is one. */
static void
append (GMenu      *menu,
        const char *label,
        const char *action,
        const char *target)
{
  g_auto(GStrv) parts = g_strsplit (label, "_", -1);
  g_autofree char *text = g_strjoinv ("__", parts);
  g_autoptr(GMenuItem) item = g_menu_item_new (text, NULL);

  g_menu_item_set_action_and_target (item, action, "s", target);
  g_menu_append_item (menu, item);
}

static void
append_shelves (PealInboxFilter *self)
{
  g_autoptr(GMenu) section = g_menu_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (shelves); i++)
    {
      g_autofree char *action = g_strconcat ("filter.shelf::", shelves[i].id, NULL);

      if (self->me != 0 || !g_str_equal (shelves[i].id, "mine"))
        g_menu_append (section, _(shelves[i].label), action);
    }
  g_menu_append_section (self->menu, NULL, G_MENU_MODEL (section));
}

static void
append_numbers (PealInboxFilter *self,
                GMenu           *section)
{
  g_autoptr(GMenu) menu = g_menu_new ();

  if (!has_several_numbers (self))
    return;
  append (menu, _("Any"), "filter.ours", "");
  for (guint i = 0; i < self->numbers->len; i++)
    {
      const PealNumber *number = g_ptr_array_index (self->numbers, i);
      g_autofree char *text = peal_format_number (number->e164);

      append (menu, text, "filter.ours", number->e164);
    }
  g_menu_append_submenu (section, _("O_ur Number"), G_MENU_MODEL (menu));
}

static void
append_tags (PealInboxFilter *self,
             GMenu           *section)
{
  g_autoptr(GMenu) menu = g_menu_new ();

  if (self->tags == NULL || self->tags[0] == NULL)
    return;
  append (menu, _("Any"), "filter.tag", "");
  for (guint i = 0; self->tags[i] != NULL && i < MAX_TAGS; i++)
    append (menu, self->tags[i], "filter.tag", self->tags[i]);
  g_menu_append_submenu (section, _("_Tag"), G_MENU_MODEL (menu));
}

static void
append_staff (PealInboxFilter *self,
              GMenu           *section)
{
  g_autoptr(GMenu) menu = g_menu_new ();
  guint n = 0;

  append (menu, _("Anybody"), "filter.person", "");
  for (guint i = 0; self->staff != NULL && i < self->staff->len; i++)
    {
      const PealStaff *one = g_ptr_array_index (self->staff, i);
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, one->id);

      if (one->is_gone)
        continue;
      append (menu, one->name, "filter.person", id);
      n++;
    }
  if (n > 0)
    g_menu_append_submenu (section, _("_Looked After By"), G_MENU_MODEL (menu));
}

static void
append_filters (PealInboxFilter *self)
{
  g_autoptr(GMenu) kept = g_menu_new ();
  g_autoptr(GMenu) acts = g_menu_new ();

  for (guint i = 0; self->filters != NULL && i < self->filters->len; i++)
    {
      const PealSavedFilter *filter = g_ptr_array_index (self->filters, i);
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, filter->id);

      append (kept, filter->name, "filter.kept", id);
    }
  g_menu_append_section (self->menu, NULL, G_MENU_MODEL (kept));
  if (peal_inbox_filter_get_kept (self) == NULL)
    g_menu_append (acts, _("_Keep This Filter…"), "inbox.keep-filter");
  else
    {
      g_menu_append (acts, _("_Rename This Filter…"), "inbox.rename-filter");
      g_menu_append (acts, _("D_elete This Filter"), "inbox.delete-filter");
    }
  g_menu_append_section (self->menu, NULL, G_MENU_MODEL (acts));
}

static void
make_menu (PealInboxFilter *self)
{
  g_autoptr(GMenu) section = g_menu_new ();

  g_clear_object (&self->menu);
  self->menu = g_menu_new ();
  append_shelves (self);
  append_numbers (self, section);
  append_tags (self, section);
  append_staff (self, section);
  g_menu_append_section (self->menu, NULL, G_MENU_MODEL (section));
  append_filters (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_MENU]);
}

/* Choosing ---------------------------------------------------------------------------------------- */

static void
remember (PealInboxFilter *self)
{
  g_autoptr(GVariant) chosen = NULL;
  g_autofree char *text = NULL;

  if (self->store == NULL)
    return;
  chosen = g_variant_ref_sink (g_variant_new (REMEMBERED_TYPE, self->shelf->id, self->ours, self->tag, self->person));
  text = g_variant_print (chosen, FALSE);
  peal_when (peal_setting_remember (self->store, REMEMBERED, text), self, NULL, NULL); /* best effort */
}

static void
tell (PealInboxFilter *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TITLE]);
  g_signal_emit (self, signals[CHANGED], 0);
}

static const Shelf *
find_shelf (const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (shelves); i++)
    if (g_strcmp0 (shelves[i].id, id) == 0)
      return &shelves[i];
  return NULL;
}

static const char *
find_shelf_id (PealTalkShelf shelf)
{
  for (gsize i = 0; i < G_N_ELEMENTS (shelves); i++)
    if (shelves[i].shelf == shelf)
      return shelves[i].id;
  return "open";
}

static gboolean
set_text (PealInboxFilter    *self,
          char              **text,
          PealInboxFilterProp prop,
          const char         *value)
{
  if (!g_set_str (text, value != NULL ? value : ""))
    return FALSE;
  g_object_notify_by_pspec (G_OBJECT (self), props[prop]);
  return TRUE;
}

static gboolean
set_shelf (PealInboxFilter *self,
           const char      *id)
{
  const Shelf *shelf = find_shelf (id);

  if (shelf == NULL || shelf == self->shelf)
    return FALSE;
  self->shelf = shelf;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SHELF]);
  return TRUE;
}

/* All that one has kept, or remembers. */
static void
set_all (PealInboxFilter *self,
         const char      *shelf,
         const char      *ours,
         const char      *tag,
         const char      *person)
{
  set_shelf (self, shelf);
  set_text (self, &self->ours, PROP_OURS, ours);
  set_text (self, &self->tag, PROP_TAG, tag);
  set_text (self, &self->person, PROP_PERSON, person);
}

static void
choose_kept (PealInboxFilter *self,
             const char      *id)
{
  const PealSavedFilter *filter;
  g_autofree char *person = NULL;

  if (!set_text (self, &self->kept, PROP_KEPT, id))
    return;
  filter = peal_inbox_filter_get_kept (self);
  if (filter != NULL)
    {
      person = filter->staff_id != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, filter->staff_id) : g_strdup ("");
      set_all (self, find_shelf_id (filter->shelf), filter->ours, filter->tag, person);
    }
  make_menu (self);
  remember (self);
  tell (self);
}

/* Something else than what was kept. */
static void
chosen (PealInboxFilter *self)
{
  if (set_text (self, &self->kept, PROP_KEPT, ""))
    make_menu (self);
  remember (self);
  tell (self);
}

/* What there is to choose from -------------------------------------------------------------------- */

static void
numbers_read_cb (gpointer      owner,
                 const GValue *value)
{
  PealInboxFilter *self = owner;

  g_clear_pointer (&self->numbers, g_ptr_array_unref);
  self->numbers = g_value_dup_boxed (value);
  make_menu (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SEVERAL_NUMBERS]);
}

static void
tags_read_cb (gpointer      owner,
              const GValue *value)
{
  PealInboxFilter *self = owner;
  const char *const *tags = g_value_get_boxed (value);

  /* People change often, and a menu that is open would close. */
  if (self->tags != NULL && g_strv_equal ((const char *const *) self->tags, tags))
    return;
  g_strfreev (self->tags);
  self->tags = g_value_dup_boxed (value);
  make_menu (self);
}

static void
staff_read_cb (gpointer      owner,
               const GValue *value)
{
  PealInboxFilter *self = owner;

  g_clear_pointer (&self->staff, g_ptr_array_unref);
  self->staff = g_value_dup_boxed (value);
  make_menu (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TITLE]);
}

static void
filters_read_cb (gpointer      owner,
                 const GValue *value)
{
  PealInboxFilter *self = owner;

  g_clear_pointer (&self->filters, g_ptr_array_unref);
  self->filters = g_value_dup_boxed (value);
  make_menu (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TITLE]);
}

static void
me_read_cb (gpointer      owner,
            const GValue *value)
{
  PealInboxFilter *self = owner;

  if (self->me == g_value_get_int64 (value))
    return;
  self->me = g_value_get_int64 (value);
  make_menu (self);
  if (g_str_equal (self->shelf->id, "mine"))
    tell (self);
}

static void
last_read_cb (gpointer      owner,
              const GValue *value)
{
  PealInboxFilter *self = owner;
  g_autoptr(GVariant) last = g_variant_parse (G_VARIANT_TYPE (REMEMBERED_TYPE), g_value_get_string (value), NULL, NULL,
                                              NULL); /* best effort */
  const char *shelf, *ours, *tag, *person;

  if (last == NULL)
    return;
  g_variant_get (last, "(&s&s&s&s)", &shelf, &ours, &tag, &person);
  set_all (self, shelf, ours, tag, person);
  tell (self);
}

static void
read_choices (PealInboxFilter *self,
              guint            changes)
{
  if ((changes & PEAL_CHANGE_ACCOUNTS) != 0)
    peal_when_latest (&self->reading_numbers, peal_numbers_list (self->store, 0), self, numbers_read_cb, NULL);
  if ((changes & PEAL_CHANGE_PEOPLE) != 0)
    peal_when_latest (&self->reading_tags, peal_contacts_list_tags (self->store), self, tags_read_cb, NULL);
  if ((changes & PEAL_CHANGE_STAFF) != 0)
    peal_when_latest (&self->reading_staff, peal_staff_list (self->store), self, staff_read_cb, NULL);
  if ((changes & (PEAL_CHANGE_STAFF | PEAL_CHANGE_SETTINGS)) != 0)
    peal_when_latest (&self->reading_me, peal_staff_get_me (self->store), self, me_read_cb, NULL);
  if ((changes & PEAL_CHANGE_SETTINGS) != 0)
    peal_when_latest (&self->reading_filters, peal_talk_filters_list (self->store), self, filters_read_cb, NULL);
}

/* Object ------------------------------------------------------------------------------------------ */

static void
peal_inbox_filter_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  PealInboxFilter *self = PEAL_INBOX_FILTER (object);

  switch ((PealInboxFilterProp) prop_id)
    {
    case PROP_SHELF:
      g_value_set_string (value, self->shelf->id);
      return;
    case PROP_OURS:
      g_value_set_string (value, self->ours);
      return;
    case PROP_TAG:
      g_value_set_string (value, self->tag);
      return;
    case PROP_PERSON:
      g_value_set_string (value, self->person);
      return;
    case PROP_KEPT:
      g_value_set_string (value, self->kept);
      return;
    case PROP_TITLE:
      g_value_take_string (value, dup_title (self));
      return;
    case PROP_SEVERAL_NUMBERS:
      g_value_set_boolean (value, has_several_numbers (self));
      return;
    case PROP_MENU:
      g_value_set_object (value, self->menu);
      return;
    }
  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
peal_inbox_filter_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  PealInboxFilter *self = PEAL_INBOX_FILTER (object);
  const char *text = g_value_get_string (value);
  gboolean is_new = FALSE;

  switch ((PealInboxFilterProp) prop_id)
    {
    case PROP_SHELF:
      is_new = set_shelf (self, text);
      break;
    case PROP_OURS:
      is_new = set_text (self, &self->ours, PROP_OURS, text);
      break;
    case PROP_TAG:
      is_new = set_text (self, &self->tag, PROP_TAG, text);
      break;
    case PROP_PERSON:
      is_new = set_text (self, &self->person, PROP_PERSON, text);
      break;
    case PROP_KEPT:
      choose_kept (self, text);
      return;
    case PROP_TITLE:
    case PROP_SEVERAL_NUMBERS:
    case PROP_MENU:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      return;
    }
  if (is_new)
    chosen (self);
}

static void
peal_inbox_filter_dispose (GObject *object)
{
  PealInboxFilter *self = PEAL_INBOX_FILTER (object);

  dex_clear (&self->reading_numbers);
  dex_clear (&self->reading_tags);
  dex_clear (&self->reading_staff);
  dex_clear (&self->reading_filters);
  dex_clear (&self->reading_me);
  dex_clear (&self->reading_last);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (peal_inbox_filter_parent_class)->dispose (object);
}

static void
peal_inbox_filter_finalize (GObject *object)
{
  PealInboxFilter *self = PEAL_INBOX_FILTER (object);

  g_free (self->ours);
  g_free (self->tag);
  g_free (self->person);
  g_free (self->kept);
  g_strfreev (self->tags);
  g_clear_pointer (&self->numbers, g_ptr_array_unref);
  g_clear_pointer (&self->staff, g_ptr_array_unref);
  g_clear_pointer (&self->filters, g_ptr_array_unref);
  g_object_unref (self->menu);
  G_OBJECT_CLASS (peal_inbox_filter_parent_class)->finalize (object);
}

static void
peal_inbox_filter_class_init (PealInboxFilterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = peal_inbox_filter_get_property;
  object_class->set_property = peal_inbox_filter_set_property;
  object_class->dispose = peal_inbox_filter_dispose;
  object_class->finalize = peal_inbox_filter_finalize;

  props[PROP_SHELF] = g_param_spec_string ("shelf", NULL, NULL, "open", flags);
  props[PROP_OURS] = g_param_spec_string ("ours", NULL, NULL, "", flags);
  props[PROP_TAG] = g_param_spec_string ("tag", NULL, NULL, "", flags);
  props[PROP_PERSON] = g_param_spec_string ("person", NULL, NULL, "", flags);
  props[PROP_KEPT] = g_param_spec_string ("kept", NULL, NULL, "", flags);
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_SEVERAL_NUMBERS] = g_param_spec_boolean ("several-numbers", NULL, NULL, FALSE,
                                                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_MENU] = g_param_spec_object ("menu", NULL, NULL, G_TYPE_MENU_MODEL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
  signals[CHANGED] = g_signal_new ("changed", PEAL_TYPE_INBOX_FILTER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
peal_inbox_filter_init (PealInboxFilter *self)
{
  self->shelf = &shelves[0];
  self->ours = g_strdup ("");
  self->tag = g_strdup ("");
  self->person = g_strdup ("");
  self->kept = g_strdup ("");
  make_menu (self);
}

void
peal_inbox_filter_open (PealInboxFilter *self,
                        PealStore       *store)
{
  g_return_if_fail (PEAL_IS_INBOX_FILTER (self));
  g_return_if_fail (PEAL_IS_STORE (store) && self->store == NULL);

  self->store = g_object_ref (store);
  g_signal_connect_object (store, "changed", G_CALLBACK (read_choices), self, G_CONNECT_SWAPPED);
  read_choices (self, PEAL_CHANGE_ACCOUNTS | PEAL_CHANGE_PEOPLE | PEAL_CHANGE_STAFF | PEAL_CHANGE_SETTINGS);
  peal_when_latest (&self->reading_last, peal_setting_get (store, REMEMBERED), self, last_read_cb, NULL);
}

PealTalkFilter
peal_inbox_filter_get (PealInboxFilter *self)
{
  PealTalkFilter filter = { 0 };

  g_return_val_if_fail (PEAL_IS_INBOX_FILTER (self), filter);

  filter.shelf = self->shelf->shelf;
  filter.ours = *self->ours != '\0' ? self->ours : NULL;
  filter.tag = *self->tag != '\0' ? self->tag : NULL;
  filter.staff_id = g_str_equal (self->shelf->id, "mine") ? self->me : get_person (self);
  return filter;
}

GActionGroup *
peal_inbox_filter_make_actions (PealInboxFilter *self)
{
  const char *const names[] = { "shelf", "ours", "tag", "person", "kept" };
  GSimpleActionGroup *group = g_simple_action_group_new ();

  g_return_val_if_fail (PEAL_IS_INBOX_FILTER (self), G_ACTION_GROUP (group));

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(GPropertyAction) action = g_property_action_new (names[i], self, names[i]);

      g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
    }
  return G_ACTION_GROUP (group);
}

const char *
peal_inbox_filter_get_nothing (PealInboxFilter *self,
                               const char     **sentence)
{
  g_return_val_if_fail (PEAL_IS_INBOX_FILTER (self), NULL);

  if (*self->ours != '\0' || *self->tag != '\0' || *self->person != '\0')
    {
      *sentence = _("No conversation fits all that was chosen.");
      return _("Nothing Here");
    }
  *sentence = self->shelf->nothing_more != NULL ? _(self->shelf->nothing_more) : NULL;
  return self->shelf->nothing != NULL ? _(self->shelf->nothing) : NULL;
}

const PealSavedFilter *
peal_inbox_filter_get_kept (PealInboxFilter *self)
{
  gint64 id;

  g_return_val_if_fail (PEAL_IS_INBOX_FILTER (self), NULL);

  id = g_ascii_strtoll (self->kept, NULL, 10);
  for (guint i = 0; self->filters != NULL && i < self->filters->len; i++)
    {
      const PealSavedFilter *filter = g_ptr_array_index (self->filters, i);

      if (filter->id == id)
        return filter;
    }
  return NULL;
}

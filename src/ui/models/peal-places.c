/* peal-places.c: everything that one can go to: pages, people, conversations, actions.
 *
 * Pages and actions come from their tables, people and conversations from the
 * store; what was used lately is looked at even if the store would not have
 * found it among its best.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-places.h"

#include "peal-actions.h"
#include "peal-contacts.h"
#include "peal-fiber.h"
#include "peal-format.h"
#include "peal-page-table.h"
#include "peal-search.h"
#include "peal-talk.h"

#include <glib/gi18n.h>

/* Of each kind, from the store. */
#define N_FOUND 8

/* In the order in which they stand if all else is equal. */
typedef enum
{
  KIND_PAGE,
  KIND_CONTACT,
  KIND_CONVERSATION,
  KIND_ACTION,
} Kind;

/* A place that fits. */
typedef struct
{
  PealPlace *place;
  guint recent;              /* 0 = latest; G_MAXUINT = not lately */
  guint rank;                /* of peal_search_rank () */
  Kind kind;
  guint order;               /* in which it was found */
} Hit;

typedef struct
{
  PealStore *store;
  char *text;
  PealSearch *search;        /* NULL: everything fits */
  GStrv words;               /* folded */
  GStrv recent;
  guint limit;
  GArray *hits;
  GHashTable *keys;          /* of hits */
} Finding;

void
peal_place_free (PealPlace *self)
{
  g_free (self->key);
  g_free (self->title);
  g_free (self->detail);
  g_free (self->keys);
  g_free (self);
}

static PealPlace *
place_new (char       *key,
           const char *title,
           const char *detail,
           const char *icon)
{
  PealPlace *place = g_new0 (PealPlace, 1);

  place->key = key;
  place->title = g_strdup (title);
  place->detail = g_strdup (detail);
  place->keys = g_strdup ("");
  place->icon = icon;
  return place;
}

static void
clear_hit (gpointer data)
{
  Hit *hit = data;

  g_clear_pointer (&hit->place, peal_place_free);
}

static void
finding_free (gpointer data)
{
  Finding *finding = data;

  g_object_unref (finding->store);
  g_free (finding->text);
  g_clear_pointer (&finding->search, peal_search_free);
  g_strfreev (finding->words);
  g_strfreev (finding->recent);
  g_array_unref (finding->hits);
  g_hash_table_unref (finding->keys);
  g_free (finding);
}

/* What fits ------------------------------------------------------------------------------------- */

static guint
find_recent (const Finding *finding,
             const char    *key)
{
  for (guint i = 0; finding->recent[i] != NULL; i++)
    if (g_str_equal (finding->recent[i], key))
      return i;
  return G_MAXUINT;
}

static gboolean
fits (const Finding *finding,
      const char    *folded)
{
  for (guint i = 0; finding->words[i] != NULL; i++)
    if (strstr (folded, finding->words[i]) == NULL)
      return FALSE;
  return TRUE;
}

/* Takes @place. @found: the store says that it fits, be it by a number or a note. */
static void
add (Finding   *finding,
     Kind       kind,
     PealPlace *place,
     gboolean   found)
{
  g_autofree char *folded = peal_search_fold (place->title);
  Hit hit = { .place = place, .kind = kind, .order = finding->hits->len };

  if (g_hash_table_contains (finding->keys, place->key) || !(found || fits (finding, folded)))
    {
      peal_place_free (place);
      return;
    }
  hit.recent = find_recent (finding, place->key);
  hit.rank = finding->search != NULL ? peal_search_rank (finding->search, folded) : 0;
  g_hash_table_add (finding->keys, place->key);
  g_array_append_val (finding->hits, hit);
}

static int
compare_hits (gconstpointer one,
              gconstpointer other)
{
  const Hit *a = one, *b = other;

  if (a->recent != b->recent)
    return a->recent < b->recent ? -1 : 1;
  if (a->rank != b->rank)
    return a->rank < b->rank ? -1 : 1;
  if (a->kind != b->kind)
    return a->kind < b->kind ? -1 : 1;
  return a->order < b->order ? -1 : a->order > b->order;
}

/* Pages and actions ------------------------------------------------------------------------------ */

static char *
dup_keys (const char *accel)
{
  GdkModifierType modifiers;
  guint key;

  if (accel == NULL || !gtk_accelerator_parse (accel, &key, &modifiers))
    return g_strdup ("");
  return gtk_accelerator_get_label (key, modifiers);
}

static void
add_pages (Finding *finding)
{
  gsize n_pages;
  const PealPageInfo *pages = peal_page_table (&n_pages);

  for (gsize i = 0; i < n_pages; i++)
    {
      PealPlace *place = place_new (g_strconcat ("page:", pages[i].id, NULL), _(pages[i].title), "", pages[i].icon);

      g_free (place->keys);
      place->keys = dup_keys (pages[i].accel);
      add (finding, KIND_PAGE, place, FALSE);
    }
}

static void
add_actions (Finding *finding)
{
  gsize n_actions;
  const PealAction *actions = peal_actions_list (&n_actions);

  for (gsize i = 0; i < n_actions; i++)
    if (peal_action_is_global (&actions[i]) && !g_str_equal (actions[i].name, "win.switch"))
      {
        PealPlace *place = place_new (g_strconcat ("action:", actions[i].name, NULL), _(actions[i].title), "",
                                      "system-run-symbolic");

        g_free (place->keys);
        place->keys = dup_keys (actions[i].accels[0]);
        add (finding, KIND_ACTION, place, FALSE);
      }
}

/* People and conversations ----------------------------------------------------------------------- */

static void
add_contacts (Finding         *finding,
              const GPtrArray *rows,
              gboolean         found)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const PealContactRow *row = g_ptr_array_index (rows, i);
      g_autofree char *number = NULL;

      if (row == NULL || row->deleted)
        continue;
      number = *row->e164 != '\0' ? peal_format_number (row->e164) : g_strdup (_("No number"));
      add (finding, KIND_CONTACT,
           place_new (g_strdup_printf ("contact:%" G_GINT64_FORMAT, row->id), row->display, number,
                      "avatar-default-symbolic"),
           found);
    }
}

static void
add_conversations (Finding         *finding,
                   const GPtrArray *rows,
                   gboolean         found)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const PealConversationRow *row = g_ptr_array_index (rows, i);
      g_autofree char *name = NULL;

      if (row == NULL)
        continue;
      name = g_str_equal (row->display, row->theirs) ? peal_format_number (row->theirs) : g_strdup (row->display);
      add (finding, KIND_CONVERSATION,
           place_new (g_strdup_printf ("conversation:%" G_GINT64_FORMAT, row->id), name, row->last_body,
                      "peal-inbox-symbolic"),
           found);
    }
}

/* The ids among the recent keys that begin with @kind ("contact:"). */
static GArray *
dup_recent_ids (const Finding *finding,
                const char    *kind)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; finding->recent[i] != NULL; i++)
    {
      gint64 id;

      if (g_str_has_prefix (finding->recent[i], kind)
          && g_ascii_string_to_signed (finding->recent[i] + strlen (kind), 10, 1, G_MAXINT64, &id, NULL))
        g_array_append_val (ids, id);
    }
  return ids;
}

static gboolean
read_contacts (Finding      *finding,
               GCancellable *cancellable,
               GError      **error)
{
  g_autoptr(GArray) ids = dup_recent_ids (finding, "contact:");
  g_autoptr(GPtrArray) recent = NULL;
  g_autoptr(GPtrArray) found = NULL;

  found = dex_await_boxed (peal_until_cancelled (peal_contacts_suggest (finding->store, finding->text, N_FOUND),
                                                 cancellable),
                           error);
  if (found == NULL)
    return FALSE;
  add_contacts (finding, found, TRUE);
  recent = dex_await_boxed (peal_until_cancelled (peal_contacts_load_rows (finding->store, (gint64 *) ids->data,
                                                                           ids->len),
                                                  cancellable),
                            error);
  if (recent == NULL)
    return FALSE;
  add_contacts (finding, recent, FALSE);
  return TRUE;
}

static gboolean
read_conversations (Finding      *finding,
                    GCancellable *cancellable,
                    GError      **error)
{
  g_autoptr(GArray) recent_ids = dup_recent_ids (finding, "conversation:");
  g_autoptr(GPtrArray) recent = NULL;

  if (finding->search != NULL)
    {
      g_autoptr(GPtrArray) found = NULL;
      g_autoptr(GArray) ids = NULL;

      ids = dex_await_boxed (peal_until_cancelled (peal_talk_snapshot (finding->store, &(PealTalkFilter) { .search = finding->text }),
                                                   cancellable),
                             error);
      if (ids == NULL)
        return FALSE;
      found = dex_await_boxed (peal_until_cancelled (peal_talk_load_rows (finding->store, (gint64 *) ids->data,
                                                                          MIN (ids->len, N_FOUND)),
                                                     cancellable),
                               error);
      if (found == NULL)
        return FALSE;
      add_conversations (finding, found, TRUE);
    }
  recent = dex_await_boxed (peal_until_cancelled (peal_talk_load_rows (finding->store, (gint64 *) recent_ids->data,
                                                                       recent_ids->len),
                                                  cancellable),
                            error);
  if (recent == NULL)
    return FALSE;
  add_conversations (finding, recent, FALSE);
  return TRUE;
}

static DexFuture *
find_fiber (gpointer      data,
            GCancellable *cancellable)
{
  Finding *finding = data;
  g_autoptr(GError) error = NULL;
  GPtrArray *places;

  if (!read_contacts (finding, cancellable, &error) || !read_conversations (finding, cancellable, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  g_array_sort (finding->hits, compare_hits);
  places = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_place_free);
  for (guint i = 0; i < MIN (finding->hits->len, finding->limit); i++)
    g_ptr_array_add (places, g_steal_pointer (&g_array_index (finding->hits, Hit, i).place));
  return dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, places);
}

DexFuture *
peal_places_find (PealStore         *store,
                  const char        *text,
                  const char *const *recent,
                  guint              limit)
{
  Finding *finding;
  g_autofree char *folded = NULL;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (text != NULL);
  peal_return_reject_if_fail (recent != NULL);

  finding = g_new0 (Finding, 1);
  finding->store = g_object_ref (store);
  finding->text = g_strdup (text);
  finding->search = peal_search_new (text);
  folded = peal_search_fold (text);
  finding->words = g_strsplit (g_strstrip (folded), " ", -1);
  finding->recent = g_strdupv ((char **) recent);
  finding->limit = limit;
  finding->hits = g_array_new (FALSE, FALSE, sizeof (Hit));
  g_array_set_clear_func (finding->hits, clear_hit);
  finding->keys = g_hash_table_new (g_str_hash, g_str_equal);
  add_pages (finding);
  add_actions (finding);
  return peal_fiber_spawn (find_fiber, finding, finding_free);
}

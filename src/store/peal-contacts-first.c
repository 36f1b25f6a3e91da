/* peal-contacts-first.c: the first rows of a search, at once, of any number of contacts.
 *
 * They are the first of peal_contacts_list (), found rank by rank (peal_search_rank ()) until there are enough. What
 * a rank holds is found in one of two ways. Few hits of an index: they are looked up and sorted. Many: the names are
 * walked in their order, where hits lie close to each other. So the worst is one walk of all names, for hits that
 * are many and all at the end.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-contacts-private.h"

#include "peal-id-set.h"
#include "peal-search.h"

/* After every text that begins so, among texts in the order of their bytes: the last character there is. */
#define LAST "\xf4\x8f\xbf\xbf"

#define REST 3 /* the rank of those whose names do not fit */

PealFirstBounds peal_first_bounds = { .few = 2000, .many = 100000, .walk = 50000 };

typedef struct
{
  PealDb *db;
  const PealSearch *search;
  guint limit;
  GArray *ids;
} First;

static gboolean
is_full (const First *self)
{
  return self->ids->len >= self->limit;
}

/* Hits -------------------------------------------------------------------------------------------- */

/* Ids of an index, as they come. */
typedef struct
{
  GArray *ids;
  gboolean more; /* there are others */
} Hits;

static void
hits_clear (Hits *self)
{
  g_clear_pointer (&self->ids, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Hits, hits_clear)

/* Releases @stmt. */
static void
hits_take (Hits     *self,
           PealStmt *stmt,
           guint     most)
{
  self->ids = peal_ids_new (NULL, 0);
  while ((self->more = peal_stmt_next (stmt)) && self->ids->len < most)
    {
      gint64 id = peal_stmt_get_int (stmt, 0);

      g_array_append_val (self->ids, id);
    }
  peal_stmt_release (stmt);
  peal_id_set_sort (self->ids);
}

static gboolean
are_few (const Hits *self)
{
  return !self->more && self->ids->len <= peal_first_bounds.few;
}

/* Taking ------------------------------------------------------------------------------------------ */

/* The row of @stmt: an id and a folded name. */
static gboolean
fits (const First *self,
      PealStmt    *stmt,
      guint        rank)
{
  const char *name = peal_stmt_get_text (stmt, 1);

  return peal_search_rank (self->search, name) == rank && peal_search_has_short_words (self->search, name);
}

static void
take (First *self,
      gint64 id)
{
  g_array_append_val (self->ids, id);
}

/* Those of @hits whose rank is @rank. */
static void
take_few (First      *self,
          const Hits *hits,
          guint       rank)
{
  g_autofree char *json = peal_ids_to_json (hits->ids);
  g_autoptr(PealStmt) stmt = peal_db_query (self->db, PEAL_QUERY_CONTACT_LIST_SOME_ORDERED);

  peal_stmt_bind_text (stmt, ":ids", json);
  peal_stmt_bind_int (stmt, ":deleted", FALSE);
  peal_stmt_bind_int (stmt, ":sort", PEAL_CONTACT_SORT_NAME);
  while (!is_full (self) && peal_stmt_next (stmt))
    if (fits (self, stmt, rank))
      take (self, peal_stmt_get_int (stmt, 0));
}

static gboolean
matches (const First *self,
         gint64       id)
{
  PealStmt *stmt = peal_db_query (self->db, PEAL_QUERY_CONTACT_SEARCH_HAS);

  peal_stmt_bind_int (stmt, ":id", id);
  peal_stmt_bind_text (stmt, ":match", self->search->match);
  return peal_stmt_take_int (stmt) != 0;
}

/* Walks the names. @hits: who fits besides by name; NULL: everybody. */
static void
take_walking (First      *self,
              const Hits *hits,
              guint       rank)
{
  g_autoptr(PealStmt) stmt = peal_db_query (self->db, PEAL_QUERY_CONTACT_LIST_BY_NAME);

  while (!is_full (self) && peal_stmt_next (stmt))
    {
      gint64 id = peal_stmt_get_int (stmt, 0);

      if (!fits (self, stmt, rank))
        continue;
      if (hits == NULL || (hits->more ? matches (self, id) : peal_id_set_has (hits->ids, id)))
        take (self, id);
    }
}

/* As above for everybody, for @fragment, which is too short for an index; whoever fits has it. If it turns out to be
 * rare, those who have it are looked up: they are in the index's list of fragments, as beginnings. */
static void
take_short (First      *self,
            const char *fragment,
            guint       rank)
{
  g_autofree char *before = g_strconcat (fragment, LAST, NULL);
  g_auto(Hits) hits = { NULL };
  PealStmt *stmt = peal_db_query (self->db, PEAL_QUERY_CONTACT_LIST_BY_NAME);
  guint taken = self->ids->len;
  guint n = 0;

  for (; n < peal_first_bounds.walk && !is_full (self) && peal_stmt_next (stmt); n++)
    if (fits (self, stmt, rank))
      take (self, peal_stmt_get_int (stmt, 0));
  peal_stmt_release (stmt);
  if (n < peal_first_bounds.walk || is_full (self))
    return;

  g_array_set_size (self->ids, taken);
  stmt = peal_db_query (self->db, PEAL_QUERY_CONTACT_NAME_FRAGMENT);
  peal_stmt_bind_text (stmt, ":from", fragment);
  peal_stmt_bind_text (stmt, ":before", before);
  hits_take (&hits, stmt, peal_first_bounds.few);
  if (are_few (&hits))
    take_few (self, &hits, rank);
  else
    take_walking (self, NULL, rank);
}

/* Ranks ------------------------------------------------------------------------------------------- */

/* Names that begin so: a piece of the index of names. */
static void
take_beginnings (First *self)
{
  g_autofree char *before = g_strconcat (self->search->folded, LAST, NULL);
  PealStmt *stmt = peal_db_query (self->db, PEAL_QUERY_CONTACT_FIRST_BEGINNING);

  peal_stmt_bind_text (stmt, ":from", self->search->folded);
  peal_stmt_bind_text (stmt, ":before", before);
  peal_stmt_bind_int (stmt, ":limit", self->limit);
  peal_ids_take_rows (self->ids, stmt);
}

/* Names that have @fragment in them. */
static void
take_names (First      *self,
            const char *fragment,
            guint       rank)
{
  g_autofree char *match = peal_search_quote (fragment);
  g_auto(Hits) hits = { NULL };
  PealStmt *stmt;

  if (g_utf8_strlen (fragment, -1) < PEAL_SEARCH_FRAGMENT)
    {
      take_short (self, fragment, rank);
      return;
    }
  stmt = peal_db_query (self->db, PEAL_QUERY_CONTACT_NAME_MATCH);
  peal_stmt_bind_text (stmt, ":match", match);
  hits_take (&hits, stmt, peal_first_bounds.few);
  if (are_few (&hits))
    take_few (self, &hits, rank);
  else
    take_walking (self, NULL, rank);
}

/* All the words, anywhere. One short word alone is in the name or nowhere. */
static void
take_rest (First *self)
{
  const PealSearch *search = self->search;
  g_auto(Hits) hits = { NULL };
  PealStmt *stmt;

  if (search->match == NULL)
    {
      if (g_strv_length (search->short_words) > 1)
        take_short (self, search->short_words[0], REST);
      return;
    }
  stmt = peal_db_query (self->db, PEAL_QUERY_CONTACT_SEARCH_MATCH);
  peal_stmt_bind_text (stmt, ":match", search->match);
  hits_take (&hits, stmt, peal_first_bounds.many);
  if (are_few (&hits))
    take_few (self, &hits, REST);
  else
    take_walking (self, &hits, REST);
}

static GArray *
find_first (PealDb           *db,
            const PealSearch *search,
            guint             limit)
{
  g_autofree char *word = g_strconcat (" ", search->folded, NULL);
  First self = { .db = db, .search = search, .limit = limit, .ids = peal_ids_new (NULL, 0) };

  take_beginnings (&self);
  if (!is_full (&self))
    take_names (&self, word, 1);
  if (!is_full (&self))
    take_names (&self, search->folded, 2);
  if (!is_full (&self))
    take_rest (&self);
  return self.ids;
}

gboolean
peal_contact_filter_is_quick (const PealContactFilter *self)
{
  return self->sort == PEAL_CONTACT_SORT_RELEVANCE && !self->descending && self->shelf == PEAL_CONTACT_LIVE
         && self->group_id == 0 && self->tag == NULL;
}

GArray *
peal_contacts_list_first (PealDb                  *db,
                          const PealContactFilter *filter,
                          guint                    limit)
{
  g_autoptr(PealSearch) search = peal_search_new (filter->search);
  GArray *ids;

  if (peal_contact_filter_is_quick (filter) && search != NULL)
    return find_first (db, search, limit);
  if (peal_contact_filter_is_quick (filter))
    {
      PealStmt *stmt = peal_db_query (db, PEAL_QUERY_CONTACT_FIRST_BY_NAME);

      peal_stmt_bind_int (stmt, ":limit", limit);
      ids = peal_ids_new (NULL, 0);
      peal_ids_take_rows (ids, stmt);
      return ids;
    }
  ids = peal_contacts_list (db, filter);
  if (ids->len > limit)
    g_array_set_size (ids, limit);
  return ids;
}

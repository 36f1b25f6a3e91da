/* peal-contacts.c: one contact at a time, the recycle bin, tags.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-contacts-private.h"

#include "peal-fiber.h"
#include "peal-job-args.h"
#include "peal-ledger-private.h"

/* One contact ------------------------------------------------------------------------------------- */

static void
fail_not_found (PealDb *db)
{
  peal_db_fail (db, PEAL_STORE_ERROR_NOT_FOUND, "This contact is not there any more");
}

static void
get_job (PealDb  *db,
         gpointer data,
         GValue  *result)
{
  const PealJobArgs *args = data;
  PealContact *contact = peal_contact_load (db, args->id);

  if (contact == NULL)
    fail_not_found (db);
  else
    peal_result_take (result, PEAL_TYPE_CONTACT, contact);
}

DexFuture *
peal_contacts_get (PealStore *store,
                   gint64     id)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, get_job, peal_job_args_new (id, NULL, NULL), peal_job_args_free);
}

static void
get_many_job (PealDb  *db,
              gpointer data,
              GValue  *result)
{
  const PealJobArgs *args = data;
  GPtrArray *contacts = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_contact_free);

  for (guint i = 0; i < args->ids->len; i++)
    {
      g_autoptr(PealContact) contact = peal_contact_load (db, peal_ids_get (args->ids, i));

      if (contact != NULL && contact->deleted_at == 0)
        g_ptr_array_add (contacts, g_steal_pointer (&contact));
    }
  peal_result_take (result, G_TYPE_PTR_ARRAY, contacts);
}

DexFuture *
peal_contacts_get_many (PealStore    *store,
                        const gint64 *ids,
                        guint         n_ids)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, get_many_job, peal_job_args_new_for_ids (ids, n_ids, NULL, NULL),
                          peal_job_args_free);
}

typedef struct
{
  PealContact *contact;
  char *actor;
} SaveData;

static void
save_data_free (gpointer data)
{
  SaveData *save = data;

  peal_contact_free (save->contact);
  g_free (save->actor);
  g_free (save);
}

static void
save_job (PealDb  *db,
          gpointer data,
          GValue  *result)
{
  const SaveData *save = data;
  g_autofree char *display = peal_contact_dup_display (save->contact);
  gint64 id;

  if (display[0] == '\0')
    {
      peal_db_fail (db, PEAL_STORE_ERROR_INVALID, "Give the contact a name, a company or a number");
      return;
    }
  if (save->contact->id != 0)
    {
      g_autoptr(PealContact) old = peal_contact_load (db, save->contact->id);

      if (old == NULL)
        {
          fail_not_found (db);
          return;
        }
      peal_contact_record (db, old->id, "contact.updated", save->contact, save->actor);
    }
  id = peal_contact_write (db, save->contact, 0);
  peal_contact_index (db, id, save->contact);
  if (save->contact->id == 0)
    peal_ledger_append_about (db, peal_db_get_now (db), save->actor, "contact.added", "contact", id, "{}");
  peal_result_set_int (result, id);
}

DexFuture *
peal_contacts_save (PealStore         *store,
                    const PealContact *contact,
                    const char        *actor)
{
  SaveData *save;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (contact != NULL);

  save = g_new0 (SaveData, 1);
  save->contact = peal_contact_copy (contact);
  save->actor = g_strdup (peal_text (actor));
  return peal_store_write (store, save_job, save, save_data_free);
}

/* The recycle bin --------------------------------------------------------------------------------- */

static void
set_deleted (PealDb            *db,
             const PealJobArgs *args,
             gint64             deleted_at,
             const char        *event,
             GValue            *result)
{
  gint64 n = 0;

  for (guint i = 0; i < args->ids->len; i++)
    {
      g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_CONTACT_SET_DELETED);
      gint64 id = peal_ids_get (args->ids, i);

      peal_stmt_bind_int (stmt, ":id", id);
      peal_stmt_bind_time (stmt, ":deleted_at", deleted_at);
      if (!peal_stmt_run (stmt) || peal_db_get_n_changed (db) == 0)
        continue;
      peal_ledger_append_about (db, peal_db_get_now (db), args->actor, event, "contact", id, "{}");
      n++;
    }
  peal_db_touch (db, PEAL_CHANGE_PEOPLE | PEAL_CHANGE_TALK);
  peal_result_set_int (result, n);
}

static void
delete_job (PealDb  *db,
            gpointer data,
            GValue  *result)
{
  set_deleted (db, data, peal_db_get_now (db), "contact.deleted", result);
}

static void
restore_job (PealDb  *db,
             gpointer data,
             GValue  *result)
{
  set_deleted (db, data, PEAL_TIME_NEVER, "contact.restored", result);
}

DexFuture *
peal_contacts_delete (PealStore    *store,
                      const gint64 *ids,
                      guint         n_ids,
                      const char   *actor)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_write (store, delete_job, peal_job_args_new_for_ids (ids, n_ids, NULL, actor),
                           peal_job_args_free);
}

DexFuture *
peal_contacts_restore (PealStore    *store,
                       const gint64 *ids,
                       guint         n_ids,
                       const char   *actor)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_write (store, restore_job, peal_job_args_new_for_ids (ids, n_ids, NULL, actor),
                           peal_job_args_free);
}

/* Tags -------------------------------------------------------------------------------------------- */

static void
change_tag (PealDb            *db,
            const PealJobArgs *args,
            PealQuery          query,
            const char        *event,
            GValue            *result)
{
  gint64 tag_id = peal_tag_ensure (db, args->text);
  gint64 n = 0;

  for (guint i = 0; i < args->ids->len; i++)
    {
      g_autoptr(PealStmt) stmt = peal_db_query (db, query);
      g_autoptr(PealContact) contact = NULL;
      gint64 id = peal_ids_get (args->ids, i);

      peal_stmt_bind_int (stmt, ":contact_id", id);
      peal_stmt_bind_int (stmt, ":tag_id", tag_id);
      if (!peal_stmt_run (stmt) || peal_db_get_n_changed (db) == 0)
        continue;
      contact = peal_contact_load (db, id);
      if (contact == NULL)
        continue;
      peal_contact_index (db, id, contact);
      peal_contact_record_tag (db, id, event, args->text, query == PEAL_QUERY_CONTACT_TAG_ADD, args->actor);
      n++;
    }
  peal_db_touch (db, PEAL_CHANGE_PEOPLE);
  peal_result_set_int (result, n);
}

static void
add_tag_job (PealDb  *db,
             gpointer data,
             GValue  *result)
{
  change_tag (db, data, PEAL_QUERY_CONTACT_TAG_ADD, "contact.tagged", result);
}

static void
remove_tag_job (PealDb  *db,
                gpointer data,
                GValue  *result)
{
  change_tag (db, data, PEAL_QUERY_CONTACT_TAG_REMOVE, "contact.untagged", result);
}

DexFuture *
peal_contacts_add_tag (PealStore    *store,
                       const gint64 *ids,
                       guint         n_ids,
                       const char   *tag,
                       const char   *actor)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (tag != NULL && tag[0] != '\0');

  return peal_store_write (store, add_tag_job, peal_job_args_new_for_ids (ids, n_ids, tag, actor),
                           peal_job_args_free);
}

DexFuture *
peal_contacts_remove_tag (PealStore    *store,
                          const gint64 *ids,
                          guint         n_ids,
                          const char   *tag,
                          const char   *actor)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (tag != NULL && tag[0] != '\0');

  return peal_store_write (store, remove_tag_job, peal_job_args_new_for_ids (ids, n_ids, tag, actor),
                           peal_job_args_free);
}

static void
list_tags_job (PealDb  *db,
               gpointer data,
               GValue  *result)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_TAG_LIST);
  g_autoptr(GStrvBuilder) tags = g_strv_builder_new ();

  while (peal_stmt_next (stmt))
    g_strv_builder_add (tags, peal_stmt_get_text (stmt, 0));
  peal_result_take (result, G_TYPE_STRV, g_strv_builder_end (tags));
}

DexFuture *
peal_contacts_list_tags (PealStore *store)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, list_tags_job, NULL, NULL);
}

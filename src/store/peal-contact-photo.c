/* peal-contact-photo.c: pictures of people.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-contact-photo.h"

#include "peal-fiber.h"
#include "peal-job-args.h"
#include "peal-ledger-private.h"

static GBytes *
load_image (PealDb *db,
            gint64  contact_id)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_CONTACT_PHOTO_GET);
  const guint8 *data;
  gsize length = 0;

  peal_stmt_bind_int (stmt, ":contact_id", contact_id);
  if (!peal_stmt_next (stmt))
    return g_bytes_new (NULL, 0);
  data = peal_stmt_get_blob (stmt, 0, &length);
  return g_bytes_new (data, length);
}

static void
get_job (PealDb  *db,
         gpointer data,
         GValue  *result)
{
  const PealJobArgs *args = data;

  peal_result_take (result, G_TYPE_BYTES, load_image (db, args->id));
}

DexFuture *
peal_contact_photo_get (PealStore *store,
                        gint64     contact_id)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, get_job, peal_job_args_new (contact_id, NULL, NULL), peal_job_args_free);
}

typedef struct
{
  gint64 contact_id;
  GBytes *image;             /* NULL = none */
  char *actor;
} SetData;

static void
set_data_free (gpointer data)
{
  SetData *set = data;

  g_clear_pointer (&set->image, g_bytes_unref);
  g_free (set->actor);
  g_free (set);
}

static void
write_image (PealDb        *db,
             const SetData *set)
{
  g_autoptr(PealStmt) stmt = NULL;
  gsize length;
  gconstpointer data;

  if (set->image == NULL)
    {
      stmt = peal_db_query (db, PEAL_QUERY_CONTACT_PHOTO_REMOVE);
      peal_stmt_bind_int (stmt, ":contact_id", set->contact_id);
      peal_stmt_run (stmt);
      return;
    }
  data = g_bytes_get_data (set->image, &length);
  stmt = peal_db_query (db, PEAL_QUERY_CONTACT_PHOTO_SET);
  peal_stmt_bind_int (stmt, ":contact_id", set->contact_id);
  peal_stmt_bind_blob (stmt, ":image", data, length);
  if (peal_stmt_run (stmt) && peal_db_get_n_changed (db) == 0)
    peal_db_fail (db, PEAL_STORE_ERROR_NOT_FOUND, "This contact is not there any more");
}

static void
set_job (PealDb  *db,
         gpointer data,
         GValue  *result)
{
  const SetData *set = data;

  if (set->image != NULL && g_bytes_get_size (set->image) > PEAL_CONTACT_PHOTO_MAX)
    peal_db_fail (db, PEAL_STORE_ERROR_INVALID, "This picture is too large");
  else
    write_image (db, set);
  if (peal_db_has_failed (db) || peal_db_get_n_changed (db) == 0)
    return;
  peal_ledger_append_about (db, peal_db_get_now (db), set->actor, "contact.photo", "contact", set->contact_id, "{}");
  peal_db_touch (db, PEAL_CHANGE_PEOPLE);
}

DexFuture *
peal_contact_photo_set (PealStore  *store,
                        gint64      contact_id,
                        GBytes     *image,
                        const char *actor)
{
  SetData *set;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  set = g_new0 (SetData, 1);
  set->contact_id = contact_id;
  set->image = image != NULL && g_bytes_get_size (image) > 0 ? g_bytes_ref (image) : NULL;
  set->actor = g_strdup (peal_text (actor));
  return peal_store_write (store, set_job, set, set_data_free);
}

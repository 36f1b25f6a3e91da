/* peal-settings.c: what is set for the whole workspace.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-settings.h"

#include "peal-fiber.h"
#include "peal-ledger-private.h"
#include "peal-settings-private.h"
#include "peal-store-private.h"

typedef struct
{
  char *name;
  char *value;
  char *actor;
} Setting;

static Setting *
setting_new (const char *name,
             const char *value,
             const char *actor)
{
  Setting *self = g_new0 (Setting, 1);

  self->name = g_strdup (name);
  self->value = g_strdup (value);
  self->actor = g_strdup (actor);
  return self;
}

static void
setting_free (gpointer data)
{
  Setting *self = data;

  g_free (self->name);
  g_free (self->value);
  g_free (self->actor);
  g_free (self);
}

gboolean
peal_settings_prepare (PealDb  *db,
                       GError **error)
{
  g_autofree char *uuid = g_uuid_string_random ();

  peal_db_begin_job (db);
  {
    g_autoptr(PealStmt) get = peal_db_query (db, PEAL_QUERY_SETTING_GET);

    peal_stmt_bind_text (get, ":name", PEAL_SETTING_WORKSPACE_UUID);
    if (peal_stmt_next (get))
      return TRUE;
  }
  {
    g_autoptr(PealStmt) add = peal_db_query (db, PEAL_QUERY_SETTING_ADD);

    peal_stmt_bind_text (add, ":name", PEAL_SETTING_WORKSPACE_UUID);
    peal_stmt_bind_text (add, ":value", uuid);
    if (peal_stmt_run (add))
      return TRUE;
  }
  g_propagate_error (error, peal_db_steal_error (db));
  return FALSE;
}

static void
get_job (PealDb  *db,
         gpointer data,
         GValue  *result)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_SETTING_GET);

  peal_stmt_bind_text (stmt, ":name", data);
  g_value_init (result, G_TYPE_STRING);
  g_value_take_string (result, peal_stmt_next (stmt) ? peal_stmt_dup_text (stmt, 0) : g_strdup (""));
}

DexFuture *
peal_setting_get (PealStore  *store,
                  const char *name)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (name != NULL);

  return peal_store_read (store, get_job, g_strdup (name), g_free);
}

static void
set_job (PealDb  *db,
         gpointer data,
         GValue  *result)
{
  const Setting *setting = data;
  gboolean clear = *setting->value == '\0';
  g_autoptr(PealStmt) stmt = peal_db_query (db, clear ? PEAL_QUERY_SETTING_CLEAR : PEAL_QUERY_SETTING_SET);
  g_autofree char *subject = g_strconcat ("setting:", setting->name, NULL);

  peal_stmt_bind_text (stmt, ":name", setting->name);
  if (!clear)
    peal_stmt_bind_text (stmt, ":value", setting->value);
  peal_stmt_run (stmt);
  if (setting->actor == NULL)
    return;
  peal_ledger_append (db, peal_db_get_now (db), setting->actor, "setting.changed", subject, "{}");
  peal_db_touch (db, PEAL_CHANGE_SETTINGS);
}

DexFuture *
peal_setting_set (PealStore  *store,
                  const char *name,
                  const char *value,
                  const char *actor)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (name != NULL && value != NULL && actor != NULL);

  return peal_store_write (store, set_job, setting_new (name, value, actor), setting_free);
}

DexFuture *
peal_setting_remember (PealStore  *store,
                       const char *name,
                       const char *value)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (name != NULL && value != NULL);

  return peal_store_write (store, set_job, setting_new (name, value, NULL), setting_free);
}

/* peal-bulk.c: the same change to many contacts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-bulk.h"

#include "peal-contact-custom.h"
#include "peal-contacts-private.h"
#include "peal-fiber.h"
#include "peal-job-args.h"

PealBulkChange *
peal_bulk_change_new (PealBulkKind kind,
                      const char  *name,
                      const char  *value)
{
  PealBulkChange *self = g_new0 (PealBulkChange, 1);

  self->kind = kind;
  self->name = g_strdup (name);
  self->value = g_strdup (peal_text (value));
  return self;
}

PealBulkChange *
peal_bulk_change_copy (const PealBulkChange *self)
{
  PealBulkChange *copy = peal_bulk_change_new (self->kind, self->name, self->value);

  copy->type = self->type;
  return copy;
}

void
peal_bulk_change_free (PealBulkChange *self)
{
  g_free (self->name);
  g_free (self->value);
  g_free (self);
}

void
peal_bulk_old_free (PealBulkOld *self)
{
  g_free (self->value);
  g_free (self);
}

/* One contact ------------------------------------------------------------------------------------- */

/* Its tags without @tag, and with it at the end if @add. FALSE: it has it, or has it not, already. */
static gboolean
set_tag (PealContact *contact,
         const char  *tag,
         gboolean     add)
{
  g_autoptr(GStrvBuilder) tags = g_strv_builder_new ();
  gboolean had = FALSE;

  for (guint i = 0; contact->tags[i] != NULL; i++)
    if (g_ascii_strcasecmp (contact->tags[i], tag) == 0)
      had = TRUE;
    else
      g_strv_builder_add (tags, contact->tags[i]);
  if (had == add)
    return FALSE;
  if (add)
    g_strv_builder_add (tags, tag);
  g_strfreev (contact->tags);
  contact->tags = g_strv_builder_end (tags);
  return TRUE;
}

/* NULL: there is no such text, or none that is its own. */
static char **
find_field (PealContact *contact,
            const char  *name)
{
  for (guint i = 0; i < PEAL_CONTACT_N_FIELDS; i++)
    {
      char **field = peal_contact_field (contact, i);

      if (g_str_equal (peal_contact_fields[i].parameter + 1, name) && field != &contact->uuid
          && field != &contact->display && field != &contact->custom && field != &contact->email)
        return field;
    }
  return NULL;
}

/* What stands there now. Caller frees. */
static char *
dup_value (PealContact          *contact,
           const PealBulkChange *change)
{
  char **field;

  if (change->kind == PEAL_BULK_SET_CUSTOM)
    return peal_contact_custom_get (contact->custom, change->name);
  field = change->kind == PEAL_BULK_SET ? find_field (contact, change->name) : NULL;
  return g_strdup (field != NULL ? *field : "");
}

/* Who is called by it is called by what it becomes. */
static void
set_field (PealContact *contact,
           const char  *name,
           const char  *value)
{
  char **field = find_field (contact, name);

  if (g_str_equal (contact->display, *field))
    g_set_str (&contact->display, "");
  g_set_str (field, value);
}

/* FALSE: it is so already. */
static gboolean
set_value (PealContact          *contact,
           const PealBulkChange *change,
           const char           *value)
{
  g_autofree char *old = NULL;
  char *custom;

  if (change->kind == PEAL_BULK_ADD_TAG || change->kind == PEAL_BULK_REMOVE_TAG)
    return set_tag (contact, change->name, change->kind == PEAL_BULK_ADD_TAG);
  old = dup_value (contact, change);
  if (g_str_equal (old, value))
    return FALSE;
  if (change->kind == PEAL_BULK_SET)
    {
      set_field (contact, change->name, value);
      return TRUE;
    }
  custom = peal_contact_custom_set (contact->custom, change->name, change->type, value);
  g_free (contact->custom);
  contact->custom = custom;
  return TRUE;
}

/* Jobs -------------------------------------------------------------------------------------------- */

typedef struct
{
  GArray *ids;
  GPtrArray *olds;           /* NULL unless they are taken back */
  PealBulkChange *change;
  char *actor;
} BulkData;

static void
bulk_data_free (gpointer data)
{
  BulkData *bulk = data;

  g_clear_pointer (&bulk->ids, g_array_unref);
  g_clear_pointer (&bulk->olds, g_ptr_array_unref);
  peal_bulk_change_free (bulk->change);
  g_free (bulk->actor);
  g_free (bulk);
}

static BulkData *
bulk_data_new (const gint64         *ids,
               guint                 n_ids,
               const PealBulkChange *change,
               const char           *actor)
{
  BulkData *bulk = g_new0 (BulkData, 1);

  bulk->ids = peal_ids_new (ids, n_ids);
  bulk->change = peal_bulk_change_copy (change);
  bulk->actor = g_strdup (peal_text (actor));
  return bulk;
}

static gboolean
is_change (PealDb               *db,
           const PealBulkChange *change)
{
  g_autoptr(PealContact) any = peal_contact_new ();

  if (*change->name != '\0' && (change->kind != PEAL_BULK_SET || find_field (any, change->name) != NULL))
    return TRUE;
  peal_db_fail (db, PEAL_STORE_ERROR_INVALID, "Contacts have no field of that name");
  return FALSE;
}

/* NULL if it is gone. */
static PealContact *
load_live (PealDb *db,
           gint64  id)
{
  g_autoptr(PealContact) contact = peal_contact_load (db, id);

  return contact != NULL && contact->deleted_at == 0 ? g_steal_pointer (&contact) : NULL;
}

static void
count_job (PealDb  *db,
           gpointer data,
           GValue  *result)
{
  const BulkData *bulk = data;
  gint64 n = 0;

  for (guint i = 0; is_change (db, bulk->change) && i < bulk->ids->len; i++)
    {
      g_autoptr(PealContact) contact = load_live (db, peal_ids_get (bulk->ids, i));

      n += contact != NULL && set_value (contact, bulk->change, bulk->change->value);
    }
  peal_result_set_int (result, n);
}

/* Stores @contact as it is to be. */
static void
write_contact (PealDb            *db,
               const PealContact *contact,
               const char        *actor)
{
  peal_contact_record (db, contact->id, "contact.updated", contact, actor);
  peal_contact_write (db, contact, 0);
}

/* The full-text index at the end, as peal_contact_index () wants it. */
static void
index_all (PealDb          *db,
           const GPtrArray *contacts)
{
  for (guint i = 0; i < contacts->len; i++)
    {
      const PealContact *contact = g_ptr_array_index (contacts, i);

      peal_contact_index (db, contact->id, contact);
    }
}

static void
apply_job (PealDb  *db,
           gpointer data,
           GValue  *result)
{
  const BulkData *bulk = data;
  g_autoptr(GPtrArray) written = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_contact_free);
  GPtrArray *olds = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_bulk_old_free);

  for (guint i = 0; is_change (db, bulk->change) && i < bulk->ids->len; i++)
    {
      g_autoptr(PealContact) contact = load_live (db, peal_ids_get (bulk->ids, i));
      g_autofree char *before = contact != NULL ? dup_value (contact, bulk->change) : NULL;
      PealBulkOld *old;

      if (contact == NULL || !set_value (contact, bulk->change, bulk->change->value))
        continue;
      write_contact (db, contact, bulk->actor);
      old = g_new0 (PealBulkOld, 1);
      old->id = contact->id;
      old->value = g_steal_pointer (&before);
      g_ptr_array_add (olds, old);
      g_ptr_array_add (written, g_steal_pointer (&contact));
    }
  index_all (db, written);
  peal_result_take (result, G_TYPE_PTR_ARRAY, olds);
}

/* Whether what the change gave it is still there. */
static gboolean
has_it_still (PealContact          *contact,
              const PealBulkChange *change)
{
  g_autofree char *value = dup_value (contact, change);

  return g_str_equal (value, change->value);
}

static void
restore_job (PealDb  *db,
             gpointer data,
             GValue  *result)
{
  const BulkData *bulk = data;
  g_autoptr(PealBulkChange) back = peal_bulk_change_copy (bulk->change);
  g_autoptr(GPtrArray) written = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_contact_free);
  gboolean is_tag = back->kind == PEAL_BULK_ADD_TAG || back->kind == PEAL_BULK_REMOVE_TAG;

  if (is_tag)
    back->kind = back->kind == PEAL_BULK_ADD_TAG ? PEAL_BULK_REMOVE_TAG : PEAL_BULK_ADD_TAG;
  for (guint i = 0; is_change (db, back) && i < bulk->olds->len; i++)
    {
      const PealBulkOld *old = g_ptr_array_index (bulk->olds, i);
      g_autoptr(PealContact) contact = load_live (db, old->id);

      if (contact == NULL || (!is_tag && !has_it_still (contact, back)) || !set_value (contact, back, old->value))
        continue;
      write_contact (db, contact, bulk->actor);
      g_ptr_array_add (written, g_steal_pointer (&contact));
    }
  index_all (db, written);
  peal_result_set_int (result, written->len);
}

DexFuture *
peal_bulk_count (PealStore            *store,
                 const gint64         *ids,
                 guint                 n_ids,
                 const PealBulkChange *change)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (change != NULL);

  return peal_store_read (store, count_job, bulk_data_new (ids, n_ids, change, NULL), bulk_data_free);
}

DexFuture *
peal_bulk_apply (PealStore            *store,
                 const gint64         *ids,
                 guint                 n_ids,
                 const PealBulkChange *change,
                 const char           *actor)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (change != NULL);

  return peal_store_write (store, apply_job, bulk_data_new (ids, n_ids, change, actor), bulk_data_free);
}

DexFuture *
peal_bulk_restore (PealStore            *store,
                   GPtrArray            *olds,
                   const PealBulkChange *change,
                   const char           *actor)
{
  BulkData *bulk;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (olds != NULL && change != NULL);

  bulk = bulk_data_new (NULL, 0, change, actor);
  bulk->olds = g_ptr_array_ref (olds);
  return peal_store_write (store, restore_job, bulk, bulk_data_free);
}

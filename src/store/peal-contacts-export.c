/* peal-contacts-export.c: everything that is known of contacts, a batch at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-contacts-export-private.h"

#include "peal-contacts-private.h"
#include "peal-fiber.h"
#include "peal-job-args.h"
#include "peal-phone.h"

G_DEFINE_BOXED_TYPE (PealExportExtent, peal_export_extent, peal_export_extent_copy, peal_export_extent_free)

PealExportExtent *
peal_export_extent_copy (const PealExportExtent *self)
{
  PealExportExtent *copy = g_new0 (PealExportExtent, 1);

  copy->n_phones = self->n_phones;
  copy->n_emails = self->n_emails;
  copy->values = g_ptr_array_ref (self->values);
  return copy;
}

void
peal_export_extent_free (PealExportExtent *self)
{
  g_ptr_array_unref (self->values);
  g_free (self);
}

/* The one place that knows which custom fields there are: all whose keys somebody has. */
static GPtrArray *
load_custom_fields (PealDb *db)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_EXPORT_CUSTOM_KEYS);
  g_autoptr(PealExportContact) nobody = peal_export_contact_new ();

  while (peal_stmt_next (stmt))
    peal_export_contact_add_value (nobody, peal_stmt_get_text (stmt, 0), (PealValueKind) peal_stmt_get_int (stmt, 1), "");
  return g_ptr_array_ref (nobody->values);
}

static void
get_extent_job (PealDb  *db,
                gpointer data,
                GValue  *result)
{
  PealExportExtent *extent = g_new0 (PealExportExtent, 1);

  extent->n_phones = (guint) peal_stmt_take_int (peal_db_query (db, PEAL_QUERY_EXPORT_MAX_PHONES));
  extent->n_emails = (guint) peal_stmt_take_int (peal_db_query (db, PEAL_QUERY_EXPORT_MAX_EMAILS));
  extent->values = load_custom_fields (db);
  peal_result_take (result, PEAL_TYPE_EXPORT_EXTENT, extent);
}

DexFuture *
peal_contacts_get_extent (PealStore *store)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, get_extent_job, NULL, NULL);
}

/* One contact ------------------------------------------------------------------------------------- */

static void
load_history (PealDb          *db,
              PealExportPhone *phone)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_EXPORT_CONSENT_EVENTS);

  peal_stmt_bind_text (stmt, ":e164", phone->e164);
  while (peal_stmt_next (stmt))
    {
      PealExportEvent *event = peal_export_phone_add_event (phone);

      event->act = peal_consent_act_to_string ((PealConsentAct) peal_stmt_get_int (stmt, 0));
      event->state = peal_consent_state_to_string ((PealConsentState) peal_stmt_get_int (stmt, 1));
      event->at = peal_stmt_get_int (stmt, 2);
      event->how = peal_stmt_dup_text (stmt, 3);
      event->wording = peal_stmt_dup_text (stmt, 4);
      event->rule = peal_stmt_dup_text (stmt, 5);
      event->proof = peal_stmt_dup_text (stmt, 6);
      event->actor = peal_stmt_dup_text (stmt, 7);
    }
}

static void
load_phones (PealDb            *db,
             gint64             id,
             PealExportContact *contact)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_EXPORT_PHONES);

  peal_stmt_bind_int (stmt, ":contact_id", id);
  while (peal_stmt_next (stmt))
    {
      PealExportPhone *phone = peal_export_contact_add_phone (contact, peal_stmt_get_text (stmt, 0));

      g_set_str (&phone->label, peal_stmt_get_text (stmt, 1));
      g_set_str (&phone->region, peal_stmt_get_text (stmt, 2));
      phone->kind = peal_phone_type_to_string ((PealPhoneType) peal_stmt_get_int (stmt, 3));
      phone->is_valid = peal_stmt_get_int (stmt, 4) != 0;
      phone->last_contacted = peal_stmt_get_int (stmt, 5);
      phone->consent = peal_consent_state_to_string ((PealConsentState) peal_stmt_get_int (stmt, 6));
      phone->consent_at = peal_stmt_get_int (stmt, 7);
      phone->review = peal_stmt_get_int (stmt, 8) != 0;
      phone->do_not_contact = peal_stmt_get_int (stmt, 9) != 0;
    }
  for (guint i = 0; i < contact->phones->len; i++)
    load_history (db, g_ptr_array_index (contact->phones, i));
}

static void
load_groups (PealDb            *db,
             gint64             id,
             PealExportContact *contact)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_EXPORT_GROUPS);
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();

  peal_stmt_bind_int (stmt, ":contact_id", id);
  while (peal_stmt_next (stmt))
    g_strv_builder_add (names, peal_stmt_get_text (stmt, 0));
  g_strfreev (contact->groups);
  contact->groups = g_strv_builder_end (names);
}

static void
load_values (PealDb            *db,
             const char        *custom,
             PealExportContact *contact)
{
  g_autoptr(PealStmt) stmt = NULL;

  if (g_str_equal (custom, "{}"))
    return;
  stmt = peal_db_query (db, PEAL_QUERY_EXPORT_CUSTOM_VALUES);
  peal_stmt_bind_text (stmt, ":custom", custom);
  while (peal_stmt_next (stmt))
    peal_export_contact_add_value (contact, peal_stmt_get_text (stmt, 0), (PealValueKind) peal_stmt_get_int (stmt, 1),
                                   peal_stmt_get_text (stmt, 2));
}

static void
take_fields (PealContact       *from,
             PealExportContact *to)
{
  const struct
  {
    PealField field;
    char **from;
  } texts[] = {
    { PEAL_FIELD_DISPLAY, &from->display },   { PEAL_FIELD_GIVEN, &from->given },
    { PEAL_FIELD_MIDDLE, &from->middle },     { PEAL_FIELD_FAMILY, &from->family },
    { PEAL_FIELD_ORG, &from->org },           { PEAL_FIELD_TITLE, &from->title },
    { PEAL_FIELD_INDUSTRY, &from->industry }, { PEAL_FIELD_STREET, &from->street },
    { PEAL_FIELD_CITY, &from->city },         { PEAL_FIELD_REGION, &from->region },
    { PEAL_FIELD_POSTCODE, &from->postcode }, { PEAL_FIELD_COUNTRY, &from->country },
    { PEAL_FIELD_ZONE, &from->zone },         { PEAL_FIELD_LANGUAGE, &from->language },
    { PEAL_FIELD_BIRTHDAY, &from->birthday }, { PEAL_FIELD_STATUS, &from->status },
    { PEAL_FIELD_SOURCE, &from->source },     { PEAL_FIELD_NOTES, &from->notes },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    to->texts[texts[i].field] = g_steal_pointer (texts[i].from);
  for (guint i = 0; i < from->emails->len; i++)
    {
      const PealContactEmail *email = g_ptr_array_index (from->emails, i);

      peal_export_contact_add_email (to, email->label, email->address);
    }
  g_free (to->uuid);
  to->uuid = g_steal_pointer (&from->uuid);
  to->score = from->score;
  to->created_at = from->created_at;
  to->updated_at = from->updated_at;
  g_strfreev (to->tags);
  to->tags = g_steal_pointer (&from->tags);
}

PealExportContact *
peal_export_contact_load (PealDb  *db,
                          gint64   id,
                          gboolean with_deleted)
{
  g_autoptr(PealContact) stored = peal_contact_load (db, id);
  g_autoptr(PealExportContact) contact = NULL;

  if (stored == NULL || (stored->deleted_at != 0 && !with_deleted))
    return NULL;
  contact = peal_export_contact_new ();
  load_phones (db, id, contact);
  load_groups (db, id, contact);
  load_values (db, stored->custom, contact);
  take_fields (stored, contact);
  return g_steal_pointer (&contact);
}

static void
load_job (PealDb  *db,
          gpointer data,
          GValue  *result)
{
  const PealJobArgs *args = data;
  GPtrArray *contacts = g_ptr_array_new_full (args->ids->len, (GDestroyNotify) peal_export_contact_free);

  for (guint i = 0; i < args->ids->len && !peal_db_has_failed (db); i++)
    {
      PealExportContact *contact = peal_export_contact_load (db, peal_ids_get (args->ids, i), args->flag);

      if (contact != NULL)
        g_ptr_array_add (contacts, contact);
    }
  peal_result_take (result, G_TYPE_PTR_ARRAY, contacts);
}

DexFuture *
peal_contacts_load_for_export (PealStore    *store,
                               const gint64 *ids,
                               guint         n_ids,
                               gboolean      with_deleted)
{
  PealJobArgs *args;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  args = peal_job_args_new_for_ids (ids, n_ids, NULL, NULL);
  args->flag = with_deleted;
  return peal_store_read (store, load_job, args, peal_job_args_free);
}

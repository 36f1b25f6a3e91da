/* peal-import-load.c: some contacts of a file, made ready for the store on another thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-engine"

#include "peal-import-load.h"

#include "peal-fiber.h"
#include "peal-import-private.h"
#include "peal-import-restore.h"
#include "peal-thread.h"

G_DEFINE_BOXED_TYPE (PealImportLoad, peal_import_load, peal_import_load_ref, peal_import_load_unref)

PealImportLoad *
peal_import_load_ref (PealImportLoad *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
load_free (gpointer data)
{
  PealImportLoad *self = data;

  g_ptr_array_unref (self->contacts);
  g_ptr_array_unref (self->records);
  peal_import_report_unref (self->report);
}

void
peal_import_load_unref (PealImportLoad *self)
{
  g_atomic_rc_box_release_full (self, load_free);
}

/* Making -------------------------------------------------------------------------------------------- */

static void
add_phones (PealContact             *contact,
            const PealImportContact *read)
{
  for (guint i = 0; i < read->phones->len; i++)
    {
      const PealImportPhone *from = &g_array_index (read->phones, PealImportPhone, i);
      PealContactPhone *phone = peal_contact_phone_new (from->e164);

      g_set_str (&phone->label, peal_phone_role_to_string (from->role));
      g_set_str (&phone->region, from->region);
      phone->kind = (int) from->type;
      phone->is_valid = from->is_valid;
      g_ptr_array_add (contact->phones, phone);
    }
}

static PealContact *
make_contact (const PealImportContact *read)
{
  PealContact *contact = peal_contact_new ();
  const struct
  {
    PealField field;
    char **to;
  } texts[] = {
    { PEAL_FIELD_DISPLAY, &contact->display },   { PEAL_FIELD_GIVEN, &contact->given },
    { PEAL_FIELD_MIDDLE, &contact->middle },     { PEAL_FIELD_FAMILY, &contact->family },
    { PEAL_FIELD_ORG, &contact->org },           { PEAL_FIELD_TITLE, &contact->title },
    { PEAL_FIELD_INDUSTRY, &contact->industry }, { PEAL_FIELD_EMAIL, &contact->email },
    { PEAL_FIELD_STREET, &contact->street },     { PEAL_FIELD_CITY, &contact->city },
    { PEAL_FIELD_REGION, &contact->region },     { PEAL_FIELD_POSTCODE, &contact->postcode },
    { PEAL_FIELD_COUNTRY, &contact->country },   { PEAL_FIELD_ZONE, &contact->zone },
    { PEAL_FIELD_LANGUAGE, &contact->language }, { PEAL_FIELD_BIRTHDAY, &contact->birthday },
    { PEAL_FIELD_STATUS, &contact->status },     { PEAL_FIELD_SOURCE, &contact->source },
    { PEAL_FIELD_NOTES, &contact->notes },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_set_str (texts[i].to, peal_import_contact_get (read, texts[i].field));
  contact->score = read->score;
  g_strfreev (contact->tags);
  contact->tags = g_strdupv (read->tags);
  for (guint i = 0; read->emails[i] != NULL; i++)
    g_ptr_array_add (contact->emails, peal_contact_email_new ("", read->emails[i]));
  add_phones (contact, read);
  return contact;
}

static PealContactRecord *
make_record (const PealImportReport  *report,
             guint                    index,
             const PealImportContact *read)
{
  PealContactRecord *record = peal_contact_record_new (read->record, make_contact (read));

  record->consent = (PealConsentState) peal_import_report_get_consent (report, index);
  if (read->own != NULL)
    peal_import_restore (record, read->own);
  return record;
}

/* PealThreadFunc */
static gboolean
read_contacts (gpointer data,
               GError **error)
{
  PealImportLoad *self = data;

  for (guint i = self->first; i < self->first + self->n; i++)
    {
      PealImportContact *read = peal_import_report_dup_contact (self->report, i);

      g_ptr_array_add (self->contacts, read);
      g_ptr_array_add (self->records, make_record (self->report, i, read));
    }
  peal_import_file_rest (self->report->file);
  return TRUE;
}

/* Passing on ---------------------------------------------------------------------------------------- */

static DexFuture *
load_fiber (gpointer      data,
            GCancellable *cancellable)
{
  g_autoptr(GError) error = NULL;

  if (!dex_await (peal_thread_run (read_contacts, data), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_take_boxed (PEAL_TYPE_IMPORT_LOAD, peal_import_load_ref (data));
}

DexFuture *
peal_import_load (PealImportReport *report,
                  guint             first,
                  guint             n)
{
  PealImportLoad *self;

  peal_return_reject_if_fail (report != NULL);

  self = g_atomic_rc_box_new0 (PealImportLoad);
  self->report = peal_import_report_ref (report);
  self->first = first;
  self->n = n;
  self->contacts = g_ptr_array_new_full (n, (GDestroyNotify) peal_import_contact_free);
  self->records = g_ptr_array_new_full (n, (GDestroyNotify) peal_contact_record_free);
  return peal_fiber_spawn (load_fiber, self, (GDestroyNotify) peal_import_load_unref);
}

void
peal_import_load_clear (PealImportLoad *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_set_size (self->contacts, 0);
  g_ptr_array_set_size (self->records, 0);
}

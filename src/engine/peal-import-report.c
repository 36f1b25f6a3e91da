/* peal-import-report.c: what an import, or the rehearsal of one, found.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-engine"

#include "peal-import-private.h"

G_DEFINE_BOXED_TYPE (PealImportReport, peal_import_report, peal_import_report_ref, peal_import_report_unref)

PealImportReport *
peal_import_report_ref (PealImportReport *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
report_clear (gpointer data)
{
  PealImportReport *self = data;

  if (self->source == NULL)
    g_clear_pointer (&self->batch, peal_import_batch_free);
  g_clear_pointer (&self->source, peal_import_report_unref);
  g_clear_pointer (&self->contacts, g_ptr_array_unref);
  g_clear_pointer (&self->rejected, g_ptr_array_unref);
  g_clear_pointer (&self->fates, g_array_unref);
  g_strfreev (self->samples);
}

void
peal_import_report_unref (PealImportReport *self)
{
  g_atomic_rc_box_release_full (self, report_clear);
}

PealImportFileError
peal_import_report_get_file_error (const PealImportReport *self)
{
  return peal_import_batch_get_file_error (self->batch);
}

const char *
peal_import_report_describe_file_error (const PealImportReport *self)
{
  return peal_import_file_error_describe (peal_import_report_get_file_error (self));
}

gboolean
peal_import_report_has_cards (const PealImportReport *self)
{
  return peal_import_batch_has_cards (self->batch);
}

gboolean
peal_import_report_has_objects (const PealImportReport *self)
{
  return peal_import_batch_has_objects (self->batch);
}

const char *
peal_import_report_get_encoding (const PealImportReport *self)
{
  return peal_charset_to_string (peal_import_batch_get_charset (self->batch));
}

char
peal_import_report_get_delimiter (const PealImportReport *self)
{
  return peal_import_batch_get_delimiter (self->batch);
}

GPtrArray *
peal_import_report_get_contacts (const PealImportReport *self)
{
  return self->contacts;
}

GPtrArray *
peal_import_report_get_rejected (const PealImportReport *self)
{
  return self->rejected;
}

const GArray *
peal_import_report_get_warnings (const PealImportReport *self)
{
  return peal_import_batch_get_warnings (self->batch);
}

const PealCsvMap *
peal_import_report_get_map (const PealImportReport *self)
{
  return peal_import_batch_get_map (self->batch);
}

const char *
peal_import_report_get_sample (const PealImportReport *self,
                               guint                   column)
{
  g_return_val_if_fail (column < g_strv_length (self->samples), "");

  return self->samples[column];
}

char *
peal_import_report_dup_rejected (const PealImportReport *self,
                                 const char             *record_header,
                                 const char             *reason_header,
                                 const char           *(*describe) (PealImportReason reason))
{
  return peal_import_batch_dup_rejected (self->batch, self->rejected, record_header, reason_header, describe);
}

PealImportVerdict
peal_import_report_get_verdict (const PealImportReport *self,
                                guint                   index,
                                gint64                 *contact_id)
{
  const PealImportFate *fate;

  g_return_val_if_fail (index < self->fates->len, PEAL_IMPORT_REHEARSED);

  fate = &g_array_index (self->fates, PealImportFate, index);
  if (contact_id != NULL)
    *contact_id = fate->contact_id;
  return fate->verdict;
}

PealImportConsent
peal_import_report_get_consent (const PealImportReport *self,
                                guint                   index)
{
  const PealImportContact *contact;

  g_return_val_if_fail (index < self->contacts->len, PEAL_IMPORT_CONSENT_UNKNOWN);

  contact = g_ptr_array_index (self->contacts, index);
  if (contact->consent == PEAL_IMPORT_CONSENT_UNKNOWN && self->all_agreed && !contact->has_consent_cell)
    return PEAL_IMPORT_CONSENT_OPTED_IN;
  return contact->consent;
}

guint
peal_import_report_count (const PealImportReport *self,
                          PealImportVerdict       verdict)
{
  return self->counts[verdict];
}

gint64
peal_import_report_get_group_id (const PealImportReport *self)
{
  return self->group_id;
}

gint64
peal_import_report_get_job_id (const PealImportReport *self)
{
  return self->job_id;
}

PealImportReport *
peal_import_report_new (void)
{
  PealImportReport *self = g_atomic_rc_box_new0 (PealImportReport);

  self->fates = g_array_new (FALSE, FALSE, sizeof (PealImportFate));
  return self;
}

void
peal_import_report_share (PealImportReport *self,
                          PealImportReport *source)
{
  self->source = peal_import_report_ref (source);
  self->batch = source->batch;
  self->samples = g_strdupv (source->samples);
  self->contacts = g_ptr_array_ref (source->contacts);
  self->rejected = g_ptr_array_ref (source->rejected);
}

void
peal_import_report_add_fate (PealImportReport *self,
                             PealImportVerdict verdict,
                             gint64            contact_id)
{
  PealImportFate fate = { verdict, contact_id };

  g_array_append_val (self->fates, fate);
  self->counts[verdict]++;
}

/* peal-import-report.c: what an import, or the rehearsal of one, found.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-engine"

#include "peal-import-private.h"

#include "peal-fiber.h"
#include "peal-thread.h"

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

  g_clear_pointer (&self->file, peal_import_file_unref);
  g_clear_pointer (&self->fates, g_array_unref);
}

void
peal_import_report_unref (PealImportReport *self)
{
  g_atomic_rc_box_release_full (self, report_clear);
}

static PealImportBatch *
get_batch (const PealImportReport *self)
{
  return peal_import_file_get_batch (self->file);
}

static PealImportIndex *
get_index (const PealImportReport *self)
{
  return peal_import_file_get_index (self->file);
}

PealImportFileError
peal_import_report_get_file_error (const PealImportReport *self)
{
  return peal_import_batch_get_file_error (get_batch (self));
}

const char *
peal_import_report_describe_file_error (const PealImportReport *self)
{
  return peal_import_file_error_describe (peal_import_report_get_file_error (self));
}

gboolean
peal_import_report_has_cards (const PealImportReport *self)
{
  return peal_import_batch_has_cards (get_batch (self));
}

gboolean
peal_import_report_has_objects (const PealImportReport *self)
{
  return peal_import_batch_has_objects (get_batch (self));
}

const char *
peal_import_report_get_encoding (const PealImportReport *self)
{
  return peal_charset_to_string (peal_import_batch_get_charset (get_batch (self)));
}

char
peal_import_report_get_delimiter (const PealImportReport *self)
{
  return peal_import_batch_get_delimiter (get_batch (self));
}

guint
peal_import_report_count_contacts (const PealImportReport *self)
{
  return peal_import_index_count_contacts (get_index (self));
}

guint
peal_import_report_count_rejected (const PealImportReport *self)
{
  return peal_import_index_count_rejected (get_index (self));
}

guint
peal_import_report_count_merged (const PealImportReport *self)
{
  return peal_import_index_count_merged (get_index (self));
}

guint
peal_import_report_count_grown (const PealImportReport *self)
{
  return peal_import_index_count_grown (get_index (self));
}

guint
peal_import_report_count_remarks (const PealImportReport *self)
{
  return peal_import_index_count_remarks (get_index (self));
}

guint
peal_import_report_count_no_records (const PealImportReport *self)
{
  return peal_import_index_count_no_records (get_index (self));
}

PealImportContact *
peal_import_report_dup_contact (const PealImportReport *self,
                                guint                   index)
{
  g_return_val_if_fail (index < peal_import_report_count_contacts (self), NULL);

  return peal_import_file_dup_contact (self->file, index);
}

PealImportRejection *
peal_import_report_dup_rejection (const PealImportReport *self,
                                  guint                   index)
{
  g_return_val_if_fail (index < peal_import_report_count_rejected (self), NULL);

  return peal_import_file_dup_rejection (self->file, index);
}

gboolean
peal_import_report_was_merged (const PealImportReport *self,
                               guint                   index)
{
  return peal_import_index_was_merged (get_index (self), index);
}

gboolean
peal_import_report_has_remarks (const PealImportReport *self,
                                guint                   index)
{
  return peal_import_index_has_remarks (get_index (self), index);
}

PealImportReason
peal_import_report_get_reason (const PealImportReport *self,
                               guint                   index)
{
  return peal_import_index_get_reason (get_index (self), index);
}

const GArray *
peal_import_report_get_warnings (const PealImportReport *self)
{
  return peal_import_batch_get_warnings (get_batch (self));
}

const PealCsvMap *
peal_import_report_get_map (const PealImportReport *self)
{
  return peal_import_batch_get_map (get_batch (self));
}

const char *
peal_import_report_get_sample (const PealImportReport *self,
                               guint                   column)
{
  GStrv samples = peal_import_file_get_samples (self->file);

  g_return_val_if_fail (column < g_strv_length (samples), "");

  return samples[column];
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
    *contact_id = (gint64) fate->contact_id;
  return (PealImportVerdict) fate->verdict;
}

static PealImportConsent
get_consent (const PealImportReport *self,
             guint                   index,
             gboolean                all_agreed)
{
  gboolean has_cell;
  PealImportConsent consent = peal_import_index_get_consent (get_index (self), index, &has_cell);

  return consent == PEAL_IMPORT_CONSENT_UNKNOWN && all_agreed && !has_cell ? PEAL_IMPORT_CONSENT_OPTED_IN : consent;
}

PealImportConsent
peal_import_report_get_consent (const PealImportReport *self,
                                guint                   index)
{
  g_return_val_if_fail (index < peal_import_report_count_contacts (self), PEAL_IMPORT_CONSENT_UNKNOWN);

  return get_consent (self, index, self->all_agreed);
}

guint
peal_import_report_count_agreed (const PealImportReport *self,
                                 gboolean                all_agreed)
{
  guint n_contacts = peal_import_report_count_contacts (self);
  guint n = 0;

  for (guint i = 0; i < n_contacts; i++)
    n += get_consent (self, i, all_agreed) == PEAL_IMPORT_CONSENT_OPTED_IN;
  return n;
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
peal_import_report_add_fate (PealImportReport *self,
                             PealImportVerdict verdict,
                             gint64            contact_id)
{
  PealImportFate fate = { verdict, (guint64) contact_id };

  g_array_append_val (self->fates, fate);
  self->counts[verdict]++;
}

/* Reading again ----------------------------------------------------------------------------------- */

typedef struct
{
  PealImportReport *report;
  GArray *numbers;  /* of guint */
  GPtrArray *items; /* of PealImportItem */
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  peal_import_report_unref (reading->report);
  g_array_unref (reading->numbers);
  g_ptr_array_unref (reading->items);
  g_free (reading);
}

static void
item_free (gpointer data)
{
  PealImportItem *item = data;

  peal_import_contact_free (item->contact);
  peal_import_rejection_free (item->rejection);
  g_free (item);
}

/* PealThreadFunc */
static gboolean
read_items (gpointer data,
            GError **error)
{
  Reading *reading = data;
  guint n_contacts = peal_import_report_count_contacts (reading->report);

  for (guint i = 0; i < reading->numbers->len; i++)
    {
      guint number = g_array_index (reading->numbers, guint, i);
      PealImportItem *item = g_new0 (PealImportItem, 1);

      if (number < n_contacts)
        item->contact = peal_import_report_dup_contact (reading->report, number);
      else
        item->rejection = peal_import_report_dup_rejection (reading->report, number - n_contacts);
      g_ptr_array_add (reading->items, item);
    }
  peal_import_file_rest (reading->report->file);
  return TRUE;
}

static DexFuture *
read_fiber (gpointer      data,
            GCancellable *cancellable)
{
  Reading *reading = data;
  g_autoptr(GError) error = NULL;

  if (!dex_await (peal_thread_run (read_items, reading), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, g_ptr_array_ref (reading->items));
}

DexFuture *
peal_import_report_read (PealImportReport *self,
                         GArray           *numbers)
{
  Reading *reading;

  peal_return_reject_if_fail (self != NULL && numbers != NULL);

  reading = g_new0 (Reading, 1);
  reading->report = peal_import_report_ref (self);
  reading->numbers = g_array_ref (numbers);
  reading->items = g_ptr_array_new_with_free_func (item_free);
  return peal_fiber_spawn (read_fiber, reading, reading_free);
}

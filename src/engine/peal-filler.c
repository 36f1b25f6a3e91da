/* peal-filler.c: one person's values for the fields of a text.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-engine"

#include "peal-filler.h"

#include "peal-fiber.h"
#include "peal-plan.h"

struct _PealFiller
{
  PealCandidate *candidate;
};

G_DEFINE_BOXED_TYPE (PealFiller, peal_filler, peal_filler_ref, peal_filler_unref)

PealFiller *
peal_filler_ref (PealFiller *self)
{
  return g_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  PealFiller *self = data;

  peal_candidate_free (self->candidate);
}

void
peal_filler_unref (PealFiller *self)
{
  g_rc_box_release_full (self, clear);
}

/* Takes @contact, which may be NULL. */
static DexFuture *
new_future (PealContact *contact,
            const char  *e164)
{
  PealFiller *self = g_rc_box_new0 (PealFiller);

  self->candidate = peal_candidate_new_for_message (contact, e164);
  return dex_future_new_take_boxed (PEAL_TYPE_FILLER, self);
}

static DexFuture *
contact_read_cb (DexFuture *completed,
                 gpointer   user_data)
{
  const GValue *value = dex_future_get_value (completed, NULL);

  return new_future (value != NULL ? peal_contact_copy (g_value_get_boxed (value)) : NULL, user_data);
}

DexFuture *
peal_engine_read_filler (PealEngine *self,
                         gint64      contact_id,
                         const char *e164)
{
  peal_return_reject_if_fail (PEAL_IS_ENGINE (self));
  peal_return_reject_if_fail (e164 != NULL);

  if (contact_id == 0)
    return new_future (NULL, e164);
  return dex_future_finally (peal_contacts_get (peal_engine_get_store (self), contact_id), contact_read_cb,
                             g_strdup (e164), g_free);
}

const char *
peal_filler_get_language (PealFiller *self)
{
  g_return_val_if_fail (self != NULL, "");

  return self->candidate->contact != NULL ? self->candidate->contact->language : "";
}

char *
peal_filler_fill (PealFiller  *self,
                  const char  *source,
                  GArray     **gaps)
{
  g_autoptr(PealMergeTemplate) text = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (source != NULL, NULL);

  text = peal_merge_template_new (source, NULL, NULL, NULL);
  if (text != NULL)
    return peal_candidate_fill (self->candidate, text, gaps);
  if (gaps != NULL)
    *gaps = g_array_new (FALSE, FALSE, sizeof (PealMergeGap));
  return g_strdup (source);
}

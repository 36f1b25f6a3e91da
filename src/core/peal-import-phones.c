/* peal-import-phones.c: the numbers of one record, the one to text first (P4).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-import-phones.h"

#include "peal-import-cells.h"

#include <string.h>

static void
clear_candidate (gpointer data)
{
  g_free (((PealPhoneCandidate *) data)->text);
}

GArray *
peal_phone_candidates_new (void)
{
  GArray *self = g_array_new (FALSE, FALSE, sizeof (PealPhoneCandidate));

  g_array_set_clear_func (self, clear_candidate);
  return self;
}

static gboolean
has_ascii_letter (const char *text)
{
  for (; *text != '\0'; text++)
    if (g_ascii_isalpha (*text))
      return TRUE;
  return FALSE;
}

void
peal_phone_candidates_add (GArray       *self,
                           const char   *cell,
                           PealPhoneRole role,
                           const char   *label)
{
  g_auto(GStrv) parts = peal_import_split_phones (cell);
  gboolean is_preferred = FALSE;

  if (*label != '\0')
    role = peal_phone_role_from_label (label, role, &is_preferred);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      PealPhoneCandidate candidate = { parts[i], role, is_preferred };

      /* "H: 555 123 4567 / C: ..." names each number where it stands */
      if (has_ascii_letter (candidate.text))
        candidate.role = peal_phone_role_from_label (candidate.text, role, &candidate.is_preferred);
      candidate.text = g_strdup (candidate.text);
      g_array_append_val (self, candidate);
    }
}

static gboolean
can_be_texted (PealPhoneRole role)
{
  return role != PEAL_PHONE_ROLE_FAX && role != PEAL_PHONE_ROLE_PAGER;
}

static int
compare_candidates (gconstpointer a,
                    gconstpointer b)
{
  const PealPhoneCandidate *first = a;
  const PealPhoneCandidate *second = b;

  if (first->role != second->role)
    return first->role < second->role ? -1 : 1;
  return second->is_preferred - first->is_preferred;
}

static gboolean
has_phone (const PealImportContact *contact,
           const char              *e164)
{
  for (guint i = 0; i < contact->phones->len; i++)
    if (g_str_equal (g_array_index (contact->phones, PealImportPhone, i).e164, e164))
      return TRUE;
  return FALSE;
}

static void
warn (PealImportContact *contact,
      const PealPhone   *phone,
      const char        *text)
{
  static const struct
  {
    PealPhoneWarnings flag;
    PealImportWarningCode code;
  } warnings[] = {
    { PEAL_PHONE_WARN_NOT_VALID, PEAL_IMPORT_WARN_PHONE_NOT_VALID },
    { PEAL_PHONE_WARN_EXTENSION_DROPPED, PEAL_IMPORT_WARN_EXTENSION_DROPPED },
    { PEAL_PHONE_WARN_PLUS_ASSUMED, PEAL_IMPORT_WARN_PLUS_ASSUMED },
    { PEAL_PHONE_WARN_RESTORED, PEAL_IMPORT_WARN_NUMBER_RESTORED },
    { PEAL_PHONE_WARN_OLD_MEXICAN, PEAL_IMPORT_WARN_OLD_MEXICAN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (warnings); i++)
    if (phone->warnings & warnings[i].flag)
      peal_import_contact_add_warning (contact, warnings[i].code, text);
}

static void
add_phone (PealImportContact        *contact,
           const PealPhone          *phone,
           const PealPhoneCandidate *candidate)
{
  PealImportPhone out = {
    .type = phone->type,
    .role = candidate->role,
    .is_valid = phone->is_valid,
  };

  if (has_phone (contact, phone->e164))
    return;
  g_strlcpy (out.e164, phone->e164, sizeof out.e164);
  g_strlcpy (out.region, phone->region, sizeof out.region);
  g_array_append_val (contact->phones, out);
  if (contact->written == NULL)
    contact->written = g_strdup (candidate->text);
  if (can_be_texted (candidate->role))
    warn (contact, phone, candidate->text);
}

/* A record may keep the calling code in a column of its own. */
static PealPhoneReason
read_number (const char *text,
             const char *region,
             const char *calling_code,
             PealPhone  *phone)
{
  if (*calling_code != '\0' && *text != '+' && !g_str_has_prefix (text, "00"))
    {
      g_autofree char *full = g_strdup_printf ("+%s %s", calling_code, text);

      if (peal_phone_parse (full, region, phone) == PEAL_PHONE_OK)
        return PEAL_PHONE_OK;
    }
  return peal_phone_parse (text, region, phone);
}

/* The reasons that the candidates were refused for, made one. */
typedef struct
{
  guint n_refused;
  guint n_not_sms;
  gboolean has_other_device; /* a fax or pager */
} Refusals;

static void
refuse (Refusals                 *refusals,
        PealImportRejection      *rejection,
        PealPhoneReason           reason,
        const PealPhone          *phone,
        const PealPhoneCandidate *candidate)
{
  if (refusals->n_refused++ == 0)
    {
      rejection->reason = (PealImportReason) reason;
      rejection->text = g_strdup (candidate->text);
      g_strlcpy (rejection->suggestion, phone->suggestion, sizeof rejection->suggestion);
    }
  refusals->n_not_sms += reason == PEAL_PHONE_NOT_SMS_CAPABLE;
}

static void
settle_reason (const Refusals      *refusals,
               PealImportRejection *rejection)
{
  if (refusals->n_refused == 0)
    rejection->reason = refusals->has_other_device ? PEAL_IMPORT_NO_SMS_CAPABLE_PHONE : PEAL_IMPORT_NO_PHONE;
  else if (refusals->n_refused > 1 && refusals->n_not_sms == refusals->n_refused)
    rejection->reason = PEAL_IMPORT_NO_SMS_CAPABLE_PHONE;
}

gboolean
peal_import_choose_phones (PealImportContact   *contact,
                           GArray              *candidates,
                           const char          *region,
                           const char          *calling_code,
                           PealImportRejection *rejection)
{
  Refusals refusals = { 0 };
  gboolean found = FALSE;

  g_array_sort (candidates, compare_candidates);
  for (guint i = 0; i < candidates->len; i++)
    {
      const PealPhoneCandidate *candidate = &g_array_index (candidates, PealPhoneCandidate, i);
      PealPhone phone;
      PealPhoneReason reason = read_number (candidate->text, region, calling_code, &phone);

      if (reason == PEAL_PHONE_NO_PHONE)
        continue;
      if (!can_be_texted (candidate->role))
        refusals.has_other_device = TRUE;
      else if (reason != PEAL_PHONE_OK)
        {
          refuse (&refusals, rejection, reason, &phone, candidate);
          peal_import_contact_add_warning (contact, PEAL_IMPORT_WARN_PHONE_DROPPED, candidate->text);
        }
      else
        found = TRUE;
      /* a fax number is kept behind the number to text, never in its place */
      if (reason == PEAL_PHONE_OK && found)
        add_phone (contact, &phone, candidate);
    }
  if (!found)
    settle_reason (&refusals, rejection);
  return found;
}

/* peal-consent-text.c: who may be texted, in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-consent-text.h"

#include "peal-config.h"
#include "peal-format.h"

#include <glib/gi18n.h>

const char *
peal_consent_label (PealConsentState state,
                    gboolean         review)
{
  if (review && state != PEAL_CONSENT_OPTED_OUT)
    /* Translators: a possible opt-out waits for a person's word. */
    return _("Please look");
  switch (state)
    {
    case PEAL_CONSENT_OPTED_IN:
      return _("Agreed");
    case PEAL_CONSENT_OPTED_OUT:
      return _("Asked to stop");
    case PEAL_CONSENT_UNKNOWN:
      break;
    }
  /* Translators: nobody asked this person whether they want texts. */
  return _("Not asked");
}

char *
peal_consent_sentence (const PealConsent *consent,
                       gint64             now)
{
  g_autofree char *when = NULL;

  g_return_val_if_fail (consent != NULL, NULL);

  if (consent->review && consent->state != PEAL_CONSENT_OPTED_OUT)
    return g_strdup (_("May have asked to stop. Read what they wrote."));
  if (consent->do_not_contact)
    return g_strdup (_("On a do-not-contact list"));
  if (consent->changed_at == 0)
    return g_strdup (peal_consent_label (consent->state, FALSE));

  when = peal_format_moment (consent->changed_at, now);
  switch (consent->state)
    {
    case PEAL_CONSENT_OPTED_IN:
      /* Translators: %s is a time, as in "12 March 8:00". */
      return g_strdup_printf (_("Agreed to be texted, %s"), when);
    case PEAL_CONSENT_OPTED_OUT:
      /* Translators: %s is a time, as in "12 March 8:00". */
      return g_strdup_printf (_("Asked to stop, %s"), when);
    case PEAL_CONSENT_UNKNOWN:
      break;
    }
  return g_strdup (_("Not asked"));
}

/* peal-import-fill.c: what a file says of somebody, into a contact.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-import-fill.h"

#include "peal-import-cells.h"

#include <string.h>

void
peal_import_fill_text (PealImportContact *self,
                       PealField          field,
                       const char        *text)
{
  if (self->texts[field] == NULL && *text != '\0')
    self->texts[field] = g_strdup (text);
}

static void
add_tags (PealImportContact *self,
          const char        *cell)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) more = peal_import_split_tags (cell);

  g_strv_builder_addv (builder, (const char **) self->tags);
  for (guint i = 0; more[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) self->tags, more[i]))
      g_strv_builder_add (builder, more[i]);
  peal_import_contact_set_tags (self, g_strv_builder_end (builder));
}

/* Among several columns an objection wins, then anything that is not a clear yes (P9). */
static void
add_consent (PealImportContact *self,
             const char        *cell,
             PealField          field)
{
  PealImportConsent claim = peal_import_read_consent (cell, field);

  if (claim == PEAL_IMPORT_CONSENT_OPTED_OUT)
    self->consent = claim;
  else if (field == PEAL_FIELD_SMS_CONSENT && self->consent != PEAL_IMPORT_CONSENT_OPTED_OUT)
    {
      if (self->has_consent_cell && claim != self->consent)
        claim = PEAL_IMPORT_CONSENT_UNKNOWN;
      self->consent = claim;
    }
  if (field == PEAL_FIELD_SMS_CONSENT)
    self->has_consent_cell = TRUE;
}

static void
add_parsed (PealImportContact    *self,
            PealField             field,
            char                 *value,
            PealImportWarningCode warning,
            const char           *cell)
{
  if (value == NULL)
    peal_import_contact_add_warning (self, warning, cell);
  else
    peal_import_fill_text (self, field, value);
  g_free (value);
}

static void
add_email (PealImportContact *self,
           const char        *cell)
{
  g_autofree char *address = peal_import_read_email (cell);

  if (address != NULL)
    peal_import_contact_add_email (self, address);
  else
    peal_import_contact_add_warning (self, PEAL_IMPORT_WARN_EMAIL_DROPPED, cell);
}

void
peal_import_fill_cell (PealImportContact *self,
                       PealField          field,
                       const char        *cell)
{
  switch (field)
    {
    case PEAL_FIELD_IGNORED:
    case PEAL_FIELD_PHONE:
    case PEAL_FIELD_PHONE_LABEL:
    case PEAL_FIELD_CALLING_CODE:
    case PEAL_FIELD_COUNTRY:
    case PEAL_FIELD_BIRTHDAY:
    case PEAL_N_FIELDS:
      break;
    case PEAL_FIELD_DISPLAY:
    case PEAL_FIELD_GIVEN:
    case PEAL_FIELD_MIDDLE:
    case PEAL_FIELD_FAMILY:
    case PEAL_FIELD_PREFIX:
    case PEAL_FIELD_SUFFIX:
    case PEAL_FIELD_ORG:
    case PEAL_FIELD_TITLE:
    case PEAL_FIELD_INDUSTRY:
    case PEAL_FIELD_STREET:
    case PEAL_FIELD_CITY:
    case PEAL_FIELD_REGION:
    case PEAL_FIELD_LANGUAGE:
    case PEAL_FIELD_ZONE:
    case PEAL_FIELD_NOTES:
    case PEAL_FIELD_STATUS:
    case PEAL_FIELD_SOURCE:
      peal_import_fill_text (self, field, cell);
      break;
    case PEAL_FIELD_POSTCODE:
      /* '07601: so that a spreadsheet leaves the zero */
      peal_import_fill_text (self, field, cell + (*cell == '\'' && g_ascii_isdigit (cell[1])));
      break;
    case PEAL_FIELD_EMAIL:
      add_email (self, cell);
      break;
    case PEAL_FIELD_TAGS:
      add_tags (self, cell);
      break;
    case PEAL_FIELD_SCORE:
      self->score = (int) CLAMP (g_ascii_strtod (cell, NULL), -1000000, 1000000);
      break;
    case PEAL_FIELD_SMS_CONSENT:
    case PEAL_FIELD_SMS_OPT_OUT:
      add_consent (self, cell, field);
      break;
    }
}

void
peal_import_fill_birthday (PealImportContact *self,
                           const char        *cell,
                           const char        *region)
{
  /* "0/0/00" is Outlook's way to say none */
  if (strpbrk (cell, "123456789") != NULL)
    add_parsed (self, PEAL_FIELD_BIRTHDAY, peal_import_read_birthday (cell, region), PEAL_IMPORT_WARN_BIRTHDAY_DROPPED,
                cell);
}

char *
peal_import_fill_dup_name (const PealImportContact *self)
{
  static const PealField parts[] = { PEAL_FIELD_GIVEN, PEAL_FIELD_MIDDLE, PEAL_FIELD_FAMILY };
  g_autoptr(GString) out = g_string_new (self->texts[PEAL_FIELD_DISPLAY]);

  for (guint i = 0; i < G_N_ELEMENTS (parts) && self->texts[PEAL_FIELD_DISPLAY] == NULL; i++)
    if (self->texts[parts[i]] != NULL)
      g_string_append_printf (out, "%s%s", out->len > 0 ? " " : "", self->texts[parts[i]]);
  if (out->len == 0)
    g_string_append (out, peal_import_contact_get (self, PEAL_FIELD_ORG));
  return g_string_free_and_steal (g_steal_pointer (&out));
}

void
peal_import_fill_display (PealImportContact *self)
{
  g_autofree char *name = peal_import_fill_dup_name (self);

  peal_import_fill_text (self, PEAL_FIELD_DISPLAY, name);
  peal_import_fill_text (self, PEAL_FIELD_DISPLAY, peal_import_contact_get_phone (self)->e164);
}

/* peal-import-contact.c: what one record of a contact file turned into.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-import-contact.h"

#include <string.h>

static const char *const warning_names[] = {
  [PEAL_IMPORT_WARN_PHONE_NOT_VALID] = "phone_not_valid",
  [PEAL_IMPORT_WARN_EXTENSION_DROPPED] = "extension_dropped",
  [PEAL_IMPORT_WARN_PLUS_ASSUMED] = "plus_assumed",
  [PEAL_IMPORT_WARN_NUMBER_RESTORED] = "number_restored",
  [PEAL_IMPORT_WARN_OLD_MEXICAN] = "old_mexican",
  [PEAL_IMPORT_WARN_PHONE_DROPPED] = "phone_dropped",
  [PEAL_IMPORT_WARN_COUNTRY_UNKNOWN] = "country_unknown",
  [PEAL_IMPORT_WARN_EMAIL_DROPPED] = "email_dropped",
  [PEAL_IMPORT_WARN_BIRTHDAY_DROPPED] = "birthday_dropped",
  [PEAL_IMPORT_WARN_EXTRA_FIELDS] = "extra_fields",
  [PEAL_IMPORT_WARN_MERGED] = "merged",
  [PEAL_IMPORT_WARN_MIXED_ENCODING] = "mixed_encoding",
  [PEAL_IMPORT_WARN_CONTROL_CHARACTERS] = "control_characters",
  [PEAL_IMPORT_WARN_REPLACED_CHARACTERS] = "replaced_characters",
  [PEAL_IMPORT_WARN_NO_HEADER] = "no_header",
  [PEAL_IMPORT_WARN_PREAMBLE] = "preamble",
  [PEAL_IMPORT_WARN_COLUMN_GUESSED] = "column_guessed",
};

static void
clear_warning (gpointer data)
{
  g_free (((PealImportWarning *) data)->text);
}

GArray *
peal_import_warnings_new (void)
{
  GArray *self = g_array_new (FALSE, FALSE, sizeof (PealImportWarning));

  g_array_set_clear_func (self, clear_warning);
  return self;
}

void
peal_import_warnings_add (GArray               *self,
                          guint                 record,
                          PealImportWarningCode code,
                          const char           *text)
{
  PealImportWarning warning = { record, code, g_strdup (text) };

  g_array_append_val (self, warning);
}

/* Most have no tags, no second address and no remarks. */
static char *no_strings[] = { NULL };

static GArray *
get_no_warnings (void)
{
  static GArray *none;

  if (g_once_init_enter_pointer (&none))
    g_once_init_leave_pointer (&none, peal_import_warnings_new ());
  return none;
}

static void
set_strings (GStrv *to,
             GStrv  strings)
{
  if (*to != no_strings)
    g_strfreev (*to);
  if (strings[0] == NULL)
    g_clear_pointer (&strings, g_strfreev);
  *to = strings != NULL ? strings : no_strings;
}

PealImportContact *
peal_import_contact_new (guint record)
{
  PealImportContact *self = g_new0 (PealImportContact, 1);

  self->record = record;
  self->phones = g_array_new (FALSE, FALSE, sizeof (PealImportPhone));
  self->tags = no_strings;
  self->emails = no_strings;
  self->warnings = g_array_ref (get_no_warnings ());
  return self;
}

void
peal_import_contact_free (PealImportContact *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < PEAL_N_FIELDS; i++)
    g_free (self->texts[i]);
  g_free (self->written);
  g_array_unref (self->phones);
  if (self->tags != no_strings)
    g_strfreev (self->tags);
  if (self->emails != no_strings)
    g_strfreev (self->emails);
  g_array_unref (self->warnings);
  peal_export_contact_free (self->own);
  g_free (self);
}

void
peal_import_contact_set_tags (PealImportContact *self,
                              GStrv              tags)
{
  g_return_if_fail (self != NULL && tags != NULL && tags != self->tags);

  set_strings (&self->tags, tags);
}

const char *
peal_import_contact_get (const PealImportContact *self,
                         PealField                field)
{
  return self->texts[field] != NULL ? self->texts[field] : "";
}

const PealImportPhone *
peal_import_contact_get_phone (const PealImportContact *self)
{
  return &g_array_index (self->phones, PealImportPhone, 0);
}

/* Up to 18 digits behind the plus, and a one before them for zeros in front. */
G_STATIC_ASSERT (sizeof (gsize) >= sizeof (guint64));

gpointer
peal_import_phone_to_key (const PealImportPhone *self)
{
  gsize key = 1;

  for (const char *digit = self->e164 + 1; *digit != '\0'; digit++)
    key = 10 * key + (gsize) g_ascii_digit_value (*digit);
  return GSIZE_TO_POINTER (key);
}

gpointer
peal_import_uuid_to_key (const char *uuid)
{
  guint64 halves[2] = { 0, 0 };
  guint n = 0;

  if (!g_uuid_string_is_valid (uuid))
    return NULL;
  for (const char *digit = uuid; *digit != '\0'; digit++)
    if (*digit != '-')
      {
        halves[n / 16] = halves[n / 16] << 4 | (guint64) g_ascii_xdigit_value (*digit);
        n++;
      }
  return GSIZE_TO_POINTER (MAX (halves[0] ^ halves[1], 1));
}

gpointer
peal_import_contact_get_own_key (const PealImportContact *self)
{
  return self->own != NULL ? peal_import_uuid_to_key (self->own->uuid) : NULL;
}

static gboolean
can_be_texted (const PealImportPhone *phone)
{
  return phone->role != PEAL_PHONE_ROLE_FAX && phone->role != PEAL_PHONE_ROLE_PAGER;
}

const char **
peal_import_contact_list_other_phones (const PealImportContact *self)
{
  GPtrArray *numbers = g_ptr_array_new ();

  for (guint i = 1; i < self->phones->len; i++)
    {
      PealImportPhone *phone = &g_array_index (self->phones, PealImportPhone, i);

      if (can_be_texted (phone))
        g_ptr_array_add (numbers, phone->e164);
    }
  g_ptr_array_add (numbers, NULL);
  return (const char **) g_ptr_array_free (numbers, FALSE);
}

static void
add_warning (PealImportContact    *self,
             guint                 record,
             PealImportWarningCode code,
             const char           *text)
{
  if (self->warnings == get_no_warnings ())
    {
      g_array_unref (self->warnings);
      self->warnings = peal_import_warnings_new ();
    }
  peal_import_warnings_add (self->warnings, record, code, text);
}

void
peal_import_contact_add_warning (PealImportContact    *self,
                                 PealImportWarningCode code,
                                 const char           *text)
{
  add_warning (self, self->record, code, text);
}

static void
merge_phones (PealImportContact       *self,
              const PealImportContact *other)
{
  for (guint i = 0; i < other->phones->len; i++)
    {
      const PealImportPhone *phone = &g_array_index (other->phones, PealImportPhone, i);
      gboolean is_known = FALSE;
      guint at = 0;

      for (guint j = 0; j < self->phones->len; j++)
        {
          const PealImportPhone *known = &g_array_index (self->phones, PealImportPhone, j);

          is_known = is_known || g_str_equal (known->e164, phone->e164);
          /* fax and pager stay last */
          if (can_be_texted (known))
            at = j + 1;
        }
      if (!is_known)
        g_array_insert_vals (self->phones, can_be_texted (phone) ? at : self->phones->len, phone, 1);
    }
}

void
peal_import_contact_add_email (PealImportContact *self,
                               const char        *address)
{
  g_autoptr(GStrvBuilder) emails = NULL;

  if (self->texts[PEAL_FIELD_EMAIL] == NULL)
    {
      self->texts[PEAL_FIELD_EMAIL] = g_strdup (address);
      return;
    }
  if (g_ascii_strcasecmp (self->texts[PEAL_FIELD_EMAIL], address) == 0)
    return;
  for (guint i = 0; self->emails[i] != NULL; i++)
    if (g_ascii_strcasecmp (self->emails[i], address) == 0)
      return;
  emails = g_strv_builder_new ();
  g_strv_builder_addv (emails, (const char **) self->emails);
  g_strv_builder_add (emails, address);
  set_strings (&self->emails, g_strv_builder_end (emails));
}

static void
merge_emails (PealImportContact       *self,
              const PealImportContact *other)
{
  if (other->texts[PEAL_FIELD_EMAIL] != NULL)
    peal_import_contact_add_email (self, other->texts[PEAL_FIELD_EMAIL]);
  for (guint i = 0; other->emails[i] != NULL; i++)
    peal_import_contact_add_email (self, other->emails[i]);
}

static void
merge_tags (PealImportContact       *self,
            const PealImportContact *other)
{
  g_autoptr(GStrvBuilder) tags = g_strv_builder_new ();

  g_strv_builder_addv (tags, (const char **) self->tags);
  for (guint i = 0; other->tags[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) self->tags, other->tags[i]))
      g_strv_builder_add (tags, other->tags[i]);
  set_strings (&self->tags, g_strv_builder_end (tags));
}

PealImportConsent
peal_import_consent_stricter (PealImportConsent a,
                              PealImportConsent b)
{
  if (a == PEAL_IMPORT_CONSENT_OPTED_OUT || b == PEAL_IMPORT_CONSENT_OPTED_OUT)
    return PEAL_IMPORT_CONSENT_OPTED_OUT;
  return a == b ? a : PEAL_IMPORT_CONSENT_UNKNOWN;
}

void
peal_import_contact_merge (PealImportContact       *self,
                           const PealImportContact *other)
{
  g_autofree char *number = NULL;

  g_return_if_fail (self != NULL && other != NULL && self != other);

  merge_emails (self, other);
  for (guint i = 0; i < PEAL_N_FIELDS; i++)
    if (self->texts[i] == NULL)
      self->texts[i] = g_strdup (other->texts[i]);
  if (self->score == 0)
    self->score = other->score;
  g_clear_pointer (&self->own, peal_export_contact_free); /* it is not as it was written any more */
  merge_phones (self, other);
  merge_tags (self, other);
  self->consent = peal_import_consent_stricter (self->consent, other->consent);
  self->has_consent_cell = self->has_consent_cell || other->has_consent_cell;

  for (guint i = 0; i < other->warnings->len; i++)
    {
      const PealImportWarning *warning = &g_array_index (other->warnings, PealImportWarning, i);

      add_warning (self, warning->record, warning->code, warning->text);
    }
  number = g_strdup_printf ("%u", other->record);
  peal_import_contact_add_warning (self, PEAL_IMPORT_WARN_MERGED, number);
}

void
peal_import_rejection_free (PealImportRejection *self)
{
  if (self == NULL)
    return;
  g_free (self->text);
  g_free (self->raw);
  g_free (self);
}

const char *
peal_import_consent_to_string (PealImportConsent consent)
{
  switch (consent)
    {
    case PEAL_IMPORT_CONSENT_UNKNOWN:
      return "unknown";
    case PEAL_IMPORT_CONSENT_OPTED_IN:
      return "opted_in";
    case PEAL_IMPORT_CONSENT_OPTED_OUT:
      return "opted_out";
    }
  g_return_val_if_reached ("unknown");
}

const char *
peal_import_reason_to_string (PealImportReason reason)
{
  switch (reason)
    {
    case PEAL_IMPORT_NO_SMS_CAPABLE_PHONE:
      return "no_sms_capable_phone";
    case PEAL_IMPORT_NOT_A_RECORD:
      return "not_a_record";
    case PEAL_IMPORT_UNTERMINATED_QUOTE:
      return "unterminated_quote";
    case PEAL_IMPORT_UNTERMINATED_CARD:
      return "unterminated_card";
    case PEAL_IMPORT_NO_PHONE:
    case PEAL_IMPORT_NOT_SMS_CAPABLE:
    case PEAL_IMPORT_TOO_SHORT:
    case PEAL_IMPORT_TOO_LONG:
    case PEAL_IMPORT_NO_AREA_CODE:
    case PEAL_IMPORT_INVALID_PHONE:
    case PEAL_IMPORT_PLACEHOLDER:
    case PEAL_IMPORT_SCIENTIFIC_LOSSY:
      return peal_phone_reason_to_string ((PealPhoneReason) reason);
    }
  g_return_val_if_reached ("not_a_record");
}

const char *
peal_import_warning_to_string (PealImportWarningCode code)
{
  g_return_val_if_fail ((gsize) code < G_N_ELEMENTS (warning_names), "?");

  return warning_names[code];
}

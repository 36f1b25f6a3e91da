/* peal-import-card.c: one card of a contact file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-import-card.h"

#include "peal-country.h"
#include "peal-import-fill.h"
#include "peal-import-phones.h"
#include "peal-key.h"

#include <string.h>

/* How much of a card without a name is shown. */
#define MAX_TEXT 400

/* PREF of a property that has none: what RFC 6350 takes for the last choice. */
#define NO_PREF 100

/* What Apple writes for a birthday without its year. */
#define NO_YEAR "1604-"

/* Properties ---------------------------------------------------------------------------------------- */

static const PealVcardProperty *
nth (const PealVcard *card,
     guint            i)
{
  return g_ptr_array_index (card->properties, i);
}

/* What stands beside @property in its group: "ITEM1.X-ABLABEL" of "ITEM1.TEL". "" if nothing does. */
static const char *
get_beside (const PealVcard         *card,
            const PealVcardProperty *property,
            const char              *name)
{
  for (guint i = 0; *property->group != '\0' && i < card->properties->len; i++)
    if (g_str_equal (nth (card, i)->group, property->group) && g_str_equal (nth (card, i)->name, name))
      return nth (card, i)->value;
  return "";
}

static gboolean
has_type (const PealVcardProperty *property,
          const char              *type)
{
  for (guint i = 0; property->parameters[i] != NULL; i++)
    if (g_str_has_prefix (property->parameters[i], "TYPE=")
        && g_ascii_strcasecmp (property->parameters[i] + strlen ("TYPE="), type) == 0)
      return TRUE;
  return FALSE;
}

/* 1 is the first choice. */
static gint64
get_preference (const PealVcardProperty *property)
{
  const char *text = peal_vcard_property_get (property, "PREF");

  if (has_type (property, "PREF"))
    return 1;
  return *text != '\0' ? CLAMP (g_ascii_strtoll (text, NULL, 10), 1, NO_PREF) : NO_PREF;
}

/* The properties @name that say something, the preferred ones first. Free the array alone. */
static GPtrArray *
list_by_preference (const PealVcard *card,
                    const char      *name)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < card->properties->len; i++)
    {
      const PealVcardProperty *property = nth (card, i);
      guint at = found->len;

      if (!g_str_equal (property->name, name) || strspn (property->value, "; ,\t") == strlen (property->value))
        continue;
      while (at > 0 && get_preference (g_ptr_array_index (found, at - 1)) > get_preference (property))
        at--;
      g_ptr_array_insert (found, (int) at, (gpointer) property);
    }
  return found;
}

static char *
dup_clean (const char *value)
{
  g_autofree char *text = peal_vcard_unescape (value);

  return peal_text_clean (text, -1);
}

static void
fill_clean (PealImportContact *self,
            PealField          field,
            const char        *part)
{
  g_autofree char *text = peal_text_clean (part, -1);

  if (*text != '\0')
    peal_import_fill_cell (self, field, text);
}

static void
fill_from (PealImportContact *self,
           const PealVcard   *card,
           PealField          field,
           const char        *name)
{
  const PealVcardProperty *property = peal_vcard_find (card, name);
  g_autofree char *text = property != NULL ? peal_vcard_unescape (property->value) : NULL;

  if (text != NULL)
    fill_clean (self, field, text);
}

/* The parts of a structured value, each in its field. */
static void
fill_parts (PealImportContact *self,
            const char        *value,
            const PealField   *fields,
            guint              n_fields)
{
  g_auto(GStrv) parts = peal_vcard_split (value, ';');

  for (guint i = 0; parts[i] != NULL && i < n_fields; i++)
    fill_clean (self, fields[i], parts[i]);
}

/* Phones -------------------------------------------------------------------------------------------- */

/* What the card calls a number: its types, and Apple's own words, "_$!<Mobile>!$_". Caller frees. */
static char *
dup_label (const PealVcard         *card,
           const PealVcardProperty *property,
           gboolean                 is_preferred)
{
  GString *out = g_string_new (is_preferred ? "pref" : NULL);

  for (guint i = 0; property->parameters[i] != NULL; i++)
    if (g_str_has_prefix (property->parameters[i], "TYPE="))
      g_string_append_printf (out, " %s", property->parameters[i] + strlen ("TYPE="));
  g_string_append_printf (out, " %s", get_beside (card, property, "X-ABLABEL"));
  return g_string_free_and_steal (out);
}

static GArray *
collect_phones (const PealVcard *card)
{
  GArray *candidates = peal_phone_candidates_new ();
  g_autoptr(GPtrArray) phones = list_by_preference (card, "TEL");

  for (guint i = 0; i < phones->len; i++)
    {
      const PealVcardProperty *property = g_ptr_array_index (phones, i);
      gint64 preference = get_preference (property);
      g_autofree char *label = dup_label (card, property, i == 0 && preference < NO_PREF);
      g_autofree char *text = peal_vcard_unescape (property->value);
      const gboolean is_uri = g_ascii_strncasecmp (text, "tel:", 4) == 0;
      g_autofree char *number = peal_text_clean_lines (text + (is_uri ? 4 : 0), -1);

      if (*number != '\0')
        peal_phone_candidates_add (candidates, number, PEAL_PHONE_ROLE_MAIN, label);
    }
  return candidates;
}

/* The rest ------------------------------------------------------------------------------------------ */

/* A part of a name may be several, parted by commas: "Philip,Paul". Caller frees. */
static char *
dup_with_spaces (const char *value)
{
  char *out = g_strdup (value);

  for (char *c = out; *c != '\0'; c++)
    if (*c == '\\' && c[1] != '\0')
      c++;
    else if (*c == ',')
      *c = ' ';
  return out;
}

static void
add_names (PealImportContact *self,
           const PealVcard   *card)
{
  static const PealField fields[] = { PEAL_FIELD_FAMILY, PEAL_FIELD_GIVEN, PEAL_FIELD_MIDDLE, PEAL_FIELD_PREFIX,
                                      PEAL_FIELD_SUFFIX };
  static const PealField organisation[] = { PEAL_FIELD_ORG };
  const PealVcardProperty *names = peal_vcard_find (card, "N");
  const PealVcardProperty *company = peal_vcard_find (card, "ORG");

  if (names != NULL)
    {
      g_autofree char *value = dup_with_spaces (names->value);

      fill_parts (self, value, fields, G_N_ELEMENTS (fields));
    }
  if (company != NULL)
    fill_parts (self, company->value, organisation, G_N_ELEMENTS (organisation));
  fill_from (self, card, PEAL_FIELD_DISPLAY, "FN");
  if (self->texts[PEAL_FIELD_GIVEN] == NULL && self->texts[PEAL_FIELD_FAMILY] == NULL
      && self->texts[PEAL_FIELD_ORG] == NULL)
    fill_from (self, card, PEAL_FIELD_DISPLAY, "NICKNAME");
}

/* The country of an address, which says how numbers are meant; where it is not named, Apple's two
 * letters beside it. */
static void
add_country (PealImportContact       *self,
             const PealVcard         *card,
             const PealVcardProperty *address)
{
  g_auto(GStrv) parts = peal_vcard_split (address->value, ';');
  g_autofree char *name = peal_text_clean (g_strv_length (parts) > 6 ? parts[6] : "", -1);
  const char *country = peal_country_from_name (name);

  if (country == NULL)
    country = peal_country_from_name (get_beside (card, address, "X-ABADR"));
  if (country != NULL)
    peal_import_fill_text (self, PEAL_FIELD_COUNTRY, country);
  else if (*name != '\0')
    peal_import_contact_add_warning (self, PEAL_IMPORT_WARN_COUNTRY_UNKNOWN, name);
}

static void
add_address (PealImportContact       *self,
             const PealVcardProperty *address)
{
  /* a post box, a flat, then the street */
  static const PealField fields[] = { PEAL_FIELD_IGNORED, PEAL_FIELD_IGNORED, PEAL_FIELD_STREET, PEAL_FIELD_CITY,
                                      PEAL_FIELD_REGION, PEAL_FIELD_POSTCODE };

  fill_parts (self, address->value, fields, G_N_ELEMENTS (fields));
}

static void
add_emails (PealImportContact *self,
            const PealVcard   *card)
{
  g_autoptr(GPtrArray) emails = list_by_preference (card, "EMAIL");

  for (guint i = 0; i < emails->len; i++)
    {
      g_autofree char *text = dup_clean (((PealVcardProperty *) g_ptr_array_index (emails, i))->value);

      if (*text != '\0')
        peal_import_fill_cell (self, PEAL_FIELD_EMAIL, text);
    }
}

static void
add_birthday (PealImportContact *self,
              const PealVcard   *card,
              const char        *region)
{
  const PealVcardProperty *property = peal_vcard_find (card, "BDAY");
  g_autofree char *text = property != NULL ? dup_clean (property->value) : NULL;
  g_autofree char *day = NULL;

  if (text == NULL)
    return;
  if (g_str_has_prefix (text, NO_YEAR))
    day = g_strconcat ("--", text + strlen (NO_YEAR), NULL);
  peal_import_fill_birthday (self, day != NULL ? day : text, region);
}

/* Google puts everybody into its own groups. A category that is one keeps the commas it has. */
static void
add_categories (PealImportContact *self,
                const PealVcard   *card)
{
  for (guint i = 0; i < card->properties->len; i++)
    {
      g_auto(GStrv) parts = NULL;

      if (!g_str_equal (nth (card, i)->name, "CATEGORIES"))
        continue;
      parts = peal_vcard_split (nth (card, i)->value, ',');
      for (guint j = 0; parts[j] != NULL; j++)
        {
          g_autofree char *quoted = g_strdup_printf ("\"%s\"", g_strdelimit (parts[j], "\"", ' '));
          g_autofree char *key = peal_key_fold (parts[j], -1);

          if (!g_str_equal (key, "mycontacts") && !g_str_equal (key, "starred"))
            peal_import_fill_cell (self, PEAL_FIELD_TAGS, quoted);
        }
    }
}

static void
add_notes (PealImportContact *self,
           const PealVcard   *card)
{
  const PealVcardProperty *property = peal_vcard_find (card, "NOTE");
  g_autofree char *text = property != NULL ? peal_vcard_unescape (property->value) : NULL;
  g_autofree char *notes = text != NULL ? peal_text_clean_lines (text, -1) : NULL;

  if (notes != NULL)
    peal_import_fill_text (self, PEAL_FIELD_NOTES, notes);
}

/* A name such as "Europe/Berlin"; an offset is no zone. */
static void
add_zone (PealImportContact *self,
          const PealVcard   *card)
{
  const PealVcardProperty *property = peal_vcard_find (card, "TZ");

  if (property != NULL && g_ascii_isalpha (*property->value) && strchr (property->value, '/') != NULL)
    fill_clean (self, PEAL_FIELD_ZONE, property->value);
}

static void
add_rest (PealImportContact       *self,
          const PealVcard         *card,
          const PealVcardProperty *address,
          const char              *region)
{
  add_names (self, card);
  if (address != NULL)
    add_address (self, address);
  add_emails (self, card);
  add_birthday (self, card, region);
  add_categories (self, card);
  add_notes (self, card);
  add_zone (self, card);
  fill_from (self, card, PEAL_FIELD_TITLE, "TITLE");
  fill_from (self, card, PEAL_FIELD_TITLE, "ROLE");
  fill_from (self, card, PEAL_FIELD_LANGUAGE, "LANG");
  peal_import_fill_display (self);
}

/* Is it a contact at all? --------------------------------------------------------------------------- */

/* A list of people is nobody, and neither is a place; a company may be texted. */
static gboolean
is_somebody (const PealVcard *card)
{
  const PealVcardProperty *kind = peal_vcard_find (card, "KIND");

  if (kind == NULL)
    kind = peal_vcard_find (card, "X-ADDRESSBOOKSERVER-KIND");
  return kind == NULL || (g_ascii_strcasecmp (kind->value, "group") != 0 && g_ascii_strcasecmp (kind->value, "location") != 0);
}

char *
peal_import_card_dup_name (const PealVcard *card)
{
  g_autoptr(PealImportContact) contact = NULL;

  g_return_val_if_fail (card != NULL, NULL);

  contact = peal_import_contact_new (card->number);
  add_names (contact, card);
  return peal_import_fill_dup_name (contact);
}

/* Who it would have been, else the start of what stands there. */
static char *
dup_text (const PealVcard *card)
{
  g_autofree char *name = peal_import_card_dup_name (card);
  g_autofree char *start = NULL;
  g_autofree char *valid = NULL;

  if (*name != '\0')
    return g_steal_pointer (&name);
  start = g_strndup (card->raw, MIN (card->raw_length, MAX_TEXT));
  valid = g_utf8_make_valid (start, -1);
  return peal_text_clean (valid, -1);
}

PealImportContact *
peal_import_read_card (const PealVcard      *card,
                       const char           *region,
                       PealImportRejection **rejection)
{
  g_autoptr(PealImportContact) contact = NULL;
  g_autoptr(PealImportRejection) refused = NULL;
  g_autoptr(GPtrArray) addresses = NULL;
  g_autoptr(GArray) phones = NULL;

  g_return_val_if_fail (card != NULL && region != NULL && rejection != NULL, NULL);

  *rejection = NULL;
  refused = g_new0 (PealImportRejection, 1);
  refused->record = card->number;
  contact = peal_import_contact_new (card->number);
  addresses = list_by_preference (card, "ADR");
  if (card->kind == PEAL_VCARD_CUT_OFF)
    refused->reason = PEAL_IMPORT_UNTERMINATED_CARD;
  else if (card->kind == PEAL_VCARD_NO_CARD || !is_somebody (card))
    refused->reason = PEAL_IMPORT_NOT_A_RECORD;
  else
    {
      const PealVcardProperty *address = addresses->len > 0 ? g_ptr_array_index (addresses, 0) : NULL;

      if (address != NULL)
        add_country (contact, card, address);
      if (contact->texts[PEAL_FIELD_COUNTRY] != NULL)
        region = contact->texts[PEAL_FIELD_COUNTRY];
      phones = collect_phones (card);
      if (peal_import_choose_phones (contact, phones, region, "", refused))
        {
          add_rest (contact, card, address, region);
          return g_steal_pointer (&contact);
        }
    }
  if (refused->text == NULL)
    refused->text = dup_text (card);
  refused->raw = g_strndup (card->raw, card->raw_length);
  *rejection = g_steal_pointer (&refused);
  return NULL;
}

/* peal-vcard-write.c: contacts as vCards.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-vcard-write.h"

#include "peal-clock.h"

#include <string.h>

/* RFC 6350, 3.2: bytes in a line, without its end. */
#define LINE_MAX_BYTES 75

typedef struct
{
  GString *out;
  GString *line;    /* under way, not folded */
  PealVcardVersion version;
  guint n_labels;   /* groups "item1", ... that were given away */
} Card;

static const char *const value_kinds[] = { "text", "number", "yes_no", "json" };

/* Lines ------------------------------------------------------------------------------------------- */

/* Ends the line: folded between characters, never within one. */
static void
end_line (Card *card)
{
  const char *text = card->line->str;
  gsize room = LINE_MAX_BYTES;

  while (strlen (text) > room)
    {
      const char *cut = text + room;

      while (cut > text && ((guchar) *cut & 0xc0) == 0x80)
        cut--;
      g_string_append_len (card->out, text, cut - text);
      g_string_append (card->out, "\r\n ");
      text = cut;
      room = LINE_MAX_BYTES - 1; /* the blank counts */
    }
  g_string_append (card->out, text);
  g_string_append (card->out, "\r\n");
  g_string_truncate (card->line, 0);
}

/* A text value, or a part of a structured one. */
static void
append_text (Card       *card,
             const char *text)
{
  for (const char *c = text; *c != '\0'; c++)
    switch (*c)
      {
      case '\\':
      case ',':
      case ';':
        g_string_append_c (card->line, '\\');
        g_string_append_c (card->line, *c);
        break;
      case '\n':
        g_string_append (card->line, "\\n");
        break;
      case '\r':
        if (c[1] != '\n')
          g_string_append (card->line, "\\n");
        break;
      default:
        g_string_append_c (card->line, *c);
      }
}

/* RFC 6868: what a quoted parameter cannot hold. */
static void
append_parameter (Card       *card,
                  const char *name,
                  const char *value)
{
  g_string_append_printf (card->line, ";%s=\"", name);
  for (const char *c = value; *c != '\0'; c++)
    if (*c == '"')
      g_string_append (card->line, "^'");
    else if (*c == '^')
      g_string_append (card->line, "^^");
    else if (*c == '\n')
      g_string_append (card->line, "^n");
    else if (*c != '\r')
      g_string_append_c (card->line, *c);
  g_string_append_c (card->line, '"');
}

/* Nothing for an empty text. */
static void
add_text (Card       *card,
          const char *name,
          const char *text)
{
  if (*text == '\0')
    return;
  g_string_append_printf (card->line, "%s:", name);
  append_text (card, text);
  end_line (card);
}

static void
add_structured (Card              *card,
                const char        *name,
                const char *const *parts,
                gsize              n_parts)
{
  g_string_append_printf (card->line, "%s:", name);
  for (gsize i = 0; i < n_parts; i++)
    {
      if (i > 0)
        g_string_append_c (card->line, ';');
      append_text (card, parts[i]);
    }
  end_line (card);
}

static void
add_list (Card        *card,
          const char  *name,
          const GStrv  parts)
{
  if (parts[0] == NULL)
    return;
  g_string_append_printf (card->line, "%s:", name);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (card->line, ',');
      append_text (card, parts[i]);
    }
  end_line (card);
}

/* Properties -------------------------------------------------------------------------------------- */

static void
add_names (Card                    *card,
           const PealExportContact *contact)
{
  const char *parts[] = {
    peal_export_contact_get (contact, PEAL_FIELD_FAMILY), peal_export_contact_get (contact, PEAL_FIELD_GIVEN),
    peal_export_contact_get (contact, PEAL_FIELD_MIDDLE), "", ""
  };
  const char *display = peal_export_contact_get (contact, PEAL_FIELD_DISPLAY);

  g_string_append (card->line, "FN:"); /* must be there */
  append_text (card, display);
  end_line (card);
  if (card->version == PEAL_VCARD_3_0 || *parts[0] != '\0' || *parts[1] != '\0' || *parts[2] != '\0')
    add_structured (card, "N", parts, G_N_ELEMENTS (parts));
}

/* The TYPE that says what @label does, "" for none. */
static const char *
get_type (const char *label)
{
  static const struct
  {
    const char *label;
    const char *type;
  } types[] = {
    { "mobile", "cell" }, { "work", "work" },   { "home", "home" }, { "fax", "fax" },
    { "pager", "pager" }, { "other", "voice" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (types[i].label, label))
      return types[i].type;
  return "";
}

/* Of the line before, which is in the same group. */
static void
add_label (Card       *card,
           const char *label)
{
  g_autofree char *name = g_strdup_printf ("item%u.X-ABLabel", card->n_labels);

  add_text (card, name, label);
}

static void
add_phone (Card                  *card,
           const PealExportPhone *phone,
           gboolean               is_first)
{
  const char *type = get_type (phone->label);
  const gboolean has_own_label = *type == '\0' && *phone->label != '\0';

  if (has_own_label)
    g_string_append_printf (card->line, "item%u.", ++card->n_labels);
  g_string_append (card->line, "TEL");
  if (card->version == PEAL_VCARD_4_0)
    g_string_append (card->line, ";VALUE=uri");
  if (*type != '\0')
    g_string_append_printf (card->line, ";TYPE=%s", type);
  if (is_first)
    g_string_append (card->line, card->version == PEAL_VCARD_4_0 ? ";PREF=1" : ";TYPE=pref");
  if (!g_str_equal (phone->consent, "unknown"))
    g_string_append_printf (card->line, ";X-PEAL-SMS=%s", phone->consent);
  g_string_append_printf (card->line, ":%s%s", card->version == PEAL_VCARD_4_0 ? "tel:" : "", phone->e164);
  end_line (card);
  if (has_own_label)
    add_label (card, phone->label);
}

static void
add_email (Card                  *card,
           const PealExportEmail *email)
{
  const char *type = g_str_equal (email->label, "work") || g_str_equal (email->label, "home") ? email->label : "";
  const gboolean has_own_label = *type == '\0' && *email->label != '\0';

  if (has_own_label)
    g_string_append_printf (card->line, "item%u.", ++card->n_labels);
  g_string_append_printf (card->line, *type != '\0' ? "EMAIL;TYPE=%s:" : "EMAIL%s:", type);
  append_text (card, email->address);
  end_line (card);
  if (has_own_label)
    add_label (card, email->label);
}

static void
add_address (Card                    *card,
             const PealExportContact *contact)
{
  const char *parts[] = {
    "", "", peal_export_contact_get (contact, PEAL_FIELD_STREET), peal_export_contact_get (contact, PEAL_FIELD_CITY),
    peal_export_contact_get (contact, PEAL_FIELD_REGION), peal_export_contact_get (contact, PEAL_FIELD_POSTCODE),
    peal_export_contact_get (contact, PEAL_FIELD_COUNTRY)
  };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (*parts[i] != '\0')
      {
        add_structured (card, "ADR", parts, G_N_ELEMENTS (parts));
        return;
      }
}

/* 4.0 takes no dashes but those for a missing year. */
static void
add_birthday (Card       *card,
              const char *birthday)
{
  g_auto(GStrv) parts = NULL;
  g_autofree char *basic = NULL;

  if (card->version == PEAL_VCARD_4_0 && *birthday != '\0')
    {
      const char *dashes = g_str_has_prefix (birthday, "--") ? "--" : "";

      parts = g_strsplit (birthday + strlen (dashes), "-", -1);
      basic = g_strjoinv ("", parts);
      g_string_append_printf (card->line, "BDAY:%s%s", dashes, basic);
      end_line (card);
      return;
    }
  add_text (card, "BDAY", birthday);
}

static void
add_revision (Card   *card,
              gint64  time)
{
  g_autofree char *text = peal_time_to_iso8601 (time - time % PEAL_SECOND);
  g_autoptr(GString) basic = g_string_new (text);

  if (time == 0)
    return;
  if (card->version == PEAL_VCARD_4_0)
    {
      g_string_replace (basic, "-", "", 0);
      g_string_replace (basic, ":", "", 0);
    }
  g_string_append_printf (card->line, "REV:%s", basic->str);
  end_line (card);
}

static void
add_own (Card                    *card,
         const PealExportContact *contact)
{
  add_text (card, "X-PEAL-INDUSTRY", peal_export_contact_get (contact, PEAL_FIELD_INDUSTRY));
  add_text (card, "X-PEAL-STATUS", peal_export_contact_get (contact, PEAL_FIELD_STATUS));
  add_text (card, "X-PEAL-SOURCE", peal_export_contact_get (contact, PEAL_FIELD_SOURCE));
  if (contact->score != 0)
    {
      g_string_append_printf (card->line, "X-PEAL-SCORE:%d", contact->score);
      end_line (card);
    }
  for (guint i = 0; contact->groups[i] != NULL; i++)
    add_text (card, "X-PEAL-GROUP", contact->groups[i]);
  for (guint i = 0; i < contact->values->len; i++)
    {
      const PealExportValue *value = g_ptr_array_index (contact->values, i);

      g_string_append (card->line, "X-PEAL-FIELD");
      append_parameter (card, "KEY", value->key);
      g_string_append_printf (card->line, ";KIND=%s:", value_kinds[value->kind]);
      append_text (card, value->text);
      end_line (card);
    }
}

void
peal_vcard_append (GString                 *out,
                   const PealExportContact *contact,
                   PealVcardVersion         version)
{
  g_autoptr(GString) line = g_string_new (NULL);
  Card card = { .out = out, .line = line, .version = version };
  const char *zone = peal_export_contact_get (contact, PEAL_FIELD_ZONE);

  g_return_if_fail (out != NULL && contact != NULL);

  g_string_append (out, version == PEAL_VCARD_4_0 ? "BEGIN:VCARD\r\nVERSION:4.0\r\n" : "BEGIN:VCARD\r\nVERSION:3.0\r\n");
  g_string_append (out, "PRODID:" PEAL_VCARD_PRODUCT "\r\n");
  add_text (&card, version == PEAL_VCARD_4_0 ? "UID:urn:uuid" : "UID", contact->uuid);
  add_names (&card, contact);
  add_text (&card, "ORG", peal_export_contact_get (contact, PEAL_FIELD_ORG));
  add_text (&card, "TITLE", peal_export_contact_get (contact, PEAL_FIELD_TITLE));
  for (guint i = 0; i < contact->phones->len; i++)
    add_phone (&card, g_ptr_array_index (contact->phones, i), i == 0);
  for (guint i = 0; i < contact->emails->len; i++)
    add_email (&card, g_ptr_array_index (contact->emails, i));
  add_address (&card, contact);
  add_birthday (&card, peal_export_contact_get (contact, PEAL_FIELD_BIRTHDAY));
  add_text (&card, version == PEAL_VCARD_4_0 ? "LANG" : "X-LANG", peal_export_contact_get (contact, PEAL_FIELD_LANGUAGE));
  add_text (&card, version == PEAL_VCARD_4_0 ? "TZ" : "TZ;VALUE=text", zone);
  add_list (&card, "CATEGORIES", contact->tags);
  add_text (&card, "NOTE", peal_export_contact_get (contact, PEAL_FIELD_NOTES));
  add_own (&card, contact);
  add_revision (&card, contact->updated_at);
  g_string_append (out, "END:VCARD\r\n");
}

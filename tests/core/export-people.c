/* export-people.c: contacts that writers of files stumble over.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "export-people.h"

typedef struct
{
  const char *name;
  const char *given;
  const char *family;
  const char *org;
  const char *notes;
  const char *tags[4];
  const char *groups[4];
  struct
  {
    const char *e164;
    const char *label;
    const char *consent;
  } phones[3];
  struct
  {
    const char *key;
    PealValueKind kind;
    const char *text;
  } values[5];
  int score;
} Person;

static const Person people[N_PEOPLE] = {
  { "plain", "Ann", "Lee", .phones = { { "+12015550101", "mobile", "unknown" } } },
  { "quotes", "Bob \"The Man\"", "O'Neil", "\"Quoted\"", "'\"'", { "say \"hi\"", "'" },
    .phones = { { "+12015550102", "mobile", "opted_in" } } },
  { "newlines", "Cy", "Twombly", .notes = "first\nsecond\n\n  third, with \"quotes\"",
    .phones = { { "+12015550103", "mobile", "unknown" } } },
  { "formulas", "=cmd|' /C calc'!A0", "+1+2", "@SUM(1)", "-5\t=2", { "=tag", "'=guarded", "-" }, { "=group" },
    { { "+12015550104", "=label", "unknown" } }, { { "=key", PEAL_VALUE_TEXT, "=1+1" } }, -3 },
  { "right to left", "مريم", "الفارسي", "שלום בע\"מ", "שלום, עולם", { "عميل" }, { "مجموعة" },
    { { "+12015550105", "جوال", "opted_out" } } },
  { "emoji", "Zoë 👩‍👩‍👧", "Ünïcödé 🎈", .notes = "👍🏽 long enough to be folded somewhere in the middle of 🏳️‍🌈🏳️‍🌈🏳️‍🌈🏳️‍🌈🏳️‍🌈🏳️‍🌈 a flag",
    .phones = { { "+12015550106", "mobile", "opted_in" } } },
  { "commas in groups", "Di", "Vides", .tags = { "Spring, 24", "a;b", "c|d" },
    .groups = { "A, B", "\"Best\", of all", "semi;colon" }, .phones = { { "+12015550107", "mobile", "unknown" } } },
  { "three phones", "Eve", "Three", .phones = { { "+12015550108", "work", "opted_in" }, { "+447700900123", "mobile", "opted_out" },
                                                { "+4915123456789", "Büro, 2. Stock", "unknown" } } },
  { "no names", .org = "Only a Company", .phones = { { "+12015550109", "", "unknown" } } },
  { "custom fields", "Fay", "Fields", .phones = { { "+12015550110", "mobile", "unknown" } },
    .values = { { "size", PEAL_VALUE_TEXT, "12" }, { "weight", PEAL_VALUE_NUMBER, "-12.5" }, { "vip", PEAL_VALUE_YES_NO, "true" },
                { "since", PEAL_VALUE_TEXT, "2024-02-29" }, { "list: \"x\"", PEAL_VALUE_JSON, "[1,\"a,b\"]" } } },
  { "separators", "back\\slash", "semi;colon", "comma,", "\\n is no line; ^ caret", { "\\,;" },
    .phones = { { "+12015550111", "a:b;c", "unknown" } } },
  { "markup", "<b>&amp;</b>", "&nbsp;", .notes = "</script><script>alert(1)</script>",
    .phones = { { "+12015550112", "<i>", "unknown" } } },
};

const char *
get_person_name (guint i)
{
  return people[i].name;
}

static GStrv
dup_list (const char *const *texts,
          guint              n)
{
  g_autoptr(GStrvBuilder) list = g_strv_builder_new ();

  for (guint i = 0; i < n && texts[i] != NULL; i++)
    g_strv_builder_add (list, texts[i]);
  return g_strv_builder_end (list);
}

static void
set_text (PealExportContact *self,
          PealField          field,
          const char        *text)
{
  if (text != NULL && *text != '\0')
    self->texts[field] = g_strdup (text);
}

static void
set_lists (PealExportContact *self,
           GStrv              tags,
           GStrv              groups)
{
  g_strfreev (self->tags);
  g_strfreev (self->groups);
  self->tags = tags;
  self->groups = groups;
}

/* "Ann Lee", else the company. */
static void
set_display (PealExportContact *self)
{
  const char *given = peal_export_contact_get (self, PEAL_FIELD_GIVEN);
  const char *family = peal_export_contact_get (self, PEAL_FIELD_FAMILY);
  g_autofree char *display = g_strjoin (*given != '\0' && *family != '\0' ? " " : "", given, family, NULL);

  set_text (self, PEAL_FIELD_DISPLAY, *display != '\0' ? display : peal_export_contact_get (self, PEAL_FIELD_ORG));
}

PealExportContact *
make_person (guint i)
{
  const Person *person = &people[i];
  PealExportContact *self = peal_export_contact_new ();

  g_free (self->uuid);
  self->uuid = g_strdup_printf ("00000000-0000-4000-8000-%012u", i);
  set_text (self, PEAL_FIELD_GIVEN, person->given);
  set_text (self, PEAL_FIELD_FAMILY, person->family);
  set_text (self, PEAL_FIELD_ORG, person->org);
  set_text (self, PEAL_FIELD_NOTES, person->notes);
  set_text (self, PEAL_FIELD_BIRTHDAY, i % 2 == 0 ? "1985-01-30" : "--02-29");
  set_text (self, PEAL_FIELD_STREET, i % 3 == 0 ? "1 Main St, Apt. 2" : NULL);
  set_text (self, PEAL_FIELD_POSTCODE, "07601");
  set_text (self, PEAL_FIELD_COUNTRY, "US");
  peal_export_contact_add_email (self, "", "somebody@example.com");
  if (i == 7)
    {
      peal_export_contact_add_email (self, "work", "eve+work@example.com");
      peal_export_contact_add_email (self, "Büro, alt", "=eve@example.com");
    }
  set_display (self);
  set_lists (self, dup_list (person->tags, G_N_ELEMENTS (person->tags)),
             dup_list (person->groups, G_N_ELEMENTS (person->groups)));
  self->score = person->score;
  for (guint p = 0; p < G_N_ELEMENTS (person->phones) && person->phones[p].e164 != NULL; p++)
    {
      PealExportPhone *phone = peal_export_contact_add_phone (self, person->phones[p].e164);

      g_set_str (&phone->label, person->phones[p].label);
      phone->consent = person->phones[p].consent;
    }
  for (guint v = 0; v < G_N_ELEMENTS (person->values) && person->values[v].key != NULL; v++)
    peal_export_contact_add_value (self, person->values[v].key, person->values[v].kind, person->values[v].text);
  self->created_at = self->updated_at = G_GINT64_CONSTANT (1795262400000000);
  return self;
}

/* By chance --------------------------------------------------------------------------------------- */

static char *
make_text (GRand    *rand,
           gboolean  with_lines)
{
  static const char *const pieces[] = { "a", "Z", "7", " ", "  ", ",", ";", ":", "|", "\"", "'", "''", "=", "+", "-", "@", "\\",
                                        "^", "<b>", "&", "é", "ß", "ش", "👍🏽", "\xc2\xa0", "/", "--", "\\n", "%", "[", "}", "tel:" };
  const guint n = (guint) g_rand_int_range (rand, 1, 9);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
  if (with_lines && g_rand_boolean (rand))
    g_string_append (text, "\nx\n\ty");
  g_string_append_c (text, '.'); /* no blank at its end: the workspace keeps none */
  g_strchug (text->str);
  return g_string_free_and_steal (text);
}

static GStrv
make_texts (GRand *rand)
{
  const guint n = (guint) g_rand_int_range (rand, 0, 4);
  g_autoptr(GStrvBuilder) texts = g_strv_builder_new ();

  /* Each another, whatever its case. */
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = make_text (rand, FALSE);

      g_strv_builder_take (texts, g_strdup_printf ("%s%u", text, i));
    }
  return g_strv_builder_end (texts);
}

PealExportContact *
make_random_person (GRand *rand,
                    guint  number)
{
  static const PealField fields[] = { PEAL_FIELD_GIVEN, PEAL_FIELD_MIDDLE, PEAL_FIELD_FAMILY, PEAL_FIELD_ORG, PEAL_FIELD_TITLE,
                                      PEAL_FIELD_INDUSTRY, PEAL_FIELD_STREET, PEAL_FIELD_CITY, PEAL_FIELD_REGION,
                                      PEAL_FIELD_STATUS, PEAL_FIELD_SOURCE, PEAL_FIELD_NOTES, PEAL_FIELD_DISPLAY };
  static const char *const consents[] = { "unknown", "opted_in", "opted_out" };
  PealExportContact *self = peal_export_contact_new ();
  const guint n_phones = (guint) g_rand_int_range (rand, 1, 4);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (fields[i] == PEAL_FIELD_DISPLAY || g_rand_boolean (rand))
      self->texts[fields[i]] = make_text (rand, fields[i] == PEAL_FIELD_NOTES);
  set_lists (self, make_texts (rand), make_texts (rand));
  self->score = g_rand_int_range (rand, -100, 100);
  for (guint i = 0; i < n_phones; i++)
    {
      g_autofree char *e164 = g_strdup_printf ("+1201555%04u", (number * 4 + i) % 10000);
      PealExportPhone *phone = peal_export_contact_add_phone (self, e164);

      g_free (phone->label);
      phone->label = g_rand_boolean (rand) ? g_strdup ("mobile") : make_text (rand, FALSE);
      phone->consent = consents[g_rand_int_range (rand, 0, G_N_ELEMENTS (consents))];
    }
  for (guint i = 0; i < n_phones; i++)
    {
      g_autofree char *label = g_rand_boolean (rand) ? g_strdup ("") : make_text (rand, FALSE);
      g_autofree char *address = g_strdup_printf ("a%u.%u@example.com", number, i);

      peal_export_contact_add_email (self, label, address);
    }
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *key = make_text (rand, FALSE);
      g_autofree char *text = make_text (rand, TRUE);

      if (g_rand_boolean (rand))
        peal_export_contact_add_value (self, key, PEAL_VALUE_TEXT, text);
    }
  return self;
}

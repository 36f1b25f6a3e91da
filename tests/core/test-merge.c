/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "peal-merge.h"

/* What every row's recipient has. */
static const char *
lookup (const char *field,
        gpointer    data)
{
  static const struct
  {
    const char *field;
    const char *value;
  } values[] = {
    { "first_name", "Ann" },
    { "last_name", "O'Neil & <b>" },
    { "company", "" },
    { "city", " \n\xc2\xa0" },
    { "tricky", "{first_name|x}}" },
    { "line2", "№ 5" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      if (g_str_equal (values[i].field, field))
        return values[i].value;
    }

  return NULL;
}

static void
test_render (void)
{
  static const struct
  {
    const char *source;
    const char *text;      /* NULL: something is missing */
    const char *missing;   /* comma-separated */
    const char *fields;    /* comma-separated */
    const char *canonical; /* NULL: as @source */
  } rows[] = {
    { "", "", "", "", NULL },
    { "Hello", "Hello", "", "", NULL },
    { "Hi {first_name}!", "Hi Ann!", "", "first_name", NULL },
    { "{first_name|there}", "Ann", "", "first_name", NULL },
    { "{nick|there}", "there", "", "nick", NULL },
    { "{company|you}", "you", "", "company", NULL },
    { "{city|your town}", "your town", "", "city", NULL },
    { "a{company|}b", "ab", "", "company", NULL },
    { "{ First_Name | dear friend }", "Ann", "", "first_name", "{first_name|dear friend}" },
    { "{\tNICK\n|\n there }", "there", "", "nick", "{nick|there}" },
    { "{line2}", "№ 5", "", "line2", NULL },
    { "{{first_name}}", "{first_name}", "", "", NULL },
    { "{{{first_name}}}", "{Ann}", "", "first_name", NULL },
    { "{{}}", "{}", "", "", NULL },
    { "{nick|a {{b}} c}", "a {b} c", "", "nick", NULL },
    { "{nick|x}}}", "x}", "", "nick", NULL },
    { "{nick|a|b}", "a|b", "", "nick", NULL },
    { "{nick|ü 🎉}", "ü 🎉", "", "nick", NULL },
    { "50% | {first_name} \\n %s", "50% | Ann \\n %s", "", "first_name", NULL },
    { "{tricky}", "{first_name|x}}", "", "tricky", NULL },
    { "{last_name}", "O'Neil & <b>", "", "last_name", NULL },
    { "{first_name} {FIRST_NAME} {nick|x}", "Ann Ann x", "", "first_name,nick", "{first_name} {first_name} {nick|x}" },
    { "{nick}", NULL, "nick", "nick", NULL },
    { "{nick} {company} {nick} {city}", NULL, "nick,company,city", "nick,company,city", NULL },
    { "{nick|x} {nick}", NULL, "nick", "nick", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(PealMergeTemplate) template = peal_merge_template_new (rows[i].source, NULL, NULL, &error);
      g_autofree char *text = NULL;
      g_autofree char *source = NULL;
      g_autofree char *fields = NULL;
      g_autofree char *names = NULL;
      g_auto(GStrv) missing = NULL;

      g_test_message ("%s", rows[i].source);
      g_assert_no_error (error);
      text = peal_merge_template_render (template, lookup, NULL, &missing);
      g_assert_cmpstr (text, ==, rows[i].text);
      names = missing != NULL ? g_strjoinv (",", missing) : g_strdup ("");
      g_assert_cmpstr (names, ==, rows[i].missing);
      fields = g_strjoinv (",", (GStrv) peal_merge_template_get_fields (template));
      g_assert_cmpstr (fields, ==, rows[i].fields);
      source = peal_merge_template_to_source (template);
      g_assert_cmpstr (source, ==, rows[i].canonical != NULL ? rows[i].canonical : rows[i].source);
    }
}

static void
test_errors (void)
{
  static const char *const known[] = { "first_name", "city", NULL };
  static const struct
  {
    const char *source;
    PealMergeError code;
    guint offset;
  } rows[] = {
    { "{", PEAL_MERGE_ERROR_UNCLOSED, 0 },
    { "Hi {first_name", PEAL_MERGE_ERROR_UNCLOSED, 3 },
    { "Ünï {first_name|there", PEAL_MERGE_ERROR_UNCLOSED, 4 },
    { "🎉 {first_name and {city}", PEAL_MERGE_ERROR_UNCLOSED, 2 },
    { "{first_name|a {city}", PEAL_MERGE_ERROR_UNCLOSED, 0 },
    { "{first_name|x}}", PEAL_MERGE_ERROR_UNCLOSED, 0 },
    { "Hi }", PEAL_MERGE_ERROR_UNOPENED, 3 },
    { "{first_name}}", PEAL_MERGE_ERROR_UNOPENED, 12 },
    { "{}", PEAL_MERGE_ERROR_NAME, 0 },
    { "a {  }", PEAL_MERGE_ERROR_NAME, 2 },
    { "{|there}", PEAL_MERGE_ERROR_NAME, 0 },
    { "{first name}", PEAL_MERGE_ERROR_NAME, 0 },
    { "{prénom}", PEAL_MERGE_ERROR_NAME, 0 },
    { "{first_name} {nick}", PEAL_MERGE_ERROR_UNKNOWN, 13 },
    { "{first}", PEAL_MERGE_ERROR_UNKNOWN, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      guint offset = G_MAXUINT;

      g_test_message ("%s", rows[i].source);
      g_assert_null (peal_merge_template_new (rows[i].source, known, &offset, &error));
      g_assert_error (error, PEAL_MERGE_ERROR, (int) rows[i].code);
      g_assert_cmpuint (offset, ==, rows[i].offset);
    }
}

/* What is missing stands as it is in the source, and where it stands is told. */
static void
test_fill (void)
{
  static const struct
  {
    const char *source;
    const char *text;
    const char *gaps;
  } rows[] = {
    { "Hi {first_name}!", "Hi Ann!", "" },
    { "Äh {missing}, {first_name}: {missing}", "Äh {missing}, Ann: {missing}", "3-12 19-28 " },
    { "{missing|you} {{x}}", "you {x}", "" },
    { "", "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(PealMergeTemplate) template = peal_merge_template_new (rows[i].source, NULL, NULL, NULL);
      g_autoptr(GArray) gaps = NULL;
      g_autofree char *text = peal_merge_template_fill (template, lookup, NULL, &gaps);
      g_autoptr(GString) places = g_string_new (NULL);

      for (guint n = 0; n < gaps->len; n++)
        g_string_append_printf (places, "%u-%u ", g_array_index (gaps, PealMergeGap, n).start,
                                g_array_index (gaps, PealMergeGap, n).end);
      g_assert_cmpstr (text, ==, rows[i].text);
      g_assert_cmpstr (places->str, ==, rows[i].gaps);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/render", test_render);
  g_test_add_func ("/merge/fill", test_fill);
  g_test_add_func ("/merge/errors", test_errors);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "peal-csv.h"

#include <string.h>

/* Records parted by "/", fields by "·"; "!" ends a record that was never closed. */
static const struct
{
  const char *in;
  char delimiter; /* expected */
  const char *out;
} rows[] = {
  { "a,b\n1,2\n", ',', "a·b/1·2" },
  { "a,b\r\n1,2\r\n", ',', "a·b/1·2" },
  { "a,b\r1,2\r", ',', "a·b/1·2" },
  { "a,b\r\r\n1,2", ',', "a·b/1·2" },
  { "a;b\n1,5;2,5\n", ';', "a·b/1,5·2,5" },
  { "a\tb\nx,y\tz\n", '\t', "a·b/x,y·z" },
  { "a|b\n1|2\n", '|', "a·b/1·2" },
  { "phone\n5551234567\n", ',', "phone/5551234567" },
  { "sep=;\na,1;b\n", ';', "a,1·b" },
  { "SEP=|\r\na|b\r\n", '|', "a·b" },
  { "\"sep=\t\"\na\tb\n", '\t', "a·b" },
  { "sep=,\na;b;c,d\n", ',', "a;b;c·d" },
  { "sep=x\na,b\n", ',', "sep=x/a·b" },
  { "Name;Phone;City\n\"Smith, Ann\";1;Ulm\n\"Lee, Bo\";2;Bonn\n", ';', "Name·Phone·City/Smith, Ann·1·Ulm/Lee, Bo·2·Bonn" },
  { "name,tags\nAnn,\"a;b;c\"\nBo,\"a;b\"\nCy,\n", ',', "name·tags/Ann·a;b;c/Bo·a;b/Cy·" },
  { "Last, First\tPhone\nLee, Ann\t1\nDu, Bo\t2\n", '\t', "Last, First·Phone/Lee, Ann·1/Du, Bo·2" },
  { "a,\"b\"\"c\"\"\",d\n", ',', "a·b\"c\"·d" },
  { "a,\"\",b\n", ',', "a··b" },
  { "\"a\nb\",c\nd,e\n", ',', "a\nb·c/d·e" },
  { "a, \"b, c\" ,d\n", ',', "a·b, c·d" },
  { "a,6'2\" tall,b\n", ',', "a·6'2\" tall·b" },
  { "\"Bob \"The Man\" Lee\",1\n", ',', "Bob \"The Man\" Lee·1" },
  { "\"a\"bc,1\n", ',', "abc·1" },
  { "\"a\"b,\"c\",1\n", ',', "ab·c·1" },
  { "a,b\n\n\n1,2\n  \n3,4\n", ',', "a·b/1·2/3·4" },
  { "a,b,c\n1\n1,2,3,4\n,,\n", ',', "a·b·c/1/1·2·3·4/··" },
  { "a,b,\n1,2,\n", ',', "a·b·/1·2·" },
  { "a,b", ',', "a·b" },
  { "a,b\n1,\"2\n3,4\n5,6\n", ',', "a·b/1!/3·4/5·6" },
  { "a,b\n\"1,2\n\"3\",\"4\"\n5,6\n", ',', "a·b/!/3·4/5·6" },
  { "a,b\n1,\"x\ny\",\"2\n3,4\n", ',', "a·b/1·x\ny!/3·4" },
  { "a,b\n1,\"", ',', "a·b/1!" },
  { "\"\"\"\"\n", ',', "\"" },
};

static char *
read_all (PealCsvReader *reader)
{
  GString *out = g_string_new (NULL);
  PealCsvRecord record;
  guint n = 0;

  while (peal_csv_reader_next (reader, &record))
    {
      g_assert_cmpuint (record.number, ==, ++n);
      if (n > 1)
        g_string_append_c (out, '/');
      for (guint i = 0; i < record.n_fields; i++)
        {
          if (i > 0)
            g_string_append (out, "·");
          g_string_append_len (out, record.fields[i].text, (gssize) record.fields[i].length);
        }
      if (record.is_unterminated)
        g_string_append_c (out, '!');
    }
  return g_string_free_and_steal (out);
}

static void
test_read (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GBytes) bytes = g_bytes_new_static (rows[i].in, strlen (rows[i].in));
      g_autoptr(PealCsvReader) reader = peal_csv_reader_new (bytes, 0);
      g_autofree char *out = read_all (reader);
      g_autofree char *again = NULL;

      g_assert_cmpstr (out, ==, rows[i].out);
      g_assert_cmpint (peal_csv_reader_get_delimiter (reader), ==, rows[i].delimiter);
      g_assert_cmpfloat (peal_csv_reader_get_fraction (reader), ==, 1);
      peal_csv_reader_rewind (reader);
      again = read_all (reader);
      g_assert_cmpstr (again, ==, out);
    }
}

static void
test_raw (void)
{
  static const char text[] = "a,b\r\n\r\n1,\"2\r\n3,4";
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, sizeof text - 1);
  g_autoptr(PealCsvReader) reader = peal_csv_reader_new (bytes, ',');
  PealCsvRecord record;

  g_assert_true (peal_csv_reader_next (reader, &record));
  g_assert_cmpmem (record.raw, record.raw_length, "a,b", 3);
  g_assert_false (record.after_blank);
  g_assert_true (peal_csv_reader_next (reader, &record));
  g_assert_cmpmem (record.raw, record.raw_length, "1,\"2", 4);
  g_assert_true (record.after_blank);
  g_assert_true (record.is_unterminated);
  g_assert_true (peal_csv_reader_next (reader, &record));
  g_assert_false (record.after_blank);
}

/* A quote that stays open must not cost more than the text is long. */
static void
test_long_quotes (void)
{
  g_autoptr(GString) text = g_string_new ("a,b\n\"");
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(PealCsvReader) reader = NULL;
  PealCsvRecord record;
  guint n_bad = 0;
  guint n = 0;

  for (guint i = 0; i < 20000; i++)
    g_string_append (text, "1,2 and more\n");
  bytes = g_bytes_new (text->str, text->len);
  reader = peal_csv_reader_new (bytes, ',');
  for (; peal_csv_reader_next (reader, &record); n++)
    n_bad += record.is_unterminated;
  g_assert_cmpuint (n, ==, 20001);
  g_assert_cmpuint (n_bad, ==, 1);
}

static void
test_write (void)
{
  static const struct
  {
    const char *text;
    const char *out;
  } fields[] = {
    { "", "" },
    { "Ann", "Ann" },
    { "Lee, Ann", "\"Lee, Ann\"" },
    { "a;b", "a;b" },
    { "6'2\"", "\"6'2\"\"\"" },
    { "a\nb", "\"a\nb\"" },
    { " a", "\" a\"" },
    { "=1+1", "'=1+1" },
    { "=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0" },
    { "+15557122661", "+15557122661" },
    { "+1 555 712", "'+1 555 712" },
    { "-5", "'-5" },
    { "@SUM(A1)", "'@SUM(A1)" },
    { "\t=1", "'\t=1" },
    { "\r=1", "\"'\r=1\"" },
    { "＝1", "'＝1" },
    { "'=1", "''=1" },
    { "'tis", "'tis" },
    { "''", "''" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autoptr(GString) out = g_string_new (NULL);
      g_autoptr(GBytes) bytes = NULL;
      g_autoptr(PealCsvReader) reader = NULL;
      g_autofree char *cell = NULL;
      PealCsvRecord record;

      peal_csv_append_field (out, fields[i].text, ',');
      g_assert_cmpstr (out->str, ==, fields[i].out);

      /* and back again */
      g_string_append (out, ",x");
      bytes = g_bytes_new (out->str, out->len);
      reader = peal_csv_reader_new (bytes, ',');
      g_assert_true (peal_csv_reader_next (reader, &record));
      g_assert_cmpuint (record.n_fields, ==, 2);
      cell = g_strndup (record.fields[0].text, record.fields[0].length);
      g_assert_cmpstr (peal_csv_unguard (cell), ==, fields[i].text);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv/read", test_read);
  g_test_add_func ("/csv/raw", test_raw);
  g_test_add_func ("/csv/long-quotes", test_long_quotes);
  g_test_add_func ("/csv/write", test_write);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "peal-decode.h"

#include <string.h>

#define BYTES(text) text, sizeof text - 1

typedef struct
{
  const char *name;
  const char *in;
  gsize n_in;
  PealCharset charset;
  gboolean has_bom;
  PealDecodeRepairs repairs;
  const char *out;
} Row;

static const Row rows[] = {
  { "ascii", BYTES ("a,b\n1,2\n"), PEAL_CHARSET_UTF_8, FALSE, 0, "a,b\n1,2\n" },
  { "utf-8", BYTES ("Jos\303\251\n"), PEAL_CHARSET_UTF_8, FALSE, 0, "José\n" },
  { "utf-8 with mark", BYTES ("\357\273\277a,b\n"), PEAL_CHARSET_UTF_8, TRUE, 0, "a,b\n" },
  { "utf-16le with mark", BYTES ("\377\376a\0,\0\351\0\n\0"), PEAL_CHARSET_UTF_16LE, TRUE, 0, "a,é\n" },
  { "utf-16be with mark", BYTES ("\376\377\0a\0,\0\351\0\n"), PEAL_CHARSET_UTF_16BE, TRUE, 0, "a,é\n" },
  { "utf-16le", BYTES ("N\0a\0m\0e\0\t\0\344\0"), PEAL_CHARSET_UTF_16LE, FALSE, 0, "Name\tä" },
  { "utf-16be", BYTES ("\0N\0a\0m\0e\0\t\0\344"), PEAL_CHARSET_UTF_16BE, FALSE, 0, "Name\tä" },
  { "surrogates", BYTES ("\377\376\075\330\012\336"), PEAL_CHARSET_UTF_16LE, TRUE, 0, "😊" },
  { "lone surrogate", BYTES ("\377\376\075\330a\0"), PEAL_CHARSET_UTF_16LE, TRUE, PEAL_DECODE_REPLACED,
    "\357\277\275a" },
  { "half a unit", BYTES ("\377\376a\0b"), PEAL_CHARSET_UTF_16LE, TRUE, PEAL_DECODE_REPLACED, "a" },
  { "windows-1252", BYTES ("M\374ller \200 \223x\224\n"), PEAL_CHARSET_WINDOWS_1252, FALSE, 0, "Müller € “x”\n" },
  { "no character in 1252", BYTES ("M\374ller \201\n"), PEAL_CHARSET_WINDOWS_1252, FALSE, PEAL_DECODE_REPLACED,
    "Müller \357\277\275\n" },
  { "one line of 1252 in utf-8", BYTES ("Jos\303\251\nZo\303\253\nM\374ller\n"), PEAL_CHARSET_UTF_8, FALSE,
    PEAL_DECODE_MIXED, "José\nZoë\nMüller\n" },
  { "one line of utf-8 in 1252", BYTES ("Jos\351\nZo\353\nM\303\274ller\n"), PEAL_CHARSET_WINDOWS_1252, FALSE, 0,
    "José\nZoë\nMÃ¼ller\n" },
  { "1252 under the mark of utf-8", BYTES ("\357\273\277M\374ller\n"), PEAL_CHARSET_UTF_8, TRUE, PEAL_DECODE_MIXED,
    "Müller\n" },
  { "zero bytes inside", BYTES ("name,phone\nJo\0hn,555\n"), PEAL_CHARSET_UTF_8, FALSE, PEAL_DECODE_CONTROLS,
    "name,phone\nJohn,555\n" },
  { "zero bytes behind", BYTES ("a,b\n\0\0\0\0\0\0\0\0"), PEAL_CHARSET_UTF_8, FALSE, 0, "a,b\n" },
  { "ctrl-z", BYTES ("a,b\r\n1,2\r\n\032"), PEAL_CHARSET_UTF_8, FALSE, 0, "a,b\r\n1,2\r\n" },
  { "ctrl-z and zeros", BYTES ("a,b\n\032\0\0\0"), PEAL_CHARSET_UTF_8, FALSE, 0, "a,b\n" },
  { "separator inside", BYTES ("name,phone\nJo\037hn,555\n"), PEAL_CHARSET_UTF_8, FALSE, PEAL_DECODE_CONTROLS,
    "name,phone\nJo hn,555\n" },
};

static void
test_texts (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GBytes) bytes = g_bytes_new_static (rows[i].in, rows[i].n_in);
      g_autoptr(PealDecoded) decoded = NULL;
      gsize length;
      const char *text;

      g_test_message ("%s", rows[i].name);
      g_assert_cmpint (peal_decode (bytes, &decoded), ==, PEAL_DECODE_OK);
      g_assert_cmpstr (peal_charset_to_string (decoded->charset), ==, peal_charset_to_string (rows[i].charset));
      g_assert_cmpint (decoded->has_bom, ==, rows[i].has_bom);
      g_assert_cmpint (decoded->repairs, ==, rows[i].repairs);
      text = g_bytes_get_data (decoded->text, &length);
      g_assert_cmpmem (text, length, rows[i].out, strlen (rows[i].out));
    }
}

static void
test_refused (void)
{
  static const struct
  {
    const char *in;
    gsize n_in;
    const char *result;
  } refused[] = {
    { BYTES (""), "empty" },
    { BYTES ("\357\273\277"), "empty" },
    { BYTES ("\377\376"), "empty" },
    { BYTES (" \r\n\n\t"), "empty" },
    { BYTES ("\032"), "empty" },
    { BYTES ("\0\0\0\0"), "empty" },
    { BYTES ("\211PNG\r\n\032\n"), "binary" },
    { BYTES ("%PDF-1.7\n"), "binary" },
    { BYTES ("SQLite format 3\0\020\0"), "binary" },
    { BYTES ("ab\1\2\3\4cd\5\6\7"), "binary" },
    { BYTES ("PK\003\004\024\0\6\0"), "spreadsheet" },
    { BYTES ("\320\317\021\340\241\261\032\341"), "spreadsheet" },
    { BYTES ("<html><table>"), "html" },
    { BYTES ("\357\273\277\r\n <!DOCTYPE HTML>"), "html" },
    { BYTES ("<?xml version=\"1.0\"?>"), "html" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr(GBytes) bytes = g_bytes_new_static (refused[i].in, refused[i].n_in);
      g_autoptr(PealDecoded) decoded = NULL;

      g_assert_cmpstr (peal_decode_result_to_string (peal_decode (bytes, &decoded)), ==, refused[i].result);
      g_assert_null (decoded);
    }
}

static void
test_no_copy (void)
{
  static const char text[] = "Jos\303\251,1\n";
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, sizeof text - 1);
  g_autoptr(PealDecoded) decoded = NULL;

  g_assert_cmpint (peal_decode (bytes, &decoded), ==, PEAL_DECODE_OK);
  g_assert_true (g_bytes_get_data (decoded->text, NULL) == text);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/decode/texts", test_texts);
  g_test_add_func ("/decode/refused", test_refused);
  g_test_add_func ("/decode/no-copy", test_no_copy);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "peal-segments.h"
#include "peal-smart-private.h"
#include "peal-smart.h"

static void
test_replace (void)
{
  static const struct
  {
    const char *text;
    const char *smart;        /* NULL: left as it is */
    const char *replacements; /* "offset:from>to" for each, separated by blanks */
  } rows[] = {
    { "", NULL, NULL },
    { "Plain text, 5 € ~", NULL, NULL },
    { "It’s", "It's", "2:’>'" },
    { "“Hi” – he said…", "\"Hi\" - he said...", "0:“>\" 3:”>\" 5:–>- 14:…>..." },
    { "a\xc2\xa0"
      "b\xe2\x80\xaf"
      "c\xe3\x80\x80"
      "d",
      "a b c d", "1:\xc2\xa0>  3:\xe2\x80\xaf>  5:\xe3\x80\x80> " },
    { "a\tb", "a b", "1:\t> " },
    { "ｈｅｌｌｏ ＡＢ１", "hello AB1", "0:ｈ>h 1:ｅ>e 2:ｌ>l 3:ｌ>l 4:ｏ>o 6:Ａ>A 7:Ｂ>B 8:１>1" },
    { "½ price, 2½ hours", "1/2 price, 2 1/2 hours", "0:½>1/2 10:½> 1/2" },
    { "a\xe2\x80\x8b"
      "b\xef\xbb\xbf"
      "c\xc2\xad"
      "d",
      "abcd", "1:\xe2\x80\x8b> 3:\xef\xbb\xbf> 5:\xc2\xad>" },
    { "20−5 ′ ″", "20-5 ' \"", "2:−>- 5:′>' 7:″>\"" },
    { "one\xe2\x80\xa8two", "one\ntwo", "3:\xe2\x80\xa8>\n" },
    { "cafe\xcc\x81 – 5\r\nok", "café - 5\nok", "5:–>-" },
    /* nothing to gain: the text stays as it was written */
    { "8 ÷ 2", NULL, NULL },
    { "ação’", NULL, NULL },
    { "“Привет”", NULL, NULL },
    { "Hi… 🎉", NULL, NULL },
    { "x\xcc\x82", NULL, NULL },
    { "n\xcc\x83o", NULL, NULL }, /* NFC makes it ñ, which GSM-7 has */
    { "q\xcc\x83’", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(PealSmart) smart = peal_smart_new (rows[i].text);
      g_autoptr(GString) list = g_string_new (NULL);

      g_test_message ("%s", rows[i].text);
      g_assert_cmpstr (smart != NULL ? smart->text : NULL, ==, rows[i].smart);
      if (smart == NULL)
        continue;

      for (guint j = 0; j < smart->n_replacements; j++)
        g_string_append_printf (list, "%s%u:%s>%s", j > 0 ? " " : "", smart->replacements[j].offset,
                                smart->replacements[j].from, smart->replacements[j].to);
      g_assert_cmpstr (list->str, ==, rows[i].replacements);
      g_assert_true (peal_text_is_gsm7 (smart->text));
    }
}

static void
test_table (void)
{
  g_assert_cmpuint (peal_smart_n_entries, >, 250);
  for (guint i = 0; i < peal_smart_n_entries; i++)
    {
      char from[8] = "";

      if (i > 0)
        g_assert_cmpuint (peal_smart_entries[i - 1].from, <, peal_smart_entries[i].from);
      from[g_unichar_to_utf8 (peal_smart_entries[i].from, from)] = '\0';
      g_assert_false (peal_text_is_gsm7 (from));
      g_assert_true (peal_text_is_gsm7 (peal_smart_entries[i].to));
    }
}

static void
test_fold (void)
{
  static const struct
  {
    const char *text;
    const char *folded;
  } rows[] = {
    { "", "" },
    { "ação à São Paulo", "acao à Sao Paulo" },
    { "Ça va, garçon? Où? Noël", "Ça va, garcon? Où? Noel" },
    { "é ñ ü å ø æ ß Ö", "é ñ ü å ø æ ß Ö" },
    { "Łódź, Škoda, Győr, cœur, Đ, ı", "Lodz, Skoda, Gyor, coeur, D, i" },
    { "e\xcc\x81 a\xcc\x81", "é a" },
    { "Việt", "Viet" },
    { "Привет α 中 🎉 ’", "Привет α 中 🎉 ’" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *folded = peal_text_fold_accents (rows[i].text);

      g_assert_cmpstr (folded, ==, rows[i].folded);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/smart/replace", test_replace);
  g_test_add_func ("/smart/table", test_table);
  g_test_add_func ("/smart/fold", test_fold);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "peal-segments.h"

#include <string.h>

/* TS 23.038 6.2.1 in the order of its septets; the escape (0x1B) is left out. */
#define BASIC                         \
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ" \
  " !\"#¤%&'()*+,-./0123456789:;<=>?" \
  "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"  \
  "¿abcdefghijklmnopqrstuvwxyzäöñüà"
#define EXTENSION "\f^{}\\[~]|€"

/* @piece @n times, then @tail. */
static char *
repeat (const char *piece,
        guint       n,
        const char *tail)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (text, piece);
  g_string_append (text, tail);
  return g_string_free (text, FALSE);
}

static gboolean
contains (const char *set,
          gunichar    c)
{
  return g_utf8_strchr (set, -1, c) != NULL;
}

static void
test_alphabet (void)
{
  g_assert_cmpint (g_utf8_strlen (BASIC, -1), ==, 127);

  for (gunichar c = 1; c < 0x11000; c++)
    {
      char text[8] = "";
      g_autofree char *nfc = NULL;
      g_autoptr(PealSegments) segments = NULL;
      gboolean in_gsm7;

      if (!g_unichar_validate (c))
        continue;
      text[g_unichar_to_utf8 (c, text)] = '\0';
      nfc = g_utf8_normalize (text, -1, G_NORMALIZE_NFC);
      in_gsm7 = contains (BASIC EXTENSION, g_utf8_get_char (nfc)) && g_utf8_strlen (nfc, -1) == 1;
      g_assert_cmpint (peal_text_is_gsm7 (text), ==, in_gsm7);

      segments = peal_segments_new (text, PEAL_SEGMENTS_DEFAULT);
      g_assert_cmpuint (segments->n_segments, ==, 1);
      g_assert_cmpuint (segments->n_forcing, ==, in_gsm7 ? 0 : 1);
      if (in_gsm7)
        g_assert_cmpuint (segments->n_units, ==, contains (EXTENSION, g_utf8_get_char (nfc)) ? 2 : 1);
    }
}

/* "153+7 r146": the units of each part, then what remains in the last. */
static char *
dup_shape (const PealSegments *segments)
{
  GString *shape = g_string_new (NULL);
  guint sum = 0;

  for (guint i = 0; i < segments->n_segments; i++)
    {
      g_string_append_printf (shape, "%s%u", i > 0 ? "+" : "", segments->per_segment_units[i]);
      sum += segments->per_segment_units[i];
    }

  g_assert_cmpuint (sum, ==, segments->n_units);
  g_string_append_printf (shape, " r%u", segments->n_remaining);
  return g_string_free (shape, FALSE);
}

#define FAMILY "👨‍👩‍👧‍👦" /* 11 UTF-16 units */
#define WIDE PEAL_SEGMENTS_WIDE_REFERENCE
#define WHOLE PEAL_SEGMENTS_WHOLE_GRAPHEMES

static void
test_sizes (void)
{
  static const struct
  {
    const char *piece;
    guint n;
    const char *tail;
    PealSegmentsFlags flags;
    PealEncoding encoding;
    const char *shape;
  } rows[] = {
    { "", 0, "", 0, PEAL_ENCODING_GSM7, " r160" },
    { "a", 1, "", 0, PEAL_ENCODING_GSM7, "1 r159" },
    { "a", 160, "", 0, PEAL_ENCODING_GSM7, "160 r0" },
    { "a", 161, "", 0, PEAL_ENCODING_GSM7, "153+8 r145" },
    { "a", 306, "", 0, PEAL_ENCODING_GSM7, "153+153 r0" },
    { "a", 307, "", 0, PEAL_ENCODING_GSM7, "153+153+1 r152" },
    { "a", 160, "", WIDE, PEAL_ENCODING_GSM7, "160 r0" },
    { "a", 161, "", WIDE, PEAL_ENCODING_GSM7, "152+9 r143" },
    { "€", 80, "", 0, PEAL_ENCODING_GSM7, "160 r0" },
    { "€", 81, "", 0, PEAL_ENCODING_GSM7, "152+10 r143" },
    { "a", 152, "€€€€€", 0, PEAL_ENCODING_GSM7, "152+10 r143" },
    { "a", 151, "€€€€€", 0, PEAL_ENCODING_GSM7, "153+8 r145" },
    { "\r\n", 80, "", 0, PEAL_ENCODING_GSM7, "160 r0" },
    { "\r\n", 81, "", 0, PEAL_ENCODING_GSM7, "153+9 r144" },
    { "\r\n", 81, "", WHOLE, PEAL_ENCODING_GSM7, "152+10 r143" },
    { "я", 70, "", 0, PEAL_ENCODING_UCS2, "70 r0" },
    { "я", 71, "", 0, PEAL_ENCODING_UCS2, "67+4 r63" },
    { "я", 71, "", WIDE, PEAL_ENCODING_UCS2, "66+5 r61" },
    { "a", 69, "я", 0, PEAL_ENCODING_UCS2, "70 r0" },
    { "😀", 35, "", 0, PEAL_ENCODING_UCS2, "70 r0" },
    { "😀", 36, "", 0, PEAL_ENCODING_UCS2, "66+6 r61" },
    { "a", 66, "😀aaa", 0, PEAL_ENCODING_UCS2, "66+5 r62" },
    { "€", 71, "ç", 0, PEAL_ENCODING_UCS2, "67+5 r62" },
    { "a", 60, FAMILY, 0, PEAL_ENCODING_UCS2, "66+5 r62" },
    { "a", 60, FAMILY, WHOLE, PEAL_ENCODING_UCS2, "60+11 r56" },
    { "a", 56, FAMILY FAMILY, WHOLE, PEAL_ENCODING_UCS2, "67+11 r56" },
    { "a", 66, "🇫🇷🇩🇪", 0, PEAL_ENCODING_UCS2, "66+8 r59" },
    { "a", 64, "🇫🇷🇩🇪", 0, PEAL_ENCODING_UCS2, "66+6 r61" },
    { "a", 64, "🇫🇷🇩🇪", WHOLE, PEAL_ENCODING_UCS2, "64+8 r59" },
    { "a", 65, "👍🏽aa", WHOLE, PEAL_ENCODING_UCS2, "65+6 r61" },
    { "a", 59, FAMILY, WHOLE, PEAL_ENCODING_UCS2, "70 r0" },
    { "e\xcc\x81", 160, "", 0, PEAL_ENCODING_GSM7, "160 r0" },
    { "o\xcc\x81", 70, "", 0, PEAL_ENCODING_UCS2, "70 r0" },
    { "각", 70, "", 0, PEAL_ENCODING_UCS2, "70 r0" },
    { "a", 39015, "", 0, PEAL_ENCODING_GSM7, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = repeat (rows[i].piece, rows[i].n, rows[i].tail);
      g_autoptr(PealSegments) segments = peal_segments_new (text, rows[i].flags);
      g_autofree char *shape = dup_shape (segments);

      g_test_message ("%u × %s, then %s", rows[i].n, rows[i].piece, rows[i].tail);
      g_assert_cmpint (segments->encoding, ==, rows[i].encoding);
      if (rows[i].shape != NULL)
        g_assert_cmpstr (shape, ==, rows[i].shape);
      else
        g_assert_cmpuint (segments->n_segments, ==, PEAL_SEGMENTS_MAX);
    }
}

/* One cluster longer than a part: nothing empty, nothing too long, nothing lost. */
static void
test_zalgo (void)
{
  g_autofree char *text = repeat ("\xcc\xb5", 150, "");
  g_autofree char *full = g_strconcat ("abc", text, "d", NULL);
  g_autoptr(PealSegments) segments = peal_segments_new (full, WHOLE);
  g_autofree char *shape = dup_shape (segments);

  g_assert_cmpstr (shape, ==, "67+67+20 r47");
  g_assert_cmpuint (segments->n_forcing, ==, 1);
  g_assert_cmpuint (segments->forcing[0].offset, ==, 2);
}

static void
test_too_long (void)
{
  g_autofree char *text = repeat ("a", 39016, "");
  g_autoptr(PealSegments) segments = peal_segments_new (text, PEAL_SEGMENTS_DEFAULT);

  g_assert_cmpuint (segments->n_segments, ==, PEAL_SEGMENTS_MAX + 1);
  g_assert_cmpuint (segments->per_segment_units[255], ==, 1);
}

static void
test_forcing (void)
{
  static const struct
  {
    const char *text;
    const char *forcing; /* "offset:text" for each, separated by blanks */
  } rows[] = {
    { "plain ~ € {text}", "" },
    { "It’s fine", "2:’" },
    { "“Hi”", "0:“ 3:”" },
    { "ação", "1:ç 2:ã" },
    { "Ça va", "" },
    { "ça va", "0:ç" },
    { "e\xcc\x81 é", "" },
    { "e\xcc\x81x\xcc\x8c…", "2:x\xcc\x8c 4:…" },
    { "a" FAMILY "b🇫🇷", "1:" FAMILY " 9:🇫🇷" },
    { "ok 👍🏽👍🏽", "3:👍🏽 5:👍🏽" },
    { "1\xef\xb8\x8f\xe2\x83\xa3", "0:1\xef\xb8\x8f\xe2\x83\xa3" },
    { "a\xc2\xa0"
      "b",
      "1:\xc2\xa0" },
    { "\xe2\x84\xab\xe2\x84\xa6", "" }, /* Ångström and ohm signs: NFC makes them Å and Ω */
    { "\t", "0:\t" },
    { "नि", "0:नि" },
    { "ab\xff"
      "c",
      "2:\xef\xbf\xbd" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(PealSegments) segments = peal_segments_new (rows[i].text, PEAL_SEGMENTS_DEFAULT);
      g_autoptr(GString) forcing = g_string_new (NULL);

      for (guint j = 0; j < segments->n_forcing; j++)
        g_string_append_printf (forcing, "%s%u:%s", j > 0 ? " " : "", segments->forcing[j].offset,
                                segments->forcing[j].text);
      g_assert_cmpstr (forcing->str, ==, rows[i].forcing);
      g_assert_cmpint (segments->encoding == PEAL_ENCODING_UCS2, ==, segments->n_forcing > 0);
    }
}

static void
test_normalize (void)
{
  static const struct
  {
    const char *text;
    const char *normal;
  } rows[] = {
    { "", "" },
    { "a\r\nb\rc\nd\r\r\n", "a\nb\nc\nd\n\n" },
    { "e\xcc\x81\r\n", "é\n" },
    { "\xff", "\xef\xbf\xbd" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *normal = peal_text_normalize (rows[i].text);

      g_assert_cmpstr (normal, ==, rows[i].normal);
    }
}

static void
test_names (void)
{
  g_assert_cmpstr (peal_encoding_to_string (PEAL_ENCODING_GSM7), ==, "GSM-7");
  g_assert_cmpstr (peal_encoding_to_string (PEAL_ENCODING_UCS2), ==, "UCS-2");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/segments/alphabet", test_alphabet);
  g_test_add_func ("/segments/sizes", test_sizes);
  g_test_add_func ("/segments/zalgo", test_zalgo);
  g_test_add_func ("/segments/too-long", test_too_long);
  g_test_add_func ("/segments/forcing", test_forcing);
  g_test_add_func ("/segments/normalize", test_normalize);
  g_test_add_func ("/segments/names", test_names);
  return g_test_run ();
}

/* Lines of cards as programs write them, and what they say.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-vcard.h"

#include <string.h>

static PealVcardReader *
open_text (const char *text)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));

  return peal_vcard_reader_new (bytes);
}

/* "GROUP.NAME[parameters]=value" of each property, with "|" for a line end. */
static char *
describe (const PealVcard *card)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < card->properties->len; i++)
    {
      const PealVcardProperty *property = g_ptr_array_index (card->properties, i);
      g_autofree char *parameters = g_strjoinv (" ", property->parameters);
      g_autofree char *value = g_strdelimit (peal_vcard_unescape (property->value), "\r\n", '|');

      g_string_append_printf (out, "%s%s%s%s[%s]=%s", i > 0 ? "; " : "", property->group,
                              *property->group != '\0' ? "." : "", property->name, parameters, value);
    }
  return g_string_free_and_steal (out);
}

static void
test_lines (void)
{
  static const struct
  {
    const char *in; /* between BEGIN and END */
    const char *out;
  } rows[] = {
    { "FN:Ann\r\n", "FN[]=Ann" },
    { "FN:Ann\r", "FN[]=Ann" },
    { "fn : Ann\n", "FN[]= Ann" },
    { "\n  \nFN:Ann\n\n", "FN[]=Ann" },
    { "item1.TEL;type=CELL;type=pref:1\n", "ITEM1.TEL[TYPE=CELL TYPE=pref]=1" },
    { "TEL;TYPE=CELL,VOICE:1\n", "TEL[TYPE=CELL TYPE=VOICE]=1" },
    { "TEL;TYPE=\"cell,voice\";PREF=1:tel:1\n", "TEL[TYPE=cell TYPE=voice PREF=1]=tel:1" },
    { "TEL;CELL;VOICE:1\n", "TEL[TYPE=CELL TYPE=VOICE]=1" },
    { "X;LABEL=\"a:b;c\":v\n", "X[LABEL=a:b;c]=v" },
    { "X;LABEL=\"never closed:v\n", "X[LABEL=never closed]=v" },
    { "TEL;X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=C3=A9):1\n", "TEL[TYPE=\u00e9]=1" },
    { "TEL;X-CUSTOM(Mum):1\n", "TEL[TYPE=Mum]=1" },
    /* folds */
    { "FN:An\n n\nX:1\n", "FN[]=Ann; X[]=1" },
    { "FN:An\n\tn\n", "FN[]=Ann" },
    { "NOTE;TYPE=a\n b:c\n", "NOTE[TYPE=ab]=c" },
    { "VERSION:2.1\nNOTE:one\n two\n", "VERSION[]=2.1; NOTE[]=one two" },
    { "VERSION:2.1\nNOTE:0123456789012345678901234567890123456789012345678901234567890123456789\n 0\n",
      "VERSION[]=2.1; NOTE[]=01234567890123456789012345678901234567890123456789012345678901234567890" },
    /* quoted-printable */
    { "FN;ENCODING=QUOTED-PRINTABLE:J=C3=B6rg\n", "FN[ENCODING=QUOTED-PRINTABLE]=J\u00f6rg" },
    { "FN;QUOTED-PRINTABLE:a=0D=0Ab\n", "FN[ENCODING=QUOTED-PRINTABLE]=a||b" },
    { "FN;QUOTED-PRINTABLE:a=\n=C3=\n=B6=\n b\nX:1\n", "FN[ENCODING=QUOTED-PRINTABLE]=a\u00f6 b; X[]=1" },
    { "FN;QUOTED-PRINTABLE:50=\n%=zz=4\n", "FN[ENCODING=QUOTED-PRINTABLE]=50%=zz=4" },
    { "FN;QUOTED-PRINTABLE:end=\n", "FN[ENCODING=QUOTED-PRINTABLE]=end" },
    { "X:a=\nY:b\n", "X[]=a=; Y[]=b" },
    /* charsets */
    { "FN;CHARSET=ISO-8859-15;ENCODING=QUOTED-PRINTABLE:=A4\n", "FN[CHARSET=ISO-8859-15 ENCODING=QUOTED-PRINTABLE]=\u20ac" },
    { "FN;CHARSET=SHIFT_JIS:\x8e\x52\n", "FN[CHARSET=SHIFT_JIS]=\u5c71" },
    { "FN;CHARSET=KOI8-R:\xc1\n", "FN[CHARSET=KOI8-R]=\u0430" },
    { "FN:\xe9\n", "FN[]=\u00e9" },
    { "FN;CHARSET=ISO-8859-1:\u00e9\n", "FN[CHARSET=ISO-8859-1]=\u00e9" },
    { "FN;CHARSET=../../etc/x:\xe9\n", "FN[CHARSET=../../etc/x]=\u00e9" },
    /* base64 */
    { "FN;ENCODING=B:QW5u\n", "FN[ENCODING=B]=Ann" },
    { "FN;BASE64:QW\n 5u\n\nX:1\n", "FN[ENCODING=BASE64]=Ann; X[]=1" },
    { "FN;BASE64:\nQW5u\nX:1\n", "FN[ENCODING=BASE64]=Ann; X[]=1" },
    { "PHOTO;BASE64:\nAAAA\nX:1\n", "X[]=1" },
    /* escapes */
    { "NOTE:a\\nb\\Nc\\,d\\;e\\\\f\\g\\\n", "NOTE[]=a|b|c,d;e\\f\\g\\" },
    /* what is no property */
    { "nothing\n: x\n;:\na b:c\nX:1\n", "X[]=1" },
    { "AGENT:\nBEGIN:VCARD\nFN:Other\nEND:VCARD\nX:1\n", "X[]=1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strconcat ("BEGIN:VCARD\n", rows[i].in, "\nEND:VCARD\n", NULL);
      g_autoptr(PealVcardReader) reader = open_text (text);
      g_autoptr(PealVcard) card = peal_vcard_reader_next (reader);
      g_autofree char *out = describe (card);

      g_test_message ("%s", rows[i].in);
      g_assert_cmpstr (out, ==, rows[i].out);
      g_assert_cmpint (card->kind, ==, PEAL_VCARD_WHOLE);
      g_assert_null (peal_vcard_reader_next (reader));
      g_assert_cmpfloat (peal_vcard_reader_get_fraction (reader), ==, 1);
    }
}

/* w = whole, c = cut off, n = no card. */
static void
test_cards (void)
{
  static const struct
  {
    const char *in;
    const char *kinds;
  } rows[] = {
    { "", "" },
    { " \n\n", "" },
    { "BEGIN:VCARD\nEND:VCARD", "w" },
    { "begin:vcard\r\nend:vcard\r\n\r\nBegin: VCard\r\nEnd : VCard\r\n", "ww" },
    { "BEGIN:VCARD\nFN:a\n", "c" },
    { "BEGIN:VCARD", "c" },
    { "BEGIN:VCARD\nFN:a\nBEGIN:VCARD\nEND:VCARD\n", "cw" },
    { "x\ny\n\nBEGIN:VCARD\nEND:VCARD\nz\n", "nwn" },
    { "END:VCARD\nBEGIN:VCARD\nEND:VCARD\nEND:VCARD\n", "nwn" },
    { "BEGIN:VCARD\nFN;QUOTED-PRINTABLE:a=\nEND:VCARD\nBEGIN:VCARD\nEND:VCARD\n", "ww" },
    { "BEGIN:VCARD\nFN;QUOTED-PRINTABLE:a=\nBEGIN:VCARD\nEND:VCARD\n", "cw" },
    { "BEGIN:VCARD\nAGENT:\nBEGIN:VCARD\nBEGIN:VCARD\nEND:VCARD\n", "ccw" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(PealVcardReader) reader = open_text (rows[i].in);
      g_autoptr(GString) kinds = g_string_new (NULL);
      PealVcard *card;

      while ((card = peal_vcard_reader_next (reader)) != NULL)
        {
          g_string_append_c (kinds, "wcn"[card->kind]);
          g_assert_cmpuint (card->number, ==, kinds->len);
          g_assert_true (g_ascii_isgraph (card->raw[0]) && g_ascii_isgraph (card->raw[card->raw_length - 1]));
          peal_vcard_free (card);
        }
      g_assert_cmpstr (kinds->str, ==, rows[i].kinds);
      peal_vcard_reader_rewind (reader);
      card = peal_vcard_reader_next (reader);
      g_assert_true ((card == NULL) == (*rows[i].kinds == '\0'));
      g_assert_true (card == NULL || card->number == 1);
      peal_vcard_free (card);
    }
}

/* A picture costs nothing, and what stands behind it is read. */
static void
test_too_long (void)
{
  static const guint lengths[] = { PEAL_VCARD_MAX_VALUE - 2, PEAL_VCARD_MAX_VALUE - 1 };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autofree char *value = g_strnfill (lengths[i], 'x');
      g_autofree char *text = g_strconcat ("BEGIN:VCARD\nX:", value, "\nFN:Ann\nEND:VCARD\n", NULL);
      g_autoptr(PealVcardReader) reader = open_text (text);
      g_autoptr(PealVcard) card = peal_vcard_reader_next (reader);

      g_assert_cmpuint (card->properties->len, ==, i == 0 ? 2 : 1);
      g_assert_cmpstr (peal_vcard_find (card, "FN")->value, ==, "Ann");
    }
}

static void
test_split (void)
{
  static const struct
  {
    const char *in;
    const char *out;
  } rows[] = {
    { "", "" },
    { "a;b;;", "a|b||" },
    { "a\\;b;c\\\\;d\\", "a;b|c\\|d\\" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto(GStrv) parts = peal_vcard_split (rows[i].in, ';');
      g_autofree char *out = g_strjoinv ("|", parts);

      g_assert_cmpstr (out, ==, rows[i].out);
    }
}

static void
test_is_one (void)
{
  static const struct
  {
    const char *in;
    gboolean is_one;
  } rows[] = {
    { "BEGIN:VCARD\n", TRUE },
    { "exported\r\nbegin:vcard\r\n", TRUE },
    { "Name,Phone\nBEGIN:VCARD,1\n", FALSE },
    { "Name,Phone\n", FALSE },
    { "", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GBytes) bytes = g_bytes_new_static (rows[i].in, strlen (rows[i].in));

      g_assert_cmpint (peal_vcard_is_one (bytes), ==, rows[i].is_one);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/vcard/lines", test_lines);
  g_test_add_func ("/vcard/cards", test_cards);
  g_test_add_func ("/vcard/too-long", test_too_long);
  g_test_add_func ("/vcard/split", test_split);
  g_test_add_func ("/vcard/is-one", test_is_one);
  return g_test_run ();
}

/* test-links.c: what is a link in a text, and where it leads.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-links.h"

#include <string.h>

#define OVERRIDE "\xe2\x80\xae"

typedef struct
{
  const char *text;
  const char *found; /* "SHOWN TARGET", one a line, the target left out where it is the same */
} Row;

static const Row rows[] = {
  /* The web. */
  { "", "" },
  { "https://example.com", "https://example.com" },
  { "HTTPS://Example.COM/Path", "HTTPS://Example.COM/Path https://example.com/Path" },
  { "see http://example.com:8080/a?b=c#d now", "http://example.com:8080/a?b=c#d" },
  { "www.example.com", "www.example.com https://www.example.com" },
  { "WWW.Example.com/X", "WWW.Example.com/X https://www.example.com/X" },
  { "https://a.example\nhttps://b.example", "https://a.example\nhttps://b.example" },
  { "http://192.0.2.7/x", "http://192.0.2.7/x" },
  { "a/https://example.com", "https://example.com" },

  /* What ends the sentence. */
  { "Look at https://example.com.", "https://example.com" },
  { "https://example.com/a, https://example.com/b!?", "https://example.com/a\nhttps://example.com/b" },
  { "(https://example.com/a)", "https://example.com/a" },
  { "https://example.com/a_(b)", "https://example.com/a_(b)" },
  { "(see https://example.com/a_(b))", "https://example.com/a_(b)" },
  { "[https://example.com/]", "https://example.com/" },
  { "\"https://example.com/\"", "https://example.com/" },
  { "<https://example.com/>", "https://example.com/" },
  { "“https://example.com/”", "https://example.com/" },
  { "https://example.com/…", "https://example.com/" },
  { "*https://example.com/*", "https://example.com/" },
  { "https://example.com/?", "https://example.com/" },

  /* Letters of others, emoji, direction. */
  { "https://münchen.de/straße", "https://münchen.de/straße https://xn--mnchen-3ya.de/stra%C3%9Fe" },
  { "www.пример.com", "www.пример.com https://www.xn--e1afmkfd.com" },
  { "😊https://example.com/a😊", "https://example.com/a" },
  { "مرحبا https://example.com/a شكرا", "https://example.com/a" },
  { "https://example.com/" OVERRIDE "gpj.exe", "https://example.com/" },
  { "https://exa" OVERRIDE "mple.com/", "" },

  /* Never. */
  { "javascript:alert(1)", "" },
  { "javascript:https://example.com", "https://example.com" },
  { "ftp://example.com file:///etc/passwd data:text/html,x", "" },
  { "https://bank.example@evil.example/", "" },
  { "https://bank.example:pass@evil.example/", "" },
  { "xhttps://example.com", "" },
  { "https://", "" },
  { "https:///x", "" },
  { "https://localhost/", "" },
  { "https://-a.example-.com", "" },
  { "https://a..example", "" },
  { "https://example.com:x/", "" },
  { "https://example.com:123456/", "" },
  { "https://[2001:db8::1]/", "" },
  { "https://exa_mple.com/", "" },
  { "www.com", "" },
  { "awww.example.com", "" },
  { "example.com", "" },

  /* Mail. */
  { "ann@example.com", "ann@example.com mailto:ann@example.com" },
  { "Write to Ann.Berg+news@Example.co.uk.", "Ann.Berg+news@Example.co.uk mailto:Ann.Berg+news@example.co.uk" },
  { "mailto:ann@example.com", "ann@example.com mailto:ann@example.com" },
  { "ann@bücher.de", "ann@bücher.de mailto:ann@xn--bcher-kva.de" },
  { "(ann@example.com)", "ann@example.com mailto:ann@example.com" },
  { "..ann@example.com", "ann@example.com mailto:ann@example.com" },
  { "ann.@example.com", "" },
  { "ann@example", "" },
  { "ann@1.5", "" },
  { "3 kg @ 1.50", "" },
  { "@example.com", "" },
  { "a@b@example.com", "" },
  { "éann@example.com", "" },
  { "https://example.com/@ann.example", "https://example.com/@ann.example" },

  /* Telephone, from the United States. */
  { "Call +1 212 555 0101 now", "+1 212 555 0101 tel:+12125550101" },
  { "Call (212) 555-0101.", "(212) 555-0101 tel:+12125550101" },
  { "212.555.0101 or 212.555.0102", "212.555.0101 tel:+12125550101\n212.555.0102 tel:+12125550102" },
  { "+49 30 901820", "+49 30 901820 tel:+4930901820" },
  { "😊 +1 212 555 0101😊", "+1 212 555 0101 tel:+12125550101" },
  { "رقمنا +1 212 555 0101", "+1 212 555 0101 tel:+12125550101" },
  { "https://example.com/2125550101 2125550102", "https://example.com/2125550101\n2125550102 tel:+12125550102" },
  { "15:30, 12/03/2026, 20 %, order 4711", "" },
  { "555-0101", "" },
};

static void
test_find (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GArray) links = peal_links_find (rows[i].text, "US");
      g_autoptr(GString) found = g_string_new (NULL);

      for (guint n = 0; n < links->len; n++)
        {
          const PealLink *link = &g_array_index (links, PealLink, n);
          g_autofree char *shown = g_strndup (rows[i].text + link->start, link->length);

          g_string_append_printf (found, "%s%s", n > 0 ? "\n" : "", shown);
          if (!g_str_equal (shown, link->target))
            g_string_append_printf (found, " %s", link->target);
        }
      g_test_message ("%s", rows[i].text);
      g_assert_cmpstr (found->str, ==, rows[i].found);
    }
}

/* As long as it may be, and one byte longer; and much without an end. */
static void
test_long (void)
{
  g_autofree char *long_tail = g_strnfill (PEAL_LINK_LENGTH_MAX - strlen ("https://example.com/"), 'a');
  g_autofree char *longest = g_strconcat ("https://example.com/", long_tail, NULL);
  g_autofree char *too_long = g_strconcat (longest, "a", NULL);
  g_autofree char *endless = g_strnfill (100000, 'w');
  g_autoptr(GArray) links = peal_links_find (longest, "US");
  g_autoptr(GArray) none = peal_links_find (too_long, "US");
  g_autoptr(GArray) of_endless = peal_links_find (endless, "US");

  g_assert_cmpuint (links->len, ==, 1);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (of_endless->len, ==, 0);
}

static void
test_not_utf8 (void)
{
  g_autoptr(GArray) links = peal_links_find ("https://example.com/ \xff", "US");

  g_assert_cmpuint (links->len, ==, 0);
}

/* What somebody writes stays text; only links have a meaning. */
static void
test_markup (void)
{
  static const Row marked[] = {
    { "<b>&amp;</b> \"x\" 'y'", "&lt;b&gt;&amp;amp;&lt;/b&gt; &quot;x&quot; &apos;y&apos;" },
    { "<a href=\"https://evil.example\">x</a>",
      "&lt;a href=&quot;<a href=\"https://evil.example\" title=\"https://evil.example\">https://evil.example</a>&quot;&gt;"
      "x&lt;/a&gt;" },
    { "https://example.com/?a=1&b='2' &",
      "<a href=\"https://example.com/?a=1&amp;b=&apos;2\" title=\"https://example.com/?a=1&amp;amp;b=&amp;apos;2\">"
      "https://example.com/?a=1&amp;b=&apos;2</a>&apos; &amp;" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (marked); i++)
    {
      g_autoptr(GArray) links = peal_links_find (marked[i].text, "US");
      g_autofree char *markup = peal_links_to_markup (marked[i].text, links);

      g_assert_cmpstr (markup, ==, marked[i].found);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/links/find", test_find);
  g_test_add_func ("/links/long", test_long);
  g_test_add_func ("/links/not-utf8", test_not_utf8);
  g_test_add_func ("/links/markup", test_markup);
  return g_test_run ();
}

/* fuzz-links.c: whatever somebody writes, its markup says the same text, and a link leads to what it shows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "fuzz-target.h"
#include "peal-links.h"
#include "peal-phone.h"

#include <string.h>

typedef struct
{
  GString *text;
  GArray *links;
  guint n_links;
} Reading;

static void
start_cb (GMarkupParseContext *context,
          const char          *element,
          const char         **names,
          const char         **values,
          gpointer             data,
          GError             **error)
{
  Reading *reading = data;
  const PealLink *link;

  if (g_str_equal (element, "text"))
    return;
  g_assert_cmpstr (element, ==, "a");
  g_assert_cmpuint (reading->n_links, <, reading->links->len);
  link = &g_array_index (reading->links, PealLink, reading->n_links++);
  g_assert_cmpuint (g_strv_length ((char **) names), ==, 2);
  g_assert_cmpstr (names[0], ==, "href");
  g_assert_cmpstr (values[0], ==, link->target);
  g_assert_cmpuint (reading->text->len, ==, link->start);
}

static void
text_cb (GMarkupParseContext *context,
         const char          *text,
         gsize                length,
         gpointer             data,
         GError             **error)
{
  g_string_append_len (((Reading *) data)->text, text, (gssize) length);
}

static void
check_markup (const char *text,
              GArray     *links)
{
  static const GMarkupParser parser = { start_cb, NULL, text_cb, NULL, NULL };
  g_autofree char *markup = peal_links_to_markup (text, links);
  g_autofree char *whole = g_strconcat ("<text>", markup, "</text>", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GString) read = g_string_new (NULL);
  Reading reading = { read, links, 0 };
  g_autoptr(GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, &reading, NULL);

  g_assert_true (g_markup_parse_context_parse (context, whole, -1, &error));
  g_assert_true (g_markup_parse_context_end_parse (context, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (read->str, ==, text);
  g_assert_cmpuint (reading.n_links, ==, links->len);
}

/* Where it leads, read again as a text, leads there. */
static void
check_target (const PealLink *link)
{
  const char *shown = link->kind == PEAL_LINK_MAIL ? link->target + strlen ("mailto:") : link->target;
  g_autoptr(GArray) again = NULL;

  for (const char *p = link->target; *p != '\0'; p++)
    g_assert_true (*p > 0x20 && *p < 0x7f);
  if (link->kind == PEAL_LINK_PHONE)
    {
      g_assert_true (g_str_has_prefix (link->target, "tel:") && peal_phone_is_e164 (link->target + strlen ("tel:")));
      return;
    }
  if (link->kind == PEAL_LINK_MAIL)
    g_assert_true (g_str_has_prefix (link->target, "mailto:"));
  else
    g_assert_true (g_str_has_prefix (link->target, "https://") || g_str_has_prefix (link->target, "http://"));
  if (strlen (shown) > PEAL_LINK_LENGTH_MAX) /* what was escaped is longer */
    return;
  again = peal_links_find (shown, "");
  g_assert_cmpuint (again->len, ==, 1);
  g_assert_cmpuint (g_array_index (again, PealLink, 0).length, ==, strlen (shown));
  g_assert_cmpstr (g_array_index (again, PealLink, 0).target, ==, link->target);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *raw = g_strndup ((const char *) data, size);
  g_autofree char *text = g_utf8_make_valid (raw, -1);
  g_autoptr(GArray) links = peal_links_find (text, "US");
  g_autoptr(GArray) links_of_raw = peal_links_find (raw, "");
  gsize from = 0;

  for (guint i = 0; i < links->len; i++)
    {
      const PealLink *link = &g_array_index (links, PealLink, i);

      g_assert_cmpuint (link->start, >=, from);
      g_assert_cmpuint (link->length, >, 0);
      from = link->start + link->length;
      g_assert_cmpuint (from, <=, strlen (text));
      check_target (link);
    }
  check_markup (text, links);
  return 0;
}

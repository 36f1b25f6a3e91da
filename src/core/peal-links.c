/* peal-links.c: addresses and numbers in what people write.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-links.h"

#include "peal-phone-private.h"

#include <string.h>

/* Fewer digits are no telephone number: nothing is asked of libphonenumber, which is slow. */
#define FEWEST_DIGITS 7

#define LABEL_LENGTH_MAX 63

static void
clear_link (gpointer link)
{
  g_free (((PealLink *) link)->target);
}

/* The character that ends at @p; 0 at the beginning of @text. */
static gunichar
char_before (const char *text,
             const char *p)
{
  return p > text ? g_utf8_get_char (g_utf8_prev_char (p)) : 0;
}

static gboolean
is_letter (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c);
}

/* Names ------------------------------------------------------------------------------------------- */

/* The end of the label of a host's name that begins at @p; @p itself if none does. */
static const char *
skip_label (const char *p,
            const char *end)
{
  const char *start = p;

  while (p < end && (is_letter (g_utf8_get_char (p)) || *p == '-'))
    p = g_utf8_next_char (p);
  while (p > start && p[-1] == '-')
    p--;
  return *start == '-' || p - start > LABEL_LENGTH_MAX * 4 ? start : p;
}

/* The end of the name at @p, and how many labels it has. A dot at the end is the sentence's. */
static const char *
skip_host (const char *p,
           const char *end,
           guint      *n_labels)
{
  const char *after = skip_label (p, end);

  *n_labels = after > p ? 1 : 0;
  while (*n_labels > 0 && after < end && *after == '.')
    {
      const char *next = skip_label (after + 1, end);

      if (next == after + 1)
        break;
      ++*n_labels;
      after = next;
    }
  return after;
}

/* As the network knows it; NULL where it is no name there. */
static char *
dup_ascii_host (const char *host,
                gsize       length)
{
  g_autofree char *name = g_strndup (host, length);
  g_autofree char *ascii = g_hostname_to_ascii (name);
  g_auto(GStrv) labels = NULL;

  if (ascii == NULL)
    return NULL;
  labels = g_strsplit (ascii, ".", -1);
  for (char **label = labels; *label != NULL; label++)
    if (**label == '\0' || strlen (*label) > LABEL_LENGTH_MAX)
      return NULL;
  for (const char *p = ascii; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && *p != '-' && *p != '.')
      return NULL;
  return g_ascii_strdown (ascii, -1);
}

/* The web ----------------------------------------------------------------------------------------- */

static gboolean
belongs_to_address (gunichar c)
{
  if (c < 0x80)
    return c > 0x20 && c < 0x7f && strchr ("<>\"\\^`{|}", (int) c) == NULL;
  return is_letter (c); /* no quotes, no emoji, nothing that turns the direction */
}

static guint
count_char (const char *p,
            const char *end,
            char        wanted)
{
  guint n = 0;

  for (; p < end; p++)
    n += *p == wanted;
  return n;
}

/* Without what ends the sentence around it: a bracket that was not opened inside, stops and quotes. */
static const char *
trim_end (const char *start,
          const char *end)
{
  while (end > start)
    {
      char last = end[-1];

      if (strchr (".,;:!?'*", last) != NULL)
        end--;
      else if (last == ')' && count_char (start, end, ')') > count_char (start, end, '('))
        end--;
      else if (last == ']' && count_char (start, end, ']') > count_char (start, end, '['))
        end--;
      else
        break;
    }
  return end;
}

/* ":8080", or nothing. NULL: neither. */
static const char *
skip_port (const char *p,
           const char *end)
{
  const char *start = p;

  if (p == end || *p != ':')
    return p;
  for (p++; p < end && g_ascii_isdigit (*p); p++)
    ;
  return p - start >= 2 && p - start <= 6 ? p : NULL;
}

static void
append_rest (GString    *target,
             const char *p,
             const char *end)
{
  for (; p < end; p++)
    if ((guchar) *p < 0x80)
      g_string_append_c (target, *p);
    else
      g_string_append_printf (target, "%%%02X", (guchar) *p);
}

/* The scheme that @p begins with: how long it is here, and how it is written. 0: none. */
static gsize
scheme_at (const char  *p,
           const char **scheme)
{
  static const struct
  {
    const char *begins;
    gsize length;
    const char *scheme;
  } schemes[] = {
    { "https://", 8, "https://" },
    { "http://", 7, "http://" },
    { "www.", 0, "https://" },
  };

  *scheme = NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (schemes) && *scheme == NULL; i++)
    if (g_ascii_strncasecmp (p, schemes[i].begins, strlen (schemes[i].begins)) == 0)
      {
        *scheme = schemes[i].scheme;
        return schemes[i].length;
      }
  return 0;
}

/* Whether something begins at @p that claims to be a web address. */
static gboolean
claims_web (const char *text,
            const char *p)
{
  const char *scheme;
  gunichar before = char_before (text, p);

  scheme_at (p, &scheme);
  return scheme != NULL && !is_letter (before) && before != '@';
}

/* The web address that begins at @p, where one is claimed; *@whole becomes the end of the claim. */
static gboolean
read_web (const char  *text,
          const char  *p,
          const char **whole,
          PealLink    *link)
{
  const char *scheme, *host, *after, *rest, *end = p;
  g_autofree char *name = NULL;
  g_autoptr(GString) target = NULL;
  guint n_labels;

  host = p + scheme_at (p, &scheme);
  while (*end != '\0' && belongs_to_address (g_utf8_get_char (end)))
    end = g_utf8_next_char (end);
  *whole = end;
  if (end - p > PEAL_LINK_LENGTH_MAX)
    return FALSE;

  end = trim_end (p, end);
  if (end <= host)
    return FALSE;
  after = skip_host (host, end, &n_labels);
  rest = skip_port (after, end);
  if (n_labels < (host == p ? 3 : 2) || rest == NULL || (rest < end && strchr ("/?#", *rest) == NULL)
      || (name = dup_ascii_host (host, (gsize) (after - host))) == NULL)
    return FALSE;

  target = g_string_new (scheme);
  g_string_append (target, name);
  append_rest (target, after, end);
  *link = (PealLink) { PEAL_LINK_WEB, (gsize) (p - text), (gsize) (end - p), g_string_free_and_steal (g_steal_pointer (&target)) };
  return TRUE;
}

/* Mail -------------------------------------------------------------------------------------------- */

static gboolean
belongs_to_mailbox (char c)
{
  return g_ascii_isalnum (c) || (c != '\0' && strchr ("._+-", c) != NULL);
}

/* "com", but not "5" or "x". */
static gboolean
ends_in_letters (const char *host)
{
  const char *last = strrchr (host, '.');

  return last != NULL && strlen (last + 1) >= 2 && !g_ascii_isdigit (last[1]);
}

/* The mail address around the @ at @at, none of it before @from. */
static gboolean
read_mail (const char *text,
           const char *from,
           const char *at,
           PealLink   *link)
{
  const char *start = at, *end;
  g_autofree char *host = NULL;
  guint n_labels;

  while (start > from && belongs_to_mailbox (start[-1]))
    start--;
  while (start < at && !g_ascii_isalnum (*start))
    start++;
  if (start == at || at[-1] == '.' || is_letter (char_before (text, start)) || char_before (text, start) == '@')
    return FALSE;
  end = skip_host (at + 1, at + 1 + strlen (at + 1), &n_labels);
  if (n_labels < 2 || end - start > PEAL_LINK_LENGTH_MAX || *end == '@' || *end == '_'
      || (host = dup_ascii_host (at + 1, (gsize) (end - at - 1))) == NULL || !ends_in_letters (host))
    return FALSE;
  *link = (PealLink) { PEAL_LINK_MAIL, (gsize) (start - text), (gsize) (end - start),
                       g_strdup_printf ("mailto:%.*s@%s", (int) (at - start), start, host) };
  return TRUE;
}

/* Telephone --------------------------------------------------------------------------------------- */

static gboolean
has_digits (const char *text)
{
  guint n = 0;

  for (const char *p = text; *p != '\0' && n < FEWEST_DIGITS; p = g_utf8_next_char (p))
    n += g_unichar_isdigit (g_utf8_get_char (p));
  return n >= FEWEST_DIGITS;
}

/* Where among @links, in order, something from @start on belongs; -1: there is something already. */
static int
find_gap (GArray *links,
          gsize   start,
          gsize   length)
{
  guint i = 0;

  while (i < links->len && g_array_index (links, PealLink, i).start < start)
    i++;
  if (i > 0)
    {
      const PealLink *before = &g_array_index (links, PealLink, i - 1);

      if (before->start + before->length > start)
        return -1;
    }
  if (i < links->len && g_array_index (links, PealLink, i).start < start + length)
    return -1;
  return (int) i;
}

static void
found_phone (gsize       start,
             gsize       length,
             const char *e164,
             gpointer    data)
{
  GArray *links = data;
  PealLink link = { PEAL_LINK_PHONE, start, length, NULL };
  int at = find_gap (links, start, length);

  if (at < 0 || length == 0 || length > PEAL_LINK_LENGTH_MAX)
    return;
  link.target = g_strconcat ("tel:", e164, NULL);
  g_array_insert_val (links, at, link);
}

/* Public ------------------------------------------------------------------------------------------ */

GArray *
peal_links_find (const char *text,
                 const char *region)
{
  GArray *links = g_array_new (FALSE, FALSE, sizeof (PealLink));
  const char *from = text;

  g_array_set_clear_func (links, clear_link);
  g_return_val_if_fail (text != NULL && region != NULL, links);

  if (!g_utf8_validate (text, -1, NULL))
    return links;
  for (const char *p = text; *p != '\0';)
    {
      const char *next = g_utf8_next_char (p);
      gboolean is_claimed = strchr ("hHwW", *p) != NULL && claims_web (text, p);
      gboolean is_link;
      PealLink link;

      is_link = is_claimed ? read_web (text, p, &next, &link) : *p == '@' && read_mail (text, from, p, &link);
      if (is_link)
        {
          g_array_append_val (links, link);
          next = text + link.start + link.length;
        }
      if (is_link || is_claimed) /* nothing of a claim that was refused is anything else */
        from = next;
      p = next;
    }
  if (has_digits (text))
    peal_phone_scan (text, region, found_phone, links);
  return links;
}

static void
append_escaped (GString    *markup,
                const char *text,
                gsize       length)
{
  g_autofree char *escaped = g_markup_escape_text (text, (gssize) length);

  for (const char *p = escaped; *p != '\0'; p++)
    if (*p == '\r')
      g_string_append (markup, "&#13;"); /* else it would be read as a line feed */
    else
      g_string_append_c (markup, *p);
}

char *
peal_links_to_markup (const char *text,
                      GArray     *links)
{
  g_autoptr(GString) markup = g_string_new (NULL);
  gsize from = 0;

  g_return_val_if_fail (text != NULL && links != NULL, NULL);

  for (guint i = 0; i < links->len; i++)
    {
      const PealLink *link = &g_array_index (links, PealLink, i);
      g_autofree char *title = g_markup_escape_text (link->target, -1);

      append_escaped (markup, text + from, link->start - from);
      g_string_append (markup, "<a href=\"");
      append_escaped (markup, link->target, strlen (link->target));
      g_string_append (markup, "\" title=\"");
      append_escaped (markup, title, strlen (title)); /* it is read as markup once more */
      g_string_append (markup, "\">");
      append_escaped (markup, text + link->start, link->length);
      g_string_append (markup, "</a>");
      from = link->start + link->length;
    }
  append_escaped (markup, text + from, strlen (text + from));
  return g_string_free_and_steal (g_steal_pointer (&markup));
}

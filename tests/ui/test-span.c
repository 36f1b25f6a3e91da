/* test-span.c: which messages of a conversation are held, wherever somebody goes in it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-talk-span.h"

#define PAGE 5
#define MOST 20

/* A conversation of the messages 10, 20, ... */
typedef struct
{
  PealTalkSpan *span;
  gint64 newest;
} Talk;

static void
talk_open (Talk  *talk,
           gint64 n)
{
  *talk = (Talk) { peal_talk_span_new (MOST, PAGE), n * 10 };
}

static void
talk_close (Talk *talk)
{
  peal_talk_span_free (talk->span);
}

static void
add_row (PealTalkPage *page,
         gint64        id)
{
  PealMessageRow *row = g_new0 (PealMessageRow, 1);

  row->id = id;
  g_ptr_array_add (page->rows, row);
}

static void
add_range (PealTalkPage *page,
           gint64        first,
           gint64        last,
           gint64        newest)
{
  for (gint64 id = MAX (first, 10); id <= MIN (last, newest); id += 10)
    add_row (page, id);
}

/* As the store would answer. */
static void
answer (const Talk        *talk,
        const PealTalkAsk *ask,
        PealTalkPage      *page)
{
  gint64 first = 0, last = 0, n = ask->limit * 10;

  switch (ask->where)
    {
    case PEAL_TALK_FIRST_LOOK:
    case PEAL_TALK_NEWEST:
      first = talk->newest - n + 10;
      last = talk->newest;
      break;
    case PEAL_TALK_AROUND:
    case PEAL_TALK_SINCE:
      first = ask->id - n;
      last = ask->id + n;
      break;
    case PEAL_TALK_OLDER:
      first = ask->id - n;
      last = ask->id - 10;
      break;
    case PEAL_TALK_NEWER:
      first = ask->id + 10;
      last = ask->id + n;
      break;
    case PEAL_TALK_AGAIN:
      last = ask->until != 0 ? ask->until : talk->newest;
      first = MAX (ask->id, last - n + 10);
      break;
    }
  *page = (PealTalkPage) { .ask = *ask, .rows = g_ptr_array_new_with_free_func (g_free), .newest_id = talk->newest };
  add_range (page, first, last, talk->newest);
  page->has_start = first <= 10;
  page->has_end = last >= talk->newest;
}

/* What is held is without a gap, not too much, and says rightly whether there is more. */
static void
check (const Talk *talk)
{
  guint n = peal_talk_span_get_size (talk->span);
  gint64 first = peal_talk_span_get_first (talk->span), last = peal_talk_span_get_last (talk->span);

  g_assert_cmpuint (n, <=, MOST);
  g_assert_cmpuint (n, >, 0);
  g_assert_cmpint (last - first, ==, (n - 1) * 10);
  g_assert_true (peal_talk_span_has (talk->span, first) && peal_talk_span_has (talk->span, last));
  g_assert_false (peal_talk_span_has (talk->span, first + 5));
  g_assert_cmpint (peal_talk_span_has_start (talk->span), ==, first == 10);
  g_assert_cmpint (peal_talk_span_has_end (talk->span), ==, last == talk->newest);
}

/* Returns how many it let go; -1: nothing to ask for; -2: it took nothing. */
static int
go (const Talk  *talk,
    PealTalkAsk *ask)
{
  g_autoptr(GArray) gone = NULL;
  PealTalkPage page;

  answer (talk, ask, &page);
  gone = peal_talk_span_take (talk->span, &page);
  g_ptr_array_unref (page.rows);
  for (guint i = 0; gone != NULL && i < gone->len; i++)
    g_assert_false (peal_talk_span_has (talk->span, g_array_index (gone, gint64, i)));
  return gone != NULL ? (int) gone->len : -2;
}

static int
go_on (const Talk   *talk,
       PealTalkWhere where,
       gboolean      follow)
{
  PealTalkAsk ask;

  return peal_talk_span_ask (talk->span, where, follow, &ask) ? go (talk, &ask) : -1;
}

static int
jump (const Talk   *talk,
      PealTalkWhere where,
      gint64        id)
{
  return go (talk, &(PealTalkAsk) { .where = where, .id = id, .limit = PAGE });
}

/* To the beginning and back to the end: never more than there is room for. */
static void
test_scroll (void)
{
  Talk talk;
  guint n = 0;

  talk_open (&talk, 100);
  g_assert_cmpint (go_on (&talk, PEAL_TALK_OLDER, FALSE), ==, -1);
  g_assert_cmpint (jump (&talk, PEAL_TALK_FIRST_LOOK, 0), ==, 0);
  check (&talk);
  g_assert_cmpint (go_on (&talk, PEAL_TALK_NEWER, FALSE), ==, -1);
  for (; go_on (&talk, PEAL_TALK_OLDER, FALSE) >= 0; n++)
    check (&talk);
  g_assert_cmpuint (n, ==, 19);
  g_assert_cmpint (peal_talk_span_get_first (talk.span), ==, 10);
  g_assert_cmpint (peal_talk_span_get_last (talk.span), ==, MOST * 10);
  for (n = 0; go_on (&talk, PEAL_TALK_NEWER, FALSE) >= 0; n++)
    check (&talk);
  g_assert_cmpuint (n, ==, 16);
  g_assert_cmpint (peal_talk_span_get_last (talk.span), ==, 1000);
  talk_close (&talk);
}

static void
test_jump (void)
{
  Talk talk;

  talk_open (&talk, 100);
  jump (&talk, PEAL_TALK_NEWEST, 0);
  g_assert_cmpint (jump (&talk, PEAL_TALK_AROUND, 500), ==, PAGE);
  check (&talk);
  g_assert_cmpint (peal_talk_span_get_first (talk.span), ==, 450);
  g_assert_cmpint (peal_talk_span_get_last (talk.span), ==, 550);
  talk_close (&talk);
}

/* What comes in joins only at the end, and only where somebody follows it. */
static void
test_live (void)
{
  Talk talk;

  talk_open (&talk, 100);
  jump (&talk, PEAL_TALK_NEWEST, 0);
  talk.newest = 1010;
  go_on (&talk, PEAL_TALK_AGAIN, FALSE);
  g_assert_cmpint (peal_talk_span_get_last (talk.span), ==, 1000);
  g_assert_false (peal_talk_span_has_end (talk.span));
  go_on (&talk, PEAL_TALK_AGAIN, TRUE); /* there is a gap now, which a page closes */
  g_assert_cmpint (peal_talk_span_get_last (talk.span), ==, 1000);
  go_on (&talk, PEAL_TALK_NEWER, FALSE);
  check (&talk);
  g_assert_cmpint (peal_talk_span_get_last (talk.span), ==, 1010);
  for (talk.newest = 1020; talk.newest <= 1500; talk.newest += 10)
    {
      go_on (&talk, PEAL_TALK_AGAIN, TRUE);
      check (&talk);
    }
  g_assert_cmpuint (peal_talk_span_get_size (talk.span), ==, MOST);
  talk.newest = 90000; /* more at once than is read */
  g_assert_cmpint (go_on (&talk, PEAL_TALK_AGAIN, TRUE), ==, MOST);
  check (&talk);
  talk_close (&talk);
}

/* An answer to a question of before is none. */
static void
test_late (void)
{
  static const PealTalkWhere wheres[] = { PEAL_TALK_OLDER, PEAL_TALK_NEWER, PEAL_TALK_AGAIN };
  Talk talk;

  talk_open (&talk, 100);
  for (gsize i = 0; i < G_N_ELEMENTS (wheres); i++)
    {
      PealTalkAsk ask;

      jump (&talk, PEAL_TALK_AROUND, 300);
      g_assert_true (peal_talk_span_ask (talk.span, wheres[i], FALSE, &ask));
      jump (&talk, PEAL_TALK_AROUND, 700);
      g_assert_cmpint (go (&talk, &ask), ==, -2);
      g_assert_cmpint (peal_talk_span_get_first (talk.span), ==, 650);
    }
  talk_close (&talk);
}

/* Somebody who was erased is gone when it is read again; the first message of all appears. */
static void
test_empty (void)
{
  Talk talk;

  talk_open (&talk, 0);
  jump (&talk, PEAL_TALK_FIRST_LOOK, 0);
  g_assert_cmpuint (peal_talk_span_get_size (talk.span), ==, 0);
  g_assert_true (peal_talk_span_has_start (talk.span) && peal_talk_span_has_end (talk.span));
  talk.newest = 10;
  g_assert_cmpint (go_on (&talk, PEAL_TALK_AGAIN, TRUE), ==, 0);
  check (&talk);
  talk.newest = 0;
  g_assert_cmpint (go_on (&talk, PEAL_TALK_AGAIN, TRUE), ==, 1);
  g_assert_cmpuint (peal_talk_span_get_size (talk.span), ==, 0);
  talk_close (&talk);
}

/* Wherever somebody goes, in any order. */
static void
test_random (void)
{
  Talk talk;

  talk_open (&talk, 200);
  jump (&talk, PEAL_TALK_NEWEST, 0);
  for (guint i = 0; i < 5000; i++)
    {
      switch (g_test_rand_int_range (0, 7))
        {
        case 0:
          jump (&talk, PEAL_TALK_AROUND, g_test_rand_int_range (1, (int) (talk.newest / 10) + 1) * 10);
          break;
        case 1:
          talk.newest += 10 * g_test_rand_int_range (0, 3);
          go_on (&talk, PEAL_TALK_AGAIN, TRUE);
          break;
        case 2:
          go_on (&talk, PEAL_TALK_AGAIN, FALSE);
          break;
        case 3:
          jump (&talk, PEAL_TALK_NEWEST, 0);
          break;
        case 4:
          go_on (&talk, PEAL_TALK_NEWER, FALSE);
          break;
        default:
          go_on (&talk, PEAL_TALK_OLDER, FALSE);
        }
      /* What came while it was elsewhere is known of once something is read. */
      if (peal_talk_span_has_end (talk.span) != (peal_talk_span_get_last (talk.span) == talk.newest))
        go_on (&talk, PEAL_TALK_AGAIN, FALSE);
      check (&talk);
    }
  talk_close (&talk);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/span/scroll", test_scroll);
  g_test_add_func ("/span/jump", test_jump);
  g_test_add_func ("/span/live", test_live);
  g_test_add_func ("/span/late", test_late);
  g_test_add_func ("/span/empty", test_empty);
  g_test_add_func ("/span/random", test_random);
  return g_test_run ();
}

/* replay-main.c: a fuzz target without a fuzzer.
 *
 * Feeds every file of the corpus (argv[1]) to the target: as it is, cut at
 * every byte, and damaged in a few hundred ways that are the same in each run.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "fuzz-target.h"

#include <string.h>

#define N_DAMAGES 300
#define MAX_CUT 512

/* The target gets a block of its exact size, so that a sanitizer sees one byte too many. */
static void
feed (const char *data,
      gsize       size)
{
  g_autofree guint8 *copy = g_malloc (MAX (size, 1));

  memcpy (copy, data, size);
  LLVMFuzzerTestOneInput (copy, size);
}

static void
damage (GString *data,
        GRand   *rand)
{
  static const char spice[] = "{}|\n\r\t \"',;*?\x80\xc3\xe2\xf0\xff";
  gsize where = (gsize) g_rand_int_range (rand, 0, (gint32) data->len + 1);

  switch (g_rand_int_range (rand, 0, 3))
    {
    case 0:
      g_string_insert_c (data, (gssize) where, spice[g_rand_int_range (rand, 0, sizeof spice - 1)]);
      break;
    case 1:
      g_string_erase (data, (gssize) where, MIN (1, (gssize) (data->len - where)));
      break;
    default:
      g_string_insert_len (data, (gssize) where, data->str, (gssize) (data->len - where));
      g_string_truncate (data, MIN (data->len, 4096));
      break;
    }
}

static void
replay (const char *contents,
        gsize       length)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed ((guint32) length);

  for (gsize cut = 0; cut < MIN (length, MAX_CUT); cut++)
    feed (contents, cut);
  feed (contents, length);

  for (guint i = 0; i < N_DAMAGES; i++)
    {
      g_autoptr(GString) data = g_string_new_len (contents, (gssize) length);

      for (gint32 n = g_rand_int_range (rand, 1, 6); n > 0; n--)
        damage (data, rand);
      feed (data->str, data->len);
    }
}

static void
test_replay (gconstpointer data)
{
  const char *corpus = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GDir) dir = g_dir_open (corpus, 0, &error);
  const char *name;
  guint n_files = 0;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (corpus, name, NULL);
      g_autofree char *contents = NULL;
      gsize length;

      g_test_message ("%s", name);
      g_file_get_contents (path, &contents, &length, &error);
      g_assert_no_error (error);
      replay (contents, length);
      n_files++;
    }

  g_assert_cmpuint (n_files, >, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  g_test_add_data_func ("/replay", argv[1], test_replay);
  return g_test_run ();
}

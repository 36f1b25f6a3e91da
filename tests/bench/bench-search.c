/* bench-search.c: the first rows of a search among very many contacts.
 *
 *   bench-search fill WORKSPACE CONTACTS   makes a workspace with so many
 *   bench-search ask WORKSPACE ROUNDS      asks a fixed mix of questions, each so often
 *
 * What the second prints is one line of JSON for each question: its spans in milliseconds, from the question until the
 * first rows can be shown, and how many there are.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-contacts-import.h"
#include "peal-fiber.h"
#include "peal-jobs.h"

#define BATCH 5000
#define ROWS 50

static const char *const givens[] = {
  "Ann", "Anna", "Bob", "José", "Łukasz", "Mary", "Zoë", "Peter", "Fatima", "Li", "Oluwaseun", "John", "Hannah", "Jürgen",
  "Marianne", "Giovanni", "Susan", "Ivan", "محمد", "Chloé", "David", "Annika", "Tom", "Ioana", "Sven", "Maria José",
};
static const char *const begins[] = { "Mül", "Sm", "Ngu", "Gar", "Br", "Oka", "Iva", "Sil", "Sch", "Mac", "Wil", "An", "Ro" };
static const char *const middles[] = { "le", "i", "ye", "cí", "ow", "fo", "no", "va", "mi", "don", "lia", "der", "zen", "ba" };
static const char *const ends[] = { "r", "th", "n", "a", "ski", "son", "dt", "ez", "", "berg", "man", "ini" };
static const char *const trades[] = { "Bakery", "Garage", "Dental", "Ltd", "GmbH", "Plumbing", "Studio", "Annex" };

typedef struct
{
  char **words; /* what follows the verb */
  gboolean failed;
} Job;

/* The same in every run. */
static guint
pick (guint *seed,
      guint  n)
{
  *seed = *seed * 1664525u + 1013904223u;
  return (*seed >> 8) % n;
}

#define PICK(seed, texts) ((texts)[pick ((seed), G_N_ELEMENTS (texts))])

static PealContact *
make_contact (guint i)
{
  guint seed = i * 2654435761u;
  PealContact *contact = peal_contact_new ();
  g_autofree char *e164 = g_strdup_printf ("+1%03u%03u%04u", 201 + i % 700, 200 + i / 700 % 700, (i * 7) % 10000);
  g_autoptr(GStrvBuilder) tags = g_strv_builder_new ();

  g_set_str (&contact->given, PICK (&seed, givens));
  g_free (contact->family);
  contact->family = g_strconcat (PICK (&seed, begins), PICK (&seed, middles), PICK (&seed, ends), NULL);
  if (i % 3 == 0)
    {
      g_free (contact->org);
      contact->org = g_strdup_printf ("%s%s %s", PICK (&seed, begins), PICK (&seed, ends), PICK (&seed, trades));
    }
  if (i % 10 == 0)
    g_set_str (&contact->notes, i % 100000 == 0 ? "Wants the xylophone back" : "Calls in the morning");
  g_ptr_array_add (contact->phones, peal_contact_phone_new (e164));
  if (i % 4 == 0)
    g_strv_builder_add (tags, "Regular");
  if (i % 500 == 0)
    g_strv_builder_add (tags, "VIP");
  g_strfreev (contact->tags);
  contact->tags = g_strv_builder_end (tags);
  return contact;
}

static PealStore *
open_store (const char *dir,
            GError    **error)
{
  g_autoptr(PealClock) clock = peal_clock_new_system ();

  return dex_await_object (peal_store_open (dir, clock, PEAL_STORE_OPEN_CREATE), error);
}

static void
fail (Job    *job,
      GError *error)
{
  g_printerr ("%s\n", error->message);
  job->failed = TRUE;
}

static DexFuture *
fill_fiber (gpointer      data,
            GCancellable *cancellable)
{
  Job *job = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(PealStore) store = open_store (job->words[0], &error);
  guint n = (guint) g_ascii_strtoull (job->words[1], NULL, 10);
  PealContactMergeOptions options = { .policy = PEAL_CONTACT_MERGE_KEEP_BOTH, .file_name = "bench.csv", .actor = "bench" };

  if (store != NULL)
    options.job_id = dex_await_int64 (peal_jobs_start (store, "import", NULL, "bench"), &error);
  for (guint from = 0; error == NULL && from < n; from += BATCH)
    {
      g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_contact_record_free);
      g_autoptr(GArray) results = NULL;

      for (guint i = from; i < MIN (from + BATCH, n); i++)
        g_ptr_array_add (records, peal_contact_record_new (i + 1, make_contact (i)));
      results = dex_await_boxed (peal_contacts_import (store, records, &options), &error);
    }
  if (error == NULL)
    dex_await (peal_store_close (store), &error);
  if (error != NULL)
    fail (job, error);
  return dex_future_new_true ();
}

/* Every letter of names as they are typed; fragments that very many have; numbers with and without what stands before
 * them at home; companies, tags, notes; several words; and what nobody has. */
static const char *const questions[] = {
  "", "a", "an", "ann", "anna", "anna m", "anna mu", "anna mul", "anna mull",
  "m", "ma", "mar", "mary", "mary s", "mary sm", "mary smi", "p", "pe", "pet", "pete", "peter", "peter b", "peter br",
  "d", "da", "dav", "david", "david w", "david wi", "h", "ha", "han", "hannah", "f", "fa", "fat", "fatima", "g", "gi", "gio",
  "o", "ol", "olu", "t", "to", "tom", "tom g", "tom ga", "tom gar", "i", "iv", "iva", "ivan", "l", "li", "lu", "luk", "lukasz",
  "j", "jo", "jos", "jose", "s", "sm", "smi", "smit", "smith",
  "e", "er", "ler", "son", "berg", "oe", "nn",
  "555", "201", "2012", "+1 201", "(201) 200", "0201200", "1-201-200-7", "7000", "20120000",
  "bakery", "garage", "ltd", "annex", "schski", "regular", "vip", "morning", "xylophone", "back",
  "ann regular", "smith bakery", "jose vip", "li 201", "an bakery", "zo sm", "a b", "q x",
  "q", "x", "qz", "zq", "xq", "ψ", "qqq", "xyz", "nobody", "annqz", "smithxylophone", "9999999999", "محمد", "ya",
};

static int
compare_spans (gconstpointer a,
               gconstpointer b)
{
  double left = *(const double *) a;
  double right = *(const double *) b;

  return (left > right) - (left < right);
}

/* One question, as the window asks it: ids, then their rows. How many; -1: it failed. */
static int
ask (PealStore  *store,
     const char *text,
     GError    **error)
{
  PealContactFilter filter = { .search = *text != '\0' ? text : NULL };
  g_autoptr(GArray) ids = dex_await_boxed (peal_contacts_first (store, &filter, ROWS), error);
  g_autoptr(GPtrArray) rows = NULL;

  if (ids == NULL)
    return -1;
  rows = dex_await_boxed (peal_contacts_load_rows (store, (const gint64 *) (gpointer) ids->data, ids->len), error);
  return rows != NULL ? (int) rows->len : -1;
}

static void
tell (const char *text,
      GArray     *spans,
      int         n_rows)
{
  g_autoptr(GString) list = g_string_new (NULL);

  g_array_sort (spans, compare_spans);
  for (guint i = 0; i < spans->len; i++)
    g_string_append_printf (list, "%s%.3f", i > 0 ? "," : "", g_array_index (spans, double, i));
  g_print ("{\"text\":\"%s\",\"rows\":%d,\"spans\":[%s]}\n", text, n_rows, list->str);
}

static DexFuture *
ask_fiber (gpointer      data,
           GCancellable *cancellable)
{
  Job *job = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(PealStore) store = open_store (job->words[0], &error);
  guint rounds = (guint) g_ascii_strtoull (job->words[1], NULL, 10);

  for (guint i = 0; error == NULL && i < G_N_ELEMENTS (questions); i++)
    {
      g_autoptr(GArray) spans = g_array_new (FALSE, FALSE, sizeof (double));
      int n_rows = 0;

      for (guint j = 0; error == NULL && j < rounds; j++)
        {
          gint64 start = g_get_monotonic_time ();
          double span;

          n_rows = ask (store, questions[i], &error);
          span = (double) (g_get_monotonic_time () - start) / 1000;
          g_array_append_val (spans, span);
        }
      tell (questions[i], spans, n_rows);
    }
  if (error == NULL)
    dex_await (peal_store_close (store), &error);
  if (error != NULL)
    fail (job, error);
  return dex_future_new_true ();
}

int
main (int    argc,
      char **argv)
{
  Job job = { 0 };

  if (argc != 4)
    return 2;
  dex_init ();
  job.words = argv + 2;
  peal_future_run (peal_fiber_spawn (g_str_equal (argv[1], "fill") ? fill_fiber : ask_fiber, &job, NULL), NULL);
  return job.failed ? 1 : 0;
}

/* test-pipeline.c: claimed ahead are twice as many as are answered during a claim, and never too many.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-pipeline.h"

/* Claims as long as there is room; the claims take @span. */
static guint
claim_all (PealPipeline *pipeline,
           gint64        span)
{
  guint n = 0;

  while (peal_pipeline_has_room (pipeline))
    {
      peal_pipeline_begin_claim (pipeline);
      peal_pipeline_end_claim (pipeline, span, TRUE);
      n++;
    }
  return n;
}

static void
test_limits (void)
{
  static const struct
  {
    guint connections;
    gint64 claim_span;
    gint64 answer_span;
    guint under_way;
  } rows[] = {
    { 64, 4000, 50000, 64 + 10 },
    { 64, 4000, 10000000, 64 },
    { 32, 3000, 3000, 3 * 32 },
    { 32, 1000, 3000, 32 + 21 },
    { 32, 5000, 1, 3 * 32 }, /* no more than two ahead for each */
    { 8, 4000, 300000, 8 },
    { 2, 1000, 1000, 6 },
    { 2, 250, 1000, 3 },
    { 1, 5000, 1, 1 },       /* one after another */
    { 1, 1, 5000, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      PealPipeline pipeline;
      guint n;

      peal_pipeline_init (&pipeline, rows[i].connections);
      /* Before the first answer nothing is known: no more than can leave. */
      g_assert_cmpuint (claim_all (&pipeline, rows[i].claim_span), ==, rows[i].connections);
      g_assert_null (peal_pipeline_take_connection (&pipeline));
      peal_pipeline_give_connection (&pipeline, rows[i].answer_span);
      n = claim_all (&pipeline, rows[i].claim_span);
      g_assert_cmpuint (rows[i].connections - 1 + n, ==, rows[i].under_way);
      g_assert_cmpuint (pipeline.n_under_way, ==, rows[i].under_way);
      g_assert_cmpuint (pipeline.n_under_way, <=, peal_pipeline_get_most (&pipeline));
      peal_pipeline_clear (&pipeline);
    }
}

static void
test_claims_that_find_nothing (void)
{
  PealPipeline pipeline;

  peal_pipeline_init (&pipeline, 2);
  peal_pipeline_begin_claim (&pipeline);
  peal_pipeline_begin_claim (&pipeline);
  g_assert_false (peal_pipeline_has_room (&pipeline));
  peal_pipeline_end_claim (&pipeline, 1000, FALSE);
  g_assert_true (peal_pipeline_has_room (&pipeline));
}

/* First come, first served, and a connection that is handed on is free for nobody in between. */
static void
test_connections (void)
{
  PealPipeline pipeline;
  DexFuture *first, *second;

  peal_pipeline_init (&pipeline, 2);
  for (guint i = 0; i < 4; i++)
    peal_pipeline_begin_claim (&pipeline);
  g_assert_null (peal_pipeline_take_connection (&pipeline));
  g_assert_null (peal_pipeline_take_connection (&pipeline));
  first = peal_pipeline_take_connection (&pipeline);
  second = peal_pipeline_take_connection (&pipeline);
  g_assert_true (dex_future_is_pending (first));

  peal_pipeline_give_connection (&pipeline, 1000);
  g_assert_true (dex_future_is_resolved (first));
  g_assert_true (dex_future_is_pending (second));
  g_assert_cmpuint (pipeline.n_in_the_air, ==, 2);

  peal_pipeline_release (&pipeline);
  g_assert_true (dex_future_is_resolved (second));
  for (guint i = 0; i < 3; i++)
    peal_pipeline_give_connection (&pipeline, 0);
  g_assert_cmpuint (pipeline.n_in_the_air, ==, 0);
  g_assert_cmpuint (pipeline.n_under_way, ==, 0);
  /* What never left says nothing about how fast answers come. */
  g_assert_cmpint (pipeline.answer_span, ==, 1000);
  peal_pipeline_clear (&pipeline);
  dex_unref (first);
  dex_unref (second);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/pipeline/limits", test_limits);
  g_test_add_func ("/pipeline/claims-that-find-nothing", test_claims_that_find_nothing);
  g_test_add_func ("/pipeline/connections", test_connections);
  return g_test_run ();
}

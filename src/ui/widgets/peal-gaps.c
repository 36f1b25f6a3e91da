/* peal-gaps.c: places in a text where somebody must still write something.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-gaps.h"

#include "peal-merge.h"

#define TAG "gap"

static GtkTextTag *
ensure_tag (GtkTextBuffer *buffer)
{
  GtkTextTag *tag = gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer), TAG);

  /* Half transparent: it fits light and dark. */
  return tag != NULL ? tag
                     : gtk_text_buffer_create_tag (buffer, TAG,
                                                   "background-rgba", &(GdkRGBA) { 0.9f, 0.65f, 0.04f, 0.3f },
                                                   NULL);
}

void
peal_gaps_insert (GtkTextView *view,
                  const char  *text,
                  GArray      *gaps)
{
  GtkTextBuffer *buffer;
  GtkTextIter start, end;
  int offset;

  g_return_if_fail (GTK_IS_TEXT_VIEW (view));
  g_return_if_fail (text != NULL && gaps != NULL);

  buffer = gtk_text_view_get_buffer (view);
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete_selection (buffer, FALSE, TRUE);
  gtk_text_buffer_get_iter_at_mark (buffer, &start, gtk_text_buffer_get_insert (buffer));
  offset = gtk_text_iter_get_offset (&start);
  gtk_text_buffer_insert_at_cursor (buffer, text, -1);
  gtk_text_buffer_end_user_action (buffer);
  for (guint i = 0; i < gaps->len; i++)
    {
      const PealMergeGap *gap = &g_array_index (gaps, PealMergeGap, i);

      gtk_text_buffer_get_iter_at_offset (buffer, &start, offset + (int) gap->start);
      gtk_text_buffer_get_iter_at_offset (buffer, &end, offset + (int) gap->end);
      gtk_text_buffer_apply_tag (buffer, ensure_tag (buffer), &start, &end);
    }
  if (gaps->len > 0)
    peal_gaps_select_first (view);
}

gboolean
peal_gaps_select_first (GtkTextView *view)
{
  GtkTextBuffer *buffer;
  GtkTextIter start, end;
  GtkTextTag *tag;

  g_return_val_if_fail (GTK_IS_TEXT_VIEW (view), FALSE);

  buffer = gtk_text_view_get_buffer (view);
  tag = ensure_tag (buffer);
  gtk_text_buffer_get_start_iter (buffer, &start);
  if (!gtk_text_iter_has_tag (&start, tag) && !gtk_text_iter_forward_to_tag_toggle (&start, tag))
    return FALSE;
  end = start;
  gtk_text_iter_forward_to_tag_toggle (&end, tag);
  gtk_text_buffer_select_range (buffer, &start, &end);
  gtk_text_view_scroll_mark_onscreen (view, gtk_text_buffer_get_insert (buffer));
  return TRUE;
}

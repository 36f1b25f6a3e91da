/* peal-segment-meter.h: what a text costs, while it is typed.
 *
 * "1 message · 142 of 160 · $0.008"; names the character that makes it dearer
 * and offers to replace it. Quiet where there is nothing worth saying. Signals
 * "replace" and "undo" (both without arguments): the person wants that.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-segments.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_SEGMENT_METER (peal_segment_meter_get_type ())
G_DECLARE_FINAL_TYPE (PealSegmentMeter, peal_segment_meter, PEAL, SEGMENT_METER, AdwBin)

void peal_segment_meter_set_text (PealSegmentMeter *self,
                                  const char       *text);

/* What makes the text that is shown dearer; NULL: nothing does. Borrowed until the next text. */
const PealSegments *peal_segment_meter_get_costly (PealSegmentMeter *self);

/* Whether that can be replaced. */
gboolean peal_segment_meter_can_replace (PealSegmentMeter *self);

/* What one segment costs; @currency "" = not known. */
void peal_segment_meter_set_price (PealSegmentMeter *self,
                                   gint64            micros,
                                   const char       *currency);

/* The text that is set next is one in which @n_replaced characters were replaced: offers the undo
 * until the text after that. */
void peal_segment_meter_set_replaced (PealSegmentMeter *self,
                                      guint             n_replaced);

G_END_DECLS

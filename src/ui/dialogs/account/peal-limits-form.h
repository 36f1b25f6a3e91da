/* peal-limits-form.h: what an account may send and cost, as a person writes it into a few fields.
 *
 * An account may have more limits than there are fields: of single numbers, in
 * other spans, in a day that begins elsewhere. Those stay as they are and are
 * only counted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-allowance.h"

G_BEGIN_DECLS

/* 0 = no limit. */
typedef struct
{
  gint64 per_second;   /* messages, in millionths */
  gint64 messages;     /* a day */
  gint64 segments;     /* a day */
  gint64 money;        /* a day, micro-units */
  char currency[4];    /* of money; where there is none, what would fit, or "" */
  char *zone;          /* in which the day begins, a tz name; "" = nothing says where */
  int reset_minute;    /* at which it begins */
  guint n_others;      /* limits that have no field; read only */
} PealLimitsForm;

void peal_limits_form_clear (PealLimitsForm *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PealLimitsForm, peal_limits_form_clear)

/* The caller clears @self. */
void peal_limits_form_read (PealLimitsForm      *self,
                            const PealAllowance *allowance);

/* @before with what @self says. The caller's. */
PealAllowance *peal_limits_form_write (const PealLimitsForm *self,
                                       const PealAllowance  *before);

/* "100", "2,5": in the person's digits and with the locale's decimal point, without a separator of
 * thousands. "" is 0. FALSE for what is no such number, negative, 0, or above @max millionths. */
gboolean peal_limits_form_parse (const char *text,
                                 gint64      max,
                                 gint64     *micros);

/* The reverse: "" for 0, else @min_digits behind the point or as many as are needed. Caller frees. */
char *peal_limits_form_format (gint64 micros,
                               guint  min_digits);

G_END_DECLS

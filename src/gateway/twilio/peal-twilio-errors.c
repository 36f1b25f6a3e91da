/* peal-twilio-errors.c: what each of Twilio's error numbers means for the next step.
 *
 * Sorted by number. Numbers that are not here are judged by their HTTP status.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-gateway"

#include "peal-twilio-wire.h"

static const struct
{
  guint code;
  PealFailureClass failure;
} errors[] = {
  { 20003, PEAL_FAILURE_ACCOUNT },   /* wrong credentials */
  { 20005, PEAL_FAILURE_ACCOUNT },   /* account not active */
  { 20008, PEAL_FAILURE_ACCOUNT },   /* test credentials */
  { 20403, PEAL_FAILURE_ACCOUNT },   /* forbidden */
  { 20404, PEAL_FAILURE_ACCOUNT },   /* no such resource: the account's own address is wrong */
  { 20429, PEAL_FAILURE_THROTTLED }, /* too many requests */
  { 21211, PEAL_FAILURE_NUMBER },    /* To is no number */
  { 21212, PEAL_FAILURE_CONTENT },   /* From is no number */
  { 21408, PEAL_FAILURE_CONTENT },   /* region not enabled for the account */
  { 21602, PEAL_FAILURE_CONTENT },   /* no body */
  { 21603, PEAL_FAILURE_CONTENT },   /* no From */
  { 21604, PEAL_FAILURE_CONTENT },   /* no To */
  { 21605, PEAL_FAILURE_CONTENT },   /* body too long */
  { 21606, PEAL_FAILURE_CONTENT },   /* From is not ours or cannot send texts */
  { 21608, PEAL_FAILURE_ACCOUNT },   /* trial account, number not verified */
  { 21610, PEAL_FAILURE_OBJECTION }, /* the person replied STOP */
  { 21611, PEAL_FAILURE_THROTTLED }, /* the sender's queue is full */
  { 21612, PEAL_FAILURE_CONTENT },   /* this sender cannot reach this recipient */
  { 21614, PEAL_FAILURE_NUMBER },    /* not a mobile number */
  { 21617, PEAL_FAILURE_CONTENT },   /* body too long */
  { 21635, PEAL_FAILURE_NUMBER },    /* landline */
  { 30001, PEAL_FAILURE_THROTTLED }, /* queue overflow */
  { 30002, PEAL_FAILURE_ACCOUNT },   /* account suspended */
  { 30003, PEAL_FAILURE_HANDSET },   /* handset unreachable */
  { 30004, PEAL_FAILURE_NUMBER },    /* recipient is blocked */
  { 30005, PEAL_FAILURE_NUMBER },    /* unknown handset */
  { 30006, PEAL_FAILURE_NUMBER },    /* landline */
  { 30007, PEAL_FAILURE_CONTENT },   /* filtered by the carrier */
  { 30008, PEAL_FAILURE_HANDSET },   /* unknown error */
  { 30019, PEAL_FAILURE_CONTENT },   /* too large for the carrier */
  { 30022, PEAL_FAILURE_THROTTLED }, /* 10DLC rate */
  { 30023, PEAL_FAILURE_THROTTLED }, /* 10DLC daily cap */
  { 30032, PEAL_FAILURE_CONTENT },   /* toll-free number not verified */
  { 30034, PEAL_FAILURE_CONTENT },   /* 10DLC number not registered */
  { 30610, PEAL_FAILURE_CONTENT },   /* quiet hours at the recipient's place */
};

static PealFailureClass
classify_status (guint status)
{
  switch (status)
    {
    case 0: /* a receipt: the carrier gave no reason that we know */
      return PEAL_FAILURE_HANDSET;
    case 401:
    case 403:
    case 404:
      return PEAL_FAILURE_ACCOUNT;
    case 429:
      return PEAL_FAILURE_THROTTLED;
    default:
      return PEAL_FAILURE_CONTENT;
    }
}

PealFailureClass
peal_twilio_classify (gint64 code,
                      guint  status)
{
  guint low = 0, high = G_N_ELEMENTS (errors);

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (errors[middle].code == code)
        return errors[middle].failure;
      if (errors[middle].code < code)
        low = middle + 1;
      else
        high = middle;
    }
  return classify_status (status);
}

/* rule-fixture.h: people whom rules ask about, as values and as rows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store-fixture.h"

#define DAYS_AGO(n) (NOON - (n) * G_TIME_SPAN_DAY)
#define MAX_TALK 8

typedef struct
{
  int direction;             /* PealDirection */
  int state;                 /* PealMessageState */
  gint64 at;                 /* submitted_at; 0 = NULL */
} Said;

typedef struct
{
  const char *name;          /* unique; NULL strings are "" */
  const char *city;
  const char *country;
  const char *birthday;
  const char *notes;
  int score;
  const char *custom;        /* JSON; NULL = {} */
  gint64 created_at;         /* 0 = NOON */
  gboolean deleted;
  const char *e164;          /* NULL = none */
  const char *e164_2;
  const char *email;
  const char *email_2;
  int kind;                  /* PealPhoneType of the first */
  int consent;               /* PealConsentState of the first */
  gboolean review;
  gboolean do_not_contact;
  const char *tag;           /* NULL = none */
  gboolean in_group;         /* "Chosen", id 1, static */
  gboolean in_campaign;      /* id 1 */
  guint n_said;
  Said said[MAX_TALK];
} Person;

/* Fills the workspace: people[i] becomes contact i + 1. */
void rule_fixture_fill (Fixture      *fixture,
                        const Person *people,
                        guint         n_people);

/* The names of those whom the rule fits, joined with blanks; the caller frees it. */
char *rule_fixture_ask (Fixture    *fixture,
                        const char *json);

/* test-sms-link.c: links that ask for a message.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-sms-link.h"

#include <string.h>

typedef struct
{
  const char *uri;
  PealSmsLinkFault fault;
  const char *numbers;       /* with a bar between them */
  const char *body;
} Row;

static const Row rows[] = {
  /* RFC 5724, 2.5 */
  { "sms:+15105550101", PEAL_SMS_LINK_OK, "+15105550101", "" },
  { "sms:+15105550101?body=hello%20there", PEAL_SMS_LINK_OK, "+15105550101", "hello there" },
  { "sms:+15105550101,+15105550102?body=hello%20there", PEAL_SMS_LINK_OK, "+15105550101|+15105550102", "hello there" },
  { "sms:+41796431851?body=r%C3%A9sum%C3%A9+1", PEAL_SMS_LINK_OK, "+41796431851", "r\u00e9sum\u00e9+1" },
  /* the other schemes */
  { "smsto:(201)%20555-0123", PEAL_SMS_LINK_OK, "(201) 555-0123", "" },
  { "SMS:+15105550101", PEAL_SMS_LINK_OK, "+15105550101", "" },
  { "tel:+1-201-555-0123;ext=5", PEAL_SMS_LINK_OK, "+1-201-555-0123", "" },
  { "tel:5550123;phone-context=+1201", PEAL_SMS_LINK_OK, "+12015550123", "" },
  { "tel:5550123;phone-context=example.com", PEAL_SMS_LINK_OK, "5550123", "" },
  /* as telephones write it */
  { "sms://+15105550101", PEAL_SMS_LINK_OK, "+15105550101", "" },
  { "sms:+15105550101&body=Hi", PEAL_SMS_LINK_OK, "+15105550101", "Hi" },
  { "sms:+15105550101;+15105550102?BODY=Hi", PEAL_SMS_LINK_OK, "+15105550101|+15105550102", "Hi" },
  { "sms:%2B15105550101", PEAL_SMS_LINK_OK, "+15105550101", "" },
  { "sms:?body=Hi", PEAL_SMS_LINK_OK, "", "Hi" },
  /* fields and lines */
  { "sms:12345?subject=x&body=a%0D%0Ab%0Dc&body=d", PEAL_SMS_LINK_OK, "12345", "a\nb\nc" },
  { "sms:12345?body=50%25%20%26%20more#part", PEAL_SMS_LINK_OK, "12345", "50% & more" },
  { "sms:+15105550101,,+15105550101, ?x", PEAL_SMS_LINK_OK, "+15105550101", "" },
  { "sms:12345?body=%3Cb%3E%26{name}", PEAL_SMS_LINK_OK, "12345", "<b>&{name}" },
  /* no link */
  { "mailto:ann@example.com", PEAL_SMS_LINK_SCHEME, NULL, NULL },
  { "smsx:1", PEAL_SMS_LINK_SCHEME, NULL, NULL },
  { "sms", PEAL_SMS_LINK_SCHEME, NULL, NULL },
  { "", PEAL_SMS_LINK_SCHEME, NULL, NULL },
  { "sms:", PEAL_SMS_LINK_EMPTY, NULL, NULL },
  { "sms:,;?body=", PEAL_SMS_LINK_EMPTY, NULL, NULL },
  { "sms:+1510%2", PEAL_SMS_LINK_BROKEN, NULL, NULL },
  { "sms:+1510%00", PEAL_SMS_LINK_BROKEN, NULL, NULL },
  { "sms:12345?body=%FF", PEAL_SMS_LINK_BROKEN, NULL, NULL },
  { "sms:12345?body=%zz", PEAL_SMS_LINK_BROKEN, NULL, NULL },
};

static void
test_table (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      PealSmsLinkFault fault;
      g_autoptr(PealSmsLink) link = peal_sms_link_new (rows[i].uri, &fault);
      g_autofree char *numbers = link != NULL ? g_strjoinv ("|", link->numbers) : NULL;

      g_test_message ("%s", rows[i].uri);
      g_assert_cmpint (fault, ==, rows[i].fault);
      g_assert_cmpstr (numbers, ==, rows[i].numbers);
      g_assert_cmpstr (link != NULL ? link->body : NULL, ==, rows[i].body);
    }
}

/* As much as a link may ask for, and one more. */
static void
test_bounds (void)
{
  for (guint more = 0; more < 2; more++)
    {
      g_autoptr(GString) many = g_string_new ("sms:");
      g_autofree char *body = g_strnfill (PEAL_SMS_LINK_LONGEST + more, 'x');
      g_autofree char *longest = g_strconcat ("sms:?body=", body, NULL);
      PealSmsLinkFault expected = more == 0 ? PEAL_SMS_LINK_OK : PEAL_SMS_LINK_LONG;
      PealSmsLinkFault of_many, of_longest;
      g_autoptr(PealSmsLink) numbers = NULL;
      g_autoptr(PealSmsLink) text = NULL;

      for (guint i = 0; i < PEAL_SMS_LINK_MOST + more; i++)
        g_string_append_printf (many, "+1201555%04u,", i);
      numbers = peal_sms_link_new (many->str, &of_many);
      text = peal_sms_link_new (longest, &of_longest);
      g_assert_cmpint (of_many, ==, expected);
      g_assert_cmpint (of_longest, ==, expected);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/sms-link/table", test_table);
  g_test_add_func ("/core/sms-link/bounds", test_bounds);
  return g_test_run ();
}

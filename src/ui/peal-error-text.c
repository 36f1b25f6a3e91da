/* peal-error-text.c: what went wrong, in words for people.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-error-text.h"

#include "peal-config.h"
#include "peal-engine.h"
#include "peal-gateway-types.h"
#include "peal-secret.h"
#include "peal-store.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

static const char *
store_text (PealStoreErrorCode code)
{
  switch (code)
    {
    case PEAL_STORE_ERROR_BUSY:
      return _("Another program is using the workspace. Close it, or try again in a moment.");
    case PEAL_STORE_ERROR_FULL:
      return _("The disk is full, so nothing was saved. Make room, then try again.");
    case PEAL_STORE_ERROR_CORRUPT:
      return _("The workspace file is damaged. Nothing was changed. Restore it from a backup, or "
               "check the disk first.");
    case PEAL_STORE_ERROR_NOT_A_DATABASE:
      return _("The file “peal.db” in this folder is not a Peal workspace. It was left as it is. "
               "Choose another folder, or move the file away.");
    case PEAL_STORE_ERROR_READ_ONLY:
      return _("This workspace can only be read. Allow writing to its folder, then open it again.");
    case PEAL_STORE_ERROR_NEWER:
      return _("A newer Peal made this workspace. Update Peal to change it.");
    case PEAL_STORE_ERROR_NO_ACCESS:
      return _("The workspace folder cannot be opened or made. Check who may use it.");
    case PEAL_STORE_ERROR_NO_WORKSPACE:
      return _("There is no workspace in this folder.");
    case PEAL_STORE_ERROR_NOT_FOUND:
      return _("It is not there any more. Somebody may have deleted it meanwhile.");
    case PEAL_STORE_ERROR_EXISTS:
      return _("That name is in use already. Choose another one.");
    case PEAL_STORE_ERROR_INVALID:
      return _("That cannot be saved as it stands. Check what you entered.");
    case PEAL_STORE_ERROR_RULE:
      return _("The rule of a group asks for a group or campaign that is not there any more, or for its own group. "
               "Edit its rule.");
    case PEAL_STORE_ERROR_LOCKED:
      return _("Another Peal program is sending for this workspace. What you write here is sent there.");
    case PEAL_STORE_ERROR_CLOSED:
      return _("The workspace was closed.");
    case PEAL_STORE_ERROR_CONFLICT:
      return _("It was changed, or it has sent, since you opened it. Close this and open it again.");
    case PEAL_STORE_ERROR_FAILED:
      return NULL;
    }
  return NULL;
}

static const char *
gateway_text (PealGatewayErrorCode code)
{
  switch (code)
    {
    case PEAL_GATEWAY_ERROR_RATE_LIMITED:
      return _("The gateway asks to wait. Try again in a minute.");
    case PEAL_GATEWAY_ERROR_REJECTED:
      return _("The gateway understood the question and said no. Check the account’s settings there.");
    case PEAL_GATEWAY_ERROR_AUTH:
      return _("The gateway does not accept these credentials. Check both of them, and whether the "
               "account is active and has credit.");
    case PEAL_GATEWAY_ERROR_UNREACHABLE:
      return _("The gateway cannot be reached. Check the network and the address, then try again.");
    case PEAL_GATEWAY_ERROR_PROTOCOL:
      return _("The answer does not come from this gateway. Check the address; a sign-in page of the "
               "network may stand in between.");
    case PEAL_GATEWAY_ERROR_UNSUPPORTED:
      return _("This gateway cannot do that.");
    }
  return NULL;
}

static const char *
engine_text (PealEngineError code)
{
  switch (code)
    {
    case PEAL_ENGINE_ERROR_BUSY:
      return _("Another Peal program is sending for this workspace. What you write here is sent there.");
    case PEAL_ENGINE_ERROR_NO_ACCOUNT:
      return _("No gateway can send yet. Connect one in Preferences.");
    case PEAL_ENGINE_ERROR_ACCOUNT_OFF:
      return _("The gateway account that has to send this is switched off or was removed. Switch it on in "
               "Preferences.");
    case PEAL_ENGINE_ERROR_NO_RECIPIENT:
      return _("There is nobody to send to. Choose a person, a group or a number.");
    case PEAL_ENGINE_ERROR_TEXT:
      return _("The text is empty, too long, or has a placeholder that is not closed.");
    case PEAL_ENGINE_ERROR_FILE:
      return _("This file has no contacts that Peal can read. It takes vCard files, and CSV files "
               "with a column of phone numbers.");
    case PEAL_ENGINE_ERROR_SCHEDULE:
      return _("This cannot be planned like that. Check its times.");
    case PEAL_ENGINE_ERROR_FULL:
      return _("There is no room left where the file is to go, so nothing was left there. Make room or choose another "
               "place, then try again.");
    case PEAL_ENGINE_ERROR_WRITE:
      return _("The file cannot be written there. Choose another place, or check who may write to the folder.");
    case PEAL_ENGINE_ERROR_NOT_ALLOWED:
      return _("This message may not be sent: the person asked to stop, or the law forbids it.");
    }
  return NULL;
}

static const char *
secret_text (PealSecretError code)
{
  switch (code)
    {
    case PEAL_SECRET_ERROR_NOT_FOUND:
      return _("The keyring has no secret for this account. Enter it again in Preferences.");
    case PEAL_SECRET_ERROR_NO_KEYRING:
      return _("No keyring answers, so the secret cannot be kept. Start one, such as GNOME Keyring or "
               "KeePassXC, then try again.");
    case PEAL_SECRET_ERROR_LOCKED:
      return _("The keyring stayed locked. Unlock it, then try again.");
    }
  return NULL;
}

static const char *
known_text (const GError *error)
{
  if (error->domain == PEAL_STORE_ERROR)
    return store_text ((PealStoreErrorCode) error->code);
  if (error->domain == PEAL_GATEWAY_ERROR)
    return gateway_text ((PealGatewayErrorCode) error->code);
  if (error->domain == PEAL_ENGINE_ERROR)
    return engine_text ((PealEngineError) error->code);
  if (error->domain == PEAL_SECRET_ERROR)
    return secret_text ((PealSecretError) error->code);
  return NULL;
}

char *
peal_error_text (const GError *error)
{
  const char *text;

  g_return_val_if_fail (error != NULL, NULL);

  text = known_text (error);
  if (text != NULL)
    return g_strdup (text);
  /* Translators: %s is a technical message in English. */
  return g_strdup_printf (_("That did not work. Details: %s"), error->message);
}

char *
peal_error_text_after (const char   *done,
                       const GError *error)
{
  g_autofree char *why = NULL;

  g_return_val_if_fail (done != NULL && error != NULL, NULL);

  why = g_error_matches (error, PEAL_STORE_ERROR, PEAL_STORE_ERROR_FULL)
          ? g_strdup (_("The disk is full. Make room, then go on."))
          : peal_error_text (error);
  /* Translators: what was done to some messages, and why not to the others: "3 messages left out. Not the others: The
   * disk is full." */
  return g_strdup_printf (_("%s. Not the others: %s"), done, why);
}

gboolean
peal_error_is_late (const GError *error)
{
  return g_error_matches (error, PEAL_STORE_ERROR, PEAL_STORE_ERROR_INVALID)
         || g_error_matches (error, PEAL_STORE_ERROR, PEAL_STORE_ERROR_CONFLICT);
}

/* peal-demo.c: a workspace to try Peal with.
 *
 * The past is written by a second engine on the same folder, which never starts
 * and whose clock is a test clock: import, groups and conversations then have
 * their own times and the ledger is in order. The account exists from the
 * beginning, for the messages to belong to, but is put to work at the end only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-engine"

#include "peal-demo.h"

#include "peal-contacts.h"
#include "peal-demo-private.h"
#include "peal-demo-resources.h"
#include "peal-engine-private.h"
#include "peal-fiber.h"
#include "peal-groups.h"
#include "peal-import.h"
#include "peal-settings.h"
#include "peal-simulator.h"
#include "peal-templates.h"

#define SETTING_ACCOUNT "demo.account"
#define ACCOUNT_SID "AC00000000000000000000000000000000"
#define BUSINESS "Aurora Hair"
#define REGION "US"

/* A seed with which everything that can happen to a message happens to somebody of contacts.csv. */
#define SEED 12362

struct _PealDemo
{
  GObject parent_instance;
  PealEngine *engine;
  PealSimulator *simulator; /* NULL until it is needed */
};

G_DEFINE_FINAL_TYPE (PealDemo, peal_demo, G_TYPE_OBJECT)

/* The data ------------------------------------------------------------------------------------------ */

PealCsvReader *
peal_demo_open_table (const char *name)
{
  g_autofree char *path = g_strconcat (PEAL_DEMO_RESOURCES "/", name, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = g_resource_lookup_data (peal_demo_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE,
                                                    &error);
  PealCsvReader *table;
  PealCsvRecord header;

  g_assert_no_error (error); /* it is a part of the program */

  table = peal_csv_reader_new (bytes, ',');
  peal_csv_reader_next (table, &header);
  return table;
}

char *
peal_demo_dup_field (const PealCsvRecord *record,
                     guint                index)
{
  return index < record->n_fields ? g_strndup (record->fields[index].text, record->fields[index].length) : g_strdup ("");
}

static gboolean
add_templates (PealStore  *store,
               const char *actor,
               GError    **error)
{
  g_autoptr(PealCsvReader) table = peal_demo_open_table ("templates.csv");
  PealCsvRecord record;

  while (peal_csv_reader_next (table, &record))
    {
      g_autofree char *name = peal_demo_dup_field (&record, 0);
      g_autofree char *category = peal_demo_dup_field (&record, 1);
      g_autofree char *kind = peal_demo_dup_field (&record, 2);
      g_autofree char *body = peal_demo_dup_field (&record, 3);
      g_autoptr(PealTemplate) template = peal_template_new (name, body);

      g_set_str (&template->category, category);
      peal_message_kind_from_string (kind, &template->kind);
      if (!dex_await (peal_templates_save (store, template, actor), error))
        return FALSE;
    }
  return TRUE;
}

/* A group of those who have the tag. */
static gboolean
add_group (PealStore  *store,
           const char *name,
           const char *tag,
           const char *color,
           const char *actor,
           GError    **error)
{
  PealContactFilter filter = { .tag = tag };
  g_autoptr(PealGroup) group = peal_group_new (name);
  g_autoptr(GArray) members = NULL;
  g_autoptr(GError) refused = NULL;
  gint64 id;

  g_set_str (&group->color, color);
  id = dex_await_int64 (peal_groups_save (store, group, actor), &refused);
  if (refused == NULL)
    members = dex_await_boxed (peal_contacts_snapshot (store, &filter), &refused);
  if (members != NULL)
    dex_await (peal_groups_add_members (store, id, (const gint64 *) members->data, members->len, actor), &refused);
  if (refused != NULL)
    g_propagate_error (error, g_steal_pointer (&refused));
  return error == NULL || *error == NULL;
}

static gboolean
add_groups (PealStore  *store,
            const char *actor,
            GError    **error)
{
  return add_group (store, "Regulars", "Regular", "#3584e4", actor, error)
         && add_group (store, PEAL_DEMO_CLUB, "Colour", "#9141ac", actor, error)
         && add_group (store, "Brides", "Bridal", "#ed5b00", actor, error);
}

static gboolean
set_if_empty (PealStore  *store,
              const char *name,
              const char *value,
              const char *actor,
              GError    **error)
{
  g_autofree char *old = dex_await_string (peal_setting_get (store, name), error);

  if (old == NULL)
    return FALSE;
  return *old != '\0' || dex_await (peal_setting_set (store, name, value, actor), error);
}

/* The network --------------------------------------------------------------------------------------- */

/* A normal day, but quicker, and with more answers than a shop gets from sixty people. */
static gboolean
start_simulator (PealDemo *self,
                 GError  **error)
{
  PealSimulatorOptions options;
  g_autoptr(PealSimulator) simulator = NULL;

  if (self->simulator != NULL)
    return TRUE;
  peal_simulator_options_init_lifelike (&options);
  options.seed = SEED;
  options.first_id = peal_clock_get_now (peal_engine_get_clock (self->engine));
  options.receipt_delay = 2 * PEAL_SECOND;
  options.reply_delay = 3 * PEAL_SECOND;
  options.reply_rate = 0.25;
  options.stop_rate = 0.08;
  options.undelivered_rate = 0.04;
  options.invalid_rate = 0.01;
  options.blocked_rate = 0.02;

  simulator = peal_simulator_new (&options);
  if (!peal_simulator_start (simulator, error))
    return FALSE;
  self->simulator = g_steal_pointer (&simulator);
  return TRUE;
}

const char *
peal_demo_get_url (PealDemo *self)
{
  g_return_val_if_fail (PEAL_IS_DEMO (self), NULL);

  return self->simulator != NULL ? peal_simulator_get_url (self->simulator) : NULL;
}

/* Points the account to the simulator that runs now, and puts it to work. */
static gboolean
connect_account (PealDemo          *self,
                 const PealAccount *account,
                 const char        *actor,
                 GError           **error)
{
  g_autoptr(PealAccount) changed = peal_account_copy (account);

  changed->enabled = TRUE;
  g_set_str (&changed->base_url, peal_simulator_get_url (self->simulator));
  return dex_await (peal_engine_update_account (self->engine, changed, "", actor), error);
}

/* Filling ------------------------------------------------------------------------------------------- */

typedef struct
{
  PealDemo *self;
  char *actor;
  PealEngine *past;
} Fill;

static void
fill_free (gpointer data)
{
  Fill *fill = data;

  g_clear_object (&fill->self);
  g_clear_object (&fill->past);
  g_free (fill->actor);
  g_free (fill);
}

static PealAccount *
add_account (Fill    *fill,
             GError **error)
{
  PealStore *store = peal_engine_get_store (fill->past);
  g_autoptr(PealAccount) account = peal_account_new ("simulator", PEAL_DEMO_ACCOUNT);
  g_autoptr(PealAccount) stored = NULL;
  g_autofree char *id = NULL;

  account->enabled = FALSE;
  account->list_exact = TRUE;
  account->workers = 4;
  g_set_str (&account->username, ACCOUNT_SID);
  g_set_str (&account->sender, PEAL_SIMULATOR_NUMBER);
  g_set_str (&account->base_url, peal_simulator_get_url (fill->self->simulator));
  stored = dex_await_boxed (peal_account_save (store, account, fill->actor), error);
  if (stored == NULL)
    return NULL;

  id = g_strdup_printf ("%" G_GINT64_FORMAT, stored->id);
  if (!dex_await (peal_setting_set (store, SETTING_ACCOUNT, id, fill->actor), error))
    return NULL;
  return g_steal_pointer (&stored);
}

static PealImportReport *
add_people (Fill    *fill,
            GError **error)
{
  PealStore *store = peal_engine_get_store (fill->past);
  PealImportOptions options = { .region = REGION, .group = PEAL_DEMO_GROUP, .actor = fill->actor };
  g_autoptr(PealImportReport) report = NULL;

  report = dex_await_boxed (peal_engine_import_file (fill->past, "resource://" PEAL_DEMO_RESOURCES "/contacts.csv",
                                                     &options, NULL, NULL), error);
  if (report == NULL || !add_groups (store, fill->actor, error) || !add_templates (store, fill->actor, error))
    return NULL;
  return g_steal_pointer (&report);
}

static PealImportReport *
write_past (Fill         *fill,
            PealAccount **account,
            GError      **error)
{
  gint64 now = peal_clock_get_now (peal_engine_get_clock (fill->self->engine));
  PealStore *store = peal_engine_get_store (fill->past);
  g_autoptr(PealImportReport) report = NULL;

  if (!set_if_empty (store, PEAL_SETTING_BUSINESS_NAME, BUSINESS, fill->actor, error)
      || !set_if_empty (store, PEAL_SETTING_REGION, REGION, fill->actor, error))
    return NULL;
  *account = add_account (fill, error);
  if (*account != NULL)
    report = add_people (fill, error);
  if (report == NULL || !dex_await (peal_demo_replay (fill->past, (*account)->id, PEAL_SIMULATOR_NUMBER, now), error))
    return NULL;
  return g_steal_pointer (&report);
}

static DexFuture *
fill_fiber (gpointer      data,
            GCancellable *cancellable)
{
  Fill *fill = data;
  PealDemo *self = fill->self;
  gint64 now = peal_clock_get_now (peal_engine_get_clock (self->engine));
  g_autoptr(PealClock) clock = peal_clock_new_test (now - PEAL_DEMO_PAST);
  g_autoptr(GError) error = NULL;
  g_autoptr(PealAccount) account = NULL;
  g_autoptr(PealImportReport) report = NULL;

  if (!start_simulator (self, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  fill->past = dex_await_object (peal_engine_open (peal_store_get_dir (peal_engine_get_store (self->engine)), clock),
                                 &error);
  if (fill->past == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  report = write_past (fill, &account, &error);
  dex_await (peal_engine_shutdown (fill->past, 0), NULL); /* always resolves */
  if (report == NULL || !connect_account (self, account, fill->actor, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_take_boxed (PEAL_TYPE_IMPORT_REPORT, g_steal_pointer (&report));
}

DexFuture *
peal_demo_fill (PealDemo   *self,
                const char *actor)
{
  Fill *fill;

  peal_return_reject_if_fail (PEAL_IS_DEMO (self));
  peal_return_reject_if_fail (actor != NULL);

  fill = g_new0 (Fill, 1);
  fill->self = g_object_ref (self);
  fill->actor = g_strdup (actor);
  return peal_fiber_spawn (fill_fiber, fill, fill_free);
}

/* Again --------------------------------------------------------------------------------------------- */

static DexFuture *
resume_fiber (gpointer      data,
              GCancellable *cancellable)
{
  PealDemo *self = data;
  PealStore *store = peal_engine_get_store (self->engine);
  g_autoptr(GError) error = NULL;
  g_autofree char *id = dex_await_string (peal_setting_get (store, SETTING_ACCOUNT), &error);
  g_autoptr(PealAccount) account = NULL;

  if (id == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (*id != '\0')
    account = dex_await_boxed (peal_account_get (store, g_ascii_strtoll (id, NULL, 10)), &error);
  if (*id == '\0' || g_error_matches (error, PEAL_STORE_ERROR, PEAL_STORE_ERROR_NOT_FOUND))
    return dex_future_new_false ();
  if (account != NULL && !peal_store_try_lock_engine (store, NULL)) /* best effort: who sends has the network */
    return dex_future_new_false ();
  if (account == NULL || !start_simulator (self, &error) || !connect_account (self, account, "engine", &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_true ();
}

DexFuture *
peal_demo_resume (PealDemo *self)
{
  peal_return_reject_if_fail (PEAL_IS_DEMO (self));

  return peal_fiber_spawn (resume_fiber, g_object_ref (self), g_object_unref);
}

/* GObject ------------------------------------------------------------------------------------------- */

static void
peal_demo_dispose (GObject *object)
{
  PealDemo *self = PEAL_DEMO (object);

  if (self->simulator != NULL)
    peal_simulator_stop (self->simulator);
  g_clear_object (&self->simulator);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (peal_demo_parent_class)->dispose (object);
}

static void
peal_demo_class_init (PealDemoClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = peal_demo_dispose;
  peal_demo_register_resource ();
}

static void
peal_demo_init (PealDemo *self)
{
}

PealDemo *
peal_demo_new (PealEngine *engine)
{
  PealDemo *self;

  g_return_val_if_fail (PEAL_IS_ENGINE (engine), NULL);

  self = g_object_new (PEAL_TYPE_DEMO, NULL);
  self->engine = g_object_ref (engine);
  return self;
}

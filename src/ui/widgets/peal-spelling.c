/* peal-spelling.c: words that no dictionary has, marked while they are typed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-spelling.h"

#include <libspelling.h>
#include <string.h>

struct _PealSpelling
{
  GObject parent_instance;
  SpellingTextBufferAdapter *adapter;
  char *code;                /* the language that was asked for */
};

G_DEFINE_FINAL_TYPE (PealSpelling, peal_spelling, G_TYPE_OBJECT)

typedef enum
{
  PROP_ENABLED = 1,
} PealSpellingProp;

static GParamSpec *props[PROP_ENABLED + 1];

/* The dictionary that is nearest: of the language and country, else of the language in any country. NULL: none. Caller frees. */
static char *
find_dictionary (const char *code)
{
  SpellingProvider *provider = spelling_provider_get_default ();
  g_autofree char *wanted = g_strdelimit (g_strdup (code), "-", '_');
  g_autoptr(GListModel) languages = NULL;
  gsize length = strcspn (wanted, "_");
  char *nearest = NULL;

  if (*wanted == '\0')
    return NULL;
  languages = spelling_provider_list_languages (provider);
  for (guint i = 0; languages != NULL && i < g_list_model_get_n_items (languages); i++)
    {
      g_autoptr(SpellingLanguage) language = g_list_model_get_item (languages, i);
      const char *found = spelling_language_get_code (language);

      if (g_ascii_strcasecmp (found, wanted) == 0)
        {
          g_free (nearest);
          return g_strdup (found);
        }
      if (nearest == NULL && strcspn (found, "_") == length && g_ascii_strncasecmp (found, wanted, length) == 0)
        nearest = g_strdup (found);
    }
  return nearest;
}

static void
peal_spelling_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  PealSpelling *self = PEAL_SPELLING (object);

  switch ((PealSpellingProp) prop_id)
    {
    case PROP_ENABLED:
      g_value_set_boolean (value, self->adapter != NULL && spelling_text_buffer_adapter_get_enabled (self->adapter));
      return;
    }
  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
peal_spelling_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  PealSpelling *self = PEAL_SPELLING (object);

  switch ((PealSpellingProp) prop_id)
    {
    case PROP_ENABLED:
      if (self->adapter == NULL || spelling_text_buffer_adapter_get_enabled (self->adapter) == g_value_get_boolean (value))
        return;
      spelling_text_buffer_adapter_set_enabled (self->adapter, g_value_get_boolean (value));
      g_object_notify_by_pspec (object, pspec);
      return;
    }
  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
peal_spelling_dispose (GObject *object)
{
  PealSpelling *self = PEAL_SPELLING (object);

  /* What it was about to look at may be gone by then, and it would warn. */
  if (self->adapter != NULL)
    spelling_text_buffer_adapter_set_enabled (self->adapter, FALSE);
  g_clear_object (&self->adapter);
  G_OBJECT_CLASS (peal_spelling_parent_class)->dispose (object);
}

static void
peal_spelling_finalize (GObject *object)
{
  g_free (PEAL_SPELLING (object)->code);
  G_OBJECT_CLASS (peal_spelling_parent_class)->finalize (object);
}

static void
peal_spelling_class_init (PealSpellingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = peal_spelling_get_property;
  object_class->set_property = peal_spelling_set_property;
  object_class->dispose = peal_spelling_dispose;
  object_class->finalize = peal_spelling_finalize;
  props[PROP_ENABLED] = g_param_spec_boolean ("enabled", NULL, NULL, FALSE,
                                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
peal_spelling_init (PealSpelling *self)
{
  self->code = g_strdup ("");
}

GtkTextBuffer *
peal_spelling_buffer_new (void)
{
  return g_object_new (GTK_SOURCE_TYPE_BUFFER,
                       "highlight-syntax", FALSE,
                       "highlight-matching-brackets", FALSE,
                       "implicit-trailing-newline", FALSE,
                       NULL);
}

PealSpelling *
peal_spelling_new (GtkTextView *view)
{
  PealSpelling *self;
  GtkTextBuffer *buffer;

  g_return_val_if_fail (GTK_IS_TEXT_VIEW (view), NULL);

  buffer = gtk_text_view_get_buffer (view);
  g_return_val_if_fail (GTK_SOURCE_IS_BUFFER (buffer), NULL);

  self = g_object_new (PEAL_TYPE_SPELLING, NULL);
  self->adapter = spelling_text_buffer_adapter_new (GTK_SOURCE_BUFFER (buffer), spelling_checker_get_default ());
  spelling_text_buffer_adapter_set_enabled (self->adapter, FALSE);
  gtk_text_view_set_extra_menu (view, spelling_text_buffer_adapter_get_menu_model (self->adapter));
  gtk_widget_insert_action_group (GTK_WIDGET (view), "spelling", G_ACTION_GROUP (self->adapter));
  return self;
}

void
peal_spelling_set_language (PealSpelling *self,
                            const char   *code)
{
  g_autoptr(SpellingChecker) checker = NULL;
  g_autofree char *dictionary = NULL;

  g_return_if_fail (PEAL_IS_SPELLING (self));
  g_return_if_fail (code != NULL);

  if (!g_set_str (&self->code, code))
    return;
  dictionary = find_dictionary (code);
  if (dictionary == NULL)
    {
      spelling_text_buffer_adapter_set_checker (self->adapter, spelling_checker_get_default ());
      return;
    }
  /* One of its own: a language that is set in the one that all share would be set for all. */
  checker = spelling_checker_new (spelling_provider_get_default (), dictionary);
  spelling_text_buffer_adapter_set_checker (self->adapter, checker);
}

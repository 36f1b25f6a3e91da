#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each lint check finds what it is for: bad files are put into an empty tree and must be reported.

A row: check, path, content, and a part of the report, or None where nothing may be found.
"""
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
HEAD = "/* SPDX-License-Identifier: GPL-3.0-or-later */\n"
ROWS = [
  ("size", "src/a.c", "int x;\n" * 801, "801 lines"),
  ("size", "src/a.c", "void\nf (void)\n{\n" + "  g ();\n" * 81 + "}\n", "f has 81 lines"),
  ("size", "src/a.c", "void\nf_class_init (void)\n{\n" + "  g ();\n" * 81 + "}\n", None),
  ("size", "src/a.c", "void\nrun_fiber (void)\n{\n" + "  g ();\n" * 61 + "}\n", "run_fiber has 61 lines"),
  ("size", "src/a.c", "void\nf (int a,\n" + "   int b,\n" * 6 + "   int c)\n{\n}\n", "8 arguments"),
  ("size", "src/a.h", "int x;\n" * 151, "151 lines"),
  ("size", "src/a.h", "/* contract */\n" * 151, None),
  ("words", "src/a.c", "int x = atoi (y);\n", "g_ascii_string_to_signed"),
  ("words", "src/a.c", "/* never atoi () */\n", None),
  ("words", "src/a.c", 'say ("atoi (x)");\n', None),
  ("words", "src/engine/a.c", "sqlite3_exec (db);\n", "by the store only"),
  ("words", "src/store/a.c", "sqlite3_exec (db);\n", None),
  ("words", "src/engine/a.c", "dex_scheduler_spawn (x);\n", "peal_fiber_spawn"),
  ("words", "src/ui/a.c", "g_main_context_iteration (NULL);\n", "main loop"),
  ("words", "tests/ui/a.c", "g_main_context_iteration (NULL);\n", None),
  ("words", "src/engine/a.c", 'q ("SELECT id FROM x");\n', "src/store/sql/queries/"),
  ("words", "src/a.c", "/* TO" + "DO: later */\n", "name the issue"),
  ("floors", "src/core/a.c", '#include "peal-window-view.h"\n', "core may not include ui"),
  ("floors", "src/store/a.c", '#include "peal-wire.h"\n', "store may not include gateway"),
  ("floors", "src/engine/a.c", '#include "peal-wire.h"\n', None),
  ("floors", "src/cli/a.c", "#include <gtk/gtk.h>\n", "cli may not know"),
  ("floors", "src/engine/a.c", '#include "peal-wire-private.h"\n', "for the files of src/gateway"),
  ("floors", "src/attic/a.c", "int x;\n", "is no floor"),
  ("text", "src/a.c", "int x;\n", "SPDX"),
  ("text", "src/a.c", HEAD + "\tint x;\n", "a tab"),
  ("text", "src/a.c", HEAD + "int x; \n", "space at the end"),
  ("text", "src/a.c", HEAD + "int x;", "no newline"),
  ("text", "src/a.c", HEAD + "/* \u202e */\n", "invisible"),
  ("text", "README.md", "See /ho" + "me/ada/x\n", "machine's path"),
  ("text", "README.md", "See https://reg" + "istry.np" + "mjs.org/x\n", "package host"),
  ("text", "tests/core/data/a.csv", "a\tb \r\n", None),
  ("style", "src/a.c", "f(x);\n", "a space between f"),
  ("style", "src/a.c", "g_autoptr(GError) error = NULL;\n", None),
  ("style", "src/a.c", "  if (x) {\n", "brace"),
  ("style", "src/a.c", "void f (void)\n{\n}\n", "return type"),
  ("style", "src/a.c", "void\nf (int a, int b)\n{\n}\n", "one parameter a line"),
  ("style", "src/a.c", "void\nf (int a,\n   char *b)\n{\n}\n", "stand under each other"),
  ("style", "src/a.c", "void\nf (int   a,\n   char *b)\n{\n}\n", None),
  ("style", "src/a.c", "void\nf (int   a,\n     char *b)\n{\n}\n", "begin under the first"),
  ("style", "src/core/peal-wire.h", "int x;\n", "#pragma once"),
  ("style", "src/gateway/peal-wire.c", "#include <glib.h>\n", "the first include"),
  ("potfiles", "src/a.c", 'say (_("Hello"));\n', "add it to po/POTFILES.in"),
  ("potfiles", "src/a.c", 'say ("Hello");\n', None),
  ("blueprint", "src/a.blp", "using Gtk 4.0;\n\n\n\nBox   {}\n", "a.blp"),
]


def run(check, path, content):
  """What the check says about a tree that holds the file and a few innocent headers."""
  with tempfile.TemporaryDirectory() as folder:
    root = pathlib.Path(folder)
    shutil.copytree(HERE, root / "tests/lint")
    for name in ("src/ui/peal-window-view.h", "src/gateway/peal-wire.h", "src/gateway/peal-wire-private.h",
                 "po/POTFILES.in", "tests/lint/size-exceptions.txt", path):
      (root / name).parent.mkdir(parents=True, exist_ok=True)
      (root / name).write_text("#pragma once\n" if name.endswith(".h") else "# none\n", encoding="utf-8")
    (root / path).write_text(content, encoding="utf-8", newline="")
    done = subprocess.run([sys.executable, root / f"tests/lint/check-{check}.py"], check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")
    lines = [line for line in done.stdout.splitlines() if path.rsplit("/", 1)[-1] in line]
    return done.returncode, "\n".join(lines), done.stdout


print(f"1..{len(ROWS)}")
for number, (check, path, content, expected) in enumerate(ROWS, 1):
  status, about, everything = run(check, path, content)
  good = expected in about and status == 1 if expected else about == "" and status in (0, 1)
  print(f"{'ok' if good else 'not ok'} {number} - {check}: {expected or 'nothing in'} {content[:40]!r}")
  if not good:
    print("# " + everything.replace("\n", "\n# "))

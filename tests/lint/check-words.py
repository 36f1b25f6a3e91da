#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls and words that this code does without, each with what to use instead.

A rule: pattern, where it may stand all the same (path prefixes), what to do, and whether it looks at
strings too.
"""
import re

import tree

RULES = [
  (r"\b(?:strcpy|strcat|strncpy|gets)\s*\(", (), "use g_strlcpy or GString", False),
  (r"\bv?sprintf\s*\(", (), "use g_strdup_printf or g_snprintf", False),
  (r"\b(?:atoi|atol|atoll)\s*\(", (), "use g_ascii_string_to_signed, which can fail", False),
  (r"\bstdbool\.h\b", (), "use gboolean", True),
  (r"\bsqlite3_exec\b", ("src/store/", "tests/store/", "tests/support/"),
   "SQL is run by the store only", False),
  (r"\bdex_scheduler_spawn\b", ("src/base/peal-fiber.c",), "use peal_fiber_spawn", False),
  (r"\bg_main_context_iteration\b", ("src/base/peal-fiber.c", "tests/"),
   "never run the main loop from inside it", False),
  (r'"\s*(?:SELECT\s|INSERT (?:OR \w+ )?INTO\s|UPDATE \w+ SET\s|DELETE FROM\s)', ("tests/",),
   "SQL text stands in src/store/sql/queries/", True),
  (r'\b(?:g_strdup_printf|g_string_append_printf|g_snprintf)\s*\([^;]*"\s*(?:SELECT|INSERT|UPDATE|DELETE)\s',
   (), "bind parameters, never print into SQL", True),
]

report = tree.Report()
for path in tree.files(*tree.C_CODE, under=("src", "tests")):
  text = tree.read(path)
  with_strings = tree.without_comments(text)
  bare = tree.without_comments(text, strings=False)
  for pattern, allowed, instead, strings in RULES:
    if str(path).startswith(allowed):
      continue
    for match in re.finditer(pattern, with_strings if strings else bare):
      line = text.count("\n", 0, match.start()) + 1
      report.add(path, line, f"{match.group().strip()}: {instead}")
  for number, line in enumerate(text.split("\n"), 1):
    if re.search(r"\b(?:TODO|FIXME|XXX|HACK)\b", line) and not re.search(r"#\d+", line):
      report.add(path, number, "name the issue (#N) that will do it, or do it")
report.done()

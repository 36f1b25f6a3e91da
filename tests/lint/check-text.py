#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every file is plain UTF-8 text with a licence, and names no machine.

Test data and rule tables are left as they came from their sources.
"""
import re

import tree

LICENCE = "SPDX-License-Identifier: GPL-3.0-or-later"
LICENSED = (".c", ".cc", ".h", ".blp", ".css", ".py", ".sh", ".sql", ".build", ".options", ".supp",
            ".xml", ".xml.in", ".desktop.in", ".service.in", ".svg")
AS_IT_CAME = re.compile(r"^(?:tests/.*/(?:data|fixtures|corpus)/|resources/(?:rules|demo)/|COPYING$)")
BINARY = (".png", ".jpg", ".mo", ".db", ".gz", ".xlsx")

# Characters that show a reader other code than the compiler sees.
HIDDEN = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
MACHINES = re.compile(r"(?<![\w.$}~])(?:/(?:work|root|farm)/|/home/[a-z])|"
                      r"https?://[a-z.]*(?:debian|ubuntu|npmjs|pypi|crates|rubygems|maven)[.]")

report = tree.Report()
for path in tree.files():
  if path.name.endswith(BINARY) or AS_IT_CAME.match(path.as_posix()):
    continue
  try:
    text = tree.read(path)
  except UnicodeDecodeError as error:
    report.add(path, 1, f"not UTF-8 at byte {error.start}")
    continue
  if text and not text.endswith("\n"):
    report.add(path, text.count("\n") + 1, "no newline at the end")
  script = text.startswith("#!")
  if (script or path.name.endswith(LICENSED)) and text and LICENCE not in text[:2500]:
    report.add(path, 1, f"the head lacks {LICENCE}")
  for number, line in enumerate(text.split("\n"), 1):
    if "\t" in line:
      report.add(path, number, "a tab; indent with spaces")
    if line.endswith((" ", "\r")):
      report.add(path, number, "space at the end of the line")
    if HIDDEN.search(line):
      report.add(path, number, "an invisible or direction-changing character; write it as \\u escape")
    if MACHINES.search(line):
      report.add(path, number, "names a machine's path or a package host")
report.done()

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every file with a text for people is listed in po/POTFILES.in, and every listed file exists."""
import pathlib
import re

import tree

MARKED = {
  (".c", ".cc", ".h", ".blp"): re.compile(r'\b(?:_|N_|C_|NC_|ngettext|g_dngettext|g_dpgettext2)\s*\(\s*"'),
  (".desktop.in", ".metainfo.xml.in"): re.compile(r"^(?:Name|Comment|Keywords)=|<summary>|<p>", re.M),
  (".gschema.xml",): re.compile(r"<summary>"),
}

report = tree.Report()
lines = tree.read(pathlib.Path("po/POTFILES.in")).splitlines()
listed = [line for line in lines if line and not line.startswith("#")]
if listed != sorted(listed):
  report.add("po/POTFILES.in", 1, "keep the list sorted")
for name in listed:
  if not (tree.ROOT / name).exists():
    report.add("po/POTFILES.in", lines.index(name) + 1, f"{name} does not exist")
for suffixes, pattern in MARKED.items():
  for path in tree.files(*suffixes, under=("src", "data")):
    if str(path) not in listed and pattern.search(tree.without_comments(tree.read(path))):
      report.add(path, 1, "has translatable text; add it to po/POTFILES.in")
report.done()

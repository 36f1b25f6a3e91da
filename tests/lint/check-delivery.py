#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each promise of src/engine/DELIVERY.md stands in the code and in a test, and the files it names are there."""
import re

import tree

PAGE = "src/engine/DELIVERY.md"
TAG = re.compile(r"\bR-(?:SEND|LAW)-\d+\b")


def tags(text):
  return set(TAG.findall(text))


report = tree.Report()
text = tree.read(PAGE)
promised = re.findall(r"^## (R-(?:SEND|LAW)-\d+):", text, re.M)
in_code, in_tests = set(), set()
for path in tree.files(".c", ".h", ".sql", under=("src",)):
  in_code |= tags(tree.read(path))
for path in tree.files(".c", ".py", under=("tests",)):
  if not str(path).startswith("tests/lint/"):
    in_tests |= tags(tree.read(path))

for tag in promised:
  if tag not in in_code:
    report.add(PAGE, 1, f"{tag} stands nowhere in src/")
  if tag not in in_tests:
    report.add(PAGE, 1, f"{tag} stands in no test")
for tag in sorted((in_code | in_tests) - set(promised)):
  report.add(PAGE, 1, f"{tag} is named in the tree, but not promised here")
for number, line in enumerate(text.split("\n"), 1):
  for name, function in re.findall(r"`((?:\w+/)+[\w.-]+?\.(?:c|h|py))(?:: (\w+) \(\))?`", line):
    path = name if name.startswith("tests/") else "src/" + name
    if not (tree.ROOT / path).exists():
      report.add(PAGE, number, f"there is no {path}")
    elif function and not re.search(rf"^{function} \(", tree.read(path), re.M):
      report.add(PAGE, number, f"{path} has no {function} ()")
report.done()

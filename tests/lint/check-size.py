#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files and functions stay small enough to be read in one go.

Exceptions stand in size-exceptions.txt, each with its own limit and the reason; one that is no longer
needed is reported too. In a header only declarations count: its comments are the contract, which may
be as long as it needs to be.
"""
import pathlib

import tree

FILE_LIMITS = {".c": 800, ".cc": 800, ".h": 150, ".blp": 250, ".py": 800, ".sh": 800}
FUNCTION_LIMIT = 80
FIBER_LIMIT = 60
ARGUMENT_LIMIT = 7


def read_exceptions():
  limits = {}
  for line in tree.read(pathlib.Path("tests/lint/size-exceptions.txt")).splitlines():
    if line and not line.startswith("#"):
      what, limit, _reason = line.split(None, 2)
      limits[what] = int(limit)
  return limits


def count_arguments(header):
  arguments = header[header.index("(") + 1:header.rindex(")")]
  depth = commas = 0
  for char in arguments:
    depth += (char in "([") - (char in ")]")
    commas += char == "," and depth == 0
  return commas + 1


report = tree.Report()
exceptions = read_exceptions()
used = set()


def check(path, line, what, key, size, limit, unit):
  if size <= limit:
    return
  if key in exceptions and size <= exceptions[key]:
    used.add(key)
    return
  report.add(path, line, f"{what} has {size} {unit}, the limit is {limit}: split it")


for path in tree.files(*FILE_LIMITS):
  text = tree.read(path)
  size = text.count("\n")
  if path.suffix == ".h":
    size = sum(line.strip() != "" for line in tree.without_comments(text).split("\n"))
  check(path, 1, "the file", str(path), size, FILE_LIMITS[path.suffix], "lines")
  if path.suffix not in (".c", ".cc"):
    continue
  for name, line, header, size in tree.functions(tree.without_comments(text, strings=False)):
    if name.endswith("_class_init"):
      continue
    limit = FIBER_LIMIT if name.endswith("_fiber") else FUNCTION_LIMIT
    check(path, line, name, f"{path}:{name}", size, limit, "lines")
    check(path, line, name, f"{path}:{name}()", count_arguments(header), ARGUMENT_LIMIT, "arguments")

for key in sorted(set(exceptions) - used):
  report.add("tests/lint/size-exceptions.txt", 1, f"{key} is within the limit now: take it off the list")
report.done()

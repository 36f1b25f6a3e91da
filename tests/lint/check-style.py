#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The parts of GNU and GTK style that no formatter does: parameters one a line with aligned names.

clang-format aligns parameters only together with all local variables, which this code does not, so the
shape is checked here and not rewritten by a tool.
"""
import re

import tree

# Written without a space before the parenthesis, as GLib does.
TIGHT = {"_", "g_autoptr", "g_auto", "g_autolist", "g_autoslist", "g_autoqueue", "defined"}

report = tree.Report()


def parameter_lines(header):
  """The lines of the parameter list as (column of the first character, text), and the text that
  stands before the list on its first line."""
  lines = header.split("\n")
  for index, line in enumerate(lines):
    match = re.match(r"(\w+ ?)\(", line)
    if match:
      first = len(match.group())
      rows = [(first, line[first:])]
      rows += [(len(row) - len(row.lstrip()), row.strip()) for row in lines[index + 1:]]
      return index, rows
  return None, []


def check_definition(path, line, name, header):
  start, rows = parameter_lines(header)
  if start is None:
    report.add(path, line, f"{name}: the return type stands on a line of its own, the name begins the next")
    return
  names = set()
  for column, text in rows:
    if column != rows[0][0]:
      report.add(path, line + start, f"{name}: parameters begin under the first one")
      return
    body = re.sub(r"\s*G_GNUC_\w+(?: \([^)]*\))?", "", text).rstrip(",) ")
    if re.search(r",\s*\S", re.sub(r"\([^)]*\)", "", body)):
      report.add(path, line + start, f"{name}: one parameter a line")
      return
    match = re.match(r".*?[\s*](\w+)(?:\[[^\]]*\])*$", body)
    if match and "(" not in body:
      names.add(column + match.start(1))
  if len(names) > 1:
    report.add(path, line + start, f"{name}: the parameters' names stand under each other")


def check_lines(path, bare):
  for number, line in enumerate(bare.split("\n"), 1):
    if line.lstrip().startswith("#"):
      continue
    for match in re.finditer(r"(?<![\w#])([a-z_][a-z0-9_]*)\(", line):
      if match.group(1) not in TIGHT:
        report.add(path, number, f"a space between {match.group(1)} and the parenthesis")
    if re.match(r"\s*(?:\} )?(?:(?:if|for|while|switch) \(.*\)|else|do) \{$", line):
      report.add(path, number, "the brace stands on a line of its own")


def check_includes(path, bare):
  own = [name for name in (path.stem + ".h", path.stem + "-private.h")
         if (tree.ROOT / path.with_name(name)).exists()]
  includes = re.findall(r'^#\s*include\s+["<]([^">]+)[">]', bare, re.M)
  if own and (not includes or includes[0] not in own):
    report.add(path, 1, f'the first include is "{own[0]}", which proves that it needs no other')


for path in tree.files(*tree.C_CODE, under=("src", "tests")):
  text = tree.read(path)
  bare = tree.without_comments(text, strings=False)
  check_lines(path, bare)
  if path.suffix == ".h":
    if "#pragma once" not in bare:
      report.add(path, 1, "#pragma once is missing")
    continue
  check_includes(path, tree.without_comments(text))
  for name, line, header, _size in tree.functions(bare):
    if "G_DEFINE" not in header and 'extern "C"' not in header:
      check_definition(path, line, name, header)
report.done()

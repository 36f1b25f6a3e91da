#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A floor includes only itself and the floors below it, and only the libraries that it may know.

The include paths of the static libraries say the same to the compiler; this says it in words, and
also for generated and private headers.
"""
import re

import tree

BELOW = {
  "base": ("base",),
  "core": ("base", "core"),
  "store": ("base", "core", "store"),
  "gateway": ("base", "core", "gateway"),
  "engine": ("base", "core", "store", "gateway", "engine"),
  "api": ("base", "core", "store", "gateway", "engine", "api"),
  "cli": ("base", "core", "store", "gateway", "engine", "api", "cli"),
  "ui": ("base", "core", "store", "gateway", "engine", "api", "ui"),
}

# Libraries that only some floors may include; "." is src/main.c.
LIBRARIES = {
  r"gtk/|gdk/|gsk/|adwaita\.h|libspelling": ("ui", "."),
  r"sqlite3\.h|sqlcipher/": ("store",),
  r"libsoup/": ("gateway", "engine", "api"),
  r"libsecret/": ("base", "gateway", "engine"),
  r"libdex\.h": ("base", "store", "gateway", "engine", "api", "cli", "ui", "."),
  r"gio/": ("base", "store", "gateway", "engine", "api", "cli", "ui", "."),
  r"phonenumbers/": ("core",),
}

report = tree.Report()
headers = {}
for path in tree.files(".h", under=("src",)):
  headers.setdefault(path.name, []).append(path)
for name, paths in headers.items():
  if len(paths) > 1:
    report.add(paths[1], 1, f"{paths[0]} has the same name, so an include may find the wrong one")


def floor_of(path):
  return path.parts[1] if len(path.parts) > 2 else "."


for path in tree.files(*tree.C_CODE, under=("src",)):
  floor = floor_of(path)
  if floor != "." and floor not in BELOW:
    report.add(path, 1, f"src/{floor} is no floor; CONTRIBUTING.md names them")
    continue
  for number, line in enumerate(tree.without_comments(tree.read(path)).split("\n"), 1):
    match = re.match(r'\s*#\s*include\s+(["<])([^">]+)[">]', line)
    if not match:
      continue
    name = match.group(2)
    target = headers.get(name.rsplit("/", 1)[-1], [None])[0] if match.group(1) == '"' else None
    if target is not None:
      if floor != "." and floor_of(target) not in BELOW[floor]:
        report.add(path, number, f"{floor} may not include {floor_of(target)} ({name})")
      if name.endswith("-private.h") and target.parent != path.parent:
        report.add(path, number, f"{name} is for the files of {target.parent} only")
    for library, floors in LIBRARIES.items():
      if re.match(library, name) and floor not in floors:
        report.add(path, number, f"{floor} may not know <{name}>")
report.done()

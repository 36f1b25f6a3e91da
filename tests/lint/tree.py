# SPDX-License-Identifier: GPL-3.0-or-later
"""The source tree as the lint checks see it.

Each check walks the tree by itself, without git, reports "path:line: what is wrong" and fails if it
reported anything. Run one by hand with: ./dev enter python3 tests/lint/check-NAME.py
"""
import os
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
C_CODE = (".c", ".cc", ".h")

# A comment, a string or a character, whichever begins first.
_TOKEN = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)


def files(*suffixes, under=("",)):
  """Paths of the tree relative to its root, sorted; build folders and what is downloaded left out."""
  found = []
  for top in under:
    for folder, names, leaves in os.walk(ROOT / top):
      names[:] = [n for n in names if n not in (".git", "__pycache__", "pictures")
                  and not os.path.exists(os.path.join(folder, n, "meson-private"))]
      found += [pathlib.Path(folder, leaf).relative_to(ROOT) for leaf in leaves
                if not suffixes or leaf.endswith(suffixes)]
  return sorted(found)


def read(path):
  return (ROOT / path).read_text(encoding="utf-8")


def without_comments(text, strings=True):
  """The text with comments blanked, and strings too unless they are to stay; lines keep their numbers."""
  def blank(match):
    token = match.group()
    if token.startswith("/"):
      return re.sub(r"[^\n]", " ", token)
    return token if strings else token[0] + " " * (len(token) - 2) + token[-1]
  return _TOKEN.sub(blank, text)


def functions(text):
  """Yields (name, first line, header text, body lines) of each C function; text without comments.

  GNU style is relied upon: the braces of a function stand alone in the first column.
  """
  lines = text.split("\n")
  begin = None
  for number, line in enumerate(lines):
    if line == "{":
      begin = number
    elif line == "}" and begin is not None:
      top = begin
      while top > 0 and lines[top - 1].strip() and not lines[top - 1].startswith(("}", "#")):
        top -= 1
      header = "\n".join(lines[top:begin])
      name = re.search(r"(\w+) ?\(", header)
      if name:
        yield name.group(1), top + 1, header, number - begin - 1
      begin = None
    elif line.startswith("}"):
      begin = None


class Report:
  """Collects findings; done () ends the program."""

  def __init__(self):
    self.found = 0

  def add(self, path, line, what):
    self.found += 1
    print(f"{path}:{line}: {what}")

  def done(self):
    sys.exit(1 if self.found else 0)

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every Blueprint file is as "blueprint-compiler format" writes it."""
import subprocess
import sys

import tree

paths = tree.files(".blp", under=("src",))
if paths:
  sys.exit(subprocess.run(["blueprint-compiler", "format", *paths], cwd=tree.ROOT, check=False).returncode)

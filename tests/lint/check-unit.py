#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The unit for systemd says nothing that systemd would ignore: its own check must have nothing to say.

systemd-analyze ends well where it only ignores a line, so its words count too.
"""
import os
import subprocess
import sys

done = subprocess.run([sys.argv[1], "verify", "--user", "--man=no", sys.argv[2]], capture_output=True, text=True,
                      env=dict(os.environ, XDG_RUNTIME_DIR=os.path.dirname(sys.argv[2])), timeout=60)
print(done.stdout + done.stderr, end="")
sys.exit(done.returncode != 0 or done.stdout + done.stderr != "")

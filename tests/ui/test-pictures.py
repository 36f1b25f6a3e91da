# SPDX-License-Identifier: GPL-3.0-or-later
"""The pictures of a workspace that somebody has: every page and dialog is drawn without a complaint, one look after
the other as ./dev demo does it, and the workspace is only looked at."""

import os
import sqlite3
import subprocess
import sys
import tempfile

LIMIT = 240  # seconds for one look
TABLES = ("account", "balance_reading", "price", "contact", "message", "campaign", "ledger", "sighting")


def make_workspace(path):
    keeper = subprocess.Popen([os.environ["PEAL_KEEP_SCENE"], path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert keeper.stdout.readline() == "ready\n", "the workspace was not made"
    keeper.communicate(timeout=LIMIT)
    assert keeper.returncode == 0, keeper.returncode


def read_rows(path):
    with sqlite3.connect(os.path.join(path, "peal.db")) as database:
        return {table: database.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in TABLES}


def check(workspace, pictures, look):
    done = subprocess.run([os.environ["PEAL_PICTURES"], workspace, pictures, look], capture_output=True, text=True,
                          timeout=LIMIT)
    saved = [name for name in os.listdir(pictures) if name.endswith(f"-{look}.png")]
    assert (done.returncode, done.stderr) == (0, ""), f"{look}: {done.returncode}, {done.stderr}"
    assert len(saved) > 15, f"{look}: only {saved}"


def main():
    with tempfile.TemporaryDirectory(prefix="peal-test-") as folder:
        workspace, pictures = os.path.join(folder, "workspace"), os.path.join(folder, "pictures")
        os.mkdir(pictures)
        make_workspace(workspace)
        before = read_rows(workspace)
        for look in ("light", "narrow"):
            check(workspace, pictures, look)
        after = read_rows(workspace)
        changed = [table for table in TABLES if before[table] != after[table]]
        assert not changed, f"the pictures have changed {changed}"


print("1..1", flush=True)
try:
    main()
    print("ok 1 a workspace that is there")
except AssertionError as fault:
    print("not ok 1 a workspace that is there")
    for line in str(fault).splitlines():
        print(f"# {line}")
    sys.exit(1)

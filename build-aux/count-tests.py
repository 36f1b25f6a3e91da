#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts what meson recorded of a test run: prints PASSED and FAILED.

Names on standard error each test that failed, with the end of what it said, so that the last lines
of a long run tell what to look at. The record is meson-logs/testlog*.json, one JSON object a line. A
skipped test is neither; no record means that no test ran.
"""
import json
import pathlib
import sys

PASSED = ("OK", "EXPECTEDFAIL")
N_LINES = 30

log = pathlib.Path(sys.argv[1])
records = [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []
failed = [record for record in records if record["result"] not in (*PASSED, "SKIP")]
for record in failed:
    said = [line for line in (record.get("stdout", "") + record.get("stderr", "")).splitlines()
            if "-DEBUG: " not in line]
    print(f"\n{record['name']}: {record['result']} after {record['duration']:.1f} s; it ended with",
          *(f"  {line}" for line in said[-N_LINES:]), sep="\n", file=sys.stderr)
print(sum(record["result"] in PASSED for record in records), len(failed))

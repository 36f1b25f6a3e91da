#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts what meson recorded of a test run: prints PASSED and FAILED.

The record is meson-logs/testlog*.json, one JSON object a line. A skipped test is neither; no record
means that no test ran.
"""
import json
import pathlib
import sys

log = pathlib.Path(sys.argv[1])
results = [json.loads(line)["result"] for line in log.read_text().splitlines()] if log.exists() else []
passed = sum(result in ("OK", "EXPECTEDFAIL") for result in results)
skipped = results.count("SKIP")
print(passed, len(results) - passed - skipped)

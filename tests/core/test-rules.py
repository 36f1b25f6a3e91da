#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A rule that nothing would obey must stop the build. usage: test-rules.py GENERATOR RULES"""

import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

generator, rules = sys.argv[1], pathlib.Path(sys.argv[2])


def change(name, edit):
    def apply(folder):
        path = folder / name
        table = json.loads(path.read_text(encoding="utf-8"))
        edit(table)
        path.write_text(json.dumps(table), encoding="utf-8")
    return apply


def windows(edit):
    return change("send-windows.json", lambda table: edit(table["rules"]))


CASES = [
    ("as they are", lambda folder: None, True),
    ("an unknown key", windows(lambda r: r["US-TX"].update(moon="full")), False),
    ("an unknown key of a cap", windows(lambda r: r["US-FL"]["cap"].update(per="week")), False),
    ("an unknown scope of a cap", windows(lambda r: r["US-FL"]["cap"].update(scope="household")), False),
    ("an unknown word for holidays", windows(lambda r: r["US-AL"].update(holidays="some")), False),
    ("an unknown confidence", windows(lambda r: r["US-AL"].update(confidence="rumour")), False),
    ("a state that is none", windows(lambda r: r.update({"US-XX": r["US-TX"]})), False),
    ("a country that is none", windows(lambda r: r.update({"QQ": r["FR"]})), False),
    ("a day that is missing", windows(lambda r: r["US-TX"]["windows"].pop("sun")), False),
    ("a window that ends before it begins", windows(lambda r: r["US-TX"]["windows"].update(sun=[["21:00", "12:00"]])), False),
    ("windows that overlap", windows(lambda r: r["US-TX"]["windows"].update(sun=[["09:00", "12:00"], ["11:00", "13:00"]])), False),
    ("a time that is none", windows(lambda r: r["US-TX"]["windows"].update(sun=[["9", "12:00"]])), False),
    ("no default", windows(lambda r: r.pop("DEFAULT")), False),
    ("holidays that no rule asks for", change("holidays.json", lambda t: t["holidays"].update({"US-TX": [{"name": "x", "on": "03-02"}]})), False),
    ("a holiday that cannot be read", change("holidays.json", lambda t: t["holidays"]["FR"][0].update(on="full moon")), False),
    ("an area code twice", change("nanp-areas.json", lambda t: t["areas"].append(t["areas"][0])), False),
    ("an area code without a zone", change("nanp-areas.json", lambda t: t["areas"][0].update(zones=[])), False),
    ("an area code in no state", change("nanp-areas.json", lambda t: t["areas"][0].update(region="XX")), False),
    ("an overlay of nothing", change("nanp-areas.json", lambda t: t["overlays"].append([201, 211])), False),
]

print(f"1..{len(CASES)}")
for number, (name, edit, is_good) in enumerate(CASES, 1):
    with tempfile.TemporaryDirectory() as parent:
        folder = pathlib.Path(parent) / "rules"
        shutil.copytree(rules, folder)
        edit(folder)
        run = subprocess.run([sys.executable, generator, folder, pathlib.Path(parent) / "out.c"], capture_output=True, text=True)
        refused = run.returncode != 0 and run.stderr.startswith("gen-rules.py: ")
        print("ok" if (run.returncode == 0 if is_good else refused) else "not ok", number, "-", name)
        print("#", run.stderr.strip().replace("\n", "\n# "))

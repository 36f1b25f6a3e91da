# SPDX-License-Identifier: GPL-3.0-or-later
"""The one door: what it is asked about itself it answers, and what it does not know it refuses, before it builds."""

import os
import subprocess
import tempfile

import peal
from peal import contains, equal

DEV = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "dev")
OTHER_LINES = " " * 20


def knock(*words):
    with tempfile.TemporaryDirectory(prefix="peal-test-") as folder:
        done = subprocess.run([DEV, *words], cwd=folder, capture_output=True, text=True, timeout=20)
        equal(os.listdir(folder), [], f"what {words} left behind")
    return done


def test_help(workspace):
    for verb in ("demo", "test", "pictures", "bench", "fuzz", "build"):
        for word in ("--help", "-h"):
            done = knock(verb, word)
            equal((done.returncode, done.stderr), (0, ""), f"{verb} {word}")
            contains(done.stdout, f"  {verb} ")
            equal([line for line in done.stdout.splitlines() if not line.startswith(("  " + verb, OTHER_LINES))], [],
                  f"other words of {verb} {word}")
    equal(len(knock("test", "core", "--help").stdout.splitlines()), 3, "both lines of test")


def test_unknown(workspace):
    for words, said in ((("demo", "--halp"), "no option \"--halp\""), (("pictures", "-x"), "no option \"-x\""),
                        (("bench", "send", "--quickly"), "no option \"--quickly\""),
                        (("fuzz", "--second", "5"), "no option \"--second\""), (("build", "all"), "too much"),
                        (("demo", "one", "two"), "too much"), (("pictures", "one", "two"), "too much")):
        done = knock(*words)
        equal((done.returncode, done.stdout), (2, ""), " ".join(words))
        contains(done.stderr, said)
    equal(knock("halp").returncode, 2, "an unknown verb")


peal.main(dict(globals()))

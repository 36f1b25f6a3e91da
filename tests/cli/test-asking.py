# SPDX-License-Identifier: GPL-3.0-or-later
"""Questions that need no workspace, asked as scripts ask them: odd text, made-up numbers, a rehearsal."""

import json

import peal
from peal import equal


def test_odd_text(workspace):
    texts = ("a\0b", "\ud83d", "a\ude00", "\U0001f600", "\\u0000")
    answers = workspace.run("text", "--batch", input="".join(json.dumps({"text": text}) + "\n" for text in texts)).lines
    equal([answer["units"] for answer in answers], [3, 1, 2, 2, 7], "units")
    equal([answer["encoding"] for answer in answers], ["UCS-2"] * 4 + ["GSM-7"], "encodings")


def test_made_up_number(workspace):
    question = json.dumps({"to": "+919876543210", "at": "2026-11-20T16:00:00Z"}) + "\n"
    (answer,) = workspace.run("window", "--batch", input=question).lines
    equal((answer["allowed"], answer["rule"], answer["zones"]), (False, "IN", ["Asia/Kolkata"]), "window")


def test_rehearsal(workspace):
    file = workspace.file("one.csv", "Name,Mobile\nAnn Poe,201-555-0199\n")
    heard = workspace.run("--json", "import", "--dry-run", "--region", "US", file).json
    equal([contact["phone"] for contact in heard["contacts"]], ["+12015550199"], "numbers")
    workspace.run("import", "--region", "US", file, status=1)


peal.main(dict(globals()))

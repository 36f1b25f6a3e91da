#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Turns the replacement tables of resources/rules/ into the C table of core/peal-smart-private.h.

usage: gen-smart.py TWILIO.json CORRECTIONS.json OUTPUT.c

An entry that would put a mark without its letter into a text, or a character that GSM-7 lacks,
stops the build.
"""

import json
import sys
import unicodedata


def fail(text):
    sys.exit(f"gen-smart.py: {text}")


def read(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def quote(text):
    escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n"}
    return '"' + "".join(escapes.get(c, c) for c in text) + '"'


def main():
    twilio_path, corrections_path, output_path = sys.argv[1:]
    corrections = read(corrections_path)
    table = read(twilio_path)["map"]
    table.update(corrections["map"])
    for key in corrections["skip"]:
        if key not in table:
            fail(f"{key} is skipped but not there")
        del table[key]

    rows = sorted((int(key.removeprefix("U+"), 16), text) for key, text in table.items())
    lines = []
    for code, text in rows:
        if code == 0:
            continue  # ends a C string
        if unicodedata.category(chr(code)).startswith("M"):
            fail(f"U+{code:04X} is a combining mark: skip it")
        if not text.isascii() or "`" in text:
            fail(f"U+{code:04X}: {text!r} is not in GSM-7")
        lines.append(f"  {{ 0x{code:04X}, {quote(text)} }},")

    with open(output_path, "w", encoding="utf-8") as file:
        file.write('#include "peal-smart-private.h"\n\n'
                   "const PealSmartEntry peal_smart_entries[] = {\n" + "\n".join(lines) + "\n};\n"
                   "const guint peal_smart_n_entries = G_N_ELEMENTS (peal_smart_entries);\n")


main()

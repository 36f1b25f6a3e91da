#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Turns resources/rules/intent.json into the C tables of core/peal-intent-private.h.

usage: gen-intent.py intent.json OUTPUT.c

A pattern is a row of elements, separated by blanks:
  word  te*  *ing  *x*   a word, folded as those of a reply are; a star stands for any letters
  a|b|@list              one of these; @list is a named list of the same language, or of English
  _                      any word
  ?  {0,3}  {2}          behind an element: how often
  < > ^ $                start and end of a sentence, of the text
A name that nothing defines stops the build.
"""

import json
import re
import sys
import unicodedata

CLASSES = {"none": "PEAL_INTENT_NONE", "opt_out": "PEAL_INTENT_OPT_OUT", "review": "PEAL_INTENT_REVIEW",
           "opt_in": "PEAL_INTENT_OPT_IN", "help": "PEAL_INTENT_HELP"}
ANCHORS = {"<": "PEAL_ELEMENT_SENTENCE_START", ">": "PEAL_ELEMENT_SENTENCE_END",
           "^": "PEAL_ELEMENT_TEXT_START", "$": "PEAL_ELEMENT_TEXT_END"}
# In this order: what a guard must not hide, what only sounds like an objection, objections, doubts.
STAGES = ["first", "guard", "phrase", "doubt"]
LISTS = ["fillers", "opt_out", "opt_out_wide", "strong", "fuzzy", "not_typos", "opt_in", "confirm", "help"]


def fail(text):
    sys.exit(f"gen-intent.py: {text}")


def fold(word):
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    return "".join(c for c in folded if unicodedata.category(c) not in ("Mn", "Me", "Cf"))


class Output:
    """Word lists and element rows, each written once."""

    def __init__(self):
        self.lines = []
        self.lists = {}

    def words(self, words):
        key = tuple(dict.fromkeys(fold(word) for word in words))
        for word in key:
            if not all(unicodedata.category(c)[0] in "LN" or unicodedata.category(c) == "Mc"
                       for c in re.sub(r"^\*|\*$", "", word) or "-"):
                fail(f"{word!r} is no word")
        if key not in self.lists:
            self.lists[key] = name = f"words_{len(self.lists)}"
            quoted = ", ".join(f'"{word}"' for word in key)
            self.lines.append(f"static const char *const {name}[] = {{ {quoted}{', ' if key else ''}NULL }};")
        return self.lists[key]

    def element(self, text, named, where):
        if text in ANCHORS:
            return f"{{ {ANCHORS[text]} }}"
        match = re.fullmatch(r"(.+?)(\?|\{(\d+)(?:,(\d+))?\})?", text)
        body, quantifier, low, high = match.groups()
        if quantifier == "?":
            low, high = 0, 1
        low = int(low) if low is not None else 1
        high = int(high) if high is not None else low
        if body == "_":
            return f"{{ PEAL_ELEMENT_WORDS, NULL, {low}, {high} }}"
        words = []
        for word in body.split("|"):
            if word.startswith("@"):
                if word[1:] not in named:
                    fail(f"{where}: no list {word}")
                words += named[word[1:]]
            else:
                words.append(word)
        return f"{{ PEAL_ELEMENT_WORDS, {self.words(words)}, {low}, {high} }}"


def main():
    source, target = sys.argv[1:]
    with open(source, encoding="utf-8") as file:
        languages = json.load(file)["languages"]

    out = Output()
    vocabularies = []
    patterns = []
    for tag, language in languages.items():
        unknown = set(language) - set(LISTS) - {"lists", "rules"}
        if unknown:
            fail(f"{tag}: nothing uses {', '.join(sorted(unknown))}")
        columns = ", ".join(out.words(language.get(key, "").split()) for key in LISTS)
        vocabularies.append(f'  {{ "{tag}", {columns} }},')

    ids = set()
    for stage in STAGES:
        for tag, language in languages.items():
            named = {**languages["en"]["lists"], **language.get("lists", {})}
            named = {key: words.split() for key, words in named.items()}
            for rule in language.get("rules", []):
                if rule["stage"] not in STAGES:
                    fail(f"{rule['id']}: no stage {rule['stage']}")
                if rule["stage"] != stage:
                    continue
                if rule["id"] in ids:
                    fail(f"{rule['id']} twice")
                ids.add(rule["id"])
                for text in rule["patterns"]:
                    row = [out.element(part, named, rule["id"]) for part in text.split()]
                    name = f"pattern_{len(patterns)}"
                    out.lines.append(f"static const PealElement {name}[] = {{ {', '.join(row)}, {{ PEAL_ELEMENT_DONE }} }};")
                    patterns.append(f'  {{ "{rule["id"]}", {CLASSES[rule["class"]]}, {name} }},')

    with open(target, "w", encoding="utf-8") as file:
        file.write('#include "peal-intent-private.h"\n\n' + "\n".join(out.lines)
                   + "\n\nconst PealVocabulary peal_intent_vocabularies[] = {\n" + "\n".join(vocabularies)
                   + "\n};\nconst guint peal_intent_n_vocabularies = G_N_ELEMENTS (peal_intent_vocabularies);\n"
                   + "\nconst PealPattern peal_intent_patterns[] = {\n" + "\n".join(patterns)
                   + "\n};\nconst guint peal_intent_n_patterns = G_N_ELEMENTS (peal_intent_patterns);\n")


main()

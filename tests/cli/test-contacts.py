# SPDX-License-Identifier: GPL-3.0-or-later
"""Fields of one's own, contacts that are the same person, the recycle bin."""

import json

import peal
from peal import contains, equal

PEOPLE = [
    {"display": "Ann Berg", "given": "Ann", "family": "Berg", "tags": ["VIP"], "phones": [{"number": "+12015550101"}]},
    {"display": "Berg Ann", "given": "Berg", "family": "Ann", "notes": "old card", "phones": [{"number": "+12015550102"}]},
    {"display": "Bob <b>&", "given": "Bob <b>&", "phones": [{"number": "+12015550103"}]},
]


def filled(workspace):
    """The ids by name."""
    workspace.run("init", "--region", "US")
    workspace.run("import", workspace.file("people.json", json.dumps({"contacts": PEOPLE})))
    return {one["display"]: str(one["id"]) for one in workspace.run("contacts", "--json").json}


def test_fields(workspace):
    """Made, renamed under the same key, taken away."""
    filled(workspace)
    equal(workspace.run("fields", "--json").json, [])
    contains(workspace.run("fields").out + workspace.run("fields").err, "fields add")
    made = workspace.run("fields", "add", "Größe in cm", "--type", "number", "--json").json
    equal((made["key"], made["type"], made["choices"]), ("grosse_in_cm", "number", []))
    made = workspace.run("fields", "add", "Size", "--type", "choice", "--choice", "S", "--choice", "M", "--json").json
    equal((made["key"], made["choices"]), ("size", ["S", "M"]))
    contains(workspace.run("fields", "add", "Size", status=1).err, "Size")
    equal(workspace.run("fields", "rename", "size", "Shirt", "--json").json["name"], "Shirt")
    equal([(one["key"], one["name"]) for one in workspace.run("fields", "list", "--json").json],
          [("grosse_in_cm", "Größe in cm"), ("size", "Shirt")])
    workspace.run("fields", "remove", "Shirt")
    contains(workspace.run("fields", "remove", "Shirt", status=1).err, "pealctl fields")
    equal([one["key"] for one in workspace.run("fields", "--json").json], ["grosse_in_cm"])
    for words in (["add"], ["rename", "x"], ["bogus"], ["add", "x", "--type", "bogus"], ["add", "x", "--type", "choice"],
                  ["add", "x", "--choice", "y"]):
        workspace.run("fields", *words, status=2)


def test_duplicates(workspace):
    """One of two, two of one, and never the same."""
    ids = filled(workspace)
    pair = workspace.run("duplicates", "--json").json
    equal([(sorted(one["display"] for one in two["contacts"]), two["same"]) for two in pair], [(["Ann Berg", "Berg Ann"], ["name"])])
    contains(workspace.run("duplicates").out, "same name")
    merged = workspace.run("duplicates", "merge", ids["Ann Berg"], ids["Berg Ann"], "--json").json["merge"]
    kept = [one for one in workspace.run("contacts", "--json").json if one["display"] == "Ann Berg"][0]
    equal((kept["notes"], kept["tags"], sorted(kept["phones"])), ("old card", ["VIP"], ["+12015550101", "+12015550102"]))
    equal(len(workspace.run("contacts", "--json").json), 2)
    equal(workspace.run("duplicates", "--json").json, [])
    workspace.run("duplicates", "separate", str(merged))
    equal(len(workspace.run("contacts", "--json").json), 3)
    workspace.run("duplicates", "separate", str(merged), status=1)
    workspace.run("duplicates", "not-same", ids["Ann Berg"], ids["Berg Ann"])
    equal(workspace.run("duplicates", "--json").json, [])
    workspace.run("duplicates", "merge", ids["Ann Berg"], "99", status=1)
    for words in (["merge", ids["Ann Berg"]], ["merge", "x", "y"], ["separate"], ["bogus"]):
        workspace.run("duplicates", *words, status=2)


def changed(workspace, *words):
    """Matched and changed; a dry run before it says the same, and changes nothing."""
    would = workspace.run("bulk", *words, "--dry-run", "--json").json
    done = workspace.run("bulk", *words, "--json").json
    equal((would["dry_run"], done["dry_run"]), (True, False))
    equal((would["matched"], would["changed"]), (done["matched"], done["changed"]), words)
    return done["matched"], done["changed"]


def test_bulk(workspace):
    """Each kind of change, to those who are chosen in each way."""
    ids = filled(workspace)
    workspace.run("group", "add", "Regulars")
    workspace.run("fields", "add", "Size", "--type", "number")
    equal(changed(workspace, "tag", "VIP", "--all"), (3, 2))
    equal(changed(workspace, "untag", "vip", "--search", "berg"), (2, 2))
    equal(changed(workspace, "join", "Regulars", "--id", ids["Ann Berg"], "--id", ids["Bob <b>&"]), (2, 2))
    equal(changed(workspace, "join", "Regulars", "--all"), (3, 1))
    equal(changed(workspace, "leave", "Regulars", "--tag", "VIP"), (1, 1))
    equal(changed(workspace, "set", "org", "Berg & Co", "--group", "Regulars"), (2, 2))
    equal(changed(workspace, "set", "size", "12", "--id", ids["Ann Berg"]), (1, 1))
    equal(changed(workspace, "set", "Size", "12", "--all"), (3, 2))
    equal([(one["display"], one["org"], one["tags"]) for one in workspace.run("contacts", "--json").json],
          [("Ann Berg", "Berg & Co", []), ("Berg Ann", "Berg & Co", []), ("Bob <b>&", "", ["VIP"])])
    contains(workspace.run("bulk", "set", "org", "x", "--search", "nobody at all").out, "0 of 0")


def test_bulk_refused(workspace):
    """Nobody is changed by accident; who is refused is told what to do."""
    filled(workspace)
    workspace.run("fields", "add", "Size", "--type", "number")
    workspace.run("group", "add", "Rule", "--rule", '{"all":[{"field":"tag","test":"is","value":"VIP"}]}')
    contains(workspace.run("bulk", "delete", status=2).err, "--all")
    contains(workspace.run("bulk", "delete", "--all", "--search", "x", status=2).err, "whom")
    for words in (["bogus"], ["tag"], ["tag", ""], ["set", "org"], ["delete", "x"]):
        workspace.run("bulk", *words, "--all", status=2)
    contains(workspace.run("bulk", "set", "Size", "big", "--all", status=1).err, "number")
    contains(workspace.run("bulk", "set", "nowhere", "x", "--all", status=1).err, "no field")
    contains(workspace.run("bulk", "join", "Nowhere", "--all", status=1).err, "group list")
    workspace.run("bulk", "join", "Rule", "--all", status=1)
    contains(workspace.run("bulk", "delete", "--id", "99", status=1).err, "99")
    equal(len(workspace.run("contacts", "--json").json), 3)


def test_bin(workspace):
    """Deleted, found, brought back."""
    ids = filled(workspace)
    contains(workspace.run("bin").out, "Nobody")
    equal(changed(workspace, "delete", "--all"), (3, 3))
    equal(workspace.run("contacts", "--json").json, [])
    equal([one["display"] for one in workspace.run("bin", "list", "--search", "bob", "--json").json], ["Bob <b>&"])
    equal(workspace.run("bin", "restore", ids["Ann Berg"], "--json").json, {"restored": 1})
    contains(workspace.run("bin", "restore", ids["Ann Berg"], status=1).err, "bin list")
    equal(workspace.run("bin", "restore", "--all", "--json").json, {"restored": 2})
    equal((workspace.run("bin", "--json").json, len(workspace.run("contacts", "--json").json)), ([], 3))
    for words in (["restore"], ["bogus"], ["restore", "1", "--all"]):
        workspace.run("bin", *words, status=2)


def test_broken_rule(workspace):
    """A schedule to a group whose rule asks for what is gone says so, and what to do."""
    filled(workspace)
    workspace.run("group", "add", "Asked")
    workspace.run("group", "add", "Rule", "--rule", '{"all":[{"field":"group","test":"is","value":"Asked"}]}')
    workspace.run("schedule", "add", "Hello", "--start", "2096-11-30 09:00", "--zone", "Europe/Berlin", "--group", "Rule")
    equal(workspace.run("schedule", "list", "--json").json[0]["has_audience"], True)
    workspace.run("group", "delete", "Asked")
    equal(workspace.run("schedule", "list", "--json").json[0]["has_audience"], False)
    contains(workspace.run("schedule", "list").out, "rule of its group is broken")
    contains([one["code"] for one in workspace.run("health", "--json").json["findings"]], "schedule_broken")
    contains(workspace.run("health").out, "group list")


peal.main(dict(globals()))

# SPDX-License-Identifier: GPL-3.0-or-later
"""Contacts out of one workspace and into another: they are the same there."""

import json
import os
import stat
import zipfile

import peal
from peal import contains, equal

NASTY = [
    {"display": "Ann \"The Boss\" Lee", "given": "Ann", "family": "Lee", "notes": "first\nsecond, \"quoted\"; third",
     "tags": ["Spring, 24", "VIP"], "groups": ["=group", "A, B"],
     "phones": [{"number": "+12015550101", "label": "work", "consent": {"state": "opted_in"}},
                {"number": "+12015550102", "label": "mobile", "consent": {"state": "opted_out"}},
                {"number": "+447911123456", "label": "Büro, 2. Stock", "consent": {"state": "unknown"}}],
     "emails": [{"address": "ann@example.com"}, {"address": "boss@example.com", "label": "work"}]},
    {"display": "=cmd|' /C calc'!A0", "given": "=cmd|' /C calc'!A0", "org": "@SUM(1)", "score": -7,
     "phones": [{"number": "+12015550103", "label": "", "consent": {"state": "unknown"}}],
     "custom": {"size": "12", "weight": -12.5, "vip": True, "since": "2024-02-29", "=key": "=1+1"}},
    {"display": "مريم الفارسي 👩‍👩‍👧", "given": "مريم", "family": "الفارسي 👩‍👩‍👧", "birthday": "--02-29", "zone": "Asia/Riyadh",
     "groups": ["مجموعة"], "phones": [{"number": "+12015550104", "label": "جوال", "consent": {"state": "opted_out"}}]},
    {"display": "Only a Company", "org": "Only a Company", "birthday": "1985-01-30", "street": "1 Main St, Apt. 2",
     "city": "Hackensack", "region": "NJ", "postcode": "07601", "country": "US", "language": "en", "status": "new",
     "source": "<b>&amp;</b>", "industry": "'quoted'", "title": "Dr.",
     "phones": [{"number": "+12015550105", "label": "mobile", "consent": {"state": "unknown"}}]},
]


def made_plain(path):
    """What a file says, without what belongs to the workspace that it comes from."""
    contacts = json.load(open(path, encoding="utf-8"))["contacts"]
    for contact in contacts:
        for name in ("id", "created", "updated"):
            del contact[name]
        for phone in contact["phones"]:
            for name in ("region", "kind", "valid"):
                del phone[name]
            phone["consent"] = {"state": phone["consent"]["state"]}
            phone.setdefault("label", "")
    return sorted(contacts, key=lambda contact: contact["phones"][0]["number"])


def filled(workspace):
    workspace.run("init", "--region", "US")
    path = workspace.file("nasty.json", json.dumps({"contacts": NASTY}))
    imported = workspace.run("import", path, "--json").json
    equal([one["verdict"] for one in imported["contacts"]], ["new"] * len(NASTY))
    equal((imported["format"], imported["rejected"]), ("json", []))
    return workspace


def test_round_trip(first):
    """CSV, vCard and JSON, through a second workspace."""
    filled(first)
    before = first.file("before.json", "")
    first.run("export", before)
    equal(made_plain(before), sorted(NASTY, key=lambda contact: contact["phones"][0]["number"]))
    for name, options in (("people.csv", []), ("marked.csv", ["--bom"]), ("people.json", []), ("people.vcf", []),
                          ("old.vcf", ["--old"])):
        path = first.file(name, "")
        first.run("export", path, *options)
        second = peal.Workspace()
        second.run("init", "--region", "DE")
        equal(second.run("import", path, "--json").json["rejected"], [], name)
        after = second.file("after.json", "")
        second.run("export", after)
        equal(made_plain(after), made_plain(before), name)
        again = second.run("import", path, "--json").json
        equal({one["verdict"] for one in again["contacts"]}, {"unchanged"}, name)


def test_workbook(workspace):
    """A zip file with the sheets, whose texts are no formulas."""
    filled(workspace)
    path = workspace.file("people.xlsx", "")
    equal(workspace.run("export", path, "--json").json, {"contacts": len(NASTY), "format": "xlsx", "file": path})
    with zipfile.ZipFile(path) as book:
        equal(book.testzip(), None)
        contains(book.read("xl/workbook.xml").decode(), 'name="Consent"')
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    contains(sheet, "=cmd|")
    equal(sheet.count("<f>"), 0)
    contains(sheet, 'state="frozen"')


def test_choice(workspace):
    """A group, a search, a tag."""
    filled(workspace)
    path = workspace.file("some.json", "")
    for words, n in ((["--group", "A, B"], 1), (["--search", "company"], 1), (["--tag", "VIP"], 1), (["--search", "nobody"], 0),
                     ([], len(NASTY))):
        contains(workspace.run("export", path, *words).out, f"{n} contact")
        equal(len(made_plain(path)), n, words)
    contains(workspace.run("export", path, "--group", "nosuch", status=1).err, "nosuch")


def test_file(workspace):
    """Private, and as it was where it cannot be written."""
    filled(workspace)
    path = workspace.file("people.csv", "before")
    os.chmod(path, 0o644)
    workspace.run("export", path)
    equal(stat.S_IMODE(os.stat(path).st_mode), 0o600)
    contains(workspace.run("export", "/nowhere/people.csv", status=1).err, "cannot be written")


peal.main(dict(globals()))

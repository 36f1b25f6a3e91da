# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of contacts, as scripts bring them in."""

import os
import sqlite3

import peal
from peal import contains, equal


def verdicts(report):
    return [contact["verdict"] for contact in report["contacts"]]


def read(workspace, query):
    with sqlite3.connect(os.path.join(workspace.path, "peal.db")) as database:
        return database.execute(query).fetchall()


def open_shop(workspace):
    workspace.run("init", "--region", "US")
    workspace.run("import", workspace.file("first.csv", "Name,Mobile,Company\nAnn,+12015550101,\nBob,+12015550102,Old\n"))


def test_vcard(workspace):
    workspace.run("init", "--region", "US")
    file = workspace.file("people.vcf", "BEGIN:VCARD\nVERSION:3.0\nFN:Ann\nTEL;TYPE=CELL:(201) 555-0101\nEND:VCARD\n"
                                        "BEGIN:VCARD\nVERSION:3.0\nFN:Cut Off\n")
    report = workspace.run("--json", "import", file).json
    equal((report["format"], report["file_error"], verdicts(report)), ("vcard", None, ["new"]))
    equal([(rejected["record"], rejected["reason"], rejected["text"]) for rejected in report["rejected"]],
          [(2, "unterminated_card", "Cut Off")])


def test_tabs(workspace):
    """What a spreadsheet writes as text: commas mean nothing there."""
    workspace.run("init", "--region", "US")
    file = workspace.file("people.tsv", "Name\tMobile\tCompany\nAnn, the first\t201-555-0101\t\"Tea, \"\"hot\"\"\"\n")
    report = workspace.run("--json", "import", file).json
    contact, = report["contacts"]
    equal((report["delimiter"], contact["display"], contact["org"]), ("\t", "Ann, the first", 'Tea, "hot"'))


def test_report(workspace):
    """Every code by its name, and how many there are of each."""
    workspace.run("init", "--region", "US")
    rows = (("", "no_phone"), ("800-555-0199", "not_sms_capable"), ("800-555-0199;900-555-0199", "no_sms_capable_phone"),
            ("12", "too_short"), ("+1 201 555 0101 99999", "too_long"), ("555-0123", "no_area_code"), ("none", "no_phone"),
            ("000-000-0000", "placeholder"), ("1.20156E+10", "scientific_notation_lossy"), ("+999 123 4567", "invalid_phone"))
    text = "Name,Mobile\n" + "".join(f"Person,{number}\n" for number, _ in rows) + "Total: 10,\n\"Open,201-555-0101\n"
    report = workspace.run("--json", "import", workspace.file("bad.csv", text)).json
    expected = [reason for _, reason in rows] + ["not_a_record", "unterminated_quote"]
    equal([(one["record"], one["reason"]) for one in report["rejected"]], list(enumerate(expected, 1)))
    equal(report["reasons"], {reason: expected.count(reason) for reason in expected})
    equal(report["counts"], {"new": 0, "updated": 0, "unchanged": 0, "skipped": 0, "merged": 0, "rejected": 12})


def test_duplicates(workspace):
    open_shop(workspace)
    file = workspace.file("second.csv", "Name,Mobile,Company\nAnn,+12015550101,Tea\nBob,+12015550102,New\n")

    def companies():
        return [company for company, in read(workspace, "SELECT org FROM contact ORDER BY id")]

    for policy, expected, after in (("skip", ["skipped"] * 2, ["", "Old"]),
                                    ("merge", ["updated", "unchanged"], ["Tea", "Old"]),
                                    ("update", ["unchanged", "updated"], ["Tea", "New"]),
                                    ("keep-both", ["new"] * 2, ["Tea", "New", "Tea", "New"])):
        rehearsal = workspace.run("--json", "import", "--dry-run", "--duplicates", policy, file).json
        equal(verdicts(rehearsal), expected, f"rehearsal of {policy}")
        equal(verdicts(workspace.run("--json", "import", "--duplicates", policy, file).json), expected, policy)
        equal(companies(), after, policy)
    contains(workspace.run("import", "--duplicates", "both", file, status=2).err, "keep-both")
    contains(workspace.run("import", "--duplicates", "skip", file).out, "2 skipped")


def test_consent(workspace):
    """Who says nothing agreed if somebody says so; who said no did not."""
    workspace.run("init", "--region", "US")
    file = workspace.file("list.csv", "Name,Mobile,SMS consent\nAnn,+12015550101,\nBob,+12015550102,no\n"
                                      "Cy,+12015550103,stop\n")
    contains(workspace.run("import", "--agreed", file, status=2).err, "--proof")
    words = ("--agreed", "--wording", "Offers, monthly", "--proof", "Form at the till, May 2026")
    report = workspace.run("--json", "import", *words, file).json
    equal([contact["consent_sms"] for contact in report["contacts"]], ["opted_in", "unknown", "opted_out"])
    equal(read(workspace, "SELECT e164, wording, proof FROM consent_event ORDER BY id"),
          [("+12015550101", "Offers, monthly", "Form at the till, May 2026; list.csv, row 1"),
           ("+12015550103", "", "list.csv, row 3")])


def test_undo(workspace):
    open_shop(workspace)
    before = read(workspace, "SELECT display, org FROM contact ORDER BY id")
    workspace.run("import", workspace.file("second.csv", "Name,Mobile,Company\nAnn,+12015550101,Tea\nCy,+12015550103,\n"))
    listed = workspace.run("--json", "imports").json
    equal([(one["file"], one["state"], one["new"], one["updated"]) for one in listed],
          [("second.csv", "done", 1, 1), ("first.csv", "done", 2, 0)])
    contains(workspace.run("imports", "--limit", "1").out, "second.csv")
    equal(workspace.run("--json", "imports", "undo", str(listed[0]["id"])).json,
          {"removed": 1, "restored": 1, "kept": 0, "withdrawn": 0})
    equal(read(workspace, "SELECT display, org FROM contact WHERE deleted_at IS NULL ORDER BY id"), before)
    equal([one["state"] for one in workspace.run("--json", "imports", "list").json], ["undone", "done"])
    contains(workspace.run("imports", "undo", str(listed[0]["id"]), status=1).err, "undone already")
    workspace.run("imports", "undo", status=2)
    equal(workspace.run("--json", "verify").json["sound"], True)


def test_killed(workspace):
    """Killed in the middle: whoever opens the workspace next finds nothing of it."""
    open_shop(workspace)
    before = read(workspace, "SELECT display, org FROM contact ORDER BY id")
    rows = "".join(f"Person {n},+1305{2000000 + n}\n" for n in range(60000))
    process = workspace.start("import", workspace.file("many.csv", "Name,Mobile\n" + rows), "--group", "Many")
    peal.wait_until(lambda: read(workspace, "SELECT count(*) FROM contact")[0][0] > 2 or process.poll() is not None,
                    "the first of many")
    process.kill()
    process.wait()
    equal(workspace.run("--json", "imports").json[0]["state"], "stopped")
    equal(read(workspace, "SELECT display, org FROM contact ORDER BY id"), before)
    equal(read(workspace, "SELECT count(*) FROM contact_group"), [(0,)])


peal.main(dict(globals()))

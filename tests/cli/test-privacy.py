# SPDX-License-Identifier: GPL-3.0-or-later
"""What the law gives one person: to have all that is known of them, and to be forgotten."""

import html.parser
import json
import os
import stat

import peal
from peal import contains, equal

PERSON = {"display": "Ann <b>&amp; \"Lee\"", "given": "Ann", "notes": "first\n<script>alert(1)</script>", "groups": ["VIP"],
          "custom": {"size": 12}, "phones": [{"number": "+12015550101", "label": "mobile", "consent": {"state": "opted_in"}}],
          "emails": [{"address": "ann@example.com"}]}


class Page(html.parser.HTMLParser):
    """The text of a page, and all that it would ask others for."""

    def __init__(self, text):
        super().__init__()
        self.text, self.asks, self.tags = "", [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.asks += [value for name, value in attributes if name in ("src", "href") and not value.startswith("data:")]

    def handle_data(self, data):
        self.text += data


def filled(workspace):
    workspace.run("init", "--region", "US")
    workspace.run("import", workspace.file("ann.json", json.dumps([PERSON])))
    return workspace.run("contacts", "--json").json[0]["id"]


def test_data(workspace):
    """Two files, of which only the owner may read, that say the same."""
    contact = filled(workspace)
    simulator = peal.Simulator()
    try:
        workspace.add_simulator(simulator)
        workspace.run("send", "--to", "+12015550101", "--kind", "transactional", "--name", "The <i>offer</i>", "Your table & chair")
    finally:
        simulator.stop()
    folder = os.path.join(workspace.folder.name, "given", "out")
    workspace.run("contacts", "data", str(contact), "--to", folder)
    equal(sorted(os.listdir(folder)), ["person.html", "person.json"])
    for name in os.listdir(folder):
        equal(stat.S_IMODE(os.stat(os.path.join(folder, name)).st_mode), 0o600)
    with open(os.path.join(folder, "person.json"), encoding="utf-8") as file:
        data = json.load(file)
    equal((data["format"], data["contact"]["notes"]), ("peal-person", PERSON["notes"]))
    equal(data["contact"]["phones"][0]["consent"]["history"][0]["act"], "opt_in")
    equal([(one["text"], one["theirs"]) for one in data["messages"]], [("Your table & chair", "+12015550101")])
    with open(os.path.join(folder, "person.html"), encoding="utf-8") as file:
        page = Page(file.read())
    equal((page.asks, "script" in page.tags, "b" in page.tags, "i" in page.tags), ([], False, False, False))
    for text in (PERSON["display"], PERSON["notes"], "Your table & chair", "VIP", "ann@example.com", "Agreed to be texted"):
        contains(page.text, text)


def test_data_usage(workspace):
    """Of somebody who is there, into a folder that can be made."""
    contact = str(filled(workspace))
    contains(workspace.run("contacts", "data", contact, status=2).err, "--to")
    contains(workspace.run("contacts", "data", "--to", "x", status=2).err, "ID")
    contains(workspace.run("contacts", "bogus", status=2).err, "bogus")
    contains(workspace.run("contacts", "data", "99", "--to", workspace.folder.name, status=1).err, "no such contact")
    contains(workspace.run("contacts", "data", contact, "--to", "/proc/nowhere", status=1).err, "cannot be written")


def test_erase(workspace):
    """Only by name, and then whole; what was asked for holds when the number comes back."""
    contact = str(filled(workspace))
    told = workspace.run("contacts", "erase", contact, status=1).err
    contains(told, "cannot be undone")
    contains(told, PERSON["display"])
    workspace.run("contacts", "erase", contact, "--confirm", "Ann", status=1)
    equal(len(workspace.run("contacts", "--json").json), 1)
    erased = workspace.run("contacts", "erase", contact, "--confirm", PERSON["display"], "--json").json
    equal((erased["numbers"], erased["shared"], erased["messages"]), (1, 0, 0))
    equal(workspace.run("contacts", "--json").json, [])
    workspace.run("verify")
    contains(workspace.run("contacts", "erase", contact, "--confirm", PERSON["display"], status=1).err, "not there any more")
    for name in os.listdir(workspace.path):
        with open(os.path.join(workspace.path, name), "rb") as file:
            content = file.read()
        for trace in (b"2015550101", b"ann@example.com", b"&amp;", b"VIP and more", b"alert(1)"):
            assert trace not in content, (name, trace)
    again = workspace.file("again.json", json.dumps([PERSON]))
    workspace.run("import", again)
    equal(workspace.run("contacts", "--json").json[0]["consent_sms"], "opted_out")


peal.main(dict(globals()))

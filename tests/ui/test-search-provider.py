# SPDX-License-Identifier: GPL-3.0-or-later
"""What GNOME Shell finds in the workspace: over the bus, with and without a window."""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "cli"))

from gi.repository import GLib  # noqa: E402

import peal  # noqa: E402
from peal import equal  # noqa: E402
from program import APP, PATH, Program, call, wait_until  # noqa: E402

PEOPLE = """First name,Last name,Company,Mobile
<b>Ann</b>,& Sons,,+12015550101
\u0645\u062d\u0645\u062f,\u0639\u0644\u064a,,+12015550102
Anna,Bell,Bell & Co,+12015550103
Bob,Cole,,+12015550104
"""


def ask(method, signature, *values):
    return call(APP, PATH + "/SearchProvider", "org.gnome.Shell.SearchProvider2", method,
                GLib.Variant(signature, values)).unpack()


def search(*words):
    return ask("GetInitialResultSet", "(as)", list(words))[0]


def describe(ids):
    return ask("GetResultMetas", "(as)", ids)[0]


def names(ids):
    return [meta["name"] for meta in describe(ids)]


def story(people=PEOPLE):
    def decorate(tell):
        def test(workspace):
            program = Program(workspace)
            if people:
                path = os.path.join(workspace.folder.name, "people.csv")
                with open(path, "w", encoding="utf-8") as file:
                    file.write(people)
                workspace.run("import", path)
            try:
                tell(workspace, program)
            finally:
                program.stop()
        return test
    return decorate


def start(program):
    program.start("--gapplication-service")
    wait_until(program.is_on_bus, "the program's name")


@story()
def test_finds_people_without_a_window(workspace, program):
    start(program)
    equal(names(search("ann")), ["Anna Bell", "<b>Ann</b> & Sons"])
    equal(names(search("\u0645\u062d\u0645\u062f")), ["\u0645\u062d\u0645\u062f \u0639\u0644\u064a"])
    equal(names(search("cole", "bob")), ["Bob Cole"])
    equal(names(search("5550104")), ["Bob Cole"])
    equal(search("nobody"), [])
    equal(program.has_window(), False, "a search opens none")


@story()
def test_describes(workspace, program):
    start(program)
    meta = describe(search("bell"))[0]
    equal((meta["name"], "Bell & Co" in meta["description"], "0103" in meta["description"], meta["clipboardText"]),
          ("Anna Bell", True, True, "+12015550103"))
    equal(meta["icon"][0], "themed")
    equal(describe(["contact:99", "contact:x", "nothing"]), [], "nobody has these")


@story()
def test_narrows(workspace, program):
    start(program)
    before = search("ann")
    after = ask("GetSubsearchResultSet", "(asas)", before, ["anna"])[0]
    equal(names(after), ["Anna Bell"])
    equal(ask("GetSubsearchResultSet", "(asas)", before, ["bob"])[0], [], "was not among them")


@story(people=None)
def test_empty_workspace(workspace, program):
    start(program)
    equal(search("ann"), [])


@story()
def test_beside_another_that_sends(workspace, program):
    runner = workspace.start("run")
    wait_until(lambda: os.path.exists(os.path.join(workspace.path, "engine.lock")), "the lock")
    try:
        start(program)
        equal(names(search("cole")), ["Bob Cole"])
    finally:
        runner.terminate()
        runner.wait(timeout=30)


@story()
def test_opens_a_person(workspace, program):
    start(program)
    ask("ActivateResult", "(sasu)", search("cole")[0], ["cole"], 0)
    wait_until(program.has_window, "a window")
    equal(names(search("cole")), ["Bob Cole"], "with a window, too")


@story()
def test_opens_contacts(workspace, program):
    start(program)
    ask("LaunchSearch", "(asu)", ["bob", "cole"], 0)
    wait_until(program.has_window, "a window")


peal.main(dict(globals()))

# SPDX-License-Identifier: GPL-3.0-or-later
"""The demo: the main job from end to end, its account, and the workspace that it leaves."""

import collections
import re

import peal
from peal import contains, equal


def states(workspace, *words):
    return collections.Counter(message["state"] for message in workspace.run("--json", "messages", *words).json)


def test_account(workspace):
    done = workspace.run("demo")
    equal(done.err, "", "complaints")
    for part in ("imported 58 · merged 1", "rejected 6", "no area code               555-0160",
                 "sent 57 · left out 1", "Imogen Clarke", "delivered 53", "code 30005", "code 21610",
                 "14 answers come back", "opt-out, by rule K1 in “STOP”", "opt-out, by rule K2 in “Stpo”",
                 "review, by rule en-who-is-this", "A person writes back", "left out 5", "No consent to marketing", "sound: "):
        contains(done.out, part)

    # Who said STOP to the first message is left out of the second.
    second = done.out[done.out.index("A second message"):]
    contains(second, "Asked to stop")
    for name in ("Rosa Delgado", "Eilidh MacRae", "Divya Menon", "Saoirse Brennan"):
        contains(second, name)

    now, waiting = map(int, re.search(r"sent now (\d+) · waiting (\d+)", second).groups())
    equal(now + waiting, 15, "everybody else gets it, now or in a lawful hour")
    equal(workspace.run("--json", "verify").json["sound"], True, "verify")


def test_workspace(workspace):
    workspace.run("demo")
    fates = states(workspace, "--outbound")
    equal(sum(fates.values()), 10 + 57 + 15 + 2, f"messages, of {fates}")
    equal(fates["submitting"] + fates["unknown"] + fates["accepted"] + fates["sent"], 0, f"in the air, of {fates}")
    equal(len(workspace.run("--json", "contacts").json), 58, "contacts")
    equal(states(workspace, "--inbound")["received"] >= 24, True, "past and new answers")

    # Its network is there again for whoever goes on with it.
    equal(workspace.run("run", "--until-idle").err, "", "complaints")

    rosa = workspace.run("--json", "messages", "--number", "+12015550118").json
    equal([message["body"] for message in rosa[:1]], ["STOP"], "nothing after Rosa's STOP")


def test_refuses_a_used_workspace(workspace):
    workspace.run("init", "--region", "US")
    workspace.run("import", workspace.file("one.csv", "Name,Mobile\nAnn Poe,+12015550199\n"))
    refused = workspace.run("demo", status=1)
    contains(refused.err, "--workspace DIR demo")
    equal(len(workspace.run("--json", "contacts").json), 1, "contacts")


peal.main(dict(globals()))

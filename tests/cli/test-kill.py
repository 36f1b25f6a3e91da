# SPDX-License-Identifier: GPL-3.0-or-later
"""kill -9 of the sender at random moments: at most once, and where the gateway's record is exact, exactly once.

R-SEND-1, R-SEND-2, R-SEND-3. The simulator accepts, then loses 2 % of its answers; its own list is the judge.
"""

import collections
import random
import time

import peal
from peal import equal


def numbers(n):
    return [f"+1201555{i:04d}" for i in range(n)]


def prepare(workspace, simulator, n, *account):
    workspace.run("init", "--region", "US")
    workspace.add_simulator(simulator, *account)
    rows = "".join(f"Person {i},{number}\n" for i, number in enumerate(numbers(n)))
    workspace.run("import", workspace.file("people.csv", "Name,Mobile\n" + rows), "--group", "Everybody")
    sent = workspace.run("--json", "send", "--group", "Everybody", "Hello {name}").json
    equal(sent["now"], n, "queued")


def kill_at_random(workspace, times, chance):
    for _ in range(times):
        sender = workspace.start("run")
        time.sleep(chance.uniform(0.02, 0.9))
        sender.kill()
        sender.wait()


def count_states(workspace):
    messages = workspace.run("--json", "messages", "--outbound").json
    return collections.Counter(message["state"] for message in messages), messages


def test_exact_record(workspace):
    n = 2000
    simulator = peal.Simulator("--seed", "7", "--rate", "lost=0.02", "--latency", "40")
    try:
        prepare(workspace, simulator, n, "--list-exact", "--workers", "8")
        kill_at_random(workspace, 25, random.Random(25))
        workspace.run("run", "--until-idle")
        got = collections.Counter(message["to"] for message in simulator.accepted())
        states, _ = count_states(workspace)
        equal(states["submitting"] + states["unknown"], 0, f"left in doubt, of {states}")
        equal(sum(states.values()), n, "messages")
        equal(sorted(got.keys()), numbers(n), "everybody got one")
        equal([number for number, times in got.items() if times > 1], [], "got two")
        equal(workspace.run("--json", "verify").json["sound"], True, "verify")
    finally:
        simulator.stop()


def test_inexact_record(workspace):
    n = 400
    simulator = peal.Simulator("--seed", "8", "--rate", "lost=0.02", "--latency", "40")
    try:
        prepare(workspace, simulator, n, "--workers", "8")
        kill_at_random(workspace, 8, random.Random(8))
        workspace.run("run", "--until-idle")
        got = collections.Counter(message["to"] for message in simulator.accepted())
        states, messages = count_states(workspace)
        equal([number for number, times in got.items() if times > 1], [], "got two")
        equal(states["submitting"] + states["queued"], 0, f"not settled, of {states}")
        nobody = sorted(number for number in numbers(n) if number not in got)
        unknown = sorted(message["to"] for message in messages if message["state"] == "unknown")
        equal(unknown, nobody, "who got none is unknown, and shown")
        equal(workspace.run("--json", "verify").json["sound"], True, "verify")
    finally:
        simulator.stop()


def test_schedules(workspace):
    """Killed between planning and committing, or anywhere else: each occurrence is made once."""
    n = 40
    simulator = peal.Simulator("--seed", "9", "--latency", "20")
    try:
        workspace.run("init", "--region", "US")
        workspace.add_simulator(simulator, "--list-exact", "--workers", "2")
        workspace.run("run", "--until-idle")
        start = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(time.time() + 3600))
        for number in numbers(n):
            workspace.run("schedule", "add", "Hello", "--to", number, "--start", start, "--zone", "UTC")
        workspace.begin_schedules(1)
        kill_at_random(workspace, 12, random.Random(9))
        workspace.run("run", "--until-idle")
        got = collections.Counter(message["to"] for message in simulator.accepted())
        equal(sorted(got.keys()), numbers(n), "everybody got one")
        equal([number for number, times in got.items() if times > 1], [], "got two")
        schedules = workspace.run("--json", "schedule", "list").json
        equal({(one["state"], one["made"]) for one in schedules}, {("ended", 1)})
        equal(workspace.run("--json", "verify").json["sound"], True, "verify")
    finally:
        simulator.stop()


peal.main(dict(globals()))

# SPDX-License-Identifier: GPL-3.0-or-later
"""Whole days of a shop, through pealctl alone, against the simulator. And: no secret, no text where none belongs."""

import collections
import datetime
import os
import shutil
import sqlite3
import subprocess
import tempfile
import time
import urllib.parse

import peal
from peal import contains, equal

PEOPLE = "First name,Last name,Mobile,Company\nAna,Silva,+12015550101,Bakery\nBob,Stone,+12015550102,\n" \
         "Cy,Young,+12015550103,Ice\nDee,,+12015550104,\n"


def open_shop(workspace, simulator):
    workspace.run("init", "--region", "US", "--name", "Ana's")
    workspace.add_simulator(simulator, "--list-exact")
    workspace.run("import", workspace.file("people.csv", PEOPLE), "--group", "Guests")


def with_simulator(*options):
    def decorate(story):
        def test(workspace):
            simulator = peal.Simulator("--seed", "3", *options)
            try:
                open_shop(workspace, simulator)
                story(workspace, simulator)
            finally:
                simulator.stop()
            equal(workspace.run("--json", "verify").json["sound"], True)
        test.__doc__ = story.__doc__
        return test
    return decorate


def says(simulator, number, text):
    """Somebody writes to us."""
    data = urllib.parse.urlencode({"From": number, "To": "+15005550006", "Body": text}).encode()
    simulator.ask("/simulator/inbound", data)


def wait_for(workspace, condition, *words):
    """Receipts and replies come when they come: runs until @condition holds, at most a minute."""
    for _ in range(60):
        workspace.run("run", "--until-idle")
        if condition(workspace.run("--json", *words).json):
            return
        time.sleep(0.2)
    raise AssertionError(f"{words} did not come to pass: {workspace.run(*words).out}")


@with_simulator("--receipt-delay", "0")
def test_day_with_a_stop(workspace, simulator):
    sent = workspace.run("--json", "send", "--group", "Guests", "Hi {first_name|there}, we open at 9").json
    equal((sent["now"], sent["later"], sent["left_out"]), (4, 0, 0))
    wait_for(workspace, lambda rows: rows and {row["state"] for row in rows} == {"delivered"}, "messages", "--outbound")
    equal(collections.Counter(one["body"] for one in simulator.accepted())["Hi Bob, we open at 9"], 1)

    says(simulator, "+12015550102", "STOP")
    says(simulator, "+12015550101", "See you 😀 then")
    wait_for(workspace, lambda rows: len(rows) == 2, "messages", "--inbound")
    inbox = {one["theirs"]: one for one in workspace.run("--json", "inbox", "--unread").json}
    equal(sorted(inbox), ["+12015550101", "+12015550102"])
    equal((inbox["+12015550101"]["display"], inbox["+12015550101"]["last_body"]), ("Ana Silva", "See you 😀 then"))
    equal(inbox["+12015550102"]["consent_sms"], "opted_out")

    again = workspace.run("--json", "send", "--group", "Guests", "We are closed tomorrow").json
    equal((again["now"], again["left_out"]), (3, 1))
    left_out, = [one for one in again["recipients"] if one["reason"] != "none"]
    equal((left_out["to"], left_out["reason"]), ("+12015550102", "opted_out"))
    before = len(simulator.accepted())
    workspace.run("run", "--until-idle")
    got = [one["to"] for one in simulator.accepted()[before:]]
    equal(sorted(got), ["+12015550101", "+12015550103", "+12015550104"])
    contains(workspace.run("send", "--to", "+12015550102", "Please?", status=1).out, "opted_out")


@with_simulator("--balance", "12.5")
def test_health(workspace, simulator):
    """What the process that sends saw is told beside it and after it, with an exit status for cron."""
    first = workspace.run("--json", "health").json
    equal((first["level"], first["findings"], first["sender"]), ("ok", [], {"who": "nobody", "pid": None}))
    account, = first["accounts"]
    equal((account["label"], account["condition"], account["seen_at"], account["secret"], first["keyring"]),
          ("Simulator", "unknown", None, "environment", "environment"))
    equal((first["ledger"]["sound"], first["file"]["sound"]), (None, None))

    workspace.run("send", "--group", "Guests", "Hello")
    due = workspace.run("--json", "health").json
    equal(([one["code"] for one in due["findings"]], due["level"], due["queue"]["waiting"]),
          (["nobody_sends"], "attention", 4))
    contains(workspace.run("health").out, "no process sends")

    process = workspace.start("run")
    for _ in range(300):
        beside = workspace.run("--json", "health").json
        if beside["rate"]["last_minute"] == 4 and beside["accounts"][0]["condition"] == "ready":
            break
        time.sleep(0.1)
    equal(beside["sender"], {"who": "other", "pid": process.pid})
    process.terminate()
    process.wait(timeout=60)

    after = workspace.run("--json", "health", "--check-ledger").json
    account, = after["accounts"]
    equal((after["level"], account["condition"], account["currency"]), ("ok", "ready", "USD"))
    assert account["replies_at"] and account["latency_ms"] is not None and abs(account["clock_ahead_ms"]) < 60000, account
    equal((after["ledger"]["sound"], after["file"]["sound"]), (True, True))
    equal(after["ledger"]["checked_rows"], after["ledger"]["rows"])
    contains(workspace.run("health").out, "All is well.")

    database = sqlite3.connect(os.path.join(workspace.path, "peal.db"))
    database.execute("DROP TRIGGER ledger_no_update")
    database.execute("UPDATE ledger SET actor = 'nobody' WHERE seq = 2")
    database.commit()
    broken = workspace.run("--json", "health", "--check-ledger", status=1).json
    equal((broken["level"], broken["findings"][0]["code"]), ("broken", "ledger_damaged"))
    contains(workspace.run("health", status=1).out, "Ledger row 2")
    database.execute("UPDATE ledger SET actor = (SELECT actor FROM ledger WHERE seq = 1) WHERE seq = 2")
    database.commit()
    database.close()


@with_simulator()
def test_merge_fields(workspace, _):
    def bodies(text, status=0):
        report = workspace.run("--json", "send", "--dry-run", "--group", "Guests", text, status=status).json
        return {one["display"]: one for one in report["recipients"]}

    missing = bodies("Hello {last_name}")
    equal((missing["Dee"]["reason"], missing["Dee"]["explanation"]), ("missing_field", "last_name"))
    equal(missing["Ana Silva"]["reason"], "none")
    equal(bodies("Hello {last_name|friend}")["Dee"]["reason"], "none")
    unknown = workspace.run("send", "--group", "Guests", "{shoe_size}", status=1)
    contains(unknown.err, "first_name")
    contains(workspace.run("send", "--group", "Guests", "open {first_name", status=1).err, "}")
    equal(workspace.run("--json", "messages").json, [], "a rehearsal queues nothing")


@with_simulator()
def test_marketing_waits_for_its_window(workspace, simulator):
    """Whatever the hour: at three in the night in New Jersey, marketing waits, and a reminder does not."""
    workspace.run("import", workspace.file("yes.csv", "Name,Mobile,SMS consent\nEve,+12015550105,yes\n"))
    night = "2099-03-02T08:00:00Z"
    explained = workspace.run("--json", "window", "+12015550105", "--at", night).json
    equal((explained["allowed"], explained["rule"]), (False, "US-NJ"))
    plan = workspace.run("--json", "send", "--dry-run", "--to", "+12015550105", "--kind", "marketing", "--at", night,
                         "Sale!", status=None).json
    waiting, = plan["recipients"]
    equal((plan["later"], waiting["to"]), (1, "+12015550105"), plan)


@with_simulator()
def test_times_of_this_computer(workspace, simulator):
    """A time without a zone is one of the clock here, also on the days when it is set."""
    workspace.environment["TZ"] = "Europe/Berlin"
    for text, utc in (("2031-01-10T09:00", "2031-01-10T08:00:00Z"), ("2031-07-10 09:00:00", "2031-07-10T07:00:00Z"),
                      ("2031-07-10T09:00Z", "2031-07-10T09:00:00Z"), ("2031-10-26T02:30", "2031-10-26T00:30:00Z")):
        plan = workspace.run("--json", "send", "--dry-run", "--to", "+12015550105", "--at", text, "Hello").json
        equal(plan["recipients"][0]["until"], utc, text)
    never = workspace.run("send", "--to", "+12015550105", "--at", "2031-03-30T02:30", "Hello", status=2)
    contains(never.err, "set forward")
    equal(workspace.run("--json", "messages").json, [])


@with_simulator()
def test_scheduled_message_waits(workspace, simulator):
    late = "2099-01-01T12:00:00Z"
    sent = workspace.run("--json", "send", "--to", "+12015550101", "--at", late, "Happy new year").json
    equal((sent["now"], sent["later"], sent["recipients"][0]["until"][:19]), (0, 1, late[:19]))
    workspace.run("run", "--until-idle")
    equal(simulator.accepted(), [])
    message, = workspace.run("--json", "messages").json
    equal((message["state"], message["not_before"][:19]), ("queued", late[:19]))


@with_simulator("--receipt-delay", "0")
def test_second_thoughts(workspace, simulator):
    """What waits is moved, told another text, hurried where the law lets it, and called off."""
    late, later = "2099-01-01T12:00:00Z", "2099-01-02T12:00:00Z"

    def act(*words, status=0):
        answer = workspace.run("--json", "messages", *words, status=status).json
        return answer["done"], answer["gone"], answer["refused"], answer["reason"]

    for person in ("1", "2", "3"):
        workspace.run("send", "--to", "+1201555010" + person, "--at", late, "Happy new year")
    equal(act("reschedule", "--ids", "1-2", "--at", later), (2, 0, 0, "none"))
    equal([one["not_before"][:10] for one in workspace.run("--json", "messages").json],
          ["2099-01-01", "2099-01-02", "2099-01-02"])
    contains(workspace.run("messages").out, "queued (scheduled, until 2099-01-02T12:00:00")
    equal(act("edit", "--ids", "1", "--text", "Happy {city}", status=1), (0, 0, 1, "missing_field"))
    equal(act("edit", "--ids", "1", "--text", "Happy {city|2099} 😀"), (1, 0, 0, "none"))
    equal(act("send-now", "--ids", "1"), (1, 0, 0, "none"))
    workspace.run("run", "--until-idle")
    equal([(one["to"], one["body"]) for one in simulator.accepted()], [("+12015550101", "Happy 2099 😀")])
    equal(act("send-now", "--ids", "1", status=1), (0, 1, 0, "none"), "it has left")
    equal(act("cancel", "--kind", "marketing"), (0, 0, 0, "none"))
    equal(act("cancel", "--reason", "scheduled"), (2, 0, 0, "none"))
    equal(sorted(one["state"] for one in workspace.run("--json", "messages", "--outbound").json if one["id"] > 1),
          ["cancelled", "cancelled"])
    workspace.run("send", "--to", "+12015550104", "--at", late, "Never to arrive")
    says(simulator, "+12015550104", "STOP")
    wait_for(workspace, lambda rows: len(rows) == 1, "messages", "--inbound")
    equal(act("send-now", "--waiting", status=1), (0, 0, 1, "opted_out"), "R-LAW-1")
    contains(workspace.run("messages", "send-now", "--waiting", status=1).out, "1 not (opted_out, never sent: Asked to stop)")


@with_simulator("--receipt-delay", "0")
def test_filters_of_messages(workspace, simulator):
    workspace.run("send", "--to", "+12015550101", "One")
    workspace.run("send", "--to", "+12015550102", "Two")
    says(simulator, "+12015550101", "Three")
    wait_for(workspace, lambda rows: len(rows) == 1, "messages", "--inbound")

    def bodies(*words):
        return [one["body"] for one in workspace.run("--json", "messages", *words).json]

    equal(bodies("--outbound"), ["Two", "One"], "newest first")
    equal(bodies("--inbound"), ["Three"])
    equal(bodies("--number", "(201) 555-0102"), ["Two"], "as people write it")
    equal(sorted(bodies("--number", "+12015550101")), ["One", "Three"])
    equal(len(bodies("--limit", "2")), 2)
    equal(bodies("--state", "received"), ["Three"])
    equal(bodies("--state", "failed"), [])
    equal(bodies("--inbound", "--outbound", "--limit", "9") == bodies(), True, "both is all")


@with_simulator()
def test_waits_for_its_turn(workspace, simulator):
    """Two senders: one sends what anybody queues, the other waits; killed, the first leaves it the work."""
    def wait_for_lock(process):
        """Without asking pealctl, which would take it."""
        path = os.path.join(workspace.path, "engine.lock")

        def is_held():
            with open(path, encoding="utf-8") as lock:
                return lock.read().strip() == str(process.pid)

        peal.wait_until(lambda: os.path.exists(path) and is_held(), "the lock")

    def wait_for_messages(n):
        peal.wait_until(lambda: len(simulator.accepted()) == n, f"{n} messages")

    first = workspace.start("run")
    try:
        wait_for_lock(first)
        second = workspace.start("run", "--wait")
        try:
            workspace.run("send", "--to", "+12015550101", "One")
            wait_for_messages(1)
            first.kill()
            first.wait()
            workspace.run("send", "--to", "+12015550102", "Two")
            wait_for_messages(2)
            second.terminate()
            equal(second.wait(timeout=60), 0)
            third = workspace.start("run")
            wait_for_lock(third)
            waiting = workspace.start("run", "--wait")
            peal.wait_until_it_hears(waiting)
            time.sleep(1)
            waiting.terminate()
            equal(waiting.wait(timeout=60), 0, "stopped before its turn")
            third.terminate()
            equal(third.wait(timeout=60), 0)
        finally:
            second.kill()
    finally:
        first.kill()


def test_rate_of_an_account(workspace):
    simulator = peal.Simulator()
    try:
        workspace.run("init", "--region", "US")
        workspace.add_simulator(simulator, "--rate", "5")
        rows = "".join(f"Person {i},+1201555{i:04d}\n" for i in range(20))
        workspace.run("import", workspace.file("people.csv", "Name,Mobile\n" + rows), "--group", "All")
        workspace.run("send", "--group", "All", "Hi")
        process = workspace.start("run")
        peal.wait_until(simulator.accepted, "the first ones")
        process.terminate()
        process.wait(timeout=60)
        some = len(simulator.accepted())
        equal(0 < some < 20, True, f"{some} of 20 at once, at 5 a second")
        workspace.run("run", "--until-idle")
        equal(len(simulator.accepted()), 20)
    finally:
        simulator.stop()


SECRET = "zQ9-secret-of-the-shop-7Hk"
BODY = "Your-table-of-seven-is-ready"
REPLY = "Lovely-we-are-on-our-way"


@with_simulator()
def test_limits_of_an_account(workspace, simulator):
    """What is over the day's limit waits for its next day and says so, also for a second run; a short wait is waited out."""
    equal(workspace.run("--json", "limit", "list", "Simulator").json, [], "none at first")
    zone, hour = peal.far_from_midnight()
    workspace.run("limit", "add", "Simulator", "--count", "3", "--per", "day", "--zone", zone)
    workspace.run("limit", "add", "Simulator", "--count", "60", "--per", "minute", "--number", "each", "--burst", "2")
    equal([(row["scope"], row["count"], row["per"], row["reset"], row["zone"])
           for row in workspace.run("--json", "limit", "list", "Simulator").json],
          [("account", 3, "day", "00:00", zone), ("number", 60, "minute", "", "")], "as given")
    contains(workspace.run("limit", "add", "Simulator", "--count", "3", "--per", "day", "--zone", "Mars/Olympus",
                           status=1).err, "America/Los_Angeles")
    contains(workspace.run("limit", "list", "Nobody", status=1).err, "account list")
    plan = workspace.run("--json", "send", "--dry-run", *[word for i in range(5) for word in ("--to", f"+1201555010{i}")],
                         "Hello").json
    midnight = plan["finish_at"]
    equal((midnight.endswith(f"T{hour}Z"), plan["now"]), (True, 5), f"the last one goes on the next day there: {midnight}")
    for number in range(5):
        workspace.run("send", "--to", f"+1201555010{number}", "Hello")
    for _ in range(2):
        workspace.run("run", "--until-idle")
        equal(len(simulator.accepted()), 3, "as many as the day allows")
    waiting = workspace.run("--json", "messages", "--state", "queued").json
    equal([message["reason"] for message in waiting], ["limit", "limit"], "and the others say why")
    workspace.run("limit", "clear", "Simulator")
    workspace.run("run", "--until-idle")
    equal(len(simulator.accepted()), 5, "all, when nothing limits them")


@with_simulator()
def test_several_accounts(workspace, simulator):
    """The phone up to its limit, then the other account; nothing to a country that is refused; and it can be explained."""
    second = peal.Simulator("--receipt-delay", "0")
    try:
        workspace.run("account", "add", "--provider", "simulator", "--label", "Other", "--base-url", second.url,
                      "--username", "AC" + "0" * 32, "--from", "+15005550007")
        contains(workspace.run("route", "explain", "+12015550101").out, "no rules")
        workspace.run("route", "add", "Other")
        workspace.run("route", "add", "Simulator", "--at", "1")
        workspace.run("route", "add", "--refuse", "--prefix", "+4479", "--at", "1")
        workspace.run("route", "add", "Nobody", status=1)
        workspace.run("route", "move", "1", "9", status=1)
        contains(workspace.run("route", "add", "Other", "--prefix", "44", status=1).err, "+44")
        workspace.run("route", "move", "3", "2")
        workspace.run("route", "move", "2", "3")
        equal([(rule["rule"], rule["prefix"], rule["refuse"], rule["account"])
               for rule in workspace.run("--json", "route", "list").json],
              [(1, "+4479", True, ""), (2, "", False, "Simulator"), (3, "", False, "Other")], "in order")
        workspace.run("limit", "add", "Simulator", "--count", "2", "--per", "day", "--zone", peal.far_from_midnight()[0])
        for number in range(5):
            workspace.run("send", "--to", f"+1201555010{number}", "Hello")
        workspace.run("run", "--until-idle")
        equal((len(simulator.accepted()), len(second.accepted())), (2, 3), "the rest through the other one")
        told = workspace.run("--json", "route", "explain", "+12015550199").json
        equal((told["verdict"], told["country"], [(row["account"], row["chosen"], row["note"]) for row in told["senders"]]),
              ("send", "US", [("Other", True, "chosen"), ("Simulator", False, "limit")]))
        equal(workspace.run("--json", "route", "explain", "+447911123456").json["reason"], "rule_refuses")
        contains(workspace.run("send", "--to", "+447911123456", "Hello").out, "nothing goes there; change the rules")
        workspace.run("run", "--until-idle")
        contains(workspace.run("messages", "--reason", "no_route").out, "messages cancel")
        told = workspace.run("--json", "health").json
        equal([row["code"] for row in told["findings"]], ["no_route"])
        equal((told["queue"]["held"], told["queue"]["later"]), (1, 0), "it waits for a rule, not for a time")
        contains(workspace.run("health").out, "The rules let no account send some messages (1). Change them")
        workspace.run("limit", "money", "Other", "--sum", "0.01", status=1)
        workspace.run("limit", "money", "Other", "--sum", "0.01", "--currency", "USD", "--zone", "UTC")
        equal(workspace.run("--json", "limit", "money", "Other").json["micros"], 10000)
        workspace.run("limit", "price", "Other", "us", "--sum", "0.004", "--currency", "USD", status=1)
        workspace.run("limit", "price", "Other", "US", "--sum", "0.004", "--currency", "USD")
        equal([row for row in workspace.run("--json", "limit", "price", "Other").json if row["country"] == "US"],
              [{"country": "US", "micros": 4000, "currency": "USD"}])
        workspace.run("route", "set", "--failover", "off", "--patience", "5", "--sticky-patience", "10")
        workspace.run("route", "remove", "1")
        equal(len(workspace.run("--json", "route", "list").json), 2)
        workspace.run("limit", "clear", "Simulator")
        workspace.run("run", "--until-idle")
        equal(len(simulator.accepted()), 3, "what a rule held goes when it is gone")
        workspace.run("route", "add", "--refuse", "--at", "1")
        workspace.run("send", "--to", "+12015550188", "--to", "+12015550189", "Hello")
        workspace.run("run", "--until-idle")
        contains(workspace.run("account", "remove", "Other", "--move-to", "Other", status=2).err, "that goes")
        workspace.run("schedule", "add", "See you", "--to", "+12015550188", "--start", "2035-01-08 09:00", "--account", "Other")
        told = workspace.run("account", "remove", "Other").out
        contains(told, "Messages wait there (2)")
        contains(told, "Schedules send through it (1)")
        contains(workspace.run("schedule", "list").out, "active, no account")
        contains(workspace.run("health").out, "Some schedules (1) have no account in use")
        told = workspace.run("--json", "health").json
        equal([row["code"] for row in told["findings"]], ["account_removed", "schedule_idle"])
        equal((told["queue"]["held"], told["queue"]["waiting"]), (2, 0), "for a person")
        equal(workspace.run("--json", "account", "take-over", "Simulator").json, {"moved": 2, "schedules": 1})
        equal([(one["account"], one["has_account"]) for one in workspace.run("--json", "schedule", "list").json],
              [("Simulator", True)])
        workspace.run("route", "remove", "1")
        workspace.run("run", "--until-idle")
        equal((len(simulator.accepted()), len(second.accepted())), (5, 3), "moved, and sent")
        equal([(rule["account"], rule["removed"]) for rule in workspace.run("--json", "route", "list").json],
              [("Simulator", False), ("Other", True)])
        contains(workspace.run("route", "list").out, "Other (removed)")
    finally:
        second.stop()


def test_secrets_and_texts_stay_where_they_belong(workspace):
    """R-DATA-4: no secret in an argument, a log, an error or the file; no text of a message in a log."""
    simulator = peal.Simulator("--receipt-delay", "0", "--rate", "error=0.3")
    try:
        workspace.run("init", "--region", "US")
        workspace.environment.update(PEAL_SECRET=SECRET, G_MESSAGES_DEBUG="all")
        logs = workspace.run("account", "add", "--provider", "twilio", "--label", "S", "--base-url", simulator.url,
                             "--username", "AC" + "0" * 32, "--from", "+15005550006", "--secret-stdin", "--list-exact",
                             input=SECRET + "\n").err
        for i in range(6):
            workspace.run("send", "--to", f"+1201555010{i}", BODY)
        says(simulator, "+12015550101", REPLY)
        with tempfile.TemporaryFile("w+") as log:
            process = subprocess.Popen(workspace.command("run"), env=workspace.environment, stdout=log, stderr=log)
            with open(f"/proc/{process.pid}/cmdline", "rb") as file:
                equal(SECRET.encode() in file.read(), False, "arguments")
            peal.wait_until(lambda: len(simulator.accepted()) >= 6 and REPLY in workspace.run("messages").out, "the reply")
            process.terminate()
            process.wait(timeout=60)
            log.seek(0)
            logs += log.read()
        simulator.stop()
        logs += workspace.run("account", "test", "S", status=1).err
        logs += workspace.run("verify").err
    finally:
        simulator.stop()
    for word in (SECRET, BODY, REPLY):
        equal(word in logs, False, f"{word} in the log")
    for name in os.listdir(workspace.path):
        with open(os.path.join(workspace.path, name), "rb") as file:
            equal(SECRET.encode() in file.read(), False, name)
    contains(workspace.run("messages").out, REPLY)


def utc(**span):
    """A time on a clock in Greenwich, from now."""
    now = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(**span)
    return now.strftime("%Y-%m-%d %H:%M:%S")


def add_schedule(workspace, text, *words):
    return str(workspace.run("--json", "schedule", "add", text, "--to", "+12015550101", *words).json["id"])


@with_simulator()
def test_schedules(workspace, simulator):
    """Made, shown, paused, carried out by "run", deleted."""
    soon = add_schedule(workspace, "Soon", "--start", utc(hours=1), "--zone", "UTC")
    weekly = add_schedule(workspace, "Weekly", "--start", "2040-03-25 02:30", "--zone", "Europe/Berlin",
                          "--repeat", "FREQ=WEEKLY;COUNT=2", "--name", "Class")
    times = workspace.run("--json", "schedule", "next", weekly, "--count", "3").json
    equal([(one["local"], one["at"], one["fit"]) for one in times],
          [("2040-03-25T02:30:00", "2040-03-25T01:30:00Z", "gap"),
           ("2040-04-01T02:30:00", "2040-04-01T00:30:00Z", "unique")])
    workspace.begin_schedules(1, f"id = {soon}")
    workspace.run("run", "--until-idle")
    equal([one["body"] for one in simulator.accepted()], ["Soon"])
    shown = workspace.run("--json", "schedule", "show", soon).json
    equal((shown["state"], shown["made"], shown["next_at"]), ("ended", 1, None))
    equal(shown["occurrences"][0]["reason"], "in_time")
    workspace.run("schedule", "pause", weekly)
    equal([(one["name"], one["state"]) for one in workspace.run("--json", "schedule", "list").json],
          [("Class", "paused"), ("Soon", "ended")])
    workspace.run("schedule", "edit", weekly, "--start", "2040-03-26 10:00", "--text", "Monthly", "--repeat",
                  "FREQ=MONTHLY")
    edited = workspace.run("--json", "schedule", "show", weekly).json
    equal([edited[name] for name in ("name", "body", "state", "start", "zone", "repeat")],
          ["Class", "Monthly", "paused", "2040-03-26T10:00:00", "Europe/Berlin", "FREQ=MONTHLY"])
    workspace.run("schedule", "edit", "77", "--name", "Nobody", status=1)
    workspace.run("schedule", "resume", weekly)
    contains(workspace.run("schedule", "resume", weekly, status=1).err, "state")
    workspace.run("schedule", "delete", weekly)
    contains(workspace.run("schedule", "show", weekly, status=1).err, "not there")


@with_simulator()
def test_schedule_refused(workspace, simulator):
    at = ["--start", utc(days=1)]
    for words, why in [(["--start", "2020-01-01 09:00"], "past"), ([*at, "--zone", "Middle/Earth"], "zone"),
                       ([*at, "--repeat", "daily"], "rule"), ([*at, "--group", "Nosuch"], "Nosuch"),
                       ([*at, "--date", "birthday", "--days", "99"], "30 days"),
                       ([*at, "--date", "birthday"], "no birthday")]:
        contains(workspace.run("schedule", "add", "Hi", "--to", "+12015550101", *words, status=1).err, why)
    contains(workspace.run("schedule", "add", "Hi", *at, status=1).err, "nobody")
    contains(workspace.run("schedule", "add", "{shoe_size}", "--to", "+12015550101", *at, status=1).err, "shoe_size")


@with_simulator()
def test_missed_and_answered(workspace, simulator):
    """Nobody was there at its time: a person is asked, once."""
    add_schedule(workspace, "Too late?", "--start", utc(hours=1), "--zone", "UTC", "--late", "0m")
    workspace.begin_schedules(2 * 3600)
    workspace.run("run", "--until-idle")
    equal(workspace.run("--json", "schedule", "questions").json, {"clock": False, "copy": False, "messages": 1})
    equal(simulator.accepted(), [])
    contains(workspace.run("schedule", "questions").out, "answer send")
    workspace.run("schedule", "answer", "send")
    workspace.run("run", "--until-idle")
    equal([one["body"] for one in simulator.accepted()], ["Too late?"])
    equal(workspace.run("schedule", "questions").out, "")


@with_simulator()
def test_restored_backup(workspace, simulator):
    """What a backup holds may have been sent since it was made."""
    workspace.run("run", "--until-idle")
    workspace.run("send", "--to", "+12015550101", "Once")
    backup = os.path.join(workspace.path, "backup")
    shutil.copy(os.path.join(workspace.path, "peal.db"), backup)
    workspace.run("run", "--until-idle")
    equal(len(simulator.accepted()), 1)
    shutil.copy(backup, os.path.join(workspace.path, "peal.db"))
    workspace.run("run", "--until-idle")
    equal(workspace.run("--json", "schedule", "questions").json, {"clock": False, "copy": True, "messages": 1})
    workspace.run("schedule", "answer", "only-copy")
    workspace.run("schedule", "answer", "leave-out")
    workspace.run("run", "--until-idle")
    equal(len(simulator.accepted()), 1)
    equal(workspace.run("--json", "messages").json[0]["reason"], "missed")


peal.main(dict(globals()))

# SPDX-License-Identifier: GPL-3.0-or-later
"""What a script relies on: exit statuses, JSON on standard output, everything else on standard error."""

import json
import os
import re
import subprocess

import peal
from peal import contains, equal

VERBS = ["init", "account", "limit", "route", "simulator", "import", "export", "contacts", "group", "send", "schedule", "run",
         "messages", "inbox", "text", "window", "intent", "health", "verify"]
USAGE = [
    [],
    ["--nosuch"],
    ["nosuch"],
    ["help", "nosuch"],
    ["--workspace"],
    ["account"],
    ["account", "bogus"],
    ["account", "list", "more"],
    ["account", "test"],
    ["account", "add"],
    ["account", "add", "--provider", "nosuch"],
    ["account", "add", "--provider", "twilio", "--from", "+15005550006"],
    ["account", "add", "--provider", "twilio", "--username", "AC1"],
    ["route"],
    ["route", "bogus"],
    ["route", "add"],
    ["route", "add", "Main", "--country", "Atlantis"],
    ["route", "move", "1"],
    ["route", "remove"],
    ["route", "explain"],
    ["route", "set", "--failover", "perhaps"],
    ["limit"],
    ["limit", "list"],
    ["limit", "bogus", "Main"],
    ["limit", "add", "Main", "--per", "day"],
    ["limit", "add", "Main", "--count", "5"],
    ["limit", "add", "Main", "--count", "5", "--per", "week"],
    ["limit", "add", "Main", "--count", "5", "--per", "day", "--unit", "words"],
    ["limit", "add", "Main", "--count", "5", "--per", "day", "--reset", "25:00"],
    ["limit", "add", "Main", "--count", "5", "--per", "day", "--number", "each", "--class", "each"],
    ["limit", "class", "Main"],
    ["simulator", "--port", "70000"],
    ["simulator", "--rate", "lost=2"],
    ["simulator", "--rate", "nosuch=0.1"],
    ["import"],
    ["import", "a.csv", "b.csv"],
    ["import", "a.csv", "--region", "XX"],
    ["export"],
    ["export", "a.txt"],
    ["export", "a.csv", "--format", "pdf"],
    ["export", "a.csv", "b.csv"],
    ["init", "--region", "Narnia"],
    ["group", "bogus"],
    ["group", "add"],
    ["group", "list", "more"],
    ["group", "show"],
    ["group", "add", "VIP", "Ana", "--rule", '{"field":"city","test":"is_empty"}'],
    ["group", "delete", "VIP", "--rule", '{"field":"city","test":"is_empty"}'],
    ["group", "add", "VIP", "--rule", '{"field":"planet","test":"is_empty"}'],
    ["send", "--to", "+12015550123"],
    ["send", "Hi"],
    ["send", "--to", "+12015550123", "--kind", "bogus", "Hi"],
    ["send", "--to", "+12015550123", "--at", "tomorrow", "Hi"],
    ["send", "--to", "+12015550123", "--until", "tomorrow", "Hi"],
    ["send", "--to", "+12015550123", "--at", "2026-02-30T10:00", "Hi"],
    ["send", "--to", "+12015550123", "--at", "2099-11-21", "Hi"],
    ["schedule"],
    ["schedule", "bogus"],
    ["schedule", "list", "more"],
    ["schedule", "next"],
    ["schedule", "next", "monday"],
    ["schedule", "answer", "maybe"],
    ["schedule", "edit"],
    ["schedule", "edit", "1", "--start", "tomorrow"],
    ["schedule", "add", "Hi", "--start", "2026-11-30 09:00", "--text", "Ho"],
    ["schedule", "add"],
    ["schedule", "add", "Hi"],
    ["schedule", "add", "Hi", "--start", "tomorrow"],
    ["schedule", "add", "Hi", "--start", "2026-11-30 09:00", "--missed", "never"],
    ["schedule", "add", "Hi", "--start", "2026-11-30 09:00", "--late", "4"],
    ["schedule", "add", "Hi", "--start", "2026-11-30 09:00", "--valid-for", "0h"],
    ["schedule", "add", "Hi", "--start", "2026-11-30 09:00", "--leap-day", "never"],
    ["schedule", "add", "Hi", "--start", "2026-11-30 09:00", "--kind", "bogus"],
    ["messages", "--state", "bogus"],
    ["messages", "--limit", "many"],
    ["messages", "forget"],
    ["messages", "cancel"],
    ["messages", "cancel", "--ids", "1", "--waiting"],
    ["messages", "cancel", "--ids", "3-1"],
    ["messages", "cancel", "--ids", "1,x"],
    ["messages", "cancel", "--reason", "opted_out"],
    ["messages", "cancel", "--kind", "bogus"],
    ["messages", "reschedule", "--ids", "1"],
    ["messages", "reschedule", "--ids", "1", "--at", "soon"],
    ["messages", "edit", "--ids", "1", "--text", " "],
    ["text"],
    ["text", "two", "texts"],
    ["window"],
    ["window", "+12015550123", "--at", "noon"],
    ["window", "+12015550123", "--region", "Narnia"],
    ["intent"],
]
NEEDS_WORKSPACE = [["contacts"], ["group"], ["messages"], ["inbox"], ["health"], ["verify"], ["run"], ["account", "list"],
                   ["schedule", "list"], ["send", "--to", "+12015550123", "Hi"], ["import", "a.csv"], ["export", "a.csv"]]
READING = [["contacts"], ["group"], ["group", "list"], ["messages"], ["inbox"], ["health"], ["verify"], ["account", "list"],
           ["schedule", "list"], ["schedule", "questions"], ["account", "providers"], ["text", "Hi"],
           ["window", "+12015550123"], ["intent", "Hi"],
           ["run", "--until-idle"]]


def bare(*words, **environment):
    done = subprocess.run([peal.PEALCTL, *words], capture_output=True, env=dict(os.environ, **environment), timeout=60)
    return peal.Result(done.returncode, done.stdout.decode(), done.stderr.decode())


def test_help(_):
    for words in (["--help"], ["-h"], ["help"]):
        result = bare(*words)
        equal((result.status, result.err), (0, ""), words)
        for verb in VERBS:
            contains(result.out, f"\n  {verb} ")
    for verb in VERBS:
        for words in ([verb, "--help"], ["help", verb]):
            result = bare(*words)
            equal((result.status, result.err), (0, ""), words)
            contains(result.out, f"pealctl {verb}")
            contains(result.out, "--json")
    equal(bare("--version").out.split()[0], "pealctl", "version")


def test_page_names_every_option(_):
    page = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../doc/pealctl.md")
    with open(page, encoding="utf-8") as file:
        text = file.read()
    for verb in VERBS + ["demo"]:
        contains(text, f"\n### {verb}")
        for option in re.findall(r"--[a-z][a-z-]+", bare(verb, "--help").out):
            contains(text, option)


def test_usage_is_2(_):
    for verb in VERBS:
        result = bare(verb, "--nosuch")
        equal((result.status, result.out), (2, ""), verb)
        contains(result.err, "--nosuch")
        contains(result.err, f"Try: pealctl {verb} --help")
    for words in USAGE:
        result = bare(*words)
        equal((result.status, result.out), (2, ""), f"{words}: {result.err}")
        contains(result.err, "pealctl")


def test_no_workspace_is_1(workspace):
    for words in NEEDS_WORKSPACE:
        result = workspace.run(*words, status=1)
        equal(result.out, "", words)
        contains(result.err, "pealctl init")
        equal(os.path.exists(workspace.path), False, f"{words} made a folder")


def test_json_of_every_reading_verb(workspace):
    workspace.run("init", "--region", "US")
    for words in READING:
        before = workspace.run("--json", *words)
        after = workspace.run(*words, "--json")
        json.loads(before.out)
        equal(type(before.json), type(after.json), words)
        equal(before.err, "", words)


def test_default_workspace(workspace):
    data = os.path.join(workspace.folder.name, "data")
    result = bare("init", "--json", XDG_DATA_HOME=data)
    equal(result.json, {"workspace": os.path.join(data, "peal", "workspaces", "default")})
    equal(os.stat(result.json["workspace"]).st_mode & 0o777, 0o700, "mode of the folder")
    equal(os.stat(os.path.join(result.json["workspace"], "peal.db")).st_mode & 0o777, 0o600, "mode of the file")
    equal(bare("contacts", "--json", XDG_DATA_HOME=data).json, [])


def test_text(_):
    def text(*words, **environment):
        return bare("text", "--json", *words, **environment).json

    equal(text("Hi"), {"encoding": "GSM-7", "segments": 1, "units": 2, "per_segment_units": [2], "forcing": []})
    equal(text("a" * 161)["per_segment_units"], [153, 8])
    equal(text("Hi 😀"), {"encoding": "UCS-2", "segments": 1, "units": 5, "per_segment_units": [5],
                          "forcing": [{"offset": 3, "text": "😀"}]})
    equal(text("مرحبا")["encoding"], "UCS-2", "right to left")
    equal(text("--", "-dash")["units"], 5, "a dash after --")
    equal(text("")["segments"], 0, "empty")
    for locale in ("C", "POSIX", "C.UTF-8"):
        equal(text("Grüße 😀", LC_ALL=locale)["forcing"], [{"offset": 6, "text": "😀"}], locale)


def test_window(_):
    night = bare("window", "--json", "+12015550123", "--at", "2026-11-21T09:00:00Z").json
    equal(night, {"allowed": False, "next_allowed": "2026-11-21T13:00:00Z", "rule": "US-NJ",
                  "zones": ["America/New_York"], "why": night["why"]})
    contains(night["why"], "America/New_York")
    day = bare("window", "--json", "(201) 555-0123", "--region", "us", "--at", "2026-11-21T18:30:00Z").json
    equal((day["allowed"], day["next_allowed"]), (True, "2026-11-21T18:30:00Z"))
    refused = bare("window", "201")
    equal((refused.status, refused.out), (1, ""))
    contains(refused.err, "country code")


def test_intent(_):
    equal(bare("intent", "--json", "STOP").json["class"], "opt_out")
    equal(bare("intent", "--json", "see you at 5").json, {"class": "none", "rule": "", "span": ""})
    equal(bare("intent", "--json", "HELP").json["class"], "help")
    for answer in (bare("intent", "--json", text).json for text in ("Stop texting me", "START", "¿alto?")):
        equal(sorted(answer), ["class", "rule", "span"])


def batch(verb, data):
    done = subprocess.run([peal.PEALCTL, verb, "--batch"], input=data, capture_output=True, timeout=60)
    return peal.Result(done.returncode, done.stdout.decode(), done.stderr.decode())


def test_batch_answers_every_line(_):
    lines = [b"", b"[1]", b"null", b"{", b"\xff", b'{"text":1}', b"{}", b"[" * 100000,
             b'{"text":"a","to":"+12015550123","at":"2026-11-21T09:00:00Z"}']
    for verb in ("text", "window", "intent"):
        result = batch(verb, b"\n".join(lines))
        equal(result.status, 1, f"{verb}: some were refused")
        equal(len(result.lines), len(lines), verb)
        equal([sorted(answer) for answer in result.lines[:-1]], [["error"]] * (len(lines) - 1), verb)
        equal("error" in result.lines[-1], False, verb)
    equal(batch("text", b'{"text":"\xff"}').lines[0]["encoding"], "UCS-2", "a stray byte stands for a character")
    empty = batch("text", b"")
    equal((empty.status, empty.out), (0, ""))
    equal(batch("window", b'{"to":"+12015550123","at":null}\n').status, 0, "null is now")
    equal("error" in batch("window", b'{"to":"+12015550123","at":"noon"}\n').lines[0], True)


def test_batch_of_thousands(_):
    n = 10000
    texts = [{"text": f"Message {i} 😀 é €", "lang": "en", "to": f"+1201555{i:04d}"} for i in range(n)]
    data = "".join(json.dumps(text) + "\n" for text in texts).encode()
    for verb in ("text", "window", "intent"):
        result = batch(verb, data)
        equal((result.status, len(result.lines)), (0, n), verb)
    equal(batch("text", data).lines[n - 1]["units"], len("Message 9999 😀 é €") + 1, "in the order of the questions")


def test_batch_answers_at_once(_):
    """So that a script can ask, read, and ask again."""
    process = subprocess.Popen([peal.PEALCTL, "text", "--batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    for text in ("a", "bb", "ccc"):
        process.stdin.write(json.dumps({"text": text}).encode() + b"\n")
        process.stdin.flush()
        equal(json.loads(process.stdout.readline())["units"], len(text))
    process.stdin.close()
    equal(process.wait(timeout=60), 0)
    process.stdout.close()


def test_output_that_cannot_be_written(_):
    with open("/dev/full", "wb") as full:
        done = subprocess.run([peal.PEALCTL, "text", "--json", "Hi"], stdout=full, stderr=subprocess.PIPE, timeout=60)
    equal(done.returncode, 1)
    contains(done.stderr.decode(), "standard output")


def test_groups(workspace):
    workspace.run("init", "--region", "US")
    workspace.run("import", workspace.file("a.csv", "Name,Mobile\nAna,2015550101\nBob,2015550102\nBobby,2015550103\n"))
    refused = workspace.run("group", "add", "VIP", "Bob", status=1)
    contains(refused.err, "2 contacts")
    equal(workspace.run("--json", "group").json, [], "a group is not made for somebody who is not found")
    workspace.run("group", "add", "VIP", "Ana", "+12015550103")
    equal([(group["name"], group["members"]) for group in workspace.run("--json", "group").json], [("VIP", 2)])
    equal([contact["display"] for contact in workspace.run("--json", "contacts", "--group", "VIP").json], ["Ana", "Bobby"])
    workspace.run("group", "remove", "VIP", "Ana")
    equal(workspace.run("--json", "group").json[0]["members"], 1)
    contains(workspace.run("group", "remove", "None", "Ana", status=1).err, "None")
    workspace.run("group", "delete", "VIP")
    equal(workspace.run("--json", "group").json, [])


def test_rule_groups(workspace):
    workspace.run("init", "--region", "US")
    workspace.run("import", workspace.file("a.csv", "Name,Mobile,City\nAna,2015550101,Bonn\nBob,2015550102,Cologne\n"))
    rule = {"all": [{"field": "city", "test": "is", "value": "bonn"}]}
    workspace.run("group", "add", "Bonn", "--rule", json.dumps(rule))
    shown = workspace.run("--json", "group", "show", "Bonn").json
    equal((shown["members"], shown["kind"], shown["sentence"]), (1, "rule", "City is “bonn”"))
    equal(shown["rule"], rule)
    contains(workspace.run("group", "show", "Bonn").out, "City is “bonn”")

    inner = {"none": [{"field": "group", "test": "is", "value": "Bonn"}]}
    workspace.run("group", "add", "Others", "--rule", json.dumps(inner))
    equal(workspace.run("--json", "group", "show", "Others").json["sentence"], 'Not (group is "Bonn")')
    equal([contact["display"] for contact in workspace.run("--json", "contacts", "--group", "Others").json], ["Bob"])
    rule["all"][0]["value"] = "cologne"
    workspace.run("group", "add", "Bonn", "--rule", json.dumps(rule))
    equal([contact["display"] for contact in workspace.run("--json", "contacts", "--group", "Others").json], ["Ana"])
    contains(workspace.run("group", "add", "Bonn", "Ana", status=1).err, "rule")

    workspace.run("group", "delete", "Bonn")
    equal([(group["name"], group["broken"]) for group in workspace.run("--json", "group").json], [("Others", True)])
    contains(workspace.run("send", "--group", "Others", "Hello", status=1).err, "not there")
    workspace.run("group", "add", "Chosen", "Ana")
    contains(workspace.run("group", "add", "Chosen", "--rule", json.dumps(rule), status=1).err, "by hand")
    equal(workspace.run("--json", "group", "show", "Chosen").json["rule"], None)


peal.main(dict(globals()))

# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of pealctl share: a workspace in a temporary folder, a simulator, TAP."""

import datetime
import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import traceback
import urllib.request

PEALCTL = os.environ["PEALCTL"]
LIMIT = 300  # seconds; a command that hangs is a failure, not a wait
SOON = 60  # seconds for what takes a moment on a machine that has nothing else to do


class Result:
    def __init__(self, status, out, err):
        self.status, self.out, self.err = status, out, err

    @property
    def json(self):
        return json.loads(self.out)

    @property
    def lines(self):
        return [json.loads(line) for line in self.out.splitlines()]


class Workspace:
    """A workspace of its own, with its secret in the environment, as on a headless server."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="peal-test-")
        self.path = os.path.join(self.folder.name, "workspace")
        self.environment = dict(os.environ, PEAL_SECRET="a-secret-for-tests")

    def command(self, *words):
        return [PEALCTL, "--workspace", self.path, *words]

    def run(self, *words, input=None, status=0):
        done = subprocess.run(self.command(*words), input=input, capture_output=True, text=True,
                              env=self.environment, timeout=LIMIT)
        result = Result(done.returncode, done.stdout, done.stderr)
        if status is not None:
            equal(result.status, status, f"{words}: {result.err}{result.out[:500]}")
        for word in ("CRITICAL", "WARNING", "AddressSanitizer", "runtime error"):
            assert word not in result.err, result.err
        return result

    def start(self, *words):
        return subprocess.Popen(self.command(*words), env=self.environment, stdout=subprocess.DEVNULL,
                                stderr=subprocess.DEVNULL)

    def file(self, name, content):
        path = os.path.join(self.folder.name, name)
        with open(path, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())
        return path

    def begin_schedules(self, ago, where="1"):
        """Moves schedules that are to begin later, so that their time was @ago seconds ago in Greenwich: no test waits
        for a time, nor comes too late for it."""
        at = int(time.time() - ago)
        with sqlite3.connect(os.path.join(self.path, "peal.db")) as database:
            database.execute(f"UPDATE schedule SET next_at = ?, start = ? WHERE {where}",
                             (at * 1000000, time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(at))))
        database.close()

    def add_simulator(self, simulator, *words):
        self.run("account", "add", "--provider", "twilio", "--label", "Simulator", "--base-url", simulator.url,
                 "--username", "AC" + "0" * 32, "--from", "+15005550006", *words)


class Simulator:
    def __init__(self, *words):
        self.process = subprocess.Popen([PEALCTL, "simulator", *words], stdout=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().strip()
        assert self.url.startswith("http"), "the simulator did not start"

    def ask(self, path, data=None):
        with urllib.request.urlopen(self.url + path, data=data, timeout=60) as answer:
            return json.load(answer)

    def accepted(self):
        """Every message it ever accepted."""
        return self.ask("/simulator/messages.json")["messages"]

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=LIMIT)


def wait_until(condition, about):
    end = time.monotonic() + SOON
    while not condition():
        assert time.monotonic() < end, f"in vain: {about}"
        time.sleep(0.1)


def wait_until_it_hears(process):
    """Until it would end well when it is told to, and not be struck down on its way to that."""
    def hears():
        with open(f"/proc/{process.pid}/status", encoding="utf-8") as status:
            caught = next(line for line in status if line.startswith("SigCgt"))
        return int(caught.split()[1], 16) >> (signal.SIGTERM - 1) & 1

    wait_until(hears, "a signal to be heard")


def far_from_midnight():
    """A zone in which no day ends while a test runs, and the hour at which one does, in Greenwich."""
    hour = datetime.datetime.now(datetime.timezone.utc).hour
    return ("UTC", "00:00:00") if 6 <= hour < 18 else ("Etc/GMT-12", "12:00:00")


class Skip(Exception):
    """This machine does not have what the test needs."""


def equal(got, wanted, about=""):
    assert got == wanted, f"{about}: got {got!r}, wanted {wanted!r}"


def contains(text, part):
    assert part in text, f"{part!r} is not in {text!r}"


def main(tests):
    """Runs functions named test_*, each with a fresh workspace, and prints TAP."""
    chosen = [(name, func) for name, func in tests.items() if name.startswith("test_")]
    failed = 0
    print(f"1..{len(chosen)}")
    for number, (name, func) in enumerate(chosen, 1):
        workspace = Workspace()
        try:
            func(workspace)
            print(f"ok {number} {name}", flush=True)
        except Skip as why:
            print(f"ok {number} {name} # SKIP {why}", flush=True)
        except Exception:
            failed += 1
            print(f"not ok {number} {name}", flush=True)
            for line in traceback.format_exc().splitlines():
                print(f"# {line}", flush=True)
        finally:
            workspace.folder.cleanup()
    sys.exit(1 if failed else 0)

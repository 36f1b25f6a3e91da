# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of pealctl share: a workspace in a temporary folder, a simulator, TAP."""

import json
import os
import subprocess
import sys
import tempfile
import traceback
import urllib.request

PEALCTL = os.environ["PEALCTL"]
LIMIT = 300  # seconds; a command that hangs is a failure, not a wait


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

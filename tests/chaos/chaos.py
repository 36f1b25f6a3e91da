# SPDX-License-Identifier: GPL-3.0-or-later
"""Chaos: everything that can go wrong on the way of a message, at moments that a seed chooses.

chaos.py [--seed S] [--recipients N] [--seconds T] [--accounts 1|2]

A sender is killed, frozen, run out of disk, its clock set forth and back, its gateway cut, throttled and made to lose
answers, while people write STOP. Then all is calm, it runs until it is idle, and judge.py compares. The same seed is
the same plan; what meets what is up to the machine.

With two accounts each has a gateway of its own, and what goes wrong goes wrong at one of them. The first may send half
of the messages in a day; what waits there moves to the other. Nothing may be lost or doubled over both.
"""

import argparse
import errno
import heapq
import mmap
import os
import signal
import struct
import subprocess
import sys
import threading
import time
import urllib.parse

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))

import judge
import peal
from plan import HOUR, MINUTE, SECOND, Plan

SENDER = os.environ["CHAOS_SENDER"]
NUMBERS = ["+15005550006", "+15005550007"]  # ours, of each account
LATENCY = 40  # milliseconds
CALM = {name: 0 for name in ("cut", "unavailable", "lost", "error", "throttle", "disorder", "repeat", "double")}
BREAKING = {"cut", "unavailable", "lost", "error"}
INSIDE = "PEAL_CHAOS_DISK"  # set in the mount namespace
ASKING, UNTIL_IDLE = 240, 600  # seconds, on a machine that has a lot else to do


def now():
    return time.time_ns() // 1000


class Clock:
    """What the sender's clock shows: the machine's time and an offset, which lies in a file that both map."""

    def __init__(self, path):
        with open(path, "wb") as file:
            file.write(struct.pack("=q", 0))
        with open(path, "r+b") as file:
            self.map = mmap.mmap(file.fileno(), 8)
        self.path = path
        self.jumps = [(0, 0)]  # (when, offset)

    def jump(self, by):
        offset = self.jumps[-1][1] + by
        self.map[:] = struct.pack("=q", offset)
        self.jumps.append((now(), offset))

    def shown(self, begin, end):
        """The least and the most that it showed between two times."""
        times = []
        for (at, offset), (until, _) in zip(self.jumps, self.jumps[1:] + [(end, 0)]):
            if until >= begin and at <= end:
                times += [max(at, begin) + offset, min(until, end) + offset]
        return min(times), max(times)

    def wandered(self, begin, end):
        """By how much it was set, at most, between two times."""
        before = next(offset for at, offset in reversed(self.jumps) if at <= begin)
        return max([abs(offset - before) for at, offset in self.jumps if begin < at <= end], default=0)

    def furthest(self):
        return self.shown(self.jumps[1][0] if len(self.jumps) > 1 else now(), now())[1]


class Disk:
    """The tmpfs that the workspace lies on."""

    def __init__(self, folder):
        self.ballast = os.path.join(folder, "ballast")

    def fill(self):
        with open(self.ballast, "wb", buffering=0) as file:
            for size in (1 << 20, 1 << 12):
                try:
                    while True:
                        file.write(b"x" * size)
                except OSError as error:
                    if error.errno != errno.ENOSPC:
                        raise

    def empty(self):
        if os.path.exists(self.ballast):
            os.unlink(self.ballast)


class Run:
    def __init__(self, plan, workspace, simulators, disk):
        self.plan, self.workspace, self.simulators, self.disk = plan, workspace, simulators, disk
        self.clock = Clock(os.path.join(workspace.folder.name, "offset"))
        self.log = open(os.path.join(workspace.folder.name, "sender.log"), "w+")
        self.sender = None
        self.start = self.calm_at = 0
        self.frozen = []       # [begin, end], of the process that runs
        self.replies = []      # (who, words)
        self.stops = {}        # number: attempts there were when its STOP was first seen
        self.over = threading.Event()
        self.n_ended = 0

    # The sender ------------------------------------------------------------------------------------------------

    def start_sender(self, verb="run"):
        self.sender = subprocess.Popen([SENDER, self.workspace.path, verb, self.clock.path], stdout=self.log, stderr=self.log,
                                       env=dict(self.workspace.environment, G_MESSAGES_DEBUG="peal-engine"))

    def lines_about(self, ids):
        """What the senders logged about these messages."""
        self.log.seek(0)
        return [line.strip() for line in self.log if any(f"Message {id}," in line for id in ids)]

    def thaw(self):
        if self.frozen and self.frozen[-1][1] is None:
            self.frozen[-1][1] = now()
            self.sender.send_signal(signal.SIGCONT)

    def end_sender(self, number=signal.SIGKILL):
        if number != signal.SIGKILL:
            self.thaw()
        self.sender.send_signal(number)
        self.sender.wait(timeout=60)
        if self.frozen and self.frozen[-1][1] is None:
            self.frozen[-1][1] = now()

    def frozen_before(self, at, span):
        """How long the sender was frozen in the time before @at that counts @span of it being awake."""
        begin, total = at - span, 0
        for begun, ended in reversed(self.frozen):
            if begun < at and ended > begin:
                total += ended - begun
                begin -= ended - begun
        return total

    def restart(self, number=signal.SIGKILL):
        self.end_sender(number)
        self.start_sender()
        self.n_ended += 1

    # What happens ----------------------------------------------------------------------------------------------

    def set_rates(self, simulator, rates):
        simulator.ask("/simulator/rates", urllib.parse.urlencode(rates).encode())

    def begin(self, event):
        """TRUE if end () is to be called after the event's span."""
        simulator = self.simulators[event.where]
        if event.what in ("kill", "terminate"):
            self.restart(signal.SIGKILL if event.what == "kill" else signal.SIGTERM)
        elif event.what == "freeze":
            self.thaw()
            self.sender.send_signal(signal.SIGSTOP)
            self.frozen.append([now(), None])
            return True
        elif event.what == "full" and self.disk is not None:
            self.disk.fill()
            return True
        elif event.what == "jump":
            self.clock.jump(event.value)
        elif event.what == "reply":
            for who, words in event.value:
                form = {"From": who, "To": NUMBERS[event.where], "Body": words}
                simulator.ask("/simulator/inbound", urllib.parse.urlencode(form).encode())
            self.replies += event.value
        elif isinstance(event.value, dict):
            self.set_rates(simulator, event.value)
            return True
        return False

    def end(self, event):
        if event.what == "freeze":
            self.thaw()
        elif event.what == "full":
            self.disk.empty()
        else:
            self.set_rates(self.simulators[event.where], {name: LATENCY if name == "latency" else 0 for name in event.value})
            if event.what in BREAKING:  # it would leave the gateway alone for longer than a run lasts
                self.restart(signal.SIGTERM)

    def watch_stops(self):
        while not self.over.wait(0.05):
            try:
                for number, attempts in judge.read_stops(self.workspace.path).items():
                    self.stops.setdefault(number, attempts)
            except judge.sqlite3.Error:
                pass  # looked at again in a moment

    def live(self):
        """Through the plan's events, one after the other."""
        upcoming = [(event.at, order, event, True) for order, event in enumerate(self.plan.events)]
        heapq.heapify(upcoming)
        begun = time.monotonic()
        self.start_sender()
        while upcoming or time.monotonic() - begun < self.plan.seconds:
            while upcoming and upcoming[0][0] <= time.monotonic() - begun:
                _, order, event, begins = heapq.heappop(upcoming)
                if not begins:
                    self.end(event)
                elif self.begin(event):
                    heapq.heappush(upcoming, (time.monotonic() - begun + event.span, order, event, False))
            if self.sender.poll() is not None:
                self.start_sender()  # it could not open its workspace: the disk is full
            time.sleep(0.01)

    def ask_about_doubts(self):
        """Before the clock runs on: after a far jump nothing tells any more what in the gateway's record is whose. It
        goes faster for a minute, which is less than that, so that what is to be asked about in a minute is asked about."""
        self.start_sender()
        begun, end = now(), time.monotonic() + ASKING
        while judge.count_doubts(self.workspace.path) > 0 and time.monotonic() < end:
            time.sleep(1)
            if self.clock.wandered(begun, now()) < MINUTE:
                self.clock.jump(4 * SECOND)
        self.end_sender(signal.SIGTERM)

    def calm_down(self):
        """Nothing fails any more, and time passes quickly, until nothing is left to be waited for."""
        self.end_sender()
        if self.disk is not None:
            self.disk.empty()
        for simulator in self.simulators:
            self.set_rates(simulator, dict(CALM, latency=LATENCY))
        self.ask_about_doubts()
        self.calm_at = now()
        self.clock.jump(max(0, self.start + 4 * HOUR - self.clock.shown(now(), now())[0]))
        for _ in range(2):  # what was to be looked up in a day is looked up too
            self.start_sender("until-idle")
            end = time.monotonic() + UNTIL_IDLE
            while self.sender.poll() is None:
                assert time.monotonic() < end, "the sender does not become idle"
                time.sleep(0.25)
                self.clock.jump(2 * MINUTE)
            peal.equal(self.sender.returncode, 0, "the last sender's exit status")
            self.clock.jump(24 * HOUR)

    def go(self):
        self.start = now()
        self.clock.jump(0)
        lines = "".join(f"{one.to} {one.not_before and self.start + one.not_before} "
                        f"{one.not_after and self.start + one.not_after} {one.body}\n" for one in self.plan.messages)
        subprocess.run([SENDER, self.workspace.path, "fill"], input=lines, text=True, check=True, timeout=peal.LIMIT)
        watcher = threading.Thread(target=self.watch_stops)
        watcher.start()
        try:
            self.live()
            self.calm_down()
        finally:
            self.over.set()
            watcher.join()
            if self.sender.poll() is None:
                self.end_sender()


def check_log(run):
    run.log.seek(0)
    for line in run.log:
        for word in ("CRITICAL", "ERROR", "Sanitizer"):
            assert word not in line, line


def report(verdict, run, words):
    print(f"# seed {words.seed}: {len(run.plan.messages)} messages, {len(run.plan.events)} events,"
          f" {run.n_ended} ends of the sender, {len(run.clock.jumps)} settings of its clock,"
          f" {'with' if run.disk else 'without'} a full disk: "
          + ", ".join(f"{n} {what}" for what, n in sorted(verdict.counts.items())), flush=True)
    for what, found in verdict.faults.items():
        print(f"# {len(found)} {what.upper()}")
        for ids, text in found[:10]:
            print(f"#   {text}")
            for line in verdict.history(ids):
                print(f"# {line}")
            for line in run.lines_about(ids):
                print(f"#     {line}")
    if verdict.faults:
        print("# The clock was ahead (at, by): " + ", ".join(f"{at} {offset}" for at, offset in run.clock.jumps))
        print(f"# Once more: CHAOS_SENDER={SENDER} PEALCTL={peal.PEALCTL} python3 {os.path.relpath(__file__)} --seed {words.seed}"
              f" --recipients {words.recipients} --seconds {words.seconds} --accounts {words.accounts}", flush=True)


def start_simulator(words):
    return peal.Simulator("--seed", str(words.seed), "--latency", str(LATENCY), "--receipt-delay", "500", "--retry-after", "1")


def add_second(workspace, simulator, words):
    """The first up to its limit, then the other, which takes what waits there."""
    workspace.run("account", "add", "--provider", "simulator", "--label", "Other", "--base-url", simulator.url, "--username",
                  "AC" + "0" * 32, "--from", NUMBERS[1], "--list-exact", "--workers", "8")
    workspace.run("limit", "add", "Simulator", "--count", str(words.recipients // 2), "--per", "day", "--zone", "UTC")
    workspace.run("route", "add", "Simulator")
    workspace.run("route", "add", "Other")
    workspace.run("route", "set", "--patience", "1", "--sticky-patience", "3")


def one_run(words, workspace):
    plan = Plan(words.seed, words.recipients, words.seconds, words.accounts)
    disk = None
    os.mkdir(workspace.path)
    if INSIDE in os.environ:
        size = 40 + words.recipients // 100
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}m", "tmpfs", workspace.path], check=True)
        disk = Disk(workspace.path)
    simulators = [start_simulator(words) for _ in range(words.accounts)]
    try:
        workspace.run("init", "--region", "US")
        workspace.add_simulator(simulators[0], "--list-exact", "--workers", "8")
        if words.accounts > 1:
            add_second(workspace, simulators[1], words)
        run = Run(plan, workspace, simulators, disk)
        run.go()
        accepted = [simulator.accepted() for simulator in simulators]
        verdict = judge.Judge(plan, run, workspace.path, sum(accepted, []))
        verdict.judge()
        for one, label in zip(accepted, ("first", "second")) if words.accounts > 1 else ():
            verdict.counts[f"through the {label} account"] = len(one)
        report(verdict, run, words)
        peal.equal({what: len(found) for what, found in verdict.faults.items()}, {}, "faults")
        assert all(accepted), "one of the accounts was not used"
        peal.equal(workspace.run("--json", "verify").json["sound"], True, "verify")
        check_log(run)
    finally:
        for simulator in simulators:
            simulator.stop()
        if disk is not None:
            subprocess.run(["umount", "--lazy", workspace.path], check=True)


def read_words():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--recipients", type=int, default=2000)
    parser.add_argument("--seconds", type=float, default=18)
    parser.add_argument("--accounts", type=int, choices=(1, 2), default=1)
    return parser.parse_args()


def can_mount():
    return subprocess.run(["unshare", "--mount", "--map-root-user", "mount", "-t", "tmpfs", "tmpfs", "/mnt"],
                          capture_output=True).returncode == 0


words = read_words()
if INSIDE not in os.environ and can_mount():
    os.environ[INSIDE] = "1"
    os.execvp("unshare", ["unshare", "--mount", "--map-root-user", sys.executable, *sys.argv])
if INSIDE not in os.environ:
    print("# No disk runs full: there are no mount namespaces here.")
peal.main({f"test_seed_{words.seed}": lambda workspace: one_run(words, workspace)})

# SPDX-License-Identifier: GPL-3.0-or-later
"""The program without its window: what keeps it, what ends it, and what the desktop is told."""

import glob
import os
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "cli"))

from gi.repository import GLib  # noqa: E402

import peal  # noqa: E402
from peal import contains, equal  # noqa: E402
from program import APP, LIMIT, PATH, Program, call, wait_until  # noqa: E402

LATE = "2099-01-01T12:00:00Z"


class Mock:
    """A service on the private bus that remembers how it was called."""

    def __init__(self, name, path, interface):
        self.name, self.path = name, path
        self.log = tempfile.NamedTemporaryFile("r", prefix="peal-mock-", encoding="utf-8")
        self.process = subprocess.Popen([sys.executable, "-m", "dbusmock", "--logfile", self.log.name,
                                         name, path, interface])
        wait_until(lambda: call("org.freedesktop.DBus", "/", "org.freedesktop.DBus", "NameHasOwner",
                                GLib.Variant("(s)", (name,))).unpack()[0], name)

    def add(self, interface, method, takes, gives, code):
        call(self.name, self.path, "org.freedesktop.DBus.Mock", "AddMethod",
             GLib.Variant("(sssss)", (interface, method, takes, gives, code)))

    def calls(self):
        self.log.seek(0)
        return self.log.read()

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=LIMIT)
        self.log.close()


def story(**more):
    def decorate(tell):
        def test(workspace):
            program = Program(workspace, **more)
            simulator = peal.Simulator("--receipt-delay", "0")
            try:
                workspace.add_simulator(simulator)
                tell(workspace, program, simulator)
            finally:
                program.stop()
                simulator.stop()
        return test
    return decorate


def send(workspace, at=None):
    workspace.run("send", "--to", "+12015550101", *(["--at", at] if at else []), "Hello")


@story()
def test_ends_where_nothing_waits(workspace, program, simulator):
    program.start("--gapplication-service")
    program.wait_for_end()


@story()
def test_window_comes_and_goes(workspace, program, simulator):
    send(workspace, LATE)
    program.start("--gapplication-service")
    program.activate()
    program.close_window()
    time.sleep(1)
    equal(program.is_running(), True, "something waits")
    program.activate()
    program.act("quit")  # nothing is due soon: no question
    program.wait_for_end()


@story()
def test_sends_without_a_window_and_ends(workspace, program, simulator):
    soon = GLib.DateTime.new_now_utc().add_seconds(4).format("%Y-%m-%dT%H:%M:%SZ")
    send(workspace, soon)
    program.start("--gapplication-service")
    program.wait_for_end()
    equal(len(simulator.accepted()), 1)


@story()
def test_ends_well_with_the_session(workspace, program, simulator):
    send(workspace, LATE)
    program.start("--gapplication-service")
    program.activate()
    program.process.terminate()
    program.wait_for_end()


@story()
def test_choices(workspace, program, simulator):
    program.set("background", "always")
    program.start("--gapplication-service")
    program.activate()
    program.close_window()
    time.sleep(1)
    equal(program.is_running(), True, "always")
    send(workspace, LATE)
    program.change("background", "never", lambda: not program.is_running(), "the end")
    program.wait_for_end()


@story()
def test_quit_asks_about_what_is_due_soon(workspace, program, simulator):
    soon = GLib.DateTime.new_now_utc().add_minutes(30).format("%Y-%m-%dT%H:%M:%SZ")
    send(workspace, soon)
    program.start("--gapplication-service")
    program.activate()
    time.sleep(3)  # until it knows what is due
    program.act("quit")
    time.sleep(1)
    equal((program.is_running(), program.has_window()), (True, True))


@story()
def test_hands_over(workspace, program, simulator):
    """The window beside pealctl run: it queues, the other sends; then it takes over."""
    program.set("background", "always")
    runner = workspace.start("run")
    wait_until(lambda: os.path.exists(os.path.join(workspace.path, "engine.lock")), "the lock")
    time.sleep(1)
    program.start("--gapplication-service")
    program.activate()
    send(workspace)
    wait_until(lambda: len(simulator.accepted()) == 1, "the holder to send")
    runner.kill()
    runner.wait(timeout=LIMIT)
    send(workspace)
    wait_until(lambda: len(simulator.accepted()) == 2, "the window to take over")


@story()
def test_autostart_file(workspace, program, simulator):
    path = os.path.join(program.config, "autostart", f"{APP}.desktop")
    program.set("background", "always")
    program.start("--gapplication-service")
    program.activate()
    program.change("autostart", "true", lambda: os.path.exists(path), "the file")
    with open(path, encoding="utf-8") as file:
        contains(file.read(), "Exec=peal --gapplication-service\n")
    subprocess.run(["desktop-file-validate", path], check=True, timeout=LIMIT)
    program.change("autostart", "false", lambda: not os.path.exists(path), "the file to go")


# The answer comes as a signal of the request's object, whose path the caller foretells.
REQUEST = """
token = args[1]['handle_token']
sender = [name for name in self.connection.list_names() if name.startswith(':')]
ret = dbus.ObjectPath('/org/freedesktop/portal/desktop/request/none/' + token)
for name in sender:
    path = '/org/freedesktop/portal/desktop/request/%s/%s' % (name[1:].replace('.', '_'), token)
    self.EmitSignalDetailed('org.freedesktop.portal.Request', 'Response', 'ua{sv}',
        [0, {'background': True, 'autostart': bool(args[1].get('autostart', False))}],
        {'path': path, 'destination': name})
"""


@story(PEAL_PORTAL="1")
def test_portal(workspace, program, simulator):
    portal = Mock("org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop",
                  "org.freedesktop.portal.Background")
    try:
        call(portal.name, portal.path, "org.freedesktop.DBus.Mock", "AddProperty",
             GLib.Variant("(ssv)", ("org.freedesktop.portal.Background", "version", GLib.Variant("u", 2))))
        portal.add("org.freedesktop.portal.Background", "RequestBackground", "sa{sv}", "o", REQUEST)
        portal.add("org.freedesktop.portal.Background", "SetStatus", "a{sv}", "", "")
        send(workspace, LATE)
        program.start("--gapplication-service")
        program.activate()
        program.close_window()
        wait_until(lambda: "RequestBackground" in portal.calls(), "the request")
        wait_until(lambda: "Next message" in portal.calls(), "the status")
        equal("'autostart': dbus.Boolean(True" in portal.calls(), False)
        program.change("autostart", "true", lambda: portal.calls().count(" RequestBackground ") == 2,
                       "the second request")
        contains(portal.calls(), "--gapplication-service")
        equal(glob.glob(os.path.join(program.config, "autostart", "*")), [], "the portal writes the file")
    finally:
        program.stop()
        portal.stop()


@story(PEAL_PORTAL="1")
def test_without_a_portal(workspace, program, simulator):
    """Nobody answers: the program goes on all the same."""
    send(workspace, LATE)
    program.start("--gapplication-service")
    program.activate()
    program.close_window()
    time.sleep(1)
    equal(program.is_running(), True)


@story()
def test_stays_awake_while_sending(workspace, program, simulator):
    session = Mock("org.gnome.SessionManager", "/org/gnome/SessionManager", "org.gnome.SessionManager")
    try:
        session.add("org.gnome.SessionManager", "Inhibit", "susu", "u", "ret = 7")
        session.add("org.gnome.SessionManager", "Uninhibit", "u", "", "")
        session.add("org.gnome.SessionManager", "RegisterClient", "ss", "o", "ret = dbus.ObjectPath('/client')")
        program.set("background", "always")
        workspace.run("account", "remove", "Simulator")
        workspace.add_simulator(simulator, "--rate", "1")
        program.start("--gapplication-service")
        wait_until(program.is_on_bus, "the program's name")
        for _ in range(5):
            send(workspace)
        wait_until(lambda: " Inhibit " in session.calls(), "suspend to be inhibited")
        wait_until(lambda: " Uninhibit " in session.calls(), "suspend to be allowed again")
        equal(len(simulator.accepted()), 5)
    finally:
        program.stop()
        session.stop()


peal.main(dict(globals()))

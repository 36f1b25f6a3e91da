# SPDX-License-Identifier: GPL-3.0-or-later
"""What the desktop is told of messages, and what it gives back: buttons, and links that are clicked elsewhere."""

import os
import subprocess
import sys
import time
import urllib.parse

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "cli"))

from gi.repository import GLib  # noqa: E402

import peal  # noqa: E402
from peal import contains, equal  # noqa: E402
from program import APP, LIMIT, PEAL, Mock, story, wait_until  # noqa: E402

OURS = "+15005550006"
ANN = "+12015550101"


class Notifications(Mock):
    def __init__(self):
        super().__init__("org.gtk.Notifications", "/org/gtk/Notifications", "org.gtk.Notifications")
        self.add("org.gtk.Notifications", "AddNotification", "ssa{sv}", "", "")
        self.add("org.gtk.Notifications", "RemoveNotification", "ss", "", "")

    def added(self):
        return [line for line in self.calls().splitlines() if " AddNotification " in line]

    def removed(self, subject):
        return f'RemoveNotification "{APP}" "{subject}"' in self.calls()


def receive(simulator, body, number=ANN):
    data = urllib.parse.urlencode({"From": number, "To": OURS, "Body": body}).encode()
    simulator.ask("/simulator/inbound", data)


def desktop(tell):
    """The program as a service, and a desktop that shows notifications."""
    @story()
    def test(workspace, program, simulator):
        notifications = Notifications()
        try:
            program.set("background", "always")
            program.start("--gapplication-service")
            wait_until(program.is_on_bus, "the program's name")
            wait_until(lambda: workspace.run("health", "--json").status == 0, "the workspace")
            time.sleep(2)  # until it knows what was there before
            tell(workspace, program, simulator, notifications)
        finally:
            program.stop()
            notifications.stop()
    return test


def poll(program):
    """It asks once a minute while nobody looks at the list of conversations, and then at once."""
    program.activate()
    program.act("go", GLib.Variant("s", "inbox"))


@desktop
def test_tells_and_withdraws(workspace, program, simulator, notifications):
    receive(simulator, "Hello <b>& you")
    poll(program)
    wait_until(lambda: len(notifications.added()) == 1, "the notification")
    told = notifications.added()[0]
    for part in (f'"{APP}" "conversation:1"', "Hello <b>& you", "app.show", "app.reply",
                 "app.mark-done", "high"):
        contains(told, part)
    receive(simulator, "Anybody?")
    wait_until(lambda: len(notifications.added()) == 2, "the notification to be replaced")
    contains(notifications.added()[1], "2 new messages")
    program.act("mark-done", GLib.Variant("x", 1))
    wait_until(lambda: notifications.removed("conversation:1"), "the notification to be withdrawn")


@desktop
def test_quiet(workspace, program, simulator, notifications):
    """On a screen that others see it says no more than that there is something; of a stop, nothing."""
    program.set("notify-text", "false")
    receive(simulator, "STOP", "+12015550102")
    receive(simulator, "It is private")
    poll(program)
    wait_until(lambda: len(notifications.added()) == 1, "the notification")
    equal(any(word in notifications.calls() for word in ("private", "201", "STOP")), False, notifications.calls())
    contains(notifications.added()[0], "1 new message")


@desktop
def test_burst(workspace, program, simulator, notifications):
    """Many at once are a handful of notifications."""
    for n in range(200):
        receive(simulator, "Hello", f"+1201555{n:04}")
    poll(program)
    wait_until(lambda: "News in" in notifications.calls(), "the summary")
    time.sleep(2)
    equal(len(notifications.added()) <= 8, True, len(notifications.added()))


@desktop
def test_buttons(workspace, program, simulator, notifications):
    """They bring the window."""
    equal(program.has_window(), False)
    program.act("reply", GLib.Variant("s", "conversation:1"))
    wait_until(program.has_window, "a window")


@story()
def test_link(workspace, program, simulator):
    """Clicked elsewhere, while the program does not run, and while it does."""
    program.start("sms:+12015550101?body=Hello")
    wait_until(program.has_window, "a window")
    second = subprocess.run([PEAL, "tel:+12015550101"], env=program.environment, timeout=LIMIT)
    equal(second.returncode, 0)
    program.act("quit")
    program.wait_for_end()
    equal(len(simulator.accepted()), 0, "a link sends nothing")


@desktop
def test_off(workspace, program, simulator, notifications):
    program.set("notify", "false")
    receive(simulator, "Hello")
    poll(program)
    wait_until(lambda: "Hello" in workspace.run("messages").out, "the message")
    time.sleep(2)
    equal(notifications.added(), [])


peal.main(dict(globals()))

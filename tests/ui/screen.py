# SPDX-License-Identifier: GPL-3.0-or-later
"""The program as a screen reader and a keyboard meet it: AT-SPI for eyes, XTEST for hands.

Every wait has an end, and none is a pause: it is over when what was waited for is there.
"""

import functools
import os
import subprocess
import sys
import tempfile
import time
import traceback

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

SOME = 8  # of a list
DIALOG_DEPTH = 6  # below the window
LIMIT = 20  # seconds for anything to appear
ROUND = 120  # how often Tab is pressed before it does not come round
STATE = Atspi.StateType


class Thing:
    """Something on the screen, as it was when it was looked at: look again for news."""

    def __init__(self, accessible, above=()):
        self.accessible, self.above = accessible, above

    @functools.cached_property
    def role(self):
        return self.accessible.get_role_name()

    @functools.cached_property
    def name(self):
        return self.accessible.get_name().strip()

    @functools.cached_property
    def states(self):
        return self.accessible.get_state_set()

    def has(self, state):
        return self.states.contains(state)

    def __str__(self):
        above = " / ".join(f"{thing.role} “{thing.name}”" for thing in (*self.above, self) if thing.name)
        return f"{above} ({self.role})"

    def children(self):
        for i in range(self.accessible.get_child_count()):
            child = self.accessible.get_child_at_index(i)
            if child is not None:
                yield Thing(child, (*self.above, self))

    def walk(self, depth=100):
        """Itself and what it shows, in order; of a list the first ones, the others are like them."""
        yield self
        if depth == 0:
            return
        left = SOME if self.role in ("list", "tree table") else sys.maxsize
        for child in self.children():
            if left > 0 and child.has(STATE.SHOWING):
                left -= 1
                yield from child.walk(depth - 1)

    def find(self, role, name=None):
        """The first one of a role, or None."""
        return next((thing for thing in self.walk()
                     if thing.role == role and (name is None or thing.name == name)), None)

    def press(self):
        assert Atspi.Action.do_action(self.accessible, 0), f"{self} cannot be pressed"


def wait(what, about):
    """What what() returns once that is true."""
    end = time.monotonic() + LIMIT
    while time.monotonic() < end:
        try:
            found = what()
        except GLib.Error:  # it went while it was looked at
            found = None
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f"waited in vain for {about}")


def equal(got, wanted):
    assert got == wanted, f"got {got!r}, wanted {wanted!r}"


class Screen:
    """The program, running on a made-up workspace that nobody sends from."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="peal-screen-")
        self.keeper = subprocess.Popen([os.environ["PEAL_KEEP_SCENE"], self.folder.name],
                                       stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self.keeper.stdout.readline() == "ready\n", "the workspace could not be made"
        self.said = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen([os.environ["PEAL"], "--workspace", self.folder.name],
                                        stderr=self.said, env=dict(os.environ, GTK_A11Y="atspi"))
        self.focused = []
        self.listener = Atspi.EventListener.new(self.event_cb)
        self.listener.register("object:state-changed:focused")
        self.application = wait(self.find_application, "the program")
        self.application.set_cache_mask(Atspi.Cache.NONE)
        # No window manager is there to give it the keyboard.
        window = wait(lambda: self.xdotool("search", "--onlyvisible", "--name", "Peal"), "its window").split()[0]
        self.xdotool("windowfocus", "--sync", window)
        wait(lambda: self.window.has(STATE.ACTIVE), "the keyboard")

    @staticmethod
    def xdotool(*words):
        return subprocess.run(["xdotool", *words], capture_output=True, text=True, timeout=LIMIT).stdout

    def find_application(self):
        assert self.process.poll() is None, "the program has ended"
        desktop = Atspi.get_desktop(0)
        desktop.clear_cache()
        for i in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(i)
            if child is not None and child.get_process_id() == self.process.pid and child.get_child_count() > 0:
                return child
        return None

    def event_cb(self, event):
        if event.detail1:
            self.focused.append(event.source)

    @property
    def window(self):
        return Thing(wait(lambda: self.application.get_child_at_index(0), "the window"))

    @property
    def dialog(self):
        """None: there is none."""
        return next((thing for thing in self.window.walk(DIALOG_DEPTH) if thing.role == "dialog"), None)

    def key(self, key):
        self.xdotool("key", key)

    def click(self, thing, key=None):
        """With the pointer, near the upper left corner of a thing; with a key held down or not."""
        window = Atspi.Component.get_extents(self.window.accessible, Atspi.CoordType.WINDOW)
        place = Atspi.Component.get_extents(thing.accessible, Atspi.CoordType.WINDOW)
        x, y = place.x - window.x + place.width // 4, place.y - window.y + min(place.height // 2, 20)
        self.xdotool("mousemove", "--sync", str(x), str(y))
        if key is not None:
            self.xdotool("keydown", key)
        self.xdotool("click", "1")
        if key is not None:
            self.xdotool("keyup", key)

    def tab(self, key="Tab"):
        """Where the focus goes with a key. None: it stays, for as long as anything may take."""
        self.focused.clear()
        self.key(key)
        end = time.monotonic() + LIMIT
        while not self.focused and time.monotonic() < end:
            GLib.MainContext.default().iteration(False)
            time.sleep(0.005)
        return Thing(self.focused[-1]) if self.focused else None

    def reach(self, role, names=None):
        """Goes there with Tab."""
        seen = []
        list(self.window.walk())  # only of what was once asked about comes news
        for _ in range(ROUND):
            thing = self.tab()
            assert thing is not None, f"Tab leads nowhere after {seen}"
            if thing.role == role and (names is None or thing.name in names):
                return thing
            seen.append(str(thing))
        raise AssertionError(f"Tab does not come to {role} {names}, but to {seen}")

    def focus_in(self, role, name):
        """What has the focus inside something, once it has come there."""
        return wait(lambda: next((thing for thing in self.find(role, name).walk() if thing.has(STATE.FOCUSED)), None),
                    f"the focus in {role} “{name}”")

    def find(self, role, name=None):
        return wait(lambda: self.window.find(role, name), f"{role} “{name}”")

    def close(self):
        """What the program said on standard error."""
        self.listener.deregister("object:state-changed:focused")
        self.process.terminate()
        self.process.wait(timeout=LIMIT)
        self.keeper.stdin.close()
        self.keeper.wait(timeout=LIMIT)
        self.said.seek(0)
        said = self.said.read()
        self.folder.cleanup()
        return said


def run(tests):
    """@tests are functions by their names; each gets a Screen of its own, on which nothing may be complained of."""
    failed = 0
    print(f"1..{len(tests)}")
    for number, (name, test) in enumerate(tests.items(), 1):
        window = Screen()
        try:
            test(window)
            said = window.close()
            assert not said, said
            print(f"ok {number} {name}", flush=True)
        except Exception:
            failed += 1
            print(f"not ok {number} {name}", flush=True)
            for line in traceback.format_exc().splitlines():
                print(f"# {line}", flush=True)
            window.process.kill()
            window.keeper.kill()
    sys.exit(1 if failed else 0)


def tests_of(names):
    return {name: test for name, test in names.items() if name.startswith("test_")}

# SPDX-License-Identifier: GPL-3.0-or-later
"""The program as the desktop has it: its name on the bus, its log, its window."""

import os
import subprocess
import time

from gi.repository import Gio, GLib

from peal import equal

PEAL = os.environ["PEAL"]
APP = "io.github.peal_app.Peal"
PATH = "/io/github/peal_app/Peal"
LIMIT = 30  # seconds; nothing here takes more than a few

bus = Gio.bus_get_sync(Gio.BusType.SESSION)


def call(name, path, interface, method, *arguments):
    parameters = arguments[0] if arguments else None
    return bus.call_sync(name, path, interface, method, parameters, None, Gio.DBusCallFlags.NO_AUTO_START, -1)


def wait_until(condition, about):
    end = time.monotonic() + LIMIT
    while not condition():
        assert time.monotonic() < end, f"in vain: {about}"
        time.sleep(0.1)


class Program:
    """The default workspace of somebody with a home folder of their own, and the program on it."""

    def __init__(self, workspace, **more):
        home = workspace.folder.name
        self.config = os.path.join(home, "config")
        workspace.environment.update(XDG_DATA_HOME=os.path.join(home, "data"), XDG_CONFIG_HOME=self.config,
                                     GSETTINGS_BACKEND="keyfile", **more)
        workspace.path = os.path.join(home, "data", "peal", "workspaces", "default")
        self.environment = workspace.environment
        self.process = None
        workspace.run("init", "--region", "US")

    def start(self, *words):
        self.log = open(os.path.join(os.path.dirname(self.config), "log"), "w+", encoding="utf-8")
        self.process = subprocess.Popen([PEAL, *words], env=self.environment, stdout=self.log, stderr=self.log)

    def set(self, key, value):
        subprocess.run(["gsettings", "set", APP, key, value], env=self.environment, check=True, timeout=LIMIT)

    def change(self, key, value, condition, about):
        """Sets it until it shows: the program writes the same file, and may write what it read before."""
        def try_it():
            if not condition():
                self.set(key, value)
            return condition()

        wait_until(try_it, about)

    def is_running(self):
        return self.process.poll() is None

    def has_window(self):
        for number in range(1, 9):
            try:
                call(APP, f"{PATH}/window/{number}", "org.gtk.Actions", "List")
                return True
            except GLib.Error:
                pass
        return False

    def activate(self):
        wait_until(self.is_on_bus, "the program's name")
        call(APP, PATH, "org.freedesktop.Application", "Activate", GLib.Variant("(a{sv})", ({},)))
        wait_until(self.has_window, "a window")

    def is_on_bus(self):
        return call("org.freedesktop.DBus", "/", "org.freedesktop.DBus", "NameHasOwner",
                    GLib.Variant("(s)", (APP,))).unpack()[0]

    def act(self, action):
        call(APP, PATH, "org.freedesktop.Application", "ActivateAction",
             GLib.Variant("(sava{sv})", (action, [], {})))

    def close_window(self):
        """By its key: there is no window manager to ask for it."""
        found = subprocess.run(["xdotool", "search", "--sync", "--onlyvisible", "--class", "peal"],
                               capture_output=True, text=True, timeout=LIMIT).stdout.split()
        subprocess.run(["xdotool", "windowfocus", "--sync", found[-1], "key", "ctrl+w"], check=True, timeout=LIMIT)
        wait_until(lambda: not self.is_running() or not self.has_window(), "the window to close")

    def wait_for_end(self):
        equal(self.process.wait(timeout=LIMIT), 0)

    def stop(self):
        if self.process is not None:
            if self.is_running():
                self.process.terminate()
                self.process.wait(timeout=LIMIT)
            self.log.seek(0)
            text = self.log.read()
            self.log.close()
            self.process = None
            for word in ("CRITICAL", "WARNING", "AddressSanitizer"):
                assert word not in text, text

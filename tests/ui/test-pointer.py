#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Selecting in the outbox with a real pointer and real keys.

A click opens what it is on; with Ctrl or Shift it begins to select, and then any
click selects. Ctrl+A selects all, Escape ends it.
"""

import screen


def rows(window):
    return [thing for thing in window.find("list", "Messages").walk() if thing.role == "list item"]


def wait_for_selected(window, n):
    screen.wait(lambda: window.window.find("label", f"{n} selected"), f"{n} that are selected")


def wait_for_none(window):
    screen.wait(lambda: not any(thing.role == "label" and thing.name.endswith(" selected")
                                for thing in window.window.walk()), "the end of selecting")


def open_waiting(window):
    """The page, and on it what waits; how many that are."""
    window.click(window.find("list item", "Outbox"))
    window.find("heading", "Outbox")
    shelf = screen.wait(lambda: next((thing for thing in window.window.walk()
                                      if thing.role == "radio button" and thing.name.startswith("Waiting ")), None),
                        "what waits")
    window.click(shelf)
    screen.wait(lambda: window.window.find("button", "Take Back") and len(rows(window)) > 3, "messages that wait")
    return int(shelf.name.split()[1])


def test_click_opens(window):
    open_waiting(window)
    name = rows(window)[1].name.split(".")[0]
    window.click(rows(window)[1])
    window.find("heading", name)
    wait_for_none(window)


def test_ctrl(window):
    open_waiting(window)
    window.click(rows(window)[1], "ctrl")
    wait_for_selected(window, 1)
    window.click(rows(window)[2], "ctrl")
    wait_for_selected(window, 2)
    window.click(rows(window)[3])
    wait_for_selected(window, 3)
    window.click(rows(window)[1])
    wait_for_selected(window, 2)
    window.key("Escape")
    wait_for_none(window)
    window.find("heading", "Outbox")


def test_shift(window):
    open_waiting(window)
    window.click(rows(window)[0], "shift")
    wait_for_selected(window, 1)
    window.click(rows(window)[3], "shift")
    wait_for_selected(window, 4)
    window.key("Escape")
    wait_for_none(window)
    window.click(rows(window)[1], "ctrl")
    window.click(rows(window)[3], "shift")
    wait_for_selected(window, 3)


def test_keys(window):
    n = open_waiting(window)
    window.click(rows(window)[1], "ctrl")
    wait_for_selected(window, 1)
    window.key("ctrl+a")
    wait_for_selected(window, n)
    window.key("Escape")
    wait_for_none(window)
    window.key("ctrl+a")
    wait_for_selected(window, n)


screen.run(screen.tests_of(globals()))

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""R-UI-1: everything works by keyboard and with a screen reader.

Walks every page that the navigation names and every dialog that a key or a menu
opens, with real keys and through AT-SPI: whatever can have the focus says what it
is, every page has a heading, and Tab comes to what the page is for and back to
where it began.
"""

import screen

BUTTONS = {"button", "toggle button", "check box", "radio button", "switch", "menu item", "link"}

# What Tab must come to on each page: role and name.
MAIN = {
    "Home": [("list item", "Home"), ("toggle button", "Main Menu")],
    "Inbox": [("button", "New Message"), ("toggle button", "Search"), ("list item", None)],
    "Contacts": [("button", "New Contact"), ("toggle button", "Search"), ("toggle button", "Groups"),
                 ("table row", None)],
    "Campaigns": [],
    "Library": [],
    "Insights": [],
    "Status": [("button", "Open Outbox"), ("button", "Check")],
    "Outbox": [("radio button", None), ("list item", None), ("button", "It Was Sent")],
}

# What opens each dialog, by its title: keys, on the page that is shown last (Contacts).
KEYS = {
    "Go To": "ctrl+k",
    "New Message": "ctrl+n",
    "Preferences": "ctrl+comma",
    "Keyboard Shortcuts": "ctrl+question",
    "New Contact": "ctrl+shift+n",
}
MENU = {"Import Contacts": "Import Contacts…", "About": "About Peal"}

class Report(list):
    """What is wrong, all of it: one cause is often seen in many places."""

    def look(self, root, about):
        """A panel may not have a name: libadwaita's let the focus through, and Tab never stays on one."""
        for thing in root.walk():
            if thing.role != "panel" and not thing.name and (thing.has(screen.STATE.FOCUSABLE) or thing.role in BUTTONS):
                self.append(f"{about}: without a name: {thing}")

    def walk_round(self, window, about, wanted=()):
        """Tab comes to all of wanted, and to the first one again."""
        seen = []
        for _ in range(screen.ROUND):
            thing = window.tab()
            if thing is None:
                self.append(f"{about}: Tab leads nowhere after {seen[-1:]}")
                return
            place = thing.accessible.path, thing.role, thing.name
            if place in seen:
                break
            seen.append(place)
        else:
            self.append(f"{about}: Tab does not come round: {seen}")
        self += [f"{about}: Tab comes to a {role} without a name" for _, role, name in seen if not name]
        self += [f"{about}: Tab does not come to {role} {name}, but to {seen}" for role, name in wanted
                 if not any(role == is_role and name in (None, is_name) for _, is_role, is_name in seen)]


def page_names(window):
    navigation = window.find("list", "Navigation")
    return [thing.name for thing in navigation.walk() if thing.role == "list item"]


def go(window, title):
    """To the page, by the navigation: Tab into it, up or down in it, Return."""
    names = page_names(window)
    place = window.reach("list item", names).name
    for _ in range(abs(names.index(title) - names.index(place))):
        place = window.tab("Down" if names.index(title) > names.index(place) else "Up").name
    screen.equal(place, title)
    window.key("Return")


def test_pages(window, report):
    for title in page_names(window):
        go(window, title)
        screen.wait(lambda: window.window.find("heading", title), f"the heading of {title}")
        report.look(window.window, title)
        report.walk_round(window, title, MAIN[title])


def walk_dialog(window, report, title):
    dialog = screen.wait(lambda: window.dialog, f"the dialog {title}")
    screen.equal(dialog.name, title)
    report.look(dialog, title)
    report.walk_round(window, title)
    window.key("Escape")
    screen.wait(lambda: window.dialog is None, f"{title} to close")


def test_dialogs(window, report):
    go(window, "Contacts")
    window.find("tree table", "Contacts")
    for title, key in KEYS.items():
        window.key(key)
        walk_dialog(window, report, title)
    for title, item in MENU.items():
        window.key("F10")
        window.find("menu item", item).press()
        walk_dialog(window, report, title)


def test_subjects(window, report):
    """A person, and a conversation."""
    go(window, "Contacts")
    person = window.focus_in("tree table", "Contacts").name
    window.key("Return")
    window.find("heading", person)
    report.look(window.window, "a contact")
    report.walk_round(window, "a contact")
    window.key("Escape")
    go(window, "Inbox")
    window.focus_in("list", "Conversations")
    window.key("Return")
    window.find("text", "Message")
    report.look(window.window, "a conversation")
    report.walk_round(window, "a conversation")


def test_rule(window, report):
    """A group by rule, and what is done with a part of it from its own menu."""
    go(window, "Contacts")
    window.find("toggle button", "Groups").press()
    window.find("button", "New Group").press()
    report.look(screen.wait(lambda: window.dialog, "the dialog of a group"), "New Group")
    window.reach("combo box", ["Members"])
    for key in ("Return", "Down", "Return"):
        window.key(key)
    window.find("combo box", "Tag")
    report.walk_round(window, "New Group", [("toggle button", "Tag"), ("toggle button", "is"),
                                            ("toggle button", "Condition Menu")])
    for item in ("Put Into a New Group", "Remove"):
        window.reach("toggle button", ["Condition Menu"])
        window.key("Return")
        window.find("menu item", item).press()
        window.find("label", "Add a condition to say who belongs." if item == "Remove" else "Any of these")
    window.key("Escape")
    window.find("button", "Discard").press()
    screen.wait(lambda: window.dialog is None, "the dialog to close")


def reported(test):
    def run(window):
        report = Report()
        test(window, report)
        assert not report, "\n".join(report)
    return run


screen.run({name: reported(test) for name, test in screen.tests_of(globals()).items()})

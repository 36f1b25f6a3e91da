# SPDX-License-Identifier: GPL-3.0-or-later
"""What a run of the chaos test is made of. Everything here comes from the seed, and from nothing else."""

import collections
import random

SECOND = 1_000_000
MINUTE, HOUR = 60 * SECOND, 3600 * SECOND

# Times are microseconds after the start of the run; 0 = none. Several may say the same to the same person.
Message = collections.namedtuple("Message", "to not_before not_after body")

# at and span are seconds after the start, value depends on what it is; where is an account, 0 = the first.
Event = collections.namedtuple("Event", "at what span value where", defaults=[0])

WORDS = ["STOP", "stop", "Unsubscribe", "Please take me off your list", "Thanks!", "Ok", "Who is this?"]
# The network itself refuses to send to who wrote one of these.
PLAIN_STOPS = {"STOP", "stop", "Unsubscribe"}

# How often of a hundred, for how long, and how strongly.
KINDS = {
    "kill": 22, "terminate": 4, "freeze": 9, "full": 8, "jump": 15, "reply": 12,
    "cut": 4, "unavailable": 4, "lost": 7, "error": 5, "throttle": 4,
    "latency": 4, "pages": 6,
}


def number(i):
    return f"+1{201 + i // 10_000}555{i % 10_000:04}"


def choose_messages(chance, recipients, seconds):
    messages = []
    for i in range(recipients):
        before = after = 0
        kind = chance.random()
        if kind < 0.50:
            before = int(chance.uniform(0, seconds) * SECOND)
        elif kind < 0.60:
            before = int(chance.uniform(5 * MINUTE, 3 * HOUR))
        elif kind < 0.70:
            after = int(chance.choice((chance.uniform(0.1, 1.5) * seconds * SECOND, chance.uniform(0, 3 * HOUR))))
        elif kind < 0.80:
            before = int(chance.uniform(0, seconds) * SECOND)
            after = before + int(chance.choice((chance.uniform(0.2, 4) * SECOND, chance.uniform(0, 2 * HOUR))))
        messages.append(Message(number(i), before, after, f"This is message {i}."))
        if i % 8 == 0:  # once more, later: who says STOP between the two must not get it
            messages.append(Message(number(i), int(chance.uniform(0.3, 1) * seconds * SECOND), 0, f"Once more to {i}."))
        if i % 100 == 1:
            messages.append(messages[-1]._replace(not_before=0, not_after=0))
            messages[-2] = messages[-1]
    return messages


def choose_event(chance, at, recipients, seconds):
    what = chance.choices(list(KINDS), KINDS.values())[0]
    if what == "freeze":
        return Event(at, what, chance.uniform(0.2, 3), None)
    if what == "full":
        return Event(at, what, chance.uniform(0.3, 2), None)
    if what == "jump":
        # Far ones late: they leave little that waits for its time.
        far = chance.choice((10 * SECOND, MINUTE, 10 * MINUTE, HOUR, 3 * HOUR) if at > 0.6 * seconds else (5 * SECOND, 15 * SECOND))
        return Event(at, what, 0, int(chance.choice((-1, 1)) * chance.uniform(0.2, 1) * far))
    if what == "reply":
        who = [number(chance.randrange(recipients // 8) * 8) for _ in range(max(recipients // 200, 3))]
        return Event(at, what, 0, [(person, chance.choice(WORDS)) for person in who])
    if what in ("cut", "unavailable"):
        return Event(at, what, chance.uniform(0.1, 1.2), {what: 1})
    if what in ("lost", "error", "throttle"):
        return Event(at, what, chance.uniform(0.5, 4), {what: round(chance.uniform(0.02, 0.3), 2)})
    if what == "latency":
        return Event(at, what, chance.uniform(0.5, 3), {what: chance.randrange(150, 1500)})
    if what == "pages":
        return Event(at, what, chance.uniform(2, 6), {name: 1 for name in ("disorder", "repeat", "double") if chance.random() < 0.7})
    return Event(at, what, 0, None)


class Plan:
    def __init__(self, seed, recipients, seconds, accounts=1):
        chance = random.Random(seed)
        self.seed, self.recipients, self.seconds = seed, recipients, seconds
        self.messages = choose_messages(chance, recipients, seconds)
        times = sorted(chance.uniform(0.2, seconds) for _ in range(int(seconds * 1.6)))
        self.events = [choose_event(chance, at, recipients, seconds) for at in times]
        if accounts > 1:  # the same events, each at one of them; more often at the first, which the other stands in for
            self.events = [event._replace(where=int(chance.random() < 0.3)) for event in self.events]

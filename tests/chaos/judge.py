# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares what the gateway accepted, by its own record, with what was asked for and what the workspace says.

The promises are those of src/engine/DELIVERY.md: R-SEND-1, R-SEND-2, R-SEND-3, R-SEND-4, R-LAW-1, R-LAW-2.
"""

import collections
import os
import sqlite3

from plan import SECOND, PLAIN_STOPS

# Between the look at the clock that decides (the claim) and the gateway's note of the arrival lie a commit, the
# wait for a free connection and the way. So much is allowed for it on a machine that others use too; a process
# that was frozen in between is allowed for with as long as that lasted. The clock itself needs no tolerance: both
# sides read the machine's, and the jumps are known.
WAY = 2 * SECOND

UNKNOWN, FAILED, LEFT_OUT = 5, 8, 9
OUT = {3, 4, 6, 7}
OPTED_OUT, EXPIRED, OBJECTION = 20, 25, 6
ATTEMPTS = 6

# Where the sender's clock was set by about so much since, times do not tell any more what in the gateway's record is
# whose (PEAL_MATCH_SLACK): then a person may be asked.
SET = 100 * SECOND


def connect(workspace):
    return sqlite3.connect(f"file:{os.path.join(workspace, 'peal.db')}?mode=ro", uri=True, timeout=5, isolation_level=None)


def read_stops(workspace):
    """Who is opted out, and which attempts there are to them, in one look. {number: {(message, attempt)}}"""
    stops = {}
    db = connect(workspace)
    try:
        for number, message, attempt in db.execute(
                "SELECT k.e164, a.message_id, a.ordinal FROM consent AS k"
                " LEFT JOIN conversation AS c ON c.theirs = k.e164"
                " LEFT JOIN message AS m ON m.conversation_id = c.id AND m.direction = 1"
                " LEFT JOIN attempt AS a ON a.message_id = m.id WHERE k.state = 2"):
            stops.setdefault(number, set()).add((message, attempt))
    finally:
        db.close()
    return stops


def count_doubts(workspace):
    """How many messages are in the air, or are still to be asked about."""
    db = connect(workspace)
    try:
        return db.execute("SELECT count(*) FROM message WHERE state = 2 OR state = 5 AND look_at > 0").fetchone()[0]
    finally:
        db.close()


class Judge:
    """All times are the machine's, in microseconds, but for those that the plan sets, which are the sender's."""

    def __init__(self, plan, run, workspace, accepted):
        self.plan, self.run = plan, run
        self.db = connect(workspace)
        self.rows = self.db.execute(
            "SELECT m.id, c.theirs, m.body, m.state, m.reason, m.explanation, m.failure, m.attempts, m.not_after,"
            " m.settled_at, m.look_at, c.ours, m.remote_id"
            " FROM message AS m JOIN conversation AS c ON c.id = m.conversation_id WHERE m.direction = 1").fetchall()
        self.arrived = collections.defaultdict(list)
        self.unowned = collections.defaultdict(list)  # of these, those that no row has as its own
        owned = {row[-2:] for row in self.rows}  # two gateways may give two messages one id
        for one in accepted:
            self.arrived[one["to"], one["body"]].append(one["at"])
            if (one["from"], one["sid"]) not in owned:
                self.unowned[one["to"], one["body"]].append(one["at"])
        self.faults = collections.defaultdict(list)
        self.counts = collections.Counter()
        self.stopped = {person for person, words in run.replies if words in PLAIN_STOPS}

    def fault(self, what, ids, text):
        self.faults[what].append((ids, text))

    # What each row says of itself --------------------------------------------------------------------------

    def is_left_to_person(self, to, body, explanation, look_at):
        return look_at is None and explanation and all(self.run.clock.wandered(at, self.run.calm_at) >= SET
                                                       for at in self.unowned[to, body] or [self.run.calm_at])

    def explain(self, state, reason, explanation, failure, attempts, not_after, settled_at, to):
        """Why a message did not go out, or None: nothing explains it."""
        if state == LEFT_OUT and reason == OPTED_OUT:
            return "opted out" if to in self.run.stops else None
        if state == LEFT_OUT and reason == EXPIRED:
            return "expired" if not_after is not None and not_after <= settled_at <= self.run.clock.furthest() else None
        if state == FAILED and failure == OBJECTION:
            return "objected" if to in self.stopped else None
        if state == FAILED and attempts >= ATTEMPTS and explanation:
            return "given up"
        if state == FAILED and not_after is not None:
            return "expired"  # it may have been given up a little before: when the next try would have been too late
        return None

    def judge_row(self, row):
        id, to, body, state, reason, explanation, failure, attempts, not_after, settled_at, look_at = row[:11]
        if state in OUT:
            self.counts["out"] += 1
            return True
        why = self.explain(state, reason, explanation, failure, attempts, not_after, settled_at, to)
        if state == UNKNOWN and self.is_left_to_person(to, body, explanation, look_at):
            why = "left to a person"
        self.counts[why or "unexplained"] += 1
        if why is None:
            # Where the record is exact nothing need stay in doubt.
            self.fault("in doubt" if state == UNKNOWN else "lost", [id],
                       f"message {id} to {to}, \"{body}\": state {state}, reason {reason},"
                       f" failure {failure}, look_at {look_at}, \"{explanation}\"")
        return False

    def judge_rows(self):
        rows = collections.defaultdict(list)
        for row in self.rows:
            rows[row[1], row[2]].append(row)
        wanted = collections.Counter((message.to, message.body) for message in self.plan.messages)
        for key, n in wanted.items():
            ids = [row[0] for row in rows[key]]
            if len(ids) != n:
                self.fault("lost", ids, f"{n} of {key} were queued, {len(ids)} are there")
            out = sum(self.judge_row(row) for row in rows[key])
            in_doubt = sum(row[3] == UNKNOWN for row in rows[key])
            got = len(self.arrived[key])
            if got > out + in_doubt:
                self.fault("doubled", ids, f"{key}: the gateway has {got}, the workspace says {out}")
            if got < out:
                self.fault("lost", ids, f"{key}: the gateway has {got}, the workspace says {out}")
        for key in self.arrived:
            if self.arrived[key] and key not in wanted:
                self.fault("doubled", [], f"{key}: nobody asked for that")

    # When ----------------------------------------------------------------------------------------------------

    def judge_times(self):
        ids = {(row[1], row[2]): row[0] for row in self.rows}
        for message in self.plan.messages:
            for at in self.arrived[message.to, message.body]:
                least, most = self.run.clock.shown(at - WAY - self.run.frozen_before(at, WAY), at)
                about = f"message {ids[message.to, message.body]} to {message.to}, arrived at {at}"
                if message.not_before and most < self.run.start + message.not_before:
                    self.fault("early", [ids[message.to, message.body]],
                               f"{about}: {(self.run.start + message.not_before - most) / SECOND:.3f} s before its time")
                if message.not_after and least > self.run.start + message.not_after:
                    self.fault("after validity", [ids[message.to, message.body]],
                               f"{about}: {(least - self.run.start - message.not_after) / SECOND:.3f} s after its validity")

    # Who said STOP -------------------------------------------------------------------------------------------

    def judge_stops(self):
        now = read_stops(self.run.workspace.path)
        for number, before in self.run.stops.items():
            after = {one for one in now.get(number, set()) if one[1] is not None}
            for message, attempt in after - before:
                self.fault("after STOP", [message], f"attempt {attempt} of message {message} to {number}"
                           " was begun after their STOP was stored")
        for number in self.stopped:
            if number not in now:
                self.fault("STOP lost", [], f"{number} said STOP and is not opted out")
        self.counts["said STOP"] = len(self.stopped)

    def judge(self):
        self.judge_rows()
        self.judge_times()
        self.judge_stops()
        return self.faults

    # ---------------------------------------------------------------------------------------------------------

    def history(self, ids):
        """What the workspace and its ledger know of these messages, line by line."""
        for id in ids:
            to, body = next((row[1], row[2]) for row in self.rows if row[0] == id)
            yield f"    message {id}: arrived at {self.arrived[to, body]}"
            for row in self.db.execute("SELECT ordinal, started_at, ended_at, outcome, failure, detail FROM attempt"
                                       " WHERE message_id = ? ORDER BY ordinal", [id]):
                yield "    attempt %d: began %d, ended %s, outcome %d, failure %d, %s" % row
            for row in self.db.execute("SELECT seq, at, actor, event, payload FROM ledger WHERE subject = ? ORDER BY seq",
                                       [f"message:{id}"]):
                yield "    ledger %d: %d %s %s %s" % row

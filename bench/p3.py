"""P3: meetings recorded durably over HTTP: the session, the rights, every rule
of a meeting, foreign keys, 12 members, 2 decisions, the record of changes.

Against a bare loop in C that writes the same rows in commits of as many
filings as there are clients; against the disk's rate of append and sync; and,
on a disk whose sync takes 10 ms, against a transaction for each filing.
"""
import collections
import contextlib
import json
import os
import sqlite3

from filing import LOAD, LOOP, prepare, slow_sync, write_jobs, write_requests
from measure import (BUILD, ROUNDS, SMALL, Server, clear, copy_of, demo, folder,
                     rounds, row, run, say)

CELLS = 300 if SMALL else 3000
FILINGS = 600 if SMALL else 8000
SLOW_MS = 10
ALONE = 50 if SMALL else 200		# one transaction each, 10 ms and more
APPEND_S = 0.3 if SMALL else 2
BLOCK = 4096				# the least the log grows by
ROWS_OF = ("meeting", "meeting_record", "attendance", "decision",
           "assignment", "assignment_event", "change", "request")


class House:
    """A prepared file, copied for each run, and what is to be filed."""

    def __init__(self, path):
        self.path = path
        self.whole = copy_of(demo(CELLS), path + "/whole.db")
        self.filings = prepare(self.whole, FILINGS)
        self.db = path + "/run.db"
        self.written = collections.defaultdict(set)

    def counts(self):
        with contextlib.closing(sqlite3.connect(self.db)) as db:
            return [db.execute(f"SELECT count(*) FROM {t}").fetchone()[0]
                    for t in ROWS_OF]

    def rows(self, who, before, filings):
        """Both sides must have written as many rows."""
        after = self.counts()
        self.written[who].add(tuple((a - b) / filings
                                    for a, b in zip(after, before)))

    def over_http(self, clients, env=None):
        copy_of(self.whole, self.db)
        before = self.counts()
        with Server(self.db, env=env) as server:
            requests = write_requests(self.path + "/requests", [
                f.request(server.port) for f in self.filings])
            got = json.loads(run(LOAD, server.port, requests,
                                 "--connections", clients))
        if got["status"] != {"303": FILINGS} or got["broken"]:
            raise SystemExit(f"not every filing was taken: {got}")
        self.rows("ours", before, FILINGS)
        self.last = got
        return got["rate"]

    def loop(self, batch, count=FILINGS, env=None):
        copy_of(self.whole, self.db)
        before = self.counts()
        jobs = write_jobs(self.path + "/jobs", self.filings[:count])
        got = json.loads(run(LOOP, self.db, jobs, batch,
                             env={**os.environ, **(env or {})}))
        if count == FILINGS:
            self.rows("loop", before, count)
        return got["rate"]

    def append(self):
        return float(run(os.path.join(BUILD, "bench_append"),
                         self.path + "/append", BLOCK, APPEND_S))


def main():
    with folder() as path:
        house = House(path)
        for clients in (64, 256):
            size = f"{clients} clients"
            ours, loop, disk = rounds(
                lambda: house.over_http(clients), lambda: house.loop(clients),
                house.append)
            say(f"{size}: half within {house.last['p50']:.1f} ms, 99 of 100 "
                f"within {house.last['p99']:.1f} ms")
            row("P3 filings", size, "/s", ours, loop, "bare loop",
                ratio=0.5)
            row("P3 filings", size, "/s", ours, disk, "append and sync",
                ratio=2)
            slow = slow_sync(path, SLOW_MS)
            ours, alone = rounds(
                lambda: house.over_http(clients, slow),
                lambda: house.loop(1, ALONE, slow), count=min(ROUNDS, 5))
            row(f"P3 filings, sync of {SLOW_MS} ms", size, "/s", ours, alone,
                "a transaction each", ratio=40)
        clear(house.db)
        if house.written["ours"] != house.written["loop"]:
            raise SystemExit(f"the sides wrote other rows: {house.written}")


if __name__ == "__main__":
    main()

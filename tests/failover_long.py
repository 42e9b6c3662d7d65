"""PostgreSQL on three nodes under Patroni, two servers of ours, clients that
write without pause. The primary dies, or stops with every connection open, or
its whole machine does, again and again: writes are back within 30 s, nothing
that was answered is lost, nothing is there twice.

	python3 tests/failover_long.py [ROUNDS [crash_engine|crash|freeze...]]
"""
import itertools
import os
import sys
import threading
import time

import beside_pg
import cluster
import killed
from house import check, done, equal, run
from served import SECRETARY, Browser, Gone, until

BACK_S = 30
CLIENTS = 8
HOW = ("crash_engine", "crash", "freeze")
WORDS = {"crash_engine": "the primary killed", "freeze": "the primary stopped",
         "crash": "the primary and its Patroni killed"}
ROLE, PASSWORD = "cellwork", "words-of-cellwork"


class Writer(threading.Thread):
    """Writes without pause at one server, and asks again for what was not
    answered, with the same id, until it is."""

    def __init__(self, server, browser, writes, stop):
        super().__init__()
        self.browser, self.writes = Browser(server, timeout=60), writes
        self.browser.cookie = browser.cookie
        self.stop, self.answers = stop, []

    def run(self):
        while not self.stop.is_set():
            try:
                write = self.writes.next(self.browser)
            except (Gone, LookupError):
                time.sleep(0.2)		# its form could not be read
                continue
            while not self.stop.is_set():
                try:
                    write.send(self.browser)
                except Gone:
                    write.status = None
                if write.acknowledged:
                    self.answers.append((time.monotonic(), write))
                    break
                time.sleep(0.2)


def outage(writers, since):
    """The longest time without an answered write at any one server, from
    `since` on; and when the last of them was back."""
    longest = 0.0
    for server in {id(w.browser.site) for w in writers}:
        times = sorted(t for w in writers if id(w.browser.site) == server
                       for t, _ in w.answers if t >= since)
        times = [since] + times
        longest = max([longest] + [b - a for a, b in itertools.pairwise(times)])
    return longest


def back(writers, since):
    """Both servers have answered writes that were begun after `since`."""
    servers = {id(w.browser.site) for w in writers}
    return servers <= {id(w.browser.site) for w in writers
                       if w.answers and w.answers[-1][0] > since}


def wrong_at_end(server, mine):
    there = killed.counted(server)
    for w in mine:
        n = there.get((w.kind, w.mark), 0)
        if w.acknowledged and n != 1:
            yield f"{w.kind} {w.mark}: answered {w.status}, there {n} times"
        elif n > 1:
            yield f"{w.kind} {w.mark}: there {n} times"


def one_failover(pg, servers, browser, writes, how):
    begun, stop = len(writes.all), threading.Event()
    writers = [Writer(servers[i % len(servers)], browser, writes, stop)
               for i in range(CLIENTS)]
    for w in writers:
        w.start()
    time.sleep(2)
    primary, since = pg.primary(), time.monotonic()
    before = sum(len(w.answers) for w in writers)
    getattr(primary, how)()
    # What was under way when it died may still be answered.
    until(2 * BACK_S, lambda: back(writers, since + 1))
    time.sleep(3)
    took = outage(writers, since)
    if how == "freeze":
        primary.thaw()			# the old one is there again, as it was
        time.sleep(4)
    stop.set()
    for w in writers:
        w.join()
    if how == "crash":
        primary.start()
    mine = writes.all[begun:]
    check(took <= BACK_S and before > 0,
          f"{WORDS[how]}: writes are back within {BACK_S} s",
          f"{took:.1f} s", *[s.said()[-800:] for s in servers])
    whole = until(120, pg.whole)
    check(whole, "the nodes are whole again", pg.states(), pg.said()[-3000:])
    wrong = list(wrong_at_end(servers[0], mine))
    check(not wrong, f"{WORDS[how]}: nothing lost, nothing twice", *wrong[:5])
    answered = sum(w.acknowledged for w in mine)
    print(f"    {took:.1f} s without writes, {answered} of {len(mine)} "
          f"answered, {primary.name} -> {pg.primary().name}", flush=True)
    return took if whole and not wrong else None


def nothing_is_left(servers, browser, writes):
    """What was never answered is sent once more, at the other server."""
    again = Browser(servers[1])
    again.cookie = browser.cookie
    for w in writes.all:
        for _ in range(10):
            if w.acknowledged:
                break
            w.send(again)
    there = killed.counted(servers[0])
    wrong = [w.mark for w in writes.all
             if there.get((w.kind, w.mark), 0) != 1]
    check(not wrong and servers[0].number(killed.PARTIAL) == 0,
          f"all {len(writes.all)} writes are there once", *wrong[:5])


def main(rounds, ways):
    short = cluster.missing()
    if short:
        print(f"skip failover: {', '.join(short)} not installed; "
              "tools/deps.sh long")
        sys.exit(77)
    with cluster.Cluster() as pg:
        pg.make_database("cellwork", ROLE, PASSWORD)
        passes = pg.folder("pgpass")
        with open(passes, "w", encoding="ascii") as f:
            f.write(f"*:*:*:{ROLE}:{PASSWORD}\n")
        os.chmod(passes, 0o600)
        os.environ["PGPASSFILE"] = passes
        with beside_pg.Place(12, pg.url("cellwork", ROLE)) as place:
            servers = [place.server(n) for n in ("one", "two")]
            browser = servers[0].browser(SECRETARY)
            writes = killed.Writes(browser, 1)
            times = {how: [] for how in ways}
            for i in range(rounds):
                for how in ways:
                    took = one_failover(pg, servers, browser, writes, how)
                    times[how].append(took)
            nothing_is_left(servers, browser, writes)
            equal([s.stop() for s in servers], [0, 0], "both end well")
            run("check", place.url)
            for how, all_of in times.items():
                print(f"    {WORDS[how]}: " + ", ".join(
                    "-" if t is None else f"{t:.1f} s" for t in all_of))
    done()


main(int(sys.argv[1]) if len(sys.argv) > 1 else 2, sys.argv[2:] or HOW)

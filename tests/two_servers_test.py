"""Two servers of one database on PostgreSQL: what is done at one holds at the
other, the same request at both happens once, many that write the same at once
all come through, and a server or its connections may die at any moment.
"""
import itertools
import os
import random
import re
import signal
import threading
import time

import beside_pg
import killed
from house import check, done, equal, run
from served import OFFICER, SECRETARY, Browser, Gone, new_key, until

RACES = 40
STORM, EACH = 32, 8
SHOWS_S = 1.0
CUT_S = 10			# until a reader has had its answer


def at(server, browser):
    """The same login, at another server."""
    other = Browser(server)
    other.cookie = browser.cookie
    return other


def a_login_holds(one, two):
    first = one.browser(SECRETARY)
    second = at(two, first)
    equal(second.get("/assignments").status, 200,
          "who logged in at one server is known at the other")
    second.post("/logout", [("_key", new_key())])
    equal(first.get("/assignments").status, 303,
          "who logged out at one server is not known at the other")


def writes_of(browser, nth):
    """Each part of this script has marks and days of its own; the last, which
    writes as much as it can, has all that follow."""
    writes = killed.Writes(browser, nth)
    writes.numbers = itertools.count(400 * nth)
    return writes


def same_at_once(one, two):
    """The same request at both at the same moment."""
    browser = one.browser(SECRETARY)
    writes = writes_of(browser, 1)
    answers, wrong = [], []
    for _ in range(RACES):
        write = writes.next(browser)
        both, got = threading.Barrier(2), [None, None]

        def send(i, server):
            mine = killed.Write(write.kind, write.mark, write.path,
                                write.fields, write.as_outbox)
            mine.key = write.key
            client = at(server, browser)
            client.get("/assignments")
            both.wait()
            got[i] = mine.send(client)

        threads = [threading.Thread(target=send, args=a)
                   for a in ((0, one), (1, two))]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        answers.append({(g.status, g.location, g.body if g.status == 200
                         else b"") for g in got})
        write.status = got[0].status
        wrong += killed.wrong_after_kill(killed.counted(one), [write])
    check(not wrong, "HTTP-1: the same request at both happens once",
          *wrong[:5])
    different = [a for a in answers if len(a) != 1]
    check(not different, "HTTP-1: and both give the same answer",
          different[:3])


def storm(one, two):
    """Many at once in one cell: days, members and ids are the same for all."""
    browser = one.browser(SECRETARY)
    writes = writes_of(browser, 2)
    lock, slowest, refused = threading.Lock(), [0.0], []

    def client(i):
        mine = at((one, two)[i % 2], browser)
        for _ in range(EACH):
            with lock:
                write = writes.next(mine)
            began = time.monotonic()
            for _ in range(20):
                answer = write.send(mine)
                if write.acknowledged:
                    break
                with lock:
                    refused.append((answer.status, answer.heading))
            with lock:
                slowest[0] = max(slowest[0], time.monotonic() - began)

    began = time.monotonic()
    threads = [threading.Thread(target=client, args=(i,))
               for i in range(STORM)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    took = time.monotonic() - began
    there = killed.counted(one)
    wrong = [w.mark for w in writes.all if not w.acknowledged or
             there.get((w.kind, w.mark), 0) != 1]
    check(not wrong, f"{STORM} clients in one cell: each write once",
          len(writes.all), wrong[:5], refused[:3])
    check(len(refused) <= len(writes.all) // 20,
          "and hardly one has to be sent again", refused[:5])
    print(f"    {len(writes.all)} writes in {took:.1f} s, slowest "
          f"{slowest[0]:.2f} s, sent again {len(refused)}")


def load(servers, browser, writes, during, lives_s=1.5):
    """Clients at both; `during` is called with what the reader of each has
    seen so far, which is given back."""
    stop, seen = threading.Event(), [[] for _ in servers]

    def reader(mine, answers):
        while not stop.is_set():
            try:
                answers.append(mine.get("/assignments").status)
            except Gone:
                return

    clients = [at(servers[i % len(servers)], browser)
               for i in range(killed.CLIENTS)]
    threads = [threading.Thread(target=killed.one_client,
                                args=(c, writes, stop)) for c in clients]
    threads += [threading.Thread(target=reader, args=(at(s, browser), a))
                for s, a in zip(servers, seen)]
    for t in threads:
        t.start()
    time.sleep(lives_s / 2)
    during(seen)
    time.sleep(lives_s / 2)
    stop.set()
    for t in threads:
        t.join()
    return seen


def nothing_lost(server, browser, writes, begun, name):
    """What was answered is there once; the rest is, once it is sent again."""
    mine = writes.all[begun:]
    wrong = list(killed.wrong_after_kill(killed.counted(server), mine))
    again = at(server, browser)
    for w in mine:
        if not w.acknowledged:
            for _ in range(20):
                w.send(again)
                if w.acknowledged:
                    break
    there = killed.counted(server)
    wrong += [f"{w.kind} {w.mark}: sent again, answered {w.status}, there "
              f"{there.get((w.kind, w.mark), 0)} times" for w in mine
              if there.get((w.kind, w.mark), 0) != 1]
    check(not wrong and server.number(killed.PARTIAL) == 0,
          f"{name}: nothing lost, nothing twice",
          f"{sum(w.acknowledged for w in mine)} of {len(mine)}", *wrong[:5])


def server_killed(one, two, rounds=4):
    browser = two.browser(SECRETARY)
    writes = writes_of(browser, 4)
    for i in range(rounds):
        begun = len(writes.all)
        load((one, two), browser, writes, lambda _: one.kill(),
             random.uniform(0.2, 1.0))
        nothing_lost(two, browser, writes, begun,
                     f"a server killed under load, round {i + 1}")
        if not one.start():
            check(False, "it starts again", one.said()[-500:])
            return


def connections_cut(one, two):
    browser = two.browser(SECRETARY)
    writes = writes_of(browser, 3)

    def cut(seen):
        for _ in range(3):
            before = len(seen[0])
            cut_all(one)
            # A read is repeated once: it is not cut twice.
            until(CUT_S, lambda: len(seen[0]) > before)
            time.sleep(0.5)

    seen = load((one, two), browser, writes, cut)
    equal(set(itertools.chain(*seen)), {200},
          "connections cut: who only reads notices nothing")
    nothing_lost(two, browser, writes, 0, "connections cut")


def frozen(one, two, writes):
    """Stopped for seconds, and woken."""
    browser = two.browser(SECRETARY)
    pids = [one.process.pid]
    with open(f"/proc/{pids[0]}/task/{pids[0]}/children",
              encoding="ascii") as f:
        pids += [int(p) for p in f.read().split()]
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    page = record(writes, browser)
    time.sleep(3)
    for pid in pids:
        os.kill(pid, signal.SIGCONT)
    other = at(one, browser)
    check(until(SHOWS_S, lambda: other.get(page).status == 200),
          "a server that was stopped for seconds shows what came meanwhile")


def record(writes, browser):
    """A meeting, as its secretary records it; its page."""
    for _ in killed.KINDS:
        write = writes.next(browser)
        if write.kind == "meeting":
            write.as_outbox = False
            return write.send(browser).location
    raise LookupError("no day is left to meet on")


def shows_at_the_other(one, two):
    browser = one.browser(SECRETARY)
    writes, other = writes_of(browser, 0), at(two, browser)
    page = record(writes, browser)
    began = time.monotonic()
    check(until(SHOWS_S, lambda: other.get(page).status == 200),
          "a meeting recorded at one is shown at the other within a second")
    print(f"    after {1000 * (time.monotonic() - began):.0f} ms")
    return writes


def members_shown(browser, unit):
    """The figure of the overview, which a server has in memory."""
    text = re.sub(r"<[^>]*>", " ", browser.get(f"/u/{unit}").text)
    found = re.search(r"\bMembers\s+(\d[\d,]*)", text)
    return int(found.group(1).replace(",", "")) if found else 0


def figures_follow(one, two, what, between=None):
    """TALL-5: who joins at one is counted at the other."""
    secretary, officer = one.browser(SECRETARY), two.browser(OFFICER)
    (county,), = one.rows("SELECT public_id FROM unit WHERE tier = 'county'"
                       " ORDER BY id LIMIT 1")
    (cell,), = one.rows("SELECT u.public_id FROM unit u JOIN membership s ON"
                        " s.cell_id = u.id JOIN account a ON a.member_id ="
                        " s.member_id WHERE a.login = ?", SECRETARY)
    before = members_shown(officer, county)
    if between is not None:
        between()
    answer = secretary.post(
        f"/u/{cell}/members/new",
        [("_key", new_key()), ("name", f"Nobody {new_key()[:6]}"),
         ("number", new_key()[:10])])
    began = time.monotonic()
    check(before > 0 and answer.status == 303 and until(
        SHOWS_S, lambda: members_shown(officer, county) ==
        before + 1), what, answer.status, answer.heading, before,
          members_shown(officer, county))
    print(f"    after {1000 * (time.monotonic() - began):.0f} ms")


def cut_all(server):
    beside_pg.psql(server.db, "SELECT count(pg_terminate_backend(pid))"
                   " FROM pg_stat_activity WHERE application_name ="
                   " 'cellwork' AND datname = current_database()")


beside_pg.begin()
with beside_pg.Place(12) as place:
    one, two = place.server("one"), place.server("two")
    a_login_holds(one, two)
    writes = shows_at_the_other(one, two)
    figures_follow(one, two, "a figure changed at one is changed at the other"
                   " within a second")
    same_at_once(one, two)
    storm(one, two)
    server_killed(one, two)
    connections_cut(one, two)
    frozen(one, two, writes)
    figures_follow(one, two, "and so it is where all connections were cut"
                   " just before", lambda: cut_all(one))
    equal((one.stop(), two.stop()), (0, 0), "both end well")
    run("check", place.url)
done()

#!/usr/bin/env python3
"""Storms: ten thousand who watch a live page hang up at once and come back, and
again, while it changes; some take nothing; the server is killed among it. All
are answered each time - what was seen once in seventy storms with another
library's streams, 128 who were not answered for a minute, would be found here -
and memory and descriptors do not grow (LIVE-1, LIVE-2, LIVE-4). Then more come
than may.

	CELLWORK_LIVE_STORMS=5 CELLWORK_LIVE_CLIENTS=2000 tests/live_long.py
"""
import os
import random
import resource
import socket
import sys
import time

from house import Folder, check, done, equal
from live_storm import House, Storm

STORMS = int(os.environ.get("CELLWORK_LIVE_STORMS") or 80)
CLIENTS = int(os.environ.get("CELLWORK_LIVE_CLIENTS") or 10000)
MOST = 16384			# LIVE_STREAMS_MAX
PAGES_LEAST = 2048		# connections besides, and some for the rest
LATE_MS = 20000
MEMORY_MIB = 128
GROWTH_MIB = 8
STUCK = 40
STUCK_S = 30
SEED = int(os.environ.get("CELLWORK_SEED") or time.time())


def storms(house, storm, random_):
    """Each: the longest that it took until all were there again; all are."""
    version, longest, missing, wrong, memory = 1, 0, 0, 0, []
    refused = 0
    for i in range(STORMS):
        storm.order(f"drop {random_.choice((CLIENTS, CLIENTS // 10))}")
        for _ in range(random_.randrange(1, 4)):
            house.say(f"storm {i}")
            version += 1
            time.sleep(random_.random() / 2)
        if i % 10 == 9:
            house.kill()
            house.start()
        got = storm.until(version)
        longest = max(longest, got["ms"])
        missing += CLIENTS - got["have"]
        wrong += got["back"] + got["junk"]
        refused += got["refused"]
        memory.append(house.memory())
    equal(missing, 0, f"{STORMS} storms: all were there after each")
    equal(wrong, 0, "no version after a newer one")
    check(longest < LATE_MS, f"the longest took {longest / 1000:.1f} s")
    print(f"    {refused} times somebody was told to come again later")
    check(max(memory) < MEMORY_MIB,
          f"memory: {max(memory):.0f} MiB at most with {CLIENTS} streams")
    return version


def memory_stays(house, storm, version):
    """Of one and the same server, with all there and no kill."""
    before = None
    for _ in range(6):
        storm.order(f"drop {CLIENTS}")
        house.say("again")
        version += 1
        storm.until(version)
        if before is None:
            before = house.memory(), house.descriptors()
    check(house.memory() < before[0] + GROWTH_MIB,
          f"memory does not grow: {before[0]:.1f}, {house.memory():.1f} MiB")
    check(abs(house.descriptors() - before[1]) < 50,
          "nor do descriptors", before[1], house.descriptors())
    return version


def stuck_ones(house, storm, version):
    """Some take nothing: the others do not notice, and those are left."""
    held = []
    for _ in range(STUCK):
        s = socket.socket()
        s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        s.connect(("127.0.0.1", house.port))
        s.sendall(b"GET /live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        held.append(s)
    before = house.figures()["live_dropped_total"]
    # Slowly enough that each is sent, so that it is too much to lie in wait.
    for i in range(120):
        house.say("x" * 900 + str(i))
        version += 1
        if i % 5 == 4:
            got = storm.until(version)
    equal(got["have"], CLIENTS, "beside those who take nothing: all have it")
    deadline = time.monotonic() + 2 * STUCK_S + 10
    while house.figures()["live_dropped_total"] - before < STUCK and \
            time.monotonic() < deadline:
        time.sleep(1)
    equal(house.figures()["live_dropped_total"] - before, STUCK,
          "those are left after a while, and nobody else")
    for s in held:
        s.close()
    return version


def more_than_may(house, storm):
    """As many as may, and then some more, who are told to come later; pages are
    answered as before."""
    have = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    if have < MOST + PAGES_LEAST + 256:
        print(f"skip more than may: {have} descriptors are fewer than are "
              "needed")
        return
    others = Storm(house, MOST - CLIENTS)
    equal(others.until(1)["have"], MOST - CLIENTS, f"{MOST} streams are open")
    equal(house.figures()["live_streams"], MOST, "the figures say so")
    with socket.create_connection(("127.0.0.1", house.port), 10) as s:
        s.sendall(b"GET /live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        answer = s.recv(4096)
        check(answer.startswith(b"HTTP/1.1 503") and
              b"Retry-After: " in answer, "one more is told to come later",
              answer[:200])
    equal(house.say("full"), 200, "a page is answered, and a write")
    check(house.memory() < MEMORY_MIB,
          f"memory: {house.memory():.0f} MiB with {MOST} streams")
    others.end()
    del storm


def main():
    print(f"    CELLWORK_SEED={SEED}", flush=True)
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit[1], limit[1]))
    if limit[1] < CLIENTS + 1000:
        print(f"skip live_long: {limit[1]} descriptors are fewer than "
              f"{CLIENTS + 1000}")
        sys.exit(77)
    with Folder() as folder:
        house = House(folder("live.db"))
        storm = Storm(house, CLIENTS)
        equal(storm.until(1)["have"], CLIENTS, f"{CLIENTS} are there")
        version = storms(house, storm, random.Random(SEED))
        version = memory_stays(house, storm, version)
        stuck_ones(house, storm, version)
        more_than_may(house, storm)
        storm.end()
        took, status = house.stop()
        check(status == 0 and took < 10, f"stopped within {took:.1f} s")
    done()


if __name__ == "__main__":
    main()

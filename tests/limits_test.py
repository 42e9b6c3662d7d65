"""Little room and odd times: few descriptors, hundreds of clients that say
nothing or speak slowly, and a clock that jumps."""
import contextlib
import os
import resource
import socket
import time

import fault
from house import check, done, equal, run
from killed import Writes
from served import SECRETARY, Browser, Gone, Place, Site, until

CROWD, TRIES = 300, 30
SPINS = 0.15			# of a core
YEAR_S = 365 * 86400


def few_descriptors(count):
    def limit():
        resource.setrlimit(resource.RLIMIT_NOFILE, (count, count))
    return limit


def works(browser, writes):
    """A page and a write, by a connection of its own."""
    mine = browser.twin()
    try:
        return mine.get("/").status == 200 and \
            writes.next(mine).send(mine).status in (200, 303)
    except Gone:
        return False
    finally:
        mine.close()


def crowd(port, text):
    """Many connections that have sent a piece and send no more."""
    held = []
    with contextlib.suppress(OSError):
        for _ in range(CROWD):
            held.append(socket.create_connection(("127.0.0.1", port), 2))
            held[-1].sendall(text)
    return held


def descriptors(place):
    for count in (8, 12, 16, 20, 39, 40, 80):
        site = Site(place.copy("few"), options=["--no-supervise"],
                    before=few_descriptors(count))
        if not site.start():
            check(site.process.returncode == 1 and (count < 12 or
                  f"may have {count} files" in site.said()),
                  f"{count} descriptors: it says why it does not start",
                  site.process.returncode, site.said())
            continue
        check(count >= 40, f"{count} descriptors are not too few")
        equal([Browser(site, 5).get("/login").status for _ in range(TRIES)],
              [200] * TRIES, f"{count} descriptors: it answers")
        check(site.alive(), f"{count} descriptors: it goes on",
              site.said()[-500:])
        equal(site.stop(), 0, f"{count} descriptors: it ends well")


def seconds_of_cpu(pid):
    with open(f"/proc/{pid}/stat", encoding="ascii") as f:
        rest = f.read().rsplit(")", 1)[1].split()
    return (int(rest[11]) + int(rest[12])) / os.sysconf("SC_CLK_TCK")


def none_is_left(place):
    """As where the whole system has none: it waits, and does not spin."""
    site = Site(place.copy("none"), options=["--no-supervise"])
    site.start()
    pid = site.process.pid
    equal(Browser(site).get("/login").status, 200, "it answers")
    time.sleep(1)		# the connection is gone
    soft, hard = resource.prlimit(pid, resource.RLIMIT_NOFILE)
    resource.prlimit(pid, resource.RLIMIT_NOFILE, (
        len(os.listdir(f"/proc/{pid}/fd")), hard))
    with socket.create_connection(("127.0.0.1", site.port), 5) as waits:
        waits.sendall(b"GET /login HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n" %
                      site.port)
        time.sleep(0.5)
        began = seconds_of_cpu(pid)
        time.sleep(3)
        spent = (seconds_of_cpu(pid) - began) / 3
        check("Too many open files" in site.said() and spent < SPINS,
              f"no descriptor is left: it waits and takes {spent:.2f} of a "
              "core", site.said()[-500:])
        resource.prlimit(pid, resource.RLIMIT_NOFILE, (soft, hard))
        waits.settimeout(5)
        check(waits.recv(15) == b"HTTP/1.1 200 OK",
              "and answers when there is one again")
    equal(site.stop(), 0, "it ends well")


def slow_clients(place):
    site = place.site("slow")
    browser = site.browser(SECRETARY)
    writes = Writes(browser, 1)
    for name, text in (("say nothing", b""),
                       ("stop in the headers", b"GET / HTTP/1.1\r\nHos"),
                       ("stop in the form", b"POST /login HTTP/1.1\r\nHost: "
                        b"127.0.0.1:%d\r\nContent-Length: 1000\r\n\r\na=" %
                        site.port)):
        held = crowd(site.port, text)
        began = time.monotonic()
        check(works(browser, writes) and time.monotonic() - began < 2,
              f"{len(held)} clients {name}: others are answered at once")
        for c in held:
            c.close()
    equal(site.stop(), 0, "it ends well")


def clock(place):
    shim = fault.Shim(place.folder)
    site = place.site("clock", start=False, options=["--no-supervise"])
    site.start(env=shim.env(site.db))
    browser = site.browser(SECRETARY)
    writes = Writes(browser, 1)
    check(works(browser, writes), "it works before")
    for jump, name in ((3600, "an hour on"), (-3600, "an hour back"),
                       (2 * YEAR_S, "two years on"),
                       (-10 * YEAR_S, "ten years back"),
                       (68 * YEAR_S, "beyond 2038 and far beyond"),
                       (0, "right again")):
        shim.set_clock(jump)
        with contextlib.suppress(Gone):
            equal(Browser(site).get("/login").status, 200,
                  f"the clock is {name}: pages answer")
        try:
            mine = site.browser(SECRETARY)
            status = mine.get("/").status
            check(status < 500, f"the clock is {name}: no fault ({status})")
        except (Gone, LookupError) as problem:
            check(False, f"the clock is {name}: one can log in", problem)
        check(site.alive(), f"the clock is {name}: it goes on",
              site.said()[-500:])
    check(until(10, lambda: works(site.browser(SECRETARY), writes)),
          "the clock is right again: it works as before")
    equal(site.stop(), 0, "it ends well")
    checked = run("check", site.db, exits=None)
    check(checked.returncode == 0, "the database is whole", checked.stdout)


with Place() as place:
    descriptors(place)
    none_is_left(place)
    slow_clients(place)
    clock(place)
done()

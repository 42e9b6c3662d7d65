"""P7: from the start of the server to its first pages, with 500,000 cells, and
the memory it then holds.

The file was read before and the system may hold parts of it, as after any
restart of the program; who opens Today was logged in before the restart. The
clock runs from the moment the program is called until the page is there whole.
Memory is what the process holds once it stops growing: whatever is loaded
beside the first answers is in by then.
"""
import time

from measure import SMALL, Server, copy_of, demo, folder, rounds, row
from served import OFFICER, Browser

CELLS = 400 if SMALL else 500_000
SIZE = f"{CELLS:,} cells"
QUIET_S, PATIENCE_S = 2, 60		# no growth for so long, and at most


def cookie_of(db, login):
    with Server(db) as server:
        return Browser(server).log_in(login).cookie


def settled(server):
    """Its memory in MiB when it has not grown for a while."""
    most, since, start = 0, time.monotonic(), time.monotonic()
    while (time.monotonic() - since < (0.2 if SMALL else QUIET_S)
           and time.monotonic() - start < PATIENCE_S):
        now = server.resident()
        if now > most + 2**20:
            most, since = now, time.monotonic()
        time.sleep(0.05)
    return most / 2**20


def first(db, path, cookie, memory):
    """Seconds until the first page of a fresh server is there."""
    start = time.perf_counter()
    with Server(db) as server:
        browser = Browser(server)
        browser.cookie = cookie
        got = browser.get(path)
        took = time.perf_counter() - start
        if got.status != 200:
            raise SystemExit(f"{path}: {got.status} {got.heading}")
        memory.append(settled(server))
    return took


def main():
    with folder() as path:
        db = copy_of(demo(CELLS, "--wide"), f"{path}/p7.db")
        cookie = cookie_of(db, OFFICER)
        memory = []
        login, today = rounds(lambda: first(db, "/login", "", []),
                              lambda: first(db, "/", cookie, memory))
        row("P7 start to the login page", SIZE, "s", login, better="less",
            most=1.0)
        row("P7 start to Today of a county officer", SIZE, "s", today,
            better="less", most=1.0)
        row("P7 memory, all loaded", SIZE, "MiB", memory, better="less",
            most=250)


main()

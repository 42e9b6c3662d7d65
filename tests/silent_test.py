"""PostgreSQL falls silent with every connection open, while what answers at the
same address from then on is as good as ever, as after a failover. A relay
between the server and the engine does it. Whoever waited for the turn to write
does not begin with a connection that others know to be dead, so the whole server
waits for a silent engine once and not once for each of its threads.
"""
import os
import socket
import threading
import time
import urllib.parse

import beside_pg
import killed
from house import check, done, equal, run
from served import SECRETARY, Browser, Gone, until

CLIENTS, ROUNDS = 12, 3
PATIENCE_S = 8			# db.h
BACK_S = PATIENCE_S + 5		# and some, to connect on a busy machine


class Relay:
    """From a port on loopback to the socket of the engine."""

    def __init__(self, path):
        self.path, self.lock, self.pairs = path, threading.Lock(), []
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                near, _ = self.listener.accept()
            except OSError:
                return
            far = socket.socket(socket.AF_UNIX)
            far.connect(self.path)
            pair = [near, far, True]
            with self.lock:
                self.pairs.append(pair)
            for ends in ((near, far), (far, near)):
                threading.Thread(target=self.carry, args=(pair, *ends),
                                 daemon=True).start()

    def carry(self, pair, source, to):
        try:
            while data := source.recv(65536):
                if pair[2]:
                    to.sendall(data)
        except OSError:
            pass
        if pair[2]:
            for end in pair[:2]:
                self.end(end)

    @staticmethod
    def end(one):
        try:
            one.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass

    def silence(self):
        """What is open stays so, and nothing comes from it any more. The
        engine's ends are closed: it undoes what was under way there."""
        with self.lock:
            pairs, self.pairs = self.pairs, []
        for pair in pairs:
            pair[2] = False
            self.end(pair[1])
        return len(pairs)


def relayed(url, relay):
    """The same database by way of the relay."""
    parts = urllib.parse.urlsplit(url)
    return f"postgresql://{parts.username}@127.0.0.1:{relay.port}{parts.path}"


def socket_of(url):
    host = urllib.parse.parse_qs(urllib.parse.urlsplit(url).query)["host"][0]
    return os.path.join(host, ".s.PGSQL.5432")


def client(browser, writes, answers, stop):
    """Writes until it is stopped; what was not answered goes out again."""
    while not stop.is_set():
        try:
            write = writes.next(browser)
        except (Gone, LookupError):
            time.sleep(0.1)		# its form could not be read
            continue
        while not stop.is_set() and not write.acknowledged:
            try:
                write.send(browser)
            except Gone:
                write.status = None
            if write.acknowledged:
                answers.append(time.monotonic())
            else:
                time.sleep(0.1)


def one_silence(server, relay, browser, writes, nth):
    begun, answers, stop = len(writes.all), [], threading.Event()
    threads = []
    for _ in range(CLIENTS):
        mine = Browser(server, timeout=60)
        mine.cookie = browser.cookie
        threads.append(threading.Thread(target=client, args=(
            mine, writes, answers, stop)))
    for t in threads:
        t.start()
    enough = until(60, lambda: len(answers) > CLIENTS)
    cut, at = relay.silence(), time.monotonic()
    until(6 * PATIENCE_S, lambda: answers and answers[-1] > at + 1)
    took = time.monotonic() - at
    stop.set()
    for t in threads:
        t.join()
    check(enough and cut > 0 and took < BACK_S,
          f"the engine falls silent, round {nth + 1}: writes are back within "
          f"{BACK_S} s", f"{took:.1f} s", cut, server.said()[-800:])
    mine = writes.all[begun:]
    for w in mine:
        for _ in range(20):
            if not w.acknowledged:
                w.send(browser.twin())
    there = killed.counted(server)
    wrong = [w.mark for w in mine if there.get((w.kind, w.mark), 0) != 1]
    check(not wrong, "nothing is lost and nothing twice", *wrong[:5])
    print(f"    {took:.1f} s, {len(mine)} writes", flush=True)


def one_alone(server, relay, browser, writes):
    """Who reads a form finds the silence out; its write does not once more."""
    cut, at, write = relay.silence(), time.monotonic(), None
    mine = browser.twin()
    until(2 * PATIENCE_S, lambda: mine.get("/").status == 200)
    write = writes.next(mine)
    write.send(mine)
    took = time.monotonic() - at
    check(cut > 0 and write.acknowledged and took < BACK_S,
          f"somebody alone reads and writes within {BACK_S} s",
          f"{took:.1f} s", cut, server.said()[-800:])
    print(f"    {took:.1f} s", flush=True)


def main():
    beside_pg.begin()
    with beside_pg.Place(12) as place:
        direct, relay = place.url, Relay(socket_of(place.url))
        place.url = relayed(direct, relay)
        server = place.server("one")
        server.db = direct		# where the script itself reads
        browser = server.browser(SECRETARY)
        writes = killed.Writes(browser, 1)
        one_alone(server, relay, browser, writes)
        for nth in range(ROUNDS):
            one_silence(server, relay, browser, writes, nth)
        equal(server.stop(), 0, "it ends well")
        run("check", direct)
    done()


main()

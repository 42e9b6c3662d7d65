"""Many who want nothing, or want to harm, and meanwhile a person at work.

Thousands of connections that say nothing, thousands that send a byte a second
of headers or of a form, clients that come back by a new connection for every
page, wrong logins faster than hashes can be made. All at once or one after the
other; a person's pages are asked for all the time, and each is timed.
"""
import contextlib
import json
import os
import re
import resource
import secrets
import socket
import struct
import subprocess
import threading
import time
import urllib.parse
import urllib.request

from house import ROOT, check, equal, run
from served import SECRETARY, Browser, Gone, Place, until

FEW = 1200		# descriptors, for the test of those who make room
LOAD = os.environ.get("CELLWORK_LOAD") or os.path.join(ROOT, "build",
                                                        "bench_load")


class Person:
    """Asks for pages all the time, and notes how long each takes."""

    def __init__(self, site):
        self.browser = site.browser(SECRETARY, timeout=70)
        self.times, self.wrong = [], []
        self.stop = threading.Event()
        self.thread = threading.Thread(target=self.work)
        self.thread.start()

    def work(self):
        while not self.stop.is_set():
            began = time.monotonic()
            try:
                status = self.browser.get("/").status
            except Gone as problem:
                status = problem
            self.times.append(time.monotonic() - began)
            if status != 200:
                self.wrong.append(status)
            time.sleep(0.02)

    def end(self, what, limit_s):
        self.stop.set()
        self.thread.join()
        self.browser.close()
        worst = sorted(self.times)
        check(not self.wrong, f"{what}: a person is answered every time",
              len(self.times), self.wrong[:5])
        check(worst[-1] < limit_s, f"{what}: {len(worst)} pages, half within "
              f"{1000 * worst[len(worst) // 2]:.0f} ms, all within "
              f"{1000 * worst[-1]:.0f} ms")


def need_descriptors(count):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < count:
        return False
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, count), hard))
    return True


def resident(site):
    """MiB of the server's processes together."""
    total = 0
    for pid in [site.process.pid] + children(site.process.pid):
        with open(f"/proc/{pid}/statm", encoding="ascii") as f:
            total += int(f.read().split()[1])
    return total * resource.getpagesize() / 2**20


def children(pid):
    with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as f:
        return [int(p) for p in f.read().split()]


def crowd(site, count, text=b""):
    held = []
    for _ in range(count):
        s = socket.socket()
        s.settimeout(10)
        s.connect(("127.0.0.1", site.port))
        if text:
            s.sendall(text)
        held.append(s)
    return held


def leave(held):
    for s in held:
        s.close()


def alive(held):
    """How many of these connections the server has not ended."""
    count = 0
    for s in held:
        s.setblocking(False)
        try:
            count += s.recv(1, socket.MSG_PEEK) != b""
        except BlockingIOError:
            count += 1
        except OSError:
            pass
    return count


def drip(held, byte, stop):
    """A byte to each a second, until told; who is hung up on stays away."""
    while not stop.wait(1):
        for s in held:
            with contextlib.suppress(OSError):
                s.send(byte)


def idle(site, count, limit_s):
    person, before = Person(site), resident(site)
    held = crowd(site, count)
    time.sleep(2)
    after = resident(site)
    per = (after - before) * 1024 / count
    check(after - before < 64 + count * 32 / 1024, f"{count} idle connections "
          f"take {after - before:.0f} MiB, {per:.1f} KiB each")
    person.end(f"{count} idle connections", limit_s)
    leave(held)


def few_descriptors():
    resource.setrlimit(resource.RLIMIT_NOFILE, (FEW, FEW))


def crowded(place, limit_s):
    """More idle connections than there may be: the oldest make room."""
    site = place.site("crowded", before=few_descriptors, options=[
        "--metrics", "127.0.0.1:0"])
    port = int(site.process.stdout.readline().split("port ")[1].split(",")[0])
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as got:
        most = int(float(re.search(r"^cellwork_connections_max (\S+)",
                                   got.read().decode(), re.M).group(1)))
    person = Person(site)
    held = crowd(site, most + most // 4)
    check(until(5, lambda: alive(held) <= most), "the oldest idle connections"
          " make room", alive(held), most)
    check(alive(held[-most // 4:]) == len(held[-most // 4:]),
          "the newest stay", alive(held[-most // 4:]))
    person.end(f"{len(held)} connections where {most} may be", limit_s)
    leave(held)
    equal(site.stop(), 0, "it ends well")


def dripping(site, count, limit_s, seconds):
    texts = {"headers": b"GET / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nX: " %
             site.port,
             "a form": b"POST /login HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n"
             b"Content-Type: application/x-www-form-urlencoded\r\n"
             b"Content-Length: 100000\r\n\r\na=" % site.port}
    for name, text in texts.items():
        person, stop = Person(site), threading.Event()
        held = crowd(site, count, text)
        thread = threading.Thread(target=drip, args=(held, b"a", stop))
        thread.start()
        ended = until(seconds, lambda: alive(held) == 0)
        stop.set()
        thread.join()
        check(ended, f"{count} clients that drip {name} are hung up on",
              alive(held))
        person.end(f"{count} clients that drip {name}", limit_s)
        leave(held)


def requests(site, path, texts):
    with open(path, "wb") as f:
        for text in texts:
            f.write(struct.pack("<I", len(text)) + text)
    return path


def load(site, path, *options):
    got = subprocess.run([LOAD, str(site.port), path, *map(str, options)],
                         capture_output=True, text=True, check=True)
    return json.loads(got.stdout)


def storm(site, path, clients, rounds, limit_s):
    """Every client comes back by a new connection for every page."""
    person = Person(site)
    text = (f"GET /login HTTP/1.1\r\nHost: 127.0.0.1:{site.port}\r\n\r\n"
            ).encode()
    got = load(site, requests(site, path, [text]), "--repeat",
               "--connections", clients, "--count", clients * rounds,
               "--close", 1)
    check(got["unanswered"] == 0 and got["answers"] + got["broken"] ==
          clients * rounds, f"{clients} clients that come back {rounds} times:"
          f" each is answered, the last after {got['max']:.0f} ms", got)
    check(got["broken"] <= clients * rounds // 100 and
          set(got["status"]) <= {"200", "503"}, "with a page, or told that "
          "many are here", got)
    person.end("a storm of new connections", limit_s)


def wrong_login(site):
    body = urllib.parse.urlencode({
        "_key": secrets.token_hex(8), "login": f"who.{secrets.token_hex(3)}",
        "password": secrets.token_hex(6)})
    return (f"POST /login HTTP/1.1\r\nHost: 127.0.0.1:{site.port}\r\n"
            f"Origin: http://127.0.0.1:{site.port}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n{body}").encode()


def wrong_logins(site, path, rate, seconds, limit_s):
    person = Person(site)
    texts = [wrong_login(site) for _ in range(rate * seconds)]
    got = load(site, requests(site, path, texts), "--connections", 512,
               "--rate", rate)
    check(got["answers"] == rate * seconds and "303" not in got["status"],
          f"{rate} wrong logins a second: each is refused", got)
    person.end(f"{rate} wrong logins a second", limit_s)


def main(idle_count, dripping_count, storm_clients, storm_rounds, login_rate,
         seconds, limit_s, memory_mib):
    if not os.path.exists(LOAD):
        raise SystemExit("not ok build/bench_load is not here")
    if not need_descriptors(idle_count + 2000):
        print("skip abuse: not enough descriptors may be had")
        raise SystemExit(77)
    with Place() as place:
        site = place.site("abuse")
        path = place.folder("requests")
        # Who is logged in stays so; a login from the network that tried
        # passwords would have to wait.
        known = site.browser(SECRETARY)
        idle(site, idle_count, limit_s)
        dripping(site, dripping_count, limit_s, 60)
        storm(site, path, storm_clients, storm_rounds, limit_s)
        wrong_logins(site, path, login_rate, seconds, limit_s)
        check(resident(site) < memory_mib, f"memory afterwards: "
              f"{resident(site):.0f} MiB, of at most {memory_mib}")
        equal(known.twin().get("/").status, 200, "and it goes on")
        equal(site.stop(), 0, "it ends well")
        run("check", site.db)
        crowded(place, limit_s)

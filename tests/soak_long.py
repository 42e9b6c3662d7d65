"""The evening on which a month ends, for an hour: filings and pages in an open
loop, and every minute a storm of new connections and some wrong logins. No
answer is wrong or late without end, memory does not grow, descriptors and the
memory of requests are given back at the end, the log is moved into the file, and
`check` finds nothing.

Memory is what is in use after each minute, when nobody is connected. Two things
stand apart from it. The figures of the units hold ten bytes for each assignment
that is open: every filing adds one, and nobody does any, so they have to grow.
The engine holds pages of the data, which go whenever somebody else wrote: how
many there are says which load ended last, and only that they stay within their
room is judged.

	CELLWORK_SOAK_MINUTES=3 CELLWORK_SOAK_CELLS=2000 tests/soak_long.py

With 500,000 cells it takes 20 GB of disk, 6 GB of memory and a quarter of an hour
more.
"""
import json
import os
import random
import statistics
import subprocess
import sys
import threading
import time
import urllib.request

from house import ROOT, check, done, equal, run

sys.path.insert(0, os.path.join(ROOT, "bench"))
import filing			# noqa: E402 (it stands in bench/)
import measure			# noqa: E402
from p3b import page_request	# noqa: E402
from served import until	# noqa: E402

MINUTES = float(os.environ.get("CELLWORK_SOAK_MINUTES") or 60)
CELLS = int(os.environ.get("CELLWORK_SOAK_CELLS") or 20000)
FILINGS_S, PAGES_S = 370, 680
PER_CELL = 14, 60		# meetings that are added to one cell
SLICE_S = 60
STORM_CLIENTS, STORM_VISITS = 1000, 10000
LATE_MS = 30000			# a client that waits so long was forgotten
WAL_MIB = 1100
WARM_MINUTES = 8
GROWS_MIB = 8			# in an hour, once it is warm
ENGINE_MIB = 192		# 64 the writer, 16 each reader, and statements
RESIDENT_MIB = 512		# whatever is done
FIGURES_BYTES = 40		# for each filing, with room to grow
REST_S, REST_FDS = 20, 4	# after the load
PAGES_OF_ONE = 4


def slope(samples):
    """The straight line nearest to (hour, figure): how much it rises in an
    hour."""
    mid_x = statistics.mean(x for x, _ in samples)
    mid_y = statistics.mean(y for _, y in samples)
    return sum((x - mid_x) * (y - mid_y) for x, y in samples) / sum(
        (x - mid_x) ** 2 for x, _ in samples)


class Watch:
    """What the server holds: every second, and when it is at rest."""

    def __init__(self, server, db):
        self.pid, self.db = server.process.pid, db
        self.server, self.resident, self.began = server, 0, time.monotonic()
        self.used, self.figures_bytes, self.engine = [], [], []
        self.figures = int(server.process.stdout.readline().split()[6]
                           .rstrip(","))
        self.before = self.wal = 0
        self.stop = threading.Event()
        self.thread = threading.Thread(target=self.look)
        self.thread.start()

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.pid}/fd"))

    def at_rest(self):
        """Between two loads; descriptors after the first, until then some are
        not opened yet."""
        until(REST_S, lambda: self.figure("connections") == 0)
        time.sleep(1)
        self.before = self.before or self.descriptors()
        hour = (time.monotonic() - self.began) / 3600
        used, figures, engine = (
            self.figure(name) / 2**20
            for name in ("used_bytes", "figures_bytes", "engine_bytes"))
        self.used.append((hour, used - figures - engine))
        self.figures_bytes.append(figures)
        self.engine.append(engine)
        print(f"    MiB in use: {used:.1f}, {engine:.1f} of it the engine's, "
              f"{figures:.1f} figures, {used - figures - engine:.2f} others",
              flush=True)

    def figure(self, name):
        with urllib.request.urlopen(
                f"http://127.0.0.1:{self.figures}/metrics", timeout=10) as got:
            for line in got.read().decode().splitlines():
                if line.startswith(f"cellwork_{name} "):
                    return float(line.split()[1])
        raise LookupError(name)

    def look(self):
        while not self.stop.wait(1):
            self.resident = max(self.resident,
                                self.server.resident() / 2**20)
            if os.path.exists(self.db + "-wal"):
                self.wal = max(self.wal, os.path.getsize(self.db + "-wal"))

    def end(self, filings):
        self.stop.set()
        self.thread.join()
        self.judge_memory(filings)
        at_rest = until(REST_S, lambda: self.descriptors() <=
                        self.before + REST_FDS)
        check(at_rest, f"descriptors are given back: {self.before} before, "
              f"{self.descriptors()} after")
        until(REST_S, lambda: self.figure("arenas_used") == 0)
        equal(self.figure("arenas_used"), 0, "no request keeps its memory")
        check(self.wal < WAL_MIB << 20, f"the log stays below "
              f"{self.wal / 2**20:.0f} MiB")

    def judge_memory(self, filings):
        warm = self.used[len(self.used) // 3:]
        if MINUTES >= WARM_MINUTES:
            check(slope(warm) < GROWS_MIB,
                  f"memory does not grow: {warm[0][1]:.2f} MiB after a third, "
                  f"{warm[-1][1]:.2f} MiB at the end, {slope(warm):+.2f} MiB "
                  "an hour")
        check(max(self.engine) < ENGINE_MIB, "the engine holds between "
              f"{min(self.engine):.0f} and {max(self.engine):.0f} MiB")
        first, last = self.figures_bytes[0], self.figures_bytes[-1]
        check((last - first) * 2**20 < FIGURES_BYTES * filings,
              f"the figures take what is recorded: {first:.1f} MiB, then "
              f"{last:.1f}")
        check(self.resident < RESIDENT_MIB,
              f"never more than {self.resident:.0f} MiB are resident")


def load(server, path, requests, *options):
    """Begun now; its result when it is asked for."""
    filing.write_requests(path, requests)
    return subprocess.Popen([filing.LOAD, str(server.port), path,
                             *map(str, options)], stdout=subprocess.PIPE,
                            text=True)


def result(process):
    return json.loads(process.communicate()[0])


def one_slice(server, folder, filings, seconds, dice):
    """Filings, pages and the storm at once."""
    filed = load(server, folder + "/filings",
                 [f.request(server.port) for f in filings],
                 "--connections", 256, "--rate", len(filings) / seconds)
    looked = load(server, folder + "/pages", [
        page_request(server.port, path, f.token)
        for f in dice.choices(filings, k=int(PAGES_S * seconds / PAGES_OF_ONE))
        for path in ("/", "/u/" + f.public_id, "/meetings", "/assignments")],
        "--connections", 256, "--rate", PAGES_S)
    login = (f"GET /login HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n"
             ).encode()
    storm = load(server, folder + "/storm", [login], "--repeat",
                 "--connections", STORM_CLIENTS, "--count", STORM_VISITS,
                 "--close", 1)
    return result(filed), result(looked), result(storm)


def judge(minute, filed, looked, storm, wrong, late):
    """Late is another thing than wrong: it says as much of the machine."""
    for name, got, fine in (("filings", filed, {"303"}),
                            ("pages", looked, {"200"}),
                            ("storm", storm, {"200", "503"})):
        if not set(got["status"]) <= fine or got["unanswered"] or \
                (got["broken"] and name != "storm"):
            wrong.append((minute, name, got))
        if got["max"] > LATE_MS:
            late.append((minute, name, got["max"]))
    print(f"    minute {minute}: {filed['answers']} filings, half within "
          f"{filed['p50']:.1f} ms, 99 of 100 within {filed['p99']:.0f} ms; "
          f"{looked['answers']} pages, {looked['p50']:.1f} and "
          f"{looked['p99']:.0f} ms; the slowest {filed['max']:.0f} and "
          f"{looked['max']:.0f} ms; storm to {storm['max']:.0f} ms; "
          f"the machine's load is {os.getloadavg()[0]:.0f}", flush=True)


def main():
    dice, wrong, late, answers = random.Random(1), [], [], 0
    slices = max(1, int(MINUTES * 60 / SLICE_S))
    with measure.folder() as folder:
        db = measure.copy_of(measure.demo(CELLS), folder + "/soak.db")
        count = FILINGS_S * SLICE_S * slices
        least, most = PER_CELL
        filings = filing.prepare(
            db, count, least=1, spread=1,
            per_cell=min(most, max(least, 5 * count // (4 * CELLS))))
        each = len(filings) // slices
        print(f"    {slices} minutes, {CELLS} cells, {each / SLICE_S:.0f} "
              f"filings and {PAGES_S} pages a second", flush=True)
        with measure.Server(db, ("--metrics", "127.0.0.1:0")) as server:
            watch = Watch(server, db)
            for i in range(slices):
                got = one_slice(server, folder,
                                filings[i * each:(i + 1) * each], SLICE_S,
                                dice)
                answers += sum(g["answers"] for g in got)
                judge(i + 1, *got, wrong, late)
                watch.at_rest()
            watch.end(each * slices)
            status = server.process.poll()
        check(status is None, "it was never ended", status)
        check(not wrong, f"of {answers} answers none was wrong or never came",
              *wrong[:5])
        check(not late, f"none came later than {LATE_MS // 1000} s", *late[:5])
        checked = run("check", db, exits=None)
        equal(checked.returncode, 0, "check finds nothing")


if not os.path.exists(filing.LOAD):
    check(False, "build/bench_load is there")
else:
    began = time.monotonic()
    main()
    print(f"    {time.monotonic() - began:.0f} s")
done()

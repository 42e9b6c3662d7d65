"""The evening on which a month ends, for an hour: filings and pages in an open
loop, and every minute a storm of new connections and some wrong logins. No
answer is wrong or late without end, memory and descriptors do not grow after the
beginning, the log is moved into the file, and `check` finds nothing.

	CELLWORK_SOAK_MINUTES=3 CELLWORK_SOAK_CELLS=2000 tests/soak_long.py
"""
import json
import os
import random
import statistics
import subprocess
import sys
import threading
import time

from house import ROOT, check, done, equal, run

sys.path.insert(0, os.path.join(ROOT, "bench"))
import filing			# noqa: E402 (it stands in bench/)
import measure			# noqa: E402
from p3b import page_request	# noqa: E402

MINUTES = float(os.environ.get("CELLWORK_SOAK_MINUTES") or 60)
CELLS = int(os.environ.get("CELLWORK_SOAK_CELLS") or 20000)
FILINGS_S, PAGES_S = 370, 680
PER_CELL = 60			# meetings that are added to one cell
SLICE_S = 60
STORM_CLIENTS, STORM_VISITS = 1000, 10000
LATE_MS = 30000			# a client that waits so long was forgotten
WAL_MIB = 512
WARM_MINUTES, COLD_MIB = 8, 320
PAGES_OF_ONE = 4


class Watch:
    """Memory and descriptors of the server, every second."""

    def __init__(self, server, db):
        self.pid, self.db = server.process.pid, db
        self.server, self.memory, self.descriptors = server, [], []
        self.wal = 0
        self.stop = threading.Event()
        self.thread = threading.Thread(target=self.look)
        self.thread.start()

    def look(self):
        while not self.stop.wait(1):
            self.memory.append(self.server.resident() / 2**20)
            self.descriptors.append(len(os.listdir(f"/proc/{self.pid}/fd")))
            if os.path.exists(self.db + "-wal"):
                self.wal = max(self.wal, os.path.getsize(self.db + "-wal"))

    def end(self):
        self.stop.set()
        self.thread.join()
        fifth = max(1, len(self.memory) // 5)
        early = statistics.median(self.memory[fifth:2 * fifth])
        late = statistics.median(self.memory[-fifth:])
        # Until then pages of the data come into memory, as many as may.
        warm = MINUTES >= WARM_MINUTES
        check(late <= early * 1.1 + 16 if warm else late < COLD_MIB, f"memory does not grow: {early:.0f} "
              f"MiB in the second fifth, {late:.0f} MiB in the last",
              [round(m) for m in self.memory[::max(1, fifth // 2)]])
        # Some are the clients' connections, of which there are always as many.
        most = max(self.descriptors[:-fifth])
        check(max(self.descriptors[-fifth:]) <= most + 64,
              f"descriptors do not grow: {most} at most",
              self.descriptors[-fifth:][:20])
        check(self.wal < WAL_MIB << 20, f"the log stays below "
              f"{self.wal / 2**20:.0f} MiB")


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


def judge(minute, filed, looked, storm, wrong):
    for name, got, fine in (("filings", filed, {"303"}),
                            ("pages", looked, {"200"}),
                            ("storm", storm, {"200", "503"})):
        if not set(got["status"]) <= fine or got["unanswered"] or \
                got["max"] > LATE_MS or (got["broken"] and name != "storm"):
            wrong.append((minute, name, got))
    print(f"    minute {minute}: {filed['answers']} filings, half within "
          f"{filed['p50']:.1f} ms, 99 of 100 within {filed['p99']:.0f} ms; "
          f"{looked['answers']} pages, {looked['p50']:.1f} and "
          f"{looked['p99']:.0f} ms; storm to {storm['max']:.0f} ms",
          flush=True)


def main():
    dice, wrong, answers = random.Random(1), [], 0
    slices = max(1, int(MINUTES * 60 / SLICE_S))
    with measure.folder() as folder:
        db = measure.copy_of(measure.demo(CELLS), folder + "/soak.db")
        count = FILINGS_S * SLICE_S * slices
        filings = filing.prepare(db, count, per_cell=PER_CELL, least=1)
        each = len(filings) // slices
        print(f"    {slices} minutes, {CELLS} cells, {each / SLICE_S:.0f} "
              f"filings and {PAGES_S} pages a second", flush=True)
        with measure.Server(db) as server:
            watch = Watch(server, db)
            for i in range(slices):
                got = one_slice(server, folder,
                                filings[i * each:(i + 1) * each], SLICE_S,
                                dice)
                answers += sum(g["answers"] for g in got)
                judge(i + 1, *got, wrong)
            watch.end()
            status = server.process.poll()
        check(status is None, "it was never ended", status)
        check(not wrong, f"of {answers} answers none was wrong or never came",
              *wrong[:5])
        checked = run("check", db, exits=None)
        equal(checked.returncode, 0, "check finds nothing")


if not os.path.exists(filing.LOAD):
    check(False, "build/bench_load is there")
else:
    began = time.monotonic()
    main()
    print(f"    {time.monotonic() - began:.0f} s")
done()

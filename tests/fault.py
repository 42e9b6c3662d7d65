"""Calls of the system that fail while the server works, and whether what it
says of each write is true.

The server runs with tests/fault/shim.c in front of the C library. For each
point (a kind of call, the n-th of it, once or for good) some forms are sent and
some pages asked for while that call fails. An answer "saved" must be true, so
must "nothing was changed"; "we do not know" leaves both open. Afterwards all
goes on without a restart, and what was not saved is sent again with its key.
The truth is what a fresh start finds after kill -9.
"""
import contextlib
import errno
import os
import random
import re
import struct
import subprocess
import time

import served
from house import ROOT, check, done
from killed import COUNTS, PARTIAL, Writes
from served import SECRETARY, Browser, Gone, Place

SYNC, WRITE, READ, MEMORY, OPEN, SYNC_LIES = range(1, 7)
NAMES = {SYNC: "sync", WRITE: "write", READ: "read", MEMORY: "malloc",
         OPEN: "open"}
POINTS_A_LIFE = 12		# between two restarts


class Shim:
    """The library in front of the C library, and the file that rules it."""

    def __init__(self, folder):
        self.library = folder("shim.so")
        self.path = folder("fault.control")
        subprocess.run(["cc", "-D_GNU_SOURCE", "-std=c17", "-O1", "-shared",
                        "-fPIC", "-o", self.library,
                        ROOT + "/tests/fault/shim.c", "-ldl"], check=True)
        with open(self.path, "wb") as f:
            f.write(bytes(28))
        self.file = open(self.path, "r+b", buffering=0)

    def env(self, db, journal=None):
        env = {"LD_PRELOAD": self.library, "CELLWORK_FAULT": self.path,
               "CELLWORK_FAULT_PATH": db}
        return env if journal is None else {**env,
                                            "CELLWORK_JOURNAL": journal}

    def arm(self, kind, at, error=errno.EIO, for_good=False):
        os.pwrite(self.file.fileno(),
                  struct.pack("5i", at, for_good, error, 0, 0), 4)
        os.pwrite(self.file.fileno(), struct.pack("i", kind), 0)

    def set_clock(self, seconds):
        """The server's clock of the day, before or behind ours."""
        os.pwrite(self.file.fileno(), struct.pack("i", seconds), 24)

    def disarm(self):
        """How many calls of the kind there were, and how many failed."""
        os.pwrite(self.file.fileno(), struct.pack("i", 0), 0)
        return struct.unpack("2i", os.pread(self.file.fileno(), 8, 16))


class Point:
    def __init__(self, kind, at, error=errno.EIO, for_good=False):
        self.kind, self.at = kind, at
        self.error, self.for_good = error, for_good
        self.writes, self.answers = [], {}

    def __str__(self):
        return (f"{NAMES[self.kind]} {self.at}{'+' if self.for_good else ''} "
                f"{errno.errorcode[self.error]}")


def says(text):
    """What an answer other than "saved" tells about what was sent."""
    text = re.sub(r"<[^>]*>|\s+", " ", text)
    if "Nothing was changed" in text:
        return "nothing"
    if "We do not know yet if this is saved" in text or \
            "what was saved already is not done twice" in text:
        return "unknown"
    return "?"


def send_one(browser, point, write):
    """Sends it and notes what the answer says."""
    try:
        got = write.send(browser)
        point.answers[write] = ("saved" if write.acknowledged else
                                says(got.text), got)
    except Gone:
        point.answers[write] = ("unknown", None)


def wrong_form(write, got):
    """What is wrong with the form that came back, or nothing. Where there was
    no memory for a page, a sentence is enough."""
    if got is None or "html" not in (got.header("Content-Type") or ""):
        return
    try:
        form = got.form(write.path)
    except LookupError:
        yield f"{got.status} without a form"
        return
    sent = sorted((n, v) for n, v in write.fields if n != "_key")
    back = sorted((n, v) for n, v in form.fields if n != "_key")
    if [f for f in sent if f[1]] != [f for f in back if f[1]]:
        yield f"the form came back as {back}, not as {sent}"
    if dict(form.fields).get("_key") != write.key:
        yield "the form came back with another key"


def under_fault(site, browser, writes, point, wrong):
    """The forms and pages while the call fails."""
    shim = site.shim
    point.writes = [writes.next(browser) for _ in range(2)]
    shim.arm(point.kind, point.at, point.error, point.for_good)
    for write in point.writes:
        send_one(browser, point, write)
    reads = []
    for path in ("/", "/assignments"):
        with contextlib.suppress(Gone):
            reads.append(browser.get(path).status)
    point.calls, point.failed = shim.disarm()
    if not site.alive():
        wrong.append(f"{point}: the server ended: {site.said()[-600:]}")
        return
    for write, (what, got) in point.answers.items():
        if what == "?":
            wrong.append(f"{point}: {write.kind} answered {got.status}: "
                         f"{got.heading}")
        if what != "saved":
            wrong.extend(f"{point}: {write.kind}: {w}"
                         for w in wrong_form(write, got))
    if point.kind in (SYNC, WRITE) and reads != [200, 200]:
        wrong.append(f"{point}: pages answered {reads} while writing failed")
    if point.kind == WRITE and point.error == errno.ENOSPC and \
            point.for_good and point.at == 1:
        statuses = [got and got.status for _, got in point.answers.values()]
        if statuses != [507, 507]:
            wrong.append(f"{point}: a full disk was answered {statuses}")


def goes_on(site, browser, writes, point, wrong):
    """The call fails no more: all works again, without a restart."""
    after = writes.next(browser)
    # The connection to the data is opened anew, once a second.
    if not served.until(10, lambda: tries_well(browser, after)):
        wrong.append(f"{point}: afterwards {after.kind} still answers "
                     f"{after.status}: {site.said()[-600:]}")
    if not site.alive():
        wrong.append(f"{point}: the server ended after it: "
                     f"{site.said()[-600:]}")
        return
    point.writes.append(after)
    point.answers[after] = ("saved", None)
    for path in ("/", "/assignments"):
        got = browser.get(path)
        if got.status != 200:
            wrong.append(f"{point}: afterwards {path} answers {got.status}")


def tries_well(browser, write):
    try:
        write.send(browser)
    except Gone:
        return False
    return write.acknowledged


def there(site):
    return {(kind, mark): n for kind, select in COUNTS.items()
            for mark, n in site.rows(select)}


def false_words(points, counts):
    for point in points:
        for write, (what, _) in point.answers.items():
            n = counts.get((write.kind, write.mark), 0)
            if what == "saved" and n != 1:
                yield f"{point}: {write.kind} said to be saved, there {n} times"
            if what == "nothing" and n != 0:
                yield (f"{point}: {write.kind} said to be not saved, there "
                       f"{n} times")
            if n > 1:
                yield f"{point}: {write.kind} there {n} times"


def sent_again(site, browser, points, wrong):
    """With its key each is there once, whatever was said of it before."""
    for point in points:
        for write in point.writes:
            write.send(browser)
            if not write.acknowledged:
                wrong.append(f"{point}: {write.kind} sent again, answered "
                             f"{write.status}")
    counts = there(site)
    for point in points:
        for write in point.writes:
            n = counts.get((write.kind, write.mark), 0)
            if n != 1:
                wrong.append(f"{point}: {write.kind} sent again, there {n} "
                             "times")
    if site.number(PARTIAL) != 0:
        wrong.append("a meeting is there in part")


def one_life(site, browser, writes, points):
    """Some points one after the other, then the truth. What was wrong."""
    wrong = []
    if not site.start(env=site.shim.env(site.db)):
        return [f"it does not start: {site.said()[-600:]}"]
    for point in points:
        under_fault(site, browser, writes, point, wrong)
        if not site.alive():
            break
        goes_on(site, browser, writes, point, wrong)
    if site.alive():
        site.kill()
    if not site.start():
        return wrong + [f"it does not start again: {site.said()[-600:]}"]
    counts = there(site)
    wrong.extend(false_words(points, counts))
    sent_again(site, browser, points, wrong)
    site.kill()
    return wrong


def series(site, browser, writes, name, points):
    """A series of points; says what held, and how much of it was a failure."""
    began = time.monotonic()
    wrong, failed, said = [], 0, {}
    for i in range(0, len(points), POINTS_A_LIFE):
        some = points[i:i + POINTS_A_LIFE]
        wrong += one_life(site, browser, writes, some)
        for point in some:
            failed += getattr(point, "failed", 0) > 0
            for what, _ in point.answers.values():
                said[what] = said.get(what, 0) + 1
        if len(wrong) > 20:
            break
    print(f"    {len(points)} points, a call failed at {failed}; "
          f"said {dict(sorted(said.items()))}, "
          f"{time.monotonic() - began:.0f} s")
    check(not wrong, f"{name}: no crash, nothing said falsely, and on it goes",
          *wrong[:20])
    return failed


def starting(site, shim, name, points):
    """The call fails while the server starts: it answers or says why not."""
    wrong, refused, began = [], 0, time.monotonic()
    for point in points:
        shim.arm(point.kind, point.at, point.error, point.for_good)
        before = len(site.said())
        if site.start(env=shim.env(site.db)):
            shim.disarm()
            with contextlib.suppress(Gone):
                Browser(site).get("/login")
            if not site.alive():
                wrong.append(f"{point}: it ended: {site.said()[before:]}")
                continue
            site.kill()
        else:
            shim.disarm()
            refused += 1
            status = site.process.returncode
            if status != 1 or not site.said()[before:].strip():
                wrong.append(f"{point}: exit status {status}, said "
                             f"{site.said()[before:]!r}")
    print(f"    {len(points)} starts, {refused} refused, "
          f"{time.monotonic() - began:.0f} s")
    check(not wrong, f"{name} while it starts: it starts, or says why not",
          *wrong[:20])


def control(site, browser, writes):
    """The same looking sees what is wrong, when something is."""
    if not site.start():
        check(False, "control: the server starts")
        return
    point = Point(SYNC, 1)
    point.writes = [writes.next(browser)]
    point.writes[0].send(browser)
    point.answers[point.writes[0]] = ("nothing", None)
    check(list(false_words([point], there(site))),
          "control: a false \"nothing was changed\" is seen")
    never = writes.next(browser)
    point.answers = {never: ("saved", None)}
    check(list(false_words([point], there(site))),
          "control: a false \"saved\" is seen")
    site.kill()


def some(dice, most, count):
    """So many of the numbers from 1 to most, in their order."""
    return sorted(dice.sample(range(1, most + 1), min(count, most)))


def both(kind, numbers, *errors):
    return [Point(kind, n, error, good) for n in numbers
            for error in errors for good in (False, True)]


def memory_points(dice, lives):
    """In a life that has just begun a form and a page take some 20,000 pieces
    of memory, for every statement is made ready; later some 2,000 to 6,000."""
    later = [n for n in range(1, 6001)]
    dice.shuffle(later)
    for first in some(dice, 21000, lives):
        for n in [first, *(later.pop() for _ in range(POINTS_A_LIFE - 1)
                           if later)]:
            yield Point(MEMORY, n, errno.ENOMEM, dice.random() < 0.15)


def main(memory_lives, part):
    """So many lives with failing memory, and the part-th part of the calls of
    each other kind."""
    seed = random.randrange(1 << 32)
    dice = random.Random(seed)
    print(f"    seed {seed}")
    with Place() as place:
        shim = Shim(place.folder)
        site = place.site(options=["--no-supervise"])
        site.shim = shim
        browser = site.browser(SECRETARY)
        writes = Writes(browser, seed)
        site.kill()
        for name, points in (
                ("syncs that fail",
                 both(SYNC, [1, 2, 3], errno.EIO, errno.ENOSPC)),
                ("writes that fail",
                 both(WRITE, some(dice, 60, 60 // part), errno.EIO,
                      errno.ENOSPC) +
                 [Point(WRITE, 1, errno.ENOSPC, True)]),
                ("reads that fail",
                 both(READ, some(dice, 120, 120 // part), errno.EIO)),
                ("memory that fails",
                 list(memory_points(dice, memory_lives)))):
            failed = series(site, browser, writes, name, points)
            check(failed >= len(points) // 4, f"{name}: enough of them did")
        for name, kind, error, most, count in (
                ("a sync that fails", SYNC, errno.EIO, 4, 4),
                ("a full disk", WRITE, errno.ENOSPC, 10, 10),
                ("a read that fails", READ, errno.EIO, 200, 200 // part),
                ("a file that does not open", OPEN, errno.EMFILE, 13, 13),
                ("memory that fails", MEMORY, errno.ENOMEM, 3100,
                 960 // part)):
            starting(site, shim, name, [
                Point(kind, n, error, n % 2 == 0)
                for n in some(dice, most, count)])
        control(site, browser, writes)
    done()

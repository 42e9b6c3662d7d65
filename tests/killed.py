"""The server is killed under load, again and again, and no write is lost or
doubled.

Some clients write without pause, each write with a key of its own. At a random
moment the server's two processes are killed at once. Started again: what was
answered is there once; what was not answered is sent again with its key, and is
there once afterwards.
"""
import itertools
import json
import random
import threading
import time

from house import check, done, equal, run
from served import SECRETARY, Gone, Place, new_key

CLIENTS = 10
READERS = 2
LIVES_S = (0.02, 0.6)		# how long the server lives under load
KINDS = ("assignment", "reason", "assignment", "meeting")
JSON = {"Accept": "application/json"}

COUNTS = {
    "assignment": "SELECT text, count(*) FROM assignment GROUP BY text",
    "reason": "SELECT text, count(*) FROM reason GROUP BY text",
    "meeting": "SELECT m.place, count(*) FROM meeting m GROUP BY m.place",
}
# A meeting is many rows; none may be there without the others.
PARTIAL = ("SELECT count(*) FROM meeting m LEFT JOIN meeting_record r"
           " ON r.id = m.current_id WHERE m.place LIKE 'killed %' AND"
           " coalesce(r.place, '') <> m.place OR (SELECT count(*) FROM"
           " attendance k WHERE k.record_id = r.id) <> r.members")


class Write:
    """One thing to be written, as often as it takes."""

    def __init__(self, kind, mark, path, fields, as_outbox):
        self.kind, self.mark = kind, mark
        self.path, self.fields = path, fields
        self.key, self.as_outbox = new_key(), as_outbox
        self.status = None

    def send(self, browser):
        """Its answer; the same request, however often it is sent."""
        fields = [(n, v) for n, v in self.fields if n != "_key"]
        headers = {}
        if self.as_outbox:
            headers = {**JSON, "Idempotency-Key": self.key}
        else:
            fields.append(("_key", self.key))
        self.status = None
        answer = browser.post(self.path, fields, headers)
        self.status = answer.status
        return answer

    @property
    def acknowledged(self):
        return self.status == (200 if self.as_outbox else 303)


class Writes:
    """Makes writes without end, of all kinds, each with a mark of its own."""

    def __init__(self, browser, seed):
        self.dice, self.lock = random.Random(seed), threading.Lock()
        self.numbers, self.all = itertools.count(), []
        self.unit = browser.get("/units").location
        self.assignment = browser.get("/assignments/new").form()
        self.days = self.free_days(browser.site)

    def free_days(self, site):
        """Days on which the cell did not meet, the newest first."""
        met = {d for d, in site.rows("SELECT day FROM meeting WHERE unit_id ="
                                     " (SELECT id FROM unit WHERE public_id"
                                     " = ?)", self.unit.split("/")[-1])}
        today = int(time.time()) // 86400
        return [time.strftime("%Y-%m-%d", time.gmtime(86400 * day))
                for day in range(today - 2, today - 700, -1)
                if day not in met]

    def assignment_of(self, mark):
        members = self.assignment.choices["member"][1:]
        return "/assignments", self.assignment.filled(
            text=mark, due="2030-01-01", member=self.dice.choice(members))

    def reason_of(self, mark):
        return self.unit + "/reason", [("rule", "meeting.general.cell"),
                                       ("text", mark), ("until", "")]

    def meeting_of(self, mark, number, browser):
        day = self.days[number]
        # Who belonged to the cell that day is in the form.
        form = browser.get("/meetings/record?kind=consultative&day=" +
                           day).form()
        here = form.choices["here"]
        return form.action, form.filled(day=day, place=mark, notes=mark,
            here=here[0], do="close") + [("here", h) for h in here[1:]]

    def next(self, browser):
        number = next(self.numbers)
        kind = (KINDS[number % len(KINDS)]
                if number < len(self.days) * len(KINDS) else "reason")
        mark = f"killed {number}"
        path, fields = (
            self.assignment_of(mark) if kind == "assignment" else
            self.reason_of(mark) if kind == "reason" else
            self.meeting_of(mark, number // len(KINDS), browser))
        write = Write(kind, mark, path, fields, self.dice.random() < 0.5)
        with self.lock:
            self.all.append(write)
        return write


def one_client(browser, writes, stop):
    while not stop.is_set():
        try:
            writes.next(browser).send(browser)
        except Gone:
            return


def one_reader(browser, stop):
    while not stop.is_set():
        try:
            browser.get("/assignments")
        except Gone:
            return


def load_and_kill(site, browser, writes, lives_s):
    stop = threading.Event()
    threads = [threading.Thread(target=one_client,
                                args=(browser.twin(), writes, stop))
               for _ in range(CLIENTS)]
    threads += [threading.Thread(target=one_reader,
                                 args=(browser.twin(), stop))
                for _ in range(READERS)]
    for t in threads:
        t.start()
    time.sleep(lives_s)
    site.kill()
    stop.set()
    for t in threads:
        t.join()


def counted(site):
    """How often each mark is there."""
    return {(kind, mark): n for kind, select in COUNTS.items()
            for mark, n in site.rows(select)}


def wrong_after_kill(there, writes):
    """What was acknowledged must be there once, what was refused not at all,
    what was never answered at most once."""
    for w in writes:
        n = there.get((w.kind, w.mark), 0)
        if w.acknowledged and n != 1:
            yield f"{w.kind} {w.mark}: acknowledged, there {n} times"
        elif w.status is not None and not w.acknowledged and n != 0:
            yield f"{w.kind} {w.mark}: answered {w.status}, there {n} times"
        elif n > 1:
            yield f"{w.kind} {w.mark}: there {n} times"


def repeat(browser, writes, same_key=True):
    """What was not acknowledged is sent again, and some of the rest too."""
    for i, w in enumerate(writes):
        if not w.acknowledged or i % 5 == 0:
            if not same_key:
                w.key = new_key()
            w.send(browser)


def one_round(site, browser, writes, figures):
    begun = len(writes.all)
    lives_s = writes.dice.uniform(*LIVES_S)
    load_and_kill(site, browser, writes, lives_s)
    if not site.start():
        return [f"it did not start again: {site.said()[-500:]}"]
    mine = writes.all[begun:]
    there = counted(site)
    wrong = list(wrong_after_kill(there, mine))
    open_ = [w for w in mine if w.status is None]
    figures["answered"] += sum(w.acknowledged for w in mine)
    figures["open"] += len(open_)
    figures["open, there"] += sum(there.get((w.kind, w.mark), 0)
                                  for w in open_)
    repeat(browser, mine)
    there = counted(site)
    wrong += [f"{w.kind} {w.mark}: repeated, answered {w.status}"
              for w in mine if not w.acknowledged]
    wrong += [f"{w.kind} {w.mark}: repeated, there "
              f"{there.get((w.kind, w.mark), 0)} times"
              for w in writes.all if there.get((w.kind, w.mark), 0) != 1]
    if site.number(PARTIAL) != 0:
        wrong.append("a meeting is there in part")
    checked = run("check", site.db, exits=None)
    if checked.returncode != 0:
        wrong.append(checked.stdout + checked.stderr)
    return wrong


def controls(site, browser, writes):
    """The same looking must see what is wrong, when something is."""
    begun = len(writes.all)
    for _ in range(8):
        writes.next(browser).send(browser)
    mine = [w for w in writes.all[begun:] if w.kind != "meeting"]
    equal(list(wrong_after_kill(counted(site), mine)), [],
          "control: eight more are there once")
    repeat(browser, mine, same_key=False)
    check(list(wrong_after_kill(counted(site), mine)),
          "control: repeated with a new key, some are there twice, and that "
          "is seen")
    never = Write("reason", "killed but never sent", "", [], False)
    never.status = 303
    check(list(wrong_after_kill(counted(site), [never])),
          "control: an answer for what is not there is seen")


def main(rounds):
    seed = random.randrange(1 << 32)
    figures = {"answered": 0, "open": 0, "open, there": 0}
    with Place() as place:
        site = place.site()
        browser = site.browser(SECRETARY)
        writes = Writes(browser, seed)
        for i in range(rounds):
            wrong = one_round(site, browser, writes, figures)
            if not check(not wrong, f"killed, round {i + 1}: nothing lost, "
                         "nothing twice", f"seed {seed}", *wrong[:20]):
                break
        print("   ", json.dumps(figures))
        check(figures["answered"] > 10 * rounds, "there was a load")
        check(figures["open"] >= rounds, "writes were under way when it died")
        controls(site, browser, writes)
        equal(site.stop(), 0, "it ends well")
    done()

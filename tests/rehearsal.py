"""A conference of three days played in a quarter of an hour, on loopback.

Ten thousand delegates, secretaries of the cells of a demo organisation, watch
their phones; fifty doors let them in; three sittings with speeches and votes of
all kinds, each ballot sent five times over; everybody's connection is lost at
once, again and again, and a tenth of the phones have a bad network; the server
is killed in the middle of a secret vote. At the end there are exactly as many
ballots as voters, the numbers are those that this script knows, no screen shows
another state than the others, and the bulletins of three days are published.

    tests/rehearsal.py [--delegates N] [--keep FOLDER]

Sessions are written as rows: ten thousand passwords would take minutes and are
not what is rehearsed. All else goes over HTTP or by the verbs of the program.
"""
import argparse
import concurrent.futures
import csv
import datetime
import http.client
import io
import json
import os
import random
import re
import secrets
import signal
import sqlite3
import struct
import subprocess
import sys
import time
import urllib.parse

from house import PROGRAM, ROOT, Folder, check, done, equal, run

sys.path.insert(0, os.path.join(ROOT, "bench"))
from filing import log_in                                   # noqa: E402

BUILD = os.environ.get("CELLWORK_BUILD") or os.path.join(ROOT, "build")
DOORS, SENDERS, DUPLICATES = 50, 128, 5
SPEECHES, VOTES = 40, 30
BLOCKS = 12
CHAIR, TELLER, TELLER_2, DOOR, EDITOR = range(5)    # of the staff, by place
TRUSTEES = range(5, 8)
STAFF = 8
# As in vote.h: never renumbered.
QUESTION, ONE, SEVERAL, APPROVAL, SCHULZE, SCOTTISH, MEEK = range(1, 8)
BY_HAND, OPENLY, BY_NAME, SECRETLY = range(1, 5)
OF_TRUSTEES, OF_SERVER = 1, 2
HALF_CAST, MOST, OF_STATUTES = 2, 9, 1
METHOD = {QUESTION: "question", ONE: "plurality", SEVERAL: "plurality",
          APPROVAL: "approval", SCHULZE: "schulze", SCOTTISH: "scottish",
          MEEK: "meek"}
random.seed(5)


def say(text):
    print(f"{time.monotonic() - BEGAN:6.1f} s  {text}", flush=True)


BEGAN = time.monotonic()


# ---- the server ------------------------------------------------------------

class Server:
    def __init__(self, db):
        self.db, self.port, self.starts = db, 0, 0
        self.log = open(db + ".log", "a", encoding="utf-8")
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            [PROGRAM, "serve", self.db, "--listen",
             f"127.0.0.1:{self.port}", "--no-supervise"],
            stdout=self.log, stderr=subprocess.STDOUT)
        self.starts += 1
        for _ in range(1000):
            with open(self.db + ".log", encoding="utf-8") as f:
                found = re.findall(r"http://127\.0\.0\.1:(\d+)", f.read())
            if len(found) >= self.starts:
                self.port = int(found[-1])
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.02)
        sys.exit("the server did not start; see " + self.db + ".log")

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60)


class Person:
    """One who is logged in; keeps a connection open."""

    def __init__(self, server, token):
        self.server, self.cookie, self.http = server, f"cellwork={token}", None

    def ask(self, method, path, body=None, kind=None, key=None):
        headers = {"Cookie": self.cookie, "Sec-Fetch-Site": "same-origin",
                   "Accept": "application/json"}
        if kind:
            headers["Content-Type"] = kind
        if method == "POST":
            headers["Idempotency-Key"] = key or secrets.token_hex(12)
        for again in (True, False):
            if self.http is None:
                self.http = http.client.HTTPConnection(
                    "127.0.0.1", self.server.port, timeout=120)
            try:
                self.http.request(method, path, body, headers)
                got = self.http.getresponse()
                return got.status, got.read().decode(), got.headers
            except (OSError, http.client.HTTPException):
                self.http = None
                if not again:
                    raise

    def get(self, path):
        status, body, _ = self.ask("GET", path)
        if status != 200:
            sys.exit(f"GET {path}: {status}\n{body[:1500]}")
        return body

    def post(self, path, **fields):
        """Where it led to."""
        status, body, headers = self.ask(
            "POST", path, urllib.parse.urlencode(fields, doseq=True),
            "application/x-www-form-urlencoded")
        if status not in (200, 303):
            sys.exit(f"POST {path} {fields}: {status}\n{body[:1500]}")
        if status == 303:
            return headers["Location"]
        return json.loads(body).get("location", "") if body else ""

    def send_file(self, path, name, text, **fields):
        mark = secrets.token_hex(16)
        more = "".join(f"--{mark}\r\nContent-Disposition: form-data;"
                       f" name=\"{n}\"\r\n\r\n{v}\r\n"
                       for n, v in fields.items())
        body = (f"{more}--{mark}\r\nContent-Disposition: form-data;"
                f" name=\"{name}\"; filename=\"f\"\r\n\r\n{text}\r\n"
                f"--{mark}--\r\n")
        status, said, _ = self.ask("POST", path, body.encode(),
                                   f"multipart/form-data; boundary={mark}")
        if status not in (200, 303):
            sys.exit(f"POST {path}: {status}\n{said[:1500]}")
        return said


# ---- everybody's phone -----------------------------------------------------

class Phones:
    """bench_storm: all watch the same page, each with its own session."""

    def __init__(self, server, path, cookies, count):
        self.count = count
        self.process = subprocess.Popen(
            [os.path.join(BUILD, "bench_storm"), str(server.port), path,
             str(count), MARK, cookies], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, text=True)
        self.times, self.differ, self.back, self.events = [], 0, 0, 0
        self.shown = 0      # the last version that changed what they show

    def order(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def until(self, version):
        """All have it; how long that took, in ms."""
        self.order(f"until {version}")
        got = json.loads(self.process.stdout.readline())
        self.times.append(got["good_ms"])
        self.differ += got["differ"]
        self.back += got["back"] + got["junk"]
        self.events += got["events"]
        return got

    def end(self):
        self.order("end")
        self.process.wait(30)


MARK = 'hx-target="#item"'


# ---- the organisation ------------------------------------------------------

def make_house(folder, delegates):
    path = folder("rehearsal.db")
    say(f"a demo organisation of {delegates * 3 // 2} cells")
    run("demo", path, "--cells", delegates * 3 // 2)
    db = sqlite3.connect(path)
    # Secretaries of cells that met; of each the county, the cell, and when.
    sent = {m: row for m, *row in db.execute(
        "SELECT t.member_id, c.code, u.code, max(g.day) FROM term t"
        " JOIN unit u ON u.id = t.unit_id"
        " JOIN membership s ON s.cell_id = u.id AND s.member_id = t.member_id"
        " AND s.until_day IS NULL"
        " JOIN unit_up w ON w.unit_id = u.id JOIN unit c ON c.id = w.anc AND"
        " c.tier = 'county' JOIN meeting g ON g.unit_id = u.id AND g.state = 2"
        " WHERE t.office = 'secretary' AND t.until_day IS NULL GROUP BY"
        " t.member_id ORDER BY min(t.id) LIMIT ?", (delegates + STAFF,))}
    people = list(sent)
    keeper = db.execute(
        "SELECT t.member_id FROM term t JOIN unit u ON u.id = t.unit_id"
        " WHERE u.parent_id IS NULL AND t.until_day IS NULL AND t.office ="
        " 'president'").fetchone()
    if len(people) < delegates + STAFF or keeper is None:
        sys.exit("the demo organisation has too few people for this")
    tokens = log_in(db, people + [keeper[0]])
    db.commit()
    numbers = dict(db.execute("SELECT id, number FROM member"))
    top = db.execute("SELECT public_id FROM unit WHERE parent_id IS NULL"
                     ).fetchone()[0]
    db.close()
    return path, people[STAFF:], people[:STAFF], keeper[0], tokens, numbers, \
        sent, top


class Conference:
    """What the organiser, the chair, tellers and doors do."""

    def __init__(self, server, house):
        (self.path, self.delegates, self.staff, keeper, tokens, self.numbers,
         self.sent, self.top) = house
        self.server, self.tokens = server, tokens
        self.organiser = Person(server, tokens[keeper])
        self.person = [Person(server, tokens[m]) for m in self.staff]
        self.chair = self.person[CHAIR]
        self.base, self.secret_votes, self.votes_cast = "", 0, 0

    # The data read beside the server, for public ids and for what is kept.
    def ask_db(self, select, *args):
        db = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)
        try:
            return db.execute(select, args).fetchall()
        finally:
            db.close()

    def version(self):
        return self.ask_db("SELECT version FROM conference WHERE public_id ="
                           " ?", self.id)[0][0]

    def plan(self):
        today = datetime.date.today()
        last = today + datetime.timedelta(days=2)
        place = self.organiser.post(
            f"/u/{self.top}/conferences/new", title="The rehearsal",
            kind="secretaries", **{"from": today.isoformat()},
            last=last.isoformat(), place="The hall", mode="1", language="en")
        self.id = re.search(r"/c/([0-9a-z]{12})", place).group(1)
        self.base = f"/c/{self.id}"
        for nth, post in ((CHAIR, 2), (TELLER, 3), (TELLER_2, 3), (DOOR, 4),
                          (EDITOR, 5), *((t, 8) for t in TRUSTEES)):
            self.organiser.post(f"{self.base}/people", post=post,
                                number=self.numbers[self.staff[nth]])
        for day in range(3):
            self.organiser.post(
                f"{self.base}/sittings", title=f"Day {day + 1}",
                day=(today + datetime.timedelta(days=day)).isoformat(),
                starts="09:00", ends="12:30")
        self.sittings = [s for s, in self.ask_db(
            "SELECT s.public_id FROM sitting s JOIN conference c ON c.id ="
            " s.conference_id WHERE c.public_id = ? ORDER BY s.number",
            self.id)]
        for sitting in self.sittings:
            for kind, title in ((1, "Opening"), (2, "Report"),
                                (4, "Discussion"), (5, "Decisions"),
                                (6, "Elections"), (9, "Closing")):
                self.organiser.post(f"{self.base}/items", sitting=sitting,
                                    kind=kind, title=title, minutes="20",
                                    speech_minutes="5")
        self.organiser.post(f"{self.base}/state", state=2)

    def items(self, sitting):
        return [i for i, in self.ask_db(
            "SELECT i.public_id FROM item i JOIN sitting s ON s.id ="
            " i.sitting_id WHERE s.public_id = ? ORDER BY i.position",
            sitting)]

    def take_delegates(self):
        """A list of all, as the register would give it."""
        text = io.StringIO(newline="")
        out = csv.writer(text)
        out.writerow(["role", "number", "delegation", "sent by", "meeting",
                      "block", "seat"])
        seats = -(-len(self.delegates) // BLOCKS)
        for nth, member in enumerate(self.delegates):
            county, cell, met = self.sent[member]
            day = datetime.date(1970, 1, 1) + datetime.timedelta(days=met)
            out.writerow(["delegate", self.numbers[member], county, cell, day,
                          chr(ord("A") + nth // seats), nth % seats + 1])
        for nth in range(BLOCKS):
            self.organiser.post(f"{self.base}/seats", do="add",
                                part=chr(ord("A") + nth), seats=seats)
        self.organiser.post(f"{self.base}/delegates/rules", tier="county",
                            per_n=1, per_m=1, base=1, rounding=1, quorum="1/2",
                            key_article="30", quorum_article="30",
                            proxies="0")
        self.organiser.post(f"{self.base}/delegates/key", do="sure",
                            day=datetime.date.today().isoformat())
        began = time.monotonic()
        said = self.organiser.send_file(f"{self.base}/delegates/import",
                                        "file", text.getvalue(), do="sure")
        say(f"{len(self.delegates)} delegates taken from a list in"
            f" {time.monotonic() - began:.1f} s")
        self.badge = dict(self.ask_db(
            "SELECT p.member_id, p.number FROM participant p JOIN conference c"
            " ON c.id = p.conference_id WHERE c.public_id = ?", self.id))
        if not equal(len(self.badge), len(self.delegates),
                     "every delegate of the list has a badge"):
            sys.exit(said[:3000])

    # ---- doors -------------------------------------------------------------

    def let_in(self):
        """Fifty doors at once; each badge is typed once, some twice."""
        badges = [self.badge[m] for m in self.delegates]
        random.shuffle(badges)
        began = time.monotonic()

        def door(nth):
            person = Person(self.server, self.tokens[self.staff[DOOR]])
            slow = 0
            for number in badges[nth::DOORS]:
                asked = time.monotonic()
                person.post(f"{self.base}/door", badge=number, way="in",
                            door=f"Door {nth + 1}")
                slow = max(slow, time.monotonic() - asked)
            return slow

        with concurrent.futures.ThreadPoolExecutor(DOORS) as pool:
            slow = max(pool.map(door, range(DOORS)))
        took = time.monotonic() - began
        say(f"{len(badges)} came in by {DOORS} doors in {took:.1f} s; nobody"
            f" waited longer than {slow * 1000:.0f} ms")
        present = self.ask_db(
            "SELECT count(*) FROM participant p JOIN conference c ON c.id ="
            " p.conference_id WHERE c.public_id = ? AND p.presence = 1",
            self.id)[0][0]
        equal(present, len(badges), "all who came in are present")
        self.person[DOOR].post(f"{self.base}/door", badge=badges[0], way="in",
                               door="Door 1")
        twice = self.person[DOOR].get(f"{self.base}/door/doubts")
        check("Door 1" in twice, "a badge that came in twice is noticed")

    # ---- sittings ----------------------------------------------------------

    def run(self, what):
        self.chair.post(f"{self.base}/run", do=what)

    def speeches(self, item, count):
        """Three times as many ask at once; so many speak."""
        speech = f"{self.base}/speeches"
        self.chair.post(f"{speech}/open", item=item)
        asking = random.sample(self.delegates, 3 * count)
        with concurrent.futures.ThreadPoolExecutor(32) as pool:
            list(pool.map(lambda m: Person(self.server, self.tokens[m]).post(
                f"{speech}/ask", item=item,
                kind=random.choice(["speech", "for", "against"])), asking))
        for _ in range(count):
            waiting = re.search(r'name="speech" value="([0-9a-z]{12})"',
                                self.chair.get(f"{self.base}/chair"))
            self.chair.post(f"{speech}/call", item=item,
                            speech=waiting.group(1))
            self.chair.post(f"{speech}/end", item=item)
        self.chair.post(f"{speech}/close", item=item)

    # ---- votes -------------------------------------------------------------

    def prepare(self, item, kind, way, **more):
        fields = {"question": f"What of {kind} and {way}?", "kind": kind,
                  "way": way, "who": 1, "item": item, "tie": 1,
                  "rule": HALF_CAST if kind == QUESTION else MOST,
                  "quorum": OF_STATUTES, "seats": 1}
        if kind != QUESTION:
            fields["choices"] = "\n".join(
                ["Ann Ford", "Ben Hale", "Cay Low", "Dot Marsh", "Eve Nash"])
        fields.update(more)
        self.chair.post(f"{self.base}/votes", **fields)
        return self.ask_db(
            "SELECT v.public_id FROM vote v JOIN conference c ON c.id ="
            " v.conference_id WHERE c.public_id = ? ORDER BY v.number DESC",
            self.id)[0][0]

    def marks(self, kind, seats):
        """One ballot: the positions marked, in the order of a ranked one."""
        if kind in (QUESTION, ONE):
            return [random.choice((1, 1, 2, 3))]
        if kind == SEVERAL:
            return sorted(random.sample(range(1, 6), random.randint(1, seats)))
        if kind == APPROVAL:
            return sorted(random.sample(range(1, 6), random.randint(1, 4)))
        return random.sample(range(1, 6), random.randint(1, 5))

    def ballots_file(self, folder, vote, kind, seats, who):
        """The requests of all these voters, each DUPLICATES times more, in one
        order for all. What each marked."""
        cast, requests = {}, []
        ranked = kind in (SCHULZE, SCOTTISH, MEEK)
        for member in who:
            marks = self.marks(kind, seats)
            cast[member] = marks
            fields = [(f"r{p}", n + 1) for n, p in enumerate(marks)] \
                if ranked else [("choices", p) for p in marks]
            body = urllib.parse.urlencode(fields)
            text = (f"POST /votes/{vote}/ballot HTTP/1.1\r\n"
                    f"Host: 127.0.0.1:{self.server.port}\r\n"
                    f"Cookie: cellwork={self.tokens[member]}\r\n"
                    "Sec-Fetch-Site: same-origin\r\nAccept: application/json"
                    f"\r\nIdempotency-Key: {secrets.token_hex(12)}\r\n"
                    "Content-Type: application/x-www-form-urlencoded\r\n"
                    f"Content-Length: {len(body)}\r\n\r\n{body}").encode()
            requests.extend([text] * (1 + DUPLICATES))
        random.shuffle(requests)
        path = folder("ballots")
        with open(path, "wb") as f:
            for text in requests:
                f.write(struct.pack("<I", len(text)) + text)
        return path, cast, len(requests)

    def send(self, path, count, seconds=None):
        command = [os.path.join(BUILD, "bench_load"), str(self.server.port),
                   path, "--connections", str(SENDERS), "--count", str(count)]
        if seconds:
            command += ["--seconds", str(seconds)]
        got = subprocess.run(command, capture_output=True, text=True,
                             check=False)
        return json.loads(got.stdout) if got.returncode == 0 else None

    def voted(self, vote):
        """Ballots that are kept, and of how many voters."""
        return self.ask_db(
            "SELECT (SELECT count(*) FROM ballot b WHERE b.vote_id = v.id) +"
            " (SELECT count(*) FROM ballot_sealed s WHERE s.vote_id = v.id),"
            " v.voted FROM vote v WHERE v.public_id = ?", vote)[0]

    def trustee_order(self, vote):
        """Who opens which layer, as places of the staff."""
        members = [m for m, in self.ask_db(
            "SELECT t.member_id FROM vote_key k JOIN trustee_key t ON t.id ="
            " k.trustee_key_id JOIN vote v ON v.id = k.vote_id WHERE"
            " v.public_id = ? ORDER BY k.layer", vote)]
        return [self.staff.index(m) for m in members]

    def counted(self, vote):
        return dict(self.ask_db(
            "SELECT c.position, c.votes FROM vote_choice c JOIN vote v ON v.id"
            " = c.vote_id WHERE v.public_id = ?", vote))


# ---- one vote ---------------------------------------------------------------

def parse_recount(text):
    """The ballots of a BLT file: how often each, as it is marked."""
    lines = [line.split("#")[0].split() for line in text.splitlines()
             if line.strip() and not line.startswith("#")]
    ballots = {}
    for words in lines[1:]:
        if words == ["0"]:
            break
        if words[0].startswith("-"):
            continue
        marks = tuple(int(p) for w in words[1:-1] for p in w.split("="))
        ballots[marks] = ballots.get(marks, 0) + int(words[0])
    return ballots


class Voting:
    """One vote from its beginning to its result, and what must be true."""

    def __init__(self, conference, folder, phones, name, item, kind, way,
                 seats=1, keys=0):
        self.c, self.folder, self.phones = conference, folder, phones
        self.name, self.kind, self.way, self.seats = name, kind, way, seats
        self.vote = conference.prepare(item, kind, way, seats=seats, keys=keys)
        self.keys = keys
        self.cast = {}

    def post(self, act, who=None, **fields):
        (who or self.c.chair).post(f"/votes/{self.vote}/{act}", **fields)

    def open(self):
        self.post("open")
        self.phones.until(self.c.version())

    def by_phone(self, kill=False):
        """All vote by phone; with kill the server is killed when a third is
        in, and everything is sent again."""
        path, self.cast, count = self.c.ballots_file(
            self.folder, self.vote, self.kind, self.seats, self.c.delegates)
        if kill:
            self.kill_in_the_middle(path, count)
        began = time.monotonic()
        wrong = self.send_all(path, count)
        took = time.monotonic() - began
        check(not wrong, f"{self.name}: every ballot was taken", wrong)
        kept, _ = self.c.voted(self.vote)
        equal(kept, len(self.cast), f"{self.name}: exactly as many ballots as"
              f" voters ({count} were sent in {took:.1f} s)")

    def send_all(self, path, count):
        """Who is told that the house is full asks again, as a phone does; the
        answers that were neither that nor the right one."""
        for _ in range(5):
            status = self.c.send(path, count)["status"]
            if "503" not in status:
                break
            say(f"{status['503']} of {count} sendings were told to come again")
        return {k: v for k, v in status.items() if k != "200"}

    def kill_in_the_middle(self, path, count):
        sending = subprocess.Popen(
            [os.path.join(BUILD, "bench_load"), str(self.c.server.port), path,
             "--connections", str(SENDERS), "--count", str(count)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while self.c.voted(self.vote)[0] < len(self.c.delegates) // 3:
            time.sleep(0.005)
        self.c.server.kill()
        sending.kill()
        sending.wait()
        kept, _ = self.c.voted(self.vote)
        self.c.server.start()
        say(f"the server was killed with {kept} ballots kept, and started"
            " again")
        check(0 < kept < len(self.cast), f"{self.name}: killed in the middle",
              kept)

    def by_hand(self):
        """Two tellers of each block, apart, the same numbers."""
        blocks = self.c.ask_db(
            "SELECT b.id, (SELECT count(*) FROM participant p WHERE p.block_id"
            " = b.id AND p.state = 1 AND p.presence = 1) FROM hall_block b"
            " JOIN conference c ON c.id = b.conference_id WHERE c.public_id ="
            " ?", self.c.id)
        for block, here in blocks:
            yes, no = here * 6 // 10, here * 3 // 10
            fields = {"block": block, "c1": yes, "c2": no,
                      "c3": here - yes - no, "blank": 0, "spoilt": 0}
            for teller in (TELLER, TELLER_2):
                self.post("sheet", self.c.person[teller], **fields)
            for position, votes in ((1, yes), (2, no), (3, here - yes - no)):
                self.cast[(block, position)] = ([position], votes)
        self.hand = True

    def close(self):
        self.post("close", do="sure")
        if self.way == BY_HAND:
            self.post("take-over")
        elif self.keys == OF_TRUSTEES:
            self.open_box()
        self.phones.until(self.c.version())

    def open_box(self):
        """Each trustee opens a layer, offline."""
        for step, trustee in enumerate(self.c.trustee_order(self.vote)):
            box = self.c.chair.get(f"/votes/{self.vote}/box/{step}")
            path = self.folder("box")
            with open(path, "w", encoding="utf-8") as f:
                f.write(box)
            got = run("trustee", "open", path, "--key",
                      self.c.key_file[trustee], input="our box is closed\n")
            self.c.person[trustee].send_file(f"/votes/{self.vote}/step",
                                             "box", got.stdout)

    def known(self):
        """Votes for each choice, by what this script sent."""
        votes = {}
        for entry in self.cast.values():
            marks, n = entry if isinstance(entry, tuple) else (entry, 1)
            for mark in marks:
                votes[mark] = votes.get(mark, 0) + n
        return votes

    def look(self):
        """The result as it is published against what is known."""
        if self.kind in (QUESTION, ONE, SEVERAL, APPROVAL):
            got = {k: v for k, v in self.c.counted(self.vote).items() if v}
            equal(got, self.known(), f"{self.name}: the numbers of each choice")
        text = self.c.chair.get(f"/votes/{self.vote}/recount")
        path = self.folder("recount.blt")
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
        if self.way != BY_HAND:
            sent = {}
            for marks in self.cast.values():
                sent[tuple(marks)] = sent.get(tuple(marks), 0) + 1
            equal(parse_recount(text), sent, f"{self.name}: the ballots of the"
                  " recount file are those that were cast")
        run("count", path, exits=None)
        linked = self.c.ask_db(
            "SELECT count(*) FROM ballot_sealed s JOIN vote v ON v.id ="
            " s.vote_id WHERE v.public_id = ?", self.vote)[0][0]
        if self.way == SECRETLY:
            equal(linked, 0, f"{self.name}: no envelope is beside a voter")

    def all(self, **more):
        self.open()
        if self.way == BY_HAND:
            self.by_hand()
        else:
            self.by_phone(**more)
        self.close()
        self.look()
        say(f"{self.name}: done")


DAYS = [
    [("a question by cards", QUESTION, BY_HAND, {}),
     ("a question openly", QUESTION, OPENLY, {}),
     ("a question by name", QUESTION, BY_NAME, {}),
     ("a second question openly", QUESTION, OPENLY, {}),
     ("a secret question", QUESTION, SECRETLY, {"keys": OF_SERVER}),
     ("one of five openly", ONE, OPENLY, {}),
     ("three of five secretly", SEVERAL, SECRETLY,
      {"keys": OF_SERVER, "seats": 3}),
     ("approval openly", APPROVAL, OPENLY, {"seats": 2}),
     ("ranks by Schulze", SCHULZE, OPENLY, {}),
     ("a question for three trustees", QUESTION, SECRETLY,
      {"keys": OF_TRUSTEES})],
    [("a question openly", QUESTION, OPENLY, {}),
     ("a question by cards", QUESTION, BY_HAND, {}),
     ("a secret question", QUESTION, SECRETLY, {"keys": OF_SERVER}),
     ("one of five secretly", ONE, SECRETLY, {"keys": OF_SERVER}),
     ("ranks by the Scottish rules", SCOTTISH, OPENLY, {"seats": 2}),
     ("a question by name", QUESTION, BY_NAME, {}),
     ("approval secretly", APPROVAL, SECRETLY, {"keys": OF_SERVER}),
     ("a third question openly", QUESTION, OPENLY, {}),
     ("two of five openly", SEVERAL, OPENLY, {"seats": 2}),
     ("an election for three trustees, and a kill", ONE, SECRETLY,
      {"keys": OF_TRUSTEES})],
    [("a question openly", QUESTION, OPENLY, {}),
     ("a question by cards", QUESTION, BY_HAND, {}),
     ("a secret question", QUESTION, SECRETLY, {"keys": OF_SERVER}),
     ("ranks by Meek, secretly", MEEK, SECRETLY,
      {"keys": OF_SERVER, "seats": 2}),
     ("one of five openly", ONE, OPENLY, {}),
     ("ranks by Schulze, secretly", SCHULZE, SECRETLY, {"keys": OF_SERVER}),
     ("a question by name", QUESTION, BY_NAME, {}),
     ("approval openly", APPROVAL, OPENLY, {}),
     ("a question for three trustees", QUESTION, SECRETLY,
      {"keys": OF_TRUSTEES}),
     ("a last question openly", QUESTION, OPENLY, {})],
]


class Kept(Folder):
    """A folder that stays, to look at what was left."""

    def __init__(self, path):
        self.path = path

    def __enter__(self):
        os.makedirs(self.path, exist_ok=True)
        return self

    def __exit__(self, *_):
        pass


# ---- three days --------------------------------------------------------------

def make_keys(conference, folder):
    conference.key_file = {}
    for trustee in TRUSTEES:
        path = folder(f"trustee-{trustee}.key")
        public = run("trustee", "keygen", path,
                     input="our box is closed\n").stdout
        conference.key_file[trustee] = path
        conference.person[trustee].post(
            f"{conference.base}/trustees",
            public_key=re.search(r"[0-9a-f]{64}", public).group(0))


def play_day(conference, folder, phones, day):
    sitting = conference.sittings[day]
    items = conference.items(sitting)
    conference.run(f"sitting-{sitting}")
    conference.run(f"item-{items[0]}")
    phones.until(conference.version())
    say(f"day {day + 1}: the sitting is open")
    conference.run(f"item-{items[2]}")
    conference.speeches(items[2], SPEECHES // 3 + (day < SPEECHES % 3))
    got = phones.until(conference.version())
    say(f"day {day + 1}: speeches; the last phone had the last one after"
        f" {got['good_ms']} ms, with a bad network after {got['ms']} ms")
    conference.run(f"item-{items[3]}")
    for nth, (name, kind, way, more) in enumerate(DAYS[day]):
        if nth % 4 == 1:
            phones.order(f"drop {phones.count}")
            say("everybody's connection is lost")
        voting = Voting(conference, folder, phones,
                        f"day {day + 1}, {name}", items[3], kind, way, **more)
        voting.all(**({"kill": True} if "kill" in name else {}))
    conference.run("close")
    conference.run("end")
    phones.shown = conference.version()
    phones.until(phones.shown)
    publish(conference, day)


def publish(conference, day):
    """The bulletin of the sitting: drafted, approved, published."""
    found = conference.ask_db(
        "SELECT b.public_id FROM bulletin b JOIN conference c ON c.id ="
        " b.conference_id WHERE c.public_id = ? AND b.kind = 1 AND b.number ="
        " ?", conference.id, day + 1)
    if not check(found, f"day {day + 1}: the bulletin was drafted at once"):
        return
    base = f"{conference.base}/bulletins/{found[0][0]}"
    text = conference.person[EDITOR].get(base)
    check("a question openly" not in text and "QUESTION" not in text and
          text.count("Vote ") >= 10,
          f"day {day + 1}: the draft has all ten votes")
    conference.chair.post(f"{base}/approve")
    conference.person[EDITOR].post(f"{base}/publish", audience=2)
    status, text, _ = Person(conference.server, "").ask(
        "GET", f"{base}/plain")
    equal(status, 200, f"day {day + 1}: everybody reads the bulletin")


def main():
    args = argparse.ArgumentParser()
    args.add_argument("--delegates", type=int, default=10000)
    args.add_argument("--keep")
    args = args.parse_args()
    with Kept(args.keep) if args.keep else Folder() as folder:
        house = make_house(folder, args.delegates)
        server = Server(house[0])
        conference = Conference(server, house)
        conference.plan()
        make_keys(conference, folder)
        conference.take_delegates()
        conference.let_in()
        cookies = folder("cookies")
        with open(cookies, "w", encoding="utf-8") as f:
            f.writelines(f"cellwork={conference.tokens[m]}\n"
                         for m in conference.delegates)
        phones = Phones(server, f"{conference.base}/now/live", cookies,
                        args.delegates)
        got = phones.until(conference.version())
        equal(got["have"], args.delegates, "all phones are connected")
        phones.order(f"bad {args.delegates // 10}")
        for day in range(3):
            play_day(conference, folder, phones, day)
        phones.order("bad 0")
        got = phones.until(phones.shown)
        equal(got["have"], args.delegates, "at the end all phones are there"
              " and show the last state")
        equal(phones.differ, 0, "no phone ever showed another state than the"
              " others")
        equal(phones.back, 0, "no phone was sent an older state after a newer"
              " one")
        phones.end()
        equal(server.stop(), 0, "the server ended in peace")
        checked = run("check", house[0], exits=None)
        equal(checked.returncode, 0, "cellwork check finds nothing")
        times = sorted(phones.times)
        say(f"{phones.events} events to the phones; of {len(times)} states the"
            f" one in the middle was on the last phone with a good network"
            f" after {times[len(times) // 2]} ms, the slowest after"
            f" {times[-1]} ms")
    done()


if __name__ == "__main__":
    main()

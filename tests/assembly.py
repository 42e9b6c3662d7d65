"""An assembly with as many voters as a test asks for, written into a copy of a
demo organisation: each voter is logged in, is here and may vote. Passwords and
doors are not what is looked at.
"""
import contextlib
import hashlib
import http.client
import json
import secrets
import sqlite3
import time
import urllib.parse

KIND = b"cellwork session token"
ORGANISER, CHAIR, TELLER, TRUSTEE = 1, 2, 3, 8
FIRST = 1000003			# of participants: three bytes each in the file


class Voter:
    def __init__(self, member, number, token):
        self.member, self.number, self.token = member, number, token
        self.participant = FIRST + number

    @property
    def cookie(self):
        return "cellwork=" + self.token


def log_in(db, members):
    """A session for each of these people; their tokens."""
    now = int(time.time())
    account = db.execute("SELECT coalesce(max(id), 0) FROM account"
                         ).fetchone()[0]
    known = dict(db.execute("SELECT member_id, id FROM account"))
    tokens = []
    for member in members:
        if member not in known:
            account += 1
            known[member] = account
            db.execute("INSERT INTO account VALUES (?,?,?,'*',0,?,NULL)",
                       (account, member, f"voter.{member}", now))
        tokens.append(secrets.token_hex(32))
        kept = hashlib.blake2b(tokens[-1].encode(), key=KIND,
                               digest_size=32).hexdigest()
        db.execute("INSERT INTO session VALUES (?,?,?,?,?,'a test')",
                   (kept, known[member], now, now - now % 3600,
                    now + 90 * 86400))
    db.execute("UPDATE counter SET next = max(next, ?) WHERE name = 'account'",
               (account + 1,))
    return tokens


class Assembly:
    """The rows of it. The first voter has the chair, the next three are
    trustees, the two after them tellers."""

    def __init__(self, path, voters):
        self.public_id = "assemb000000"
        with contextlib.closing(sqlite3.connect(path)) as db:
            db.execute("PRAGMA foreign_keys = ON")
            self.write(db, voters)
            db.commit()

    def write(self, db, voters):
        now = int(time.time())
        day = now // 86400
        self.day = time.strftime("%Y-%m-%d", time.gmtime(now))
        self.path = db.execute("PRAGMA database_list").fetchone()[2]
        members = [m for m, in db.execute(
            "SELECT DISTINCT member_id FROM membership WHERE until_day IS NULL"
            " ORDER BY member_id LIMIT ?", (voters,))]
        assert len(members) == voters, "the demo has too few members"
        top = db.execute("SELECT id FROM unit WHERE parent_id IS NULL LIMIT 1"
                         ).fetchone()[0]
        conference = db.execute("SELECT coalesce(max(id), 0) + 1 FROM"
                                " conference").fetchone()[0]
        db.execute("INSERT INTO conference (id, public_id, unit_id, kind,"
                   " title, place, from_day, last_day, mode, state, language,"
                   " era_name, version, entered_at) VALUES (?,?,?,'assembly',"
                   "'Assembly','',?,?,1,2,'en','',1,?)",
                   (conference, self.public_id, top, day, day + 1, now))
        self.voters = []
        for i, (member, token) in enumerate(zip(members, log_in(db,
                                                                members)), 1):
            voter = Voter(member, i, token)
            self.voters.append(voter)
            db.execute("INSERT INTO participant (id, public_id, conference_id,"
                       " member_id, name, name_fold, role, voting, number,"
                       " presence, presence_at, state, entered_at) VALUES"
                       " (?,?,?,?,?,?,1,1,?,1,?,1,?)",
                       (voter.participant, f"p{i:011d}", conference, member,
                        f"Voter {i}", f"voter {i}", i, now, now))
        posts = [(0, ORGANISER), (0, CHAIR), (1, TRUSTEE), (2, TRUSTEE), (3, TRUSTEE),
                 (4, TELLER), (5, TELLER)]
        first = db.execute("SELECT coalesce(max(id), 0) + 1 FROM"
                           " conference_post").fetchone()[0]
        for k, (who, post) in enumerate(posts):
            db.execute("INSERT INTO conference_post VALUES (?,?,?,?,?,NULL,"
                       "NULL)", (first + k, conference, members[who], post,
                                 now))
        for table in ("conference", "participant", "conference_post"):
            db.execute(f"UPDATE counter SET next = (SELECT max(id) + 1 FROM"
                       f" {table}) WHERE name = ?", (table,))
        self.conference = conference


    def ask(self, select):
        """The one figure of a statement with the id of the conference."""
        with contextlib.closing(sqlite3.connect(self.path)) as db:
            return db.execute(select, (self.conference,)).fetchone()[0]


class Client:
    """One connection of one person, kept open."""

    def __init__(self, port, voter):
        self.port, self.voter, self.used = port, voter, 0
        self.connection = http.client.HTTPConnection("127.0.0.1", port,
                                                     timeout=60)

    def send(self, method, path, body=None, headers=()):
        all_headers = {"Cookie": self.voter.cookie}
        if method == "POST":
            all_headers["Origin"] = f"http://127.0.0.1:{self.port}"
            all_headers["Content-Type"] = "application/x-www-form-urlencoded"
        all_headers.update(headers)
        if time.monotonic() - self.used > 5:
            self.connection.close()	# the server may have hung up
        self.used = time.monotonic()
        self.connection.request(method, path, body, all_headers)
        got = self.connection.getresponse()
        return got.status, got.read().decode("utf-8", "replace")

    def get(self, path):
        return self.send("GET", path)

    def post(self, path, fields, key=None):
        """As a program: JSON, with Idempotency-Key; its status and answer."""
        status, text = self.send("POST", path, urllib.parse.urlencode(fields),
            {"Accept": "application/json",
             "Idempotency-Key": key or secrets.token_hex(12)})
        try:
            return status, json.loads(text)
        except ValueError:
            return status, {"message": text[:300]}

    def post_page(self, path, fields):
        """As a browser without scripts: the field _key."""
        return self.send("POST", path, urllib.parse.urlencode(
            [("_key", secrets.token_hex(12)), *fields]))

    def post_file(self, path, name, data):
        edge = secrets.token_hex(16)
        body = (f"--{edge}\r\nContent-Disposition: form-data; name=\"_key\""
                f"\r\n\r\n{secrets.token_hex(12)}\r\n--{edge}\r\n"
                f"Content-Disposition: form-data; name=\"{name}\"; filename="
                f"\"x\"\r\nContent-Type: text/plain\r\n\r\n").encode() + \
            data + f"\r\n--{edge}--\r\n".encode()
        return self.send("POST", path, body, {
            "Accept": "application/json",
            "Content-Type": f"multipart/form-data; boundary={edge}"})


def must(answer, *what):
    status, got = answer
    if status not in (200, 303):
        raise SystemExit(f"not ok {what}: {status} {got}")
    return got

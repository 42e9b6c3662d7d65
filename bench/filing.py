"""Filings: meetings to be recorded by the secretaries of a demo organisation,
as requests for bench_load and as jobs for bench_filing_loop.

Each is for a cell and a day on which no general meeting was recorded and twelve
members belonged, two more or less; each cell's own secretary sends it, logged
in. Cells take turns, so that each records few.
"""
import contextlib
import hashlib
import os
import random
import secrets
import sqlite3
import struct
import time
import urllib.parse

from measure import BUILD, ROOT, run

MEMBERS, SPREAD = 12, 2		# ten to fourteen of them
DAYS = 300			# so far back
KIND = b"cellwork session token"


def log_in(db, login_of_member):
    """A session for each of these people; their tokens. Passwords are not what
    is measured, and hashing thousands would take minutes."""
    now, tokens = int(time.time()), {}
    account = db.execute("SELECT coalesce(max(id), 0) FROM account"
                         ).fetchone()[0]
    known = dict(db.execute("SELECT member_id, id FROM account"))
    for member in login_of_member:
        if member not in known:
            account += 1
            known[member] = account
            db.execute("INSERT INTO account VALUES (?,?,?,'*',0,?,NULL)",
                       (account, member, f"bench.{member}", now))
        token = secrets.token_hex(32)
        kept = hashlib.blake2b(token.encode(), key=KIND,
                               digest_size=32).hexdigest()
        db.execute("INSERT INTO session VALUES (?,?,?,?,?,'a bench')",
                   (kept, known[member], now, now - now % 3600,
                    now + 90 * 86400))
        tokens[member] = token
    db.execute("UPDATE counter SET next = max(next, ?) WHERE name = 'account'",
               (account + 1,))
    return tokens


def fold_order(db, cell):
    """All stays of a cell, in the order in which a page lists people."""
    return db.execute(
        "SELECT m.id, m.public_id, s.from_day, s.until_day FROM membership s"
        " JOIN member m ON m.id = s.member_id WHERE s.cell_id = ?"
        " ORDER BY m.name_fold, m.id", (cell,)).fetchall()


def list_mark(public_ids):
    """What the page keeps of whom it showed (meeting_form_web.c)."""
    mark = 14695981039346656037
    for byte in "".join(public_ids).encode():
        mark = (mark ^ byte) * 1099511628211 & (1 << 64) - 1
    return f"{mark:016x}"


def roll_on(stays, day):
    return [(m, p) for m, p, since, until in stays
            if (since is None or since <= day) and
            (until is None or until > day)]


def days_of(db, cell, today, most):
    """Days without a general meeting, at most so many, and who belonged."""
    met = {d for d, in db.execute("SELECT day FROM meeting WHERE unit_id = ?"
                                  " AND state <> 3", (cell,))}
    stays, found = fold_order(db, cell), []
    for day in range(today - 1, today - DAYS, -1):
        if day not in met and len(found) < most:
            roll = roll_on(stays, day)
            if abs(len(roll) - MEMBERS) <= SPREAD:
                found.append((day, roll))
    return found


class Filing:
    __slots__ = ("cell", "public_id", "secretary", "account", "token", "day",
                 "roll")

    def __init__(self, cell, public_id, secretary, account, token, day, roll):
        self.cell, self.public_id, self.secretary = cell, public_id, secretary
        self.account, self.token = account, token
        self.day, self.roll = day, roll

    def request(self, port):
        here = [("here", p) for _, p in self.roll]
        day = time.strftime("%Y-%m-%d", time.gmtime(86400 * self.day))
        due = time.strftime("%Y-%m-%d", time.gmtime(86400 * (self.day + 60)))
        body = urllib.parse.urlencode([
            ("_key", secrets.token_hex(8)), ("kind", "general"),
            ("unit", self.public_id), ("version", "0"),
            ("list", list_mark([p for _, p in self.roll])), ("guests", ""),
            *here, ("notes", "The price of the room was talked about."),
            ("d_text", "The room is kept for another year"), ("d_for", "7"),
            ("d_against", "1"), ("d_abs", "2"), ("d_who", ""), ("d_due", ""),
            ("d_subject", ""), ("d_up", ""),
            ("d_text", "Find out what the room next door costs"),
            ("d_for", "9"), ("d_against", "0"), ("d_abs", "1"),
            ("d_who", self.roll[0][1]), ("d_due", due), ("d_subject", ""),
            ("d_up", ""), ("day", day), ("starts", "18:30"),
            ("ends", "20:00"), ("place", "Room 4"),
            ("chair", self.roll[1][1]), ("do", "close")]).encode()
        return (f"POST /meetings/record HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
                f"Cookie: cellwork={self.token}\r\n"
                f"Origin: http://127.0.0.1:{port}\r\n"
                "Content-Type: application/x-www-form-urlencoded\r\n"
                f"Content-Length: {len(body)}\r\n\r\n").encode() + body

    def job(self):
        members = " ".join(str(m) for m, _ in self.roll)
        return (f"{self.cell} {self.day} {self.account} {self.secretary} "
                f"{self.roll[0][0]} {self.roll[1][0]} {members}\n")


def prepare(path, count, seed=1, per_cell=DAYS, least=None, spread=80):
    """Logs secretaries in, in the file; `count` filings, the cells in turn, or
    `least` where there are no more. Cells are looked at until so many times
    as many were found."""
    today = int(time.time()) // 86400
    with contextlib.closing(sqlite3.connect(path)) as db, db:
        secretaries = db.execute(
            "SELECT t.unit_id, u.public_id, t.member_id FROM term t JOIN unit"
            " u ON u.id = t.unit_id WHERE t.office = 'secretary' AND"
            " t.until_day IS NULL AND u.dissolved IS NULL").fetchall()
        random.Random(seed).shuffle(secretaries)
        by_cell, found = [], 0
        for cell, public_id, member in secretaries:
            days = days_of(db, cell, today, per_cell)
            by_cell.append((cell, public_id, member, days))
            found += len(days)
            if found >= spread * count:
                break
        tokens = log_in(db, {c[2] for c in by_cell})
        accounts = dict(db.execute("SELECT member_id, id FROM account"))
    filings = []
    for turn in range(DAYS):
        for cell, public_id, member, days in by_cell:
            if turn < len(days):
                filings.append(Filing(cell, public_id, member,
                                      accounts[member], tokens[member],
                                      *days[turn]))
    if len(filings) < (count if least is None else least):
        raise SystemExit(f"only {len(filings)} filings are possible")
    return filings[:count]


def write_requests(path, requests):
    with open(path, "wb") as f:
        for r in requests:
            f.write(struct.pack("<I", len(r)) + r)
    return path


def write_jobs(path, filings):
    with open(path, "w", encoding="ascii") as f:
        f.writelines(x.job() for x in filings)
    return path


def slow_sync(folder, milliseconds):
    """What makes each sync of a program take so much longer."""
    library = os.path.join(folder, "slowsync.so")
    run("cc", "-D_GNU_SOURCE", "-std=c17", "-O1", "-shared", "-fPIC", "-o",
        library, os.path.join(ROOT, "bench/shim/slowsync.c"), "-ldl")
    return {"LD_PRELOAD": library, "SLOWSYNC_US": str(1000 * milliseconds)}


LOAD = os.path.join(BUILD, "bench_load")
LOOP = os.path.join(BUILD, "bench_filing_loop")

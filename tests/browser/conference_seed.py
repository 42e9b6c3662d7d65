"""A conference called for today in a demo database, which the browser test of
conferences walks: jonah.pell and runa.vale are delegates, kirsi.holm has the
chair and organises, tove.lind counts and interprets and has the press desk.

    conference_seed.py DB
"""
import os
import re
import sqlite3
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))

ITEMS = [("Opening and rules of the day", 1), ("Report of the council", 2),
         ("Motion 12: a common winter reserve of flour", 5),
         ("Election of the council", 6)]
POSTS = [("kirsi.holm", 2), ("kirsi.holm", 1), ("kirsi.holm", 4),
         ("tove.lind", 3), ("tove.lind", 6), ("tove.lind", 7)]


def public(n):
    return "%012d" % n


def insert(db, table, **row):
    db.execute("INSERT INTO %s (%s) VALUES (%s)" % (
        table, ", ".join(row), ", ".join("?" * len(row))), list(row.values()))


def forget_conferences(db):
    """The demo organisation has one of its own; the ids here are from 1. What
    came of it goes with it."""
    for name in ("0003.sql", "0004.sql"):
        with open(os.path.join(ROOT, "migrations", name),
                  encoding="utf-8") as f:
            for table in re.findall(r"CREATE TABLE (\w+)", f.read()):
                db.execute("DELETE FROM " + table)


def main():
    db = sqlite3.connect(sys.argv[1])
    forget_conferences(db)
    now = int(time.time())
    minute, day = now % 86400 // 60, now // 86400
    member = dict(db.execute("SELECT login, member_id FROM account"))
    units = [r[0] for r in db.execute("SELECT id FROM unit ORDER BY id"
                                      " LIMIT 6")]
    insert(db, "conference", id=1, public_id=public(1), unit_id=units[0],
           kind="secretaries", title="5th Conference", place="Hall A",
           from_day=day, last_day=day + 1, mode=1, state=2, language="en",
           era_name="", version=1, entered_at=now)
    for i, (login, post) in enumerate(POSTS):
        insert(db, "conference_post", id=i + 1, conference_id=1,
               member_id=member[login], post=post, from_at=now)
    others = db.execute("SELECT id, name FROM member WHERE id NOT IN"
                        " (SELECT member_id FROM account WHERE member_id IS"
                        " NOT NULL) ORDER BY id LIMIT 10").fetchall()
    people = [(member["jonah.pell"], "Jonah Pell"),
              (member["runa.vale"], "Runa Vale")] + others
    for n, (who, name) in enumerate(people, 1):
        insert(db, "participant", id=n, public_id=public(100 + n),
               conference_id=1, member_id=who, name=name,
               name_fold=name.lower(), role=1, voting=1,
               unit_id=units[1 + n % 5], number=n, presence=1,
               presence_at=now, state=1, entered_at=now)
    insert(db, "sitting", id=1, public_id=public(50), conference_id=1,
           number=1, title="", day=day, starts=max(0, minute - 2),
           ends=min(1439, minute + 200))
    for n, (title, kind) in enumerate(ITEMS, 1):
        insert(db, "item", id=n, public_id=public(200 + n), conference_id=1,
               sitting_id=1, position=n, number=str(n), kind=kind,
               title=title, text="", guide="Say what it is about.",
               minutes=15, speech_seconds=180, debate_seconds=0,
               list_state=0, state=0)
    db.commit()


main()

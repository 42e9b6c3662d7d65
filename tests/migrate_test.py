"""A database of version 1 is brought to this program's: what is said, where the
copy is, and what is left when the program is killed in the middle."""
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import time

from house import PROGRAM, ROOT, Folder, check, done, equal, run

KILLS = 15


def make_old(path):
    db = sqlite3.connect(path)
    with open(ROOT + "/tests/old/version-1.sql", encoding="utf-8") as f:
        db.executescript("PRAGMA journal_mode = WAL;" + f.read())
    db.close()


def version(path):
    db = sqlite3.connect(path)
    got = db.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
    db.close()
    return int(got[0])


def figures(path):
    """How many rows each table of version 1 has, and who the members are."""
    db = sqlite3.connect(path)
    got = {t: db.execute(f"SELECT count(*) FROM {t}").fetchone()[0]
           for t in ("unit", "member", "membership", "meeting", "attendance",
                     "change", "term", "edition")}
    got["names"] = db.execute("SELECT name, number FROM member"
                              " ORDER BY id").fetchall()
    got["sound"] = db.execute("PRAGMA integrity_check").fetchall()
    db.close()
    return got


def names(folder):
    return sorted(n for n in os.listdir(folder.path)
                  if not n.endswith(("-wal", "-shm")))


def serve_refuses(path):
    got = run("serve", path, "--listen", "127.0.0.1:0", "--no-supervise",
              exits=1)
    check(f"cellwork migrate {path}" in got.stderr,
          "serve on an older file says what to do", got.stderr)


def the_usual_way(folder):
    path = folder("house.db")
    make_old(path)
    before = figures(path)
    serve_refuses(path)
    got = run("migrate", path).stderr
    check("is of version 1" in got and "all of them or none" in got,
          "migrate says what it will do", got)
    check(path + ".version-1" in got, "and where the copy is", got)
    equal(version(path + ".version-1"), 1, "the copy is of version 1")
    equal(figures(path + ".version-1"), before, "and has all that there was")
    check(version(path) > 1, "the file is of a later version")
    equal(figures(path), before, "and has all that there was")
    check(f"cellwork tally {path}" in got, "and what counts the figures", got)
    run("tally", path)
    left = run("check", path).stdout
    check("not ok" not in left, "cellwork check finds nothing", left)
    got = run("migrate", path).stderr
    check("nothing to do" in got, "a second time there is nothing to do", got)
    equal(names(folder), ["house.db", "house.db.version-1"], "and no further copy is made")


def other_ways(folder):
    path = folder("house.db")
    make_old(path)
    run("migrate", path, "--copy", folder("a.db"), "--no-copy", exits=2)
    with open(folder("a.db"), "w", encoding="utf-8") as f:
        f.write("something else")
    got = run("migrate", path, "--copy", folder("a.db"), exits=1)
    check("Nothing was changed" in got.stderr, "a file is never overwritten",
          got.stderr)
    equal(version(path), 1, "and the database stays as it was")
    other = sqlite3.connect(path)
    other.execute("SELECT count(*) FROM unit").fetchone()
    got = run("migrate", path, exits=1)
    check("in use by another program" in got.stderr,
          "while another program has it open nothing is done", got.stderr)
    other.close()
    run("migrate", path, "--no-copy")
    equal(names(folder), ["a.db", "house.db"],
          "without a copy none is made")
    run("migrate", folder("none.db"), exits=1)


def killed(folder):
    path = folder("killed.db")
    make_old(path)
    db = sqlite3.connect(path)
    # More to do, so that the middle is long enough to be hit.
    db.execute("WITH RECURSIVE n (i) AS (SELECT 100000 UNION ALL SELECT i + 1"
               " FROM n WHERE i < 200000) INSERT INTO member (id, public_id,"
               " number, name, native_name, name_fold, language, entered_at)"
               " SELECT i, 'p' || i, 'k' || i, 'K', '', 'k', '', 0 FROM n")
    db.execute("INSERT INTO membership (id, member_id, cell_id, until_day,"
               " how, ended, entered_at) SELECT id, id, (SELECT max(id) FROM"
               " unit), 19000, 1, 5, 0 FROM member WHERE id >= 100000")
    db.commit()
    db.close()
    before = figures(path)
    shutil.copy(path, folder("whole.db"))
    began = time.time()
    run("migrate", folder("whole.db"), "--no-copy")
    took = time.time() - began
    chance = random.Random(7)
    old = new = whole = 0
    for i in range(KILLS):
        one = folder(f"{i}.db")
        shutil.copy(path, one)
        job = subprocess.Popen([PROGRAM, "migrate", one, "--no-copy"],
                               stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0, took))
        job.send_signal(signal.SIGKILL)
        job.wait()
        is_old = version(one) == 1
        old, new = old + is_old, new + (not is_old)
        run("migrate", one, "--no-copy")
        whole += figures(one) == before and version(one) > 1
        os.remove(one)
    check(old > 2, f"killed in the middle the file is as it was: {old} times,"
          f" {new} times it was done already")
    equal(whole, KILLS, "each time the next call brings it over, whole")


with Folder() as one:
    the_usual_way(one)
with Folder() as one:
    other_ways(one)
with Folder() as one:
    killed(one)
done()

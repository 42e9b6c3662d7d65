"""The maker of the demo organisation is killed again and again; it goes on
where it was, and in the end the organisation is the one of an undisturbed run.
"""
import contextlib
import random
import sqlite3
import subprocess

from house import PROGRAM, Folder, check, done, equal, run
from served import until

CELLS = 1200
LIVES_S = (0.05, 1.5)
LIVES_MAX = 60
# What differs from run to run: random ids, and moments of now.
RANDOM = {"public_id", "sign_code", "stamp"}
NOW = {"at", "entered_at", "from_at"}
OF_TODAY = {"unit_event", "member", "membership", "contact", "term", "change"}
LEFT_OUT = {"account", "session", "invitation", "edition", "meta",
            "unit_tally"}


def demo(path, cells=CELLS, seed=7):
    return [PROGRAM, "demo", path, "--cells", str(cells), "--seed", str(seed)]


def rows(path):
    """Every row of every table, but for what is random."""
    db, out = sqlite3.connect(path), {}
    for (table,) in db.execute("SELECT name FROM sqlite_schema WHERE type ="
                               " 'table' AND name NOT LIKE 'sqlite%'"):
        names = [c[1] for c in db.execute(f"PRAGMA table_info({table})")
                 if c[1] not in RANDOM
                 and not (table in OF_TODAY and c[1] in NOW)]
        if table not in LEFT_OUT:
            out[table] = db.execute(f"SELECT {', '.join(names)} FROM {table}"
                                    " ORDER BY 1, 2").fetchall()
    db.close()
    return out


def kill_until_made(path):
    """How often it was killed before it came to its end. Where the machine is
    so busy that it gets nowhere in one life, the next are longer."""
    dice, kills = random.Random(4), 0
    while kills < LIVES_MAX:
        maker = subprocess.Popen(demo(path), stdout=subprocess.DEVNULL,
                                 stderr=subprocess.PIPE)
        try:
            maker.wait(dice.uniform(*LIVES_S) * 1.05 ** kills)
        except subprocess.TimeoutExpired:
            maker.kill()
            maker.communicate()
            kills += 1
            continue
        said = maker.communicate()[1].decode()
        check(maker.returncode == 0, "a killed maker goes on", said)
        return kills
    return kills


def main():
    with Folder() as folder:
        killed, calm = folder("killed.db"), folder("calm.db")
        kills = kill_until_made(killed)
        check(2 <= kills < LIVES_MAX, f"killed some times: {kills}")
        run("demo", calm, "--cells", CELLS, "--seed", 7)
        one, other = rows(killed), rows(calm)
        equal(sorted(one), sorted(other), "the same tables")
        for table in sorted(one):
            check(one[table] == other[table], f"the same rows: {table}",
                  f"{len(one[table])} and {len(other[table])}")
        equal(sum(len(r) > 0 for r in one.values()) > 15, True,
              "there are rows")
        run("check", killed)
        check(True, "what always holds holds")
        stops(folder)
    done()


def cells_of(path):
    """How many are in a file that may not be there yet."""
    try:
        with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro",
                                                uri=True, timeout=20)) as db:
            return db.execute("SELECT count(*) FROM unit WHERE tier = 'cell'"
                              ).fetchone()[0]
    except sqlite3.OperationalError:
        return 0


def stops(folder):
    """Ctrl-C: what was saved stays, and the next call goes on with it."""
    path = folder("stopped.db")
    maker = subprocess.Popen(demo(path, 3000), stdout=subprocess.DEVNULL,
                             stderr=subprocess.PIPE)
    made = until(60, lambda: maker.poll() is not None or cells_of(path) > 0)
    maker.terminate()
    said = maker.communicate()[1].decode()
    check("run it again" in said, "who stops it is told how it goes on", said)
    cells = cells_of(path)
    check(made and 0 < cells < 3000, f"what was saved is there: {cells} cells")


main()

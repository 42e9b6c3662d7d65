"""Lists taken over by the program: killed and stopped at any moment it goes on,
half a list is never there without its indexes, and the exit status says what
was refused."""
import random
import signal
import sqlite3
import subprocess
import time

from house import PROGRAM, Folder, check, done, equal, run
from served import until

CELLS, MEMBERS = 400, 60_000
KILLS_S = (0.02, 0.9)
KILLS_MAX = 12
RULES = """# Rules

## Article 1. Tiers

```rules
tier county "County" plural "Counties"
tier cell "Cell" plural "Cells" under county, members 3 to 30
```
"""
INDEXES = ("SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name"
           " IN ('member', 'membership', 'contact') ORDER BY name")


def units(folder):
    return folder.write("units.csv", "code,parent,tier,name,founded\n"
                        "K,,county,Eastmere,\n" + "".join(
                            f"C{i},K,cell,Cell {i},2001-01-01\n"
                            for i in range(CELLS)))


def members(folder):
    """A long list in no order, with a row that is refused and one twice."""
    numbers = list(range(MEMBERS))
    random.Random(5).shuffle(numbers)
    return folder.write("members.csv", "number,name,cell,joined,phone\n"
                        + "".join(
                            f"{n},Member {n},C{n % CELLS},2005-02-03,"
                            f"{'+44 20 1' if n % 100 == 0 else ''}\n"
                            for n in numbers)
                        + "x,Nobody,none,,\n0,Member 0,C0,2005-02-03,\n")


def house(folder, name):
    db = folder(name)
    run("init", db, "--statutes", folder.write("rules.md", RULES), "--from",
        "2001-01-01")
    run("import", "units", db, units(folder))
    return db


def ask(db, text):
    with sqlite3.connect(db) as there:
        return there.execute(text).fetchall()


def exits(folder):
    """A unit's end that is refused is told, and the exit status says so."""
    db = house(folder, "ends.db")
    listed = folder.write("ends.csv", "code,parent,tier,name,founded,dissolved"
                          "\nD,K,cell,D,2005-01-01,2006-01-01\n"
                          "E,K,cell,E,2005-01-01,2090-01-01\n")
    got = run("import", "units", db, listed, exits=None)
    equal(got.returncode, 1, "an end that is refused: exit status 1")
    check('unit "E" went in, but not its end' in got.stdout,
          "an end that is refused is told", got.stdout, got.stderr)
    good = folder.write("good.csv", "code,parent,tier,name,founded,dissolved\n"
                        "F,K,cell,F,2005-01-01,2006-01-01\n")
    equal(run("import", "units", db, good, exits=None).returncode, 0,
          "an end that is not refused: exit status 0")


def killed(folder, listed, wanted):
    db, dice, kills = house(folder, "killed.db"), random.Random(3), 0
    before = ask(db, INDEXES)
    while kills < KILLS_MAX:
        with subprocess.Popen([PROGRAM, "import", "members", db, listed],
                              stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL) as importer:
            try:
                importer.wait(dice.uniform(*KILLS_S))
                break
            except subprocess.TimeoutExpired:
                importer.send_signal(signal.SIGKILL)
                importer.wait()
                kills += 1
        if ask(db, INDEXES) != before:
            check(False, "a killed import leaves the indexes")
    check(kills > 0, f"killed some times: {kills}")
    got = run("import", "members", db, listed, exits=None)
    check(got.returncode == 1 and f"{MEMBERS + 1} already there, 1 refused"
          in got.stderr or f"{MEMBERS} new" in got.stderr,
          "after all of it everything is there", got.stderr)
    equal(ask(db, INDEXES), before, "the indexes are there")
    check(run("export", "members", db).stdout == wanted,
          "killed again and again, and nothing is missing or doubled")
    run("check", db)


def catches(pid, what):
    """Whether a process is ready for a signal."""
    with open(f"/proc/{pid}/status", encoding="ascii") as f:
        caught = next(line for line in f if line.startswith("SigCgt"))
    return int(caught.split()[1], 16) >> what - 1 & 1


def stopped(folder, listed, wanted):
    """Ctrl-C keeps what is done, with its indexes; the next call goes on."""
    db = house(folder, "stopped.db")
    before = ask(db, INDEXES)
    with subprocess.Popen([PROGRAM, "import", "members", db, listed],
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                          text=True) as importer:
        until(60, lambda: catches(importer.pid, signal.SIGINT))
        time.sleep(0.1)		# into the list, or past its end
        importer.send_signal(signal.SIGINT)
        said = importer.communicate()[1]
    stopped_early = "run it again to go on" in said
    there = ask(db, "SELECT count(*) FROM member")[0][0]
    check(stopped_early or there == MEMBERS, f"stopped after {there}", said)
    equal(ask(db, INDEXES), before, "a stopped import leaves the indexes")
    got = run("import", "members", db, listed, exits=1)
    check(f"{MEMBERS - there} new, {there + 1} already there, 1 refused"
          in got.stderr, "it goes on where it stopped", got.stderr)
    check(run("export", "members", db).stdout == wanted,
          "stopped or not, the members are the same")


with Folder() as place:
    exits(place)
    members_csv = members(place)
    calm = house(place, "calm.db")
    dry = run("import", "members", calm, members_csv, "--dry-run", exits=1)
    equal(ask(calm, "SELECT count(*) FROM member")[0][0], 0,
          "a dry run changes nothing")
    real = run("import", "members", calm, members_csv, exits=1)
    equal(dry.stdout, real.stdout, "a dry run tells what the run tells")
    check(f"{MEMBERS} new, 1 already there, 1 refused" in real.stderr,
          "the list goes in", real.stderr)
    equal(ask(calm, "SELECT count(*) FROM change WHERE verb ="
              " 'import.members'")[0][0], 1, "one line of the record")
    run("check", calm)
    calm_export = run("export", "members", calm).stdout
    equal(calm_export.count("\n"), MEMBERS + 1, "an export has all of them")
    killed(place, members_csv, calm_export)
    stopped(place, members_csv, calm_export)
done()

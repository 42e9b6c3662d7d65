"""The Kubernetes community: four lists taken over as they are, and ten years of
dated notes judged by "at least 1 per 3 weeks, except November and December"."""
import collections
import csv
import datetime
import io

from house import Folder, ROOT, check, done, equal, real_data, run

KINDS = ["units", "members", "terms", "meetings"]
RULES = ROOT + "/tests/real/kubernetes.md"


def rows(path):
    with open(path, encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def counted_days(a, b):
    """Days after a up to b that are not in November or December."""
    return sum((a + datetime.timedelta(i)).month < 11
               for i in range(1, (b - a).days + 1))


def stretches():
    """Every stretch of more than 21 counted days between the first and the last
    note of each group, counted day by day."""
    held, noted = collections.defaultdict(set), collections.defaultdict(set)
    for r in rows(real_data("kubernetes", "meetings.csv")):
        day = datetime.date.fromisoformat(r["date"])
        noted[r["unit"]].add(day)
        if r["state"] == "held":
            held[r["unit"]].add(day)
    for unit, days in noted.items():
        first, last = min(days), max(days)
        marks = sorted(held[unit] | {first})
        for a, b in zip(marks, marks[1:]):
            if counted_days(a, b) > 21 and b <= last:
                yield (unit, a.isoformat(), b.isoformat(),
                       str(counted_days(a, b)))


with Folder() as folder:
    db = folder("kubernetes.db")
    run("init", db, "--statutes", RULES, "--from", "2014-01-01")
    wanted = {k: rows(real_data("kubernetes", k + ".csv")) for k in KINDS}
    for kind in KINDS:
        got = run("import", kind, db, real_data("kubernetes", kind + ".csv"),
                  exits=None)
        check(f"{len(wanted[kind])} new, 0 already there, 0 refused"
              in got.stderr, f"all {len(wanted[kind])} {kind} go in",
              got.stdout, got.stderr)
    exported = {k: run("export", k, db).stdout for k in KINDS}
    for kind in KINDS:
        got = run("import", kind, db, real_data("kubernetes", kind + ".csv"))
        check(f" 0 new, {len(wanted[kind])} already there" in " " + got.stderr,
              f"{kind} taken over twice add nothing", got.stderr)
        equal(run("export", kind, db).stdout, exported[kind],
              f"{kind} taken over twice change nothing")
    for kind in ["units", "members", "meetings"]:
        source = open(real_data("kubernetes", kind + ".csv"),
                      encoding="utf-8", newline="").read()
        head, *lines = source.replace("\r\n", "\n").splitlines()
        ours = exported[kind].splitlines()
        equal(ours[0], head, f"{kind} come out with the columns they had")
        equal(sorted(ours[1:]), sorted(lines), f"{kind} come out as they were")

    text = run("exceptions", db, "--history", "--format", "csv").stdout
    got = list(csv.DictReader(io.StringIO(text)))
    equal(text.splitlines()[0], "unit,rule,article,since,until,days",
          "the columns of an exception")
    meetings = [g for g in got if g["rule"].startswith("meeting.")]
    equal({g["article"] for g in meetings}, {"3"}, "each names its article")
    closed = sorted((g["unit"], g["since"], g["until"], g["days"])
                    for g in meetings if g["until"])
    expected = sorted(stretches())
    check(len(expected) > 10, f"the notes have {len(expected)} such stretches")
    equal(closed, expected, "exactly the stretches of more than 21 counted "
          "days between the first and last note")
    noted = {r["unit"] for r in wanted["meetings"]}
    equal({g["unit"] for g in meetings} - noted, set(),
          "nothing is said late of a unit without records")
    equal({g["unit"] for g in got if not g["until"]} - noted, set(),
          "what is still open is of a unit with records")
    last = run("exceptions", db, "--as-of", "2025-06-30").stdout
    check("no word" in last, "units without records are \"no word\"", last)
    run("check", db)
    print("ok the database is whole")
done()

"""The US Congress: committees and subcommittees with their 3,879 seats, people
with up to 22 seats, 2,792 dated terms; on every day at most one holder a seat."""
import collections
import csv
import io

from house import Folder, ROOT, check, done, equal, real_data, run
from real import congress

TERM = ["member", "unit", "office", "seat", "from", "until"]


def overlaps(rows):
    """Pairs of terms of one seat that share a day."""
    seats = collections.defaultdict(list)
    for r in rows:
        seats[r["unit"], r["office"], r["seat"]].append(
            (r["from"] or "0000", r["until"] or "9999", r["member"]))
    for seat, terms in seats.items():
        terms.sort()
        for a, b in zip(terms, terms[1:]):
            if b[0] < a[1]:
                yield seat, a, b


committees = congress.load(real_data("us-congress", "committees-current.yaml"))
people = congress.load(real_data("us-congress", "legislators-current.yaml"))
membership = congress.load(
    real_data("us-congress", "committee-membership-current.yaml"))
units = list(congress.units(committees))
members = list(congress.members(people))
known = {m[0] for m in members}
codes = {u[0] for u in units}
seats = list(congress.committee_seats(membership))
terms = list(congress.dated_terms(people))
equal(len(seats), 3879, "3,879 seats")
equal(len(terms), 2792, "2,792 dated terms")

with Folder() as folder:
    db = folder("congress.db")
    run("init", db, "--statutes", ROOT + "/tests/real/congress.md", "--from",
        "1970-01-01")

    def take_over(kind, header, rows, refused=0):
        path = folder.write(kind + ".csv", congress.listing(header, rows))
        got = run("import", kind, db, path, exits=1 if refused else 0)
        check(f"{len(rows) - refused} new, 0 already there, {refused} refused"
              in got.stderr, f"{len(rows) - refused} {kind} go in, {refused} "
              "are refused", got.stdout[-2000:], got.stderr)
        return got.stdout

    take_over("units", ["code", "parent", "tier", "name"], units)
    take_over("members", ["number", "name", "cell"], members)
    # Seats of people or committees that the other files do not know.
    strangers = [s for s in seats if s[0] not in known or s[1] not in codes]
    told = take_over("terms", TERM, seats, refused=len(strangers))
    equal(len(told.splitlines()), len(strangers), "each refusal is told")

    first = folder.write("dated.csv", congress.listing(TERM, terms))
    got = run("import", "terms", db, first, exits=None)
    out = list(csv.DictReader(io.StringIO(run("export", "terms", db).stdout)))
    equal(list(overlaps(out)), [], "on every day at most one holder a seat")
    # What was refused is exactly what would have put two on one seat, or ends
    # before it begins.
    went_in = {(r["member"], r["unit"], r["office"], r["seat"], r["from"])
               for r in out}
    dated = [t for t in terms
             if (t[0], t[1], t[2], str(t[3]), t[4]) in went_in]
    lines = got.stdout.splitlines()
    equal(len(lines), len(terms) - len(dated),
          f"{len(dated)} dated terms are in; each of the others is told")
    kept = [dict(zip(TERM, map(str, t))) for t in dated]
    for t in terms:
        if t not in dated:
            row = dict(zip(TERM, map(str, t)))
            check(row["until"] <= row["from"] or
                  any(True for _ in overlaps(kept + [row])),
                  f"{row['unit']} seat {row['seat']} from {row['from']} was "
                  "refused because the seat was held")
    most = collections.Counter(s[0] for s in seats if s not in strangers)
    held = collections.Counter(r["member"] for r in out
                               if r["office"] == "committee-seat")
    equal(max(held.values()), max(most.values()),
          f"one person holds {max(most.values())} seats")
    before = run("export", "terms", db).stdout
    run("import", "terms", db, first, exits=1 if lines else 0)
    check(run("export", "terms", db).stdout == before,
          "taken over twice, nothing changes")
    run("check", db)
    print("ok the database is whole")
done()

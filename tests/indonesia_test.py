"""The 88,297 places of Indonesia as units in four tiers under one country: the
two codes that occur twice are refused by their line, the rest goes in, and comes
out again as the same bytes."""
import csv
import io
import re

from house import Folder, check, done, equal, real_data, run

RULES = """# Places

## Article 1. Tiers

```rules
tier country  "Country"  plural "Countries"
tier province "Province" plural "Provinces" under country
tier regency  "Regency"  plural "Regencies" under province
tier district "District" plural "Districts" under regency
tier village  "Village"  plural "Villages"  under district, members 0 to 100000
```
"""
TIERS = [("provinces", "province"), ("regencies", "regency"),
         ("districts", "district"), ("villages", "village")]


def places():
    yield ["ID", "", "country", "INDONESIA"]
    for name, tier in TIERS:
        with open(real_data("tree-indonesia", name + ".csv"),
                  encoding="utf-8", newline="") as f:
            for row in csv.reader(f):
                code, parent, place = ([row[0], "ID", row[1]]
                                       if tier == "province" else row)
                yield [code, parent, tier, place.strip()]


def listing(rows):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["code", "parent", "tier", "name"])
    writer.writerows(rows)
    return out.getvalue()


with Folder() as folder:
    rows = list(places())
    equal(len(rows) - 1, 88297, "88,297 places")
    first, twice = {}, []
    for line, row in enumerate(rows, start=2):
        if row[0] in first:
            twice.append((line, row[0]))
        else:
            first[row[0]] = row
    equal(len(twice), 2, "two codes occur twice")
    rules = folder.write("rules.md", RULES)
    units = folder.write("units.csv", listing(rows))

    db = folder("places.db")
    run("init", db, "--statutes", rules, "--from", "2018-01-11")
    dry = run("import", "units", db, units, "--dry-run", exits=1)
    equal(run("export", "units", db).stdout, "code,parent,tier,name\n",
          "a dry run changes nothing")
    got = run("import", "units", db, units, exits=1)
    equal(dry.stdout, got.stdout, "a dry run tells what the run tells")
    refused = re.findall(r"^.*units\.csv:(\d+):1 \(code\): .*$", got.stdout,
                         re.M)
    equal([int(n) for n in refused], [line for line, _ in twice],
          "the two are refused by their line and column")
    for _, code in twice:
        check(f'"{code}"' in got.stdout, f"the refusal names {code}")
    check(f"{len(first)} new, 0 already there, 2 refused" in got.stderr,
          "the rest goes in", got.stderr)

    canonical = listing(first[code] for code in
                        sorted(first, key=lambda c: c.encode()))
    out = run("export", "units", db).stdout
    check(out == canonical, "exported in canonical order, the same bytes")
    again = folder("again.db")
    run("init", again, "--statutes", rules, "--from", "2018-01-11")
    run("import", "units", again, folder.write("out.csv", out))
    check(run("export", "units", again).stdout == out,
          "read again and exported again, the same bytes")
    # From the leaves to the root, one province: each waits for the one above.
    some = [r for r in first.values() if r[0] == "ID" or r[0][:2] == "11"]
    forwards, backwards = folder("forwards.db"), folder("backwards.db")
    for path, order in [(forwards, some), (backwards, some[::-1])]:
        run("init", path, "--statutes", rules, "--from", "2018-01-11")
        run("import", "units", path, folder.write("some.csv", listing(order)))
    check(run("export", "units", backwards).stdout ==
          run("export", "units", forwards).stdout,
          "a list that begins at the leaves gives the same tree")
done()

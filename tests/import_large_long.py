"""Lists larger than a verb's own memory: every unit of a federation, and then
members in an order of their own, most of them a second time."""
from house import Folder, check, done, run

UNITS, MEMBERS = 700_000, 1_500_000
RULES = """# Rules

## Article 1. Tiers

```rules
tier county "County" plural "Counties"
tier cell "Cell" plural "Cells" under county, members 3 to 30
```
"""

with Folder() as folder:
    db = folder("large.db")
    run("init", db, "--statutes", folder.write("rules.md", RULES), "--from",
        "2001-01-01")
    units = folder.write("units.csv", "code,parent,tier,name\nK,,county,K\n"
                         + "".join(f"C{i},K,cell,Cell {i}\n"
                                   for i in range(UNITS)))
    got = run("import", "units", db, units)
    check(f"{UNITS + 1} new, 0 already there, 0 refused" in got.stderr,
          "more units than any federation has", got.stderr)
    rows = [f"{i * 7919 % MEMBERS},Member,C{i * 31 % UNITS}\n"
            for i in range(MEMBERS)]
    twice = folder.write("members.csv", "number,name,cell\n"
                         + "".join(rows) + "".join(rows))
    got = run("import", "members", db, twice)
    check(f"{MEMBERS} new, {MEMBERS} already there, 0 refused" in got.stderr,
          "a list that says everything twice", got.stderr)
done()

"""P6: a list of 5,000,000 members taken over with every check, the indexes in
place at the end, beside sqlite3's .import of the same rows, made ready, into
the same two tables, with the same indexes made after it and no check at all.

The numbers come in no order, the cells in theirs, as a roll is usually kept.
Ours counts the figures of all units after it, too, which the reference does not.
Then the list is written again (export), beside sqlite3 writing the same columns.
"""
import os
import random
import subprocess
import time

from measure import (BUILD, KEPT, PROGRAM, SMALL, clear, copy_of, folder,
                     hash_of, need, rounds, row, run, say)

CELLS, MEMBERS = (500, 5_000) if SMALL else (500_000, 5_000_000)
GIVEN = ("Amina Bo Chipo Dara Elif Farid Grace Hana Ivan Joon Kofi Lea Miguel "
         "Nguyen Olga Priya Quentin Rosa Siti Tomás").split()
FAMILY = ("Adeyemi Bakker Çelik Diallo Eriksson Fernández Gupta Haddad Ito "
          "Jensen Kim López Müller Nkosi Okafor Pereira Quispe Rossi Sato "
          "Tran").split()
RULES = """# Rules

## Article 1. Tiers

```rules
tier county "County" plural "Counties"
tier cell "Cell" plural "Cells" under county, members 3 to 30
```
"""
TABLES = ("member", "membership")


def write_units(path):
    with open(path, "w", encoding="utf-8") as f:
        f.write("code,parent,tier,name,founded\nK,,county,Eastmere,\n")
        f.writelines(f"C{i},K,cell,Cell {i},2001-01-01\n"
                     for i in range(CELLS))


def write_members(path):
    """In a process of its own: what it holds would count as the memory of the
    programs started after it."""
    child = os.fork()
    if child == 0:
        write_rows(path)
        os._exit(0)
    if os.waitpid(child, 0)[1] != 0:
        raise SystemExit("the list could not be written")


def write_rows(path):
    numbers = list(range(MEMBERS))
    random.Random(6).shuffle(numbers)
    with open(path, "w", encoding="utf-8") as f:
        f.write("number,name,cell,joined,language\n")
        f.writelines(
            f"M{n:08d},{GIVEN[n % 20]} {FAMILY[n // 20 % 20]} {n // 400},"
            f"C{i * CELLS // MEMBERS},{2001 + n % 24}-0{n % 9 + 1}-1{n % 10},"
            "en\n" for i, n in enumerate(numbers))


def units_there():
    """A house with its units and without members: made once."""
    path = os.path.join(KEPT, f"p6-units-{CELLS}-{schema_mark()}.db")
    if not os.path.exists(path):
        say(f"making a house of {CELLS:,} cells")
        new = path + ".new"
        clear(new)
        with folder() as temp:
            with open(f"{temp}/rules.md", "w", encoding="utf-8") as f:
                f.write(RULES)
            write_units(f"{temp}/units.csv")
            run(PROGRAM, "init", new, "--statutes", f"{temp}/rules.md",
                "--from", "2001-01-01")
            run(PROGRAM, "import", "units", new, f"{temp}/units.csv")
        os.rename(new, path)
    return path


def schema_mark():
    with open(os.path.join(BUILD, "src", "db", "schema.sql.h"), "rb") as f:
        return hash_of(f.read())


def sqlite(db, text):
    return run("sqlite3", db, input=text)


def ready_rows(db, path):
    """The rows as they are, for the reference; and its script."""
    script = [".mode csv"]
    for table in TABLES:
        columns = sqlite(db, f"SELECT group_concat(name || ' ' || type || "
                         "CASE \"notnull\" WHEN 1 THEN ' NOT NULL' ELSE '' "
                         "END || CASE pk WHEN 1 THEN ' PRIMARY KEY' ELSE '' "
                         f"END) FROM pragma_table_info('{table}');").strip()
        sqlite(db, f".mode csv\n.once {path}/{table}.csv\n"
               f"SELECT * FROM {table};\n")
        script += [f"CREATE TABLE {table} ({columns});",
                   f".import {path}/{table}.csv {table}"]
    indexes = sqlite(db, "SELECT sql || ';' FROM sqlite_schema WHERE type = "
                     "'index' AND tbl_name IN ('member', 'membership') AND "
                     "sql IS NOT NULL ORDER BY rowid;")
    # What is empty in a list is an empty text for .import.
    script.append(indexes.replace("until_day IS NULL", "until_day = ''"))
    return "\n".join(script)


def timed(*command):
    """Seconds, and the most memory it had, in MiB."""
    start = time.perf_counter()
    with subprocess.Popen([str(c) for c in command],
                          stdout=subprocess.DEVNULL,
                          stderr=subprocess.PIPE) as process:
        said = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(said.decode()[-2000:])
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def measure(path):
    base, ours, theirs = units_there(), f"{path}/ours.db", f"{path}/theirs.db"
    listed, memory, written = f"{path}/members.csv", [], []
    write_members(listed)

    def take_over():
        copy_of(base, ours)
        seconds, most = timed(PROGRAM, "import", "members", ours, listed)
        memory.append(most)
        return seconds

    def export():
        seconds, most = timed("sh", "-c", 'exec "$0" export members "$1" '
                              '>"$2"', PROGRAM, ours, f"{path}/out.csv")
        written.append(most)
        return seconds

    def reference():
        clear(theirs)
        start = time.perf_counter()
        sqlite(theirs, script)
        return time.perf_counter() - start

    def reference_export():
        start = time.perf_counter()
        sqlite(ours, f".headers on\n.mode csv\n.once {path}/ref.csv\n"
               "SELECT m.number, m.name, u.code, s.from_day, m.language "
               "FROM member m JOIN membership s ON s.member_id = m.id AND "
               "s.until_day IS NULL JOIN unit u ON u.id = s.cell_id "
               "ORDER BY m.number;\n")
        return time.perf_counter() - start

    take_over()
    found = run("sqlite3", ours, "SELECT count(*) FROM member").strip()
    if found != str(MEMBERS):
        raise SystemExit(f"{found} members instead of {MEMBERS}")
    script = ready_rows(ours, path)
    memory.clear()
    size = f"{MEMBERS:,} members, {CELLS:,} cells"
    one, other = rounds(take_over, reference)
    row("P6 import, every check", size, "s", one, other,
        "sqlite3 .import and indexes", better="less", ratio=1 / 1.5)
    row("P6 import: a member", size, "us", [s / MEMBERS * 1e6 for s in one],
        [s / MEMBERS * 1e6 for s in other], "sqlite3 .import and indexes",
        better="less")
    row("P6 import: memory", size, "MiB", memory, better="less")
    again, _ = rounds(lambda: timed(PROGRAM, "import", "members", ours,
                                    listed)[0], lambda: 0.0, count=1)
    row("P6 the same list again", size, "s", again, better="less")
    one, other = rounds(export, reference_export)
    row("P6 export", size, "s", one, other, "sqlite3 .mode csv",
        better="less")
    row("P6 export: memory", size, "MiB", written, better="less")


need("sqlite3")
with folder() as where:
    measure(where)

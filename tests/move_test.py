"""All tables of a file, moved to PostgreSQL: killed on the way and gone on
with, compared by this script's own reading of both sides, and refused where it
must be.
"""
import contextlib
import os
import re
import signal
import sqlite3
import subprocess
import time

import beside_pg
from house import PROGRAM, ROOT, check, done, equal, run
from served import Place, until

CELLS = 300
KILLS = 4
# What COPY writes in other words, what looks like a NULL, letters of all kinds.
HOSTILE = ("\\N", "a\tb\nc\rd\be\ff\vg\\h", "", "\\", "'\"$1%s", "Łódź", "김하나",
           "سلام", "é e\u0301 \U0001f33e", "\\.\n", "x" * 70000)


def tables_of(db):
    return [n for n, in db.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE"
        " 'sqlite!_%' ESCAPE '!' ORDER BY rowid")]


def fill_empty(db):
    """Some rows for each table that has none, and hostile words everywhere a
    word may stand that refers to nothing."""
    filled = []
    for table in tables_of(db):
        if db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] > 0:
            continue
        leads = {r[3]: r[2] for r in
                 db.execute(f"PRAGMA foreign_key_list({table})")}
        columns = db.execute(f"PRAGMA table_info({table})").fetchall()
        for i, hostile in enumerate(HOSTILE):
            row = []
            for _, name, kind, _, _, _ in columns:
                if name in leads:
                    there = [r for r, in db.execute(
                        f"SELECT id FROM {leads[name]} LIMIT 99")]
                    row.append(there[i % len(there)] if there else None)
                elif kind == "TEXT":
                    row.append(f"{i} {hostile}")
                elif kind == "BLOB":
                    row.append(bytes(range(256)) + hostile.encode())
                else:
                    row.append(i + 1 if i % 2 else 2 ** 62 - i)
            # A second one of what another row has once at most is left out.
            db.execute(f"INSERT OR IGNORE INTO {table} VALUES"
                       f" ({','.join('?' * len(row))})", row)
        if db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 0:
            raise RuntimeError(f"no row of {table} could be made")
        filled.append(table)
    for i, hostile in enumerate(HOSTILE):
        db.execute("UPDATE meeting_record SET notes = ? WHERE id ="
                   " (SELECT id FROM meeting_record LIMIT 1 OFFSET ?)",
                   (hostile, i))
    return filled


def file_rows(path, table):
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.row_factory = sqlite3.Row
        return [{k: ("\\x" + v.hex() if isinstance(v, bytes) else v)
                 for k, v in dict(row).items()}
                for row in db.execute(f"SELECT * FROM {table}")]


def comparable(rows):
    return sorted((sorted((k, v) for k, v in r.items() if k != "version")
                   for r in rows), key=repr)


def start_move(path, target):
    return subprocess.Popen([PROGRAM, "move", path, target.url],
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                            text=True)


def copied(target):
    """Rows that are there by the move's own word; -1: it has not begun."""
    said = beside_pg.psql(target.url, "SELECT coalesce(sum(rows), 0) FROM"
                          " moving_rows", exits=None).strip()
    return int(said) if said else -1


def kill_at(path, target, rows):
    """Kills the move once so many rows are there; how many then are."""
    process = start_move(path, target)
    until(30, lambda: copied(target) >= rows or process.poll() is not None)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    # What it had asked for ends by itself.
    until(10, lambda: beside_pg.psql(
        target.url, "SELECT count(*) FROM pg_stat_activity WHERE"
        " application_name = 'cellwork' AND datname = current_database()"
        ).strip() == "0")
    return copied(target)


def refused(told, path, url, name):
    got = run("move", path, url, exits=1)
    return check(told in got.stderr, name, got.stderr)


def killed_and_gone_on(path, total):
    target = beside_pg.Database()
    seen = [kill_at(path, target, total * k // (KILLS + 1))
            for k in range(1, KILLS + 1)]
    check(0 < seen[0] < total and seen == sorted(seen),
          f"killed {KILLS} times, what was copied stays", seen, total)
    got = run("check", target.url, exits=None)
    check(got.returncode != 0, "MOVE-1: moved in part, it does not open",
          got.stdout + got.stderr)
    got = run("move", path, target.url)
    check("were there already" in got.stderr, "MOVE-2: the move goes on",
          got.stderr)
    return target, got.stderr


def compared(path, target):
    with contextlib.closing(sqlite3.connect(path)) as db:
        tables = [t for t in tables_of(db) if t != "counter"]
    for table in tables:
        mine = comparable(file_rows(path, table))
        theirs = comparable(target.rows(f"SELECT * FROM {table}"))
        if not check(mine and mine == theirs, f"all rows of {table} are there",
                     f"{len(mine)} and {len(theirs)} rows"):
            different = [p for p in zip(mine, theirs) if p[0] != p[1]][:1]
            print("   ", str(different)[:600])


def ids_go_on(path, target):
    counted = {r["name"]: r["next"] for r in file_rows(path, "counter")}
    there = {r["name"]: r["next"]
             for r in target.rows("SELECT * FROM counter")}
    wrong = {n: (v, there.get(n)) for n, v in counted.items()
             if n != "version" and there.get(n, 0) < v}
    equal(wrong, {}, "no id is given out a second time")


def indexes_are_as_made(target):
    """As those of a database that was made there."""
    other = beside_pg.Database()
    run("init", other.url, "--statutes", os.path.join(
        ROOT, "examples", "federation-statutes.md"), "--from", "2026-01-01")
    for name, select in (
            ("indexes", "SELECT indexdef AS d FROM pg_indexes WHERE schemaname"
             " = 'cellwork' ORDER BY 1"),
            ("constraints", "SELECT conrelid::regclass || ' ' || conname ||"
             " ' ' || pg_get_constraintdef(oid) AS d FROM pg_constraint WHERE"
             " connamespace = 'cellwork'::regnamespace ORDER BY 1"),
            ("tables", "SELECT relname AS d FROM pg_class WHERE relnamespace ="
             " 'cellwork'::regnamespace AND relkind IN ('r', 'v', 'S')"
             " ORDER BY 1")):
        equal([r["d"] for r in target.rows(select)],
              [r["d"] for r in other.rows(select)],
              f"the {name} are those of a database that was made there")


def a_difference_is_seen(path, total):
    target = beside_pg.Database()
    kill_at(path, target, total // 2)
    target.run("UPDATE change SET verb = verb || '.' WHERE id ="
               " (SELECT min(id) FROM change)")
    refused("table change is not the same", path, target.url,
            "MOVE-4: one letter in one row is seen")
    got = run("check", target.url, exits=None)
    check(got.returncode != 0, "MOVE-1: and then it does not open",
          got.stdout)


def refusals(place, path, target):
    refused("is no address of a PostgreSQL", path, path + ".new",
            "to a file it does not go")
    refused("is not empty", path, target.url, "what is there is left alone")
    site = place.site("served")
    refused("is open in another program", site.db, beside_pg.Database().url,
            "MOVE-3: not while a server has the file")
    browser = site.browser("runa.vale")
    equal(browser.get("/").status, 200, "the server did not notice")
    site.stop()
    other = beside_pg.Database()
    kill_at(path, other, 1)
    refused("Another file is being moved", place.copy("another"), other.url,
            "no other file goes on with it")
    foreign = beside_pg.Database()
    foreign.run("CREATE SCHEMA x", "CREATE TABLE x.y (z int)")
    refused("of something else", path, foreign.url,
            "a database of something else is left alone")


def stopped_gently(path, total):
    target = beside_pg.Database()
    process = start_move(path, target)
    until(30, lambda: copied(target) > total // 4)
    process.send_signal(signal.SIGINT)
    said = process.communicate(timeout=60)[0]
    equal(process.returncode, 1, "Ctrl-C stops it")
    check("the same command goes on" in said, "and says how to go on", said)
    run("move", path, target.url)
    run("check", target.url)


beside_pg.begin()
with Place(CELLS) as place:
    path = place.copy("full")
    with contextlib.closing(sqlite3.connect(path)) as db:
        filled = fill_empty(db)
        db.commit()
        total = sum(db.execute(f"SELECT count(*) FROM {t}").fetchone()[0]
                    for t in tables_of(db) if t not in ("counter", "meta"))
    print(f"    {total} rows; filled by this script: {', '.join(filled)}")
    target, said = killed_and_gone_on(path, total)
    compared(path, target)
    ids_go_on(path, target)
    indexes_are_as_made(target)
    began = time.monotonic()
    whole = beside_pg.Database()
    said_whole = run("move", path, whole.url).stderr
    print(f"    {total / (time.monotonic() - began):.0f} rows a second")
    digest = re.compile(r"\(([0-9a-f]{32})\)")
    equal(digest.findall(said_whole), digest.findall(said),
          "moved at once or in pieces, it is the same")
    a_difference_is_seen(path, total)
    refusals(place, path, target)
    stopped_gently(path, total)
done()

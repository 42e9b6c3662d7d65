"""Figures of the units in a server: what another program writes into the same
file is on the next page, a figure that nobody's records have is found by check
and mended by tally, and what is recorded here is there before the answer."""
import re
import sqlite3
import subprocess
import time

from house import PROGRAM, check, done, equal, run
from served import OFFICER, Browser, Folder, Site

SHOWS_S = 3


def members_shown(browser, unit):
    """The figure of the overview, as a person reads it."""
    text = browser.get(f"/u/{unit}").text
    text = re.sub(r"<[^>]*>", " ", text)
    found = re.search(r"\bMembers\s+(\d[\d,]*)", text)
    return int(found.group(1).replace(",", "")) if found else 0


def spoil(path, by):
    """As a program of somebody else's would write it: with a number of its
    own transaction."""
    db = sqlite3.connect(path, timeout=10)
    db.execute("BEGIN IMMEDIATE")
    db.execute("UPDATE counter SET next = next + 1 WHERE name = 'version'")
    db.execute("UPDATE unit_tally SET members = members + ?, version ="
               " (SELECT next - 1 FROM counter WHERE name = 'version')"
               " WHERE unit_id = (SELECT max(unit_id) FROM unit_tally"
               " WHERE alive = 1)", (by,))
    db.commit()
    db.close()


def until(what):
    end = time.monotonic() + SHOWS_S
    while time.monotonic() < end:
        if what():
            return True
        time.sleep(0.05)
    return False


def verb(*words):
    return subprocess.run([PROGRAM, *words], capture_output=True, text=True)


with Folder() as folder:
    path = folder("figures.db")
    run("demo", path, "--cells", "60")
    site = Site(path)
    check(site.start(), "the server starts")
    browser = Browser(site).log_in(OFFICER)
    db = sqlite3.connect(path)
    county, = db.execute("SELECT public_id FROM unit WHERE tier = 'county'"
                         ).fetchone()
    db.close()
    before = members_shown(browser, county)
    check(before > 100, "the overview says how many")
    spoil(path, 1000)
    check(until(lambda: members_shown(browser, county) == before + 1000),
          "what another program committed is on the page soon after")
    got = verb("check", path)
    check(got.returncode != 0 and re.search(
        r"WRONG  The figures of each unit.*unit \d+ \(members \d+, counted",
        got.stdout), "check names the unit and the figure")
    equal(verb("tally", path).returncode, 0, "tally counts all anew")
    check(until(lambda: members_shown(browser, county) == before),
          "and the page says what the records say")
    equal(verb("check", path).returncode, 0, "check finds no difference")
    equal(site.stop(), 0, "the server ends well")
done()

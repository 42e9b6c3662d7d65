"""A long list taken over by page: the server is killed in the middle, again and
again, and every row is there once; others are answered meanwhile; it is
stopped, and goes on where it stopped. And a long document drawn so."""
import random
import re
import sqlite3
import subprocess
import time

from house import Folder, check, done, equal, run
from served import (MEMBER, OFFICER, PASSWORD, Gone, Place, Site, new_key,
                    until)

CELLS, MEMBERS = 300, 24_000
REFUSED = 1000
KILLS = 4
GUESTS = 6000
RULES = """# Rules

## Article 1. Tiers

```rules
tier county "County" plural "Counties"
tier cell "Cell" plural "Cells" under county, members 3 to 300
```
"""


def house(folder, name):
    db = folder(name)
    run("init", db, "--statutes", folder.write("rules.md", RULES), "--from",
        "2001-01-01")
    run("import", "units", db, folder.write(
        "units.csv", "code,parent,tier,name,founded\nK,,county,Eastmere,\n"
        + "".join(f"C{i},K,cell,Cell {i},2001-01-01\n"
                  for i in range(CELLS))))
    return db


def administrator(site):
    told = run("account", "invite", site.db, "--admin").stdout
    path = re.search(r"(/i/[^\s]+)", told).group(1)
    browser = site.browser()
    form = browser.get(path).form()
    browser.post(form.action, form.filled(login="ada.min", password=PASSWORD,
                                          again=PASSWORD))
    return browser


def members():
    """In no order; the last are refused but one, which is there twice."""
    numbers = list(range(MEMBERS))
    random.Random(5).shuffle(numbers)
    return ("number,name,cell,joined,phone\n" + "".join(
        f"{n},Member {n},C{n % CELLS},2005-02-03,\n" for n in numbers)
        + "7,Member 7,C7,2005-02-03,\n"
        + "".join(f"x{i},Nobody,none {i},,\n" for i in range(REFUSED))
        ).encode()


def send_list(browser, kind, text):
    """Looked at; the address of what was found."""
    mark = "--------mark"
    parts = {"_key": new_key().encode(), "kind": kind.encode()}
    body = b"".join(
        b"--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
        % (mark.encode(), name.encode(), value)
        for name, value in parts.items())
    body += (b"--%s\r\nContent-Disposition: form-data; name=\"file\";"
             b" filename=\"list.csv\"\r\nContent-Type: text/csv\r\n\r\n%s\r\n"
             b"--%s--\r\n" % (mark.encode(), text, mark.encode()))
    got = browser.send("POST", "/setup/import", body, {
        "Content-Type": f"multipart/form-data; boundary={mark}"})
    equal(got.status, 303, f"a list of {len(text)} bytes is looked at")
    return got.location


def told(browser, path, when):
    page, at = browser.get(path), MEMBERS + 3
    check(f"<li>{REFUSED:,} rows, cell: there is no unit with the code "
          f"&quot;…&quot;; for example lines {at}, {at + 1} and {at + 2}</li>"
          in page.text, f"the refused rows are told in one line {when}",
          page.text)


def begin(browser, path):
    got = browser.fill(path, action=path)
    equal(got.status, 303, "it is begun")
    check(got.location.startswith("/jobs/"), "its page is that of a job",
          got.location)
    return got.location


def far(site):
    return site.rows("SELECT state, done FROM job ORDER BY id DESC")[0]


def check_all(site, what):
    equal(site.number("SELECT count(*) FROM member"), MEMBERS,
          f"{what}: each member is there once")
    equal(site.number("SELECT count(*) FROM membership"), MEMBERS,
          f"{what}: with one stay")
    equal(site.rows("SELECT added, same, refused FROM upload"),
          [(MEMBERS, 1, REFUSED)], f"{what}: the counts are those of all pieces")
    equal(site.rows("SELECT added, same, refused FROM import_run WHERE kind"
                    " = 1"), [(MEMBERS, 1, REFUSED)],
          f"{what}: in one line of the record")
    equal(site.number("SELECT count(*) FROM change WHERE verb ="
                      " 'import.members'"), 1, f"{what}: there too")
    equal(site.number("SELECT sum(until_id - first_id) FROM import_block"
                      " WHERE kind = 1"), MEMBERS,
          f"{what}: which leads to each of them")
    equal(site.number("SELECT count(*) FROM upload_part"), 0,
          f"{what}: what was sent is gone")


def killed(site):
    browser = administrator(site)
    path = send_list(browser, "members", members())
    told(browser, path, "before")
    job = begin(browser, path)
    slowest, kills, seen = 0, 0, 0
    while far(site)[0] in (1, 2):
        began = time.monotonic()
        try:
            page = browser.get(job)
        except Gone:
            continue
        slowest = max(slowest, time.monotonic() - began)
        if page.header("Refresh"):
            seen += 1
        at = far(site)[1]
        if kills < KILLS and at > MEMBERS * (kills + 1) // (KILLS + 2):
            kills += 1
            site.kill()
            check(0 < at < MEMBERS, f"killed after {at} rows")
            site.start()
        time.sleep(0.05)
    equal(kills, KILLS, "the server was killed in the middle")
    check(seen > 0, "while it runs its page comes again by itself")
    print(f"    the slowest page beside it took {slowest:.2f} s")
    check(slowest < 3, "pages are answered meanwhile", slowest)
    page = browser.get(job)
    check("Done" in page.text and not page.header("Refresh"),
          "then it says that it is done, and stays", page.text)
    check_all(site, "killed")
    told(browser, path, "when it is done")
    got = browser.get(path + "/refused")
    equal(got.text, "number,name,cell,joined,phone,why\n" + "".join(
        f'x{i},Nobody,none {i},,,"line {MEMBERS + 3 + i}, cell: there is no'
        f' unit with the code ""none {i}"""\n' for i in range(REFUSED)),
          "and each can be taken away to be mended")
    check("list.csv" not in browser.get("/jobs").text and
          "Taking over a list" in browser.get("/jobs").text,
          "it stands among one's own long work")


def stopped(site):
    browser = administrator(site)
    path = send_list(browser, "members", members())
    job = begin(browser, path)
    until(20, lambda: far(site)[1] > MEMBERS // 10)
    equal(browser.fill(job, action=job).status, 303, "it is told to stop")
    check(until(10, lambda: far(site)[0] == 4), "it stops", far(site))
    at = far(site)[1]
    check(0 < at < MEMBERS, f"on the way, after {at} rows")
    equal(site.number("SELECT count(*) FROM member") > 0, True,
          "what was taken stays")
    check("It was stopped." in browser.get(job).text, "its page says so")
    begin(browser, path)
    check(until(60, lambda: far(site)[0] == 3), "it goes on to its end",
          far(site))
    check_all(site, "stopped")


def many_take_part(site, wanted):
    """Guests without a name of ours, so that a file of badges is long."""
    with sqlite3.connect(site.db) as db:
        columns = [r[1] for r in db.execute("PRAGMA table_info(participant)")]
        new = {"id": "p.id + 100000 + n.n", "number": "100000 + n.n",
               "public_id": "'x' || n.n", "member_id": "NULL",
               "seat": "NULL", "name": "'Guest ' || n.n"}
        db.execute("WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1"
                   f" FROM n WHERE n < {wanted}) INSERT INTO participant ("
                   + ", ".join(columns) + ") SELECT "
                   + ", ".join(new.get(c, "p." + c) for c in columns)
                   + " FROM n, participant p WHERE p.id = (SELECT max(id)"
                   " FROM participant)")
        db.execute("UPDATE conference_post SET post = 1 WHERE member_id ="
                   " (SELECT member_id FROM account WHERE login = ?)",
                   (OFFICER,))


def text_of(pdf):
    return subprocess.run(["pdftotext", "-", "-"], input=pdf, check=True,
                          stdout=subprocess.PIPE).stdout.decode()


def printed(site):
    """All badges as one file, drawn beside other work."""
    browser = site.browser(OFFICER)
    conference = site.number("SELECT public_id FROM conference")
    path = f"/c/{conference}/badges"
    page = browser.get(path)
    if "Make the badges" in page.text:
        browser.fill(path, action=path, do="begin")
    got = browser.fill(path, action=path, do="print")
    equal(got.status, 303, "all badges are asked for in one file")
    job = got.location
    check(until(20, lambda: far(site)[0] == 2), "it is begun", far(site))
    time.sleep(0.5)
    check(far(site)[0] == 2, "it takes a while", far(site))
    site.kill()
    site.start()
    check(browser.get("/").status == 200, "killed, and there again")
    check(until(120, lambda: far(site)[0] not in (1, 2)), "it is drawn again",
          far(site))
    browser.close()		# it may have been idle for too long
    page = browser.get(job)
    check("Download badges.pdf" in page.text, "and can be downloaded",
          page.text)
    got = browser.get(job + "/file")
    check(got.body.startswith(b"%PDF") and got.header("Content-Type") ==
          "application/pdf" and "no-store" in got.header("Cache-Control"),
          "it is a PDF that no browser keeps", got.status, got.body[:80])
    text = text_of(got.body)
    wanted = site.number("SELECT count(*) FROM participant WHERE state = 1")
    for name in ("Guest 1", "Guest 700", f"Guest {GUESTS}"):
        check(name in text, f"{name} has a badge")
    equal(text.count("\f"), (wanted + 7) // 8, "eight to a page")
    equal(site.browser(MEMBER).get(job + "/file").status, 403,
          "it is not for others")

    got = browser.fill(path, action=path, do="print")
    until(20, lambda: far(site)[0] == 2)
    browser.fill(got.location, action=got.location)
    check(until(10, lambda: far(site)[0] == 4),
          "stopped while it is drawn, it ends at once", far(site))
    equal(site.stop(), 0, "the server ends as it should")
    with sqlite3.connect(site.db) as db:
        db.execute("UPDATE job SET ended_at = ended_at - 90000")
    site.start()
    check(until(20, lambda: site.number("SELECT count(*) FROM job_file") == 0),
          "after a day nothing of it is left")
    equal(browser.get(job + "/file").status, 404, "which is said")


def main():
    with Place() as place:
        site = place.site("printed", start=False)
        many_take_part(site, GUESTS)
        site.start()
        printed(site)
        equal(site.stop(), 0, "the server ends as it should")
    with Folder() as folder:
        for test in (killed, stopped):
            site = Site(house(folder, test.__name__ + ".db"))
            site.start()
            try:
                test(site)
                run("check", site.db)
            finally:
                if site.alive():
                    equal(site.stop(), 0, "the server ends as it should")
    done()


main()

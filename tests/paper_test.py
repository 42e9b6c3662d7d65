"""Documents over HTTP: minutes and a sign-in sheet as PDF in several scripts,
many at once, and what people get when the program that draws is killed, hangs
or is not there. Nothing is lost by it, and other pages are answered meanwhile.
"""
import concurrent.futures
import os
import shutil
import signal
import subprocess
import time

from house import PROGRAM, check, done
from served import MEMBER, SECRETARY, Place, until

NAMES = ["김민준", "山田 太郎", "فاطمة الزهراء", "Ольга Петрова"]
THREADS, WAITING = 2, 32		# of http/server.h


def text_of(pdf):
    return subprocess.run(["pdftotext", "-", "-"], input=pdf, check=True,
                          stdout=subprocess.PIPE).stdout.decode()


def held(site):
    """The address of minutes, and of a meeting that is planned."""
    name = site.rows("SELECT public_id FROM meeting m JOIN membership s ON"
                     " s.cell_id = m.unit_id JOIN account a ON a.member_id ="
                     " s.member_id WHERE a.login = ? AND s.until_day IS NULL"
                     " AND m.state = 2 ORDER BY m.day DESC LIMIT 1",
                     SECRETARY)
    return f"/meetings/{name[0][0]}"


def plan(browser, site):
    cell = site.number("SELECT u.public_id FROM unit u JOIN membership s ON"
                       " s.cell_id = u.id JOIN account a ON a.member_id ="
                       " s.member_id WHERE a.login = ?"
                       " AND s.until_day IS NULL", SECRETARY)
    got = browser.fill(f"/meetings/new?unit={cell}", "/meetings",
                       day=time.strftime("%Y-%m-%d", time.localtime(
                           time.time() + 9 * 86400)), starts="18:30",
                       place="Café 카페 مقهى", kind="general", agenda="")
    check(got.status == 303, "a meeting is planned", got.text[got.text.find("<main"):])
    return got.location.split("?")[0], cell


def drawing(site):
    """The processes that draw for this server."""
    own = subprocess.run(["ps", "-o", "pid=,ppid=,comm=", "-g",
                          str(site.process.pid)], stdout=subprocess.PIPE,
                         text=True, check=False).stdout.split("\n")
    rows = [line.split() for line in own if "cellwork-paper" in line]
    return [int(row[0]) for row in rows]


def slow_program(folder):
    """A cellwork beside a program that draws nothing for ever."""
    os.makedirs(folder)
    shutil.copy(PROGRAM, folder)
    path = os.path.join(folder, "cellwork-paper")
    with open(path, "w", encoding="ascii") as f:
        f.write("#!/bin/sh\nwhile :; do sleep 0.2; done\n")
    os.chmod(path, 0o755)
    return os.path.join(folder, "cellwork")


def many(browser, path, n):
    """The answers of n that ask at once."""
    twins = [browser.twin() for _ in range(n)]
    with concurrent.futures.ThreadPoolExecutor(n) as pool:
        return list(pool.map(lambda b: b.get(path), twins))


with Place() as place:
    site = place.site()
    browser = site.browser(SECRETARY)
    minutes = held(site)
    got = browser.get(minutes + "/minutes.pdf")
    check(got.status == 200 and got.body[:5] == b"%PDF-",
          "minutes come as a PDF", got.text[:300])
    check(got.header("Content-Type") == "application/pdf" and
          'filename="minutes-' in got.header("Content-Disposition") and
          got.header("Cache-Control") == "no-store",
          "with its type, a name, and to be kept by no browser",
          str(got.header("Content-Disposition")))
    page = text_of(got.body)
    check("Decisions" in page and "Page 1 of" in page and
          minutes + "/minutes" in page,
          "the words are in it, and where it can be checked", page)
    check('/minutes.pdf?version=1"' in browser.get(minutes + "/minutes").text,
          "the page leads there")
    head = browser.send("HEAD", minutes + "/minutes.pdf")
    check(head.status == 200 and not head.body, "HEAD has no body")

    meeting, cell = plan(browser, site)
    for i, name in enumerate(NAMES):
        path = f"/u/{cell}/members/new"
        got = browser.fill(path, path, name=name, number=f"P-{i}")
        check(got.status == 303, "a member joins", got.heading)
    got = browser.get(meeting + "/sign-in.pdf")
    page = text_of(got.body) if got.status == 200 else got.text
    check(all(name in page for name in NAMES) and "/s/" in page,
          "the sign-in sheet has every name in its script", page)
    check(site.browser(MEMBER).get(meeting + "/sign-in.pdf").status == 403,
          "who may not have the page may not have the PDF")

    got = many(browser, minutes + "/minutes.pdf", 100)
    good = [g for g in got if g.status == 200]
    busy = [g for g in got if g.status == 503]
    check(len(good) + len(busy) == 100 and len(good) >= WAITING,
          "a hundred at once: drawn, or told to come again",
          f"{len(good)} and {len(busy)}")
    check(all(g.body[:5] == b"%PDF-" for g in good) and
          all(g.header("Retry-After") for g in busy), "each as it should be")
    site.stop()

    # A program that hangs: what else there is goes on meanwhile.
    program = slow_program(place.folder("slow"))
    import served
    served.PROGRAM = program
    site = place.site("slow-site")
    browser = site.browser(SECRETARY)
    twin = browser.twin()
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        asked = pool.submit(lambda: twin.get(minutes + "/minutes.pdf"))
        check(until(5, lambda: drawing(site)), "the program was started")
        began = time.monotonic()
        pages = [browser.get(minutes + "/minutes").status for _ in range(50)]
        check(pages == [200] * 50 and time.monotonic() - began < 5,
              "pages are answered while it hangs")
        for pid in drawing(site):
            os.kill(pid, signal.SIGKILL)
        got = asked.result()
    check(got.status == 500 and "could not be made" in got.text and
          "signal 9" in got.text, "killed, the person is told", got.heading)
    check("paper: " in site.said(), "and the log has a line")
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        asked = pool.submit(lambda: twin.get(minutes + "/minutes.pdf"))
        check(until(5, lambda: drawing(site)), "it is started again")
        began = time.monotonic()
        check(site.stop() == 0 and time.monotonic() - began < 10,
              "a stop does not wait for it")
        got = asked.result()
    check(got.status == 503, "and who waits is told so", got.heading)
    check(not drawing(site), "no process is left over")

    # No program at all.
    os.remove(os.path.join(os.path.dirname(program), "cellwork-paper"))
    site = place.site("none-site")
    browser = site.browser(SECRETARY)
    got = browser.get(minutes + "/minutes.pdf")
    check(got.status == 500 and "could not be started" in got.text,
          "without the program the person is told", got.heading)
    check(browser.get(minutes + "/minutes").status == 200, "pages are there")
    site.stop()
done()

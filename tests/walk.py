"""Walks the pages as each role: every link of the first levels, each measured.

    python3 tests/walk.py DB [--limit MS] [--levels N] [--role LOGIN]...

Starts a server of its own for a database with the logins of the demo, which it
writes to (sessions; figures that wait to be counted). Level 1 are Today and
"All pages", level 2 what they lead to, and so on. A page that took longer than
the limit is asked twice more, and its shortest time counts: what the machine
did beside it is no part of the page. Without a limit nothing is timed but told.
"""
import argparse
import re
import sys
import time

from served import Browser, Gone, Site

ROLES = {"member": "jonah.pell", "secretary": "runa.vale",
         "officer": "kirsi.holm", "auditor": "tove.lind"}
FIRST = ["/", "/more"]
LEFT_OUT = re.compile(r"^/(static|logout|me/export)|\.(csv|json|ics)(\?|$)")
ADDRESS = re.compile(rb"<(?:a|img|source)\b[^>]*?"
                     rb"\b(?:href|src|srcset)=\"(/[^\"]*)\"")
AGAIN = 2


def kind_of(path):
    """What pages of one kind have in common: /u/{id}/tree."""
    path = path.split("?")[0]
    path = re.sub(r"/[0-9a-z]{12}(?=/|$)", "/{id}", path)
    return re.sub(r"^/rules/\w+$", "/rules/{article}", path)


def links_of(answer):
    found = []
    for raw in ADDRESS.findall(answer.body):
        path = raw.decode("ascii").replace("&amp;", "&").split("#")[0]
        if not LEFT_OUT.search(path):
            found.append(path)
    return found


class Walk:
    """One role's way through the pages."""

    def __init__(self, browser, limit):
        self.browser, self.limit = browser, limit
        self.times, self.wrong, self.slow = {}, [], []

    def ask(self, path):
        began = time.perf_counter()
        answer = self.browser.get(path)
        return answer, (time.perf_counter() - began) * 1000

    def look(self, path):
        """The links of a page; a redirect is followed as a link."""
        answer, ms = self.ask(path)
        for _ in range(AGAIN if self.limit and ms > self.limit else 0):
            ms = min(ms, self.ask(path)[1])
        self.times[path] = ms
        if self.limit and ms > self.limit:
            self.slow.append((ms, path))
        if answer.status == 303:
            return [answer.location]
        if answer.status != 200:
            self.wrong.append(f"{answer.status} {path}")
            return []
        if not (answer.header("Content-Type") or "").startswith("text/html"):
            return []
        return links_of(answer)

    def levels(self, count):
        here, seen = list(FIRST), set(FIRST)
        for _ in range(count):
            following = []
            for path in here:
                for link in self.look(path):
                    if link not in seen:
                        seen.add(link)
                        following.append(link)
            here = following
        return self

    def kinds(self):
        """For each kind of page its number, its median and slowest."""
        by_kind = {}
        for path, ms in self.times.items():
            by_kind.setdefault(kind_of(path), []).append(ms)
        return sorted(((max(all_ms), sorted(all_ms)[len(all_ms) // 2],
                        len(all_ms), kind)
                       for kind, all_ms in by_kind.items()), reverse=True)


def walk_all(site, roles=None, limit=0, levels=3, say=print):
    """Each role's Walk, by role."""
    walks = {}
    for role, login in (roles or ROLES).items():
        browser = Browser(site, timeout=120).log_in(login)
        walk = walks[role] = Walk(browser, limit).levels(levels)
        browser.close()
        say(f"{role}: {len(walk.times)} pages, the slowest "
            f"{max(walk.times.values()):.1f} ms")
        for slowest, median, n, kind in walk.kinds()[:12]:
            say(f"  {slowest:8.1f} ms slowest {median:8.1f} ms median "
                f"{n:6} x {kind}")
    return walks


def wait_for_figures(site, seconds):
    """Until every unit is counted."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        units = site.number("SELECT count(*) FROM unit")
        if site.number("SELECT count(*) FROM unit_tally") >= units:
            return True
        time.sleep(1)
    return False


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("db")
    options.add_argument("--limit", type=float, default=0)
    options.add_argument("--levels", type=int, default=3)
    options.add_argument("--role", action="append")
    given = options.parse_args()
    roles = {r: l for r, l in ROLES.items()
             if not given.role or r in given.role}
    site = Site(given.db)
    if not site.start():
        sys.exit("the server did not start: " + site.said())
    try:
        if not wait_for_figures(site, 1200):
            sys.exit("the figures were not counted in time")
        walks = walk_all(site, roles, given.limit, given.levels)
    except Gone as problem:
        sys.exit(f"{problem}\n{site.said()}")
    finally:
        site.stop()
    bad = [w for walk in walks.values() for w in walk.wrong]
    slow = sorted((s for walk in walks.values() for s in walk.slow),
                  reverse=True)
    for line in bad:
        print("wrong:", line)
    for ms, path in slow:
        print(f"slow: {ms:.1f} ms {path}")
    sys.exit(1 if bad or slow else 0)


if __name__ == "__main__":
    main()

"""P9: how cost grows with the organisation: what one cell sees and writes, at
5,000, 50,000 and 500,000 cells of the same kind.

A secretary opens Today, the page of her cell, its meetings, its roll and the
form of a meeting, and files one meeting after another; an officer opens pages
of cells that nobody opened before. The reference is the smallest of the three,
measured in the same round: the same cost is a ratio of 1. What is read at
random from a file of gigabytes is read from the system's memory if that holds
it; where it does not, the disk is part of what is measured.
"""
import http.client
import os
import re
import time
import urllib.parse

from measure import Server, SMALL, copy_of, demo, folder, median, rounds, row
from measure import say
from served import OFFICER, SECRETARY, Browser

SIZES = (200, 400, 800) if SMALL else (5_000, 50_000, 500_000)
LOOKS = 10 if SMALL else 100		# at each page in a round
FILINGS = 3 if SMALL else 25
CELLS_SEEN = 5 if SMALL else 40
MOST = 0.8				# of the cost at the smallest size


def timed(act):
    start = time.perf_counter()
    answer = act()
    return answer, (time.perf_counter() - start) * 1000


class House:
    """One size: its server, who is logged in, what is still to be filed."""

    def __init__(self, cells, path):
        self.db = copy_of(demo(cells, "--wide"), f"{path}/{cells}.db")
        self.cells, self.server = cells, Server(self.db)
        self.secretary = Browser(self.server).log_in(SECRETARY)
        self.officer = Browser(self.server).log_in(OFFICER)
        cell = self.secretary.get("/units").location
        self.pages = {"Today": "/", "page of the cell": cell,
                      "its meetings": "/meetings", "its roll": "/cell",
                      "form of a meeting": "/meetings/record"}
        self.unseen = self.cells_of_county()
        self.days = self.free_days()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.__exit__()

    def cells_of_county(self):
        """Pages of cells below the officer's county, nobody has opened."""
        county = self.officer.get("/units").location
        found, todo = [], [county + "/tree"]
        while todo and len(found) < CELLS_SEEN * 12:
            page = self.officer.get(todo.pop(0))
            for link in re.findall(r'href="([^"]*/u/[0-9a-z]+(?:/tree)?)"',
                                   page.text) + re.findall(
                                   r'href="(/u/[0-9a-z]+(?:/tree)?)"',
                                   page.text):
                path = urllib.parse.urlsplit(link).path
                if path.endswith("/tree"):
                    todo.append(path)
                elif path not in found:
                    found.append(path)
        return iter(found)

    def free_days(self):
        """Days to file on, the newest first."""
        now = int(time.time()) // 86400
        return iter([time.strftime("%Y-%m-%d", time.gmtime(86400 * day))
                     for day in range(now - 4, now - 900, -1)])

    def look(self, page):
        times = []
        for _ in range(LOOKS):
            got, ms = timed(lambda: self.secretary.get(self.pages[page]))
            if got.status != 200:
                raise SystemExit(f"{page}: {got.status}")
            times.append(ms)
        return median(times)

    def file_some(self):
        """The middle of some filings, each durable, with its form read."""
        times = []
        while len(times) < FILINGS:
            day = next(self.days)
            page = self.secretary.get(
                f"/meetings/record?kind=consultative&day={day}")
            if page.status == 303:		# there was one that day
                continue
            form = page.form()
            here = form.choices["here"]
            fields = form.filled(day=day, place="the hall", notes="p9",
                                 here=here[0], do="close")
            fields += [("here", h) for h in here[1:]]
            got, ms = timed(lambda: self.secretary.post(form.action, fields))
            if got.status == 303:
                times.append(ms)
            elif got.status not in (409, 422):
                raise SystemExit(f"filing: {got.status} {got.heading}")
        return median(times)

    def look_around(self):
        """Cells one after another, each for the first time."""
        times = []
        for _ in range(CELLS_SEEN):
            path = next(self.unseen, None)
            if path is None:
                break
            got, ms = timed(lambda: self.officer.get(path))
            if got.status == 200:
                times.append(ms)
        return median(times) if times else 0.0


def main():
    with folder() as path:
        houses = [House(cells, path) for cells in SIZES]
        try:
            measure(houses)
        finally:
            for house in houses:
                house.__exit__()


def measure(houses):
    whats = [(f"P9 {page}", lambda h, p=page: h.look(p))
             for page in houses[0].pages]
    whats += [("P9 filing of a meeting", House.file_some),
              ("P9 a cell not looked at yet", House.look_around)]
    for what, act in whats:
        samples = rounds(*[lambda h=h: act(h) for h in houses])
        for house, ours in list(zip(houses, samples))[1:]:
            row(what, f"{house.cells:,} cells", "ms", ours, samples[0],
                f"{houses[0].cells:,} cells", better="less", ratio=MOST)
    for house in houses:
        row("P9 memory of the server", f"{house.cells:,} cells", "MiB",
            [house.server.resident() / 2**20], better="less")


main()

"""Every page of every role in less than 100 ms, on a large organisation.

On a copy of the database that CELLWORK_LARGE names, or on a demo of 50,000
cells made for it.
"""
import os
import shutil

from house import Folder, check, done, run
from served import Site
from walk import ROLES, wait_for_figures, walk_all

LIMIT_MS = 100
CELLS = 50000


def main():
    with Folder() as folder:
        db, given = folder("large.db"), os.environ.get("CELLWORK_LARGE")
        if given:
            shutil.copyfile(given, db)
        else:
            run("demo", db, "--cells", CELLS)
        site = Site(db)
        if not check(site.start(), "the server starts", site.said()):
            done()
        try:
            check(wait_for_figures(site, 1200), "every unit is counted")
            walks = walk_all(site, limit=LIMIT_MS)
        finally:
            site.stop()
        for role in ROLES:
            walk = walks[role]
            check(not walk.wrong, f"{role}: each of {len(walk.times)} links "
                  "leads somewhere", *walk.wrong[:20])
            check(not walk.slow, f"{role}: each answer in less than "
                  f"{LIMIT_MS} ms, the slowest "
                  f"{max(walk.times.values()):.1f}",
                  *[f"{ms:.1f} ms {path}" for ms, path in walk.slow[:20]])
    done()


if __name__ == "__main__":
    main()

"""A disk that is really full: a small file system of its own (needs root).

Pages are given; a form comes back as it was filled in, with 507; monitoring is
told; with room again the same form is taken, once, without a restart.
"""
import contextlib
import os
import re
import shutil
import subprocess
import sys
import urllib.request

from house import check, done, equal, run
from killed import Write, Writes
from served import SECRETARY, Place, Site

SIZE_MIB = 64
WORDS = "Words that must not be lost"


@contextlib.contextmanager
def small_disk(folder):
    path = folder("disk")
    os.mkdir(path)
    got = subprocess.run(["mount", "-t", "tmpfs", "-o",
                          f"size={SIZE_MIB}m,mode=700", "tmpfs", path],
                         capture_output=True, text=True)
    if got.returncode != 0:
        print(f"skip full disk: a file system cannot be mounted here: "
              f"{got.stderr.strip()}")
        sys.exit(77)
    try:
        yield path
    finally:
        subprocess.run(["umount", "-l", path], check=False)


def fill(path):
    """To the last byte."""
    with open(path + "/filler", "wb", buffering=0) as f:
        for piece in (1 << 20, 4096, 1):
            with contextlib.suppress(OSError):
                while True:
                    if f.write(bytes(piece)) < piece:
                        break


def no_space(port):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as got:
        return float(re.search(r"^cellwork_no_space (\S+)",
                               got.read().decode(), re.M).group(1))


def new_write(writes, browser, number):
    mark = f"{WORDS} {number}"
    path, fields = writes.assignment_of(mark)
    return Write("assignment", mark, path, fields, False)


def counted(site, mark):
    return site.number("SELECT count(*) FROM assignment WHERE text = ?", mark)


def full(site, port, disk, browser, writes):
    fill(disk)
    refused = []
    # What is free in the log may take some; then none is taken.
    for number in range(200):
        write = new_write(writes, browser, number)
        answer = write.send(browser)
        if answer.status != 303:
            refused.append(write)
            break
    equal(answer.status, 507, "a form is answered with 507")
    check(write.mark in answer.text, "and comes back as it was filled in",
          answer.text[:3000])
    check("Nothing was changed" in re.sub(r"\s+", " ", answer.text),
          "and says that nothing was changed")
    equal(browser.get("/").status, 200, "pages are given")
    equal(browser.get("/healthz").text, "no space: nothing is saved\n",
          "/healthz says so")
    equal(no_space(port), 1.0, "so do the figures")
    equal(counted(site, write.mark), 0, "nothing was saved")
    os.remove(disk + "/filler")
    equal(write.send(browser).status, 303, "with room it is taken")
    equal(write.send(browser).status, 303, "and asked again answered again")
    equal(counted(site, write.mark), 1, "and is there once")
    equal(browser.get("/healthz").text, "ok\n", "/healthz: ready")
    equal(no_space(port), 0.0, "the figures too")


def main():
    with Place() as place, small_disk(place.folder) as disk:
        db = disk + "/full.db"
        shutil.copyfile(place.demo, db)
        site = Site(db, options=["--metrics", "127.0.0.1:0"])
        site.log = place.folder("log")
        place.sites.append(site)
        if not site.start():
            raise SystemExit("not ok the server did not start " + site.said())
        port = int(site.process.stdout.readline().split("port ")[1].split(
            ",")[0])
        browser = site.browser(SECRETARY)
        full(site, port, disk, browser, Writes(browser, 1))
        equal(site.stop(), 0, "it ends well")
        run("check", db)


main()
done()

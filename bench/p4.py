"""P4: a secretary's Today and a district's overview, each built from the data
for a person who is logged in, against nginx serving a file of the same bytes.

Both are asked as a browser asks, squeezed (nginx has the squeezed file ready),
and once more as a program asks, plain.
"""
import http.client
import os
import re

from measure import (SMALL, Nginx, Server, demo, folder, need, row, rounds,
                     run, say)
from served import OFFICER, SECRETARY, Browser

CELLS = 300 if SMALL else 3000
SECONDS = 1 if SMALL else 3
THREADS = 2		# of wrk; the other cores are for who answers
GZIP = {"Accept-Encoding": "gzip"}


def bytes_of(port, path, cookie, headers):
    c = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    c.request("GET", path, headers={"Cookie": cookie, **headers})
    got = c.getresponse()
    body = got.read()
    c.close()
    if got.status != 200:
        raise SystemExit(f"{path} answers {got.status}")
    return body


def wrk(port, path, connections, cookie, headers):
    """Pages a second; every one has to be answered and to be a page."""
    more = [f"{k}: {v}" for k, v in {**headers, "Cookie": cookie}.items()]
    out = run("wrk", "-t", THREADS, "-c", connections, "-d", f"{SECONDS}s",
              "--timeout", "20s", *[x for m in more for x in ("-H", m)],
              f"http://127.0.0.1:{port}{path}")
    wrong = re.search(r"Non-2xx.*|Socket errors.*", out)
    if wrong:
        raise SystemExit(f"{path} of {port}: {wrong.group(0)}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", out).group(1))


def district_of(browser):
    """The first unit under the officer's that has units under it."""
    page = browser.get("/units")
    if page.location:
        page = browser.get(page.location)
    found = re.findall(r'href="(/u/[0-9a-z]{12})"', page.text)
    return found[0] if found else page.path


def main():
    need("wrk", "nginx")
    with folder() as path, Server(demo(CELLS)) as server:
        os.mkdir(path + "/files")
        secretary = Browser(server).log_in(SECRETARY)
        officer = Browser(server).log_in(OFFICER)
        pages = [("Today", "/", secretary.cookie),
                 ("a district", district_of(officer), officer.cookie)]
        with Nginx(path) as nginx:
            for name, page, cookie in pages:
                for how, headers in (("squeezed", GZIP), ("plain", {})):
                    body = bytes_of(server.port, page, cookie, headers)
                    # Another name each: nginx keeps what it knows of one.
                    file = f"/{len(os.listdir(path + '/files'))}"
                    with open(path + "/files" + file, "wb") as f:
                        f.write(body)
                    for connections in (64, 512):
                        ours, theirs = rounds(
                            lambda: wrk(server.port, page, connections,
                                        cookie, headers),
                            lambda: wrk(nginx.port, file, connections,
                                        cookie, headers))
                        row(f"P4 {name}, {how}, {len(body):,} bytes",
                            f"{connections} connections", "/s", ours, theirs,
                            "nginx, a file", ratio=0.25)


if __name__ == "__main__":
    main()

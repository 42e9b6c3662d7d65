"""P10: bytes over the wire of every page, squeezed, as a browser asks for it.

Logs in as each kind of person and walks every link of the first three levels.
First load: the page, and every file of ours it names, with all headers. Again:
the page once more as if it had changed, for its files are kept for a year;
where it has not, it is a 304 and a few hundred bytes.
"""
import collections
import gzip
import html.parser
import http.client
import re
import urllib.parse

from measure import SMALL, Server, demo, row, say
from served import AUDITOR, MEMBER, OFFICER, SECRETARY, Browser

CELLS = 100 if SMALL else 3000
LEVELS = 3
PAGES_OF_A_KIND = 2		# pages of the same route differ in names only
WANTS = {"Accept-Encoding": "gzip", "Sec-Fetch-Site": "same-origin"}
FIRST_MOST, AGAIN_MOST = 60, 10		# KiB


class Parts(html.parser.HTMLParser):
    """What a page loads, and where it leads."""

    def __init__(self):
        super().__init__()
        self.files, self.links = set(), set()

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag in ("script", "img"):
            self.files.add(a.get("src"))
        elif tag == "link":
            self.files.add(a.get("href"))
        elif tag == "use":
            self.files.add(a.get("href", "").split("#")[0])
        elif tag == "a":
            self.links.add(a.get("href"))


def size(answer):
    """Of the status line, the headers and the body."""
    head = sum(len(k) + len(v) + 4 for k, v in answer.head)
    return 17 + head + 2 + len(answer.body)


def kind_of(path):
    """The route, as far as one can see it: public ids are all alike."""
    return re.sub(r"[0-9a-z]{12,}", "*", urllib.parse.urlsplit(path).path)


class Walk:
    def __init__(self, site, login):
        self.browser = Browser(site).log_in(login)
        self.files, self.first, self.again = {}, {}, {}
        self.seen = collections.Counter()

    def get(self, path):
        c = http.client.HTTPConnection("127.0.0.1", self.browser.site.port,
                                       timeout=60)
        c.request("GET", path, headers={**WANTS,
                                        "Cookie": self.browser.cookie})
        got = c.getresponse()
        got.head, got.body = got.getheaders(), got.read()
        got.text = gzip.decompress(got.body) if \
            got.getheader("Content-Encoding") == "gzip" else got.body
        c.close()
        return got

    def file(self, path):
        if path not in self.files:
            self.files[path] = size(self.get(path))
        return self.files[path]

    def page(self, path):
        """Where it leads to."""
        got = self.get(path)
        if got.status in (302, 303):
            return {got.getheader("Location")}
        if got.status != 200 or not got.getheader(
                "Content-Type", "").startswith("text/html"):
            return set()
        parts = Parts()
        parts.feed(got.text.decode())
        files = {f for f in parts.files if f and f.startswith("/")}
        self.again[path] = size(got)
        self.first[path] = size(got) + sum(map(self.file, files))
        return {urllib.parse.urljoin(path, l) for l in parts.links if l}

    def all(self):
        level = {"/"}
        for _ in range(LEVELS + 1):
            after = set()
            for path in sorted(level):
                path = path.split("#")[0]
                kind = kind_of(path)
                if not path.startswith("/") or path in self.first or \
                        self.seen[kind] >= PAGES_OF_A_KIND or \
                        path.startswith("/logout"):
                    continue
                self.seen[kind] += 1
                after |= self.page(path)
            level = after
        return self


def main():
    first, again = {}, {}
    with Server(demo(CELLS)) as server:
        for login in (SECRETARY, MEMBER, OFFICER, AUDITOR):
            walk = Walk(server, login).all()
            first.update(((login, p), n) for p, n in walk.first.items())
            again.update(((login, p), n) for p, n in walk.again.items())
    for name, sizes, most in (("first load", first, FIRST_MOST),
                              ("again", again, AGAIN_MOST)):
        largest = sorted(sizes, key=sizes.get)[-1]
        over = [p for p in sorted(sizes, key=sizes.get, reverse=True)
                if sizes[p] > most * 1024]
        for login, path in over[:10]:
            say(f"over {most} KiB: {login} {path} "
                f"{sizes[login, path] / 1024:.1f} KiB")
        say(f"{name}: {len(sizes)} pages, {len(over)} over {most} KiB; the "
            f"largest is {largest[1]}")
        row(f"P10 bytes, {name}, largest of {len(sizes)} pages",
            f"{CELLS} cells", "KiB", [sizes[largest] / 1024], better="less",
            most=most)


if __name__ == "__main__":
    main()

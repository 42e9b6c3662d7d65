"""Every hostile string of ../shared/corpora in every field of every form.

The pages are walked as each role sees them; every form that is found is sent
with a hostile string in one field after the other, and in all at once. No
answer may be a fault of the server, take longer than a second, or hold the
string as it was sent where it has a sign that HTML gives a meaning to. At the
end the pages still come and the database is whole.
"""
import base64
import html
import json
import multiprocessing
import os
import random
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.parse

from house import PROGRAM, SHARED, check, done, run
from served import (AUDITOR, MEMBER, OFFICER, PASSWORD, SECRETARY, Gone, Place,
                    Reader, new_key)

CORPUS = os.path.join(SHARED, "corpora", "strings.jsonl")
SLOW_S = 5.0			# a disk that is shared may take one of them
PAGES_MAX = 120			# of one role
ALIKE_MAX = 2			# pages whose addresses differ only in ids
ID = re.compile(r"/[0-9a-hjkmnp-tv-z]{12}(?=/|$|\?)")
# What ends the login that the test works with.
LEFT_OUT = ("/logout", "/me/devices/out", "/me/devices/out-others")
THREADS = 4


def strings():
    if not os.path.exists(CORPUS):
        print(f"skip {os.path.basename(sys.argv[0])}: "
              "../shared/corpora/strings.jsonl is not here")
        sys.exit(77)
    with open(CORPUS, encoding="ascii") as f:
        return [base64.b64decode(json.loads(line)["b64"]) for line in f]


def has_meaning(s):
    """Whether it could be seen if it stood in a page as it is."""
    return len(s) > 5 and (b"<" in s or b'"' in s)


class Findings:
    """What was wrong, each kind of it at each place once."""

    def __init__(self):
        self.found, self.lock = {}, threading.Lock()
        self.requests, self.slowest = 0, 0.0

    def add(self, what, place, string):
        with self.lock:
            self.found.setdefault((what, place), repr(string)[:200])

    def say(self, name):
        check(not self.found, name, *(f"{what} at {place}: {s}" for
                                      (what, place), s in
                                      list(self.found.items())[:25]))
        print(f"    {self.requests} requests, the slowest took "
              f"{self.slowest:.2f} s")
        self.found, self.requests, self.slowest = {}, 0, 0.0


def ask(findings, place, string, usual, send):
    """Sends and looks at the answer; `usual` is the page without it."""
    began = time.monotonic()
    try:
        got = send()
    except Gone as gone:
        findings.add(f"no answer ({gone})", place, string)
        return None
    took = time.monotonic() - began
    with findings.lock:
        findings.requests += 1
        findings.slowest = max(findings.slowest, took)
    if got.status >= 500:
        findings.add(f"{got.status} {got.heading}", place, string)
    if took > SLOW_S:
        findings.add(f"{took:.1f} s", place, string)
    if has_meaning(string) and string in got.body and string not in usual \
            and "html" in (got.header("Content-Type") or ""):
        findings.add("reflected raw", place, string)
    if got.location and not re.match(r"/(?![/\\])[!-~]*$", got.location):
        findings.add(f"leads to {got.location!r}", place, string)
    return got


# ---- the forms there are ----------------------------------------------------


class Links(Reader):
    def __init__(self, here):
        super().__init__(here)
        self.links = []

    def handle_starttag(self, tag, attrs):
        super().handle_starttag(tag, attrs)
        href = dict(attrs).get("href")
        if tag == "a" and href:
            link = urllib.parse.urljoin(self.here, href.split("#")[0])
            if link.startswith("/"):
                self.links.append(link)


def pattern(path):
    return ID.sub("/{id}", path.split("?")[0])


def walk(browser, start):
    """The forms that can be reached: (page, form), and the pages."""
    waiting, pages, forms, alike = list(start), [], {}, {}
    seen = set(waiting)
    while waiting and len(pages) < PAGES_MAX:
        here = waiting.pop(0)
        alike[pattern(here)] = alike.get(pattern(here), 0) + 1
        if alike[pattern(here)] > ALIKE_MAX:
            continue
        got = browser.get(here)
        if got.location.startswith("/") and got.location not in seen:
            seen.add(got.location)
            waiting.append(got.location)
        if got.status != 200 or "html" not in got.header("Content-Type"):
            continue
        pages.append(here)
        links = Links(here.split("?")[0])
        links.feed(got.text)
        for form in links.forms:
            form.names_all = sorted(form.types)
            key = (form.method, pattern(form.action), tuple(form.names_all))
            if pattern(form.action) not in LEFT_OUT:
                forms.setdefault(key, (here, form))
        for link in links.links:
            if link not in seen:
                seen.add(link)
                waiting.append(link)
    return list(forms.values()), pages


def send_form(browser, form, values):
    """The form with some of its fields set to bytes, and a key of its own."""
    fields = [(n, v) for n, v in form.fields if n not in values]
    fields = [(n, new_key() if n == "_key" else v) for n, v in fields]
    fields += list(values.items())
    if form.method == "GET":
        query = urllib.parse.urlencode(fields)[:6000]
        return browser.get(form.action.split("?")[0] + "?" + query)
    if form.kind.startswith("multipart"):
        mark = "x" * 30
        body = b"".join(
            b"--%s\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n\r\n"
            b"%s\r\n" % (mark.encode(), n.encode(),
                         b"; filename=\"f\"" if form.types.get(n) == "file"
                         else b"", v if isinstance(v, bytes) else v.encode())
            for n, v in fields) + b"--%s--\r\n" % mark.encode()
        return browser.send("POST", form.action, body, {
            "Content-Type": f"multipart/form-data; boundary={mark}"})
    return browser.post(form.action, fields)


# ---- what is tried ----------------------------------------------------------


def each_field(findings, browser, forms, chosen, together):
    """chosen() gives the strings for a field, together() those for all of a
    form's fields at once."""
    for page, form in forms:
        usual = browser.get(page).body
        place = f"{form.method} {pattern(form.action)}"
        for name in form.names_all:
            for s in chosen():
                ask(findings, f"{place} {name}", s, usual,
                    lambda: send_form(browser, form, {name: s}))
        open_ = [n for n in form.names_all if n != "_key"
                 and form.types[n] != "hidden"]
        for s in together() if open_ else []:
            ask(findings, f"{place} (all)", s, usual,
                lambda: send_form(browser, form, dict.fromkeys(open_, s)))


def in_threads(browser, items, work):
    """Each thread with its own connection, kept open."""
    def some(k):
        mine = browser.twin()
        for item in items[k::THREADS]:
            work(mine, item)
        mine.close()

    threads = [threading.Thread(target=some, args=(k,))
               for k in range(THREADS)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


def most_used(findings, browser, corpus):
    """All strings where people write most: an assignment (kept), the plan of
    a meeting in all its fields (mostly refused and shown again), the path and
    the query of an address."""
    give = browser.get("/assignments/new").form()
    plan = browser.get("/meetings/new").form()
    usual = browser.get("/assignments/new").body + \
        browser.get("/meetings/new").body
    someone = give.choices["member"][1]
    lines = [n for n in plan.names() if plan.types[n] != "select"]

    def work(mine, s):
        ask(findings, "POST /assignments text", s, usual, lambda: send_form(
            mine, give, {"text": s, "member": someone, "due": "2031-01-01"}))
        ask(findings, "POST /meetings (all)", s, usual, lambda: send_form(
            mine, plan, {n: s for n in lines}))

    def look(mine, s):
        address = urllib.parse.quote_from_bytes(s)[:6000]
        ask(findings, "GET /u/{x}?told={x}", s, usual, lambda: mine.get(
            "/u/" + address.replace("/", "%2F") + "?told=" + address))

    in_threads(browser, corpus[::7], look)
    in_threads(browser, corpus, work)
    browser.close()			# it has been idle for too long


def pages_hold_nothing(findings, browser, pages, corpus):
    """What was kept is shown, and nowhere as it was sent."""
    meant = [s for s in corpus if has_meaning(s)]
    for page in pages:
        got = ask(findings, f"GET {pattern(page)}", b"", b"",
                  lambda: browser.get(page))
        if got is None or "html" not in (got.header("Content-Type") or ""):
            continue
        for s in meant:
            if s in got.body and s not in browser.usual.get(page, b""):
                findings.add("shown raw", pattern(page), s)


def raw_requests(findings, site, corpus):
    """As a cookie, as headers and as an address, not even quoted."""
    host = f"127.0.0.1:{site.port}".encode()
    shapes = {
        "cookie": b"GET /login HTTP/1.1\r\nHost: %s\r\nCookie: cellwork=%s"
                  b"\r\nConnection: close\r\n\r\n",
        "header": b"GET /login HTTP/1.1\r\nHost: %s\r\nUser-Agent: %s\r\n"
                  b"Connection: close\r\n\r\n",
        "origin": b"POST /login HTTP/1.1\r\nHost: %s\r\nOrigin: %s\r\n"
                  b"Content-Length: 0\r\nConnection: close\r\n\r\n",
        "path": b"GET /%s HTTP/1.1\r\nConnection: close\r\nHost: %s\r\n\r\n",
    }

    def send(place, line):
        text = shapes[place] % ((host, line) if place != "path" else (
            re.sub(rb"[\0-\x20]", b"%20", line), host))
        with socket.create_connection(("127.0.0.1", site.port), 10) as c:
            c.sendall(text)
            answer = b""
            while piece := c.recv(65536):
                answer += piece
        return answer

    usual = b"".join(send(place, b"harmless") for place in shapes)
    for s in corpus:
        line = re.sub(rb"[\r\n\0]", b" ", s)
        for place in shapes:
            answer = send(place, line)
            findings.requests += 1
            status = re.match(rb"HTTP/1\.[01] (\d{3})", answer)
            if not status:
                findings.add("no answer", place, s)
            elif status.group(1)[:1] == b"5":
                findings.add(status.group(1).decode(), place, s)
            elif has_meaning(line) and line in answer and line not in usual:
                findings.add("reflected raw", place, s)


# ---- lists and statutes -----------------------------------------------------

COLUMNS = {
    "units": ["code", "parent", "tier", "name", "founded", "dissolved"],
    "members": ["number", "name", "cell", "joined", "left", "native_name",
                "language", "phone", "email", "address"],
    "terms": ["member", "unit", "office", "seat", "from", "until", "acting"],
    "meetings": ["unit", "date", "state", "kind", "starts", "place",
                 "members", "present", "excused"],
}


def quoted(s):
    return b'"' + s.replace(b'"', b'""') + b'"'


def good_row(kind, i):
    return {
        "units": [f"H{i}", "NF", "province", f"North {i}", "", ""],
        "members": [f"H{i}", "Ann", "NF-C000001", "", "", "", "", "", "", ""],
        "terms": ["00000104", "NF", "auditor", "3", "", "", ""],
        "meetings": ["NF-C000001", "2001-01-01", "held", "general", "", "",
                     "", "", ""],
    }[kind]


def as_lists(place, corpus, every):
    """Each string as a column of each list: one column after the other, or
    every column with every string."""
    for kind, columns in COLUMNS.items():
        rows = [",".join(columns).encode()]
        for i, s in enumerate(corpus):
            for c in range(len(columns)) if every else [i % len(columns)]:
                row = [v.encode() for v in good_row(kind, len(rows))]
                row[c] = quoted(s)
                rows.append(b",".join(row))
        loose = rows[:1] + list(corpus)
        db = place.copy("lists")
        for name, lines in (("quoted", rows), ("as they are", loose)):
            path = place.folder(f"{kind}.csv")
            with open(path, "wb") as f:
                f.write(b"\n".join(lines) + b"\n")
            got = run_bytes("import", kind, db, path)
            check(got.returncode in (0, 1) and b" refused" in got.stderr,
                  f"a list of hostile {kind}, {name}: read to its end",
                  got.returncode, got.stderr[-500:])
        got = run_bytes("export", kind, db)
        check(got.returncode == 0, f"and the {kind} come out again",
              got.stderr)
        got = run("check", db, exits=None)
        check(got.returncode == 0, f"and the database is whole ({kind})",
              got.stdout[-1000:], got.stderr[-1000:])


def run_bytes(*args):
    return subprocess.run([PROGRAM, *args], capture_output=True, timeout=600)


def as_statutes(place, corpus, step):
    """As lines of rules a document is refused; as text it is read."""
    head = (b"# Rules\n\n## Article 1. Tiers\n\n```rules\ntier cell \"Cell\" "
            b"plural \"Cells\", members 5 to 30\n")
    wrong = []
    for i in range(0, len(corpus), step):
        some = b"\n".join(s.replace(b"```", b"'''")
                          for s in corpus[i:i + step])
        for name, text in (("rules", head + some + b"\n```\n"),
                           ("text", head + b"```\n\n" + some + b"\n"),
                           ("alone", some)):
            path = place.folder("hostile.md")
            with open(path, "wb") as f:
                f.write(text)
            db = place.folder("hostile-statutes.db")
            got = run_bytes("init", db, "--statutes", path, "--from",
                            "2024-01-01")
            if got.returncode not in (0, 1):
                wrong.append(f"strings {i} to {i + step}, {name}: exit status "
                             f"{got.returncode}, {got.stderr[-300:]!r}")
            for end in ("", "-wal", "-shm"):
                if os.path.exists(db + end):
                    os.remove(db + end)
    check(not wrong, "statutes of hostile lines are refused or read",
          *wrong[:10])


# ---- all of it --------------------------------------------------------------


def as_role(place, login, corpus, chosen, together):
    findings = Findings()
    site = place.site(login or "nobody")
    if login == "administrator":
        browser = administrator(site)
    else:
        browser = site.browser(login)
    starts = ["/", "/login", "/i", "/units", "/me", "/setup", "/tree",
              "/meetings", "/assignments", "/exceptions", "/statutes",
              "/changes"]
    forms, pages = walk(browser, starts)
    browser.usual = {p: browser.get(p).body for p in pages}
    print(f"    {login or 'nobody'}: {len(pages)} pages, {len(forms)} forms")
    each_field(findings, browser, forms, chosen, together)
    if login == SECRETARY:
        most_used(findings, browser, corpus)
        kept = site.number("SELECT count(*) FROM assignment")
        check(kept > len(corpus) * 9 // 10, f"{kept} assignments were kept")
    pages_hold_nothing(findings, browser, pages, corpus)
    raw_requests(findings, site, chosen(20))
    findings.say(f"{login or 'nobody'}: no fault, no delay, nothing raw")
    check(site.stop() == 0, f"{login or 'nobody'}: the server ends well",
          site.said()[-1000:])
    got = run("check", site.db, exits=None)
    check(got.returncode == 0, f"{login or 'nobody'}: the database is whole",
          got.stdout[-1500:], got.stderr[-500:])


def control(place):
    """The same looking sees what is raw, and what does not come at all."""
    findings = Findings()
    site = place.site("control")
    browser = site.browser()
    in_page = b'<main id="main"'
    ask(findings, "/login", in_page, b"", lambda: browser.get("/login"))
    check(("reflected raw", "/login") in findings.found,
          "control: what stands raw in a page is seen")
    site.kill()
    ask(findings, "/gone", b"", b"", lambda: browser.get("/login"))
    check(any(place == "/gone" for _, place in findings.found),
          "control: an answer that does not come is seen")


def administrator(site):
    """An account made by a printed code, as in a new house."""
    told = run("account", "invite", site.db, "--admin").stdout
    path = re.search(r"(/i/[^\s]+)", told).group(1)
    browser = site.browser()
    form = browser.get(path).form()
    browser.post(form.action, form.filled(login="ada.min", password=PASSWORD,
                                          again=PASSWORD))
    return browser


def main(a_field, every=False):
    """a_field strings in each field alone; with `every` all of them in all the
    fields of a form at once, the roles side by side."""
    corpus = strings()
    # The same strings each time in a change's tests, others in the long ones.
    seed = random.randrange(1 << 32) if every else 20261121
    dice = random.Random(seed)
    print(f"    seed {seed}, {len(corpus)} strings", flush=True)
    meant = [s for s in corpus if has_meaning(s)]

    def chosen(times=1):
        return dice.sample(corpus, a_field * times // 2) + \
            dice.sample(meant, a_field * times // 2)

    def together():
        return corpus if every else chosen()

    def alone(login):
        as_role(place, login, corpus, chosen, together)

    def alone_and_end(login):
        alone(login)
        done()

    roles = [SECRETARY, OFFICER, MEMBER, AUDITOR, "administrator", None]
    with Place() as place:
        control(place)
        if every:
            side_by_side(alone_and_end, roles)
        else:
            for login in roles:
                alone(login)
        as_lists(place, corpus, every)
        as_statutes(place, corpus, 100)
    done()


def side_by_side(work, roles):
    """Each in a process of its own, which says what held itself."""
    running = [multiprocessing.Process(target=work, args=(r,)) for r in roles]
    for process in running:
        process.start()
    for role, process in zip(roles, running):
        process.join()
        check(process.exitcode == 0, f"{role or 'nobody'}: all of it held")

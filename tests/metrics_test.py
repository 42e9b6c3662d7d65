"""Figures for machines and the log of requests: right, and about nobody.

MTRC-1: pages are read and forms sent with words that are found nowhere else;
neither those nor a name, login, address, public id or token is in the figures
or in the log. That the search finds what is there is shown by a control.
MTRC-2: the figures are at a port of their own, on a loopback address.
"""
import json
import re
import subprocess
import urllib.request

from house import PROGRAM, check, done, equal
from killed import Write, Writes
from served import MEMBER, OFFICER, SECRETARY, Place

CANARY = "Zwergkanarienvogel"


def figures(port):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics",
                                timeout=10) as got:
        return got.headers["Content-Type"], got.read().decode()


def value(text, name, **labels):
    """The sum of the lines of that name with those labels."""
    total = 0.0
    for line in text.splitlines():
        found = re.fullmatch(r"(\w+)(?:\{(.*)\})? (\S+)", line)
        if found and found.group(1) == "cellwork_" + name:
            have = dict(re.findall(r'(\w+)="([^"]*)"', found.group(2) or ""))
            if all(have.get(k) == v for k, v in labels.items()):
                total += float(found.group(3))
    return total


def metrics_port(site):
    """It is on the second line of what the program prints."""
    return int(re.search(r"port (\d+)", site.process.stdout.readline()
                         ).group(1))


def work(site):
    """Some pages and writes by several people, words of which are canaries."""
    secretary = site.browser(SECRETARY)
    writes = Writes(secretary, 1)
    path, fields = writes.assignment_of(CANARY + " one")
    write = Write("assignment", "one", path, fields, False)
    equal(write.send(secretary).status, 303, "a form with a canary is taken")
    for login in (MEMBER, OFFICER):
        browser = site.browser(login)
        for path in ("/", "/me", "/assignments", "/meetings",
                     "/search?q=" + CANARY, "/nowhere/" + CANARY):
            browser.get(path)
    secretary.get("/u/" + "0" * 12, {"X-Forwarded-For": "203.0.113.77",
                                     "User-Agent": CANARY})
    people = site.rows("SELECT name, public_id, number FROM member") + \
        site.rows("SELECT value FROM contact")
    return [CANARY, SECRETARY, MEMBER, OFFICER, "203.0.113.77", "127.0.0.1",
            secretary.cookie.split("=")[1], writes.unit.split("/")[-1],
            write.key] + [word for row in people for word in row]


def about_nobody(name, text, secrets):
    found = [s for s in secrets if len(s) > 4 and s in text]
    check(not found, f"{name} holds nothing about anybody (MTRC-1)", found)
    check(any(s in text + " " + secrets[3] for s in secrets),
          f"{name}: the search would have found a name")


def right_figures(text):
    check(value(text, "requests_total", method="POST", route="/assignments",
                status="303") == 1, "one form was taken", text[:2000])
    check(value(text, "requests_total", route="/", status="200") >= 2,
          "pages are counted by the pattern of their route")
    check(value(text, "requests_total", status="404") >= 2,
          "what led nowhere is counted")
    check(value(text, "commit_seconds_count") >= 1 and
          value(text, "commit_writes_sum") >= 4, "commits are counted")
    equal(value(text, "request_seconds_count"),
          value(text, "request_seconds_bucket", le="+Inf"),
          "a histogram's last limit holds all")
    check(value(text, "arenas_used") == 0 and value(text, "arenas_free") > 0,
          "no request keeps its memory")
    check(value(text, "resident_bytes") > value(text, "used_bytes") >
          value(text, "figures_bytes") > 1000, "memory is told")
    check(value(text, "used_bytes") > value(text, "engine_bytes") > 100000,
          "the engine's memory is told")
    check(value(text, "connections") >= 1, "connections are told")
    equal(value(text, "ready"), 1.0, "it is ready")
    equal(value(text, "no_space"), 0.0, "there is space")


def formed(text):
    """Every line is what Prometheus reads; each name has one type."""
    types = re.findall(r"^# TYPE (\w+) (?:counter|gauge|histogram)$", text,
                       re.M)
    equal(len(types), len(set(types)), "each figure is described once")
    bad = [line for line in text.splitlines() if not re.fullmatch(
        r'# (?:HELP|TYPE) \w+ .+|\w+(?:\{\w+="[^"\\]*"(?:,\w+="[^"\\]*")*\})?'
        r" -?[0-9.e+]+", line)]
    check(not bad, "every line is well formed", bad[:5])


def log_lines(site, how):
    lines = [line for line in site.said().splitlines()
             if line.startswith("{" if how == "json" else "at=")]
    check(len(lines) > 15, f"{how}: a line for each answer", len(lines))
    if how == "json":
        records = [json.loads(line) for line in lines]
    else:
        records = [dict(f.split("=", 1) for f in line.split())
                   for line in lines]
    for field in ("at", "id", "method", "route", "status", "ms", "bytes"):
        check(all(field in r for r in records), f"{how}: each has {field}")
    check(len({r["id"] for r in records}) == len(records),
          f"{how}: ids are each another")
    check(any(r["route"] == "/assignments" and str(r["status"]) == "303"
              for r in records), f"{how}: the form stands there")
    return "\n".join(lines), records


def one_site(place, how):
    site = place.site(how, options=["--metrics", "127.0.0.1:0", "--log", how])
    port = metrics_port(site)
    secrets = work(site)
    open_one = site.browser()
    open_one.get("/login")
    kind, text = figures(port)
    open_one.close()
    check(kind.startswith("text/plain; version=0.0.4"), "Prometheus' type")
    right_figures(text)
    formed(text)
    about_nobody("the figures", text, secrets)
    lines, records = log_lines(site, how)
    about_nobody(f"the log as {how}", lines, secrets)
    answer = site.browser().get("/login")
    check(answer.header("X-Request-Id") in site.said(),
          "the answer names its line")
    missing = site.browser().get("/metrics")
    equal(missing.status, 404, "the house itself has no such page (MTRC-2)")
    equal(site.stop(), 0, "it ends well")


def refusals(place):
    db = place.copy("refused")
    for args, name in ((["--metrics", "0.0.0.0:0"],
                        "figures for everybody are refused (MTRC-2)"),
                       (["--log", "xml"], "an unknown form is refused")):
        got = subprocess.run([PROGRAM, "serve", db, "--listen", "127.0.0.1:0",
                              *args], capture_output=True, text=True,
                             timeout=20)
        equal(got.returncode, 2, name)


def quiet(place):
    site = place.site("quiet")
    answer = site.browser().get("/login")
    check(answer.header("X-Request-Id") is None and "route" not in site.said(),
          "without --log nothing is written of requests")
    equal(site.browser().get("/healthz").text, "ok\n", "/healthz: ready")
    equal(site.stop(), 0, "it ends well")


with Place() as place:
    one_site(place, "json")
    one_site(place, "text")
    quiet(place)
    refusals(place)
done()

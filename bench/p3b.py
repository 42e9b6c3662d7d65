"""P3b: the evening on which a month ends. Filings and pages come when they come,
whether earlier ones are answered or not (open loop), each from its own cell's
secretary; then as many filings as it takes, as fast as they go.
"""
import json
import os
import random
import subprocess

from filing import LOAD, prepare, write_requests
from measure import (PROGRAM, ROUNDS, SMALL, Server, copy_of, demo, folder,
                     row, run, say)

CELLS = int(os.environ.get("P3B_CELLS") or (300 if SMALL else 3000))
FILINGS_S, PAGES_S = 370, 680
SECONDS = 2 if SMALL else 10
FLAT_OUT = 1000 if SMALL else 20000
GOAL_S = 60 / 400000		# seconds for each, 400,000 in a minute
CONNECTIONS = 256


def page_request(port, path, token):
    return (f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
            f"Cookie: cellwork={token}\r\nAccept-Encoding: gzip\r\n"
            "Sec-Fetch-Site: same-origin\r\n\r\n").encode()


def evening(path, whole, filings, seed):
    """The 99th of a hundred, of filings and of pages, in ms."""
    db = copy_of(whole, path + "/run.db")
    dice = random.Random(seed)
    with Server(db) as server:
        filed = write_requests(path + "/filings", [
            f.request(server.port) for f in filings[:FILINGS_S * SECONDS]])
        looked = write_requests(path + "/pages", [
            page_request(server.port, "/" if dice.random() < 0.5 else
                         "/u/" + f.public_id, f.token)
            for f in dice.choices(filings, k=PAGES_S * SECONDS)])
        both = [subprocess.Popen(
            [LOAD, str(server.port), file, "--connections", str(CONNECTIONS),
             "--rate", str(rate)], stdout=subprocess.PIPE, text=True)
            for file, rate in ((filed, FILINGS_S), (looked, PAGES_S))]
        results = [json.loads(p.communicate()[0]) for p in both]
    for got, status in zip(results, ("303", "200")):
        if list(got["status"]) != [status] or got["broken"]:
            raise SystemExit(f"not every answer was {status}: {got}")
    return [got["p99"] for got in results]


def flat_out(path, whole, filings):
    db = copy_of(whole, path + "/run.db")
    with Server(db) as server:
        requests = write_requests(path + "/filings", [
            f.request(server.port) for f in filings])
        got = json.loads(run(LOAD, server.port, requests, "--connections",
                             CONNECTIONS))
        memory = server.resident() / 2**20
    if got["status"] != {"303": len(filings)}:
        raise SystemExit(f"not every filing was taken: {got}")
    say(f"flat out: {got['rate']:.0f}/s, {memory:.0f} MiB")
    run(PROGRAM, "check", db)
    return got["rate"]


def main():
    size = f"{FILINGS_S} filings and {PAGES_S} pages a second, {CELLS} cells"
    with folder() as path:
        whole = copy_of(demo(CELLS), path + "/whole.db")
        filings = prepare(whole, max(FLAT_OUT, FILINGS_S * SECONDS))
        evenings = [evening(path, whole, filings, i) for i in range(ROUNDS)]
        row("P3b filing, 99 of 100 within", size, "ms",
            [e[0] for e in evenings], better="less", most=10)
        row("P3b page, 99 of 100 within", size, "ms",
            [e[1] for e in evenings], better="less", most=5)
        rates = [flat_out(path, whole, filings) for _ in range(ROUNDS)]
        row("P3b filings flat out", f"{FLAT_OUT:,} by {CONNECTIONS} clients",
            "/s", rates, least=1 / GOAL_S)


if __name__ == "__main__":
    main()

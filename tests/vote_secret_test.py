#!/usr/bin/env python3
"""Who voted how stands nowhere (VOTE-10, VOTE-11, HTTP-5).

Twenty-four people rank twelve names, each in an order of his or her own: so
each ballot is a mark that is found wherever it was left. While the vote is open
the orders are in no file and no backup. After the close they are in no file,
log, backup, export or image of the server's memory; no envelope stands beside
its voter any more. Exports are all that vote_exports.py takes out of the house:
lists, proceedings, bulletins, the record of changes, figures, and each person's
own copy. When three trustees have opened the box with their keys the
orders are there, without names.

The control is an open vote with the same ballots, which the same search has to
find.
"""
import itertools
import os
import random
import re
import shutil
import subprocess
import sys
import time

import vote_exports
from assembly import Assembly, Client, must
from house import Folder, check, done, equal, run
from served import Place, until

NAMES, VOTERS = 12, 24
DICE = random.Random(20261120)
ORDERS = [DICE.sample(range(1, NAMES + 1), NAMES) for _ in range(VOTERS)]
PHRASE = "a phrase for the test"


def marks(order):
    """An order as a ballot, in a form, as ranks of a form."""
    text = " ".join(map(str, order))
    ranks = "&".join(f"r{c}={i}" for i, c in enumerate(order, 1))
    return [text.encode(), text.replace(" ", "+").encode(), ranks.encode()]


def found_in(data, all_marks):
    return sum(m in data for m in all_marks)


ALL_MARKS = [m for order in ORDERS for m in marks(order)]


def read(path):
    try:
        with open(path, "rb") as f:
            return f.read()
    except FileNotFoundError:
        return b""


class Searched:
    """Everything a server leaves behind."""

    def __init__(self, site, folder):
        self.site, self.folder = site, folder

    def files(self):
        for end in ("", "-wal", "-shm", ".log"):
            yield end or "database", read(self.site.db + end)

    def backup(self, name):
        path = self.folder(name)
        run("backup", self.site.db, path)
        return read(path)

    def memory(self):
        """An image of every process of the server."""
        children = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self.site.process.pid)],
            capture_output=True, text=True).stdout.split()
        for pid in [str(self.site.process.pid), *children]:
            path = self.folder("core")
            subprocess.run(["gcore", "-a", "-o", path, pid],
                           capture_output=True, check=True)
            yield "memory of " + pid, read(f"{path}.{pid}")
            os.remove(f"{path}.{pid}")


def prepare(chair, assembly, way, item=""):
    status, got = chair.post(f"/c/{assembly.public_id}/votes", {
        "question": "In which order?", "kind": 5, "way": way, "seats": 1,
        "item": item,
        "choices": "\n".join(f"Name {i}" for i in range(1, NAMES + 1))})
    path = must((status, got), "prepare")["location"]
    must(chair.post(path + "/open", {}), "open")
    return path


def cast(clients, path):
    for i, (client, order) in enumerate(zip(clients, ORDERS)):
        if i % 3 == 0:
            must(client.post(path + "/ballot",
                             {"choices": " ".join(map(str, order))}), "cast")
        elif i % 3 == 1:
            ranks = {f"r{c}": k for k, c in enumerate(order, 1)}
            must(client.post(path + "/ballot", ranks), "cast")
        else:
            ranks = [(f"r{c}", k) for k, c in enumerate(order, 1)]
            must(client.post_page(path + "/ballot", ranks), "cast")
        must(client.get(path), "look")


def linked(data, pairs):
    """Envelopes that stand right behind the number of their voter, as a row of
    the table has them."""
    return sum(v.participant.to_bytes(3, "big") + e in data
               for v, e in pairs)


def search_exports(when, exports, clients, path, pairs):
    """No ballot and no envelope in any of them."""
    found, seen = [], 0
    for name, text in exports.all(clients, path):
        data = text.encode()
        seen += len(data)
        if found_in(data, ALL_MARKS) or any(e in data for _, e in pairs):
            found.append(name)
    equal(found, [], f"{when}: no ballot and no envelope in any export")
    check(seen > 100000, f"{when}: {seen} bytes of exports were searched")


def search_public(when, client, path, names):
    """What is for all has ballots or envelopes, and names nobody."""
    for at in ["/recount"] + [f"/box/{step}" for step in range(4)]:
        status, text = client.get(path + at)
        if status == 200:
            equal([n for n in names if n in text], [],
                  f"{when}: no name in {at}")
        else:
            check(at == "/recount" or when != "opened",
                  f"{when}: {at} is not there yet", status)


def open_box(folder, keys, trustees, path):
    for step in range(1, 4):
        status, box = trustees[step - 1].get(f"{path}/box/{step - 1}")
        equal(status, 200, f"the box of step {step - 1} is there")
        folder.write("box", box)
        wrong = subprocess.run(
            [os.environ.get("CELLWORK", run.__globals__["PROGRAM"]), "trustee",
             "open", folder("box"), "--key", keys[step % 3]],
            input=PHRASE + "\n", capture_output=True, text=True)
        check(wrong.returncode == 1 and "does not open" in wrong.stderr,
              f"another trustee's key does not open layer {step}",
              wrong.stderr)
        after = run("trustee", "open", folder("box"), "--key", keys[step - 1],
                    input=PHRASE + "\n").stdout
        must(trustees[step - 1].post_file(path + "/step", "box",
                                          after.encode()), "step", step)


def controls(searched, site, assembly):
    """An open vote: what the search finds of it."""
    clients = [Client(site.port, v) for v in assembly.voters]
    chair = clients[0]
    path = prepare(chair, assembly, 2)
    cast(clients, path)
    must(chair.post(path + "/close", {"do": "sure"}), "close")
    time.sleep(1.5)
    own = clients[7].get("/me/export/json")[1].encode()
    check(found_in(own, marks(ORDERS[7])) == 1 and
          found_in(own, ALL_MARKS) == 1,
          "control: of an open vote one's own copy has one's own ballot")
    in_file = found_in(searched.backup("control.db"), ALL_MARKS)
    in_memory = sum(found_in(data, ALL_MARKS)
                    for _, data in searched.memory())
    check(in_file == VOTERS, "control: an open vote is found in the file",
          in_file)
    check(in_memory >= VOTERS, "control: and in the memory", in_memory)


def main():
    if shutil.which("gcore") is None:
        print("skip vote_secret_test: gcore of gdb is not here")
        sys.exit(77)
    with Place() as place, Folder() as folder:
        site = place.site(start=False, options=[
            "--metrics", "127.0.0.1:0", "--log", "json"])
        assembly = Assembly(site.db, VOTERS)
        if not site.start():
            raise SystemExit("not ok start: " + site.said())
        exports = vote_exports.Exports(site, assembly,
                                       vote_exports.metrics_port(site))
        clients = [Client(site.port, v) for v in assembly.voters]
        chair, trustees = clients[0], clients[1:4]
        item = vote_exports.sit(chair, assembly)
        keys = []
        for i, trustee in enumerate(trustees):
            keys.append(folder(f"key{i}"))
            public = run("trustee", "keygen", keys[i],
                         input=PHRASE + "\n").stdout.split("\t")[1].strip()
            equal(os.stat(keys[i]).st_mode & 0o777, 0o600,
                  "a key file is its owner's alone")
            must(trustee.post(f"/c/{assembly.public_id}/trustees",
                              {"public_key": public}), "register")
        searched = Searched(site, folder)
        path = prepare(chair, assembly, 4, item)
        cast(clients, path)
        pairs = [(v, site.rows("SELECT envelope FROM ballot_sealed WHERE"
                               " participant_id = ?", v.participant
                               )[0][0].encode()) for v in assembly.voters]
        for name, data in searched.files():
            equal(found_in(data, ALL_MARKS), 0,
                  f"open: no ballot in {name}")
        backup = searched.backup("during.db")
        equal(found_in(backup, ALL_MARKS), 0, "open: no ballot in a backup")
        check(linked(backup, pairs) == VOTERS,
              "control: a backup made during the vote has each envelope"
              " beside its voter", linked(backup, pairs))
        names = [v for voter in assembly.voters for v in (
            f"Voter {voter.number}", f"p{voter.number:011d}")]
        search_exports("open", exports, clients, path, pairs)
        must(chair.post(path + "/close", {"do": "sure"}), "close")
        check(until(10, lambda: len(read(site.db + "-wal")) == 0),
              "the log is emptied")
        for name, data in itertools.chain(searched.files(), [
                ("a backup", searched.backup("after.db"))],
                searched.memory()):
            equal(found_in(data, ALL_MARKS), 0, f"closed: no ballot in {name}")
            equal(linked(data, pairs), 0,
                  f"closed: no envelope beside its voter in {name}")
        envelopes = [e for e, in site.rows("SELECT envelope FROM vote_envelope"
                                           " ORDER BY position")]
        equal(sorted(e for _, e in pairs),
              [bytes(e.encode()) for e in envelopes],
              "the box has each envelope once, in the order of its bytes")
        search_exports("closed", exports, clients, path, pairs)
        search_public("closed", clients[9], path, names)
        open_box(folder, keys, trustees, path)
        vote_exports.rise(chair, assembly)
        check(site.rows("SELECT 1 FROM bulletin"), "a bulletin was drafted")
        search_exports("opened", exports, clients, path, pairs)
        search_public("opened", clients[9], path, names)
        status, page = clients[9].get(path)
        check(status == 200 and "Name" in page and "Decided" in page or
              "A tie" in page, "the result is shown", page[:300])
        got = sorted(site.rows("SELECT choices, times FROM vote_plain"))
        equal(got, sorted((" ".join(map(str, o)), 1) for o in ORDERS),
              "what comes out of the box is what was cast")
        status, blt = clients[9].get(path + "/recount")
        folder.write("recount.blt", blt)
        said = run("count", folder("recount.blt")).stdout
        winner = site.rows("SELECT c.text FROM vote_choice c JOIN vote v ON"
                           " v.id = c.vote_id WHERE v.public_id = ? AND"
                           " c.elected = 1", path.split("/")[-1])
        check(not winner or winner[0][0] in said,
              "another program counts the same", winner, said[:500])
        for name, data in itertools.chain(searched.files(),
                                          searched.memory()):
            equal(linked(data, pairs), 0,
                  f"opened: no envelope beside its voter in {name}")
        controls(searched, site, assembly)
        log = read(site.log).decode("utf-8", "replace")
        check(not re.search(r"choices|r\d+=", log),
              "no field of a ballot is in the log")
    done()


if __name__ == "__main__":
    main()

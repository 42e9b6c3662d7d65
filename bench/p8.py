"""P8: ballots of one vote, each durable, each sent six times over (once and five
duplicates), by clients who all come at once. At the end there are exactly as
many ballots as voters, in a secret vote with three trustees and in an open one.

Duplicates carry the same Idempotency-Key and stand anywhere in the stream; each
is answered as the first was. Each answer comes after its commit is durable.
"""
import contextlib
import json
import os
import random
import secrets
import sqlite3
import sys

from measure import (BUILD, ROOT, ROUNDS, SMALL, PROGRAM, Server, clear,
                     copy_of, demo, folder, row, run, say)
from filing import LOAD, write_requests

sys.path.insert(0, os.path.join(ROOT, "tests"))
from assembly import Assembly, Client, must  # noqa: E402

VOTERS = 1000 if SMALL else 10000
CELLS = 200 if SMALL else 1500
DUPLICATES = 5
CLIENTS = 256
MOST_S = 10
PHRASE = "a phrase for the bench"


def request(port, voter, path, key, choice):
    body = f"choices={choice}".encode()
    return (f"POST {path}/ballot HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
            f"Cookie: {voter.cookie}\r\nOrigin: http://127.0.0.1:{port}\r\n"
            f"Idempotency-Key: {key}\r\nAccept: application/json\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n").encode() + body


def stream(port, assembly, path, dice):
    """Everybody's first sending and the duplicates, mixed."""
    all_, wanted = [], [0, 0, 0]
    for voter in assembly.voters:
        choice = dice.randrange(3)
        wanted[choice] += 1
        key = secrets.token_hex(12)
        all_ += [request(port, voter, path, key, choice + 1)] * (
            1 + DUPLICATES)
    dice.shuffle(all_)
    return all_, wanted


def open_box(place, keys, clients, path):
    for step in range(1, 4):
        _, box = clients[step].get(f"{path}/box/{step - 1}")
        with open(place + "/box", "w", encoding="ascii") as f:
            f.write(box)
        after = run(PROGRAM, "trustee", "open", place + "/box", "--key",
                    keys[step - 1], input=PHRASE + "\n")
        must(clients[step].post_file(path + "/step", "box", after.encode()),
             "step")


def result(db, path):
    with contextlib.closing(sqlite3.connect(db)) as lite:
        return [v for v, in lite.execute(
            "SELECT c.votes FROM vote_choice c JOIN vote v ON v.id ="
            " c.vote_id WHERE v.public_id = ? ORDER BY c.position",
            (path.split("/")[-1],))]


def one(place, way, dice):
    """One vote; seconds until the last ballot was answered."""
    db = copy_of(demo(CELLS), place + "/p8.db")
    assembly = Assembly(db, VOTERS)
    with Server(db) as server:
        clients = [Client(server.port, v) for v in assembly.voters[:4]]
        keys = []
        for i in range(3):
            keys.append(f"{place}/key{i}")
            with contextlib.suppress(FileNotFoundError):
                os.remove(keys[i])
            said = run(PROGRAM, "trustee", "keygen", keys[i],
                       input=PHRASE + "\n")
            must(clients[i + 1].post(f"/c/{assembly.public_id}/trustees",
                {"public_key": said.split("\t")[1].strip()}), "key")
        path = must(clients[0].post(f"/c/{assembly.public_id}/votes", {
            "question": "Do we agree?", "kind": 1, "way": way}),
            "prepare")["location"]
        must(clients[0].post(path + "/open", {}), "open")
        all_, wanted = stream(server.port, assembly, path, dice)
        file = write_requests(place + "/requests", all_)
        got = json.loads(run(LOAD, server.port, file, "--connections",
                             CLIENTS))
        if got["status"] != {"200": len(all_)} or got["broken"]:
            raise SystemExit(f"not every ballot was taken: {got}")
        must(clients[0].post(path + "/close", {"do": "sure"}), "close")
        if way == 4:
            open_box(place, keys, clients, path)
    counted = result(db, path)
    clear(db)
    if counted != wanted:
        raise SystemExit(f"{counted} were counted, {wanted} were cast")
    say(f"{len(all_)} sendings, {sum(counted)} ballots; half answered within"
        f" {got['p50']:.0f} ms, 99 of 100 within {got['p99']:.0f} ms")
    return got["seconds"]


def main():
    dice = random.Random(8)
    with folder() as place:
        for name, way in (("secret", 4), ("open", 2)):
            row(f"P8 ballots, {name}", f"{VOTERS} voters, {DUPLICATES}"
                " duplicates each", "s",
                [one(place, way, dice) for _ in range(ROUNDS)],
                better="less", most=MOST_S)


if __name__ == "__main__":
    main()

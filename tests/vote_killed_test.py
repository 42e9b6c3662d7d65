#!/usr/bin/env python3
"""The server is killed in the middle of a secret vote: every ballot that was
acknowledged is there, and nobody's twice; trustees open the box that comes out
of it (VOTE-4, VOTE-11)."""
import http.client
import secrets
import threading

from assembly import Assembly, Client, must
from house import Folder, check, done, equal, run
from served import Place

VOTERS, LIVES = 60, 3
PHRASE = "a phrase for the test"


def send_all(port, voters, path, keys, taken):
    """Each sends until the server is gone; what was acknowledged is noted."""
    for voter in voters:
        client = Client(port, voter)
        try:
            status, _ = client.post(path + "/ballot", {"choices": 1},
                                    keys[voter.number])
        except (OSError, http.client.HTTPException):
            return
        if status == 200:
            taken.add(voter.number)


def main():
    with Place() as place, Folder() as folder:
        site = place.site(start=False)
        assembly = Assembly(site.db, VOTERS)
        site.start()
        chair = Client(site.port, assembly.voters[0])
        for i in range(3):
            public = run("trustee", "keygen", folder(f"k{i}"),
                         input=PHRASE + "\n").stdout.split("\t")[1].strip()
            must(Client(site.port, assembly.voters[i + 1]).post(
                f"/c/{assembly.public_id}/trustees", {"public_key": public}))
        path = must(chair.post(f"/c/{assembly.public_id}/votes", {
            "question": "Do we go on?", "kind": 1, "way": 4}))["location"]
        must(chair.post(path + "/open", {}))
        keys = {v.number: secrets.token_hex(12) for v in assembly.voters}
        taken = set()
        for life in range(LIVES):
            threads = [threading.Thread(target=send_all, args=(
                site.port, assembly.voters[k::6], path, keys, taken))
                for k in range(6)]
            before = len(taken)
            for t in threads:
                t.start()
            while len(taken) < min(VOTERS, before + 8 * (life + 1)) and any(
                    t.is_alive() for t in threads):
                threads[0].join(0.002)
            site.kill()
            for t in threads:
                t.join()
            if not site.start():
                raise SystemExit("not ok start: " + site.said())
            kept = {n for n, in site.rows(
                "SELECT p.number FROM ballot_sealed b JOIN participant p ON"
                " p.id = b.participant_id")}
            check(taken <= kept, f"life {life + 1}: what was acknowledged is"
                  " there", taken - kept)
        threads = [threading.Thread(target=send_all, args=(
            site.port, assembly.voters[k::6], path, keys, taken))
            for k in range(6)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        equal(len(taken), VOTERS, "sent again, all are acknowledged")
        equal(site.number("SELECT count(*) FROM ballot_sealed"), VOTERS,
              "each voter has one envelope")
        must(Client(site.port, assembly.voters[0]).post(path + "/close",
                                                        {"do": "sure"}))
        for step in range(1, 4):
            trustee = Client(site.port, assembly.voters[step])
            folder.write("box", trustee.get(f"{path}/box/{step - 1}")[1])
            after = run("trustee", "open", folder("box"), "--key",
                        folder(f"k{step - 1}"), input=PHRASE + "\n").stdout
            must(trustee.post_file(path + "/step", "box", after.encode()))
        equal(site.rows("SELECT choices, times FROM vote_plain"),
              [("1", VOTERS)], "as many ballots as voters")
    done()


if __name__ == "__main__":
    main()

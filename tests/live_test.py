#!/usr/bin/env python3
"""Live pages while things go wrong, with a thousand who watch: all hang up at
once and come back; the server is killed and started again, or told to stop.
Nobody misses a version, none is sent one that is older (LIVE-1,
LIVE-2), and who did not miss anything is sent nothing.
"""
import time

from house import Folder, check, done, equal
from live_storm import House, Storm

CLIENTS = 1000


def right(got, clients, name):
    """All are there, and nobody was sent what is wrong."""
    equal(got["have"], clients, f"{name}: all have the last version")
    equal((got["back"], got["junk"]), (0, 0),
          f"{name}: no version after a newer one")


def exact(house, before, got, clients, name):
    """Each was sent each message that was made, once (several changes may be
    one message)."""
    made = house.figures()["live_rendered_total"] - before
    check(made >= 1 and got["events"] == made * clients and got["all"] == 0,
          f"{name}: each was sent exactly what was made", made, got)


def main():
    with Folder() as folder:
        house = House(folder("live.db"))
        storm = Storm(house, CLIENTS)
        version = 1
        got = storm.until(version)
        right(got, CLIENTS, "opened")
        equal(got["all"], CLIENTS, "opened: each was sent all parts")
        made = house.figures()["live_rendered_total"]
        for i in range(20):
            house.say(f"word {i}")
            version += 1
            time.sleep(0.03)
        got = storm.until(version)
        right(got, CLIENTS, "20 changes")
        exact(house, made, got, CLIENTS, "20 changes")
        figures = house.figures()
        equal(figures["live_streams"], CLIENTS, "figures: streams")
        equal(figures["live_messages_total"], got["events"],
              "figures: messages")

        made = house.figures()["live_rendered_total"]
        storm.order(f"drop {CLIENTS}")
        for i in range(10):
            house.say(f"meanwhile {i}")
            version += 1
            time.sleep(0.1)
        got = storm.until(version)
        right(got, CLIENTS, "all hung up")
        equal(got["opened"], CLIENTS, "all hung up: and all came back")
        exact(house, made, got, CLIENTS, "all hung up")

        house.kill()
        house.start()
        got = storm.until(version)
        right(got, CLIENTS, "killed")
        equal((got["opened"], got["events"]), (CLIENTS, 0),
              "killed: who missed nothing was sent nothing")
        house.say("after")
        version += 1
        got = storm.until(version)
        right(got, CLIENTS, "after the kill")
        equal(got["all"], 0, "after the kill: only what changed was sent")

        # Killed while changes come: what was answered is there.
        for i in range(5):
            house.say(f"before {i}")
            version += 1
        house.kill()
        house.start()
        house.say("last")
        version += 1
        got = storm.until(version)
        right(got, CLIENTS, "killed among changes")

        took, status = house.stop()
        equal(status, 0, "stopped: the exit status")
        check(took < 5, f"stopped: within {took:.1f} s")
        house.start()
        house.say("again")
        got = storm.until(version + 1)
        right(got, CLIENTS, "stopped and started")
        storm.end()
        deadline = time.monotonic() + 10
        while house.figures()["live_streams"] and \
                time.monotonic() < deadline:
            time.sleep(0.1)
        equal(house.figures()["live_streams"], 0, "all left: none is open")
        house.stop()
    done()


if __name__ == "__main__":
    main()

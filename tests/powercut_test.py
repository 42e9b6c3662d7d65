"""Power cuts: with nothing on the disk that was not made durable, every write
that was acknowledged is there.

tests/fault/shim.c keeps a journal of what the server wrote and made durable.
Under load the server is killed, and from the journal the files are made as the
worst power cut leaves them: without any byte that no sync has confirmed. kill
-9 alone cannot show this, for the system keeps what was written.
"""
import os
import random
import threading
import time

import fault
from house import check, done, run
from killed import CLIENTS, Writes, counted, one_client
from served import SECRETARY, Place, Site

ROUNDS = 4
LOAD_S = 0.8


def read(path):
    if not os.path.exists(path):
        return b""
    with open(path, "rb") as f:
        return f.read()


def events(data):
    """What stands in a journal, one thing after the other, each with the place
    after it."""
    at = 0
    while at < len(data):
        end = data.find(b"\n", at)
        if end < 0:
            return			# cut off when it was killed
        what, where, size, name = data[at:end].decode().split(" ", 3)
        at = end + 1
        if at + int(size) > len(data):
            return
        yield what, int(where), data[at:at + int(size)], name, at + int(size)
        at += int(size)


def cut_off(journal):
    """What was being noted when the server was killed goes: the next server
    adds to the journal, and nothing of it can have been confirmed."""
    end = 0
    for *_, end in events(read(journal)):
        pass
    if os.path.exists(journal):
        os.truncate(journal, end)


def change(image, what, where, data):
    if what == "T":
        image[where:] = b""
        image.extend(bytes(where - len(image)))
    else:
        image.extend(bytes(max(0, where - len(image))))
        image[where:where + len(data)] = data


def after_power_cut(journal, before):
    """The files as they are on the disk. What a sync that failed was about is
    lost for good, as Linux does it: the next sync knows nothing of it."""
    images = {name: bytearray(data) for name, data in before.items()}
    pending = {}
    for what, where, data, name, _ in events(read(journal)):
        if what in "WT":
            pending.setdefault(name, []).append((what, where, data))
        else:
            for one in pending.pop(name, []) if what == "S" else []:
                change(images.setdefault(name, bytearray()), *one)
            pending.pop(name, None)
    return {n: d for n, d in images.items() if not n.endswith("-shm")}


def put_files(images, old, new):
    for end in ("", "-wal", "-shm"):
        if os.path.exists(new + end):
            os.remove(new + end)
    for name, data in images.items():
        with open(name.replace(old, new), "wb") as f:
            f.write(data)


def load(site, browser, writes):
    stop = threading.Event()
    threads = [threading.Thread(target=one_client,
                                args=(browser.twin(), writes, stop))
               for _ in range(CLIENTS)]
    for t in threads:
        t.start()
    time.sleep(LOAD_S)
    site.kill()
    stop.set()
    for t in threads:
        t.join()


def lost(place, site, journal, before, writes):
    """Acknowledged writes that are not there after the power cut, and what
    the look at the file says."""
    new = place.folder("after.db")
    put_files(after_power_cut(journal, before), site.db, new)
    after = Site(new)
    if not after.start():
        return ["it does not start: " + after.said()[-500:]], 0
    there = counted(after)
    missing = [w.mark for w in writes.all if w.acknowledged and
               there.get((w.kind, w.mark), 0) != 1]
    after.kill()
    checked = run("check", new, exits=None)
    if checked.returncode != 0:
        missing.append(checked.stdout + checked.stderr)
    return missing, sum(w.acknowledged for w in writes.all)


class World:
    """A server with the shim, its journal, and what the disk held before."""

    def __init__(self, place, shim, name, seed):
        self.place, self.shim = place, shim
        self.site = place.site(name, options=["--no-supervise"])
        self.browser = self.site.browser(SECRETARY)
        self.writes = Writes(self.browser, seed)
        self.site.stop()
        self.journal = place.folder(name + ".journal")
        if os.path.exists(self.journal):
            os.remove(self.journal)
        with open(self.site.db, "rb") as f:
            self.before = {self.site.db: f.read()}

    def start(self):
        cut_off(self.journal)
        return self.site.start(env=self.shim.env(self.site.db, self.journal))

    def load(self):
        load(self.site, self.browser, self.writes)

    def lost(self):
        return lost(self.place, self.site, self.journal, self.before,
                    self.writes)


seed = random.randrange(1 << 32)
print(f"    seed {seed}")
with Place() as place:
    shim = fault.Shim(place.folder)
    world = World(place, shim, "cut", seed)
    for i in range(ROUNDS):
        world.start()
        world.load()
        missing, all_ = world.lost()
        check(not missing and all_ > 0, f"power cut {i + 1}: {all_} "
              "acknowledged writes are there", *missing[:10])

    for name, restart in (("goes on", False),
                          *[("is killed and starts", True)] * 3):
        world = World(place, shim, "sync", seed)
        world.start()
        # The last thing before it is killed, or one thing among others.
        shim.arm(fault.SYNC, 2, for_good=restart)
        for _ in range(2 if restart else 4):
            world.writes.next(world.browser).send(world.browser)
        if restart:
            world.site.kill()
        _, failed = shim.disarm()
        check(failed > 0, "a sync fails")
        if restart:
            world.start()
        world.load()
        missing, all_ = world.lost()
        check(not missing and all_ > 3, f"a sync failed and the server {name}:"
              f" after a power cut all {all_} acknowledged writes are there",
              f"{len(missing)} are not", *missing[:10])

    world = World(place, shim, "lies", seed)
    world.start()
    shim.arm(fault.SYNC_LIES, 1, 0, True)
    world.load()
    shim.disarm()
    missing, all_ = world.lost()
    check(missing, f"control: where syncs lie, {len(missing)} of {all_} "
          "acknowledged writes are lost, and that is seen")
done()

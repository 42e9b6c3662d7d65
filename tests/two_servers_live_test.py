"""Live pages of a conference at two servers of one database on PostgreSQL: what
the chair does at one is on the phones at the other within a second, also where
all connections to the engine were cut, and who goes from one server to the
other is told what was missed (LIVE-1, LIVE-2).
"""
import http.client
import re
import socket
import threading
import time

import beside_pg
from house import check, done, equal
from served import SECRETARY, Gone, new_key, until

SHOWS_S = 1.0
SETTLES_S = 5.0
CHAIR = "00000104"
LOOK_S = 0.5		# a stream is read so long at a time


class Phone:
    """Follows one page, as a browser does; the versions and texts it had."""

    def __init__(self, server, path, cookie, last=None):
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port,
                                                     timeout=60)
        headers = {"Cookie": cookie, "Accept": "text/event-stream"}
        if last is not None:
            headers["Last-Event-ID"] = last
        self.connection.request("GET", path, headers=headers)
        self.socket = self.connection.sock
        self.answer = self.connection.getresponse()
        self.ids, self.text, self.ended = [], "", False
        self.thread = threading.Thread(target=self.follow, daemon=True)
        self.thread.start()

    def follow(self):
        """Until the server hangs up, or close()."""
        try:
            for line in self.answer:
                line = line.decode().rstrip("\n")
                if line.startswith("id:"):
                    self.ids.append(line[3:].strip())
                elif line.startswith("data:"):
                    self.text += line[5:] + "\n"
        except (OSError, ValueError, http.client.HTTPException):
            pass
        self.ended = True

    def versions(self):
        return [int(re.match(r"\d+", i).group(0)) for i in self.ids]

    def close(self):
        """The socket first: the thread reads from it."""
        self.socket.shutdown(socket.SHUT_RDWR)
        self.thread.join()
        self.connection.close()


class Conference:
    """The demo's, with its chair at one of the servers."""

    def __init__(self, server):
        (self.id,), = server.rows(
            "SELECT public_id FROM conference WHERE state = 2")
        (login,), = server.rows(
            "SELECT a.login FROM account a JOIN member m ON m.id ="
            " a.member_id WHERE m.number = ?", CHAIR)
        self.server, self.path = server, "/c/" + self.id
        self.chair = server.browser(login)
        self.sittings = [r[0] for r in server.rows(
            "SELECT s.public_id FROM sitting s JOIN conference c ON c.id ="
            " s.conference_id WHERE c.public_id = ? AND s.opened_at IS NULL"
            " ORDER BY s.day, s.starts", self.id)]

    def at(self, server):
        """The same login there."""
        self.chair.close()
        self.chair.site = server

    def do(self, what):
        for _ in range(20):	# after a cut the engine is asked again
            try:
                got = self.chair.post(self.path + "/run",
                                      [("_key", new_key()), ("do", what)])
            except Gone:
                continue
            if got.status != 503:
                return got.status
            time.sleep(0.1)
        return got.status

    def item(self):
        """The title of the item that is open."""
        rows = self.server.rows(
            "SELECT i.title FROM item i JOIN conference c ON c.item_id = i.id"
            " WHERE c.public_id = ?", self.id)
        return rows[0][0] if rows else ""


def shows(conference, phone, what, name):
    """Done by the chair; the words of the item that is open then come."""
    had = len(phone.text)
    equal(conference.do(what), 303, f"{name}: the chair's press is taken")
    began, title = time.monotonic(), conference.item()
    check(title != "" and until(
        SHOWS_S, lambda: title in phone.text[had:]),
          f"{name}: it shows within a second", title, phone.text[had:][:300])
    print(f"    after {1000 * (time.monotonic() - began):.0f} ms at most")


def never_older(phone, name):
    versions = phone.versions()
    check(versions == sorted(versions) and versions,
          f"LIVE-1: {name}: no version after a newer one", versions)


beside_pg.begin()
with beside_pg.Place(12) as place:
    one, two = place.server("one"), place.server("two")
    conference = Conference(one)
    member = one.browser(SECRETARY)
    stream = conference.path + "/now/live"
    phone = Phone(two, stream, member.cookie)
    equal(phone.answer.status, 200, "the other server opens the stream")
    check(until(SETTLES_S, lambda: phone.ids), "it begins with all parts")

    equal(conference.do("sitting-" + conference.sittings[0]), 303,
          "a sitting is opened at one")
    shows(conference, phone, "next", "at the other")
    shows(conference, phone, "next", "and the next")

    beside_pg.psql(one.db, "SELECT count(pg_terminate_backend(pid))"
                   " FROM pg_stat_activity WHERE application_name ="
                   " 'cellwork' AND datname = current_database()")
    had = len(phone.text)
    equal(conference.do("close"), 303,
          "connections cut: the chair's press is taken")
    check(until(SETTLES_S, lambda: len(phone.text) > had) and not phone.ended,
          "connections cut: the stream lives, and shows it")
    never_older(phone, "one who stayed")

    # What happens while a phone goes from one server to the other.
    last = phone.ids[-1]
    phone.close()
    conference.at(two)
    equal(conference.do("next"), 303, "now the chair is at the other server")
    title = conference.item()
    back = Phone(one, stream, member.cookie, last)
    check(until(SHOWS_S, lambda: title in back.text),
          "LIVE-2: who comes to the first is told what was missed",
          title, back.text[:300])

    # Both write; both show one state in the end.
    there = Phone(two, stream, member.cookie)
    until(SETTLES_S, lambda: there.ids)
    presses = "end", "sitting-" + conference.sittings[1], "next", "next"
    taken = []
    for i, press in enumerate(presses):
        conference.at((one, two)[i % 2])
        taken.append(conference.do(press))
    equal(taken, [303] * len(presses), "the chair goes to and fro")
    check(until(SETTLES_S, lambda: back.versions()[-1] ==
                there.versions()[-1]),
          "both servers come to one version", back.ids[-1:], there.ids[-1:])
    never_older(back, "at the first")
    never_older(there, "at the second")

    two.kill()
    conference.at(one)
    shows(conference, back, "next", "one of them killed")
    back.close()
    equal(one.stop(), 0, "it ends well")
done()

"""All that leaves a house as a file or a page for machines: what an
administrator, an organiser and each person takes out of it, the record of
changes, logs and figures. For vote_secret_test.py, which searches it.
"""
import re
import urllib.request

from assembly import must
from house import run


def metrics_port(site):
    """It is on the second line of what the program prints."""
    return int(re.search(r"port (\d+)", site.process.stdout.readline()
                         ).group(1))


def sit(chair, assembly):
    """A sitting with one item, open: its bulletin is drafted at its close."""
    base = f"/c/{assembly.public_id}"
    must(chair.post(base + "/sittings", {
        "title": "Day 1", "day": assembly.day, "starts": "09:00",
        "ends": "12:30"}), "a sitting")
    sitting = assembly.ask("SELECT public_id FROM sitting WHERE"
                           " conference_id = ?")
    must(chair.post(base + "/items", {
        "sitting": sitting, "kind": 5, "title": "Decisions",
        "minutes": 20}), "an item")
    item = assembly.ask("SELECT public_id FROM item WHERE conference_id = ?")
    for what in (f"sitting-{sitting}", f"item-{item}"):
        must(chair.post(base + "/run", {"do": what}), what)
    return item


def rise(chair, assembly):
    for what in ("close", "end"):
        must(chair.post(f"/c/{assembly.public_id}/run", {"do": what}), what)


class Exports:
    def __init__(self, site, assembly, port):
        self.site, self.assembly, self.port = site, assembly, port

    def of_house(self):
        """What the administrator and the auditor take out."""
        for what in ("units", "members", "terms", "meetings"):
            yield "export " + what, run("export", what, self.site.db).stdout
        a = self.assembly.public_id
        for verb in (("conference", "show"), ("conference", "proceedings"),
                     ("delegates", "export")):
            yield " ".join(verb), run(*verb, self.site.db, a,
                                      exits=None).stdout
        yield "check", run("check", self.site.db, exits=None).stdout
        yield "the record of changes", "\n".join(
            str(row) for row in self.site.rows("SELECT * FROM change"))
        yield "requests that are kept", "\n".join(
            str(row) for row in self.site.rows("SELECT * FROM request"))
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/metrics",
                                    timeout=10) as got:
            yield "/metrics", got.read().decode()

    def of_conference(self, client, path):
        base = f"/c/{self.assembly.public_id}"
        paths = [path, path + "/roll", base + "/votes", base + "/proceedings",
                 base + "/proceedings.xml", base + "/bulletins",
                 base + "/bulletins.atom", base + "/schedule.xml",
                 base + "/delegates/list", base + "/now", base + "/chair",
                 base + "/hall", base + "/press", base + "/tellers"]
        for one, in self.site.rows("SELECT public_id FROM bulletin"):
            paths += [f"{base}/bulletins/{one}",
                      f"{base}/bulletins/{one}/plain"]
        for at in paths:
            yield at, client.get(at)[1]

    def of_persons(self, clients):
        """Each person's own copy, in both forms, and own pages."""
        for i, client in enumerate(clients):
            for at in ("/me/export/json", "/me/export/text"):
                status, text = client.get(at)
                assert status == 200, (at, status)
                yield f"{at} of voter {i + 1}", text
        for at in ("/me", "/me/looks", "/changes"):
            yield at, clients[0].get(at)[1]

    def all(self, clients, path):
        yield from self.of_house()
        yield from self.of_conference(clients[0], path)
        yield from self.of_persons(clients)

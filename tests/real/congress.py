"""The public data of the US Congress as lists of units, members and terms."""
import csv
import io
import sys

import yaml

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
CHAMBER = {"house": "HOUSE", "senate": "SENATE", "joint": "JOINT"}


def load(path):
    with open(path, encoding="utf-8") as f:
        return yaml.load(f, LOADER)


def units(committees):
    yield ["CONGRESS", "", "congress", "Congress of the United States"]
    for code, name in [("HOUSE", "House of Representatives"),
                       ("SENATE", "Senate"), ("JOINT", "Joint committees")]:
        yield [code, "CONGRESS", "chamber", name]
    for c in committees:
        yield [c["thomas_id"], CHAMBER[c["type"]], "committee", c["name"]]
        for s in c.get("subcommittees", []):
            yield [c["thomas_id"] + s["thomas_id"], c["thomas_id"],
                   "subcommittee", s["name"]]


def chamber_of(person):
    return "SENATE" if person["terms"][-1]["type"] == "sen" else "HOUSE"


def name_of(person):
    n = person["name"]
    return n.get("official_full", f"{n['first']} {n['last']}")


def members(people):
    for p in people:
        yield [p["id"]["bioguide"], name_of(p), chamber_of(p)]


def committee_seats(membership):
    for code, holders in membership.items():
        for seat, holder in enumerate(holders, start=1):
            yield [holder["bioguide"], code, "committee-seat", seat, "", ""]


def dated_terms(people):
    """One seat for each state and class, or state and district."""
    seats = {"SENATE": {}, "HOUSE": {}}
    for p in people:
        for t in p["terms"]:
            if t["type"] == "sen":
                unit, key = "SENATE", (t["state"], t["class"])
            else:
                unit, key = "HOUSE", (t["state"], t["district"])
            seat = seats[unit].setdefault(key, len(seats[unit]) + 1)
            office = "senator" if unit == "SENATE" else "representative"
            yield [p["id"]["bioguide"], unit, office, seat,
                   str(t["start"]), str(t["end"])]


def listing(header, rows):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


if __name__ == "__main__":
    sys.exit("a module of congress_test.py")

"""Every link of the first three levels leads somewhere, for each role.

Nothing is timed here: tests/walk_long.py does that, on a large organisation.
"""
from house import check, done
from served import Place
from walk import ROLES, walk_all

# What a role must have come to; else the walk saw less than it says.
COMES_TO = {"member": ["/me", "/cell", "/rules"],
            "secretary": ["/meetings", "/assignments"],
            "officer": ["/units", "/exceptions"],
            "auditor": ["/national", "/changes",
                        "/national/picture.png?show="]}


def main():
    with Place(cells=300) as place:
        walks = walk_all(place.site("walk"))
        for role in ROLES:
            walk = walks[role]
            check(not walk.wrong, f"{role}: each of {len(walk.times)} links "
                  "leads somewhere", *walk.wrong[:20])
            missed = [p for p in COMES_TO[role] if p not in walk.times]
            check(not missed, f"{role}: comes to the pages of the role",
                  missed)
    done()


if __name__ == "__main__":
    main()

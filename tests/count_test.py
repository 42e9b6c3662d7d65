"""The verb "count" as a person uses it: published orders, lots, files that are
wrong, recount files; and elections by chance, counted twice."""
import json
import os

import count_random
from house import ROOT, SHARED, Folder, check, done, equal, run

BALLOTS = os.path.join(ROOT, "tests", "ballots")


def ballots(name):
    return os.path.join(BALLOTS, name)


def names(result, key):
    return [result["candidates"][n - 1]["name"] for n in result[key]]


def published():
    """Two elections whose order was published (see the README there)."""
    where = os.path.join(SHARED, "data", "ballots")
    if not os.path.isdir(where):
        print("skip published orders: ../shared/data/ballots is not here")
        return
    for year in (2022, 2023):
        path = os.path.join(where, f"steering-{year}.csv")
        with open(path.replace(".csv", ".result"), encoding="utf-8") as f:
            wanted = f.read().split()
        got = json.loads(run("count", path, "--method", "schulze",
                             "--json").stdout)
        equal(names(got, "order"), wanted, f"the published order of {year}")
        check(all(a == b for a, b in got["places"]), "without a tie")
        last = json.loads(run("count", path, "--method", "schulze",
                              "--unranked", "last", "--json").stdout)
        check(names(last, "order") != wanted,
              "no opinion as last gives another one")


def lots(folder):
    path = ballots("committee-2005.blt")
    got = run("count", path, "--method", "scottish", exits=1)
    check("draw it" in got.stderr and "A lot has to decide" in got.stdout and
          "F, J, K, L" in got.stdout, "a lot is asked for, between whom")
    drawn = ("--lot", "F", "--lot", "J", "--lot", "K")
    got = run("count", path, "--method", "scottish", *drawn)
    check("Elected: G, D, M, C" in got.stdout, "and used in its order")
    got = run("count", path, "--method", "scottish", "--lot", "A", exits=1)
    check("was not tied" in got.stderr, "whom a lot names was tied")
    got = run("count", path, "--method", "scottish", *drawn, "--lot", "A",
              exits=1)
    check("nothing asked for" in got.stderr, "no lot is left over")
    run("count", path, "--method", "scottish", "--lot", "Nobody", exits=2)

    # What was drawn stands in the recount file: nobody has to say it again.
    text = run("count", path, "--method", "scottish", *drawn,
               "--write").stdout
    check("#: lot 6\n#: lot 10\n#: lot 11\n" in text, "lots are written")
    again = folder.write("recount.blt", text)
    equal(run("count", again, "--json").stdout.replace(" ", ""),
          run("count", path, "--method", "scottish", *drawn,
              "--json").stdout.replace(" ", ""),
          "the recount file counts the same")
    equal(run("count", again, "--write").stdout, text,
          "and written again it is the same")


def wrong(folder):
    for name, text, says in (
            ("word", "2 1\n1 1 x 0\n0\n", 'line 2, column 5: the number of a '
             'candidate, or 0 at the end of the ballot, was expected, not '
             '"x"'),
            ("unnamed", '1 1\n0\n', "line 3, column 1: the name of a "
             "candidate between quotation marks was expected here"),
            ("twice", "2 1\n1 1 1 0\n0\n", "names a candidate twice"),
            ("table", "Ann,Bob\n1,2\n1,first\n", "line 3, column 3: a rank "
             'from 1, or "No opinion", or nothing was expected, not "first"'),
            ("rule", "#: method best\n", "line 1, column 11: question, "
             "plurality, approval, schulze, scottish or meek was expected")):
        path = folder.write(name, text)
        got = run("count", path, "--method", "meek", exits=1)
        check(says in got.stderr and got.stdout == "", f"{name}: where and "
              "what", got.stderr)
    got = run("count", folder("absent"), "--method", "meek", exits=1)
    check("No such file" in got.stderr, "a file that is not there")
    run("count", folder.path, "--method", "meek", exits=1)
    got = run("count", ballots("castor.blt"), exits=2)
    check("say --method" in got.stderr, "how it is counted has to be said")
    for more in (("--method", "best"), ("--unranked", "first"),
                 ("--seats", "0"), ("--majority", "3/2 of members")):
        run("count", ballots("castor.blt"), "--method", "approval", *more,
            exits=2)
    got = run("count", folder.write("same", '2 1\n1 1=2 0\n0\n"A"\n"B"\n"t"\n'),
              "--method", "meek", exits=1)
    check("equal ranks" in got.stderr, "what a method has no rule for")


def questions(folder):
    text = ('#: method question\n#: majority more than 1/2 of present\n'
            '#: eligible 40\n#: present 21\n#: spoilt 1\n3 1\n11 1 0\n6 2 0\n'
            '2 3 0\n1 0\n0\n"For"\n"Against"\n"Abstain"\n"Shall we?"\n')
    got = run("count", folder.write("question.blt", text)).stdout
    check("Votes needed: 11 of 21 who are present" in got and
          "Outcome: carried" in got, "a question with its numbers", got)
    tie = text.replace("11 1 0", "6 1 0").replace("present\n", "votes cast\n", 1)
    for line, says in (("", "tie"), ("#: casting for\n", "carried, by the vote "
                       "of the chair"), ("#: seed dice\n", "not carried, by lot"),
                       ("#: seed a\n", "carried, by lot")):
        path = folder.write("tie.blt", line + tie)
        check(f"Outcome: {says}\n" in run("count", path).stdout,
              f"a question as many are for as against: {says}")
    got = json.loads(run("count", folder("question.blt"), "--majority",
                         "2/3 of votes cast", "--json").stdout)
    equal((got["outcome"], got["needed"], got["whole"], got["spoilt"]),
          ("not carried", 12, 17, 1), "an option says another majority")


published()
with Folder() as folder:
    lots(folder)
    wrong(folder)
    questions(folder)
count_random.all_of(200, 20070503)
done()

"""Statutes that have an error, given to init and to adopt: it is said where, and
nothing is made or adopted."""
import os

from house import ROOT, Folder, check, done, equal, run

with Folder() as folder:
    db = folder("new.db")
    for text, where in (("<p>\n", ":1:1:"),
                        ("# Rules\n\n## Article 1. Tiers\n\n```rules\n"
                         "tier cell \"Cell\"\nmeet often\n```\n", ":7:1:")):
        path = folder.write("rules.md", text)
        got = run("init", db, "--statutes", path, "--from", "2024-01-01",
                  exits=1)
        told = got.stdout + got.stderr
        check(path + where in told, f"the error is told at {where}", told)
        check("expected:" in told, "and what was expected", told)
        check("nothing was made" in told, "and that nothing was made", told)
        equal([n for n in os.listdir(folder.path) if "new.db" in n], [],
              "nothing is there")
        old = folder("old.db")
        if not os.path.exists(old):
            run("init", old, "--statutes", ROOT + "/tests/real/kubernetes.md",
                "--from", "2014-01-01")
        got = run("statutes", "adopt", old, path, "--from", "2020-01-01",
                  exits=1)
        told = got.stdout + got.stderr
        check(path + where in told, f"adopt tells the error at {where}", told)
        check("nothing was adopted" in told, "and that nothing was adopted",
              told)
done()

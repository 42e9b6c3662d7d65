"""init with statutes that have an error: it is said where, and nothing is
made."""
import os

from house import Folder, check, done, equal, run

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
done()

"""Whoever changes the data, a server finds members as they are now: what it
wrote itself, and what another program wrote beside it."""
import urllib.parse

from house import check, done, run
from served import SECRETARY, Place, until

SECONDS = 2		# SEAR-5 says one; a busy machine may take longer


def finds(browser, text, name):
    page = browser.get("/search?q=" + urllib.parse.quote(text)).text
    return f"<bdi>{name}</bdi>" in page


with Place() as place:
    site = place.site()
    browser = site.browser(SECRETARY)
    code, cell = site.rows(
        "SELECT u.code, u.public_id FROM unit u JOIN membership s ON s.cell_id"
        " = u.id JOIN account a ON a.member_id = s.member_id WHERE a.login = ?"
        " AND s.until_day IS NULL", SECRETARY)[0]
    other = site.rows("SELECT code FROM unit WHERE tier = 'cell' AND code <> ?"
                      " ORDER BY id DESC LIMIT 1", code)[0][0]

    path = f"/u/{cell}/members/new"
    got = browser.fill(path, path, name="Zinnia Quist",
                       number="S-1")
    check(got.status == 303, "a member joins by the page", got.text[:500])
    check(until(SECONDS, lambda: finds(browser, "quist zin", "Zinnia Quist")),
          "and is found")

    rows = place.folder.write("more.csv", "number;name;cell\n"
                              f"S-2;Zacharias Ålund;{code}\n"
                              f"S-3;Zelda Far;{other}\n")
    run("import", "members", site.db, rows)
    check(until(SECONDS, lambda: finds(browser, "alund", "Zacharias Ålund")),
          "who is brought in by another program is found")
    check(not finds(browser, "zelda", "Zelda Far") and
          not finds(browser, "S-3", "Zelda Far"),
          "and who came into another cell is not")
    site.stop()
done()

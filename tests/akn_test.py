"""Proceedings as Akoma Ntoso against two schemas: that of OASIS, where
CELLWORK_AKN_XSD names it (akomantoso30.xsd is not ours to give), and our own of
what we write, tests/akn/proceedings.rng. Both of a conference that was played
through a real server and of what the unit test made of hostile records; and
broken documents are refused by both.
"""
import os
import re
import shutil
import subprocess
import sys

from house import PROGRAM, ROOT, Folder, check, done, equal, run
from served import Place, new_key

RNG = os.path.join(ROOT, "tests", "akn", "proceedings.rng")
XSD = os.environ.get("CELLWORK_AKN_XSD", "")
UNIT_TEST = os.path.join(os.path.dirname(PROGRAM), "bulletin_akn_test")
CHAIR, EDITOR, DOOR = "kirsi.holm", "tove.lind", "jonah.pell"
OPENLY, QUESTION = 2, 1

if shutil.which("xmllint") is None:
    print("skip akn_test: xmllint is not installed here")
    sys.exit(77)
SCHEMAS = [("our schema", ["--relaxng", RNG])]
if XSD:
    SCHEMAS.append(("the schema of OASIS", ["--schema", XSD]))
else:
    print("skip akn_test, the schema of OASIS: CELLWORK_AKN_XSD does not name"
          " it")


def complaints(path, schema):
    """What xmllint says against a document; "" for nothing."""
    got = subprocess.run(["xmllint", "--noout", *schema, path],
                         capture_output=True, text=True, check=False)
    return "" if got.returncode == 0 else got.stderr or "refused"


def valid(path, name):
    for which, schema in SCHEMAS:
        said = complaints(path, schema)
        check(not said, f"{name} is valid against {which}", said)


# Each makes a document that is not what the schemas ask for.
BREAKS = [
    ("a speech by nobody", r'(<speech [^>]*?) by="[^"]*"', r"\1"),
    ("a time that is none", r'startTime="[^"]*"', 'startTime="noon"'),
    ("an element of nobody", r"<narrative ", "<chatter/><narrative "),
    ("no name of the work", r"<FRBRWork>.*?</FRBRWork>", ""),
    ("a body of nothing", r"<debateBody>.*</debateBody>",
     "<debateBody></debateBody>"),
    ("words where there are none", r"<meta>", "<meta>words"),
    ("a day beyond the month", r'<docDate date="[^"]*"',
     '<docDate date="2026-02-30"'),
    ("a count of nothing", r'(<count [^>]*?) value="[^"]*"', r"\1"),
]


def refused(folder, document):
    for name, what, instead in BREAKS:
        broken, times = re.subn(what, instead, document, count=1, flags=re.S)
        path = folder("broken.xml")
        with open(path, "w", encoding="utf-8") as f:
            f.write(broken)
        check(times == 1, f"a document can be broken: {name}")
        for which, schema in SCHEMAS:
            check(complaints(path, schema), f"refused by {which}: {name}")


def hostile(folder):
    """What the unit test made: whatever people wrote."""
    if not os.path.exists(UNIT_TEST):
        print("skip akn_test, hostile records: bulletin_akn_test is not"
              " built")
        return
    kept = folder("kept")
    os.mkdir(kept)
    subprocess.run([UNIT_TEST], check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL,
                   env={**os.environ, "CELLWORK_AKN_KEEP": kept})
    names = sorted(os.listdir(kept))
    check(len(names) > 20, "the unit test keeps its documents", len(names))
    for name in names:
        valid(os.path.join(kept, name), f"hostile {name}")


class Played:
    """The second day of the demo's conference."""

    def __init__(self, site):
        self.site = site
        self.id = site.number("SELECT public_id FROM conference")
        self.base = f"/c/{self.id}"
        self.chair = site.browser(CHAIR)
        self.editor = site.browser(EDITOR)

    def post(self, browser, path, **fields):
        got = browser.post(path, fields, {"Idempotency-Key": new_key()})
        if got.status != 303:
            check(False, f"POST {path} {fields}", got.status, got.text)

    def run(self, what):
        self.post(self.chair, f"{self.base}/run", do=what)

    def let_in(self):
        door = self.site.browser(DOOR)
        for number, in self.site.rows("SELECT number FROM participant WHERE"
                                      " voting = 1"):
            self.post(door, f"{self.base}/door", badge=number, way="in",
                      door="1")

    def speak(self, item, number, kind):
        speeches = f"{self.base}/speeches"
        self.post(self.chair, f"{speeches}/enter", item=item, number=number,
                  kind=kind)
        waiting = self.site.number("SELECT public_id FROM speech WHERE state"
                                   " = 1")
        self.post(self.chair, f"{speeches}/call", item=item, speech=waiting)
        self.post(self.chair, f"{speeches}/end", item=item)

    def vote(self, item):
        self.post(self.chair, f"{self.base}/votes", question="Flour <now> &"
                  " always?", kind=QUESTION, way=OPENLY, who=1, item=item,
                  tie=1, rule=2, quorum=2, seats=1)
        vote = self.site.number("SELECT public_id FROM vote ORDER BY number"
                                " DESC LIMIT 1")
        self.post(self.chair, f"/votes/{vote}/open")
        delegates = self.site.rows(
            "SELECT a.login FROM account a JOIN participant p ON p.member_id"
            " = a.member_id WHERE p.voting = 1")
        self.voted = len(delegates)
        for login, in delegates:
            self.post(self.site.browser(login), f"/votes/{vote}/ballot",
                      choices=1)
        self.post(self.chair, f"/votes/{vote}/close", do="sure")

    def day(self):
        number = "SELECT public_id FROM {} WHERE {}"
        self.run("sitting-" + self.site.number(
            number.format("sitting", "number = 2")))
        item = self.site.number(number.format("item", "number = '6'"))
        self.run(f"item-{item}")
        self.speak(item, 1, "speech")
        self.speak(item, 2, "against")
        self.speak(item, 3, "order")
        self.vote(item)
        self.run("close")
        self.run("end")

    def publish(self):
        for minutes, in self.site.rows("SELECT public_id FROM bulletin WHERE"
                                       " kind = 2"):
            path = f"{self.base}/bulletins/{minutes}"
            self.post(self.editor, f"{path}/draft", **{"in": "de"})
            self.post(self.chair, f"{path}/approve")
            self.post(self.editor, f"{path}/publish", audience=1)


def of_page(played, folder, language):
    """The file that the page leads to; the same as the command writes."""
    page = played.chair.get(f"{played.base}/proceedings")
    link = f"{played.base}/proceedings.xml?language={language}"
    check(f'href="{link}"' in page.text, f"the page leads to {language}")
    got = played.editor.get(link)
    equal(got.status, 200, f"the file in {language}")
    path = folder(f"{language}.xml")
    with open(path, "wb") as f:
        f.write(got.body)
    said = run("conference", "proceedings", played.site.db, played.id,
               "--language", language).stdout
    equal(said, got.body.decode(), f"the command writes the same ({language})")
    valid(path, f"a conference in {language}")
    return said, page.text


def on_paper(played):
    """The words of the proceedings as PDF; "" where they cannot be read."""
    if shutil.which("pdftotext") is None:
        print("skip akn_test, on paper: pdftotext is not installed here")
        return ""
    got = played.chair.get(f"{played.base}/proceedings/pdf")
    equal(got.status, 200, "the proceedings on paper")
    said = subprocess.run(["pdftotext", "-", "-"], input=got.body, check=True,
                          stdout=subprocess.PIPE).stdout.decode()
    return " ".join(said.split())


def same_numbers(played, document, page):
    """Each number of the analysis stands in the words, on the page and on
    paper."""
    votes = re.findall(r"<voting .*?</voting>", document, re.S)
    equal(len(votes), 1, "one vote was held")
    got = re.findall(r'value="(\d+)" refersTo="#([a-z]+)"', votes[0])
    check(played.voted > 0, "somebody voted")
    voted, here = str(played.voted), str(played.site.number(
        "SELECT count(*) FROM participant WHERE voting = 1"))
    equal(got, [(voted, "for"), ("0", "against"), ("0", "abstain"),
                (here, "eligible"), (here, "present"), (voted, "voted")],
          "its numbers")
    paper = on_paper(played) or page
    for words in (f"For: {voted}; Against: 0; Abstain: 0",
                  f"Might vote: {here}. Present: {here}. Votes cast: {voted}."):
        check(words in page and words in paper,
              f"the page and the paper say: {words}")
    equal(len(re.findall("<speech ", document)), 3, "three spoke")
    named = set(re.findall(r'<TLCPerson [^>]*showAs="([^"]*)"', document))
    check(named and all(name in page for name in named),
          "nobody is named who is not on the page", named)


with Folder() as folder, Place() as place:
    played = Played(place.site())
    run("conference", "proceedings", played.site.db, played.id, exits=1)
    run("conference", "proceedings", played.site.db, "nothing", exits=1)
    equal(played.editor.get(f"{played.base}/proceedings.xml").status, 404,
          "nothing is published yet")
    played.let_in()
    played.day()
    played.publish()
    document, page = of_page(played, folder, "en")
    same_numbers(played, document, page)
    of_page(played, folder, "de")
    refused(folder, document)
    hostile(folder)
done()

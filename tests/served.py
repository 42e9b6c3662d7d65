"""A server of the tests' own: started on a copy of a demo organisation, used as
a browser uses it (pages, forms as they stand in the page, a cookie), and ended
by its process id, gently or not.
"""
import contextlib
import html.parser
import http.client
import os
import re
import secrets
import shutil
import signal
import sqlite3
import subprocess
import time
import urllib.parse

from house import PROGRAM, Folder, run

PASSWORD = "long lakes and bread"
SECRETARY, MEMBER = "runa.vale", "jonah.pell"
OFFICER, AUDITOR = "kirsi.holm", "tove.lind"
START_S = 20


class Gone(Exception):
    """No answer came: the connection ended before one."""


class Form:
    """One form of a page: where it goes, and its fields as (name, value)."""

    def __init__(self, action, method, kind):
        self.action, self.method, self.kind = action, method, kind
        self.fields, self.types, self.choices = [], {}, {}

    def add(self, name, value, type_):
        self.types.setdefault(name, type_)
        if value is not None:
            self.fields.append((name, value))

    def filled(self, **values):
        """The fields with some of them filled in; None leaves one out."""
        given = {k: v for k, v in values.items() if v is not None}
        rest = [(n, v) for n, v in self.fields if n not in values]
        return rest + list(given.items())

    def names(self):
        """What a person fills in: neither hidden nor a button."""
        return [n for n, t in self.types.items()
                if t not in ("hidden", "button")]


class Reader(html.parser.HTMLParser):
    """The forms of a page, read as a browser reads them."""

    def __init__(self, here):
        super().__init__(convert_charrefs=True)
        self.here, self.forms, self.form = here, [], None
        self.text, self.select = None, None

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag == "form":
            action = urllib.parse.urljoin(self.here, a.get("action") or "")
            self.form = Form(action, (a.get("method") or "get").upper(),
                             a.get("enctype") or "")
            self.forms.append(self.form)
        elif self.form is None or not (a.get("name") or self.select):
            return
        elif tag == "input":
            self.input(a, a.get("type") or "text")
        elif tag == "textarea":
            self.text = [a["name"], ""]
        elif tag == "select":
            self.select = [a["name"], None]
        elif tag == "option" and self.select:
            value = a.get("value") or ""
            self.form.choices.setdefault(self.select[0], []).append(value)
            if self.select[1] is None or "selected" in a:
                self.select[1] = value
        elif tag == "button":
            self.form.add(a["name"], None, "button")
            self.form.choices.setdefault(a["name"], []).append(
                a.get("value") or "")

    def input(self, a, kind):
        value = a.get("value") or ""
        if kind in ("radio", "checkbox"):
            value = a.get("value") or "on"
            self.form.choices.setdefault(a["name"], []).append(value)
            self.form.add(a["name"], value if "checked" in a else None, kind)
        elif kind == "submit":
            self.form.add(a["name"], None, "button")
        else:
            self.form.add(a["name"], value if kind != "file" else None, kind)

    def handle_data(self, data):
        if self.text:
            self.text[1] += data

    def handle_endtag(self, tag):
        if tag == "textarea" and self.text:
            value = self.text[1]
            self.form.add(self.text[0], value[1:] if value[:1] == "\n"
                          else value, "textarea")
            self.text = None
        elif tag == "select" and self.select:
            self.form.add(self.select[0], self.select[1], "select")
            self.select = None
        elif tag == "form":
            self.form = None


class Answer:
    def __init__(self, path, got, body):
        self.path, self.status, self.body = path, got.status, body
        self.location = got.getheader("Location") or ""
        self.header = got.getheader

    @property
    def text(self):
        return self.body.decode("utf-8", "replace")

    @property
    def forms(self):
        reader = Reader(self.path)
        reader.feed(self.text)
        return reader.forms

    def form(self, action=None):
        """The form that goes there, or the first that writes."""
        for form in self.forms:
            if form.method == "POST" and (form.action == action if action
                                          else form.action != "/logout"):
                return form
        raise LookupError(f"{self.path} ({self.status}) has no form "
                          f"{action or ''}")

    @property
    def heading(self):
        found = re.search(r"<h1[^>]*>(.*?)</h1>", self.text, re.S)
        return found.group(1).strip() if found else self.text[:200]


def new_key():
    return secrets.token_hex(12)


def encoded(fields):
    """Of text or of bytes, which need not be UTF-8."""
    return urllib.parse.urlencode(fields).encode("ascii")


class Browser:
    """One connection that is kept open, and a cookie."""

    def __init__(self, site, timeout=30):
        self.site, self.timeout = site, timeout
        self.cookie, self.connection, self.port = "", None, 0

    def close(self):
        if self.connection is not None:
            self.connection.close()
            self.connection = None

    def send(self, method, path, body=None, headers=()):
        """An answer, or Gone. Nothing is ever sent twice by itself."""
        if self.connection is None or self.port != self.site.port:
            self.close()
            self.port = self.site.port
            self.connection = http.client.HTTPConnection(
                "127.0.0.1", self.port, timeout=self.timeout)
        all_headers = {"Cookie": self.cookie} if self.cookie else {}
        if method == "POST":
            all_headers["Origin"] = f"http://127.0.0.1:{self.port}"
            all_headers["Content-Type"] = "application/x-www-form-urlencoded"
        all_headers.update(headers)
        try:
            self.connection.request(method, path, body, all_headers)
            got = self.connection.getresponse()
            answer = Answer(path, got, got.read())
        except (OSError, http.client.HTTPException) as problem:
            self.close()
            raise Gone(f"{method} {path}: {problem!r}") from problem
        cookie = answer.header("Set-Cookie")
        if cookie:
            self.cookie = cookie.split(";")[0]
        return answer

    def get(self, path, headers=()):
        return self.send("GET", path, headers=headers)

    def post(self, path, fields, headers=()):
        return self.send("POST", path, encoded(fields), headers)

    def fill(self, page, action=None, **values):
        """Opens a page, fills its form in and sends it."""
        form = self.get(page).form(action)
        return self.post(form.action, form.filled(**values))

    def log_in(self, login, password=PASSWORD):
        got = self.fill("/login", login=login, password=password)
        if got.status != 303:
            raise LookupError(f"{login} could not log in: {got.heading}")
        return self

    def twin(self):
        """Another connection of the same login."""
        other = Browser(self.site, self.timeout)
        other.cookie = self.cookie
        return other


class Site:
    """The server. Started again it may answer at another port."""

    def __init__(self, db, options=(), env=None, before=None):
        self.db, self.options, self.env = db, list(options), env
        self.before = before		# runs in the child before the program
        self.port, self.process, self.log = 0, None, db + ".log"

    def start(self, env=None, wait_s=START_S):
        """False if it ended before it answered."""
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [PROGRAM, "serve", self.db, "--listen", "127.0.0.1:0",
                 *self.options], stdout=subprocess.PIPE, stderr=log,
                env={**os.environ, **(self.env or {}), **(env or {})},
                preexec_fn=self.before, start_new_session=True, text=True)
        line = self.process.stdout.readline()
        found = re.search(r":(\d+)$", line.strip())
        if not found:
            self.process.wait(wait_s)
            self.process.stdout.close()
            return False
        self.port = int(found.group(1))
        return True

    def kill(self):
        """The parent and its child at once, as a power cut would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process.stdout.close()

    def stop(self):
        """As an administrator does it; its exit status."""
        self.process.terminate()
        try:
            status = self.process.wait(40)
        except subprocess.TimeoutExpired:
            self.kill()
            return -signal.SIGKILL
        self.process.stdout.close()
        return status

    def alive(self):
        return self.process is not None and self.process.poll() is None

    def browser(self, login=None, **more):
        browser = Browser(self, **more)
        return browser.log_in(login) if login else browser

    def said(self):
        """What it wrote to its log so far."""
        with open(self.log, encoding="utf-8", errors="replace") as f:
            return f.read()

    def rows(self, select, *values):
        """What the file holds; readers do not disturb the server."""
        with contextlib.closing(sqlite3.connect(
                f"file:{self.db}?mode=ro", uri=True, timeout=20)) as db:
            return db.execute(select, values).fetchall()

    def number(self, select, *values):
        return self.rows(select, *values)[0][0]


class Place:
    """A folder with a demo organisation, copied for each server."""

    def __init__(self, cells=12):
        self.cells = cells

    def __enter__(self):
        self.folder = Folder().__enter__()
        self.demo = self.folder("demo.db")
        run("demo", self.demo, "--cells", self.cells)
        self.sites = []
        return self

    def __exit__(self, *_):
        for site in self.sites:
            if site.alive():
                site.kill()
        self.folder.__exit__()

    def copy(self, name):
        path = self.folder(name + ".db")
        for end in ("-wal", "-shm"):
            with contextlib.suppress(FileNotFoundError):
                os.remove(path + end)
        shutil.copyfile(self.demo, path)
        return path

    def site(self, name="site", start=True, **more):
        site = Site(self.copy(name), **more)
        self.sites.append(site)
        if start and not site.start():
            raise RuntimeError("the server did not start: " + site.said())
        return site


def until(seconds, held):
    """Whether something holds within some seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if held():
            return True
        time.sleep(0.02)
    return held()

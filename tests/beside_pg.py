"""A PostgreSQL of the test's own, from tools/pg.sh, and databases on it."""
import json
import os
import secrets
import subprocess
import sys
import urllib.parse

from house import ROOT, Folder, run
from served import Site

NAME = "CELLWORK_TEST_PG"


def begin():
    """Starts this script again beside an engine, unless there is one."""
    if NAME not in os.environ:
        os.execvp("sh", ["sh", os.path.join(ROOT, "tools", "pg.sh"),
                         sys.executable, os.path.abspath(sys.argv[0])])


def psql(url, *texts, exits=0):
    """What it answers, a row a line. A surprise ends the script."""
    options = [o for t in texts for o in ("-c", t)]
    got = subprocess.run(["psql", "-X", "-q", "-A", "-t", "-v",
                          "ON_ERROR_STOP=1", *options, url],
                         capture_output=True, text=True,
                         env={**os.environ, "PGOPTIONS":
                              "-c search_path=cellwork"})
    if exits is not None and got.returncode != exits:
        raise RuntimeError(f"{texts}: {got.stderr}")
    return got.stdout


class Database:
    """An empty one, with a name nobody else has."""

    def __init__(self):
        at = os.environ[NAME]
        name = "test_" + secrets.token_hex(6)
        psql(at, f"CREATE DATABASE {name} TEMPLATE template0"
             " ENCODING 'UTF8' LOCALE 'C.UTF-8'")
        parts = urllib.parse.urlsplit(at)
        self.url = urllib.parse.urlunsplit(parts._replace(path="/" + name))
        self.name = name

    def rows(self, select):
        """As dictionaries."""
        said = psql(self.url, f"SELECT row_to_json(t) FROM ({select}) AS t")
        return [json.loads(line) for line in said.splitlines()]

    def number(self, select):
        return int(psql(self.url, select).strip() or 0)

    def run(self, *texts):
        psql(self.url, *texts)


def quoted(value):
    return str(value) if isinstance(value, int) else \
        "'" + str(value).replace("'", "''") + "'"


class Server(Site):
    """A server of a database that others serve too."""

    def __init__(self, url, log, options=(), env=None):
        super().__init__(url, options, env)
        self.log = log

    def rows(self, select, *values):
        for value in values:
            select = select.replace("?", quoted(value), 1)
        said = psql(self.db, f"SELECT row_to_json(t) FROM ({select}) AS t")
        return [tuple(json.loads(line).values()) for line in said.splitlines()]


class Place:
    """A demo organisation that was moved to a database, and its servers."""

    def __init__(self, cells=12, url=None):
        self.cells, self.url = cells, url

    def __enter__(self):
        self.folder = Folder().__enter__()
        demo = self.folder("demo.db")
        run("demo", demo, "--cells", self.cells)
        self.url = self.url or Database().url
        run("move", demo, self.url)
        self.servers = []
        return self

    def __exit__(self, *_):
        for server in self.servers:
            if server.alive():
                server.kill()
        self.folder.__exit__()

    def server(self, name, **more):
        server = Server(self.url, self.folder(name + ".log"), **more)
        self.servers.append(server)
        if not server.start():
            raise RuntimeError("the server did not start: " + server.said())
        return server

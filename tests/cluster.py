"""PostgreSQL on several nodes, as an administrator would run it: Patroni over
etcd, all on loopback, in a folder of this test alone, under an account without
rights. Ended by the ids of the processes it started.

configuration() is what docs/manual/postgresql.md prints. Patroni speaks version 2
of etcd's language: over version 3 the one of Debian 12 (3.0.2), stopped for
half a minute and woken, took the primary's place back from the one that had it
by then, and what had been written there was lost.
"""
import contextlib
import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
import urllib.request

from house import Folder
from served import until

BIN = "/usr/lib/postgresql/15/bin"
ACCOUNT = "postgres"		# from Debian's package; used where we are root
NEEDED = ("patroni", "etcd", BIN + "/postgres")
PASSWORDS = {"postgres": "words of the super account",
             "replicator": "words of the copying account",
             "rewind": "words of the rewinding account"}
ETCDS, NODES = 3, 3

# How soon a dead primary is noticed. ttl is the least that Patroni takes.
TTL_S, LOOP_S, RETRY_S = 20, 2, 3


def missing():
    """The names of what is not installed."""
    return [n for n in NEEDED if shutil.which(n) is None]


def free_ports(count):
    with contextlib.ExitStack() as stack:
        ports = []
        for _ in range(count):
            s = stack.enter_context(socket.socket())
            s.bind(("127.0.0.1", 0))
            ports.append(s.getsockname()[1])
        return ports


def account():
    """Who runs the engine: it refuses to be root."""
    return pwd.getpwnam(ACCOUNT) if os.geteuid() == 0 else None


def become():
    """What a child does before it becomes the engine."""
    who = account()
    if who is not None:
        os.setgroups([])
        os.setgid(who.pw_gid)
        os.setuid(who.pw_uid)


def family(pid):
    """A process and all that came from it, whatever group they are in."""
    children = {}
    for entry in os.listdir("/proc"):
        with contextlib.suppress(OSError, ValueError):
            with open(f"/proc/{int(entry)}/stat", "rb") as f:
                rest = f.read().rsplit(b")", 1)[1].split()
            children.setdefault(int(rest[1]), []).append(int(entry))
    found, at = [pid], 0
    while at < len(found):
        found += children.get(found[at], [])
        at += 1
    return found


class Process:
    """A program of the cluster, with its children a group of its own."""

    def __init__(self, argv, folder, name):
        self.argv, self.folder, self.name = argv, folder, name
        self.log, self.child = os.path.join(folder, name + ".log"), None

    def start(self):
        with open(self.log, "ab") as log:
            self.child = subprocess.Popen(
                self.argv, cwd=self.folder, stdout=log, stderr=log,
                stdin=subprocess.DEVNULL, start_new_session=True,
                preexec_fn=become, env={"PATH": os.environ["PATH"],
                                        "LC_ALL": "C.UTF-8"})

    def signal(self, number, pids=None):
        for pid in pids if pids is not None else family(self.child.pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)

    def end(self):
        if self.child is not None:
            self.child.wait()
            self.child = None


class Node:
    """One PostgreSQL and the Patroni that keeps it."""

    def __init__(self, cluster, name, port, rest):
        self.name, self.port, self.rest = name, port, rest
        self.folder = cluster.folder(name)
        os.mkdir(self.folder, 0o700)
        self.data = os.path.join(self.folder, "data")
        path = os.path.join(self.folder, "patroni.yml")
        with open(path, "w", encoding="utf-8") as f:
            f.write(configuration(self, cluster))
        cluster.give(self.folder)
        self.keeper = Process(["patroni", path], self.folder, "patroni")
        self.dead = []

    def start(self):
        self.keeper.start()

    def state(self):
        """What Patroni says of it; {} where it says nothing."""
        try:
            with urllib.request.urlopen(
                    f"http://127.0.0.1:{self.rest}/patroni", timeout=1) as r:
                return json.load(r)
        except (OSError, ValueError):
            return {}

    def postmaster(self):
        """Its number, from a file that may be of one that died long ago."""
        with open(os.path.join(self.data, "postmaster.pid"),
                  encoding="ascii") as f:
            pid = int(f.readline())
        with open(f"/proc/{pid}/cmdline", "rb") as f:
            if self.data.encode() not in f.read():
                raise ValueError("another program has this number")
        return pid

    def processes(self):
        """Patroni, the engine and its children. The engine is no child of
        Patroni's: it lives on when that ends."""
        pids = family(self.keeper.child.pid) if self.keeper.child else []
        with contextlib.suppress(OSError, ValueError):
            pids += family(self.postmaster())
        return list(dict.fromkeys(pids))

    def crash_engine(self):
        """The engine alone dies; Patroni is there to see it."""
        self.keeper.signal(signal.SIGKILL, family(self.postmaster()))

    def crash(self):
        """The machine dies."""
        self.keeper.signal(signal.SIGKILL, self.processes())
        self.keeper.end()

    def freeze(self):
        """The machine stops, with every connection open; nobody is told."""
        self.dead = self.processes()
        self.keeper.signal(signal.SIGSTOP, self.dead)

    def thaw(self):
        self.keeper.signal(signal.SIGCONT, self.dead)
        self.dead = []


def configuration(node, cluster):
    """patroni.yml of one node."""
    say = PASSWORDS
    return f"""\
scope: cellwork
name: {node.name}
restapi:
  listen: 127.0.0.1:{node.rest}
  connect_address: 127.0.0.1:{node.rest}
etcd:
  hosts: {cluster.etcd_hosts}
bootstrap:
  dcs:
    ttl: {TTL_S}
    loop_wait: {LOOP_S}
    retry_timeout: {RETRY_S}
    maximum_lag_on_failover: 1048576
    primary_start_timeout: 0
    synchronous_mode: true
    postgresql:
      use_pg_rewind: true
      use_slots: true
      parameters:
        max_connections: 200
        wal_sender_timeout: 10s
        wal_receiver_timeout: 10s
        synchronous_commit: "on"
        wal_log_hints: "on"
        wal_keep_size: 256MB
        tcp_keepalives_idle: 5
        tcp_keepalives_interval: 2
        tcp_keepalives_count: 3
  initdb:
  - encoding: UTF8
  - locale: C.UTF-8
  - data-checksums
  pg_hba:
  - host replication replicator 127.0.0.1/32 scram-sha-256
  - host all all 127.0.0.1/32 scram-sha-256
postgresql:
  listen: 127.0.0.1:{node.port}
  connect_address: 127.0.0.1:{node.port}
  data_dir: {node.data}
  bin_dir: {BIN}
  pgpass: {node.folder}/pgpass
  authentication:
    superuser:
      username: postgres
      password: {say["postgres"]}
    replication:
      username: replicator
      password: {say["replicator"]}
    rewind:
      username: rewind
      password: {say["rewind"]}
  parameters:
    unix_socket_directories: {node.folder}
"""


class Cluster:
    """Three nodes and three etcds; any one of each may be lost."""

    def __init__(self, nodes=NODES, etcds=ETCDS):
        self.count, self.etcds = nodes, etcds

    def __enter__(self):
        self.at = Folder().__enter__()
        self.give(self.at.path)
        self.parts = []
        try:
            self.start_etcds()
            ports = free_ports(2 * self.count)
            self.nodes = [Node(self, "abcdefgh"[i], *ports[2 * i:2 * i + 2])
                          for i in range(self.count)]
            for node in self.nodes:
                node.start()
            if not until(60, self.whole):
                raise RuntimeError("the cluster did not come up\n" +
                                   self.said())
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for node in getattr(self, "nodes", []):
            node.crash()
        for part in self.parts:
            part.signal(signal.SIGKILL)
            part.end()
        self.at.__exit__()

    def folder(self, name):
        return self.at(name)

    def give(self, path):
        """To the account the engine runs under."""
        who = account()
        if who is None:
            return
        os.chown(path, who.pw_uid, who.pw_gid)
        for root, folders, files in os.walk(path):
            for name in folders + files:
                os.chown(os.path.join(root, name), who.pw_uid, who.pw_gid)

    def start_etcds(self):
        ports = free_ports(2 * self.etcds)
        names = [(f"etcd{i}", *ports[2 * i:2 * i + 2])
                 for i in range(self.etcds)]
        self.etcd_hosts = ",".join(f"127.0.0.1:{c}" for _, c, _ in names)
        everybody = ",".join(f"{n}=http://127.0.0.1:{p}" for n, _, p in names)
        for name, client, peer in names:
            folder = self.folder(name)
            os.mkdir(folder, 0o700)
            self.give(folder)
            part = Process([
                "etcd", "--name", name, "--data-dir", folder + "/data",
                "--listen-client-urls", f"http://127.0.0.1:{client}",
                "--advertise-client-urls", f"http://127.0.0.1:{client}",
                "--listen-peer-urls", f"http://127.0.0.1:{peer}",
                "--initial-advertise-peer-urls", f"http://127.0.0.1:{peer}",
                "--initial-cluster", everybody,
                "--initial-cluster-state", "new", "--enable-v2"], folder, "etcd")
            part.start()
            self.parts.append(part)

    def states(self):
        return {node.name: node.state() for node in self.nodes}

    def primary(self):
        """The node that takes writes by Patroni's word, or None."""
        for node in self.nodes:
            state = node.state()
            if state.get("role") in ("primary", "master") and \
                    state.get("state") == "running":
                return node
        return None

    def whole(self):
        """One primary, the others follow it, and one of them is known to etcd
        as being in step: no other may take the primary's place."""
        primary = self.primary()
        if primary is None:
            return False
        copies = primary.state().get("replication", [])
        return (len(copies) == len(self.nodes) - 1 and
                all(c["state"] == "streaming" for c in copies) and
                any(c["sync_state"] == "sync" for c in copies) and
                any(s.get("sync_standby") for s in self.states().values()))

    def make_database(self, name, role, password):
        primary = self.primary()
        for text in (f"CREATE ROLE {role} LOGIN PASSWORD '{password}'",
                     f"CREATE DATABASE {name} OWNER {role} TEMPLATE template0"
                     " ENCODING 'UTF8' LOCALE 'C.UTF-8'"):
            self.psql(primary, "postgres", text)
        # A name with several hosts ends at one that does not know it yet.
        until(30, lambda: all(self.psql(
            n, "postgres", "SELECT count(*) FROM pg_database WHERE datname ="
            f" '{name}'") == "1" for n in self.nodes))

    def psql(self, node, database, text):
        got = subprocess.run(
            ["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h",
             "127.0.0.1", "-p", str(node.port), "-U", "postgres", "-d",
             database, "-c", text], capture_output=True, text=True,
            env={**os.environ, "PGPASSWORD": PASSWORDS["postgres"],
                 "PGCONNECT_TIMEOUT": "3"}, timeout=60)
        if got.returncode != 0:
            raise RuntimeError(f"{text}: {got.stderr}")
        return got.stdout.strip()

    def said(self):
        text = ""
        for node in getattr(self, "nodes", []):
            with contextlib.suppress(OSError), open(
                    node.keeper.log, encoding="utf-8",
                    errors="replace") as f:
                text += f"--- {node.name}\n" + f.read()[-3000:]
        return text

    def url(self, name, role):
        """All nodes; the program finds the one that takes writes. The password
        stands in PGPASSFILE."""
        hosts = ",".join(f"127.0.0.1:{n.port}" for n in self.nodes)
        return f"postgresql://{role}@{hosts}/{name}"

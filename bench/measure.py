"""What measurements share: rows, rounds, servers beside each other, medians.

A row says what was measured, our samples and those of the reference, taken in
turn, and what is to be reached:

	ratio	ours is at least so many times as good as the reference
	most	our median is at most this, in the row's unit
	least	our median is at least this
"""
import contextlib
import json
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import zlib

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(ROOT, "tests"))

SIZE = os.environ.get("SIZE") or "full"		# or small, to try it
SMALL = SIZE == "small"
ROUNDS = int(os.environ.get("ROUNDS") or (2 if SMALL else 5))
BUILD = os.path.join(ROOT, "build")
PROGRAM = os.environ.get("CELLWORK") or os.path.join(BUILD, "cellwork")
# What is made once and kept for the next run: demo organisations.
KEPT = os.environ.get("CELLWORK_BENCH_DIR") or os.path.join(BUILD, "bench")


def environment():
    return {**os.environ, "SIZE": SIZE, "ROUNDS": str(ROUNDS),
            "CELLWORK": PROGRAM, "CELLWORK_BENCH_DIR": KEPT,
            "PYTHONPATH": os.path.join(ROOT, "bench")}


def median(samples):
    return statistics.median(samples)


def ratio(ours, reference, better):
    """How many times as good as the reference."""
    if better == "more":
        return ours / reference if reference else 0.0
    return reference / ours if ours else 0.0


def figure(x):
    """Three digits that mean something: 12400, 3.21, 0.0123."""
    if x == 0:
        return "0"
    if abs(x) >= 100:
        return f"{float(f'{x:.3g}'):,.0f}"
    return f"{x:.3g}"


def row(what, size, unit, ours, reference=None, against="", better="more",
        **reach):
    """One line of the table. reach: ratio=, most= or least=, or nothing."""
    line = {"what": what, "size": size, "unit": unit, "ours": ours,
            "better": better}
    if reference:
        line.update(reference=reference, against=against)
    for kind, goal in reach.items():
        line.update(reach_is=kind, reach=goal)
    print(json.dumps(line), flush=True)


def say(text):
    print(text, flush=True)


def rounds(*sides, count=ROUNDS):
    """Each side in turn, as often as there are rounds; their samples. What
    the machine does meanwhile then falls on all of them."""
    samples = [[] for _ in sides]
    for _ in range(count):
        for side, list_ in zip(sides, samples):
            list_.append(side())
    return samples


def run(*command, **more):
    """A program that must succeed; what it printed."""
    got = subprocess.run([str(c) for c in command], capture_output=True,
                         text=True, check=False, **more)
    if got.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}: exit status "
                 f"{got.returncode}\n{got.stdout[-2000:]}{got.stderr[-2000:]}")
    return got.stdout


def need(*commands):
    """The end of a measurement whose reference is not installed."""
    for command in commands:
        if shutil.which(command) is None:
            say(f"{command} is not here: tools/deps.sh bench installs it")
            sys.exit(77)


@contextlib.contextmanager
def folder():
    """On the same disk as what is kept; gone afterwards."""
    os.makedirs(KEPT, exist_ok=True)
    path = tempfile.mkdtemp(prefix="run-", dir=KEPT)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def demo(cells, *options):
    """The demo organisation of so many cells: made once for each program."""
    os.makedirs(KEPT, exist_ok=True)
    with open(os.path.join(BUILD, "src", "db", "schema.sql.h"), "rb") as f:
        mark = hash_of(f.read())
    path = os.path.join(KEPT, f"demo-{cells}{''.join(options)}-{mark}.db")
    if not os.path.exists(path):
        say(f"making the demo organisation of {cells} cells")
        clear(path + ".new")
        run(PROGRAM, "demo", path + ".new", "--cells", cells, *options)
        os.rename(path + ".new", path)
    return path


def hash_of(content):
    return f"{zlib.crc32(content):08x}"


def clear(path):
    for end in ("", "-wal", "-shm"):
        with contextlib.suppress(FileNotFoundError):
            os.remove(path + end)


def copy_of(path, to):
    clear(to)
    shutil.copyfile(path, to)
    return to


class Server:
    """Ours, on a copy or on the file itself, ended by its process id."""

    def __init__(self, db, options=(), env=None):
        self.process = subprocess.Popen(
            [PROGRAM, "serve", db, "--listen", "127.0.0.1:0",
             "--no-supervise", *options], stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True,
            env={**os.environ, **(env or {})})
        line = self.process.stdout.readline()
        if ":" not in line:
            sys.exit(f"the server did not start: {line}"
                     f"{self.process.stderr.read()[-2000:]}")
        self.port = int(line.rsplit(":", 1)[1])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(120)

    def resident(self):
        """Bytes of memory it has just now."""
        with open(f"/proc/{self.process.pid}/statm", encoding="ascii") as f:
            return int(f.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Nginx:
    """nginx from Debian, serving a folder, with as many workers as cores."""

    def __init__(self, path):
        need("nginx")
        self.port = free_port()
        config = os.path.join(path, "nginx.conf")
        with open(config, "w", encoding="ascii") as f:
            f.write(f"""daemon off; master_process on;
{"user root;" if os.geteuid() == 0 else ""}
worker_processes {os.cpu_count()}; pid {path}/nginx.pid;
error_log {path}/nginx.log; worker_rlimit_nofile 20000;
events {{ worker_connections 8192; }}
http {{ access_log off; keepalive_requests 1000000000; sendfile on;
 tcp_nopush on; open_file_cache max=100;
 client_body_temp_path {path}/t1; proxy_temp_path {path}/t2;
 fastcgi_temp_path {path}/t3; uwsgi_temp_path {path}/t4;
 scgi_temp_path {path}/t5;
 server {{ listen 127.0.0.1:{self.port} backlog=4096; root {path}/files; }} }}
""")
        self.process = subprocess.Popen(["nginx", "-c", config, "-p", path],
                                        stderr=subprocess.DEVNULL)
        for _ in range(200):
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            time.sleep(0.02)
        sys.exit("nginx did not start")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(20)

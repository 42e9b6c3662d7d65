"""What live_test.py and live_long.py share: a house with one live page, many
who watch it, and whoever writes to it."""
import json
import os
import re
import signal
import subprocess
import time
import urllib.request

from house import ROOT

BUILD = os.environ.get("CELLWORK_BUILD") or os.path.join(ROOT, "build")
ALL_MARK = "#desk"		# only an event with all parts has it


class House:
    """bench_live_house on a file; started again it has the same address."""

    def __init__(self, db):
        self.db, self.port, self.metrics_port = db, 0, 0
        self.key = 0
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            [os.path.join(BUILD, "bench_live_house"), self.db, "--port",
             str(self.port), "--metrics", str(self.metrics_port)],
            stdout=subprocess.PIPE, text=True)
        lines = [self.process.stdout.readline() for _ in range(2)]
        self.port, self.metrics_port = (
            int(re.search(r"(\d+)\s*$", line).group(1)) for line in lines)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        """How long it took, in seconds; and its exit status."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(60)
        return time.monotonic() - began, status

    def post(self, path, body="", key=None):
        """The status; of an answer that leads on, where it leads to."""
        self.key += 1
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}", body.encode(), {
                "Sec-Fetch-Site": "same-origin",
                "Idempotency-Key": key or f"storm-{os.getpid()}-{self.key}"})
        with urllib.request.urlopen(request, timeout=60) as got:
            return got.status

    def say(self, word):
        return self.post("/say", "word=" + word)

    def figures(self):
        with urllib.request.urlopen(
                f"http://127.0.0.1:{self.metrics_port}/metrics",
                timeout=10) as got:
            return {name: float(value) for name, value in re.findall(
                r"^cellwork_(\w+) (\S+)$", got.read().decode(), re.M)}

    def memory(self):
        with open(f"/proc/{self.process.pid}/statm", encoding="ascii") as f:
            return int(f.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))


class Storm:
    """bench_storm: so many who watch."""

    def __init__(self, house, clients, path="/live", version="1.1"):
        self.clients = clients
        self.process = subprocess.Popen(
            [os.path.join(BUILD, "bench_storm"), str(house.port), path,
             str(clients), ALL_MARK], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, text=True,
            env={**os.environ, "STORM_HTTP": version})

    def order(self, text):
        self.process.stdin.write(text + "\n")
        self.process.stdin.flush()

    def until(self, version):
        self.order(f"until {version}")
        return json.loads(self.process.stdout.readline())

    def end(self):
        self.order("end")
        self.process.wait(60)

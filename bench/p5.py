"""P5: one event to ten thousand live pages, 300 bytes, until the last has it;
and the memory of the server meanwhile.

Against nginx with nchan, each of its events given by a POST to it. Ours is a
POST too, which changes a row and is committed durably before anybody is told:
what nchan does not do. Both are asked by the same program on the same machine,
whose threads take a good part of it.
"""
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time

from measure import (BUILD, ROUNDS, SMALL, folder, free_port, median, need,
                     rounds, row, run, say)

CLIENTS = 500 if SMALL else 10000
EVENTS = 5 if SMALL else 20
OURS_WORD, THEIRS_WORD = 188, 275	# bytes that make an event of 300
MIB = 2**20
MODULE = "/usr/lib/nginx/modules/ngx_nchan_module.so"


def resident(pid):
    """Bytes that the process and its children have, shared ones by their
    part."""
    total = 0
    with contextlib.suppress(FileNotFoundError):
        with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as f:
            total += next(int(line.split()[1]) * 1024 for line in f
                          if line.startswith("Pss:"))
        with open(f"/proc/{pid}/task/{pid}/children",
                  encoding="ascii") as f:
            total += sum(resident(child) for child in f.read().split())
    return total


def end(process):
    process.send_signal(signal.SIGTERM)
    process.wait(60)


class Side:
    """A server, asked by bench_watch, and its memory while all are there."""

    def __init__(self, process, port, path, *options):
        self.process, self.port, self.path = process, port, path
        self.options, self.memory, self.answers, self.opening = \
            options, [], [], []

    def watch(self):
        """The median time to the last, of all events."""
        with subprocess.Popen(
                [os.path.join(BUILD, "bench_watch"), str(self.port), self.path,
                 str(CLIENTS), "--events", str(EVENTS), *self.options],
                stdout=subprocess.PIPE, text=True) as watch:
            most = 0
            while watch.poll() is None:
                most = max(most, resident(self.process.pid))
                time.sleep(0.25)
            got = watch.stdout.read()
        if watch.returncode != 0:
            sys.exit(f"bench_watch at {self.path} failed")
        got = json.loads(got)
        self.memory.append(most / MIB)
        self.answers += got["answer_ms"]
        self.opening.append(got["open_ms"])
        self.bytes = got["bytes"]
        self.worst = max(got["last_ms"])
        return median(got["last_ms"])


def ours(path):
    process = subprocess.Popen(
        [os.path.join(BUILD, "bench_live_house"), path + "/live.db"],
        stdout=subprocess.PIPE, text=True)
    port = int(process.stdout.readline().rsplit(":", 1)[1])
    return Side(process, port, "/live/word", "--ready", "event: live",
                "--post", "/say", "--word", str(OURS_WORD))


def nchan(path, workers):
    port = free_port()
    path = f"{path}/nchan{workers}"
    os.mkdir(path)
    with open(path + "/nginx.conf", "w", encoding="ascii") as f:
        f.write(f"""load_module {MODULE};
daemon off; {"user root;" if os.geteuid() == 0 else ""}
worker_processes {workers}; pid {path}/pid; error_log {path}/log;
worker_rlimit_nofile 20000;
events {{ worker_connections 15000; }}
http {{ access_log off; nchan_shared_memory_size 128M;
 client_body_temp_path {path}/t1; proxy_temp_path {path}/t2;
 fastcgi_temp_path {path}/t3; uwsgi_temp_path {path}/t4;
 scgi_temp_path {path}/t5;
 server {{ listen 127.0.0.1:{port} backlog=4096;
  location /sub {{ nchan_subscriber eventsource; nchan_channel_id p5;
   nchan_subscriber_first_message newest; }}
  location /pub {{ nchan_publisher; nchan_channel_id p5;
   nchan_message_buffer_length 20; }} }} }}
""")
    process = subprocess.Popen(["nginx", "-c", path + "/nginx.conf", "-p",
                                path], stderr=subprocess.DEVNULL)
    for _ in range(200):
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", port), 1).close()
            return Side(process, port, "/sub", "--ready", ": hi", "--plain",
                        "--post", "/pub", "--word", str(THEIRS_WORD))
        time.sleep(0.02)
    sys.exit("nginx did not start")


def main():
    need("nginx")
    if not os.path.exists(MODULE):
        say("nchan is not here: tools/deps.sh bench installs it")
        sys.exit(77)
    size = f"{CLIENTS} streams"
    with folder() as path, contextlib.ExitStack() as open_:
        sides = [ours(path), nchan(path, 1), nchan(path, os.cpu_count())]
        for side in sides:
            open_.callback(end, side.process)
        times = rounds(*[side.watch for side in sides])
        for side, name in zip(sides, ("ours", "nchan, one worker",
                                      "nchan, a worker a core")):
            say(f"{name}: {side.bytes} bytes an event, answered in "
                f"{median(side.answers):.1f} ms, opened in "
                f"{median(side.opening):.0f} ms, worst of the last round "
                f"{side.worst:.0f} ms, {median(side.memory):.1f} MiB")
        best = min((1, 2), key=lambda i: median(times[i]))
        row("P5 event to the last", size, "ms", times[0], times[best],
            "nchan", better="less", ratio=1)
        row("P5 memory", size, "MiB", sides[0].memory, sides[best].memory,
            "nchan", better="less", most=128)


if __name__ == "__main__":
    main()

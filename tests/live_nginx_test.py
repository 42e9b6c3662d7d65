#!/usr/bin/env python3
"""A live page behind nginx, with the `location /` of the file in packaging/ as
it stands: what happens is there at once, not when a buffer is full; who leaves
the proxy leaves the house too; and who comes back has missed nothing."""
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time

from house import ROOT, Folder, check, done, equal
from live_storm import House, Storm

WATCHERS = 200
KEPT_BACK_S = 5		# a buffer that is not full keeps it for good


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def location():
    with open(os.path.join(ROOT, "packaging", "nginx.conf.example"),
              encoding="utf-8") as f:
        return re.search(r"\n\tlocation / \{.*?\n\t\}\n", f.read(),
                         re.S).group(0)


class Proxy:
    def __init__(self, folder, house):
        self.port = free_port()
        with open(folder("nginx.conf"), "w", encoding="ascii") as f:
            f.write(f"""daemon off; pid {folder("pid")};
{"user root;" if os.geteuid() == 0 else ""}
error_log {folder("log")}; events {{ worker_connections 2000; }}
http {{ access_log off; client_body_temp_path {folder("t1")};
 proxy_temp_path {folder("t2")}; fastcgi_temp_path {folder("t3")};
 uwsgi_temp_path {folder("t4")}; scgi_temp_path {folder("t5")};
 upstream cellwork {{ server 127.0.0.1:{house.port}; keepalive 32; }}
 server {{ listen 127.0.0.1:{self.port}; {location()} }} }}
""")
        self.process = subprocess.Popen(
            [shutil.which("nginx"), "-c", folder("nginx.conf"), "-e",
             folder("log"), "-p", folder("")], stderr=subprocess.DEVNULL)
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.02)
        sys.exit("not ok nginx did not start")

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(20)


def becomes(house, streams):
    deadline = time.monotonic() + 15
    while house.figures()["live_streams"] != streams and \
            time.monotonic() < deadline:
        time.sleep(0.05)
    return house.figures()["live_streams"]


def first_event(port, house):
    """How long after a change its event is there."""
    with socket.create_connection(("127.0.0.1", port), 10) as s:
        s.sendall(b"GET /live HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                  b"Accept-Encoding: gzip\r\n\r\n")
        got = b""
        while b"#queue" not in got:
            got += s.recv(65536)
        check(b"text/event-stream" in got and b"gzip" not in got,
              "it comes as a stream, not squeezed", got[:400])
        began = time.monotonic()
        house.say("now")
        while b">now<" not in got:
            got += s.recv(65536)
        return time.monotonic() - began


def main():
    os.environ["PATH"] += ":/usr/sbin"
    if shutil.which("nginx") is None:
        print("skip live_nginx_test: nginx is not installed here")
        sys.exit(77)
    with Folder() as folder:
        house = House(folder("live.db"))
        proxy = Proxy(folder, house)
        took = first_event(proxy.port, house)
        check(took < KEPT_BACK_S, f"an event is there after {1000 * took:.0f} ms")
        equal(becomes(house, 0), 0, "who leaves the proxy leaves the house")
        storm = Storm(proxy, WATCHERS, version="1.0")
        equal(storm.until(2)["have"], WATCHERS, f"{WATCHERS} behind nginx")
        storm.order(f"drop {WATCHERS}")
        made = house.figures()["live_rendered_total"]
        house.say("meanwhile")
        got = storm.until(3)
        made = house.figures()["live_rendered_total"] - made
        equal((got["have"], got["all"], got["events"]),
              (WATCHERS, 0, made * WATCHERS),
              "all come back, and are sent what they missed")
        house.kill()
        house.start()
        house.say("after")
        equal(storm.until(4)["have"], WATCHERS,
              "and again after the house was killed")
        storm.end()
        equal(becomes(house, 0), 0, "then all are gone")
        proxy.end()
        house.stop()
    done()


if __name__ == "__main__":
    main()

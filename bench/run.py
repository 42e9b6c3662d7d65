"""Runs the measurements of bench/ and prints what they found as one table.

	bench/run.py [NAME]

A measurement is bench/pN.c, .py or .sh. It prints a line of JSON for each row
(see measure.py and bench.h); everything else it prints goes by as it is. Rows
are added to build/bench.jsonl with the machine, the day and the commit.
"""
import json
import os
import platform
import re
import subprocess
import sys
import time

import measure
from measure import ROOT, SIZE, figure, median, ratio

RESULTS = os.path.join(ROOT, "build", "bench.jsonl")
HEADS = ("what", "size", "ours", "reference", "ratio", "to reach", "reached",
         "spread", "rounds")


def programs(name):
    """Each measurement and how it is started, p1 before p10."""
    found = []
    for entry in os.listdir(os.path.join(ROOT, "bench")):
        stem, end = os.path.splitext(entry)
        if not re.fullmatch(r"p\d+[a-z]?", stem) or name not in ("", stem):
            continue
        path = os.path.join(ROOT, "bench", entry)
        command = {".py": ["python3", path], ".sh": ["sh", path],
                   ".c": [os.path.join(ROOT, "build", "bench_" + stem)]}
        if end in command:
            found.append((stem, command[end]))
    return sorted(found, key=lambda f: (int(re.sub(r"\D", "", f[0])), f[0]))


def machine():
    with open("/proc/cpuinfo", encoding="ascii", errors="replace") as f:
        cpu = re.search(r"model name\s*: (.*)", f.read())
    with open("/proc/meminfo", encoding="ascii") as f:
        memory = int(re.search(r"MemTotal:\s*(\d+)", f.read()).group(1))
    return (f"{os.cpu_count()} cores, {cpu.group(1) if cpu else '?'}, "
            f"{memory / 2**20:.0f} GiB, Linux {platform.release()}")


def commit():
    got = subprocess.run(["git", "-C", ROOT, "describe", "--always",
                          "--dirty"], capture_output=True, text=True)
    return got.stdout.strip() or "unknown"


def judged(row):
    """The row with its medians, whether it reached what it is to reach, and
    by how much not."""
    ours = median(row["ours"])
    row["ours_median"] = ours
    row["spread"] = (max(row["ours"]) - min(row["ours"])) / ours if ours else 0
    if row.get("reference"):
        row["reference_median"] = median(row["reference"])
        row["ratio"] = ratio(ours, row["reference_median"], row["better"])
    goal, kind = row.get("reach"), row.get("reach_is")
    if kind == "ratio":
        row["reached"] = row["ratio"] >= goal
        row["short"] = 0 if row["reached"] else 1 - row["ratio"] / goal
    elif kind == "most":
        row["reached"] = ours <= goal
        row["short"] = 0 if row["reached"] else ours / goal - 1
    elif kind == "least":
        row["reached"] = ours >= goal
        row["short"] = 0 if row["reached"] else 1 - ours / goal
    return row


def goal_text(row):
    if row.get("reach_is") == "ratio":
        return f"ratio {figure(row['reach'])}"
    if row.get("reach_is") is None:
        return ""
    return f"{row['reach_is']} {figure(row['reach'])} {row['unit']}"


def cells(row):
    reference = ""
    if "reference_median" in row:
        reference = (f"{figure(row['reference_median'])} {row['unit']} "
                     f"({row['against']})")
    reached = ""
    if "reached" in row:
        reached = "yes" if row["reached"] else f"no, by {row['short']:.0%}"
    return (row["what"], row["size"],
            f"{figure(row['ours_median'])} {row['unit']}", reference,
            figure(row["ratio"]) if "ratio" in row else "", goal_text(row),
            reached, f"{row['spread']:.0%}", str(len(row["ours"])))


def table(rows):
    """In Markdown, so that it can be put into docs/performance.md."""
    lines = [HEADS] + [cells(r) for r in rows]
    widths = [max(len(line[i]) for line in lines) for i in range(len(HEADS))]
    for at, line in enumerate(lines):
        print("| " + " | ".join(c.ljust(w) for c, w in zip(line, widths)) +
              " |")
        if at == 0:
            print("|" + "|".join("-" * (w + 2) for w in widths) + "|")


def run_one(name, command, about):
    """Its rows, and whether it ended well."""
    rows, began = [], time.monotonic()
    print(f"== {name}", flush=True)
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True,
                          cwd=ROOT, env=measure.environment()) as process:
        for line in process.stdout:
            if not line.startswith('{"what"'):
                print("   " + line, end="", flush=True)
                continue
            row = judged(json.loads(line))
            rows.append({"name": name, **row, **about})
            with open(RESULTS, "a", encoding="utf-8") as f:
                f.write(json.dumps(rows[-1]) + "\n")
    print(f"   ({time.monotonic() - began:.0f} s)", flush=True)
    if process.returncode == 77:
        print(f"   {name} was left out")
    return rows, process.returncode in (0, 77)


def main():
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    found = programs(name)
    if not found:
        sys.exit("bench/ has no measurement" + (f" named {name}." if name
                                                else "."))
    about = {"machine": machine(), "commit": commit(), "scale": SIZE,
             "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())}
    print(f"{about['machine']}; {about['commit']}; size {SIZE}", flush=True)
    rows, bad = [], []
    for stem, command in found:
        got, well = run_one(stem, command, about)
        rows += got
        if not well:
            bad.append(stem)
    if rows:
        table(rows)
    if bad:
        sys.exit("could not be measured: " + " ".join(bad))


if __name__ == "__main__":
    main()

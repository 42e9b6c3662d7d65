"""What the scripts of this folder share: running the program, saying what held.

A script says "ok NAME", "not ok NAME" or "skip NAME: why" for each thing it
looked at and ends with done().
"""
import os
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PROGRAM = os.environ.get("CELLWORK", os.path.join(ROOT, "build", "cellwork"))
SHARED = os.path.join(ROOT, "..", "shared")
failures = 0


def check(held, name, *why):
    """One thing that was looked at; says why where it did not hold."""
    global failures
    print(("ok " if held else "not ok ") + name, flush=True)
    if not held:
        failures += 1
        for line in why:
            print("    " + str(line)[:2000], flush=True)
    return held


def equal(got, wanted, name):
    return check(got == wanted, name, f"got    {got!r}", f"wanted {wanted!r}")


def done():
    sys.exit(1 if failures else 0)


def real_data(*parts):
    """A file of real input, or the end of the script where it is absent."""
    path = os.path.join(SHARED, "data", *parts)
    if not os.path.exists(path):
        print(f"skip {os.path.basename(sys.argv[0])}: "
              f"../shared/data/{'/'.join(parts)} is not here")
        sys.exit(77)
    return path


def run(*args, exits=0, **more):
    """The program's standard output; a surprise ends the script."""
    got = subprocess.run([PROGRAM, *map(str, args)], capture_output=True,
                         text=True, **more)
    if exits is not None and got.returncode != exits:
        print(f"not ok cellwork {' '.join(map(str, args))}: exit status "
              f"{got.returncode}, not {exits}\n{got.stdout[-3000:]}"
              f"{got.stderr[-3000:]}")
        sys.exit(1)
    return got


class Folder:
    """A folder of this test alone, gone afterwards."""

    def __enter__(self):
        self.path = tempfile.mkdtemp(prefix="cellwork-test-")
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.path, ignore_errors=True)

    def __call__(self, name):
        return os.path.join(self.path, name)

    def write(self, name, text):
        with open(self(name), "w", encoding="utf-8", newline="") as f:
            f.write(text)
        return self(name)

#!/usr/bin/env python3
"""The pages of docs/recipes, done as they are printed: every command of a page is taken from it, run in one bash, and what it prints is compared.

A line of three points stands for any lines; three points within a line for anything there. Prints how long each page's day took.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parent))
import sandbox  # noqa: E402

ROOT = pathlib.Path(__file__).parents[2]
_MARK = "-- recipe --"


def commands(page):
    """[(command, what it prints)]; every block of a page is a console's."""
    out = []
    for block in re.findall(r"^```console\n(.*?)^```$", page, re.S | re.M):
        for line in block.splitlines():
            if line.startswith("$ "):
                out.append((line[2:], []))
            else:
                out[-1][1].append(line)
    assert page.count("```") == 2 * len(re.findall(r"^```console$", page, re.M)), "a block that is not run"
    return out


def is_as_printed(expected, found):
    pattern = "\n".join(".*" if line == "..." else ".*".join(map(re.escape, line.split("..."))) for line in expected)
    return re.fullmatch(pattern, "\n".join(found), re.S) is not None


def play(page):
    """What each command printed, and its exit code."""
    script = "".join(f"{command}\necho; echo '{_MARK}' $?\n" for command, _ in commands(page))
    with tempfile.TemporaryDirectory() as folder:
        for name in ("KATIWALA_PROGRAM", "KATIWALA_VERIFY_PROGRAM"):
            program = pathlib.Path(os.environ[name])
            os.symlink(program, pathlib.Path(folder) / program.name)
        path = f"{folder}:{os.environ['PATH']}"
        done = subprocess.run(["bash", "-c", script], cwd=ROOT, env={**os.environ, "PATH": path, "LC_ALL": "C.UTF-8"}, capture_output=True, text=True, check=False)
    pieces = re.split(rf"^{_MARK} (\d+)\n", done.stdout, flags=re.M)
    printed = [piece.rstrip("\n").split("\n") if piece.strip() else [] for piece in pieces[:-1:2]]
    return list(zip(printed, map(int, pieces[1::2]))), done.stderr


def faults_of(page):
    listed, (seen, errors) = commands(page), play(page)
    if len(listed) != len(seen):
        return [f"only {len(seen)} of {len(listed)} commands ended: {errors[-2000:]}"]
    return [f"$ {command}\n  printed, with {code}: {found}\n  {errors[-1500:]}" for (command, expected), (found, code) in zip(listed, seen)
            if code != 0 or not is_as_printed(expected, found)]


def main():
    for tool in ("bash", "curl", "openssl"):
        if shutil.which(tool) is None:
            sandbox.lacking(f"{tool} is not here")
    assert is_as_printed(["a ... c", "..."], ["a b c", "d"]) and not is_as_printed(["allow"], ["deny"]), "a page is as printed, whatever is printed"
    for path in sorted((ROOT / "docs" / "recipes").glob("*.md")):
        page, begun = path.read_text(), time.monotonic()
        faults = faults_of(page)
        assert not faults, f"{path.name}:\n" + "\n".join(faults)
        sandbox.shown(f"{path.name}: {len(commands(page))} commands as printed, in {time.monotonic() - begun:.0f} s")


if __name__ == "__main__":
    main()

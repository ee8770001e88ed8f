#!/usr/bin/env python3
"""Mutation testing of policies/: which changes of the rules would no test notice?

  mutation.py make TREE [COMMANDS]   a copy of the repository with every mutant compiled in; COMMANDS: a compile_commands.json in which each file stands alone (preset "alone")
  mutation.py build TREE             builds its policies_tests (about 20 minutes of CPU), dropping what does not compile
  mutation.py trace TREE [FILTER…]   which tests reach which mutants; with FILTER only of the tests whose name contains one of them
  mutation.py run TREE               runs each mutant against the tests that reach it, until one fails
      --most N     only N of them, drawn evenly over the files        --seed S   with that seed (1)
      --again      only those that are alive, after tests were added  --file F   only those of files whose name contains F
  mutation.py page TREE              draws docs/mutation.md
  mutation.py report TREE            the table; everything as JSON is in TREE/mutation/report.json

TREE is best beside a folder `shared`, if the tests' data are there. Needed is what ./test installs (clang brings libclang); nothing else.
After tests were added: make, build, trace with their names, run --again. After policies/ changed: begin with an empty TREE.
"""
import argparse
import json
import pathlib
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parent))
import report  # noqa: E402
import runner  # noqa: E402
import tree  # noqa: E402

ROOT = pathlib.Path(__file__).parents[3]
REASONS = pathlib.Path(__file__).parent / "equivalent.txt"


def commit_of(root):
    """Of which the places are: later ones have other lines."""
    said = subprocess.run(["git", "-C", str(root), "log", "-1", "--format=%h, %cs"], capture_output=True, text=True, check=False)
    return said.stdout.strip()


def make(copy, given):
    copy.folder.mkdir(parents=True, exist_ok=True)
    copy.copy(ROOT)
    if (copy.state / "files.pickle").exists():
        print("the mutants are those that were made before")
        return 0
    copy.mutate(ROOT, given.names[0] if given.names else ROOT / "build/alone/compile_commands.json")
    (copy.state / "commit").write_text(commit_of(ROOT))
    print(f'{len(copy.described()["mutants"])} mutants, {len(copy.described()["dropped"])} dropped')
    return 0


def build(copy, given):
    copy.read()
    return 0 if copy.build("policies_tests", given.jobs) else 1


def trace(copy, given):
    tests = running(copy, given)
    names = [t for t in tests.tests() if not given.names or any(n in t for n in given.names)]
    tests.trace(names, copy.state / "reach.json")
    print(f"{len(names)} tests traced")
    return 0


def run(copy, given):
    tests = running(copy, given)
    tests.load(copy.state / "reach.json")
    results = runner.results_at(copy.state / "results.jsonl")
    mutants = [m for m in json.loads((copy.state / "mutants.json").read_text())["mutants"] if given.file in m["file"]]
    numbers = runner.sample([m["number"] for m in mutants], given.most, given.seed)
    if given.again:
        numbers = [n for n in numbers if n in results and results[n]["state"] != "killed"]
    else:
        numbers = [n for n in numbers if n not in results]
    tests.run(numbers, copy.state / "results.jsonl", given.seconds)
    return show(copy, given)


def found_in(copy):
    described = json.loads((copy.state / "mutants.json").read_text())
    reasons = report.read_reasons(REASONS) if REASONS.exists() else {}
    return report.summary(described, runner.results_at(copy.state / "results.jsonl"), reasons)


def show(copy, _given):
    found = found_in(copy)
    (copy.state / "report.json").write_text(json.dumps(found, indent=1))
    print(report.table(found))
    return 0


def page(copy, _given):
    made = copy.state / "commit"
    (ROOT / "docs/mutation.md").write_text(report.page(found_in(copy), made.read_text() if made.exists() else ""))
    return 0


def running(copy, given):
    return runner.Runner(copy.folder / "build/dev/policies_tests", copy.folder / "build/dev", given.jobs)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["make", "build", "trace", "run", "report", "page"])
    parser.add_argument("tree")
    parser.add_argument("names", nargs="*")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--most", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--file", default="")
    given = parser.parse_args()
    return {"make": make, "build": build, "trace": trace, "run": run, "report": show, "page": page}[given.what](tree.Tree(given.tree), given)


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""The tool on a program of its own: every mutant of sample.cc is known, and what becomes of it.

Skipped (77) where libclang is not, which is a failure with CI=true.
"""
import os
import pathlib
import subprocess
import sys
import tempfile
from collections import Counter

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE))
import libclang  # noqa: E402
import report  # noqa: E402
import runner  # noqa: E402
import schemata  # noqa: E402
import tree  # noqa: E402

# operator, before, after: what becomes of it
EXPECTED = {
    ("extremum", "std::min(value, kMost)", "std::max(value, kMost)"): "killed",
    ("number", "kMost", "kMost + 1"): "killed",
    ("number", "kMost", "kMost - 1"): "killed",
    ("return", "return std::min(value, kMost);", "return {};"): "killed",
    ("connective", "low <= value && value < high", "low <= value || value < high"): "killed",
    ("negation", "low <= value && value < high", "!(low <= value && value < high)"): "killed",
    ("relation", "low <= value", "low < value"): "killed",
    ("relation", "low <= value", "low > value"): "killed",
    ("relation", "value < high", "value <= high"): "survived",
    ("relation", "value < high", "value >= high"): "killed",
    ("left out", "--value;", ""): "killed",
    ("sign", "-value", "value"): "killed",
    ("return", "return -value;", "return {};"): "killed",
    ("number", "0", "1"): "killed",
    ("number", "0", "-1"): "killed",
    ("relation", "from < to", "from <= to"): "killed",
    ("relation", "from < to", "from >= to"): "killed",
    ("left out", "++from;", ""): "killed",  # and does not end
    ("left out", "count += 2;", ""): "killed",
    ("sum", "count += 2", "count -= 2"): "killed",
    ("number", "2", "3"): "killed",
    ("number", "2", "1"): "killed",
    ("return", "return count;", "return {};"): "killed",
    ("negation", "polite", "!(polite)"): "killed",
    ("return", 'return std::string("good ") + "day";', "return {};"): "killed",
    ("return", "return TWICE(value);", "return {};"): "killed",
    ("relation", "value == 77", "value != 77"): "not reached",
    ("number", "77", "78"): "not reached",
    ("number", "77", "76"): "not reached",
    ("return", "return 5;", "return {};"): "not reached",
    ("number", "5", "6"): "not reached",
    ("number", "5", "4"): "not reached",
    ("number of the last return", "0", "1"): "not reached",
    ("number of the last return", "0", "-1"): "not reached",
    ("return", "return hold(value).held;", "return {};"): "not reached",
}
DROPPED = ["return Holder{value};"]
wrong = []


def expect(title, found, wanted):
    if found != wanted:
        wrong.append(title)
        print(f"{title}:\n  found  {found}\n  wanted {wanted}")


def mutated(folder):
    """sample.cc mutated, in a tree of its own."""
    text = (HERE / "sample.cc").read_bytes()
    file = schemata.make("sample.cc", str(HERE / "sample.cc"), text, ["-std=c++20", f"-I{HERE}", *tree.QUIET])
    file.number(0)
    written = file.mutated()[0]
    (folder / "sample.cc").write_bytes(written)
    expect("lines stay where they are", written.split(b"\n")[schemata.HEAD_LINES:].__len__(), len(text.split(b"\n")))
    return file


def built(folder):
    program = folder / "sample_tests"
    command = ["c++", "-std=c++20", "-w", f"-I{HERE}", f"-I{HERE.parents[2]}", str(folder / "sample.cc"), str(HERE / "sample_tests.cc"),
               "-o", str(program), "-lgtest", "-lgtest_main", "-pthread"]
    subprocess.run(command, check=True)
    return program


def name_of(mutant, last_line):
    operator = mutant["operator"]
    if operator == "number" and mutant["line"] == last_line:
        operator = "number of the last return"
    return operator, mutant["before"], mutant["after"]


def check(folder):
    file = mutated(folder)
    described = {"mutants": [m for p in file.places for m in tree.describe(file, p)],
                 "dropped": [{"reason": why, **m} for p, why in file.dropped for m in tree.describe(file, p)], "in_macros": {"sample.cc": file.in_macros}}
    expect("what does not compile is dropped", [m["before"] for m in described["dropped"]], DROPPED)
    expect("bodies of macros and assertions are counted", file.in_macros > 0, True)
    tests = runner.Runner(built(folder), folder, slack_seconds=1)
    expect("its tests", len(tests.tests()), 6)
    tests.trace(tests.tests(), folder / "reach.json")
    numbers = [m["number"] for m in described["mutants"]]
    tests.run(numbers, folder / "results.jsonl")
    results = runner.results_at(folder / "results.jsonl")
    last_line = 1 + file.text[:file.text.rindex(b"return 0;")].count(b"\n")
    expect("every mutant, and what becomes of it", {name_of(m, last_line): m["state"] for m in report.judged(described, results)}, EXPECTED)
    reasons = {"sample.cc | relation | value < high | value <= high": "left open on purpose"}
    found = report.summary(described, results, reasons)
    counted = Counter(EXPECTED.values())
    expect("the sums", (found["killed"], found["survived"], found["not_reached"], found["dropped"], found["equivalent"]),
           (counted["killed"], counted["survived"], counted["not reached"], len(DROPPED), 1))
    survivor = [line for line in report.table(found).splitlines() if ": survived, " in line]
    expect("the survivor's line", survivor, ["sample.cc:20:68: survived, relation: value < high  =>  value <= high  [left open on purpose]"])


def check_sampling():
    numbers = list(range(100))
    drawn = runner.sample(numbers, 10, 1)
    expect("one of each tenth", [n // 10 for n in drawn], list(range(10)))
    expect("the same seed draws the same", runner.sample(numbers, 10, 1), drawn)
    expect("all, where that is few enough", runner.sample(numbers, 100, 1), numbers)


if libclang.find_library() is None:
    print("libclang is not here")
    sys.exit(1 if os.environ.get("CI") == "true" else 77)
with tempfile.TemporaryDirectory() as made:
    check(pathlib.Path(made))
check_sampling()
print(f"{len(EXPECTED)} mutants of the sample, {len(wrong)} wrong")
sys.exit(1 if wrong else 0)

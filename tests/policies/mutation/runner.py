"""Runs the mutants: which tests reach which, and which of them notice it."""
import json
import os
import random
import re
import resource
import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

FIRST = 20             # the tests that reach least come first: they are about that place
SLOW_SECONDS = 0.5     # slower tests come last
MOST_MEMORY = 4 << 30


class Runner:
    """A GoogleTest program that includes mutant.h."""

    def __init__(self, program, folder, jobs=1, slack_seconds=5):
        self.program, self.folder, self.jobs, self.slack_seconds = str(program), str(folder), jobs, slack_seconds
        self.reach = {}        # test -> {"seconds": , "reached": [numbers]}

    def tests(self):
        listed = subprocess.run([self.program, "--gtest_list_tests"], cwd=self.folder, check=True, capture_output=True, text=True).stdout
        suite, names = "", []
        for line in listed.splitlines():
            word = line.split("#")[0].strip()
            if line.startswith("  "):
                names.append(suite + word)
            elif word.endswith("."):
                suite = word
        return names

    def start(self, tests, cpu_seconds, **environment):
        """(failed, name of the failing test or the signal, cpu seconds) of one process."""
        def limit():
            resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))

        given = {**os.environ, "GTEST_FILTER": ":".join(tests), "GTEST_FAIL_FAST": "1", "GTEST_COLOR": "no", **environment}
        given.pop("GTEST_OUTPUT", None)
        with tempfile.TemporaryFile() as out:
            process = subprocess.Popen([self.program], cwd=self.folder, env=given, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT,
                                       preexec_fn=limit)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            out.seek(0)
            said = out.read().decode("utf-8", "replace")
        begun = re.findall(r"^\[ RUN      \] (\S+)", said, re.M)
        how = "" if process.returncode >= 0 else f" (signal {-process.returncode})"
        return process.returncode != 0, (begun[-1] if begun else "before any test") + how, usage.ru_utime + usage.ru_stime

    # -- which tests reach which mutants

    def trace(self, tests, path):
        """Every test in a process of its own, so that what one leaves behind does not hide what another reaches."""
        if os.path.exists(path):
            with open(path) as kept:
                self.reach = json.load(kept)
        with ThreadPoolExecutor(self.jobs) as pool:
            for test, found in zip(tests, pool.map(self.traced, tests)):
                if found is None:
                    print(f"  {test} is left out: it fails without any mutant (what looks at the sources themselves must)", flush=True)
                else:
                    self.reach[test] = found
        known = set(self.tests())
        self.reach = {test: found for test, found in self.reach.items() if test in known}
        with open(path, "w") as out:
            json.dump(self.reach, out)

    def traced(self, test):
        with tempfile.NamedTemporaryFile("r") as trace:
            failed, _, seconds = self.start([test], 600, MUTATION_TRACE=trace.name)
            if failed:
                return None
            return {"seconds": seconds, "reached": [int(n) for n in trace.read().split()]}

    def load(self, path):
        with open(path) as kept:
            self.reach = json.load(kept)

    # -- which mutants are noticed

    def chunks(self, number):
        """The tests that reach it, those first that reach little else and are fast."""
        reaching = [t for t, found in self.reach.items() if number in found["set"]]
        reaching.sort(key=lambda t: (self.reach[t]["seconds"] > SLOW_SECONDS, len(self.reach[t]["reached"])))
        slow = [t for t in reaching if self.reach[t]["seconds"] > SLOW_SECONDS]
        fast = reaching[:len(reaching) - len(slow)]
        return [c for c in (fast[:FIRST], fast[FIRST:], slow) if c]

    def judge(self, number):
        """{"state": killed | survived | not reached, "by": , "seconds": } of one mutant. A test that does not end is noticed too."""
        chunks, seconds = self.chunks(number), 0.0
        for chunk in chunks:
            usual = sum(self.reach[t]["seconds"] for t in chunk)
            failed, by, used = self.start(chunk, int(5 * usual) + self.slack_seconds, MUTANT=str(number))
            seconds += used
            if failed:
                return {"state": "killed", "by": by, "seconds": round(seconds, 2)}
        return {"state": "survived" if chunks else "not reached", "by": "", "seconds": round(seconds, 2)}

    def run(self, numbers, path, most_seconds=None):
        """Adds to the results kept at `path` (a line each, so that a run can go on where another stopped)."""
        for found in self.reach.values():
            found["set"] = set(found["reached"])
        used, begun = 0.0, time.monotonic()
        with ThreadPoolExecutor(self.jobs) as pool, open(path, "a") as out:
            for i in range(0, len(numbers), 50):
                batch = numbers[i:i + 50]
                for number, result in zip(batch, pool.map(self.judge, batch)):
                    used += result["seconds"]
                    out.write(json.dumps({"number": number, **result}) + "\n")
                out.flush()
                print(f"  {i + len(batch)} of {len(numbers)}, {used:.0f} s of CPU, {time.monotonic() - begun:.0f} s", flush=True)
                if most_seconds is not None and used > most_seconds:
                    return


def results_at(path):
    """number -> the last result kept of it."""
    results = {}
    if os.path.exists(path):
        with open(path) as kept:
            for line in kept:
                result = json.loads(line)
                results[result["number"]] = result
    return results


def sample(numbers, most, seed):
    """Evenly over the files, as numbers follow them: of each stretch of equal length one."""
    if most is None or most >= len(numbers):
        return list(numbers)
    draw = random.Random(seed)
    return [numbers[draw.randrange(i * len(numbers) // most, (i + 1) * len(numbers) // most)] for i in range(most)]

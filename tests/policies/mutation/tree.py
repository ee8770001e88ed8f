"""A copy of the repository in which a folder's sources are mutated, and its build."""
import json
import os
import pathlib
import pickle
import re
import shlex
import shutil
import subprocess
import sys

import libclang as cl
import schemata

TOOL = pathlib.Path(__file__).parent
LEFT = {"policies/rule.h"}  # one place, and every test would be compiled again for it
QUIET = ["-w", "-Wno-narrowing", "-ferror-limit=0", "-include", str(TOOL / "mutant.h")]


def arguments_of(commands, source, tree):
    """What libclang needs of the compiler's command: language, definitions, folders."""
    entry = next(e for e in json.loads(pathlib.Path(commands).read_text()) if e["file"].endswith("/" + source))
    words = shlex.split(entry["command"])
    root = entry["file"][:-len(source) - 1]
    return [w.replace(root, str(tree)) for w in words if w.startswith(("-I", "-D", "-std="))] + QUIET


class Tree:
    def __init__(self, folder, under="policies"):
        self.folder, self.under = pathlib.Path(folder), under
        self.state = self.folder / "mutation"
        self.files = []

    # -- making

    def copy(self, source):
        """What git knows of, as it stands in the work tree. What did not change keeps its time, so that it is not built again."""
        names = subprocess.run(["git", "ls-files", "-z"], cwd=source, check=True, capture_output=True).stdout.decode().split("\0")
        for name in filter(None, names):
            given, target = pathlib.Path(source) / name, self.folder / name
            if not given.is_file() or (self.is_mutated(name) and target.exists()):
                continue
            text = given.read_bytes()
            if target.exists() and (target.read_bytes() == text or (name == "CMakeLists.txt" and target.read_bytes().startswith(text))):
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text)
            shutil.copymode(given, target)
        self.state.mkdir(exist_ok=True)
        self.relax()

    def relax(self):
        """What is mutated warns of itself: its warnings are not errors."""
        cmake, line = self.folder / "CMakeLists.txt", f"\ntarget_compile_options({self.under} PRIVATE -w)\n"
        if cmake.exists() and line not in cmake.read_text():
            with open(cmake, "a") as out:
                out.write(line)

    def is_mutated(self, name):
        return name.startswith(self.under + "/") and name.endswith((".cpp", ".h"))

    def sources(self, source):
        found = sorted(p.relative_to(source).as_posix() for p in (pathlib.Path(source) / self.under).rglob("*"))
        return [name for name in found if self.is_mutated(name) and name not in LEFT]

    def mutate(self, source, commands):
        """Finds the places of every file of the source and writes the files mutated. Says what it does."""
        names = self.sources(source)
        given = arguments_of(commands, next(n for n in names if n.endswith(".cpp")), source)
        headers = self.precompiled(source, names, given)
        first = 0
        for name in names:
            file = self.made(name, source, given, headers)
            if file is None:
                continue
            first = file.number(first)
            if file.places or file.dropped:
                self.files.append(file)
                print(f"  {name}: {sum(len(p.mutants) for p in file.places)} mutants", flush=True)
        self.write()

    def precompiled(self, source, names, given):
        """All headers of the folder in one, read once: nine tenths of the time of each file."""
        text = "".join(f'#include "{name}"\n' for name in [*sorted(LEFT), *names] if name.endswith(".h")).encode()
        out = str(self.state / "headers.pch")
        cl.precompile(str(self.state / "headers.h"), given, text, out)
        return [a for a in given if a not in QUIET[-2:]] + ["-include-pch", out]

    def made(self, name, source, given, headers):
        path = pathlib.Path(source) / name
        text = path.read_bytes()
        ways = [headers, given] if name.endswith(".cpp") else [[*given, "-x", "c++"]]
        for way in ways:
            try:
                return schemata.make(name, str(path), text, way)
            except ValueError as error:
                reason = error
        print(f"  {name}: left as it is, {reason}", flush=True)
        return None

    # -- what was made

    def write(self):
        for file in self.files:
            self.put(self.folder / file.name, file.mutated()[0])
        with open(self.state / "files.pickle", "wb") as out:
            pickle.dump(self.files, out)
        (self.state / "mutants.json").write_text(json.dumps(self.described(), indent=1))

    @staticmethod
    def put(path, text):
        if not path.exists() or path.read_bytes() != text:
            path.write_bytes(text)

    def read(self):
        with open(self.state / "files.pickle", "rb") as kept:
            self.files = pickle.load(kept)

    def described(self):
        return {"mutants": [m for f in self.files for p in f.places for m in describe(f, p)],
                "dropped": [{"reason": why, **m} for f in self.files for p, why in f.dropped for m in describe(f, p)],
                "in_macros": {f.name: f.in_macros for f in self.files}}

    # -- building

    def build(self, target, jobs):
        """Builds, dropping what this compiler does not take. True when built."""
        for command in (["cmake", "--preset", "dev", "-DKATIWALA_JOINED=OFF"], ):
            subprocess.run(command, cwd=self.folder, check=True, stdout=subprocess.DEVNULL)
        for _ in range(schemata.ROUNDS):
            built = subprocess.run(["ninja", "-k0", f"-j{jobs}", "-C", "build/dev", target], cwd=self.folder, stdout=subprocess.PIPE,
                                   stderr=subprocess.STDOUT, text=True)
            if built.returncode == 0:
                return True
            if not self.drop_errors(built.stdout):
                sys.stdout.write(built.stdout[-4000:])
                return False
        return False

    def drop_errors(self, output):
        output = re.sub(r"\x1b\[[0-9;]*[mK]", "", output)
        found = {}
        for path, line, column, message in re.findall(r"^(\S+?):(\d+):(\d+): error: (.*)$", output, re.M):
            file = next((f for f in self.files if path.endswith("/" + f.name)), None)
            if file is not None:
                found.setdefault(file.name, (file, []))[1].append((int(line), int(column), message))
        for file, errors in found.values():
            text, spans = file.mutated()
            if not schemata.drop_at(file, spans, [(schemata.offset_of(text, line, column), message) for line, column, message in errors]):
                return False
            print(f"  {file.name}: {errors[0][2]}", flush=True)
        self.write()
        return bool(found)


def describe(file, place):
    line, column = schemata.line_of(file.text, place.begin), schemata.column_of(file.text, place.begin)
    return [{"number": number, "file": file.name, "line": line, "column": column, "operator": m.operator, "before": m.before, "after": m.after}
            for number, m in zip(place.numbers or [-1] * len(place.mutants), place.mutants)]

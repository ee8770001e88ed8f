#!/usr/bin/env python3
"""The TypeScript client: that it is what the description says, that the strict compiler takes it and refuses what is wrong, and that it works against a real ledger."""
import pathlib
import shutil
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parent))
import foreign  # noqa: E402
import sandbox  # noqa: E402

CLIENT = pathlib.Path(__file__).parents[2] / "clients" / "typescript"


def ran(words, where, what):
    done = subprocess.run(list(map(str, words)), cwd=where, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{what}: {done.stdout[-6000:]}{done.stderr[-3000:]}"
    return done.stdout


def compiled(folder):
    """A copy of the client beside the compiler that package-lock.json names, by its hash, and what the compiler makes of it."""
    for name in ("client.ts", "door.ts", "tsconfig.json"):
        shutil.copy(CLIENT / name, folder / name)
    shutil.copytree(CLIENT / "test", folder / "test", dirs_exist_ok=True)
    ran(["node_modules/.bin/tsc", "--strict", "-p", "tsconfig.json", "--outDir", "out"], folder, "tsc --strict")
    shutil.copy(CLIENT / "package.json", folder / "out" / "package.json")
    return folder / "out" / "test" / "day.js"


def main():
    foreign.needs_node()
    ran(["node", CLIENT / "generate.mjs", "--check"], CLIENT, "the client is stale")
    with foreign.packages(CLIENT) as folder, sandbox.Sandbox() as s:
        day = compiled(folder)
        expected = (CLIENT / "test" / "wrong.ts").read_text().count("@ts-expect-error")
        said = ran(["node", day, f"https://127.0.0.1:{s.port}", s.ledger / "sandbox-pki"], folder, "the client against the door")
    lines = len((CLIENT / "client.ts").read_text().splitlines())
    sandbox.shown(f"TypeScript client: {lines} lines drawn, not stale; {expected} wrong uses refused by tsc --strict; {said.strip()}")


if __name__ == "__main__":
    main()

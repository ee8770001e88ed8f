#!/usr/bin/env python3
"""The TypeScript client: that it is what the description says, that the strict compiler takes it and refuses what is wrong, and that it works against a real ledger."""
import fcntl
import os
import pathlib
import shutil
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parent))
import sandbox  # noqa: E402

CLIENT = pathlib.Path(__file__).parents[2] / "clients" / "typescript"


def ran(words, where, what):
    done = subprocess.run(list(map(str, words)), cwd=where, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{what}: {done.stdout[-6000:]}{done.stderr[-3000:]}"
    return done.stdout


def compiler():
    """A copy of the client beside the compiler that package-lock.json names, by its hash."""
    folder = pathlib.Path(os.environ["KATIWALA_CALLERS_TOOLS"]) / "typescript"
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        wanted, stamp = (CLIENT / "package-lock.json").read_text(), folder / "installed.json"
        for name in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copy(CLIENT / name, folder / name)
        if not stamp.exists() or stamp.read_text() != wanted:
            done = subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder, capture_output=True, text=True, check=False)
            if done.returncode != 0:
                sandbox.lacking(f"the packages of clients/typescript can not be had: {done.stderr.strip().splitlines()[-1]}")
            stamp.write_text(wanted)
        for name in ("client.ts", "door.ts", "tsconfig.json"):
            shutil.copy(CLIENT / name, folder / name)
        shutil.copytree(CLIENT / "test", folder / "test", dirs_exist_ok=True)
        ran(["node_modules/.bin/tsc", "--strict", "-p", "tsconfig.json", "--outDir", "out"], folder, "tsc --strict")
        shutil.copy(CLIENT / "package.json", folder / "out" / "package.json")
    return folder


def main():
    for tool in ("node", "npm"):
        if shutil.which(tool) is None:
            sandbox.lacking(f"{tool} is not here")
    ran(["node", CLIENT / "generate.mjs", "--check"], CLIENT, "the client is stale")
    folder = compiler()
    expected = (CLIENT / "test" / "wrong.ts").read_text().count("@ts-expect-error")
    with sandbox.Sandbox() as s:
        said = ran(["node", folder / "out" / "test" / "day.js", f"https://127.0.0.1:{s.port}", s.ledger / "sandbox-pki"], folder, "the client against the door")
    lines = len((CLIENT / "client.ts").read_text().splitlines())
    sandbox.shown(f"TypeScript client: {lines} lines drawn, not stale; {expected} wrong uses refused by tsc --strict; {said.strip()}")


if __name__ == "__main__":
    main()

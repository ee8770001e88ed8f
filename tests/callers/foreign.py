"""Validators and testers that other people wrote, at the versions and hashes of requirements.txt and of package-lock.json, in folders of their own:
installed once, for all tests.

Where they can not be had a test is skipped by name; with CI=true it fails.
"""
import contextlib
import fcntl
import os
import pathlib
import shutil
import subprocess
import sys

import sandbox

_HERE = pathlib.Path(__file__).parent


def _install(folder, wanted):
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], capture_output=True, text=True, check=False)
    if made.returncode != 0:
        sandbox.lacking(f"python3 -m venv: {(made.stdout or made.stderr).strip().splitlines()[-1]}")
    words = [str(folder / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check", "--only-binary", ":all:", "--require-hashes", "-r", str(wanted)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sandbox.lacking(f"the packages of {wanted.name} can not be had: {done.stderr.strip().splitlines()[-1]}")


def programs():
    """The folder with their programs."""
    folder = pathlib.Path(os.environ["KATIWALA_CALLERS_TOOLS"]) / "python"
    folder.parent.mkdir(parents=True, exist_ok=True)
    wanted = _HERE / "requirements.txt"
    with open(folder.parent / "python.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        stamp = folder / "requirements.txt"
        if not stamp.exists() or stamp.read_text() != wanted.read_text():
            _install(folder, wanted)
            stamp.write_text(wanted.read_text())
    return folder / "bin"


def libraries():
    """Makes their modules importable."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    sys.path.append(str(programs().parent / "lib" / version / "site-packages"))


def needs_node():
    for tool in ("node", "npm"):
        if shutil.which(tool) is None:
            sandbox.lacking(f"{tool} is not here")


@contextlib.contextmanager
def packages(source):
    """Of npm: the folder with what the package-lock.json of the folder `source` names. Nobody else changes it meanwhile."""
    needs_node()
    folder = pathlib.Path(os.environ["KATIWALA_CALLERS_TOOLS"]) / source.name
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        wanted, stamp = (source / "package-lock.json").read_text(), folder / "installed.json"
        for name in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copy(source / name, folder / name)
        if not stamp.exists() or stamp.read_text() != wanted:
            done = subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder, capture_output=True, text=True, check=False)
            if done.returncode != 0:
                sandbox.lacking(f"the packages of {source.name} can not be had: {done.stderr.strip().splitlines()[-1]}")
            stamp.write_text(wanted)
        yield folder


class Validator:
    """jsonschema (2020-12) on the schemas of one document."""

    def __init__(self, document):
        import jsonschema
        import referencing
        from referencing.jsonschema import DRAFT202012

        resource = referencing.Resource(contents=document, specification=DRAFT202012)
        self._registry = referencing.Registry().with_resource("urn:door", resource)
        self._draft = jsonschema.Draft202012Validator

    def faults(self, schema, value):
        """What is wrong with the value, a line each."""
        return [f"{one.json_path}: {one.message[:200]}" for one in self._of(schema).iter_errors(value)]

    def _of(self, schema):
        return self._draft(_absolute(schema), registry=self._registry)


def _absolute(schema):
    """Local references, of the whole document."""
    if isinstance(schema, dict):
        return {key: "urn:door" + value if key == "$ref" and value.startswith("#") else _absolute(value) for key, value in schema.items()}
    return [_absolute(one) for one in schema] if isinstance(schema, list) else schema

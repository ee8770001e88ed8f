#!/usr/bin/env python3
"""schemathesis, with all of its checks, on the description as it is served, through the real door, by everybody: what it says of requests and answers is so.

Statuses are held to those that are named: `default` is taken out of what the test judges by. Then the same with lies in the description, each of which must be found.
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import time

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE))
import foreign  # noqa: E402
import sandbox  # noqa: E402
import world  # noqa: E402

SEED = 20260225
LEAST = 10_000
DEEP = os.environ.get("KATIWALA_DEEP") == "1"


class Known:
    """Ids and numbers that are there, by the names under which they are asked for."""

    def __init__(self, w):
        s = w.s
        read = lambda path: s.get("auditor", path).body  # noqa: E731
        girl = read(f"/v1/wards/{w.girl}")
        self.names = {name: [value] for name, value in w.told.drawn.items() if isinstance(value, str)}
        self.names |= {
            "ward": [w.girl, w.boy, w.grown], "pool": [w.pool], "order": [w.order], "payee": [w.payee], "court_order": [w.court_order],
            "request": [one["id"] for one in read("/v1/requests")["requests"]], "credit": [one["id"] for one in read("/v1/credits")["credits"]],
            "budget": [one["id"] for one in girl["budgets"]], "award": [one["id"] for one in girl["awards"]],
            "person": [w.person(who) for who in ("guardian", "guardian-of-boy", "removed", "discharged", "litem", "herself")],
            "principal": [one["principal"] for one in read("/v1/credentials")["credentials"]],
        }
        self.numbers = {"proposal": [one["id"] for one in read("/v1/proposals")["proposals"]], "entry": list(range(0, read("/v1/status")["entries"], 7))}

    def bindings(self):
        """Where each is drawn from in three cases of four."""
        names, people = self.names, self.names["person"]
        for name in ("ward", "pool", "order", "payee", "court_order", "request", "credit", "principal", "freeze", "payment_file"):
            yield f"path.{name}", names.get(name, [])
        yield "path.guardian", people
        for name in ("proposal", "entry"):
            yield f"path.{name}", self.numbers[name]
        for name in ("pool", "ward", "payee", "court_order", "budget", "order", "guardian", "request", "credit", "principal"):
            yield f"body.{name}", people if name == "guardian" else names.get(name, [])
        for name in ("person", "other"):
            yield f"body.{name}", people
        yield "body.about.id", names["ward"] + names["pool"]
        for name in ("ward", "payee", "court_order", "budget"):
            yield f"body.requests[*].{name}", names.get(name, [])
        yield "body.approvals[*].proposal", self.numbers["proposal"]
        yield "query.ward", names["ward"]
        yield "query.pool", names["pool"]


def settings(known, phases):
    """schemathesis.toml."""
    out, rows = [], []
    for place, values in known.bindings():
        if values:
            name = re.sub(r"\W+", "_", place)
            out.append(f"[dictionaries.{name}]\nvalues = {json.dumps(list(dict.fromkeys(values)))}")
            rows.append(f'"{place}" = {{dictionary = "{name}", probability = 0.75}}')
    # A tag that was made up is of nothing that is so now: 412 is what was promised.
    taken = ["2xx", "3xx", "401", "403", "404", "409", "412"]
    out.append(f"[checks.positive_data_acceptance]\nexpected-statuses = {json.dumps(taken)}")
    out.append("[parameters]\n" + "\n".join(rows))
    return "\n\n".join(out + phases) + "\n"


def phases(examples):
    return [f"[phases.fuzzing.generation]\nmax-examples = {examples}", f"[phases.stateful.generation]\nmax-examples = {examples}"]


class Run:
    def __init__(self, w, known):
        self.w, self.s, self.folder = w, w.s, w.s.folder / "schemathesis"
        self.folder.mkdir(exist_ok=True)
        self.program = foreign.programs() / "schemathesis"
        table = world.table(HERE / "access.txt", w.told.operations)
        people = {role: self.s.get(world.caller(role), "/v1/me").body for role in world.ROLES}
        self.told = {
            "roles": list(world.ROLES),
            "may": {operation: [role for role, may in row.items() if may] for operation, row in table.items()},
            "papers": {role: list(map(str, self.s.papers[world.caller(role)])) for role in world.ROLES},
            "senders": [one["principal"] for one in people.values()] + [one["person"] for one in people.values()],
            "leaving": w.leaving, "gone": [w.person("removed"), w.person("discharged")],
            "clock": world.BIRTHDAY_MORNING[:10] + "T09:00:00.{:06}+08:00",
        }
        self.known = known

    def __call__(self, name, examples, *words, lies=()):
        folder = self.folder / name
        folder.mkdir()
        (folder / "cases.json").write_text(json.dumps({**self.told, "sent": str(folder / "sent.json"), "lies": lies}))
        (folder / "schemathesis.toml").write_text(settings(self.known, phases(examples)))
        authority = self.s.ledger / "sandbox-pki" / "authority.pem"
        paper, key = map(str, self.s.papers["auditor"])
        call = [self.program, "--config-file", folder / "schemathesis.toml", "run", f"https://127.0.0.1:{self.s.port}/v1/openapi.json", "--tls-verify", authority, "--request-cert", paper,
                "--request-cert-key", key, "--checks", "all", "--seed", SEED, "--workers", "1", "--generation-database", "none", "--continue-on-failure", "--no-color",
                "--report", "json,junit", "--report-json-path", folder / "report.json", "--report-junit-path", folder / "junit.xml", *words]
        environment = {**os.environ, "SCHEMATHESIS_HOOKS": str(HERE / "schemathesis_hooks.py"), "KATIWALA_CASES": str(folder / "cases.json"), "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(list(map(str, call)), cwd=folder, env=environment, capture_output=True, text=True, check=False)
        (folder / "said.txt").write_text(done.stdout + done.stderr)
        return done, folder


def main():
    foreign.programs()
    with sandbox.Sandbox() as s:
        w = world.World(s)
        w.come_of_age()
        w.prove_identity()
        run = Run(w, Known(w))
        begun = time.monotonic()
        done, folder = run("all", int(os.environ.get("EXAMPLES", "20")), *sys.argv[1:])
        print(done.stdout[-200000:], done.stderr[-5000:])
        print(time.monotonic() - begun)
        import shutil
        shutil.rmtree("/tmp/schema-out", ignore_errors=True)
        shutil.copytree(folder, "/tmp/schema-out")
        print(subprocess.run(["tail", "-c", "2000", s.folder / "serve.log"], capture_output=True, text=True).stdout)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""The access matrix: every role, every operation of the description and every field of the answers, tried through the real door over TLS.

What must be, stands in access.txt and fields.txt and in the tables below, by hand; nothing here asks the program who may do what. What must be refused is
refused, changes nothing and tells nothing; what may be read shows no field that is not for the reader, and no word that is nobody's to read.
"""
import json
import pathlib
import sys

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE))
import sandbox  # noqa: E402
import story  # noqa: E402
import fields  # noqa: E402
import relations  # noqa: E402
import silence  # noqa: E402
import world  # noqa: E402

# Who asks stands against it, and nothing else.
WHO = {"ROLE_FORBIDDEN", "NOT_GUARDIAN", "NOT_HERSELF", "AUTHORITY_ENDED", "PRINCIPAL_UNKNOWN", "PRINCIPAL_REVOKED", "CREDENTIAL_EXPIRED"}
PROBLEM = {"type", "title", "status", "detail", "instance", "code"}
# What somebody must ask another way than the example does, to be one who may ask it at all.
OTHERWISE = {
    ("request_disbursement", "herself"): {"purpose": "handover"},  # what is hers, and nothing else
    ("request_disbursement", "officer"): {"court_order": "1a000000000000000000000000000001"},  # what a court ordered: the rest is a guardian's to ask for
    ("set_freeze", "guardian"): {"freeze_kind": "guardian"},
    ("set_freeze", "compliance"): {"freeze_kind": "bank"},
}

# The day of the story's statement, of which there is something to show.
QUERIES = {"read_reconciliation": "?day=2026-02-25", "read_reconciliation_page": "?day=2026-02-25"}

# What takes somebody's right away is tried when nobody needs it any more.
LAST = ("change_guardian", "revoke_principal")


class Matrix:
    def __init__(self, w, table, fields_table):
        self.w, self.s, self.table, self.fields = w, w.s, table, fields_table
        self.refused = self.allowed = self.done = 0
        self.unexpected, self.broken = [], []
        self.own = {"herself": w.choice}  # who takes back a proposal takes back her own

    # -- one cell

    def path(self, operation, role):
        """To the thing that the role is nearest to."""
        ward = self.w.grown if operation.id == "record_election" else self.w.ward_of.get(role, self.w.girl)
        names = dict(ward=ward, proposal=self.own.get(role, 0) if operation.id == "cancel_proposal" else self.proposals[ward])
        if operation.id == "revoke_principal":
            names["principal"] = self.w.leaving.pop()
        if operation.id == "remove_credential" and role != "officer":
            names["principal"] = self.principal(role)
        if operation.id == "read_entry" and role in self.w.ward_of:
            entries = self.s.get(world.caller(role), f"/v1/wards/{ward}/entries").body["entries"]
            names["entry"] = entries[0]["entry"] if entries else 0
        if operation.id == "read_receipt" and role == "reader":
            names["entry"] = self.w.entry_about(self.w.order)
        self.w.told.drawn.update(names)
        return self.w.told.path(operation) + QUERIES.get(operation.id, "")

    def principal(self, role):
        return self.s.get(world.caller(role), "/v1/me").body["principal"]

    def ask(self, operation, role):
        who, path = world.caller(role), self.path(operation, role)
        if operation.method == "GET":
            return self.s.get(who, path)
        kind, media = operation.media
        body = next(iter(media["examples"].values()))["value"]
        if operation.id in story.SINGLE:
            body = self.many(operation, role)
        elif kind == "application/json":
            body = {**body, **OTHERWISE.get((operation.id, role), {})}
            if operation.id == "enrol_credential" and role != "officer":
                body["principal"] = self.principal(role)
            if "about" in body and role in self.w.ward_of:
                body["about"] = {**body["about"], "id": self.w.ward_of[role]}
        return self.s.post(who, path, body, kind=kind)

    def many(self, operation, role):
        """One line of it: what the single write is tried with, under a control sum that is right."""
        single = self.w.told.operations[story.SINGLE[operation.id]]
        line = dict(next(iter(single.media[1]["examples"].values()))["value"])
        ward = self.w.ward_of.get(role, self.w.girl)
        if single.id == "approve":
            line, sums = {**line, "proposal": self.proposals[ward]}, []
        else:
            line = {**line, **OTHERWISE.get((single.id, role), {}), "ward": ward}
            sums = [line["amount"]]
        return {"count": 1, "sums": sums, story.LINES[operation.id]: [line]}

    def must_refuse(self, operation, role):
        reply = self.ask(operation, role)
        cell = f"{role} {operation.id}"
        if reply.status < 400:
            self.unexpected.append(f"{cell}: {reply}")
        elif reply.status != 403 or reply.code not in WHO:
            self.broken.append(f"{cell} is refused for another reason: {reply}")
        elif operation.method == "GET" and set(reply.body) - PROBLEM:
            self.broken.append(f"{cell} tells more than that it is refused: {reply}")
        elif reply.body.get("created") or reply.body.get("obligations") or reply.body.get("proposal"):
            self.broken.append(f"{cell} tells of what was not done: {reply}")
        self.refused += 1

    def may_ask(self, operation, role):
        reply = self.ask(operation, role)
        if reply.code in WHO:
            self.broken.append(f"{role} {operation.id} is turned away: {reply}")
        if operation.method == "GET" and reply.status != 200 and not (reply.status == 404 and role in self.w.ward_of):
            self.broken.append(f"{role} {operation.id} is not answered: {reply}")
        self.allowed += 1
        self.unexpected += self.fields.judge(operation.id, role, reply)
        if operation.id not in story.SINGLE:
            self.done += reply.status < 300
            return
        if reply.status != 200:
            self.broken.append(f"{role} {operation.id} is not judged line by line: {reply}")
            return
        for line in reply.lines():
            self.done += line.status < 300
            self.unexpected += self.fields.judge(story.SINGLE[operation.id], role, line)
            if line.code in WHO:
                self.broken.append(f"{role} {operation.id} is turned away in a line: {line}")

    # -- all of them

    def cells(self, may, method):
        for operation in self.w.told.operations.values():
            if (operation.method == "GET") == (method == "GET"):
                yield from ((operation, role) for role in world.ROLES if self.table[operation.id][role] == may)

    def run(self):
        self.proposals = {ward: self.w.payee_proposal(ward) for ward in (self.w.girl, self.w.grown)}
        self.own.update(officer=self.w.payee_proposal(self.w.girl), guardian=self.w.payee_proposal(self.w.girl, "guardian"))
        before = self.w.snapshot()
        for method in ("GET", "POST"):
            for cell in self.cells(False, method):
                self.must_refuse(*cell)
        if self.w.snapshot() != before:
            self.unexpected.append("something changed though everybody was refused")
        for method in ("GET", "POST"):
            for cell in sorted(self.cells(True, method), key=lambda one: one[0].id in LAST):
                self.may_ask(*cell)


def a_row_opened_by_mistake_is_seen(w, table, fields_table):
    """The negative control: cells turned over, and a field taken out of the table, must each be found."""
    wrong = {name: dict(row) for name, row in table.items()}
    wrong["read_ward_watch"]["compliance"] = False
    wrong["take_seal"]["auditor"] = False
    wrong["read_pools"]["guardian"] = True
    control = Matrix(w, wrong, fields_table)
    control.proposals = {w.girl: 0, w.grown: 0}
    operations = w.told.operations
    control.must_refuse(operations["read_ward_watch"], "compliance")
    control.must_refuse(operations["take_seal"], "auditor")
    assert len(control.unexpected) == 2, "an operation that is open by mistake is not seen"
    control.may_ask(operations["read_pools"], "guardian")
    assert len(control.broken) == 2, "an operation that is closed by mistake is not seen"
    reply = w.s.get("guardian", f"/v1/wards/{w.girl}")
    found = fields_table.judge("read_ward", "guardian", reply)
    assert not found, found
    for more in ({"marks": []}, {"payees": [{"secret": 1}]}, {"note": "Sandbox Aunt"}):
        leaking = sandbox.Reply(200, reply.headers, json.dumps({**reply.body, **more}).encode())
        assert fields_table.judge("read_ward", "guardian", leaking), f"a leak is not seen: {more}"
    tipping_off_is_seen(w, fields_table)


def tipping_off_is_seen(w, fields_table):
    """What the auditor is told of a watch, told to an officer."""
    for path, operation, names in (("/v1/events?limit=1000", "read_events", ("open_case", "subjects[].watch")), ("/v1/entries?limit=1000", "read_entries", ("open_case",)),
                                   ("/v1/end-of-day", "read_end_of_day", ("items[].case:watch",))):
        reply = w.s.get("auditor", path)
        assert not (found := fields_table.judge(operation, "auditor", reply)), found
        found = "\n".join(fields_table.judge(operation, "officer", reply))
        assert all(name in found for name in names), f"{operation}: {found}"


def main():
    with sandbox.Sandbox() as s:
        w = world.World(s)
        table = world.table(HERE / "access.txt", w.told.operations)
        seen = fields.Fields(HERE / "fields.txt", set(w.told.operations))
        near, quiet = relations.Relations(w), silence.Silence(w)
        near.before_the_birthday()
        quiet.keep("RF03", "2026-02-25")
        near.of_officers()
        near.of_pages()
        w.come_of_age()
        near.after_the_birthday()
        w.prove_identity()
        near.when_she_is_known()
        quiet.keep("RF10", world.BIRTHDAY_MORNING[:10])
        a_row_opened_by_mistake_is_seen(w, table, seen)
        matrix = Matrix(w, table, seen)
        matrix.run()
    cells = matrix.refused + matrix.allowed
    sandbox.shown(f"access matrix: {len(table)} operations x {len(world.ROLES)} roles = {cells} cells; {matrix.refused} refused, {matrix.allowed} may ask ({matrix.done} done); "
                  f"{near.tried} tries by relation; {quiet.compared} answers are as they were when something is looked into; {seen.judged} fields of answers; {len(matrix.unexpected) + len(near.unexpected) + len(quiet.told)} unexpected successes")
    faults = matrix.unexpected + near.unexpected + quiet.told + matrix.broken
    assert not faults, "\n".join(faults[:40])
    assert cells == len(table) * len(world.ROLES) and seen.unseen() == [], seen.unseen()


if __name__ == "__main__":
    main()

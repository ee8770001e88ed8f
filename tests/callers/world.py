"""People for the access matrix: three wards, and everybody who stands near them, as the law lets them come and go. All invented.

  girl   the story's ward: her guardian, a guardian ad litem, the recorder of her court, one guardian who was removed, one who was discharged
  boy    another's ward: his own guardian, and nobody else
  grown  comes of age while the test looks: her guardian until then, then she herself

And two orders of courts abroad: the story's, which has a reader, and another court's.
"""
import json
import pathlib

import story

ROLES = ("bank", "officer", "social", "releaser", "compliance", "auditor", "administrator", "guardian", "herself", "litem", "recorder", "reader")
OUTSIDE = ("guardian", "herself", "litem", "recorder", "reader")
NAMES = {"officer": "officer-1", "social": "social-worker", "reader": "foreign_court_reader"}  # as a sandbox and the story call them
_DOCUMENT = "d" * 64
_BIRTHDAY, BIRTHDAY_MORNING = "2008-03-12", "2026-03-12T08:00:00"


def caller(role):
    return NAMES.get(role, role)


def table(path, operations):
    """{operation: {role: may}} of access.txt. Every operation stands there once, and nothing else."""
    out = {}
    for line in pathlib.Path(path).read_text().splitlines():
        words = line.split("#")[0].split()
        if not words:
            continue
        name, marks = words[0], words[1:]
        assert len(marks) == len(ROLES) and set(marks) <= {"+", "."} and name not in out, line
        out[name] = {role: mark == "+" for role, mark in zip(ROLES, marks)}
    assert set(out) == set(operations), f"not in both the description and {path}: {set(out) ^ set(operations)}"
    return out


class World:
    def __init__(self, sandbox):
        self.s = sandbox
        self.document = sandbox.get("auditor", "/v1/openapi.json").body
        self.told = story.Story(sandbox, self.document)
        self.told.tell(until="change_guardian")
        names = {name: value for one in self.told.operations.values() for name, value in one.parameters.items()}
        self.pool, self.order, self.payee, self.court_order = names["pool"], names["order"], names["payee"], names["court_order"]
        self.girl, self.boy, self.grown = names["ward"], "b" * 32, "c" * 32
        self.ward_of = {"guardian": self.girl, "litem": self.girl, "recorder": self.girl, "herself": self.grown}
        self._open("boy", self.boy, "2013-01-01")
        self._open("grown", self.grown, _BIRTHDAY)
        self._guardian("guardian-of-boy", self.boy)
        self._guardian("guardian-of-grown", self.grown)
        self._guardian("removed", self.girl)
        self._guardian("discharged", self.girl)
        self.enrol("litem", "guardian_ad_litem")
        self.s.done(f"/v1/wards/{self.girl}/relations", {"person": self.person("litem"), "relation": "guardian_ad_litem"}, others=())
        self.enrol("recorder", "court_recorder")
        self.s.done(f"/v1/wards/{self.girl}/relations", {"person": self.person("recorder"), "relation": "court_recorder"}, others=())
        self.other_order = "0c000000000000000000000000000009"
        self.s.done("/v1/orders", {"order": self.other_order, "country": "NO", "dated": "2026-01-20", "total": "100.00 USD", "document": _DOCUMENT,
                                    "docket": "SANDBOX-DOCKET-9"})
        self.enrol("herself", "ward")
        duty = {"about": {"kind": "protection", "id": self.boy}, "duty": "interview", "owner": "social_worker", "due": "2026-03-02"}
        self.s.done("/v1/duties", duty, others=())
        self.leaving = [self.enrol(f"leaving-{n}", "auditor")["principal"] for n in range(len(ROLES))]
        self.choice = 0  # the proposal of the grown one's election

    def person(self, who):
        return self.s.get(who, "/v1/me").body["person"]

    def enrol(self, who, role):
        body = {"role": role, "certificate": self.s.issue(who)}
        return self.s.done("/v1/principals", body, by="administrator", others=("officer-2",)).body["created"]

    def _open(self, name, ward, born):
        self.s.done("/v1/wards", {"ward": ward, "pool": self.pool, "born": born, "evidence": "birth_certificate", "residence": "philippines",
                                  "trust_instrument": _DOCUMENT, "particulars": {"name": f"Sandbox Secret {name}"}})

    def _guardian(self, who, ward):
        self.enrol(who, "guardian")
        self.s.done(f"/v1/wards/{ward}/guardians", {"person": self.person(who), "guardian_kind": "court_appointed", "letters": "2026-02-18", "no_other_property": True,
                                                    "document": _DOCUMENT})

    def part(self, who, ward, to):
        path = f"/v1/wards/{ward}/guardians/{self.person(who)}/standing"
        self.s.done(path, {"to": to, "dated": "2026-02-25", "document": _DOCUMENT, "reason": "SANDBOX: a court said so"})

    def close_account(self, ward):
        """What he owed is in, and the court has approved it."""
        for one in self.s.get("auditor", f"/v1/wards/{ward}").body["obligations"]:
            if one["duty"] in ("final_account", "account_approval") and "closed" not in one:
                self.s.done(f"/v1/wards/{ward}/returns", {"obligation": one["number"], "filed": "2026-02-25", "document": _DOCUMENT}, others=())

    def come_of_age(self):
        """The grown one's birthday, and the proof of who she is."""
        self.s.move_clock(BIRTHDAY_MORNING)

    def prove_identity(self):
        self.s.done(f"/v1/wards/{self.grown}/facts", {"fact": "identity_proved", "since": "2026-03-12", "document": _DOCUMENT, "person": self.person("herself")})

    def payee_proposal(self, ward, by="officer-1"):
        """An open proposal about her: a payee that nobody has agreed to."""
        body = {"payee_kind": "school", "rail": "book_transfer", "currency": "PHP", "details": {"name": "SANDBOX SCHOOL", "account_number": "SBX-555-0009", "bank_bic": "SBXBPHM0"}}
        reply = self.s.post(by, f"/v1/wards/{ward}/payees", body)
        assert reply.status == 202, reply
        return reply.body["proposal"]

    def entry_about(self, order):
        """The newest entry that has a part about it."""
        events = self.s.get("auditor", "/v1/events?limit=1000").body["events"]
        return [one["entry"] for one in events if {"kind": "order", "id": order} in one["subjects"]][-1]

    def snapshot(self):
        """All that stands, as the auditor reads it: what must not change where everybody is refused."""
        wards = [f"/v1/wards/{ward}{rest}" for ward in (self.girl, self.boy, self.grown) for rest in ("", "/protection", "/watch")]
        paths = ["/v1/pools", "/v1/credits", "/v1/proposals", "/v1/requests", "/v1/incidents", "/v1/trustee-relations", f"/v1/orders/{self.order}", f"/v1/pools/{self.pool}/watch"]
        replies = {path: self.s.get("auditor", path) for path in wards + paths}
        assert all(reply.status == 200 for reply in replies.values()), replies
        state = {path: reply.body for path, reply in replies.items()}
        status = self.s.get("auditor", "/v1/status").body
        state["status"] = {key: status[key] for key in ("rulebook", "pools", "wards", "requests", "open_proposals", "sandbox_clock") if key in status}
        return json.dumps(state, sort_keys=True)

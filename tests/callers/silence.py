"""Nobody learns that something is looked into (R38): what compliance alone may know leaves every other reader's answers as they were, to the byte.

A case is opened in a ward's watch and in her pool's, moved, and the bank's own review freezes her; then everything that lists what happened, or what is open, is read again.
"""
import re

import world

_LISTS = ("/v1/events?limit=1000", "/v1/entries?limit=1000", "/v1/proposals", "/v1/end-of-day", "/v1/credits", "/v1/requests", "/v1/incidents", "/v1/trustee-relations", "/v1/payment-files")
_OF_HER = ("", "/entries?limit=1000", "/balances", "/protection", "/watch")
_OF_THE_POOL = ("", "/reconciliation", "/reconciliation.html", "/watch")
_INSPECTING = ("compliance", "auditor")


class Silence:
    def __init__(self, w):
        self.w, self.s, self.compared, self.told = w, w.s, 0, []

    def paths(self):
        of_credit = [f"/v1/credits/{one['id']}/suggestions" for one in self.s.get("auditor", "/v1/credits").body["credits"]]
        wards = [f"/v1/wards/{ward}{rest}" for ward in (self.w.girl, self.w.boy) for rest in _OF_HER]
        return [*_LISTS, f"/v1/orders/{self.w.order}", *wards, *[f"/v1/pools/{self.w.pool}{rest}" for rest in _OF_THE_POOL], *of_credit]

    def all_that_is_read(self):
        out = {(role, path): self.s.get(world.caller(role), path) for role in world.ROLES for path in self.paths()}
        return {at: (reply.status, self.bare(at[0], reply)) for at, reply in out.items()}

    @staticmethod
    def bare(role, reply):
        """Where a walk along all entries ends says how many there are, as the public log does: within the bank that number moves. A refusal names its request."""
        raw = re.sub(rb'"next":\d+,', b"", reply.raw) if role not in world.OUTSIDE else reply.raw
        return re.sub(rb'"instance":"[^"]*"', b"", raw)

    def look_into(self, flag, today):
        about = {"kind": "watch", "id": self.w.girl}
        for what, body in (("cases", {"about": about, "flag": flag}), ("cases", {"about": {"kind": "watch", "id": self.w.boy}, "flag": flag}),
                           ("freezes", {"about": {"kind": "ward", "id": self.w.boy}, "freeze_kind": "amlc", "dated": today, "document": "d" * 64})):
            self.s.done(f"/v1/{what}", body, by="compliance", others=())
        number = self.s.get("compliance", f"/v1/wards/{self.w.girl}/watch").body["cases"][-1]["number"]
        self.s.done("/v1/cases/standing", {"about": about, "number": number, "to": "suspicious", "dated": today, "document": "d" * 64}, by="compliance", others=())

    def keep(self, flag, today):
        before = self.all_that_is_read()
        self.look_into(flag, today)
        after = self.all_that_is_read()
        self.compared += len(before)
        seen = {at for at in before if before[at] != after[at]}
        self.told += [f"{role} learns at {path} that something is looked into" for role, path in sorted(seen) if role not in _INSPECTING]
        for role in _INSPECTING:  # the negative control: who may know finds it
            for path in ("/v1/events?limit=1000", "/v1/entries?limit=1000", "/v1/end-of-day", f"/v1/wards/{self.w.girl}/watch"):
                assert (role, path) in seen, f"{role} does not find at {path} what was looked into: the comparison sees nothing"

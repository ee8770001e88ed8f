"""Who stands how to whom: the same role, and yet not the same right. Each try with what must come of it, by hand."""
import world

READS_OF_A_WARD = ("", "/entries", "/entries?command=open_ward", "/statement", "/balances")
LISTS = ("/v1/proposals", "/v1/requests", "/v1/entries?limit=1000", "/v1/events?limit=1000")
NOBODY = "9" * 32
NOT_THERE = {"WARD_UNKNOWN"}


class Relations:
    def __init__(self, w):
        self.w, self.s, self.tried, self.unexpected = w, w.s, 0, []

    def expect(self, what, reply, codes):
        """`codes`: of refusals, or statuses of answers."""
        self.tried += 1
        if reply.code not in codes and reply.status not in codes:
            self.unexpected.append(f"{what}: not {codes}: {reply}")

    def sees(self, who, ward, yes):
        listed = ward in [one["id"] for one in self.s.get(who, "/v1/wards").body["wards"]]
        named = ward in self.s.get(who, "/v1/me").body["wards"]
        self.tried += 2
        if listed != yes or named != yes:
            self.unexpected.append(f"{who} finds {ward[:4]} in a list: {listed}, {named}")
        for rest in READS_OF_A_WARD:
            self.expect(f"{who} reads {ward[:4]}{rest}", self.s.get(who, f"/v1/wards/{ward}{rest}"), {200} if yes else NOT_THERE)

    def writes(self, who, ward):
        """What a guardian may ask of a ward: (what, path, body)."""
        about, document = {"kind": "ward", "id": ward}, "d" * 64
        details = {"name": "SANDBOX SHOP", "account_number": "SBX-555-0100", "bank_bic": "SBXBPHM0"}
        return (
            ("a payee", f"/v1/wards/{ward}/payees", {"payee_kind": "shop", "rail": "book_transfer", "currency": "PHP", "details": details}),
            ("another account", f"/v1/wards/{ward}/payees/{self.w.payee}/account", {"details": details}),
            ("a request", f"/v1/wards/{ward}/requests", {"payee": self.w.payee, "amount": "1.00 PHP", "purpose": "education"}),
            ("a request among many", "/v1/requests", {"count": 1, "sums": ["1.00 PHP"], "requests": [
                {"ward": ward, "payee": self.w.payee, "amount": "1.00 PHP", "purpose": "education"}]}),
            ("a freeze", "/v1/freezes", {"about": about, "freeze_kind": "guardian", "dated": "2026-02-25"}),
            ("a lifting", f"/v1/freezes/{'7' * 32}/lifting", {"about": about, "dated": "2026-02-25", "reason": "SANDBOX"}),
            ("an objection", f"/v1/proposals/{self.about(ward)}/objection", {}),
        )

    def asks(self, who, path, body):
        """Of a bulk, its line's answer."""
        reply = self.s.post(who, path, body)
        return reply.lines()[0] if reply.status == 200 and "lines" in reply.body else reply

    def conditions(self, who, ward):
        """A tag or a dry run tells no more of another's ward than of one that is not there."""
        body = {"payee": self.w.payee, "amount": "1.00 PHP", "purpose": "education"}
        for rest, headers in (("", {"If-Match": "*"}), ("", {"If-Match": '"0"'}), ("?dry_run=true", {})):
            hers, nobodys = (self.s.post(who, f"/v1/wards/{one}/requests{rest}", body, headers=headers) for one in (ward, NOBODY))
            self.tried += 1
            if (hers.status, hers.code, hers.headers["ETag"]) != (nobodys.status, nobodys.code, nobodys.headers["ETag"]) or hers.status < 400:
                self.unexpected.append(f"{who} learns of {ward[:4]} by {headers or rest}: {hers}; of nobody {nobodys}")

    def about(self, ward):
        for one in self.s.get("auditor", "/v1/proposals").body["proposals"]:
            if one["about"]["id"] == ward:
                return one["id"]
        return self.w.payee_proposal(ward)

    def none_of(self, who, ward, codes):
        for what, path, body in self.writes(who, ward):
            self.expect(f"{who} asks {what} of {ward[:4]}", self.asks(who, path, body), codes)
        for name, path in (("proposal", f"/v1/proposals/{self.about(ward)}"), ("entry", f"/v1/entries/{self.entry_of(ward)}")):
            self.expect(f"{who} reads a {name} of {ward[:4]}", self.s.get(who, path), {"PROPOSAL_UNKNOWN", "ENTRY_MISSING"})
        self.conditions(who, ward)
        self.expect(f"{who} reads balances of {ward[:4]} as of an entry", self.s.get(who, f"/v1/wards/{ward}/balances?as_of={self.entry_of(ward)}"), NOT_THERE)
        for path in (*LISTS, f"/v1/requests?ward={ward}"):
            self.tried += 1
            if ward in self.s.get(who, path).raw.decode():
                self.unexpected.append(f"{who} finds {ward[:4]} in {path}")

    def entry_of(self, ward):
        return self.s.get("auditor", f"/v1/wards/{ward}/entries").body["entries"][0]["entry"]

    def strangers(self, who, ward):
        self.sees(who, ward, False)
        self.none_of(who, ward, {"NOT_GUARDIAN", "ROLE_FORBIDDEN", "NOT_HERSELF"})

    def courts_words(self, ward):
        """What the recorder of a ward's court may ask of her: (what, path, body)."""
        document, guardian = "d" * 64, self.w.person("guardian")
        order = {"dated": "2026-02-20", "cap": "1.00 PHP", "document": document}
        if ward != NOBODY:  # whose vault there is none for
            order["docket"] = "SANDBOX-SP-7"
        return (
            ("a court's order", f"/v1/wards/{ward}/court-orders", order),
            ("another standing of it", f"/v1/wards/{ward}/court-orders/{self.w.court_order}/standing",
             {"to": "spent", "dated": "2026-02-25", "document": document}),
            ("a guardian", f"/v1/wards/{ward}/guardians",
             {"guardian_kind": "court_appointed", "letters": "2026-02-18", "no_other_property": True, "document": document}),
            ("that she resigned", f"/v1/wards/{ward}/guardians/{guardian}/standing",
             {"to": "resigned", "dated": "2026-02-25", "document": document, "reason": "SANDBOX"}),
            ("a bond", f"/v1/wards/{ward}/bonds", {"guardian": guardian, "amount": "210000.00 PHP", "approved": "2026-02-25", "document": document}),
        )

    def of_her_court(self):
        """The recorder: for the ward of his court all of it waits for an officer; for another, and for nobody's, he may not ask, and is told the same."""
        for what, path, body in self.courts_words(self.w.girl):
            reply = self.s.post("recorder", path, body)
            self.expect(f"the recorder records {what}", reply, {202})
            if reply.status == 202:
                self.expect(f"the recorder agrees to {what}", self.s.approve("recorder", reply.body["proposal"]), {"ROLE_FORBIDDEN"})
                self.s.done(f"/v1/proposals/{reply.body['proposal']}/cancellation", {"reason": "SANDBOX: tried"}, others=())
        for ward in (self.w.boy, self.w.grown, NOBODY):
            for what, path, body in self.courts_words(ward):
                self.expect(f"the recorder records {what} of {ward[:4]}", self.s.post("recorder", path, body), {"ROLE_FORBIDDEN"})
        self.expect("who is adverse to her becomes her recorder", self.s.post("officer-1", f"/v1/wards/{self.w.girl}/relations", {
            "person": "0e000000000000000000000000000003", "relation": "court_recorder"}), {"OFFENDER_EXCLUDED"})

    def of_a_court_abroad(self):
        """The reader: his order and what proves it; another's is as one that there is not; no ward, no list, nothing else."""
        reader, w = world.caller("reader"), self.w
        self.expect("the reader reads his order", self.s.get(reader, f"/v1/orders/{w.order}"), {200})
        others, nobodys = (self.s.get(reader, f"/v1/orders/{one}") for one in (w.other_order, NOBODY))
        self.tried += 1
        if [(one.status, one.code, one.headers["ETag"], set(one.body)) for one in (others,)] != [(404, "ORDER_UNKNOWN", None, set(nobodys.body))]:
            self.unexpected.append(f"the reader learns of another's order: {others}; of nobody's {nobodys}")
        self.expect("the reader proves an entry of his order", self.s.get(reader, f"/v1/entries/{w.entry_about(w.order)}/receipt"), {200})
        for entry in (0, w.entry_about(w.other_order), self.entry_of(w.boy)):
            self.expect("the reader proves another entry", self.s.get(reader, f"/v1/entries/{entry}/receipt"), {"ENTRY_MISSING"})
        me = self.s.get(reader, "/v1/me").body
        self.tried += 1
        if me["orders"] != [w.order] or me["wards"]:
            self.unexpected.append(f"the reader is told of more than his order: {me}")
        wards = [f"/v1/wards/{ward}{rest}" for ward in (w.girl, w.boy, NOBODY) for rest in READS_OF_A_WARD]
        for path in (*LISTS, "/v1/wards", *wards, f"/v1/entries/{w.entry_about(w.order)}", "/v1/credentials", "/v1/webhooks"):
            self.expect(f"the reader reads {path}", self.s.get(reader, path), {"ROLE_FORBIDDEN"})

    def before_the_birthday(self):
        w = self.w
        self.of_her_court()
        self.of_a_court_abroad()
        for who, wards in (("guardian", (w.boy, w.grown)), ("guardian-of-boy", (w.girl, w.grown)), ("guardian-of-grown", (w.girl, w.boy)), ("litem", (w.boy, w.grown)),
                           ("recorder", (w.boy, w.grown)),
                           ("herself", (w.girl, w.boy, w.grown))):
            for ward in wards:
                self.strangers(who, ward)
        for who, ward in (("guardian", w.girl), ("guardian-of-boy", w.boy), ("guardian-of-grown", w.grown), ("litem", w.girl), ("recorder", w.girl),
                          ("removed", w.girl), ("discharged", w.girl)):
            self.sees(who, ward, True)
        # Removed: he answers for what he did, and so reads; he acts no more. Discharged: neither.
        w.part("removed", w.girl, "removed")
        self.sees("removed", w.girl, True)
        for what, path, body in self.writes("removed", w.girl):
            self.refused_whatever(f"a removed guardian asks {what}", self.asks("removed", path, body))
        w.part("discharged", w.girl, "removed")
        w.close_account(w.girl)
        w.close_account(w.girl)  # the approval that the account itself called for
        w.part("discharged", w.girl, "discharged")
        self.tried += 1
        if not self.s.is_turned_away("discharged"):
            self.unexpected.append("a discharged guardian gets through the door")

    def refused_whatever(self, what, reply):
        self.tried += 1
        if reply.status not in (400, 403, 404, 409):
            self.unexpected.append(f"{what}: {reply}")

    def of_officers(self):
        """Who asked does not agree, nobody agrees twice, another's key signs nothing, a class that is not asked is not counted."""
        number = self.w.payee_proposal(self.w.boy)
        path = f"/v1/proposals/{number}"
        canonical = self.s.get("auditor", path).body["canonical"]
        self.expect("his own approval", self.s.approve("officer-1", number), {"APPROVAL_OWN"})
        for who in ("compliance", "releaser"):
            self.expect("a class that is not asked", self.s.approve(who, number), {"APPROVAL_NOT_NEEDED"})
        for who in ("auditor", "administrator", "bank", "guardian-of-boy"):
            self.expect(f"an approval by {who}", self.s.approve(who, number), {"ROLE_FORBIDDEN"})
        self.expect("signed with another's key", self.s.post("officer-2", path + "/approvals", {"signature": self.s.sign("officer-1", canonical)}), {"SIGNATURE_INVALID"})
        other = self.s.get("auditor", f"/v1/proposals/{self.w.payee_proposal(self.w.girl)}").body["canonical"]
        self.expect("signed for another proposal", self.s.post("officer-2", path + "/approvals", {"signature": self.s.sign("officer-2", other)}), {"SIGNATURE_INVALID"})
        self.second_key_of_the_same_person(number)
        self.expect("another officer", self.s.approve("officer-2", number), {201})
        self.expect("once more", self.s.post("officer-2", path + "/approvals", {"signature": self.s.sign("officer-2", canonical)}), {"PROPOSAL_UNKNOWN"})

    def of_pages(self):
        """A page holds what its routes hold: whoever may not read suggestions finds no order in it."""
        path = f"/v1/pools/{self.w.pool}/reconciliation.html"
        for who, sees in (("officer-1", True), ("auditor", True), ("administrator", True), ("releaser", False)):
            page = self.s.get(who, path)
            self.tried += 1
            if page.status != 200 or (self.w.order in page.raw.decode()) != sees:
                self.unexpected.append(f"{who} {'finds no' if sees else 'finds an'} order in the page: {page}")

    def second_key_of_the_same_person(self, number):
        """Another principal and another key, but the person who asked: a quorum counts persons."""
        body = {"role": "trust_officer", "certificate": self.s.issue("officer-1-again"), "person": self.w.person("officer-1")}
        self.s.done("/v1/principals", body, by="administrator", others=("officer-2",))
        self.expect("the same person with another key", self.s.approve("officer-1-again", number), {"APPROVAL_OWN"})

    def after_the_birthday(self):
        """Of age: her guardian's authority has ended, and she is nobody to the door until it is known who she is."""
        w = self.w
        self.sees("guardian-of-grown", w.grown, False)
        self.none_of("guardian-of-grown", w.grown, {"AUTHORITY_ENDED"})
        self.strangers("herself", w.grown)

    def when_she_is_known(self):
        w = self.w
        self.sees("herself", w.grown, True)
        for ward in (w.girl, w.boy):
            self.strangers("herself", ward)
        election = {"election": "stay", "dated": "2026-03-12"}
        chosen = self.s.post("herself", f"/v1/wards/{w.grown}/election", election)
        self.expect("her own choice", chosen, {202})
        w.choice = chosen.body["proposal"]
        self.expect("another's choice", self.s.post("herself", f"/v1/wards/{w.girl}/election", election), {"NOT_HERSELF"})
        self.sees("guardian-of-grown", w.grown, False)

#!/usr/bin/env python3
"""A guardian on her phone: the real page, in a real Chromium with a phone's authenticator, before the real door. She gets a passkey, signs in, asks for school fees;
what the ledger recorded is read by others and verified by libfido2 and by the program that shares no line with the ledger. Then everybody who is not let in.

Wrong origin, a person who is not verified, a copied key, a host that lies about what is signed or changes it on its way: each beside the same thing done rightly.
"""
import base64
import hashlib
import json
import pathlib
import shutil
import sys
import threading

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parent))
import chromium  # noqa: E402
import fido  # noqa: E402
import front  # noqa: E402
import sandbox  # noqa: E402
import story  # noqa: E402

SITE, PAGES, OTHERS = "trust.sandbox.example", "pages.trust.sandbox.example", "evil.example"
RULES = "MAP {site} 127.0.0.1:{port}, MAP {pages} 127.0.0.1:{port}, MAP {others} 127.0.0.1:{port}, MAP * ~NOTFOUND"
BILL = b"SANDBOX SCHOOL, tuition, 18,000.00\n"
_SAID, _VIEW = "document.querySelector('#said p')", "document.querySelector('#view')"
# Signing in without the page: as a page that somebody else wrote would do it, with another origin or without asking whom the phone verifies.
_BY_HAND = """(async () => {
  const plain = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0)), coded = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)));
  const drawn = await (await fetch('/v1/session-challenge')).json();
  const made = await navigator.credentials.get({ publicKey: { challenge: plain(drawn.challenge), rpId: 'trust.sandbox.example', userVerification: '%s' } });
  const body = { nonce: drawn.nonce, id: coded(made.rawId), client_data: coded(made.response.clientDataJSON), authenticator_data: coded(made.response.authenticatorData),
    signature: coded(made.response.signature) };
  const said = await fetch('/v1/sessions', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  return said.status === 201 ? 'signed in' : (await said.json()).code;
})().catch((error) => error.name)"""


def expect(what, found, wanted):
    assert found == wanted, f"{what}: {found!r}, not {wanted!r}"


def expect_in(what, text, *wanted):
    for each in wanted:
        assert each in text, f"{what}: {each!r} is not in {text!r}"


class Telephone:
    """Her phone, and the bank's site that it goes to."""

    def __init__(self, s, site, page, folder):
        self.s, self.site, self.page, self.folder = s, site, page, folder
        self.device = chromium.Authenticator(page)
        self.guardian = s.get("guardian", "/v1/me").body["principal"]
        self.ward = s.get("guardian", "/v1/me").body["wards"][0]
        self.refused = []

    def turned_away(self, what, found, wanted):
        expect(what, found, wanted)
        self.refused.append(what)

    def entries(self):
        return self.s.get("auditor", "/v1/status").body["entries"]

    def said(self):
        self.page.until(_SAID)
        return self.page.text("#said")

    # -- the passkey

    def enrol(self):
        self.page.open(f"https://{SITE}/#enrol=" + chromium.base64url(base64.b64decode(self.s.get("officer-1", "/v1/credential-challenge").body["challenge"])))
        self.device.verifies(False)
        self.page.click("#enrol")
        expect_in("a passkey of one whom the phone does not know", self.said(), "did not confirm that it is you")
        expect("and none is made", self.device.keys(), [])
        self.device.verifies(True)
        self.page.click("#enrol")
        self.page.until("document.querySelector('#answer')")
        answer = json.loads(self.page.run("document.querySelector('#answer').value"))
        self.s.done("/v1/credentials", {"principal": self.guardian, "credential": {"passkey": answer}})
        self.key = fido.Key(fido.library(), SITE, base64.b64decode(answer["client_data"]), base64.b64decode(answer["attestation_object"]))
        expect("the id, read by libfido2", base64.b64encode(self.key.id).decode(), answer["id"])
        rows = [row for row in self.s.get("auditor", "/v1/credentials").body["credentials"] if row["kind"] == "passkey"]
        expect("the key on record, read by libfido2", [row["credential"] for row in rows], [self.key.fingerprint])
        self.page.open(f"https://{SITE}/")
        self.page.click("#sign-in")
        expect_in("before a day is over", self.said(), "does not count yet")
        self.refused.append("a passkey in its pause")

    def sign_in(self):
        self.page.open(f"https://{SITE}/")
        self.page.click("#sign-in")
        self.page.until("document.querySelector('.balances')")

    def by_hand(self, host=SITE, verification="required"):
        self.page.open(f"https://{host}/")
        return self.page.run(_BY_HAND % verification)

    # -- what she sees and asks

    def sees_her_account(self):
        text = self.page.text("#view")
        for balance in self.s.get("guardian", "/v1/wards/" + self.ward).body["balances"]:
            number, currency = balance["principal"].split()
            whole, centavos = number.split(".")
            expect_in("what she sees of the money", text, f"{currency} {int(whole):,}.{centavos}")
        expect_in("where she is", text, "SANDBOX", "Ask for a payment", "Where you are signed in", "this one")
        expect_in("what counts as her", self.page.text("#credentials"), "Passkey, enrolled", "Certificate, good until")
        assert self.page.run("document.querySelector('#out').getBoundingClientRect().top < document.querySelector('#view').getBoundingClientRect().top"), "signing out is not on top"

    def fill(self, amount):
        """As far as what she is to sign."""
        bill = self.folder / "bill.txt"
        bill.write_bytes(BILL)
        self.page.until("document.querySelector('form.ask')")
        self.page.choose_file("form.ask [name=bill]", bill)
        self.page.run(f"document.querySelector('form.ask [name=amount]').value = '{amount}'; document.querySelector('form.ask [name=purpose]').value = 'education'; "
                      "document.querySelector('form.ask [name=invoice]').value = 'SBX-2026-01'")
        self.page.click("form.ask button")

    def asks_for_school_fees(self):
        before = self.entries()
        self.fill("18,000")
        self.page.until("document.querySelector('#sign')")
        digest = hashlib.sha256(BILL).hexdigest()
        expect_in("what she signs, in words", self.page.text("#view"), "This is what you sign", "PHP 18,000.00", "school", digest, "within the bank")
        expect("nothing is recorded before she has signed", self.entries(), before)
        self.page.click("#sign")
        expect_in("the answer", self.page.until("document.querySelector('#asked')"), f"entry {before}", "trust officer")
        expect_in("among her requests", self.page.text(".requests"), "PHP 18,000.00", "waits for others to agree, until")
        found = self.s.get("auditor", "/v1/requests").body["requests"][-1]
        wanted = {"ward": self.ward, "amount": "18000.00 PHP", "purpose": "education", "voucher": digest, "state": "judged", "proposal": before}
        expect("the request on record", {name: found[name] for name in wanted}, wanted)
        act = self.s.get("auditor", f"/v1/entries/{before}").body["act"]
        expect("who asked, by the record", (act["principal"], act["credential"]), (self.guardian, self.key.fingerprint))
        self.is_signed(f"/v1/wards/{self.ward}/requests")
        return found

    def is_signed(self, path):
        """What went through to the ledger: libfido2 verifies it, over the hash of the canonical bytes."""
        body = json.loads(self.site.sent("POST", path)[-1])
        client_data, data, signature = (base64.b64decode(body[name]) for name in ("client_data", "authenticator_data", "signature"))
        assert self.key.verifies(client_data, data, signature), "libfido2 does not verify what was signed"
        assert not self.key.verifies(client_data.replace(b"trust.", b"trusy."), data, signature), "libfido2 verifies anything"
        challenge = json.loads(client_data)["challenge"]
        expect("the challenge", challenge, chromium.base64url(hashlib.sha256(base64.b64decode(self.shown[-1])).digest()))

    def sees_it_agreed(self, request):
        agreed = self.s.approve("officer-2", request["proposal"])
        if agreed.status == 202:
            agreed = self.s.approve("social-worker", request["proposal"])
        expect(f"others agree: {agreed}", agreed.status, 201)
        self.page.click("#again")
        self.page.until("document.querySelector('.requests')?.textContent.includes('agreed, not yet paid')")

    def is_refused_in_words(self):
        self.page.run("document.querySelector('#language').value = 'fil'")
        before = self.entries()
        self.fill("900000.00")
        self.page.click("#sign")
        self.page.until("document.querySelector('#refused')")
        expect_in("a refusal in Filipino", self.page.text("#said"), "Kailangan ng utos ng korte", "COURT_ORDER_REQUIRED", "drafts that nobody has reviewed")
        expect("which is on record", self.s.get("auditor", f"/v1/entries/{before}").body["outcome"], "deny")
        self.page.run("document.querySelector('#language').value = 'en'")
        self.refused.append("what needs a court's order")

    # -- who is not let in

    def hosts_that_lie(self):
        """One shows her other bytes to sign than she asked for; one changes what she asked for when she has signed."""
        before, path = self.entries(), f"/v1/wards/{self.ward}/requests"
        more = (b"\x1a\x00\x1b\x77\x40", b"\x1a\x00\x1b\x77\x41")  # 1,800,000 centavos, and one more

        def other_bytes(_, asked, raw):
            if "show=canonical" not in asked:
                return raw
            said = json.loads(raw)
            plain = base64.b64decode(said["canonical"])
            assert more[0] in plain, plain
            return json.dumps({**said, "canonical": base64.b64encode(plain.replace(*more)).decode()}).encode()

        self.site.changes["answered"] = other_bytes
        self.fill("18000.00")
        expect_in("other bytes than she asked for", self.said(), "not what you asked for. Do not sign")
        assert self.page.run("document.querySelector('#sign')") is None
        expect("and nothing is recorded", self.entries(), before)
        self.site.changes = {"asked": lambda _, asked, raw: raw.replace(b"18000.00 PHP", b"18000.01 PHP") if asked == path else raw}
        self.fill("18000.00")
        self.page.click("#sign")
        self.page.until("document.querySelector('#refused')")
        expect_in("another amount than she signed", self.page.text("#said"), "SIGNATURE_INVALID")
        other = base64.b64encode(hashlib.sha256(b"another statement").digest()).decode()
        self.site.changes = {"answered": lambda _, asked, raw: json.dumps({**json.loads(raw), "challenge": other}).encode() if asked == "/v1/session-challenge" else raw}
        tried = len(self.site.sent("POST", "/v1/sessions"))
        self.page.open(f"https://{SITE}/")
        self.page.click("#sign-in")
        expect_in("a challenge that is no sign-in's", self.said(), "is not a sign-in. Nothing was signed")
        expect("and nothing is sent", len(self.site.sent("POST", "/v1/sessions")), tried)
        self.site.changes = {}
        self.sign_in()
        self.refused += ["bytes that she did not ask for", "an amount that she did not sign", "a challenge that is no sign-in's"]

    def unverified(self):
        self.device.verifies(False)
        self.fill("100.00")
        before = self.entries()
        self.page.click("#sign")
        expect_in("signing without PIN, finger or face", self.said(), "did not confirm that it is you")
        expect("and nothing is recorded", self.entries(), before)
        self.refused.append("a signature without PIN, finger or face")
        self.turned_away("the page's sign-in without PIN, finger or face", self.by_hand(), "NotAllowedError")
        self.turned_away("a page's that does not ask for it", self.by_hand(verification="discouraged"), "PASSKEY_UNVERIFIED")
        self.device.verifies(True)
        expect("the same, verified", self.by_hand(), "signed in")

    def elsewhere(self):
        self.turned_away("a page of another site", self.by_hand(OTHERS), "SecurityError")
        self.turned_away("a page of the site's, at another origin", self.by_hand(PAGES), "SIGNATURE_INVALID")
        self.page.open(f"https://{PAGES}/")
        self.page.click("#sign-in")
        expect_in("and the page itself says so", self.said(), f"Its page is https://{SITE}")

    def copied(self):
        key = self.device.keys()[0]
        self.device.set_counter(key, 0)
        self.turned_away("a copy of her key", self.by_hand(), "PASSKEY_CLONED")
        self.device.set_counter(key, key["signCount"])
        expect("her own", self.by_hand(), "signed in")

    def foreign_script(self):
        tries = {"img-src": "const x = document.createElement('img'); x.src = '/v1/me'; document.body.append(x)",
                 "script-src-elem": "import('/v1/me')",
                 "connect-src": f"fetch('https://{OTHERS}/')", "require-trusted-types-for": "document.body.innerHTML = '<p>'"}
        for wanted, script in tries.items():
            watch = "document.addEventListener('securitypolicyviolation', (e) => done(e.violatedDirective), { once: true })"
            found = self.page.run(f"new Promise((done) => {{ {watch}; try {{ (() => {{ {script} }})()?.catch?.(() => 0); }} catch {{}} }})")
            self.turned_away(f"by the page's policy, {wanted}", found, wanted)

    def reports_a_breach(self):
        """What the policy stops is reported to this site, where it is counted and forgotten. The same is reported once a page: so another picture than before."""
        said, bodies = threading.Event(), []

        def hear(method, path, raw):
            if (method, path) == ("POST", "/policy-report") and b"/v1/another" in raw:
                bodies.append(json.loads(raw)["csp-report"])
                said.set()
            return raw

        self.site.changes["asked"] = hear
        self.page.run("(() => { const x = document.createElement('img'); x.src = '/v1/another'; document.body.append(x); })()")
        assert said.wait(300), "nothing was reported"
        expect("where something was stopped", bodies[0]["document-uri"], f"https://{SITE}/")
        self.site.changes.pop("asked")

    def old_browsers(self):
        """They are told, and nothing is sent."""
        sent = len(self.site.passed)
        script = self.page.call("Page.addScriptToEvaluateOnNewDocument", {"source": "delete window.PublicKeyCredential"})["identifier"]
        self.page.open(f"https://{SITE}/")
        expect_in("a browser without passkeys", self.page.text("#view"), "has no passkeys", "Nothing was sent")
        self.page.call("Page.removeScriptToEvaluateOnNewDocument", {"identifier": script})
        self.page.call("Emulation.setScriptExecutionDisabled", {"value": True})
        self.page.open(f"https://{SITE}/")
        expect_in("a browser without scripts", self.page.text("#view"), "this browser can not do what the page needs")
        self.page.call("Emulation.setScriptExecutionDisabled", {"value": False})
        expect("and it asked the ledger for nothing", {(m, p) for m, p, _ in self.site.passed[sent:]} - {("GET", "/"), ("GET", "/favicon.ico"), ("POST", "/policy-report")}, set())
        self.page.open(f"https://{SITE}/")
        expect_in("the same browser, with both", self.page.text("#view"), "Sign in with the passkey")
        self.refused += ["a browser without passkeys", "a browser without scripts"]

    def signs_out(self):
        self.sign_in()
        self.sign_in()
        token = self.tokens[-1]
        self.page.click("#close-others")
        self.page.until("document.querySelectorAll('#sessions li').length === 1")
        before = self.page.run(f"fetch('/v1/me', {{ headers: {{ Authorization: 'Bearer {self.tokens[-2]}' }} }}).then((a) => a.json()).then((b) => b.code)")
        self.turned_away("a token of another session that she closed", before, "SESSION_INVALID")
        self.page.click("#out")
        self.page.until("document.querySelector('#sign-in')")
        expect("and there is nothing left to sign out of", self.page.run("document.querySelector('#out')"), None)
        kept = self.page.run("JSON.stringify([Object.keys(localStorage), Object.keys(sessionStorage), document.cookie])")
        expect("what is left on the phone", kept, '[[],[],""]')
        code = self.page.run(f"fetch('/v1/me', {{ headers: {{ Authorization: 'Bearer {token}' }} }}).then((a) => a.json()).then((b) => b.code)")
        self.turned_away("a token of a session that was closed", code, "SESSION_INVALID")

    def listen(self):
        """What the door answered that only the page is told: canonical bytes and tokens, in their order."""
        self.shown, self.tokens = [], []

        def hear(method, path, raw):
            if "show=canonical" in path and raw.startswith(b'{"canonical"'):
                self.shown.append(json.loads(raw)["canonical"])
            if (method, path) == ("POST", "/v1/sessions") and b'"token"' in raw:
                self.tokens.append(json.loads(raw)["token"])
            return raw

        self.site.changes["answered"] = hear


def play(s, phone):
    party = s.post("officer-1", "/v1/relying-party", {"id": SITE, "origin": f"https://{SITE}"})
    expect("the site is adopted", s.agreed(party, "officer-2", "compliance").status, 201)
    phone.listen()
    phone.enrol()
    s.move_clock("2026-02-26T16:00:00")
    phone.sign_in()
    phone.sees_her_account()
    phone.sees_it_agreed(phone.asks_for_school_fees())
    phone.is_refused_in_words()
    phone.foreign_script()
    phone.reports_a_breach()
    phone.hosts_that_lie()
    phone.unverified()
    phone.elsewhere()
    phone.copied()
    phone.old_browsers()
    phone.listen()
    phone.signs_out()


def main():
    if chromium.PROGRAM is None:
        sandbox.lacking("chromium is not here")
    if shutil.which("openssl") is None or fido.library() is None:
        sandbox.lacking("openssl or libfido2 is not here")
    with sandbox.Sandbox(people=True) as s:
        story.Story(s, s.get("auditor", "/v1/openapi.json").body).tell(until="request_disbursement")
        profile = s.folder / "profile"
        profile.mkdir()
        with front.Site(s.folder, [SITE, PAGES, OTHERS], s.people) as site:
            rules = RULES.format(site=SITE, pages=PAGES, others=OTHERS, port=site.port)
            with chromium.Browser(profile, rules, [site.fingerprint]) as browser:
                page = browser.page()
                phone = Telephone(s, site, page, s.folder)
                try:
                    play(s, phone)
                except BaseException:
                    print(f"what the page showed:\n{page.text()}", file=sys.stderr)
                    raise
        s.verified_by_others()
    sandbox.shown(f"a guardian's phone in Chromium: a passkey made, signed in, PHP 18,000.00 of school fees asked for, verified by libfido2 and katiwala-verify; "
                  f"{len(phone.refused)} tries turned away: {'; '.join(phone.refused)}")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""An officer approves with a key that never leaves her token: made on softhsm2 with OpenSC's tool, enrolled as a second credential of hers, used by `katiwala sign`
on what the door showed, and sent through the real door. Then each thing that must not come of it.
"""
import base64
import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parent))
import sandbox  # noqa: E402
import story  # noqa: E402

MODULE, PIN = "/usr/lib/softhsm/libsofthsm2.so", "4711-sandbox"
_ECDSA_WITH_SHA256 = bytes.fromhex("300a06082a8648ce3d040302")
_AGREE, _OFFICER = "officer-1", "officer-2"


def expect(what, found, wanted):
    assert found == wanted, f"{what}: {found!r}, not {wanted!r}"


def _openssl(*words, given=b""):
    return subprocess.run(["openssl", *map(str, words)], input=given, capture_output=True, check=True).stdout


def _der(tag, content):
    size = len(content)
    length = bytes([size]) if size < 0x80 else bytes([0x81, size]) if size < 0x100 else bytes([0x82, size >> 8, size & 0xff])
    return bytes([tag]) + length + content


def _first_of(sequence):
    """The first thing in a DER sequence, whole."""
    begins = 2 if sequence[1] < 0x80 else 2 + (sequence[1] & 0x7f)
    inner = sequence[begins:]
    long = 0 if inner[1] < 0x80 else inner[1] & 0x7f
    size = inner[1] if long == 0 else int.from_bytes(inner[2:2 + long], "big")
    return inner[:2 + long + size]


class Token:
    """A token of its own, with one key on it; certificates of its public half, issued like any other."""

    def __init__(self, s):
        self.s, self.folder = s, s.folder / "token"
        (self.folder / "tokens").mkdir(parents=True)
        settings = self.folder / "softhsm2.conf"
        settings.write_text(f"directories.tokendir = {self.folder}/tokens\nobjectstore.backend = file\nlog.level = ERROR\n")
        self.environment = {**os.environ, "SOFTHSM2_CONF": str(settings), "PIN": PIN}
        self.pin = self.folder / "pin"
        self.pin.touch(mode=0o600)
        self.pin.write_text(PIN + "\n")
        self._do("softhsm2-util", "--init-token", "--free", "--label", "officer", "--so-pin", "12345678", "--pin", PIN)
        self._on_token("--keypairgen", "--key-type", "EC:prime256v1", "--label", "approvals", "--id", "01", "--usage-sign", "--sensitive")
        self._on_token("--read-object", "--type", "pubkey", "--id", "01", "--output-file", self.folder / "public.der")

    def _do(self, *words):
        done = subprocess.run(list(map(str, words)), env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{words}: {done.stdout}{done.stderr}"

    def _on_token(self, *words):
        self._do("pkcs11-tool", "--module", MODULE, "--token-label", "officer", "--login", "--pin", "env:PIN", *words)

    def uri(self, key="approvals"):
        return f"pkcs11:token=officer;object={key}?module-path={MODULE}&pin-source=file:{self.pin}"

    def certificate(self):
        """Issued on a request (RFC 2986) that the token signs: another key's, with the token's public half in its place."""
        path, authority = self.folder / "request.csr", self.s.authority
        self.s.issue("another")
        said = _openssl("req", "-in", authority.folder / "another.csr", "-outform", "DER")
        theirs = _openssl("req", "-in", authority.folder / "another.csr", "-noout", "-pubkey")
        info = _first_of(said).replace(_openssl("pkey", "-pubin", "-outform", "DER", given=theirs), (self.folder / "public.der").read_bytes())
        (self.folder / "digest").write_bytes(hashlib.sha256(info).digest())
        self._on_token("--sign", "--id", "01", "--mechanism", "ECDSA", "--signature-format", "openssl", "--input-file", self.folder / "digest", "--output-file", self.folder / "signed")
        path.write_bytes(_openssl("req", "-inform", "DER", given=_der(0x30, info + _ECDSA_WITH_SHA256 + _der(0x03, b"\0" + (self.folder / "signed").read_bytes()))))
        return authority.certify("token", path)


class Desk:
    """The officer's workstation: a file with what the door showed her, and the program."""

    def __init__(self, s, token, certificate):
        self.s, self.token, self.certificate, self.shown = s, token, certificate, s.folder / "shown.json"

    def sign(self, *options):
        """(exit code, what it printed)"""
        words = [os.environ["KATIWALA_PROGRAM"], "sign", str(self.shown), *map(str, options)]
        done = subprocess.run(words, env=self.token.environment, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    def take(self, path):
        answer = self.s.get(_OFFICER, path)
        expect(path, answer.status, 200)
        self.shown.write_bytes(answer.raw)

    def read(self):
        """What she is asked to sign, and its digest."""
        code, text = self.sign("--json")
        expect(f"reading it: {text}", code, 0)
        said = json.loads(text)
        return said["statement"], said["digest"]

    def signed(self, digest, key=None):
        code, text = self.sign("--key", key or self.token.uri(), "--certificate", self.certificate, "--digest", digest)
        expect(f"signing: {text}", code, 0)
        return json.loads(text)

    def refused(self, code, word, *options):
        found, text = self.sign(*options)
        assert found == code and word in text, f"{options}: exit {found}, {text}"


def asked(s):
    """A guardian's request that waits for one officer: its proposal."""
    told = story.Story(s, s.get("auditor", "/v1/openapi.json").body)
    told.tell(until="request_disbursement")
    return told, next(step for step in story.steps(told.document) if step.operation.id == "request_disbursement")


def enrol(s, certificate):
    """She asks for it herself, signed with the key she has; another officer agrees."""
    body, key = {"principal": s.get(_OFFICER, "/v1/me").body["principal"], "credential": {"certificate": certificate.read_text()}}, s.fresh_key()
    canonical = s.post(_OFFICER, "/v1/credentials?show=canonical", body, key).body["canonical"]
    reply = s.agreed(s.post(_OFFICER, "/v1/credentials", {**body, "signature": s.sign(_OFFICER, canonical)}, key), _AGREE)
    expect(f"her second credential: {reply}", reply.status, 201)


def play(s):
    told, step = asked(s)
    token = Token(s)
    certificate = token.certificate()
    enrol(s, certificate)
    desk = Desk(s, token, certificate)
    reply = told.ask(step)
    proposal, request = reply.body["proposal"], step.body["request"]
    approve = f"/v1/proposals/{proposal}/approvals"
    desk.take(f"/v1/proposals/{proposal}")
    statement, digest = desk.read()
    expect("in its pause", s.post(_OFFICER, approve, desk.signed(digest)).code, "CREDENTIAL_PENDING")
    s.move_clock("2026-02-26T16:00:00")

    # What she reads is in the bytes, whatever else the answer says.
    said = json.loads(desk.shown.read_text())
    desk.shown.write_text(json.dumps({**said, "body": {**said["body"], "amount": "1.00 PHP"}}))
    expect("what she reads", (desk.read(), statement["command"]["kind"], statement["command"]["body"]["amount"], statement["proposal"]),
           ((statement, digest), "request_disbursement", "18000.00 PHP", proposal))
    code, text = desk.sign()
    assert code == 0 and "command.body.amount: 18000.00 PHP\n" in text and f"digest: {digest}\n" in text, text

    good = ("--key", token.uri(), "--certificate", certificate)
    desk.refused(2, "--digest", *good, "--digest", "0" * 64)
    desk.refused(2, "name the key's certificate", *good)
    desk.refused(2, "not the certificate's", "--key", s.papers[_OFFICER][1], "--certificate", certificate, "--digest", digest)
    desk.refused(1, "TOKEN_KEY", "--key", token.uri("another"), "--certificate", certificate, "--digest", digest)

    body = desk.signed(digest)
    raw = bytearray(base64.b64decode(body["signature"]))
    raw[-1] ^= 1
    refused = 0
    for what, other in (("a damaged signature", {**body, "signature": base64.b64encode(raw).decode()}), ("the connection's key instead", {"signature": body["signature"]}),
                        ("the connection's signature under the token's name", {"signature": s.sign(_OFFICER, said["canonical"]), "signed_with": body["signed_with"]})):
        expect(what, s.post(_OFFICER, approve, other).code, "SIGNATURE_INVALID")
        refused += 1
    assert s.post("compliance", approve, body).status >= 400, "another person's token"
    agreed = s.post(_OFFICER, approve, body)
    expect(f"with the token's: {agreed}", agreed.status, 201)
    expect("the request on record", s.get("auditor", f"/v1/requests/{request}").body["state"], "approved")
    expect("the same signature again", s.post(_OFFICER, approve, body).status >= 400, True)
    return refused + 2 + by_request(s, desk)


def by_request(s, desk):
    """Something else that waits for her, agreed to by a request that the token signed (RFC 9421): it is taken as it was signed, and not otherwise."""
    order = {"country": "US", "dated": "2026-01-13", "total": "1000.00 USD", "document": "d" * 64}
    proposal = s.post(_AGREE, "/v1/orders", order).body["proposal"]
    desk.take(f"/v1/proposals/{proposal}")
    _, digest = desk.read()
    path, key = f"/v1/proposals/{proposal}/approvals", s.fresh_key()
    asked = ("--key", desk.token.uri(), "--certificate", desk.certificate, "--digest", digest, "--idempotency-key", key, "--created", s.get("auditor", "/v1/status").body["time"])
    desk.refused(2, "https address", *asked, "--request", f"http://127.0.0.1:{s.port}{path}")
    code, text = desk.sign(*asked, "--request", f"https://127.0.0.1:{s.port}{path}")
    expect(f"signing the request: {text}", code, 0)
    headers = json.loads(text)
    refused = 0
    for what, body, changed, wanted in (("another body", {"": 1}, {}, "CONTENT_DIGEST"), ("another key of idempotency", {}, {"Idempotency-Key": s.fresh_key()}, "SIGNATURE_INVALID"),
                                        ("a damaged signature", {}, {"Idempotency-Key": s.fresh_key(), "Signature": "sig=:" + base64.b64encode(bytes(64)).decode() + ":"}, "SIGNATURE_INVALID"),
                                        ("covering less", {}, {"Idempotency-Key": s.fresh_key(), "Signature-Input": headers["Signature-Input"].replace(' "@path"', "")}, "SIGNATURE_INPUT")):
        sent = {**headers, **changed}
        expect(what, s.post(_OFFICER, path, body, sent.pop("Idempotency-Key"), headers=sent).code, wanted)
        refused += 1
    sent = dict(headers)
    expect("as it was signed", s.post(_OFFICER, path, {}, sent.pop("Idempotency-Key"), headers=sent).status, 201)
    return refused


def main():
    for tool in ("openssl", "pkcs11-tool", "softhsm2-util"):
        if shutil.which(tool) is None:
            sandbox.lacking(f"{tool} is not here")
    if not os.path.exists(MODULE):
        sandbox.lacking(f"{MODULE} is not here")
    with sandbox.Sandbox() as s:
        refused = play(s)
        s.verified_by_others()
    sandbox.shown(f"an approval signed on a softhsm2 token by katiwala sign, taken by the door and verified by katiwala-verify; {refused} other signatures refused, 4 refused to be made")


if __name__ == "__main__":
    main()

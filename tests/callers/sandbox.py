"""A throw-away sandbox ledger that is really served, and callers who come to its door over TLS with certificates: Python's standard library and openssl.

    with Sandbox() as s:
        s.get("auditor", "/v1/status").body

The program under test is $KATIWALA_PROGRAM. Everybody is invented.
"""
import base64
import http.client
import json
import os
import pathlib
import shutil
import ssl
import subprocess
import sys
import tempfile

import certificates

FOUNDERS = ("bank", "officer-1", "officer-2", "social-worker", "releaser", "compliance", "auditor", "administrator")
_SKIPPED = 77  # CMakeLists.txt, SKIP_RETURN_CODE


def lacking(what):
    """Ends the test: skipped by name, or failed in CI."""
    name = pathlib.Path(sys.argv[0]).stem
    if os.environ.get("CI") == "true":
        sys.exit(f"{name}: {what}; in CI that is a failure")
    print(f"skipped: {name}: {what}")
    sys.exit(_SKIPPED)


def shown(text):
    print("SHOWN: " + text, flush=True)


class Reply:
    """What was answered. `body` is None where it is no JSON."""

    def __init__(self, status, headers, raw):
        self.status, self.headers, self.raw = status, headers, raw
        kind = headers.get("Content-Type", "")
        self.body = json.loads(raw) if "json" in kind else None

    @property
    def code(self):
        """The refusal's code, or nothing."""
        return self.body.get("code", "") if isinstance(self.body, dict) and self.status >= 400 else ""

    def lines(self):
        """Of a bulk: what each line was answered, as if it had been sent alone."""
        return [Reply(one["status"], {"Content-Type": "application/json"}, json.dumps(one["answer"]).encode()) for one in self.body["lines"]]

    def __repr__(self):
        return f"{self.status} {self.raw[:600].decode(errors='replace')}"


# What a connection that is turned away looks like from outside; an answer of any kind is none of these.
TURNED_AWAY = (ssl.SSLError, ConnectionError, http.client.BadStatusLine)


class Client:
    """One caller, one kept connection."""

    def __init__(self, port, context):
        self._port, self._context, self._connection = port, context, None

    def call(self, method, path, body=b"", headers=None):
        # A kept connection may have been ended by the server meanwhile: asked once more, under the same Idempotency-Key.
        for attempt in (1, 2):
            if self._connection is None:
                self._connection = http.client.HTTPSConnection("127.0.0.1", self._port, context=self._context, timeout=120)
            try:
                return self._once(method, path, body, headers or {})
            except TURNED_AWAY:
                self.close()
                if attempt == 2:
                    raise
        raise AssertionError

    def _once(self, method, path, body, headers):
        self._connection.request(method, path, body if method == "POST" else None, headers)
        answer = self._connection.getresponse()
        raw = answer.read()
        if answer.will_close:
            self.close()
        return Reply(answer.status, answer.headers, raw)

    def close(self):
        if self._connection is not None:
            self._connection.close()
            self._connection = None


class Sandbox:
    """`people`: with the listener for people with passkeys, at `people` on this machine."""

    def __init__(self, start=None, people=False):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="katiwala-callers-"))
        self.ledger = self.folder / "ledger"
        self._keys = 0
        self._clients, self.papers = {}, {}
        self._server = None
        try:
            program = os.environ["KATIWALA_PROGRAM"]
            words = [program, "init", str(self.ledger)] + (["--start", start] if start else [])
            subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
            pki = self.ledger / "sandbox-pki"
            self.authority = certificates.Authority(self.folder / "issued", pki / "authority.pem", pki / "authority-key.pem")
            for who in FOUNDERS:
                self.papers[who] = (pki / f"{who}.pem", pki / f"{who}-key.pem")
            self._serve(program, ["--people-port", "0"] if people else [])
        except BaseException:
            self.close()
            raise

    def _serve(self, program, more):
        self._log = open(self.folder / "serve.log", "wb")
        words = [program, "serve", str(self.ledger), "--port", "0", "--public-port", "0", "--json", *more]
        self._server = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=self._log)
        ready = json.loads(self._server.stdout.readline())
        self.port = int(ready["ready"].rsplit(":", 1)[1])
        self.public = ready["public"]
        self.people = int(ready["people"].rsplit(":", 1)[1]) if "people" in ready else None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def stop(self):
        """The server ends, and the folder is there for programs that take it for themselves."""
        for client in self._clients.values():
            client.close()
        if self._server is not None:
            self._server.terminate()
            self._server.wait()
            self._log.close()
            self._server = None

    def kill(self):
        """The server ends where it stands, like in a power cut of its own."""
        self._server.kill()
        self.stop()

    def serve_again(self):
        self._clients = {}
        self._serve(os.environ["KATIWALA_PROGRAM"], [])

    def pid(self):
        return self._server.pid

    def _say_good(self, *commands):
        for words in commands:
            done = subprocess.run(list(map(str, words)), capture_output=True, text=True, check=False)
            if done.returncode != 0:
                raise AssertionError(f"{words[0]} {words[1]}: {done.stdout[-2000:]}{done.stderr[-2000:]}")

    def verified(self):
        """The whole ledger, and every decision made again, by the program itself. Ends the server."""
        self.stop()
        program = os.environ["KATIWALA_PROGRAM"]
        self._say_good([program, "verify", self.ledger], [program, "audit", self.ledger])

    def verified_by_others(self):
        """The same, and by the one that was written from its documents alone."""
        self.verified()
        program, bundle = os.environ["KATIWALA_PROGRAM"], self.folder / "bundle"
        self._say_good([program, "export", "--format", "bundle", self.ledger, bundle],
                       [os.environ["KATIWALA_VERIFY_PROGRAM"], "export", bundle, "--policy", self.ledger / "trust-policy"])

    def close(self):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    # -- who comes

    def context(self, papers=None):
        out = ssl.create_default_context(cafile=str(self.ledger / "sandbox-pki" / "authority.pem"))
        if papers is not None:
            out.load_cert_chain(*map(str, papers))
        return out

    def issue(self, who):
        """A certificate and key for somebody new, not enrolled. The certificate's text."""
        self.papers[who] = self.authority.issue(who)
        return self.papers[who][0].read_text()

    def client(self, who):
        if who not in self._clients:
            self._clients[who] = Client(self.port, self.context(self.papers[who]))
        return self._clients[who]

    def is_turned_away(self, who):
        """Whether a connection of its own gets no answer at all."""
        client = Client(self.port, self.context(self.papers[who]))
        try:
            client.call("GET", "/v1/me")
        except TURNED_AWAY:
            return True
        finally:
            client.close()
        return False

    # -- what they ask

    def get(self, who, path, headers=None):
        return self.client(who).call("GET", path, headers=headers)

    def post(self, who, path, body, key=None, kind="application/json", headers=None):
        raw = body if isinstance(body, bytes) else body.encode() if isinstance(body, str) else json.dumps(body).encode()
        return self.client(who).call("POST", path, raw, {"Content-Type": kind, "Idempotency-Key": key or self.fresh_key(), **(headers or {})})

    def fresh_key(self):
        self._keys += 1
        return f"callers-{self._keys}"

    def sign(self, who, canonical):
        """The signature over canonical bytes in base64, in base64."""
        return base64.b64encode(certificates.sign(self.papers[who][1], base64.b64decode(canonical))).decode()

    def approve(self, who, proposal):
        canonical = self.get("auditor", f"/v1/proposals/{proposal}").body["canonical"]
        return self.post(who, f"/v1/proposals/{proposal}/approvals", {"signature": self.sign(who, canonical)})

    def release(self, who, request):
        canonical = self.get("auditor", f"/v1/requests/{request}").body["release_canonical"]
        return self.post(who, f"/v1/requests/{request}/release", {"signature": self.sign(who, canonical)})

    def agreed(self, reply, *others):
        """The reply to the last of those who had to agree; the first where nobody had to."""
        proposal = reply.body.get("proposal") if reply.status == 202 else None
        for who in others if proposal is not None else ():
            reply = self.approve(who, proposal)
        return reply

    def done(self, path, body, by="officer-1", others=("officer-2",)):
        reply = self.agreed(self.post(by, path, body), *others)
        if reply.status != 201:
            raise AssertionError(f"{path} {body}: {reply}")
        return reply

    def move_clock(self, to):
        self.done("/v1/sandbox/clock", {"to": to + "+08:00"}, by="administrator")

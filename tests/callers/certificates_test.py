#!/usr/bin/env python3
"""Who is not let in: certificates of the wrong kind, of another authority, out of date, revoked, in the record or on their authority's list; sessions that
somebody would resume; and a revocation in the middle of a kept connection. Each beside the case that passes: the same certificate, or the same authority's,
without the fault."""
import http.client
import json
import os
import pathlib
import socket
import ssl
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parent))
import certificates  # noqa: E402
import sandbox  # noqa: E402

def asks(s, papers):
    """The status of GET /v1/me, or nothing where the connection is turned away."""
    client = sandbox.Client(s.port, s.context(papers))
    try:
        reply = client.call("GET", "/v1/me")
    except sandbox.TURNED_AWAY:
        return None
    finally:
        client.close()
    return reply.status, reply.code


def enrolled(s, name, **kind):
    """One whose certificate, whatever is wrong with it, the ledger knows: only the door's own look at it stands between."""
    s.papers[name] = s.authority.issue(name, **kind)
    body = {"role": "auditor", "certificate": s.papers[name][0].read_text()}
    return s.agreed(s.post("administrator", "/v1/principals", body), "officer-2"), s.papers[name]


def refusals(s):
    other = certificates.Authority(s.folder / "other")
    yesterday, tomorrow = "20260101000000Z", "20460101000000Z"
    cases, known = [], 0
    for what, kind in (
        ("out of date", dict(end=yesterday)),
        ("not yet valid", dict(start=tomorrow)),
        ("a server's", dict(purpose="extendedKeyUsage = serverAuth")),
        ("for signing code", dict(purpose="extendedKeyUsage = codeSigning")),
        ("of no purpose", dict(purpose="")),
        ("of any purpose", dict(purpose="extendedKeyUsage = anyExtendedKeyUsage")),
        ("an authority's", dict(is_authority=True)),
    ):
        reply, papers = enrolled(s, what.replace(" ", "-"), **kind)
        known += reply.status == 201
        cases.append((what, papers))
    good, papers = enrolled(s, "good")
    assert good.status == 201 and asks(s, papers) == (200, ""), "the authority's good certificate is not let in"
    certificate, key = other.issue("good")
    s.papers["stranger"] = (certificate, key)
    s.agreed(s.post("administrator", "/v1/principals", {"role": "auditor", "certificate": certificate.read_text()}), "officer-2")
    cases.append(("of another authority, though enrolled", (certificate, key)))
    cases.append(("none at all", None))
    cases.append(("the server's own", tuple(s.ledger / "sandbox-pki" / name for name in ("server.pem", "server-key.pem"))))
    for what, shown in cases:
        assert asks(s, shown) is None, f"let in with a certificate that is {what}: {asks(s, shown)}"
    s.issue("nobody")
    assert asks(s, s.papers["nobody"]) == (401, "PRINCIPAL_UNKNOWN"), "a good certificate of nobody enrolled"
    return len(cases) + 1, known


def resumption(s):
    """No ticket is given, nothing can be resumed, and nothing earlier than 1.3 is spoken."""
    context = s.context(s.papers["auditor"])
    client = sandbox.Client(s.port, context)
    assert client.call("GET", "/v1/me").status == 200
    session = client._connection.sock.session  # http.client keeps it
    assert session is None or not session.has_ticket, "a ticket was given"
    again = http.client.HTTPSConnection("127.0.0.1", s.port, context=context)
    again.sock = context.wrap_socket(socket.create_connection(("127.0.0.1", s.port)), server_hostname="127.0.0.1", session=session)
    again.request("GET", "/v1/me")
    assert again.getresponse().status == 200 and not again.sock.session_reused, "a session was resumed"
    again.close()
    client.close()
    older = s.context(s.papers["auditor"])
    older.maximum_version = ssl.TLSVersion.TLSv1_2
    try:
        sandbox.Client(s.port, older).call("GET", "/v1/me")
    except sandbox.TURNED_AWAY:
        return
    raise AssertionError("TLS 1.2 is spoken")


def revocation(s):
    """At once: the next request on the kept connection, every new one, and an older session of the same key."""
    created, _ = enrolled(s, "leaving")
    kept, idle = s.client("leaving"), sandbox.Client(s.port, s.context(s.papers["leaving"]))
    for client in (kept, idle):
        assert client.call("GET", "/v1/me").status == 200
    connection = kept._connection
    s.done(f"/v1/principals/{created.body['created']['principal']}/revocation", {"reason": "SANDBOX: gone"}, others=())
    for client in (kept, idle):
        try:
            reply = client._once("GET", "/v1/status", b"", {})
            assert reply.status == 401 and reply.code in ("CERTIFICATE_REVOKED", "PRINCIPAL_REVOKED"), f"served after the revocation: {reply}"
        except sandbox.TURNED_AWAY:
            pass  # the connection was ended before it could ask
    assert connection is not None and asks(s, s.papers["leaving"]) is None, "a new connection after the revocation"
    assert s.get("good", "/v1/me").status == 200, "another one's was ended as well"


def doctor(s):
    """What it finds of the lists: good, warning or BAD, a finding each."""
    done = subprocess.run([os.environ["KATIWALA_PROGRAM"], "doctor", str(s.ledger), "--json"], capture_output=True, text=True, check=False)
    return [row["is"] for row in json.loads(done.stdout)["findings"] if row["what"] == "revocation lists"]


def lists(s):
    """Once the settings name a file, who stands on his authority's list is turned away, in the middle of a connection too; and without a list everybody is."""
    s.stop()
    assert doctor(s) == []
    with open(s.ledger / "katiwala.toml", "a", encoding="utf-8") as settings:
        settings.write('revocation_lists = "revoked.pem"\n')
    assert doctor(s) == ["BAD"], "a file that is not there"
    s.serve_again()
    assert asks(s, s.papers["good"]) is None, "let in though there is no list"
    file = s.ledger / "revoked.pem"
    s.authority.write_list(file)
    assert asks(s, s.papers["good"]) == (200, ""), "turned away though on no list"
    kept = sandbox.Client(s.port, s.context(s.papers["good"]))
    assert kept.call("GET", "/v1/me").status == 200
    s.authority.revoke("good")
    s.authority.write_list(file)
    reply = kept._once("GET", "/v1/me", b"", {})
    assert (reply.status, reply.code) == (401, "CERTIFICATE_REVOKED") and kept._connection is None, f"served though on the list: {reply}"
    assert asks(s, s.papers["good"]) is None, "a new connection of one on the list"
    file.write_text("no list")
    assert asks(s, s.papers["auditor"]) == (200, "") and asks(s, s.papers["good"]) is None, "a file that can not be read took the list away"
    s.authority.write_list(file)
    s.stop()
    assert doctor(s) == ["warning"], "a good list that lapses within the day"
    s.serve_again()
    assert asks(s, s.papers["auditor"]) == (200, "") and asks(s, s.papers["good"]) is None, "after a restart"


def main():
    with sandbox.Sandbox() as s:
        count, known = refusals(s)
        resumption(s)
        revocation(s)
        lists(s)
    sandbox.shown(f"{count} kinds of wrong certificates are turned away, {known} of them though the ledger had enrolled them; no ticket, no resumption, no TLS 1.2; revoked: the kept, the idle and the new connection are refused; on the authority's list: the same, and everybody without one")


if __name__ == "__main__":
    main()

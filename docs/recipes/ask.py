#!/usr/bin/env python3
"""The door from Python's standard library: a certificate, a write under a key of one's own, the same again, a refusal taken apart.

  ask.py https://127.0.0.1:PORT FOLDER     FOLDER has authority.pem and WHO.pem, WHO-key.pem for each who asks; everybody is invented
"""
import http.client
import json
import ssl
import sys
import urllib.parse
import uuid


class Door:
    """One caller. `ask` gives status, headers and body; an answer that did not come is asked for again, by the caller, under the same key."""

    def __init__(self, url, folder, who):
        context = ssl.create_default_context(cafile=f"{folder}/authority.pem")
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        context.load_cert_chain(f"{folder}/{who}.pem", f"{folder}/{who}-key.pem")
        place = urllib.parse.urlsplit(url)
        self._connection = http.client.HTTPSConnection(place.hostname, place.port, context=context, timeout=60)

    def ask(self, method, path, body=None, key=None):
        headers = {"Content-Type": "application/json", "Idempotency-Key": key or str(uuid.uuid4())} if method == "POST" else {}
        self._connection.request(method, path, None if body is None else json.dumps(body), headers)
        answer = self._connection.getresponse()
        return answer.status, answer.headers, json.loads(answer.read())


def main(url, folder):
    officer, auditor = Door(url, folder, "officer-1"), Door(url, folder, "auditor")
    print("role:", officer.ask("GET", "/v1/me")[2]["role"])
    # Amounts are texts, exact to the centavo; a JSON number is refused.
    order = {"country": "US", "dated": "2026-01-02", "total": "100.00 USD", "document": "e" * 64}
    key = str(uuid.uuid4())
    status, _, first = officer.ask("POST", "/v1/orders", order, key)
    print(status, "waits for", *first["waits_for"])
    status, headers, again = officer.ask("POST", "/v1/orders", order, key)
    print(status, "replayed:", headers["Idempotent-Replayed"], "the same entry:", again["entry"] == first["entry"])
    for who, what in ((auditor, order), (officer, {**order, "total": 100}), (officer, {**order, "total": "100.005 USD"})):
        status, _, problem = who.ask("POST", "/v1/orders", what)
        print(status, problem["code"], problem.get("place", ""))


if __name__ == "__main__":
    main(*sys.argv[1:])

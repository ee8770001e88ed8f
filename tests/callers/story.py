"""The story that the examples of the description tell, told to a real ledger: each step as the description says it, in its order.

Another than in the description is only what nobody can know before: signatures, certificates, the numbers and ids that the ledger draws.
"""
import re

# Of several writes in one call: each line's own operation, and where the lines stand.
SINGLE = {"approve_many": "approve", "request_many": "request_disbursement"}
LINES = {"approve_many": "approvals", "request_many": "requests"}


class Operation:
    def __init__(self, method, path, said):
        self.method, self.path, self.said, self.id = method, path, said, said["operationId"]

    @property
    def content(self):
        """What is said of its body, by media type; nothing of a read."""
        return self.said.get("requestBody", {}).get("content", {})

    @property
    def media(self):
        """The first of them."""
        return next(iter(self.content.items()), (None, {}))

    @property
    def parameters(self):
        return {one["name"]: one["example"] for one in self.said["parameters"] if one.get("in") == "path"}


def operations(document):
    return {said["operationId"]: Operation(method.upper(), path, said) for path, item in document["paths"].items() for method, said in item.items()}


class Step:
    def __init__(self, operation, said):
        self.operation, self.place, self.by, self.agree, self.answers = operation, said["step"], said["by"], said["agree"], said["answers"]
        self.kind = said.get("media", operation.media[0])
        self.names = said.get("path", {})
        self.body = operation.content[self.kind]["examples"][said["example"]]["value"] if "example" in said else None

    def __repr__(self):
        return f"step {self.place}: {self.by} {self.operation.id}"


def steps(document):
    out = [Step(one, said) for one in operations(document).values() for said in one.said.get("x-katiwala-examples", ())]
    return sorted(out, key=lambda step: step.place)


class Story:
    """`drawn`: what the ledger drew last, by the name of the path's parameter; `opened`: the proposals of the last bulk, a line each."""

    def __init__(self, sandbox, document):
        self.sandbox, self.document, self.drawn, self.opened = sandbox, document, {}, []
        self.operations = operations(document)

    def path(self, operation, names=()):
        names = {**operation.parameters, **self.drawn, **dict(names)}
        return re.sub(r"{(\w+)}", lambda found: str(names[found[1]]), operation.path)

    def tell(self, until=None, hear=lambda step, reply: None):
        """All steps, or those before the one of the operation `until`. `hear` gets every answer, and judges it."""
        for step in steps(self.document):
            if step.operation.id == until:
                return
            reply = self.ask(step)
            self.remember(reply)
            for who in step.agree:
                if reply.status == 202:
                    reply = self.sandbox.approve(who, reply.body["proposal"])
                    self.remember(reply)
            if reply.status != step.answers or step.operation.id in SINGLE and any(line.status >= 400 for line in reply.lines()):
                raise AssertionError(f"{step}: {reply}")
            hear(step, reply)

    def ask(self, step, by=None, key=None):
        """As the step says, by another where one is given."""
        by, key, path, s = by or step.by, key or self.sandbox.fresh_key(), self.path(step.operation, step.names), self.sandbox
        if step.body is None:
            return s.get(by, path)
        return s.post(by, path, self.body(step, by, key, path), key, step.kind)

    def body(self, step, by, key, path):
        s = self.sandbox
        if isinstance(step.body, str):
            return self.with_references(step.body)
        body = dict(step.body)
        if "certificate" in body:
            body["certificate"] = s.issue(body["role"]) if body["role"] not in s.papers else s.papers[body["role"]][0].read_text()
        if step.operation.id in SINGLE:
            return self.with_lines(step.operation.id, by, key, body)
        if isinstance(body.get("credential"), dict):
            body["credential"] = {"certificate": s.issue(f"another-{len(s.papers)}")}
        if isinstance(body.get("credential"), str):
            body["credential"] = self.credentials()[-1]
        if "lost" in body:
            body["lost"] = self.credentials()[:1]
        if "signature" in body:
            del body["signature"]
            body["signature"] = s.sign(by, self.canonical(step.operation.id, by, key, path, body))
        return body

    def with_lines(self, operation, by, key, body):
        """Each line is signed as if it were sent alone, under the call's key and its place; proposals are those of the bulk before."""
        single, lines = self.operations[SINGLE[operation]], []
        for place, line in enumerate(body[LINES[operation]]):
            line = {name: value for name, value in line.items() if name != "signature"}
            if "proposal" in line:
                line["proposal"] = self.opened[place]
            path = self.path(single, {name: line[name] for name in ("ward", "proposal") if name in line})
            alone = {name: value for name, value in line.items() if name not in ("ward", "proposal")}
            lines.append({**line, "signature": self.sandbox.sign(by, self.canonical(single.id, by, f"{key}.{place}", path, alone))})
        return {**body, LINES[operation]: lines}

    def canonical(self, operation, by, key, path, body):
        """The bytes that are signed, as the door shows them; of a request that may not be asked the example's stand for them."""
        if operation in ("request_disbursement", "release_request_file", "release_file"):
            return (self.sandbox.post(by, path + "?show=canonical", body, key).body or {}).get("canonical", "")
        seen = self.sandbox.get("auditor", path.rsplit("/", 1)[0]).body
        return seen.get("canonical") or seen.get("release_canonical") or ""

    def credentials(self):
        """Fingerprints of the one whose credentials are changed, in the order in which they came."""
        rows = self.sandbox.get("auditor", "/v1/credentials").body["credentials"]
        return [row["credential"] for row in rows if row["principal"] == self.operations["remove_credential"].parameters["principal"]]

    def with_references(self, message):
        """A debit is of the payment that was released."""
        if "SBX-PHP-0001" not in message:
            return message
        paid = self.sandbox.get("bank", self.path(self.operations["read_request"])).body
        message = re.sub("<EndToEndId>.*</EndToEndId>", f"<EndToEndId>{paid['end_to_end_id']}</EndToEndId>", message)
        return re.sub("<UETR>.*</UETR>", f"<UETR>{paid['uetr']}</UETR>", message)

    def remember(self, reply):
        said = reply.body if isinstance(reply.body, dict) and reply.status < 300 else {}
        for line in said.get("lines", ()):
            self.drawn.update(line.get("created", {}))
        if any("answer" in line for line in said.get("lines", ())):
            self.opened = [line["answer"].get("proposal") for line in said["lines"]]
        for file in said.get("payment_files", ()):
            self.drawn["payment_file"] = file["id"]
        for name in ("entry", "proposal"):
            if name in said:
                self.drawn[name] = said[name]

"""The story that the examples of the description tell, told to a real ledger: each step as the description says it, in its order.

Another than in the description is only what nobody can know before: signatures, certificates, the numbers and ids that the ledger draws.
"""
import re


class Operation:
    def __init__(self, method, path, said):
        self.method, self.path, self.said, self.id = method, path, said, said["operationId"]

    @property
    def media(self):
        """Media type of its body and what is said of it; nothing of a read."""
        content = self.said.get("requestBody", {}).get("content", {})
        return next(iter(content.items()), (None, {}))

    @property
    def parameters(self):
        return {one["name"]: one["example"] for one in self.said["parameters"] if one.get("in") == "path"}


def operations(document):
    return {said["operationId"]: Operation(method.upper(), path, said) for path, item in document["paths"].items() for method, said in item.items()}


class Step:
    def __init__(self, operation, said):
        self.operation, self.place, self.by, self.agree, self.answers = operation, said["step"], said["by"], said["agree"], said["answers"]
        self.kind, media = operation.media
        self.body = media["examples"][said["example"]]["value"] if "example" in said else None

    def __repr__(self):
        return f"step {self.place}: {self.by} {self.operation.id}"


def steps(document):
    out = [Step(one, said) for one in operations(document).values() for said in one.said.get("x-katiwala-examples", ())]
    return sorted(out, key=lambda step: step.place)


class Story:
    """`drawn`: what the ledger drew last, by the name of the path's parameter."""

    def __init__(self, sandbox, document):
        self.sandbox, self.document, self.drawn = sandbox, document, {}
        self.operations = operations(document)

    def path(self, operation):
        names = {**operation.parameters, **self.drawn}
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
            if reply.status != step.answers:
                raise AssertionError(f"{step}: {reply}")
            hear(step, reply)

    def ask(self, step, by=None, key=None):
        """As the step says, by another where one is given."""
        by, key, path, s = by or step.by, key or self.sandbox.fresh_key(), self.path(step.operation), self.sandbox
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
        if "signature" in body:
            del body["signature"]
            body["signature"] = s.sign(by, self.canonical(step.operation.id, by, key, path, body))
        return body

    def canonical(self, operation, by, key, path, body):
        """The bytes that are signed, as the door shows them; of a request that may not be asked the example's stand for them."""
        if operation == "request_disbursement":
            return (self.sandbox.post(by, path + "?show=canonical", body, key).body or {}).get("canonical", "")
        seen = self.sandbox.get("auditor", path.rsplit("/", 1)[0]).body
        return seen.get("canonical") or seen.get("release_canonical") or ""

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
        for name in ("entry", "proposal"):
            if name in said:
                self.drawn[name] = said[name]

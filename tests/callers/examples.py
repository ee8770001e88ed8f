#!/usr/bin/env python3
"""Every example of the description, told to a real ledger; every answer held against its schema by a validator that other people wrote.

The description is the one that the door serves. Nothing that it calls an example is left out: they are counted.
"""
import pathlib
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parent))
import foreign  # noqa: E402
import sandbox  # noqa: E402
import story  # noqa: E402


SOMETIMES = ("Idempotent-Replayed",)


class Judge:
    def __init__(self, document):
        self.document, self.validator = document, foreign.Validator(document)
        self.answers, self.faults = 0, []

    def schema_of(self, operation, status, kind):
        """What the description says of an answer; nothing where it says nothing of that media type."""
        return self.response_of(operation, status)["content"].get(kind, {}).get("schema")

    def response_of(self, operation, status):
        said = operation.said["responses"].get(str(status), operation.said["responses"]["default"])
        return self.document["components"]["responses"][said["$ref"].rsplit("/", 1)[1]] if "$ref" in said else said

    def headers_of(self, operation, reply):
        """What is wrong with the headers: each that is described is there, but for those of some answers alone, and is as described."""
        for name, said in self.response_of(operation, reply.status).get("headers", {}).items():
            value, schema = reply.headers[name], self.document["components"]["headers"][said["$ref"].rsplit("/", 1)[1]]["schema"]
            if value is None and name not in SOMETIMES:
                yield f"{name} is described and not there"
            elif value is not None and self.validator.faults(schema, int(value) if schema["type"] == "integer" else value):
                yield f"{name}: {value}"

    def hear(self, operation, reply):
        kind = reply.headers["Content-Type"]
        self.faults += [f"{operation.id} {reply.status} {one}" for one in self.headers_of(operation, reply)]
        schema = self.schema_of(operation, reply.status, kind)
        if schema is None:
            self.faults.append(f"{operation.id} {reply.status}: {kind} is not described")
        elif reply.body is not None:
            self.faults += [f"{operation.id} {reply.status} {one}" for one in self.validator.faults(schema, reply.body)]
        self.answers += 1


def count_examples(value):
    """Examples of bodies, of parameters and of schemas, wherever they stand."""
    if isinstance(value, list):
        return sum(map(count_examples, value))
    if not isinstance(value, dict):
        return 0
    return sum(len(one) if key == "examples" else 1 if key == "example" else count_examples(one)
               for key, one in value.items() if not key.startswith("x-"))


def schema_examples(document, validator):
    """The examples of the named formats are of their format; the number of them."""
    count = 0
    for name, schema in document["components"]["schemas"].items():
        for value in schema.get("examples", ()):
            assert not validator.faults(schema, value), f"{name}: {value}"
            count += 1
        assert "examples" not in schema or validator.faults(schema, {"not": "a text"}), f"{name} takes anything"
    return count


def bodies_are_of_their_schema(judge, operations):
    count = 0
    for one, kind, media in ((one, *said) for one in operations.values() for said in one.content.items()):
        assert media["examples"], f"{one.id} has no example of {kind}"
        for name, example in media["examples"].items():
            faults = judge.validator.faults(media["schema"], example["value"])
            assert not faults, f"{one.id} {name}: {faults}"
            count += 1
            if kind == "application/json":
                assert judge.validator.faults(media["schema"], {**example["value"], "colour": "red"}), f"{one.id} takes any key"
    return count


def read(judge, told, one):
    """With its parameters' examples, by the auditor, who reads everything."""
    reply = told.sandbox.get("auditor", told.path(one))
    assert reply.status == 200, f"{one.id}: {reply}"
    judge.hear(one, reply)


def habits(judge, told):
    """Of a read and of a write: what headers and queries change. How many were tried."""
    s, ward = told.sandbox, told.operations["read_ward"]
    path, asked = told.path(ward), {"rate": {"base": "EUR", "quote": "PHP", "rate": "67.5000"}, "day": "2026-02-25", "source": "SANDBOX rate sheet"}
    tag, fact = s.get("auditor", path).headers["ETag"], {"fact": "heartbeat", "since": "2026-02-25"}
    pages = s.get("auditor", "/v1/events?limit=2"), s.get("auditor", "/v1/entries?limit=2&command=record_order")
    for what, reply, status, code in (
        ("a tag that is known", s.get("auditor", path, {"If-None-Match": tag}), 304, ""),
        ("another tag", s.get("auditor", path, {"If-None-Match": '"0"'}), 200, ""),
        ("this version", s.get("auditor", path, {"Katiwala-Version": "2026-11-29"}), 200, ""),
        ("another version", s.get("auditor", path, {"Katiwala-Version": "2026-11-28"}), 400, "VERSION_UNKNOWN"),
        ("a query of another route", s.get("auditor", path + "?as_of=2026-02-24"), 400, "HTTP_TARGET"),
        ("what stood there before her account", s.get("auditor", path + "/balances?as_of=2026-02-24"), 404, "WARD_UNKNOWN"),
        ("what stands there", s.get("auditor", path + "/balances?as_of=" + str(told.drawn["entry"])), 200, ""),
        ("requests of a state", s.get("auditor", "/v1/requests?state=approved&limit=1"), 200, ""),
        ("of no state", s.get("auditor", "/v1/requests?state=lost"), 400, "HTTP_TARGET"),
        ("of a day that has not begun", s.get("auditor", "/v1/end-of-day?day=2026-03-26"), 409, "NOT_DUE"),
        ("a dry run", s.post("officer-1", "/v1/rates?dry_run=true", asked), 200, ""),
        ("what has moved", s.post("social-worker", path + "/facts", fact, headers={"If-Match": '"0"'}), 412, "PRECONDITION_FAILED"),
        ("a bulk on a condition", s.post("officer-1", "/v1/approvals", {}, headers={"If-Match": "*"}), 400, "HTTP_HEADER"),
        ("a page", pages[0], 200, ""),
        ("a page of one command", pages[1], 200, ""),
    ):
        assert (reply.status, reply.code) == (status, code), f"{what}: {reply}"
    assert len(pages[0].body["events"]) == 2 and pages[0].body["more"] and s.get("auditor", path, {"If-None-Match": tag}).raw == b""
    assert {one["command"] for one in pages[1].body["entries"]} == {"record_order"}
    second = s.get("auditor", f"/v1/events?limit=2&after={pages[0].body['next']}").body["events"]
    assert [one["entry"] for one in pages[0].body["events"] + second] == [0, 1, 2, 3]
    lost = {"payee": "f" * 32, "amount": "1.00 PHP", "purpose": "education"}
    filipino = s.post("officer-1", path + "/requests", {**lost, "court_order": "1a" + "0" * 29 + "1"}, headers={"Accept-Language": "fil"})
    assert filipino.headers["Content-Language"] == "fil" and filipino.body.get("title_reviewed") is False, filipino
    return 19


def the_judge_can_say_no(judge, told):
    ward = told.operations["read_ward"]
    reply = told.sandbox.get("auditor", told.path(ward))
    schema = judge.schema_of(ward, 200, "application/json")
    assert not judge.validator.faults(schema, reply.body)
    for broken in ({**reply.body, "adult": "no"}, {key: value for key, value in reply.body.items() if key != "balances"}):
        assert judge.validator.faults(schema, broken)


def main():
    foreign.libraries()
    with sandbox.Sandbox() as s:
        document = s.get("auditor", "/v1/openapi.json").body
        judge, told = Judge(document), story.Story(s, document)
        formats = schema_examples(document, judge.validator)
        bodies = bodies_are_of_their_schema(judge, told.operations)
        parameters = sum(len(one.parameters) for one in told.operations.values())
        assert formats + bodies + parameters == count_examples(document), "an example of another kind, which nobody executes"
        executed = set()

        def hear(step, reply):
            executed.add((step.operation.id, step.place))
            judge.hear(step.operation, reply)
            if step.operation.id == "request_disbursement":
                read(judge, told, told.operations["read_proposal"])  # while it is open

        told.tell(hear=hear)
        tried = habits(judge, told)
        with_body = [step for step in story.steps(document) if step.body is not None]
        assert len(with_body) == bodies and len(executed) == len(story.steps(document)), "a body's example that is no step of the story"
        for one in told.operations.values():
            if one.method == "GET" and one.id != "read_proposal":
                read(judge, told, one)
        the_judge_can_say_no(judge, told)
    assert not judge.faults, "\n".join(judge.faults)
    sandbox.shown(f"{bodies} examples of bodies executed as one story, {parameters} of parameters, {formats} of formats; {judge.answers} answers are of their schemas, "
                  f"headers as well; {tried} tries of queries and headers")


if __name__ == "__main__":
    main()

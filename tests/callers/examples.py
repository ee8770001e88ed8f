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


class Judge:
    def __init__(self, document):
        self.document, self.validator = document, foreign.Validator(document)
        self.answers, self.faults = 0, []

    def schema_of(self, operation, status, kind):
        """What the description says of an answer; nothing where it says nothing of that media type."""
        said = operation.said["responses"].get(str(status), operation.said["responses"]["default"])
        if "$ref" in said:
            said = self.document["components"]["responses"][said["$ref"].rsplit("/", 1)[1]]
        return said["content"].get(kind, {}).get("schema")

    def hear(self, operation, reply):
        kind = reply.headers["Content-Type"]
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
    for one in operations.values():
        kind, media = one.media
        if kind is None:
            continue
        assert media["examples"], f"{one.id} has no example"
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
        with_body = [step for step in story.steps(document) if step.body is not None]
        assert len(with_body) == bodies and len(executed) == len(story.steps(document)), "a body's example that is no step of the story"
        for one in told.operations.values():
            if one.method == "GET" and one.id != "read_proposal":
                read(judge, told, one)
        the_judge_can_say_no(judge, told)
    assert not judge.faults, "\n".join(judge.faults)
    sandbox.shown(f"{bodies} examples of bodies executed as one story, {parameters} of parameters, {formats} of formats; {judge.answers} answers are of their schemas")


if __name__ == "__main__":
    main()

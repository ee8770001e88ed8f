#!/usr/bin/env python3
"""The description itself, judged by a validator of OpenAPI documents that other people wrote; and that it is the one kept in docs/."""
import copy
import json
import os
import pathlib
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parent))
import foreign  # noqa: E402
import sandbox  # noqa: E402


def broken(document):
    """One fault each: the negative controls."""
    for what, change in (
        ("a version that is none", lambda d: d.update(openapi="3.9.9")),
        ("an answer without its description", lambda d: d["paths"]["/v1/me"]["get"]["responses"]["200"].pop("description")),
        ("a parameter of a path that is not described", lambda d: d["paths"]["/v1/pools/{pool}"]["get"]["parameters"].pop(0)),
        ("a type that is none", lambda d: d["components"]["schemas"]["Id"].update(type="word")),
        ("no title", lambda d: d["info"].pop("title")),
    ):
        one = copy.deepcopy(document)
        change(one)
        yield what, one


def main():
    foreign.libraries()
    from openapi_spec_validator import OpenAPIV31SpecValidator

    printed = subprocess.run([os.environ["KATIWALA_PROGRAM"], "openapi"], check=True, capture_output=True).stdout
    document = json.loads(printed)
    faults = [str(one)[:300] for one in OpenAPIV31SpecValidator(document).iter_errors()]
    assert not faults, "\n".join(faults)
    seen = 0
    for what, one in broken(document):
        assert list(OpenAPIV31SpecValidator(one).iter_errors()), f"not seen: {what}"
        seen += 1
    operations = sum(len(item) for item in document["paths"].values())
    sandbox.shown(f"openapi-spec-validator: {operations} operations, {len(document['components']['schemas'])} schemas, no fault; {seen} negative controls seen to fail")


if __name__ == "__main__":
    main()

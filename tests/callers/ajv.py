"""ajv (JSON Schema 2020-12, with formats), that other people wrote, at the versions and hashes of ajv/package-lock.json, on answers of the door."""
import json
import pathlib
import shutil
import subprocess

SOURCE = pathlib.Path(__file__).parent / "ajv"


def _pointer(*names):
    return "".join("/" + name.replace("~", "~0").replace("/", "~1") for name in names)


def schema_of(document, path, method, status, kind):
    """Where the description says what such an answer is; nothing where it says nothing of it."""
    responses = document["paths"][path][method]["responses"]
    named = str(status) if str(status) in responses else "default"
    at, said = _pointer("paths", path, method, "responses", named), responses[named]
    if "$ref" in said:
        at, said = said["$ref"].removeprefix("#"), document["components"]["responses"][said["$ref"].rsplit("/", 1)[1]]
    return at + _pointer("content", kind, "schema") if kind in said.get("content", {}) else None


def changed(body):
    """With one thing that can not be so: a member is of a kind that no member has, of a problem its type (it may have members that are not described),
    of others the first. Of the description itself nothing is described but that it is an object."""
    if not isinstance(body, dict) or "openapi" in body:
        return [body]
    name = "type" if "type" in body else next(iter(body))
    return {**body, name: {"changed": [body[name]]}}


class Ajv:
    """`folder`: of foreign.packages(SOURCE)."""

    def __init__(self, folder):
        self._folder = folder
        shutil.copy(SOURCE / "judge.mjs", folder / "judge.mjs")

    def faults(self, document, answers):
        """[(pointer to a schema, body)]: what is wrong with each, or nothing; and how many schemas that were."""
        asked = {"document": document, "answers": [{"schema": schema, "body": body} for schema, body in answers]}
        done = subprocess.run(["node", "judge.mjs"], cwd=self._folder, input=json.dumps(asked), capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-3000:]
        said = json.loads(done.stdout)
        assert len(said["faults"]) == len(answers)
        return said["faults"], said["schemas"]

    def judge_answers(self, document, heard):
        """Answers {path, method, status, kind, body} are of their schemas, and changed they are not; how many, of how many schemas, and how many changed."""
        answers = [(schema_of(document, one["path"], one["method"], one["status"], one["kind"]), one["body"]) for one in heard]
        undescribed = [one for one, (schema, _) in zip(heard, answers) if schema is None]
        assert answers and not undescribed, undescribed[:3]
        faults, schemas = self.faults(document, answers)
        assert not any(faults), [(one, fault) for one, fault in zip(heard, faults) if fault][:3]
        others = [(schema, changed(body)) for schema, body in answers]
        seen, _ = self.faults(document, others)
        assert all(seen), [one for one, fault in zip(others, seen) if not fault][:3]
        return len(answers), schemas, len(others)

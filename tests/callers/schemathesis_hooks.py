"""What schemathesis can not know of this door, told to it before each case is sent. It loads this file (schemathesis_test.py), and $KATIWALA_CASES names
what was told to it, and where it tells what it sent.

  who sends it   a certificate of one of the roles, chosen by what the case is: the same case is always the same role's, so what was found is found again
  the key        one that stood over another request is 422 by design: then another of the same length
  a bulk         its count and sums are what its lines come to, which no schema says
  the clock      goes forward, and not out of the story
  whom not       those who send the cases are not revoked by each other
"""
import atexit
import collections
import decimal
import hashlib
import itertools
import json
import os
import pathlib
import re

import schemathesis
from schemathesis.core.failures import AcceptedNegativeData
from schemathesis.core.parameters import ParameterLocation
from schemathesis.openapi.checks import RejectedPositiveData

TOLD = json.loads(pathlib.Path(os.environ["KATIWALA_CASES"]).read_text())
OF_TRANSPORT = ("405", "408", "411", "413", "414", "417", "421", "429", "431", "501", "505")
BULKS = {"approve_many": "approvals", "request_many": "requests"}
_KEY = re.compile(r"[A-Za-z0-9_.:-]{1,64}")
_TO_ANYBODY = 4  # one case in so many

# Of a body, query or header that is as the schema says: what is refused with 400 or 415 for what it means. Anything else that is refused so is a finding:
# then the description promises too much.
MEANING = {
    # of one value
    "AMOUNT_NOT_POSITIVE": "amounts of balances are of the same form, and may be below zero",
    "FIELD_INVALID": "one member against another, or against the day",
    "SUBJECT_MISMATCH": "about what the thing named is not of",
    "CURRENCY_MISMATCH": "two amounts of one body, or of the pool's accounts",
    "AMOUNT_RANGE": "the sum of amounts that are each within the bound",
    "SIGNED_UNFIXED": "a signature beside what the door would draw after it",
    # texts in a form of their own, that no pattern holds
    "CERTIFICATE_INVALID": "PEM", "KEY_INVALID": "PEM, a vkey", "PASSKEY_INVALID": "CBOR of WebAuthn", "NOTE_MALFORMED": "a vkey",
    "RULEBOOK_SYNTAX": "TOML", "RULEBOOK_MISSING": "TOML",
    # of several lines
    "CONTROL_SUM_MISMATCH": "a sum of what proposals are about",
    "DRY_RUN_NONE": "of a dry run together with another wish",
}
# The one body that is no JSON: of XML and of SWIFT's messages OpenAPI says no more than that they are texts.
_MESSAGE = re.compile("XML_|MT_|MESSAGE_|MEDIA_TYPE|TEXT_NOT_UTF8")

_fresh = itertools.count(1)
_used, _sent, _found = {}, collections.Counter(), collections.Counter()


@schemathesis.hook
def before_load_schema(context, raw_schema):
    """`default` would make any status good: it stands for those of the transport alone. Then the lies, where there are any."""
    for item in raw_schema["paths"].values():
        for said in item.values():
            other = said["responses"].pop("default", None)
            for status in OF_TRANSPORT if other else ():
                said["responses"].setdefault(status, other)
    for place, value in TOLD["lies"]:
        *way, last = place
        at = raw_schema
        for one in way:
            at = at[one]
        if value is None:
            del at[last]
        else:
            at[last] = value


def _content(case):
    """What the case asks, whoever sends it under whatever key."""
    body = case.body if isinstance(case.body, (dict, list, str, int, float, bool, type(None))) else repr(case.body)
    said = [case.method, case.path, case.path_parameters, case.query, body, case.media_type]
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=repr).encode()).digest()


def role_of(case, content):
    may = TOLD["may"].get(case.operation.definition.raw["operationId"], [])
    anybody = content[0] % _TO_ANYBODY == 0 or not may
    roles = TOLD["roles"] if anybody else may
    return roles[int.from_bytes(content[1:5], "big") % len(roles)]


def _is_positive(case, location):
    component = case.meta.components.get(location) if case.meta is not None else None
    return component is None or component.mode.is_positive


def _spare(case):
    for (operation, name), instead in ((("revoke_principal", "principal"), TOLD["leaving"]), (("change_guardian", "guardian"), TOLD["gone"])):
        if case.operation.definition.raw["operationId"] == operation and case.path_parameters.get(name) in TOLD["senders"]:
            case.path_parameters[name] = instead[next(_fresh) % len(instead)]


def _with_sums(operation, body):
    lines = body.get(BULKS[operation])
    if not isinstance(lines, list):
        return
    sums = {}
    for line in lines:
        if isinstance(line, dict) and isinstance(line.get("amount"), str) and operation == "request_many":
            number, _, currency = line["amount"].partition(" ")
            sums[currency] = sums.get(currency, 0) + decimal.Decimal(number)
    body["count"] = max(1, len(lines))
    body["sums"] = [f"{number} {currency}" for currency, number in sums.items()]


def _with_own_key(case, role, content):
    key = case.headers.get("Idempotency-Key")
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        return
    if _used.setdefault((role, key), content) != content:
        number = f"n{next(_fresh)}"
        case.headers["Idempotency-Key"] = number + key[len(number):]
        _used[(role, case.headers["Idempotency-Key"])] = content


@schemathesis.hook
def before_call(context, case, kwargs):
    operation = case.operation.definition.raw["operationId"]
    if _is_positive(case, ParameterLocation.PATH):
        _spare(case)
    if isinstance(case.body, dict) and _is_positive(case, ParameterLocation.BODY):
        if operation in BULKS:
            _with_sums(operation, case.body)
        if operation == "move_clock":
            case.body["to"] = TOLD["clock"].format(next(_fresh))
    content = _content(case)
    role = role_of(case, content)
    if "If-Match" in case.headers and content[5] % 2 == 0 and _is_positive(case, ParameterLocation.HEADER):
        case.headers["If-Match"] = "*"
    _with_own_key(case, role, content)
    kwargs["cert"] = tuple(TOLD["papers"][role])
    _sent[f"{operation} {role}"] += 1


@schemathesis.hook
def after_call(context, case, response):
    _found[f"{case.operation.definition.raw['operationId']} {response.status_code}"] += 1


def _code(response):
    try:
        return response.json().get("code", "")
    except ValueError:
        return ""


@schemathesis.hook
def filter_failure(context, failure, case, response):
    """Whether it is one."""
    operation = case.operation.definition.raw["operationId"]
    if isinstance(failure, RejectedPositiveData):
        if operation == "receive_bank_message" and _MESSAGE.match(_code(response)):
            return False
        return _code(response) not in MEANING
    # A bulk is answered 200 and each of its lines as if it had been sent alone: what can not be read is refused there.
    if isinstance(failure, AcceptedNegativeData) and operation in BULKS and response.status_code == 200:
        return all(line["status"] < 400 for line in response.json()["lines"])
    return True


@atexit.register
def _tell():
    pathlib.Path(TOLD["sent"]).write_text(json.dumps({"sent": _sent, "found": _found}))

"""What schemathesis can not know of this door, told to it before each case is sent. It loads this file (schemathesis_test.py), and $KATIWALA_CASES names
what was told to it, and where it tells what it sent.

  who sends it   a certificate of one of the roles, chosen by what the case is and how often it came
  what is spared where it is as it should be, so that the rest is looked at and done: a trial, a condition and signatures in most cases. What is spared stays
                 in the others
  the key        one that stood over another request is 422 by design: then another of the same length
  a bulk         its count and sums are what its lines come to, which no schema says
  the clock      goes forward, and not out of the story
  whom not       those who send the cases are not revoked by each other

With lies told (schemathesis_lies.py) the description, or what is answered, is made to say what is not so.
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

import hypothesis.strategies as st
import schemathesis
from schemathesis.core import NOT_SET
from schemathesis.core.failures import AcceptedNegativeData
from schemathesis.core.parameters import ParameterLocation
from schemathesis.openapi.checks import RejectedPositiveData

TOLD = json.loads(pathlib.Path(os.environ["KATIWALA_CASES"]).read_text())
OF_TRANSPORT = ("405", "408", "411", "413", "414", "417", "421", "429", "431", "501", "505")
# Headers of every answer; of what was read its tag as well. What the transport refuses before it knows whom it answers has no version and no quota.
ALWAYS = ("RequestId",)
ONE_IN = 4  # where not all is tried: the headers that every request may have, with one operation in so many
BULKS = {"approve_many": "approvals", "request_many": "requests"}
# The member that is the id of what is made: new in most cases, as of what is there nothing can be made.
CREATED = {"open_pool": "pool", "open_ward": "ward", "record_order": "order", "record_award": "award", "register_payee": "payee", "record_court_order": "order",
           "set_budget": "budget", "set_freeze": "freeze", "report_incident": "incident", "request_disbursement": "request", "enrol_principal": "principal"}
SPARED = (
    (ParameterLocation.QUERY, lambda case: case.query, "show", 4),
    (ParameterLocation.QUERY, lambda case: case.query, "dry_run", 2),
    (ParameterLocation.HEADER, lambda case: case.headers, "If-Match", 8),
    (ParameterLocation.HEADER, lambda case: case.headers, "If-None-Match", 4),
    (ParameterLocation.HEADER, lambda case: case.headers, "Content-Digest", 32),
    (ParameterLocation.HEADER, lambda case: case.headers, "Katiwala-Statement", 32),
    (ParameterLocation.HEADER, lambda case: case.headers, "Signature-Input", 32),
    (ParameterLocation.HEADER, lambda case: case.headers, "Signature", 32),
)
_KEY = re.compile(r"[A-Za-z0-9_.:-]{1,64}")
_TO_ANYBODY = 4  # one case in so many

# Of a body, query or header that is as the schema says: what is refused with 400 or 415 for what it means. Anything else that is refused so is a finding:
# then the description promises too much.
MEANING = {
    # of one value
    "AMOUNT_NOT_POSITIVE": "amounts of balances are of the same form, and may be below zero",
    "FIELD_INVALID": "one member against another, against the day or against what stands: of those in FIELDS alone",
    "SUBJECT_MISMATCH": "about what the thing named is not of",
    "CURRENCY_MISMATCH": "two amounts of one body, or of the pool's accounts",
    "AMOUNT_RANGE": "the sum of amounts that are each within the bound",
    "SIGNED_UNFIXED": "a signature beside what the door would draw after it",
    # headers about the very request
    "CONTENT_DIGEST": "of another body", "SIGNATURE_INPUT": "RFC 9421", "SIGNATURE_SYNTAX": "RFC 9421",
    # what a bank's message can carry (docs/bank-messages.md)
    "MESSAGE_FIELD": "of some length", "MESSAGE_CHARACTER": "in banks' characters",
    # texts in a form of their own, that no pattern holds
    "CERTIFICATE_INVALID": "PEM", "KEY_INVALID": "PEM, a vkey", "PASSKEY_INVALID": "CBOR of WebAuthn", "NOTE_MALFORMED": "a vkey",
    "RULEBOOK_SYNTAX": "TOML", "RULEBOOK_MISSING": "TOML",
    # of several lines
    "CONTROL_SUM_MISMATCH": "a sum of what proposals are about",
    "DRY_RUN_NONE": "of a dry run together with another wish",
}
# What is told as the field of FIELD_INVALID, or as its place. A field that can be refused by itself (an empty reason, a year of 361 days) is none of these.
FIELDS = set((
    # days and moments: against each other, against today, against the day of what is named
    "born born_earliest born_latest since until dated from to due filed booked known day as_of service_to expires placed letters "
    # there with one kind, and not with another
    "document evidence residence terms person other ward pool withdrawn rail duty cap payee tax parent other_property court_order paid award credential "
    "trafficking vouched "
    # a sum of its parts, or a part of its sum
    "share defendants totals unplaced lines witnesses witness_quorum requests lost accounts references orders "
    # a list that is in no order, a key that is no key yet, an origin of another domain
    "standing key origin /origin /lost"
).split())
# The one body that is no JSON: of XML and of SWIFT's messages OpenAPI says no more than that they are texts.
_MESSAGE = re.compile("XML_|MT_|MESSAGE_|MEDIA_TYPE|TEXT_NOT_UTF8")

# Headers whose pattern wants more than letters and digits are given up unless they have a format: then they are drawn from it.
_TAGS = ('"000102030405060708090a0b0c0d0e0f"', '*', 'W/"0"', '"a", "b"', '"!#~"')
schemathesis.openapi.format("tags", st.sampled_from(_TAGS))

_fresh, _operations = itertools.count(1), itertools.count()
_used, _sender = {}, {}
_asked, _sent, _meant, _kept = (collections.Counter() for _ in range(4))
_heard, _KEPT = [], 3


@schemathesis.hook
def before_load_schema(context, raw_schema):
    """`default` would make any status good: it stands for those of the transport alone. Headers that must be there are. Then the lies, where there are any."""
    for item in raw_schema["paths"].values():
        for said in item.values():
            if not TOLD["whole"] and next(_operations) % ONE_IN != 0:
                said["parameters"] = [one for one in said["parameters"] if "$ref" not in one]
            read = said["responses"].get("200", {}).get("headers", {})
            if "ETag" in read:
                read["ETag"] = {**raw_schema["components"]["headers"]["ETag"], "required": True}
            other = said["responses"].pop("default", None)
            for status in OF_TRANSPORT if other else ():
                said["responses"].setdefault(status, other)
    raw_schema["components"]["schemas"]["Tags"]["format"] = "tags"
    headers = raw_schema["components"]["headers"]
    for name in ALWAYS:
        headers[name]["required"] = True
    for lie in TOLD["lies"]:
        if "change" in lie:
            for one in raw_schema["paths"][lie["path"]][lie["method"]]["parameters"]:
                if one.get("name") == lie["parameter"]:
                    one["schema"] |= lie["change"]


def _name(case):
    return case.operation.definition.raw["operationId"]


def _content(case):
    """What the case asks, whoever sends it under whatever key, and for how many times it is asked."""
    body = case.body if isinstance(case.body, (dict, list, str, int, float, bool, type(None))) else repr(case.body)
    said = [case.method, case.path, case.path_parameters, case.query, body, case.media_type]
    text = json.dumps(said, sort_keys=True, default=repr)
    _asked[text] += 1
    return hashlib.sha256(f"{_asked[text]} {text}".encode()).digest()


def role_of(case, content):
    may = TOLD["may"].get(_name(case), [])
    # A lie is told to one who may ask: of one who may not, a refusal is no finding.
    anybody = content[0] % _TO_ANYBODY == 0 and not TOLD["lies"] or not may
    roles = TOLD["roles"] if anybody else may
    return roles[int.from_bytes(content[1:5], "big") % len(roles)]


def _is_positive(case, location):
    component = case.meta.components.get(location) if case.meta is not None else None
    return component is None or component.mode.is_positive


def _is_about(case, location, name):
    """Whether that is what the case tries out: then it is left as it is."""
    data = case.meta.phase.data if case.meta is not None else None
    return not _is_positive(case, location) and getattr(data, "parameter", None) in (name, None)


def _spare(case, content):
    """Each by a byte of its own, in one case of `one_in` left as it is."""
    for at, (location, container, name, one_in) in enumerate(SPARED, 8):
        if name in container(case) and content[at] % one_in != 0 and not _is_about(case, location, name):
            del container(case)[name]
    if case.method == "GET":
        case.body = NOT_SET  # content behind GET has no meaning, and this transport takes none (api/transport/http_parser.h)


def _keep_people(case):
    for (operation, name), instead in ((("revoke_principal", "principal"), TOLD["leaving"]), (("change_guardian", "guardian"), TOLD["gone"])):
        if _name(case) == operation and case.path_parameters.get(name) in TOLD["senders"]:
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
    operation, content = _name(case), _content(case)
    role = role_of(case, content)
    if _is_positive(case, ParameterLocation.PATH):
        _keep_people(case)
    if isinstance(case.body, dict) and _is_positive(case, ParameterLocation.BODY):
        if operation in BULKS:
            _with_sums(operation, case.body)
        if CREATED.get(operation) in case.body and content[6] % 8 != 0:
            case.body[CREATED[operation]] = f"{next(_fresh):032x}"
        if operation == "move_clock":
            case.body["to"] = TOLD["clock"].format(next(_fresh))
    _spare(case, content)
    _with_own_key(case, role, content)
    kwargs["cert"] = tuple(TOLD["papers"][role])
    _sender[case.id] = role


def _lie(response, when, status=None, header=None, body=None):
    if response.status_code != when:
        return
    response.status_code = status or when
    if header is not None:
        name, value = header
        response.headers.pop(name, None)
        if value is not None:
            response.headers[name] = [value]
    if body is not None:
        response.content = body.encode()


def _hear(case, response):
    """A few answers of each operation and status, for the second validator; what another method was answered is of no operation."""
    at, kind = (_name(case), response.status_code), (response.headers.get("content-type") or [""])[0]
    if response.request.method == case.operation.method.upper() and "json" in kind and _kept[at] < _KEPT:
        _kept[at] += 1
        body = json.loads(response.content)
        _heard.append({"path": case.operation.path, "method": case.operation.method, "status": response.status_code, "kind": kind, "body": body})


@schemathesis.hook
def after_call(context, case, response):
    _sent[f"{_name(case)} {_sender.pop(case.id)} {response.status_code}"] += 1
    _hear(case, response)
    for lie in TOLD["lies"]:
        if lie["operation"] == _name(case) and "answer" in lie:
            _lie(response, **lie["answer"])


def _field(problem):
    """Which one a rule or a reader found wrong."""
    told = [str(fact["value"]) for reason in problem.get("reasons", ()) for fact in reason["facts"] if fact["name"] in ("field", "line")]
    return (told + [problem.get("place", "")])[0].rsplit(", ", 1)[-1]  # "line 3, award"


def _code(response):
    try:
        return response.json().get("code", "")
    except ValueError:
        return ""


def _is_wide(body):
    """Of texts maxLength counts bytes, as the description says, and JSON Schema counts characters."""
    return not json.dumps(body, ensure_ascii=False, default=repr).isascii()


def _is_of_values(code, response, body):
    if code == "JSON_RANGE":
        return _is_wide(body)
    if code != "FIELD_INVALID":
        return code in MEANING
    problem = response.json()
    # R65: how long a free text may be is the rulebook's, which is adopted anew without a new program.
    if any(fact["name"] == "bytes_at_most" for reason in problem.get("reasons", ()) for fact in reason["facts"]):
        return True
    field = _field(problem)
    blank = field == "reason" and body["reason"].isspace()  # nothing but spaces is no reason
    return blank or field in FIELDS


@schemathesis.hook
def filter_failure(context, failure, case, response):
    """Whether it is one."""
    operation = _name(case)
    if isinstance(failure, RejectedPositiveData):
        code = _code(response)
        meant = _is_of_values(code, response, case.body) or operation == "receive_bank_message" and _MESSAGE.match(code) is not None
        _meant[f"{operation} {code} {response.json().get('place')}: {response.json().get('detail')}"] += meant
        return not meant
    # A bulk is answered 200 and each of its lines as if it had been sent alone: what can not be read is refused there.
    if isinstance(failure, AcceptedNegativeData) and operation in BULKS and response.status_code == 200:
        return all(line["status"] < 400 for line in response.json()["lines"])
    return True


@atexit.register
def _tell():
    pathlib.Path(TOLD["folder"], "sent.json").write_text(json.dumps({"sent": _sent, "meant": _meant, "heard": _heard}))

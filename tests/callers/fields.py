"""Which fields of an answer are for whom: fields.txt, by hand. What stands in no line of it is for nobody.

A field is its path: "awards[].amount". Of events, which are many, the kind is the name: "parts[].events[].CreditReceived". Beside the table, words that no
answer tells anybody: what names or reaches a person lies in the vault, and the vault is never answered.
"""
import pathlib

import world

_AUDIENCES = {
    "all": world.ROLES,
    "inside": ("bank", "officer", "social", "releaser", "compliance", "auditor", "administrator"),
    "care": ("officer", "social", "compliance", "auditor"),
    "inspect": ("compliance", "auditor"),
    "report": ("compliance", "auditor", "administrator"),
}
# Plain values of the story and of the world.
_SECRETS = ("Sandbox Ward", "Invented Street", "Sandbox Aunt", "0917 000", "Sandbox Uncle", "Sandbox Clerk", "Sandbox Secret", "SANDBOX SCHOOL", "SBX-555", "SANDBOX-DOCKET", "SANDBOX-SP",
            "SBX-USD-0001", "SBX-PHP-0001", "INVENTED ROAD", "INVENTED AVENUE", "SANDBOX TOWN", "SBX0TRUSTEE", "barangay", "what was seen", "a drill", "SBX-OR-0001", "CLERK OF COURT")
_PAYMENT_FILES = ("read_request_file", "read_payment_file")  # the answers that the bank can not do without: whom to pay
# Persons and matters that nobody outside the bank hears of: the adverse person, a clerk of the trustee's, another's ward.
_NOT_OUTSIDE = ("0e000000000000000000000000000003", "0e000000000000000000000000000004", "b" * 32, "RF12", "covered_transaction", "suspicious")


def names_of(value, at):
    """What a row is of, where that is not for everybody: kinds of events, items and subjects, and commands."""
    if at.endswith("items[]"):
        yield f"{at}.{value['kind']}:{value['about']['kind']}"
    elif at.endswith("subjects[]"):
        yield f"{at}.{value['kind']}"
    elif at == "events[]":
        yield f"{at}.{value['type']}"
    elif at == "entries[]" and "command" in value:
        yield f"{at}.{value['command']}"


def paths_of(value, at=""):
    if isinstance(value, dict):
        if at.endswith(".events[]") or at.endswith("asked"):
            yield f"{at}.{value['kind']}"
            return
        yield from names_of(value, at)
        for key, one in value.items():
            yield from paths_of(one, f"{at}.{key}" if at else key)
    elif isinstance(value, list) and value:
        for one in value:
            yield from paths_of(one, at + "[]")
    else:
        yield at


class Fields:
    def __init__(self, path, operations):
        self.judged, self._seen, self._table, self._own = 0, set(), {}, set()
        names = ()
        for line in pathlib.Path(path).read_text().splitlines():
            line = line.split("#")[0].rstrip()
            if line and not line.startswith(" "):
                names = tuple(line.split())
                assert set(names) <= operations | {"write"}, line
                self._own.update(names)
            elif line:
                audience, listed = line.split(":", 1)
                for name in names:
                    for field in listed.split():
                        self._table.setdefault((name, field), set()).update(_AUDIENCES.get(audience.strip(), (audience.strip(),)))

    def judge(self, operation, role, reply):
        """What the answer tells that is not for the role."""
        out = []
        if operation == "read_openapi":  # one text for all, and no answer about anybody; its examples are the story
            return out
        for field in sorted(set(paths_of(reply.body))) if reply.status < 300 and isinstance(reply.body, dict) else ():
            self.judged += 1
            rows = [row for row in self._rows(operation, field) if row in self._table]
            self._seen.update(rows)
            if not any(role in self._table[row] for row in rows):
                out.append(f"{operation} shows {role} the field {field}")
        return out + [f"{operation} tells {role} {word!r}" for word in self._words(operation, role) if word.encode() in reply.raw]

    def _rows(self, operation, field):
        """Its own line, or one of a whole that it is part of: "rows[].facts.*"."""
        pieces = field.split(".")
        name = operation if operation.startswith("read_") or operation in self._own else "write"
        return [(name, field)] + [(name, ".".join(pieces[:n]) + ".*") for n in range(1, len(pieces))]

    @staticmethod
    def _words(operation, role):
        if operation in _PAYMENT_FILES:
            return ()
        return _SECRETS + (_NOT_OUTSIDE if role in world.OUTSIDE and operation not in ("read_problems",) else ())

    def unseen(self):
        """Lines that no answer had a field for: the table says more than there is."""
        return sorted(f"{name} {field}" for name, field in set(self._table) - self._seen)

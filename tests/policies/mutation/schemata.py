"""Writes a file with all of its mutants compiled in, leaving out those that do not compile."""
import libclang as cl
import places

HEAD_LINES = 3
ROUNDS = 20


class File:
    """A source with its places."""

    def __init__(self, name, text, found, in_macros):
        self.name, self.text, self.places, self.in_macros = name, text, found, in_macros
        self.dropped = []      # (place, message)

    def number(self, first):
        """Gives each mutant its number, from `first`; the next free one. A number stays what it is when others are dropped."""
        for place in self.places:
            place.numbers = list(range(first, first + len(place.mutants)))
            first += len(place.mutants)
        return first

    def drop(self, place, message):
        self.places.remove(place)
        self.dropped.append((place, message))

    def written(self, head=b""):
        """(text, [(begin, end, place)] in it)."""
        pieces = {}
        for place in self.places:
            for edit in place.edits:
                pieces.setdefault(edit.offset, []).append((place, edit))
        out, copied, spans = bytearray(head), 0, {}

        def put(place, edit):
            span = spans.setdefault(id(place), [len(out), 0, place])
            out.extend(edit.text.format(*place.numbers).encode())
            span[1] = len(out)

        for offset in sorted(pieces):
            out += self.text[copied:offset]
            copied = offset
            closes = [p for p in pieces[offset] if p[1].kind == "close"]
            for place, edit in sorted(closes, key=lambda p: (-p[0].begin, -p[0].rank)):
                put(place, edit)
            # What is replaced comes last: whatever else opens here stands around it.
            opens = [p for p in pieces[offset] if p[1].kind != "close"]
            for place, edit in sorted(opens, key=lambda p: (p[1].kind == "replace", -p[0].end, p[0].rank)):
                put(place, edit)
                copied += edit.length
        out += self.text[copied:]
        return bytes(out), list(spans.values())

    def mutated(self):
        """As it is compiled: the lines keep their numbers, and a header is quiet in whoever includes it."""
        head = b"#pragma GCC system_header\n" if self.name.endswith(".h") else b"\n"
        head += b'#include "tests/policies/mutation/mutant.h"\n#line 1\n'
        return self.written(head) if self.places else (self.text, [])


def line_of(text, offset):
    return text.count(b"\n", 0, offset) + 1


def column_of(text, offset):
    return offset - text.rfind(b"\n", 0, offset)


def innermost(spans, offset):
    around = [(end - begin, place) for begin, end, place in spans if begin <= offset < end]
    return min(around, key=lambda s: s[0])[1] if around else None


def make(name, path, text, arguments):
    """The file, of which every mutant that is left compiles. ValueError where the file as it is does not.

    `arguments` include mutant.h: text in front of the file would make libclang read all headers again for each try.
    """
    unit = cl.Unit(path, arguments, text)
    try:
        if unit.errors():
            raise ValueError(f"{name} does not compile: {unit.errors()[0]}")
        file = File(name, text, *places.find(unit, text))
        file.number(0)
        for _ in range(ROUNDS):
            mutated, spans = file.written()
            unit.again(mutated)
            errors = unit.errors()
            if not errors:
                return file
            found = drop_at(file, spans, [(offset, message) for where, offset, message in errors if where == path])
            if not found:
                raise ValueError(f"{name}: no place is to blame for {errors[0]}")
    finally:
        unit.close()
    raise ValueError(f"{name} does not come to compile")


def drop_at(file, spans, errors):
    """Drops the innermost place around each error; whether there was one."""
    to_drop = {}
    for offset, message in errors:
        place = innermost(spans, offset)
        if place is not None:
            to_drop[id(place)] = (place, message)
    for place, message in to_drop.values():
        file.drop(place, message)
    return bool(to_drop)


def offset_of(text, line, column):
    """Where a compiler's line and column are in a mutated text."""
    offset = 0
    for _ in range(line - 1 + HEAD_LINES):
        offset = text.index(b"\n", offset) + 1
    return offset + column - 1

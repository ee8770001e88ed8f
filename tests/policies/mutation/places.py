"""Finds the places of a C++ file that can be mutated, with what each mutant is and the edits that compile it in.

A place is one expression or statement. Its edits keep the right text and choose a variant at run time (mutant.h); they nest, keep every
line where it is, and copy nothing, so that a whole file is mutated at once. What stands in the body of a macro is left alone and counted;
what is written as an argument of one is mutated, unless the macro is an assertion: those are about us, not about the trust.
"""
import re
from dataclasses import dataclass, field

import libclang as cl

LEFT_ALONE = {"KATIWALA_ASSERT"}      # macros whose arguments are not mutated
CHECKS = {"KATIWALA_CHECK"}           # macros that are a statement of their own, and can be left out
RELATIONS = {"<": ("<=", ">="), "<=": ("<", ">"), ">": (">=", "<="), ">=": (">", "<"), "==": ("!=",), "!=": ("==",)}
FUNCTORS = {"<": "less", "<=": "less_equal", ">": "greater", ">=": "greater_equal", "==": "equal_to", "!=": "not_equal_to"}
CALLS = {"min": ("max", "extremum"), "max": ("min", "extremum"), "min_element": ("max_element", "extremum"),
         "max_element": ("min_element", "extremum"), "any_of": ("all_of", "quantifier"), "all_of": ("any_of", "quantifier"),
         "none_of": ("any_of", "quantifier")}
SILENT = re.compile(r"^(silent\(\)|good\(\)|std::nullopt|nullptr|\{\}|false|true|0)?$")
STATEMENT, NEGATION, OPERATION, LITERAL = range(4)  # from the outside in, where extents are the same


@dataclass
class Mutant:
    operator: str
    before: str
    after: str


@dataclass
class Edit:
    """At `offset`: text put in front of what begins there (`opens`), after what ends there, or in place of `length` bytes."""
    offset: int
    text: str          # "{0}", "{1}": the numbers of the place's mutants
    kind: str          # "open", "close", "replace"
    length: int = 0


@dataclass
class Place:
    begin: int
    end: int
    rank: int
    mutants: list
    edits: list
    numbers: list = field(default_factory=list)


@dataclass
class Function:
    """The function whose body is walked: what it returns decides which return can be left out."""
    kind: int = 0
    result: str = ""


class Finder:
    def __init__(self, unit, text):
        self.unit, self.text = unit, text
        self.places = {}           # (begin, end, rank) -> Place
        self.in_macros = 0         # expressions of macro bodies and assertions
        self.macros, self.top = [], []
        for node in unit.top():
            if node.kind == cl.MACRO_EXPANSION:
                self.macros.append((node.begin, node.end, node.name()))
            else:
                self.top.append(node)

    def find(self):
        for node in self.top:
            self.walk(node, Function())
        for begin, end, name in self.macros:
            if name in CHECKS and self.macro_of(begin - 1) is None:
                self.leave_out(begin, end, "check left out")
        for begin, end, rank in list(self.places):
            same = self.places.get((begin, end, OPERATION))
            if rank == NEGATION and same and same.mutants[-1].operator == "relation":
                del self.places[begin, end, rank]  # the negation is among the relation's mutants
        return sorted(self.places.values(), key=lambda p: (p.begin, -p.end, p.rank))

    # -- the text

    def slice(self, begin, end):
        return self.text[begin:end].decode("utf-8", "replace")

    def shown(self, begin, end):
        text = " ".join(self.slice(begin, end).split())
        return text if len(text) <= 100 else text[:60] + " ... " + text[-35:]

    def macro_of(self, offset):
        for begin, end, name in self.macros:
            if begin <= offset < end:
                return begin, end, name
        return None

    def is_written(self, node):
        """It stands in the file as it is, and not (partly) in the body of a macro or in an assertion."""
        if node.file != self.unit.path or node.end <= node.begin:
            return False
        for begin, end, name in self.macros:
            if begin <= node.begin < end:
                if name in LEFT_ALONE or node.begin < begin + len(name) or node.end >= end:
                    return False
            elif node.begin < begin < node.end < end:
                return False
        return True

    def add(self, begin, end, rank, mutants, edits):
        self.places.setdefault((begin, end, rank), Place(begin, end, rank, mutants, edits))

    # -- the tree

    def walk(self, node, function):
        if node.kind in (cl.ENUM_CONSTANT, cl.FIELD, cl.PARAMETER, cl.STATIC_ASSERT):
            return
        if node.kind in (cl.UNEXPOSED_DECL, cl.FUNCTION, cl.METHOD, cl.CONSTRUCTOR, cl.FUNCTION_TEMPLATE, cl.VARIABLE) and self.is_constant(node):
            return
        if node.kind in (cl.FUNCTION, cl.METHOD, cl.FUNCTION_TEMPLATE):
            function = Function(*node.result_type())
        elif node.kind in (cl.LAMBDA, cl.CONSTRUCTOR):
            function = Function(cl.TYPE_VOID)
        children = node.children()
        written = self.is_written(node)
        if node.is_expression() and not written:
            self.in_macros += node.kind != cl.UNEXPOSED_EXPR
        if written:
            self.statement(node, children, function)
            if node.is_expression():
                self.expression(node, children)
        for child in self.walked(node, children):
            self.walk(child, function)

    def is_constant(self, node):
        head = self.slice(node.begin, node.end).split("{")[0].split("(")[0].split("=")[0]
        return "constexpr" in head

    def walked(self, node, children):
        if node.kind == cl.CASE:
            return children[-1:]
        if node.kind == cl.IF and self.slice(node.begin, node.end).startswith("if constexpr"):
            return [c for c in children if not c.is_expression() or c.begin > self.closing(node)]
        return children

    # -- statements

    def statement(self, node, children, function):
        if node.kind == cl.RETURN and children:
            self.returned(node, children[0], function)
        elif node.kind == cl.IF:
            self.condition(node, children)
        elif node.kind == cl.CONDITIONAL:
            self.negate(children[0])
        if node.kind == cl.COMPOUND:
            bodies = children
        elif node.kind == cl.IF:
            bodies = [c for c in children if c.begin > self.closing(node)]
        elif node.kind in (cl.FOR, cl.RANGE_FOR, cl.WHILE, cl.CASE, cl.DEFAULT):
            bodies = children[-1:]
        else:
            bodies = []
        for body in bodies:
            if body.is_expression() and self.is_written(body):
                self.leave_out(body.begin, body.end, "left out")

    def leave_out(self, begin, end, operator):
        stop = self.semicolon(end)
        if stop is None:
            return
        mutant = Mutant(operator, self.shown(begin, stop), "")
        self.add(begin, stop, STATEMENT, [mutant], [Edit(begin, "{{ if (!::mutation::at({0})) {{ ", "open"), Edit(stop, " }} }}", "close")])

    def semicolon(self, offset):
        while offset < len(self.text) and self.text[offset:offset + 1].isspace():
            offset += 1
        return offset + 1 if self.text[offset:offset + 1] == b";" else None

    def returned(self, node, value, function):
        stop = self.semicolon(node.end)
        if stop is None:
            return
        if function.kind == cl.TYPE_BOOL:
            self.negate(value)
        instead = self.default_of(function)
        text = self.slice(value.begin, value.end)
        if instead is None or SILENT.match(text) or instead == text or re.fullmatch(r"[A-Z]\w*\{\}", text):
            return
        mutant = Mutant("return", self.shown(node.begin, stop), f"return {instead};".replace("::katiwala::", ""))
        self.add(node.begin, stop, STATEMENT, [mutant],
                 [Edit(node.begin, "{{ if (::mutation::at({0})) return " + instead.replace("{}", "{{}}") + "; ", "open"), Edit(stop, " }}", "close")])

    @staticmethod
    def default_of(function):
        if function.kind == cl.TYPE_POINTER:
            return "nullptr"
        if function.kind in cl.INTEGER_TYPES or function.kind == cl.TYPE_ENUM:
            return "{}"
        if function.kind != cl.TYPE_RECORD:
            return None
        if "Result<" in function.result:
            return "::katiwala::good()" if function.result.endswith("Result<katiwala::Ok>") else None
        return "{}"

    def closing(self, node):
        """Where the parenthesis after `if` closes."""
        depth, offset = 0, self.text.index(b"(", node.begin)
        literal = re.compile(rb'"(\\.|[^"\\])*"|\'(\\.|[^\'\\])\'|//[^\n]*')
        while offset < node.end:
            skipped = literal.match(self.text, offset)
            if skipped:
                offset = skipped.end()
                continue
            depth += {b"(": 1, b")": -1}.get(self.text[offset:offset + 1], 0)
            if depth == 0:
                return offset
            offset += 1
        return node.end

    def condition(self, node, children):
        if self.slice(node.begin, node.end).startswith("if constexpr"):
            return
        inside = [c for c in children if c.begin < self.closing(node)]
        declared = [c for c in inside if c.kind in (cl.VARIABLE, cl.DECL_STMT)]
        last = inside[-1]
        holder = next((d for d in declared if d.begin <= last.begin and last.end <= d.end), None)
        if holder is None:
            self.negate(last)
            return
        variable = holder if holder.kind == cl.VARIABLE else next((c for c in holder.children() if c.kind == cl.VARIABLE), None)
        if variable is None or not self.is_written(variable) or self.closing(node) != variable.end:
            return
        text = self.shown(variable.begin, variable.end)
        self.add(variable.begin, variable.end, NEGATION, [Mutant("negation", text, f"not: {text}")],
                 [Edit(variable.end, f"; static_cast<bool>({variable.name()}) != ::mutation::at({{0}})", "close")])

    # -- expressions

    def negate(self, node):
        if not self.is_written(node) or node.kind == cl.BOOL_LITERAL:
            return
        text = self.shown(node.begin, node.end)
        mutant = Mutant("negation", text, text[1:] if re.match(r"![\w:.>-]+(\(.*)?$", text) else f"!({text})")
        self.add(node.begin, node.end, NEGATION, [mutant],
                 [Edit(node.begin, "(static_cast<bool>(", "open"), Edit(node.end, ") != ::mutation::at({0}))", "close")])

    def expression(self, node, children):
        if node.kind == cl.INTEGER:
            if re.fullmatch(r"[0-9][0-9']*[uUlL]*", self.slice(node.begin, node.end)):
                self.number(node)
        elif node.kind == cl.BOOL_LITERAL:
            text = self.slice(node.begin, node.end)
            self.add(node.begin, node.end, LITERAL, [Mutant("flag", text, {"true": "false", "false": "true"}[text])],
                     [Edit(node.begin, "(", "open"), Edit(node.end, " != ::mutation::at({0}))", "close")])
        elif node.kind == cl.DECL_REF:
            if node.type()[0] in cl.INTEGER_TYPES and re.fullmatch(r"k[A-Z]\w*", self.slice(node.begin, node.end)):
                self.number(node)
        elif node.kind in (cl.BINARY, cl.COMPOUND_ASSIGN, cl.CALL, cl.UNEXPOSED_EXPR):
            self.operation(node)
            if node.kind == cl.CALL:
                self.standard_call(node)
        if node.kind in (cl.UNARY, cl.CALL) and re.match(rb"-[^-]", self.text[node.begin:node.begin + 2]) and self.is_summed(node):
            self.sign(node)

    def number(self, node):
        text = self.slice(node.begin, node.end)
        name = text.isidentifier()
        up, down = (f"{text} + 1", f"{text} - 1") if name else (str(self.value(text) + 1), str(self.value(text) - 1))
        self.add(node.begin, node.end, LITERAL, [Mutant("number", text, up), Mutant("number", text, down)],
                 [Edit(node.begin, "::mutation::number({0}, {1}, ", "open"), Edit(node.end, ")", "close")])

    @staticmethod
    def value(text):
        return int(text.replace("'", "").rstrip("uUlL"))

    def operator_of(self, node):
        """(operator, where it stands, left, right) of a binary operation, built-in or overloaded; ("", ...) of anything else."""
        nothing = ("", 0, None, None)
        if node.kind not in (cl.BINARY, cl.COMPOUND_ASSIGN, cl.CALL, cl.UNEXPOSED_EXPR) or not self.is_written(node):
            return nothing
        left = right = None
        pending = node.children()
        while pending:
            child = pending.pop()
            pending.extend(child.children() if child.begin <= node.begin or child.end >= node.end or not child.is_expression() else [])
            if not child.is_expression() or not self.is_written(child):
                continue
            if child.begin == node.begin and child.end < node.end and (left is None or child.end > left.end):
                left = child
            if child.end == node.end and child.begin > node.begin and (right is None or child.begin < right.begin):
                right = child
        if left is None or right is None or right.begin <= left.end:
            return nothing
        between = self.slice(left.end, right.begin)
        operator = re.sub(r"//[^\n]*", "", between).strip()
        if operator not in RELATIONS and operator not in ("&&", "||", "+", "-", "+=", "-="):
            return nothing
        return operator, left.end + len(between[:between.index(operator)].encode()), left, right

    def operation(self, node):
        operator, offset, left, right = self.operator_of(node)
        begin, end = node.begin, node.end
        if (begin, end, OPERATION) in self.places or not operator:
            return
        if operator in RELATIONS:
            others = RELATIONS[operator]
            variants = "".join(f"{{{i}}}, ::std::{FUNCTORS[o]}<>{{{{}}}}, " for i, o in enumerate(others))
            self.operate(begin, end, operator, others, "relation", offset, f"::mutation::relate({variants}::std::{FUNCTORS[operator]}<>{{{{}}}}, ")
        elif operator in ("&&", "||"):
            self.connective(node, operator, offset)
            for side in (left, right):
                if self.operator_of(side)[0] not in ("&&", "||"):
                    self.negate(side)
        elif self.is_summed(node):
            other, function = {"+": ("-", "plus"), "-": ("+", "minus"), "+=": ("-=", "add"), "-=": ("+=", "take")}[operator]
            self.operate(begin, end, operator, (other,), "sum", offset, f"::mutation::{function}({{0}}, ")

    def operate(self, begin, end, operator, others, name, offset, opening):
        before = self.shown(begin, end)
        left, right = self.shown(begin, offset), self.shown(offset + len(operator), end)
        self.add(begin, end, OPERATION, [Mutant(name, before, f"{left} {other} {right}") for other in others],
                 [Edit(begin, opening, "open"), Edit(offset, ", ", "replace", len(operator)), Edit(end, ")", "close")])

    def connective(self, node, operator, offset):
        """a && b is (a ? b : false), a || b is (a ? true : b): one turns into the other where `at` is true, and b is written once."""
        other = {"&&": "||", "||": "&&"}[operator]
        differs = "!=" if operator == "&&" else "=="
        otherwise = "" if operator == "&&" else "!"
        left, right = self.shown(node.begin, offset), self.shown(offset + 2, node.end)
        if " && " in left or " || " in left:
            left = f"({left})"
        self.add(node.begin, node.end, OPERATION, [Mutant("connective", self.shown(node.begin, node.end), f"{left} {other} {right}")],
                 [Edit(node.begin, "(static_cast<bool>(", "open"),
                  Edit(offset, f") {differs} ::mutation::at({{0}}) ? static_cast<bool>(", "replace", 2),
                  Edit(node.end, f") : {otherwise}::mutation::at({{0}}))", "close")])

    def is_summed(self, node):
        kind, name = node.type()
        return kind in cl.INTEGER_TYPES or (kind == cl.TYPE_RECORD and "katiwala::" in name)

    def sign(self, node):
        before = self.shown(node.begin, node.end)
        if (node.begin, node.end, OPERATION) in self.places:
            return
        self.add(node.begin, node.end, OPERATION, [Mutant("sign", before, before[1:])],
                 [Edit(node.begin, "::mutation::opposite({0}, ", "replace", 1), Edit(node.end, ")", "close")])

    def standard_call(self, node):
        found = re.match(rb"std::(?:ranges::)?(min|max|min_element|max_element|any_of|all_of|none_of)\b(?:<[^()]*>)?\(", self.text[node.begin:node.end])
        if not found:
            return
        name = found[1].decode()
        other, operator = CALLS[name]
        before = self.shown(node.begin, node.end)
        self.add(node.begin, node.end, OPERATION, [Mutant(operator, before, before.replace(name, other, 1))],
                 [Edit(node.begin, f"::mutation::{name}", "replace", found.end(1)), Edit(node.begin + found.end(), "{0}, ", "open")])


def find(unit, text):
    finder = Finder(unit, text)
    return finder.find(), finder.in_macros

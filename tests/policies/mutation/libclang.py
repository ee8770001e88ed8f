"""The little of libclang's C interface that finding places to mutate needs.

libclang comes with clang, which is in scripts/packages; its Python package is not, and is not needed. Kinds and flags are those of
clang-c/Index.h of LLVM 14; they have kept their numbers since, apart from TRANSLATION_UNIT.
"""
import ctypes
import glob
from ctypes import POINTER, Structure, byref, c_char_p, c_int, c_uint, c_ulong, c_void_p

# Cursors.
UNEXPOSED_DECL, FIELD, ENUM_CONSTANT, FUNCTION, VARIABLE, PARAMETER, METHOD, CONSTRUCTOR, FUNCTION_TEMPLATE = 1, 6, 7, 8, 9, 10, 21, 24, 30
UNEXPOSED_EXPR, DECL_REF, CALL, INTEGER, PAREN, UNARY, BINARY, COMPOUND_ASSIGN, CONDITIONAL = 100, 101, 103, 106, 111, 112, 114, 115, 116
BOOL_LITERAL, LAMBDA = 130, 144
COMPOUND, CASE, DEFAULT, IF, SWITCH, WHILE, DO, FOR, RETURN, RANGE_FOR, DECL_STMT = 202, 203, 204, 205, 206, 207, 208, 209, 214, 225, 231
MACRO_EXPANSION, STATIC_ASSERT = 502, 602
# Types.
TYPE_VOID, TYPE_BOOL, TYPE_POINTER, TYPE_RECORD, TYPE_ENUM = 2, 3, 101, 105, 106
INTEGER_TYPES = set(range(4, 21)) - {TYPE_BOOL}

_PREPROCESSING_RECORD, _INCOMPLETE, _FOR_SERIALIZATION, _KEEP_GOING = 0x01, 0x02, 0x10, 0x200
_ERROR = 3
_VISIT_NEXT = 1


class _String(Structure):
    _fields_ = [("data", c_void_p), ("flags", c_uint)]


class _Cursor(Structure):
    _fields_ = [("kind", c_int), ("extra", c_int), ("data", c_void_p * 3)]


class _Type(Structure):
    _fields_ = [("kind", c_int), ("data", c_void_p * 2)]


class _Location(Structure):
    _fields_ = [("data", c_void_p * 2), ("number", c_uint)]


class _Range(Structure):
    _fields_ = [("data", c_void_p * 2), ("begin", c_uint), ("end", c_uint)]


class _Unsaved(Structure):
    _fields_ = [("name", c_char_p), ("text", c_char_p), ("length", c_ulong)]


_VISITOR = ctypes.CFUNCTYPE(c_int, _Cursor, _Cursor, c_void_p)
_SIGNATURES = {
    "createIndex": (c_void_p, [c_int, c_int]),
    "parseTranslationUnit2": (c_int, [c_void_p, c_char_p, POINTER(c_char_p), c_int, POINTER(_Unsaved), c_uint, c_uint, POINTER(c_void_p)]),
    "reparseTranslationUnit": (c_int, [c_void_p, c_uint, POINTER(_Unsaved), c_uint]),
    "saveTranslationUnit": (c_int, [c_void_p, c_char_p, c_uint]),
    "disposeTranslationUnit": (None, [c_void_p]),
    "getNumDiagnostics": (c_uint, [c_void_p]),
    "getDiagnostic": (c_void_p, [c_void_p, c_uint]),
    "disposeDiagnostic": (None, [c_void_p]),
    "getDiagnosticSeverity": (c_int, [c_void_p]),
    "getDiagnosticLocation": (_Location, [c_void_p]),
    "getDiagnosticSpelling": (_String, [c_void_p]),
    "getTranslationUnitCursor": (_Cursor, [c_void_p]),
    "visitChildren": (c_uint, [_Cursor, _VISITOR, c_void_p]),
    "getCursorExtent": (_Range, [_Cursor]),
    "getCursorLocation": (_Location, [_Cursor]),
    "getRangeStart": (_Location, [_Range]),
    "getRangeEnd": (_Location, [_Range]),
    "getFileLocation": (None, [_Location, POINTER(c_void_p), POINTER(c_uint), POINTER(c_uint), POINTER(c_uint)]),
    "getFileName": (_String, [c_void_p]),
    "getCursorSpelling": (_String, [_Cursor]),
    "getCursorType": (_Type, [_Cursor]),
    "getCursorResultType": (_Type, [_Cursor]),
    "getCanonicalType": (_Type, [_Type]),
    "getTypeSpelling": (_String, [_Type]),
    "getCursorReferenced": (_Cursor, [_Cursor]),
    "getCString": (c_char_p, [_String]),
    "disposeString": (None, [_String]),
}
_library = None


def find_library():
    """The newest libclang there is, or None."""
    found = glob.glob("/usr/lib/*/libclang-[0-9]*.so*")
    return sorted(found)[-1] if found else None


def _load():
    global _library
    if _library is None:
        path = find_library()
        if path is None:
            raise RuntimeError("libclang is not here: apt-get install clang")
        _library = ctypes.CDLL(path)
        for name, (result, arguments) in _SIGNATURES.items():
            function = getattr(_library, "clang_" + name)
            function.restype, function.argtypes = result, arguments
    return _library


def _text(string):
    raw = _library.clang_getCString(string)
    _library.clang_disposeString(string)
    return (raw or b"").decode("utf-8", "replace")


def _place(location):
    """(file name, byte offset), where the text stands, for an argument of a macro as well."""
    file, line, column, offset = c_void_p(), c_uint(), c_uint(), c_uint()
    _library.clang_getFileLocation(location, byref(file), byref(line), byref(column), byref(offset))
    return (_text(_library.clang_getFileName(file)) if file else "", offset.value)


class Node:
    """A cursor: `begin` and `end` are byte offsets into the file it stands in."""

    def __init__(self, cursor):
        self.cursor, self.kind = cursor, cursor.kind
        extent = _library.clang_getCursorExtent(cursor)
        self.file, self.begin = _place(_library.clang_getRangeStart(extent))
        self.end = _place(_library.clang_getRangeEnd(extent))[1]

    def children(self):
        found = []

        def visit(cursor, _parent, _data):
            copy = _Cursor()
            ctypes.pointer(copy)[0] = cursor
            found.append(copy)
            return _VISIT_NEXT

        _library.clang_visitChildren(self.cursor, _VISITOR(visit), None)
        return [Node(cursor) for cursor in found]

    def name(self):
        return _text(_library.clang_getCursorSpelling(self.cursor))

    def type(self):
        """(kind, spelling) of the canonical type."""
        return self._canonical(_library.clang_getCursorType(self.cursor))

    def result_type(self):
        return self._canonical(_library.clang_getCursorResultType(self.cursor))

    def referenced(self):
        return Node(_library.clang_getCursorReferenced(self.cursor))

    def is_expression(self):
        return 100 <= self.kind < 200

    @staticmethod
    def _canonical(kind):
        canonical = _library.clang_getCanonicalType(kind)
        return canonical.kind, _text(_library.clang_getTypeSpelling(canonical))


class Unit:
    """One parsed file. `text` stands for what is on disk."""

    def __init__(self, path, arguments, text, options=_PREPROCESSING_RECORD | _KEEP_GOING):
        _load()
        self.path = path
        given = [a.encode() for a in arguments]
        self._unit = c_void_p()
        failed = _library.clang_parseTranslationUnit2(_library.clang_createIndex(0, 0), path.encode(), (c_char_p * len(given))(*given), len(given),
                                                      self._unsaved(text), 1, options, byref(self._unit))
        if failed:
            raise RuntimeError(f"libclang can not parse {path} ({failed})")

    def _unsaved(self, text):
        return byref(_Unsaved(self.path.encode(), text, len(text)))

    def again(self, text):
        if _library.clang_reparseTranslationUnit(self._unit, 1, self._unsaved(text), 0):
            raise RuntimeError(f"libclang can not parse {self.path} again")

    def close(self):
        _library.clang_disposeTranslationUnit(self._unit)

    def errors(self):
        """[(file, offset, message)]"""
        out = []
        for i in range(_library.clang_getNumDiagnostics(self._unit)):
            diagnostic = _library.clang_getDiagnostic(self._unit, i)
            if _library.clang_getDiagnosticSeverity(diagnostic) >= _ERROR:
                out.append((*_place(_library.clang_getDiagnosticLocation(diagnostic)), _text(_library.clang_getDiagnosticSpelling(diagnostic))))
            _library.clang_disposeDiagnostic(diagnostic)
        return out

    def top(self):
        """What stands in the file itself."""
        return [node for node in Node(_library.clang_getTranslationUnitCursor(self._unit)).children() if node.file == self.path]


def precompile(header, arguments, text, out):
    """Reads headers once for many files: `-include-pch out`."""
    unit = Unit(header, [*arguments, "-x", "c++-header"], text, _PREPROCESSING_RECORD | _INCOMPLETE | _FOR_SERIALIZATION)
    try:
        if unit.errors() or _library.clang_saveTranslationUnit(unit._unit, out.encode(), 0):
            raise RuntimeError(f"the headers do not compile: {unit.errors()[:1]}")
    finally:
        unit.close()

/// Reading CBOR as docs/format.cddl says it: one pass finds that the bytes are the one deterministic encoding of a value, and
/// that the value has every member it must have, none that is not known, and each within its type.
///
/// shape_table.cpp holds the document's rules, one a line; a test reads both and holds them against each other.
#pragma once

#include "audit/verify/cbor.h"
#include "audit/verify/refusal.h"

namespace verify {

/// A rule of the tables, by its name there. Pre: a table has it.
struct Rule;
using Shape = const Rule*;
Shape shape(Bytes name);

/// The members of the outermost map by their keys; nothing under a key that is not there.
using Members = std::array<Value, 12>;

/// Reads `bytes`, which must be exactly one map of that shape. The values point into the bytes.
Members read_map(Bytes bytes, Shape shape, const Place& place);

/// Tables: lines of `name` and, by its first character,
///   `3:type`, `?3:type`   members of a map (`+type`: an array of one or more, `*type`: of any number)
///   `[type`               elements of an array of fixed length
///   `=1` `=1-9`           numbers that are allowed
///   `|7:type`             a choice: an array of a number and what that number says
extern const Bytes kShapeTable, kStatementTable;

}  // namespace verify

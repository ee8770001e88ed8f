/// What stands in the parts of an entry, as docs/format.cddl says it.
///
/// shape_table.cpp holds the document's rules, one a line; a test reads both and holds them against each other. A value
/// that has a shape has every member it must have, no member that is not known, and each within its type.
#pragma once

#include "audit/verify/cbor.h"

namespace verify {

/// A rule of the table, by its name there. Pre: the table has it.
using Shape = std::uint16_t;
Shape shape(Bytes name);

void check_shape(Value value, Shape shape, const Place& place);

/// The table: lines of `name` and, by its first character,
///   `3:type`, `?3:type`   members of a map (`+type`: an array of one or more)
///   `[type`               elements of an array of fixed length
///   `=1` `=1-9`           numbers that are allowed
///   `|7:type`             a choice: an array of a number and what that number says
extern const Bytes kShapeTable;

}  // namespace verify

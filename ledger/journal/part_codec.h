/// The record's largest types as bytes, compiled once: each of the hundred commands and events is a map of its own to the compiler, and every file that
/// encodes a part would make them all anew. What record/codec.h does with them is unchanged.
#pragma once

#include "ledger/journal/parts.h"
#include "ledger/record/codec.h"

namespace katiwala::record {

extern template void put(CborWriter& out, const custody::Command& value);
extern template Status get(CborReader& in, custody::Command& value);
extern template void put(CborWriter& out, const custody::Event& value);
extern template Status get(CborReader& in, custody::Event& value);
extern template void put(CborWriter& out, const journal::SubjectPart& value);
extern template Status get(CborReader& in, journal::SubjectPart& value);

}  // namespace katiwala::record

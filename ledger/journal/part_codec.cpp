#include "ledger/journal/part_codec.h"

namespace katiwala::record {

template void put(CborWriter& out, const custody::Command& value);
template Status get(CborReader& in, custody::Command& value);
template void put(CborWriter& out, const custody::Event& value);
template Status get(CborReader& in, custody::Event& value);
template void put(CborWriter& out, const journal::SubjectPart& value);
template Status get(CborReader& in, journal::SubjectPart& value);

}  // namespace katiwala::record

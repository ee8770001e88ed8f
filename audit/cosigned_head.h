/// The head that a release brings along, read by the ledger's own rules: which keys sign its heads, whose cosignatures count.
#pragma once

#include <string_view>

#include "ledger/journal/journal.h"

namespace katiwala::audit {

/// Nothing unless the note is a checkpoint of the ledger's origin that a key of its signed which is not declared compromised, with no bad line of a known
/// key. Counts different witnesses of the record's. For journal::Ports::read_head.
std::optional<journal::CosignedHead> read_cosigned_head(const custody::LedgerRecord& ledger, std::string_view note);

}  // namespace katiwala::audit

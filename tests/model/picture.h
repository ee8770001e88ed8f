/// All that a ledger knows, written as lines: of the model and of the product, so that two sets of lines are compared and a
/// difference can be read. Asked through the product's own lookups wherever it has one.
#pragma once

#include "ledger/journal/memory.h"
#include "tests/model/reference/model.h"

namespace katiwala::model {

using Picture = std::vector<std::string>;  ///< sorted

Picture picture_of(const reference::Model& model);
Picture picture_of(const journal::Memory& memory);
/// "" where they are the same, or the first lines that only one has.
std::string difference(const Picture& model, const Picture& product);

}  // namespace katiwala::model

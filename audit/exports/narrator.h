/// What an entry did, in one word, for a reader who sees the lines alone.
///
/// An approval that completes a proposal carries it out, so its lines are those of the proposal's command. Which command that was is
/// remembered from the entry that opened the proposal until the entry that closes it.
#pragma once

#include <unordered_map>

#include "ledger/journal/entry.h"

namespace katiwala::audit::exports {

struct Told {
  std::string_view what = "?";              ///< "match_credit"
  std::optional<record::Seq> proposal;      ///< carried out by this entry
  std::optional<record::Seq> reverses;
  std::vector<Rate> deals;                  ///< rates of the conversions in it
};

class Narrator {
 public:
  Told tell(const journal::Entry& entry);

 private:
  std::unordered_map<custody::ProposalId, std::uint16_t> open_;  ///< proposals, by the kind of their command
};

}  // namespace katiwala::audit::exports

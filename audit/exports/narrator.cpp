#include "audit/exports/narrator.h"

namespace katiwala::audit::exports {
Told Narrator::tell(const journal::Entry& entry) {
  Told told;
  told.what = custody::command_name(entry.act.command);
  for (const journal::OpenedPart& opened : entry.parts) {
    if (!opened.part) continue;
    for (const custody::Event& event : opened.part->events) {
      if (std::holds_alternative<custody::ProposalOpened>(event)) open_[entry.seq()] = entry.act.command;
      if (const auto* reversed = std::get_if<custody::EntryReversed>(&event)) told.reverses = reversed->entry;
      if (const auto* deal = std::get_if<custody::Converted>(&event)) told.deals.push_back(deal->rate);
      const auto* closed = std::get_if<custody::ProposalClosed>(&event);
      if (closed == nullptr) continue;
      const auto opening = open_.find(closed->proposal);
      if (opening == open_.end()) continue;
      if (closed->state == custody::ProposalState::executed) {
        told.what = custody::command_name(opening->second);
        told.proposal = closed->proposal;
      }
      open_.erase(opening);
    }
  }
  return told;
}

}  // namespace katiwala::audit::exports

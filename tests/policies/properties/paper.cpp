#include "tests/policies/properties/paper.h"

#include <gtest/gtest.h>

#include <cstdlib>

namespace katiwala::policies::properties {

bool deep() {
  const char* set = std::getenv("KATIWALA_DEEP");
  return set != nullptr && *set != '\0' && std::string_view(set) != "0";
}

Decide the_judge() {
  static const auto judge = std::make_shared<Judge>(hash);
  return [](const State& state, const Submission& asked) { return judge->decide(state, asked); };
}

Submission submission(const State& state, const PrincipalId& who, Command command, std::uint64_t seq, Instant time, const std::vector<Entry>& before) {
  Submission made;
  made.command = std::move(command);
  made.principal = who;
  made.seq = seq;
  made.time = time;
  made.signature = Signature{spec(who.is_zero() ? kOfficer : who).credential.fingerprint, {1}};
  made.signature_valid = true;
  const Command* effective = &made.command;
  if (const auto* approval = std::get_if<Approve>(&made.command)) {
    const Proposal* proposal = state.proposal(approval->proposal);
    if (proposal != nullptr) effective = &proposal->command;
  }
  if (const auto* reversal = std::get_if<ReverseEntry>(effective); reversal != nullptr && reversal->entry < before.size()) {
    made.reversed_kind = kind_of(before[reversal->entry].command);
    made.reversed_postings = before[reversal->entry].decision.postings;
  }
  return made;
}

void fold(State& state, const Submission& asked, const Decision& decision) {
  const Origin origin{asked.seq, asked.time, asked.principal, &asked.command, state.ledger.rulebook, said_with(asked)};
  for (const Effect& effect : decision.effects) apply(state, origin, effect.about, effect.event, nullptr);
  if (decision.postings.empty()) return;
  std::vector<book::Posting> lines;
  lines.reserve(decision.postings.size());
  for (const SubjectPosting& line : decision.postings) lines.push_back(line.posting);
  apply(state, book::Balanced::check(std::move(lines)).value(), nullptr);
}

Decision Paper::carry_out(const Decide& decide, Submission asked) {
  Decision decision = decide(state, asked);
  now = asked.time;
  fold(state, asked, decision);
  entries.push_back({asked.principal, std::move(asked.command), decision, asked.time});
  return decision;
}

void Paper::make_due_ticks(const Decide& decide) {
  while (const AgendaItem* due = state.next_due()) {
    if (due->due > now) return;
    const AgendaItem item = *due;
    carry_out(decide, submission(state, {}, tick_of(item), entries.size(), {now.micros + 1}));
    if (!state.agenda.contains(item)) continue;
    ADD_FAILURE() << "a tick that changed nothing: " << said(entries.back().decision);
    return;
  }
}

Decision Paper::ask(const Decide& decide, const PrincipalId& who, Command command) {
  make_due_ticks(decide);
  return carry_out(decide, submission(state, who, std::move(command), entries.size(), {now.micros + 1}, entries));
}

Decision Paper::approve(const Decide& decide, const PrincipalId& who, ProposalId proposal) {
  const Proposal* open = state.proposal(proposal);
  return ask(decide, who, Approve{proposal, open == nullptr ? Subject{} : open->about});
}

void Paper::pass_to(const Decide& decide, Instant time) {
  while (const AgendaItem* due = state.next_due()) {
    if (due->due > time) break;
    now = std::max(now, due->due);
    make_due_ticks(decide);
    if (::testing::Test::HasFailure()) return;
  }
  now = std::max(now, time);
}

}  // namespace katiwala::policies::properties

// What a decision does once it stands, and who is told of it (R38).
#include <algorithm>
#include <utility>

#include "tests/model/reference/judgement.h"
#include "tests/model/reference/model.h"

namespace reference {

/// What is judged: of an approval, what was proposed.
const Action& Model::behind(const Action& action) const {
  const auto* approve = std::get_if<Approve>(&action);
  if (approve == nullptr) return action;
  const auto proposal = memory_.proposals.find(approve->proposal.entry);
  return proposal == memory_.proposals.end() ? action : proposal->second.action;
}

/// The guardian reads the ward's part: of what is for the bank's people he is told the word alone and only if it stops him, of what is
/// for compliance that it is looked into.
void Model::tell(Answer& answer) const {
  if (answer.about.kind != Kind::ward) return;
  const std::set<Reason> all = std::exchange(answer.reasons, {});
  for (const Reason& reason : all) {
    const Audience who = audience(reason.rule);
    const bool against = reason.outcome != Outcome::allow;
    if (who == Audience::everyone || (who == Audience::staff && against)) answer.reasons.insert(reason);
    if (who == Audience::compliance && against) answer.reasons.insert({reason.outcome, "UNDER_REVIEW", "R38"});
    if (who == Audience::everyone) continue;
    const Name& name = answer.about.name;
    answer.kept.insert({who == Audience::staff ? protection_of(name) : watch_of(name), reason});
  }
  for (const auto& [file, reason] : answer.kept) answer.files.insert(file);
}

/// A watch has its part in every entry of these kinds, whatever was found: that there is one tells nothing.
void Model::weigh(const Action& judged, bool executed, const Draft& drafted, Answer& answer) const {
  const auto beside = [&](const Name& ward) { answer.weighed[watch_of(ward)]; };
  const auto always = [&](const auto* c) {
    if (c != nullptr && memory_.ward(c->ward) != nullptr) beside(c->ward);
  };
  always(std::get_if<RequestPayment>(&judged));
  always(std::get_if<Release>(&judged));
  always(std::get_if<FileReceipt>(&judged));
  if (executed) {
    for (const Name& ward : drafted.credited) beside(ward);
    if (const auto* ward = std::get_if<OpenWard>(&judged)) {
      beside(ward->ward);
      answer.files.insert(protection_of(ward->ward));
    }
    if (const auto* pool = std::get_if<OpenPool>(&judged)) answer.files.insert(watch_of(pool->pool));
  }
  for (const auto& [watch, flags] : answer.weighed) answer.files.insert(watch);
  if (is_file(answer.about)) answer.files.insert(answer.about);
}

/// No account below its floor but those that mirror what was awarded and granted.
void Model::book_allows(const Draft& drafted) const {
  for (const auto& [account, change] : growths(drafted.moves)) {
    if (account.book == Book::awarded || account.book == Book::granted) continue;
    if (memory_.balance(account.book, account.owner, account.currency) + change >= 0) continue;
    throw Refused{is_authority(account.book) ? "CAP_EXCEEDED" : "INSUFFICIENT_FUNDS"};
  }
}

void Model::carry_out(const Draft& drafted, Answer& answer) {
  Booked& booked = memory_.booked[entry_];
  booked.moves = drafted.moves;
  for (const auto& [account, change] : growths(drafted.moves)) {
    const std::int64_t after = memory_.balances[account] += change;
    answer.balances[account] = after;
    if (after == 0) memory_.balances.erase(account);
    for (const auto& [name, ward] : memory_.wards)
      if (account.owner == name || ward.awards.contains(account.owner)) booked.wards.insert(name);
  }
  if (drafted.then) drafted.then(memory_);
}

/// Duties are numbered in the order of their rules, after those the subject has.
void Model::open_duties(const Judgement& said, bool accepted, Answer& answer) {
  std::vector<NewDuty> duties = said.duties;
  std::stable_sort(duties.begin(), duties.end(), [](const NewDuty& a, const NewDuty& b) { return a.duty.rule < b.duty.rule; });
  for (const NewDuty& fresh : duties) {
    if (!accepted && !fresh.always) continue;
    if (is_file(fresh.about)) answer.files.insert(fresh.about);
    auto& all = memory_.duties[fresh.about];
    Duty duty = fresh.duty;
    duty.number = static_cast<std::uint32_t>(all.size()) + 1;
    duty.opened = today_;
    all.push_back(duty);
  }
}

/// A case where none of that flag is looked into; it is decided on in time (R37).
void Model::raise(const Raised& raised, Answer& answer) {
  ++memory_.flags[raised.watch];
  answer.files.insert(raised.watch);
  answer.weighed[raised.watch].insert(raised.flag);
  if (!raised.opens_case || memory_.pending_case(raised.watch, raised.flag) != nullptr) return;
  auto& cases = memory_.cases[raised.watch];
  Case opened;
  opened.number = static_cast<std::uint32_t>(cases.size()) + 1;
  opened.flag = raised.flag;
  opened.opened = today_;
  opened.request = raised.request;
  opened.credit = raised.credit;
  opened.entry = entry_;
  cases.push_back(opened);
  Judgement owed;
  owed.owe(raised.watch, DutyKind::determination, DutyOwner::compliance, "R37", today_ + memory_.rulebook.determine_days).of = opened.number;
  open_duties(owed, true, answer);
}

void Model::follow(const Judgement& said, bool accepted, Answer& answer) {
  open_duties(said, accepted, answer);
  for (const Raised& raised : said.raised) raise(raised, answer);
  if (!accepted) return;
  for (const auto& [ward, alert] : said.alerts) {
    answer.files.insert(protection_of(ward));
    answer.alerts.insert(alert);
  }
  for (const auto& [about, number] : said.met)
    for (Duty& duty : memory_.duties.at(about))
      if (duty.number == number) duty.closed = today_;
  for (const Name& principal : said.revoked) memory_.principals.at(principal).revoked = true;
  for (const auto& [ward, person] : said.suspended)
    for (Guardian& guardian : memory_.wards.at(ward).guardians) {
      if (guardian.person != person) continue;
      guardian.standing = Standing::suspended;
      guardian.since = today_;
    }
  for (const auto& [ward, covered] : said.covered) {
    answer.files.insert(watch_of(ward));
    memory_.wards.at(ward).covered.push_back(covered);
  }
  for (const NewReminder& fresh : said.reminders) {
    auto& all = memory_.reminders[fresh.about];
    std::uint32_t last = 0;
    for (const Reminder& known : all) last = std::max(last, known.number);
    all.push_back({last + 1, fresh.kind, fresh.at, fresh.of, fresh.object});
  }
}

}  // namespace reference

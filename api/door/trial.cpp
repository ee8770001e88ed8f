#include "api/door/trial.h"

#include <algorithm>

#include "api/door/answer.h"
#include "audit/cosigned_head.h"
#include "ledger/crypto/digest.h"

namespace katiwala::api::door {
namespace {

using journal::Entry;
using journal::Memory;
using journal::SubjectPart;

/// One a thread: a judge keeps the rulebooks it has read, and is not to be shared.
policies::Judge& judge() {
  thread_local policies::Judge one([](std::string_view text) { return crypto::sha256(view(text)); });
  return one;
}

/// An entry that says what was asked, and no more.
Entry asking(const Memory& memory, journal::Ask ask, Instant now) {
  Entry entry;
  entry.header.seq = memory.next;
  entry.header.time = std::max(now, Instant{memory.last_time.micros + 1});
  entry.act.command = custody::kind_of(ask.command);
  entry.act.principal = ask.principal;
  entry.act.credential = ask.credential;
  entry.act.idempotency_key = std::move(ask.idempotency_key);
  entry.act.request = ask.request;
  entry.act.rulebook = memory.state.ledger.rulebook;
  entry.act.engine = policies::kEngineRevision;
  SubjectPart part;
  name_erased_key(memory, ask.command);
  part.asked = std::move(ask.command);
  part.signature = std::move(ask.signature);
  entry.parts.emplace_back().part = std::move(part);
  return entry;
}

SubjectPart& part_of(Entry& entry, const custody::Subject& about) {
  for (journal::OpenedPart& opened : entry.parts)
    if (opened.part->about == about) return *opened.part;
  entry.parts.emplace_back().part = SubjectPart{};
  entry.parts.back().part->about = about;
  return *entry.parts.back().part;
}

Amount balance_after(const Memory& memory, const custody::Decision& decision, const book::Account& account) {
  Amount after = memory.state.book.balance(account);
  for (const custody::SubjectPosting& line : decision.postings)
    if (line.posting.account == account) after += line.posting.change();
  return after;
}

void add_balances(const Memory& memory, const custody::Decision& decision, SubjectPart& part) {
  for (const book::Posting& line : part.postings) {
    const bool there = std::ranges::any_of(part.balances, [&](const journal::Balance& b) { return b.account == line.account; });
    if (!there) part.balances.push_back({line.account, balance_after(memory, decision, line.account).minor()});
  }
}

/// The parts in the order in which the writer makes them: the subject's own, then by first effect, then by first posting.
void add_decision(const Memory& memory, const custody::Decision& decision, Entry& entry) {
  SubjectPart& primary = *entry.parts[0].part;
  primary.about = decision.about;
  primary.outcome = decision.outcome;
  primary.reasons = decision.reasons;
  for (const custody::Effect& effect : decision.effects) part_of(entry, effect.about).events.push_back(effect.event);
  for (const custody::SubjectPosting& line : decision.postings) part_of(entry, line.about).postings.push_back(line.posting);
  for (journal::OpenedPart& opened : entry.parts) add_balances(memory, decision, *opened.part);
}

Result<Entry> judged(House& house, const Memory& memory, journal::Ask ask, Instant now) {
  Entry entry = asking(memory, std::move(ask), now);
  KATIWALA_TRY(const custody::Submission submission, journal::submission_of(memory, entry, house.store(), &house.keys(), &audit::read_cosigned_head));
  add_decision(memory, judge().decide(memory.state, submission), entry);
  return entry;
}

/// What is due is recorded, and all that anybody was answered is durable.
Status catch_up(House& house, Instant now) {
  bool due = false;
  KATIWALA_CHECK(house.journal().look([&](const Memory& memory) {
    const auto* next = memory.state.next_due();
    due = next != nullptr && next->due <= now;
  }));
  return due ? house.journal().tick() : good();
}

Result<Entry> trial(House& house, journal::Ask ask) {
  KATIWALA_TRY(const Instant now, house.clock().now());
  KATIWALA_CHECK(catch_up(house, now));
  Result<Entry> out = refuse(Code::STORE_READ_ONLY);
  KATIWALA_CHECK(house.journal().look([&](const Memory& memory) {
    const Status met = ask.only_if ? ask.only_if(memory) : good();
    out = met.ok() ? judged(house, memory, std::move(ask), now) : Result<Entry>(met.refusal());
  }));
  return out;
}

Json unnumbered(const Json& parts) {
  Json out{Json::Array{}};
  for (const Json& part : *parts.array()) out.push(without(part, {"hash", "number"}));
  return out;
}

/// As the real answer would be, without all that comes of being recorded.
transport::Response trial_response(const Call& call, const Entry& entry) {
  transport::Response out = write_response(call.house, entry, call.caller, false);
  auto answered = transport::parse_json(out.body);
  KATIWALA_ASSERT(answered.ok(), "an answer of ours that is not JSON");
  Json body;
  body.set(std::string(kDryRun), true).set("would_answer", out.status);
  const Json fields = without(std::move(*answered), {"entry", "receipt", "instance"});
  const auto number = static_cast<std::int64_t>(entry.seq());
  for (const auto& [key, value] : *fields.object())
    if (key != "proposal" || *value.integer() != number) body.set(key, value);
  body.set("parts", unnumbered(parts_json(as_answered(call.caller, entry), call.caller.is_outside())));
  // Of a problem it is that of the request: no entry was made that it could be (RFC 9457 §3.1.5).
  if (out.status >= 400) body.set("instance", call.request.id);
  if (out.status < 300) out.status = 200;
  out.body = to_text(body);
  return out;
}

}  // namespace

transport::Response try_out(const Call& call, journal::Ask ask) {
  const auto entry = trial(call.house, std::move(ask));
  return entry.ok() ? trial_response(call, *entry) : refused(call, entry.refusal());
}

Refusal refuse_trial() { return refuse(Code::ROLE_FORBIDDEN, "A dry run is for the bank's people: what you ask for is judged when you ask for it.", std::string(kDryRun)); }

}  // namespace katiwala::api::door

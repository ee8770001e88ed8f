#include "ledger/journal/writer.h"

#include "ledger/crypto/digest.h"
#include "ledger/journal/signature_check.h"

namespace katiwala::journal {
namespace {

bool releases_money(const Entry& entry) {
  for (const OpenedPart& opened : entry.parts)
    for (const custody::Event& event : opened.part->events)
      if (std::holds_alternative<custody::RequestReleased>(event)) return true;
  return false;
}

/// The kind of the subject is written where it is none of those that had duties in the first revision.
custody::Tick tick_of(const custody::AgendaItem& item) {
  custody::Tick tick{static_cast<std::uint8_t>(item.matter), item.due, item.object.id, item.number, std::nullopt};
  const bool of_old = item.object.kind == custody::SubjectKind::ward || item.object.kind == custody::SubjectKind::pool;
  if (!of_old && item.matter != custody::Matter::proposal_expiry) tick.subject_kind = item.object.kind;
  return tick;
}

std::size_t bytes_of(const record::StoredEntry& stored) {
  std::size_t bytes = stored.header.size();
  for (const auto& part : stored.parts) bytes += part.bytes.size() + 32;
  return bytes;
}

}  // namespace

Writer::Writer(const Ports& ports, Shelf& shelf, std::function<bool()> drain)
    : ports_(ports), shelf_(shelf), drain_(std::move(drain)), blocks_(shelf.memory.next) {}

Act Writer::act_of(const custody::Command& command) const {
  Act act;
  act.command = custody::kind_of(command);
  act.engine = ports_.engine_revision;
  const auto* founding = std::get_if<custody::CreateLedger>(&command);
  act.rulebook = founding == nullptr ? shelf_.memory.state.ledger.rulebook : crypto::sha256(view(founding->rulebook));
  return act;
}

Status Writer::prepare(custody::Submission& submission, const std::string& idempotency_key, const VerifiedAhead& verified) {
  const Memory& memory = shelf_.memory;
  submission.seq = memory.next;
  KATIWALA_TRY(submission.time, ports_.clock->now());
  KATIWALA_ASSERT(memory.next == 0 || submission.time > memory.last_time, "the clock gave a time that is not after the last entry's");
  const auto* founding = std::get_if<custody::CreateLedger>(&submission.command);
  if (founding != nullptr) submission.signature_valid = founding_is_signed(*founding);
  else judge_signature(certificates_, memory.ledger, memory.state, submission, idempotency_key, verified);
  const custody::Command* effective = effective_command(memory.state, submission.command);
  const bool reverses = effective != nullptr && std::holds_alternative<custody::ReverseEntry>(*effective);
  // What is reversed, and the tree a head is compared with, are read from the store, so they must have got there.
  if ((reverses || names_head(submission.command)) && !drain_()) return refuse(Code::STORE_READ_ONLY);
  add_head(submission, memory, *ports_.store, ports_.read_head);
  add_file_keys(submission, memory);
  if (std::holds_alternative<custody::TakeSeal>(submission.command)) {
    seal_ = std::make_shared<Seal>(make_seal(memory));
    submission.seal = seal_->commitment;
  }
  return add_reversed(submission, memory.state, *ports_.store, ports_.keys, memory.next);
}

Result<NewKeys> Writer::make_keys(const custody::Decision& decision, const std::optional<crypto::KeyId>& offered) {
  NewKeys made;
  for (const custody::Subject& about : without_key(shelf_.memory, decision)) {
    if (about.kind == custody::SubjectKind::ward && offered && ports_.keys->find(*offered)) {
      made.emplace_back(about, *offered);
      continue;
    }
    KATIWALA_TRY(const crypto::KeyId key, ports_.keys->create());
    made.emplace_back(about, key);
  }
  return made;
}

Result<std::shared_ptr<const Entry>> Writer::record(custody::Submission submission, Act act, const std::optional<crypto::KeyId>& offered_key) {
  custody::Decision decision = ports_.decide(shelf_.memory.state, submission);
  KATIWALA_TRY(const NewKeys new_keys, make_keys(decision, offered_key));
  const bool seals = decision.accepted() && std::holds_alternative<custody::TakeSeal>(submission.command);
  const bool moves_clock = decision.accepted() && std::holds_alternative<custody::MoveClock>(submission.command);
  if (decision.accepted() && !std::holds_alternative<custody::Tick>(submission.command)) stuck_.clear();
  Asked asked{std::move(act), std::move(submission.command), std::move(submission.signature), submission.time};
  Draft draft = draft_entry(shelf_.memory, std::move(asked), std::move(decision), *ports_.keys, new_keys, *ports_.entropy);
  const std::shared_ptr<const Entry> entry = draft.entry;
  keep(std::move(draft));
  if (const auto taken = std::exchange(seal_, nullptr); seals) {
    const std::unique_lock lock(shelf_.lock);
    shelf_.seal = taken;
  }
  if (moves_clock) follow_clock();
  return entry;
}

void Writer::keep(Draft draft) {
  {
    const std::unique_lock lock(shelf_.lock);
    const Status folded = fold(shelf_.memory, *draft.entry, &shelf_.stale, &erased_);
    KATIWALA_ASSERT(folded.ok(), folded.ok() ? "" : (folded.refusal().message + " " + folded.refusal().place).c_str());
    shelf_.frontier.append(draft.entry->leaf, tiles_);
  }
  if (releases_money(*draft.entry)) read_back_.push_back(draft.entry->seq());
  bytes_ += bytes_of(draft.stored);
  blocks_.add(draft.stored);
  ++entries_;
}

void Writer::process(Pending pending) {
  make_due_ticks();
  if (pending.ask) {
    carry_out(std::move(pending));
  } else {
    waiting_.push_back({std::move(pending.done), nullptr});
  }
}

void Writer::carry_out(Pending pending) {
  Ask& ask = *pending.ask;
  Journal::Done& done = pending.done;
  if (!ask.idempotency_key.empty()) {
    if (const auto made = shelf_.memory.idempotency.find(idempotency_index(ask.principal, ask.idempotency_key))) {
      replays_.push_back({std::move(done), *made, ask.request});
      return;
    }
  }
  if (ask.only_if) {
    if (Status met = ask.only_if(shelf_.memory); !met.ok()) {
      unmet_.push_back({std::move(done), met.refusal()});
      return;
    }
  }
  name_erased_key(shelf_.memory, ask.command);
  custody::Submission submission;
  Act act = act_of(ask.command);
  submission.command = std::move(ask.command);
  submission.principal = ask.principal;
  submission.credential = ask.credential;
  submission.signature = std::move(ask.signature);
  if (const Status prepared = prepare(submission, ask.idempotency_key, pending.verified); !prepared.ok()) return done(prepared.refusal());
  act.principal = ask.principal;
  act.credential = ask.credential;
  act.idempotency_key = std::move(ask.idempotency_key);
  act.request = ask.request;
  auto entry = record(std::move(submission), std::move(act), ask.ward_key);
  if (!entry.ok()) return done(entry.refusal());
  waiting_.push_back({std::move(done), std::move(*entry)});
}

std::optional<Instant> Writer::next_due() const {
  for (const custody::AgendaItem& item : shelf_.memory.state.agenda)
    if (!stuck_.contains(item)) return item.due;
  return std::nullopt;
}

bool Writer::tick_once(Instant until) {
  for (const custody::AgendaItem& item : shelf_.memory.state.agenda) {
    if (item.due > until) return false;
    if (stuck_.contains(item)) continue;
    const custody::AgendaItem made = item;
    custody::Submission submission;
    submission.command = tick_of(made);
    Act act = act_of(submission.command);
    if (!prepare(submission, {}, std::nullopt).ok() || !record(std::move(submission), std::move(act), std::nullopt).ok()) return false;
    if (shelf_.memory.state.agenda.contains(made)) stuck_.insert(made);
    return true;
  }
  return false;
}

void Writer::make_due_ticks() {
  const auto due = next_due();
  if (!due) return;
  const auto now = ports_.clock->now();
  if (!now.ok() || *due > *now) return;
  while (tick_once(*now)) {
  }
}

/// Time passes: the sandbox clock stops at everything that falls due on the way, so that it happens when it should.
void Writer::follow_clock() {
  if (ports_.sandbox_clock == nullptr || !shelf_.memory.state.ledger.clock) return;
  const Instant to = *shelf_.memory.state.ledger.clock;
  for (auto due = next_due(); due && *due <= to; due = next_due()) {
    if (const auto now = ports_.clock->now(); now.ok() && *due > *now) {
      if (!ports_.sandbox_clock->move_to(*due).ok()) break;
    }
    if (!tick_once(*due)) break;
  }
  // Refused only where the clock is there already.
  (void)ports_.sandbox_clock->move_to(to).ok();
}

Work Writer::take() {
  Work work;
  work.end = shelf_.memory.next;
  if (entries_ > 0) {
    work.batch.blocks = blocks_.take();
    work.batch.tiles = std::exchange(tiles_, {});
    work.batch.last = shelf_.memory.next - 1;
    work.batch.last_leaf = shelf_.memory.last_leaf;
    work.batch.read_back = std::exchange(read_back_, {});
  }
  work.waiting = std::exchange(waiting_, {});
  work.replays = std::exchange(replays_, {});
  work.unmet = std::exchange(unmet_, {});
  work.erased = std::exchange(erased_, {});
  entries_ = 0;
  bytes_ = 0;
  return work;
}

}  // namespace katiwala::journal

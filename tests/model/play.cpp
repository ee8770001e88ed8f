#include "tests/model/play.h"

#include <algorithm>

#include "ledger/journal/derived.h"

namespace katiwala::model {

namespace ref = reference;

namespace {

constexpr std::string_view kOutcomes[] = {"allow", "escalate", "hold", "deny"};
std::string_view word(ref::Outcome outcome) { return kOutcomes[static_cast<std::size_t>(outcome)]; }

std::string text(const ref::Subject& subject) { return std::to_string(static_cast<int>(subject.kind)) + ":" + to_hex(ByteView(subject.name).first(6)); }

std::string text(const ref::Answer& answer) {
  std::string out(word(answer.outcome));
  out += " about " + text(answer.about) + " [";
  for (const ref::Reason& r : answer.reasons) out += " " + std::string(word(r.outcome)) + ":" + r.code + ":" + r.rule;
  out += " ]";
  for (const std::string& alert : answer.alerts) out += " alert " + alert;
  if (answer.opened_proposal) out += " proposed";
  for (const auto& [about, r] : answer.kept) out += "\n      kept in " + text(about) + " " + std::string(word(r.outcome)) + ":" + r.code + ":" + r.rule;
  for (const auto& [about, flags] : answer.weighed) {
    out += "\n      weighed in " + text(about);
    for (const std::string& flag : flags) out += " " + flag;
  }
  for (const ref::Subject& about : answer.files) out += "\n      a part in " + text(about);
  for (const auto& [account, minor] : answer.balances) {
    out += "\n      " + std::to_string(static_cast<int>(account.book)) + ":" + to_hex(ByteView(account.owner).first(6)) + " " + currency(account.currency).code() + " " + std::to_string(minor);
  }
  return out;
}

std::string text(const ref::Due& due) {
  return Instant{due.at}.manila_text() + " kind " + std::to_string(static_cast<int>(due.kind)) + " of " + text(due.object) + " number " + std::to_string(due.number);
}

std::string compare_answers(const std::string& what, const ref::Answer& model, const ref::Answer& product) {
  const bool same = model.outcome == product.outcome && model.reasons == product.reasons && model.about == product.about && model.balances == product.balances &&
                    model.alerts == product.alerts && model.opened_proposal == product.opened_proposal && model.kept == product.kept &&
                    model.weighed == product.weighed && model.files == product.files;
  if (same) return {};
  return what + "\n    model says:   " + text(model) + "\n    product says: " + text(product) + "\n";
}

/// Steps that name an entry by the step that made it.
ref::EntryOf* names_entry(ref::Action& action) {
  if (auto* c = std::get_if<ref::Approve>(&action)) return &c->proposal;
  if (auto* c = std::get_if<ref::Cancel>(&action)) return &c->proposal;
  if (auto* c = std::get_if<ref::Reverse>(&action)) return &c->of;
  return nullptr;
}

}  // namespace

void Tally::count(const std::string& command, const ref::Answer& answer, const journal::Entry& entry) {
  ++outcomes[command][answer.opened_proposal && answer.outcome == ref::Outcome::allow ? "proposed" : std::string(word(answer.outcome))];
  for (const ref::Reason& r : answer.reasons) ++reasons[std::string(word(r.outcome)) + " " + r.code + (r.rule.empty() ? "" : " " + r.rule)];
  for (const auto& [about, r] : answer.kept) ++reasons["kept " + std::string(word(r.outcome)) + " " + r.code + " " + r.rule];
  for (const std::string& alert : answer.alerts) ++reasons["alert " + alert];
  for (const journal::OpenedPart& opened : entry.parts)
    for (const custody::Event& event : opened.part->events)
      if (const auto* duty = std::get_if<custody::ObligationOpened>(&event)) ++reasons["duty " + std::string(name(duty->obligation.duty))];
}

void Tally::add(const Tally& other) {
  steps += other.steps;
  entries += other.entries;
  pictures += other.pictures;
  audited.add(other.audited);
  for (const auto& [command, counts] : other.outcomes)
    for (const auto& [outcome, count] : counts) outcomes[command][outcome] += count;
  for (const auto& [reason, count] : other.reasons) reasons[reason] += count;
}

Play::Play(std::uint64_t seed, std::size_t picture_every) : seed_(seed), office_(seed), picture_every_(picture_every) {
  model_.found(office_.officers(), office_.founded().micros);
  tally_.entries = 1;
}

ref::Step Play::maker(std::uint64_t entry) const {
  const auto found = makers_.find(entry);
  return found == makers_.end() ? ref::kNoStep : found->second;
}

std::string Play::step(Scripted step) {
  ++tally_.steps;
  if (auto* named = names_entry(step.operation.action)) {
    const auto made = made_.find(named->step);
    if (named->step != ref::kNoStep) named->entry = made == made_.end() ? 0 : made->second->seq();
  }
  std::string differs;
  switch (step.kind) {
    case Scripted::Kind::ask: differs = ask(step); break;
    case Scripted::Kind::again:
    case Scripted::Kind::instead: differs = again(step); break;
    case Scripted::Kind::restart: {
      const Status opened = office_.restart();
      if (!opened.ok()) return "restart: " + said(opened.refusal()) + "\n";
      ++tally_.outcomes["restart"]["allow"];
      differs = compare();
    }
  }
  if (differs.empty() && tally_.steps % picture_every_ == 0) differs = compare();
  return differs;
}

std::string Play::ask(const Scripted& step) {
  const std::uint64_t expected = model_.memory().next_entry;
  auto answered = office_.submit(step.operation, "s" + std::to_string(step.number), step.number);
  const std::string what = std::string(ref::kActionNames[step.operation.action.index()]);
  if (!answered.ok()) return what + ": no answer: " + said(answered.refusal()) + "\n";
  const journal::Entry& entry = *answered->entry;
  if (answered->replayed || entry.seq() < expected) return what + ": not a new entry\n";
  if (std::string differs = ticks(expected, entry.seq()); !differs.empty()) return differs;
  if (entry.header.time.micros <= model_.memory().now) return what + ": time does not rise\n";
  const auto due = model_.next_due();
  if (due && due->at <= model_.memory().now) return what + ": something was due before it and did not happen\n";
  const ref::Answer product = answer(entry);
  const ref::Answer model = model_.ask(step.operation, entry.header.time.micros, entry.seq());
  ++tally_.entries;
  tally_.count(what, product, entry);
  made_[step.number] = answered->entry;
  asked_[step.number] = step.operation;
  makers_[entry.seq()] = step.number;
  if (std::string differs = compare_answers(what, model, product); !differs.empty()) return differs;
  if (!std::holds_alternative<ref::MoveClock>(step.operation.action) || product.outcome != ref::Outcome::allow) return {};
  // The clock stops at everything that falls due on the way; the answer waited for all of it.
  return ticks(entry.seq() + 1, office_.journal().head()->seq + 1);
}

namespace {
/// A tick that was made just before the erasure of whom it was about: what it said can be read by nobody.
bool went_with_its_key(const journal::Entry& entry) {
  return entry.act.command == custody::Tick::kind && !entry.parts.empty() && entry.parts[0].key && !entry.parts[0].part;
}
}  // namespace

std::string Play::ticks(std::uint64_t from, std::uint64_t end) {
  for (std::uint64_t seq = from; seq < end; ++seq) {
    const auto entry = office_.journal().read(seq);
    if (!entry.ok()) return "entry " + std::to_string(seq) + ": " + said(entry.refusal()) + "\n";
    const auto* tick = entry->primary() == nullptr ? nullptr : std::get_if<custody::Tick>(&*entry->primary()->asked);
    const auto due = model_.next_due();
    if (went_with_its_key(*entry) && due && due->object.kind == ref::Kind::ward && due->at <= entry->header.time.micros) {
      static_cast<void>(model_.tick(*due, entry->header.time.micros, seq));
      ++tally_.entries;
      ++tally_.outcomes["tick of a ward erased at once"]["unreadable"];
      continue;
    }
    if (tick == nullptr) return "entry " + std::to_string(seq) + " is nobody's, and no tick\n";
    const ref::Due made{tick->due.micros, static_cast<ref::DueKind>(tick->matter), {subject(entry->primary()->about).kind, tick->object}, tick->number};
    if (!due || *due != made || made.at > entry->header.time.micros) {
      return "tick of entry " + std::to_string(seq) + ": not what falls due first\n    model says:   " + (due ? text(*due) : "nothing") + "\n    product says: " + text(made) + "\n";
    }
    const ref::Answer product = answer(*entry);
    const ref::Answer model = model_.tick(*due, entry->header.time.micros, seq);
    ++tally_.entries;
    constexpr std::string_view kKinds[] = {"", "majority", "proposal expiry", "deadline", "reminder"};
    const std::string what = "tick: " + std::string(kKinds[tick->matter]);
    tally_.count(what, product, *entry);
    if (std::string differs = compare_answers(what, model, product); !differs.empty()) return differs;
  }
  return {};
}

std::string Play::again(const Scripted& step) {
  const auto first = made_.find(step.of);
  if (first == made_.end()) return {};
  const bool same = step.kind == Scripted::Kind::again;
  const std::uint64_t body = same ? step.of : step.of + (std::uint64_t{1} << 40);
  const auto answered = office_.submit(asked_.at(step.of), "s" + std::to_string(step.of), body);
  const std::string what = same ? "replay" : "key with another request";
  if (!same) {
    ++tally_.outcomes[what]["deny"];
    if (!answered.ok() && answered.refusal().code == Code::IDEMPOTENCY_MISMATCH) return {};
    return what + ": " + (answered.ok() ? "accepted" : said(answered.refusal())) + "\n";
  }
  ++tally_.outcomes[what]["allow"];
  if (!answered.ok()) return what + ": " + said(answered.refusal()) + "\n";
  const journal::Entry& now = *answered->entry;
  const journal::Entry& then = *first->second;
  if (!answered->replayed || now.encoded_header != then.encoded_header || now.leaf != then.leaf || now.parts.size() != then.parts.size()) {
    return what + ": another entry than the first\n";
  }
  for (std::size_t i = 0; i < now.parts.size(); ++i) {
    const bool erased = now.parts[i].key && !now.parts[i].part;
    if (!erased && now.parts[i].clear.bytes != then.parts[i].clear.bytes) return what + ": other bytes than the first\n";
  }
  return {};
}

std::string Play::settle_ticks() {
  const auto due = model_.next_due();
  if (!due || due->at > model_.memory().now) return {};
  const Status made = office_.journal().tick();
  if (!made.ok()) return "tick: " + said(made.refusal()) + "\n";
  return ticks(model_.memory().next_entry, office_.journal().head()->seq + 1);
}

std::string Play::compare() {
  ++tally_.pictures;
  if (std::string differs = settle_ticks(); !differs.empty()) return differs;
  Picture product;
  const Status looked = office_.journal().look([&](const journal::Memory& memory) { product = picture_of(memory); });
  if (!looked.ok()) return "the journal can not be read: " + said(looked.refusal()) + "\n";
  const std::uint64_t entries = office_.journal().head()->seq + 1;
  if (entries != model_.memory().next_entry) return "the journal has " + std::to_string(entries) + " entries, the model " + std::to_string(model_.memory().next_entry) + "\n";
  const std::string differs = difference(picture_of(model_), product);
  return differs.empty() ? "" : "what is known differs\n" + differs;
}

namespace {
/// "" where the rows of the live state are those of the rebuilt one; else the first that are not.
std::string other_rows(const std::map<Bytes, Bytes>& live, const std::map<Bytes, Bytes>& rebuilt) {
  std::string out;
  std::size_t shown = 0;
  const auto show = [&](const char* what, const Bytes& key, const Bytes* value) {
    if (++shown <= 6) out += std::string("    ") + what + " row " + to_hex(key) + (value == nullptr ? "" : " " + to_hex(*value)) + "\n";
  };
  for (const auto& [key, value] : live) {
    const auto other = rebuilt.find(key);
    if (other != rebuilt.end() && other->second == value) continue;
    show("live", key, &value);
    show("rebuilt", key, other == rebuilt.end() ? nullptr : &other->second);
  }
  for (const auto& [key, value] : rebuilt)
    if (!live.contains(key)) show("rebuilt only", key, &value);
  return out.empty() ? "" : "the state rebuilt from the journal is not the live one\n" + out;
}
}  // namespace

std::string Play::finish() {
  if (std::string differs = compare(); !differs.empty()) return differs;
  std::map<Bytes, Bytes> live;
  const Status looked = office_.journal().look([&](const journal::Memory& memory) { live = journal::all_clear_rows(memory); });
  if (!looked.ok()) return "the journal can not be read: " + said(looked.refusal()) + "\n";
  office_.stop();
  const auto rebuilt = journal::replay(office_.store(), &office_.keys(), ~record::Seq{0}, {});
  if (!rebuilt.ok()) return "rebuild: " + said(rebuilt.refusal()) + "\n";
  if (const std::string differs = other_rows(live, journal::all_clear_rows(*rebuilt)); !differs.empty()) return differs;
  if (const std::string differs = difference(picture_of(model_), picture_of(*rebuilt)); !differs.empty()) return "rebuilt from the journal\n" + differs;
  return is_audited(seed_) ? inspect(office_.store(), office_.keys(), seed_, tally_.audited) : "";
}

}  // namespace katiwala::model

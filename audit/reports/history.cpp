#include "audit/reports/history.h"

#include <algorithm>

#include "audit/cosigned_head.h"
#include "audit/log/checkpoint.h"
#include "ledger/money/exact.h"

namespace katiwala::audit::reports {

using namespace custody;
using book::AccountKind;
using book::Category;

namespace {

bool is_held(AccountKind kind) { return kind == AccountKind::principal || kind == AccountKind::income || kind == AccountKind::reserved; }

/// The last entry below `size` of a day not after `to`.
Result<record::Seq> last_entry(const store::LogStore& store, std::uint64_t size, std::optional<CivilDate> to) {
  const auto day_of = [&](record::Seq seq) -> Result<CivilDate> {
    KATIWALA_TRY(const record::StoredEntry stored, store.read(seq));
    KATIWALA_TRY(const record::Header header, record::decode_header(stored.header));
    if (!header.time.has_date()) return refuse(Code::RECORD_MALFORMED, "The entry's time is no date.", "entry " + std::to_string(seq));
    return manila_date(header.time);
  };
  if (!to) return size - 1;
  KATIWALA_TRY(const CivilDate newest, day_of(size - 1));
  if (*to > newest) return refuse(Code::NOT_DUE, "The last entry under the published head is of " + newest.text() + "; no period that ends later can be reported.", "to");
  record::Seq low = 0, high = size;  // entries below `low` are of the period or before it, those from `high` on are later
  while (low < high) {
    const record::Seq middle = low + (high - low) / 2;
    KATIWALA_TRY(const CivilDate day, day_of(middle));
    if (day <= *to) low = middle + 1;
    else high = middle;
  }
  if (low == 0) return refuse(Code::ENTRY_MISSING, "The ledger has no entry of that day or before it.", "to");
  return low - 1;
}

/// The tree made anew from the headers, and the keys that the ledger declared up to the head.
class HeadCheck {
 public:
  void take(const Digest& leaf) {
    completed_.clear();
    frontier_.append(leaf, completed_);
  }
  [[nodiscard]] Digest root() const { return frontier_.root(); }
  [[nodiscard]] std::uint64_t size() const { return frontier_.size(); }

 private:
  tree::Frontier frontier_;
  std::vector<tree::FullTile> completed_;
};

/// What entries after the period say of who signs heads.
void follow_keys(LedgerRecord& ledger, const journal::Entry& entry) {
  for (const journal::OpenedPart& opened : entry.parts) {
    if (!opened.part || opened.part->about.kind != SubjectKind::ledger) continue;
    for (const Event& event : opened.part->events) {
      if (const auto* adopted = std::get_if<WitnessesAdopted>(&event)) ledger.witnesses = adopted->witnesses;
      const auto* declared = std::get_if<LogKeyDeclared>(&event);
      if (declared == nullptr) continue;
      const auto found = std::ranges::find(ledger.log_keys, declared->key, &LogKey::key);
      if (found == ledger.log_keys.end()) ledger.log_keys.push_back({declared->key, declared->standing, entry.seq()});
      else found->standing = declared->standing;
    }
  }
}

Result<std::uint64_t> size_of(std::string_view note_text) {
  KATIWALA_TRY(const Note note, parse_note(note_text));
  KATIWALA_TRY(const Checkpoint checkpoint, parse_checkpoint(note.text));
  if (checkpoint.size == 0) return refuse(Code::ENTRY_MISSING, "The published head has no entries.");
  return checkpoint.size;
}

/// The head against the tree of the headers and the keys of the ledger. `head` has taken every entry up to the end of the period.
Result<HeadBasis> confirm(const store::LogStore& store, HeadCheck head, LedgerRecord ledger, std::uint64_t size, std::string_view note) {
  bool reached = head.size() == size;
  const Status scanned = reached ? good() : store.scan(head.size(), [&](record::Seq, const record::StoredEntry& stored) -> Status {
    KATIWALA_TRY(const journal::Entry entry, journal::open_entry(store.ledger(), stored, nullptr));
    head.take(entry.leaf);
    follow_keys(ledger, entry);
    reached = head.size() == size;
    return reached ? Status(refuse(Code::ENTRY_MISSING)) : good();  // the first ends the scan
  });
  if (!reached) return scanned.ok() ? refuse(Code::CHECKPOINT_FORK, "The published head has more entries than the journal.", "head") : scanned.refusal();
  const auto signed_head = read_cosigned_head(ledger, note);
  if (!signed_head) return refuse(Code::NOTE_UNSIGNED, std::string(sentence_of(Code::NOTE_UNSIGNED)), "head");
  if (signed_head->root != head.root()) return refuse(Code::CHECKPOINT_FORK, "The published head's root is not that of the journal.", "head");
  return HeadBasis{size, signed_head->root, signed_head->cosignatures};
}

}  // namespace

struct Gatherer::Told {
  std::string what;
  std::optional<RequestId> request;
  std::optional<CreditId> credit;
  std::optional<OrderId> order;
  std::optional<Rate> rate;
  std::optional<record::Seq> reverses;
  std::optional<CivilDate> brought_as_of;
};

Gatherer::Told Gatherer::told_by(const journal::Memory& before, const journal::Entry& entry) {
  Told told;
  std::uint16_t kind = entry.act.command;
  for (const journal::OpenedPart& opened : entry.parts) {
    if (!opened.part) continue;
    for (const Event& event : opened.part->events) {
      if (const auto* released = std::get_if<RequestReleased>(&event)) told.request = released->request;
      if (const auto* moved = std::get_if<RequestMoved>(&event)) told.request = moved->request;
      if (const auto* matched = std::get_if<CreditMatched>(&event)) {
        told.order = matched->order;
        told.credit = matched->credit;
      }
      if (const auto* deal = std::get_if<Converted>(&event)) told.rate = deal->rate;
      if (const auto* reversed = std::get_if<EntryReversed>(&event)) told.reverses = reversed->entry;
      if (const auto* brought = std::get_if<BooksOpened>(&event)) told.brought_as_of = brought->as_of;
      const auto* closed = std::get_if<ProposalClosed>(&event);
      if (closed == nullptr || closed->state != ProposalState::executed) continue;
      const Proposal* proposal = before.state.proposal(closed->proposal);
      if (proposal != nullptr) kind = kind_of(proposal->command);
    }
  }
  told.what = custody::command_name(kind);
  return told;
}

void Gatherer::open_period(const journal::Memory& before) {
  opened_ = true;
  if (!question_.ward) return;
  before.state.book.for_each([&](const book::Account& account, Amount amount) {
    if (account.owner == question_.ward->bytes && is_held(account.kind)) history_.opening[account] = amount.minor();
  });
}

void Gatherer::take_ward(const journal::Entry& entry, const journal::SubjectPart& part, const Told& told) {
  std::vector<WardLine> lines;  // in the order of the record
  // It stood there when the period began, in an older book; what is taken back of that did not.
  const bool before = opened_ && told.brought_as_of && *told.brought_as_of < *from_;
  const bool not_before = told.reverses && brought_before_.contains(*told.reverses);
  for (const book::Posting& posting : part.postings) {
    if (posting.account.owner != question_.ward->bytes || !is_held(posting.account.kind)) continue;
    const bool opens = posting.category == Category::brought;
    if ((opens && before) || not_before) {
      history_.opening[posting.account] += posting.change_minor;
      if (opens) brought_before_.insert(entry.seq());
      continue;
    }
    const auto same = [&](const WardLine& line) { return line.category == posting.category && line.change.currency() == posting.account.currency; };
    auto found = std::ranges::find_if(lines, same);
    if (found == lines.end()) {
      WardLine line{entry.seq(), entry.leaf, manila_date(entry.header.time), posting.category, zero(posting.account.currency), told.what, told.request, told.order, told.rate, told.reverses,
                    opens ? told.brought_as_of : std::nullopt};
      found = lines.insert(lines.end(), std::move(line));
    }
    found->change += posting.change();
  }
  for (WardLine& line : lines)
    if (!line.change.is_zero()) history_.ward_lines.push_back(std::move(line));
}

Status Gatherer::take_awards(const journal::Entry& entry, const journal::SubjectPart& part, const Told& told) {
  const WardId ward{part.about.id};
  for (const Event& event : part.events) {
    const auto* recorded = std::get_if<AwardRecorded>(&event);
    if (recorded == nullptr || (question_.order && recorded->award.order != *question_.order) || (question_.ward && ward != *question_.ward)) continue;
    for (const AccountKind kind : {AccountKind::awarded, AccountKind::outstanding, AccountKind::received, AccountKind::charged})
      awards_[{kind, recorded->award.id.bytes, recorded->award.amount.currency()}] = recorded->award.id;
    return good();  // the award itself is no receipt
  }
  std::map<AwardId, AwardLine> lines;
  Minor credited = 0, received = 0;
  bool all = true;
  // What an older book says was paid may be spent since, or have earned something: what is held is not what was received.
  const bool brought = std::ranges::any_of(part.events, [](const Event& event) {
    return std::holds_alternative<BalanceBrought>(event) || std::holds_alternative<BroughtUndone>(event);
  });
  for (const book::Posting& posting : part.postings) {
    if (posting.account.kind == AccountKind::principal && (posting.category == Category::receipt || posting.category == Category::correction)) credited += posting.change_minor;
    if (posting.account.kind == AccountKind::received) received += posting.change_minor;
    if (book::book_of(posting.account.kind) != book::BookName::authority) continue;
    const auto award = awards_.find(posting.account);
    all = all && award != awards_.end();
    if (award == awards_.end()) continue;
    const Amount none = zero(posting.account.currency);
    AwardLine& line = lines.try_emplace(award->second, AwardLine{entry.seq(), entry.leaf, manila_date(entry.header.time), ward, award->second, told.credit, told.reverses, none, none, none, brought}).first->second;
    if (posting.account.kind == AccountKind::outstanding) line.gross -= posting.change();
    if (posting.account.kind == AccountKind::received) line.credited += posting.change();
    if (posting.account.kind == AccountKind::charged) line.charges += posting.change();
  }
  if (!lines.empty() && all && !brought && credited != received) {
    return refuse(Code::SUM_NOT_PRESERVED, "What the award received is not what the ward was credited.", "entry " + std::to_string(entry.seq()));
  }
  for (auto& [award, line] : lines) history_.award_lines.push_back(std::move(line));
  return good();
}

void Gatherer::take_order(const journal::SubjectPart& part) {
  for (const Event& event : part.events) {
    if (const auto* reopened = std::get_if<CreditReopened>(&event)) history_.matched.erase(reopened->credit);
    const auto* receipt = std::get_if<OrderReceipt>(&event);
    if (receipt != nullptr && question_.order && part.about == subject(*question_.order)) history_.matched[receipt->credit] = receipt->gross - receipt->left;
  }
}

void Gatherer::take_watch(const journal::Entry& entry, const journal::SubjectPart& part, const Told& told) {
  for (const Event& event : part.events) {
    const auto* weighed = std::get_if<FlagsWeighed>(&event);
    const bool kept = (weighed != nullptr && !weighed->raised.empty()) || std::holds_alternative<CoveredCounted>(event) || std::holds_alternative<CaseOpened>(event) ||
                      std::holds_alternative<CaseMoved>(event) || std::holds_alternative<ObligationOpened>(event);
    if (kept) history_.watch_lines.push_back({entry.seq(), entry.leaf, manila_date(entry.header.time), told.what, told.request, told.order, event});
  }
}

Status Gatherer::take(const journal::Memory& before, const journal::Entry& entry) {
  if (!from_) from_ = question_.from.value_or(manila_date(entry.header.time));
  if (!opened_ && manila_date(entry.header.time) >= *from_) open_period(before);
  const Told told = told_by(before, entry);
  for (const journal::OpenedPart& opened : entry.parts) {
    if (!opened.part) continue;
    const journal::SubjectPart& part = *opened.part;
    if (question_.order) take_order(part);
    if (part.about.kind == SubjectKind::watch && part.about == question_.watch()) take_watch(entry, part, told);
    if (part.about.kind != SubjectKind::ward) continue;
    if (question_.ward && part.about == subject(*question_.ward)) take_ward(entry, part, told);
    if (question_.ward || question_.order) KATIWALA_CHECK(take_awards(entry, part, told));
  }
  return good();
}

void Gatherer::finish(const journal::Memory& after) {
  if (!opened_) open_period(after);
}

Result<History> read_history(const store::LogStore& store, crypto::KeyStore& keys, std::string_view note, const Question& question, const Progress& progress) {
  KATIWALA_TRY(const std::uint64_t size, size_of(note));
  const auto newest = store.head();
  if (!newest || newest->seq + 1 < size) return refuse(Code::CHECKPOINT_FORK, "The published head has more entries than the journal.", "head");
  KATIWALA_TRY(const record::Seq last, last_entry(store, size, question.to));
  History out;
  HeadCheck head;
  Gatherer gatherer(question, out);
  std::optional<CivilDate> first_day;
  const auto visit = [&](const journal::Memory& before, const journal::Entry& entry) -> Status {
    if (!entry.header.time.has_date()) return refuse(Code::RECORD_MALFORMED, "The entry's time is no date.", "entry " + std::to_string(entry.seq()));
    if (!first_day) first_day = manila_date(entry.header.time);
    out.basis.entry = entry.seq();
    out.basis.leaf = entry.leaf;
    out.basis.time = entry.header.time;
    head.take(entry.leaf);
    if (progress && entry.seq() % 1024 == 0) progress(entry.seq(), last + 1);
    return gatherer.take(before, entry);
  };
  KATIWALA_TRY(out.memory, journal::replay(store, &keys, last + 1, visit));
  gatherer.finish(out.memory);
  const LedgerRecord& ledger = out.memory.state.ledger;
  out.basis.ledger = store.ledger();
  out.basis.origin = ledger.origin;
  out.basis.mode = ledger.mode;
  out.basis.from = question.from.value_or(*first_day);
  out.basis.to = question.to.value_or(manila_date(out.basis.time));
  if (out.basis.to < out.basis.from) return refuse(Code::FOLDER_OPTION, "The period ends before it begins.", "from");
  KATIWALA_TRY(out.basis.head, confirm(store, std::move(head), ledger, size, note));
  return out;
}

}  // namespace katiwala::audit::reports

#include "audit/redecide.h"

#include <algorithm>
#include <map>
#include <set>

#include "audit/cosigned_head.h"
#include "ledger/journal/part_codec.h"

namespace katiwala::audit {
namespace {

using journal::Entry;
using journal::Memory;

constexpr record::Seq kRedecideProgressEvery = 1024;

/// One subject's share of a decision, as bytes: what is the same is encoded the same.
struct Share {
  custody::Subject about;
  record::CborWriter events, postings;
};

Share& share_of(std::vector<Share>& shares, const custody::Subject& about) {
  const auto found = std::ranges::find(shares, about, &Share::about);
  if (found != shares.end()) return *found;
  shares.emplace_back().about = about;
  return shares.back();
}

std::vector<Share> shares_of(const custody::Decision& decision) {
  std::vector<Share> shares;
  share_of(shares, decision.about);
  for (const custody::Effect& effect : decision.effects) record::put(share_of(shares, effect.about).events, effect.event);
  for (const custody::SubjectPosting& line : decision.postings) record::put(share_of(shares, line.about).postings, line.posting);
  return shares;
}

std::vector<Share> shares_of(const Entry& entry) {
  std::vector<Share> shares;
  for (const journal::OpenedPart& opened : entry.parts) {
    Share& share = share_of(shares, opened.part->about);
    for (const custody::Event& event : opened.part->events) record::put(share.events, event);
    for (const book::Posting& line : opened.part->postings) record::put(share.postings, line);
  }
  return shares;
}

/// What differs, or nothing.
std::optional<std::string> difference(const custody::Decision& again, const Entry& entry) {
  const journal::SubjectPart& primary = *entry.primary();
  if (again.outcome != *primary.outcome) {
    return "The rules say " + std::string(name(again.outcome)) + " where " + std::string(name(*primary.outcome)) + " is recorded.";
  }
  if (again.reasons != primary.reasons) return "The rules give other reasons than those recorded.";
  if (again.about != primary.about) return "The rules put it in another subject's part.";
  const auto expected = shares_of(again), recorded = shares_of(entry);
  if (expected.size() != recorded.size()) return "The rules touch other subjects than those recorded.";
  for (std::size_t i = 0; i < expected.size(); ++i) {
    if (expected[i].about != recorded[i].about) return "The rules touch other subjects than those recorded.";
    if (expected[i].events.bytes() != recorded[i].events.bytes()) return "The rules make other events than those recorded.";
    if (expected[i].postings.bytes() != recorded[i].postings.bytes()) return "The rules post otherwise than recorded.";
  }
  return std::nullopt;
}

/// The command itself, or the one that an approval is for.
const custody::Command* effective(const Memory& before, const Entry& entry) {
  const custody::Command& asked = *entry.primary()->asked;
  const auto* approve = std::get_if<custody::Approve>(&asked);
  if (approve == nullptr) return &asked;
  const auto* proposal = before.state.proposal(approve->proposal);
  return proposal == nullptr ? nullptr : &proposal->command;
}

class Redecider {
 public:
  Redecider(const store::LogStore& store, const RedecideOptions& options) : store_(store), options_(options) {}

  RedecideReport run() {
    const auto head = store_.head();
    total_ = head ? head->seq + 1 : 0;
    find_erasures();
    const auto memory = journal::replay(store_, options_.keys, ~record::Seq{0}, [this](const Memory& before, const Entry& entry) { return look(before, entry); });
    if (!memory.ok() && report_.good()) report_.first_different = memory.refusal();
    return report_;
  }

 private:
  /// Which wards are to be erased later: what was decided about that rested on her own parts.
  void find_erasures() {
    const Status scanned = store_.scan(0, [this](record::Seq, const record::StoredEntry& stored) -> Status {
      KATIWALA_TRY(const Entry entry, journal::open_entry(store_.ledger(), stored, nullptr));
      for (const journal::OpenedPart& opened : entry.parts) {
        if (!opened.part) continue;
        for (const custody::Event& event : opened.part->events)
          if (const auto* erasure = std::get_if<custody::WardErased>(&event)) note_erasure(*erasure, entry.seq());
      }
      return good();
    });
    static_cast<void>(scanned.ok());  // what can not be read is met again, and named, by the replay
  }

  void note_erasure(const custody::WardErased& erasure, record::Seq seq) {
    erased_.insert(erasure.ward);
    erasures_.try_emplace(crypto::KeyId{erasure.key}, seq);
    for (const custody::FileKey& file : erasure.files) erasures_.try_emplace(crypto::KeyId{file.key}, seq);
  }

  /// From her first part until she is erased a ward was known who is not known now. A part that is closed without an erasure excuses nothing.
  void note_closed_parts(const Entry& entry) {
    for (const journal::OpenedPart& opened : entry.parts) {
      const auto erasure = opened.part || !opened.key ? erasures_.end() : erasures_.find(*opened.key);
      if (erasure != erasures_.end()) unseen_until_ = std::max(unseen_until_, erasure->second);
    }
  }

  bool rests_on_erased(const Memory& before, const Entry& entry) const {
    const custody::Command* command = effective(before, entry);
    const auto* erasure = command == nullptr ? nullptr : std::get_if<custody::EraseWard>(command);
    return erasure != nullptr && erased_.contains(erasure->ward) && before.state.ward(erasure->ward) == nullptr;
  }

  Status look(const Memory& before, const Entry& entry) {
    ++report_.entries;
    if (options_.progress && report_.entries % kRedecideProgressEvery == 0) options_.progress(report_.entries, total_);
    note_closed_parts(entry);
    if (!entry.wholly_readable() || rests_on_erased(before, entry)) {
      ++report_.unreadable;
      return good();
    }
    if (entry.act.engine != options_.engine_revision) {
      ++report_.other_engine;
      return good();
    }
    if (entry.act.command == custody::TakeSeal::kind && report_.unreadable > 0) {
      ++report_.seals_open;
      return good();
    }
    KATIWALA_TRY(const custody::Submission submission, journal::submission_of(before, entry, store_, options_.keys, &read_cosigned_head));
    const custody::Decision again = options_.decide(before.state, submission);
    const auto differs = difference(again, entry);
    if (differs && options_.different) {
      options_.different(entry, again);
    } else if (differs && entry.seq() < unseen_until_) {
      report_.unproven.push_back(entry.seq());
      return good();
    } else if (differs) {
      report_.first_different = refuse(Code::RECORD_MALFORMED, *differs, "entry " + std::to_string(entry.seq()));
      return *report_.first_different;
    }
    ++report_.decided;
    return good();
  }

  const store::LogStore& store_;
  const RedecideOptions& options_;
  std::set<custody::WardId> erased_;
  std::map<crypto::KeyId, record::Seq> erasures_;  ///< by the keys they destroyed
  record::Seq unseen_until_ = 0;
  record::Seq total_ = 0;
  RedecideReport report_;
};

}  // namespace

RedecideReport redecide(const store::LogStore& store, const RedecideOptions& options) { return Redecider(store, options).run(); }

}  // namespace katiwala::audit

/// What the journal says that a report is made of: a fold over every entry up to the last one of the period, under a published head.
///
/// The whole journal is folded, because a report rests on what stands there and not on tables beside it: hashes, chain, sums and balances are
/// checked on the way. Lines are kept of the ward or the order that was asked about, and of nobody else.
#pragma once

#include <functional>
#include <map>
#include <set>

#include "audit/reports/basis.h"
#include "ledger/journal/journal.h"

namespace katiwala::audit::reports {

struct Question {
  std::optional<custody::WardId> ward;
  std::optional<custody::OrderId> order;
  std::optional<CivilDate> from;  ///< nothing: from the first entry
  std::optional<CivilDate> to;    ///< nothing: to the last entry under the head
  std::optional<custody::PoolId> pool{};          ///< compliance's papers: whose watch, where it is no ward's
  std::optional<std::uint32_t> watch_case{};      ///< likewise: the case's number in that watch
  /// Whose watch is read; nothing where a report is about none.
  [[nodiscard]] std::optional<custody::Subject> watch() const {
    if (pool) return custody::watch_of(*pool);
    return ward ? std::optional(custody::watch_of(*ward)) : std::nullopt;
  }
};

/// What one entry did to everything held for the ward (principal, income and reserved together), in one currency and category.
/// What only moves between the three makes no line.
struct WardLine {
  record::Seq entry = 0;
  Digest leaf{};
  CivilDate day;
  book::Category category = book::Category::receipt;
  Amount change;
  std::string what;                             ///< the command, or the proposed one that it carried out
  std::optional<custody::RequestId> request;
  std::optional<custody::OrderId> order;        ///< of a receipt
  std::optional<Rate> rate;                     ///< of a conversion
  std::optional<record::Seq> reverses;
  std::optional<CivilDate> brought_as_of{};     ///< brought in from an older book, as it stood at the end of that day
};

/// What one entry did to one award: gross = charges + credited. Negative where a matching was reversed.
struct AwardLine {
  record::Seq entry = 0;
  Digest leaf{};
  CivilDate day;
  custody::WardId ward;
  custody::AwardId award;
  std::optional<custody::CreditId> credit;
  std::optional<record::Seq> reverses;
  Amount gross, charges, credited;
  bool brought = false;                         ///< said by an older book, or taken back: no credit of this one's
};

/// Something that one entry wrote in the watch: an amount counted, flags raised, a case or a duty that opened or moved.
struct WatchLine {
  record::Seq entry = 0;
  Digest leaf{};
  CivilDate day;
  std::string what;                             ///< the command, or the proposed one that it carried out
  std::optional<custody::RequestId> request;
  std::optional<custody::OrderId> order;
  custody::Event event;
};

struct History {
  Basis basis;
  journal::Memory memory;                        ///< after `basis.entry`
  std::vector<WardLine> ward_lines;              ///< of the whole time, oldest first
  std::vector<AwardLine> award_lines;            ///< likewise, of the order's awards or the ward's
  std::map<book::Account, std::int64_t> opening; ///< what the record had on the ward's accounts before the period, or an older book had
  std::vector<WatchLine> watch_lines;            ///< likewise, of the watch; nobody's but compliance's (R38)
  std::map<custody::CreditId, Amount> matched;   ///< gross that the order's own part says went to its wards
};

using Progress = std::function<void(record::Seq done, record::Seq total)>;

/// `note`: the head that was published last. `keys` may not be null. `progress` may be empty.
/// NOTE_UNSIGNED if no key of the ledger's signed the head; CHECKPOINT_FORK if it is not of this journal; NOT_DUE if the period ends after the day of the head's last
/// entry; ENTRY_MISSING if no entry is old enough; FOLDER_OPTION if it ends before it begins; and what folding refuses.
Result<History> read_history(const store::LogStore& store, crypto::KeyStore& keys, std::string_view note, const Question& question, const Progress& progress);

/// Adds what an entry says to the lines. For `read_history`, and for tests of it. `memory` is as it stood before the entry.
class Gatherer {
 public:
  Gatherer(const Question& question, History& history) : question_(question), history_(history) {}
  Status take(const journal::Memory& before, const journal::Entry& entry);
  /// After the last entry; a period that begins after it opens with what stands then.
  void finish(const journal::Memory& after);

 private:
  struct Told;  ///< what the entry's events say of it
  [[nodiscard]] static Told told_by(const journal::Memory& before, const journal::Entry& entry);
  void open_period(const journal::Memory& before);
  void take_ward(const journal::Entry& entry, const journal::SubjectPart& part, const Told& told);
  Status take_awards(const journal::Entry& entry, const journal::SubjectPart& part, const Told& told);
  void take_order(const journal::SubjectPart& part);
  void take_watch(const journal::Entry& entry, const journal::SubjectPart& part, const Told& told);

  const Question& question_;
  History& history_;
  std::map<book::Account, custody::AwardId> awards_;  ///< that are looked at, by the accounts of theirs
  std::set<record::Seq> brought_before_;  ///< entries that brought in what stood there when the period began
  std::optional<CivilDate> from_;  ///< the period's first day: of the first entry, where none is asked for
  bool opened_ = false;
};

}  // namespace katiwala::audit::reports

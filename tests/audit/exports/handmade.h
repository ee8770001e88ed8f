/// Entries made by hand, the same bytes every time: what an export is given, without a journal that draws salts and times.
#pragma once

#include <map>
#include <string>

#include "audit/exports/exporter.h"
#include "ledger/journal/entry.h"
#include "tests/audit/values.h"

namespace katiwala::audit::exports::testing {

using audit::testing::amount;
using audit::testing::currency;
using audit::testing::owner;
using audit::testing::Owner;
book::Posting post(book::AccountKind kind, std::uint8_t of, const std::string& text, const std::string& code, book::Category category);

/// What was asked, where only that it was asked matters.
custody::ReceiveCredit some_credit();

/// A history that grows: every entry follows the one before, its parts hashed with a salt of zeros.
class Handmade {
 public:
  explicit Handmade(const std::string& first_time) : time_(*Instant::parse(first_time)) {}

  /// A part of the entry to come. Its balances are what its postings give, unless `wrong_balance` was asked for.
  journal::SubjectPart& part(custody::SubjectKind kind, std::uint8_t of);
  /// Seals the part that was begun last, so that it can not be read.
  void close_part(std::uint8_t key);
  /// The entry of the parts begun since the one before. The first of them that can be read is what was asked.
  const journal::Entry& entry(custody::Command command);
  /// Everything from here on is that much later.
  void later(std::int64_t seconds) { time_.micros += seconds * 1'000'000; }
  std::vector<journal::Entry> entries;

 private:
  struct Begun {
    journal::SubjectPart part;
    std::optional<std::uint8_t> closed;
  };
  std::vector<Begun> begun_;
  std::map<custody::Subject, std::uint64_t> numbers_;
  std::map<book::Account, std::int64_t> balances_;
  Instant time_;
};

/// Six kinds of entries over three days: founding, a receipt, its matching, a conversion with a charge, a part that was erased and one that
/// is closed; with currencies of no, two and three decimals.
Handmade small_history();

/// Everything an exporter writes, by file.
using Files = std::map<std::string, std::string>;
Result<Files> run(const Format& format, const std::vector<journal::Entry>& entries, record::Seq from = 0);
const Format& format_named(std::string_view name);
/// With every erasure of the entries known beforehand.
Scope scope_of(const std::vector<journal::Entry>& entries, record::Seq from);

}  // namespace katiwala::audit::exports::testing

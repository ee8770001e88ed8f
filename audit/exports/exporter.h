/// Exports of a journal for people who use their own tools. One page a format: docs/exports.md.
///
/// Values in, bytes out: an exporter is given every entry from 0, in order, and hands text to a sink as it goes. It keeps the balances
/// of the accounts and the open proposals, never the entries. The same journal, opened with the same keys, gives the same bytes.
#pragma once

#include <functional>
#include <memory>
#include <string_view>

#include "audit/exports/erasures.h"

namespace katiwala::audit::exports {

/// Takes the next bytes of one file of the export.
using Sink = std::function<void(std::string_view)>;
/// Opens a file of the export by its name.
using OpenFile = std::function<Sink(std::string_view name)>;

struct Scope {
  store::LedgerId ledger;
  record::Seq from = 0;  ///< entries before it are folded into opening balances
  Erasures erasures;
};

class Exporter {
 public:
  virtual ~Exporter() = default;
  /// The next entry, from 0. What `Books::take` refuses; after a refusal what was written is of no use.
  virtual Status take(const journal::Entry& entry) = 0;
  /// After the last entry. ENTRY_MISSING where no entry was reached that was to be exported.
  virtual Status finish() = 0;
};

/// "journal.ledger"
std::unique_ptr<Exporter> ledger_exporter(Scope scope, const OpenFile& open);
/// "journal.hledger"
std::unique_ptr<Exporter> hledger_exporter(Scope scope, const OpenFile& open);
/// "journal.beancount"
std::unique_ptr<Exporter> beancount_exporter(Scope scope, const OpenFile& open);
/// "gl_detail.csv", "trial_balance.csv", "chart_of_accounts.csv", "unreadable_parts.csv"
std::unique_ptr<Exporter> general_ledger_exporter(Scope scope, const OpenFile& open);
/// "entries.jsonl"
std::unique_ptr<Exporter> json_lines_exporter(Scope scope, const OpenFile& open);

struct Format {
  std::string_view name;
  std::unique_ptr<Exporter> (*make)(Scope scope, const OpenFile& open);
};
inline constexpr Format kFormats[] = {{"ledger", &ledger_exporter},
                                      {"hledger", &hledger_exporter},
                                      {"beancount", &beancount_exporter},
                                      {"csv", &general_ledger_exporter},
                                      {"jsonl", &json_lines_exporter}};

struct ExportReport {
  record::Seq first = 0;           ///< entry exported
  record::Seq entries = 0;         ///< exported
  std::uint64_t parts_erased = 0;  ///< of these, named and not read
  std::uint64_t parts_closed = 0;
};
using Progress = std::function<void(record::Seq done, record::Seq total)>;

/// Reads a stored ledger through an exporter. `keys` may be null: then sealed parts stay closed; `progress` may be empty.
/// ENTRY_MISSING where the ledger has no entry `from`; CHAIN_BROKEN, STORE_HEAD_MISMATCH, and whatever `open_entry` and the exporter refuse.
Result<ExportReport> export_entries(const store::LogStore& store, crypto::KeyStore* keys, const Format& format, record::Seq from, const OpenFile& open,
                                    const Progress& progress);

}  // namespace katiwala::audit::exports

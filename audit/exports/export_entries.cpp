#include "audit/exports/exporter.h"

namespace katiwala::audit::exports {
namespace {

constexpr record::Seq kProgressEvery = 4096;

struct Before {
  std::optional<record::Header> header;
  Digest leaf{};
};

Status follows(const journal::Entry& entry, const Before& before) {
  const Status checked = record::check_follows(entry.header, before.header ? &*before.header : nullptr, before.leaf);
  if (!checked.ok()) return refuse(checked.refusal().code, checked.refusal().message, "entry " + std::to_string(entry.seq()) + " " + checked.refusal().place);
  if (!entry.header.time.has_date()) return refuse(Code::RECORD_MALFORMED, "The entry's time is no date.", "entry " + std::to_string(entry.seq()) + " time");
  return good();
}

void count(ExportReport& report, const journal::Entry& entry, const Erasures& erasures) {
  ++report.entries;
  for (const ClosedPart& part : closed_parts(entry, erasures)) ++(part.erased_by ? report.parts_erased : report.parts_closed);
}

}  // namespace

Result<ExportReport> export_entries(const store::LogStore& store, crypto::KeyStore* keys, const Format& format, record::Seq from, const OpenFile& open,
                                    const Progress& progress) {
  const auto head = store.head();
  if (!head || head->seq < from) return refuse(Code::ENTRY_MISSING, "The ledger has no entry of that number.", "entry " + std::to_string(from));
  KATIWALA_TRY(const Erasures erasures, find_erasures(store));
  const auto exporter = format.make({store.ledger(), from, erasures}, open);
  ExportReport report;
  report.first = from;
  Before before;
  const Status scanned = store.scan(0, [&](record::Seq, const record::StoredEntry& stored) -> Status {
    KATIWALA_TRY(const journal::Entry entry, journal::open_entry(store.ledger(), stored, keys));
    KATIWALA_CHECK(follows(entry, before));
    KATIWALA_CHECK(exporter->take(entry));
    if (entry.seq() >= from) count(report, entry, erasures);
    before = {entry.header, entry.leaf};
    if (progress && (entry.seq() + 1) % kProgressEvery == 0) progress(entry.seq() + 1, head->seq + 1);
    return good();
  });
  KATIWALA_CHECK(scanned);
  if (!before.header || before.header->seq != head->seq || before.leaf != head->leaf) {
    return refuse(Code::STORE_HEAD_MISMATCH, "The journal does not end with the entry that its head names.", "entry " + std::to_string(head->seq));
  }
  KATIWALA_CHECK(exporter->finish());
  return report;
}

}  // namespace katiwala::audit::exports

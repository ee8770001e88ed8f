#include "api/bench/import.h"

#include <fmt/format.h>
#include <libxml/xmlreader.h>
#include <libxml/xmlschemas.h>

#include <fstream>

#include "api/bench/child.h"
#include "api/bench/machine.h"
#include "api/bench/meter.h"
#include "api/bench/scene.h"
#include "api/messages/sandbox_bank.h"
#include "api/messages/schema.h"
#include "api/messages/stream.h"

namespace katiwala::api::bench {
namespace {

constexpr std::string_view kDefinition = "camt.053.001.08";
const std::string kBareReader = "libxml2's streaming reader over the same file";
constexpr int kRemarks = 16;  // so that an entry has as many bytes as of a statement of 20,000 entries and 74 MB

messages::Entry an_entry(std::size_t number, CivilDate day) {
  messages::Transaction t;
  t.amount = Amount(pesos(1).currency(), static_cast<std::int64_t>(number % 1'000'000) + 1);
  t.references.account_servicer_reference = fmt::format("SANDBOX-REF-{:010}", number);
  t.references.end_to_end_id = fmt::format("KTWB{:020}", number);
  t.debtor_name = "SANDBOX CLERK OF COURT";
  t.creditor_name = "SANDBOX BANK AS TRUSTEE";
  for (int i = 0; i < kRemarks; ++i) t.remittance.push_back(fmt::format("Invented restitution payment number {} of a benchmark, remark {}, for nobody{:60}", number, i, "."));
  return messages::entry_of(t, day, day);
}

/// A valid statement of about so many bytes.
Result<std::string> statement(std::size_t bytes) {
  const CivilDate day = manila_date(default_sandbox_start());
  messages::AccountRef account;
  account.number = kStatementAccount;
  account.currency = pesos(1).currency();
  const auto of = [&](std::size_t entries) -> Result<std::string> {
    std::vector<messages::Entry> all;
    for (std::size_t i = 0; i < entries; ++i) all.push_back(an_entry(i, day));
    KATIWALA_TRY(auto report, messages::report_of("STMT-BENCH", default_sandbox_start(), account, zero(pesos(1).currency()), day, std::move(all)));
    messages::AccountMessage message;
    message.message_id = "BENCH";
    message.created = default_sandbox_start();
    message.reports.push_back(std::move(report));
    return messages::write_statement(message);
  };
  constexpr std::size_t kSample = 100;
  KATIWALA_TRY(const std::string sample, of(kSample));
  return of(std::max<std::size_t>(1, bytes * kSample / sample.size()));
}

template <auto Free>
struct Freed {
  template <class T>
  void operator()(T* it) const {
    Free(it);
  }
};

using SchemaHandle = std::unique_ptr<xmlSchema, Freed<xmlSchemaFree>>;

/// Null: it can not be read.
SchemaHandle schema_of(const std::string& file) {
  const std::unique_ptr<xmlSchemaParserCtxt, Freed<xmlSchemaFreeParserCtxt>> parser(xmlSchemaNewParserCtxt(file.c_str()));
  return SchemaHandle(xmlSchemaParse(parser.get()));
}

/// Streaming parse by libxml2, with the schema where there is one; nothing is kept. False: not well formed, or not valid.
bool read_bare(const std::string& file, xmlSchema* schema) {
  const std::unique_ptr<xmlTextReader, Freed<xmlFreeTextReader>> reader(xmlReaderForFile(file.c_str(), nullptr, XML_PARSE_NONET));
  if (!reader) return false;
  if (schema != nullptr && xmlTextReaderSetSchema(reader.get(), schema) != 0) return false;
  int step = 1;
  while (step == 1) step = xmlTextReaderRead(reader.get());
  return step == 0 && (schema == nullptr || xmlTextReaderIsValid(reader.get()) == 1);
}

/// The two readings of an import: to see that all of it agrees, and to act. How many booked entries came; -1 where it is refused.
std::int64_t read_twice(const std::string& file, const messages::SchemaSet* schemas) {
  const auto stored = FileBytes::open(file);
  if (!stored.ok()) return -1;
  std::int64_t entries = 0;
  for (const bool acting : {false, true}) {
    const auto message = messages::stream_incoming(messages::MessageSource::of(*stored), messages::kImportLimits, acting ? nullptr : schemas,
                                                   [&](const messages::EntryPlace& at, messages::Entry&& entry) {
                                                     if (acting && at.booked) entries += static_cast<std::int64_t>(entry.transactions.size());
                                                     return good();
                                                   });
    if (!message.ok()) return -1;
  }
  return entries;
}

std::string with(const Run& run) { return run.schemas.empty() ? "no schema on either side (none was given)" : "official schema on both sides"; }

/// Rows as all of these are: milliseconds, and memory that is bounded, held against what the bare reader took of the same file.
Row time_row(const std::string& id, std::int64_t ms, const transport::Json& reading) {
  Row row;
  row.id = id;
  row.unit = "ms";
  row.measured = ms;
  row.held_against = kBareReader;
  row.baseline = std::max<std::int64_t>(1, number(reading, "bare_ms"));
  return row;
}
Row resident_row(const std::string& id, std::int64_t bytes, const transport::Json& reading) {
  Row row;
  row.id = id;
  row.unit = "KiB";
  row.measured = bytes >> 10;
  row.held_against = "most resident memory of the bare reader";
  row.baseline = number(reading, "bare_peak_bytes") >> 10;
  row.target = {Limit::measured_at_most, 64 << 10};
  return row;
}

void tell_reading(const Run& run, const transport::Json& child, std::uint64_t bytes) {
  Row row = time_row("import.read", number(child, "read_ms"), child);
  row.what = fmt::format("a camt.053 of {} MiB read twice, as an import does: all of it checked, then entry by entry", bytes >> 20);
  row.detail = fmt::format("{} entries; {}", number(child, "entries"), with(run));
  run.row(row);
  Row memory = resident_row("import.read.memory", number(child, "peak_bytes"), child);
  memory.what = "most resident memory during both readings";
  memory.detail = with(run);
  run.row(memory);
}

Status tell_import(const Run& run, const transport::Json& reading, const transport::Json& child, std::uint64_t bytes) {
  if (number(child, "lines") != number(reading, "entries")) return refuse(Code::HTTP_RESPONSE, "Not every line of the statement was received.");
  Row row = time_row("import", number(child, "import_ms"), reading);
  row.what = fmt::format("a camt.053 of {} MiB sent over HTTPS and taken into a ledger: every line judged, an entry of its own, durable before it is answered", bytes >> 20);
  row.target = {Limit::ratio_at_most, 2000};
  row.durable = true;
  row.detail = fmt::format("{} lines, {} a second; the schema is the bare reader's alone, the door has its own", number(child, "lines"),
                           number(child, "lines") * 1000 / std::max<std::int64_t>(1, number(child, "import_ms")));
  run.row(row);
  Row memory = resident_row("import.memory", number(child, "grown_bytes"), reading);
  memory.what = "by how much the process that serves (and, here, sends) grew at most, with what the ledger knows of the lines from then on";
  memory.detail = fmt::format("{} KiB before it", number(child, "before_bytes") >> 10);
  run.row(memory);
  return good();
}

}  // namespace

Status measure_import(const Run& run) {
  run.say("a large statement");
  const Path file = run.folder / "statement.xml";
  std::uint64_t bytes = 0;
  {
    KATIWALA_TRY(const std::string text, statement(run.sizes.statement_bytes));
    bytes = text.size();
    std::ofstream(file, std::ios::binary) << text;
  }
  std::vector<std::string> arguments{"--child-read", file.string()};
  if (!run.schemas.empty()) arguments.insert(arguments.end(), {"--schemas", run.schemas});
  KATIWALA_TRY(const transport::Json reading, ask_child(arguments));
  run.say("the same into a ledger");
  KATIWALA_TRY(const LedgerFolder ledger, ledger_for_statement(run));
  KATIWALA_TRY(const transport::Json importing, ask_child({"--child-import", file.string(), "--ledger", ledger.root.string()}));
  std::filesystem::remove(file);
  tell_reading(run, reading, bytes);
  return tell_import(run, reading, importing, bytes);
}

int child_read(const std::string& file, const std::string& schemas) {
  const auto ms = [](std::int64_t nanos) { return nanos / 1'000'000; };
  // Both sides have their schema before their clock runs: a ledger that serves compiled it when it started.
  const SchemaHandle bare_schema = schemas.empty() ? SchemaHandle() : schema_of(schemas + "/" + std::string(kDefinition) + ".xsd");
  if (!schemas.empty() && !bare_schema) return 1;
  const Stopwatch bare;
  if (!read_bare(file, bare_schema.get())) return 1;
  const std::int64_t bare_nanos = bare.nanos();
  const auto bare_peak = static_cast<std::int64_t>(peak_resident_bytes());
  std::optional<messages::SchemaSet> set;
  if (!schemas.empty()) {
    auto loaded = messages::SchemaSet::load(schemas, {std::string(kDefinition)});
    if (!loaded.ok()) return 1;
    set.emplace(std::move(*loaded));
  }
  const Stopwatch reading;
  const std::int64_t entries = read_twice(file, set ? &*set : nullptr);
  const std::int64_t read_nanos = reading.nanos();
  if (entries < 0) return 1;
  transport::Json out;
  out.set("bare_ms", ms(bare_nanos)).set("bare_peak_bytes", bare_peak).set("read_ms", ms(read_nanos));
  out.set("peak_bytes", static_cast<std::int64_t>(peak_resident_bytes())).set("entries", entries);
  const std::string said = to_text(out) + "\n";
  std::fwrite(said.data(), 1, said.size(), stdout);
  return 0;
}

}  // namespace katiwala::api::bench

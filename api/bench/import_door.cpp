#include <algorithm>

#include "api/bench/child.h"
#include "api/bench/import.h"
#include "api/bench/machine.h"
#include "api/bench/meter.h"
#include "api/bench/scene.h"
#include "api/door/plain.h"
#include "api/house.h"
#include "api/ports.h"
#include "api/transport/client.h"

namespace katiwala::api::bench {
namespace {

Result<transport::HttpsClient> the_bank(const House& house) {
  transport::ClientOptions options;
  options.port = house.port();
  KATIWALA_TRY(options.identity, sandbox_identity(house.folder().root, "bank"));
  KATIWALA_TRY(options.authorities_pem, read_text_file(house.folder().authorities));
  options.wall_micros = &wall_micros;
  return transport::HttpsClient::create(std::move(options));
}

/// How many lines were received; a refusal where it was anything else than all of them.
Result<std::int64_t> received_in(const transport::Response& answer) {
  if (answer.status != 200) return refuse(Code::HTTP_RESPONSE, "The statement was refused: " + answer.body.substr(0, 300));
  const std::string_view mark = "\"result\":\"received\"";
  std::int64_t lines = 0;
  for (std::size_t at = answer.body.find(mark); at != std::string::npos; at = answer.body.find(mark, at + mark.size())) ++lines;
  return lines;
}

Result<transport::Json> import_through_the_door(const std::string& file, const std::string& ledger) {
  KATIWALA_TRY(const LedgerFolder folder, LedgerFolder::read(ledger));
  HouseOptions options;
  options.scrypt_log2_n = 10;
  options.sandbox_start = default_sandbox_start();
  KATIWALA_TRY(const auto house, House::open(folder, options));
  KATIWALA_CHECK(house->serve("127.0.0.1", 0));
  KATIWALA_TRY(auto bank, the_bank(*house));
  KATIWALA_CHECK(bank.call("GET", "/v1/me"));
  KATIWALA_TRY(const auto statement, FileBytes::open(file));
  transport::Headers headers;
  headers.set("content-type", "application/xml");
  headers.set("idempotency-key", "bench-statement");
  const auto before = static_cast<std::int64_t>(resident_bytes());
  const Stopwatch watch;
  KATIWALA_TRY(const transport::Response answer, bank.call("POST", "/v1/bank-messages", *statement, headers));
  const std::int64_t nanos = watch.nanos();
  const std::int64_t grown = static_cast<std::int64_t>(peak_resident_bytes()) - before;
  KATIWALA_TRY(const std::int64_t lines, received_in(answer));
  transport::Json out;
  out.set("import_ms", nanos / 1'000'000).set("before_bytes", before).set("grown_bytes", std::max<std::int64_t>(0, grown)).set("lines", lines);
  return out;
}

}  // namespace

Result<LedgerFolder> ledger_for_statement(const Run& run) {
  KATIWALA_TRY(const auto bench, Workbench::create(run.folder, "import-ledger"));
  custody::OpenPool pool;
  pool.pool = bench->draw<custody::PoolTag>();
  pool.bank = "BENCHBANK";
  pool.code = "POOL1";
  const custody::MarkValue account = bench->journal().mark(custody::MarkKind::account, door::normalised(custody::MarkKind::account, kStatementAccount));
  pool.accounts.push_back({pesos(1).currency(), {custody::MarkKind::account, account}, bench->draw_vault_ref()});
  KATIWALA_CHECK(bench->agree({pool}));
  return bench->folder();
}

int child_import(const std::string& file, const std::string& ledger) {
  const auto told = import_through_the_door(file, ledger);
  const std::string said = (told.ok() ? to_text(*told) : told.refusal().message) + "\n";
  std::fwrite(said.data(), 1, said.size(), told.ok() ? stdout : stderr);
  return told.ok() ? 0 : 1;
}

}  // namespace katiwala::api::bench

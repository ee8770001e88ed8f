#include "api/bench/memory.h"

#include <fmt/format.h>

#include "api/bench/child.h"
#include "api/bench/machine.h"
#include "api/bench/postings.h"
#include "api/bench/scene.h"
#include "ledger/store/keyfile.h"

namespace katiwala::api::bench {
namespace {

using namespace custody;
using book::AccountKind;
using book::Category;

constexpr std::size_t kIdleWindow = 8192;
constexpr std::size_t kWardsAtOnce = 50'000;
constexpr std::int64_t kGivenPesos = 100'000;
constexpr std::size_t kWardsAnOrder = 100;

/// Draws what a generated ward has beside the command that opens her.
class Generator {
 public:
  /// Pre: an order for every hundred wards.
  Generator(Workbench& bench, std::vector<OrderId> orders) : bench_(bench), orders_(std::move(orders)) {}

  Decision decide(const State&, const Submission& submission) {
    const auto& opening = std::get<OpenWard>(submission.command);
    Decision out;
    out.outcome = Outcome::allow;
    out.about = subject(opening.ward);
    out.reasons.push_back({Outcome::allow, "generated", "R01", {}});
    const CivilDate today = manila_date(submission.time);
    const auto happen = [&](Event event) { out.effects.push_back({out.about, std::move(event)}); };
    const Award award{bench_.draw<AwardTag>(), orders_[wards_++ / kWardsAnOrder], pesos(kGivenPesos)};
    const Guardian guardian = new_guardian(today);
    happen(WardOpened{opening});
    happen(MajorityScheduled{add_years(opening.born_latest, 18)});
    happen(AwardRecorded{award});
    happen(GuardianAppointed{guardian});
    happen(BondApproved{guardian.person, {pesos(kGivenPesos / 10), today}});
    happen(PayeeRegistered{new_school(today)});
    std::uint32_t duty = 0;
    for (const Duty owed : {Duty::inventory, Duty::property_report, Duty::annual_account}) {
      happen(ObligationOpened{{++duty, owed, DutyOwner::guardian, "R12", today, today + 90, std::nullopt, false, false}});
    }
    happen(AwardCredited{award.id, bench_.draw<CreditTag>(), award.amount, zero(award.amount.currency()), award.amount});
    pay(out, opening, award);
    return out;
  }

 private:
  Guardian new_guardian(CivilDate today) {
    Guardian out;
    out.person = bench_.draw<PersonTag>();
    out.letters = today;
    out.bond_ordered = pesos(kGivenPesos / 10);
    out.no_other_property = true;
    out.marks = {bench_.draw_mark(MarkKind::phone), bench_.draw_mark(MarkKind::address)};
    return out;
  }
  Payee new_school(CivilDate today) {
    Payee out;
    out.id = bench_.draw<PayeeTag>();
    out.person = bench_.draw<PersonTag>();
    out.currency = pesos(1).currency();
    out.details = bench_.draw_vault_ref();
    out.marks = {bench_.draw_mark(MarkKind::account)};
    out.registered = today;
    return out;
  }
  static void pay(Decision& out, const OpenWard& opening, const Award& award) {
    const auto post = [&](Subject about, AccountKind kind, const std::array<std::uint8_t, 16>& owner, Amount amount, Category category) {
      out.postings.push_back({about, book::posting(kind, owner, amount, category)});
    };
    post(out.about, AccountKind::awarded, award.id.bytes, -award.amount, Category::authority);
    post(out.about, AccountKind::received, award.id.bytes, award.amount, Category::authority);
    post(out.about, AccountKind::principal, opening.ward.bytes, award.amount, Category::receipt);
    post(subject(opening.pool), AccountKind::bank, opening.pool.bytes, award.amount, Category::receipt);
  }

  Workbench& bench_;
  std::vector<OrderId> orders_;
  std::size_t wards_ = 0;
};

OpenWard an_opening(Workbench& bench, const PoolId& pool) {
  OpenWard out;
  out.ward = bench.draw<WardTag>();
  out.pool = pool;
  out.born_earliest = out.born_latest = add_years(bench.today(), -10);
  out.trust_instrument = bench.draw_digest();
  out.particulars = bench.draw_vault_ref();
  out.marks = {bench.draw_mark(MarkKind::name)};
  return out;
}

struct Written {
  std::uint64_t wards = 0;
  std::int64_t nanos = 0;
};

Result<Written> generate(const Run& run, Workbench& bench, const Scene& scene) {
  std::vector<OrderId> orders;
  std::vector<Command> recorded;
  for (std::size_t i = 0; i < run.sizes.idle_wards; i += kWardsAnOrder) {
    orders.push_back(bench.draw<OrderTag>());
    const Amount total = pesos(kGivenPesos * static_cast<std::int64_t>(kWardsAnOrder));
    recorded.push_back(RecordOrder{orders.back(), "US", bench.today(), total, bench.draw_digest(), std::nullopt});
  }
  KATIWALA_CHECK(bench.agree(std::move(recorded)));
  bench.close();
  Generator generator(bench, std::move(orders));
  KATIWALA_CHECK(bench.open({}, [&](const State& state, const Submission& submission) { return generator.decide(state, submission); }));
  Written out;
  while (out.wards < run.sizes.idle_wards) {
    run.say(fmt::format("making idle wards, {} of {}", out.wards, run.sizes.idle_wards));
    Asks asks;
    for (std::size_t i = 0; i < kWardsAtOnce && out.wards < run.sizes.idle_wards; ++i, ++out.wards) {
      asks.push_back(bench.ask("officer-1", an_opening(bench, scene.pool)));
    }
    KATIWALA_TRY(const Streamed streamed, bench.stream(std::move(asks), kIdleWindow));
    out.nanos += streamed.nanos;
  }
  bench.close();
  return out;
}

Row memory_row(const transport::Json& child, std::uint64_t wards) {
  const auto each = [&](std::string_view key) { return number(child, key) / static_cast<std::int64_t>(wards); };
  Row row;
  row.id = "memory";
  row.what = fmt::format("resident memory an idle ward, {} of them, in a process that opened their ledger (after opening, clean start)", wards);
  row.unit = "bytes";
  row.measured = each("resident_bytes");
  row.held_against = "her derived row as stored, sealed, with its key";
  row.baseline = each("row_bytes");
  row.target = {Limit::measured_at_most, 2048};
  row.detail = fmt::format("in all {} MiB: {} bytes a ward by the database, {} by the key store, {} by the journal's state; peak {} MiB",
                           number(child, "resident_bytes") >> 20, each("store_bytes"), each("keys_bytes"), each("journal_bytes"), number(child, "peak_bytes") >> 20);
  return row;
}

Row restart_row(const transport::Json& child, std::uint64_t wards) {
  Row row;
  row.id = "restart";
  row.what = fmt::format("from nothing to serving, clean start: {} entries, as many wards", number(child, "entries"));
  row.unit = "ms";
  row.measured = number(child, "open_ms");
  row.held_against = "reading the same derived rows out of the same database, nothing done with them";
  row.baseline = std::max<std::int64_t>(1, number(child, "scan_ms"));
  row.target = {Limit::measured_at_most, 5000};
  row.detail = fmt::format("database {} ms, key store {} ms, journal {} ms; {} wards", number(child, "store_ms"), number(child, "keys_ms"), number(child, "journal_ms"), wards);
  return row;
}

}  // namespace

Status measure_idle_wards(const Run& run) {
  run.say("founding a ledger for idle wards");
  Path root;
  Written written;
  {
    KATIWALA_TRY(auto bench, Workbench::create(run.folder, "idle"));
    root = bench->folder().root;
    KATIWALA_TRY(const Scene scene, make_scene(*bench, 0));
    KATIWALA_TRY(written, generate(run, *bench, scene));
  }
  run.say("starting again");
  KATIWALA_TRY(const transport::Json child, ask_child({"--child-restart", root.string()}));
  Row memory = memory_row(child, written.wards), restart = restart_row(child, written.wards);
  memory.detail += fmt::format("; made at {} wards/s by the journal with a generator in the judge's place", per_second(written.wards, written.nanos));
  run.row(memory);
  run.row(restart);
  std::filesystem::remove_all(root);
  return good();
}

int child_restart(const std::string& root) {
  const auto ms = [](std::int64_t nanos) { return nanos / 1'000'000; };
  const auto at_start = static_cast<std::int64_t>(resident_bytes());
  const auto folder = LedgerFolder::read(root);
  if (!folder.ok()) return 1;
  const auto passphrase = folder->passphrase();
  if (!passphrase.ok()) return 1;
  const Stopwatch all;
  auto store = store::open_rocks(folder->places, {});
  if (!store.ok()) return 1;
  const std::int64_t store_nanos = all.nanos(), store_bytes = static_cast<std::int64_t>(resident_bytes());
  auto keys = store::open_keyfile(folder->places.keys, *passphrase, crypto::system_entropy(), {10, nullptr, false});
  if (!keys.ok()) return 1;
  const std::int64_t keys_nanos = all.nanos(), keys_bytes = static_cast<std::int64_t>(resident_bytes());
  SandboxClock clock(default_sandbox_start());
  journal::Ports ports{store->get(), keys->get(), &clock, &clock, &crypto::system_entropy(), [](const State&, const Submission&) { return Decision{}; }, 1};
  auto journal = journal::Journal::open(ports, {});
  if (!journal.ok()) return 1;
  const std::int64_t journal_nanos = all.nanos(), journal_bytes = static_cast<std::int64_t>(resident_bytes());
  transport::Json out;
  out.set("entries", static_cast<std::int64_t>((*journal)->head()->seq + 1)).set("open_ms", ms(journal_nanos));
  out.set("store_ms", ms(store_nanos)).set("keys_ms", ms(keys_nanos - store_nanos)).set("journal_ms", ms(journal_nanos - keys_nanos));
  out.set("resident_bytes", journal_bytes - at_start).set("store_bytes", store_bytes - at_start);
  out.set("keys_bytes", keys_bytes - store_bytes).set("journal_bytes", journal_bytes - keys_bytes);
  out.set("peak_bytes", static_cast<std::int64_t>(peak_resident_bytes()));
  const Stopwatch scan;
  std::int64_t row_bytes = 0;
  const Status scanned = (*store)->scan_derived([&](ByteView key, ByteView value) {
    if (key[0] == static_cast<std::uint8_t>(Table::ward)) row_bytes += static_cast<std::int64_t>(key.size() + value.size());
    return good();
  });
  out.set("scan_ms", ms(scan.nanos())).set("row_bytes", row_bytes);
  const std::string text = to_text(out) + "\n";
  std::fwrite(text.data(), 1, text.size(), stdout);
  return scanned.ok() ? 0 : 1;
}

}  // namespace katiwala::api::bench

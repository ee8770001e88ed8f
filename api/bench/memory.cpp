#include "api/bench/memory.h"

#include <fmt/format.h>

#include "api/bench/child.h"
#include "api/bench/restart.h"
#include "api/bench/scene.h"

namespace katiwala::api::bench {
namespace {

using namespace custody;
using book::AccountKind;
using book::Category;

constexpr std::size_t kIdleWindow = 8192;
constexpr std::size_t kWardsAtOnce = 50'000;
constexpr std::int64_t kGivenPesos = 100'000;
constexpr std::size_t kIdleWardsAnOrder = 100;

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
    const Award award{bench_.draw<AwardTag>(), orders_[wards_++ / kIdleWardsAnOrder], pesos(kGivenPesos)};
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
  for (std::size_t i = 0; i < run.sizes.idle_wards; i += kIdleWardsAnOrder) {
    orders.push_back(bench.draw<OrderTag>());
    const Amount total = pesos(kGivenPesos * static_cast<std::int64_t>(kIdleWardsAnOrder));
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
  KATIWALA_TRY(const transport::Json child, start_again(root));
  Row memory = memory_row(child, written.wards), restart = restart_row(child, written.wards);
  restart.id = "restart.wards";
  restart.what += ": a ledger of as many wards as entries, harsher than any bank's";
  memory.detail += fmt::format("; made at {} wards/s by the journal with a generator in the judge's place", per_second(written.wards, written.nanos));
  run.row(memory);
  run.row(restart);
  std::filesystem::remove_all(root);
  return good();
}

}  // namespace katiwala::api::bench

// An older book is brought in: what it holds for each ward, what is noted of it so far, and what all of it comes to (docs/decisions/0032).
#include "api/door/json_codec.h"
#include "api/door/query.h"
#include "api/door/routes.h"
#include "api/door/writing.h"
#include "ledger/crypto/digest.h"
#include "policies/opening.h"

namespace katiwala::api::door {
namespace {

using custody::Command;

Result<Command> note_opening(Writing& in) {
  Fields& f = in.body();
  custody::NoteOpening c;
  KATIWALA_TRY(c.ward, in.path_id<custody::WardTag>(0));
  c.opening = id<custody::OpeningTag>(f, "opening");
  f.objects("lines", [&](Fields& line) {
    custody::OpeningLine one;
    one.award = optional_id<custody::AwardTag>(line, "award");
    one.paper = optional_digest(line, "paper");
    one.amount = amount(line, "amount");
    one.income = optional_amount(line, "income");
    one.paid = optional_amount(line, "paid");
    one.charges = optional_amount(line, "charges");
    c.lines.push_back(one);
  }, policies::kMostOpeningLines);
  KATIWALA_CHECK(f.finish());
  return Command(std::move(c));
}

custody::OpeningTotals totals_in(Fields& f) {
  custody::OpeningTotals out;
  out.lines = static_cast<std::uint32_t>(f.integer("lines", 0, 0xffffffff));
  out.principal = amount(f, "principal");
  out.income = amount(f, "income");
  out.unplaced = amount(f, "unplaced");
  out.tax = amount(f, "tax");
  out.fee = amount(f, "fee");
  out.bank = amount(f, "bank");
  return out;
}

Result<Command> open_books(Writing& in) {
  Fields& f = in.body();
  custody::OpenBooks c;
  KATIWALA_TRY(c.pool, in.path_id<custody::PoolTag>(0));
  c.opening = id<custody::OpeningTag>(f, "opening");
  c.as_of = date(f, "as_of");
  c.source = digest(f, "source");
  c.noted = digest(f, "noted");
  f.objects("totals", [&](Fields& one) { c.totals.push_back(totals_in(one)); }, 64, 1);
  bool drawn = false;
  f.optional_objects("unplaced", [&](Fields& one) {
    const auto own_id = optional_id<custody::CreditTag>(one, "credit");
    drawn = drawn || !own_id;
    c.unplaced.push_back({own_id ? *own_id : crypto::random_id<custody::CreditTag>(in.entropy()), amount(one, "amount"), date(one, "booked")});
  });
  KATIWALA_CHECK(f.finish());
  if (in.is_fixed() && drawn) return refuse(Code::SIGNED_UNFIXED, "A signed opening names the ids of its credits, as the door would draw them after the signature.", "/unplaced");
  return Command(std::move(c));
}

Result<Json> opening_json(const Call& call) {
  KATIWALA_TRY(const auto pool, parse_id<custody::PoolTag>(call.params[0]));
  KATIWALA_TRY(const auto opening, parse_id<custody::OpeningTag>(call.params[1]));
  std::optional<std::vector<policies::NotedWard>> noted;
  KATIWALA_CHECK(look(call, [&](const custody::State& state) {
    if (state.pool(pool) != nullptr) noted = policies::noted_under(state, pool, opening);
  }));
  if (!noted) return refuse(Code::POOL_UNKNOWN);
  KATIWALA_TRY(const std::vector<custody::OpeningTotals> totals, policies::noted_totals(*noted));
  Json wards{Json::Array{}};
  for (const policies::NotedWard& one : *noted) {
    Json row;
    row.set("ward", one.ward.hex()).set("lines", to_json(one.lines));
    wards.push(std::move(row));
  }
  Json out;
  out.set("opening", opening.hex()).set("pool", pool.hex()).set("wards", std::move(wards)).set("totals", to_json(totals));
  out.set("noted", to_hex(crypto::sha256(view(policies::opening_text(*noted)))));
  return out;
}

}  // namespace

Result<Command> post_ward_opening(Writing& in) { return note_opening(in); }
Result<Command> post_pool_opening(Writing& in) { return open_books(in); }

transport::Response read_opening(const Call& call) {
  const auto json = opening_json(call);
  return json.ok() ? json_response(*json) : refused(call, json.refusal());
}

}  // namespace katiwala::api::door

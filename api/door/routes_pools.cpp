// Pools, foreign orders, rates and matching: what is about no ward alone.
#include "api/door/routes.h"
#include "api/door/writing.h"

namespace katiwala::api::door {
namespace {

using custody::Command;

Result<Command> open_pool(Writing& in) {
  Fields& f = in.body();
  custody::OpenPool c;
  c.pool = id_or_new<custody::PoolTag>(f, "pool", in.entropy());
  c.bank = short_code(f, "bank");
  c.code = short_code(f, "code");
  c.product = named<custody::Product>(f, "product");
  std::vector<AccountDetails> details;
  f.objects("accounts", [&](Fields& account) {
    custody::PoolAccount a;
    a.currency = currency(account, "currency");
    details.push_back(read_account_details(account, "details"));
    c.accounts.push_back(a);
  }, 64, 1);
  KATIWALA_CHECK(f.finish());
  for (std::size_t i = 0; i < details.size(); ++i) {
    c.accounts[i].account = in.mark(custody::MarkKind::account, details[i].account_number);
    KATIWALA_TRY(c.accounts[i].details, in.keep(in.house().vault_key(), to_vault_bytes(details[i])));
  }
  return Command(std::move(c));
}

Result<Command> record_order(Writing& in) {
  Fields& f = in.body();
  custody::RecordOrder c;
  c.order = id_or_new<custody::OrderTag>(f, "order", in.entropy());
  c.country = country(f, "country");
  c.dated = date(f, "dated");
  c.total = amount(f, "total");
  c.document = digest(f, "document");
  c.kind_of_order = f.optional_named<custody::OrderKind>("kind_of_order");
  f.optional_objects("defendants", [&](Fields& one) { c.defendants.push_back({id<custody::PersonTag>(one, "person"), amount(one, "amount")}); }, 256);
  const auto docket = f.optional_text("docket");
  KATIWALA_CHECK(f.finish());
  if (docket) {
    KATIWALA_TRY(c.docket, in.keep(in.house().vault_key(), view(*docket)));
  }
  return Command(std::move(c));
}

Result<Command> record_rate(Writing& in) {
  Fields& f = in.body();
  custody::RecordRate c;
  c.rate = rate(f, "rate");
  c.day = date(f, "day");
  c.source = f.some_text("source", 140);
  KATIWALA_CHECK(f.finish());
  return Command(std::move(c));
}

Result<Command> match_credit(Writing& in) {
  custody::MatchCredit c;
  KATIWALA_TRY(c.credit, in.path_id<custody::CreditTag>(0));
  c.order = id<custody::OrderTag>(in.body(), "order");
  KATIWALA_CHECK(in.body().finish());
  return Command(std::move(c));
}

}  // namespace

Result<Command> post_pool(Writing& in) { return open_pool(in); }
Result<Command> post_order(Writing& in) { return record_order(in); }
Result<Command> post_rate(Writing& in) { return record_rate(in); }
Result<Command> post_match(Writing& in) { return match_credit(in); }

}  // namespace katiwala::api::door

// What the ledger knows of a line already: its account, its payment, who used up its references.
#include "api/door/bank_import.h"
#include "api/door/payment.h"
#include "api/door/plain.h"

namespace katiwala::api::door {

using custody::Mark;

Result<std::optional<BankImport::PoolAccountFound>> BankImport::find_account(const messages::AccountReport& report) const {
  const std::string number = normalised(custody::MarkKind::account, report.account.number);
  const custody::MarkValue mark = call_.journal().mark(custody::MarkKind::account, number);
  std::optional<PoolAccountFound> out;
  KATIWALA_CHECK(look(call_, [&](const custody::State& state) {
    for (const auto& [id, pool] : state.pools) {
      for (const custody::PoolCash& cash : pool.cash) {
        const bool currency_fits = report.currency.is_none() || report.currency == cash.account.currency;
        if (cash.account.account.value == mark && currency_fits) out = PoolAccountFound{id, cash.account.currency, cash.brought_as_of};
      }
    }
  }));
  return out;
}

Result<std::optional<custody::Request>> BankImport::find_request(const std::string& end_to_end_id, const std::string& uetr,
                                                                 const std::string& message_id) const {
  const auto by_id = request_of(end_to_end_id);
  const auto by_uetr = uuid_from(uetr);
  std::optional<custody::Request> out;
  KATIWALA_CHECK(look(call_, [&](const custody::State& state) {
    const custody::Request* found = by_id ? state.request(*by_id) : nullptr;
    if (found == nullptr && (by_uetr || !message_id.empty())) {
      for (const auto& [id, request] : state.requests) {
        if (request.message_id.empty()) continue;  // not released: nothing of it is at the bank
        if ((by_uetr && request.uetr == *by_uetr) || (!message_id.empty() && request.message_id == message_id)) found = &request;
      }
    }
    if (found != nullptr && !found->message_id.empty()) out = *found;
  }));
  return out;
}

Result<std::optional<record::Seq>> BankImport::used_by(const std::vector<Mark>& marks) const {
  std::optional<record::Seq> out;
  KATIWALA_CHECK(look(call_, [&](const custody::State& state) {
    for (const Mark& mark : marks) {
      const auto found = state.references.find(mark.value);
      if (found != state.references.end()) out = found->second;
    }
  }));
  return out;
}

}  // namespace katiwala::api::door

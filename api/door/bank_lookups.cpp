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

Result<std::optional<custody::RequestId>> BankImport::sent_as(const std::string& uetr, const std::string& message_id) {
  const auto by_uetr = uuid_from(uetr);
  if (!by_uetr && message_id.empty()) return std::optional<custody::RequestId>{};
  if (!sent_) {
    PaymentsSent sent;
    // The smallest where one name is on several.
    const auto note = [](auto& index, const auto& name, const custody::RequestId& id) {
      const auto [at, is_new] = index.emplace(name, id);
      if (!is_new && id < at->second) at->second = id;
    };
    KATIWALA_CHECK(look(call_, [&](const custody::State& state) {
      for (const auto& [id, request] : state.requests) {
        if (request.message_id.empty()) continue;  // not released: nothing of it is at the bank
        note(sent.by_uetr, request.uetr, id);
        note(sent.by_message_id, request.message_id, id);
      }
    }));
    sent_ = std::move(sent);
  }
  if (by_uetr) {
    if (const auto found = sent_->by_uetr.find(*by_uetr); found != sent_->by_uetr.end()) return std::optional(found->second);
  }
  const auto found = sent_->by_message_id.find(message_id);
  return found == sent_->by_message_id.end() ? std::optional<custody::RequestId>{} : std::optional(found->second);
}

Result<std::optional<custody::Request>> BankImport::find_request(const std::string& end_to_end_id, const std::string& uetr, const std::string& message_id) {
  const auto released = [this](const custody::RequestId& id, bool& known) -> Result<std::optional<custody::Request>> {
    std::optional<custody::Request> out;
    KATIWALA_CHECK(look(call_, [&](const custody::State& state) {
      const custody::Request* request = state.request(id);
      known = request != nullptr;
      if (known && !request->message_id.empty()) out = *request;
    }));
    return out;
  };
  bool known = false;
  if (const auto by_id = request_of(end_to_end_id)) {
    KATIWALA_TRY(auto request, released(*by_id, known));
    if (known) return request;
  }
  KATIWALA_TRY(const auto other, sent_as(uetr, message_id));
  return other ? released(*other, known) : Result<std::optional<custody::Request>>(std::nullopt);
}

Result<std::optional<record::Seq>> BankImport::used_by(const std::vector<Mark>& marks) const {
  std::optional<record::Seq> out;
  glance(call_, [&](const custody::State& state) {
    for (const Mark& mark : marks) {
      const auto found = state.references.find(mark.value);
      if (found != state.references.end()) out = found->second;
    }
  });
  if (out) KATIWALA_CHECK(look(call_, [](const custody::State&) {}));  // its entry may not be durable yet
  return out;
}

}  // namespace katiwala::api::door

#include "audit/reports/report.h"

#include <algorithm>

#include "audit/reports/wording.h"

namespace katiwala::audit::reports {

const std::vector<Kind>& kinds() {
  static const std::vector<Kind> all = {
      {"deposit-receipt", Need::allowed, Need::required, Need::allowed, Need::allowed, &deposit_receipt},
      {"inventory", Need::required, Need::none, Need::none, Need::allowed, &inventory},
      {"annual-account", Need::required, Need::none, Need::required, Need::required, &annual_account},
      {"statement", Need::required, Need::none, Need::allowed, Need::allowed, &statement_of_account},
      {"trial-balance", Need::none, Need::none, Need::none, Need::allowed, &trial_balance_report},
      {"foreign-receipts", Need::none, Need::required, Need::allowed, Need::allowed, &foreign_receipts},
      {"discharge", Need::required, Need::none, Need::none, Need::allowed, &discharge_account},
      {"covered-transactions", Need::required, Need::none, Need::required, Need::required, &covered_transactions},
      {"suspicious-transaction", Need::allowed, Need::none, Need::none, Need::allowed, &suspicious_transaction, Need::allowed, Need::required},
  };
  return all;
}

const Kind* find_kind(std::string_view name) {
  const auto found = std::ranges::find(kinds(), name, &Kind::name);
  return found == kinds().end() ? nullptr : &*found;
}

Status check_question(const Kind& kind, const Question& question) {
  struct One {
    Need need;
    bool given;
    const char* option;
  };
  const One all[] = {{kind.ward, question.ward.has_value(), "ward"}, {kind.order, question.order.has_value(), "order"}, {kind.from, question.from.has_value(), "from"}, {kind.to, question.to.has_value(), "to"},
                     {kind.pool, question.pool.has_value(), "pool"}, {kind.watch_case, question.watch_case.has_value(), "case"}};
  for (const One& one : all) {
    if (one.need == Need::required && !one.given) return refuse(Code::FOLDER_OPTION, "This report needs to be told its " + std::string(one.option) + ".", one.option);
    if (one.need == Need::none && one.given) return refuse(Code::FOLDER_OPTION, "This report takes no " + std::string(one.option) + ".", one.option);
  }
  if (kind.pool == Need::allowed && question.pool.has_value() == question.ward.has_value()) {
    return refuse(Code::FOLDER_OPTION, "This report is about a ward or a pool: say which, and not both.", "ward");
  }
  if (question.from && question.to && *question.to < *question.from) return refuse(Code::FOLDER_OPTION, "The period ends before it begins.", "from");
  return good();
}

}  // namespace katiwala::audit::reports

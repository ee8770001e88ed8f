// More than so much in one banking day is reported, once a day, by a day that is counted here (R36, R71).
#include "tests/policies/properties/limits.h"

namespace katiwala::policies::properties {
namespace {

struct Movement {
  WardId ward;
  Amount amount;
  CivilDate day;  ///< as the bank booked it, or of the release
};

const Obligation* report_in(const Entry& entry, const WardId& ward) {
  for (const Effect& effect : entry.decision.effects) {
    const auto* opened = std::get_if<ObligationOpened>(&effect.event);
    const bool report = opened != nullptr && opened->obligation.duty == Duty::covered_transaction_report;
    if (report && effect.about == watch_of(ward)) return &opened->obligation;
  }
  return nullptr;
}

}  // namespace

std::string Limits::covered(const Entry& entry) {
  std::map<WardId, Movement> movements;
  const auto moves = [&](const WardId& ward, Amount amount, CivilDate day) {
    const auto [at, made] = movements.try_emplace(ward, Movement{ward, amount, day});
    if (!made) at->second.amount += amount;
  };
  for (const Effect& effect : entry.decision.effects) {
    const WardId ward{effect.about.id};
    if (const auto* e = std::get_if<AwardCredited>(&effect.event); e != nullptr && e->net.is_positive()) moves(ward, e->net, credits_.at(e->credit));
    if (const auto* e = std::get_if<InterestCredited>(&effect.event); e != nullptr && e->gross.is_positive()) moves(ward, e->gross, e->booked);
    if (const auto* e = std::get_if<RequestReleased>(&effect.event)) moves(ward, find(e->request)->what.amount, manila_date(entry.time));
  }
  for (const auto& [ward, movement] : movements) {
    const Figures& f = figures(in_force_);
    const auto day = working_from(movement.day);
    const auto due = day ? working_days_after(*day, f.covered_working_days) : std::nullopt;
    if (!due) return "R71: counted on a calendar that nobody has";
    BankingDay& sum = days_[ward][*day];
    const bool passes_it = sum.total <= f.covered;
    sum.total += worth(movement.amount, *day);
    const Obligation* report = report_in(entry, ward);
    // Once a day: again where a threshold that was raised since is passed too, or by other working days.
    const bool owed = sum.total > f.covered && (passes_it || sum.reports.empty());
    const bool may_be = owed || (sum.total > f.covered && !sum.reports.contains(*due));
    meets("R36 threshold", sum.total == f.covered);
    meets("R36 reported", owed);
    if (owed && report == nullptr) return "R36: " + decimal_text(sum.total, 4) + " on " + day->text() + " and no report";
    if (!may_be && report != nullptr) return "R36: a report that is not owed, or owed twice";
    if (report != nullptr && report->due != *due) return "R36: due " + report->due.text() + " and not " + due->text();
    if (report != nullptr) sum.reports.insert(*due);
  }
  return "";
}

}  // namespace katiwala::policies::properties

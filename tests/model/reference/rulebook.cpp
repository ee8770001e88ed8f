#include "tests/model/reference/rulebook.h"

namespace reference {

Audience audience(const std::string& rule) {
  static const std::set<std::string> kCompliance = {"R36", "R37", "R38", "R39", "RF01", "RF02"};
  if (kCompliance.contains(rule)) return Audience::compliance;
  return rule == "R26" ? Audience::staff : Audience::everyone;
}

const std::set<std::string>& known_rules() {
  static const std::set<std::string> kRules = {"R01", "R02", "R08", "R10", "R11", "R12", "R13", "R14", "R15", "R16", "R19", "R20", "R21", "R22", "R26", "R30", "R31", "R32",
                                               "R33", "R35", "R36", "R37", "R38", "R39", "R46", "R48", "R49", "R50", "R53", "R54", "R55", "R56", "R57",
                                               "R63", "R68", "R71", "R72", "RF01", "RF02", "RF06", "RF09", "RF11"};
  return kRules;
}

Rulebook edition(int number) {
  Rulebook book;
  book.edition = number;
  book.calendar = WorkingDays({2026, 2027});
  if (number == 1) {
    book.t0_request = 15'000'00;
    book.t0_window = 45'000'00;
    book.window_days = 20;
    book.order_months = 6;
    book.instapay_limit = 40'000'00;
    book.covered_threshold = 400'000'00;
    book.proposal_days = 7;
    book.bond_percent = 12;
    book.standin_days = 1;
    book.endorsement_days = 4;
    book.grace_days = 20;
    book.under_percent = 80;
    book.depletion_percent = 30;
  } else if (number == 2) {
    book.leap_births_on_1_march = false;
    book.t0_request = 25'000'00;
    book.t1_window = 120'000'00;
    book.account_months = 6;
    book.payor_notice_days = 5;
    book.calendar = WorkingDays({2026});
  }
  return book;
}

}  // namespace reference

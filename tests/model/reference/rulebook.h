/// The figures of the rules, typed off the default rulebook, and the editions that a ledger under test may adopt.
#pragma once

#include "tests/model/reference/days.h"
#include "tests/model/reference/numbers.h"

namespace reference {

struct Rulebook {
  int edition = 0;
  int majority_years = 18;                                        // R01
  bool leap_births_on_1_march = true;                             // R02
  std::int64_t bond_threshold = 50'000'00, bond_percent = 10;     // R08, centavos
  int bond_duty_days = 30;
  std::int64_t bond_alert_percent = 10;                           // R11
  int bond_increase_days = 30;
  int inventory_months = 3;                                       // R12: denies from T1
  int report_months = 3;                                          // R13
  int account_months = 12, account_hold_days = 1;                 // R14: holds from T1
  std::int64_t t0_request = 20'000'00, t0_window = 50'000'00;     // R19
  std::int64_t t1_request = 50'000'00, t1_window = 100'000'00;
  int window_days = 30;
  int order_months = 12;                                          // R20
  int proposal_days = 14;                                         // R31: until then it is agreed to, and let go
  std::int64_t persons_who_agree = 2;
  int standin_days = 3;
  std::int64_t covered_threshold = 500'000'00;                    // R36
  int covered_report_working_days = 5;
  std::int64_t instapay_limit = 50'000'00;                        // R48
  int suspense_working_days = 5;                                  // R55
  int endorsement_days = 90;                                      // R30: from T1
  int grace_days = 30, removal_notice_days = 10, removal_review_days = 5;  // R15: of inventory and annual account
  int final_account_days = 30, approval_days = 90;                // R16
  int end_notice_days = 10;                                       // R63
  int determine_days = 10, report_working_days = 1;               // R37
  int under_count = 3, under_percent = 90, under_days = 30;       // RF01
  int bill_days = 7;                                              // RF02
  std::int64_t depletion_percent = 25;                            // RF09
  int depletion_days = 90, depletion_notice_days = 10;
  int receipt_days = 15;                                          // RF06: the purposes known here all need one
  int cooling_hours = 72;                                         // RF11
  int payor_notice_days = 10;                                     // R56
  WorkingDays calendar;
};

/// Who is told why: everybody who sees the matter, the bank's own people, or compliance alone.
enum class Audience { everyone, staff, compliance };
Audience audience(const std::string& rule);
/// The rules that are written down here; the ledger under test runs with these.
const std::set<std::string>& known_rules();

inline constexpr int kEditions = 3;
/// 0: as shipped. 1: tighter. 2: leap-day births on 28 February, wider tiers, and no calendar of 2027.
Rulebook edition(int number);

}  // namespace reference

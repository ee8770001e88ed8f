#include "tests/model/reference/rulebook.h"

namespace reference {

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

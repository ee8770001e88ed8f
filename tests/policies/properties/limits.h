/// What was allowed, held against every limit a second time: from the recorded entries alone, by arithmetic of its own (rules.md R19..R21, R25,
/// R35, R36, R48, R60, RF02, RF04, RF09, RF14).
///
/// Amounts count gross, from the asking on, as long as they were neither withdrawn nor came back. A request that names a court order counts
/// against that order, another against the tiers. Each is held against the limits in force when it is asked for, when it is agreed to and when
/// it leaves, and from the second on against those of its asking too (R72).
#pragma once

#include <map>
#include <set>

#include "tests/policies/properties/figures.h"
#include "tests/policies/properties/paper.h"

namespace katiwala::policies::properties {

class Limits {
 public:
  /// Takes in the next entry. "" or the limit that it passed.
  std::string see(const Entry& entry);
  /// What stands at the end, in windows that begin on every day there was. "" or the first that is passed.
  [[nodiscard]] std::string every_window() const;
  /// How often a limit was met to the centavo by what was allowed: a limit that nothing ever came near shows nothing.
  [[nodiscard]] const std::map<std::string, std::uint64_t>& met() const { return met_; }

  /// For negative controls: takes every cap of an order or budget for a centavo lower than it was recorded.
  bool misreads_caps = false;

 private:
  enum class Step { asked, agreed, left };
  enum class At { pending, approved, left, undone };
  struct Asked {
    RequestDisbursement what;
    Rail rail = Rail::book_transfer;
    Tier tier = Tier::t0;
    CivilDate day;
    Digest rulebook{};
    Rational worth;  ///< by the rate of its day
    std::optional<BudgetId> budget;
    At at = At::pending;
    std::optional<CivilDate> left_on;
  };
  struct Cap {
    WardId ward;
    Amount most;
    CivilDate dated;
    std::optional<CivilDate> expires;
    OrderStanding standing = OrderStanding::in_force;
  };
  struct Purse {  ///< a budget
    WardId ward;
    Purpose purpose;
    CivilDate from, to;
    Amount most;
    std::optional<CourtOrderId> order;  ///< that it rests on
  };
  struct Interest {
    WardId ward;
    CivilDate booked;
    Rational net;
  };
  struct BankingDay {
    Rational total;
    std::set<CivilDate> reports;  ///< the days by which they are due
  };

  // limits.cpp: what the entries say
  void take_in(const Entry& entry, const Effect& effect);
  void take_in_request(const Entry& entry, const RequestJudged& e);
  Asked* find(const RequestId& id);
  const Asked* find(const RequestId& id) const { return const_cast<Limits*>(this)->find(id); }
  [[nodiscard]] const Payee& payee(const RequestDisbursement& what) const { return payees_.at({what.ward, what.payee}); }
  [[nodiscard]] const Figures& figures(const Digest& rulebook) const { return books_.at(rulebook); }
  [[nodiscard]] Rational worth(Amount amount, CivilDate day) const;
  [[nodiscard]] bool without_limits(const RequestDisbursement& what) const;
  [[nodiscard]] Amount lowered(Amount cap) const { return misreads_caps ? cap - Amount(cap.currency(), 1) : cap; }
  std::string posted(const Entry& entry);

  // limits_spending.cpp
  std::string payment(const Asked& a, CivilDate today, Step step);
  std::string tiers(const Asked& a, CivilDate today, const Figures& f);
  std::string split_bill(const Asked& a, CivilDate today, const Figures& f) const;
  std::string depletion(const Asked& a, CivilDate today, const Figures& f);
  std::string surge(const Asked& a, CivilDate today, const Figures& f) const;
  std::string instapay(const Asked& a, CivilDate today, const Figures& f, Step step);
  std::string allowance(const Asked& a);
  std::string compensation(const Asked& a, CivilDate today, const Figures& f);
  std::string lawyers(const Asked& a, CivilDate today, const Figures& f);
  std::string order(const Asked& a, CivilDate today, const Figures& f, Step step);
  std::string purse(const Asked& a, Step step);
  /// What was asked for before `a`, stands, and fits.
  template <class Fits>
  Rational before(const Asked& a, Fits fits) const {
    Rational sum = 0;
    for (const Asked& other : asked_) {
      if (other.what.request == a.what.request) break;
      if (other.at != At::undone && other.what.ward == a.what.ward && fits(other)) sum += other.worth;
    }
    return sum;
  }
  void meets(const std::string& limit, bool exactly) {
    if (exactly) ++met_[limit];
  }

  // limits_covered.cpp
  std::string covered(const Entry& entry);

  Digest in_force_{};
  std::map<Digest, Figures> books_;
  std::map<Currency, std::map<CivilDate, Rate>> rates_;
  std::map<std::pair<WardId, PayeeId>, Payee> payees_;
  std::map<WardId, Rational> allowances_;
  std::map<WardId, CivilDate> born_;
  std::map<OrderId, OrderKind> awarded_by_;
  std::map<AwardId, OrderId> awards_;
  std::map<WardId, std::map<Currency, std::int64_t>> assistance_;  ///< gross received on awards of defined monetary assistance
  std::map<CourtOrderId, Cap> caps_;
  std::map<BudgetId, Purse> purses_;
  std::vector<Asked> asked_;
  std::vector<Interest> interest_;
  std::map<CreditId, CivilDate> credits_;
  std::map<WardId, std::map<CivilDate, BankingDay>> days_;
  std::map<book::Account, std::int64_t> balances_;
  Instant last_{};
  std::map<std::string, std::uint64_t> met_;
};

}  // namespace katiwala::policies::properties

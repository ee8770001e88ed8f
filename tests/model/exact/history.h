/// A history of an office, at random, told to the ledger and to the reckoner: after each operation every balance of the two is the same.
///
/// What is asked for is nearly always what the rules allow, with amounts where roundings tie, shares are capped, and one minor unit is too much; where a rule
/// must refuse, it is asked for as well. The same seed makes the same history, but for the ids that the ledger draws.
#pragma once

#include <set>
#include <vector>

#include "tests/model/exact/office.h"
#include "tests/support/split_mix.h"

namespace katiwala::model::exact {

/// The same for the same seed, everywhere.
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : source_(seed) {}
  std::uint64_t next() { return source_.next(); }
  std::size_t below(std::size_t sides) { return static_cast<std::size_t>(next() % sides); }
  bool percent(unsigned chance) { return below(100) < chance; }
  /// From 1 to `most`; small ones and the whole are more likely. Pre: most >= 1.
  reckoning::Whole up_to(const reckoning::Whole& most);
  template <class List>
  auto& any(List& list) { return list[below(list.size())]; }

 private:
  seeded::SplitMix source_;
};

/// How often things happened.
using Counts = std::map<std::string, std::uint64_t>;

class History {
 public:
  History(std::uint64_t seed, reckoning::Fault fault);
  /// "" where ledger and reckoner agree to the end, else where they do not.
  std::string play(std::size_t operations);
  [[nodiscard]] const Counts& counts() const { return counts_; }
  /// How often something was asked of the ledger.
  [[nodiscard]] std::uint64_t asked() const { return asked_; }

 private:
  /// A pool's account in one currency.
  struct Pot {
    std::size_t pool = 0;
    std::string currency;
    auto operator<=>(const Pot&) const = default;
  };
  struct Ward {
    custody::WardId id;
    std::size_t pool = 0;
    std::map<std::string, custody::PayeeId> payees{};
    std::map<std::string, custody::CourtOrderId> orders{};
  };
  struct Order {
    custody::OrderId id;
    Pot pot;
    std::vector<custody::AwardId> awards{};
  };
  struct Credit {
    custody::CreditId id;
    custody::OrderId order;
    Pot pot;
    std::uint64_t received = 0;   ///< the entry
    bool waits = true;
  };
  enum class Stage { approved, released, settled };
  struct Request {
    custody::RequestId id;
    std::size_t ward = 0;
    reckoning::Money amount;
    Stage stage = Stage::approved;
    CivilDate asked{};
  };
  /// An entry that can be undone; of a receipt or a matching, the credit.
  struct Undoable {
    std::uint64_t entry = 0;
    custody::Subject about;
    std::optional<custody::CreditId> received{}, matched{};
  };
  struct Holding {
    std::size_t ward = 0;
    std::string currency;
    reckoning::Whole minor;
  };

  // history.cpp: setting up, choosing, comparing
  void open();
  void open_pool(std::vector<std::string> currencies, int wards);
  void open_ward(std::size_t pool);
  Order& open_order(const Pot& pot);
  void step();
  [[nodiscard]] std::string compare();
  Pot any_pot();
  /// A ward and currency with something on that account; nothing where there is none.
  std::optional<Holding> any_holding(std::initializer_list<reckoning::Kind> kinds);
  [[nodiscard]] reckoning::Whole outstanding(const Order& order) const;
  [[nodiscard]] const custody::PoolId& pool(const Pot& pot) const { return pools_[pot.pool].id; }
  [[nodiscard]] const custody::PoolId& pool_of(std::size_t ward) const { return pools_[wards_[ward].pool].id; }
  /// Counts it; what is not as wanted ends the history.
  bool is(const Spoken& said, custody::Outcome wanted, const std::string& what);
  void note(const char* what, bool happened) { counts_[what] += happened ? 1U : 0U; }

  // incoming.cpp
  void receive();
  void match();
  void resolve();
  void convert();
  void charge();
  void fee();
  void remit();
  void undo();
  // interest.cpp
  void interest();
  void run_interest();
  // payments.cpp
  void request();
  void release();
  void answer();
  void give_back();
  void statement();
  void pass_time();

  struct Pool {
    custody::PoolId id;
    std::vector<std::string> currencies{};
  };
  Chance chance_;
  Office office_;
  reckoning::Books books_;
  Counts counts_;
  std::uint64_t asked_ = 0;
  std::string problem_;
  std::vector<Pool> pools_;
  std::vector<Ward> wards_;
  std::vector<Order> orders_;
  std::vector<Credit> credits_;
  std::vector<Request> requests_;
  std::vector<Undoable> undoable_;
  std::set<Pot> broken_;
  std::map<Pot, CivilDate> interest_to_;  ///< the last day that a run was for
  std::uint64_t payments_ = 0;
};

// What both sides say of the same thing.
Currency currency(const std::string& code);
Amount amount(const reckoning::Money& money);

}  // namespace katiwala::model::exact

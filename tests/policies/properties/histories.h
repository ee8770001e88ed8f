/// Random histories of an office: two wards, their guardian, payees of every sort; requests, returns, back-dated values, other rulebooks, time.
///
/// Amounts come from both sides of whatever limit is near. What an office does in the ordinary course (receipts, returns to the court, cases
/// that compliance clears) it does, so that a history goes on.
#pragma once

#include <random>

#include "ledger/money/exact.h"
#include "tests/policies/properties/paper.h"

namespace katiwala::policies::properties {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  std::size_t roll(std::size_t sides) { return static_cast<std::size_t>(engine_() % sides); }
  bool chance(unsigned percent) { return roll(100) < percent; }
  template <class T>
  const T& any(const std::vector<T>& all) { return all[roll(all.size())]; }

 private:
  std::mt19937_64 engine_;
};

/// The story that every history begins with: wards with money, a guardian with letters, payees. All invented.
const Sandbox& beginning();
/// The shipped rulebook first, then others with lower or higher limits and other windows.
const std::vector<std::string>& rulebooks();

class History {
 public:
  History(std::uint64_t seed, Decide decide);
  void play(std::size_t steps);
  [[nodiscard]] const std::vector<Entry>& entries() const { return paper_.entries; }

 private:
  void step();
  // histories_payments.cpp: what is asked for and what becomes of it
  void request();
  void agree();
  void withdraw();
  void release();
  void bank_answers();
  Amount amount_for(const RequestDisbursement& c);
  [[nodiscard]] Rational held(const WardId& whose) const;
  std::optional<CourtOrderId> order_for(const WardId& ward, Purpose purpose);
  // histories.cpp: everything around it
  void pass_time();
  void adopt();
  void court_order();
  void change_order();
  void budget();
  void money_in();
  void interest();
  void rate();
  void housekeeping();

  Decision ask(const PrincipalId& who, Command command) { return paper_.ask(decide_, who, std::move(command)); }
  /// Asked and agreed to at once, as an office does what is not disputed.
  void agreed(const PrincipalId& who, Command command, const std::vector<PrincipalId>& others);
  [[nodiscard]] const Ward& ward(const WardId& id) const { return paper_.state.wards.at(id); }
  [[nodiscard]] std::vector<const Request*> requests(RequestState at) const;
  [[nodiscard]] CivilDate today() const { return manila_date({paper_.now.micros + 1}); }
  template <class T>
  T fresh() {
    T made;
    const std::uint32_t number = ++numbers_;
    for (std::size_t i = 0; i < 4; ++i) made.bytes[i] = static_cast<std::uint8_t>(number >> (8 * i));
    made.bytes[15] = 0x77;
    return made;
  }
  Mark reference();

  Dice dice_;
  Decide decide_;
  Paper paper_;
  std::uint32_t numbers_ = 0;
};

}  // namespace katiwala::policies::properties

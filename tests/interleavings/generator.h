/// Chooses the next step of a ward's interleaving: mostly what brings a payment on or gets in its way, now and then what makes no sense.
#pragma once

#include <deque>
#include <functional>

#include "tests/interleavings/contract/ward.h"
#include "tests/interleavings/dice.h"

namespace katiwala::interleavings {

class Generator {
 public:
  explicit Generator(std::uint64_t seed) : dice_(seed) {}
  contract::Step next(const contract::Ward& ward);
  /// Whether there is a purpose left that was not asked for.
  [[nodiscard]] bool has_room() const { return purposes_left() >= 2; }

 private:
  using Step = contract::Step;
  using Made = std::optional<Step>;
  struct Way {
    int weight;
    Made (Generator::*make)();
  };
  Made one_of(std::initializer_list<Way> ways);
  void look_at(const contract::Ward& ward);

  // a payment's own way
  Made request();
  Made request_again();
  Made edit();
  Made approve_rightly();
  Made approve_somehow();
  Made cancel();
  Made release_rightly();
  Made release_somehow();
  Made propose_file();
  Made agree_to_file();
  Made hand_over();
  Made settle();
  Made reject();
  // around it (disturbances.cpp)
  Made around();
  Made revoke();
  Made enrol();
  Made spare();
  Made remove();
  Made change_account();
  Made freeze();
  Made lift();
  Made guardian_moves();
  Made letters();
  Made order_moves();

  Made by(std::optional<int> key, Step step);
  std::optional<int> key(const std::function<bool(const contract::Key&)>& fits, bool live = true);
  std::optional<int> purpose_for(int payee);
  contract::Centavos amount(bool ordered);
  [[nodiscard]] int purposes_left() const;
  [[nodiscard]] bool has_a_part(int person) const;
  [[nodiscard]] const contract::Request& at_hand() const { return ward_->requests().at(focus_); }

  Dice dice_;
  const contract::Ward* ward_ = nullptr;
  int focus_ = 0;  ///< the request that is looked at; 0: none
  int requests_ = 0, keys_ = 100, freezes_ = 0;
  unsigned purposes_ = 0;  ///< asked for
  std::deque<Step> next_;
};

/// The next instant that the clock is moved to: often the very edge of something of one of the wards, or a second before it. `whose` is told which.
contract::Micros next_instant(Dice& dice, const std::vector<const contract::Ward*>& wards, contract::Micros now, std::size_t& whose);

}  // namespace katiwala::interleavings

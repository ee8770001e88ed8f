/// Accounts of days that are made up, while they are made. Private to the generator (days.cpp) and to what is put in (injecting.cpp).
#pragma once

#include "tests/audit/daily/days.h"

namespace katiwala::audit::daily::testing {

inline constexpr const char* kMadeCurrencies[] = {"PHP", "USD", "JPY"};

/// Random values from one seed.
class Draw {
 public:
  explicit Draw(std::uint64_t seed) : random_(seed) {}
  int below(int n) { return static_cast<int>(random_() % static_cast<std::uint64_t>(n)); }
  std::size_t index(std::size_t size) { return static_cast<std::size_t>(below(static_cast<int>(size))); }
  template <class T>
  T fresh() {
    T out{};
    for (auto& byte : out) byte = static_cast<std::uint8_t>(random_());
    return out;
  }

 private:
  std::mt19937_64 random_;
};

/// One movement as the book has it and as the bank has it; either may be missing.
struct Movement {
  BookLine book{};
  BankLine bank{};
  bool booked = true, at_bank = true;
  bool touched = false;                ///< something was put in here, or in another line of the same entry
};

struct MadeAccount {
  custody::PoolId pool;
  CivilDate agreed;                    ///< day of the statement that agreed last
  Amount start;                        ///< where book and bank agreed then
  std::vector<Movement> moved{};
  Amount between{};                    ///< moved at the bank between two statements, from the day on
  CivilDate between_from{};
  Amount held_wrong{};                 ///< held for wards beyond what is there
  [[nodiscard]] Currency currency() const { return start.currency(); }
};

struct MadePool {
  custody::PoolId id;
  std::vector<custody::WardId> wards;
  int days;                            ///< since the statement that agreed last
};

/// The accounts of pool p are those from 3p on, in the order of `kMadeCurrencies`.
struct Made {
  std::vector<MadePool> pools{};
  std::vector<MadeAccount> accounts{};
  std::uint64_t entries = 100;         ///< the number of the last one
  std::size_t places = 0;              ///< at the bank, so far
};

inline const CivilDate kLastDay = *CivilDate::parse("2026-03-06");

/// Puts a break in where no other is; nothing where it finds no place for it.
std::vector<Put> put_in(Made& made, Draw& draw, Injected what);

}  // namespace katiwala::audit::daily::testing

/// The figures of a rulebook that decide about a payment's way, and the editions that the ledger adopts one after another.
#pragma once

#include <array>

#include "tests/interleavings/contract/words.h"

namespace katiwala::interleavings::contract {

struct Figures {
  std::string_view name;
  Centavos t0_limit = 0;  ///< R19, of one request; inclusive. The windows are out of reach
  Centavos t1_limit = 0;
  int persons = 0;        ///< R31: who agree, the requester among them
  int proposal_days = 0;  ///< R31: what was agreed to holds so long
  int standin_days = 0;   ///< R31
  int cooling_hours = 0;  ///< RF11
  int endorsed_days = 0;  ///< R30
  Centavos instapay = 0;  ///< R48; inclusive
  int file_releasers = 1; ///< R31: persons who must release a payment's file
};

inline constexpr std::array<Figures, 8> kEditions{{
    {"first", 200'000, 800'000, 2, 3, 2, 72, 10, 5'000'000},
    {"smaller sums", 80'000, 300'000, 2, 3, 2, 72, 10, 5'000'000},
    {"three persons", 200'000, 800'000, 3, 3, 2, 72, 10, 5'000'000},
    {"long cooling", 200'000, 800'000, 2, 5, 2, 120, 10, 5'000'000},
    {"short endorsement", 200'000, 800'000, 2, 6, 4, 72, 1, 5'000'000},
    {"narrow rail", 200'000, 800'000, 2, 3, 2, 72, 10, 100'000},
    {"two releasers", 200'000, 800'000, 2, 4, 2, 72, 10, 5'000'000, 2},
    {"lax", 400'000, 900'000, 2, 14, 1, 24, 30, 5'000'000},
}};

}  // namespace katiwala::interleavings::contract

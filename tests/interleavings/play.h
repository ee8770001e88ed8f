/// Plays random interleavings to the real ledger and to the contract, many wards at once, and says where they part.
#pragma once

#include "tests/interleavings/bank.h"
#include "tests/interleavings/generator.h"

namespace katiwala::interleavings {

/// One ward's interleavings, one after the other, with everything that happened to all: they can be played again, alone.
struct Script {
  Opening opening;
  std::vector<contract::Step> steps;
};

/// Where the ledger and the contract part, and on what.
struct Parting {
  Script script;   ///< the last step is the one
  std::string objection;
  bool let_through = false;  ///< the ledger did what the contract forbids; else it did not do what the contract allows, or gave another reason
};

struct Tally {
  std::uint64_t interleavings = 0, steps = 0, entries = 0;
  std::uint64_t with_signatures = 0;                                     ///< interleavings in which everything is signed
  std::map<std::string, std::map<std::string, std::uint64_t>> outcomes;  ///< by kind of step
  std::map<std::string, std::uint64_t> refused;                          ///< releases, by each reason that stood against them
  std::map<std::string, std::uint64_t> refused_for_one;                  ///< by the only reason that did
  std::uint64_t released = 0;
  std::uint64_t let_through = 0, kept_back = 0;
  std::vector<Parting> partings;  ///< the first of each objection
  void add(Tally other);
};

struct Setting {
  std::uint64_t seed = 1;
  int wards = 96;
  bool is_signed = false;
  Between between{};
  contract::Reasons forgotten{};
};

/// One ledger: every ward plays until she has nothing left to ask for, three or four interleavings of 6 to 20 steps. The ledger is left when three
/// quarters of them have: what the others have begun is not counted.
Tally play(const Setting& setting);

/// Plays a script alone; nothing where they do not part. `told` gets a line a step.
std::optional<Parting> play_alone(const Script& script, const contract::Reasons& forgotten, std::vector<std::string>* told);
/// As few steps as still part, told step by step.
std::string shortest(const Parting& parting, const contract::Reasons& forgotten);

}  // namespace katiwala::interleavings

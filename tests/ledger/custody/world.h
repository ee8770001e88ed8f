/// A small invented ledger to apply events to, and the form of a case: an event, what it changes, which rows it touches.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "ledger/custody/state.h"

namespace katiwala::custody::testing {

template <class T>
T id_of(std::uint8_t fill) {
  T id;
  id.bytes.fill(fill);
  return id;
}
inline Digest digest_of(std::uint8_t fill) {
  Digest out;
  out.fill(fill);
  return out;
}
inline MarkValue sixteen(std::uint8_t fill) {
  MarkValue out;
  out.fill(fill);
  return out;
}
inline Currency usd() { return Currency::parse("USD").value(); }
inline Currency php() { return Currency::parse("PHP").value(); }
inline CivilDate day(const char* text) { return CivilDate::parse(text).value(); }

inline const WardId kWard = id_of<WardId>(0x40), kOtherWard = id_of<WardId>(0x41);
inline const PoolId kPool = id_of<PoolId>(0x20);
inline const OrderId kOrder = id_of<OrderId>(0x30);
inline const AwardId kAward = id_of<AwardId>(0x50);
inline const CreditId kCredit = id_of<CreditId>(0x60);
inline const RequestId kRequest = id_of<RequestId>(0x70);
inline const PayeeId kPayee = id_of<PayeeId>(0x80);
inline const PrincipalId kOfficer = id_of<PrincipalId>(0x10), kReleaser = id_of<PrincipalId>(0x11);
inline const PersonId kOfficerPerson = id_of<PersonId>(0x12), kGuardian = id_of<PersonId>(0x13), kReleaserPerson = id_of<PersonId>(0x14);

inline Subject ledger_subject() { return {SubjectKind::ledger, {}}; }

/// "ward:4040...": a touched derived row.
using Rows = std::set<std::string>;
std::string row(Table table, ByteView key);
inline std::string row(Table table, std::uint8_t fill) { return row(table, sixteen(fill)); }
std::string row_number(Table table, std::uint64_t number);

class World {
 public:
  /// Ledger, two principals, a pool of two currencies, an order, a ward with one award; nothing touched.
  World();

  /// The next entry: one event.
  void apply(const Subject& about, const Event& event, const Command* asked = nullptr);
  void post(std::vector<book::Posting> lines);

  State state;
  std::uint64_t seq = 0;             ///< of the last entry
  Instant time{1'800'000'000'000'000};
  PrincipalId principal = kOfficer;
  Rows touched;                      ///< by the last apply or post

  [[nodiscard]] const Ward& ward() const { return *state.ward(kWard); }
  [[nodiscard]] bool due(Instant at, Matter matter, const Subject& object, std::uint64_t number) const {
    return state.agenda.contains({at, matter, object, number});
  }
  void open_request(std::int64_t minor);
  void open_proposal();
};

struct Case {
  const char* title;
  std::function<void(World&)> before;
  Subject about;
  Event event;
  Rows touched;
  std::function<void(const World&)> check;
};

std::vector<Case> ledger_cases();
std::vector<Case> ward_cases();
std::vector<Case> request_cases();
std::vector<Case> care_cases();
std::vector<Case> bank_cases();

inline void nothing(World&) {}
/// A request of 18,000.00 pesos, and a proposal to carry it out.
inline void ask(World& w) { w.open_request(1'800'000); }
inline void propose(World& w) {
  ask(w);
  w.open_proposal();
}

}  // namespace katiwala::custody::testing

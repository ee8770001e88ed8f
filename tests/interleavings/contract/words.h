/// The words of the contract about payments, written once more: this folder shares no line with the ledger (tests/house holds its includes to that).
///
/// Times are microseconds since the Unix epoch, days are Manila civil dates counted from 1970-01-01, amounts are centavos.
/// Source: docs/judging.md (invariant 6: money-out carries a valid quorum at request and at release), rules R01, R10, R15, R19, R20, R21, R30, R31, R41,
/// R48, RF11, RF12.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>

namespace katiwala::interleavings::contract {

using Micros = std::int64_t;
using Day = std::int64_t;
using Centavos = std::int64_t;

inline constexpr Micros kHour = 3'600'000'000;
inline constexpr Micros kDay = 24 * kHour;
/// Manila is eight hours ahead, all year.
constexpr Day day_of(Micros time) { return (time + 8 * kHour) / kDay; }
constexpr Micros start_of(Day day) { return day * kDay - 8 * kHour; }
constexpr int hour_of(Micros time) { return static_cast<int>((time + 8 * kHour) % kDay / kHour); }

enum class Role { guardian, officer, worker, compliance, releaser };
enum class Tier { t0, t1, t2 };
enum class State { judged, approved, released, handed_over, settled, cancelled, returned };
enum class FreezeKind { court, bank, amlc, guardian };

/// Why something must be refused.
enum class Why {
  nobody,           ///< who asks was revoked
  role,             ///< it is not for that role to ask
  closed,           ///< there is nothing that waits for approval: never asked for, lapsed, withdrawn, done
  state,            ///< not approved; released before
  own,              ///< who asked approves
  repeated,         ///< one person twice
  not_needed,       ///< of a class that is not missing, or that may not stand in yet
  four_eyes,        ///< two of requester, approver, releaser and payee are one person
  few,              ///< too few persons, by one of the two rulebooks
  revoked,          ///< a key by which it was asked for or approved was revoked since
  removed,          ///< so was a credential of one, with which it was
  account_changed,  ///< the payee's account is another than when it was asked for
  expired,          ///< it was asked for too long ago, by one of the two rulebooks
  cooling,          ///< the account was changed a short while ago
  frozen,
  review,           ///< frozen, and only compliance may know
  suspended,        ///< the guardian is
  letters,          ///< the guardian's are not in force
  majority,         ///< she is of age: the guardian's authority has ended
  order,            ///< the court's order is stayed or vacated
  cap,              ///< more than the court's order leaves
  tier,             ///< more than the tier it was approved in allows, by one of the two rulebooks
  instapay,         ///< more than the rail carries, by one of the two rulebooks
  endorsement,      ///< the social worker's was too long ago
  file,             ///< its file waits for two persons who release it
  funds,
};
inline constexpr int kReasons = static_cast<int>(Why::funds) + 1;
using Reasons = std::set<Why>;

std::string_view name(Why why);
std::string_view name(Role role);
std::string text(const Reasons& reasons);
/// Whether a refusal of that code may be for this reason.
bool explains(Why why, std::string_view code);
/// Only until time has passed or somebody lets it go; everything else is denied.
bool waits(Why why);

}  // namespace katiwala::interleavings::contract

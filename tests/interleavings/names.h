/// The identifiers of everything in a ledger of the interleavings: drawn from numbers, so that a step that is played again means the same. All invented.
#pragma once

#include "ledger/custody/commands.h"
#include "tests/interleavings/contract/step.h"
#include "tests/support/split_mix.h"

namespace katiwala::interleavings {

using seeded::mixed;

template <std::size_t Size>
std::array<std::uint8_t, Size> bytes_of(std::uint64_t what, int ward, int number) {
  std::array<std::uint8_t, Size> out;
  const std::uint64_t seed = mixed(what) ^ mixed((static_cast<std::uint64_t>(ward + 1) << 32) + static_cast<std::uint64_t>(number));
  for (std::size_t i = 0; i < Size; ++i) out[i] = static_cast<std::uint8_t>(mixed(seed + i / 8) >> (8 * (i % 8)));
  return out;
}

/// Not of a ward but of all.
inline constexpr int kNobodys = -1;

template <class Id>
Id named(std::uint64_t what, int ward, int number) {
  return Id{bytes_of<16>(what, ward, number)};
}

inline custody::PrincipalId key_id(int ward, int number) { return named<custody::PrincipalId>(1, ward, number); }
inline custody::PersonId person_id(int ward, int number) { return named<custody::PersonId>(2, ward, number); }
inline custody::WardId ward_id(int ward) { return named<custody::WardId>(3, ward, 0); }
inline custody::PayeeId payee_id(int ward, int number) { return named<custody::PayeeId>(4, ward, number); }
inline custody::RequestId request_id(int ward, int number) { return named<custody::RequestId>(5, ward, number); }
inline custody::FreezeId freeze_id(int ward, int number) { return named<custody::FreezeId>(6, ward, number); }
inline custody::CourtOrderId court_order_id(int ward) { return named<custody::CourtOrderId>(7, ward, 0); }
inline custody::PaymentFileId file_id(int ward, int number) { return named<custody::PaymentFileId>(15, ward, number); }
inline custody::AwardId award_id(int ward) { return named<custody::AwardId>(8, ward, 0); }
inline Digest document(int ward, int number) { return bytes_of<32>(9, ward, number); }
inline Digest fingerprint(int ward, int number) { return bytes_of<32>(10, ward, number); }
inline custody::VaultRef in_vault(int ward, int number) { return {named<Id<custody::VaultItemTag>>(11, ward, number), bytes_of<32>(12, ward, number)}; }
inline custody::Mark account_mark(int ward, int number) { return {custody::MarkKind::account, bytes_of<16>(13, ward, number)}; }
inline custody::Mark reference(int ward, int number) { return {custody::MarkKind::bank_reference, bytes_of<16>(14, ward, number)}; }

constexpr custody::Role role_of(contract::Role role) {
  using enum custody::Role;
  constexpr custody::Role kRoles[] = {guardian, trust_officer, social_worker, compliance, releaser};
  return kRoles[static_cast<std::size_t>(role)];
}

}  // namespace katiwala::interleavings

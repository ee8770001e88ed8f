/// A ledger on paper: the state that a case's facts describe, put together without being judged. The question alone is judged. All of it is invented.
///
/// What a case starts from where its facts say nothing else: docs/rulebook.md "Cases of one's own".
#pragma once

#include "api/cases/table.h"
#include "ledger/custody/state.h"
#include "policies/rulebook.h"

namespace katiwala::api::cases {

template <class T>
T made_id(std::uint8_t number) {
  T out;
  out.bytes.fill(number);
  return out;
}

/// Of a row of a list: read_table lets no more than 255 pass.
template <class T>
T numbered_id(std::uint8_t kind, std::size_t number) {
  T out = made_id<T>(kind);
  out.bytes[15] = static_cast<std::uint8_t>(number);
  return out;
}

inline const custody::WardId kWard = made_id<custody::WardId>(0x31);
inline const custody::PoolId kPool = made_id<custody::PoolId>(0x21);
inline const custody::PayeeId kPayee = made_id<custody::PayeeId>(0x61), kOtherPayee = made_id<custody::PayeeId>(0x62);
inline const custody::CourtOrderId kCourtOrder = made_id<custody::CourtOrderId>(0x71);
inline const custody::OrderId kOrder = made_id<custody::OrderId>(0x41);
inline const custody::AwardId kAward = made_id<custody::AwardId>(0x51);
inline const custody::CreditId kCredit = made_id<custody::CreditId>(0x81);
inline const custody::RequestId kRequest = made_id<custody::RequestId>(0x91);

inline custody::PersonId person_of(Who who) { return made_id<custody::PersonId>(static_cast<std::uint8_t>(who)); }
inline custody::PrincipalId key_of(Who who) { return made_id<custody::PrincipalId>(static_cast<std::uint8_t>(who)); }
/// Of the key that `who` signs with.
Digest fingerprint_of(Who who);
/// An account number that stands for who holds it.
custody::Mark account_of(Who who);
/// SHA-256 of the words that stand for a document.
Digest document_of(std::string_view words);

// Values as read_table has checked them.
Amount amount_of(const Fields& fields, std::string_view key);
std::optional<Amount> maybe_amount(const Fields& fields, std::string_view key);
std::optional<CivilDate> maybe_date(const Fields& fields, std::string_view key);
template <Named E>
E word_of(const Fields& fields, std::string_view key, E otherwise) {
  const auto text = fields.maybe(key);
  return text ? from_name<E>(*text).value() : otherwise;
}
template <Named E>
std::optional<E> maybe_word(const Fields& fields, std::string_view key) {
  const auto text = fields.maybe(key);
  return text ? from_name<E>(*text) : std::nullopt;
}

/// When the case's question is asked.
Instant moment_of(const Case& one);

/// `text` is the rulebook in force, `hash` its name in the record.
custody::State scene_of(const Case& one, const policies::Rulebook& book, const std::string& text, const Digest& hash);

/// What weighs on her: duties, adverse persons, relations, freezes, cases, facts. Part of scene_of.
void add_circumstances(custody::State& state, const Facts& facts, CivilDate today);

}  // namespace katiwala::api::cases

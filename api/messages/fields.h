/// The leaf values of ISO 20022 messages, read from nodes: texts, amounts, dates, times, indicators.
///
/// Each refusal names the node's place and never what stood there, except figures and currency codes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "api/messages/message.h"
#include "api/messages/xml_tree.h"

namespace katiwala::api::messages {

/// An xs:decimal whose value is a whole number of minor units of `currency`: "100", "100.5", "0100.500" and "+.50" for a
/// currency of two decimals. The bank's spelling is free where the value is not.
/// AMOUNT_SYNTAX (a sign '-' too: direction is said elsewhere), AMOUNT_DECIMALS (a part of a minor unit), AMOUNT_RANGE.
Result<Amount> amount_from_decimal(Currency currency, std::string_view text);

/// "2026-03-02T09:15:00", with up to any decimals of a second (cut to six), with Z or an offset or neither: Manila then.
Result<Instant> instant_from_iso(std::string_view text);
/// "2026-03-02", also with a time zone, which is dropped: the bank's day is its own.
Result<CivilDate> date_from_iso(std::string_view text);

/// Not empty, at most `max_characters` Unicode characters; without the white space around it. MESSAGE_SCHEMA.
Result<std::string> text_field(const Node& node, std::size_t max_characters);
/// Empty if the child is absent.
Result<std::string> maybe_text(const Node& parent, std::string_view name, std::size_t max_characters);
/// Of a choice <Cd/> or <Prtry/> under `parent/name`; empty if absent.
Result<std::string> maybe_code(const Node& parent, std::string_view name);

Result<Amount> amount_field(const Node& node);
Result<std::optional<Amount>> maybe_amount(const Node& parent, std::string_view name);
Result<Instant> instant_field(const Node& node);
/// Of a choice <Dt/> or <DtTm/> under `node`; the date as written.
Result<CivilDate> date_choice(const Node& node);
Result<std::optional<CivilDate>> maybe_date(const Node& parent, std::string_view name);
/// A plain date, not a choice of two.
Result<std::optional<CivilDate>> maybe_day(const Node& parent, std::string_view name);
/// CRDT or DBIT.
Result<Direction> direction_field(const Node& node);
Result<bool> flag_field(const Node& node);
Result<bool> maybe_flag(const Node& parent, std::string_view name, bool otherwise);
/// At most 15 digits.
Result<std::uint64_t> count_field(const Node& node);
/// Lower-case UUID version 4; empty if absent.
Result<std::string> maybe_uetr(const Node& parent, std::string_view name);
bool is_uetr(std::string_view text);
/// Id/IBAN or Id/Othr/Id, and Ccy.
Result<AccountRef> account_field(const Node& node);

/// Characters, not bytes, of valid UTF-8.
std::size_t characters_of(std::string_view utf8);

}  // namespace katiwala::api::messages

/// Reads one table of a script as its description (field.h) says, strictly.
#pragma once

#include "api/scenario/names.h"
#include "api/scenario/node.h"
#include "ledger/time/civil.h"

namespace katiwala::api::scenario {

/// `others`: keys that the caller reads himself. SCRIPT_UNKNOWN_KEY, SCRIPT_MISSING, SCRIPT_TYPE, SCRIPT_NAME with "file:line".
/// `what` names the table in messages: "the verb \"credit\"".
Result<Fields> read_fields(const std::string& file, const Node& table, std::span<const Field> description,
                           std::span<const std::string_view> others, std::string_view what, NameTable& names);

/// "2026-03-02T09:15", with seconds if wished, or "2026-03-02", which is 09:00 of that day. Manila time. TIME_SYNTAX or DATE_SYNTAX.
Result<Instant> parse_moment(std::string_view text);
/// Whether a moment was written as a day alone.
bool is_day_alone(std::string_view text);
/// "18000.00 PHP": two words, the second of three capital letters. Nothing more is looked at.
bool looks_like_amount(std::string_view text);

std::string place_of(const std::string& file, int line);

}  // namespace katiwala::api::scenario

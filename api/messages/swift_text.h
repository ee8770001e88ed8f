/// The blocks and fields of SWIFT messages, before anybody knows what they mean. Internal to this room.
///
/// Views into the bytes: they live as long as those do.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/base/result.h"

namespace katiwala::api::messages {

struct SwiftField {
  std::string_view tag;  ///< "61", "60F"
  std::vector<std::string_view> lines;  ///< without the tag and the blanks at their ends; one or more, none empty but of an :86: that says nothing
  std::size_t line = 0;  ///< of the tag in the bytes, from 1
  std::vector<std::size_t> numbers;  ///< of each of `lines`: empty ones between them are left out

  [[nodiscard]] std::string place(std::size_t index = 0) const;
  /// At line `index` of the field.
  [[nodiscard]] Refusal refuse_here(Code code, std::string message, std::size_t index = 0) const;
};

struct SwiftMessage {
  std::string type;  ///< "940"
  std::string uetr;  ///< of block 3; empty if there is none
  bool possible_duplicate = false;  ///< block 5 says PDE or PDM
  std::size_t line = 0;
  std::vector<SwiftField> fields;  ///< of block 4
};

Result<std::vector<SwiftMessage>> parse_swift(std::string_view bytes, std::size_t max_bytes);

}  // namespace katiwala::api::messages

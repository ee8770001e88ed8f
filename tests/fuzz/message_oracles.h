/// What is asked of every reader of bank messages beyond "it does not die" (bank_message, message_file, swift_message).
///
///   it says the same twice, and entry by entry what it says whole;
///   an amount that was read prints back to a decimal that stands in the bytes;
///   a refusal has a sentence that a person can read and a place that is there, and neither grows with what the bytes say.
///
/// Figures are looked for in the bytes by a few lines of their own, not by the reader's.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "api/messages/incoming.h"
#include "api/messages/stream.h"

namespace katiwala::fuzz {

namespace messages = api::messages;
using messages::IncomingMessage;

/// Every run of digits and decimal points of some bytes, without the zeros that say nothing: "0100.500" is "100.5".
class Figures {
 public:
  /// `point` is '.' in XML and ',' in SWIFT's messages.
  Figures(std::string_view bytes, char point);
  /// Without its sign.
  [[nodiscard]] bool has(Amount amount) const;

 private:
  std::unordered_set<std::string> known_;
};

/// Halts where an amount as it was written is not among the figures. What the reader worked out itself (a transaction's part of an entry that is net
/// of charges) is left out. Says nothing of XML whose digits may be spelled another way (character references, CDATA).
void amounts_stand_in(std::string_view bytes, const IncomingMessage& message);

/// Halts where a refusal of these bytes does not say what and where.
void refusal_says_where(std::string_view bytes, const Refusal& refusal);

/// A message whose entries came one by one, put back where they belong.
using Reads = std::function<Result<IncomingMessage>(const messages::TakeEntry& take)>;
Result<IncomingMessage> gathered(const Reads& reads);

/// Halts where two readings of the same bytes differ, in what they read or in what they refuse and where.
void same_reading(const Result<IncomingMessage>& whole, const Result<IncomingMessage>& other);

/// All of that of a door's reading: twice, whole and entry by entry.
void check_incoming(std::string_view bytes);

}  // namespace katiwala::fuzz

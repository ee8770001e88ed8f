/// Structured fields (RFC 8941, now RFC 9651), as far as signatures and digests are written with them: dictionaries of byte sequences, and an inner list of
/// strings with parameters.
///
/// Each is read in the one spelling that RFC 8941 §4.1 serializes, and every other is refused with its byte: white space that need not be there, a key twice,
/// a number with a zero in front, a parameter without a value. So what was read is written again by repeating it (RFC 9421 §2.5 asks for it to be serialized
/// anew), and no two readers see two things in it.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "ledger/base/bytes.h"
#include "ledger/base/result.h"

namespace katiwala::http_signature {

/// Integer or String; of the other types no parameter of a signature is.
struct Parameter {
  std::string key;
  std::variant<std::int64_t, std::string> value;
  bool operator==(const Parameter&) const = default;
};

struct InnerList {
  std::vector<std::string> items;
  std::vector<Parameter> parameters;
};

/// A refusal says `code`, and `place` as its place.
struct FieldAt {
  Code code;
  std::string_view place;
};

/// `("@method" "@path");created=1618884473;keyid="…"`, whole. Of its items none has parameters.
Result<InnerList> read_inner_list(std::string_view text, const FieldAt& at);

/// `sha-256=:…:, sha-512=:…:`: members in their order, at least one.
Result<std::vector<std::pair<std::string, Bytes>>> read_byte_sequences(std::string_view text, const FieldAt& at);

/// `label=…`: the key, and what stands behind its equals sign, unread.
Result<std::pair<std::string, std::string>> split_member(std::string_view text, const FieldAt& at);

/// `key=:…:`, as read_byte_sequences reads it.
std::string print_byte_sequence(std::string_view key, ByteView bytes);

}  // namespace katiwala::http_signature

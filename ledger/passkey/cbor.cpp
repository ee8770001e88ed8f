#include "ledger/passkey/cbor.h"

#include <algorithm>
#include <limits>

#include "ledger/base/utf8.h"

namespace katiwala::passkey {
namespace {

constexpr std::uint8_t kUint = 0, kNint = 1, kBytes = 2, kText = 3, kArray = 4, kMap = 5, kTag = 6, kSimple = 7;
constexpr std::uint64_t kMaxInt = std::numeric_limits<std::int64_t>::max();
constexpr unsigned kFalse = 20, kNull = 22;
constexpr std::size_t kMaxDepth = 4;

Refusal malformed(std::size_t at, std::string message) { return refuse(Code::CBOR_MALFORMED, std::move(message), "byte " + std::to_string(at)); }

struct Head {
  std::uint8_t major;
  std::uint64_t argument;
  std::size_t length;  ///< of the head itself
};

Result<Head> read_head(ByteView in, std::size_t at) {
  if (at >= in.size()) return malformed(at, "A value is missing at the end.");
  const auto major = static_cast<std::uint8_t>(in[at] >> 5);
  const unsigned info = in[at] & 31u;
  if (major == kTag) return malformed(at, "Tags are not used here.");
  if (major == kSimple && (info < kFalse || info > kNull)) return malformed(at, "Only false, true and null are used of the simple values.");
  if (info > 27) return malformed(at, "Indefinite lengths and reserved heads are not used here.");
  const std::size_t more = info < 24 ? 0 : std::size_t{1} << (info - 24);
  const std::size_t left = in.size() - at - 1;
  if (left < more) return malformed(at, "A head is cut off.");
  std::uint64_t argument = more == 0 ? info : 0;
  for (std::size_t i = 1; i <= more; ++i) argument = argument << 8 | in[at + i];
  const bool shorter_fits = more == 1 ? argument < 24 : more > 1 && argument >> (4 * more) == 0;
  if (shorter_fits) return malformed(at, "A head is longer than needed.");
  if (major <= kNint && argument > kMaxInt) return malformed(at, "An integer has more than 63 bits.");
  if ((major == kBytes || major == kText) && argument > left - more) return malformed(at, "A length is more than the bytes left.");
  return Head{major, argument, 1 + more};
}

Status skip_item(ByteView in, std::size_t& at, std::size_t depth);

/// With shortest heads CTAP2's order (kind, then length, then bytes) is the order of the encoded bytes.
Status skip_pairs(ByteView in, std::size_t& at, std::uint64_t pairs, std::size_t depth) {
  ByteView before;
  for (; pairs > 0; --pairs) {
    const std::size_t start = at;
    if (start < in.size() && in[start] >> 5 > kText) return malformed(start, "A map key is neither a number nor bytes nor text.");
    KATIWALA_CHECK(skip_item(in, at, depth));
    const ByteView key = in.subspan(start, at - start);
    if (!before.empty() && !std::ranges::lexicographical_compare(before, key)) return malformed(start, "Map keys are not ascending.");
    before = key;
    KATIWALA_CHECK(skip_item(in, at, depth));
  }
  return good();
}

Status skip_item(ByteView in, std::size_t& at, std::size_t depth) {
  const std::size_t start = at;
  KATIWALA_TRY(const Head head, read_head(in, at));
  at += head.length;
  if (head.major == kArray || head.major == kMap) {
    if (depth == kMaxDepth) return malformed(start, "Containers are nested too deep.");
    if (head.major == kMap) return skip_pairs(in, at, head.argument, depth + 1);
    for (std::uint64_t i = 0; i < head.argument; ++i) KATIWALA_CHECK(skip_item(in, at, depth + 1));
    return good();
  }
  if (head.major != kBytes && head.major != kText) return good();
  const ByteView content = in.subspan(at, static_cast<std::size_t>(head.argument));
  if (head.major == kText && !is_valid_utf8(text_of(content))) return malformed(start, "A text is not UTF-8.");
  at += content.size();
  return good();
}

}  // namespace

Result<ByteView> first_item(ByteView input) {
  std::size_t at = 0;
  KATIWALA_CHECK(skip_item(input, at, 0));
  return input.first(at);
}

Status check_item(ByteView input) {
  KATIWALA_TRY(const ByteView item, first_item(input));
  if (item.size() != input.size()) return malformed(item.size(), "There are bytes after the value.");
  return good();
}

Result<std::uint64_t> ItemReader::head(std::uint8_t major) {
  KATIWALA_TRY(const Head read, read_head(in_, at_));
  if (read.major != major) return malformed(at_, "Another kind of value was expected.");
  at_ += read.length;
  return read.argument;
}

Result<std::int64_t> ItemReader::integer() {
  const bool negative = at_ < in_.size() && in_[at_] >> 5 == kNint;
  KATIWALA_TRY(const std::uint64_t argument, head(negative ? kNint : kUint));
  const auto magnitude = static_cast<std::int64_t>(argument);
  return negative ? -1 - magnitude : magnitude;
}

Result<ByteView> ItemReader::take(std::uint8_t major) {
  KATIWALA_TRY(const std::uint64_t length, head(major));
  const ByteView taken = in_.subspan(at_, static_cast<std::size_t>(length));
  at_ += taken.size();
  return taken;
}

Result<ByteView> ItemReader::bytes() { return take(kBytes); }

Result<std::string_view> ItemReader::text() {
  KATIWALA_TRY(const ByteView taken, take(kText));
  return text_of(taken);
}

Result<std::size_t> ItemReader::array() {
  KATIWALA_TRY(const std::uint64_t count, head(kArray));
  return static_cast<std::size_t>(count);
}

Result<std::size_t> ItemReader::map() {
  KATIWALA_TRY(const std::uint64_t count, head(kMap));
  return static_cast<std::size_t>(count);
}

Result<ByteView> ItemReader::item() {
  KATIWALA_TRY(const ByteView whole, first_item(in_.subspan(at_)));
  at_ += whole.size();
  return whole;
}

}  // namespace katiwala::passkey

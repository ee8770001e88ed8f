#include "ledger/record/cbor.h"

#include <limits>

#include "ledger/base/utf8.h"

namespace katiwala::record {
namespace {

constexpr std::uint8_t kUint = 0, kNint = 1, kBytes = 2, kText = 3, kArray = 4, kMap = 5, kSimple = 7;
constexpr std::uint64_t kFalse = 20, kTrue = 21;
constexpr std::uint64_t kMaxInt = std::numeric_limits<std::int64_t>::max();

}  // namespace

// ---------------------------------------------------------------- containers

CborContainers::Fault CborContainers::next_item(std::uint8_t major, std::uint64_t argument) {
  if (depth_ > 0) {
    Open& inner = open_[depth_ - 1];
    if (inner.is_map && inner.items_left % 2 == 0) {
      if (major != kUint) return Fault::key_not_uint;
      if (inner.keys_spent || argument < inner.next_key) return Fault::keys_not_ascending;
      inner.keys_spent = argument == std::numeric_limits<std::uint64_t>::max();
      inner.next_key = argument + 1;
    }
    --inner.items_left;
  }
  if (major == kArray || major == kMap) {
    if (depth_ == kMaxCborDepth) return Fault::too_deep;
    open_[depth_++] = {major == kMap ? argument * 2 : argument, 0, major == kMap, false};
  }
  while (depth_ > 0 && open_[depth_ - 1].items_left == 0) --depth_;
  return Fault::none;
}

// ---------------------------------------------------------------- writer

void CborWriter::write_head(std::uint8_t major, std::uint64_t argument) {
  constexpr std::size_t kUsualBytes = 512;  // most parts and rows: so that they grow without moving
  if (out_.capacity() == 0) out_.reserve(kUsualBytes);
  const auto initial = [major](unsigned info) { return static_cast<std::uint8_t>(unsigned{major} << 5 | info); };
  if (argument < 24) return out_.push_back(initial(static_cast<unsigned>(argument)));
  const unsigned log2_bytes = argument <= 0xff ? 0 : argument <= 0xffff ? 1 : argument <= 0xffffffff ? 2 : 3;
  const unsigned more = 1u << log2_bytes;
  std::array<std::uint8_t, 9> bytes{initial(24 + log2_bytes)};
  for (unsigned i = 0; i < more; ++i) bytes[1 + i] = static_cast<std::uint8_t>(argument >> (8 * (more - 1 - i)));
  out_.insert(out_.end(), bytes.begin(), bytes.begin() + 1 + more);
}

void CborWriter::head(std::uint8_t major, std::uint64_t argument) {
  const auto fault = containers_.next_item(major, argument);
  KATIWALA_ASSERT(fault != CborContainers::Fault::key_not_uint, "CBOR map key is not an unsigned integer");
  KATIWALA_ASSERT(fault != CborContainers::Fault::keys_not_ascending, "CBOR map keys not ascending");
  KATIWALA_ASSERT(fault != CborContainers::Fault::too_deep, "CBOR nested too deep");
  write_head(major, argument);
}

void CborWriter::put_uint(std::uint64_t value) { head(kUint, value); }

void CborWriter::put_int(std::int64_t value) {
  if (value >= 0) return head(kUint, static_cast<std::uint64_t>(value));
  head(kNint, static_cast<std::uint64_t>(-(value + 1)));
}

void CborWriter::put_bytes(ByteView bytes) {
  head(kBytes, bytes.size());
  out_.insert(out_.end(), bytes.begin(), bytes.end());
}

void CborWriter::put_text(std::string_view text) {
  KATIWALA_ASSERT(is_valid_utf8(text), "CBOR text is not UTF-8");
  head(kText, text.size());
  const ByteView bytes = view(text);
  out_.insert(out_.end(), bytes.begin(), bytes.end());
}

void CborWriter::put_bool(bool value) { head(kSimple, value ? kTrue : kFalse); }
void CborWriter::begin_array(std::size_t count) { head(kArray, count); }

void CborWriter::begin_map(std::size_t pairs) {
  KATIWALA_ASSERT(pairs <= std::numeric_limits<std::uint64_t>::max() / 2, "CBOR map too large");
  head(kMap, pairs);
}

void CborWriter::put_encoded(ByteView value) {
  CborReader reader(value);
  std::swap(reader.containers_, containers_);
  KATIWALA_ASSERT(reader.skip_item().ok() && reader.at_end(), "put_encoded of something that is not one value, or not here");
  std::swap(reader.containers_, containers_);
  out_.insert(out_.end(), value.begin(), value.end());
}

Bytes CborWriter::take() {
  KATIWALA_ASSERT(containers_.all_filled(), "CBOR array or map lacks items");
  Bytes taken = std::move(out_);
  out_.clear();
  return taken;
}

void CborWriter::clear() {
  out_.clear();
  containers_.clear();
}

// ---------------------------------------------------------------- reader

Refusal CborReader::malformed(std::string message) const {
  return refuse(Code::CBOR_MALFORMED, std::move(message), "byte " + std::to_string(at_));
}

Result<CborReader::Head> CborReader::any_head() {
  if (at_end()) return malformed("A value is missing at the end.");
  const std::uint8_t major = in_[at_] >> 5;
  const unsigned info = in_[at_] & 31;
  if (major == 6) return malformed("Tags are not used here.");
  if (major == kSimple && info != kFalse && info != kTrue) return malformed("Only false and true are used of the simple values; no null, no floats.");
  if (info > 27) return malformed("Indefinite lengths and reserved heads are not used here.");
  std::uint64_t argument = info;
  const std::size_t more = info < 24 ? 0 : std::size_t{1} << (info - 24);
  const std::size_t left = in_.size() - at_ - 1;
  if (left < more) return malformed("A head is cut off.");
  if (more > 0) {
    argument = 0;
    for (std::size_t i = 1; i <= more; ++i) argument = argument << 8 | in_[at_ + i];
#ifdef KATIWALA_SABOTAGE_cbor_long_head
    const bool shorter_fits = false;
#else
    const bool shorter_fits = more == 1 ? argument < 24 : argument >> (4 * more) == 0;
#endif
    if (shorter_fits) return malformed("A head is longer than needed.");
  }
  if (major == kNint && argument > kMaxInt) return malformed("A negative integer is below -2^63.");
  // Every item takes a byte at least, so a count that the bytes left can not hold is refused before anything is sized by it.
  const std::uint64_t least_bytes = major >= kBytes && major <= kArray ? argument : 0;
  if (least_bytes > left - more || (major == kMap && argument > (left - more) / 2)) return malformed("A length is more than the bytes left.");
  switch (containers_.next_item(major, argument)) {
    case CborContainers::Fault::none: break;
    case CborContainers::Fault::key_not_uint: return malformed("A map key is not an unsigned integer.");
    case CborContainers::Fault::keys_not_ascending: return malformed("Map keys are not ascending.");
    case CborContainers::Fault::too_deep: return malformed("Containers are nested too deep.");
  }
  at_ += 1 + more;
  return Head{major, argument};
}

Result<std::uint64_t> CborReader::head(std::uint8_t major) {
  if (!at_end() && in_[at_] >> 5 != major) return malformed("Another kind of value was expected.");
  KATIWALA_TRY(const Head read, any_head());
  return read.argument;
}

Result<ByteView> CborReader::take(std::uint64_t length) {
  KATIWALA_ASSERT(length <= in_.size() - at_, "CBOR length was checked with its head");
  const ByteView taken = in_.subspan(at_, static_cast<std::size_t>(length));
  at_ += taken.size();
  return taken;
}

Result<CborKind> CborReader::peek() const {
  if (at_end()) return malformed("A value is missing at the end.");
  switch (in_[at_] >> 5) {
    case kUint: return CborKind::uint;
    case kNint: return CborKind::nint;
    case kBytes: return CborKind::bytes;
    case kText: return CborKind::text;
    case kArray: return CborKind::array;
    case kMap: return CborKind::map;
    default: break;
  }
  if (in_[at_] == (kSimple << 5 | kFalse) || in_[at_] == (kSimple << 5 | kTrue)) return CborKind::boolean;
  return malformed("No value of this subset starts so.");
}

Result<std::uint64_t> CborReader::get_uint() { return head(kUint); }

Result<std::int64_t> CborReader::get_int() {
  const std::size_t start = at_;
  KATIWALA_TRY(const Head read, any_head());
  if (read.major <= kNint && read.argument <= kMaxInt) {
    const auto magnitude = static_cast<std::int64_t>(read.argument);
    return read.major == kUint ? magnitude : -1 - magnitude;
  }
  at_ = start;
  return malformed(read.major == kUint ? "An integer is above 2^63 - 1." : "Another kind of value was expected.");
}

Result<ByteView> CborReader::get_bytes() {
  KATIWALA_TRY(const std::uint64_t length, head(kBytes));
  return take(length);
}

Result<std::string_view> CborReader::get_text() {
  const std::size_t start = at_;
  KATIWALA_TRY(const std::uint64_t length, head(kText));
  KATIWALA_TRY(const ByteView bytes, take(length));
  if (is_valid_utf8(text_of(bytes))) return text_of(bytes);
  at_ = start;
  return malformed("A text is not UTF-8.");
}

Result<bool> CborReader::get_bool() {
  KATIWALA_TRY(const std::uint64_t value, head(kSimple));
  return value == kTrue;
}

Result<std::size_t> CborReader::get_array() {
  KATIWALA_TRY(const std::uint64_t count, head(kArray));
  return static_cast<std::size_t>(count);
}

Result<std::size_t> CborReader::get_map() {
  KATIWALA_TRY(const std::uint64_t pairs, head(kMap));
  return static_cast<std::size_t>(pairs);
}

Status CborReader::skip_item() {
  const std::size_t depth = containers_.depth();
  do {
    const std::size_t start = at_;
    KATIWALA_TRY(const Head read, any_head());
    if (read.major != kBytes && read.major != kText) continue;
    KATIWALA_TRY(const ByteView bytes, take(read.argument));
    if (read.major == kText && !is_valid_utf8(text_of(bytes))) {
      at_ = start;
      return malformed("A text is not UTF-8.");
    }
  } while (containers_.depth() > depth);
  return good();
}

Result<ByteView> CborReader::get_encoded() {
  const std::size_t start = at_;
  KATIWALA_CHECK(skip_item());
  return in_.subspan(start, at_ - start);
}

Status CborReader::expect_end() const {
  if (!at_end()) return malformed("There are bytes after the last value.");
  if (!containers_.all_filled()) return malformed("An array or map lacks items.");
  return good();
}

Status check_cbor(ByteView bytes) {
  CborReader reader(bytes);
  KATIWALA_CHECK(reader.get_encoded());
  return reader.expect_end();
}

}  // namespace katiwala::record

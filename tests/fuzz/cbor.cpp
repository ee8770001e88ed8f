// Deterministic CBOR of the record's subset: read value by value and written again.
#include "ledger/record/cbor.h"

#include "tests/fuzz/target.h"

namespace katiwala::fuzz {
namespace {

/// Walks one value through the reader into a writer.
class Copy {
 public:
  explicit Copy(ByteView bytes) : in_(bytes) {}

  Status value() {
    KATIWALA_TRY(const record::CborKind kind, in_.peek());
    switch (kind) {
      case record::CborKind::uint: return number(in_.get_uint(), [this](std::uint64_t n) { out_.put_uint(n); });
      case record::CborKind::nint: return number(in_.get_int(), [this](std::int64_t n) { out_.put_int(n); });
      case record::CborKind::bytes: return number(in_.get_bytes(), [this](ByteView b) { out_.put_bytes(b); });
      case record::CborKind::text: return number(in_.get_text(), [this](std::string_view t) { out_.put_text(t); });
      case record::CborKind::boolean: return number(in_.get_bool(), [this](bool b) { out_.put_bool(b); });
      case record::CborKind::array: return array();
      case record::CborKind::map: return map();
    }
    return good();
  }
  Bytes finish() {
    KATIWALA_ASSERT(in_.expect_end().ok(), "accepted, and yet something is left");
    return out_.take();
  }

 private:
  template <class T, class Put>
  Status number(Result<T> read, const Put& put) {
    if (!read.ok()) return read.refusal();
    put(*read);
    return good();
  }
  Status array() {
    KATIWALA_TRY(const std::size_t count, in_.get_array());
    out_.begin_array(count);
    for (std::size_t i = 0; i < count; ++i) KATIWALA_CHECK(value());
    return good();
  }
  Status map() {
    KATIWALA_TRY(const std::size_t pairs, in_.get_map());
    out_.begin_map(pairs);
    for (std::size_t i = 0; i < 2 * pairs; ++i) KATIWALA_CHECK(value());
    return good();
  }

  record::CborReader in_;
  record::CborWriter out_;
};

}  // namespace

void one(std::string_view bytes) {
  const Status checked = record::check_cbor(view(bytes));
  KATIWALA_ASSERT(checked.ok() || !checked.refusal().message.empty(), "a refusal without a reason");
  Copy copy(view(bytes));
  const bool walked = copy.value().ok();
  if (checked.ok()) {
    KATIWALA_ASSERT(walked && text_of(copy.finish()) == bytes, "one value has two encodings");
  }
}

}  // namespace katiwala::fuzz

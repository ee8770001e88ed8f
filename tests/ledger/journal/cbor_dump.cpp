#include "tests/ledger/journal/cbor_dump.h"

#include "ledger/base/assert.h"
#include "ledger/record/cbor.h"

namespace katiwala::journal::testing {
namespace {

using record::CborKind;

constexpr std::size_t kBytesALine = 24;

class Dump {
 public:
  explicit Dump(ByteView input) : input_(input), reader_(input) {}

  std::string whole() {
    item(0, "");
    KATIWALA_ASSERT(reader_.at_end(), "more than one value");
    return std::move(out_);
  }

 private:
  /// `before` is what stands before the value: the key of a map's pair.
  void item(std::size_t depth, const std::string& before) {
    const std::size_t from = at_;
    switch (*reader_.peek()) {
      case CborKind::uint: return line(from, depth, before + std::to_string(*reader_.get_uint()));
      case CborKind::nint: return line(from, depth, before + std::to_string(*reader_.get_int()));
      case CborKind::boolean: return line(from, depth, before + (*reader_.get_bool() ? "true" : "false"));
      case CborKind::bytes: return line(from, depth, before + std::to_string(reader_.get_bytes()->size()) + " bytes");
      case CborKind::text: return line(from, depth, before + "\"" + std::string(*reader_.get_text()) + "\"");
      case CborKind::array: return array(from, depth, before);
      case CborKind::map: return map(from, depth, before);
    }
  }

  void array(std::size_t from, std::size_t depth, const std::string& before) {
    const std::size_t count = *reader_.get_array();
    line(from, depth, before + "array of " + std::to_string(count));
    for (std::size_t i = 0; i < count; ++i) item(depth + 1, "");
  }

  void map(std::size_t from, std::size_t depth, const std::string& before) {
    const std::size_t pairs = *reader_.get_map();
    line(from, depth, before + "map of " + std::to_string(pairs));
    for (std::size_t i = 0; i < pairs; ++i) {
      // The key's bytes stand on the line of its value.
      const std::string key = std::to_string(*reader_.get_uint()) + ": ";
      item(depth + 1, key);
    }
  }

  /// `from` may lie before the reader's last item: a key goes with its value.
  void line(std::size_t from, std::size_t depth, const std::string& meaning) {
    const std::size_t to = reader_.offset();
    at_ = to;
    for (std::size_t start = from; start < to; start += kBytesALine) {
      std::string hex = to_hex(input_.subspan(start, std::min(kBytesALine, to - start)));
      if (start == from) {
        hex.resize(2 * kBytesALine + 2, ' ');
        out_ += "    " + hex + std::string(2 * depth, ' ') + meaning + "\n";
      } else {
        out_ += "    " + hex + "\n";
      }
    }
  }

  ByteView input_;
  record::CborReader reader_;
  std::size_t at_ = 0;  ///< where the line to be written next begins
  std::string out_;
};

}  // namespace

std::string dump_cbor(ByteView value) { return Dump(value).whole(); }

}  // namespace katiwala::journal::testing

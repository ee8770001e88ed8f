// Fuzzer of the XML reader of files: what is read a piece at a time, as above 1 MiB, says what the same bytes say in memory, wherever a piece ends.
//
// A file is made of each input with so many blanks before its elements that the first piece ends in the middle of it.
#include "api/messages/reports.h"
#include "api/messages/xml_file.h"
#include "tests/fuzz/message_oracles.h"
#include "tests/fuzz/target.h"

namespace katiwala::fuzz {

using namespace api::messages;

namespace {

constexpr std::size_t kPiece = std::size_t{64} << 10;  // xml_file.cpp

/// Stored nowhere but in memory.
class MemoryBytes final : public StoredBytes {
 public:
  explicit MemoryBytes(std::string_view bytes) : bytes_(bytes) {}
  [[nodiscard]] std::size_t size() const override { return bytes_.size(); }
  Status read(std::size_t at, std::span<char> room) const override {
    KATIWALA_ASSERT(at <= bytes_.size() && room.size() <= bytes_.size() - at, "a piece that does not lie within");
    std::copy_n(bytes_.begin() + at, room.size(), room.begin());
    return good();
  }

 private:
  std::string_view bytes_;
};

/// Where blanks may stand: behind a byte-order mark and a declaration.
std::size_t beginning_of(std::string_view bytes) {
  const std::size_t mark = bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  if (!bytes.substr(mark).starts_with("<?xml")) return mark;
  const std::size_t end = bytes.find("?>");
  return end == std::string_view::npos ? mark : end + 2;
}

/// The first piece ends `before` bytes into what comes after the blanks.
std::string moved(std::string_view bytes, std::size_t before) {
  const std::size_t from = beginning_of(bytes);
  std::string out(bytes.substr(0, from));
  if (from + before < kPiece) out.append(kPiece - from - before, ' ');
  return out.append(bytes.substr(from));
}

/// Two places anywhere, two inside a letter of several bytes, and two inside a document type, as far as there are such.
std::vector<std::size_t> ends_for(std::string_view bytes) {
  std::size_t sum = bytes.size();
  for (const char c : bytes) sum = sum * 31 + static_cast<unsigned char>(c);
  const std::size_t from = beginning_of(bytes);
  std::vector<std::size_t> letters, types;
  for (std::size_t at = from; at < bytes.size(); ++at) {
    if ((static_cast<unsigned char>(bytes[at]) & 0xC0U) == 0x80U) letters.push_back(at - from);
    const std::size_t inside = bytes.substr(at < 8 ? 0 : at - 8, at < 8 ? at : 8).rfind("<!");
    if (inside != std::string_view::npos) types.push_back(at - from);
  }
  std::vector<std::size_t> out{sum % (bytes.size() - from + 1), (sum / 65'537) % (bytes.size() - from + 1)};
  for (const auto* places : {&letters, &types})
    for (const std::size_t turn : {sum, sum / 257})
      if (!places->empty()) out.push_back((*places)[turn % places->size()]);
  return out;
}

Result<IncomingMessage> read_pieces(const StoredBytes& bytes) {
  return gathered([&bytes](const TakeEntry& take) -> Result<IncomingMessage> {
    KATIWALA_TRY(const auto file, CleanXmlFile::open(bytes, kImportLimits.max_bytes));
    XmlCursor cursor(*file, kImportLimits, nullptr);
    return read_xml_message(cursor, true, &take);
  });
}

/// Found in all the bytes before the first is read, or where it is met.
bool is_of_bytes(Code code) { return code == Code::TEXT_NOT_UTF8 || code == Code::XML_DOCTYPE || code == Code::XML_ENCODING || code == Code::XML_SYNTAX; }

void agree(std::string_view bytes) {
  const auto whole = read_incoming(bytes, kImportLimits, nullptr);
  const auto pieces = read_pieces(MemoryBytes(bytes));
  KATIWALA_ASSERT(whole.ok() == pieces.ok(), "a file and its bytes differ: one is refused");
  if (whole.ok()) {
    KATIWALA_ASSERT(*whole == *pieces, "a file and its bytes differ");
    return;
  }
  refusal_says_where(bytes, pieces.refusal());
  // The parser is ahead of the reader, by as much as it was given: which of two faults is told may differ where one is of the XML.
  if (is_of_bytes(whole.refusal().code) || is_of_bytes(pieces.refusal().code)) return;
  const bool alike = whole.refusal().code == pieces.refusal().code && whole.refusal().place == pieces.refusal().place;
  KATIWALA_ASSERT(alike, "a file and its bytes differ: they are refused differently");
}

}  // namespace

void one(std::string_view bytes) {
  for (const std::size_t before : ends_for(bytes)) {
    const std::string text = moved(bytes, before);
    if (!is_swift(text)) agree(text);
  }
}

}  // namespace katiwala::fuzz

#include "api/messages/xml_file.h"

#include <algorithm>
#include <cstring>

#include "ledger/base/utf8.h"

namespace katiwala::api::messages {
namespace {

constexpr std::size_t kPiece = std::size_t{64} << 10;

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// How many bytes a character that begins with `lead` has; 1 for what can not begin one, which is then found invalid.
std::size_t length_of(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  return byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
}

}  // namespace

std::size_t whole_characters(std::string_view text) {
#ifdef KATIWALA_SABOTAGE_letter_torn
  return text.size();
#endif
  std::size_t at = text.size();
  while (at > 0 && text.size() - at < 3 && is_continuation(text[at - 1])) --at;
  if (at == 0) return text.size();
  return length_of(text[at - 1]) > text.size() - (at - 1) ? at - 1 : text.size();
}

Result<std::unique_ptr<CleanXmlFile>> CleanXmlFile::open(const StoredBytes& bytes, std::size_t max_bytes) {
  std::unique_ptr<CleanXmlFile> out(new CleanXmlFile(bytes));
  out->left_ = bytes.size();
  if (out->left_ > max_bytes)
    return refuse(Code::XML_TOO_LARGE, "The message has " + std::to_string(out->left_) + " bytes; at most " + std::to_string(max_bytes) + " are accepted.");
  KATIWALA_TRY(const std::string first, out->next_piece());
  if (first.empty()) return refuse(Code::XML_SYNTAX, "There are no bytes to read.");
  std::string_view start = first;
  KATIWALA_TRY(const bool marked, take_byte_order_mark(start));
  KATIWALA_TRY(out->encoding_, xml_encoding(start, marked));
  KATIWALA_CHECK(out->fill(std::string(start)));
  return out;
}

Result<std::string> CleanXmlFile::next_piece() {
  std::string piece(std::min(kPiece, left_), '\0');
  KATIWALA_CHECK(in_.read(in_.size() - left_, piece));
  left_ -= piece.size();
  return piece;
}

Status CleanXmlFile::clean(std::string piece) {
  if (piece.find('\0') != std::string::npos) return refuse(Code::XML_SYNTAX, "The bytes hold a NUL.");
  if (encoding_ == XmlEncoding::latin1) {
    ready_ = latin1_to_utf8(piece);
    return good();
  }
  if (encoding_ == XmlEncoding::ascii && !is_ascii(piece)) return refuse(Code::XML_ENCODING);
  ready_ = held_.empty() ? std::move(piece) : held_ + piece;
  const std::size_t whole = left_ == 0 ? ready_.size() : whole_characters(ready_);
  held_ = ready_.substr(whole);
  ready_.resize(whole);
  return is_valid_utf8(ready_) ? good() : refuse(Code::TEXT_NOT_UTF8);
}

Status CleanXmlFile::fill(std::string piece) {
  KATIWALA_CHECK(clean(std::move(piece)));
  taken_ = 0;
  const std::size_t near = kDocumentType.size() - 1;
  const bool across = (before_ + ready_.substr(0, near)).find(kDocumentType) != std::string::npos;
  if (across || ready_.find(kDocumentType) != std::string::npos) return refuse(Code::XML_DOCTYPE);
  before_ = ready_.size() >= near ? ready_.substr(ready_.size() - near) : before_ + ready_;
  if (before_.size() > near) before_.erase(0, before_.size() - near);
  return good();
}

Result<std::size_t> CleanXmlFile::read(char* to, std::size_t room) {
  while (taken_ == ready_.size() && left_ > 0) {
    KATIWALA_TRY(std::string piece, next_piece());
    KATIWALA_CHECK(fill(std::move(piece)));
  }
  const std::size_t size = std::min(room, ready_.size() - taken_);
  std::memcpy(to, ready_.data() + taken_, size);
  taken_ += size;
  return size;
}

}  // namespace katiwala::api::messages

/// Untrusted bytes made fit for the XML parser: of bounded size, in UTF-8, without NUL and without a document type.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "ledger/base/result.h"

namespace katiwala::api::messages {

/// Once a process, before anything else of libxml2; safe from any thread.
void start_xml_parser();

/// What the bytes of a message are written in; all else is refused.
enum class XmlEncoding : std::uint8_t { utf8, ascii, latin1 };
/// By the declaration at `start`, without a byte-order mark; `marked`: there was one of UTF-8. XML_ENCODING.
Result<XmlEncoding> xml_encoding(std::string_view start, bool marked);
/// The mark of UTF-8 off the beginning of `bytes`: whether there was one. XML_ENCODING for another's mark.
Result<bool> take_byte_order_mark(std::string_view& bytes);
std::string latin1_to_utf8(std::string_view text);
bool is_ascii(std::string_view text);
/// How many bytes of UTF-8 there are without a character at the end that is not there whole.
std::size_t whole_characters(std::string_view text);
inline constexpr std::string_view kDocumentType = "<!DOCTYPE";

/// Borrows from the input where that is UTF-8, else owns a converted copy. Must not outlive the input.
class CleanXml {
 public:
  /// XML_TOO_LARGE, XML_SYNTAX (empty, NUL), XML_ENCODING, TEXT_NOT_UTF8, XML_DOCTYPE.
  static Result<CleanXml> from(std::string_view bytes, std::size_t max_bytes);
  [[nodiscard]] std::string_view text() const { return converted_.empty() ? borrowed_ : std::string_view(converted_); }

 private:
  std::string_view borrowed_;
  std::string converted_;
};

}  // namespace katiwala::api::messages

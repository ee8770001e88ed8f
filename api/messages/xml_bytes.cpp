#include "api/messages/xml_bytes.h"

#include <libxml/parser.h>

#include <algorithm>
#include <mutex>
#include <optional>

#include "api/messages/characters.h"
#include "ledger/base/utf8.h"

namespace katiwala::api::messages {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::size_t kParserMaxBytes = 1U << 30;  // libxml2 counts bytes in an int

/// The encoding that the XML declaration names, in lower case; nullopt if it names none.
std::optional<std::string> declared_encoding(std::string_view text) {
  if (!text.starts_with("<?xml") || text.size() < 6 || std::string_view(" \t\r\n").find(text[5]) == std::string_view::npos)
    return std::nullopt;
  const std::string_view declaration = text.substr(0, text.find("?>"));
  const std::size_t at = declaration.find("encoding");
  if (at == std::string_view::npos) return std::nullopt;
  const std::size_t open = declaration.find_first_of("\"'", at);
  if (open == std::string_view::npos) return std::string();
  const std::size_t close = declaration.find(declaration[open], open + 1);
  if (close == std::string_view::npos) return std::string();
  std::string name(declaration.substr(open + 1, close - open - 1));
  std::ranges::transform(name, name.begin(), &lower);
  return name;
}

}  // namespace

std::string latin1_to_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 16);
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      out.push_back(c);
    } else {
      out.push_back(static_cast<char>(0xC0U | (byte >> 6U)));
      out.push_back(static_cast<char>(0x80U | (byte & 0x3FU)));
    }
  }
  return out;
}

bool is_ascii(std::string_view text) {
  return std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

Result<XmlEncoding> xml_encoding(std::string_view start, bool marked) {
  const std::string named = declared_encoding(start).value_or("utf-8");
  if (named == "utf-8" || named == "utf8") return XmlEncoding::utf8;
  if (marked) return refuse(Code::XML_ENCODING, "The bytes are marked as UTF-8 and declare another encoding.");
  if (named == "us-ascii" || named == "ascii") return XmlEncoding::ascii;
  if (named == "iso-8859-1" || named == "latin1") return XmlEncoding::latin1;
  return refuse(Code::XML_ENCODING);
}

Result<bool> take_byte_order_mark(std::string_view& bytes) {
  // The first bytes of UTF-16 and UTF-32 are a mark of their own or hold a NUL.
  if (bytes.starts_with("\xFE\xFF") || bytes.starts_with("\xFF\xFE")) return refuse(Code::XML_ENCODING);
  const bool marked = bytes.starts_with(kByteOrderMark);
  if (marked) bytes.remove_prefix(kByteOrderMark.size());
  return marked;
}

void start_xml_parser() {
  static std::once_flag started;
  std::call_once(started, [] { xmlInitParser(); });
}

Result<CleanXml> CleanXml::from(std::string_view bytes, std::size_t max_bytes) {
  if (bytes.size() > std::min(max_bytes, kParserMaxBytes))
    return refuse(Code::XML_TOO_LARGE, "The message has " + std::to_string(bytes.size()) + " bytes; at most " +
                                           std::to_string(std::min(max_bytes, kParserMaxBytes)) + " are accepted.");
  if (bytes.empty()) return refuse(Code::XML_SYNTAX, "There are no bytes to read.");
  KATIWALA_TRY(const bool marked, take_byte_order_mark(bytes));
  if (bytes.find('\0') != std::string_view::npos) return refuse(Code::XML_SYNTAX, "The bytes hold a NUL.");
  KATIWALA_TRY(const XmlEncoding encoding, xml_encoding(bytes, marked));
  CleanXml out;
  if (encoding == XmlEncoding::latin1) {
    out.converted_ = latin1_to_utf8(bytes);
  } else {
    out.borrowed_ = bytes;
    if (encoding == XmlEncoding::ascii && !is_ascii(bytes)) return refuse(Code::XML_ENCODING);
    if (encoding == XmlEncoding::utf8 && !is_valid_utf8(bytes)) return refuse(Code::TEXT_NOT_UTF8);
  }
  // Looked for before the parser sees a byte: what it never reads it can not expand. The same letters inside a comment
  // are refused as well, which no bank will miss.
  if (out.text().find(kDocumentType) != std::string_view::npos) return refuse(Code::XML_DOCTYPE);
  return out;
}

}  // namespace katiwala::api::messages

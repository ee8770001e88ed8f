/// Untrusted bytes made fit for the XML parser: of bounded size, in UTF-8, without NUL and without a document type.
#pragma once

#include <string>
#include <string_view>

#include "ledger/base/result.h"

namespace katiwala::api::messages {

/// Once a process, before anything else of libxml2; safe from any thread.
void start_xml_parser();

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

/// Untrusted bytes that are not in memory made fit for the XML parser, as CleanXml does for those that are, a piece at a time. Internal to this room.
#pragma once

#include <memory>

#include "api/messages/xml_bytes.h"
#include "ledger/base/stored_bytes.h"

namespace katiwala::api::messages {

/// How many bytes of UTF-8 there are without a character at the end that is not there whole.
std::size_t whole_characters(std::string_view text);

class CleanXmlFile {
 public:
  /// What CleanXml refuses, as far as the beginning tells it; what reading `bytes` refuses. `bytes` must outlive it.
  static Result<std::unique_ptr<CleanXmlFile>> open(const StoredBytes& bytes, std::size_t max_bytes);
  /// The next bytes of the text, at most `room`; 0 at its end. Refuses like `open`, what is met in them.
  Result<std::size_t> read(char* to, std::size_t room);

 private:
  explicit CleanXmlFile(const StoredBytes& bytes) : in_(bytes) {}
  Result<std::string> next_piece();
  Status fill(std::string piece);
  Status clean(std::string piece);

  const StoredBytes& in_;
  std::size_t left_ = 0;  ///< of them
  XmlEncoding encoding_ = XmlEncoding::utf8;
  std::string ready_;
  std::size_t taken_ = 0;  ///< of `ready_`
  std::string held_;       ///< the beginning of a character whose end is in the next piece
  std::string before_;     ///< the last of the text before `ready_`, where a document type might begin
};

}  // namespace katiwala::api::messages

/// Requests with the headers of the habits: conditions, versions, languages; and everything that can be read of a story, to be compared.
#pragma once

#include "story.h"

namespace katiwala::api::door::testing {

/// A story whose ward holds PHP, with a request of hers that waits.
class Habits : public Story {
 public:
  Habits();
  /// The whole answer, with its headers.
  transport::Response ask(const std::string& who, const std::string& method, const std::string& path, const std::string& body = {}, const transport::Headers& headers = {});
  transport::Response write(const std::string& who, const std::string& path, const Json& body, transport::Headers headers = {});
  std::string tag(const std::string& who, const std::string& path);
  /// Entries, and every read of everybody who may read it, each with who and path.
  std::map<std::string, std::string> everything();
  std::int64_t proposal = 0;  ///< of the request
};

std::string header_of(const transport::Response& response, const std::string& name);
Json json_of(const transport::Response& response);
std::string code_of(const transport::Response& response);

}  // namespace katiwala::api::door::testing

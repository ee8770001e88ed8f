// A bundle: documents under lines `+++ <name>`.
#include <algorithm>

#include "policies/rulebook.h"

namespace katiwala::policies {
namespace {

constexpr std::string_view kMark = "+++ ";

bool good_name(std::string_view name) {
  return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
  });
}

}  // namespace

std::string bundle(const std::vector<Document>& documents) {
  std::string out;
  for (const Document& document : documents) {
    KATIWALA_ASSERT(good_name(document.name), "a document of a bundle with a name it can not have");
    KATIWALA_ASSERT(!document.text.starts_with(kMark) && document.text.find("\n" + std::string(kMark)) == std::string::npos,
                    "a document of a bundle holds a line that would end it");
    out += std::string(kMark) + document.name + "\n" + document.text;
    if (!out.ends_with('\n')) out += '\n';
  }
  return out;
}

Result<std::vector<Document>> split_bundle(std::string_view text) {
  std::vector<Document> documents;
  std::size_t line_number = 0;
  while (!text.empty()) {
    ++line_number;
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end);
    if (!line.starts_with(kMark)) {
      if (documents.empty()) {
        return refuse(Code::RULEBOOK_SYNTAX, "A bundle begins with a line \"+++ <name>\".", "bundle:" + std::to_string(line_number));
      }
      documents.back().text += line;
      continue;
    }
    std::string_view name = line.substr(kMark.size());
    if (name.ends_with('\n')) name.remove_suffix(1);
    const bool again = std::any_of(documents.begin(), documents.end(), [&](const Document& d) { return d.name == name; });
    if (!good_name(name) || again) {
      return refuse(Code::RULEBOOK_SYNTAX, again ? "Two documents of the bundle have one name." : "The name of a document is not one.",
                    "bundle:" + std::to_string(line_number));
    }
    documents.push_back({std::string(name), {}});
  }
  if (documents.empty()) return refuse(Code::RULEBOOK_SYNTAX, "The bundle is empty.", "bundle:1");
  return documents;
}

}  // namespace katiwala::policies

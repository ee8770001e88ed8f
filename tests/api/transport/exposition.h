/// Reads the text format of Prometheus as a scraper would, as strictly as its page says, so that a test may ask for a figure by its name.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>

namespace katiwala::api::transport::door {

struct Exposition {
  std::map<std::string, std::string> samples;  ///< by "name{labels}"
  std::set<std::string> families;
  [[nodiscard]] std::string at(const std::string& sample) const {
    const auto found = samples.find(sample);
    return found == samples.end() ? "(none)" : found->second;
  }
};

inline bool is_of_family(std::string name, const std::string& family, const std::string& type) {
  if (type == "histogram")
    for (const std::string suffix : {"_bucket", "_sum", "_count"})
      if (name == family + suffix) return true;
  return name == family;
}

inline Exposition read_exposition(const std::string& text) {
  static const std::regex help(R"(# HELP ([a-z_]+) \S.*)"), type(R"(# TYPE ([a-z_]+) (counter|gauge|histogram))");
  static const std::regex sample(R"re(([a-z_]+)(\{[a-z_]+="([^"\\]|\\["\\n])*"(,[a-z_]+="([^"\\]|\\["\\n])*")*\})? (-?[0-9]+(\.[0-9]+)?))re");
  Exposition out;
  EXPECT_TRUE(text.ends_with("\n"));
  std::istringstream lines(text);
  std::string line, family, kind, helped;
  std::smatch found;
  while (std::getline(lines, line)) {
    if (std::regex_match(line, found, help)) {
      helped = found[1];
    } else if (std::regex_match(line, found, type)) {
      family = found[1];
      kind = found[2];
      EXPECT_EQ(family, helped) << line;
      EXPECT_TRUE(out.families.insert(family).second) << "twice: " << line;
    } else if (std::regex_match(line, found, sample)) {
      EXPECT_TRUE(is_of_family(found[1], family, kind)) << line << " below " << family;
      EXPECT_TRUE(out.samples.emplace(found[1].str() + found[2].str(), found[6]).second) << "twice: " << line;
    } else {
      ADD_FAILURE() << "no line of the format: " << line;
    }
  }
  return out;
}

}  // namespace katiwala::api::transport::door

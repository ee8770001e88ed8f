// The verifier against the documents it was written from.
#include <map>
#include <regex>
#include <sstream>

#include "audit/verify/record.h"
#include "audit/verify/shape.h"
#include "tests/audit/verify/fixture.h"

namespace forge::documents_test {
namespace {

const std::filesystem::path kDocs = std::filesystem::path(KATIWALA_SOURCE_DIR) / "docs";

/// The rules of format.cddl in the words of the verifier's table.
std::map<std::string, std::string> read_document() {
  std::istringstream lines(slurp(kDocs / "format.cddl"));
  std::map<std::string, std::string> out;
  std::string line, name;
  const auto type = [](std::string word) {
    const bool many = word.rfind("[+ ", 0) == 0;
    if (many) word = word.substr(3, word.size() - 4);
    static const std::map<std::string, std::string> kWords = {{"bstr .size 16", "b16"}, {"bstr .size 32", "b32"}, {"bstr", "bytes"}, {"tstr", "text"}};
    const auto known = kWords.find(word);
    return (many ? "+" : "") + (known == kWords.end() ? word : known->second);
  };
  std::smatch m;
  while (std::getline(lines, line)) {
    line = std::regex_replace(line, std::regex(R"(\s*;.*$)"), "");
    if (std::regex_match(line, m, std::regex(R"(([a-z-]+) = \{)"))) {
      name = m[1];
    } else if (std::regex_match(line, m, std::regex(R"(\s+(\? )?(\d+): (.+),)"))) {
      out[name] += (m[1].length() ? " ?" : " ") + m[2].str() + ":" + type(m[3]);
    } else if (std::regex_match(line, m, std::regex(R"((?:([a-z-]+) =|\s+/) \[(\d+), ([a-z-]+)\])"))) {
      if (m[1].length()) name = m[1];
      out[name] += " |" + m[2].str() + ":" + m[3].str();
    } else if (std::regex_match(line, m, std::regex(R"(([a-z-]+) = (\d+(?: / \d+)*))"))) {
      name = m[1];
      std::istringstream numbers(std::regex_replace(m[2].str(), std::regex(" / "), " "));
      for (int number; numbers >> number;) out[name] += " =" + std::to_string(number);
    } else if (std::regex_match(line, m, std::regex(R"(([a-z-]+) = \[(.*)\])"))) {
      std::istringstream elements(std::regex_replace(m[2].str(), std::regex(R"(([a-z]+: |,))"), ""));
      for (std::string element; elements >> element;) out[m[1]] += " [" + element;
    }
  }
  return out;
}

const std::map<std::string, std::string>& rules_of_document() {
  static const auto kRules = read_document();
  return kRules;
}

std::map<std::string, std::string> rules_of_table(verify::Bytes table) {
  std::istringstream lines{std::string(table)};
  std::map<std::string, std::string> out;
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string name, word;
    if (!(words >> name)) continue;
    while (words >> word) {
      std::smatch m;
      if (!std::regex_match(word, m, std::regex(R"(=(\d+)-(\d+))"))) { out[name] += " " + word; continue; }
      for (int number = std::stoi(m[1]); number <= std::stoi(m[2]); ++number) out[name] += " =" + std::to_string(number);
    }
  }
  return out;
}

TEST(Documents, TheTableOfShapesIsTheOneOfTheDocument) {
  const auto& document = rules_of_document();
  const auto verifier = rules_of_table(verify::kShapeTable);
  EXPECT_GT(document.size(), 120u);
  for (const auto& [name, rule] : document) EXPECT_EQ(rule, verifier.contains(name) ? verifier.at(name) : "") << name;
  for (const auto& [name, rule] : verifier) EXPECT_TRUE(document.contains(name)) << name;
}

/// format.md, the table under `title`: what its first column numbers and names, with the second column.
std::map<std::string, std::string> listed(const std::string& title) {
  std::istringstream lines(slurp(kDocs / "format.md"));
  std::map<std::string, std::string> out;
  bool inside = false;
  std::smatch row;
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind("###", 0) == 0) inside = line == "### " + title;
    if (!inside || !std::regex_match(line, row, std::regex(R"(\| (\d.*) \| (.*) \|)"))) continue;
    const std::string numbered = row[1], second = row[2];
    const std::regex word(R"((\d+) ([a-z-]+))");
    for (std::sregex_iterator at(numbered.begin(), numbered.end(), word), end; at != end; ++at) {
      EXPECT_TRUE(out.emplace("|" + at->str(1) + ":" + at->str(2), second).second) << at->str() << " is listed twice";
    }
  }
  return out;
}

TEST(Documents, EveryEventStandsWhereTheDocumentSays) {
  const auto homes = listed("Where events stand");
  const std::vector<std::string> kinds = {"", "ledger", "pool", "order", "ward", "protection", "watch"};
  std::istringstream events(rules_of_document().at("event"));
  std::size_t known = 0;
  for (std::string event; events >> event; ++known) {
    ASSERT_TRUE(homes.contains(event)) << event;
    const std::string home = ", " + homes.at(event) + ",";
    for (std::size_t kind = 1; kind < kinds.size(); ++kind)
      EXPECT_EQ(verify::stands_in(static_cast<verify::Event>(std::stoi(event.substr(1))), static_cast<verify::SubjectKind>(kind)), home.find(", " + kinds[kind] + ",") != std::string::npos)
          << event << " in the parts of " << kinds[kind];
  }
  EXPECT_EQ(known, homes.size());
  EXPECT_GT(known, 60u);
}

TEST(Documents, EveryCommandHasItsPart) {
  const auto parts = listed("What was asked, and in whose part");
  std::istringstream commands(rules_of_document().at("command"));
  std::size_t known = 0;
  for (std::string command; commands >> command; ++known) EXPECT_TRUE(parts.contains(command)) << command;
  EXPECT_EQ(known, parts.size());
}

/// proofs.md shows a statement in the same notation.
TEST(Documents, TheTableOfStatementsIsTheOneOfTheDocument) {
  std::istringstream lines(slurp(kDocs / "proofs.md"));
  std::map<std::string, std::string> document;
  std::string line, name;
  std::smatch m;
  while (std::getline(lines, line)) {
    if (std::regex_match(line, m, std::regex(R"(    (statement|leaf) = \{)"))) name = m[1];
    if (line == "    }") name.clear();
    if (name.empty() || !std::regex_match(line, m, std::regex(R"(      (\d+): (\[([+*]) )?([^\],;]*?)\]?,\s*(?:;.*)?)"))) continue;
    std::string type = m[4];
    if (type.rfind("bstr .size ", 0) == 0) type = "b" + type.substr(11);
    else if (type == "bstr") type = "bytes";
    else if (type == "tstr" || type.front() == '"') type = "text";
    document[name] += " " + m[1].str() + ":" + m[3].str() + type;
  }
  EXPECT_EQ(document, rules_of_table(verify::kStatementTable));
}

/// The bytes of one section of format-entry.txt: what stands in hexadecimal at the beginning of its lines.
std::string section(const std::string& title, int which = 0) {
  std::istringstream lines(slurp(kDocs / "format-entry.txt"));
  std::string out, line;
  bool inside = false;
  int found = -1;
  std::smatch m;
  while (std::getline(lines, line)) {
    if (!line.empty() && line[0] != ' ') {
      inside = line.rfind(title, 0) == 0 && ++found == which;
      continue;
    }
    if (inside && std::regex_search(line, m, std::regex(R"(^ +([0-9a-f]+)( |$))"))) out += *verify::unhex(m[1].str());
  }
  return out;
}

TEST(Documents, TheWorkedEntry) {
  const verify::Place place{"document"};
  const std::string bytes = section("Header");
  const verify::Header header = verify::parse_header(bytes, place);
  EXPECT_EQ(verify::view(verify::leaf_hash(bytes)), section("Leaf hash"));
  EXPECT_EQ(header.count, 3u);
  int number = 0;
  for (const char* const title : {"Part 0, the act", "Part 1, about", "Part 2, about"}) {
    const std::string part = section(title);
    ASSERT_GT(part.size(), 16u);
    const verify::Bytes salt = verify::Bytes(part).substr(0, 16), body = verify::Bytes(part).substr(16);
    EXPECT_EQ(verify::view(verify::part_hash(salt, body)), header.part_hash(static_cast<std::uint64_t>(number))) << title;
    if (number++ == 0) {
      EXPECT_EQ(verify::read_act(body, place).idempotency_key, "golden-1");
    } else {
      verify::Room room;
      const verify::Part read = verify::read_part(body, header.part_hash(1), place, room);
      EXPECT_EQ(read.postings.size(), 1u);
      EXPECT_EQ(read.balances.size(), 1u);
    }
  }
}

}  // namespace
}  // namespace forge::documents_test

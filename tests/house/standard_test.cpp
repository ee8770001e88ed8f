// What a page says of a standard, shown a page that is right and pages that are not; then the repository's own.
#include "tests/house/standard.h"

#include <gtest/gtest.h>

namespace katiwala::house::standard_test {
namespace {

const std::string kPage = "docs/standard.md";

SourceTree tree_with(const std::string& line) {
  return {{kPage, line + "\n"},
          {"docs/api.md", ""},
          {"README.md", ""},
          {"api/door/call.cpp", ""},
          {"tests/callers/access.py", ""},
          {"tests/door/call_test.cpp", "TEST(Call, IsTaken) {\nTEST_F(Story, Goes) {\n"},
          {"api/door/test_like.cpp", "TEST(Product, HasNone) {\n"}};
}

struct NameCase {
  std::string line;
  std::string complaint;  ///< empty: none
};

TEST(Standard, WhatIsNamedMustBeThere) {
  const NameCase cases[] = {
      {"`api/door/call.cpp`, `api/door`, `call.cpp`, `callers/access`, `tests/callers/access.py`", ""},
      {"`api/door/cal.cpp`", "no such file: api/door/cal.cpp"},
      {"`api/door/call`", "no such file: api/door/call"},
      {"`api/doo`", "no such file: api/doo"},
      {"`callers/acces`", "no such file: callers/acces"},
      {"`other.cpp`", "no file of that name: other.cpp"},
      {"`Call`, `Call.IsTaken`, `Story.Goes`", ""},
      {"`Call.IsGiven`", "no such test: Call.IsGiven"},
      {"`Calls`", "no such test: Calls"},
      {"`Product.HasNone`", "no such test: Product.HasNone"},
      {"`GET /v1/status`, `/v1/status`, `./test`, `BE`, `RATE_LIMITED`, `is_hers`, `Sessions::begin`", ""},
      {"[api](api.md), [part](api.md#x), [up](../README.md), [away](https://example.org/a)", ""},
      {"[gone](gone.md)", "a link to nothing: gone.md"},
      {"[up](../GONE.md)", "a link to nothing: ../GONE.md"},
      {"| 1.1.1 | 1 | words | holds | the door | |", ""},
      {"| 1.1.1 | 1 | words | holds | | `Call` |", "does not say where: 1.1.1"},
      {"| 1.1.1 | 1 | words | gap | | |", ""},
  };
  for (const NameCase& c : cases) {
    const Complaints found = check_what_is_named(tree_with(c.line), kPage);
    const Complaints wanted = c.complaint.empty() ? Complaints{} : Complaints{kPage + ":1: " + c.complaint};
    EXPECT_EQ(found, wanted) << c.line;
  }
}

/// A page on which all requirements stand, a section a line.
std::string whole_page() {
  const std::vector<std::string> chapters = {
      "1.1 to 1.5",   "2.1 to 2.4",   "3.1 to 3.7",   "4.1, 4.2, 4.3 to 4.4", "5.1 to 5.4",   "6.1 to 6.8",   "7.1 to 7.6",   "8.1 to 8.4", "9.1, 9.2",
      "10.1 to 10.7", "11.1 to 11.7", "12.1 to 12.3", "13.1 to 13.4",         "14.1 to 14.3", "15.1 to 15.4", "16.1 to 16.5", "17.1, 17.2.1 to 17.2.8, 17.3"};
  std::string out;
  for (const std::string& chapter : chapters) out += "| " + chapter + " | 1 | | holds | x | |\n";
  return out;
}

std::size_t complaints_of(const std::string& text) { return check_requirements_of_asvs({{kPage, text}}, kPage).size(); }

TEST(Standard, EveryRequirementIsToldOnce) {
  const std::string whole = whole_page();
  EXPECT_EQ(complaints_of(whole), 0u);
  EXPECT_EQ(complaints_of(""), 345u);
  EXPECT_EQ(complaints_of(whole + "| 17.3.2 | 1 |\n"), 1u) << "twice";
  EXPECT_EQ(complaints_of(whole + "| 17.3.3 | 1 |\n"), 1u) << "there is none";
  EXPECT_EQ(complaints_of(whole + "| 18.1 | 1 |\n"), 1u);
  EXPECT_EQ(complaints_of(whole + "| 1.2.3 and more | 1 |\n"), 1u);
  EXPECT_EQ(complaints_of(whole + "| 1.2.3 to 1.2.1 | 1 |\n"), 1u);
  EXPECT_EQ(complaints_of(whole + "| words | 1 |\n1.2.3\n"), 0u) << "no row of a requirement";
  std::string short_of_one = whole;
  short_of_one.replace(short_of_one.find("17.2.8"), 6, "17.2.7");
  EXPECT_EQ(check_requirements_of_asvs({{kPage, short_of_one}}, kPage), Complaints{kPage + ":1: not told: 17.2.8"});
}

TEST(Standard, ThePageOnAsvsNamesWhatIsThereAndTellsAll) {
  const SourceTree tree = load_tree(KATIWALA_SOURCE_DIR);
  for (const std::string& complaint : check_what_is_named(tree, "docs/asvs.md")) ADD_FAILURE() << complaint;
  for (const std::string& complaint : check_requirements_of_asvs(tree, "docs/asvs.md")) ADD_FAILURE() << complaint;
}

}  // namespace
}  // namespace katiwala::house::standard_test

// How a guide is read, and what counts as seen; and that a walk notices what is wrong.
#include <gtest/gtest.h>

#include "tests/guides/walk.h"

namespace katiwala::guides::guide_test {
namespace {

struct Sight {
  const char* name;
  std::vector<std::string> expected, found;
  bool good;
};
void PrintTo(const Sight& one, std::ostream* out) { *out << one.name; }

const Sight kSights[] = {
    {"nothing", {}, {}, true},
    {"something_where_nothing_was_told", {}, {"a"}, false},
    {"nothing_where_something_was_told", {"a"}, {}, false},
    {"the_same", {"a", "b"}, {"a", "b"}, true},
    {"another_line", {"a", "b"}, {"a", "c"}, false},
    {"another_order", {"a", "b"}, {"b", "a"}, false},
    {"one_line_more", {"a"}, {"a", "b"}, false},
    {"lines_left_out_between", {"a", "...", "d"}, {"a", "b", "c", "d"}, true},
    {"none_left_out", {"a", "...", "b"}, {"a", "b"}, true},
    {"left_out_at_both_ends", {"...", "b", "..."}, {"a", "b", "c"}, true},
    {"left_out_and_the_line_is_missing", {"...", "b", "..."}, {"a", "c"}, false},
    {"the_second_of_two_that_could_stand_for_it", {"...", "a", "b"}, {"a", "a", "b"}, true},
    {"all_left_out", {"..."}, {}, true},
    {"a_gap_within_a_line", {"root ... of 3"}, {"root 4f0c of 3"}, true},
    {"a_gap_of_nothing", {"a...b"}, {"ab"}, true},
    {"a_gap_and_another_end", {"root ... of 3"}, {"root 4f0c of 4"}, false},
    {"two_gaps", {"a...b...c"}, {"a1b2b3c"}, true},
    {"the_beginning_of_a_line_is_not_the_line", {"good"}, {"good: all"}, false},
};

class Seen : public testing::TestWithParam<Sight> {};
TEST_P(Seen, IsJudgedLineByLine) { EXPECT_EQ(is_as_expected(GetParam().expected, GetParam().found), GetParam().good); }
INSTANTIATE_TEST_SUITE_P(Sights, Seen, testing::ValuesIn(kSights), [](const auto& one) { return std::string(one.param.name); });

TEST(Reading, FindsCommandsWhatTheyPrintAndQuotes) {
  const Guide guide = parse_guide("g", "# G\n\n```console\n$ one \\\n  more\nseen\n\n$ two\n```\n\n```toml\na = 1\n```\n");
  EXPECT_TRUE(guide.faults.empty());
  ASSERT_EQ(guide.commands.size(), 2U);
  EXPECT_EQ(guide.commands[0].text, "one \\\n  more");
  EXPECT_EQ(guide.commands[0].expected, (std::vector<std::string>{"seen", ""}));
  EXPECT_EQ(guide.commands[0].line, 4);
  EXPECT_TRUE(guide.commands[1].expected.empty());
  ASSERT_EQ(guide.quotes.size(), 1U);
  EXPECT_EQ(guide.quotes[0].text, "a = 1\n");
}

TEST(Reading, WhatIsNotWalkedThroughIsAFault) {
  for (const char* text : {"```sh\n$ one\n```\n", "```\none\n```\n", "```console\nseen\n```\n", "```console\n```\n", "```console\n$ one\n", "```console\n$ one \\\n```\n"}) {
    EXPECT_EQ(parse_guide("g", text).faults.size(), 1U) << text;
  }
}

std::string walked(const std::string& console) {
  const Guide guide = parse_guide("g", "```console\n" + console + "```\n");
  EXPECT_TRUE(guide.faults.empty());
  return first_difference(guide, walk(guide));
}

TEST(Walk, GoesOnInOneShellAndSeesBothOutputs) {
  EXPECT_EQ(walked("$ word=hello\n$ echo $word; echo to the side >&2\nhello\nto the side\n$ printf 'without an end'\nwithout an end\n$ printf '\\n'\n\n"), "");
}

TEST(Walk, IsInAFolderThatLooksLikeTheRepository) {
  EXPECT_EQ(walked("$ ls\nbin\ndocs\nexamples\npolicies\nvar\nwalk.sh\n$ katiwala-verify --version\nkatiwala-verify 1 (record format version 1)\n"), "");
}

struct WrongPage {
  const char* name;
  const char* console;
  const char* says;
};
void PrintTo(const WrongPage& one, std::ostream* out) { *out << one.name; }

const WrongPage kWrongPages[] = {
    {"another_line", "$ printf 'one\\ntwo\\n'\none\nthree\n", "g.md:2: $ printf"},
    {"more_than_was_told", "$ echo one\n", "found\n    one"},
    {"a_command_that_fails", "$ false\n", "exit code 1"},
    {"a_command_that_fails_as_it_was_told_to_print", "$ echo one; false\none\n", "exit code 1"},
    {"a_command_that_is_not_there", "$ katiwala-nothing\n", "exit code 127"},
    {"only_the_second_is_wrong", "$ echo one\none\n$ echo two\nthree\n", "g.md:4: $ echo two"},
    {"a_shell_that_ends", "$ exit 0\n$ echo one\none\n", "exit code -1"},
};

class Wrong : public testing::TestWithParam<WrongPage> {};
TEST_P(Wrong, IsSeenToFail) {
  const std::string difference = walked(GetParam().console);
  EXPECT_NE(difference.find(GetParam().says), std::string::npos) << difference;
}
INSTANTIATE_TEST_SUITE_P(Pages, Wrong, testing::ValuesIn(kWrongPages), [](const auto& one) { return std::string(one.param.name); });

}  // namespace
}  // namespace katiwala::guides::guide_test

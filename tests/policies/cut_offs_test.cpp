// The hours of the rails: how a rulebook writes them, and what counts where it does not.
#include "policies/cut_offs.h"

#include <gtest/gtest.h>

#include "tests/policies/rules/scene.h"

namespace katiwala::policies::scene::cut_offs_test {
namespace {

std::string shown(const std::optional<CutOffs>& hours) {
  if (!hours) return "none";
  std::string out;
  for (const std::int32_t minutes : *hours) out += (out.empty() ? "" : " ") + std::to_string(minutes);
  return out;
}

TEST(CutOffs, AreTimesOfADayThatAscend) {
  const struct {
    std::vector<std::string> words;
    const char* minutes;
  } cases[] = {
      {{"09:00"}, "540"},
      {{"00:01"}, "1"},
      {{"00:00"}, "none"},  // the window before it would hold nothing
      {{"23:59"}, "1439"},
      {{"24:00"}, "none"},
      {{"09:60"}, "none"},
      {{"09:59"}, "599"},
      {{"09:00", "09:01"}, "540 541"},
      {{"09:00", "09:00"}, "none"},
      {{"09:01", "09:00"}, "none"},
      {{}, "none"},
      {{""}, "none"},
      {{"9:00"}, "none"},
      {{"09.00"}, "none"},
      {{"09:0"}, "none"},
      {{"09:000"}, "none"},
      {{"0x:00"}, "none"},
      {{"09:0/"}, "none"},
      {{"every hour", "09:00"}, "none"},
      {{"09:00", "every hour"}, "none"},
      {{"Every hour"}, "none"},
  };
  for (const auto& row : cases) EXPECT_EQ(shown(read_cut_offs(row.words)), row.minutes) << (row.words.empty() ? "nothing" : row.words[0]);
  const auto hourly = read_cut_offs({"every hour"});
  ASSERT_TRUE(hourly.has_value());
  EXPECT_EQ(hourly->size(), 23U);
  EXPECT_EQ(hourly->front(), 60);
  EXPECT_EQ(hourly->back(), 1380);
}

constexpr Rail kRails[] = {Rail::book_transfer, Rail::instapay, Rail::pesonet, Rail::philpass, Rail::swift};

TEST(R49, TheHoursAreTheRulebooks) {
  const char* const expected[] = {"960", nullptr, "540 720 900", "900", "840"};
  const Rulebook book = shipped();
  for (std::size_t i = 0; i < std::size(kRails); ++i) {
    EXPECT_EQ(shown(cut_offs(book, kRails[i])), expected[i] == nullptr ? shown(read_cut_offs({"every hour"})) : expected[i]) << name(kRails[i]);
    EXPECT_EQ(cut_offs(book, kRails[i]), first_cut_offs(kRails[i])) << name(kRails[i]) << ": what is shipped is what was in the program before";
  }
  const Rulebook other = shipped({{"pesonet_cut_offs = [\"09:00\", \"12:00\", \"15:00\"]", "pesonet_cut_offs = [\"10:30\"]"}});
  EXPECT_EQ(shown(cut_offs(other, Rail::pesonet)), "630");
  EXPECT_EQ(shown(cut_offs(other, Rail::swift)), "840") << "no other rail's";
}

TEST(R49, ARulebookFromBeforeTheyWereParametersHasTheFirstHours) {
  const Rulebook before = shipped({{"book_transfer_cut_offs = [\"16:00\"]", ""},
                                   {"instapay_cut_offs = [\"every hour\"]", ""},
                                   {"pesonet_cut_offs = [\"09:00\", \"12:00\", \"15:00\"]", ""},
                                   {"philpass_cut_offs = [\"15:00\"]", ""},
                                   {"swift_cut_offs = [\"14:00\"]", ""}});
  for (const Rail rail : kRails) EXPECT_EQ(cut_offs(before, rail), first_cut_offs(rail)) << name(rail);
}

}  // namespace
}  // namespace katiwala::policies::scene::cut_offs_test

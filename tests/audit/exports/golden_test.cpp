// The bytes of every format for one small history. A change here is a change that somebody's import will see.
#include <gtest/gtest.h>

#include "tests/audit/exports/handmade.h"
#include "tests/support/shared.h"

namespace katiwala::audit::exports::testing::golden_test {
namespace {

std::filesystem::path golden(const std::string& name) { return std::filesystem::path(KATIWALA_SOURCE_DIR) / "tests/audit/exports/golden" / name; }

TEST(ExportGolden, EveryFormatOfTheSmallHistory) {
  const Handmade history = small_history();
  for (const Format& format : kFormats) {
    const auto files = run(format, history.entries);
    ASSERT_TRUE(files.ok()) << files.refusal().message << " " << files.refusal().place;
    for (const auto& [name, text] : *files) EXPECT_EQ(text, katiwala::testing::read_file(golden(name))) << name;
  }
}

TEST(ExportGolden, FromALaterEntryWithOpeningBalances) {
  const Handmade history = small_history();
  const auto files = run(format_named("ledger"), history.entries, 5);
  ASSERT_TRUE(files.ok());
  EXPECT_EQ(files->at("journal.ledger"), katiwala::testing::read_file(golden("from-5.ledger")));
}

TEST(ExportGolden, TwoRunsGiveTheSameBytesAndOneMoreEntryOthers) {
  Handmade history = small_history();
  for (const Format& format : kFormats) EXPECT_EQ(*run(format, history.entries), *run(format, small_history().entries)) << format.name;
  const std::vector<journal::Entry> before = history.entries;
  auto& pool = history.part(custody::SubjectKind::pool, 0x10);
  pool.postings = {post(book::AccountKind::bank, 0x10, "0.01", "PHP", book::Category::receipt), post(book::AccountKind::suspense, 0x10, "0.01", "PHP", book::Category::receipt)};
  history.entry(some_credit());
  for (const Format& format : kFormats) EXPECT_NE(*run(format, history.entries), *run(format, before)) << format.name;
}

}  // namespace
}  // namespace katiwala::audit::exports::testing::golden_test

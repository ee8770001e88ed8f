// The JSON of every kind for one small history. A change here is a change that somebody's program will see.
#include <gtest/gtest.h>

#include "tests/audit/reports/sample.h"
#include "tests/support/shared.h"

namespace katiwala::audit::reports::testing::golden_test {
namespace {

TEST(ReportGolden, EveryKindOfTheSample) {
  for (const Kind& kind : kinds()) {
    const auto document = document_of(kind.name);
    ASSERT_TRUE(document.ok()) << kind.name << " " << document.refusal().message << " " << document.refusal().place;
    const auto golden = std::filesystem::path(KATIWALA_SOURCE_DIR) / "tests/audit/reports/golden" / (std::string(kind.name) + ".json");
    EXPECT_EQ(json_of(*document) + "\n", katiwala::testing::read_file(golden)) << kind.name;
    EXPECT_EQ(json_of(*document), json_of(*document_of(kind.name))) << kind.name;
  }
}

TEST(ReportGolden, OneMorePaymentIsAnotherText) {
  for (const char* kind : {"annual-account", "statement", "inventory", "trial-balance"}) EXPECT_NE(json_of(*document_of(kind, 0)), json_of(*document_of(kind, 1))) << kind;
}

/// Compliance's duties and whatever belongs to another ward stay out of a ward's papers (R38).
TEST(ReportGolden, SaysNothingOfASisterOrOfWhatIsConfidential) {
  for (const char* kind : {"annual-account", "statement", "inventory", "discharge"}) {
    const std::string json = json_of(*document_of(kind));
    EXPECT_EQ(json.find(kSister.hex()), std::string::npos) << kind;
    for (const char* word : {"covered_transaction", "RF01", "suspicious", "trafficking"}) EXPECT_EQ(json.find(word), std::string::npos) << kind << " " << word;
    EXPECT_NE(json.find(kWard.hex()), std::string::npos) << kind;
  }
}

TEST(ReportText, MoneyIsGroupedOnPaperAndPlainForPrograms) {
  struct Case {
    const char *plain, *code, *paper;
  };
  const Case cases[] = {{"0.00", "PHP", "0.00"},          {"999.99", "PHP", "999.99"},         {"1000.00", "PHP", "1,000.00"},       {"-1000.00", "PHP", "-1,000.00"}, {"-999.00", "PHP", "-999.00"},
                        {"1234567", "JPY", "1,234,567"}, {"1234.567", "KWD", "1,234.567"}, {"9999999999999999.99", "PHP", "9,999,999,999,999,999.99"}};
  for (const Case& one : cases) {
    const Cell cell = money(amount(one.plain, one.code));
    EXPECT_EQ(cell.value, one.plain);
    EXPECT_EQ(cell.on_paper(), one.paper);
  }
}

TEST(ReportText, TheCheckLineNamesLogEntryAndHash) {
  Basis basis;
  basis.origin = "sandbox.example/ledger";
  basis.entry = 12;
  basis.leaf.fill(0xab);
  EXPECT_EQ(check_line(basis), "katiwala:sandbox.example/ledger/12#abababababababababababababababababababababababababababababababab");
}

}  // namespace
}  // namespace katiwala::audit::reports::testing::golden_test

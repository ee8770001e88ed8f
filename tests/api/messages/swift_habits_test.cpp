// What banks write beyond the standard: accepted where it can be read in one way only, and then it says the same as the standard's own form.
#include "api/messages/swift.h"
#include "tests/api/messages/samples.h"
#include "tests/api/messages/swift_texts.h"

namespace katiwala::api::messages::swift_habits_test {
namespace {

using Lines = std::vector<std::string>;

AccountMessage read(const std::string& bytes, const std::string& what) {
  auto message = read_swift(bytes, kDoorLimits.max_bytes);
  EXPECT_TRUE(message.ok()) << what << ": " << (message.ok() ? "" : message.refusal().place + ": " + message.refusal().message);
  return message.ok() ? std::move(message).value() : AccountMessage{};
}

TEST(SwiftHabits, SayTheSameAsTheStandardsForm) {
  const Lines good = mt940();
  const AccountMessage wanted = read(swift("940", good), "as it is");
  const std::string whole = swift("940", good);
  Lines blanks = good;
  for (std::string& line : blanks) line += "   ";
  const struct {
    const char* what;
    std::string bytes;
  } same[] = {
      {"the older tag of the number", swift("940", with(good, 2, ":28:00061/00001"))},
      {"blanks at the ends of lines", swift("940", blanks)},
      {"an empty line between fields", swift("940", inserted(good, 4, ""))},
      {"an empty line inside a field", swift("940", inserted(good, 7, ""))},
      {"a line of blanks inside a field", swift("940", inserted(good, 7, "      "))},
      {"an output header in the form of an input one", replaced(whole, "{2:O9400915260302SNDXPHM2AXXX00000000002603020915N}", "{2:O940SNDXPHM2AXXXN}")},
      {"an empty block 3", replaced(whole, "{3:{108:SANDBOX}{121:" + kUetr + "}}", "{3:}")},
      {"an empty block 5", replaced(whole, "{5:{CHK:0123456789AB}}", "{5:}")},
      {"its text in two fields", swift("940", with(good, 7, ":86:SECOND LINE"))},
  };
  for (const auto& row : same) EXPECT_EQ(read(row.bytes, row.what), wanted) << row.what;
}

TEST(SwiftHabits, ReferencesMayBeLongerOrMissing) {
  const struct {
    const char *what, *line, *end_to_end, *servicer;
  } rows[] = {
      {"16 characters", "NTRFABCDEFGHIJKLMNOP//QRSTUVWXYZABCDEF", "ABCDEFGHIJKLMNOP", "QRSTUVWXYZABCDEF"},
      {"17 characters", "NTRFABCDEFGHIJKLMNOPQ//QRSTUVWXYZABCDEFG", "ABCDEFGHIJKLMNOPQ", "QRSTUVWXYZABCDEFG"},
      {"no owner's", "NTRF//B", "", "B"},
      {"none at all", "NTRF", "", ""},
      {"the word for none", "NTRFNONREF", "", ""},
  };
  for (const auto& row : rows) {
    const auto message = read(bare({":20:A", ":25:1", ":28C:1", ":60F:C260301USD10,", std::string(":61:260302D2,") + row.line, ":62F:C260302USD8,"}), row.what);
    ASSERT_EQ(message.reports.size(), 1U);
    const References& references = message.reports[0].entries.at(0).transactions.at(0).references;
    EXPECT_EQ(references.end_to_end_id, row.end_to_end) << row.what;
    EXPECT_EQ(references.account_servicer_reference, row.servicer) << row.what;
  }
}

TEST(SwiftHabits, FreeTextIsTakenAsItComes) {
  const auto text_of = [](const Lines& information) {
    Lines lines{":20:A", ":25:1", ":28C:1", ":60F:C260301USD10,", ":61:260302D2,NTRFNONREF"};
    lines.insert(lines.end(), information.begin(), information.end());
    lines.emplace_back(":62F:C260302USD8,");
    const AccountMessage message = read(bare(lines), information.front());
    return message.reports.empty() ? Transaction{} : message.reports[0].entries.at(0).transactions.at(0);
  };
  EXPECT_EQ(text_of({":86:A;B_C^D"}).additional_information, "A;B_C^D");
  EXPECT_EQ(text_of({":86:NI\xC3\xB1O"}).additional_information, "NI??O");
  EXPECT_EQ(text_of({"SE\xF1ORA", ":86:B"}).additional_information, "SE?ORA\nB");
  EXPECT_EQ(text_of({":86:"}).additional_information, "");
  EXPECT_EQ(text_of({":86:", "B"}).additional_information, "B");
  EXPECT_EQ(text_of({":86:A", ":86:B"}).additional_information, "A\nB");
  EXPECT_EQ(text_of({":86:/EREF/KTW1/REMI/X;Y"}).references.end_to_end_id, "KTW1");
  EXPECT_EQ(text_of({":86:/EREF/KTW;1"}).references.end_to_end_id, "") << "a reference has no such character: half of one, or a guess, finds nothing";
  EXPECT_EQ(text_of({":86:/EREF/KT\xD1"}).references.end_to_end_id, "");
}

}  // namespace
}  // namespace katiwala::api::messages::swift_habits_test

// The bank's messages of a scenario are such as a bank writes: valid under the official schemas, and read back as what was meant.
#include "api/scenario/papers.h"

#include "tests/api/messages/samples.h"

namespace katiwala::api::scenario::papers_test {
namespace {

using messages::must_not_skip;
using messages::shared_is_missing;

constexpr std::string_view kUetr = "3e7b91d4-af28-4c53-b6e1-92d4a7c83f52";

papers::Line line() {
  papers::Line out;
  out.message_id = "SBX-RETURN-1";
  out.account = "SBXPHP000111";
  out.created = Instant::parse("2026-06-08T10:20:00+08:00").value();
  out.amount = "35000.00 PHP";
  out.booked = out.value_date = "2026-06-08";
  out.reference = "SBXREF1";
  out.end_to_end_id = "KTW" + std::string(32, '7');
  out.uetr = kUetr;
  return out;
}

Result<messages::Transaction> read_back(const std::string& xml) {
  KATIWALA_TRY(const auto message, messages::read_message(xml, messages::kDoorLimits, nullptr));
  return std::get<messages::AccountMessage>(message).reports.at(0).entries.at(0).transactions.at(0);
}

TEST(Papers, AReturnIsValidAndSaysWhichPaymentAndWhy) {
  KATIWALA_NEEDS_SHARED();
  papers::Line returned = line();
  returned.return_reason = "AC04";
  returned.amount = "35010.00 PHP";
  returned.refunded = "10.00 PHP";
  const auto xml = papers::credit_notification(returned);
  ASSERT_TRUE(xml.ok()) << xml.refusal().message;
  const auto schemas = messages::SchemaSet::load((messages::iso20022_folder() / "xsd").string(), {"camt.054.001.08"});
  ASSERT_TRUE(schemas.ok()) << schemas.refusal().message;
  EXPECT_TRUE(schemas->validate(*xml, messages::kDoorLimits).ok()) << schemas->validate(*xml, messages::kDoorLimits).refusal().message;
  const auto read = read_back(*xml);
  ASSERT_TRUE(read.ok()) << read.refusal().message;
  EXPECT_EQ(read->return_reason, "AC04");
  EXPECT_EQ(read->direction, messages::Direction::credit);
  EXPECT_EQ(read->references.end_to_end_id, returned.end_to_end_id);
  EXPECT_EQ(read->references.uetr, kUetr);
  ASSERT_EQ(read->charges.size(), 1U);
  EXPECT_EQ(read->charges[0].direction, messages::Direction::credit);
  EXPECT_EQ(read->charges[0].amount.text(), "10.00");
}

TEST(Papers, ACreditThatIsNoReturnSaysNothingOfOne) {
  const auto xml = papers::credit_notification(line());
  ASSERT_TRUE(xml.ok()) << xml.refusal().message;
  EXPECT_EQ(xml->find("RtrInf"), std::string::npos);
  const auto read = read_back(*xml);
  ASSERT_TRUE(read.ok()) << read.refusal().message;
  EXPECT_EQ(read->return_reason, "");
}

}  // namespace
}  // namespace katiwala::api::scenario::papers_test

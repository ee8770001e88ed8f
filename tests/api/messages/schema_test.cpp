// Documents against the official schemas. The schemas lie beside the checkout.
#include "tests/api/messages/samples.h"
#include "tests/api/messages/texts.h"

namespace katiwala::api::messages::schema_test {
namespace {

std::string schema_folder() { return (iso20022_folder() / "xsd").string(); }
SchemaSet schemas(const std::vector<std::string>& definitions) {
  auto set = SchemaSet::load(schema_folder(), definitions);
  EXPECT_TRUE(set.ok());
  return std::move(set).value();
}

TEST(Schemas, AcceptAGoodMessageInAndOutOfAnEnvelope) {
  KATIWALA_NEEDS_SHARED();
  const SchemaSet set = schemas({"camt.053.001.08", "camt.054.001.08", "pain.002.001.10"});
  const std::string folder = (iso20022_folder() / "samples").string();
  for (const char* name : {"/genkgo/camt053.v8.xml", "/cbprplus/camt054_credit_notification_sample.xml", "/ballerina-pmpg/c_53_1_1__mt950_camt_053_A_B.xml"}) {
    const auto status = set.validate(file_text(folder + name), kDoorLimits);
    EXPECT_TRUE(status.ok()) << name << ": " << status.refusal().place << " " << status.refusal().message;
  }
  EXPECT_TRUE(set.validate(good_statement(), kDoorLimits).ok());
  EXPECT_TRUE(set.validate(good_status(), kDoorLimits).ok());
}

TEST(Schemas, NameThePlaceOfTheFault) {
  KATIWALA_NEEDS_SHARED();
  const SchemaSet set = schemas({"camt.053.001.08"});
  const struct {
    const char* what;
    std::string bytes;
    Code code;
    const char* place;
  } cases[] = {
      {"unknown element", replaced(good_statement(), "<BkTxCd/>", "<BkTxCd/><Odd/>"), Code::MESSAGE_SCHEMA, "/Document/BkToCstmrStmt/Stmt[1]/Ntry[1]/Odd"},
      {"wrong order", replaced(good_statement(), "<MsgId>M1</MsgId><CreDtTm>2026-03-02T18:00:00+08:00</CreDtTm>", "<CreDtTm>2026-03-02T18:00:00+08:00</CreDtTm><MsgId>M1</MsgId>"), Code::MESSAGE_SCHEMA, "/Document/BkToCstmrStmt/GrpHdr/CreDtTm"},
      {"too long", replaced(good_statement(), "<Id>S1", "<Id>" + std::string(36, 'S')), Code::MESSAGE_SCHEMA, "/Document/BkToCstmrStmt/Stmt[1]/Id"},
      {"pattern", replaced(good_statement(), "<Ccy>USD", "<Ccy>usd"), Code::MESSAGE_SCHEMA, "/Document/BkToCstmrStmt/Stmt[1]/Acct/Ccy"},
      {"a decoy before the message", "<E><AppHdr>" + good_statement().substr(good_statement().find("<Document")) + "</AppHdr>" + good_statement().substr(good_statement().find("<Document")) + "</E>", Code::MESSAGE_SCHEMA, "/Document"},
      {"no schema loaded", good_status(), Code::MESSAGE_UNKNOWN, "/Document"},
      {"no XML", "x", Code::MESSAGE_UNKNOWN, ""},
      {"document type", "<!DOCTYPE x>" + good_statement(), Code::XML_DOCTYPE, ""},
  };
  for (const auto& row : cases) {
    const auto status = set.validate(row.bytes, kDoorLimits);
    ASSERT_FALSE(status.ok()) << row.what;
    EXPECT_EQ(name_of(status.refusal().code), name_of(row.code)) << row.what;
    EXPECT_EQ(status.refusal().place, row.place) << row.what;
  }
}

TEST(Schemas, ArePartOfReadingWhereGiven) {
  KATIWALA_NEEDS_SHARED();
  const SchemaSet set = schemas({"camt.053.001.08"});
  const std::string odd = replaced(good_statement(), "<BkTxCd/>", "<BkTxCd/><Odd/>");
  EXPECT_TRUE(read_message(odd, kDoorLimits, nullptr).ok());
  EXPECT_TRUE(read_message(good_statement(), kDoorLimits, &set).ok());
  const auto refused = read_message(odd, kDoorLimits, &set);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.refusal().code, Code::MESSAGE_SCHEMA);
}

TEST(Schemas, AreRefusedWhereTheyAreNone) {
  EXPECT_EQ(Schema::compile(std::string(KATIWALA_SOURCE_DIR) + "/none.xsd").refusal().code, Code::SCHEMA_UNUSABLE);
  EXPECT_EQ(Schema::compile(std::string(KATIWALA_SOURCE_DIR) + "/CMakeLists.txt").refusal().place, "CMakeLists.txt");
}

// Above 16 MiB a tree would cost too much: the stream is validated, and a fault near the end is still found.
TEST(Schemas, ValidateALongStatementAsAStream) {
  KATIWALA_NEEDS_SHARED();
  const SchemaSet set = schemas({"camt.053.001.08"});
  std::string entries;
  const std::string filler = details(transaction("1.00", "CRDT", "<AddtlTxInf>" + std::string(500, 'x') + "</AddtlTxInf>"));
  for (int i = 0; i < 22'000; ++i) entries += entry("1.00", "CRDT", filler) + "\n";
  const std::string bytes = statement_around(balance("OPBD", "0.00") + balance("CLBD", "22000.00") + entries);
  ASSERT_GT(bytes.size(), 16U << 20);
  const auto message = read_message(bytes, kImportLimits, &set);
  ASSERT_TRUE(message.ok()) << message.refusal().message;
  EXPECT_EQ(std::get<AccountMessage>(*message).reports.at(0).entries.size(), 22'000U);
  EXPECT_TRUE(std::get<AccountMessage>(*message).reports.at(0).proven);
  const std::string bad = replaced(bytes, "</Stmt></BkToCstmrStmt>", "<Odd/></Stmt></BkToCstmrStmt>");
  const auto refused = set.validate(bad, kImportLimits);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.refusal().code, Code::MESSAGE_SCHEMA);
  EXPECT_FALSE(refused.refusal().place.empty());
  EXPECT_EQ(read_message(bytes, kDoorLimits, &set).refusal().code, Code::XML_TOO_LARGE);
}

}  // namespace
}  // namespace katiwala::api::messages::schema_test

// The answer to a recall: golden bytes, the official schema, and a refusal for everything that does not fit.
#include <functional>

#include "api/messages/incoming.h"
#include "tests/api/messages/interbank_texts.h"
#include "tests/api/messages/samples.h"

namespace katiwala::api::messages::camt029_test {
namespace {

RecallMessage question() { return std::get<RecallMessage>(read_incoming(good_recall(), kDoorLimits, nullptr).value()); }

Resolution rejection() {
  Resolution out;
  out.message_id = "KTW-RES-1";
  out.created = Instant::parse("2026-03-06T10:00:00+08:00").value();
  out.answer = RecallAnswer::rejected;
  out.status_id = "KTW-RES-1-1";
  out.reason = "LEGL";
  out.information = {"A court's order stands"};
  return out;
}

constexpr const char* kGolden = R"(<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.029.001.09">
  <RsltnOfInvstgtn>
    <Assgnmt>
      <Id>KTW-RES-1</Id>
      <Assgnr>
        <Agt>
          <FinInstnId>
            <ClrSysMmbId>
              <MmbId>010080015</MmbId>
            </ClrSysMmbId>
            <Nm>Sandbox Bank</Nm>
          </FinInstnId>
        </Agt>
      </Assgnr>
      <Assgne>
        <Agt>
          <FinInstnId>
            <BICFI>SNDXUS33</BICFI>
          </FinInstnId>
        </Agt>
      </Assgne>
      <CreDtTm>2026-03-06T10:00:00+08:00</CreDtTm>
    </Assgnmt>
    <Sts>
      <Conf>RJCR</Conf>
    </Sts>
    <CxlDtls>
      <TxInfAndSts>
        <CxlStsId>KTW-RES-1-1</CxlStsId>
        <RslvdCase>
          <Id>CASE-1</Id>
          <Cretr>
            <Pty>
              <Nm>Invented Clerk of Court</Nm>
            </Pty>
          </Cretr>
        </RslvdCase>
        <OrgnlGrpInf>
          <OrgnlMsgId>P8</OrgnlMsgId>
          <OrgnlMsgNmId>pacs.008.001.08</OrgnlMsgNmId>
        </OrgnlGrpInf>
        <OrgnlEndToEndId>US-1-2026-03</OrgnlEndToEndId>
        <OrgnlUETR>3e7b91d4-af28-4c53-b6e1-92d4a7c83f52</OrgnlUETR>
        <TxCxlSts>RJCR</TxCxlSts>
        <CxlStsRsnInf>
          <Rsn>
            <Cd>LEGL</Cd>
          </Rsn>
          <AddtlInf>A court's order stands</AddtlInf>
        </CxlStsRsnInf>
        <OrgnlIntrBkSttlmAmt Ccy="USD">19975.00</OrgnlIntrBkSttlmAmt>
        <OrgnlIntrBkSttlmDt>2026-03-03</OrgnlIntrBkSttlmDt>
      </TxInfAndSts>
    </CxlDtls>
  </RsltnOfInvstgtn>
</Document>
)";

TEST(Resolution, HasTheGoldenBytes) {
  RecallMessage one = question();
  one.recalls.pop_back();
  const auto bytes = write_resolution(one, rejection());
  ASSERT_TRUE(bytes.ok()) << bytes.refusal().place << bytes.refusal().message;
  EXPECT_EQ(*bytes, kGolden);
}

TEST(Resolution, IsValidForEveryAnswer) {
  KATIWALA_NEEDS_SHARED();
  const auto schema = Schema::compile((iso20022_folder() / "xsd" / "camt.029.001.09.xsd").string());
  ASSERT_TRUE(schema.ok());
  RecallMessage group = question();
  group.recalls.resize(1);
  group.recalls[0].whole_group = true;
  group.recalls[0].references = {};
  const struct {
    RecallAnswer answer;
    const char* confirmation;
    const char* status;
  } answers[] = {{RecallAnswer::accepted, "CNCL", "ACCR"}, {RecallAnswer::rejected, "RJCR", "RJCR"}, {RecallAnswer::pending, "PDCR", "PDCR"}};
  for (const RecallMessage& asked : {question(), group})
    for (const auto& row : answers) {
      Resolution resolution = rejection();
      resolution.answer = row.answer;
      if (row.answer != RecallAnswer::rejected) {
        resolution.reason.clear();
        resolution.information.clear();
      }
      const auto bytes = write_resolution(asked, resolution);
      ASSERT_TRUE(bytes.ok()) << bytes.refusal().place << bytes.refusal().message;
      EXPECT_NE(bytes->find("<Conf>" + std::string(row.confirmation) + "<"), std::string::npos);
      EXPECT_NE(bytes->find("CxlSts>" + std::string(row.status) + "<"), std::string::npos);
      const auto valid = schema->validate(*bytes, kDoorLimits);
      EXPECT_TRUE(valid.ok()) << valid.refusal().place << " " << valid.refusal().message << "\n" << *bytes;
      EXPECT_FALSE(schema->validate(replaced(*bytes, "<Conf>", "<Conf>X"), kDoorLimits).ok());
    }
}

// Every recall of the collection that is read can be answered, in a form that its sender's program accepts.
TEST(Resolution, AnswersEveryRecallOfTheSamples) {
  KATIWALA_NEEDS_SHARED();
  const auto schema = Schema::compile((iso20022_folder() / "xsd" / "camt.029.001.09.xsd").string());
  ASSERT_TRUE(schema.ok());
  std::size_t answered = 0;
  for (const auto& file : std::filesystem::recursive_directory_iterator(iso20022_folder() / "samples")) {
    if (!file.is_regular_file()) continue;
    const std::string asked = file_text(file.path());
    const auto message = read_incoming(asked, kDoorLimits, nullptr);
    if (!message.ok() || !std::holds_alternative<RecallMessage>(*message)) continue;
    const auto bytes = write_resolution(std::get<RecallMessage>(*message), rejection());
    ASSERT_TRUE(bytes.ok()) << file.path() << bytes.refusal().place << bytes.refusal().message;
    EXPECT_TRUE(schema->validate(*bytes, kDoorLimits).ok()) << file.path();
    ++answered;
  }
  EXPECT_EQ(answered, 2U);
}

TEST(Resolution, RefusesByTable) {
  using Change = std::function<void(RecallMessage&, Resolution&)>;
  const struct {
    const char* what;
    Change change;
    Code code;
    const char* place;
  } cases[] = {
      {"no id", [](auto&, auto& r) { r.message_id.clear(); }, Code::MESSAGE_FIELD, "/message_id"},
      {"id of 36", [](auto&, auto& r) { r.message_id = std::string(36, 'A'); }, Code::MESSAGE_FIELD, "/message_id"},
      {"no reference of the answer", [](auto&, auto& r) { r.status_id.clear(); }, Code::MESSAGE_FIELD, "/status_id"},
      {"rejected without a reason", [](auto&, auto& r) { r.reason.clear(); r.information.clear(); }, Code::MESSAGE_FIELD, "/reason"},
      {"reason of three", [](auto&, auto& r) { r.reason = "LEG"; }, Code::MESSAGE_FIELD, "/reason"},
      {"reason of five", [](auto&, auto& r) { r.reason = "LEGAL"; }, Code::MESSAGE_FIELD, "/reason"},
      {"reason in small letters", [](auto&, auto& r) { r.reason = "legl"; }, Code::MESSAGE_FIELD, "/reason"},
      {"words without a reason", [](auto&, auto& r) { r.answer = RecallAnswer::pending; r.reason.clear(); }, Code::MESSAGE_FIELD, "/information"},
      {"a line of 106", [](auto&, auto& r) { r.information = {std::string(106, 'A')}; }, Code::MESSAGE_FIELD, "/information/0"},
      {"a line that banks do not carry", [](auto&, auto& r) { r.information = {"a & b"}; }, Code::MESSAGE_CHARACTER, "/information/0"},
      {"nothing to answer", [](auto& q, auto&) { q.recalls.clear(); }, Code::MESSAGE_FIELD, "/question/recalls"},
      {"nobody to answer", [](auto& q, auto&) { q.assigner = {}; }, Code::MESSAGE_FIELD, "/question/assigner"},
      {"a BIC that is none", [](auto& q, auto&) { q.assigner.bic = "SNDX"; }, Code::MESSAGE_FIELD, "/question/assigner/bic"},
      {"a reference that banks do not carry", [](auto& q, auto&) { q.recalls[1].references.instruction_id = "A_1"; }, Code::MESSAGE_CHARACTER, "/question/recalls/1/instruction_id"},
      {"a group without a name", [](auto& q, auto&) { q.recalls[0].whole_group = true; q.recalls[0].original_message_id.clear(); q.recalls[0].original_definition.clear(); }, Code::MESSAGE_FIELD, "/question/recalls/0/original_message_id"},
      {"half a name", [](auto& q, auto&) { q.recalls[0].original_definition.clear(); }, Code::MESSAGE_FIELD, "/question/recalls/0/original_message_id"},
  };
  for (const auto& row : cases) {
    RecallMessage asked = question();
    Resolution resolution = rejection();
    row.change(asked, resolution);
    const auto bytes = write_resolution(asked, resolution);
    ASSERT_FALSE(bytes.ok()) << row.what;
    EXPECT_EQ(name_of(bytes.refusal().code), name_of(row.code)) << row.what;
    EXPECT_EQ(bytes.refusal().place, row.place) << row.what;
  }
  Resolution full = rejection();
  full.message_id = std::string(35, 'A');
  full.information = {std::string(105, 'A')};
  EXPECT_TRUE(write_resolution(question(), full).ok());
}

}  // namespace
}  // namespace katiwala::api::messages::camt029_test

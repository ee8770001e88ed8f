// The payment file: golden bytes, the official schema, and a refusal for everything that does not fit.
#include "api/messages/pain001.h"

#include <functional>
#include <regex>

#include "tests/api/messages/samples.h"

namespace katiwala::api::messages::pain001_test {
namespace {

Payment tuition() {
  Payment payment;
  payment.instruction_id = "KTW-0001";
  payment.end_to_end_id = "KTW-PAY-0001";
  payment.uetr = "3e7b91d4-af28-4c53-b6e1-92d4a7c83f52";
  payment.amount = amount_of("PHP", "18000.00");
  payment.creditor_name = "Invented Elementary School, Inc.";
  payment.creditor_account = {"001234567890", false, std::nullopt};
  payment.creditor_bank = {"SNDXPHM1", "", ""};
  payment.purpose = "EDUC";
  payment.remittance = {"Invoice 2026-117 (first quarter)"};
  return payment;
}

PaymentFile file() {
  PaymentFile out;
  out.message_id = "KTW-MSG-0001";
  out.payment_information_id = "KTW-MSG-0001-1";
  out.created = Instant::parse("2026-07-06T10:30:00+08:00").value();
  out.initiating_party = "Sandbox Trust Department";
  out.debtor_name = "Sandbox Trust Department";
  out.debtor_account = {"000111222333", false, ccy("PHP")};
  out.debtor_bank = {"SNDXPHM1XXX", "", ""};
  out.execution_date = CivilDate::parse("2026-07-06").value();
  out.rail = PaymentRail::book_transfer;
  out.charge_bearer = ChargeBearer::debtor;
  out.payments = {tuition()};
  return out;
}

constexpr const char* kGolden = R"(<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09">
  <CstmrCdtTrfInitn>
    <GrpHdr>
      <MsgId>KTW-MSG-0001</MsgId>
      <CreDtTm>2026-07-06T10:30:00+08:00</CreDtTm>
      <NbOfTxs>1</NbOfTxs>
      <CtrlSum>18000.00</CtrlSum>
      <InitgPty>
        <Nm>Sandbox Trust Department</Nm>
      </InitgPty>
    </GrpHdr>
    <PmtInf>
      <PmtInfId>KTW-MSG-0001-1</PmtInfId>
      <PmtMtd>TRF</PmtMtd>
      <NbOfTxs>1</NbOfTxs>
      <CtrlSum>18000.00</CtrlSum>
      <PmtTpInf>
        <SvcLvl>
          <Cd>BKTR</Cd>
        </SvcLvl>
      </PmtTpInf>
      <ReqdExctnDt>
        <Dt>2026-07-06</Dt>
      </ReqdExctnDt>
      <Dbtr>
        <Nm>Sandbox Trust Department</Nm>
      </Dbtr>
      <DbtrAcct>
        <Id>
          <Othr>
            <Id>000111222333</Id>
          </Othr>
        </Id>
        <Ccy>PHP</Ccy>
      </DbtrAcct>
      <DbtrAgt>
        <FinInstnId>
          <BICFI>SNDXPHM1XXX</BICFI>
        </FinInstnId>
      </DbtrAgt>
      <ChrgBr>DEBT</ChrgBr>
      <CdtTrfTxInf>
        <PmtId>
          <InstrId>KTW-0001</InstrId>
          <EndToEndId>KTW-PAY-0001</EndToEndId>
          <UETR>3e7b91d4-af28-4c53-b6e1-92d4a7c83f52</UETR>
        </PmtId>
        <Amt>
          <InstdAmt Ccy="PHP">18000.00</InstdAmt>
        </Amt>
        <CdtrAgt>
          <FinInstnId>
            <BICFI>SNDXPHM1</BICFI>
          </FinInstnId>
        </CdtrAgt>
        <Cdtr>
          <Nm>Invented Elementary School, Inc.</Nm>
        </Cdtr>
        <CdtrAcct>
          <Id>
            <Othr>
              <Id>001234567890</Id>
            </Othr>
          </Id>
        </CdtrAcct>
        <Purp>
          <Cd>EDUC</Cd>
        </Purp>
        <RmtInf>
          <Ustrd>Invoice 2026-117 (first quarter)</Ustrd>
        </RmtInf>
      </CdtTrfTxInf>
    </PmtInf>
  </CstmrCdtTrfInitn>
</Document>
)";

TEST(PaymentFile, HasTheGoldenBytes) {
  const auto bytes = write_payment_file(file());
  ASSERT_TRUE(bytes.ok()) << bytes.refusal().place << bytes.refusal().message;
  EXPECT_EQ(*bytes, kGolden);
  EXPECT_EQ(write_payment_file(file()).value(), *bytes);
}

TEST(PaymentFile, ValidatesOnEveryRailAndCountsItsPayments) {
  KATIWALA_NEEDS_SHARED();
  const auto schema = Schema::compile((iso20022_folder() / "xsd" / "pain.001.001.09.xsd").string());
  ASSERT_TRUE(schema.ok());
  const struct {
    PaymentRail rail;
    const char* service_level;
    const char* instrument;
  } rails[] = {{PaymentRail::book_transfer, "BKTR", ""},        {PaymentRail::instapay, "INST", "INSTAPAY"}, {PaymentRail::pesonet, "NURG", "PESONET"},
               {PaymentRail::philpass, "URGP", "PHILPASS"}, {PaymentRail::swift, "G001", ""}};
  for (const auto& row : rails) {
    PaymentFile two = file();
    two.rail = row.rail;
    Payment other = tuition();
    other.instruction_id.clear();
    other.end_to_end_id = "KTW-PAY-0002";
    other.uetr = "00000000-0000-4000-8000-000000000002";
    other.amount = amount_of("PHP", "0.01");
    other.creditor_account = {"GB33BUKB20201555555555", true, std::nullopt};
    other.creditor_bank = {"", "PH", "010080015"};
    if (terms_of(row.rail).needs_bic) other.creditor_bank.bic = "SBXSPHM1";
    for (Payment* one : {&two.payments[0], &other})
      if (terms_of(row.rail).needs_address) one->creditor_address = {"Invented Street", "1", "1000", "Sandbox Town", "PH"};
    other.remittance.clear();
    two.payments.push_back(other);
    const auto bytes = write_payment_file(two);
    ASSERT_TRUE(bytes.ok()) << bytes.refusal().place << bytes.refusal().message;
    EXPECT_NE(bytes->find("<NbOfTxs>2</NbOfTxs>"), std::string::npos);
    EXPECT_NE(bytes->find("<CtrlSum>18000.01</CtrlSum>"), std::string::npos);
    EXPECT_NE(bytes->find("<Cd>" + std::string(row.service_level) + "</Cd>"), std::string::npos);
    EXPECT_EQ(bytes->find("<LclInstrm>") == std::string::npos, std::string(row.instrument).empty());
    if (*row.instrument != '\0') {
      EXPECT_NE(bytes->find("<Prtry>" + std::string(row.instrument) + "</Prtry>"), std::string::npos);
    }
    const auto valid = schema->validate(*bytes, kDoorLimits);
    EXPECT_TRUE(valid.ok()) << valid.refusal().place << " " << valid.refusal().message;
    EXPECT_FALSE(schema->validate(replaced(*bytes, "<PmtMtd>TRF", "<PmtMtd>XXX"), kDoorLimits).ok());
  }
}

TEST(PaymentFile, WritesYenWithoutDecimals) {
  PaymentFile yen = file();
  yen.rail = PaymentRail::swift;
  yen.payments[0].amount = amount_of("JPY", "1234567");
  yen.payments[0].creditor_address = {"", "", "", "Sandbox Town", "JP"};
  EXPECT_NE(write_payment_file(yen).value().find("<InstdAmt Ccy=\"JPY\">1234567</InstdAmt>"), std::string::npos);
}

TEST(PaymentFile, EscapesWhatXmlNeedsEscaped) {
  PaymentFile quoted = file();
  quoted.payments[0].creditor_name = "O'Hara (School)";
  EXPECT_NE(write_payment_file(quoted).value().find("<Nm>O'Hara (School)</Nm>"), std::string::npos);
}

TEST(PaymentFile, TakesFieldsOfTheirFullLengthAndNotOneMore) {
  const struct {
    const char* place;
    std::size_t max;
    std::function<void(PaymentFile&, std::string)> set;
  } cases[] = {
      {"/message_id", 35, [](PaymentFile& f, std::string v) { f.message_id = std::move(v); }},
      {"/payment_information_id", 35, [](PaymentFile& f, std::string v) { f.payment_information_id = std::move(v); }},
      {"/initiating_party", 140, [](PaymentFile& f, std::string v) { f.initiating_party = std::move(v); }},
      {"/debtor_name", 140, [](PaymentFile& f, std::string v) { f.debtor_name = std::move(v); }},
      {"/debtor_account", 34, [](PaymentFile& f, std::string v) { f.debtor_account.number = std::move(v); }},
      {"/payments/0/end_to_end_id", 35, [](PaymentFile& f, std::string v) { f.payments[0].end_to_end_id = std::move(v); }},
      {"/payments/0/instruction_id", 35, [](PaymentFile& f, std::string v) { f.payments[0].instruction_id = std::move(v); }},
      {"/payments/0/creditor_name", 140, [](PaymentFile& f, std::string v) { f.payments[0].creditor_name = std::move(v); }},
      {"/payments/0/creditor_account", 34, [](PaymentFile& f, std::string v) { f.payments[0].creditor_account.number = std::move(v); }},
      {"/payments/0/creditor_bank/member_id", 35, [](PaymentFile& f, std::string v) { f.payments[0].creditor_bank.member_id = std::move(v); }},
      {"/payments/0/remittance/0", 140, [](PaymentFile& f, std::string v) { f.payments[0].remittance[0] = std::move(v); }},
  };
  for (const auto& row : cases) {
    PaymentFile changed = file();
    row.set(changed, std::string(row.max, 'x'));
    EXPECT_TRUE(write_payment_file(changed).ok()) << row.place;
    row.set(changed, std::string(row.max + 1, 'x'));
    const auto refused = write_payment_file(changed);
    ASSERT_FALSE(refused.ok()) << row.place;
    EXPECT_EQ(refused.refusal().code, Code::MESSAGE_FIELD);
    EXPECT_EQ(refused.refusal().place, row.place);
    for (const char* text : {"Ni\xC3\xB1o", "a&b", "a<b", "a\nb", "a_b", "a\"b", "a;b", "a\x01"}) {
      row.set(changed, text);
      ASSERT_FALSE(write_payment_file(changed).ok()) << row.place << text;
      EXPECT_EQ(name_of(write_payment_file(changed).refusal().code), "MESSAGE_CHARACTER") << row.place << text;
    }
  }
}

TEST(PaymentFile, RefusesByTable) {
  using Change = std::function<void(PaymentFile&)>;
  const struct {
    const char* what;
    Change change;
    Code code;
    const char* place;
  } cases[] = {
      {"no payments", [](PaymentFile& f) { f.payments.clear(); }, Code::MESSAGE_FIELD, "/payments"},
      {"no message id", [](PaymentFile& f) { f.message_id.clear(); }, Code::MESSAGE_FIELD, "/message_id"},
      {"slash first", [](PaymentFile& f) { f.message_id = "/A"; }, Code::MESSAGE_FIELD, "/message_id"},
      {"slash last", [](PaymentFile& f) { f.message_id = "A/"; }, Code::MESSAGE_FIELD, "/message_id"},
      {"two slashes", [](PaymentFile& f) { f.payments[0].end_to_end_id = "A//B"; }, Code::MESSAGE_FIELD, "/payments/0/end_to_end_id"},
      {"space first", [](PaymentFile& f) { f.debtor_name = " A"; }, Code::MESSAGE_FIELD, "/debtor_name"},
      {"space last", [](PaymentFile& f) { f.debtor_name = "A "; }, Code::MESSAGE_FIELD, "/debtor_name"},
      {"no UETR", [](PaymentFile& f) { f.payments[0].uetr.clear(); }, Code::MESSAGE_FIELD, "/payments/0/uetr"},
      {"UETR in capitals", [](PaymentFile& f) { f.payments[0].uetr = "3E7B91D4-AF28-4C53-B6E1-92D4A7C83F52"; }, Code::MESSAGE_FIELD, "/payments/0/uetr"},
      {"zero", [](PaymentFile& f) { f.payments[0].amount = amount_of("PHP", "0.00"); }, Code::MESSAGE_FIELD, "/payments/0/amount"},
      {"below zero", [](PaymentFile& f) { f.payments[0].amount = amount_of("PHP", "-0.01"); }, Code::MESSAGE_FIELD, "/payments/0/amount"},
      {"no amount", [](PaymentFile& f) { f.payments[0].amount = Amount(); }, Code::MESSAGE_FIELD, "/payments/0/amount"},
      {"dollars by InstaPay", [](PaymentFile& f) { f.rail = PaymentRail::instapay; f.payments[0].amount = amount_of("USD", "1.00"); }, Code::CURRENCY_MISMATCH, "/payments/0/amount"},
      {"dollars by PESONet", [](PaymentFile& f) { f.rail = PaymentRail::pesonet; f.payments[0].amount = amount_of("USD", "1.00"); }, Code::CURRENCY_MISMATCH, "/payments/0/amount"},
      {"no bank", [](PaymentFile& f) { f.payments[0].creditor_bank = {}; }, Code::MESSAGE_FIELD, "/payments/0/creditor_bank"},
      {"BIC of nine", [](PaymentFile& f) { f.debtor_bank.bic = "SNDXPHM1X"; }, Code::MESSAGE_FIELD, "/debtor_bank/bic"},
      {"system without member", [](PaymentFile& f) { f.debtor_bank.clearing_system = "PH"; }, Code::MESSAGE_FIELD, "/debtor_bank/member_id"},
      {"IBAN check digits", [](PaymentFile& f) { f.payments[0].creditor_account = {"GB34BUKB20201555555555", true, std::nullopt}; }, Code::MESSAGE_FIELD, "/payments/0/creditor_account"},
      {"unknown purpose", [](PaymentFile& f) { f.payments[0].purpose = "EDUX"; }, Code::MESSAGE_FIELD, "/payments/0/purpose"},
      {"no purpose", [](PaymentFile& f) { f.payments[0].purpose.clear(); }, Code::MESSAGE_FIELD, "/payments/0/purpose"},
      {"empty remittance", [](PaymentFile& f) { f.payments[0].remittance = {""}; }, Code::MESSAGE_FIELD, "/payments/0/remittance/0"},
      {"same reference twice", [](PaymentFile& f) { Payment p = tuition(); p.uetr = "00000000-0000-4000-8000-000000000002"; f.payments.push_back(p); }, Code::MESSAGE_FIELD, "/payments/1/end_to_end_id"},
      {"same UETR twice", [](PaymentFile& f) { Payment p = tuition(); p.end_to_end_id = "B"; f.payments.push_back(p); }, Code::MESSAGE_FIELD, "/payments/1/uetr"},
      {"two currencies", [](PaymentFile& f) { Payment p = tuition(); p.amount = amount_of("USD", "1.00"); f.payments.push_back(p); }, Code::CURRENCY_MISMATCH, "/payments/1/amount"},
      {"sum past the bound", [](PaymentFile& f) { Payment p = tuition(); p.end_to_end_id = "B"; p.uetr = "00000000-0000-4000-8000-000000000002"; p.amount = Amount(ccy("PHP"), kMaxMinor); f.payments.push_back(p); }, Code::AMOUNT_RANGE, "/payments"},
  };
  for (const auto& row : cases) {
    PaymentFile changed = file();
    row.change(changed);
    const auto refused = write_payment_file(changed);
    ASSERT_FALSE(refused.ok()) << row.what;
    EXPECT_EQ(name_of(refused.refusal().code), name_of(row.code)) << row.what;
    EXPECT_EQ(refused.refusal().place, row.place) << row.what;
  }
}

TEST(BankText, LosesItsMarksAndNothingElse) {
  EXPECT_EQ(to_bank_text("Colegio de Ni\xC3\xB1" "as, \xC3\x91" "u\xC3\xA9"), "Colegio de Ninas, Nue");
  EXPECT_EQ(to_bank_text("\xE4\xB8\xAD"), "\xE4\xB8\xAD");
  EXPECT_FALSE(is_bank_text(to_bank_text("\xE4\xB8\xAD")));
  EXPECT_TRUE(is_bank_text("az AZ 09 /-?:().,'+"));
}

TEST(Identifiers, BicAndIban) {
  for (const char* text : {"SNDXPHM1", "SNDXPHM1XXX", "1BC2PHM1"}) EXPECT_TRUE(is_bic(text)) << text;
  for (const char* text : {"", "SNDXPHM", "SNDX1HM1", "sndxphm1", "SNDXPHM1XXXX"}) EXPECT_FALSE(is_bic(text)) << text;
  for (const char* text : {"GB33BUKB20201555555555", "CH2909000000250094239", "NL56AGDH9619008421"}) EXPECT_TRUE(is_iban(text)) << text;
  for (const char* text : {"", "GB33", "GB33BUKB20201555555556", "gb33BUKB20201555555555", "GB33 BUKB 2020 1555 5555 55"}) EXPECT_FALSE(is_iban(text)) << text;
}

TEST(Purposes, AreTheOfficialSet) {
  KATIWALA_NEEDS_SHARED();
  const std::string text = file_text(iso20022_folder() / "codesets" / "external_purpose_code.json");
  const std::regex row("\"([A-Z0-9]{4})\"\\s*:");
  std::size_t count = 0;
  for (auto it = std::sregex_iterator(text.begin(), text.end(), row); it != std::sregex_iterator(); ++it, ++count)
    EXPECT_TRUE(is_purpose_code((*it)[1].str())) << (*it)[1];
  EXPECT_EQ(count, 329U);
  for (const char* code : {"", "EDU", "EDUCX", "educ", "XXXX", "UC E", "    "}) EXPECT_FALSE(is_purpose_code(code)) << code;
}

}  // namespace
}  // namespace katiwala::api::messages::pain001_test

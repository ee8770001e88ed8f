// Messages that have a great many of one thing. Nothing is measured here: what compares each with each, or gives each a copy of all, does not come to an end
// in any time or memory that a test has.
#include "api/messages/incoming.h"
#include "tests/api/messages/interbank_texts.h"
#include "tests/api/messages/samples.h"
#include "tests/api/messages/swift_texts.h"

namespace katiwala::api::messages::many_test {
namespace {

constexpr std::size_t kMany = 40'000;

template <class Message>
Message read(const std::string& bytes) {
  auto message = read_incoming(bytes, kDoorLimits, nullptr);
  EXPECT_TRUE(message.ok()) << message.refusal().place << ": " << message.refusal().message;
  if (!message.ok() || !std::holds_alternative<Message>(*message)) return {};
  return std::get<Message>(std::move(message).value());
}

/// "0000", "0001", ...
std::string four(std::size_t number) {
  constexpr std::string_view kDigits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  std::string out(4, '0');
  for (std::size_t i = out.size(); i > 0; --i, number /= kDigits.size()) out[i - 1] = kDigits[number % kDigits.size()];
  return out;
}

/// As many statuses as payments, each with its number; `less` of them with one that is too small.
std::string statuses(std::size_t count, const std::vector<std::size_t>& less) {
  std::string numbers, payments;
  for (std::size_t i = 0; i < count; ++i) {
    const char* const number = std::ranges::find(less, i) == less.end() ? "1" : "0";
    numbers += std::string("<NbOfTxsPerSts><DtldNbOfTxs>") + number + "</DtldNbOfTxs><DtldSts>" + four(i) + "</DtldSts></NbOfTxsPerSts>";
    payments += "<TxInfAndSts><OrgnlTxId>" + std::to_string(i) + "</OrgnlTxId><TxSts>" + four(i) + "</TxSts></TxInfAndSts>";
  }
  return document("pacs.002.001.10", "FIToFIPmtStsRpt",
                  "<GrpHdr><MsgId>P2</MsgId><CreDtTm>2026-07-06T10:00:00+08:00</CreDtTm></GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>KTW1</OrgnlMsgId>"
                  "<OrgnlMsgNmId>pacs.008.001.08</OrgnlMsgNmId>" + numbers + "</OrgnlGrpInfAndSts>" + payments);
}

TEST(Many, StatusesAreCountedOnce) {
  EXPECT_EQ(read<StatusMessage>(statuses(kMany, {})).transactions.size(), kMany);
  const std::string place = "/Document/FIToFIPmtStsRpt/OrgnlGrpInfAndSts/NbOfTxsPerSts[";
  const struct {
    std::vector<std::size_t> less;
    std::size_t first;
  } rows[] = {{{kMany - 1}, kMany}, {{0}, 1}, {{kMany - 1, 7}, 8}};
  for (const auto& row : rows) {
    const auto message = read_incoming(statuses(kMany, row.less), kDoorLimits, nullptr);
    ASSERT_FALSE(message.ok());
    EXPECT_EQ(name_of(message.refusal().code), name_of(Code::MESSAGE_CONTROL_SUM));
    EXPECT_EQ(message.refusal().place, place + std::to_string(row.first) + "]/DtldNbOfTxs") << "the first in the order of the message";
    EXPECT_EQ(message.refusal().message, "Transactions of this status: 0 is stated, 1 is found.");
  }
}

std::string reasons(const std::string& name, std::size_t lines) {
  std::string out = "<" + name + "><Rsn><Cd>AC04</Cd></Rsn>";
  for (std::size_t i = 0; i < lines; ++i) out += "<AddtlInf>" + std::string(100, 'X') + "</AddtlInf>";
  return out + "</" + name + ">";
}

std::string many(const std::string& one) {
  std::string out;
  for (std::size_t i = 0; i < kMany; ++i) out += one;
  return out;
}

// Copied to each of their payments these would be hundreds of gigabytes.
TEST(Many, ReasonsOfAGroupAreOneList) {
  const std::string header = "<GrpHdr><MsgId>P2</MsgId><CreDtTm>2026-07-06T10:00:00+08:00</CreDtTm></GrpHdr>";
  const std::string group = "<OrgnlGrpInfAndSts><OrgnlMsgId>KTW1</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId><GrpSts>RJCT</GrpSts>" +
                            reasons("StsRsnInf", kMany) + "</OrgnlGrpInfAndSts>";
  const std::string one = "<TxInfAndSts><OrgnlEndToEndId>1</OrgnlEndToEndId></TxInfAndSts>";
  const auto status = read<StatusMessage>(document("pacs.002.001.10", "FIToFIPmtStsRpt", header + group + many(one)));
  const std::string batch = "<OrgnlPmtInfAndSts><OrgnlPmtInfId>P</OrgnlPmtInfId>" + many(one) + "</OrgnlPmtInfAndSts>";
  const auto of_file = read<StatusMessage>(document("pain.002.001.10", "CstmrPmtStsRpt", header + group + batch));
  for (const StatusMessage* message : {&status, &of_file}) {
    ASSERT_EQ(message->transactions.size(), kMany);
    for (const TransactionStatus& payment : message->transactions) ASSERT_EQ(payment.reasons.begin(), message->group_reasons.begin());
    EXPECT_EQ(message->group_reasons.front().information.size(), kMany);
  }
  const std::string start = good_recall().substr(0, good_recall().find("<CtrlData>"));
  const auto recall = read<RecallMessage>(start + "<Undrlyg><OrgnlGrpInfAndCxl><OrgnlMsgId>P8</OrgnlMsgId><OrgnlMsgNmId>pacs.008.001.08</OrgnlMsgNmId>" +
                                          reasons("CxlRsnInf", kMany) + "</OrgnlGrpInfAndCxl>" + many("<TxInf><OrgnlEndToEndId>1</OrgnlEndToEndId></TxInf>") +
                                          "</Undrlyg></FIToFIPmtCxlReq></Document>");
  ASSERT_EQ(recall.recalls.size(), kMany);
  for (const Recall& one_of_them : recall.recalls) ASSERT_EQ(one_of_them.reasons.begin(), recall.recalls[0].reasons.begin());
}

TEST(Many, ReasonsAreAValue) {
  const Reasons none, one{{"AC04", {}}}, same{{"AC04", {}}}, other{{"AC04", {"closed"}}};
  EXPECT_EQ(none, Reasons(std::vector<StatusReason>{}));
  EXPECT_TRUE(none.empty());
  EXPECT_EQ(one, same);
  EXPECT_NE(one, none);
  EXPECT_NE(one, other);
  EXPECT_EQ(Reasons(one).begin(), one.begin()) << "a copy is the same list";
}

/// Returns of one group that says its reasons in lines of these lengths.
std::string returns(std::size_t count, const std::vector<std::size_t>& lines) {
  std::string text;
  for (const std::size_t length : lines) text += "<AddtlInf>" + std::string(length, 'X') + "</AddtlInf>";
  std::string one = "<TxInf><OrgnlEndToEndId>1</OrgnlEndToEndId><RtrdIntrBkSttlmAmt Ccy=\"PHP\">1.00</RtrdIntrBkSttlmAmt></TxInf>", all;
  for (std::size_t i = 0; i < count; ++i) all += one;
  return document("pacs.004.001.10", "PmtRtr",
                  "<GrpHdr><MsgId>P4</MsgId><CreDtTm>2026-07-07T09:00:00+08:00</CreDtTm><NbOfTxs>" + std::to_string(count) +
                      "</NbOfTxs></GrpHdr><OrgnlGrpInf><OrgnlMsgId>KTW1</OrgnlMsgId><OrgnlMsgNmId>pacs.008.001.08</OrgnlMsgNmId>"
                      "<RtrRsnInf><Rsn><Cd>AC04</Cd></Rsn>" + text + "</RtrRsnInf></OrgnlGrpInf>" + all);
}

TEST(Many, ReturnsKeepFiveHundredCharactersOfTheirReasons) {
  const auto kept = [](const std::vector<std::size_t>& lines) {
    const auto message = read<AccountMessage>(returns(1, lines));
    return message.reports.empty() ? std::size_t{0} : message.reports[0].not_booked.at(0).transactions.at(0).additional_information.size();
  };
  EXPECT_EQ(kept({}), 0U);
  EXPECT_EQ(kept({105, 105, 105, 105, 76}), 500U);
  EXPECT_EQ(kept({105, 105, 105, 105, 77}), 423U) << "whole lines";
  const auto message = read<AccountMessage>(returns(kMany, std::vector<std::size_t>(kMany, 100)));
  ASSERT_EQ(message.reports.size(), kMany);
  EXPECT_EQ(message.reports.back().not_booked.at(0).transactions.at(0).return_reason, "AC04");
}

TEST(Many, LinesOfInformationAreGoneThroughOnce) {
  std::vector<std::string> lines = mt940();
  const auto information = std::ranges::find_if(lines, [](const std::string& line) { return line.starts_with(":86:/EREF/"); });
  *information = ":86:/EREF/" + std::string(59, 'A');
  lines.insert(std::next(information), 3 * kMany, std::string(65, 'B'));
  const auto message = read<AccountMessage>(swift("940", lines));
  ASSERT_EQ(message.reports.size(), 1U);
  EXPECT_EQ(message.reports[0].entries.at(0).transactions.at(0).references.end_to_end_id, "US-1-2026-03") << "what is longer than a reference is none";
}

}  // namespace
}  // namespace katiwala::api::messages::many_test

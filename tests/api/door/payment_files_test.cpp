// Payments of one window go to the bank in one file, once; and what a payee's details lack for a rail is said before anything leaves.
#include "api/messages/pain001.h"
#include "api/messages/sandbox_bank.h"
#include "story.h"

namespace katiwala::api::door::testing::payment_files_test {
namespace {

const std::string kA(32, 'a'), kB(32, 'b'), kC(32, 'c');
constexpr const char* kFiles = "/v1/payment-files";

/// The story with pesos to spend, on a Monday morning.
class Payments : public Story {
 public:
  Payments() { fund(); }

  Reply ask(const std::string& id, const std::string& amount, const std::string& rail) {
    const std::string path = "/v1/wards/" + ward + "/requests", key = fresh_key();
    Json body = object({{"request", id}, {"payee", payee}, {"amount", amount}, {"purpose", "education"}, {"voucher", id + id}, {"rail", rail}});
    const Reply canonical = send("guardian", path + "?show=canonical", to_text(body), "application/json", key);
    body.set("signature", to_base64(sign("guardian", from_base64(canonical.text("canonical")).value_or(Bytes{}))));
    return post("guardian", path, body, key);
  }

  Reply approved(const std::string& id, const std::string& amount, const std::string& rail) {
    const Reply asked = ask(id, amount, rail);
    EXPECT_EQ(asked.status, 202) << asked.raw;
    const Reply done = approve("officer-1", asked.number("proposal"));
    EXPECT_EQ(done.status, 201) << done.raw;
    return done;
  }

  void released(const std::string& id, const std::string& amount) {
    approved(id, amount, "pesonet");
    const Reply left = release("releaser", id);
    EXPECT_EQ(left.status, 201) << left.raw;
  }

  /// The rulebook in force with one text of it replaced, adopted by those who must agree.
  void adopt_edited(const std::string& from, const std::string& to) {
    std::string text;
    const Status looked = house().journal().look([&text](const journal::Memory& memory) { text = memory.state.rulebooks.at(memory.state.ledger.rulebook).text; });
    ASSERT_TRUE(looked.ok());
    const std::size_t at = text.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    text.replace(at, from.size(), to);
    const Reply proposed = post("officer-1", "/v1/rulebooks", object({{"rulebook", text}}));
    ASSERT_EQ(proposed.status, 202) << proposed.raw;
    ASSERT_EQ(approve("officer-2", proposed.number("proposal")).status, 202);
    ASSERT_EQ(approve("compliance", proposed.number("proposal")).status, 201);
  }

  std::string state(const std::string& id) { return get("auditor", "/v1/requests/" + id).text("state"); }
  std::string file_id(int row) { return get("auditor", kFiles).text("payment_files/" + std::to_string(row) + "/id"); }
};

TEST(PaymentFiles, GoTogetherAfterTheirCutOffAndAreTheSameBytesEverAfter) {
  Payments s;
  s.released(kB, "200.00 PHP");
  s.released(kA, "100.00 PHP");
  s.move_clock("2026-03-02T11:59:59");
  const Reply open = s.get("bank", kFiles);
  ASSERT_EQ(open.status, 200) << open.raw;
  EXPECT_EQ(open.text("payment_files/0/state"), "open");
  EXPECT_EQ(open.number("payment_files/0/window"), 2);
  EXPECT_EQ(open.text("payment_files/0/closes"), "2026-03-02T12:00:00+08:00");
  EXPECT_EQ(open.text("payment_files/0/total"), "300.00 PHP");
  EXPECT_EQ(open.text("payment_files/0/requests/0"), kA);
  EXPECT_EQ(open.text("payment_files/0/requests/1"), kB);
  const std::string path = std::string(kFiles) + "/" + open.text("payment_files/0/id");
  EXPECT_EQ(s.get("bank", path).code(), "PAYMENT_FILE_OPEN") << "a minute early";
  EXPECT_EQ(s.get("bank", std::string(kFiles) + "/" + std::string(32, '5')).code(), "PAYMENT_FILE_UNKNOWN");

  s.move_clock("2026-03-02T12:00:00");
  for (const char* site : {"cross-site", "same-site"}) {
    transport::Headers headers;
    headers.set("sec-fetch-site", site);
    for (const std::string& file : {path, "/v1/requests/" + kA + "/file"}) EXPECT_EQ(s.call("releaser", "GET", file, {}, headers).status, 400) << site << " " << file;
    EXPECT_EQ(s.state(kA), "released") << "what another site's page asks for is not handed over";
  }
  s.released(kC, "50.00 PHP");
  EXPECT_EQ(s.get("bank", kFiles).text("payment_files/0/state"), "closed");
  EXPECT_EQ(s.get("bank", kFiles).text("payment_files/1/requests/0"), kC) << "the cut-off is the next window's";
  EXPECT_EQ(s.get("auditor", path).code(), "REQUEST_STATE") << "who only looks hands nothing over";
  EXPECT_EQ(s.state(kA), "released");

  const Reply file = s.get("bank", path);
  ASSERT_EQ(file.status, 200) << file.raw;
  const auto read = messages::read_payment_file(file.raw);
  ASSERT_TRUE(read.ok()) << read.refusal().place << read.refusal().message;
  EXPECT_EQ(read->message_id, open.text("payment_files/0/message_id"));
  ASSERT_EQ(read->payments.size(), 2U);
  EXPECT_EQ(read->payments[0].end_to_end_id, "KTW" + kA);
  EXPECT_EQ(read->payments[1].amount.text(), "200.00");
  EXPECT_EQ(read->execution_date.text(), "2026-03-02");
  EXPECT_EQ(s.state(kA), "handed_over");
  EXPECT_EQ(s.state(kB), "handed_over");
  EXPECT_EQ(s.state(kC), "released");

  const Json details = object({{"name", "SANDBOX SCHOOL"}, {"account_number", "555-000-2"}, {"bank_bic", "SBOXPHMM"}});
  s.done("/v1/wards/" + s.ward + "/payees/" + s.payee + "/account", object({{"details", details}}));
  s.move_clock("2026-03-09T10:00:00");
  for (const char* who : {"bank", "releaser", "auditor"}) EXPECT_EQ(s.get(who, path).raw, file.raw) << who;
  EXPECT_EQ(s.get("bank", "/v1/requests/" + kA + "/file").code(), "REQUEST_STATE") << "what went with others does not go by itself";
  EXPECT_EQ(s.get("auditor", "/v1/requests/" + kA + "/file").status, 200);
  s.close();
  s.open();
  EXPECT_EQ(s.get("bank", path).raw, file.raw) << "after a restart";
}

TEST(PaymentFiles, LeaveOutWhatWentByItself) {
  Payments s;
  s.released(kA, "100.00 PHP");
  s.released(kB, "200.00 PHP");
  ASSERT_EQ(s.get("bank", "/v1/requests/" + kA + "/file").status, 200);
  s.move_clock("2026-03-02T12:00:00");
  const Reply file = s.get("bank", std::string(kFiles) + "/" + s.file_id(0));
  ASSERT_EQ(file.status, 200) << file.raw;
  EXPECT_NE(file.raw.find("<NbOfTxs>1</NbOfTxs>"), std::string::npos);
  EXPECT_EQ(file.raw.find("KTW" + kA), std::string::npos);
  EXPECT_NE(file.raw.find("KTW" + kB), std::string::npos);
}

TEST(PaymentFiles, AreRejectedAsAWholeByTheirOwnId) {
  Payments s;
  s.released(kA, "100.00 PHP");
  s.released(kB, "200.00 PHP");
  s.move_clock("2026-03-02T12:00:00");
  ASSERT_EQ(s.get("bank", std::string(kFiles) + "/" + s.file_id(0)).status, 200);
  messages::StatusMessage message;
  message.message_id = "REJECTED-1";
  message.created = Instant::parse("2026-03-02T12:30:00+08:00").value();
  message.original_message_id = s.get("bank", kFiles).text("payment_files/0/message_id");
  message.group_status = "RJCT";
  const Reply answer = s.bank(messages::write_status(message).value());
  EXPECT_EQ(answer.text("lines/0/result"), "rejected") << answer.raw;
  EXPECT_EQ(answer.text("lines/1/result"), "rejected") << answer.raw;
  EXPECT_EQ(s.state(kA), "returned");
  EXPECT_EQ(s.state(kB), "returned");
}

/// Each payment keeps the hours it was released by: no adoption moves it to another file, and a window of the same number is not the same file.
TEST(PaymentFiles, GatherByTheHoursThatWereInForceWhenEachWasReleased) {
  Payments s;
  s.released(kA, "100.00 PHP");
  s.adopt_edited("pesonet_cut_offs = [\"09:00\", \"12:00\", \"15:00\"]", "pesonet_cut_offs = [\"10:30\", \"14:00\"]");
  s.released(kB, "200.00 PHP");
  s.move_clock("2026-03-02T10:30:00");
  s.released(kC, "50.00 PHP");
  const struct {
    const char *closes, *state;
    int window;
    const std::string& request;
  } rows[] = {
      {"2026-03-02T10:30:00+08:00", "closed", 1, kB},
      {"2026-03-02T12:00:00+08:00", "open", 2, kA},
      {"2026-03-02T14:00:00+08:00", "open", 2, kC},
  };
  const Reply files = s.get("bank", kFiles);
  for (int i = 0; i < 3; ++i) {
    const std::string row = "payment_files/" + std::to_string(i) + "/";
    EXPECT_EQ(files.text(row + "closes"), rows[i].closes) << files.raw;
    EXPECT_EQ(files.text(row + "state"), rows[i].state) << files.raw;
    EXPECT_EQ(files.number(row + "window"), rows[i].window) << files.raw;
    EXPECT_EQ(files.text(row + "requests/0"), rows[i].request) << files.raw;
    EXPECT_EQ(files.text(row + "requests/1"), "") << files.raw;
  }
  EXPECT_NE(s.file_id(1), s.file_id(2)) << "two windows of one number that close at different times";
  for (int i = 0; i < 3; ++i) EXPECT_EQ(s.get("bank", std::string(kFiles) + "/" + s.file_id(i)).code(), i == 0 ? "" : "PAYMENT_FILE_OPEN") << i;
  EXPECT_EQ(s.state(kA), "released");
  EXPECT_EQ(s.state(kB), "handed_over");
}

TEST(PaymentFiles, HoursThatAreNoneAreNotAdopted) {
  Payments s;
  std::string text;
  ASSERT_TRUE(s.house().journal().look([&text](const journal::Memory& memory) { text = memory.state.rulebooks.at(memory.state.ledger.rulebook).text; }).ok());
  const std::string good = "swift_cut_offs = [\"14:00\"]", bad = "swift_cut_offs = [\"14:60\"]";
  text.replace(text.find(good), good.size(), bad);
  EXPECT_EQ(s.post("officer-1", "/v1/rulebooks", object({{"rulebook", text}})).code(), "RULEBOOK_TYPE");
}

/// Signed by who proposes it.
Reply release_file(Payments& s, const std::string& who, const std::string& path, const std::string& total, std::int64_t payments) {
  const std::string key = s.fresh_key();
  Json body = object({{"total", total}, {"payments", payments}});
  const Reply canonical = s.send(who, path + "?show=canonical", to_text(body), "application/json", key);
  if (canonical.status != 200) return canonical;
  body.set("signature", to_base64(s.sign(who, from_base64(canonical.text("canonical")).value_or(Bytes{}))));
  return s.post(who, path, body, key);
}

class TwoReleasers : public Payments {
 public:
  TwoReleasers() {
    adopt_edited("file_releasers = 1 ", "file_releasers = 2 ");
    done("/v1/principals", object({{"role", "releaser"}, {"certificate", certificate_of_new("releaser-2")}}));
  }
};

TEST(PaymentFiles, LeaveWhenTwoPersonsHaveReleasedThem) {
  TwoReleasers s;
  s.released(kA, "100.00 PHP");
  s.released(kB, "200.00 PHP");
  const std::string path = std::string(kFiles) + "/" + s.file_id(0), release = path + "/release";
  EXPECT_EQ(release_file(s, "releaser", release, "300.00 PHP", 2).code(), "PAYMENT_FILE_OPEN");
  s.move_clock("2026-03-02T12:00:00");
  EXPECT_EQ(s.get("bank", kFiles).text("payment_files/0/state"), "unreleased");
  EXPECT_EQ(s.get("bank", path).code(), "PAYMENT_FILE_UNRELEASED");
  EXPECT_EQ(s.get("releaser", path).code(), "PAYMENT_FILE_UNRELEASED");
  EXPECT_EQ(release_file(s, "releaser", release, "300.01 PHP", 2).text("place"), "/total");
  EXPECT_EQ(release_file(s, "releaser", release, "300.00 PHP", 1).text("place"), "/payments");
  EXPECT_EQ(release_file(s, "officer-1", release, "300.00 PHP", 2).code(), "ROLE_FORBIDDEN");
  EXPECT_EQ(s.post("releaser", release, object({{"total", "300.00 PHP"}, {"payments", 2}})).code(), "SIGNATURE_MISSING");

  const Reply proposed = release_file(s, "releaser", release, "300.00 PHP", 2);
  ASSERT_EQ(proposed.status, 202) << proposed.raw;
  EXPECT_EQ(s.get("bank", path).code(), "PAYMENT_FILE_UNRELEASED") << "one person proposed it";
  EXPECT_EQ(s.approve("releaser", proposed.number("proposal")).code(), "APPROVAL_OWN");
  EXPECT_EQ(s.approve("officer-2", proposed.number("proposal")).code(), "APPROVAL_NOT_NEEDED");
  const Reply agreed = s.approve("releaser-2", proposed.number("proposal"));
  ASSERT_EQ(agreed.status, 201) << agreed.raw;
  EXPECT_EQ(s.get("bank", kFiles).text("payment_files/0/state"), "closed");
  EXPECT_EQ(s.get("bank", "/v1/requests/" + kA + "/file").code(), "REQUEST_STATE") << "not by itself any more";
  const Reply file = s.get("bank", path);
  ASSERT_EQ(file.status, 200) << file.raw;
  EXPECT_NE(file.raw.find("<CtrlSum>300.00</CtrlSum>"), std::string::npos);
  EXPECT_EQ(s.state(kA), "handed_over");
  EXPECT_EQ(s.state(kB), "handed_over");
  EXPECT_EQ(release_file(s, "releaser", release, "300.00 PHP", 2).code(), "REQUEST_STATE") << "sent once";
  s.close();
  s.open();
  EXPECT_EQ(s.get("bank", path).raw, file.raw) << "after a restart";
}

TEST(PaymentFiles, OfOnePaymentTakeTwoReleasersAsWell) {
  TwoReleasers s;
  s.released(kA, "100.00 PHP");
  const std::string path = "/v1/requests/" + kA + "/file";
  EXPECT_EQ(s.get("bank", path).code(), "PAYMENT_FILE_UNRELEASED");
  EXPECT_EQ(s.state(kA), "released");
  const Reply proposed = release_file(s, "releaser-2", path + "/release", "100.00 PHP", 1);
  ASSERT_EQ(proposed.status, 202) << proposed.raw;
  ASSERT_EQ(s.approve("releaser", proposed.number("proposal")).status, 201);
  s.move_clock("2026-03-02T12:00:00");
  EXPECT_EQ(s.file_id(0), "") << "it goes by itself, and with no file of several";
  EXPECT_EQ(s.get("bank", path).status, 200);
  EXPECT_EQ(s.state(kA), "handed_over");
}

/// What the bank sends back before it left leaves a file that nobody has seen.
TEST(PaymentFiles, AFileThatHasChangedIsReleasedAnew) {
  TwoReleasers s;
  s.released(kA, "100.00 PHP");
  s.released(kB, "200.00 PHP");
  s.move_clock("2026-03-02T12:00:00");
  const std::string path = std::string(kFiles) + "/" + s.file_id(0), release = path + "/release";
  const Reply proposed = release_file(s, "releaser", release, "300.00 PHP", 2);
  ASSERT_EQ(s.approve("releaser-2", proposed.number("proposal")).status, 201);
  messages::StatusMessage message;
  message.message_id = "REJECTED-3";
  message.created = Instant::parse("2026-03-02T12:30:00+08:00").value();
  messages::TransactionStatus rejected;
  rejected.end_to_end_id = "KTW" + kA;
  rejected.status = "RJCT";
  rejected.payment_information_id = message.original_message_id = "BEFORE-IT-LEFT";
  message.transactions.push_back(rejected);
  ASSERT_EQ(s.bank(messages::write_status(message).value()).text("lines/0/result"), "rejected");
  EXPECT_EQ(s.get("bank", path).code(), "PAYMENT_FILE_UNRELEASED");
  EXPECT_EQ(s.state(kB), "released");
  const Reply anew = release_file(s, "releaser-2", release, "200.00 PHP", 1);
  ASSERT_EQ(s.approve("releaser", anew.number("proposal")).status, 201) << anew.raw;
  EXPECT_EQ(s.get("bank", path).status, 200);
  EXPECT_EQ(s.state(kB), "handed_over");
}

TEST(PaymentFiles, AStatusOfAFileThatIsNoneIsForPersonsToLookAt) {
  Payments s;
  messages::StatusMessage message;
  message.message_id = "REJECTED-2";
  message.created = Instant::parse("2026-03-02T12:30:00+08:00").value();
  message.original_message_id = "KTB" + std::string(32, '5');
  message.group_status = "RJCT";
  EXPECT_EQ(s.bank(messages::write_status(message).value()).text("lines/0/result"), "unmatched");
}

TEST(PaymentFiles, ARefusalNamesWhatThePayeesDetailsLackForTheRail) {
  Story s;
  const Json town = object({{"town", "Sandbox Town"}, {"country", "PH"}});
  const struct {
    const char *rail, *currency;
    Json more;
    const char *code, *place;  ///< nullptr: it is taken
  } cases[] = {
      {"book_transfer", "PHP", object({}), nullptr, nullptr},
      {"instapay", "PHP", object({}), "MESSAGE_FIELD", "/details/bank_bic"},
      {"instapay", "PHP", object({{"bank_member", "010080015"}}), nullptr, nullptr},
      {"instapay", "USD", object({{"bank_bic", "SBOXPHMM"}}), "CURRENCY_MISMATCH", "/currency"},
      {"pesonet", "PHP", object({{"bank_bic", "SBOXPHMM"}}), nullptr, nullptr},
      {"pesonet", "PHP", object({{"bank_bic", "sboxphmm"}}), "MESSAGE_FIELD", "/details/bank_bic"},
      {"philpass", "PHP", object({{"bank_member", "010080015"}}), "MESSAGE_FIELD", "/details/bank_bic"},
      {"philpass", "PHP", object({{"bank_bic", "SBOXPHMM"}}), nullptr, nullptr},
      {"swift", "USD", object({{"bank_bic", "SBOXPHMM"}}), "MESSAGE_FIELD", "/details/postal/town"},
      {"swift", "USD", object({{"bank_bic", "SBOXPHMM"}, {"postal", town}}), nullptr, nullptr},
      {"swift", "USD", object({{"bank_bic", "SBOXPHMM"}, {"postal", town}, {"lei", "0000SANDBOXSCHOOL096"}}), "MESSAGE_FIELD", "/details/lei"},
      {"swift", "USD", object({{"bank_bic", "SBOXPHMM"}, {"postal", town}, {"lei", "0000SANDBOXSCHOOL095"}}), nullptr, nullptr},
  };
  for (const auto& row : cases) {
    Json details = object({{"name", "SANDBOX SCHOOL"}, {"account_number", "555-000-9"}});
    for (const auto& [key, value] : *row.more.object()) details.set(key, value);
    const Reply reply = s.post("officer-1", "/v1/wards/" + s.ward + "/payees",
                               object({{"payee_kind", "school"}, {"rail", row.rail}, {"currency", row.currency}, {"details", details}}));
    EXPECT_EQ(reply.code(), row.code == nullptr ? "" : row.code) << row.rail << " " << to_text(row.more) << " " << reply.raw;
    EXPECT_EQ(reply.text("place"), row.place == nullptr ? "" : row.place) << row.rail << " " << reply.raw;
  }
}

TEST(PaymentFiles, NothingIsReleasedOverARailThatThePayeesDetailsDoNotCarry) {
  Payments s;
  s.approved(kA, "100.00 PHP", "swift");
  const Reply refused = s.release("releaser", kA);
  EXPECT_EQ(refused.code(), "MESSAGE_FIELD") << refused.raw;
  EXPECT_EQ(refused.text("place"), "payee/postal/town") << refused.raw;
  EXPECT_EQ(s.state(kA), "approved");
  EXPECT_EQ(s.balance("PHP", "reserved"), "100.00 PHP");
}

TEST(PaymentFiles, InstaPayCarriesItsLimitAndNotACentavoMore) {
  Payments s;
  const Reply within = s.ask(kA, "50000.00 PHP", "instapay"), past = s.ask(kB, "50000.01 PHP", "instapay"), other = s.ask(kC, "50000.01 PHP", "pesonet");
  EXPECT_EQ(within.raw.find("INSTAPAY_LIMIT"), std::string::npos) << within.raw;
  EXPECT_NE(past.raw.find("INSTAPAY_LIMIT"), std::string::npos) << past.raw;
  EXPECT_EQ(other.raw.find("INSTAPAY_LIMIT"), std::string::npos) << other.raw;
}

}  // namespace
}  // namespace katiwala::api::door::testing::payment_files_test

// The bank's day told twice, in any order, and broken off after any line: the same books.
#include <algorithm>
#include <fstream>
#include <functional>
#include <future>
#include <random>
#include <thread>

#include "api/door/bank_import.h"
#include "api/door/routes.h"
#include "api/door/writing.h"
#include "paid.h"
#include "tests/api/messages/interbank_texts.h"
#include "tests/api/messages/swift_texts.h"

namespace katiwala::api::door::testing::bank_twice_test {
namespace {

const CivilDate kDay = CivilDate::parse("2026-03-02").value();
const Instant kEvening = Instant::parse("2026-03-02T20:00:00+08:00").value();

messages::Entry line(const std::string& reference, const std::string& amount, messages::Direction direction) {
  messages::Transaction t;
  t.amount = parse_amount(amount).value();
  t.direction = direction;
  t.references.account_servicer_reference = reference;
  return messages::entry_of(t, kDay, kDay);
}

/// A day at the bank: a payment leaves and comes back, a credit comes to either account, and everything is told by advice, notification and statement.
class Day : public Paid {
 public:
  std::string statement() {
    std::vector<messages::Entry> entries{line("FX-B", "582350.00 PHP", messages::Direction::credit), line("ASR-NEW", "500.00 PHP", messages::Direction::credit),
                                         line("ASR-OUT", "18000.00 PHP", messages::Direction::debit), line("ASR-BACK", "18000.00 PHP", messages::Direction::credit)};
    for (const std::size_t i : {std::size_t{2}, std::size_t{3}}) entries[i].transactions[0].references.end_to_end_id = end_to_end_id;
    entries[2].transactions[0].references.uetr = uetr;
    entries[3].transactions[0].return_reason = "AC04";
    messages::AccountRef account;
    account.number = kPhpAccount;
    account.currency = entries[0].amount.currency();
    messages::AccountMessage message;
    message.message_id = "STMT-PHP";
    message.created = kEvening;
    message.reports.push_back(messages::report_of("STMT-PHP", kEvening, account, zero(*account.currency), kDay, std::move(entries)).value());
    return messages::write_statement(message).value();
  }

  std::vector<std::pair<bool, std::string>> told() {  // true: an MT
    const std::string usd = std::string(":25:") + kUsdAccount;
    std::string advice = messages::good_return();
    advice.replace(advice.find("KTW-PAY-0001"), std::string("KTW-PAY-0001").size(), end_to_end_id);
    return {{false, credit_xml("ASR-NEW", "500.00 PHP", "", "2026-03-02")},
            {false, debit_xml("ASR-OUT", "18000.00 PHP", "2026-03-02", end_to_end_id, uetr)},
            {false, return_xml("ASR-BACK", "18000.00 PHP")},
            {false, statement()},
            {false, messages::good_transfer()},
            {false, std::move(advice)},
            {true, messages::bare({":20:MT-NEW", ":21:NONREF", usd, ":32A:260302USD250,", ":52A:SNDXUS33"})},
            {true, messages::bare({":20:STMT-USD", usd, ":28C:1/1", ":60F:C260301USD0,", ":61:2603020302C19975,NTRFNONREF//ASR-1", ":61:2603020302D10000,NTRFNONREF//FX-S",
                                   ":61:2603020302C250,NTRFNONREF//MT-NEW", ":62F:C260302USD10225,"})}};
  }

  std::string books() {
    const Reply seen = get("auditor", "/v1/pools/" + pool);
    std::string out;
    for (const char* account : {"accounts/0", "accounts/1"})
      for (const char* what : {"/bank", "/suspense", "/transit", "/wards", "/reconciled", "/difference"}) out += seen.text(std::string(account) + what) + "; ";
    return out + balance("PHP", "total") + "; " + state();
  }
};

/// Bank, suspense, transit and wards of either account, the day it was reconciled for and no difference; what is hers; where the payment stands.
const std::string kBooks =
    "10225.00 USD; 250.00 USD; 0.00 USD; 9975.00 USD; 2026-03-02; ; 582850.00 PHP; 500.00 PHP; 0.00 PHP; 582350.00 PHP; 2026-03-02; ; 582350.00 PHP; returned";

TEST(BankTwice, EveryMessageTwiceAndInAnyOrderGivesTheSameBooks) {
  for (const unsigned seed : {1U, 2U, 3U, 4U, 5U, 6U}) {
    Day s;
    std::vector<std::pair<bool, std::string>> all = s.told();
    const auto once = all;
    all.insert(all.end(), once.begin(), once.end());
    std::mt19937 random(seed);
    for (std::size_t i = all.size(); i > 1; --i) std::swap(all[i - 1], all[random() % i]);
    for (const auto& [mt, text] : all) {
      const Reply reply = mt ? s.bank_mt(text) : s.bank(text);
      ASSERT_EQ(reply.status, 200) << "seed " << seed << " " << reply.raw;
    }
    EXPECT_EQ(s.books(), kBooks) << "seed " << seed;
  }
}

/// A camt.054 of the pool's peso account.
std::string notification_of(const std::string& name, std::vector<messages::Entry> entries) {
  messages::AccountReport report;
  report.id = name;
  report.account.number = Story::kPhpAccount;
  report.currency = parse_amount("1.00 PHP").value().currency();
  report.account.currency = report.currency;
  report.entries = std::move(entries);
  messages::AccountMessage message;
  message.kind = messages::ReportKind::notification;
  message.message_id = name;
  message.created = kEvening;
  message.reports.push_back(std::move(report));
  return messages::write_notification(message).value();
}

/// Amounts are powers of two, so that a sum tells which of them were posted, and how often.
std::string message_of(const std::string& name) {
  std::vector<messages::Entry> entries;
  const char* amounts[] = {"0.01 PHP", "0.02 PHP", "0.04 PHP", "0.08 PHP", "0.16 PHP"};
  for (std::size_t i = 0; i < 3; ++i) entries.push_back(line(name + "-" + std::to_string(i), amounts[i], messages::Direction::credit));
  entries.push_back(line(name + "-D", "5.00 PHP", messages::Direction::debit));  // nobody's: it is recorded, and posts nothing
  messages::Entry batch = line(name + "-B", "0.24 PHP", messages::Direction::credit);
  batch.transactions = {line(name + "-3", amounts[3], messages::Direction::credit).transactions[0], line("", amounts[4], messages::Direction::credit).transactions[0]};
  entries.push_back(std::move(batch));
  return notification_of(name, std::move(entries));
}
constexpr std::size_t kLines = 6;
constexpr std::int64_t kWhole = 31;  // centavos

Caller bank_caller(House& house) {
  Caller out;
  EXPECT_TRUE(house.journal().look([&out](const journal::Memory& memory) {
    for (const auto& [id, principal] : memory.state.principals)
      if (principal.role == custody::Role::bank_system) out = {id, principal.person, principal.role, principal.credentials.at(0).fingerprint, false};
  }).ok());
  return out;
}

/// As the door does with a message that comes from the bank's system.
Status import_into(Story& s, const std::string& text, const std::string& key, TakeLine take, messages::MessageSource source, std::size_t most_asked) {
  transport::Request request;
  request.method = "POST";
  request.target = *transport::parse_target("/v1/bank-messages");
  request.body = text;
  const auto route = std::ranges::find_if(routes(), [](const Route& one) { return one.pattern == "bank-messages"; });
  const Call call{s.house(), request, bank_caller(s.house()), *route, {}};
  BankImport import(call, key, request_digest(call), std::move(source), std::move(take), most_asked);
  KATIWALA_CHECK(import.read(messages::kDoorLimits, nullptr));
  return import.act();
}

class Broken : public Story {
 public:
  /// As the door does, but whoever takes the answer's lines takes `lines` of them and no more. Without a line left to take it is done.
  Status import(const std::string& xml, const std::string& key, std::size_t lines, bool from_file, std::size_t most_asked) {
    std::size_t taken = 0;
    return import(xml, key, [&](const Json&) { return taken++ < lines ? good() : Status(refuse(Code::HTTP_BUSY)); }, from_file, most_asked);
  }
  Status import(const std::string& xml, const std::string& key, TakeLine take, bool from_file, std::size_t most_asked) {
    const std::string path = (root() / "message.xml").string();
    if (from_file) std::ofstream(path, std::ios::binary) << xml;
    const auto source = from_file ? messages::MessageSource::of(FileBytes::open(path).value()) : messages::MessageSource::of(xml);
    return import(xml, key, std::move(take), source, most_asked);
  }
  Status import(const std::string& xml, const std::string& key, TakeLine take, messages::MessageSource source, std::size_t most_asked) {
    return import_into(*this, xml, key, std::move(take), std::move(source), most_asked);
  }
  /// Asks for something under that key, and does not wait for it.
  void ask(const std::string& key) {
    journal::Ask ask;
    ask.command = custody::RefuseInput{"bank-messages", std::string(name_of(Code::BANK_LINE_UNMATCHED)), Digest{}};
    const Caller bank = bank_caller(house());
    ask.principal = bank.principal;
    ask.credential = bank.credential;
    ask.idempotency_key = key;
    house().journal().submit(std::move(ask), [](const Result<journal::Answer>&) {});
  }

  std::int64_t suspense_minor() {
    const Amount amount = parse_amount(get("auditor", "/v1/pools/" + pool).text("accounts/1/suspense")).value();
    return amount.minor();
  }
};

// After k lines the import ends, for every k; the ledger is closed and opened, and the message sent again. Lines that wait together may be in without having
// been answered.
TEST(BankTwice, BrokenOffAfterAnyLineAndSentAgainPostsEachOnce) {
  Broken s;
  s.move_clock("2026-03-02T10:00:00");
  for (const std::size_t most_asked : {std::size_t{1}, std::size_t{2}, BankImport::kMostAsked}) {
    for (std::size_t lines = 0; lines <= kLines; ++lines) {
      const std::string name = "K" + std::to_string(most_asked) + "-" + std::to_string(lines);
      const std::int64_t before = s.suspense_minor();
      const bool whole = lines == kLines;
      for (const bool from_file : {false, true})
        EXPECT_EQ(s.import(message_of(name + (from_file ? "F" : "M")), name + (from_file ? "F" : "M"), lines, from_file, most_asked).ok(), whole) << lines;
      s.close();
      s.open();
      const Reply same_key = s.bank(message_of(name + "F"), name + "F"), other_key = s.bank(message_of(name + "M"));
      EXPECT_EQ(same_key.status, 200) << same_key.raw;
      EXPECT_EQ(other_key.status, 200) << other_key.raw;
      EXPECT_TRUE(same_key.replayed == (lines + 1 >= kLines) || (most_asked > 1 && same_key.replayed)) << lines << " " << same_key.raw;
      EXPECT_EQ(s.suspense_minor() - before, 2 * kWhole) << "broken off after " << lines << " lines";
    }
  }
}

/// Lines of which some bear the same end-to-end id as an earlier one, at the same amount, at another, and after one that must be waited for.
std::string sharing_names() {
  const auto credit = [](const std::string& reference, const char* amount, const std::string& end_to_end_id) {
    messages::Entry out = line(reference, amount, messages::Direction::credit);
    out.transactions[0].references.end_to_end_id = end_to_end_id;
    return out;
  };
  return notification_of("SHARED", {credit("S-1", "1.00 PHP", "SALARY"), credit("S-2", "2.00 PHP", "RENT"), credit("S-3", "1.00 PHP", "SALARY"), credit("S-4", "3.00 PHP", "SALARY"),
                                    line("S-5", "5.00 PHP", messages::Direction::debit), credit("S-6", "2.00 PHP", "RENT"), credit("S-7", "4.00 PHP", "S-6")});
}

/// What does not differ from ledger to ledger.
TakeLine written_to(std::string& out) {
  return [&out](const Json& line) {
    for (const char* key : {"place", "result", "first", "entry", "code", "difference"})
      if (const Json* value = line.find(key); value != nullptr) out += to_text(*value) + " ";
    out += "\n";
    return good();
  };
}

TEST(BankTwice, LinesThatWaitTogetherAreAnsweredAsOneAfterAnother) {
  const auto told = [](std::size_t most_asked) {
    Broken s;
    s.move_clock("2026-03-02T10:00:00");
    std::string out;
    EXPECT_TRUE(s.import(sharing_names(), "SHARED", written_to(out), false, most_asked).ok());
    return out + std::to_string(s.suspense_minor());
  };
  const std::string alone = told(1);
  EXPECT_NE(alone.find("duplicate"), std::string::npos) << alone;
  EXPECT_NE(alone.find("BANK_LINE_UNMATCHED"), std::string::npos) << alone;
  for (const std::size_t most_asked : {std::size_t{2}, std::size_t{3}, BankImport::kMostAsked}) EXPECT_EQ(told(most_asked), alone) << most_asked;
}

// The same of a day: payments that leave, come back and are recognised, advice, and statements that close.
TEST(BankTwice, ADayIsAnsweredAsOneLineAfterAnother) {
  const auto told = [](std::size_t most_asked) {
    Day s;
    std::string out;
    int number = 0;
    for (const auto& [mt, text] : s.told())
      EXPECT_TRUE(import_into(s, text, "DAY-" + std::to_string(++number), written_to(out), messages::MessageSource::of(text), most_asked).ok()) << text;
    EXPECT_EQ(s.books(), kBooks) << most_asked;
    return out;
  };
  const std::string alone = told(1);
  for (const char* result : {"received", "recognised", "returned", "settled", "reconciled", "duplicate", "not_booked"})
    EXPECT_NE(alone.find(std::string("\"") + result + "\""), std::string::npos) << result << "\n" << alone;
  EXPECT_EQ(told(BankImport::kMostAsked), alone);
}

/// While it is held, the writer waits with what it was asked.
class Held {
 public:
  explicit Held(journal::Journal& journal)
      : thread_([this, &journal] {
          journal.glance([this](const journal::Memory&) {
            holds_.set_value();
            let_go_.get_future().wait();
          });
        }) {
    holds_.get_future().wait();
  }
  ~Held() { let_go(); }
  Held(const Held&) = delete;
  Held& operator=(const Held&) = delete;
  void let_go() {
    if (!thread_.joinable()) return;
    let_go_.set_value();
    thread_.join();
  }

 private:
  std::promise<void> holds_, let_go_;
  std::thread thread_;
};

constexpr std::size_t kPiece = std::size_t{64} << 10;  // xml_file.cpp

/// Tells when the reading that acts is past the middle: the second, during which it is read once more from its beginning to its end to be kept.
class Halfway final : public StoredBytes {
 public:
  Halfway(std::string bytes, std::function<void()> tell) : bytes_(std::move(bytes)), tell_(std::move(tell)) {}
  [[nodiscard]] std::size_t size() const override { return bytes_.size(); }
  Status read(std::size_t at, std::span<char> room) const override {
    if (at == 0 && room.size() <= kPiece) ++readings_;  // what is looked at to tell the message's kind is longer
    if (is_kept_ && at >= bytes_.size() / 2) tell_();
    is_kept_ = is_kept_ || (readings_ == 3 && at + room.size() == bytes_.size());
    std::copy_n(bytes_.begin() + static_cast<std::ptrdiff_t>(at), room.size(), room.begin());
    return good();
  }

 private:
  std::string bytes_;
  std::function<void()> tell_;
  mutable int readings_ = 0;
  mutable bool is_kept_ = false;
};

/// Five credits and what is on the account after them; long enough to be read in pieces, the credits in the first.
std::string statement_of_five() {
  messages::AccountRef account;
  account.number = Story::kPhpAccount;
  account.currency = parse_amount("1.00 PHP").value().currency();
  std::vector<messages::Entry> entries;
  for (int i = 0; i < 5; ++i) entries.push_back(line("FIVE-" + std::to_string(i), "1.00 PHP", messages::Direction::credit));
  messages::AccountMessage message;
  message.message_id = "FIVE";
  message.created = kEvening;
  message.reports.push_back(messages::report_of("FIVE", kEvening, account, zero(*account.currency), kDay, std::move(entries)).value());
  std::string out = messages::write_statement(message).value();
  return out.insert(out.rfind("</Stmt>"), std::string(std::size_t{2} << 20, '\n'));
}

// A line that could not be taken, for now, and a statement that closes behind it: were it closed, the books would tell a difference that is none, and hold
// every payment until the next one.
TEST(BankTwice, AStatementIsClosedOnlyBehindLinesThatWereTaken) {
  Broken s;
  s.move_clock("2026-03-02T10:00:00");
  const std::string statement = statement_of_five();
  const auto ignored = [](const Json&) { return good(); };
  Held held(s.house().journal());
  s.ask("FIVE.2");  // the key of a line, under way with something else
  const auto source = messages::MessageSource::of(std::make_shared<Halfway>(statement, [&held] { held.let_go(); }));
  const Status broken_off = s.import(statement, "FIVE", ignored, source, BankImport::kMostAsked);
  ASSERT_FALSE(broken_off.ok());
  EXPECT_EQ(name_of(broken_off.refusal().code), "IDEMPOTENCY_MISMATCH");
  const auto told = [&s](const std::string& what) { return s.get("auditor", "/v1/pools/" + s.pool).text("accounts/1/" + what); };
  EXPECT_EQ(told("suspense"), "4.00 PHP") << "the control: the lines behind it were taken";
  EXPECT_EQ(told("reconciled") + told("difference"), "");
  EXPECT_EQ(s.bank(statement, "FIVE-AGAIN").status, 200);
  EXPECT_EQ(told("suspense") + " " + told("reconciled") + told("difference"), "5.00 PHP 2026-03-02");
}

/// A credit, and money that comes back from a payment that nobody knows: that one waits for what was asked before it.
std::string credit_and_return() {
  std::vector<messages::Entry> entries{line("BOTH-1", "1.00 PHP", messages::Direction::credit), line("BOTH-2", "2.00 PHP", messages::Direction::credit)};
  entries[1].transactions[0].return_reason = "AC04";
  return notification_of("BOTH", std::move(entries));
}

// Sent again while it is still being answered: the second is done with all of it when the first has told its first line and comes to its second.
TEST(BankTwice, TwoAtOnceUnderOneKeyGiveTheSameAnswer) {
  Broken s;
  s.move_clock("2026-03-02T10:00:00");
  const auto imported = [&s](const std::function<void()>& after_first) {
    std::string told;
    const auto take = [&](const Json& line) {
      if (told.empty()) after_first();
      told += to_text(line) + "\n";
      return good();
    };
    const std::string message = credit_and_return();
    EXPECT_TRUE(s.import(message, "BOTH", take, false, BankImport::kMostAsked).ok());
    return told;
  };
  std::string second;
  const std::string first = imported([&] { second = imported([] {}); });
  EXPECT_EQ(first, second);
  EXPECT_EQ(first.find("duplicate"), std::string::npos) << first;
  EXPECT_EQ(s.suspense_minor(), 300);
}

// What the tests above would see if lines were told apart wrongly.
TEST(BankTwice, OtherReferencesAreOtherMoney) {
  Broken s;
  s.move_clock("2026-03-02T10:00:00");
  EXPECT_EQ(s.bank(message_of("A")).status, 200);
  EXPECT_EQ(s.bank(message_of("B")).status, 200);
  EXPECT_EQ(s.suspense_minor(), 2 * kWhole);
  EXPECT_EQ(s.bank(message_of("A")).status, 200);
  EXPECT_EQ(s.suspense_minor(), 2 * kWhole);
}

}  // namespace
}  // namespace katiwala::api::door::testing::bank_twice_test

// What is read again of a message too long to be held in memory is what is read of a short one with the same lines; and the vault has all of it.
#include "api/daily/bank_side.h"
#include "api/door/door.h"
#include "api/door/payment.h"
#include "api/door/reading.h"
#include "api/messages/sandbox_bank.h"
#include "ledger/crypto/stored_digest.h"
#include "story.h"

namespace katiwala::api::door::testing::long_daily_test {
namespace {

messages::Transaction line(const std::string& reference, const std::string& amount, messages::Direction direction, const std::string& debtor = {}) {
  messages::Transaction out;
  out.amount = parse_amount(amount).value();
  out.direction = direction;
  out.references.account_servicer_reference = reference;
  out.references.end_to_end_id = debtor.empty() ? "NOTPROVIDED" : "INSTALMENT";
  out.debtor_name = debtor;
  return out;
}

/// The dollar account's, of that day.
std::string statement(const std::string& on, const std::string& opening, const std::vector<messages::Transaction>& lines) {
  const CivilDate day = *CivilDate::parse(on);
  const Instant created{start_of(day).micros + 18LL * 3'600 * 1'000'000};
  messages::AccountRef account{Story::kUsdAccount, false, *Currency::parse("USD")};
  std::vector<messages::Entry> entries;
  for (const messages::Transaction& one : lines) entries.push_back(messages::entry_of(one, day, day));
  messages::AccountMessage message;
  message.message_id = "STMT-" + on;
  message.created = created;
  message.reports.push_back(messages::report_of(message.message_id, created, account, parse_amount(opening).value(), day, entries).value());
  return messages::write_statement(message).value();
}

/// Blanks before every entry, until the message is longer than what is held in memory.
std::string lengthened(const std::string& message) {
  const std::string entry = "<Ntry>";
  std::size_t entries = 0;
  for (std::size_t at = message.find(entry); at != std::string::npos; at = message.find(entry, at + 1)) ++entries;
  EXPECT_GT(entries, 0U);
  std::string out;
  std::size_t from = 0;
  for (std::size_t at = message.find(entry); at != std::string::npos; at = message.find(entry, at + 1)) {
    out += message.substr(from, at - from) + std::string(kMostInMemory / entries + 1, '\n');
    from = at;
  }
  out += message.substr(from);
  EXPECT_GT(out.size(), kMostInMemory);
  return out;
}

/// Without what is drawn for each ledger.
std::string without_ids(const std::string& text) {
  constexpr std::size_t kIdDigits = 32;
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find_first_not_of("0123456789abcdef", at), text.size());
    out += end - at == kIdDigits ? "ID" : text.substr(at, std::max<std::size_t>(1, end - at));
    at = std::max(end, at + 1);
  }
  return out;
}

struct Told {
  std::string suggestions, first_day, second_day;
};

/// An order's first instalment comes, and is matched; then one by `second_debtor`. Before each a line that the ledger knows nothing of.
Told told(bool is_long, const std::string& second_debtor) {
  Story s;
  const auto shaped = [&](const std::string& message) { return is_long ? lengthened(message) : message; };
  const auto credit = messages::Direction::credit, debit = messages::Direction::debit;
  s.move_clock("2026-03-02T10:00:00");
  const auto of_first = {line("TELLER-1", "50.00 USD", debit), line("ASR-1", "19975.00 USD", credit, "SANDBOX CLERK")};
  const Reply first = s.bank(shaped(statement("2026-03-02", "0.00 USD", of_first)));
  EXPECT_EQ(first.text("lines/1/result"), "received") << first.raw;
  s.done("/v1/credits/" + first.text("lines/1/created/credit") + "/match", object({{"order", s.order}}));
  s.move_clock("2026-06-15T10:00:00");
  const auto of_second = {line("TELLER-2", "10.00 USD", debit), line("ASR-2", "1500.00 USD", credit, second_debtor)};
  const Reply second = s.bank(shaped(statement("2026-06-15", "19925.00 USD", of_second)));
  EXPECT_EQ(second.text("lines/1/result"), "received") << second.raw;
  const auto day = [&](const std::string& on) { return without_ids(s.get("officer-1", "/v1/pools/" + s.pool + "/reconciliation?day=" + on).raw); };
  return {without_ids(s.get("officer-1", "/v1/credits/" + second.text("lines/1/created/credit") + "/suggestions").raw), day("2026-03-02"), day("2026-06-15")};
}

TEST(LongMessagesReadAgain, GiveWhatShortOnesGive) {
  const Told as_short = told(false, "SANDBOX CLERK"), as_long = told(true, "SANDBOX CLERK");
  EXPECT_EQ(as_long.suggestions, as_short.suggestions);
  EXPECT_EQ(as_long.first_day, as_short.first_day);
  EXPECT_EQ(as_long.second_day, as_short.second_day);
  for (const char* said : {"\"by_message\":true", "same_debtor", "end_to_end"})
    EXPECT_NE(as_long.suggestions.find(said), std::string::npos) << said << " " << as_long.suggestions;
  for (const std::string& day : {as_long.first_day, as_long.second_day})
    for (const char* said : {"\"by_lines\":true", "off_ledger", "/report[1]/entry[1]"}) EXPECT_NE(day.find(said), std::string::npos) << said << " " << day;
}

TEST(LongMessagesReadAgain, TheControlAnotherDebtorIsAnother) {
  const Told other = told(true, "SANDBOX STRANGER");
  EXPECT_NE(other.suggestions.find("\"by_message\":true"), std::string::npos) << other.suggestions;
  EXPECT_EQ(other.suggestions.find("same_debtor"), std::string::npos) << other.suggestions;
}

/// As they were asked for, in their order.
std::vector<custody::ReceiveCredit> credits_in(House& house) {
  std::vector<custody::ReceiveCredit> out;
  for (record::Seq seq = 0;; ++seq) {
    const auto entry = house.journal().read(seq);
    if (!entry.ok()) return out;
    const auto* primary = entry->primary();
    const auto* credit = primary == nullptr || !primary->asked ? nullptr : std::get_if<custody::ReceiveCredit>(&*primary->asked);
    if (credit != nullptr) out.push_back(*credit);
  }
}

TEST(LongMessagesReadAgain, LieInTheVaultToTheByte) {
  Story s;
  s.move_clock("2026-03-02T10:00:00");
  const auto credit = messages::Direction::credit;
  const auto lines = {line("ASR-1", "1.00 USD", credit, "ONE"), line("ASR-2", "2.00 USD", credit, "TWO")};
  const std::string message = lengthened(statement("2026-03-02", "0.00 USD", lines));
  ASSERT_EQ(s.bank(message).text("lines/1/result"), "received");
  s.close();
  s.open();
  const auto credits = credits_in(s.house());
  ASSERT_EQ(credits.size(), 2U);
  ASSERT_TRUE(credits[0].message.has_value());
  EXPECT_EQ(credits[0].message, credits[1].message) << "kept once";
  const auto item = s.house().vault().open(s.house().vault_key(), commitment(*credits[0].message));
  ASSERT_TRUE(item.ok());
  EXPECT_EQ((*item)->size(), message.size());
  EXPECT_EQ(crypto::sha256_of(**item).value(), crypto::sha256(view(message)));
  EXPECT_EQ(s.house().vault().get(s.house().vault_key(), commitment(*credits[0].message)).refusal().code, Code::MESSAGE_TOO_LARGE);
}

TEST(LongMessagesReadAgain, NoQuestionReadsMoreThanSoMuch) {
  Story s;
  s.move_clock("2026-03-02T10:00:00");
  const auto credit = messages::Direction::credit;
  const std::string first = statement("2026-03-01", "0.00 USD", {line("ASR-1", "1.00 USD", credit, "ONE"), line("ASR-2", "2.00 USD", credit, "TWO")});
  const std::string second = statement("2026-03-02", "3.00 USD", {line("ASR-3", "4.00 USD", credit, "THREE")});
  for (const std::string& message : {first, second}) ASSERT_EQ(s.bank(message).text("lines/0/result"), "received");
  const auto credits = credits_in(s.house());
  ASSERT_EQ(credits.size(), 3U);
  const auto named = [&](std::size_t most_bytes) {
    std::string out;
    daily::BankSide side(s.house(), most_bytes);
    for (const auto& names : side.names_of(credits)) out += names.debtor.empty() ? "-" : "+";
    return out;
  };
  EXPECT_EQ(named(0), "---");
  EXPECT_EQ(named(first.size()), "++-");
  EXPECT_EQ(named(first.size() + 1), "+++");
}

}  // namespace
}  // namespace katiwala::api::door::testing::long_daily_test

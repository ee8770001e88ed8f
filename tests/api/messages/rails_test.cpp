// What each rail asks of a payment, its windows and its days: one table a rail, the bound on both sides.
#include "api/messages/rails.h"

#include <functional>

#include "tests/api/messages/payments.h"

namespace katiwala::api::messages::rails_test {
namespace {

Instant at(const std::string& text) { return Instant::parse(text + "+08:00").value(); }
CivilDate day(const std::string& text) { return CivilDate::parse(text).value(); }

/// 6 July 2026 is a Monday; the 8th is made a holiday here.
Calendar calendar() {
  CalendarYear year;
  year.year = 2026;
  year.source = "invented";
  year.holidays = {{day("2026-07-08"), true, "Invented Day"}};
  return Calendar::from({year}).value();
}

TEST(Rails, AskForWhatTheyNeedAndForNothingElse) {
  using Change = std::function<void(Payment&, PaymentFile&)>;
  const Change no_bic = [](Payment& p, PaymentFile&) { p.creditor_bank.bic.clear(); };
  const Change no_member = [](Payment& p, PaymentFile&) { p.creditor_bank.member_id.clear(); };
  const Change no_bank = [](Payment& p, PaymentFile&) { p.creditor_bank = {}; };
  const Change no_address = [](Payment& p, PaymentFile&) { p.creditor_address = {}; };
  const Change no_town = [](Payment& p, PaymentFile&) { p.creditor_address.town.clear(); };
  const Change no_country = [](Payment& p, PaymentFile&) { p.creditor_address.country.clear(); };
  const Change dollars = [](Payment& p, PaymentFile&) { p.amount = amount_of("USD", "18000.00"); };
  const Change other_bank = [](Payment& p, PaymentFile&) { p.creditor_bank.bic = "OTHRPHM1"; };
  const Change no_own_bic = [](Payment&, PaymentFile& f) { f.debtor_bank = {"", "", "010080015"}; };
  const Change lei_off_by_one = [](Payment& p, PaymentFile&) { p.creditor_lei = "0000SANDBOXSCHOOL096"; };
  const struct {
    const char* what;
    Change change;
    const char* refused[5];  ///< the place on each rail; nullptr: it is taken
  } cases[] = {
      //                                book transfer            InstaPay                 PESONet                  PhilPaSSplus             SWIFT
      {"everything", [](Payment&, PaymentFile&) {}, {nullptr, nullptr, nullptr, nullptr, nullptr}},
      {"no BIC, but a member number", no_bic, {nullptr, nullptr, nullptr, "/creditor_bank/bic", "/creditor_bank/bic"}},
      {"no member number, but a BIC", no_member, {nullptr, nullptr, nullptr, nullptr, nullptr}},
      {"no bank", no_bank, {"/creditor_bank", "/creditor_bank", "/creditor_bank", "/creditor_bank", "/creditor_bank"}},
      {"no address", no_address, {nullptr, nullptr, nullptr, nullptr, "/creditor_address/town"}},
      {"an address without town", no_town,
       {"/creditor_address/town", "/creditor_address/town", "/creditor_address/town", "/creditor_address/town", "/creditor_address/town"}},
      {"an address without country", no_country,
       {"/creditor_address/country", "/creditor_address/country", "/creditor_address/country", "/creditor_address/country", "/creditor_address/country"}},
      {"dollars", dollars, {nullptr, "/amount", "/amount", "/amount", nullptr}},
      {"another bank", other_bank, {"/creditor_bank/bic", nullptr, nullptr, nullptr, nullptr}},
      {"the pool's bank without BIC", no_own_bic, {nullptr, nullptr, nullptr, "*/debtor_bank/bic", "*/debtor_bank/bic"}},
      {"an LEI off by one", lei_off_by_one, {"/creditor_lei", "/creditor_lei", "/creditor_lei", "/creditor_lei", "/creditor_lei"}},
  };
  for (const auto& row : cases) {
    for (std::size_t rail = 0; rail < std::size(kEveryRail); ++rail) {
      PaymentFile file = whole_file(kEveryRail[rail]);
      row.change(file.payments[0], file);
      const auto written = write_payment_file(file);
      const char* const refused = row.refused[rail];
      ASSERT_EQ(written.ok(), refused == nullptr) << row.what << " on rail " << rail << ": " << (written.ok() ? "" : written.refusal().place);
      if (refused == nullptr) continue;
      EXPECT_EQ(written.refusal().place, *refused == '*' ? std::string(refused + 1) : "/payments/0" + std::string(refused)) << row.what << " on rail " << rail;
    }
  }
}

TEST(Rails, NoTextOfOursSaysWhatTheMoneyIsAbout) {
  for (const char* text : {"victim", "Restitution 2026", "for the Ward", "OSAEC fund", "Family Court, Branch 9", "para sa biktima", "VICTIM'S fees", "case 12"})
    EXPECT_TRUE(has_case_word(text)) << text;
  for (const char* text : {"", "Invoice 2026-117 (first quarter)", "Childress Books", "Warden Supply", "Courtyard Hotel", "Casey", "Minorca", "tuition"})
    EXPECT_FALSE(has_case_word(text)) << text;
  const std::pair<const char*, std::function<void(PaymentFile&, const char*)>> places[] = {
      {"/payments/0/remittance/0", [](PaymentFile& f, const char* text) { f.payments[0].remittance = {text}; }},
      {"/debtor_name", [](PaymentFile& f, const char* text) { f.debtor_name = text; }},
      {"/initiating_party", [](PaymentFile& f, const char* text) { f.initiating_party = text; }},
  };
  for (const auto& [place, set] : places) {
    PaymentFile file = whole_file(PaymentRail::pesonet);
    set(file, "Casey and Warden");
    EXPECT_TRUE(write_payment_file(file).ok()) << place;
    set(file, "Victim fund");
    ASSERT_FALSE(write_payment_file(file).ok()) << place;
    EXPECT_EQ(write_payment_file(file).refusal().place, place);
  }
  PaymentFile payee = whole_file(PaymentRail::pesonet);
  payee.payments[0].creditor_name = "Invented Child Clinic";
  EXPECT_TRUE(write_payment_file(payee).ok()) << "a payee's name is the payee's";
}

TEST(Rails, LegalEntityIdentifiers) {
  for (const char* text : {"0000SANDBOXSCHOOL095"}) EXPECT_TRUE(is_lei(text)) << text;
  for (const char* text : {"", "0000SANDBOXSCHOOL096", "0000SANDBOXSCHOOL09", "0000SANDBOXSCHOOL0955", "0000sandboxschool095", "0000SANDBOXSCHOOL0AA"})
    EXPECT_FALSE(is_lei(text)) << text;
}

constexpr std::int32_t kThree[] = {540, 720, 900}, kOne[] = {901}, kFirstAndLastMinute[] = {1, 1439};

/// The cut-off itself is of the next window; the last microsecond before it is not.
TEST(Rails, WindowsEndAtTheirCutOffs) {
  const struct {
    CutOffs cut_offs;
    const char* released;
    std::uint32_t window;
    const char* closes;
  } cases[] = {
      {kThree, "2026-07-06T00:00:00", 1, "2026-07-06T09:00:00"},
      {kThree, "2026-07-06T08:59:59.999999", 1, "2026-07-06T09:00:00"},
      {kThree, "2026-07-06T09:00:00", 2, "2026-07-06T12:00:00"},
      {kThree, "2026-07-06T11:59:59.999999", 2, "2026-07-06T12:00:00"},
      {kThree, "2026-07-06T12:00:00", 3, "2026-07-06T15:00:00"},
      {kThree, "2026-07-06T14:59:59.999999", 3, "2026-07-06T15:00:00"},
      {kThree, "2026-07-06T15:00:00", 4, "2026-07-07T00:00:00"},
      {kThree, "2026-07-06T23:59:59.999999", 4, "2026-07-07T00:00:00"},
      {kOne, "2026-07-06T15:00:59.999999", 1, "2026-07-06T15:01:00"},
      {kOne, "2026-07-06T15:01:00", 2, "2026-07-07T00:00:00"},
      {kFirstAndLastMinute, "2026-07-06T00:00:59.999999", 1, "2026-07-06T00:01:00"},
      {kFirstAndLastMinute, "2026-07-06T00:01:00", 2, "2026-07-06T23:59:00"},
      {kFirstAndLastMinute, "2026-07-06T23:59:00", 3, "2026-07-07T00:00:00"},
  };
  for (const auto& row : cases) {
    const Window window = window_of(row.cut_offs, at(row.released));
    EXPECT_EQ(window.number, row.window) << row.released;
    EXPECT_EQ(window.closes, at(row.closes)) << row.released;
    EXPECT_EQ(window.after_last, row.window == windows_a_day(row.cut_offs)) << row.released;
    EXPECT_EQ(window, window_at(row.cut_offs, day("2026-07-06"), row.window));
  }
}

TEST(Rails, AreExecutedOnBankingDaysWhereTheyNeedOne) {
  constexpr std::int32_t kTwoOClock[] = {840}, kFourOClock[] = {960}, kHalfPastEleven[] = {1410};
  const struct {
    PaymentRail rail;
    CutOffs cut_offs;
    const char *released, *handed_over, *executed;
  } cases[] = {
      {PaymentRail::pesonet, kThree, "2026-07-06T14:59:59", "2026-07-06", "2026-07-06"},
      {PaymentRail::pesonet, kThree, "2026-07-06T15:00:00", "2026-07-07", "2026-07-07"},
      {PaymentRail::pesonet, kThree, "2026-07-07T15:00:00", "2026-07-08", "2026-07-09"},  // the 8th is none
      {PaymentRail::pesonet, kThree, "2026-07-10T14:59:59", "2026-07-10", "2026-07-10"},
      {PaymentRail::pesonet, kThree, "2026-07-10T15:00:00", "2026-07-11", "2026-07-13"},  // Friday evening: Monday
      {PaymentRail::pesonet, kThree, "2026-07-11T08:00:00", "2026-07-11", "2026-07-13"},
      {PaymentRail::pesonet, kThree, "2026-07-06T14:59:59", "2026-07-08", "2026-07-09"},  // handed over late
      {PaymentRail::philpass, kOne, "2026-07-10T15:01:00", "2026-07-11", "2026-07-13"},
      {PaymentRail::swift, kTwoOClock, "2026-07-10T13:59:59", "2026-07-10", "2026-07-10"},
      {PaymentRail::swift, kTwoOClock, "2026-07-10T14:00:00", "2026-07-11", "2026-07-13"},
      {PaymentRail::instapay, kHalfPastEleven, "2026-07-11T23:30:00", "2026-07-12", "2026-07-12"},  // a Sunday
      {PaymentRail::book_transfer, kFourOClock, "2026-07-08T10:00:00", "2026-07-08", "2026-07-08"},
  };
  const Calendar known = calendar();
  for (const auto& row : cases) {
    const auto executed = execution_day(row.rail, window_of(row.cut_offs, at(row.released)), day(row.handed_over), known);
    ASSERT_TRUE(executed.ok()) << row.released;
    EXPECT_EQ(executed->text(), row.executed) << row.released;
  }
}

TEST(Rails, GuessNoBankingDayOfAYearThatIsNotLoaded) {
  const Window last = window_of(kThree, at("2026-12-31T15:00:00"));
  const auto executed = execution_day(PaymentRail::pesonet, last, day("2026-12-31"), calendar());
  ASSERT_FALSE(executed.ok());
  EXPECT_EQ(executed.refusal().code, Code::CALENDAR_YEAR_MISSING);
  EXPECT_TRUE(execution_day(PaymentRail::instapay, window_of(kThree, at("2027-01-02T10:00:00")), day("2027-01-02"), calendar()).ok());
}

}  // namespace
}  // namespace katiwala::api::messages::rails_test

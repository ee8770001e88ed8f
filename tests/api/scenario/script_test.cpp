// The reader is strict: what is wrong is refused with its line before anything is played.
#include <gtest/gtest.h>

#include "api/scenario/script.h"

namespace katiwala::api::scenario::script_test {
namespace {

std::optional<std::string> no_file(const std::string&) { return std::nullopt; }

Result<Script> read(const std::string& text) { return parse_script("x.toml", text, no_file); }

/// Eight lines that are good; what follows begins on line 9.
const std::string kHead =
    "title = 't'\n"
    "start = 2026-03-02\n"
    "[[party]]\n"
    "name = 'aunt'\n"
    "role = 'guardian'\n"
    "[[step]]\n"
    "do = 'open_ward'\n"
    "name = 'A'\nborn = '2012-05-20'\n";

struct Refused {
  const char* what;
  std::string text;
  Code code;
  const char* place;
};

void PrintTo(const Refused& refused, std::ostream* out) { *out << refused.what; }

class Strictness : public testing::TestWithParam<Refused> {};

TEST_P(Strictness, NamesTheLine) {
  const auto script = read(GetParam().text);
  ASSERT_FALSE(script.ok()) << "was read";
  EXPECT_EQ(name_of(script.refusal().code), name_of(GetParam().code)) << script.refusal().message;
  EXPECT_EQ(script.refusal().place, GetParam().place) << script.refusal().message;
}

std::string step(const std::string& lines) { return kHead + "[[step]]\n" + lines; }  // its first line is line 11

const Refused kRefused[] = {
    {"no toml", "title = ", Code::SCRIPT_SYNTAX, "x.toml:1"},
    {"key twice", "title = 'a'\ntitle = 'b'\n", Code::SCRIPT_SYNTAX, "x.toml:2"},
    {"no title", "start = '2026-03-02'\n", Code::SCRIPT_MISSING, "x.toml:1"},
    {"no start", "title = 't'\n", Code::SCRIPT_MISSING, "x.toml:1"},
    {"no steps", "title = 't'\nstart = '2026-03-02'\n", Code::SCRIPT_MISSING, "x.toml:1"},
    {"unknown key at the top", "title = 't'\nstart = '2026-03-02'\ncolour = 'red'\n", Code::SCRIPT_UNKNOWN_KEY, "x.toml:3"},
    {"start that does not exist", "title = 't'\nstart = '2026-02-30'\n", Code::SCRIPT_TYPE, "x.toml:2"},
    {"start with an offset", "title = 't'\nstart = 2026-03-02T09:00:00Z\n", Code::SCRIPT_TYPE, "x.toml:2"},
    {"calendar that is not there", "title = 't'\nstart = '2026-03-02'\n[calendars]\nfiles = ['none.toml']\n", Code::SCRIPT_MISSING, "x.toml:4"},
    {"holiday of no kind", "title = 't'\nstart = '2026-03-02'\n[[holiday]]\ndate='2027-01-01'\nname='n'\nkind='feast'\n", Code::SCRIPT_TYPE, "x.toml:6"},
    {"role that is none", "title = 't'\nstart = '2026-03-02'\n[[party]]\nname='x'\nrole='king'\n", Code::SCRIPT_TYPE, "x.toml:5"},
    {"party without role", "title = 't'\nstart = '2026-03-02'\n[[party]]\nname='x'\n", Code::SCRIPT_MISSING, "x.toml:3"},
    {"party that exists in every script", "title = 't'\nstart = '2026-03-02'\n[[party]]\nname='officer'\nrole='guardian'\n", Code::SCRIPT_NAME, "x.toml:4"},
    {"party as one table", "title = 't'\nstart = '2026-03-02'\n[party]\nname='x'\nrole='guardian'\n", Code::SCRIPT_TYPE, "x.toml:3"},
    {"parameter without its rule", "title = 't'\nstart = '2026-03-02'\n[parameters]\nleap_rule = 'FEB_28'\n", Code::SCRIPT_TYPE, "x.toml:3"},
    {"unknown verb", step("do = 'bless'\n"), Code::SCRIPT_UNKNOWN_VERB, "x.toml:11"},
    {"unknown key of a verb", step("do = 'open_ward'\nname = 'B'\nborn = '2012-05-20'\nsex = 'f'\n"), Code::SCRIPT_UNKNOWN_KEY, "x.toml:14"},
    {"key of another verb", step("do = 'release'\nname = 'B'\n"), Code::SCRIPT_UNKNOWN_KEY, "x.toml:12"},
    {"missing field", step("do = 'open_ward'\nborn = '2012-05-20'\n"), Code::SCRIPT_MISSING, "x.toml:10"},
    {"amount as number", step("do = 'credit'\nname = 'c'\namount = 5\n"), Code::SCRIPT_TYPE, "x.toml:13"},
    {"amount with a point as number", step("do = 'credit'\nname = 'c'\namount = 5.0\n"), Code::SCRIPT_TYPE, "x.toml:13"},
    {"amount without currency", step("do = 'credit'\nname = 'c'\namount = '5.00'\n"), Code::SCRIPT_TYPE, "x.toml:13"},
    {"date that does not exist", step("do = 'open_ward'\nname = 'B'\nborn = '2013-02-29'\n"), Code::SCRIPT_TYPE, "x.toml:13"},
    {"word that is not listed", step("do = 'open_ward'\nname = 'B'\nborn = '2013-02-28'\nevidence = 'hearsay'\n"), Code::SCRIPT_TYPE, "x.toml:14"},
    {"flag as text", step("do = 'repeat_message'\nmessage = 'A'\nsame_key = 'true'\n"), Code::SCRIPT_NAME, "x.toml:12"},
    {"both kinds of birth date", step("do = 'open_ward'\nname = 'B'\nborn = '2012-05-20'\nborn_latest = '2012-05-21'\n"), Code::SCRIPT_MISSING, "x.toml:10"},
    {"half a range of birth dates", step("do = 'open_ward'\nname = 'B'\nborn_latest = '2012-05-21'\n"), Code::SCRIPT_MISSING, "x.toml:10"},
    {"no birth date", step("do = 'open_ward'\nname = 'B'\n"), Code::SCRIPT_MISSING, "x.toml:10"},
    {"name given twice", step("do = 'open_ward'\nname = 'A'\nborn = '2012-05-20'\n"), Code::SCRIPT_NAME, "x.toml:12"},
    {"name of another kind", step("do = 'match_credit'\ncredit = 'A'\norder = 'A'\n"), Code::SCRIPT_NAME, "x.toml:12"},
    {"name that stands for nothing", step("do = 'erase_ward'\nward = 'B'\nreason = 'r'\n"), Code::SCRIPT_NAME, "x.toml:12"},
    {"name that comes later", step("do = 'erase_ward'\nward = 'B'\nreason = 'r'\n[[step]]\ndo='open_ward'\nname='B'\nborn='2012-05-20'\n"), Code::SCRIPT_NAME, "x.toml:12"},
    {"name with a space", step("do = 'open_ward'\nname = 'B B'\nborn = '2012-05-20'\n"), Code::SCRIPT_TYPE, "x.toml:12"},
    {"share of nobody", step("do = 'record_order'\nname = 'o'\ncountry = 'US'\ndated = '2026-01-01'\nshares = { B = '1.00 USD' }\n"), Code::SCRIPT_NAME, "x.toml:15"},
    {"done by nobody known", step("by = 'bishop'\ndo = 'erase_ward'\nward = 'A'\nreason = 'r'\n"), Code::SCRIPT_NAME, "x.toml:11"},
    {"done by a ward", step("by = 'A'\ndo = 'erase_ward'\nward = 'A'\nreason = 'r'\n"), Code::SCRIPT_NAME, "x.toml:11"},
    {"approval where none is needed", step("do = 'credit'\nname = 'c'\namount = '1.00 USD'\napprove = true\n"), Code::SCRIPT_TYPE, "x.toml:14"},
    {"approval by nobody known", step("do = 'erase_ward'\nward = 'A'\nreason = 'r'\napprove = ['x']\n"), Code::SCRIPT_NAME, "x.toml:14"},
    {"time that goes back", step("at = '2026-03-02T08:59'\n"), Code::SCRIPT_TIME, "x.toml:11"},
    {"time that goes back a day", step("at = '2026-03-01'\n"), Code::SCRIPT_TIME, "x.toml:11"},
    {"clock that is moved back", step("do = 'move_clock'\nto = '2026-03-02T09:00'\n"), Code::SCRIPT_TIME, "x.toml:10"},
    {"time before where the clock was moved", step("do = 'move_clock'\nto = '2026-03-05'\n[[step]]\nat = '2026-03-04'\n"), Code::SCRIPT_TIME, "x.toml:14"},
    {"unknown expectation", step("expect = { weather = 'fine' }\n"), Code::SCRIPT_UNKNOWN_KEY, "x.toml:11"},
    {"expectation of an answer where nothing is done", step("expect = { outcome = 'allow' }\n"), Code::SCRIPT_UNKNOWN_KEY, "x.toml:11"},
    {"expectation of an answer at the end", kHead + "[expect]\noutcome = 'allow'\n", Code::SCRIPT_UNKNOWN_KEY, "x.toml:11"},
    {"outcome that is none", step("do = 'erase_ward'\nward = 'A'\nreason = 'r'\nexpect = { outcome = 'yes' }\n"), Code::SCRIPT_TYPE, "x.toml:14"},
    {"unknown key of a ward", step("expect.ward.A.wealth = '1.00 USD'\n"), Code::SCRIPT_UNKNOWN_KEY, "x.toml:11"},
    {"expected amount with wrong decimals", step("expect.ward.A.total = '1.0 USD'\n"), Code::SCRIPT_TYPE, "x.toml:11"},
    {"expected amount of an unknown currency", step("expect.ward.A.total = '1.00 XXX'\n"), Code::SCRIPT_TYPE, "x.toml:11"},
    {"expected of a ward that is none", step("expect.ward.B.total = '1.00 USD'\n"), Code::SCRIPT_NAME, "x.toml:11"},
    {"duty that is none", step("expect.obligations = [{ duty = 'prayer' }]\n"), Code::SCRIPT_TYPE, "x.toml:11"},
    {"duty about nothing", step("expect.obligations = [{}]\n"), Code::SCRIPT_TYPE, "x.toml:11"},
    {"unknown key of a duty", step("expect.none_of = [{ when = 'now' }]\n"), Code::SCRIPT_UNKNOWN_KEY, "x.toml:11"},
    {"due on no day", step("expect.none_of = [{ due = '2026-06-31' }]\n"), Code::SCRIPT_TYPE, "x.toml:11"},
    {"flag of a step at the end", kHead + "[expect]\nflags = 'RF01'\n", Code::SCRIPT_UNKNOWN_KEY, "x.toml:11"},
    {"unknown key of a case", step("expect.cases = [{ ward = 'A', duty = 'bond' }]\n"), Code::SCRIPT_UNKNOWN_KEY, "x.toml:11"},
    {"alert of a pool", step("expect.alerts = [{ pool = 'main' }]\n"), Code::SCRIPT_UNKNOWN_KEY, "x.toml:11"},
    {"case in no state", step("expect.cases = [{ state = 'asleep' }]\n"), Code::SCRIPT_TYPE, "x.toml:11"},
    {"duty in no file", step("expect.none_of = [{ file = 'drawer' }]\n"), Code::SCRIPT_TYPE, "x.toml:11"},
    {"duty at no hour", step("expect.none_of = [{ due_at = '2026-03-02T25:00' }]\n"), Code::SCRIPT_TYPE, "x.toml:11"},
    {"guardian of nobody at the end", kHead + "[expect]\nseen_by_guardian = { no_words = 'x' }\n", Code::SCRIPT_MISSING, "x.toml:11"},
    {"code seen of no step", kHead + "[expect]\nseen_by_guardian = { ward = 'A', code = 'x' }\n", Code::SCRIPT_MISSING, "x.toml:11"},
    {"standing that is none", step("expect.ward.A.guardian = 'asleep'\n"), Code::SCRIPT_TYPE, "x.toml:11"},
    {"number as text", step("do = 'record_relation'\nperson = 'x'\nrelation = 'sibling'\ndegree = '2'\n"), Code::SCRIPT_TYPE, "x.toml:14"},
    {"number below zero", step("do = 'record_relation'\nperson = 'x'\nrelation = 'sibling'\ndegree = -1\n"), Code::SCRIPT_TYPE, "x.toml:14"},
    {"per cent past four decimals", step("do = 'interest'\nward = 'A'\ngross = '1.00 PHP'\ntax = '0.20 PHP'\non = '1.00 PHP'\nrate = '1.25001'\n"), Code::SCRIPT_TYPE, "x.toml:16"},
    {"fact of no kind", step("do = 'record_fact'\nward = 'A'\nfact = 'wedding'\n"), Code::SCRIPT_TYPE, "x.toml:13"},
    {"fact that ends what is none", step("do = 'record_fact'\nward = 'A'\nfact = 'incapacity'\nends = 'A'\n"), Code::SCRIPT_NAME, "x.toml:14"},
    {"fact born twice", step("do = 'record_fact'\nward = 'A'\nfact = 'birth_evidence'\nborn = '2012-05-20'\nborn_latest = '2012-05-20'\n"), Code::SCRIPT_MISSING, "x.toml:10"},
    {"freeze without its kind", step("do = 'set_freeze'\nname = 'f'\nward = 'A'\n"), Code::SCRIPT_MISSING, "x.toml:10"},
    {"freeze of nothing", step("do = 'set_freeze'\nname = 'f'\nkind = 'court'\n"), Code::SCRIPT_MISSING, "x.toml:10"},
    {"freeze of two", step("do = 'set_freeze'\nname = 'f'\nkind = 'court'\nward = 'A'\npool = 'main'\n"), Code::SCRIPT_MISSING, "x.toml:10"},
    {"freeze extended elsewhere", step("do = 'set_freeze'\nname = 'f'\nkind = 'bank'\nward = 'A'\n[[step]]\ndo = 'set_freeze'\nextends = 'f'\nward = 'A'\n"), Code::SCRIPT_TYPE, "x.toml:15"},
    {"duty of two", step("do = 'open_duty'\nward = 'A'\nledger = true\nduty = 'bond'\nowner = 'court'\ndue = '2026-04-01'\n"), Code::SCRIPT_MISSING, "x.toml:10"},
    {"case of the ledger", step("do = 'open_case'\nflag = 'RF12'\nledger = true\n"), Code::SCRIPT_UNKNOWN_KEY, "x.toml:13"},
    {"purpose that is none among others", step("do = 'register_payee'\nname = 'p'\nward = 'A'\nkind = 'school'\ncovers = ['education', 'prayer']\n"), Code::SCRIPT_TYPE, "x.toml:15"},
    {"terms of no instrument", step("do = 'open_ward'\nname = 'B'\nborn = '2012-05-20'\nterms = { colour = 'red' }\n"), Code::SCRIPT_TYPE, "x.toml:14"},
    {"voucher of no kind", step("do = 'open_ward'\nname = 'B'\nborn = '2012-05-20'\nvouched = [{ kind = 'uncle', person = 'x' }]\n"), Code::SCRIPT_TYPE, "x.toml:14"},
    {"defendant without an amount", step("do = 'record_order'\nname = 'o'\ncountry = 'US'\ndated = '2026-01-01'\nshares = { A = '1.00 USD' }\ndefendants = { x = 'much' }\n"), Code::SCRIPT_TYPE, "x.toml:16"},
    {"count of nothing", step("expect.obligations = [{ duty = 'bond', count = 0 }]\n"), Code::SCRIPT_TYPE, "x.toml:11"},
};

INSTANTIATE_TEST_SUITE_P(Scripts, Strictness, testing::ValuesIn(kRefused), [](const auto& one) {
  std::string name;
  for (const char c : std::string(one.param.what)) name += c == ' ' ? '_' : c;
  return name;
});

TEST(Script, TheHeadOfTheTableIsGoodByItself) {
  const auto script = read(kHead);
  ASSERT_TRUE(script.ok()) << script.refusal().message << " " << script.refusal().place;
  EXPECT_EQ(script->steps.size(), 1U);
  EXPECT_EQ(script->parties.size(), 1U);
  EXPECT_EQ(script->start.manila_text(), "2026-03-02T09:00:00+08:00");
}

TEST(Script, DatesNeedNoQuotesAndADayAloneIsNine) {
  const auto script = read(step("at = 2026-03-04\n[[step]]\nat = 2026-03-04\n[[step]]\nat = 2026-03-04T10:30:00\n"));
  ASSERT_TRUE(script.ok()) << script.refusal().message;
  ASSERT_EQ(script->steps.size(), 4U);
  EXPECT_EQ(script->steps[1].at->manila_text(), "2026-03-04T09:00:00+08:00");
  EXPECT_FALSE(script->steps[2].at.has_value()) << "the day has come already";
  EXPECT_EQ(script->steps[3].at->manila_text(), "2026-03-04T10:30:00+08:00");
}

TEST(Script, AmountsInStepsAreKeptAsWrittenEvenWhereTheyAreWrong) {
  const auto script = read(step("do = 'credit'\nname = 'c'\namount = '1234567.50 JPY'\n"));
  ASSERT_TRUE(script.ok()) << script.refusal().message;
  EXPECT_EQ(script->steps[1].fields.text("amount"), "1234567.50 JPY");
}

TEST(Script, ExpectationsKeepTheirLines) {
  const auto script = read(kHead + "[step.expect]\nward.A.total = ['1.00 USD',\n  '2.00 PHP']\nward.A.adult = false\n");
  ASSERT_TRUE(script.ok()) << script.refusal().message;
  const auto& expect = script->steps[0].expect;
  ASSERT_EQ(expect.size(), 2U);
  EXPECT_EQ(expect[0].line, 11);
  EXPECT_EQ(expect[0].wanted, (std::vector<std::string>{"1.00 USD", "2.00 PHP"}));
  EXPECT_EQ(expect[1].line, 13);
}

TEST(Script, ParametersAreKeptByRule) {
  const auto script = read("title='t'\nstart='2026-03-02'\n[parameters]\nR02.leap_rule = 'FEB_28'\nR20 = {order_months = 6}\n"
                           "[[step]]\ndo='open_ward'\nname='A'\nborn='2012-05-20'\n");
  ASSERT_TRUE(script.ok()) << script.refusal().message;
  using Pairs = std::vector<std::pair<std::string, std::string>>;
  EXPECT_EQ(script->rulebook.parameters, (Pairs{{"R02.leap_rule", "\"FEB_28\""}, {"R20.order_months", "6"}}));
}

TEST(Script, AFileThatIsNotThereIsRefused) {
  const auto script = load_script("no/such/file.toml");
  ASSERT_FALSE(script.ok());
  EXPECT_EQ(script.refusal().code, Code::SCRIPT_MISSING);
}

}  // namespace
}  // namespace katiwala::api::scenario::script_test

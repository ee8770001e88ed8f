// The page that people sign with: what it is sent with, and that its tables are the ledger's. That it works is shown in a browser (tests/callers/people.py).
#include <gtest/gtest.h>

#include "api/door/people_page/page.h"
#include "ledger/crypto/digest.h"
#include "ledger/custody/terms.h"
#include "ledger/money/amount.h"

namespace katiwala::api::door::people_page_test {
namespace {

constexpr std::size_t kMostPageBytes = 40 * 1024;

std::string_view between(std::string_view text, std::string_view opening, std::string_view closing) {
  const std::size_t from = text.find(opening);
  if (from == std::string_view::npos) return {};
  return text.substr(from + opening.size(), text.find(closing, from) - from - opening.size());
}

std::size_t times(std::string_view text, std::string_view word) {
  std::size_t out = 0;
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) ++out;
  return out;
}

bool is_asked_for(const std::string& method, const std::string& target) {
  transport::Request request;
  request.method = method;
  request.target = transport::parse_target(target).value();
  return asks_for_people_page(request);
}

TEST(PeoplePage, IsAskedForAtTheRootAlone) {
  EXPECT_TRUE(is_asked_for("GET", "/"));
  EXPECT_TRUE(is_asked_for("HEAD", "/"));
  EXPECT_FALSE(is_asked_for("POST", "/"));
  EXPECT_FALSE(is_asked_for("GET", "/?x=1"));
  EXPECT_FALSE(is_asked_for("GET", "/v1/me"));
}

TEST(PeoplePage, RunsItsOwnScriptAndNothingElse) {
  const transport::Response sent = people_page();
  EXPECT_EQ(sent.status, 200);
  EXPECT_EQ(sent.body, kPeoplePage);
  const std::string& policy = *sent.headers.find("content-security-policy");
  for (const std::string_view element : {"script", "style"}) {
    const std::string name(element);
    const std::string_view held = between(kPeoplePage, "<" + name + ">", "</" + name + ">");
    EXPECT_GT(held.size(), 500u) << name;
    EXPECT_EQ(times(kPeoplePage, "<" + name), 1u) << name;
    EXPECT_NE(policy.find(name + "-src 'sha256-" + to_base64(crypto::sha256(view(held))) + "';"), std::string::npos) << policy;
  }
  EXPECT_EQ(policy.find("default-src 'none';"), 0u) << policy;
  EXPECT_EQ(policy.find("unsafe"), std::string::npos) << policy;
  EXPECT_NE(policy.find("; report-uri /policy-report"), std::string::npos) << policy;
}

/// What a browser without scripts shows, or one that is too old for the script: it is there until the script has run.
TEST(PeoplePage, TellsABrowserThatCanNotDoIt) {
  EXPECT_NE(between(kPeoplePage, "<section id=\"view\">", "</section>").find("this browser can not do"), std::string_view::npos);
  EXPECT_EQ(times(kPeoplePage, "<noscript"), 0u) << "it would say so in one of the two cases alone";
}

TEST(PeoplePage, IsSmallAsksNobodyElseAndKeepsNothing) {
  EXPECT_LT(kPeoplePage.size(), kMostPageBytes);
  // A foreign host, markup out of text, what outlives the page, handlers within markup.
  for (const std::string_view word : {"http", "//www", "src=", "innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval(", "Storage", "cookie", "indexedDB", " style=\"", " onclick=\""})
    EXPECT_EQ(times(kPeoplePage, word), 0u) << word;
  EXPECT_EQ(times(kPeoplePage, "userVerification: 'required'"), 2u) << "where a passkey is made, and where it signs";
}

/// "["education", "medical", …]", as the page has it, without line ends.
template <class E>
std::string listed() {
  std::string out = "[";
  int number = 1;
  for (const auto& [value, name] : Names<E>::rows) {
    EXPECT_EQ(static_cast<int>(value), number++) << name << ": a place in a list is a number only where they are without a gap";
    out += (out.size() == 1 ? "\"" : ", \"") + std::string(name) + "\"";
  }
  return out + "];";
}

TEST(PeoplePage, KnowsTheLedgersNumbers) {
  std::string page;
  for (const char c : kPeoplePage) {
    if (c == '\n') continue;
    if (c == ' ' && page.ends_with(' ')) continue;
    page.push_back(c);
  }
  EXPECT_NE(page.find("const PURPOSES = " + listed<custody::Purpose>()), std::string::npos) << listed<custody::Purpose>();
  EXPECT_EQ(page.find("const PURPOSES = " + listed<custody::Rail>()), std::string::npos) << "a list is found where it is";
  for (const auto& [value, name] : Names<custody::RequestState>::rows) EXPECT_EQ(times(between(page, "const STATES = {", "}"), std::string(name) + ": '"), 1u) << name;
  std::string_view rows = between(page, "const CURRENCIES = {", "};");
  std::size_t known = 0;
  for (const Currency each : Currency::all()) {
    const std::string row = " " + std::to_string(each.numeric()) + ": [\"" + each.code() + "\", " + std::to_string(each.exponent()) + "]";
    known += times(rows, row);
  }
  EXPECT_EQ(known, times(rows, "[")) << "every row of it is one of the ledger's";
  EXPECT_GE(known, 5u);
}

}  // namespace
}  // namespace katiwala::api::door::people_page_test

// Older books that are brought in: a ledger that begins with one is good, and each thing that could be otherwise is refused.
#include <algorithm>

#include "tests/audit/verify/cases.h"

namespace forge {
namespace {

using namespace at;

namespace opening {

constexpr std::int64_t kMinute = 60'000'000;
constexpr int kEur = 978;
constexpr std::int64_t kHers = 30'000, kOthers = 2'000, kUnplaced = 700, kTax = 50, kFee = 25, kIncome = 500;
constexpr std::int64_t kBank = kHers + kOthers + kUnplaced + kTax + kFee;
const std::string kPool = id("pool"), kWard = id("ward a"), kOther = id("ward b"), kAward = id("award of the older book"), kOpening = id("older book"), kPaper = hash32("instrument"), kSource = hash32("older book");

// At the end of the world: an award of which an older book knows what was paid, the book as olga proposes it, and ana's and ben's agreement.
enum : std::size_t { awarded = count, proposed, first, agreed, all };
enum : std::size_t { reversal = all, reversal_first, reversed, undone };
// Part 1 is the pool's, 2 and 3 are the wards'.

V event(int number, V said) { return A({I(number), std::move(said)}); }
V about() { return M({{1, I(2)}, {2, B(kPool)}}); }
V euros(std::int64_t minor) { return amount(kEur, minor); }

Entry& add(World& w, const std::string& by, std::vector<Part> parts) {
  Entry entry;
  entry.time = w.entries.back().time + kMinute;
  entry.command = static_cast<int>(parts[0].asked->elements[0].number);
  entry.principal = by;
  entry.key = "key-" + std::to_string(w.entries.size());
  parts[0].signer = by;
  entry.parts = std::move(parts);
  return w.entries.emplace_back(std::move(entry));
}
Part part(int kind, const std::string& subject, std::optional<V> asked, int outcome, std::vector<V> events, std::vector<Posting> postings = {}) {
  return {kind, subject, std::move(asked), outcome, {}, std::move(events), std::move(postings), {}, false, {}, {}, {}, {}, {}, {}};
}

V given(const World& w, const std::string& by, std::size_t proposal) {
  const Who& who = w.who.at(by);
  return event(61, M({{1, U(proposal)}, {2, B(who.person)}, {3, I(who.role)}}));
}
void propose(World& w, V asked) {
  const V expires = I(w.entries.back().time + 24 * 60 * kMinute);
  add(w, "olga", {part(2, kPool, std::move(asked), 3, {event(60, M({{1, expires}, {2, A({I(2), I(5)})}}))})});
}
V approval(std::size_t proposal) { return A({I(34), M({{1, U(proposal)}, {2, about()}})}); }

std::string hex_of(const std::string& bytes) {
  std::string out;
  for (const char c : bytes) {
    out += "0123456789abcdef"[static_cast<unsigned char>(c) >> 4];
    out += "0123456789abcdef"[c & 15];
  }
  return out;
}
V her_line() { return M({{1, B(kAward)}, {3, euros(kHers)}, {4, euros(kIncome)}, {5, euros(40'000)}, {6, euros(100)}}); }
V other_line() { return M({{2, B(kPaper)}, {3, euros(kOthers)}, {4, euros(0)}}); }
std::string text_of(const std::string& ward) {
  const auto money = [](std::int64_t minor) { return " " + std::to_string(minor) + "/978"; };
  if (ward == kWard) return hex_of(kWard) + " award " + hex_of(kAward) + money(kHers) + money(kIncome) + money(40'000) + money(100) + "\n";
  return hex_of(kOther) + " paper " + hex_of(kPaper) + money(kOthers) + money(0) + " - -\n";
}
std::string noted() { return sha256(kWard < kOther ? text_of(kWard) + text_of(kOther) : text_of(kOther) + text_of(kWard)); }
V totals() {
  return A({M({{1, I(2)}, {2, euros(kHers + kOthers - kIncome)}, {3, euros(kIncome)}, {4, euros(kUnplaced)}, {5, euros(kTax)}, {6, euros(kFee)}, {7, euros(kBank)}})});
}
V brought(const V& line) { return event(88, M({{1, B(kOpening)}, {2, I(20'453)}, {3, B(kSource)}, {4, A({line})}})); }

void bring_in(World& w) {
  const V award = M({{1, B(kAward)}, {2, B(id("order"))}, {3, euros(50'000)}});
  add(w, "olga", {part(4, kWard, A({I(13), M({{1, B(kAward)}, {2, B(id("order"))}, {3, B(kWard)}, {4, euros(50'000)}})}), 1, {event(31, M({{1, award}}))},
                       {{16, kAward, kEur, -50'000, 10}, {17, kAward, kEur, 50'000, 10}})});
  const V credit = M({{1, B(id("older credit"))}, {2, euros(kUnplaced)}, {3, I(20'440)}});
  propose(w, A({I(64), M({{1, B(kOpening)}, {2, B(kPool)}, {3, I(20'453)}, {4, B(kSource)}, {5, B(noted())}, {6, totals()}, {7, A({credit})}})}));
  add(w, "ana", {part(2, kPool, approval(proposed), 1, {given(w, "ana", proposed)})});
  const V opened = event(90, M({{1, B(kOpening)}, {2, I(20'453)}, {3, B(kSource)}, {4, B(noted())}, {5, totals()}}));
  const V received = event(11, M({{1, B(id("older credit"))}, {2, euros(kUnplaced)}, {4, I(20'440)}, {5, I(20'440)}}));
  const V closed = event(62, M({{1, U(proposed)}, {2, I(2)}}));
  add(w, "ben", {part(2, kPool, approval(proposed), 1, {given(w, "ben", proposed), opened, received, closed},
                      {{1, kPool, kEur, kBank, 12}, {6, kPool, kEur, kUnplaced, 12}, {7, kPool, kEur, kTax, 12}, {8, kPool, kEur, kFee, 12}}),
                 part(4, kWard, std::nullopt, 0, {brought(her_line())},
                      {{2, kWard, kEur, kHers - kIncome, 12}, {3, kWard, kEur, kIncome, 12}, {17, kAward, kEur, -40'000, 10}, {18, kAward, kEur, 39'900, 10}, {19, kAward, kEur, 100, 10}}),
                 part(4, kOther, std::nullopt, 0, {brought(other_line())}, {{2, kOther, kEur, kOthers, 12}})});
}

/// The entry that brought it in is reversed, by the same three.
void take_back(World& w) {
  propose(w, A({I(40), M({{1, U(agreed)}, {2, about()}, {3, T("the wrong file")}})}));
  add(w, "ana", {part(2, kPool, approval(reversal), 1, {given(w, "ana", reversal)})});
  std::vector<Part> parts;
  for (std::size_t i = 1; i <= 3; ++i) {
    Part back = w.part(agreed, i);
    for (Posting& posting : back.postings) posting.change = -posting.change, posting.category = posting.category == 12 ? 9 : 10;
    back.events = {event(89, M({{1, U(agreed)}}))};
    parts.push_back(back);
  }
  parts[0].asked = approval(reversal);
  parts[0].events = {given(w, "ben", reversal), event(63, M({{1, U(agreed)}})), event(91, M({{1, U(agreed)}, {2, A({euros(kBank)})}})), event(16, M({{1, B(id("older credit"))}})),
                     event(62, M({{1, U(reversal)}, {2, I(2)}}))};
  add(w, "ben", std::move(parts));
}

Case spoilt(const char* check, std::size_t seq, std::size_t index, std::function<void(World&)> spoil) {
  return {check, "entry " + std::to_string(seq) + " part " + std::to_string(index), [spoil](World& w) {
            bring_in(w);
            spoil(w);
          }};
}
Case taken_back(const char* check, std::string place, std::function<void(World&)> spoil) {
  return {check, std::move(place), [spoil](World& w) {
            bring_in(w);
            take_back(w);
            spoil(w);
          }};
}
V& opened(World& w) { return said(w, agreed, 1, 1); }
V& line(World& w, std::size_t index) { return said(w, agreed, index, 0)[4].elements.at(0); }
Posting& posted(World& w, std::size_t index, std::size_t which) { return w.part(agreed, index).postings.at(which); }
/// In what was proposed and in what happened.
void of_both(World& w, const std::function<void(V&)>& edit) {
  edit(opened(w)[5].elements.at(0));
  edit(body(w, proposed)[6].elements.at(0));
}
const std::string kUndone = "entry " + std::to_string(static_cast<std::size_t>(reversed)) + " part 1";

const Case kCases[] = {
    // Not agreed to, or something else was.
    spoilt("opened-proposed", agreed, 1, [](World& w) { w.part(proposed, 1).asked = A({I(41), M({{1, B(kPool)}, {2, I(20'456)}, {3, euros(1)}})}), w.at(proposed).command = 41; }),
    spoilt("opened-pool", agreed, 1, [](World& w) { body(w, proposed)[2] = B(id("other pool")); }),
    spoilt("opened-as-proposed", agreed, 1, [](World& w) { opened(w)[2] = I(20'452); }),
    spoilt("opened-as-proposed", agreed, 1, [](World& w) { opened(w)[3] = B(hash32("another file")); }),
    spoilt("opened-as-proposed", agreed, 1, [](World& w) { body(w, proposed)[5] = B(hash32("other lines")); }),
    spoilt("opened-as-proposed", agreed, 1, [](World& w) { opened(w)[5].elements.at(0)[6] = euros(kFee + 1); }),
    // The totals and what was posted.
    spoilt("opened-sum", agreed, 1, [](World& w) { of_both(w, [](V& total) { total[2] = euros(kHers + kOthers - kIncome + 1); }); }),
    spoilt("opened-posted", agreed, 1, [](World& w) { of_both(w, [](V& total) { total[5] = euros(kTax - 1), total[6] = euros(kFee + 1); }); }),
    spoilt("opened-posted", agreed, 1, [](World& w) { posted(w, 1, 3).category = 4; }),
    spoilt("opened-principal", agreed, 1, [](World& w) { of_both(w, [](V& total) { total[2] = euros(kHers + kOthers), total[3] = euros(0); }); }),
    spoilt("opened-lines", agreed, 1, [](World& w) { of_both(w, [](V& total) { total[1] = I(3); }); }),
    spoilt("brought-paid", agreed, 2, [](World& w) { line(w, 2)[5] = euros(39'999); }),
    spoilt("brought-paid", agreed, 2, [](World& w) { posted(w, 2, 3).change = 39'901, posted(w, 2, 4).change = 99; }),
    // Marked beside what the lines say: in another currency than hers, without any line, and in a currency without a total.
    spoilt("brought-lines", agreed, 2, [](World& w) {
      w.part(agreed, 2).postings.push_back({2, kWard, kUsd, 100, 12});
      w.part(agreed, 2).postings.push_back({2, kWard, kUsd, -100, 9});
    }),
    spoilt("brought-said", agreed, 3, [](World& w) { w.part(agreed, 3).events.clear(); }),
    spoilt("opened-only", agreed, 1, [](World& w) {
      for (const int kind : {1, 6}) w.part(agreed, 1).postings.push_back({kind, kPool, kUsd, 100, 12});
    }),
    spoilt("opened-noted", agreed, 1, [](World& w) { line(w, 3)[2] = B(hash32("another paper")); }),
    // Something else had moved in that currency: a credit of one cent.
    spoilt("opened-first", agreed, 1, [](World& w) {
      Part& moved = w.part(first, 1);
      moved.postings = {{1, kPool, kEur, 1}, {6, kPool, kEur, 1}};
    }),
    // A ward's own part.
    spoilt("brought-same", agreed, 2, [](World& w) { said(w, agreed, 2, 0)[3] = B(hash32("another file")); }),
    spoilt("brought-income", agreed, 2, [](World& w) { line(w, 2)[4] = euros(kIncome + 1); }),
    spoilt("brought-principal", agreed, 3, [](World& w) { line(w, 3)[3] = euros(kOthers + 1); }),
    // The mark, and the event, where no book is opened.
    spoilt("brought-marked", settle, 2, [](World& w) { w.part(settle, 2).postings.at(0).category = 12; }),
    spoilt("brought-opened", first, 2, [](World& w) { w.at(first).parts.push_back(part(4, kWard, std::nullopt, 0, {brought(her_line())})); }),
    // Taken back.
    taken_back("undone-missing", "entry " + std::to_string(static_cast<std::size_t>(reversed)), [](World& w) {
      auto& events = w.part(reversed, 1).events;
      events.erase(events.begin() + 2);
    }),
    taken_back("undone-banks", kUndone, [](World& w) { said(w, reversed, 1, 2)[2] = A({euros(kBank - 1)}); }),
    taken_back("undone-reversed", kUndone, [](World& w) { said(w, reversed, 1, 2)[1] = U(first); }),
};

TEST(OpeningBalances, ALedgerThatBeginsWithAnOlderBookIsGood) {
  World world;
  bring_in(world);
  ASSERT_EQ(world.entries.size(), all);
  const Folder folder;
  const Verdict verdict = verify_export(world.build(), folder);
  EXPECT_EQ(verdict.line, "good") << verdict.output;
  EXPECT_NE(verdict.output.find("1  older books brought in"), std::string::npos) << verdict.output;
  EXPECT_NE(verdict.output.find("1  opening balances recomputed line by line"), std::string::npos) << verdict.output;
}

TEST(OpeningBalances, WithAWardsPartWithheldTheRestIsHeldAgainstTheTotals) {
  World world;
  bring_in(world);
  world.part(agreed, 3).withheld = true;
  const Folder folder;
  const Verdict verdict = verify_export(world.build(), folder);
  EXPECT_EQ(verdict.output.find("opening balances recomputed"), std::string::npos) << verdict.output;
  EXPECT_EQ(verdict.output.find("opened-"), std::string::npos) << verdict.output;
}

TEST(OpeningBalances, TakenBackTheyMayBeBroughtInAnew) {
  World world;
  bring_in(world);
  take_back(world);
  ASSERT_EQ(world.entries.size(), undone);
  const Folder folder;
  EXPECT_EQ(verify_export(world.build(), folder).line, "good");
}

}  // namespace opening
}  // namespace

INSTANTIATE_TEST_SUITE_P(Opening, Refused, testing::ValuesIn(opening::kCases), case_name);

}  // namespace forge

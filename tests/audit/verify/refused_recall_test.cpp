// Payments that banks ask back: filed once, answered once and as was agreed, and each thing that could be otherwise is refused.
#include "tests/audit/verify/cases.h"

namespace forge {
namespace {

using namespace at;

namespace recall {

constexpr std::int64_t kMinute = 60'000'000;
const std::string kPool = id("pool"), kRecall = id("recall");

// At the end of the world: what the bank's system files (she is enrolled anew, as the world's was revoked), what olga proposes, and ben's agreement.
enum : std::size_t { enrol_sia = count, filed, proposed, answered, all };

V event(int number, V said) { return A({I(number), std::move(said)}); }
V about() { return M({{1, I(2)}, {2, B(kPool)}}); }

Entry& add(World& w, const std::string& by, int kind, const std::string& subject, V asked, int outcome, std::vector<V> events) {
  Entry entry;
  entry.time = w.entries.back().time + kMinute;
  entry.command = static_cast<int>(asked.elements[0].number);
  entry.principal = by;
  entry.key = "key-" + std::to_string(w.entries.size());
  entry.parts = {{kind, subject, std::move(asked), outcome, by, std::move(events), {}, {}, false, {}, {}, {}, {}, {}, {}}};
  return w.entries.emplace_back(std::move(entry));
}

void ask_back(World& w) {
  const Who& olga = w.who.at("olga");
  w.who["sia"] = {id("sia"), id("person sia"), "sia", 1, olga.from, olga.to};
  const V spec = w.who.at("sia").spec();
  add(w, "olga", 1, std::string(16, '\0'), A({I(5), M({{1, spec}})}), 1, {event(3, M({{1, spec}}))});
  const V message = M({{1, B(id("camt.056"))}, {2, B(hash32("camt.056"))}});
  const V question = M({{1, B(kRecall)}, {2, B(id("credit"))}, {3, amount(kUsd, 500)}, {4, T("DUPL")}, {5, I(1)}, {7, message}});
  const V said = M({{1, B(kRecall)}, {2, B(id("credit"))}, {3, amount(kUsd, 500)}, {4, T("DUPL")}, {5, I(1)}, {6, message}});
  add(w, "sia", 2, kPool, A({I(65), question}), 1, {event(92, said)});
  const V answer = M({{1, B(kRecall)}, {2, I(3)}, {3, T("LEGL")}});
  const V expires = I(w.entries.back().time + 24 * 60 * kMinute);
  add(w, "olga", 2, kPool, A({I(66), answer}), 3, {event(60, M({{1, expires}, {2, A({I(5)})}}))});
  const Who& ben = w.who.at("ben");
  const V given = event(61, M({{1, U(proposed)}, {2, B(ben.person)}, {3, I(ben.role)}}));
  const V closed = event(62, M({{1, U(proposed)}, {2, I(2)}}));
  add(w, "ben", 2, kPool, A({I(34), M({{1, U(proposed)}, {2, about()}})}), 1, {given, event(93, answer), closed});
}

Case spoilt(const char* check, std::size_t seq, std::function<void(World&)> spoil) {
  return {check, "entry " + std::to_string(seq) + " part 1", [spoil](World& w) {
            ask_back(w);
            spoil(w);
          }};
}

const Case kCases[] = {
    spoilt("event-as-asked", filed, [](World& w) { said(w, filed, 1, 0)[3] = amount(kUsd, 501); }),
    spoilt("event-as-asked", filed, [](World& w) { said(w, filed, 1, 0)[2] = B(id("another credit")); }),
    spoilt("event-as-asked", filed, [](World& w) { said(w, filed, 1, 0)[4] = T("FRAD"); }),
    spoilt("event-as-asked", answered, [](World& w) { said(w, answered, 1, 1)[2] = I(2); }),
    spoilt("event-as-asked", answered, [](World& w) { said(w, answered, 1, 1)[3] = T("CUST"); }),
    spoilt("event-asked", answered, [](World& w) { w.part(proposed, 1).asked = A({I(41), M({{1, B(kPool)}, {2, I(20'456)}, {3, amount(kUsd, 1)}})}), w.at(proposed).command = 41; }),
    spoilt("recall-open", answered, [](World& w) {
      for (V* one : {&body(w, proposed), &said(w, answered, 1, 1)}) (*one)[1] = B(id("another recall"));
    }),
    spoilt("recall-once", all, [](World& w) { again(w, filed); }),
};

TEST(RecallsAnswered, AreGood) {
  World world;
  ask_back(world);
  ASSERT_EQ(world.entries.size(), all);
  const Folder folder;
  const Verdict verdict = verify_export(world.build(), folder);
  EXPECT_EQ(verdict.line, "good") << verdict.output;
  EXPECT_NE(verdict.output.find("1  recalls answered"), std::string::npos) << verdict.output;
}

}  // namespace recall
}  // namespace

INSTANTIATE_TEST_SUITE_P(Recall, Refused, testing::ValuesIn(recall::kCases), case_name);

}  // namespace forge

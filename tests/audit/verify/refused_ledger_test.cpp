// Chains, books, seals, erasures and reversals that must be refused.
#include "tests/audit/verify/cases.h"

namespace forge::refused_ledger_test {
namespace {

using namespace at;

const std::string kLast = "entry 36 part 1";
const std::string a = id("ward a"), b = id("ward b"), pool_id = id("pool");
constexpr std::int64_t kHuge = 1'000'000'000'000'000'000;

Case posted(const char* check, std::vector<Posting> first, std::vector<Posting> second = {}, const std::string& place = kLast) {
  return {check, place, [=](World& w) { w.part(charge, 1).postings = first, w.part(charge, 2).postings = second; }};
}
Case edited(const char* check, std::size_t seq, std::size_t part, std::function<void(V&)> edit) {
  return {check, "entry " + std::to_string(seq) + " part " + std::to_string(part), [=](World& w) { w.part(seq, part).edit = edit; }};
}
Case sealed(const char* check, std::size_t seq, std::function<void(V&)> edit) {
  return {check, "entry " + std::to_string(seq) + " part 1", [=](World& w) {
            const auto prepare = w.at(seq).prepare;
            w.at(seq).prepare = [=](Builder& builder, Entry& entry) {
              prepare(builder, entry);
              edit(entry.parts[0].events[0].elements[1]);
            };
          }};
}
V event(int number, V what) { return A({I(number), std::move(what)}); }
Part revoking(World& w, const std::string& name) {
  Part part = w.part(revoke, 1);
  part.asked.reset(), part.outcome = 0, part.signer = "";
  part.events = {event(4, M({{1, B(w.who[name].id)}}))};
  return part;
}
V& erased_file(World& w, std::size_t which) { return said(w, erase_approved, 1, 2)[4].elements.at(which); }

const Case kCases[] = {
    edited("chain-number", charge, 1, edit_at({3}, I(8))),
    edited("chain-number", charge, 1, edit_at({3}, I(6))),
    edited("chain-number", pool, 1, edit_at({3}, I(0))),
    edited("chain-before", charge, 2, edit_at({4}, B(hash32("other")))),
    edited("chain-before", pool, 1, edit_at({4}, B(hash32("other")))),
    edited("balance-after", charge, 1, edit_at({11, 0, 2}, I(798'499))),
    posted("balance-range", {{16, id("x"), kUsd, -kHuge}, {16, id("x"), kUsd, -1}, {18, id("x"), kUsd, kHuge}, {18, id("y"), kUsd, 1}}),
    posted("floor", {{2, b, kUsd, -799'001}}, {{1, pool_id, kUsd, -799'001}}),
    posted("floor", {{17, id("award b"), kUsd, -1'200'001}, {18, id("award b"), kUsd, 1'200'001}}),
    posted("zero-sum", {{2, b, kUsd, -500}}, {}, "entry 36"),
    posted("zero-sum", {{2, b, kUsd, -500}}, {{1, pool_id, kPhp, 500}}, "entry 36"),
    posted("zero-sum", {{2, b, kUsd, -500}, {18, id("award b"), kUsd, 500}}, {}, "entry 36"),
    posted("zero-sum", {{16, id("award b"), kUsd, -1}}, {}, "entry 36"),
    posted("posting-never", {{9, b, kUsd, 1}, {2, b, kUsd, -1}}),
    posted("posting-zero", {{2, b, kUsd, 0}}),
    posted("posting-range", {{2, b, kUsd, kHuge + 1}, {3, b, kUsd, -kHuge - 1}}),
    posted("posting-subject", {{1, b, kUsd, -500}, {2, b, kUsd, -500}}),
    posted("posting-subject", {{2, b, kUsd, -500}}, {{1, pool_id, kUsd, -400}, {2, pool_id, kUsd, -100}}, "entry 36 part 2"),
    posted("posting-owner", {{2, a, kUsd, -500}}, {{1, pool_id, kUsd, -500}}),
    posted("posting-owner", {{2, b, kUsd, -500}}, {{1, id("other pool"), kUsd, -500}}, "entry 36 part 2"),
    edited("balance-account", 9, 1, [](V& v) { std::swap(v[11].elements[0], v[11].elements[1]); }),
    edited("balance-account", 9, 1, [](V& v) { v[11].elements.pop_back(); }),
    edited("balance-extra", 9, 1, [](V& v) { v[11].elements.push_back(v[11].elements[0]); }),
    {"account-subject", "entry 10 part 1", [](World& w) { for (Posting& p : w.part(award_b, 1).postings) p.owner = id("award a"); }},

    {"asked-once", "entry 13 part 2", [](World& w) { w.part(match_approved, 2).asked = w.part(match_approved, 1).asked, w.part(match_approved, 2).outcome = 1; }},
    {"asked-missing", "entry 36", [](World& w) { w.part(charge, 1).asked.reset(), w.part(charge, 1).outcome = 0; }},
    {"act-asked", kLast, [](World& w) { w.at(charge).edit_act = edit_at({2}, I(41)); }},
    {"create-first", "entry 0", [](World& w) { w.entries.erase(w.entries.begin()); }},
    {"create-first", "entry 37", [](World& w) { again(w, create).key = ""; }},
    {"create-clear", "entry 0", [](World& w) { w.part(create, 1).withheld = true; }},
    {"create-clear", "entry 0", [](World& w) { w.part(create, 1).kind = 2, w.part(create, 1).subject = pool_id, w.part(create, 1).events.clear(); }},
    {"act-rulebook", "entry 36 part 0", [](World& w) { w.at(charge).edit_act = edit_at({7}, B(sha256("a rulebook of tests, version 1"))); }},
    {"act-rulebook", "entry 29 part 0", [](World& w) { w.at(rulebook_approved).edit_act = edit_at({7}, B(sha256("a rulebook of tests, version 2"))); }},
    {"act-rulebook", "entry 0 part 0", [](World& w) { w.at(create).edit_act = edit_at({7}, B(std::string(32, '\0'))); }},
    {"rulebook-hash", "entry 0 part 1", [](World& w) { said(w, create, 1, 1)[1] = B(hash32("other")); }},
    {"rulebook-hash", "entry 29 part 1", [](World& w) { said(w, rulebook_approved, 1, 2)[1] = B(hash32("other")); }},
    {"idempotency", "entry 36 part 0", [](World& w) { w.at(charge).key = "key-30"; }},
    {"denied-posts", "entry 31 part 1", [](World& w) { w.part(denied, 1).postings = {{2, a, kUsd, -1}, {3, a, kUsd, 1}}; }},
    {"denied-posts", "entry 36 part 1", [](World& w) { w.part(charge, 1).outcome = 4; }},
    {"denied-acts", "entry 31 part 1", [](World& w) { w.part(denied, 1).events = {event(60, M({{1, I(kStart * 2)}}))}; }},
    {"denied-acts", "entry 26 part 1", [](World& w) { w.part(log_key, 1).outcome = 2; }},
    {"denied-acts", "entry 31 part 1", [](World& w) { w.part(denied, 1).events.push_back(event(47, M({{1, T("RF13")}, {2, T("MANY_WARDS")}}))); }},
    {"denied-acts", "entry 31 part 1", [](World& w) { w.part(denied, 1).events.push_back(w.part(request_2, 1).events[0]); }},
    {"denied-acts", "entry 31 part 3", [](World& w) { w.part(denied, 3).events.push_back(event(60, M({{1, I(kStart * 2)}}))); }},
    {"denied-acts", "entry 31 part 3", [](World& w) { w.part(denied, 3).events.push_back(w.part(match_approved, 5).events[1]); }},
    {"denied-acts", "entry 31 part 2", [](World& w) { w.part(denied, 2).events.push_back(w.part(tick, 2).events[0]); }},
    {"denied-acts", "entry 31 part 2", [](World& w) { w.part(denied, 2).events.push_back(w.part(tick, 2).events[2]); }},  // an alert is of what happened
    {"denied-acts", "entry 31 part 2", [](World& w) { w.part(denied, 2).events.push_back(w.part(tick, 2).events[3]); }},
    {"denied-acts", "entry 33 part 1", [](World& w) { w.part(request_2, 1).outcome = 4; }},

    sealed("seal-root", seal, edit_at({3}, B(hash32("other")))),
    sealed("seal-root", seal_2, edit_at({3}, B(hash32("other")))),
    sealed("seal-subjects", seal, edit_at({2}, I(8))),
    sealed("seal-withheld", seal, edit_at({2}, I(10))),
    sealed("seal-withheld", seal_2, edit_at({2}, I(13))),
    {"erased-ends", kLast, [](World& w) { w.at(charge).parts = {w.part(ward_c, 1)}, w.part(charge, 1).withheld = false, w.at(charge).command = 11; }},
    {"erased-twice", "entry 23 part 1", [](World& w) { w.part(erase_approved, 1).events.push_back(w.part(erase_approved, 1).events.back()); }},
    {"erased-ends", "entry 36 part 3", [](World& w) { w.at(charge).parts.push_back(w.part(ward_c, 3)), w.part(charge, 3).withheld = false; }},
    {"erased-clear", "entry 23 part 1", [](World& w) { w.part(ward_c, 1).withheld = false; }},
    {"erased-clear", "entry 23 part 1", [](World& w) { w.part(ward_c, 2).withheld = false; }},
    {"erased-clear", "entry 23 part 1", [](World& w) { w.part(ward_c, 3).withheld = false; }},
    {"erased-file", "entry 23 part 1", [](World& w) { erased_file(w, 0)[1] = I(4); }},
    {"erased-file", "entry 23 part 1", [](World& w) { erased_file(w, 0)[1] = I(2); }},
    {"erased-file", "entry 23 part 1", [](World& w) { erased_file(w, 1)[1] = I(5); }},
    {"erased-file-key", "entry 23 part 1", [](World& w) { erased_file(w, 1)[2] = erased_file(w, 0)[2]; }},
    {"erased-file-key", "entry 23 part 1", [](World& w) { erased_file(w, 0)[2] = B(id("data key of c")); }},
    {"erased-file-kept", "entry 23 part 1", [](World& w) { said(w, erase_approved, 1, 2)[4].elements.pop_back(), w.part(ward_c, 3).withheld = false; }},
    {"reversal-before", "entry 25 part 1", [](World& w) { said(w, reverse, 1, 0)[1] = I(25); }},
    {"reversal-once", "entry 25 part 1", [](World& w) { w.part(reverse, 1).events.push_back(w.part(reverse, 1).events[0]); }},
    {"reversal-once", "entry 37 part 1", [](World& w) {
       Entry& second = again(w, reverse);
       std::swap(second.parts[0].postings[0].change, second.parts[0].postings[1].change);
     }},

    {"event-place", "entry 31 part 1", [](World& w) { w.part(denied, 1).events.push_back(w.part(denied, 3).events[1]); }},
    {"event-place", "entry 31 part 2", [](World& w) { w.part(denied, 2).events.push_back(w.part(denied, 3).events[0]); }},
    {"event-place", "entry 31 part 1", [](World& w) { w.part(denied, 1).events.push_back(w.part(denied, 2).events[0]); }},
    {"event-place", "entry 33 part 2", [](World& w) { w.part(request_2, 2).events.push_back(w.part(request_2, 1).events[0]); }},
    {"posting-subject", "entry 18 part 3", [](World& w) { w.part(release, 3).postings = {{2, a, kUsd, 1}, {3, a, kUsd, -1}}; }},
    {"event-place", kLast, [](World& w) { w.part(charge, 1).events = {event(4, M({{1, B(w.who["ana"].id)}}))}; }},
    {"event-asked", "entry 26 part 1", [](World& w) { w.part(log_key, 1).events.push_back(event(4, M({{1, B(w.who["ana"].id)}}))); }},
    {"event-asked", "entry 29 part 1", [](World& w) { w.part(rulebook_approved, 1).events.push_back(event(4, M({{1, B(w.who["ana"].id)}}))); }},
    {"event-asked", "entry 37 part 2", [](World& w) { again(w, charge).parts = {w.part(charge, 1), revoking(w, "gina")}, w.part(count, 1).postings.clear(); }},
    {"revoked-guardian", "entry 37 part 3", [](World& w) { again(w, tick).parts.push_back(revoking(w, "ana")), w.at(count).key = ""; }},
    {"revoked-guardian", "entry 37 part 3", [](World& w) { again(w, tick).parts.push_back(revoking(w, "ana")), w.at(count).key = "", w.part(count, 1).withheld = true; }},
    {"event-officer", "entry 0 part 1", [](World& w) { w.part(create, 1).events.push_back(event(3, M({{1, w.who["ana"].spec()}}))); }},
    {"event-as-asked", "entry 0 part 1", [](World& w) { said(w, create, 1, 0)[4] = I(1); }},
    {"event-as-asked", "entry 1 part 1", [](World& w) { said(w, enrol_ana, 1, 0)[1][3] = I(8); }},
    {"event-as-asked", "entry 23 part 1", [](World& w) { said(w, erase_approved, 1, 2)[3] = B(id("another data key")); }},
    {"event-as-asked", "entry 26 part 1", [](World& w) { said(w, log_key, 1, 0)[2] = I(2); }},
    {"event-as-asked", "entry 27 part 1", [](World& w) { said(w, witnesses, 1, 0)[1] = I(1); }},
    {"event-as-asked", "entry 29 part 1", [](World& w) { said(w, rulebook_approved, 1, 2) = M({{1, B(sha256("x"))}, {2, T("x")}}); }},
    {"event-as-asked", "entry 30 part 1", [](World& w) { said(w, revoke, 1, 0)[1] = B(w.who["ana"].id); }},
    sealed("event-as-asked", seal, edit_at({1}, I(1))),
    {"declared-key", "entry 26 part 1", [](World& w) { both(w, log_key, edit_at({1}, T(vkey("example.org/other", 1, "log 2")))); }},
    {"declared-key", "entry 26 part 1", [](World& w) { both(w, log_key, edit_at({1}, T(vkey(w.origin, 4, "log 2")))); }},
    {"declared-witness", "entry 27 part 1", [](World& w) { both(w, witnesses, [](V& v) { v[2].elements[0] = T(vkey("example.org/witness1", 1, "witness 1")); }); }},
    {"declared-witness-twice", "entry 27 part 1", [](World& w) { both(w, witnesses, [](V& v) { v[2].elements[1] = T(vkey("example.org/witness9", 4, "witness 1")); }); }},
};

}  // namespace

INSTANTIATE_TEST_SUITE_P(Ledger, Refused, testing::ValuesIn(kCases), case_name);

}  // namespace forge::refused_ledger_test

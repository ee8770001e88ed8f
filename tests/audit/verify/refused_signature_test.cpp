// Principals, signatures, approvals, requests and releases that must be refused.
#include "tests/audit/verify/cases.h"

namespace forge::refused_signature_test {
namespace {

using namespace at;

const std::string a = id("ward a"), b = id("ward b");
constexpr std::int64_t kMinute = 60'000'000;

std::string part(std::size_t seq, int number = 1) { return "entry " + std::to_string(seq) + " part " + std::to_string(number); }
Case people(const char* check, const std::string& place, std::function<void(World&)> change) { return {check, place, {}, {}, change}; }
Case spoilt(const char* check, std::size_t seq, std::function<void(World&)> spoil) { return {check, part(seq), spoil}; }
Case statement_of(std::size_t seq) {
  return {"signature", part(seq), [seq](World& w) { w.part(seq, 1).edit_statement = flip; }};
}
/// Another checkpoint in the release.
Case released(const char* check, const std::string& more, std::function<std::string(Builder&)> note) {
  return {check, part(release) + more, [note](World& w) { w.at(release).prepare = [note](Builder& builder, Entry& entry) { entry.parts[0].asked->elements[1][7] = T(note(builder)); }; }};
}
std::string noted(Builder& builder, const std::string& origin, std::size_t size, const std::string& root) {
  return builder.world.note(origin + "\n" + std::to_string(size) + "\n" + base64(root) + "\n", {"log 1"}, {"witness 1", "witness 2"}, 1);
}
/// In place of the enrolment of the bank's system: log key 1 is declared `standing` before the release.
std::function<void(World&)> log_key_1(int standing) {
  return [standing](World& w) {
    const V declared = M({{1, T(vkey(w.origin, 1, "log 1"))}, {2, I(standing)}});
    w.at(enrol_sys).command = 44;
    w.part(enrol_sys, 1).asked = A({I(44), declared});
    w.part(enrol_sys, 1).events = {A({I(9), declared})};
    for (const std::size_t seq : {credit, settle}) w.at(seq).principal = "olga";
  };
}
void credential(World& w, std::uint64_t member, V value) {
  both(w, enrol_ana, [&](V& v) { v[1][4][member] = value; });
}

const Case kCases[] = {
    statement_of(request), statement_of(approve_ana), statement_of(approve_ben), statement_of(release), statement_of(erase), statement_of(match),
    spoilt("signature", approve_ana, [](World& w) { w.part(approve_ana, 1).sign_key = "olga"; }),
    spoilt("signature", request, [](World& w) { w.part(request, 1).sign_key = "p256 ben"; }),
    spoilt("signature", approve_ana, [](World& w) { w.part(approve_ana, 1).edit = [](V& v) { v[6].erase(2); }; }),
    spoilt("signature", charge, [](World& w) { w.part(charge, 1).signer = "olga", w.part(charge, 1).sign_key = "ana"; }),
    spoilt("signed", request, [](World& w) { w.part(request, 1).signer = ""; }),
    spoilt("signed", approve_ana, [](World& w) { w.part(approve_ana, 1).signer = ""; }),
    {"signed", part(count), [](World& w) { w.entries.push_back(World::restored()), w.part(count, 1).signer = ""; }},
    {"event-as-asked", part(count), [](World& w) { w.entries.push_back(World::restored()), said(w, count, 1, 0)[2] = U(count - 1); }},
    spoilt("signed", release, [](World& w) { w.part(release, 1).signer = ""; }),
    spoilt("founding-signature", create, [](World& w) { w.part(create, 1).edit = [](V& v) { flip(v[5].elements[1][7].elements[0][2].string); }; }),
    spoilt("founding-persons", create, [](World& w) { w.founders = {"olga"}; }),
    spoilt("founding-persons", create, [](World& w) { w.founders = {"olga", "olga"}; }),
    spoilt("founding-persons", create, [](World& w) { w.founders = {}; }),
    people("founding-persons", part(create), [](World& w) { w.who["ben"].person = w.who["olga"].person; }),
    {"principal-enrolled", part(charge, 0), [](World& w) { w.who["zoe"] = {id("zoe"), id("person zoe"), "zoe", 2}, w.at(charge).principal = "zoe"; }},
    {"principal-revoked", part(charge, 0), [](World& w) { w.at(charge).principal = "sys"; }},
    {"credential-known", part(charge, 0), [](World& w) { w.at(charge).edit_act = edit_at({4}, B(w.who["ana"].fingerprint())); }},
    spoilt("credential-known", approve_ana, [](World& w) { w.part(approve_ana, 1).edit = edit_at({6, 1}, B(w.who["olga"].fingerprint())); }),
    people("credential-from", part(release, 0), [](World& w) { w.who["rosa"].from = kStart + release * kMinute + 1; }),
    people("credential-to", part(release, 0), [](World& w) { w.who["rosa"].to = kStart + release * kMinute - 1; }),
    spoilt("credential-fingerprint", enrol_ana, [](World& w) { credential(w, 1, B(hash32("other"))); }),
    spoilt("credential-key", enrol_ana, [](World& w) { credential(w, 2, B("x")), credential(w, 1, B(sha256("x"))); }),
    people("credential-key", part(enrol_ana), [](World& w) { w.who["ana"].key = "p384 ana"; }),
    people("credential-person", part(enrol_rosa), [](World& w) { w.who["rosa"].key = "ana"; }),
    people("principal-person", part(enrol_sys), [](World& w) { w.who["sys"].id = w.who["ana"].id; }),
    spoilt("revoke-known", revoke, [](World& w) { both(w, revoke, edit_at({1}, B(id("nobody")))); }),

    spoilt("approval-proposal", approve_ana, [](World& w) { body(w, approve_ana)[1] = I(14); }),
    spoilt("approval-about", approve_ana, [](World& w) { body(w, approve_ana)[2][2] = B(b); }),
    {"approval-closed", part(count), [](World& w) {
       again(w, approve_ana);
       body(w, count)[1] = said(w, count, 1, 0)[1] = U(request_2);
     }},
    spoilt("approval-expired", approve_ana, [](World& w) { said(w, request, 1, 1)[1] = I(w.at(approve_ana).time - 1); }),
    spoilt("approved-asked", settle, [](World& w) { w.part(settle, 1).events.push_back(w.part(approve_ana, 1).events[0]); }),
    spoilt("approved-person", approve_ana, [](World& w) { said(w, approve_ana, 1, 0)[2] = B(w.who["olga"].person); }),
    spoilt("approved-role", approve_ana, [](World& w) { said(w, approve_ana, 1, 0)[3] = I(5); }),
    people("approved-own", part(approve_ana), [](World& w) { w.who["ana"].person = w.who["gina"].person; }),
    spoilt("approved-twice", approve_ben, [](World& w) { w.at(approve_ben).principal = w.part(approve_ben, 1).signer = "ana", said(w, approve_ben, 1, 0)[2] = B(w.who["ana"].person), said(w, approve_ben, 1, 0)[3] = I(2); }),
    spoilt("proposal-known", cancel, [](World& w) { said(w, cancel, 1, 0)[1] = I(1); }),
    spoilt("proposal-known", cancel, [](World& w) { said(w, cancel, 1, 0)[1] = U(erase); }),
    spoilt("proposal-closed", cancel, [](World& w) { w.part(cancel, 1).events.push_back(w.part(cancel, 1).events[0]); }),
    spoilt("proposal-needs", approve_ana, [](World& w) { w.part(approve_ana, 1).events.push_back(A({I(62), M({{1, U(request)}, {2, I(2)}})})); }),
    spoilt("proposal-needs", approve_ben, [](World& w) { said(w, request, 1, 1)[2] = A({I(3), I(3)}); }),
    spoilt("proposal-needs", approve_ben, [](World& w) { said(w, request, 1, 1)[2] = A({I(2), I(3)}), body(w, request).erase(6), said(w, request, 1, 0)[1].erase(6); }),
    spoilt("proposal-needs", approve_ben, [](World& w) { said(w, request, 1, 1)[2] = A({I(5), I(3)}); }),
    spoilt("proposal-needs", match_approved, [](World& w) { said(w, match, 1, 0)[2] = A({I(2)}); }),
    {"proposal-place", part(match_approved, 2), [](World& w) { w.part(match_approved, 2).events.push_back(A({I(60), M({{1, I(kStart * 2)}})})); }},
    spoilt("proposal-once", request, [](World& w) { w.part(request, 1).events.push_back(w.part(request, 1).events[1]); }),

    spoilt("request-asked", cancel, [](World& w) { w.part(cancel, 1).events.push_back(w.part(request, 1).events[0]); }),
    {"request-ward", part(charge, 1), [](World& w) {
       w.at(charge) = w.at(request_2), w.at(charge).time = w.at(charge - 1).time + 1, w.at(charge).key = "key", w.part(charge, 1).subject = b;
       w.part(charge, 1).events = {w.part(charge, 1).events[0]};
       said(w, charge, 1, 0)[1][11] = U(charge), said(w, charge, 1, 0)[1][1] = B(id("request 3")), body(w, charge)[1] = B(id("request 3"));
     }},
    spoilt("request-as-asked", request, [](World& w) { said(w, request, 1, 0)[1][4] = amount(kUsd, 500'001); }),
    spoilt("request-as-asked", request, [](World& w) { said(w, request, 1, 0)[1][3] = B(id("another payee")); }),
    spoilt("request-as-asked", request, [](World& w) { said(w, request, 1, 0)[1].erase(6); }),
    spoilt("request-as-asked", request, [](World& w) { said(w, request, 1, 0)[1][8] = B(hash32("a voucher")); }),
    spoilt("request-as-asked", request_2, [](World& w) { said(w, request_2, 1, 0)[1][25] = B(id("budget")); }),
    spoilt("request-as-asked", request_2, [](World& w) { said(w, request_2, 1, 0)[1].erase(29); }),
    spoilt("request-as-asked", request_2, [](World& w) { said(w, request_2, 1, 0)[1][31] = I(20'441); }),
    spoilt("request-as-asked", request_2, [](World& w) { said(w, request_2, 1, 0)[1][32] = I(20'452); }),
    spoilt("request-rulebook", request_2, [](World& w) { said(w, request_2, 1, 0)[1][14] = B(hash32("other")); }),
    spoilt("request-proposal", request, [](World& w) { said(w, request, 1, 0)[1][11] = I(14); }),
    spoilt("request-once", request_2, [](World& w) { body(w, request_2)[1] = said(w, request_2, 1, 0)[1][1] = B(id("request")); }),
    spoilt("release-request", release, [](World& w) { body(w, release)[1] = B(id("request 9")); }),
    {"release-request", part(count), [](World& w) { again(w, release), w.at(count).parts.resize(1), w.part(count, 1).postings.clear(), w.part(count, 1).events.clear(); }},
    {"release-once", part(count), [](World& w) {
       w.part(settle, 1).events.clear();
       again(w, release), w.at(count).parts.resize(1), w.part(count, 1).postings.clear();
     }},
    spoilt("release-ward", release, [](World& w) { body(w, release)[2] = B(b); }),
    spoilt("released-asked", settle, [](World& w) { w.part(settle, 1).events.push_back(w.part(release, 1).events[0]); }),
    spoilt("release-approved", release, [](World& w) { w.part(approve_ben, 1).events.erase(w.part(approve_ben, 1).events.begin() + 1); }),
    spoilt("release-checkpoint", release, [](World& w) { w.at(release).prepare = {}; }),
    released("release-origin", "", [](Builder& builder) { return noted(builder, "example.org/other", builder.seq(), merkle_root(builder.built.leaves)); }),
    released("release-size", "", [](Builder& builder) { return noted(builder, builder.world.origin, builder.seq() + 1, hash32("x")); }),
    released("release-size", "", [](Builder& builder) { return noted(builder, builder.world.origin, 0, sha256("")); }),
    released("release-root", "", [](Builder& builder) { return noted(builder, builder.world.origin, builder.seq(), hash32("x")); }),
    released("release-covers", "", [](Builder& builder) { return builder.checkpoint_at(approve_ben, {"log 1"}, {"witness 1", "witness 2"}); }),
    released("release-log-key", " checkpoint", [](Builder& builder) { return builder.checkpoint_at(builder.seq(), {}, {"witness 1", "witness 2"}); }),
    released("release-log-key", " checkpoint", [](Builder& builder) { return builder.checkpoint_at(builder.seq(), {"log 2"}, {"witness 1", "witness 2"}); }),
    released("release-quorum", " checkpoint", [](Builder& builder) { return builder.checkpoint_at(builder.seq(), {"log 1"}, {"witness 1"}); }),
    released("release-quorum", " checkpoint", [](Builder& builder) { return builder.checkpoint_at(builder.seq(), {"log 1"}, {"witness 1", "witness 1", "witness 3"}); }),
    released("checkpoint-lines", " checkpoint line 4", [](Builder& builder) { return builder.world.note(builder.world.origin + "\n18\n" + base64(merkle_root(builder.built.leaves)) + "\nmore\n", {"log 1"}, {"witness 1", "witness 2"}, 1); }),
    {"release-log-key", part(release) + " checkpoint", log_key_1(2)},
    {"release-log-key", part(release) + " checkpoint", log_key_1(3)},
    {"log-key-compromised", "checkpoint", [](World& w) { both(w, log_key, [&w](V& v) { v = M({{1, T(vkey(w.origin, 1, "log 1"))}, {2, I(3)}}); }); }},
    {"log-key-compromised", "checkpoint", [](World& w) {
       both(w, log_key, [&w](V& v) { v = M({{1, T(vkey(w.origin, 1, "log 1"))}, {2, I(3)}}); });
       again(w, log_key), both(w, count, edit_at({2}, I(1)));  // declaring it active again does not help
     }},
};

}  // namespace

INSTANTIATE_TEST_SUITE_P(Signature, Refused, testing::ValuesIn(kCases), case_name);

}  // namespace forge::refused_signature_test

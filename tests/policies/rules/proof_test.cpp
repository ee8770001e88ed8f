// R65 confidentiality, R68 signatures, R69 anchors, R72 the rulebook's version.
#include <gtest/gtest.h>

#include <set>

#include "tests/policies/rules/scene.h"

namespace katiwala::policies::scene::proof_test {
namespace {

enum class Signed { not_at_all, wrongly, well };

void sign(Scene& scene, Signed how) {
  scene.submission.signature.reset();
  if (how != Signed::not_at_all) scene.submission.signature = Signature{document(1), {1, 2, 3}};
  scene.submission.signature_valid = how == Signed::well;
}

TEST(R68, WhichCommandsAreSigned) {
  const struct {
    Command command;
    const char* unsigned_says;
  } cases[] = {
      {RequestDisbursement{}, "deny SIGNATURE_MISSING"},
      {Approve{}, "deny SIGNATURE_MISSING"},
      {Release{}, "deny SIGNATURE_MISSING"},
      {ReceiveCredit{}, "silent"},
      {RecordRate{}, "silent"},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.ask(c.command, kOfficer);
    sign(scene, Signed::not_at_all);
    EXPECT_EQ(said(scene.hear("R68")), c.unsigned_says) << name_of(c.command);
    sign(scene, Signed::wrongly);
    EXPECT_EQ(said(scene.hear("R68")), "deny SIGNATURE_INVALID") << name_of(c.command);
    sign(scene, Signed::well);
    EXPECT_EQ(said(scene.hear("R68")), "allow signed") << name_of(c.command);
  }
}

TEST(R68, AtLaterStagesTheApprovalOrReleaseIsWhatIsSigned) {
  Scene scene;
  scene.execute(scene.request(money("100.00 PHP")), kOfficer);
  sign(scene, Signed::not_at_all);
  EXPECT_EQ(said(scene.hear("R68")), "deny SIGNATURE_MISSING");
  sign(scene, Signed::well);
  EXPECT_EQ(said(scene.hear("R68")), "allow signed");
  EXPECT_EQ(fact_of(scene.hear("R68"), "command"), "approve");
}

PrincipalSpec officer(std::uint8_t person, std::uint8_t key) {
  PrincipalSpec spec;
  spec.principal = id<PrincipalId>(key);
  spec.person = id<PersonId>(person);
  spec.credential.fingerprint = document(key);
  return spec;
}

TEST(R68, TheFoundersAreTwo) {
  const struct {
    const char* what;
    std::vector<std::uint8_t> keys;
    bool valid;
    const char* says;
  } cases[] = {
      {"two", {1, 2}, true, "allow signed"},
      {"two, one not verified", {1, 2}, false, "deny SIGNATURE_INVALID"},
      {"one", {1}, true, "deny SIGNATURE_MISSING"},
      {"one, twice", {1, 1}, true, "deny SIGNATURE_MISSING"},
      {"two keys of one person", {1, 3}, true, "deny SIGNATURE_MISSING"},
      {"one and a stranger", {1, 9}, true, "deny SIGNATURE_MISSING"},
      {"none", {}, true, "deny SIGNATURE_MISSING"},
  };
  for (const auto& c : cases) {
    Scene scene;
    CreateLedger founding;
    founding.officers = {officer(1, 1), officer(2, 2), officer(1, 3)};
    for (const std::uint8_t key : c.keys) founding.signatures.push_back({document(key), {}});
    scene.ask(founding, kOfficer);
    scene.submission.signature_valid = c.valid;
    EXPECT_EQ(said(scene.hear("R68")), c.says) << c.what;
  }
}

TEST(R68, TheListIsAParameterAndEveryWordOfItACommand) {
  for (const auto& [word, says] : {std::pair{"record_rate", "deny SIGNATURE_MISSING"}, std::pair{"approve", "silent"},
                                   std::pair{"record_rates", "deny PARAMETER_INVALID"}}) {
    Scene scene;
    const std::string edit = "signed_commands = [\"create_ledger\", \"" + std::string(word) + "\"";
    scene.rulebook = shipped({{"signed_commands = [\"create_ledger\", \"request_disbursement\"", edit}});
    scene.ask(RecordRate{}, kOfficer);
    EXPECT_EQ(said(scene.hear("R68")), says) << word;
  }
}

// -- R65

ReverseEntry because(std::string reason) {
  ReverseEntry made;
  made.reason = std::move(reason);
  return made;
}

TEST(R65, WhatMayBeWrittenFreelyIsShortAndPlain) {
  const struct {
    const char* what;
    std::string text;
    const char* says;
  } cases[] = {
      {"nothing", "", "silent"},
      {"as long as may be", std::string(140, 'x'), "silent"},
      {"a byte more", std::string(141, 'x'), "deny FIELD_INVALID"},
      {"two lines", "one\ntwo", "deny FIELD_INVALID"},
      {"a tab", "one\ttwo", "deny FIELD_INVALID"},
      {"a zero", std::string("one\0two", 7), "deny FIELD_INVALID"},
      {"delete", "one\x7f", "deny FIELD_INVALID"},
      {"letters of other alphabets", "pi\xc3\xb1"
                                     "a",
       "silent"},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.ask(because(c.text), kOfficer);
    EXPECT_EQ(said(scene.hear("R65")), c.says) << c.what;
    EXPECT_EQ(fact_of(scene.hear("R65"), "field"), std::string_view(c.says) == "silent" ? "" : "reason") << c.what;
    scene.complete(because(c.text), kOfficer, kReleaser);  // and when it is agreed to
    EXPECT_EQ(said(scene.hear("R65")), c.says) << c.what;
  }
}

TEST(R65, InEveryCommandThatHasSuchATextButNotOfWhatIsNoRemark) {
  const std::string story(141, 'x');
  const auto says = [&](const Command& command) {
    Scene scene;
    scene.ask(command, kOfficer);
    return said(scene.hear("R65"));
  };
  EXPECT_EQ(says(EraseWard{kWard, story}), "deny FIELD_INVALID");
  EXPECT_EQ(says(CancelProposal{900, subject(kWard), story}), "deny FIELD_INVALID");
  Convert deal;
  deal.source = story;
  EXPECT_EQ(says(deal), "deny FIELD_INVALID");
  ReturnPayment returned;
  returned.reason_code = story;
  EXPECT_EQ(says(returned), "deny FIELD_INVALID");
  LiftFreeze lifted;
  lifted.reason = story;
  EXPECT_EQ(says(lifted), "deny FIELD_INVALID");
  EXPECT_EQ(says(AdoptRulebook{story}), "silent");
  EXPECT_EQ(says(DeclareLogKey{story}), "silent");
  Release release;
  release.checkpoint = story + "\n";
  EXPECT_EQ(says(release), "silent");
}

TEST(R65, TheLengthIsAParameter) {
  for (const auto& [bytes, says] : {std::pair{"free_text_bytes = 3", "silent"}, std::pair{"free_text_bytes = 2", "deny FIELD_INVALID"},
                                    std::pair{"free_text_bytes = 0", "deny PARAMETER_INVALID"}}) {
    Scene scene;
    scene.rulebook = shipped({{"free_text_bytes = 140", bytes}});
    scene.ask(because("why"), kOfficer);
    EXPECT_EQ(said(scene.hear("R65")), says) << bytes;
  }
}

/// Every text that a described thing can hold, however deep: "request_moved.reason".
template <class T>
struct IsList : std::false_type {};
template <class T>
struct IsList<std::vector<T>> : std::true_type {};
template <class T>
struct IsList<std::optional<T>> : std::true_type {};

struct TextCollector {
  std::set<std::string>& found;
  std::string path;

  template <class C, class M, class... Mark>
  void operator()(int, std::string_view field, M C::*, Mark...) {
    collect<M>(path + "." + std::string(field));
  }
  template <class M>
  void collect(const std::string& at) {
    if constexpr (std::is_same_v<M, std::string>) found.insert(at);
    else if constexpr (IsList<M>::value) collect<typename M::value_type>(at);
    else if constexpr (Described<M>) {
      TextCollector inner{found, at};
      M::fields(inner);
    }
  }
};

template <class Variant, std::size_t... I, class Name>
void collect_texts(std::set<std::string>& found, std::index_sequence<I...>, Name name_of_one) {
  (TextCollector{found, ""}.collect<std::variant_alternative_t<I, Variant>>(std::string(name_of_one.template operator()<std::variant_alternative_t<I, Variant>>())), ...);
}

std::set<std::string> texts_of_commands() {
  std::set<std::string> found;
  collect_texts<CommandVariant>(found, std::make_index_sequence<std::variant_size_v<CommandVariant>>{}, []<class C>() { return C::command_name; });
  return found;
}
std::set<std::string> texts_of_events() {
  std::set<std::string> found;
  collect_texts<EventVariant>(found, std::make_index_sequence<std::variant_size_v<EventVariant>>{}, []<class E>() { return E::event_name; });
  return found;
}

// A new text in the record is named here by who has thought about who may read it, and what may be written there.
TEST(R65, TheseAreAllTheTextsThatARecordCanHold) {
  const std::set<std::string> commands{
      // of the ledger and its keys, a pool, an order: about no ward
      "create_ledger.origin", "create_ledger.rulebook", "create_ledger.log_keys", "create_ledger.witnesses", "adopt_rulebook.rulebook",
      "declare_log_key.key", "adopt_witnesses.witnesses", "accept_restore.seen.witness", "accept_restore.reason", "refuse_input.route", "refuse_input.code",
      "revoke_principal.reason", "adopt_relying_party.party.id", "adopt_relying_party.party.origin",
      "enrol_credential.who.credential.passkey.relying_party", "remove_credential.reason", "recover_credential.credential.passkey.relying_party", "recover_credential.reason",
      "keep_credentials.reason", "create_ledger.officers.credential.passkey.relying_party",
      "enrol_principal.who.credential.passkey.relying_party", "record_rate.source", "open_pool.bank", "open_pool.code", "record_order.country",
      // of a request that was signed: a host's name, a route, a digest, and parameters of which none is free (ledger/http_signature); never of a founding
      "create_ledger.signatures.message.authority", "create_ledger.signatures.message.path", "create_ledger.signatures.message.content_digest",
      "create_ledger.signatures.message.input",
      "release_file.message_id", "file_recall.reason", "answer_recall.reason",
      // short and plain: R65
      "erase_ward.reason", "convert.source", "cancel_proposal.reason", "release.message_id", "release.end_to_end_id", "release.checkpoint",
      "reject_payment.reason_code", "return_payment.reason_code", "reverse_entry.reason", "change_guardian.reason", "lift_freeze.reason",
      // a rule's id
      "open_case.flag",
  };
  const std::set<std::string> events{
      "ledger_created.origin", "ledger_created.log_keys", "ledger_created.witnesses", "rulebook_adopted.text", "rate_recorded.rate.source",
      "log_key_declared.key", "witnesses_adopted.witnesses", "relying_party_adopted.party.id", "relying_party_adopted.party.origin",
      "principal_enrolled.who.credential.passkey.relying_party", "credential_enrolled.who.credential.passkey.relying_party",
      "pool_opened.pool.bank", "pool_opened.pool.code", "order_recorded.order.country", "file_released.message_id", "recall_filed.reason", "recall_answered.reason",
      // ids of rules, codes, facts: written by the program
      "obligation_opened.obligation.rule", "alert_raised.rule", "alert_raised.code", "reasons_kept.reasons.code", "reasons_kept.reasons.rule",
      "reasons_kept.reasons.facts.name", "reasons_kept.reasons.facts.value", "flags_weighed.raised.code", "flags_weighed.raised.facts.name",
      "flags_weighed.raised.facts.value", "case_opened.watch_case.flag",
      // the payment's own references; a bank's code or a rule's; what a guardian's change was asked with
      "request_judged.request.message_id", "request_judged.request.end_to_end_id", "request_moved.reason", "request_released.message_id",
      "request_released.end_to_end_id", "guardian_moved.reason",
  };
  EXPECT_EQ(texts_of_commands(), commands);
  EXPECT_EQ(texts_of_events(), events);
}

// -- R69

TEST(R69, WhatLeavesWithoutAWitnessSaysSo) {
  const struct {
    const char* what;
    std::uint32_t quorum;
    std::uint64_t size;  // of the head that was cosigned; 0: none came along
    const char* says;
  } cases[] = {
      {"no witness is configured", 0, 0, "allow not_witnessed"},
      {"cosigned a hundred entries before", 2, 900, "allow witnessed"},
      {"one more", 2, 899, "allow anchored_long_ago"},
      {"just now", 2, 1000, "allow witnessed"},
      {"none came along: the plan refuses", 2, 0, "silent"},
  };
  for (const auto& c : cases) {
    Scene scene;  // entry 1000
    scene.state.ledger.witness_quorum = c.quorum;
    if (c.size != 0) scene.submission.witnessed = WitnessedHead{c.size, c.quorum};
    scene.release(scene.request(money("100.00 PHP")), kReleaser);
    EXPECT_EQ(said(scene.hear("R69")), c.says) << c.what;
    scene.ask(scene.request(money("100.00 PHP")), kGuardian);
    EXPECT_EQ(said(scene.hear("R69")), "silent") << c.what << ": asking moves nothing";
  }
}

TEST(R69, ASealSaysHowLongAgoTheOneBeforeWas) {
  const struct {
    const char* sealed;  // "": never
    const char* day;
    const char* says;
  } cases[] = {
      {"", "2026-07-06", "allow first_seal"},
      {"2026-07-05", "2026-07-06", "allow sealed_in_time"},
      {"2026-07-04", "2026-07-06", "allow sealed_long_ago"},
      {"2026-07-06", "2026-07-06", "allow sealed_in_time"},
  };
  for (const auto& c : cases) {
    Scene scene;
    if (*c.sealed != 0) scene.state.ledger.sealed = day(c.sealed);
    scene.ask(TakeSeal{day(c.day)}, kOfficer);
    scene.about = WardId{};
    EXPECT_EQ(said(scene.hear("R69")), c.says) << c.sealed;
    EXPECT_EQ(fact_of(scene.hear("R69"), "entries"), "1000");
  }
}

TEST(R69, TheScheduleIsAParameter) {
  for (const auto& [from, to, seal, release] : {std::tuple{"every_days = 1", "every_days = 2", "allow sealed_in_time", "allow witnessed"},
                                                std::tuple{"every_days = 1", "every_days = 0", "deny PARAMETER_INVALID", "deny PARAMETER_INVALID"},
                                                std::tuple{"every_entries = 100", "every_entries = 99", "allow sealed_long_ago", "allow anchored_long_ago"},
                                                std::tuple{"every_entries = 100", "every_entries = 0", "deny PARAMETER_INVALID", "deny PARAMETER_INVALID"}}) {
    Scene scene;
    scene.rulebook = shipped({{from, to}});
    scene.state.ledger.sealed = day("2026-07-04");
    scene.ask(TakeSeal{day("2026-07-06")}, kOfficer);
    EXPECT_EQ(said(scene.hear("R69")), seal) << to;
    scene.state.ledger.witness_quorum = 1;
    scene.submission.witnessed = WitnessedHead{900, 1};
    scene.release(scene.request(money("100.00 PHP")), kReleaser);
    EXPECT_EQ(said(scene.hear("R69")), release) << to;
  }
}

TEST(R72, TheRulebookInForceWasAdopted) {
  Scene scene;
  scene.ask_for(money("100.00 PHP"));
  EXPECT_EQ(said(scene.hear("R72")), "silent");
  scene.state.ledger.rulebook = document(98);
  EXPECT_EQ(said(scene.hear("R72")), "deny RULEBOOK_NOT_ADOPTED");
  scene.state.rulebooks[document(98)] = {document(98), "", 0};  // known by hash alone: nobody could judge again
  EXPECT_EQ(said(scene.hear("R72")), "deny RULEBOOK_NOT_ADOPTED");
  scene.ask(CreateLedger{}, kOfficer);
  EXPECT_EQ(said(scene.hear("R72")), "silent");
}

TEST(R72, SoWasTheOneItWasAskedUnder) {
  Scene scene;
  const RequestDisbursement asked = scene.request(money("100.00 PHP"));
  scene.execute(asked, kOfficer);
  EXPECT_EQ(said(scene.hear("R72")), "allow rulebook_adopted");
  EXPECT_EQ(fact_of(scene.hear("R72"), "version"), "2026.1");
  scene.state.requests.at(kRequest).rulebook = document(98);
  EXPECT_EQ(said(scene.hear("R72")), "deny RULEBOOK_NOT_ADOPTED");
  Scene proposed;
  proposed.complete(Convert{}, kOfficer, kSocialWorker);
  EXPECT_EQ(said(proposed.hear("R72")), "allow rulebook_adopted");
  proposed.state.proposals.at(900).rulebook = document(98);
  EXPECT_EQ(said(proposed.hear("R72")), "deny RULEBOOK_NOT_ADOPTED");
}

}  // namespace
}  // namespace katiwala::policies::scene::proof_test

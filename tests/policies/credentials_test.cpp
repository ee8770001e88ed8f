// Credentials come and go after a pause, another person agrees, everybody concerned is told, and who holds a telephone locks nobody out.
#include <gtest/gtest.h>

#include <functional>

#include "tests/policies/edited.h"
#include "tests/policies/story.h"

namespace katiwala::policies::kit::credentials_test {
namespace {

constexpr std::int64_t kHour = 3'600'000'000;
const RelyingParty kSite{"trust.sandbox.example", "https://trust.sandbox.example"};

Credential passkey(std::string_view name, bool may_be_copied = true) {
  Credential made = spec(kGuardian).credential;
  Passkey on;
  on.key.assign(name.begin(), name.end());
  on.id = Bytes(16, static_cast<std::uint8_t>(name.size()));
  std::copy_n(name.begin(), std::min<std::size_t>(16, name.size()), on.id.begin());
  on.relying_party = kSite.id;
  on.backup_eligible = may_be_copied;
  made.fingerprint = hash(name);
  made.passkey = std::move(on);
  return made;
}
PrincipalSpec with(const PrincipalId& who, Credential credential) {
  PrincipalSpec made = spec(who);
  made.credential = std::move(credential);
  return made;
}
Digest first_key(const PrincipalId& who) { return spec(who).credential.fingerprint; }

/// A ward, her guardian with the certificate she has always had, and a site.
class Credentials : public ::testing::Test {
 protected:
  void SetUp() override { begin(story); }
  static void begin(Story& in) {
    in.begin();
    in.agreed(kAdministrator, AdoptRelyingParty{kSite}, {kOfficer, kCompliance});
  }
  /// Agreed to by two officers; when it takes effect.
  Instant enrolled(const PrincipalSpec& who) {
    const Decision done = story.agreed(kOfficer, EnrolCredential{who}, {kOfficer2});
    return event_of<CredentialEnrolled>(done)->from;
  }
  /// What the judge says at an instant of something signed with one credential; nothing is folded.
  Decision decide(const PrincipalId& who, Command command, const Digest& signed_with, Instant when) {
    Submission made;
    made.command = std::move(command);
    made.principal = who;
    made.seq = story.entries.size();
    made.time = when;
    made.signature = Signature{signed_with, {1}};
    made.signature_valid = true;
    return story.judge.decide(story.state, made);
  }
  Decision decide(const PrincipalId& who, Command command, const Digest& signed_with) {
    return decide(who, std::move(command), signed_with, {story.now.micros + 1});
  }
  const Principal& principal(const PrincipalId& who) const { return *story.state.principal(who); }
  /// A guardian with the certificate and, in force, a passkey on her telephone.
  Digest give_telephone() {
    const Credential telephone = passkey("her telephone");
    story.pass_to(enrolled(with(kGuardian, telephone)));
    return telephone.fingerprint;
  }

  Story story;
};

TEST_F(Credentials, ANewOneCountsAfterTwentyFourHoursToTheMicrosecond) {
  PrincipalSpec newcomer = with(kGuardian, passkey("another guardian's telephone"));
  newcomer.principal = id<PrincipalId>(0x70);
  newcomer.person = id<PersonId>(0x70);
  const Instant from = enrolled(newcomer);
  EXPECT_EQ(from.micros, story.entries.back().time.micros + 24 * kHour);
  const CancelProposal nothing{1, Subject{}, "nothing there"};
  const auto at_time = [&](std::int64_t micros) { return said(decide(newcomer.principal, nothing, newcomer.credential.fingerprint, {micros})); };
  EXPECT_EQ(at_time(from.micros - 1), "deny CREDENTIAL_EXPIRED");
  EXPECT_EQ(at_time(from.micros), "deny PROPOSAL_UNKNOWN");
  EXPECT_FALSE(counts(principal(newcomer.principal), newcomer.credential.fingerprint, {from.micros - 1}));
  EXPECT_TRUE(counts(principal(newcomer.principal), newcomer.credential.fingerprint, from));
}

TEST_F(Credentials, OneThatGoesCountsUntilThen) {
  const Digest telephone = give_telephone();
  const Decision done = story.agreed(kOfficer, RemoveCredential{kGuardian, telephone, "given away"}, {kOfficer2});
  const Instant until = event_of<CredentialRemoved>(done)->until;
  EXPECT_EQ(until.micros, story.entries.back().time.micros + 24 * kHour);
  EXPECT_TRUE(counts(principal(kGuardian), telephone, {until.micros - 1}));
  EXPECT_FALSE(counts(principal(kGuardian), telephone, until));
  EXPECT_TRUE(counts(principal(kGuardian), first_key(kGuardian), until));
  story.pass_to(until);
  EXPECT_EQ(said(story.would(kOfficer, RemoveCredential{kGuardian, telephone, "again"})), "deny CREDENTIAL_UNKNOWN");
}

TEST_F(Credentials, ARecoveryPutsOneInThePlaceOfAnotherAtOneInstant) {
  const Credential fresh = passkey("a new telephone");
  const Decision done = story.agreed(kWorker, RecoverCredential{kGuardian, fresh, {first_key(kGuardian)}, "lost"}, {kOfficer});
  const Instant from = event_of<CredentialEnrolled>(done)->from;
  EXPECT_EQ(event_of<CredentialRemoved>(done)->until, from);
  for (const std::int64_t micros : {from.micros - 1, from.micros}) {
    EXPECT_NE(counts(principal(kGuardian), fresh.fingerprint, {micros}), counts(principal(kGuardian), first_key(kGuardian), {micros}));
  }
  EXPECT_EQ(principal(kGuardian).role, Role::guardian);
}

TEST_F(Credentials, ThePauseIsTheRulebooks) {
  const struct {
    const char *line, *says;
    std::int64_t hours;
  } cases[] = {{"credential_pause_hours = 1 ", "allow", 1}, {"credential_pause_hours = 1440 ", "allow", 1440},
               {"", "allow", 24},  // as rulebooks from before passkeys are
               {"credential_pause_hours = 0 ", "deny PARAMETER_INVALID", 0}, {"credential_pause_hours = 1441 ", "deny PARAMETER_INVALID", 0}};
  for (const auto& c : cases) {
    Story other(all_rules(), edited(shipped_bundle(), "credential_pause_hours = 24 ", c.line));
    begin(other);
    const Decision asked = other.ask(kOfficer, EnrolCredential{with(kGuardian, passkey("her telephone"))});
    EXPECT_EQ(said(asked), c.says) << c.line;
    if (!asked.accepted()) continue;
    const Decision done = other.approve(kOfficer2, other.last());
    EXPECT_EQ(event_of<CredentialEnrolled>(done)->from.micros, other.entries.back().time.micros + c.hours * kHour) << c.line;
  }
}

TEST_F(Credentials, WhatCanBeEnrolled) {
  const auto asked = [&](const PrincipalId& who, const std::function<void(Credential&)>& change) {
    Credential credential = passkey("a device", false);
    change(credential);
    const Decision decision = story.would(kOfficer, EnrolCredential{with(who, credential)});
    return said(decision) + " " + fact_of(decision, "passkey") + fact_of(decision, "field");
  };
  const Instant soon{story.now.micros + 1 + 24 * kHour};
  const struct {
    const char* what;
    std::function<void(Credential&)> change;
    const char* says;
  } cases[] = {
      {"as it is", [](Credential&) {}, "allow "},
      {"made for another site", [](Credential& c) { c.passkey->relying_party = "sandbox.example"; }, "deny PASSKEY_INVALID relying_party"},
      {"an id of 15 bytes", [](Credential& c) { c.passkey->id.resize(15); }, "deny PASSKEY_INVALID id"},
      {"an id of 1023 bytes", [](Credential& c) { c.passkey->id.resize(1023); }, "allow "},
      {"an id of 1024 bytes", [](Credential& c) { c.passkey->id.resize(1024); }, "deny PASSKEY_INVALID id"},
      {"no key", [](Credential& c) { c.passkey->key.clear(); }, "deny PASSKEY_INVALID key"},
      {"another key's fingerprint", [](Credential& c) { c.fingerprint = hash("other"); }, "deny PASSKEY_INVALID fingerprint"},
      {"backed up though it can not be", [](Credential& c) { c.passkey->backed_up = true; }, "deny PASSKEY_INVALID backed_up"},
      {"a certificate too", [](Credential& c) { c.certificate = {1}; }, "deny FIELD_INVALID credential"},
      {"neither", [](Credential& c) { c.passkey.reset(); }, "deny FIELD_INVALID credential"},
      {"one that ends in the pause", [&](Credential& c) { c.valid_to = soon; }, "deny CREDENTIAL_EXPIRED "},
      {"one that lasts a microsecond longer", [&](Credential& c) { c.valid_to = {soon.micros + 1}; }, "allow "},
      {"a key that is enrolled", [](Credential& c) { c.fingerprint = first_key(kGuardian); }, "deny ALREADY_EXISTS "},
  };
  for (const auto& c : cases) EXPECT_EQ(asked(kGuardian, c.change), c.says) << c.what;
}

TEST_F(Credentials, OfficersHaveDevicesAndPeopleMaySynchronise) {
  const struct {
    PrincipalId who;
    bool may;
  } cases[] = {{kGuardian, true}, {kHerself, true}, {kAdLitem, true}, {kWorker, true}, {kOfficer, false}, {kReleaser, false}, {kCompliance, false},
               {kAdministrator, false}, {kAuditor, false}};
  for (const auto& c : cases) {
    EXPECT_EQ(said(story.would(kOfficer2, EnrolCredential{with(c.who, passkey("copied", true))})), c.may ? "allow" : "deny PASSKEY_SYNCED");
    EXPECT_EQ(said(story.would(kOfficer2, EnrolCredential{with(c.who, passkey("bound", false))})), "allow");
  }
}

TEST_F(Credentials, CourtsPeopleHaveWhatStaysAndAReaderReadsTheSameWithAll) {
  story.agreed(kAdministrator, EnrolPrincipal{spec(kRecorder)}, {kOfficer});
  PrincipalSpec reader = spec(kReader);
  reader.orders = {kOrder};
  story.agreed(kAdministrator, EnrolPrincipal{reader}, {kOfficer});
  for (const PrincipalId& who : {kRecorder, kReader}) {
    EXPECT_EQ(said(story.would(kOfficer2, EnrolCredential{with(who, passkey("copied", true))})), "deny PASSKEY_SYNCED");
    EXPECT_EQ(said(story.would(kOfficer2, EnrolCredential{with(who, passkey("bound", false))})), "allow");
  }
  // He asks for nothing himself; which orders he has is said where he is enrolled, and there alone.
  EXPECT_EQ(said(decide(kReader, EnrolCredential{with(kReader, passkey("bound", false))}, first_key(kReader))), "deny ROLE_FORBIDDEN");
  EXPECT_EQ(said(decide(kReader, RemoveCredential{kReader, first_key(kReader), "x"}, first_key(kReader))), "deny ROLE_FORBIDDEN");
  const Decision own = decide(kRecorder, EnrolCredential{with(kRecorder, passkey("bound", false))}, first_key(kRecorder));
  EXPECT_EQ(said(own) + " " + events_of(own), "allow proposal_opened");
  PrincipalSpec further = with(kReader, passkey("bound", false));
  further.orders = {kOrder};
  const Decision same = story.would(kOfficer, EnrolCredential{further});
  EXPECT_EQ(said(same) + " " + fact_of(same, "field"), "deny FIELD_INVALID orders");
  PrincipalSpec newcomer = with(kReader, passkey("bound", false));
  newcomer.principal = id<PrincipalId>(0x70);
  for (const bool named : {false, true}) {
    if (named) newcomer.orders = {kOrder};
    const Decision asked = story.would(kOfficer, EnrolCredential{newcomer});
    EXPECT_EQ(said(asked) + " " + fact_of(asked, "field"), "deny FIELD_INVALID orders");
  }
  enrolled(with(kReader, passkey("bound", false)));
  story.agreed(kWorker, RecoverCredential{kReader, passkey("found", false), {first_key(kReader)}, "lost"}, {kOfficer});
  EXPECT_EQ(principal(kReader).credentials.size(), 3U);
  EXPECT_EQ(principal(kReader).orders, std::vector<OrderId>{kOrder});
}

TEST_F(Credentials, HerCourtIsToldToo) {
  story.agreed(kAdministrator, EnrolPrincipal{spec(kRecorder)}, {kOfficer});
  enrolled(with(kRecorder, passkey("before he is hers", false)));
  EXPECT_EQ(story.duties(Subject{}), "credential_notice 2026-01-06");
  EXPECT_EQ(story.duties(kWard).find("credential_notice"), std::string::npos);
  EXPECT_EQ(said(story.ask(kWorker, RecordRelation{kWard, person_of(kRecorder), {}, RelationKind::court_recorder, 0, {}})), "allow");
  enrolled(with(kRecorder, passkey("when he is", false)));
  EXPECT_NE(story.duties(kWard).find("credential_notice"), std::string::npos);
}

TEST_F(Credentials, NoPasskeyComesWithoutAPauseOrASite) {
  EXPECT_EQ(said(story.would(kOfficer, EnrolPrincipal{with(kGuardian, passkey("her telephone"))})), "deny FIELD_INVALID");
  Story bare;
  bare.begin();
  EXPECT_EQ(said(bare.would(kOfficer, EnrolCredential{with(kGuardian, passkey("her telephone"))})), "deny RELYING_PARTY_MISSING");
}

TEST_F(Credentials, ASiteIsADomainAndItsPages) {
  const auto adopted = [&](const char* id, const char* origin) { return said(story.would(kOfficer, AdoptRelyingParty{{id, origin}})); };
  EXPECT_EQ(adopted("sandbox.example", "https://trust.sandbox.example:8443"), "allow");
  EXPECT_EQ(adopted("trust.sandbox.example", "https://trust.sandbox.example"), "deny ALREADY_EXISTS");
  EXPECT_EQ(adopted("trust.sandbox.example", "http://trust.sandbox.example"), "deny FIELD_INVALID");
  EXPECT_EQ(adopted("trust.sandbox.example", "https://eviltrust.sandbox.example"), "deny FIELD_INVALID");
  EXPECT_EQ(adopted("trust.sandbox.example", "https://trust.sandbox.example/"), "deny FIELD_INVALID");
  EXPECT_EQ(adopted("", "https://trust.sandbox.example"), "deny FIELD_INVALID");
}

// The telephone signs as she does. Whoever holds it, and nothing else, takes nothing else from her.
TEST_F(Credentials, WhoHoldsTheTelephoneLocksNobodyOut) {
  const Digest telephone = give_telephone();
  const Credential his = passkey("a telephone of his");
  const ProposalId officers = [&] {
    EXPECT_EQ(said(story.ask(kOfficer, RecoverCredential{kGuardian, passkey("a new key of hers"), {telephone}, "taken from her"})), "allow");
    return story.last();
  }();
  const PrincipalSpec another = with(kWorker, his);
  const struct {
    const char* what;
    Command command;
    const char* says;
  } cases[] = {
      {"removes her certificate", RemoveCredential{kGuardian, first_key(kGuardian), "x"}, "deny ROLE_FORBIDDEN"},
      {"removes what is nobody's", RemoveCredential{kGuardian, hash("nobody's"), "x"}, "deny ROLE_FORBIDDEN"},
      {"removes a worker's", RemoveCredential{kWorker, first_key(kWorker), "x"}, "deny ROLE_FORBIDDEN"},
      {"gives up the telephone itself", RemoveCredential{kGuardian, telephone, "x"}, "allow"},
      {"recovers with a key of his", RecoverCredential{kGuardian, his, {first_key(kGuardian)}, "x"}, "deny ROLE_FORBIDDEN"},
      {"stops what an officer began", KeepCredentials{kGuardian, "x"}, "deny ROLE_FORBIDDEN"},
      {"withdraws what an officer began", CancelProposal{officers, Subject{}, "x"}, "deny ROLE_FORBIDDEN"},
      {"agrees to it himself", Approve{officers, Subject{}}, "deny ROLE_FORBIDDEN"},
      {"revokes her", RevokePrincipal{kGuardian, "x"}, "deny ROLE_FORBIDDEN"},
      {"enrols a principal with her name", EnrolPrincipal{with(kGuardian, his)}, "deny ROLE_FORBIDDEN"},
      {"enrols a key for a worker", EnrolCredential{another}, "deny ROLE_FORBIDDEN"},
      {"asks for a key of his: another must agree", EnrolCredential{with(kGuardian, his)}, "allow"},
  };
  for (const auto& c : cases) {
    const Decision decision = decide(kGuardian, c.command, telephone);
    EXPECT_EQ(said(decision), c.says) << c.what;
    EXPECT_EQ(event_of<CredentialEnrolled>(decision), nullptr) << c.what;
    EXPECT_EQ(event_of<CredentialRemoved>(decision), nullptr) << c.what;
  }
  EXPECT_TRUE(story.approve(kOfficer2, officers).accepted()) << "and what the officer began goes on";
}

TEST_F(Credentials, TheLastOneIsNeverRemoved) {
  EXPECT_EQ(said(story.would(kOfficer, RemoveCredential{kGuardian, first_key(kGuardian), "x"})), "deny CREDENTIAL_LAST");
  EXPECT_EQ(said(decide(kGuardian, RemoveCredential{kGuardian, first_key(kGuardian), "x"}, first_key(kGuardian))), "deny CREDENTIAL_LAST");
  const Credential coming = passkey("her telephone");
  const Instant from = enrolled(with(kGuardian, coming));
  EXPECT_EQ(said(story.would(kOfficer, RemoveCredential{kGuardian, first_key(kGuardian), "x"})), "deny CREDENTIAL_LAST") << "that one does not count yet";
  EXPECT_EQ(said(story.would(kOfficer, RemoveCredential{kGuardian, coming.fingerprint, "x"})), "deny CREDENTIAL_PENDING");
  story.pass_to(from);
  story.agreed(kOfficer, RemoveCredential{kGuardian, first_key(kGuardian), "x"}, {kOfficer2});
  EXPECT_EQ(said(story.would(kOfficer, RemoveCredential{kGuardian, coming.fingerprint, "x"})), "deny CREDENTIAL_LAST") << "nor is what is going";
  EXPECT_EQ(said(story.would(kOfficer, RemoveCredential{kGuardian, first_key(kGuardian), "x"})), "deny CREDENTIAL_PENDING");
}

TEST_F(Credentials, NobodyAgreesToAChangeOfHisOwn) {
  EXPECT_EQ(said(story.ask(kOfficer2, EnrolCredential{with(kOfficer, passkey("a security key", false))})), "allow");
  const ProposalId proposal = story.last();
  EXPECT_EQ(said(story.approve(kOfficer, proposal)), "deny APPROVAL_OWN") << "her own";
  EXPECT_EQ(said(story.approve(kOfficerAgain, proposal)), "deny APPROVAL_OWN") << "her other key is she too";
  EXPECT_EQ(said(story.approve(kOfficer2, proposal)), "deny APPROVAL_OWN") << "whoever asked";
  EXPECT_EQ(said(story.would(kOfficer, RecoverCredential{kOfficer, passkey("bound", false), {first_key(kOfficer)}, "x"})), "deny APPROVAL_OWN");
  EXPECT_EQ(said(story.would(kOfficer, KeepCredentials{kOfficer, "x"})), "deny ROLE_FORBIDDEN");
}

TEST_F(Credentials, WhatAPersonAsksForHerselfSheSigns) {
  const Command asked = EnrolCredential{with(kGuardian, passkey("her telephone"))};
  EXPECT_EQ(said(story.ask_signed(kGuardian, asked, false, false)), "deny SIGNATURE_MISSING");
  EXPECT_EQ(said(story.ask_signed(kGuardian, asked, true, true)), "allow");
  EXPECT_EQ(said(story.ask_signed(kOfficer, EnrolCredential{with(kGuardian, passkey("another telephone"))}, false, false)), "allow");
}

TEST_F(Credentials, OnePersonStopsWhatIsInItsPause) {
  EXPECT_EQ(said(story.would(kWorker, KeepCredentials{kGuardian, "x"})), "deny NOT_DUE");
  const Credential fresh = passkey("a new telephone");
  const Decision done = story.agreed(kWorker, RecoverCredential{kGuardian, fresh, {first_key(kGuardian)}, "lost"}, {kOfficer});
  const Instant from = event_of<CredentialEnrolled>(done)->from;
  EXPECT_EQ(said(story.ask(kCompliance, KeepCredentials{kGuardian, "she called: it was not she"})), "allow");
  EXPECT_EQ(said(story.would(kWorker, KeepCredentials{kGuardian, "x"})), "deny NOT_DUE");
  for (const std::int64_t micros : {from.micros - 1, from.micros, from.micros + kHour}) {
    EXPECT_FALSE(counts(principal(kGuardian), fresh.fingerprint, {micros}));
    EXPECT_TRUE(counts(principal(kGuardian), first_key(kGuardian), {micros}));
  }
  story.pass_to(from);
  EXPECT_EQ(said(story.would(kWorker, KeepCredentials{kGuardian, "x"})), "deny NOT_DUE");
}

TEST_F(Credentials, EveryPartyToTheWardIsToldBeforeThePauseIsOver) {
  const std::string before = story.duties(kWard);
  enrolled(with(kGuardian, passkey("her telephone")));
  EXPECT_EQ(story.duties(kWard), before + (before.empty() ? "" : ", ") + "credential_notice 2026-01-06");
  EXPECT_EQ(story.duties(Subject{}), "");
  enrolled(with(kAuditor, passkey("a security key", false)));
  EXPECT_EQ(story.duties(Subject{}), "credential_notice 2026-01-06");
  EXPECT_EQ(said(story.ask(kOfficer, RemoveCredential{kAuditor, first_key(kAuditor), "x"})), "deny CREDENTIAL_LAST");
  EXPECT_EQ(story.duties(Subject{}), "credential_notice 2026-01-06") << "nothing is told of what is denied";
}

TEST_F(Credentials, ACopyIsRefusedAndLookedIntoOnce) {
  const auto asked = [&] {
    Submission made;
    made.command = RecordAdverse{kWard, id<PersonId>(0x7d), AdverseStatus::alleged, {}};
    made.principal = kWorker;
    made.seq = story.entries.size();
    made.time = {story.now.micros + 1};
    made.signature = Signature{first_key(kWorker), {1}};
    made.signature_fault = Code::PASSKEY_CLONED;
    return story.judge.decide(story.state, made);
  };
  const Decision refused = asked();
  EXPECT_EQ(said(refused), "deny PASSKEY_CLONED");
  EXPECT_EQ(events_of(refused, Subject{}), "obligation_opened");
  const auto* review = event_of<ObligationOpened>(refused);
  ASSERT_NE(review, nullptr);
  EXPECT_EQ(review->obligation.duty, Duty::credential_review);
  EXPECT_EQ(review->obligation.owner, DutyOwner::compliance);
  apply(story.state, Origin{story.entries.size(), story.now, kWorker, nullptr, {}}, Subject{}, *review, nullptr);
  EXPECT_EQ(events_of(asked(), Subject{}), "");
}

TEST_F(Credentials, WhatAPasskeySaysOfItselfIsKeptWhereItWasNotDenied) {
  const auto asked = [&](Command command) {
    Submission made;
    made.command = std::move(command);
    made.principal = kWorker;
    made.seq = story.entries.size();
    made.time = {story.now.micros + 1};
    made.signature = Signature{first_key(kWorker), {1}};
    made.signature_valid = true;
    made.passkey = PasskeyUse{41, true};
    return story.judge.decide(story.state, made);
  };
  const Decision done = asked(RecordAdverse{kWard, id<PersonId>(0x7d), AdverseStatus::alleged, {}});
  const auto* used = event_of<CredentialUsed>(done);
  ASSERT_NE(used, nullptr);
  EXPECT_EQ(used->principal, kWorker);
  EXPECT_EQ(used->credential, first_key(kWorker));
  EXPECT_EQ(used->counter, 41u);
  EXPECT_TRUE(used->backed_up);
  EXPECT_EQ(events_of(done, Subject{}), "credential_used");
  EXPECT_EQ(event_of<CredentialUsed>(asked(KeepCredentials{kGuardian, "x"})), nullptr) << "denied";
}

}  // namespace
}  // namespace katiwala::policies::kit::credentials_test

// Signatures are verified on the caller's thread where that is possible: it must change no answer.
#include <gtest/gtest.h>

#include <future>

#include "tests/kit/test_ledger.h"

namespace katiwala::journal::signature_test {
namespace {

using namespace custody;
using testing::Ids;
using testing::TestLedger;

class Signatures : public ::testing::Test {
 protected:
  void SetUp() override {
    ledger.found();
    ids = ledger.open_story();
    proposed.emplace(ledger.allowed("officer-1", OpenPool{ledger.draw<PoolTag>(), "BANK2", "POOL2", Product::pooled_trust,
                                                         {{*Currency::parse("PHP"), {MarkKind::account, {1}}, ledger.draw_vault_ref()}}}));
  }
  Ask approval() { return ledger.ask("officer-2", ledger.approval(*proposed)); }
  std::string outcome(Ask ask) {
    const auto answer = ledger.journal().submit(std::move(ask));
    if (!answer.ok()) return std::string(name_of(answer.refusal().code));
    const SubjectPart* primary = answer->entry->primary();
    for (const Reason& reason : primary->reasons)
      if (reason.outcome == Outcome::deny) return reason.code;
    return "allowed";
  }

  TestLedger ledger;
  Ids ids;
  std::optional<Answer> proposed;
};

TEST_F(Signatures, AGoodOneIsTaken) { EXPECT_EQ(outcome(approval()), "allowed"); }

TEST_F(Signatures, OneBitOfItIsEnough) {
  for (const std::size_t at : {std::size_t{0}, std::size_t{31}, std::size_t{63}}) {
    Ask ask = approval();
    ask.signature->value[at] ^= 1;
    EXPECT_EQ(outcome(std::move(ask)), "SIGNATURE_INVALID") << at;
  }
}

TEST_F(Signatures, ItIsOverThisCommandAndNoOther) {
  Ask ask = approval();
  Ask other = ledger.ask("officer-2", RecordAdverse{ids.ward, ledger.draw<PersonTag>(), AdverseStatus::alleged, {}});
  ask.signature = other.signature;
  EXPECT_EQ(outcome(std::move(ask)), "SIGNATURE_INVALID");
}

TEST_F(Signatures, AnothersIsNotTheAskers) {
  Ask ask = approval();
  ask.signature = ledger.ask("officer-3", ledger.approval(*proposed)).signature;
  EXPECT_EQ(outcome(std::move(ask)), "SIGNATURE_INVALID");
}

/// Verified when it was handed in, revoked when it was judged: what holds is the journal's order, not the caller's.
TEST_F(Signatures, ARevocationThatIsQueuedBeforeItCounts) {
  std::promise<void> revoked;
  std::promise<std::string> judged;
  Ask ask = approval();
  Ask revocation = ledger.ask("admin", RevokePrincipal{ledger.person("officer-2").spec.principal, "lost card"});
  ledger.journal().submit(std::move(revocation), [&](Result<Answer> answer) {
    EXPECT_TRUE(answer.ok());
    revoked.set_value();
  });
  ledger.journal().submit(std::move(ask), [&](Result<Answer> answer) {
    judged.set_value(answer.ok() ? answer->entry->primary()->reasons.front().code : std::string(name_of(answer.refusal().code)));
  });
  revoked.get_future().wait();
  EXPECT_EQ(judged.get_future().get(), "PRINCIPAL_REVOKED");
}

/// What is approved does not exist yet when the approval is handed in, so nothing can be verified ahead: the writer does it.
TEST_F(Signatures, WhatCouldNotBeVerifiedAheadIsVerifiedByTheWriter) {
  Ask early = approval();
  const record::Seq next = ledger.journal().head()->seq + 1;
  std::get<Approve>(early.command).proposal = next + 1;
  early.signature->value[5] ^= 1;
  EXPECT_NE(outcome(std::move(early)), "allowed");
  EXPECT_EQ(outcome(approval()), "allowed");
}

}  // namespace
}  // namespace katiwala::journal::signature_test

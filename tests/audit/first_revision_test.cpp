// A ledger as the first revision of the rules wrote it (tests/golden/revision-1: the sandbox story, 52 entries) is read for ever: every entry of it is
// put into an empty store and folded into a state by the program of today.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "audit/redecide.h"
#include "audit/reimport.h"
#include "audit/verify_ledger.h"
#include "ledger/crypto/digest.h"
#include "ledger/journal/part_codec.h"
#include "ledger/store/engines.h"
#include "policies/judge.h"

namespace katiwala::audit::first_revision_test {
namespace {

using namespace custody;

const std::filesystem::path kFolder = std::filesystem::path(KATIWALA_SOURCE_DIR) / "tests/golden/revision-1";

Result<std::optional<Bytes>> file(const std::string& path) {
  std::ifstream in(kFolder / path, std::ios::binary);
  if (!in) return std::optional<Bytes>{};
  return std::optional<Bytes>{Bytes(std::istreambuf_iterator<char>(in), {})};
}

std::string text(const std::string& path) {
  const auto bytes = file(path);
  return bytes.ok() && *bytes ? std::string((*bytes)->begin(), (*bytes)->end()) : std::string();
}

/// What the founding entry says of the ledger.
std::optional<store::LedgerId> ledger_of(const BundleReader& bundle) {
  std::optional<store::LedgerId> out;
  (void)bundle.visit(0, [&](const BundleEntry& entry) -> Status {
    if (entry.header.seq != 0) return refuse(Code::ENTRY_MISSING);
    KATIWALA_TRY(const auto part, record::decode_struct<journal::SubjectPart>(entry.parts.at(1)->bytes));
    if (part.asked)
      if (const auto* founding = std::get_if<CreateLedger>(&*part.asked)) out = store::LedgerId{founding->ledger};
    return good();
  });
  return out;
}

class FirstRevision : public ::testing::Test {
 protected:
  std::unique_ptr<crypto::KeyStore> keys = crypto::memory_keystore(crypto::system_entropy());
  std::unique_ptr<store::LogStore> store;

  void SetUp() override {
    const auto policy = parse_trust_policy(text("trust-policy"));
    ASSERT_TRUE(policy.ok());
    const auto bundle = BundleReader::open(file, *policy);
    ASSERT_TRUE(bundle.ok()) << bundle.refusal().message << " " << bundle.refusal().place;
    const auto ledger = ledger_of(*bundle);
    ASSERT_TRUE(ledger.has_value());
    store = store::memory_store(*ledger);
    const auto done = reimport(*bundle, *store, *keys, {});
    ASSERT_TRUE(done.ok()) << done.refusal().message << " " << done.refusal().place;
    ASSERT_EQ(done->entries, 52u);
  }
};

TEST_F(FirstRevision, EveryEntryIsReadAndVerified) {
  VerifyOptions options;
  options.keys = keys.get();
  const VerifyReport report = verify_ledger(*store, options);
  EXPECT_TRUE(report.good()) << report.first_bad->message << " " << report.first_bad->place;
}

/// A member that came later is as a new record has it.
TEST_F(FirstRevision, WhatCameLaterIsAsInANewRecord) {
  const auto memory = journal::replay(*store, keys.get(), store->head()->seq + 1, nullptr);
  ASSERT_TRUE(memory.ok()) << memory.refusal().message << " " << memory.refusal().place;
  std::size_t guardians = 0;
  for (const auto& [id, ward] : memory->state.wards) {
    for (const Guardian& guardian : ward.guardians) {
      EXPECT_EQ(guardian.standing, GuardianStanding::active);
      ++guardians;
    }
    for (const CourtOrder& order : ward.court_orders) EXPECT_EQ(order.standing, OrderStanding::in_force);
  }
  for (const auto& [id, request] : memory->state.requests) EXPECT_EQ(request.asked_at, Instant{});
  EXPECT_GT(guardians, 0u);
  EXPECT_FALSE(memory->state.requests.empty());
}

/// Decisions of other rules are counted, never called the same.
TEST_F(FirstRevision, ItsDecisionsAreNotThoseOfTodaysRules) {
  policies::Judge judge([](std::string_view words) { return crypto::sha256(view(words)); });
  RedecideOptions options;
  options.keys = keys.get();
  options.decide = [&](const State& state, const Submission& submission) { return judge.decide(state, submission); };
  options.engine_revision = policies::kEngineRevision;
  const RedecideReport report = redecide(*store, options);
  EXPECT_TRUE(report.good());
  EXPECT_EQ(report.other_engine, report.entries);
  EXPECT_EQ(report.decided, 0u);
}

}  // namespace
}  // namespace katiwala::audit::first_revision_test

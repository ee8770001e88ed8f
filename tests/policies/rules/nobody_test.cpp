// A payment of a ward is heard by every rule, also where nobody known asks: nothing halts, and nothing is written into a part of another ward.
#include <gtest/gtest.h>

#include "tests/policies/rules/scene.h"

namespace katiwala::policies::scene::nobody_test {
namespace {

/// What is drafted about her: "" or the first of it.
std::string drafted_about(const Verdict& verdict, const WardId& ward) {
  const auto hers = [&](const Subject& about) { return about == subject(ward) || about == protection_of(ward) || about == watch_of(ward); };
  for (const Effect& effect : verdict.effects)
    if (hers(effect.about)) return std::string(name_of(effect.event));
  for (const DutyDraft& duty : verdict.duties)
    if (hers(duty.about)) return std::string(name(duty.duty));
  for (const ReminderDraft& reminder : verdict.reminders)
    if (hers(reminder.about)) return std::string(name(reminder.reminder));
  for (const RaisedFlag& flag : verdict.raised)
    if (hers(flag.watch)) return "flag";
  return {};
}

TEST(Rules, APaymentOfHersThatNobodyKnownAsksForHaltsNoRule) {
  for (const bool known : {true, false}) {
    Scene scene;
    const PersonId who = known ? kReleaser : kStranger;
    const RequestDisbursement asked = scene.request(money("100.00 PHP"));
    for (const Rule* rule : all_rules()) {
      scene.ask(asked, who);
      EXPECT_EQ(drafted_about(scene.hear(rule->id), kSibling), "") << rule->id;
      scene.execute(asked, who);
      EXPECT_EQ(drafted_about(scene.hear(rule->id), kSibling), "") << rule->id;
      scene.release(asked, who);
      EXPECT_EQ(drafted_about(scene.hear(rule->id), kSibling), "") << rule->id;
    }
  }
}

}  // namespace
}  // namespace katiwala::policies::scene::nobody_test

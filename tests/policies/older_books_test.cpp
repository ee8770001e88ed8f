// What follows when an older book is brought in, under the shipped rules: bonds are asked for as after a receipt, what is nobody's is looked at in time, and nothing
// is counted as money that came that day.
#include <gtest/gtest.h>

#include "policies/opening.h"
#include "tests/policies/story.h"

namespace katiwala::policies::kit {
namespace older_books {
namespace {

const OpeningId kBook = id<OpeningId>(0xa1);

class OlderBooks : public ::testing::Test {
 protected:
  void SetUp() override {
    story.open_pool();
    story.open_ward(kWard);
    ASSERT_EQ(said(story.ask(kBank, RecordRate{rate("USD", "50"), manila_date(story.now), "reference rate"})), "allow");
    AppointGuardian parent;
    parent.ward = kWard;
    parent.person = person_of(kGuardian);
    parent.guardian_kind = GuardianKind::parent;
    parent.parent = ParentKind::mother;
    parent.no_other_property = true;
    story.agreed(kOfficer, parent, {kOfficer2});
  }
  Decision bring_in(std::string_view amount, std::vector<BroughtCredit> unplaced = {}) {
    NoteOpening note{kBook, kWard, {}};
    note.lines.resize(1);
    note.lines[0].paper = document(70);
    note.lines[0].amount = money(amount);
    EXPECT_EQ(said(story.ask(kOfficer, note)), "allow");
    const Amount none = money("0.00 USD");
    OpeningTotals total{1, money(amount), none, none, none, none, money(amount)};
    for (const BroughtCredit& credit : unplaced) {
      total.unplaced += credit.amount;
      total.bank += credit.amount;
    }
    const Digest noted = kit::hash(opening_text(noted_under(story.state, kPool, kBook)));
    return story.agreed(kOfficer, OpenBooks{kBook, kPool, day("2026-01-04"), document(71), noted, {total}, std::move(unplaced)},
                        {kOfficer2, kCompliance});
  }
  Story story;
};

TEST_F(OlderBooks, AskForAParentsBondAboveTheThreshold) {  // R08: 50,000.00 pesos are 1,000.00 dollars
  bring_in("1000.00 USD");
  EXPECT_EQ(story.duties(kWard).find("bond"), std::string::npos) << story.duties(kWard);
}

TEST_F(OlderBooks, AskForItACentAbove) {
  const Decision done = bring_in("1000.01 USD");
  EXPECT_NE(story.duties(kWard).find("bond"), std::string::npos) << story.duties(kWard);
  for (const Effect& effect : done.effects) EXPECT_FALSE(std::holds_alternative<CoveredCounted>(effect.event)) << "R36: it did not come that day";
}

TEST_F(OlderBooks, SetTheReviewOfWhatIsNobodysBySinceWhenItWaits) {  // R55
  const Decision done = bring_in("1.00 USD", {{id<CreditId>(0x67), money("7.00 USD"), day("2025-12-01")}});
  const auto* set = event_of<ReminderSet>(done);
  ASSERT_NE(set, nullptr);
  EXPECT_EQ(set->reminder.reminder, ReminderKind::review);
  EXPECT_EQ(set->reminder.at, start_of(manila_date(story.now) + 1)) << "it has waited long enough";
}

TEST_F(OlderBooks, SetNoneWhereNothingWaits) { EXPECT_EQ(event_of<ReminderSet>(bring_in("1.00 USD")), nullptr); }

}  // namespace
}  // namespace older_books
}  // namespace katiwala::policies::kit

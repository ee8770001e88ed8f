// The ledger and the second implementation, asked the same at random: the same answers, balances and records, to the last minor unit.
//
//   KATIWALA_DEEP=1              10,000,000 steps instead of 100,000
//   KATIWALA_MODEL_SEED=N        one history more, of this seed
//   KATIWALA_MODEL_STEPS=N       so long
//
// A history that differs is cut at the step that differs, then thinned out, and printed with its seed.
#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>
#include <set>

#include "tests/model/shrink.h"

namespace katiwala::model::model_test {
namespace {

constexpr std::size_t kSteps = 12'500;
constexpr std::uint64_t kHistories = 8, kDeepHistories = 800;

std::uint64_t from_environment(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr || *text == '\0' ? otherwise : std::strtoull(text, nullptr, 10);
}
std::vector<std::uint64_t> seeds() {
  if (const std::uint64_t one = from_environment("KATIWALA_MODEL_SEED", 0)) return {one};
  std::vector<std::uint64_t> all;
  for (std::uint64_t i = 1; i <= (from_environment("KATIWALA_DEEP", 0) != 0 ? kDeepHistories : kHistories); ++i) all.push_back(kFirstSeed + i - 1);
  return all;
}

void print(std::uint64_t seed, const Tally& tally) {
  std::cout << "seed " << seed << ": " << tally.steps << " steps, " << tally.entries << " entries, " << tally.pictures << " times everything compared\n";
  for (const auto& [command, outcomes] : tally.outcomes) {
    std::cout << "  " << command << ":";
    for (const auto& [outcome, count] : outcomes) std::cout << " " << outcome << " " << count;
    std::cout << "\n";
  }
  for (const auto& [reason, count] : tally.reasons) std::cout << "    " << reason << " " << count << "\n";
}

/// What must have happened in the histories of a program; a path that nothing takes is not tested. "command outcome", or a reason.
constexpr std::string_view kHappened[] = {
    "adopt_rulebook proposed", "answer_recall deny", "answer_recall proposed", "appoint_guardian deny", "appoint_guardian proposed", "approve allow",
    "approve deny", "approve_bond deny",
    "approve_bond proposed", "cancel_proposal allow", "cancel_proposal deny", "change_guardian allow", "change_guardian deny", "change_guardian proposed",
    "change_payee deny", "change_payee proposed", "convert deny", "convert proposed", "enrol_principal deny", "enrol_principal proposed",
    "erase_ward proposed", "file_recall allow", "file_recall deny", "file_receipt allow", "file_receipt deny", "file_return allow",
    "file_return deny", "hand_over allow", "hand_over deny",
    "key with another request deny", "match_credit deny", "match_credit proposed", "move_case allow", "move_case deny", "move_case proposed",
    "move_clock allow", "move_clock deny", "note_opening allow", "note_opening deny", "open_books deny", "open_books proposed", "open_case allow",
    "open_case deny", "open_pool proposed", "open_ward deny", "open_ward proposed",
    "receive_credit allow", "receive_credit deny", "reconcile allow", "reconcile deny", "record_adverse allow", "record_award deny",
    "record_award proposed",
    "record_charge deny", "record_charge proposed", "record_court_order deny", "record_court_order proposed", "record_order deny", "record_order proposed",
    "record_rate allow", "record_rate deny", "refuse_input deny", "register_payee deny", "register_payee proposed", "reject_payment allow",
    "reject_payment deny", "release allow", "release deny", "release hold", "replay allow", "request_disbursement deny", "request_disbursement escalate",
    "request_disbursement proposed", "restart allow", "reverse_entry deny", "reverse_entry proposed", "revoke_principal allow", "set_budget deny",
    "set_budget proposed", "settle allow", "settle deny", "tick: deadline allow", "tick: majority allow", "tick: proposal expiry allow",
    "tick: reminder allow", "alert R11 BOND_INADEQUATE", "alert R15 GUARDIAN_SUSPENDED", "alert R26 OFFENDER_IS_GUARDIAN", "alert R26 OFFENDER_IS_PAYEE",
    "allow account_approved R16", "allow account_due R14", "allow agrees R32", "allow bond_as_ordered R10", "allow bond_reaches_minimum R08",
    "allow bond_stands R08", "allow break R32", "allow court_notice_due R63", "allow court_order_named R19", "allow covered R35",
    "allow deal_complete R54",
    "allow endorsed R30", "allow enough_persons_agreed R31", "allow final_account_due R16", "allow guardian_suspended R15", "allow inventory_due R12",
    "allow law_enforcement_told R39", "allow leap_day_birth R02", "allow letters_and_bond_in_force R10", "allow letters_in_force R10",
    "allow majority_scheduled R01", "allow matched_by_enough_persons R55", "allow never_hers R57", "allow not_reconciled R32", "allow of_age R01",
    "allow offender_has_a_part R26",
    "allow order_in_force R20", "allow over_payment R56", "allow payee_cooling RF11", "allow product_allowed R46",
    "allow property_report_due R13", "allow receipt_due RF06", "allow rounded_half_even R53", "allow rulebook_adopted R72", "allow signed R68",
    "allow suspense_aged R55", "allow to_be_determined R37", "allow to_be_reported R37", "allow trust_instrument_on_file R33",
    "allow value_date_of_the_bank R49", "allow within_budget R21", "allow within_cap R21", "allow within_tier R19", "allow written_order R22",
    "deny ACCOUNT_NOT_APPROVED R16", "deny ALREADY_EXISTS", "deny AMOUNT_DECIMALS", "deny AMOUNT_NOT_POSITIVE", "deny APPROVAL_NOT_NEEDED R31",
    "deny APPROVAL_OWN R31", "deny APPROVAL_REPEATED R31", "deny AUTHORITY_ENDED R01", "deny AUTHORITY_INACTIVE R10", "deny BANK_LINE_UNMATCHED",
    "deny BOND_PENDING R08", "deny BOND_PENDING R10", "deny BOND_TOO_LOW R08", "deny BOND_TOO_LOW R10", "deny BUDGET_PERIOD", "deny BUDGET_UNKNOWN",
    "deny CALENDAR_YEAR_MISSING R36", "deny CALENDAR_YEAR_MISSING R71", "deny CAP_EXCEEDED R21", "deny CASE_STATE", "deny CASE_STATE R37",
    "deny CLOCK_BACKWARDS", "deny CONVERSION_INCOMPLETE R54", "deny COURT_ORDER_REQUIRED R19", "deny COURT_ORDER_REQUIRED R57",
    "deny COURT_ORDER_REQUIRED RF09", "deny COURT_ORDER_UNKNOWN",
    "deny CREDENTIAL_EXPIRED", "deny CREDIT_MATCHED", "deny CREDIT_UNKNOWN", "deny CURRENCY_MISMATCH", "deny DUPLICATE_MESSAGE R50",
    "deny FIELD_INVALID", "deny FOUR_EYES R31", "deny GUARDIAN_REMOVED R16", "deny GUARDIAN_SUSPENDED R15",
    "deny INSTAPAY_LIMIT R48", "deny INSUFFICIENT_FUNDS R35", "deny INVENTORY_OVERDUE R12", "deny JSON_SYNTAX", "deny NOT_GUARDIAN", "deny NO_SPLIT R48",
    "deny OBLIGATION_CLOSED", "deny OBLIGATION_UNKNOWN", "deny OFFENDER_EXCLUDED R26", "deny OPENING_LATE", "deny ORDER_DOCUMENT_MISSING R22",
    "deny ORDER_EXPIRED R20",
    "deny ORDER_OVERALLOCATED", "deny ORDER_PURPOSE R21", "deny ORDER_UNKNOWN", "deny PAYEE_UNKNOWN", "deny POOL_UNKNOWN", "deny PRINCIPAL_REVOKED",
    "deny PRINCIPAL_UNKNOWN", "deny PROPOSAL_EXPIRED R31", "deny PROPOSAL_UNKNOWN",
    "deny RATE_MISMATCH R53", "deny RECALL_PROMISED R57", "deny RECEIPT_OVERDUE RF06", "deny REFERENCE_MISSING R50",
    "deny REQUEST_STATE", "deny ROLE_FORBIDDEN", "deny SIGNATURE_INVALID R68", "deny SIGNATURE_MISSING R68", "deny SUBJECT_MISMATCH",
    "deny UNDER_REVIEW R38", "deny WARD_UNKNOWN", "deny XML_DOCTYPE", "duty account_approval", "duty annual_account", "duty bond", "duty bond_increase",
    "duty court_notice", "duty covered_transaction_report", "duty determination", "duty final_account", "duty guardian_review", "duty inventory",
    "duty law_enforcement_report", "duty payor_notice", "duty property_report", "duty receipt", "duty reconciliation", "duty suspense_review",
    "duty suspicious_transaction_report", "escalate TIER_REQUEST_LIMIT R19", "escalate TIER_WINDOW_LIMIT R19", "escalate UNDER_REVIEW R38",
    "hold ACCOUNT_OVERDUE R14", "hold PAYEE_COOLING RF11", "hold RECALL_UNDECIDED R57", "hold RECONCILIATION_BREAK R32", "hold UNDER_REVIEW R38",
    "kept deny CALENDAR_YEAR_MISSING R36",
    "kept deny OFFENDER_EXCLUDED R26", "kept escalate SPLIT_BILL RF02", "kept hold STRUCTURING RF01"};
/// What a history may well do without, but eight of them may not.
constexpr std::string_view kSeldom[] = {
    "adopt_rulebook deny", "approve hold", "erase_ward deny", "open_pool deny", "record_adverse deny", "request_disbursement hold",
    "revoke_principal deny",
    "allow final_judgment R57", "allow no_bond_required R08", "allow order_in_place_of_endorsement R30", "deny AMOUNT_MISMATCH",
    "deny BEFORE_OPENING", "deny CALENDAR_YEAR_MISSING R37", "deny CAP_EXCEEDED R57", "deny CASE_UNKNOWN",
    "deny CONTROL_SUM_MISMATCH", "deny OPENING_CHANGED", "deny RECALL_ANSWERED", "deny RECALL_UNKNOWN",
    "deny CROSS_BENEFICIARY R35",
    "deny CURRENCY_MISMATCH R08", "deny CURRENCY_MISMATCH R10", "deny CURRENCY_MISMATCH R48", "deny CURRENCY_MISMATCH R54", "deny ENDORSEMENT_EXPIRED R30",
    "deny ENTRY_MISSING",
    "deny ENTRY_REVERSED R52", "deny GUARDIAN_UNKNOWN", "deny NOTHING_TO_REVERSE", "deny ORDER_NOT_ALLOCATED", "deny ORDER_PAYEE R21",
    "deny POOL_ACCOUNT_UNKNOWN", "deny REQUEST_UNKNOWN", "deny TRUST_INSTRUMENT_MISSING R33", "deny VALUE_DATE_EARLY R49", "deny WARD_BUSY",
    "deny WARD_NOT_EMPTY"};

/// A decision of every command that there is to ask for must have been decided again, or nothing is known of that command's rules; but a long
/// run may be parted so finely that a program has none of the `audited` histories.
std::string missing(const Tally& tally, bool audited) {
  std::set<std::string, std::less<>> seen;
  for (const auto& [reason, count] : tally.reasons) seen.insert(reason);
  for (const auto& [command, outcomes] : tally.outcomes)
    for (const auto& [outcome, count] : outcomes) seen.insert(command + " " + outcome);
  std::string out;
  const auto must = [&](bool there, const std::string& what) {
    if (!there) out += (out.empty() ? "" : ", ") + what;
  };
  for (const std::string_view one : kHappened) must(seen.contains(one), std::string(one));
  if (tally.steps >= kSteps * kHistories)
    for (const std::string_view one : kSeldom) must(seen.contains(one), std::string(one));
  if (!audited) return out;
  for (const std::string_view one : reference::kActionNames) must(tally.audited.decisions.contains(std::string(one)), "deciding again: " + std::string(one));
  return out;
}

std::string counts(const std::map<std::string, std::uint64_t>& of) {
  std::string out;
  for (const auto& [what, count] : of) out += " " + what + " " + std::to_string(count);
  return out;
}

void print(const Audited& audited) {
  std::cout << "  decided again: " << audited.decided << " of " << audited.entries << " entries, " << audited.unreadable
            << " of erased wards, " << audited.unproven << " may rest on one; changed and found:" << counts(audited.found)
            << "; of processor time: " << audited.rates() << "\n";
}

Tally plays_alike(std::uint64_t seed, std::size_t steps, std::size_t most_steps_again) {
  const Played played = play_at_random(seed, steps);
  print(seed, played.tally);
  if (is_audited(seed)) print(played.tally.audited);
  if (played.differs.empty()) return played.tally;
  std::cout << "differs: " << played.differs << "cutting it down ...\n" << std::flush;
  ADD_FAILURE() << explain(played, most_steps_again);
  return played.tally;
}

class Histories : public testing::TestWithParam<std::uint64_t> {
 protected:
  static void TearDownTestSuite() {
    if (from_environment("KATIWALA_MODEL_SEED", 0) != 0 || all.steps < kSteps) return;
    EXPECT_EQ(missing(all, histories != 0), "") << "never happened in " << all.steps << " steps";
    std::cout << "SHOWN: " << all.steps << " random steps, " << all.entries << " entries: ledger and second implementation agree\n";
    show_audited();
  }
  /// Every audited history had a decision changed, and it was found.
  static void show_audited() {
    std::map<std::string, std::uint64_t> outcomes;
    std::uint64_t changed = 0;
    for (const auto& [command, by_outcome] : all.audited.decisions)
      for (const auto& [outcome, count] : by_outcome) outcomes[outcome] += count;
    for (const auto& [what, count] : all.audited.found) changed += count;
    EXPECT_EQ(changed, histories);
    if (changed != histories || histories == 0) return;
    std::cout << "SHOWN: " << all.audited.decided << " recorded decisions on " << all.audited.decisions.size() << " kinds of command ("
              << counts(outcomes).substr(1) << ") decided again: 0 differences; " << all.audited.unreadable
              << " more of erased wards, " << all.audited.unproven << " may rest on one; one changed in each of " << changed
              << " chains made anew, verified clean, found:" << counts(all.audited.found)
              << "; entries a second of processor time: " << all.audited.rates() << "\n";
  }
  static inline Tally all;
  static inline std::uint64_t histories = 0;  // audited ones
};

TEST_P(Histories, LedgerAndSecondImplementationAgree) {
  all.add(plays_alike(GetParam(), from_environment("KATIWALA_MODEL_STEPS", kSteps), 150'000));
  if (is_audited(GetParam())) ++histories;
}

/// For tests/sabotage, which plays it with programs that are wrong: several, as not every history comes by what is wrong, and none after the first that
/// differs.
TEST(ShortHistory, LedgerAndSecondImplementationAgree) {
  for (std::uint64_t seed = kFirstSeed; seed < kFirstSeed + 6 && !HasFailure(); ++seed) plays_alike(seed, 4'000, 40'000);
}

INSTANTIATE_TEST_SUITE_P(Model, Histories, testing::ValuesIn(seeds()), [](const auto& of) { return "seed_" + std::to_string(of.param); });

}  // namespace
}  // namespace katiwala::model::model_test

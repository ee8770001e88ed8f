// R10  A guardian appointed by a court has no authority before the date of his letters, nor before the bond the court ordered
//      is approved.  s.14.
//
// The day of the letters counts as the first day of authority, the day of the bond's approval likewise; a bond of exactly the
// amount ordered is enough. An order silent about a bond asks for none ("from_order"); "always" asks for one in every case. An
// institution that a court appointed is such a guardian too.
#include "ledger/money/exact.h"
#include "policies/rules/asking.h"
#include "policies/rules/bond.h"
#include "policies/rules/guardians.h"

namespace katiwala::policies::r10_letters_and_bond {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"bond_required", ParameterType::text}};

Verdict on_act(const Matter& m, const Guardian& guardian) {
  const std::string& mode = m.rulebook.text("R10", "bond_required");
  if (mode != "from_order" && mode != "always") return deny_parameter("R10", "bond_required", mode);
  if (!guardian.letters || *guardian.letters > m.today) {
    return deny(Code::AUTHORITY_INACTIVE,
                {guardian.letters ? fact("letters", *guardian.letters) : fact("letters", "not recorded"), fact("today", m.today)});
  }
  const auto ordered = court_bond(guardian);
  if (!ordered && mode == "from_order") return allow("letters_in_force", {fact("letters", *guardian.letters)});
  if (ordered && bond_reaches(guardian, *ordered, m.today)) {
    return allow("letters_and_bond_in_force", {fact("letters", *guardian.letters), fact("bond", guardian.bond->amount)});
  }
  std::vector<Fact> facts{ordered ? peso_fact("bond_ordered", *ordered) : fact("bond_ordered", "not recorded")};
  if (guardian.bond) {
    facts.push_back(fact("bond", guardian.bond->amount));
    facts.push_back(fact("bond_approved", guardian.bond->approved));
  }
  return deny(Code::BOND_PENDING, std::move(facts));
}

Verdict on_bond(const Matter& m, const ApproveBond& bond) {
  const Guardian* guardian = find_guardian(*m.ward, bond.guardian);
  if (guardian == nullptr || !is_court_appointed(*guardian)) return silent();
  if (bond.amount.currency() != peso()) return deny(Code::CURRENCY_MISMATCH, {fact("bond", bond.amount)});
  const auto ordered = court_bond(*guardian);
  if (!ordered || exact_major(bond.amount) >= *ordered) return allow("bond_as_ordered", {fact("bond", bond.amount)});
  return deny(Code::BOND_TOO_LOW, {peso_fact("bond_ordered", *ordered), fact("bond", bond.amount)});
}

Verdict judge(const Matter& m) {
  if (m.ward == nullptr) return silent();
  if (const auto* bond = m.as<ApproveBond>()) return on_bond(m, *bond);
  if (const auto* appointed = m.as<AppointGuardian>()) {
    if (appointed->bond_ordered && appointed->bond_ordered->currency() != peso()) {
      return deny(Code::CURRENCY_MISMATCH, {fact("bond_ordered", *appointed->bond_ordered)});
    }
    return silent();
  }
  if (!is_guardian_act(m)) return silent();
  const Guardian* guardian = asking_guardian(m);
  if (guardian == nullptr) return deny(Code::AUTHORITY_INACTIVE, {fact("guardian", "not recorded")});
  return is_court_appointed(*guardian) ? on_act(m, *guardian) : silent();
}

}  // namespace
}  // namespace katiwala::policies::r10_letters_and_bond

KATIWALA_RULE(R10, r10_letters_and_bond, kParameters, judge, hears<ApproveBond, AppointGuardian, GuardianAct>())

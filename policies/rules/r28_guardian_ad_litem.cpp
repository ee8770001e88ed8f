// R28  A guardian ad litem sees and objects, and has no power over money.  AM 00-4-07-SC.
//
// The role may object, for the ward to whom a recorded relation links its person, and do nothing else; who is her guardian ad litem neither
// approves nor releases under another key. An objection to a payment, of a guardian ad litem, a social worker or a guardian, that is not
// withdrawn holds it at execution and release: held, not denied, until it is withdrawn or until the payment is asked for under a court order
// that has decided on this very expense, naming its purpose and its payee. Who objects to what a court has ordered asks the court to stay
// it. A guardian whose authority does not stand objects to nothing. Parents who object to each other's requests are judged by R31.
#include "ledger/custody/relations.h"
#include "policies/rules/objections.h"

namespace katiwala::policies::r28_guardian_ad_litem {
namespace {

using namespace custody;

bool is_ad_litem(const Matter& m, const PersonId& person) {
  return is_related(m.protection, RelationKind::guardian_ad_litem, person);
}

Verdict on_payment(const Matter& m, const Payment& asked) {
  if (m.stage != Stage::submit && m.principal != nullptr && is_ad_litem(m, m.principal->person)) {
    return deny(Code::ROLE_FORBIDDEN, {fact("part", m.stage == Stage::release ? "releaser" : "approver")});
  }
  std::vector<PersonId> standing = objectors(m);
  const bool by_parent = acting_parent(*m.ward, asked.requester) != nullptr;
  std::erase_if(standing, [&](const PersonId& person) { return by_parent && acting_parent(*m.ward, person) != nullptr; });
  if (standing.empty()) return silent();
  std::vector<Fact> facts{fact("objections", static_cast<std::int64_t>(standing.size()))};
  return court_decided(m, asked) ? allow("court_has_decided", std::move(facts)) : hold(Code::OBJECTED, std::move(facts));
}

Verdict judge(const Matter& m) {
  if (m.ward == nullptr) return silent();
  if (m.principal != nullptr && m.principal->role == Role::guardian_ad_litem) {
    const bool objects = m.as<ObjectTo>() != nullptr && is_ad_litem(m, m.principal->person);
    return objects ? silent() : deny(Code::ROLE_FORBIDDEN, {fact("role", name(m.principal->role))});
  }
  if (m.as<Approve>() != nullptr && m.principal != nullptr && is_ad_litem(m, m.principal->person)) {
    return deny(Code::ROLE_FORBIDDEN, {fact("part", "approver")});
  }
  const auto asked = payment(m);
  return asked ? on_payment(m, *asked) : silent();
}

}  // namespace
}  // namespace katiwala::policies::r28_guardian_ad_litem

KATIWALA_RULE(R28, r28_guardian_ad_litem, {}, judge, hears_everything())

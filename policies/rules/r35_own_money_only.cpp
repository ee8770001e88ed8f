// R35  No account of a ward goes below zero, and no ward's money pays for another.  MORB 401; D.
//
// A request is covered by what is free for her (principal and income, not what is reserved) to the last centavo, or denied
// whole: there are no partial payments. What the plan posts is looked at line by line: in a matter about one ward it touches
// no other ward's accounts, each line stands in the part of the ward whose account it is, and matching a receipt takes from no
// ward. The book guards its floors once more when it posts.
#include <algorithm>

#include "ledger/money/exact.h"
#include "policies/rules/asking.h"

namespace katiwala::policies::r35_own_money_only {
namespace {

using namespace custody;

bool is_wards(book::AccountKind kind) {
  return kind == book::AccountKind::principal || kind == book::AccountKind::income || kind == book::AccountKind::reserved;
}

/// In a matter about one ward nobody else's money moves; in one about many, only where it comes in or is undone.
Verdict whose_money(const Matter& m) {
  for (const SubjectPosting& line : m.plan.postings) {
    const book::Account& account = line.posting.account;
    if (!is_wards(account.kind)) continue;
    const bool misplaced = line.about != Subject{SubjectKind::ward, account.owner};
    const bool other = m.plan.about.kind == SubjectKind::ward && m.plan.about.id != account.owner;
    const bool taken = m.as<MatchCredit>() != nullptr && line.posting.change_minor < 0;
    if (misplaced || other || taken) return deny(Code::CROSS_BENEFICIARY, {fact("account", name(account.kind))});
  }
  return silent();
}

/// What each of the wards' accounts would stand at.
Verdict floors(const Matter& m) {
  for (const SubjectPosting& line : m.plan.postings) {
    const book::Account& account = line.posting.account;
    if (!is_wards(account.kind)) continue;
    Minor after = wide(m.state.book.balance(account));
    for (const SubjectPosting& other : m.plan.postings)
      if (other.posting.account == account) after += other.posting.change_minor;
    if (after >= 0) continue;
    return deny(Code::INSUFFICIENT_FUNDS, {fact("account", name(account.kind)), fact("currency", account.currency.code())});
  }
  return silent();
}

Verdict judge(const Matter& m) {
  if (Verdict verdict = whose_money(m); verdict.reason) return verdict;
  if (Verdict verdict = floors(m); verdict.reason) return verdict;
  const auto asked = payment(m);
  if (!asked || m.ward == nullptr || m.stage == Stage::release) return silent();
  const Currency currency = asked->amount.currency();
  const Amount free = m.state.balance(book::AccountKind::principal, m.ward->id.bytes, currency) +
                      m.state.balance(book::AccountKind::income, m.ward->id.bytes, currency);
  std::vector<Fact> facts{fact("free", free), fact("amount", asked->amount)};
  return asked->amount <= free ? allow("covered", std::move(facts)) : deny(Code::INSUFFICIENT_FUNDS, std::move(facts));
}

}  // namespace
}  // namespace katiwala::policies::r35_own_money_only

KATIWALA_RULE(R35, r35_own_money_only, {}, judge, hears_everything())

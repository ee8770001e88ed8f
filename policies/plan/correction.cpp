// What was booked wrongly is undone by a reversal, once; what the bank took is booked (docs/books.md; R52).
#include <algorithm>

#include "policies/plan/pieces.h"

namespace katiwala::policies {

using namespace custody;
using book::AccountKind;
using book::Category;

namespace {

/// Receipts, their matching, conversions, charges and fees, what was remitted, and what an older book brought. A payment is undone by its own return, an award or a cap by a
/// court, a credit that went back by nothing, as little as an entry some of whose parts can not be read any more.
bool reversible(const std::vector<SubjectPosting>& lines) {
  bool any = false;
  std::vector<book::Posting> all;
  for (const SubjectPosting& line : lines) {
    const Category category = line.posting.category;
    any = any || category != Category::authority;
    all.push_back(line.posting);
    const bool can_be_undone = category == Category::receipt || category == Category::conversion || category == Category::charge ||
                               category == Category::fee || category == Category::tax || category == Category::authority || category == Category::brought;
    if (!can_be_undone) return false;
  }
  return any && book::Balanced::check(std::move(all)).ok();
}

/// The credit that was matched in an entry.
const Credit* matched_in(const State& state, std::uint64_t entry) {
  for (const auto& [id, credit] : state.credits)
    if (credit.matched_in == entry && entry != 0) return &credit;  // 0: it was not matched
  return nullptr;
}

/// A receipt is undone after its matching, or what another payor's receipt left in suspense would pay for it; and for the same reason neither
/// it nor its matching once something of it went back.
Status still_waits(const State& state, std::uint64_t entry) {
  for (const auto& [id, credit] : state.credits) {
    const bool receipt = credit.entry == entry;
    const bool matching = entry != 0 && credit.matched_in == entry;  // 0: it was not matched
    if ((receipt && credit.matched_in != 0) || ((receipt || matching) && credit.resolved)) return refuse(Code::CREDIT_MATCHED);
  }
  return good();
}

/// The records that follow the money: credits whose matching or receipt is undone. Ascending, so that it is decided again the same: an older book is many of
/// them in one entry.
void follow_credits(Plan& plan, const State& state, std::uint64_t entry) {
  std::vector<const Credit*> undone;
  for (const auto& [id, credit] : state.credits)
    if (credit.matched ? credit.matched_in == entry : credit.entry == entry) undone.push_back(&credit);
  std::ranges::sort(undone, {}, &Credit::id);
  for (const Credit* credit : undone) {
    if (credit->matched) happen(plan, subject(credit->pool), CreditReopened{credit->id});
    else happen(plan, subject(credit->pool), CreditVoided{credit->id});
  }
}

/// An older book is taken back while it is the first on the account still: once something else has moved there, nothing could be brought in in its place.
Status is_first_still(const State& state, const Subject& about, const std::vector<SubjectPosting>& lines) {
  const Pool* pool = about.kind == SubjectKind::pool ? state.pool(PoolId{about.id}) : nullptr;
  for (const SubjectPosting& line : lines) {
    const book::Posting& posting = line.posting;
    const bool brought = posting.category == Category::brought && posting.account.kind == AccountKind::bank;
    if (brought && pool != nullptr) KATIWALA_CHECK(nothing_but_brought(state, *pool, posting.account.currency));
  }
  return good();
}

/// An older book that is taken back may be brought in anew.
void follow_opening(Plan& plan, const State& state, const Subject& pool, const ReverseEntry& c, const std::vector<SubjectPosting>& lines) {
  OpeningUndone undone{c.entry, {}};
  for (const SubjectPosting& line : lines) {
    const bool brought = line.posting.category == Category::brought && line.posting.account.kind == AccountKind::bank;
    if (brought) undone.banks.push_back(line.posting.change());
  }
  if (undone.banks.empty()) return;
  happen(plan, pool, std::move(undone));
  std::vector<Subject> told;
  for (const SubjectPosting& line : lines) {
    const Ward* ward = line.about.kind == SubjectKind::ward ? state.ward(WardId{line.about.id}) : nullptr;
    if (ward == nullptr || std::ranges::find(told, line.about) != told.end()) continue;
    happen(plan, line.about, BroughtUndone{c.entry});
    told.push_back(line.about);
  }
}

/// Where it is written that an entry was undone: with its pool, which every reversible entry moves. A ward's part becomes unreadable
/// when she is erased, and what was undone must stay so for whoever rebuilds the state without her key.
const Subject* pool_among(const std::vector<SubjectPosting>& lines) {
  const auto found = std::ranges::find(lines, SubjectKind::pool, [](const SubjectPosting& line) { return line.about.kind; });
  return found == lines.end() ? nullptr : &found->about;
}

}  // namespace

Result<Plan> plan_of(const Asking& asking, const ReverseEntry& c) {
  KATIWALA_CHECK(some_text(c.reason, 500, "reason"));
  if (asking.submission.reversed_kind == 0 || c.entry >= asking.submission.seq) return refuse(Code::ENTRY_MISSING);
  if (asking.state.reversed.contains(c.entry)) return refuse(Code::ENTRY_REVERSED);
  const std::vector<SubjectPosting>& lines = asking.submission.reversed_postings;
  // A matching that credited nobody moved nothing, and is undone all the same: the credit waits again.
  const Credit* for_nobody = lines.empty() ? matched_in(asking.state, c.entry) : nullptr;
  const Subject* pool = pool_among(lines);
  if (for_nobody == nullptr && (!reversible(lines) || pool == nullptr)) return refuse(Code::NOTHING_TO_REVERSE);
  const bool touched = (for_nobody != nullptr && c.about == subject(for_nobody->pool)) ||
                       std::any_of(lines.begin(), lines.end(), [&](const SubjectPosting& l) { return l.about == c.about; });
  if (!touched) return refuse(Code::SUBJECT_MISMATCH);
  KATIWALA_CHECK(still_waits(asking.state, c.entry));
  if (pool != nullptr) KATIWALA_CHECK(is_first_still(asking.state, *pool, lines));
  Plan plan = plan_about(c.about);
  happen(plan, for_nobody == nullptr ? *pool : subject(for_nobody->pool), EntryReversed{c.entry});
  follow_credits(plan, asking.state, c.entry);
  if (pool != nullptr) follow_opening(plan, asking.state, *pool, c, lines);
  for (const SubjectPosting& line : lines) {
    SubjectPosting inverse = line;
    inverse.posting.change_minor = -line.posting.change_minor;
    if (book::book_of(line.posting.account.kind) == book::BookName::custody) inverse.posting.category = Category::correction;
    plan.postings.push_back(inverse);
  }
  return plan;
}

/// Income bears it first (docs/books.md; R18). What the bank took has left the account; the trustee's own fee is kept on the pool's fee account
/// until it is remitted, and comes from income alone.
Result<Plan> plan_of(const Asking& asking, const RecordCharge& c) {
  KATIWALA_TRY(const Ward* ward, ward_or_refuse(asking.state, c.ward));
  KATIWALA_CHECK(unused(asking.state, c.references));
  KATIWALA_CHECK(positive(c.amount));
  KATIWALA_TRY(const Pool* pool, pool_with_currency(asking.state, *ward, c.amount.currency()));
  if (c.booked > asking.today) return wrong_field("booked");
  KATIWALA_CHECK(after_opening(*pool, c.amount.currency(), c.booked));
  const bool fee = c.charge == ChargeKind::trustee_fee;
  const Drawn drawn = draw(asking.state, *ward, c.amount);
  if (fee && !drawn.principal.is_zero()) return refuse(Code::INCOME_INSUFFICIENT);
  const Category category = fee ? Category::fee : Category::charge;
  Plan plan = plan_about(subject(c.ward));
  use(plan, pool->id, c.references);
  post(plan, plan.about, AccountKind::income, ward->id.bytes, -drawn.income, category);
  post(plan, plan.about, AccountKind::principal, ward->id.bytes, -drawn.principal, category);
  if (fee) post(plan, subject(pool->id), AccountKind::fee, pool->id.bytes, c.amount, category);
  else post(plan, subject(pool->id), AccountKind::bank, pool->id.bytes, -c.amount, category);
  return plan;
}

}  // namespace katiwala::policies

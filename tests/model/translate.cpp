#include "tests/model/translate.h"

#include "ledger/crypto/digest.h"
#include "tests/kit/test_ledger.h"

namespace katiwala::model {

using namespace custody;
namespace ref = reference;

namespace {

constexpr std::string_view kCodes[] = {"PHP", "USD", "EUR", "JPY", "KWD"};

Digest document(bool there) {
  Digest out{};
  if (there) out.fill(0x5a);
  return out;
}
VaultRef in_vault(const ref::Name& name) { return {Id<VaultItemTag>{name}, document(true)}; }

CivilDate date(ref::Day day) { return CivilDate(day); }
template <class T, class F>
auto maybe(const std::optional<T>& value, F make) -> std::optional<decltype(make(*value))> {
  if (!value) return std::nullopt;
  return make(*value);
}
std::vector<Mark> marks(const std::vector<ref::Mark>& all) {
  std::vector<Mark> out;
  for (const ref::Mark& m : all) out.push_back({static_cast<MarkKind>(m.kind), m.value});
  return out;
}
std::vector<Mark> bank_references(const std::vector<ref::Name>& all) {
  std::vector<Mark> out;
  for (const ref::Name& name : all) out.push_back({MarkKind::bank_reference, name});
  return out;
}
Rail rail(ref::Rail rail) {
  constexpr Rail kRails[] = {Rail::book_transfer, Rail::instapay, Rail::pesonet};
  return kRails[static_cast<std::size_t>(rail)];
}
Purpose purpose(ref::Purpose purpose) {
  constexpr Purpose kPurposes[] = {Purpose::education, Purpose::medical, Purpose::shelter};
  return kPurposes[static_cast<std::size_t>(purpose)];
}

struct ToCommand {
  const FindCredential& find;

  Command operator()(const ref::MoveClock& c) const { return MoveClock{Instant{c.to}}; }
  Command operator()(const ref::RefuseInput& c) const { return RefuseInput{"/v1/orders", c.code, document(true)}; }
  Command operator()(const ref::Enrol& c) const {
    return EnrolPrincipal{{id<PrincipalTag>(c.principal), id<PersonTag>(c.person), role(c.role), find(c)}};
  }
  Command operator()(const ref::Revoke& c) const { return RevokePrincipal{id<PrincipalTag>(c.principal), "left the bank"}; }
  Command operator()(const ref::AdoptRulebook& c) const { return AdoptRulebook{rulebook_text(c.edition)}; }
  Command operator()(const ref::Erase& c) const { return EraseWard{id<WardTag>(c.ward), "asked for", {}}; }
  Command operator()(const ref::RecordRate& c) const { return RecordRate{rate(c.price), date(c.day), "invented"}; }
  Command operator()(const ref::OpenPool& c) const {
    OpenPool out{id<PoolTag>(c.pool), c.bank, c.code, static_cast<Product>(static_cast<int>(c.product) + 1), {}};
    for (const ref::PoolAccount& a : c.accounts) out.accounts.push_back({currency(a.currency), {MarkKind::account, a.account}, in_vault(a.account)});
    return out;
  }
  Command operator()(const ref::OpenWard& c) const {
    OpenWard out;
    out.ward = id<WardTag>(c.ward);
    out.pool = id<PoolTag>(c.pool);
    out.born_earliest = date(c.born_earliest);
    out.born_latest = date(c.born_latest);
    if (c.instrument) out.trust_instrument = document(true);
    return out;
  }
  Command operator()(const ref::RecordOrder& c) const {
    return RecordOrder{id<OrderTag>(c.order), c.country, date(c.dated), amount(c.total), document(true), in_vault(c.order)};
  }
  Command operator()(const ref::RecordAward& c) const {
    return RecordAward{id<AwardTag>(c.award), id<OrderTag>(c.order), id<WardTag>(c.ward), amount(c.amount)};
  }
  Command operator()(const ref::AppointGuardian& c) const {
    const auto kind = c.kind == ref::GuardianKind::parent ? GuardianKind::parent : GuardianKind::court_appointed;
    return AppointGuardian{id<WardTag>(c.ward),       id<PersonTag>(c.person), kind,
                           maybe(c.letters, date),    maybe(c.bond_ordered, amount), c.no_other_property,
                           maybe(c.other_property, amount), document(true),    marks(c.marks)};
  }
  Command operator()(const ref::ChangeGuardian& c) const {
    ChangeGuardian out;
    out.ward = id<WardTag>(c.ward);
    out.person = id<PersonTag>(c.person);
    out.to = static_cast<GuardianStanding>(static_cast<int>(c.to) + 1);
    out.dated = date(c.dated);
    if (c.document) out.document = document(true);
    out.reason = c.reason;
    return out;
  }
  Command operator()(const ref::ApproveBond& c) const {
    return ApproveBond{id<WardTag>(c.ward), id<PersonTag>(c.guardian), amount(c.amount), date(c.approved), document(true)};
  }
  Command operator()(const ref::FileReturn& c) const {
    FileReturn out;
    out.ward = id<WardTag>(c.ward);
    out.obligation = c.number;
    out.filed = date(c.filed);
    out.document = document(true);
    out.pool = maybe(c.pool, id<PoolTag>);
    out.about = maybe(c.about, [](const ref::Subject& about) { return subject(about); });
    return out;
  }
  Command operator()(const ref::RecordAdverse& c) const {
    return RecordAdverse{id<WardTag>(c.ward), id<PersonTag>(c.person), static_cast<AdverseStatus>(static_cast<int>(c.status) + 1), marks(c.marks)};
  }
  Command operator()(const ref::RegisterPayee& c) const {
    return RegisterPayee{id<WardTag>(c.ward),  id<PayeeTag>(c.payee), id<PersonTag>(c.person), PayeeKind::school,
                         rail(c.rail), currency(c.currency), in_vault(c.payee),       marks(c.marks)};
  }
  Command operator()(const ref::ChangePayee& c) const {
    return ChangePayee{id<WardTag>(c.ward), id<PayeeTag>(c.payee), in_vault(c.details), marks(c.marks), maybe(c.rail, rail)};
  }
  Command operator()(const ref::SetBudget& c) const {
    return SetBudget{id<WardTag>(c.ward), id<BudgetTag>(c.budget), purpose(c.purpose), date(c.from), date(c.to), amount(c.amount), maybe(c.court_order, id<CourtOrderTag>)};
  }
  Command operator()(const ref::FileReceipt& c) const {
    FileReceipt out;
    out.ward = id<WardTag>(c.ward);
    out.request = id<RequestTag>(c.request);
    std::copy(c.document.begin(), c.document.end(), out.document.begin());
    out.amount = amount(c.amount);
    out.dated = date(c.dated);
    out.payee = id<PayeeTag>(c.payee);
    return out;
  }
  Command operator()(const ref::RecordCourtOrder& c) const {
    RecordCourtOrder out;
    out.ward = id<WardTag>(c.ward);
    out.order = id<CourtOrderTag>(c.order);
    out.dated = date(c.dated);
    out.expires = maybe(c.expires, date);
    out.cap = amount(c.cap);
    out.purpose = maybe(c.purpose, purpose);
    out.payee = maybe(c.payee, id<PayeeTag>);
    if (c.document) out.document = document(true);
    if (c.docket) out.docket = in_vault(c.order);
    out.final_judgment = c.final_judgment;
    return out;
  }
  Command operator()(const ref::ReceiveCredit& c) const {
    return ReceiveCredit{id<CreditTag>(c.credit), id<PoolTag>(c.pool), amount(c.amount), maybe(c.charges, amount),
                         date(c.booked),          date(c.booked),      bank_references(c.references), std::nullopt};
  }
  Command operator()(const ref::MatchCredit& c) const { return MatchCredit{id<CreditTag>(c.credit), id<OrderTag>(c.order)}; }
  Command operator()(const ref::Convert& c) const {
    return Convert{id<WardTag>(c.ward), amount(c.sold), amount(c.bought), rate(c.price), c.source, Instant{c.dealt}, maybe(c.charge, amount),
                   bank_references(c.references)};
  }
  Command operator()(const ref::RequestPayment& c) const {
    RequestDisbursement out;
    out.request = id<RequestTag>(c.request);
    out.ward = id<WardTag>(c.ward);
    out.payee = id<PayeeTag>(c.payee);
    out.amount = amount(c.amount);
    out.purpose = purpose(c.purpose);
    out.court_order = maybe(c.court_order, id<CourtOrderTag>);
    out.rail = maybe(c.rail, rail);
    out.budget = maybe(c.budget, id<BudgetTag>);
    return out;
  }
  Command operator()(const ref::Approve& c) const { return Approve{c.proposal.entry, subject(c.about)}; }
  Command operator()(const ref::Cancel& c) const { return CancelProposal{c.proposal.entry, subject(c.about), c.reason}; }
  Command operator()(const ref::Release& c) const {
    return Release{id<RequestTag>(c.request), id<WardTag>(c.ward), c.message_id, c.end_to_end_id, c.request, in_vault(c.request)};
  }
  Command operator()(const ref::HandOver& c) const { return HandOver{id<RequestTag>(c.request), id<WardTag>(c.ward)}; }
  Command operator()(const ref::Settle& c) const {
    return Settle{id<RequestTag>(c.request), id<WardTag>(c.ward), amount(c.amount), date(c.value_date), date(c.value_date), bank_references(c.references), std::nullopt};
  }
  Command operator()(const ref::RejectPayment& c) const {
    return RejectPayment{id<RequestTag>(c.request), id<WardTag>(c.ward), c.reason, bank_references(c.references)};
  }
  Command operator()(const ref::OpenCase& c) const {
    return OpenCase{subject(c.about), c.flag, maybe(c.request, id<RequestTag>), maybe(c.credit, id<CreditTag>), std::nullopt};
  }
  Command operator()(const ref::MoveCase& c) const {
    return MoveCase{subject(c.about), c.number, static_cast<CaseState>(static_cast<int>(c.to) + 1), date(c.dated), document(true), std::nullopt, c.trafficking};
  }
  Command operator()(const ref::Reverse& c) const { return ReverseEntry{c.of.entry, subject(c.about), c.reason}; }
  Command operator()(const ref::Reconcile& c) const {
    const auto statement = maybe(c.statement, [](const ref::Name& name) { return Mark{MarkKind::bank_reference, name}; });
    return Reconcile{id<PoolTag>(c.pool), date(c.day), amount(c.closing), statement, std::nullopt};
  }
  Command operator()(const ref::NoteOpening& c) const {
    NoteOpening out{id<OpeningTag>(c.opening), id<WardTag>(c.ward), {}};
    for (const ref::OpeningLine& line : c.lines) {
      out.lines.push_back({maybe(line.award, id<AwardTag>), line.paper, amount(line.amount), maybe(line.income, amount), maybe(line.paid, amount),
                           maybe(line.charges, amount)});
    }
    return out;
  }
  Command operator()(const ref::OpenBooks& c) const {
    OpenBooks out{id<OpeningTag>(c.opening), id<PoolTag>(c.pool), date(c.as_of), document(c.source), crypto::sha256(view(c.noted)), {}, {}};
    for (const ref::OpeningTotals& t : c.totals)
      out.totals.push_back({t.lines, amount(t.principal), amount(t.income), amount(t.unplaced), amount(t.tax), amount(t.fee), amount(t.bank)});
    for (const ref::UnplacedCredit& credit : c.unplaced) out.unplaced.push_back({id<CreditTag>(credit.credit), amount(credit.amount), date(credit.booked)});
    return out;
  }
  Command operator()(const ref::FileRecall& c) const {
    return FileRecall{id<RecallTag>(c.recall), maybe(c.credit, id<CreditTag>), maybe(c.amount, amount),
                      c.reason, c.number, bank_references(c.references), in_vault(c.recall)};
  }
  Command operator()(const ref::AnswerRecall& c) const {
    const auto to = static_cast<RecallStanding>(static_cast<int>(c.to) + 1);
    return AnswerRecall{id<RecallTag>(c.recall), to, c.reason, maybe(c.court_order, id<CourtOrderTag>), std::nullopt};
  }
  Command operator()(const ref::RecordCharge& c) const {
    return RecordCharge{id<WardTag>(c.ward), amount(c.amount), date(c.booked), bank_references(c.references)};
  }
};

ref::Outcome outcome(Outcome outcome) {
  switch (outcome) {
    case Outcome::allow: return ref::Outcome::allow;
    case Outcome::escalate: return ref::Outcome::escalate;
    case Outcome::hold: return ref::Outcome::hold;
    case Outcome::deny: return ref::Outcome::deny;
  }
  return ref::Outcome::deny;
}
ref::Reason reason(const Reason& r) { return {outcome(r.outcome), r.code, r.rule}; }

}  // namespace

Currency currency(ref::Currency currency) {
  static const std::vector<Currency> kAll = [] {
    std::vector<Currency> all;
    for (const std::string_view code : kCodes) all.push_back(*Currency::parse(code));
    return all;
  }();
  return kAll[static_cast<std::size_t>(currency)];
}
Amount amount(const ref::Money& money) { return {currency(money.currency), money.minor}; }
Rate rate(const ref::Price& price) { return *Rate::from_parts(currency(price.from), currency(price.to), price.figures, price.decimals); }

Subject subject(const ref::Subject& subject) {
  constexpr SubjectKind kKinds[] = {SubjectKind::ledger, SubjectKind::pool,       SubjectKind::order,
                                    SubjectKind::ward,   SubjectKind::protection, SubjectKind::watch};
  return {kKinds[static_cast<std::size_t>(subject.kind)], subject.name};
}
ref::Subject subject(const Subject& subject) { return {static_cast<ref::Kind>(static_cast<int>(subject.kind) - 1), subject.id}; }

Role role(ref::Role role) { return static_cast<Role>(static_cast<int>(role) + 1); }

ref::Account account(const book::Account& account) {
  using K = book::AccountKind;
  using B = ref::Book;
  static const std::map<K, B> kBooks = {
      {K::bank, B::bank},       {K::principal, B::principal},     {K::income, B::income},     {K::reserved, B::reserved}, {K::transit, B::transit},
      {K::suspense, B::suspense}, {K::tax, B::tax},               {K::fee, B::fee},           {K::unreadable, B::unreadable},
      {K::awarded, B::awarded}, {K::outstanding, B::outstanding},
      {K::received, B::received}, {K::charged, B::charged},       {K::granted, B::granted},   {K::cap, B::cap},           {K::cap_reserved, B::cap_reserved},
      {K::cap_used, B::cap_used}};
  const std::string code = account.currency.code();
  for (const ref::Currency known : ref::kCurrencies)
    if (kCodes[static_cast<std::size_t>(known)] == code) return {kBooks.at(account.kind), account.owner, known};
  halt("a currency that no step has named", __FILE__, __LINE__);
}

Command command(const ref::Action& action, const FindCredential& find) { return std::visit(ToCommand{find}, action); }

ref::Answer answer(const journal::Entry& entry) {
  ref::Answer out;
  const journal::SubjectPart* primary = entry.primary();
  KATIWALA_ASSERT(primary != nullptr, "an answer whose entry can not be read");
  out.outcome = outcome(*primary->outcome);
  out.about = subject(primary->about);
  for (const Reason& r : primary->reasons) out.reasons.insert(reason(r));
  for (const journal::OpenedPart& opened : entry.parts) {
    for (const journal::Balance& balance : opened.part->balances) out.balances[account(balance.account)] = balance.minor;
    const ref::Subject about = subject(opened.part->about);
    if (ref::is_file(about)) out.files.insert(about);
    for (const Event& event : opened.part->events) {
      if (const auto* alert = std::get_if<AlertRaised>(&event)) out.alerts.insert(alert->rule + " " + alert->code);
      if (const auto* kept = std::get_if<ReasonsKept>(&event))
        for (const Reason& r : kept->reasons) out.kept.insert({about, reason(r)});
      if (const auto* weighed = std::get_if<FlagsWeighed>(&event)) {
        auto& flags = out.weighed[about];
        for (const Flag& flag : weighed->raised) flags.insert(flag.code);
      }
      out.opened_proposal = out.opened_proposal || std::holds_alternative<ProposalOpened>(event);
    }
  }
  return out;
}

}  // namespace katiwala::model

#include "audit/daily/open_items.h"

#include <algorithm>

#include "audit/daily/ageing.h"

namespace katiwala::audit::daily {

using namespace custody;

namespace {

class List {
 public:
  List(const State& state, const DayAsked& asked, const Reader& reader) : state_(state), asked_(asked), reader_(reader) {}

  void pools() {
    const CivilDate needed = statement_day(asked_.calendar, asked_.day);
    for (const auto& [id, pool] : state_.pools) {
      for (const PoolCash& cash : pool.cash) account(pool, cash, needed);
      duties(subject(id), pool.obligations);
    }
  }

  void credits() {
    for (const AgedCredit& one : aged_credits(state_, std::nullopt, asked_.day))
      add({OpenKind::unmatched_credit, subject(one.pool), one.left_over ? "left_over" : "not_matched", one.credit.hex(), one.in_suspense, one.booked});
  }

  void recalls() {
    for (const auto& [id, recall] : state_.recalls) {
      if (recall.standing != RecallStanding::open || recall.filed > asked_.day) continue;
      const Subject about = recall.pool ? subject(*recall.pool) : Subject{};
      add({OpenKind::recall, about, recall.reason.empty() ? "no_reason" : recall.reason, id.hex(), recall.amount, recall.filed});
    }
  }

  void payments() {
    for (const auto& [id, request] : state_.requests) {
      const auto kind = kind_of(request.state);
      if (!kind) continue;
      const CivilDate since = *kind == OpenKind::unreleased ? request.day : request.released.value_or(request.day);
      if (since > asked_.day) continue;
      add({*kind, subject(request.ward), std::string(name(request.rail)), id.hex(), request.amount, since});
    }
  }

  void proposals() {
    for (const auto& [id, proposal] : state_.proposals) {
      const CivilDate since = manila_date(proposal.opened);
      if (proposal.state != ProposalState::open || since > asked_.day || !may_read(proposal.about.kind)) continue;
      OpenItem item{OpenKind::proposal, proposal.about, std::string(name_of(proposal.command)), std::to_string(id), std::nullopt, since};
      item.due = manila_date(proposal.expires);
      item.overdue = proposal.expires < start_of(asked_.day + 1);
      item.confidential = proposal.about.kind == SubjectKind::watch;
      add(std::move(item));
    }
  }

  void all_duties() {
    for (const auto& [id, ward] : state_.wards) duties(subject(id), ward.obligations);
    if (reader_.protection)
      for (const auto& [id, file] : state_.protections) duties(protection_of(id), file.obligations);
    if (reader_.watch)
      for (const auto& [id, watch] : state_.watches) watched(id, watch);
    if (reader_.office) duties(Subject{}, state_.ledger.obligations);
  }

  void credentials() {
    for (const auto& [id, principal] : state_.principals) {
      const auto last = principal.revoked ? std::nullopt : last_of(principal);
      if (!last || manila_date(*last) > asked_.day + kCredentialDays) continue;
      const CivilDate due = manila_date(*last);
      OpenItem item{OpenKind::credential, Subject{}, std::string(name(principal.role)), id.hex(), std::nullopt, due - kCredentialDays, due};
      item.overdue = *last < start_of(asked_.day + 1);
      add(std::move(item));
    }
  }

  void seal() {
    const bool ended = asked_.day < asked_.today;
    const bool sealed = state_.ledger.sealed && *state_.ledger.sealed >= asked_.day;
    if (!ended || sealed || asked_.seal_is_last) return;
    add({OpenKind::seal, Subject{}, "seal", asked_.day.text(), std::nullopt, asked_.day, asked_.day + 1});
  }

  std::vector<OpenItem> take() {
    std::ranges::sort(out_, {}, [](const OpenItem& one) { return std::tuple(one.kind, one.about, one.since, one.id, one.what); });
    return std::move(out_);
  }

 private:
  void add(OpenItem item) {
    item.days = std::max(0, asked_.day.days() - item.since.days());
    out_.push_back(std::move(item));
  }

  void account(const Pool& pool, const PoolCash& cash, CivilDate needed) {
    const Currency currency = cash.account.currency;
    if (cash.difference && cash.reconciled)
      add({OpenKind::reconciliation_break, subject(pool.id), currency.code(), currency.code(), *cash.difference, *cash.reconciled});
    const bool used = cash.reconciled || !state_.balance(book::AccountKind::bank, pool.id.bytes, currency).is_zero();
    if (!used || (cash.reconciled && *cash.reconciled >= needed)) return;
    OpenItem item{OpenKind::missing_statement, subject(pool.id), currency.code(), needed.text(), std::nullopt, needed, needed};
    item.overdue = needed < asked_.day;
    add(std::move(item));
  }

  /// When the last of those ends that are not being removed.
  static std::optional<Instant> last_of(const Principal& principal) {
    std::optional<Instant> out;
    for (const Credential& one : principal.credentials) {
      const CredentialStanding* standing = find_standing(principal, one.fingerprint);
      if (standing != nullptr && standing->until) continue;
      if (!out || *out < one.valid_to) out = one.valid_to;
    }
    return out;
  }

  static std::optional<OpenKind> kind_of(RequestState state) {
    switch (state) {
      case RequestState::approved: return OpenKind::unreleased;
      case RequestState::released: return OpenKind::not_handed_over;
      case RequestState::handed_over: return OpenKind::unanswered;
      default: return std::nullopt;
    }
  }

  [[nodiscard]] bool may_read(SubjectKind kind) const {
    switch (kind) {
      case SubjectKind::watch: return reader_.watch;
      case SubjectKind::protection: return reader_.protection;
      default: return true;
    }
  }

  void duty(const Subject& about, const Obligation& one, OpenKind kind) {
    if (one.closed || one.opened > asked_.day || (kind == OpenKind::duty && one.due > asked_.day)) return;
    if (one.confidential && !reader_.watch) return;
    OpenItem item{kind, about, std::string(name(one.duty)), std::to_string(one.number), std::nullopt, one.opened, one.due};
    item.overdue = deadline_of(one) < start_of(asked_.day + 1);
    item.confidential = one.confidential || about.kind == SubjectKind::watch;
    add(std::move(item));
  }

  void duties(const Subject& about, const std::vector<Obligation>& all) {
    for (const Obligation& one : all) duty(about, one, OpenKind::duty);
  }

  void watched(const Subject& id, const Watch& watch) {
    for (const Obligation& one : watch.obligations) duty(id, one, OpenKind::clock);
    for (const WatchCase& one : watch.cases) {
      if ((one.state != CaseState::open && one.state != CaseState::suspicious) || one.opened > asked_.day) continue;
      OpenItem item{OpenKind::watch_case, id, one.flag + " " + std::string(name(one.state)), std::to_string(one.number), std::nullopt, one.opened};
      item.confidential = true;
      add(std::move(item));
    }
  }

  const State& state_;
  const DayAsked& asked_;
  const Reader& reader_;
  std::vector<OpenItem> out_;
};

}  // namespace

CivilDate statement_day(const Calendar* calendar, CivilDate day) {
  for (CivilDate one = day;; one = one - 1) {
    const Result<bool> working = calendar == nullptr ? Result<bool>(true) : calendar->is_working_day(one);
    if (!working.ok() || *working) return one;
  }
}

std::vector<OpenItem> open_items(const State& state, const DayAsked& asked, const Reader& reader) {
  List list(state, asked, reader);
  list.pools();
  list.credits();
  list.recalls();
  list.payments();
  list.proposals();
  list.all_duties();
  list.seal();
  list.credentials();
  return list.take();
}

}  // namespace katiwala::audit::daily

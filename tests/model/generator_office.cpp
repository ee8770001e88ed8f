// The ledger's own matters: its clock, its people, its rulebook, and what they agree to.
#include <algorithm>

#include "tests/model/generator.h"

namespace katiwala::model {

using namespace reference;

namespace {

constexpr Micros kSecond = 1'000'000;
constexpr Micros kHour = 3'600 * kSecond;
constexpr Micros kDay = 24 * kHour;
/// The histories run from 18 February 2026 to the end of 2027, whose calendars are there, and at the last a little beyond.
const Day kFirst = day_of(2026, 2, 18);
const Day kLast = day_of(2027, 12, 20);
const Day kBeyond = day_of(2028, 3, 10);

}  // namespace

Generator::Made Generator::move_clock() {
  const auto made = static_cast<std::int64_t>(made_), steps = static_cast<std::int64_t>(steps_);
  const bool at_the_end = made * 100 > steps * 97;
  const Day wanted = at_the_end ? kBeyond : kFirst + static_cast<Day>((kLast - kFirst) * made * 100 / (steps * 97));
  const Micros now = m().now;
  if (dice_.in_thousand(25)) return by(Role::administrator, MoveClock{now - dice_.between(0, kDay)});
  Micros to = now + dice_.between(kHour, 8 * kHour);
  const auto due = model_.next_due();
  if (dice_.percent(20) && due && due->at > now + 10 * kSecond && manila_day(due->at) <= wanted + 2) {
    to = due->at - (dice_.percent(50) ? kSecond : 0);  // the last second before, or the very instant
  } else if (wanted > today()) {
    to = midnight(today() + static_cast<Day>(dice_.between(1, std::max(1, (wanted - today()) * 2)))) + dice_.between(0, 23) * kHour + kHour / 2;
  }
  return by(Role::administrator, MoveClock{to});
}

Generator::Made Generator::enrol() {
  const auto guardians = std::count_if(m().principals.begin(), m().principals.end(), [](const auto& p) { return p.second.role == Role::guardian && !p.second.revoked; });
  Enrol out;
  out.credential = dice_.name();
  out.from = midnight(day_of(2026, 1, 1));
  out.to = midnight(day_of(2040, 1, 1));
  out.principal = dice_.name();
  out.person = dice_.name();
  out.role = Role::guardian;
  if (dice_.percent(10)) out.to = m().now + dice_.between(-2, 60) * kDay;
  if (guardians > 16 || dice_.percent(10)) {
    // A further key of somebody, or somebody's second principal.
    const auto* known = any(m().principals);
    out.person = known->second.person;
    out.role = known->second.role;
    if (dice_.percent(50)) out.principal = known->first;
    else if (guardians > 16) return std::nullopt;
    if (dice_.percent(15)) out.role = Role::auditor;
    if (dice_.percent(10)) out.credential = known->second.credentials.front().name;
  }
  return by(dice_.percent(50) ? Role::administrator : Role::trust_officer, out);
}

Generator::Made Generator::revoke() {
  // Guardians, mostly: an office without officers would do nothing more.
  const auto others = [&](const Principal& p) {
    return std::count_if(m().principals.begin(), m().principals.end(), [&](const auto& o) { return o.second.role == p.role && !o.second.revoked; });
  };
  const bool officers = dice_.percent(20);
  const auto* who = any(m().principals, [&](const Principal& p) {
    return p.role == Role::guardian || (p.revoked && dice_.percent(50)) || (officers && others(p) > 3);
  });
  if (who == nullptr || dice_.percent(50)) return std::nullopt;
  return by(dice_.percent(50) ? Role::administrator : Role::trust_officer, Revoke{dice_.percent(95) ? who->first : dice_.name()});
}

Generator::Made Generator::adopt() {
  // Another edition is in force for a while; without the calendar of 2027 little would be done in that year.
  if (m().rulebook.edition == 0 && dice_.percent(75)) return std::nullopt;
  const int wanted = m().rulebook.edition != 0 && dice_.percent(85) ? 0 : static_cast<int>(dice_.roll(kEditions));
  return by(dice_.percent(50) ? Role::compliance : Role::trust_officer, AdoptRulebook{wanted});
}

Generator::Made Generator::erase() {
  const auto empty = [&](const Name& name) {
    return std::none_of(m().balances.begin(), m().balances.end(), [&](const auto& b) { return b.first.owner == name && is_wards_money(b.first.book); });
  };
  const auto* ward = any(m().wards);
  if (ward == nullptr || (!empty(ward->first) && dice_.percent(80)) || made_ * 3 < steps_) return std::nullopt;
  return by(Role::compliance, Erase{ward->first});
}

Generator::Made Generator::record_rate() {
  const Currency of = kCurrencies[dice_.roll(std::size(kCurrencies))];
  constexpr std::int64_t kAround[] = {10'000, 582'350, 675'000, 3'871, 1'901'250};
  RecordRate out;
  out.price = {of, Currency::php, kAround[static_cast<std::size_t>(of)] + dice_.between(-2'000, 2'000), 4};
  out.day = today() - static_cast<Day>(dice_.percent(70) ? 0 : dice_.between(-1, 20));
  if (dice_.percent(2)) out.price.to = Currency::usd;
  return by(dice_.percent(50) ? Role::bank_system : Role::trust_officer, out);
}

/// Somebody stands in for one who should agree: when it has waited, mostly.
bool Generator::silent(const Proposal& proposal) {
  const auto* asked = std::get_if<RequestPayment>(&proposal.action);
  if (asked == nullptr || !asked->court_order) return dice_.in_thousand(5);
  const bool waited = m().now >= standin_from(m().rulebook, m().requests.at(asked->request).at);
  return dice_.percent(waited ? 50 : 6);
}

/// One person behind principals of two roles.
bool Generator::is_twice(const Principal& principal) const {
  return std::any_of(m().principals.begin(), m().principals.end(),
                     [&](const auto& other) { return other.second.person == principal.person && other.second.role != principal.role; });
}

Generator::Made Generator::approve() {
  const auto* proposal = any(m().proposals);
  if (dice_.percent(12)) {
    const auto* soon = any(m().proposals, [](const Proposal& p) {
      return std::holds_alternative<OpenBooks>(p.action) || std::holds_alternative<AnswerRecall>(p.action);
    });
    if (soon != nullptr) proposal = soon;
  }
  if (proposal == nullptr || (m().proposals.size() < 4 && dice_.percent(50))) return std::nullopt;
  if (dice_.in_thousand(6)) return by(Role::trust_officer, Approve{{kNoStep, dice_.roll(m().next_entry + 5)}, proposal->second.about});
  const Proposal& p = proposal->second;
  std::vector<Role> needed = p.needs;
  for (const Approval& given : p.approvals) {
    const auto met = std::find(needed.begin(), needed.end(), given.role);
    if (met != needed.end()) needed.erase(met);  // else compliance stood in for whoever is still missing
  }
  if (needed.empty()) return std::nullopt;
  const Role role = silent(p) ? Role::compliance : dice_.pick(needed);
  const auto* who = any(m().principals, [&](const Principal& c) {
    const bool again = std::any_of(p.approvals.begin(), p.approvals.end(), [&](const Approval& a) { return a.person == c.person; });
    return c.role == role && !c.revoked && c.person != p.proposer_person && !again;
  });
  if (p.approvals.empty() && needed.size() > 1 && dice_.percent(30)) {
    // Who could agree once more under a second principal.
    const auto* twice = any(m().principals, [&](const Principal& c) { return c.role == role && c.person != p.proposer_person && is_twice(c); });
    if (twice != nullptr) who = twice;
  }
  if (!p.approvals.empty() && dice_.percent(15)) {
    // Who agreed already, under whatever principal would do now.
    const Name& person = p.approvals.front().person;
    who = any(m().principals, [&](const Principal& c) { return c.person == person && c.role == role; });
    if (who == nullptr) who = any(m().principals, [&](const Principal& c) { return c.person == person; });
  }
  if (who == nullptr || dice_.percent(8)) who = any(m().principals, [&](const Principal& c) { return c.role == role || c.person == p.proposer_person; });
  if (who == nullptr) return std::nullopt;
  const Subject about = dice_.in_thousand(8) ? Subject{} : p.about;
  return by(who->first, Approve{{maker_of_(proposal->first), proposal->first}, about});
}

Generator::Made Generator::cancel() {
  std::uint64_t entry = 0;
  Subject about;
  Name maker{};
  if (const auto* asked = any(m().requests, [&](const Request& r) { return r.state == RequestState::approved && !lies_about(r); }); asked != nullptr && dice_.percent(50)) {
    entry = asked->second.place;
    about = {Kind::ward, asked->second.ward};
    maker = asked->second.requester;
  } else if (const auto* proposal = any(m().proposals)) {
    entry = proposal->first;
    about = proposal->second.about;
    maker = proposal->second.proposer_person;
  } else {
    return std::nullopt;
  }
  Cancel out{{maker_of_(entry), entry}, dice_.percent(97) ? about : Subject{}, dice_.percent(97) ? "no longer needed" : ""};
  const auto* self = any(m().principals, [&](const Principal& p) { return p.person == maker; });
  if (self != nullptr && dice_.percent(40)) return by(self->first, out);
  constexpr Role kRoles[] = {Role::trust_officer, Role::compliance, Role::guardian, Role::administrator};
  return by(kRoles[dice_.roll(4)], out);
}

Generator::Made Generator::refuse_input() {
  constexpr const char* kCodes[] = {"JSON_SYNTAX", "AMOUNT_DECIMALS", "XML_DOCTYPE", "BANK_LINE_UNMATCHED"};
  const auto* who = any(m().principals);
  return by(who->first, RefuseInput{kCodes[dice_.roll(4)]});
}

Generator::Made Generator::adverse() {
  const auto* ward = any(m().wards);
  if (ward == nullptr || dice_.percent(30)) return std::nullopt;
  RecordAdverse out;
  out.ward = ward->first;
  out.person = dice_.name();
  out.status = static_cast<Adverse>(dice_.roll(3));
  if (dice_.percent(30)) out.marks = {dice_.pick(marks_)};
  if (dice_.percent(20) && !ward->second.guardians.empty()) out.person = dice_.pick(ward->second.guardians).person;
  else if (dice_.percent(20) && !ward->second.payees.empty()) out.person = any(ward->second.payees)->second.person;
  constexpr Role kRoles[] = {Role::trust_officer, Role::social_worker, Role::compliance};
  return by(kRoles[dice_.roll(3)], out);
}

Generator::Made Generator::file_return() {
  const auto* owed = any(m().duties, [&](const std::vector<Duty>& duties) {
    return !duties.empty() && (dice_.percent(10) || std::any_of(duties.begin(), duties.end(), [](const Duty& d) { return !d.closed; }));
  });
  if (owed == nullptr) return std::nullopt;
  const auto& [about, duties] = *owed;
  FileReturn out;
  if (about.kind == Kind::ward) out.ward = about.name;
  else if (about.kind == Kind::pool && dice_.percent(90)) out.pool = about.name;
  else out.about = about;
  if (dice_.in_thousand(5)) out.about = Subject{static_cast<Kind>(dice_.roll(6)), dice_.percent(50) ? about.name : dice_.name()};
  const auto open = std::find_if(duties.begin(), duties.end(), [](const Duty& d) { return !d.closed; });
  const Duty& duty = open == duties.end() || dice_.percent(40) ? dice_.pick(duties) : *open;
  if (duty.closed && dice_.percent(80)) return std::nullopt;
  // Inventories and accounts stay unfiled now and then until they are late; receipts are filed otherwise.
  if ((duty.kind == DutyKind::annual_account || duty.kind == DutyKind::inventory) && today() < duty.due && dice_.percent(55)) return std::nullopt;
  if (duty.kind == DutyKind::receipt && dice_.percent(80)) return std::nullopt;
  out.number = dice_.percent(99) ? duty.number : duty.number + 100;
  out.filed = today() - static_cast<Day>(dice_.percent(80) ? 0 : dice_.between(-1, 3));
  const bool watched = about.kind == Kind::watch && dice_.percent(95);
  return by(watched || dice_.percent(30) ? Role::compliance : Role::trust_officer, out);
}

Generator::Made Generator::open_case() {
  OpenCase out;
  constexpr const char* kFlags[] = {"RF01", "RF02", "RF12", "seen", ""};
  out.flag = kFlags[dice_.roll(dice_.percent(95) ? 4 : 5)];
  if (const auto* pool = any(m().pools); pool != nullptr && dice_.percent(30)) {
    out.about = watch_of(pool->first);
    const auto* credit = any(m().credits, [&](const Credit& c) { return c.pool == pool->first || dice_.percent(3); });
    if (credit != nullptr && dice_.percent(70)) out.credit = credit->first;
  } else if (const auto* ward = any(m().wards)) {
    out.about = watch_of(ward->first);
    if (!ward->second.requests.empty() && dice_.percent(70)) out.request = dice_.pick(ward->second.requests);
    if (dice_.percent(3) && !m().requests.empty()) out.request = any(m().requests)->first;
  }
  if (dice_.percent(2)) out.about.kind = Kind::ward;
  if (dice_.percent(2)) out.about.name = dice_.name();
  return by(Role::compliance, out);
}

Generator::Made Generator::move_case() {
  const auto* cases = any(m().cases, [&](const std::vector<Case>& all) {
    return std::any_of(all.begin(), all.end(), [&](const Case& c) { return c.state != CaseState::closed || dice_.percent(3); });
  });
  if (cases == nullptr) return std::nullopt;
  const Case& one = dice_.pick(cases->second);
  if (one.state == CaseState::closed && dice_.percent(90)) return std::nullopt;
  const auto& owed = m().duties_of(cases->first);
  const bool unreported = std::any_of(owed.begin(), owed.end(), [&](const Duty& d) { return !d.closed && d.of == one.number && d.kind != DutyKind::determination; });
  if (one.state == CaseState::suspicious && unreported && dice_.percent(85)) return std::nullopt;
  MoveCase out;
  out.about = cases->first;
  out.number = dice_.percent(99) ? one.number : one.number + 50;
  out.to = one.state == CaseState::open ? (dice_.percent(60) ? CaseState::clear : CaseState::suspicious)
           : one.state == CaseState::suspicious ? CaseState::reported : CaseState::closed;
  if (dice_.percent(4)) out.to = static_cast<CaseState>(dice_.roll(5));
  out.dated = today() - static_cast<Day>(dice_.percent(90) ? 0 : dice_.between(-1, 6));
  out.trafficking = out.to == CaseState::suspicious ? dice_.percent(40) : dice_.percent(1);
  return by(Role::compliance, out);
}

}  // namespace katiwala::model

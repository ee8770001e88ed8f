#include "api/door/answer.h"

#include <algorithm>

#include "api/door/journal_walk.h"
#include "api/transport/problem.h"

namespace katiwala::api::door {
namespace {

using journal::Entry;
using journal::OpenedPart;
using journal::SubjectPart;
using transport::Response;

template <class T>
const T* find_event(const Entry& entry) {
  for (const OpenedPart& opened : entry.parts) {
    if (!opened.part) continue;
    for (const custody::Event& event : opened.part->events)
      if (const T* found = std::get_if<T>(&event)) return found;
  }
  return nullptr;
}

// -- reasons

/// Reasons are told with what the rulebook of that day says of their rule.
Json reason_json(const custody::Reason& reason, const policies::RuleText* rule) {
  Json out = to_json(reason);
  if (rule == nullptr) return out;
  out.set("title", rule->title).set("citation", rule->citation);
  out.set("confidence", rule->confidence == policies::Confidence::high ? "high" : "medium");
  out.set("source", rule->source == policies::Source::law ? "law" : "design default");
  return out;
}

const policies::RuleText* rule_of(const std::shared_ptr<const policies::Rulebook>& book, const custody::Reason& reason) {
  return book ? book->rule(reason.rule) : nullptr;
}

/// A ward's part of the first revision holds reasons that are for compliance alone. A rule that can not be looked up is kept from who stands
/// outside: silence is the safe side.
bool hidden(const std::shared_ptr<const policies::Rulebook>& book, const custody::Reason& reason, bool to_guardian) {
  if (!to_guardian || reason.rule.empty() || reason.code == name_of(Code::UNDER_REVIEW)) return false;
  const policies::RuleText* rule = rule_of(book, reason);
  return rule == nullptr || rule->audience == policies::Audience::compliance;
}

Json reasons_json(const std::vector<custody::Reason>& reasons, const std::shared_ptr<const policies::Rulebook>& book, bool to_guardian) {
  Json out{Json::Array{}};
  bool left_out = false;
  for (const custody::Reason& reason : reasons) {
    if (!hidden(book, reason, to_guardian)) out.push(reason_json(reason, rule_of(book, reason)));
    else if (reason.outcome != custody::Outcome::allow) left_out = true;
  }
  if (left_out) {
    Json review;
    review.set("outcome", "hold").set("code", name_of(Code::UNDER_REVIEW)).set("rule", "").set("facts", Json(Json::Array{}));
    out.push(std::move(review));
  }
  return out;
}

// -- what was made

struct CreatedByEvent {
  Json& out;
  void add(std::string_view key, const std::string& hex) const {
    if (out.find(key) == nullptr) out.set(std::string(key), hex);
  }
  void operator()(const custody::PoolOpened& e) const { add("pool", e.pool.pool.hex()); }
  void operator()(const custody::CreditReceived& e) const { add("credit", e.credit.hex()); }
  void operator()(const custody::OrderRecorded& e) const { add("order", e.order.order.hex()); }
  void operator()(const custody::WardOpened& e) const { add("ward", e.ward.ward.hex()); }
  void operator()(const custody::AwardRecorded& e) const { add("award", e.award.id.hex()); }
  void operator()(const custody::GuardianAppointed& e) const { add("person", e.guardian.person.hex()); }
  void operator()(const custody::PayeeRegistered& e) const {
    add("payee", e.payee.id.hex());
    add("person", e.payee.person.hex());
  }
  void operator()(const custody::CourtOrderRecorded& e) const { add("court_order", e.order.id.hex()); }
  void operator()(const custody::AdverseRecorded& e) const { add("person", e.person.person.hex()); }
  void operator()(const custody::RequestJudged& e) const { add("request", e.request.id.hex()); }
  void operator()(const custody::PrincipalEnrolled& e) const {
    add("principal", e.who.principal.hex());
    add("person", e.who.person.hex());
  }
  template <class Other>
  void operator()(const Other&) const {}
};

/// What a command that waits for others will make.
struct CreatedByCommand {
  CreatedByEvent made;
  void operator()(const custody::OpenPool& c) const { made.add("pool", c.pool.hex()); }
  void operator()(const custody::OpenWard& c) const { made.add("ward", c.ward.hex()); }
  void operator()(const custody::RecordOrder& c) const { made.add("order", c.order.hex()); }
  void operator()(const custody::RecordAward& c) const { made.add("award", c.award.hex()); }
  void operator()(const custody::AppointGuardian& c) const { made.add("person", c.person.hex()); }
  void operator()(const custody::RegisterPayee& c) const {
    made.add("payee", c.payee.hex());
    made.add("person", c.person.hex());
  }
  void operator()(const custody::RecordCourtOrder& c) const { made.add("court_order", c.order.hex()); }
  void operator()(const custody::RecordAdverse& c) const { made.add("person", c.person.hex()); }
  void operator()(const custody::RequestDisbursement& c) const { made.add("request", c.request.hex()); }
  void operator()(const custody::EnrolPrincipal& c) const {
    made.add("principal", c.who.principal.hex());
    made.add("person", c.who.person.hex());
  }
  template <class Other>
  void operator()(const Other&) const {}
};

// -- the rest of the answer

Json obligations_json(const Entry& entry, bool to_guardian) {
  Json out{Json::Array{}};
  for (const OpenedPart& opened : entry.parts) {
    if (!opened.part) continue;
    for (const custody::Event& event : opened.part->events) {
      const auto* duty = std::get_if<custody::ObligationOpened>(&event);
      if (duty == nullptr || (to_guardian && duty->obligation.confidential)) continue;
      Json row;
      row.set("about", to_json(opened.part->about));
      const Json fields = to_json(duty->obligation);
      for (const auto& [key, value] : *fields.object()) row.set(key, value);
      out.push(std::move(row));
    }
  }
  return out;
}

void add_proposal(Json& out, const Entry& entry) {
  if (const auto* opened = find_event<custody::ProposalOpened>(entry)) {
    out.set("proposal", static_cast<std::int64_t>(entry.seq()));
    out.set("waits_for", to_json(opened->needs));
    out.set("expires", to_json(opened->expires));
  } else if (const auto* approved = find_event<custody::ProposalApproved>(entry)) {
    out.set("proposal", static_cast<std::int64_t>(approved->proposal));
  } else if (const auto* closed = find_event<custody::ProposalClosed>(entry)) {
    out.set("proposal", static_cast<std::int64_t>(closed->proposal));
  }
}

Json receipt_json(House& house, const Entry& entry) {
  Json out;
  out.set("ledger", house.ledger().hex()).set("seq", static_cast<std::int64_t>(entry.seq()));
  out.set("leaf", to_hex(entry.leaf)).set("header", to_base64(entry.encoded_header));
  return out;
}

bool waits(const Entry& entry) {
  if (find_event<custody::ProposalOpened>(entry) != nullptr) return true;
  return find_event<custody::ProposalApproved>(entry) != nullptr && find_event<custody::ProposalClosed>(entry) == nullptr;
}

}  // namespace

namespace {

/// What happened to personal data, or with great risk, is for those who must report it (R40, R67).
bool tells_of_incident(const SubjectPart& part) {
  return std::ranges::any_of(part.events, [](const custody::Event& e) { return std::holds_alternative<custody::IncidentRecorded>(e); }) ||
         (part.asked && std::holds_alternative<custody::ReportIncident>(*part.asked));
}

/// Whom the trustee's own people are related to is for those who may read these relations (routes.cpp), as what stands in a protection file.
bool tells_of_trustee_relation(const SubjectPart& part) {
  if (part.about.kind != custody::SubjectKind::ledger) return false;
  return std::ranges::any_of(part.events, [](const custody::Event& e) { return std::holds_alternative<custody::RelationRecorded>(e); }) ||
         (part.asked && std::holds_alternative<custody::RecordRelation>(*part.asked));
}

bool may_read_part(const Caller& caller, const SubjectPart& part) {
  if (!may_read(caller, part.about.kind)) return false;
  if (tells_of_trustee_relation(part) && !may_read(caller, custody::SubjectKind::protection)) return false;
  using custody::Role;
  const bool reports = caller.role == Role::compliance || caller.role == Role::auditor || caller.role == Role::administrator;
  return reports || !tells_of_incident(part);
}

/// Within the bank a part that is not for the reader stays as a hash; from outside it is not there, and nothing says how many there are.
void keep_readable(const Caller& caller, Entry& entry, const std::function<bool(const SubjectPart&)>& hers) {
  if (caller.is_outside()) {
    std::erase_if(entry.parts, [&](const OpenedPart& opened) { return !opened.part || opened.part->about.kind != custody::SubjectKind::ward || !hers(*opened.part); });
    return;
  }
  for (OpenedPart& opened : entry.parts)
    if (opened.part && !may_read_part(caller, *opened.part)) opened.part.reset();
}

}  // namespace

Result<Entry> visible_to(House& house, const Caller& caller, Entry entry) {
  KATIWALA_CHECK(house.journal().look([&](const journal::Memory& memory) {
    keep_readable(caller, entry, [&](const SubjectPart& part) {
      const auto* ward = memory.state.ward(custody::WardId{part.about.id});
      return ward != nullptr && is_hers(caller, memory.state, *ward);
    });
  }));
  return entry;
}

Result<Entry> visible_to(const Call& call, Entry entry) { return visible_to(call.house, call.caller, std::move(entry)); }

Entry as_answered(const Caller& caller, Entry entry) {
  const auto primary = std::ranges::find_if(entry.parts, [](const OpenedPart& opened) { return opened.part && opened.part->asked; });
  if (primary == entry.parts.end()) return entry;
  const custody::Subject about = primary->part->about;
  // Who asked for something in a file that he may not read learns what was decided, and nothing of the file.
  std::optional<OpenedPart> bare;
  if (!may_read_part(caller, *primary->part)) {
    bare = *primary;
    bare->part->events.clear();
    bare->part->postings.clear();
    bare->part->balances.clear();
    if (bare->part->reasons.size() > 1) bare->part->reasons.resize(1);
  }
  keep_readable(caller, entry, [&](const SubjectPart& part) { return part.about == about; });
  if (bare) entry.parts.insert(entry.parts.begin(), std::move(*bare));
  return entry;
}

Json created_json(const Entry& entry) {
  Json out{Json::Object{}};
  const CreatedByEvent made{out};
  for (const OpenedPart& opened : entry.parts) {
    if (!opened.part) continue;
    for (const custody::Event& event : opened.part->events) std::visit(made, event);
  }
  const SubjectPart* primary = entry.primary();
  if (primary != nullptr && find_event<custody::ProposalOpened>(entry) != nullptr) std::visit(CreatedByCommand{made}, *primary->asked);
  return out;
}

std::optional<Code> denial_code(House& house, const Entry& entry, const Caller& caller) {
  const SubjectPart* primary = entry.primary();
  if (primary == nullptr) return std::nullopt;
  const custody::Outcome outcome = *primary->outcome;
  if (outcome == custody::Outcome::allow || outcome == custody::Outcome::escalate) return std::nullopt;
  const auto book = house.rulebooks().find(house.journal(), entry.act.rulebook);
  for (const custody::Reason& reason : primary->reasons) {
    Code code{};
    if (reason.outcome != outcome || hidden(book, reason, caller.is_outside())) continue;
    if (code_from_name(reason.code, code)) return code;
  }
  return Code::UNDER_REVIEW;
}

Json entry_json(House& house, const Entry& entry, const Caller& caller) {
  Json out;
  out.set("entry", static_cast<std::int64_t>(entry.seq()));
  const bool nothing = std::ranges::none_of(entry.parts, [](const OpenedPart& opened) { return opened.part.has_value(); });
  if (nothing) return std::move(out.set("withheld", true));  // erased, of another, or not for this reader: which of them, it does not say
  const bool to_guardian = caller.is_outside();
  out.set("time", to_json(entry.header.time));
  const SubjectPart* primary = entry.primary();
  if (primary == nullptr) {
    out.set("withheld", true);  // nor what it was that asked: the name alone could tell of a file that he may not know of (R38)
  } else {
    const auto book = house.rulebooks().find(house.journal(), entry.act.rulebook);
    out.set("command", custody::command_name(entry.act.command)).set("outcome", to_json(*primary->outcome)).set("reasons", reasons_json(primary->reasons, book, to_guardian));
  }
  out.set("created", created_json(entry));
  add_proposal(out, entry);
  out.set("obligations", obligations_json(entry, to_guardian)).set("receipt", receipt_json(house, entry));
  return out;
}

Response write_response(House& house, const Entry& whole, const Caller& caller, bool replayed) {
  const Entry entry = as_answered(caller, whole);
  const auto denied = denial_code(house, entry, caller);
  Json body;
  Response out;
  if (denied) {
    out.status = transport::status_of(*denied);
    body.set("type", "/problems/" + std::string(name_of(*denied))).set("title", sentence_of(*denied)).set("status", out.status);
    body.set("detail", sentence_of(*denied)).set("instance", "/v1/entries/" + std::to_string(entry.seq())).set("code", name_of(*denied));
  } else {
    out.status = waits(entry) ? 202 : 201;
  }
  const Json fields = entry_json(house, entry, caller);
  for (const auto& [key, value] : *fields.object()) body.set(key, value);
  out.headers.set("content-type", denied ? "application/problem+json" : "application/json");
  if (replayed) out.headers.set("idempotent-replayed", "true");
  out.body = to_text(body);
  return out;
}

}  // namespace katiwala::api::door

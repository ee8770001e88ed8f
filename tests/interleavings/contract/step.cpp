#include "tests/interleavings/contract/step.h"

#include "tests/interleavings/contract/figures.h"

namespace katiwala::interleavings::contract {
namespace {

constexpr std::string_view kKindNames[kKinds] = {
    "request", "request again", "approve", "cancel", "release", "propose file", "agree to file", "hand over", "settle", "reject",
    "revoke", "enrol", "further credential", "first credential removed", "change account", "freeze", "lift freeze",
    "suspend guardian", "reinstate guardian", "letters", "stay order", "restore order",
    "clock", "rulebook"};
constexpr std::string_view kFreezeNames[] = {"court", "bank", "amlc", "guardian"};

std::string money(Centavos amount) {
  const std::string cents = std::to_string(amount % 100);
  return std::to_string(amount / 100) + "." + (cents.size() < 2 ? "0" : "") + cents;
}

std::string about_request(const Step& s) {
  std::string out = " " + std::to_string(s.request);
  if (s.kind != Kind::request && s.kind != Kind::request_again) return out;
  out += " of " + money(s.amount) + " to payee " + std::to_string(s.payee);
  if (s.ordered) out += " under the court order";
  if (s.edits != 0) out += " in place of " + std::to_string(s.edits);
  return out;
}

std::string about_freeze(const Step& s) {
  std::string out = " " + std::to_string(s.number);
  if (s.kind != Kind::freeze) return out;
  return out + " (" + std::string(kFreezeNames[static_cast<std::size_t>(s.freeze)]) + ") of " + (s.amount == 0 ? "everything" : money(s.amount));
}

}  // namespace

std::string_view name(Kind kind) { return kKindNames[static_cast<std::size_t>(kind)]; }

std::string describe(const Step& s) {
  const std::string by = ", key " + std::to_string(s.who);
  std::string out(name(s.kind));
  switch (s.kind) {
    case Kind::settle:
    case Kind::reject: return out + about_request(s);
    case Kind::request:
    case Kind::request_again:
    case Kind::approve:
    case Kind::cancel:
    case Kind::release:
    case Kind::propose_file:
    case Kind::agree_to_file:
    case Kind::hand_over: return out + about_request(s) + by;
    case Kind::revoke:
    case Kind::spare:
    case Kind::remove: return out + " key " + std::to_string(s.who);
    case Kind::enrol: return out + " key " + std::to_string(s.who) + " for the person of key " + std::to_string(s.like);
    case Kind::change_account: return out + " of payee " + std::to_string(s.payee);
    case Kind::freeze:
    case Kind::lift: return out + about_freeze(s) + (s.freeze == FreezeKind::guardian ? by : "");
    case Kind::suspend:
    case Kind::reinstate: return out + " " + std::to_string(s.who);
    case Kind::letters: return out + " of guardian " + std::to_string(s.who) + " of today" + (s.days < 0 ? "" : "+") + std::to_string(s.days);
    case Kind::stay_order:
    case Kind::restore_order: return out;
    case Kind::clock: return out + " to day " + std::to_string(day_of(s.to)) + ", " + std::to_string((s.to - start_of(day_of(s.to))) / 1'000'000) + " s";
    case Kind::rulebook: return out + " \"" + std::string(kEditions[static_cast<std::size_t>(s.edition)].name) + "\"";
  }
  return out;
}

}  // namespace katiwala::interleavings::contract

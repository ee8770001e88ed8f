#include "tests/interleavings/contract/words.h"

#include <vector>

namespace katiwala::interleavings::contract {
namespace {

struct Row {
  Why why;
  std::string_view name;
  std::vector<std::string_view> codes;
};

const std::vector<Row>& rows() {
  static const std::vector<Row> kRows{
      {Why::nobody, "who asks was revoked", {"PRINCIPAL_REVOKED"}},
      {Why::role, "not for that role", {"ROLE_FORBIDDEN"}},
      {Why::closed, "nothing waits for approval", {"PROPOSAL_UNKNOWN", "PROPOSAL_EXPIRED"}},
      {Why::state, "not approved, or gone already", {"REQUEST_STATE", "ALREADY_EXISTS"}},
      {Why::own, "approved by who asked", {"APPROVAL_OWN"}},
      {Why::repeated, "approved by one person twice", {"APPROVAL_REPEATED"}},
      {Why::not_needed, "a class that is not missing", {"APPROVAL_NOT_NEEDED", "ROLE_FORBIDDEN"}},
      {Why::four_eyes, "two parts are one person", {"FOUR_EYES"}},
      {Why::few, "too few persons", {"APPROVALS_MISSING"}},
      {Why::revoked, "asked for or approved by a key revoked since", {"APPROVALS_MISSING"}},
      {Why::removed, "asked for or approved with a credential removed since", {"APPROVALS_MISSING"}},
      {Why::account_changed, "approved for another account", {"APPROVALS_MISSING"}},
      {Why::expired, "asked for too long ago", {"PROPOSAL_EXPIRED"}},
      {Why::cooling, "account changed a short while ago", {"PAYEE_COOLING"}},
      {Why::frozen, "frozen", {"FROZEN"}},
      {Why::review, "frozen, under review", {"UNDER_REVIEW"}},
      {Why::suspended, "guardian suspended", {"GUARDIAN_SUSPENDED"}},
      {Why::letters, "letters not in force", {"AUTHORITY_INACTIVE"}},
      {Why::majority, "of age", {"AUTHORITY_ENDED", "REQUEST_STATE"}},
      {Why::order, "court order not in force", {"ORDER_STAYED", "ORDER_VACATED", "ROLE_FORBIDDEN"}},
      {Why::cap, "more than the court order leaves", {"CAP_EXCEEDED"}},
      {Why::tier, "above the tier", {"TIER_INSUFFICIENT", "COURT_ORDER_REQUIRED"}},
      {Why::instapay, "above what the rail carries", {"INSTAPAY_LIMIT", "NO_SPLIT"}},
      {Why::endorsement, "endorsed too long ago", {"ENDORSEMENT_EXPIRED"}},
      {Why::file, "its file was not released by two", {"PAYMENT_FILE_UNRELEASED"}},
      {Why::funds, "more than she has", {"INSUFFICIENT_FUNDS"}},
  };
  return kRows;
}

const Row& row(Why why) { return rows().at(static_cast<std::size_t>(why)); }

}  // namespace

std::string_view name(Why why) { return row(why).name; }

std::string_view name(Role role) {
  constexpr std::string_view kNames[] = {"guardian", "officer", "worker", "compliance", "releaser"};
  return kNames[static_cast<std::size_t>(role)];
}

std::string text(const Reasons& reasons) {
  std::string out;
  for (const Why why : reasons) out += (out.empty() ? "" : "; ") + std::string(name(why));
  return out.empty() ? "nothing" : out;
}

bool explains(Why why, std::string_view code) {
  for (const std::string_view one : row(why).codes)
    if (one == code) return true;
  return false;
}

bool waits(Why why) { return why == Why::cooling || why == Why::frozen || why == Why::review; }

}  // namespace katiwala::interleavings::contract

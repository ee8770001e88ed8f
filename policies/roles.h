/// Who may ask for what, and who else must agree: one table, a row a command.
///
/// Approvals are by class and by person: each named role once, all by different persons, none of them the proposer (R31).
/// The administrator runs the machine and never touches money or the people around it.
/// Source: docs/judging.md; rules.md R28, R30, R31.
#pragma once

#include <span>

#include "ledger/custody/state.h"

namespace katiwala::policies {

/// A set of roles, and the order in which approvals are asked for where it is a list of them.
struct Roles {
  std::array<custody::Role, 8> roles{};
  std::size_t count = 0;
  constexpr Roles() = default;
  constexpr Roles(std::initializer_list<custody::Role> given) {
    for (const custody::Role role : given) roles[count++] = role;
  }
  [[nodiscard]] constexpr bool has(custody::Role role) const {
    for (std::size_t i = 0; i < count; ++i)
      if (roles[i] == role) return true;
    return false;
  }
  [[nodiscard]] std::vector<custody::Role> list() const { return {roles.begin(), roles.begin() + static_cast<std::ptrdiff_t>(count)}; }
};

struct Permission {
  std::uint16_t command = 0;       ///< Command::kind
  std::string_view command_name;
  Roles may_ask;                   ///< none: the ledger itself (tick), or its founders (create_ledger)
  Roles approvals;                 ///< none: done at once. Of some commands it depends on what they say: approvals_needed
  bool everybody = false;          ///< any enrolled principal
};

/// Guardians, wards, guardians ad litem and social workers have the devices they have, and their passkeys may be synchronised; the bank's own people are
/// given devices, and theirs stay on them (docs/decisions/0030). So do those of courts' people: they come for an office, and what is synchronised through
/// a private account goes with the person when the office passes to another (docs/decisions/0038).
bool passkey_stays_on_its_device(custody::Role role);

std::span<const Permission> permissions();
const Permission& permission(std::uint16_t command);

/// The approvals a command needs: of a disbursement those of its tier and purpose, of a fact, a standing, an order, a duty or a case those of
/// what it says. Where it also depends on who asks or on what stands in the state (a freeze that is lifted, interest that an officer records),
/// the most that may be needed.
std::vector<custody::Role> approvals_needed(const custody::Command& command, custody::Tier tier);
/// The same of a submission: exactly those.
std::vector<custody::Role> approvals_needed(const custody::State& state, const custody::Submission& submission, custody::Tier tier);

/// Whether who asks is enrolled, in good standing, and of a role that may ask this at all; of a guardian also that she or he is
/// one of this ward's, with authority; of a guardian ad litem that he is this ward's; of a court's recorder that he is of the court that oversees
/// this ward (ROLE_FORBIDDEN: it is no guardian's to ask, so NOT_GUARDIAN would send him the wrong way); of the ward that it is she herself, of age
/// and with her identity proved. A foreign court's reader reads, and asks for nothing.
/// Whether an approval is still needed is the proposal's matter (proposals.cpp).
/// PRINCIPAL_UNKNOWN, PRINCIPAL_REVOKED, CREDENTIAL_EXPIRED, CREDENTIAL_PENDING, ROLE_FORBIDDEN, NOT_GUARDIAN, NOT_HERSELF, AUTHORITY_ENDED, SANDBOX_ONLY,
/// LEDGER_MISSING, LEDGER_EXISTS.
Status may_ask(const custody::State& state, const custody::Submission& submission);

}  // namespace katiwala::policies

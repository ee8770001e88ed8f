/// Who has a part in a matter, and how people are tied to each other: shared by R26, R27, R34, RF03 and RF16.
///
/// Equality is of persons or of keyed marks (account, address, phone, device, name); nothing plain is compared or told. A chain is one
/// relation long, and degrees are given, not computed: who records a relation has looked at the papers.
#pragma once

#include <span>

#include "policies/rules/asking.h"

namespace katiwala::policies {

/// Somebody who has a part. `marks` live as long as the matter.
struct Party {
  std::string_view part;   ///< "payee", "guardian", "requester", "approver", "releaser", ...
  custody::PersonId person;
  std::span<const custody::Mark> marks;
  bool guardian = false;   ///< as her guardian, present or to be
};

/// Everybody who has a part in the matter: who acts, proposed, asked, approved or releases, who is paid or registered to be paid, who becomes
/// or is again a guardian, who is named a guardian ad litem. Pre: the matter is about a ward.
std::vector<Party> parties(const Matter& m);

/// Everybody who has a part in her affairs as they stand: payees, guardians, guardians ad litem, whoever acts now left out.
std::vector<Party> standing_parties(const Matter& m);

/// "person", or the kind of mark that is shared; nullopt where nothing is.
std::optional<std::string_view> shared(const custody::PersonId& person, std::span<const custody::Mark> marks, const Party& party);

/// Whether the rulebook excludes persons of that standing (R26, `statuses`).
bool excludes(const Matter& m, custody::AdverseStatus status);

/// How a party is tied to somebody who has no part.
struct Tie {
  std::string_view by;                           ///< "person", or the kind of mark in common
  std::optional<custody::AdverseStatus> status;  ///< of the adverse person behind it
  const custody::Relation* relation = nullptr;   ///< the relation it goes by, if one
};
std::vector<Fact> facts_of(const Party& party, const Tie& tie);

/// R26: she or he is adverse, or shares a mark with who is.
std::optional<Tie> offender_tie(const Matter& m, std::span<const custody::AdversePerson> adverse, const Party& party);

/// R27: she or he is related to who is adverse, or shares a mark with such a relative. The nearest relation where there are several.
std::optional<Tie> relative_tie(const Matter& m, std::span<const custody::AdversePerson> adverse, std::span<const custody::Relation> relations,
                                const Party& party);

/// R34: she or he is one of the trustee's own people, related to one, or shares a mark with one.
std::optional<Tie> trustee_tie(const Matter& m, const Party& party);

/// Spouses, cohabitants and members of one household, whatever the degree.
bool is_close(custody::RelationKind relation);
/// As recorded; of a parent or child at least 1 and of a sibling 2 where none was given (Civil Code 963-966). 0: none.
std::uint32_t civil_degree(const custody::Relation& relation);

/// The ward herself, as her identity was proved: her own ties never keep her from what is hers.
bool is_herself(const Matter& m, const Party& party);

/// Of her protection file; empty where there is none.
std::span<const custody::AdversePerson> adverse_of(const Matter& m);
std::span<const custody::Relation> relations_of(const Matter& m);

}  // namespace katiwala::policies

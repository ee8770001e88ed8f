// R68  An instruction that moves money is signed, and the signature is kept with it.  RA 8792 s.8; REE.
//
// Verified over the canonical bytes before it is judged; a time the signer claims is ignored, the journal's counts. A
// signature that does not verify is never passed over, not even where none was needed. A ledger is founded by the signatures
// of `founding_persons` different officers.
//
// A passkey's counter only grows: where it does not there may be a copy, and compliance looks at it by the next day. What a person acts with comes
// and goes `credential_pause_hours` after another person has agreed (D; 24 where a rulebook does not say); whoever has a part in the affairs of a ward
// of hers is told before the pause is over.
#include <set>

#include "policies/rules/asking.h"
#include "policies/rules/credentials.h"

namespace katiwala::policies::r68_signatures {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"signed_commands", ParameterType::list},
                                           {"founding_persons", ParameterType::integer},
                                           {"credential_pause_hours", ParameterType::integer, true}};

template <std::size_t... I>
bool is_command(std::string_view word, std::index_sequence<I...>) {
  return ((word == std::variant_alternative_t<I, CommandVariant>::command_name) || ...);
}
bool is_command(std::string_view word) { return is_command(word, std::make_index_sequence<std::variant_size_v<CommandVariant>>{}); }

Verdict on_founding(const Matter& m, const CreateLedger& founding) {
  std::set<PersonId> persons;
  for (const Signature& signature : founding.signatures)
    for (const PrincipalSpec& officer : founding.officers)
      if (officer.credential.fingerprint == signature.credential) persons.insert(officer.person);
  const auto signed_by = static_cast<std::int64_t>(persons.size());
  const std::int64_t needed = m.rulebook.integer("R68", "founding_persons");
  std::vector<Fact> facts{fact("persons", signed_by), fact("needed", needed)};
  if (signed_by < needed) return deny(Code::SIGNATURE_MISSING, std::move(facts));
  return m.submission.signature_valid ? allow("signed", std::move(facts)) : deny(Code::SIGNATURE_INVALID, std::move(facts));
}

Verdict on_signature(const Matter& m) {
  const auto& listed = m.rulebook.list("R68", "signed_commands");
  for (const std::string& word : listed)
    if (!is_command(word)) return deny_parameter("R68", "signed_commands", word);
  const std::string_view command = name_of(m.submission.command);
  const bool needed = std::find(listed.begin(), listed.end(), command) != listed.end();
  if (const auto* founding = std::get_if<CreateLedger>(&m.submission.command); founding != nullptr && needed) {
    return on_founding(m, *founding);
  }
  if (!m.submission.signature) return needed ? deny(Code::SIGNATURE_MISSING, {fact("command", command)}) : silent();
  if (!m.submission.signature_valid) return deny(m.submission.signature_fault.value_or(Code::SIGNATURE_INVALID), {fact("command", command)});
  return allow("signed", {fact("command", command)});
}

Verdict judge(const Matter& m) {
  Verdict verdict = on_signature(m);
  verdict.duties = notices_of_changed_credentials(m);
  for (DutyDraft& review : review_of_copied_passkey(m)) verdict.duties.push_back(std::move(review));
  return verdict;
}

}  // namespace
}  // namespace katiwala::policies::r68_signatures

KATIWALA_RULE(R68, r68_signatures, kParameters, judge, hears_everything())

// R65  Who she is stands in the vault, never in the ledger: that holds pseudonyms, and keyed marks of what must be recognised.
//      RA 7610; AM 04-10-11-SC s.40; RA 9208 s.7.
//
// The ledger has few places where somebody may write what he likes: reasons, sources, the bank's codes. The rule keeps them too short and too plain to
// carry a story: `free_text_bytes` at most, one line, no control characters (D). Which words a text must not hold, no rule can
// know; that there are no other free texts in the part of a ward or of a file of hers is a test over every command and event, which
// names each. Texts that are no remarks (a rulebook, keys, a checkpoint) are left out. Exports by pseudonym are tests/audit/exports.
#include <algorithm>

#include "policies/rules/asking.h"

namespace katiwala::policies::r65_confidentiality {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"free_text_bytes", ParameterType::integer}};

bool is_plain(std::string_view text, std::int64_t most) {
  const bool control = std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
  return static_cast<std::int64_t>(text.size()) <= most && !control;
}

/// Looks at each text of one command; names the first that is not as it must be.
template <class C>
struct Texts {
  const C& command;
  std::int64_t most;
  std::string_view wrong;

  template <class M, class... Mark>
  void operator()(int, std::string_view field, M C::*member, Mark...) {
    if constexpr (std::is_same_v<M, std::string>) {
      if (wrong.empty() && !is_plain(command.*member, most)) wrong = field;
    }
  }
};

template <class C>
constexpr bool kHasRemarks = !std::is_same_v<C, CreateLedger> && !std::is_same_v<C, AdoptRulebook> && !std::is_same_v<C, DeclareLogKey>;

std::string_view wrong_text(const Command& command, std::int64_t most) {
  return std::visit(
      [&]<class C>(const C& c) -> std::string_view {
        if constexpr (!kHasRemarks<C>) {
          return {};
        } else {
          Texts<C> texts{c, most, {}};
          C::fields(texts);
          return texts.wrong;
        }
      },
      static_cast<const CommandVariant&>(command));
}

Verdict judge(const Matter& m) {
  const std::int64_t most = m.rulebook.integer("R65", "free_text_bytes");
  if (most < 1) return deny_parameter("R65", "free_text_bytes", std::to_string(most));
  // What is said now, and what was proposed.
  for (const Command* command : {&m.submission.command, &m.command}) {
    const std::string_view field = wrong_text(*command, most);
    if (!field.empty()) return deny(Code::FIELD_INVALID, {fact("field", field), fact("bytes_at_most", most)});
  }
  return silent();
}

}  // namespace
}  // namespace katiwala::policies::r65_confidentiality

KATIWALA_RULE(R65, r65_confidentiality, kParameters, judge, hears_everything())

/// Refusals in the words of people who are no bankers: one catalogue a language, keyed by refusal code (policies/data/words/*.toml).
///
/// A translation that nobody has reviewed is a draft and says so wherever it is shown; a code without a sentence is answered in English, and says so too.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "ledger/base/result.h"

namespace katiwala::policies {

struct Sentence {
  std::string text;
  bool reviewed = false;
};

struct Catalogue {
  std::string language;  ///< "en", "fil", "ceb"
  std::string name;      ///< as its speakers call it
  std::map<Code, Sentence> sentences;

  /// Strictly: RULEBOOK_SYNTAX, RULEBOOK_UNKNOWN_KEY (also of a code that there is not), RULEBOOK_MISSING, RULEBOOK_TYPE with "document:line".
  static Result<Catalogue> parse(const std::string& document, std::string_view text);
};

/// What somebody is told of a code.
struct Worded {
  std::string text;
  std::string language;  ///< the one it is in
  bool reviewed = false;
};
/// In the language asked for, else in `english`, else the sentence of refusals.def.
Worded say(Code code, const Catalogue& wanted, const Catalogue& english);

}  // namespace katiwala::policies

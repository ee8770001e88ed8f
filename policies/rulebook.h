/// The rulebook: every parameter with its citation, confidence and sign-off, as versioned data (TOML).
///
/// A bundle is one text: documents separated by lines `+++ <name>`, first the rulebook, then one calendar a year.
/// Its hash (SHA-256 of the whole text, computed by the journal) names it in every act (R72). Loading is strict: an unknown key,
/// a wrong type or unit, a rule without citation, confidence or source mark, a rule of the program that the rulebook leaves
/// out or a rule that the program does not have is refused with document and line. docs/rulebook.md describes the format.
#pragma once

#include <any>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ledger/base/result.h"
#include "ledger/money/amount.h"
#include "ledger/time/calendar.h"

namespace katiwala::policies {

enum class Confidence { high, medium };
/// Where a rule comes from. A design default prints that it has no legal source.
enum class Source { law, design };

/// Who is told a rule's reasons. The others learn the outcome, and no more than they must (R38).
enum class Audience { everyone, staff, compliance };

struct RuleText {
  std::string id;         ///< "R20"
  std::string title;
  std::string citation;
  Confidence confidence = Confidence::high;
  Source source = Source::law;
  std::string signed_off; ///< counsel's sign-off; empty: not yet
  Audience audience = Audience::everyone;
};

/// One document of a bundle. The name is what refusals cite: 1..64 of a-z 0-9 . - _
struct Document {
  std::string name;
  std::string text;
};
/// The bundle's text. Pre: names as above, no text holds a line that begins with "+++ ".
std::string bundle(const std::vector<Document>& documents);
/// RULEBOOK_SYNTAX with "bundle:line".
Result<std::vector<Document>> split_bundle(std::string_view bundle);

struct Rule;

class Rulebook {
 public:
  /// RULEBOOK_SYNTAX, RULEBOOK_UNKNOWN_KEY, RULEBOOK_UNKNOWN_RULE, RULEBOOK_MISSING, RULEBOOK_TYPE, CALENDAR_MALFORMED,
  /// each with "document:line".
  static Result<Rulebook> parse(std::string_view bundle);
  /// The same against another set of rules than the program's (tests of the mechanism).
  static Result<Rulebook> parse(std::string_view bundle, std::span<const Rule* const> rules);

  [[nodiscard]] const std::string& version() const;
  [[nodiscard]] const Calendar& calendar() const;
  [[nodiscard]] const RuleText* rule(std::string_view id) const;
  [[nodiscard]] const std::vector<RuleText>& rules() const;

  // Parameters. Asking for one that the schema does not have, or by another type, is our mistake and halts: the schema
  // (which parameters each rule must have, and their types) stands in the rule's own file and was checked by parse.
  [[nodiscard]] std::int64_t integer(std::string_view rule, std::string_view name) const;
  [[nodiscard]] bool flag(std::string_view rule, std::string_view name) const;
  [[nodiscard]] const std::string& text(std::string_view rule, std::string_view name) const;
  [[nodiscard]] Amount amount(std::string_view rule, std::string_view name) const;  ///< "50000.00 PHP"
  [[nodiscard]] const std::vector<std::string>& list(std::string_view rule, std::string_view name) const;
  /// What the rule made of its parameters when this was read (Rule::make). Pre: it makes something, of that type.
  template <class T>
  [[nodiscard]] const T& made(std::string_view rule) const {
    const T* made = std::any_cast<T>(&made_by(rule));
    KATIWALA_ASSERT(made != nullptr, "a rule asks for something else than it made");
    return *made;
  }
  /// For the mechanism itself, which must also work with a set of rules that lacks the one asked for.
  [[nodiscard]] bool has(std::string_view rule, std::string_view name) const;

  struct Data;  ///< rulebook_data.h

 private:
  explicit Rulebook(std::shared_ptr<const Data> data) : data_(std::move(data)) {}
  [[nodiscard]] const std::any& made_by(std::string_view rule) const;
  std::shared_ptr<const Data> data_;
};

}  // namespace katiwala::policies

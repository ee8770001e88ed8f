/// The rulebook: every parameter with its citation, confidence and sign-off, as versioned data (TOML).
///
/// A bundle is one text: documents separated by lines `+++ <name>`, first the rulebook, then one calendar a year.
/// Its hash (SHA-256 of the whole text, computed by the journal) names it in every act (R72). Loading is strict: an unknown key,
/// a wrong type or unit, a rule without citation, confidence or source mark is refused with document and line.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ledger/base/result.h"
#include "ledger/money/amount.h"
#include "ledger/time/calendar.h"

namespace katiwala::policies {

enum class Confidence { high, medium };
/// Where a rule comes from. A design default prints that it has no legal source.
enum class Source { law, design };

struct RuleText {
  std::string id;         ///< "R20"
  std::string title;
  std::string citation;
  Confidence confidence = Confidence::high;
  Source source = Source::law;
  std::string signed_off; ///< counsel's sign-off; empty: not yet
  bool confidential = false;  ///< its reasons are never shown to a guardian (R38)
};

class Rulebook {
 public:
  /// RULEBOOK_SYNTAX, RULEBOOK_UNKNOWN_KEY, RULEBOOK_MISSING, RULEBOOK_TYPE with "document:line".
  static Result<Rulebook> parse(std::string_view bundle);

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

 private:
  struct Data;
  std::shared_ptr<const Data> data_;
};

}  // namespace katiwala::policies

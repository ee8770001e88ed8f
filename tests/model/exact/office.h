/// The ledger itself as an office uses it: the real journal and judge, real signatures, all people invented. What it says is the product's.
#pragma once

#include <map>

#include "tests/kit/test_ledger.h"
#include "tests/model/exact/reckoning/books.h"

namespace katiwala::model::exact {

struct Spoken {
  custody::Outcome outcome = custody::Outcome::deny;
  std::uint64_t entry = 0;      ///< the last that was made
  std::string why{};            ///< reasons, for a person

  [[nodiscard]] bool accepted() const { return outcome == custody::Outcome::allow || outcome == custody::Outcome::escalate; }
};

class Office {
 public:
  Office();

  Spoken say(const std::string& who, custody::Command command);
  /// officer-1 asks and these agree, one after the other. The answer to the last, or the first that is not accepted.
  Spoken agree(custody::Command command, std::initializer_list<const char*> others);
  /// Halts the test where it is not accepted: the setting up is not what is tested.
  void arranged(custody::Command command) { ledger_.agree(std::move(command)); }
  void told(const std::string& who, custody::Command command) { ledger_.allowed(who, std::move(command)); }

  /// Every balance of the ledger's that is not zero.
  reckoning::Balances balances();
  [[nodiscard]] CivilDate today() const { return today_; }
  /// Nine in the morning of a later day. What each ward has now is what she had at the end of each day until then.
  void move_to(CivilDate day);
  /// Of a ward in one currency, minor units times days, both included and before today; from the ledger's own balances.
  [[nodiscard]] std::int64_t balance_days(const custody::WardId& ward, Currency currency, CivilDate from, CivilDate to) const;

  template <class Tag>
  Id<Tag> draw() { return ledger_.draw<Tag>(); }
  custody::Mark reference() { return ledger_.draw_reference(); }
  custody::VaultRef in_vault() { return ledger_.draw_vault_ref(); }
  Digest document() { return ledger_.draw_digest(); }

 private:
  Spoken spoken(const journal::Answer& answer) const;

  journal::testing::TestLedger ledger_;
  CivilDate today_;
  std::map<CivilDate, reckoning::Balances> ends_;
};

}  // namespace katiwala::model::exact

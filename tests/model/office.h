/// The real ledger: a journal on a memory store with the real judge, and the keys of everybody who acts on it. All invented.
#pragma once

#include "tests/kit/test_ledger.h"
#include "tests/model/history.h"
#include "tests/model/translate.h"

namespace katiwala::model {

class Office {
 public:
  explicit Office(std::uint64_t seed);
  ~Office();

  /// The officers that entry 0 enrolled.
  [[nodiscard]] const std::map<reference::Name, reference::Principal>& officers() const { return officers_; }
  [[nodiscard]] Instant founded() const { return founded_; }

  /// `key` and `body` (which request it is) as the door would hand them in.
  Result<journal::Answer> submit(const reference::Operation& operation, const std::string& key, std::uint64_t body);
  Status restart();
  void stop();

  journal::Journal& journal() { return *journal_; }
  store::LogStore& store() { return *store_; }
  crypto::KeyStore& keys() { return *keys_; }

 private:
  journal::Ports ports();
  const journal::testing::Person& person(const reference::Enrol& enrol);
  void enlist(Dice& dice, reference::Role role, const reference::Name* person, reference::Micros until);
  std::optional<custody::Signature> sign(const reference::Operation& operation, const custody::Command& command, const std::string& key);

  std::unique_ptr<crypto::Entropy> entropy_;
  std::unique_ptr<crypto::KeyStore> keys_;
  std::unique_ptr<store::LogStore> store_;
  SandboxClock clock_;
  policies::Judge judge_;
  std::map<reference::Name, reference::Principal> officers_;
  std::map<reference::Name, std::shared_ptr<journal::testing::Person>> people_;  ///< by credential
  custody::CreateLedger founding_;
  std::unique_ptr<journal::Journal> journal_;
  Instant founded_;
};

}  // namespace katiwala::model

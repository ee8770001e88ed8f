/// A ledger to test with: the real judge, the shipped rulebook, real certificates, a sandbox clock; all people invented.
#pragma once

#include <map>

#include "ledger/crypto/signature.h"
#include "ledger/journal/journal.h"
#include "policies/judge.h"

namespace katiwala::journal::testing {

struct Person {
  custody::PrincipalSpec spec;
  std::unique_ptr<crypto::Signer> signer;
};

/// A person with a key and a self-signed SANDBOX certificate.
std::shared_ptr<Person> new_person(custody::Role role, const std::string& name);

/// The shipped rulebook with its calendars and the invented calendar of 2027.
std::string test_rulebook();

struct Ids {
  custody::PoolId pool;
  custody::WardId ward;
  custody::OrderId order;
  custody::AwardId award;
  custody::PayeeId school;
};

class TestLedger {
 public:
  /// On a store of the caller's (which must outlive this), or on a memory store of its own.
  explicit TestLedger(store::LogStore* store = nullptr, crypto::KeyStore* keys = nullptr);
  ~TestLedger();

  /// Writes entry 0 with two officers and one of every other role.
  void found();
  /// Opens what is in the store, with the people of `before`.
  Status reopen(Options options = {});
  void stop();

  Journal& journal() { return *journal_; }
  store::LogStore& store() { return *store_; }
  crypto::KeyStore& keys() { return *keys_; }
  SandboxClock& clock() { return *clock_; }
  const Person& person(const std::string& name) const { return *people_.at(name); }

  Ask ask(const std::string& who, custody::Command command, const std::string& key = {});
  /// Signed where a signature is asked for. Halts the test on a refusal.
  Answer say(const std::string& who, custody::Command command, const std::string& key = {});
  /// officer-1 asks, officer-2 agrees.
  Answer agree(custody::Command command);
  custody::Command approval(const Answer& proposed) const;
  /// Expects the outcome.
  Answer allowed(const std::string& who, custody::Command command);

  void move_clock(const std::string& to);
  Amount balance(book::AccountKind kind, const std::array<std::uint8_t, 16>& owner, const std::string& currency);

  /// A pool in PHP and USD, one ward (born 2012-05-20) with an award of 35,000.00 USD, a guardian with letters and bond, a school.
  Ids open_story();
  /// Another ward of the same pool, alone.
  custody::WardId open_ward(const custody::PoolId& pool, const std::string& born = "2012-05-20");
  Answer receive(const custody::PoolId& pool, const std::string& amount, const std::string& currency, custody::CreditId* credit = nullptr);
  /// 10,000.00 of a ward's dollars become 582,350.00 pesos, dealt on 2 March 2026 at 09:00: the clock must have reached that.
  Answer convert(const custody::WardId& ward);

  /// For Ports; set before found() or reopen().
  ReadHead read_head;

  template <class Tag>
  Id<Tag> draw() {
    return crypto::random_id<Tag>(*entropy_);
  }
  Digest draw_digest();
  custody::Mark draw_reference();
  custody::VaultRef draw_vault_ref();
  Amount amount(const std::string& text, const std::string& currency) const;

 private:
  Ports ports();
  std::unique_ptr<crypto::Entropy> entropy_;
  std::unique_ptr<crypto::KeyStore> own_keys_;
  std::unique_ptr<store::LogStore> own_store_;
  store::LogStore* store_;
  crypto::KeyStore* keys_;
  std::unique_ptr<SandboxClock> clock_;
  std::unique_ptr<policies::Judge> judge_;
  std::map<std::string, std::shared_ptr<Person>> people_;
  std::unique_ptr<Journal> journal_;
  std::uint64_t next_key_ = 0;
};

CivilDate date(const std::string& text);

}  // namespace katiwala::journal::testing

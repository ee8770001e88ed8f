/// A throw-away sandbox ledger on a real disk, opened by its rooms and not through the door, so that what is measured is the ledger.
///
/// Founded as `katiwala init` does: RocksDB, head file, key store in their folders; certificates, rulebook and judge are the real ones, the
/// people invented. Commands are signed where the rulebook asks for it, before any clock of the benchmark runs.
#pragma once

#include <map>

#include "api/bench/counting_store.h"
#include "api/bench/meter.h"
#include "api/founding.h"
#include "ledger/crypto/signature.h"
#include "ledger/journal/journal.h"
#include "policies/judge.h"

namespace katiwala::api::bench {

struct Person {
  custody::PrincipalId principal;
  custody::PersonId person;
  Digest credential{};
  crypto::PublicKey key;
  std::shared_ptr<crypto::Signer> signer;
};

/// Commands are made for one asker at a time.
using Asks = std::vector<journal::Ask>;

/// What a stream of commands came to. All were accepted.
struct Streamed {
  std::int64_t nanos = 0;             ///< from the first command to the last answer
  std::vector<record::Seq> entries;   ///< by command
};

class Workbench {
 public:
  /// A fresh ledger below `parent`. What founding refuses.
  static Result<std::unique_ptr<Workbench>> create(const Path& parent, std::string_view name);
  /// A sandbox ledger that is there already. FOLDER_OPTION where it is none; what opening it refuses.
  static Result<std::unique_ptr<Workbench>> adopt(const Path& root);
  ~Workbench();
  Workbench(const Workbench&) = delete;
  Workbench& operator=(const Workbench&) = delete;

  /// `decide` empty: the judge and the rulebook. Pre: closed.
  Status open(const journal::Options& options = {}, journal::Decide decide = {});
  /// Everything derived is written when it returns.
  void close();
  Status reopen_if_closed() { return journal_ ? good() : open(); }

  [[nodiscard]] const LedgerFolder& folder() const { return folder_; }
  [[nodiscard]] journal::Journal& journal() { return *journal_; }
  [[nodiscard]] CountingStore& store() { return *store_; }
  [[nodiscard]] crypto::KeyStore& keys() { return *keys_; }
  [[nodiscard]] policies::Judge& judge() { return *judge_; }
  /// Halts if there is nobody of that name.
  [[nodiscard]] const Person& person(const std::string& name) const;
  /// Of a new sandbox identity, not enrolled yet.
  Result<custody::PrincipalSpec> new_person(const std::string& name, custody::Role role);

  /// With a fresh key, signed if the rulebook asks for it (R68). Pre: what is approved or released exists and is durable.
  journal::Ask ask(const std::string& who, custody::Command command);
  /// Waits. The refusal of whatever was not accepted.
  Result<std::shared_ptr<const journal::Entry>> say(const std::string& who, custody::Command command);
  /// Many at once, at most `window` of them unanswered.
  Result<Streamed> stream(Asks asks, std::size_t window);
  /// officer-1 proposes all, officer-2 approves all.
  Status agree(std::vector<custody::Command> commands);

  [[nodiscard]] CivilDate today();
  template <class Tag>
  Id<Tag> draw() {
    return crypto::random_id<Tag>(crypto::system_entropy());
  }
  Digest draw_digest();
  custody::Mark draw_mark(custody::MarkKind kind);
  custody::VaultRef draw_vault_ref();

 private:
  Workbench() = default;
  Status meet_people();

  LedgerFolder folder_;
  std::unique_ptr<CountingStore> store_;
  std::unique_ptr<crypto::KeyStore> keys_;
  std::unique_ptr<SandboxClock> clock_;
  std::unique_ptr<policies::Judge> judge_;
  std::unique_ptr<journal::Journal> journal_;
  std::map<std::string, Person> people_;
  std::uint64_t next_key_ = 0;
};

/// The refusal a decision gave, or good.
Status accepted(const Result<journal::Answer>& answer);

}  // namespace katiwala::api::bench

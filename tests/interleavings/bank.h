/// The real ledger that an interleaving is played to: a journal on a memory store with the program's judge and all its rules. One ledger holds many wards,
/// each with people of her own, so that founding it, its rulebooks and its clock are shared.
///
/// For everything that is no payment's own way there is a desk of the bank: two officers, two of compliance, an administrator, who never have a part in a
/// payment. What needs two of them they do in one go.
#pragma once

#include <set>

#include "tests/interleavings/contract/ward.h"
#include "tests/interleavings/names.h"
#include "tests/kit/test_ledger.h"

namespace katiwala::interleavings {

/// What stands between the judge and the journal: nothing, or a mistake (careless.h).
using Between = std::function<custody::Decision(policies::Judge&, const custody::State&, const custody::Submission&)>;

struct Opening {
  int edition = 0;                                  ///< of the rulebook
  bool is_signed = false;                           ///< as shipped; else no command of the interleavings has to be signed, which is most of their time
  std::vector<std::optional<contract::Day>> wards;  ///< of each the day on which she comes of age, where that is soon
  Between between{};
};

/// Whose keys a ward's payments begin with, and what there is.
contract::Beginning beginning(std::optional<contract::Day> majority);
/// The text of an edition.
const std::string& rulebook_text(int edition, bool is_signed);
/// Where every ledger begins: a Monday, 09:00.
contract::Micros first_morning();

/// All wards' money is in it.
inline const custody::PoolId kPool = named<custody::PoolId>(30, kNobodys, 0);

/// Who sends a command: one of a ward's keys, or one of the desk's.
struct Actor {
  int ward = kNobodys;
  int key = 0;
};
inline constexpr Actor kAdministrator{kNobodys, 1}, kBankSystem{kNobodys, 2}, kDeskOfficer{kNobodys, 3}, kDeskOfficer2{kNobodys, 4}, kCompliance{kNobodys, 5},
    kCompliance2{kNobodys, 6};

/// The further credential of a key has the number of the key and this.
inline constexpr int kSpare = 10'000;

class Bank {
 public:
  explicit Bank(Opening opening);
  ~Bank();

  struct Move {
    int ward = kNobodys;
    contract::Step step;
  };
  /// Steps of different wards at once, in this order. What the ledger did, in the same order. For the clock and the rulebook: a step of nobody's, alone.
  std::vector<contract::Seen> play(const std::vector<Move>& moves);
  /// Of the last entry, or where the clock was moved to since.
  [[nodiscard]] contract::Micros now() const { return now_; }
  /// Ticks with them.
  [[nodiscard]] std::uint64_t entries() const { return journal_->head()->seq + 1; }
  /// "" where everything is there to begin with.
  [[nodiscard]] const std::string& trouble() const { return trouble_; }

 private:
  struct Errand {
    Actor by;
    custody::Command command;
    std::vector<Actor> agreeing{};  ///< one after the other, where it is a proposal
  };
  using Asks = std::vector<std::pair<Actor, custody::Command>>;
  std::vector<std::shared_ptr<const journal::Entry>> submit(const Asks& asks);
  std::vector<std::shared_ptr<const journal::Entry>> run(std::vector<Errand> errands);
  journal::Ask ask(const Actor& by, const custody::Command& command);
  [[nodiscard]] Digest credential_of(const Actor& who) const;
  custody::PrincipalSpec spec(const Actor& who, int person, custody::Role role);

  void found();
  void open();
  void expect_done(std::vector<Errand> errands);
  [[nodiscard]] std::vector<Errand> openings(std::size_t stage);

  // errands.cpp
  Errand errand(const Move& move);
  Errand payment_errand(const Move& move);
  Errand ward_errand(const Move& move);
  custody::SetFreeze freeze(const Move& move) const;
  [[nodiscard]] custody::ReleaseFile file_of(const Move& move) const;
  [[nodiscard]] custody::AppointGuardian appointment(int ward, int person, CivilDate letters) const;
  [[nodiscard]] custody::ChangeCourtOrder order_change(int ward, custody::OrderStanding to) const;

  [[nodiscard]] CivilDate today() const { return manila_date({now_}); }
  [[nodiscard]] Amount pesos(contract::Centavos amount) const { return {peso_, amount}; }

  Opening opening_;
  Currency peso_;
  SandboxClock clock_;
  std::unique_ptr<crypto::Entropy> entropy_;
  std::unique_ptr<crypto::KeyStore> keys_;
  std::unique_ptr<store::LogStore> store_;
  std::unique_ptr<journal::Journal> journal_;
  std::map<std::pair<int, int>, std::shared_ptr<journal::testing::Person>> signers_;  ///< by ward and key
  std::map<std::pair<int, int>, contract::Key> people_;                               ///< by ward and key
  std::set<std::pair<int, int>> spares_;                                              ///< ward and key: acts with the further credential
  std::map<std::pair<int, int>, custody::ProposalId> proposals_;                      ///< by ward and request
  std::map<std::pair<int, int>, custody::ProposalId> files_;                          ///< by ward and request: that its file leaves
  contract::Micros now_;
  std::uint64_t asked_ = 0;
  int drawn_ = 0;  ///< references, accounts, files
  std::string trouble_;
};

}  // namespace katiwala::interleavings

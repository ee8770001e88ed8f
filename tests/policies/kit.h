/// A ledger without a journal: asks the judge and folds what it decides, ticks included, as the journal would. All invented. Where the rules are
/// the program's every decision is held against one in which all of them were asked (everybody.h).
///
///   Sandbox ledger(kit::shipped_bundle());               // founded, its officers enrolled
///   ledger.agreed(kOfficer, OpenPool{...}, {kOfficer2});       // proposed, and agreed to by another
///   EXPECT_EQ(kit::said(ledger.ask(kGuardian, request)), "escalate TIER_REQUEST_LIMIT");
#pragma once

#include <set>
#include <string>

#include "policies/judge.h"

namespace katiwala::policies::kit {

using namespace custody;  // the words of the trust

template <class T>
T id(std::uint8_t number) {
  T made;
  made.bytes.fill(number);
  return made;
}

// Short ways to write values; a text that is not one halts.
CivilDate day(std::string_view yyyy_mm_dd);
Instant at(std::string_view yyyy_mm_dd, std::string_view hh_mm = "09:00");  ///< in Manila
Amount money(std::string_view text);                                        ///< "18000.00 PHP"
Currency currency(std::string_view code);
Rate rate(std::string_view base, std::string_view decimal, std::string_view quote = "PHP");
Mark mark(std::uint8_t number, MarkKind kind = MarkKind::bank_reference);
Digest document(std::uint8_t number);
VaultRef in_vault(std::uint8_t number);

// One person each, of the same number, except that officer one has a second key. After them the ward herself, of age, and her guardian ad litem;
// the last two come when there is something for them to see: the recorder of her court and the reader of a court abroad.
inline const PrincipalId kOfficer = id<PrincipalId>(1), kOfficer2 = id<PrincipalId>(2), kWorker = id<PrincipalId>(3),
                         kCompliance = id<PrincipalId>(4), kReleaser = id<PrincipalId>(5), kBank = id<PrincipalId>(6),
                         kAdministrator = id<PrincipalId>(7), kGuardian = id<PrincipalId>(8), kAuditor = id<PrincipalId>(9),
                         kOfficerAgain = id<PrincipalId>(10), kCompliance2 = id<PrincipalId>(11), kHerself = id<PrincipalId>(12),
                         kAdLitem = id<PrincipalId>(13), kRecorder = id<PrincipalId>(14), kReader = id<PrincipalId>(15);
PersonId person_of(const PrincipalId& principal);
/// Their first key's specification.
PrincipalSpec spec(const PrincipalId& principal);

/// The shipped rulebook with the calendar of 2026 and the scenarios' 1 January 2027.
std::string shipped_bundle();
/// A rulebook without a rule, for the mechanism alone; `version` makes it another one.
std::string bare_bundle(std::string_view version = "test");
/// The program's rules with their parameters, of which none says anything: with the shipped rulebook, the planners alone.
std::span<const Rule* const> silent_rules();
/// Not SHA-256: this room links no crypto. Different for different texts, as far as tests go.
Digest hash(std::string_view text);
/// A key of a note by that hash (C2SP signed-note): of a log (0x01) or a witness (0x04), another for each seed.
std::string note_key(std::string_view name, std::uint8_t type, std::uint8_t seed = 1);
std::string file_text(const std::string& path_in_repository);

class Sandbox {
 public:
  explicit Sandbox(std::string bundle, std::span<const Rule* const> rules = all_rules());

  /// Makes the ticks that are due, asks, folds, and keeps the entry.
  Decision ask(const PrincipalId& who, Command command);
  /// Without a signature, or with one that does not verify.
  Decision ask_signed(const PrincipalId& who, Command command, bool given, bool valid);
  /// Decides on the present state and folds nothing.
  Decision would(const PrincipalId& who, Command command);
  /// Asked by the first, agreed to by the others, all accepted (or the test fails); the last decision.
  Decision agreed(const PrincipalId& who, Command command, const std::vector<PrincipalId>& others);
  Decision approve(const PrincipalId& who, ProposalId proposal);
  /// Moves time forward, stopping at everything that falls due on the way.
  void pass_to(Instant time);

  [[nodiscard]] std::uint64_t last() const { return entries.size() - 1; }
  [[nodiscard]] Amount balance(book::AccountKind kind, const std::array<std::uint8_t, 16>& owner, std::string_view code) const;
  /// Bank = wards + suspense + transit + tax + fee + unreadable, per pool and currency: "" or what differs.
  [[nodiscard]] std::string out_of_balance() const;
  /// "inventory 2026-05-18" of a ward, a pool, a file or the ledger, in the order of the numbers, with a comma between; an overdue or closed one
  /// says so. "none" where there is no such subject.
  [[nodiscard]] std::string duties(const Subject& about) const;
  [[nodiscard]] std::string duties(const WardId& ward) const { return duties(subject(ward)); }

  struct Entry {
    PrincipalId who;
    Command command;
    Decision decision;
    Instant time;
  };
  State state;
  Judge judge;
  Instant now;
  std::vector<Entry> entries;

 private:
  Submission submission(const PrincipalId& who, Command command) const;
  Decision decide(const Submission& submission);
  Decision carry_out(Submission submission);
  void make_due_ticks();

  std::unique_ptr<Judge> everybody_;  ///< where the rules are the program's
};

/// One of each kind, as empty as it can be.
std::vector<Command> every_command();
/// The tick of something that falls due, as the journal writes it.
Tick tick_of(const AgendaItem& item);

/// "allow", or "deny BOND_PENDING", "escalate TIER_WINDOW_LIMIT": the outcome and the code of the first reason, if it speaks against.
std::string said(const Decision& decision);
/// The value of the first reason's fact of that name; "" without one.
std::string fact_of(const Decision& decision, std::string_view name);
/// The names of the effects' events, with a space between; of those about one subject alone.
std::string events_of(const Decision& decision);
std::string events_of(const Decision& decision, const Subject& about);
/// The first event of that type among the effects; nullptr if there is none.
template <class E>
const E* event_of(const Decision& decision) {
  for (const Effect& effect : decision.effects)
    if (const auto* event = std::get_if<E>(&effect.event)) return event;
  return nullptr;
}
/// What must not be in an entry: in a ward's part anything that her guardian may not know, and of a denial or hold anything but duties and, in
/// the files beside a ward, word of the asking itself. "" or the names.
std::string out_of_place(const Decision& decision);
/// The subjects that have a part in the entry, as the record would have them: what a header shows the number of.
std::set<Subject> parts_of(const Decision& decision);
/// "Dr principal 18000.00 PHP, Cr reserved 18000.00 PHP", in the order posted; authority: "cap -18000.00 PHP".
std::string postings_of(const Decision& decision);

}  // namespace katiwala::policies::kit

/// A matter built by hand: one pool, one ward, the people around her, and a command to be judged by one rule alone.
///
/// What a scene starts with: ward born 2012-05-20; a guardian appointed by a court, letters 2026-02-18, bond of 210,000.00
/// ordered and approved 2026-02-25; a school as payee; 500,000.00 PHP of principal; USD at 58.2350 from 2026-03-02. All of
/// it is invented. A test changes what its case is about and asks `hear`.
#pragma once

#include <initializer_list>
#include <string>
#include <utility>

#include "policies/rule.h"

namespace katiwala::policies::scene {

using namespace custody;  // the words of the trust, as in the rules themselves

// Short ways to write values; a text that is not one halts.
CivilDate day(std::string_view yyyy_mm_dd);
Instant at(std::string_view rfc3339);
/// 09:00 in Manila.
Instant morning(std::string_view yyyy_mm_dd);
Amount money(std::string_view text);  ///< "18000.00 PHP"
Currency currency(std::string_view code);
Rate rate(std::string_view base, std::string_view decimal, std::string_view quote = "PHP");
Mark mark(MarkKind kind, std::uint8_t number);
Digest document(std::uint8_t number);
VaultRef in_vault(std::uint8_t number);
template <class T>
T id(std::uint8_t number) {
  T made;
  made.bytes.fill(number);
  return made;
}

// Who there is. One person each; the payee's person is of the school.
inline const PersonId kGuardian = id<PersonId>(1), kOfficer = id<PersonId>(2), kSocialWorker = id<PersonId>(3),
                      kReleaser = id<PersonId>(4), kSchool = id<PersonId>(5), kStranger = id<PersonId>(6);
/// The one principal of each.
PrincipalId key_of(PersonId person);
inline const WardId kWard = id<WardId>(11), kSibling = id<WardId>(12);
inline const PoolId kPool = id<PoolId>(21);
inline const PayeeId kPayee = id<PayeeId>(31);
inline const CourtOrderId kCourtOrder = id<CourtOrderId>(41);
inline const RequestId kRequest = id<RequestId>(51);
inline const OrderId kOrder = id<OrderId>(61);
inline const AwardId kAward = id<AwardId>(71), kSiblingAward = id<AwardId>(72);
inline const CreditId kCredit = id<CreditId>(81);

/// The shipped rulebook with the calendar of 2026, its text changed here and there ("a = 1" to "a = 2"); a text to be
/// replaced that is not there halts.
using Edits = std::initializer_list<std::pair<std::string_view, std::string_view>>;
enum class Years { only_2026, with_2027 };
Rulebook shipped(Edits edits = {}, Years years = Years::only_2026);
std::string file_text(const std::string& path);

struct Scene {
  Scene();

  State state;
  Submission submission;
  Command command;
  Stage stage = Stage::submit;
  Rulebook rulebook;
  Plan plan;
  Tier tier = Tier::t0;
  WardId about = kWard;      ///< zero: the matter is about no single ward
  PersonId actor = kGuardian;

  Ward& ward() { return state.wards.at(kWard); }
  Guardian& guardian() { return ward().guardians.front(); }
  Protection& protection() { return state.protections.at(kWard); }
  Watch& watch() { return state.watches.at(watch_of(kWard)); }
  Watch& pool_watch() { return state.watches.at(watch_of(kPool)); }
  void now(Instant time) { submission.time = time; }
  void put(book::AccountKind kind, const std::array<std::uint8_t, 16>& owner, Amount balance);
  void day_rate(std::string_view on, Rate value);
  /// The command is asked by `who` on its own.
  void ask(Command asked, PersonId who);
  /// A request of the guardian to the school; at later stages recorded as such, with its spend.
  RequestDisbursement request(Amount amount) const;
  void ask_for(Amount amount);
  /// Judged again: approved by the officer (and executed as the last of `approvers` approves), or about to be released.
  Request& recorded(const RequestDisbursement& asked, std::string_view on);
  void execute(const RequestDisbursement& asked, PersonId approver);
  void release(const RequestDisbursement& asked, PersonId releaser);
  /// A proposal by `maker` that `approver` completes.
  void complete(Command asked, PersonId maker, PersonId approver);
  /// A credit of the pool, matched to the order by two persons: what the plan then says of her.
  void matched(Amount net, std::string_view booked, Amount charges);
  void matched(Amount net, std::string_view booked) { matched(net, booked, zero(net.currency())); }
  /// A request made before, already paid unless the test says otherwise: stands among her requests and counts as spent.
  Request& earlier(std::uint8_t number, std::string_view on, Amount amount, Purpose purpose = Purpose::education);
  Spend spent(std::uint8_t number, std::string_view on, Amount amount);

  [[nodiscard]] Verdict hear(std::string_view rule) const;

 private:
  void note(const Request& request);
};

/// A tick is judged that makes this event of the ward.
void tick(Scene& scene, Event event);
/// Another who asks, with a role.
void enrol(Scene& scene, PersonId person, Role role);
/// Of a guardian of the ward; `letters` may be empty.
AppointGuardian appointment(PersonId person, std::string_view letters);

/// "silent", or "deny BOND_PENDING", "allow covered", "escalate TIER_WINDOW_LIMIT T1".
std::string said(const Verdict& verdict);
/// The value of a fact of the reason; "" if it has none of that name.
std::string fact_of(const Verdict& verdict, std::string_view name);
/// "inventory 2026-05-18", in the order drafted, with a comma between.
std::string duties_of(const Verdict& verdict);
/// "alert_raised", ... likewise.
std::string effects_of(const Verdict& verdict);
/// "guardian_moved suspended alert_raised@protection", in the order of the effects.
std::string moved_of(const Verdict& verdict);
/// The value of the first fact of that name of what was raised; "" if there is none.
std::string flag_fact(const Verdict& verdict, std::string_view name);
/// "flag" or "case", likewise: what was raised.
std::string raised_of(const Verdict& verdict);
/// "grace 2026-07-21T00:00:00+08:00", likewise.
std::string reminders_of(const Verdict& verdict);

}  // namespace katiwala::policies::scene

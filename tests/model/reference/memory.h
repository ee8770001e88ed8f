/// The model's memory and what is asked of it everywhere.
#pragma once

#include <functional>
#include <stdexcept>

#include "tests/model/reference/records.h"

namespace reference {

struct Memory {
  Rulebook rulebook;
  std::map<Name, Principal> principals;
  std::map<Currency, std::map<Day, Price>> prices;  ///< to pesos
  std::map<Name, Pool> pools;
  std::map<Name, Order> orders;
  std::map<Name, Ward> wards;
  std::map<Name, Credit> credits;
  std::map<std::uint64_t, Proposal> proposals;      ///< open ones, by their entry
  std::map<Name, Request> requests;
  std::map<Subject, std::vector<Duty>> duties;
  std::map<Subject, std::vector<Reminder>> reminders;
  std::map<Subject, std::vector<Case>> cases;       ///< by watch
  std::map<Subject, std::uint32_t> flags;           ///< raised so far
  std::map<Name, std::uint64_t> references;         ///< bank reference to the entry that used it
  std::map<std::uint64_t, Booked> booked;
  std::map<std::uint64_t, Opening> openings;        ///< by the entry that brought them in
  std::map<Name, Recall> recalls;
  Balances balances;                                ///< without zeros
  std::uint64_t next_entry = 0;
  Micros now = 0;

  [[nodiscard]] std::int64_t balance(Book book, const Name& owner, Currency currency) const;
  [[nodiscard]] const Ward* ward(const Name& name) const;
  [[nodiscard]] bool exists(const Subject& subject) const;
  [[nodiscard]] const std::vector<Duty>& duties_of(const Subject& subject) const;
  /// One of that flag which nobody has concluded; nullptr: none.
  [[nodiscard]] const Case* pending_case(const Subject& watch, const std::string& flag) const;
  /// The newest price in pesos of a day not after `day`.
  [[nodiscard]] std::optional<Price> price(Currency currency, Day day) const;
};

/// A command that can not be: its code, without a rule's judgement.
struct Refused {
  std::string code;
};
/// The rule that stands behind a refusal of the mechanism; "" for most.
std::string rule_behind(const std::string& code);

/// On an account that an older book was brought in on: the day at whose end it stood so.
std::optional<Day> opened_as_of(const Memory& memory, const Name& pool, Currency currency);
/// Nothing has moved on that account but what older books brought: it stands at that, nothing came in, nothing left or is about to.
bool nothing_else_moved(const Memory& memory, const Name& pool, Currency currency);
/// Of wards of that pool, under that opening: the text whose hash is agreed to (docs/format.md), and what it comes to.
struct NotedSum {
  std::uint32_t lines = 0;
  std::int64_t principal = 0, income = 0;
};
std::string noted_text(const Memory& memory, const Name& pool, const Name& opening);
std::map<Currency, NotedSum> noted_sums(const Memory& memory, const Name& pool, const Name& opening);
/// Its number in ISO 4217.
int iso_number(Currency currency);
/// The credit is asked back, or promised, or refused.
bool is_asked_back(const Memory& memory, const Name& credit, RecallStanding standing);

/// One person may stand behind several payees.
bool same_payee(const Ward& ward, const Name& a, const Name& b);
const Guardian* guardian_of(const Ward& ward, const Name& person);
const Cash* cash_of(const Pool& pool, Currency currency);
const Duty* open_duty(const std::vector<Duty>& duties, DutyKind kind);
/// Whether it is for this guardian to do: it fell to him while he was one.
bool owes(const Guardian& guardian, const Duty& duty);
bool was_owed(const std::vector<Duty>& duties, DutyKind kind, Day due);
/// Of that kind, where one is given.
bool share_a_mark(const std::vector<Mark>& a, const std::vector<Mark>& b, int kind = 0);
/// A bank's reference acts once (R50): none was used, none stands twice. Throws Refused.
void unused(const Memory& memory, const std::vector<Name>& references);
void use(Memory& memory, const std::vector<Name>& references, std::uint64_t entry);
/// Custody accounts of hers.
bool is_wards_money(Book book);
bool is_authority(Book book);
/// What a move adds to an account on its own side.
std::int64_t growth(const Move& move, const Account& account);
/// The sum of what moves add to each account they touch.
Balances growths(const std::vector<Move>& moves);

/// The first day of her majority.
Day majority_day(Day born, const Rulebook& book);

/// What a matched credit brings to a ward.
struct Incoming {
  Name ward{};
  std::int64_t net = 0;
  Day booked = 0;
};

/// What a command would do, before the rules have looked at it.
struct Draft {
  Subject about;
  std::vector<Move> moves;
  std::function<void(Memory&)> then;                 ///< the records that follow; may be empty
  std::optional<Guardian> appointed;
  std::vector<Incoming> incoming;
  std::set<Name> credited;                           ///< wards with a share in it, were it all charges
  std::optional<std::int64_t> left;                  ///< of a matched credit, in suspense
  std::optional<std::int64_t> difference;            ///< of a statement
  std::optional<Duty> filed;
  std::optional<Name> budget;                        ///< that a request draws on
  std::optional<Case> opened;                        ///< a case, by a person
  std::vector<Name> brought;                         ///< wards of whom an older book holds something
};

/// Who asks, when, and in which entry.
struct Asking {
  const Memory& memory;
  Micros now = 0;
  Day today = 0;
  std::uint64_t entry = 0;
  const Principal* who = nullptr;
  Tier tier = Tier::t0;  ///< of a payment asked for
};

/// Throws Refused.
Draft draft(const Asking& asking, const Action& action);
/// All have agreed to the request. Throws Refused.
Draft draft_reservation(const Asking& asking, const Name& request);
/// From when others stand in for who is silent, where a court has ordered what was asked for: whole days after it (R31).
Micros standin_from(const Rulebook& book, Micros asked);
bool is_ordered(const Memory& memory, const Request& request, Day today);
/// Frees what a request holds.
void release_hold(Draft& draft, const Request& request);
/// Where a command's decision is written: its own subject, whether it exists or not.
Subject natural_subject(const Memory& memory, const Action& action);

/// The families of commands.
Draft draft_setting_up(const Asking& asking, const Action& action);
Draft draft_people(const Asking& asking, const Action& action);
Draft draft_money(const Asking& asking, const Action& action);
Draft draft_payment(const Asking& asking, const Action& action);
Draft draft_watching(const Asking& asking, const Action& action);
Draft draft_opening(const Asking& asking, const Action& action);
Draft draft_recall(const Asking& asking, const Action& action);

}  // namespace reference

/// The second implementation's own words: names, roles, decisions, accounts. It shares no line with the product (tests/house holds
/// it to that), and is written from the design and the rules, as somebody would who checks the ledger and does not trust it.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace reference {

/// A random pseudonym; all zeros is nobody.
using Name = std::array<unsigned char, 16>;
/// A document's hash.
using Paper = std::array<unsigned char, 32>;
inline bool is_nobody(const Name& name) { return name == Name{}; }

/// Microseconds since the Unix epoch.
using Micros = std::int64_t;
/// Days since 1970-01-01, of the Manila calendar.
using Day = std::int32_t;

enum class Currency { php, usd, eur, jpy, kwd };
inline constexpr Currency kCurrencies[] = {Currency::php, Currency::usd, Currency::eur, Currency::jpy, Currency::kwd};

struct Money {
  Currency currency = Currency::php;
  std::int64_t minor = 0;
  bool operator==(const Money&) const = default;
};

/// How many `to` one `from` costs: figures / 10^decimals.
struct Price {
  Currency from = Currency::usd, to = Currency::php;
  std::int64_t figures = 0;
  int decimals = 0;
  bool operator==(const Price&) const = default;
};

enum class Role { bank_system, trust_officer, social_worker, releaser, compliance, guardian, auditor, administrator };
enum class Tier { t0, t1, t2 };
enum class Stage { asked, executed, released };

enum class Outcome { allow, escalate, hold, deny };  ///< in the order of their strictness

struct Reason {
  Outcome outcome = Outcome::allow;
  std::string code;
  std::string rule;  ///< empty: the mechanism's own
  auto operator<=>(const Reason&) const = default;
};

/// The protection file and the watch go with a ward, and carry her name; a pool has a watch too.
enum class Kind { ledger, pool, order, ward, protection, watch };
/// Whom a decision is about.
struct Subject {
  Kind kind = Kind::ledger;
  Name name{};
  auto operator<=>(const Subject&) const = default;
};

enum class Book {
  bank, principal, income, reserved, transit, suspense, tax, fee, unreadable,  // custody
  awarded, outstanding, received, charged, granted, cap, cap_reserved, cap_used,  // authority
};
struct Account {
  Book book = Book::bank;
  Name owner{};
  Currency currency = Currency::php;
  auto operator<=>(const Account&) const = default;
};
using Balances = std::map<Account, std::int64_t>;

/// The guardian may be told what stands with the ward; what stands in these two never (R38).
inline Subject hers(const Name& ward) { return {Kind::ward, ward}; }
inline Subject protection_of(const Name& ward) { return {Kind::protection, ward}; }
inline Subject watch_of(const Name& name) { return {Kind::watch, name}; }
inline bool is_file(const Subject& subject) { return subject.kind == Kind::protection || subject.kind == Kind::watch; }
inline bool is_about_a_ward(const Subject& subject) { return subject.kind == Kind::ward || is_file(subject); }

/// Equality without the plain value.
struct Mark {
  int kind = 0;
  Name value{};
  bool operator==(const Mark&) const = default;
};
inline constexpr int kNameMark = 1, kAccountMark = 5;

}  // namespace reference

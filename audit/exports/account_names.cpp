#include "audit/exports/account_names.h"

namespace katiwala::audit::exports {
namespace {

using book::AccountKind;

/// Who owns accounts of this kind: "ward", "award", "order"; the kind itself where a pool does.
std::string_view owner_word(AccountKind kind) {
  switch (kind) {
    case AccountKind::principal:
    case AccountKind::income:
    case AccountKind::reserved: return "ward";
    case AccountKind::awarded:
    case AccountKind::outstanding:
    case AccountKind::received:
    case AccountKind::charged: return "award";
    case AccountKind::granted:
    case AccountKind::cap:
    case AccountKind::cap_reserved:
    case AccountKind::cap_used: return "order";
    default: return name(kind);
  }
}

bool is_of_pool(AccountKind kind) { return owner_word(kind) == name(kind); }

/// "cap_reserved" becomes "CapReserved".
std::string capitalised(std::string_view word) {
  std::string out;
  bool up = true;
  for (const char letter : word) {
    if (letter == '_') {
      up = true;
      continue;
    }
    out += up ? static_cast<char>(letter - 'a' + 'A') : letter;
    up = false;
  }
  return out;
}

char letter_of(AccountKind kind) {
  const std::string_view word = owner_word(kind);
  if (word == "ward") return 'W';
  if (word == "award") return 'A';
  return word == "order" ? 'O' : 'P';
}

}  // namespace

std::string_view account_type(AccountKind kind) {
  if (kind == AccountKind::bank) return "Assets";
  return book::book_of(kind) == book::BookName::custody ? "Liabilities" : "Equity";
}

std::string chart_name(const book::Account& account) {
  std::string out = std::string(owner_word(account.kind)) + ":" + to_hex(account.owner) + ":" + account.currency.code();
  if (!is_of_pool(account.kind)) out += ":" + std::string(name(account.kind));
  return out;
}

std::string beancount_name(const book::Account& account) {
  std::string out = std::string(account_type(account.kind)) + ":";
  if (book::book_of(account.kind) == book::BookName::authority) out += "Authority:";
  out += capitalised(owner_word(account.kind)) + ":" + letter_of(account.kind) + "-" + to_hex(account.owner) + ":" + account.currency.code();
  if (!is_of_pool(account.kind)) out += ":" + capitalised(name(account.kind));
  return out;
}

}  // namespace katiwala::audit::exports

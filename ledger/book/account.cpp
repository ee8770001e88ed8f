#include "ledger/book/account.h"

namespace katiwala::book {

BookName book_of(AccountKind kind) {
  return static_cast<std::uint8_t>(kind) < 16 ? BookName::custody : BookName::authority;
}

int sign_of(AccountKind kind) {
  return kind == AccountKind::bank || book_of(kind) == BookName::authority ? 1 : -1;
}

bool has_floor(AccountKind kind) { return kind != AccountKind::awarded && kind != AccountKind::granted; }

std::string Account::text() const {
  return std::string(name(kind)) + ":" + to_hex(owner) + ":" + currency.code();
}

}  // namespace katiwala::book

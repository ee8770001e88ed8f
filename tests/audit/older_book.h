/// A ledger that begins with an older book: 9,000.00 of her dollars as of 28 February 2026, 100.00 of it income, of an award of which 20,000.00 was paid.
#pragma once

#include <gtest/gtest.h>

#include "ledger/crypto/digest.h"
#include "policies/opening.h"
#include "tests/kit/test_ledger.h"

namespace katiwala::audit::testing {

struct OlderBook {
  custody::OpeningId opening;
  std::uint64_t entry = 0;  ///< that brought it in
};

/// Pre: `ledger` has its story, and its clock has passed the day; nothing of hers has moved.
inline OlderBook bring_in(journal::testing::TestLedger& ledger, const journal::testing::Ids& ids) {
  using namespace custody;
  OlderBook out{ledger.draw<OpeningTag>(), 0};
  const auto dollars = [&](const char* text) { return ledger.amount(text, "USD"); };
  NoteOpening note{out.opening, ids.ward, {}};
  note.lines.push_back({ids.award, std::nullopt, dollars("9000.00"), dollars("100.00"), dollars("20000.00"), dollars("25.00")});
  ledger.allowed("officer-1", note);
  OpenBooks books{out.opening, ids.pool, journal::testing::date("2026-02-28"), ledger.draw_digest(), {}, {}, {}};
  books.totals.push_back({1, dollars("8900.00"), dollars("100.00"), dollars("0.00"), dollars("0.00"), dollars("0.00"), dollars("9000.00")});
  EXPECT_TRUE(ledger.journal().look([&](const journal::Memory& memory) {
    books.noted = crypto::sha256(view(policies::opening_text(policies::noted_under(memory.state, ids.pool, out.opening))));
  }).ok());
  const auto proposed = ledger.allowed("officer-1", books);
  ledger.allowed("officer-2", ledger.approval(proposed));
  out.entry = ledger.allowed("compliance", ledger.approval(proposed)).entry->seq();
  return out;
}

/// The entry is reversed, by the same three.
inline void take_back(journal::testing::TestLedger& ledger, const journal::testing::Ids& ids, const OlderBook& book) {
  const auto proposed = ledger.allowed("officer-1", custody::ReverseEntry{book.entry, custody::subject(ids.pool), "the wrong file"});
  ledger.allowed("officer-2", ledger.approval(proposed));
  ledger.allowed("compliance", ledger.approval(proposed));
}

}  // namespace katiwala::audit::testing

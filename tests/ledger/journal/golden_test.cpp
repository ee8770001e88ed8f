// Two entries to the byte: what docs/format.md shows is what is written, today and in every later version.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "ledger/crypto/digest.h"
#include "ledger/journal/draft.h"
#include "tests/kit/test_ledger.h"
#include "tests/ledger/journal/cbor_dump.h"

namespace katiwala::journal::golden_test {
namespace {

using namespace custody;

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

std::string rows_of(ByteView bytes) {
  std::string out;
  for (std::size_t at = 0; at < bytes.size(); at += 32) out += "    " + to_hex(bytes.subspan(at, std::min<std::size_t>(32, bytes.size() - at))) + "\n";
  return out;
}

/// The header, field by field as the table in docs/format.md has them.
std::string header_rows(ByteView header) {
  struct Field {
    std::size_t bytes;
    std::string name;
  };
  std::vector<Field> fields{{4, "magic \"KTW1\""}, {8, "seq"}, {32, "prev"}, {8, "time"}, {2, "count of parts"}};
  for (std::size_t part = 0; 54 + 32 * part < header.size(); ++part) fields.push_back({32, "hash of part " + std::to_string(part)});
  std::string out;
  std::size_t at = 0;
  for (const Field& field : fields) {
    std::string hex = to_hex(header.subspan(at, field.bytes));
    hex.resize(std::max<std::size_t>(hex.size(), 64), ' ');
    out += "    " + hex + "  " + field.name + "\n";
    at += field.bytes;
  }
  return out;
}

template <class Tag>
Id<Tag> id_of(std::uint8_t byte) {
  Id<Tag> id;
  id.bytes.fill(byte);
  return id;
}

/// An invented receipt of 19,975.00 USD matched to a ward's award: one act, one pool part in clear, one sealed ward part.
struct Golden {
  std::unique_ptr<crypto::Entropy> entropy = crypto::test_entropy("katiwala golden entry");
  std::unique_ptr<crypto::KeyStore> keys = crypto::memory_keystore(*entropy);
  Memory memory;
  crypto::KeyId ward_key;
  Draft draft;

  Golden() {
    memory.ledger = id_of<store::LedgerTag>(0xa1);
    ward_key = *keys->create();
    const auto pool = id_of<PoolTag>(0x10);
    const auto ward = id_of<WardTag>(0x11);
    const Currency usd = *Currency::parse("USD");
    const Amount net(usd, 1997500);
    Asked asked;
    asked.act.command = MatchCredit::kind;
    asked.act.principal = id_of<PrincipalTag>(0x12);
    asked.act.credential.fill(0x13);
    asked.act.idempotency_key = "golden-1";
    asked.act.request.fill(0x14);
    asked.act.rulebook.fill(0x15);
    asked.act.engine = 1;
    asked.command = MatchCredit{id_of<CreditTag>(0x16), id_of<OrderTag>(0x17)};
    asked.time = *Instant::parse("2026-03-02T09:15:00+08:00");
    Decision decision;
    decision.outcome = Outcome::allow;
    decision.about = subject(pool);
    decision.reasons.push_back({Outcome::allow, "matched_by_two", "R55", {{"credit", "19975.00 USD"}}});
    decision.effects.push_back({subject(pool), CreditMatched{id_of<CreditTag>(0x16), id_of<OrderTag>(0x17), net, zero(usd)}});
    decision.effects.push_back({subject(ward), AwardCredited{id_of<AwardTag>(0x18), id_of<CreditTag>(0x16), Amount(usd, 2000000), Amount(usd, 2500), net}});
    decision.postings.push_back({subject(pool), book::posting(book::AccountKind::suspense, pool.bytes, -net, book::Category::receipt)});
    decision.postings.push_back({subject(ward), book::posting(book::AccountKind::principal, ward.bytes, net, book::Category::receipt)});
    memory.state.book.set_balance({book::AccountKind::suspense, pool.bytes, usd}, net);
    draft = draft_entry(memory, std::move(asked), std::move(decision), *keys, {{custody::subject(ward), ward_key}}, *entropy);
  }

  std::string text() const {
    const Entry& e = *draft.entry;
    std::string out = "Header (" + std::to_string(e.encoded_header.size()) + " bytes)\n\n" + header_rows(e.encoded_header);
    out += "\nLeaf hash\n\n" + rows_of(e.leaf);
    out += "\nPart 0, the act: salt, then CBOR (" + std::to_string(e.act_clear.bytes.size()) + " bytes)\n\n" + rows_of(e.act_clear.salt) + "\n" +
           testing::dump_cbor(e.act_clear.bytes);
    for (std::size_t i = 0; i < e.parts.size(); ++i) {
      const auto& part = e.parts[i];
      out += "\nPart " + std::to_string(i + 1) + ", about a " + std::string(name(part.part->about.kind)) + ": salt, then CBOR (" +
             std::to_string(part.clear.bytes.size()) + " bytes)\n\n" + rows_of(part.clear.salt) + "\n" + testing::dump_cbor(part.clear.bytes);
    }
    const auto& sealed = draft.stored.parts.back();
    out += "\nPart 2 as it lies in the store: key id, then ciphertext and tag; the data key is\n\n" + rows_of(keys->find(ward_key)->raw()) + "\n" +
           rows_of(sealed.key) + "\n" + rows_of(sealed.bytes);
    Bytes frame;
    record::append_frame(frame, draft.stored);
    out += "\nThe whole frame (" + std::to_string(frame.size()) + " bytes) has SHA-256\n\n" + rows_of(crypto::sha256(frame));
    return out;
  }
};

TEST(GoldenEntry, TheDocumentShowsTheBytesThatAreWritten) {
  const Golden golden;
  const std::string path = std::string(KATIWALA_SOURCE_DIR) + "/docs/format-entry.txt";
  const std::string shown =
      "One worked entry, byte by byte: an invented receipt of 19,975.00 USD matched to a ward's award (docs/format.md).\n"
      "Ledger id a1a1..., entry 0 of an empty memory, salts and keys from a fixed seed. A test holds this file against the code.\n"
      "What a number means is in docs/format.cddl: `3: 16 bytes` in the act is its member 3, the principal.\n\n" + golden.text();
  if (std::getenv("KATIWALA_UPDATE_DOCS") != nullptr) std::ofstream(path, std::ios::binary) << shown;
  EXPECT_EQ(read_file(path), shown) << "the bytes of the record are for ever";
}

TEST(GoldenEntry, ReadsBackWithAndWithoutTheKey) {
  const Golden golden;
  const auto opened = open_entry(golden.memory.ledger, golden.draft.stored, golden.keys.get());
  ASSERT_TRUE(opened.ok()) << opened.refusal().message;
  EXPECT_TRUE(opened->wholly_readable());
  EXPECT_EQ(opened->parts[1].clear, golden.draft.entry->parts[1].clear);
  const auto closed = open_entry(golden.memory.ledger, golden.draft.stored, nullptr);
  ASSERT_TRUE(closed.ok());
  EXPECT_FALSE(closed->wholly_readable());
  EXPECT_EQ(closed->leaf, opened->leaf);
  // Served in another ledger, or at another place, it does not open.
  EXPECT_FALSE(open_entry(id_of<store::LedgerTag>(0xa2), golden.draft.stored, golden.keys.get()).ok());
}

TEST(GoldenEntry, EveryByteOfTheFrameMatters) {
  const Golden golden;
  Bytes frame;
  record::append_frame(frame, golden.draft.stored);
  std::size_t caught = 0;
  for (std::size_t i = 0; i < frame.size(); ++i) {
    Bytes changed = frame;
    changed[i] ^= 0x40;
    std::size_t offset = 0;
    const auto stored = record::read_frame(changed, offset);
    bool good = stored.ok() && offset == changed.size();
    if (good) {
      const auto entry = open_entry(golden.memory.ledger, *stored, golden.keys.get());
      // A changed key id leaves the part closed; verify_ledger asks for an erasure that names it.
      good = entry.ok() && entry->wholly_readable() && entry->leaf == golden.draft.entry->leaf;
    }
    if (!good) ++caught;
  }
  EXPECT_EQ(caught, frame.size());
}

}  // namespace
}  // namespace katiwala::journal::golden_test

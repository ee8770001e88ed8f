// Items of the vault too long to be held in memory: what comes back is what was put, whatever is done to a piece is refused with its place, and a power cut
// leaves an item whole or none.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>

#include "ledger/crypto/digest.h"
#include "ledger/store/rocks_settings.h"
#include "ledger/store/vault_rows.h"
#include "tests/ledger/store/simdisk.h"

namespace katiwala::store::vault_pieces_test {
namespace {

using testing::SimDisk;
using testing::Survival;

const std::filesystem::path kFolder = "/sim/data/vault";

/// Remembers how much of it was asked for at once, and fails from `end` on.
class Text final : public StoredBytes {
 public:
  explicit Text(std::size_t size, std::size_t end = SIZE_MAX) : size_(size), end_(end) {}
  [[nodiscard]] std::size_t size() const override { return size_; }
  Status read(std::size_t at, std::span<char> room) const override {
    most_ = std::max(most_, room.size());
    if (at + room.size() > end_) return refuse(Code::HTTP_BUSY);
    for (std::size_t i = 0; i < room.size(); ++i) room[i] = letter(at + i);
    return good();
  }
  [[nodiscard]] std::string all() const { return beginning_of(*this, size_).value(); }
  [[nodiscard]] std::size_t most() const { return most_; }
  static char letter(std::size_t at) { return static_cast<char>('a' + at / 7 % 26 + at / kPieceBytes % 5); }

 private:
  std::size_t size_, end_;
  mutable std::size_t most_ = 0;
};

std::string told(const Refusal& refusal) { return std::string(name_of(refusal.code)) + " " + refusal.place; }
template <class T>
std::string told(const Result<T>& result) {
  return result.ok() ? "good" : told(result.refusal());
}

class PiecesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    keys_ = crypto::memory_keystore(*drawn_);
    key_ = keys_->create().value();
    vault_ = create_vault(kFolder, *keys_, *drawn_, on(*disk_)).value();
  }
  void reopen() {
    vault_.reset();
    vault_ = open_vault(kFolder, *keys_, *drawn_, on(*disk_)).value();
  }
  /// The rows as they lie there, for as long as the vault is closed.
  std::unique_ptr<rocksdb::DB> rows() {
    vault_.reset();
    const EngineOptions options = on(*disk_);
    rocksdb::DB* db = nullptr;
    const auto database = database_settings(options, rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords);
    const auto status = rocksdb::DB::Open({database, table_settings(options, false)}, kFolder.string(), &db);
    EXPECT_TRUE(status.ok()) << status.ToString();
    return std::unique_ptr<rocksdb::DB>(db);
  }
  std::unique_ptr<crypto::Entropy> drawn_ = crypto::test_entropy("vault-pieces");
  std::shared_ptr<SimDisk> disk_ = SimDisk::create();
  std::unique_ptr<crypto::KeyStore> keys_;
  crypto::KeyId key_;
  std::unique_ptr<Vault> vault_;
};

std::string text(const Bytes& bytes) { return {bytes.begin(), bytes.end()}; }
Bytes row_of(rocksdb::DB& db, const Bytes& row) {
  std::string value;
  EXPECT_TRUE(db.Get({}, text(row), &value).ok()) << to_hex(row);
  return {value.begin(), value.end()};
}

TEST_F(PiecesTest, GiveBackWhatWasPutHoweverItIsRead) {
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, kPieceBytes - 1, kPieceBytes, kPieceBytes + 1, 3 * kPieceBytes, 3 * kPieceBytes + 7}) {
    const Text source(size);
    const Commitment kept = vault_->put_pieces(key_, source).value();
    EXPECT_LE(source.most(), kPieceBytes) << "never more of it in memory";
    if (size % 2 == 1) reopen();
    const auto item = vault_->open(key_, kept);
    ASSERT_TRUE(item.ok()) << size << " " << told(item);
    ASSERT_EQ((*item)->size(), size);
    EXPECT_EQ(beginning_of(**item, size).value(), source.all());
    for (const auto& [from, count] : {std::pair{std::size_t{0}, std::size_t{1}}, {kPieceBytes - 1, std::size_t{2}}, {std::size_t{5}, 2 * kPieceBytes}}) {
      if (from + count > size) continue;
      std::string part(count, '?');
      ASSERT_TRUE((*item)->read(from, part).ok());
      EXPECT_EQ(part, source.all().substr(from, count)) << from;
    }
    EXPECT_EQ(told(vault_->get(key_, kept)), "MESSAGE_TOO_LARGE vault item " + kept.item.hex());
  }
}

TEST_F(PiecesTest, AreRefusedLikeAnyItem) {
  const Text source(2 * kPieceBytes);
  const Commitment kept = vault_->put_pieces(key_, source).value(), again = vault_->put_pieces(key_, source).value();
  const std::string place = "vault item " + kept.item.hex();
  EXPECT_NE(kept.digest, again.digest) << "the commitment says nothing of equal contents";
  EXPECT_EQ(told(vault_->open(key_, {kept.item, again.digest})), "RECORD_HASH_MISMATCH " + place);
  EXPECT_EQ(told(vault_->open(key_, {VaultId{}, kept.digest})), "STORE_DAMAGED vault item " + VaultId{}.hex());
  EXPECT_EQ(told(vault_->open(keys_->create().value(), kept)), "DECRYPT_FAILED " + place);
  EXPECT_EQ(told(vault_->open(crypto::KeyId{}, kept)), "KEY_MISSING ");
  EXPECT_EQ(told(vault_->put_pieces(crypto::KeyId{}, source)), "KEY_MISSING ");
  const auto item = vault_->open(key_, kept).value();
  ASSERT_TRUE(keys_->destroy(key_).ok());
  std::string part(1, '?');
  EXPECT_EQ(told(item->read(0, part)), "KEY_MISSING ") << "who was reading reads no more";
  EXPECT_EQ(told(vault_->open(key_, kept)), "KEY_MISSING ");
}

TEST_F(PiecesTest, AnItemThatLiesWholeIsReadLikewise) {
  const Commitment kept = vault_->put(key_, view("invented")).value();
  const auto item = vault_->open(key_, kept).value();
  EXPECT_EQ(beginning_of(*item, item->size()).value(), "invented");
  EXPECT_EQ(told(vault_->open(key_, {kept.item, Digest{}})), "RECORD_HASH_MISMATCH vault item " + kept.item.hex());
}

// Rows and commitment, to the byte: docs/format.md, "At rest".
TEST_F(PiecesTest, GoldenBytes) {
  const Text source(kPieceBytes + 3);
  const Commitment kept = vault_->put_pieces(key_, source).value();
  const auto db = rows();
  const auto key = keys_->find(key_);
  const auto clear_of = [&](const Bytes& row, const Bytes& box) {
    crypto::Nonce nonce;
    std::copy_n(box.begin(), nonce.size(), nonce.begin());
    return crypto::open(*key, nonce, row, ByteView(box).subspan(nonce.size())).value();
  };
  std::vector<Bytes> found;
  const std::unique_ptr<rocksdb::Iterator> at(db->NewIterator({}));
  for (at->SeekToFirst(); at->Valid(); at->Next()) found.emplace_back(at->key().data(), at->key().data() + at->key().size());
  const std::string id = kept.item.hex();
  ASSERT_EQ(found, (std::vector<Bytes>{*from_hex(id + "0100000000"), *from_hex(id + "0100000001"), *from_hex(id + "02")}));

  const Bytes cover = clear_of(found[2], row_of(*db, found[2]));
  ASSERT_EQ(cover.size(), 24u);
  EXPECT_EQ(to_hex(ByteView(cover).subspan(16)), "0000000000010003");
  const std::string all = source.all();
  EXPECT_EQ(text(clear_of(found[0], row_of(*db, found[0]))), all.substr(0, kPieceBytes));
  EXPECT_EQ(text(clear_of(found[1], row_of(*db, found[1]))), all.substr(kPieceBytes));
  std::array<std::uint8_t, 16> salt{};
  std::copy_n(cover.begin(), salt.size(), salt.begin());
  EXPECT_EQ(kept.digest, commitment_digest(salt, view(all))) << "over the whole bytes, as of any item";

  EXPECT_EQ(id, "009fb431c3b49a7a8f8769e306e363f4");
  EXPECT_EQ(to_hex(kept.digest), "dd443b415c68788e5b0e918ea9821592fd263980685b2bc64a90865d57be7acc");
  EXPECT_EQ(to_hex(crypto::sha256(row_of(*db, found[0]))), "c1dee800a0ccaa606706eca255c48cd33b5840aeb2b9110c4f8e07ef188ed6d2");
  EXPECT_EQ(to_hex(row_of(*db, found[1])), "6a4c3f5f08e395a582ab66d33602467fbfcf80b712ae13a13c1c670173347f");
  EXPECT_EQ(to_hex(row_of(*db, found[2])), "19d6f3fd7be890be30ff964c7de0ac62af630f5c698e5a8cca2f2a89db48c554437bf04406563e49ae19297c7202b1b9a52d7dbf");
}

TEST_F(PiecesTest, WhateverIsDoneToOneIsRefusedWithItsPlace) {
  const Commitment kept = vault_->put_pieces(key_, Text(3 * kPieceBytes)).value(), other = vault_->put_pieces(key_, Text(3 * kPieceBytes)).value();
  const std::string place = "vault item " + kept.item.hex();
  const auto piece = [&](std::uint32_t number) { return piece_row(kept.item, number); };
  using Rows = std::map<Bytes, std::optional<Bytes>>;  // what they become; nothing: gone
  const auto db_rows = [&](auto change) {
    auto db = rows();
    return change(*db);
  };
  struct Case {
    const char* what;
    std::function<Rows(rocksdb::DB&)> change;
    std::string told;
  };
  const auto shortened = [](Bytes box, std::size_t by) { return Bytes(box.begin(), box.end() - static_cast<std::ptrdiff_t>(by)); };
  const auto flipped = [](Bytes box, std::size_t at) {
    box[at] ^= 0x01;
    return box;
  };
  std::vector<Case> cases{
      {"as it is", [&](rocksdb::DB&) { return Rows{}; }, "good"},
      {"a piece of another item of the same text", [&](rocksdb::DB& db) { return Rows{{piece(1), row_of(db, piece_row(other.item, 1))}}; },
       "DECRYPT_FAILED " + place + ", piece 2 of 3"},
      {"two exchanged", [&](rocksdb::DB& db) { return Rows{{piece(0), row_of(db, piece(1))}, {piece(1), row_of(db, piece(0))}}; },
       "DECRYPT_FAILED " + place + ", piece 1 of 3"},
      {"one too many", [&](rocksdb::DB& db) { return Rows{{piece(3), row_of(db, piece(2))}}; }, "STORE_DAMAGED " + place + ", piece 4 of 3"},
      {"one too many, far behind", [&](rocksdb::DB& db) { return Rows{{piece(0xFFFFFFFF), row_of(db, piece(2))}}; },
       "STORE_DAMAGED " + place + ", piece 4 of 3"},
      {"cut to nothing", [&](rocksdb::DB&) { return Rows{{piece(2), Bytes()}}; }, "STORE_DAMAGED " + place + ", piece 3 of 3"},
      {"no cover", [&](rocksdb::DB&) { return Rows{{cover_row(kept.item), std::nullopt}}; }, "STORE_DAMAGED " + place},
      {"another's cover", [&](rocksdb::DB& db) { return Rows{{cover_row(kept.item), row_of(db, cover_row(other.item))}}; }, "DECRYPT_FAILED " + place},
      {"a changed cover", [&](rocksdb::DB& db) { return Rows{{cover_row(kept.item), flipped(row_of(db, cover_row(kept.item)), 30)}}; },
       "DECRYPT_FAILED " + place},
  };
  for (std::uint32_t i = 0; i < 3; ++i) {
    const std::string at = place + ", piece " + std::to_string(i + 1) + " of 3";
    cases.push_back({"missing", [&, i](rocksdb::DB&) { return Rows{{piece(i), std::nullopt}}; }, "STORE_DAMAGED " + at});
    cases.push_back({"cut by a byte", [&, i](rocksdb::DB& db) { return Rows{{piece(i), shortened(row_of(db, piece(i)), 1)}}; }, "DECRYPT_FAILED " + at});
    for (const std::size_t bit : {std::size_t{0}, std::size_t{12}, kPieceBytes / 2, kPieceBytes + 27})
      cases.push_back({"changed", [&, i, bit](rocksdb::DB& db) { return Rows{{piece(i), flipped(row_of(db, piece(i)), bit)}}; }, "DECRYPT_FAILED " + at});
  }
  const auto write = [](rocksdb::DB& db, const Rows& changed) {
    for (const auto& [row, box] : changed) EXPECT_TRUE((box ? db.Put({}, text(row), text(*box)) : db.Delete({}, text(row))).ok());
  };
  for (const Case& one : cases) {
    const Rows before = db_rows([&](rocksdb::DB& db) {
      Rows out;
      const Rows changed = one.change(db);
      for (const auto& [row, box] : changed) {
        std::string value;
        const bool there = db.Get({}, text(row), &value).ok();
        out[row] = there ? std::optional(Bytes(value.begin(), value.end())) : std::nullopt;
      }
      write(db, changed);
      return out;
    });
    reopen();
    EXPECT_EQ(told(vault_->open(key_, kept)), one.told) << one.what;
    EXPECT_EQ(told(vault_->open(key_, other)), "good") << one.what;
    db_rows([&](rocksdb::DB& db) {
      write(db, before);
      return 0;
    });
    reopen();
  }
  EXPECT_EQ(told(vault_->open(key_, kept)), "good") << "the control";
}

TEST_F(PiecesTest, WhatCanNotBeReadToItsEndLeavesNothing) {
  const Commitment kept = vault_->put(key_, view("before")).value();
  EXPECT_EQ(told(vault_->put_pieces(key_, Text(3 * kPieceBytes, 2 * kPieceBytes))), "HTTP_BUSY ");
  EXPECT_EQ(vault_->get(key_, kept).value(), Bytes({'b', 'e', 'f', 'o', 'r', 'e'}));
  const auto db = rows();
  const std::unique_ptr<rocksdb::Iterator> at(db->NewIterator({}));
  int found = 0;
  for (at->SeekToFirst(); at->Valid(); at->Next()) ++found;
  EXPECT_EQ(found, 1);
}

struct Kept {
  std::size_t begun, done;  ///< operations
  Commitment commitment;
  std::string text;
};

/// A short item, a long one, a short one, and a long one after the vault was opened again.
struct Life {
  std::shared_ptr<SimDisk> disk = SimDisk::create();
  std::unique_ptr<crypto::KeyStore> keys = crypto::memory_keystore(crypto::system_entropy());
  crypto::KeyId key = keys->create().value();
  std::size_t created = 0;
  std::vector<Kept> kept;

  Life() {
    auto vault = create_vault(kFolder, *keys, crypto::system_entropy(), on(*disk)).value();
    created = disk->operations();
    for (int round = 0; round < 2; ++round) {
      add([&] { return vault->put(key, view("Invented Canary Person")); }, "Invented Canary Person");
      add([&] { return vault->put_pieces(key, Text(2 * kPieceBytes + 9)); }, Text(2 * kPieceBytes + 9).all());
      add([&] { return vault->put(key, view("another")); }, "another");
      vault.reset();
      vault = open_vault(kFolder, *keys, crypto::system_entropy(), on(*disk)).value();
    }
  }
  void add(const std::function<Result<Commitment>()>& put, std::string text) {
    const std::size_t begun = disk->operations();
    const Commitment commitment = put().value();
    kept.push_back({begun, disk->operations(), commitment, std::move(text)});
  }
  /// What is wrong with what is left of it after so many operations; nothing where nothing is.
  std::string wrong(SimDisk& left, std::size_t at) const {
    const auto vault = open_vault(kFolder, *keys, crypto::system_entropy(), on(left));
    if (!vault.ok()) return "it does not open: " + told(vault) + " " + vault.refusal().message;
    for (const Kept& one : kept) {
      const auto item = (*vault)->open(key, one.commitment);
      const bool is_there = item.ok() && beginning_of(**item, (*item)->size()).value() == one.text;
      if (one.done <= at && !is_there) return "an item is lost: " + told(item);
      if (!is_there && told(item) != "STORE_DAMAGED vault item " + one.commitment.item.hex()) return "an item is half there: " + told(item);
    }
    return {};
  }
};

TEST(VaultPieces, AreAnItemOrNoneAtEveryPowerCut) {
  const Life life;
  for (const auto& [path, bytes] : life.disk->contents()) {
    EXPECT_TRUE(std::ranges::search(bytes, view("Invented Canary Person")).empty()) << path;
    EXPECT_TRUE(std::ranges::search(bytes, view(Text(64).all())).empty()) << path;
  }
  std::size_t images = 0, wrong = 0;
  for (std::size_t at = life.created; at <= life.disk->operations(); ++at) {
    for (const Survival mode : {Survival::lost, Survival::torn, Survival::garbage, Survival::fitting}) {
      const auto left = life.disk->image_at(at, mode, static_cast<std::uint32_t>(at));
      ++images;
      const std::string found = life.wrong(*left, at);
      if (!found.empty() && ++wrong <= 5) ADD_FAILURE() << "operation " << at << ", mode " << static_cast<int>(mode) << ": " << found;
    }
  }
  std::printf("SHOWN: vault, items in pieces: %zu images after power cuts, %zu wrong\n", images, wrong);
  EXPECT_EQ(wrong, 0u);
}

/// So many that some go to the disk before the last is written, with the buffer that a bank has.
TEST(VaultPieces, OfAnItemThatIsLongerThanTheBufferAreAnItemOrNone) {
  constexpr std::size_t kSize = 50 * kPieceBytes + 1;
  const auto disk = SimDisk::create();
  const EngineOptions as_in_a_bank{disk->env(), &disk->files()};
  const auto keys = crypto::memory_keystore(crypto::system_entropy());
  const crypto::KeyId key = keys->create().value();
  auto vault = create_vault(kFolder, *keys, crypto::system_entropy(), as_in_a_bank).value();
  EXPECT_EQ(told(vault->put_pieces(key, Text(kSize, 49 * kPieceBytes))), "HTTP_BUSY ") << "its source fails behind the second flush";
  const std::size_t begun = disk->operations();
  const Commitment kept = vault->put_pieces(key, Text(kSize)).value();
  const std::size_t done = disk->operations();
  vault.reset();
  std::size_t whole = 0, none = 0;
  for (std::size_t at = begun; at <= done; ++at) {
    for (const Survival mode : {Survival::lost, Survival::torn, Survival::garbage}) {
      const auto left = disk->image_at(at, mode, static_cast<std::uint32_t>(at));
      const auto again = open_vault(kFolder, *keys, crypto::system_entropy(), on(*left));
      ASSERT_TRUE(again.ok()) << "operation " << at << ": " << told(again);
      const auto item = (*again)->open(key, kept);
      if (item.ok()) {
        ++whole;
        ASSERT_EQ((*item)->size(), kSize);
      } else {
        ++none;
        ASSERT_LT(at, done) << "lost";
        ASSERT_EQ(told(item), "STORE_DAMAGED vault item " + kept.item.hex()) << "half there";
      }
    }
  }
  std::printf("SHOWN: vault, an item longer than the buffer: %zu images after power cuts, whole in %zu, not there in %zu, half there in 0\n", whole + none, whole, none);
  EXPECT_GT(whole, 0u);
  EXPECT_GT(none, 0u);
}

TEST(VaultPieces, AreAnItemOrNoneWhereverTheDiskFails) {
  std::size_t failed = 0;
  for (std::size_t fail_at = 0;; ++fail_at) {
    const auto disk = SimDisk::create();
    const auto keys = crypto::memory_keystore(crypto::system_entropy());
    const crypto::KeyId key = keys->create().value();
    auto vault = create_vault(kFolder, *keys, crypto::system_entropy(), on(*disk)).value();
    const Commitment before = vault->put(key, view("before")).value();
    std::size_t seen = 0;
    disk->set_fault([&](const testing::Op&) { return seen++ == fail_at; }, fail_at % 2 == 1);
    const auto put = vault->put_pieces(key, Text(2 * kPieceBytes));
    const bool did_not_fail = seen <= fail_at;
    disk->set_fault({}, false);
    if (!put.ok()) {
      ++failed;
      EXPECT_EQ(name_of(put.refusal().code), "STORE_IO") << fail_at;
    }
    vault.reset();
    const auto again = open_vault(kFolder, *keys, crypto::system_entropy(), on(*disk));
    ASSERT_TRUE(again.ok()) << fail_at << " " << told(again);
    EXPECT_EQ(text((*again)->get(key, before).value()), "before");
    if (put.ok()) {
      EXPECT_EQ(told((*again)->open(key, *put)), "good") << fail_at;
    }
    if (did_not_fail) break;
  }
  std::printf("SHOWN: vault, items in pieces: %zu operations that failed were refused\n", failed);
  EXPECT_GT(failed, 3u);
}

/// As of items that lie whole (vault_test.cpp): a table that the damaged list does not name must not go where an item rests on it.
TEST(VaultPieces, AreServedOrRefusedWhereTheListOfFilesIsDamaged) {
  const Life life;
  const auto image = life.disk->contents();
  std::string name(text_of(image.at("/sim/data/vault/CURRENT")));
  name.pop_back();
  const std::string list = "/sim/data/vault/" + name;
  std::size_t served = 0, refused = 0;
  for (std::size_t at = 0; at < image.at(list).size(); ++at) {
    auto damaged = image;
    damaged.at(list)[at] ^= 0x10;
    const auto left = SimDisk::from(damaged, life.disk->folders());
    const auto vault = open_vault(kFolder, *life.keys, crypto::system_entropy(), on(*left));
    if (!vault.ok()) {
      ++refused;
      continue;
    }
    ++served;
    for (const Kept& one : life.kept) ASSERT_EQ(told((*vault)->open(life.key, one.commitment)), "good") << "byte " << at;
  }
  std::printf("SHOWN: vault, items in pieces: %zu bytes of the list of files changed, %zu refused, %zu served in full\n", served + refused, refused, served);
  EXPECT_GT(refused, 0u);
}

TEST(VaultPieces, AreCopiedAsOneItem) {
  const Life life;
  const std::filesystem::path copied = "/sim/backup/vault";
  EXPECT_EQ(copy_vault(kFolder, copied, on(*life.disk)).value(), life.kept.size());
  EXPECT_EQ(copy_vault(kFolder, copied, on(*life.disk)).value(), 0u) << "only what is new";
  const auto copy = open_vault(copied, *life.keys, crypto::system_entropy(), on(*life.disk));
  ASSERT_TRUE(copy.ok());
  for (const Kept& one : life.kept) {
    const auto item = (*copy)->open(life.key, one.commitment);
    ASSERT_TRUE(item.ok()) << told(item);
    EXPECT_EQ(beginning_of(**item, (*item)->size()).value(), one.text);
  }
}

}  // namespace
}  // namespace katiwala::store::vault_pieces_test

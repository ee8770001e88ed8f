#include "ledger/store/vault_pieces.h"

#include <algorithm>

#include "ledger/crypto/digest.h"
#include "ledger/store/rocks_settings.h"

namespace katiwala::store {
namespace {

using PiecesSalt = std::array<std::uint8_t, 16>;
constexpr std::size_t kCoverBytes = sizeof(PiecesSalt) + 8;

std::size_t pieces_of(std::size_t size) { return (size + kPieceBytes - 1) / kPieceBytes; }
std::size_t bytes_of_piece(std::size_t size, std::size_t number) { return std::min(kPieceBytes, size - number * kPieceBytes); }

crypto::Sha256 hash_begun(const PiecesSalt& salt) {
  crypto::Sha256 out;
  constexpr std::array<std::uint8_t, 1> domain{0x03};  // as commitment_digest
  out.update(domain);
  out.update(salt);
  return out;
}

Bytes cover_bytes(const PiecesSalt& salt, std::uint64_t size) {
  Bytes out(salt.begin(), salt.end());
  for (int shift = 56; shift >= 0; shift -= 8) out.push_back(static_cast<std::uint8_t>(size >> shift));
  return out;
}

std::string place_of(const VaultId& item) { return "vault item " + item.hex(); }

class Pieces final : public StoredBytes {
 public:
  Pieces(const VaultTable& table, crypto::KeyStore& keys, const crypto::KeyId& key, const VaultId& item, std::size_t size)
      : table_(table), keys_(keys), key_(key), item_(item), size_(size) {}
  [[nodiscard]] std::size_t size() const override { return size_; }

  Status read(std::size_t at, std::span<char> room) const override {
    KATIWALA_ASSERT(at <= size_ && room.size() <= size_ - at, "what is read does not lie within an item of the vault");
    while (!room.empty()) {
      const std::size_t number = at / kPieceBytes, within = at % kPieceBytes;
      KATIWALA_TRY(const auto box, table_.get(row(number), place(number)));
      if (!box) return missing(number);
      KATIWALA_TRY(const Bytes clear, opened(number, *box));
      const std::size_t here = std::min(room.size(), clear.size() - within);
      std::memcpy(room.data(), clear.data() + within, here);
      at += here;
      room = room.subspan(here);
    }
    return good();
  }

  /// All of them are there, none is there that is none of them, and they are what was committed to.
  [[nodiscard]] Status check(const PiecesSalt& salt, const Digest& digest) const {
    crypto::Sha256 hash = hash_begun(salt);
    const auto rows = table_.from(row(0));
    std::size_t number = 0;
    for (; number < pieces_of(size_); ++number) {
      if (!rows->status().ok()) return refusal_of(rows->status(), place(number));
      if (!rows->Valid() || !is(*rows, row(number))) return missing(number);
      const ByteView box{reinterpret_cast<const std::uint8_t*>(rows->value().data()), rows->value().size()};
      KATIWALA_TRY(const Bytes clear, opened(number, box));
      hash.update(clear);
      rows->Next();
    }
    if (!rows->status().ok()) return refusal_of(rows->status(), place(number));
    if (!rows->Valid() || !is(*rows, cover_row(item_))) return refuse(Code::STORE_DAMAGED, "An item of the vault has a piece too many.", place(number));
    if (hash.finish() == digest) return good();
    return refuse(Code::RECORD_HASH_MISMATCH, std::string(sentence_of(Code::RECORD_HASH_MISMATCH)), place_of(item_));
  }

 private:
  [[nodiscard]] Bytes row(std::size_t number) const { return piece_row(item_, static_cast<std::uint32_t>(number)); }
  [[nodiscard]] std::string place(std::size_t number) const {
    return place_of(item_) + ", piece " + std::to_string(number + 1) + " of " + std::to_string(pieces_of(size_));
  }
  [[nodiscard]] Refusal missing(std::size_t number) const {
    return refuse(Code::STORE_DAMAGED, "A piece of an item of the vault is missing.", place(number));
  }
  static bool is(const rocksdb::Iterator& at, const Bytes& row) { return std::ranges::equal(view({at.key().data(), at.key().size()}), row); }

  [[nodiscard]] Result<Bytes> opened(std::size_t number, ByteView box) const {
    const auto key = keys_.find(key_);
    if (!key) return refuse(Code::KEY_MISSING);
    KATIWALA_TRY(Bytes clear, open_row(*key, row(number), box, place(number)));
    if (clear.size() == bytes_of_piece(size_, number)) return clear;
    return refuse(Code::STORE_DAMAGED, "A piece of an item of the vault is of another length.", place(number));
  }

  const VaultTable& table_;
  crypto::KeyStore& keys_;
  crypto::KeyId key_;
  VaultId item_;
  std::size_t size_;
};

}  // namespace

Result<Commitment> put_pieces(VaultTable& table, const crypto::DataKey& key, crypto::Entropy& entropy, const StoredBytes& bytes) {
  PiecesSalt salt;
  entropy.fill(salt);
  const auto item = crypto::random_id<VaultTag>(entropy);
  const auto put_cover = [&] {
    const Bytes row = cover_row(item);
    return table.put(row, seal_row(key, entropy, row, cover_bytes(salt, bytes.size())));
  };
#ifdef KATIWALA_SABOTAGE_cover_before_pieces
  KATIWALA_CHECK(put_cover());
#endif
  crypto::Sha256 hash = hash_begun(salt);
  PiecesWriter pieces(table);
  std::string clear;
  for (std::size_t number = 0; number < pieces_of(bytes.size()); ++number) {
    clear.resize(bytes_of_piece(bytes.size(), number));
    KATIWALA_CHECK(bytes.read(number * kPieceBytes, clear));
    hash.update(view(clear));
    const Bytes row = piece_row(item, static_cast<std::uint32_t>(number));
    KATIWALA_CHECK(pieces.add(row, seal_row(key, entropy, row, view(clear))));
  }
  KATIWALA_CHECK(pieces.finish());
#ifndef KATIWALA_SABOTAGE_cover_before_pieces
  KATIWALA_CHECK(put_cover());
#endif
  return Commitment{item, hash.finish()};
}

Result<std::shared_ptr<const StoredBytes>> open_pieces(const VaultTable& table, crypto::KeyStore& keys, const crypto::KeyId& key_id,
                                                       const Commitment& commitment) {
  const std::string place = place_of(commitment.item);
  const Bytes row = cover_row(commitment.item);
  KATIWALA_TRY(const auto box, table.get(row, place));
  if (!box) return std::shared_ptr<const StoredBytes>();
  const auto key = keys.find(key_id);
  if (!key) return refuse(Code::KEY_MISSING);
  KATIWALA_TRY(const Bytes cover, open_row(*key, row, *box, place));
  if (cover.size() != kCoverBytes) return refuse(Code::STORE_DAMAGED, "The cover of an item of the vault is of another length.", place);
  PiecesSalt salt;
  std::memcpy(salt.data(), cover.data(), sizeof salt);
  std::uint64_t size = 0;
  for (std::size_t i = sizeof salt; i < kCoverBytes; ++i) size = size << 8 | cover[i];
  const auto out = std::make_shared<Pieces>(table, keys, key_id, commitment.item, size);
  KATIWALA_CHECK(out->check(salt, commitment.digest));
  return std::shared_ptr<const StoredBytes>(out);
}

}  // namespace katiwala::store

// The vault: what was put comes back under its key and its commitment alone, and survives power cuts.
#include "ledger/store/vault.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>

#include "ledger/crypto/digest.h"
#include "tests/ledger/store/simdisk.h"

namespace katiwala::store::vault_test {
namespace {

using testing::SimDisk;
using testing::Survival;

const std::filesystem::path kFolder = "/sim/data/vault";

class VaultTest : public ::testing::Test {
 protected:
  void SetUp() override {
    keys_ = crypto::memory_keystore(crypto::system_entropy());
    key_ = keys_->create().value();
    vault_ = create_vault(kFolder, *keys_, crypto::system_entropy(), on(*disk_)).value();
  }
  std::shared_ptr<SimDisk> disk_ = SimDisk::create();
  std::unique_ptr<crypto::KeyStore> keys_;
  crypto::KeyId key_;
  std::unique_ptr<Vault> vault_;
};

TEST_F(VaultTest, GivesBackWhatWasPutUnderItsKeyAndCommitmentAlone) {
  const Bytes text{'i', 'n', 'v', 'e', 'n', 't', 'e', 'd'};
  const Commitment first = vault_->put(key_, text).value();
  const Commitment empty = vault_->put(key_, {}).value();
  const Commitment again = vault_->put(key_, text).value();
  EXPECT_EQ(vault_->get(key_, first).value(), text);
  EXPECT_EQ(vault_->get(key_, empty).value(), Bytes{});
  // The commitment says nothing of equal contents.
  EXPECT_NE(first.item, again.item);
  EXPECT_NE(first.digest, again.digest);

  EXPECT_EQ(vault_->get(key_, {first.item, again.digest}).refusal().code, Code::RECORD_HASH_MISMATCH);
  EXPECT_EQ(vault_->get(key_, {VaultId{}, first.digest}).refusal().code, Code::STORE_DAMAGED);
  const crypto::KeyId other = keys_->create().value();
  EXPECT_EQ(vault_->get(other, first).refusal().code, Code::DECRYPT_FAILED);
  EXPECT_EQ(vault_->get(crypto::KeyId{}, first).refusal().code, Code::KEY_MISSING);
  EXPECT_EQ(vault_->put(crypto::KeyId{}, text).refusal().code, Code::KEY_MISSING);
  ASSERT_TRUE(keys_->destroy(key_).ok());
  EXPECT_EQ(vault_->get(key_, first).refusal().code, Code::KEY_MISSING);
}

TEST(Vault, CommitmentIsTheSaltedHash) {
  const std::array<std::uint8_t, 16> salt{1, 2, 3};
  Bytes plain{0x03};
  plain.insert(plain.end(), salt.begin(), salt.end());
  plain.push_back('x');
  EXPECT_EQ(commitment_digest(salt, view("x")), crypto::sha256(ByteView(plain)));
}

TEST(Vault, IsMadeOnceAndNeverReplacedByAnEmptyOne) {
  const auto disk = SimDisk::create();
  const auto keys = crypto::memory_keystore(crypto::system_entropy());
  const auto open = [&] { return open_vault(kFolder, *keys, crypto::system_entropy(), on(*disk)); };
  const auto make = [&] { return create_vault(kFolder, *keys, crypto::system_entropy(), on(*disk)); };
  EXPECT_EQ(open().refusal().code, Code::STORE_MISSING);
  ASSERT_TRUE(make().ok());
  EXPECT_EQ(make().refusal().code, Code::STORE_EXISTS);
  EXPECT_TRUE(open().ok());
}

struct Kept {
  std::size_t operation;
  Commitment commitment;
  Bytes bytes;
};

TEST(Vault, KeepsWhatWasPutAtEveryPowerCutAndNothingInClear) {
  const auto disk = SimDisk::create();
  const auto keys = crypto::memory_keystore(crypto::system_entropy());
  const crypto::KeyId key = keys->create().value();
  std::vector<Kept> kept;
  const std::string canary = "Invented Canary Person";
  auto vault = create_vault(kFolder, *keys, crypto::system_entropy(), on(*disk));
  const std::size_t created = disk->operations();
  for (std::size_t i = 0; i < 24; ++i) {
    Bytes bytes(view(canary).begin(), view(canary).end());
    bytes.resize(canary.size() + i * 500, static_cast<std::uint8_t>(i));
    const Commitment commitment = (*vault)->put(key, bytes).value();
    kept.push_back({disk->operations(), commitment, bytes});
    if (i % 8 == 7) {
      vault->reset();
      vault = open_vault(kFolder, *keys, crypto::system_entropy(), on(*disk));
      ASSERT_TRUE(vault.ok());
    }
  }
  for (const auto& [path, bytes] : disk->contents()) EXPECT_TRUE(std::ranges::search(bytes, view(canary)).empty()) << path;

  std::size_t images = 0, wrong = 0;
  for (std::size_t at = created; at <= disk->operations(); ++at) {
    for (const Survival mode : {Survival::lost, Survival::torn, Survival::garbage, Survival::fitting}) {
      const auto left = disk->image_at(at, mode, static_cast<std::uint32_t>(at));
      const auto survivor = open_vault(kFolder, *keys, crypto::system_entropy(), on(*left));
      ++images;
      const bool good = survivor.ok() && std::ranges::all_of(kept, [&](const Kept& item) {
        if (item.operation > at) return true;
        const auto bytes = (*survivor)->get(key, item.commitment);
        return bytes.ok() && *bytes == item.bytes;
      });
      if (!good && ++wrong <= 5) {
        ADD_FAILURE() << "operation " << at << ", mode " << static_cast<int>(mode) << ": " << (survivor.ok() ? "an item is lost" : survivor.refusal().message);
      }
    }
  }
  std::printf("SHOWN: vault: %zu images after power cuts, %zu wrong\n", images, wrong);
  EXPECT_EQ(wrong, 0u);
}

/// A list of files whose last record was damaged looks like one that was never finished. The tables it no longer names must not go.
TEST(Vault, ServesEverythingOrRefusesWhereItsListOfFilesIsDamaged) {
  const auto disk = SimDisk::create();
  const auto keys = crypto::memory_keystore(crypto::system_entropy());
  const crypto::KeyId key = keys->create().value();
  std::vector<Commitment> kept;
  auto vault = create_vault(kFolder, *keys, crypto::system_entropy(), on(*disk)).value();
  for (int i = 0; i < 8; ++i) kept.push_back(vault->put(key, Bytes(20'000)).value());
  vault.reset();
  const auto image = disk->contents();
  std::string name(text_of(image.at("/sim/data/vault/CURRENT")));
  name.pop_back();
  const std::string list = "/sim/data/vault/" + name;

  std::size_t served = 0, refused = 0;
  for (std::size_t at = 0; at < image.at(list).size(); ++at) {
    auto damaged = image;
    damaged.at(list)[at] ^= 0x10;
    const auto left = SimDisk::from(damaged, disk->folders());
    const auto survivor = open_vault(kFolder, *keys, crypto::system_entropy(), on(*left));
    if (!survivor.ok()) {
      ++refused;
      continue;
    }
    ++served;
    for (const Commitment& commitment : kept) ASSERT_TRUE((*survivor)->get(key, commitment).ok()) << "byte " << at;
  }
  std::printf("SHOWN: vault: %zu bytes of the list of files changed, %zu refused, %zu served in full\n", served + refused, refused, served);
  EXPECT_GT(refused, 0u);
}

TEST(VaultCopy, AddsWhatIsNewSealedAsItIs) {
  const auto disk = SimDisk::create();
  const auto keys = crypto::memory_keystore(crypto::system_entropy());
  const crypto::KeyId key = keys->create().value();
  const std::filesystem::path copied = "/sim/backup/vault";
  std::vector<Commitment> put;
  for (int round = 0; round < 3; ++round) {
    {
      auto vault = round == 0 ? create_vault(kFolder, *keys, crypto::system_entropy(), on(*disk)) : open_vault(kFolder, *keys, crypto::system_entropy(), on(*disk));
      ASSERT_TRUE(vault.ok());
      for (int i = 0; i < round; ++i) put.push_back((*vault)->put(key, Bytes{static_cast<std::uint8_t>(round), static_cast<std::uint8_t>(i)}).value());
    }
    EXPECT_EQ(copy_vault(kFolder, copied, on(*disk)).value(), static_cast<std::uint64_t>(round)) << "only what is new";
  }
  const auto copy = open_vault(copied, *keys, crypto::system_entropy(), on(*disk));
  ASSERT_TRUE(copy.ok());
  EXPECT_EQ((*copy)->get(key, put[2]).value(), (Bytes{2, 1}));
  ASSERT_TRUE(keys->destroy(key).ok());
  EXPECT_EQ((*copy)->get(key, put[2]).refusal().code, Code::KEY_MISSING) << "the copy holds no key";
  EXPECT_FALSE(copy_vault("/sim/nowhere", copied, on(*disk)).ok());
}

}  // namespace
}  // namespace katiwala::store::vault_test

// The key store of two files: what opens and what does not, destruction by rotation, spare keys, power cuts.
#include "ledger/store/keyfile.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <set>

#include "tests/ledger/store/simdisk.h"

namespace katiwala::store::keyfile_test {
namespace {

using crypto::KeyId;
using testing::Image;
using testing::SimDisk;
using testing::Survival;

const std::filesystem::path kFolder = "/sim/keys";
constexpr std::string_view kPassphrase = "invented passphrase";
constexpr Survival kModes[] = {Survival::lost, Survival::torn, Survival::garbage};

using Keys = std::unique_ptr<crypto::KeyStore>;

KeyFileOptions keys_on(SimDisk& disk) { return {1, &disk.files(), false}; }

Result<Keys> make(SimDisk& disk) { return create_keyfile(kFolder, kPassphrase, crypto::system_entropy(), keys_on(disk)); }
Result<Keys> open(SimDisk& disk, std::string_view passphrase = kPassphrase) {
  return open_keyfile(kFolder, passphrase, crypto::system_entropy(), keys_on(disk));
}
Code refused(const Result<Keys>& keys) {
  EXPECT_FALSE(keys.ok());
  return keys.ok() ? Code::STORE_EXISTS : keys.refusal().code;
}

std::string bytes_of(crypto::KeyStore& keys, const KeyId& id) {
  const auto key = keys.find(id);
  return key ? to_hex(key->raw()) : std::string();
}

std::shared_ptr<SimDisk> copy_of(const Image& image) { return SimDisk::from(image, {"/sim", kFolder.string()}); }

constexpr const char* kKeystore = "/sim/keys/keystore";
constexpr const char* kKek = "/sim/keys/kek";

TEST(KeyFile, KeysSurviveAndLedgerKeysStay) {
  const auto disk = SimDisk::create();
  KeyId first, second;
  std::string first_bytes, second_bytes, hmac, matching;
  {
    const Keys keys = make(*disk).value();
    first = keys->create().value();
    second = keys->create().value();
    first_bytes = bytes_of(*keys, first);
    second_bytes = bytes_of(*keys, second);
    hmac = to_hex(keys->ledger_key("request-hmac")->raw());
    matching = to_hex(keys->ledger_key("matching")->raw());
    EXPECT_EQ(keys->ledger_key("other"), nullptr);
  }
  ASSERT_NE(first_bytes, second_bytes);
  const Keys keys = open(*disk).value();
  EXPECT_EQ(bytes_of(*keys, first), first_bytes);
  EXPECT_EQ(bytes_of(*keys, second), second_bytes);
  EXPECT_EQ(to_hex(keys->ledger_key("request-hmac")->raw()), hmac);
  EXPECT_EQ(to_hex(keys->ledger_key("matching")->raw()), matching);
  EXPECT_EQ(keys->find(KeyId{}), nullptr);
  EXPECT_EQ(keys->destroy(KeyId{}).refusal().code, Code::KEY_MISSING);
}

/// The fifth byte of the file is scrypt's cost (keyfile_format.h).
TEST(KeyFile, CostsWhatIsAskedOfProductionAndKeepsWhatItWasMadeWith) {
  const auto disk = SimDisk::create();
  KeyFileOptions options;
  options.files = &disk->files();
  const auto cost = [&] { return static_cast<int>(disk->files().read(kKeystore).value().value().at(4)); };
  KeyId id;
  std::string bytes;
  {
    const Keys keys = create_keyfile(kFolder, kPassphrase, crypto::system_entropy(), options).value();
    id = keys->create().value();
    bytes = bytes_of(*keys, id);
  }
  EXPECT_EQ(cost(), 17);
  const Keys keys = open(*disk).value();
  EXPECT_EQ(bytes_of(*keys, id), bytes) << "whatever cost is named where it is opened";
  EXPECT_TRUE(keys->destroy(id).ok());
  EXPECT_EQ(cost(), 17) << "and where its key is another";
}

TEST(KeyFile, OnlyTheRightPassphraseFilesAndModesOpen) {
  const auto disk = SimDisk::create();
  EXPECT_EQ(refused(open(*disk)), Code::KEY_STORE_DAMAGED);  // nothing there
  ASSERT_TRUE(make(*disk).ok());
  EXPECT_EQ(refused(make(*disk)), Code::STORE_EXISTS);
  EXPECT_EQ(refused(open(*disk, "another passphrase")), Code::KEY_STORE_DAMAGED);
  EXPECT_EQ(refused(open(*disk, "")), Code::KEY_STORE_DAMAGED);
  const Image image = disk->contents();
  for (const char* gone : {kKeystore, kKek}) {
    const auto other = copy_of(image);
    other->erase(gone);
    EXPECT_EQ(refused(open(*other)), Code::KEY_STORE_DAMAGED) << gone;
  }
  for (const std::string& loose : {kFolder.string(), std::string(kKeystore), std::string(kKek), std::string(kKek) + ".new"}) {
    const auto other = copy_of(image);
    if (!other->has_file(loose) && !other->has_folder(loose)) other->put(loose, {1});
    ASSERT_TRUE(open(*other).ok());
    other->put(std::string(kKek) + ".new", {1});
    other->set_loose(loose);
    EXPECT_EQ(refused(open(*other)), Code::KEY_STORE_LOOSE) << loose;
  }
  const auto loose_folder = SimDisk::from({}, {"/sim", kFolder.string()});
  loose_folder->set_loose(kFolder.string());
  EXPECT_EQ(refused(make(*loose_folder)), Code::KEY_STORE_LOOSE);
}

TEST(KeyFile, TwoWritersAreOneTooManyAndReadersWriteNothing) {
  const auto disk = SimDisk::create();
  Keys writer = make(*disk).value();
  const KeyId id = writer->create().value();
  EXPECT_EQ(refused(open(*disk)), Code::STORE_LOCKED);
  KeyFileOptions reading = keys_on(*disk);
  reading.read_only = true;
  const std::size_t before = disk->operations();
  const Keys reader = open_keyfile(kFolder, kPassphrase, crypto::system_entropy(), reading).value();
  EXPECT_NE(reader->find(id), nullptr);
  EXPECT_EQ(reader->create().refusal().code, Code::STORE_READ_ONLY);
  EXPECT_EQ(reader->destroy(id).refusal().code, Code::STORE_READ_ONLY);
  EXPECT_EQ(disk->operations(), before);
  writer.reset();
  EXPECT_TRUE(open(*disk).ok());
}

TEST(KeyFile, EveryChangedByteAndEveryCutIsRefused) {
  const auto disk = SimDisk::create();
  ASSERT_TRUE(make(*disk).value()->create().ok());
  const Image image = disk->contents();
  ASSERT_TRUE(open(*copy_of(image)).ok());
  std::size_t damages = 0;
  for (const char* path : {kKeystore, kKek}) {
    const Bytes whole = image.at(path);
    const auto expect_refused = [&](Bytes bytes, std::size_t at) {
      const auto other = copy_of(image);
      other->put(path, std::move(bytes));
      EXPECT_EQ(refused(open(*other)), Code::KEY_STORE_DAMAGED) << path << " " << at;
      ++damages;
    };
    for (std::size_t i = 0; i < whole.size(); ++i) {
      for (const std::uint8_t flip : std::array<std::uint8_t, 2>{0x01, 0x80}) {
        Bytes changed = whole;
        changed[i] ^= flip;
        expect_refused(std::move(changed), i);
      }
      expect_refused(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(i)), i);
    }
    Bytes longer = whole;
    longer.push_back(0);
    expect_refused(std::move(longer), whole.size());
  }
  std::printf("SHOWN: key store: %zu damages, all refused\n", damages);
}

TEST(KeyFile, AfterADestructionAnOlderCopyOpensNothing) {
  const auto disk = SimDisk::create();
  Keys keys = make(*disk).value();
  const KeyId gone = keys->create().value(), stays = keys->create().value();
  const std::string stays_bytes = bytes_of(*keys, stays);
  const Image before = disk->contents();
  ASSERT_TRUE(keys->destroy(gone).ok());
  EXPECT_EQ(keys->find(gone), nullptr);
  EXPECT_EQ(keys->destroy(gone).refusal().code, Code::KEY_MISSING);
  EXPECT_EQ(bytes_of(*keys, stays), stays_bytes);
  keys.reset();
  const Image after = disk->contents();

  const auto restarted = copy_of(after);  // outlives the key store on it
  const Keys again = open(*restarted).value();
  EXPECT_EQ(again->find(gone), nullptr);
  EXPECT_EQ(bytes_of(*again, stays), stays_bytes);

  Image older = after;
  older[kKeystore] = before.at(kKeystore);
  EXPECT_EQ(refused(open(*copy_of(older))), Code::KEY_STORE_DAMAGED);

  // The old secret lies in no file any more, under no name.
  const ByteView secret = ByteView(before.at(kKek)).subspan(12, 32);
  for (const auto& [path, bytes] : after) EXPECT_TRUE(std::ranges::search(bytes, secret).empty()) << path;

  // What it rests on: with the old secret the older copy does open.
  older[kKek] = before.at(kKek);
  EXPECT_NE(open(*copy_of(older)).value()->find(gone), nullptr);
}

TEST(KeyFile, TheOldSecretIsWrittenOverInPlace) {
  const auto disk = SimDisk::create();
  const Keys keys = make(*disk).value();
  const KeyId id = keys->create().value();
  const auto kek = disk->open(kKek);  // the file itself, whatever its name
  const std::size_t size = disk->size_of(*kek);
  ASSERT_NE(disk->read_range(*kek, 0, size), Bytes(size, 0));
  ASSERT_TRUE(keys->destroy(id).ok());
  EXPECT_EQ(disk->read_range(*kek, 0, size), Bytes(size, 0));
}

TEST(KeyFile, AFailedWriteMakesItReadOnlyUntilItIsOpenedAgain) {
  for (const bool destroying : {false, true}) {
    const auto disk = SimDisk::create();
    Keys keys = make(*disk).value();
    const KeyId id = keys->create().value();
    for (int i = 0; i < 15; ++i) ASSERT_TRUE(keys->create().ok());  // the last spare
    disk->set_fault([](const testing::Op&) { return true; }, true);
    const Code failed = destroying ? keys->destroy(id).refusal().code : keys->create().refusal().code;
    EXPECT_EQ(failed, Code::STORE_IO);
    disk->set_fault({}, false);
    EXPECT_EQ(keys->create().refusal().code, Code::STORE_READ_ONLY);
    EXPECT_EQ(keys->destroy(id).refusal().code, Code::STORE_READ_ONLY);
    keys.reset();
    keys = open(*disk).value();
    EXPECT_NE(keys->find(id), nullptr);
    EXPECT_TRUE(keys->create().ok());
  }
}

// -- spare keys

TEST(KeyFileSpares, MostCreationsTouchNoDisk) {
  const auto disk = SimDisk::create();
  const Keys keys = make(*disk).value();
  std::set<KeyId> ids;
  std::set<std::string> values;
  std::vector<std::size_t> rewrites;  // after how many keys
  for (std::size_t made = 0; made < 2000; ++made) {
    const std::size_t before = disk->operations();
    const KeyId id = keys->create().value();
    ids.insert(id);
    values.insert(bytes_of(*keys, id));
    if (disk->operations() != before) rewrites.push_back(made);
  }
  EXPECT_EQ(ids.size(), 2000u);
  EXPECT_EQ(values.size(), 2000u);
  ASSERT_GE(rewrites.size(), 3u);
  EXPECT_EQ(rewrites[0], 0u);
  EXPECT_EQ(rewrites[1], 16u);
  EXPECT_EQ(rewrites[2], 32u);
  EXPECT_LE(rewrites.size(), 40u);
  std::printf("SHOWN: key store: 2000 keys in %zu rewrites\n", rewrites.size());
}

TEST(KeyFileSpares, ASpareIsNoKeyUntilItIsHandedOut) {
  const auto disk = SimDisk::create();
  Keys keys = make(*disk).value();
  ASSERT_TRUE(keys->create().ok());
  ASSERT_TRUE(keys->destroy(keys->create().value()).ok());  // spares go over into the new generation
  const KeyId next = keys->create().value();
  const std::string bytes = bytes_of(*keys, next);
  keys.reset();
  EXPECT_EQ(bytes_of(*open(*disk).value(), next), bytes);
}

TEST(KeyFileSpares, OpeningsThatHandOutLittleLeaveLittleBehind) {
  const auto disk = SimDisk::create();
  ASSERT_TRUE(make(*disk).ok());
  constexpr std::size_t kOpenings = 60;
  for (std::size_t i = 0; i < kOpenings; ++i) ASSERT_TRUE(open(*disk).value()->create().ok());
  EXPECT_LE(disk->read(kKeystore)->size(), 300 + 48 * 16 * kOpenings);
}

// -- power cuts

/// What had been promised by an operation.
struct Moment {
  std::size_t operation;
  std::map<KeyId, std::string> alive;
  std::set<KeyId> destroyed;
};

struct Life {
  std::shared_ptr<SimDisk> disk = SimDisk::create();
  std::vector<Moment> moments;
  std::set<KeyId> handed_out;

  void note(crypto::KeyStore& keys, const std::set<KeyId>& destroyed) {
    Moment moment{disk->operations(), {}, destroyed};
    for (const KeyId& id : handed_out)
      if (!destroyed.contains(id)) moment.alive[id] = bytes_of(keys, id);
    moments.push_back(std::move(moment));
  }
};

/// Creates enough keys for several batches of spares, destroys some, opens anew in between.
Life live() {
  Life life;
  Keys keys = make(*life.disk).value();
  std::set<KeyId> destroyed;
  life.note(*keys, destroyed);
  for (int round = 0; round < 3; ++round) {
    KeyId last;
    for (int i = 0; i < 20; ++i) {
      last = keys->create().value();
      life.handed_out.insert(last);
      life.note(*keys, destroyed);
    }
    const KeyId victim = last;
    EXPECT_TRUE(keys->destroy(victim).ok());
    destroyed.insert(victim);
    life.note(*keys, destroyed);
    keys.reset();
    keys = open(*life.disk).value();
    life.note(*keys, destroyed);
  }
  return life;
}

/// Nothing if the survivor keeps what was promised, else what is wrong. What the next moment promises may be true already.
std::string check_survivor(SimDisk& disk, const Moment& promised, const Moment& next, const Life& life) {
  auto keys = open(disk);
  if (!keys.ok()) return "does not open: " + keys.refusal().message;
  for (const auto& [id, bytes] : promised.alive) {
    const std::string found = bytes_of(**keys, id);
    if (found.empty() && !next.destroyed.contains(id)) return "a key is lost";
    if (!found.empty() && found != bytes) return "a key has changed";
  }
  for (const KeyId& id : promised.destroyed)
    if ((*keys)->find(id) != nullptr) return "a destroyed key is back";
  for (int i = 0; i < 20; ++i) {
    const auto fresh = (*keys)->create();
    if (!fresh.ok()) return "does not create: " + fresh.refusal().message;
    if (life.handed_out.contains(*fresh)) return "a key is handed out twice";
  }
  if (disk.has_file("/sim/keys/kek.new") || disk.has_file("/sim/keys/keystore.new")) return "leftovers of a write";
  keys->reset();
  const auto again = open(disk);
  return again.ok() ? std::string() : "does not open a second time: " + again.refusal().message;
}

TEST(KeyFileCrash, EveryPowerCutLeavesTheOldKeysOrTheNew) {
  const Life life = live();
  std::size_t points = 0;
  std::vector<std::string> wrong;
  for (std::size_t at = life.moments.front().operation; at <= life.disk->operations(); ++at) {
    const auto next = std::ranges::upper_bound(life.moments, at, {}, &Moment::operation);
    const Moment& promised = *std::prev(next);
    ++points;
    for (const Survival mode : kModes) {
      const auto disk = life.disk->image_at(at, mode, static_cast<std::uint32_t>(at));
      const std::string found = check_survivor(*disk, promised, next == life.moments.end() ? promised : *next, life);
      if (!found.empty()) wrong.push_back("operation " + std::to_string(at) + ": " + found);
    }
  }
  std::printf("SHOWN: key store: %zu power cuts in 3 ways, %zu wrong\n", points, wrong.size());
  for (const std::string& what : wrong) ADD_FAILURE() << what;
  EXPECT_GE(points, 40u);
}

TEST(KeyFileCrash, AnUnfinishedCreationOpensOrCanBeTriedAgain) {
  const auto disk = SimDisk::create();
  ASSERT_TRUE(make(*disk).ok());
  for (std::size_t at = 0; at <= disk->operations(); ++at) {
    for (const Survival mode : kModes) {
      const auto left = disk->image_at(at, mode, static_cast<std::uint32_t>(at));
      const bool opens = open(*left).ok();
      EXPECT_TRUE(opens || make(*left).ok()) << at;
    }
  }
}

TEST(KeyFileCrash, ADestructionThatWasAcknowledgedHoldsAgainstAnyOlderCopy) {
  const auto disk = SimDisk::create();
  Keys keys = make(*disk).value();
  const KeyId id = keys->create().value();
  const Bytes older = *disk->read(kKeystore);
  ASSERT_TRUE(keys->destroy(id).ok());
  const std::size_t acknowledged = disk->operations();
  keys.reset();
  ASSERT_TRUE(open(*disk).value()->create().ok());
  for (std::size_t at = acknowledged; at <= disk->operations(); ++at) {
    for (const Survival mode : kModes) {
      const auto left = disk->image_at(at, mode, static_cast<std::uint32_t>(at));
      left->put(kKeystore, older);
      EXPECT_EQ(refused(open(*left)), Code::KEY_STORE_DAMAGED) << at;
    }
  }
}

}  // namespace
}  // namespace katiwala::store::keyfile_test

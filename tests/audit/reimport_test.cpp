// Entries put back out of an auditor's bundle: the same hashes, the same balances, the same wards unreadable.
#include "audit/reimport.h"

#include <gtest/gtest.h>

#include <map>

#include "audit/log/note.h"
#include "audit/tree_files.h"
#include "audit/verify_ledger.h"
#include "ledger/store/appender.h"
#include "ledger/store/engines.h"
#include "tests/kit/test_ledger.h"

namespace katiwala::audit::reimport_test {
namespace {

using namespace custody;
using journal::testing::date;
using journal::testing::TestLedger;

constexpr const char* kOrigin = "sandbox.example/journal-tests";

struct Headers final : LogSource {
  const store::LogStore& store;
  explicit Headers(const store::LogStore& s) : store(s) {}
  Result<Bytes> full_tile(tree::TileId id) const override {
    auto tile = store.tile(id);
    if (!tile) return refuse(Code::STORE_DAMAGED);
    return std::move(*tile);
  }
  Result<Digest> leaf_hash(record::Seq seq) const override {
    KATIWALA_TRY(const Bytes bytes, header(seq));
    return record::leaf_hash(bytes);
  }
  Result<Bytes> header(record::Seq seq) const override {
    KATIWALA_TRY(const auto entry, store.read(seq));
    return entry.header;
  }
};

/// A ledger with a ward before the backup, another after it, and a key that signs heads.
class Reimport : public ::testing::Test {
 protected:
  TestLedger ledger;
  journal::testing::Ids ids;
  std::unique_ptr<crypto::Signer> signer;
  TrustPolicy policy;
  std::map<std::string, Bytes> files;

  void SetUp() override {
    auto key = crypto::signer_from_pem(crypto::generate_key_pem(crypto::Algorithm::ed25519));
    ASSERT_TRUE(key.ok());
    signer = std::move(*key);
    policy.logs.push_back({*vkey_of(kOrigin, KeyType::ed25519, *signer), ""});
    policy.quorum = "none";
    ledger.found();
    ids = ledger.open_story();
  }
  record::Seq size() { return ledger.journal().head()->seq + 1; }

  /// As of now, with what the key store opens.
  void export_bundle(bool with_keys = true) {
    files.clear();
    const FileSink sink = [this](const std::string& path, ByteView bytes) {
      files[path] = Bytes(bytes.begin(), bytes.end());
      return good();
    };
    ASSERT_TRUE(write_tree_files(Headers(ledger.store()), size(), sink).ok());
    ASSERT_TRUE(write_part_files(ledger.store(), with_keys ? &ledger.keys() : nullptr, size(), sink).ok());
    const auto note = sign_checkpoint({kOrigin, size(), *ledger.journal().root(size()), {}}, *signer);
    ASSERT_TRUE(note.ok());
    const std::string text = print_note(*note);
    files["checkpoint"] = Bytes(text.begin(), text.end());
  }
  FileSource source() {
    return [this](const std::string& path) -> Result<std::optional<Bytes>> {
      const auto found = files.find(path);
      return found == files.end() ? std::optional<Bytes>{} : std::optional<Bytes>{found->second};
    };
  }
  Result<BundleReader> bundle() { return BundleReader::open(source(), policy); }
  std::unique_ptr<store::LogStore> backup(record::Seq entries) {
    auto out = store::memory_store(ledger.store().ledger());
    EXPECT_TRUE(store::copy_entries(ledger.store(), *out, entries, {}).ok());
    return out;
  }
};

TEST_F(Reimport, GivesTheSameBytesWhereTheKeysAreTheSame) {
  const record::Seq before = size();
  ledger.receive(ids.pool, "1000.00", "USD");
  ledger.allowed("auditor", TakeSeal{date("2026-01-05")});
  export_bundle();
  const auto opened = bundle();
  ASSERT_TRUE(opened.ok()) << opened.refusal().message << " " << opened.refusal().place;
  for (const record::Seq kept : {before, size() - 1, record::Seq{1}}) {
    const auto copy = backup(kept);
    const auto done = reimport(*opened, *copy, ledger.keys(), {});
    ASSERT_TRUE(done.ok()) << done.refusal().message << " " << done.refusal().place;
    EXPECT_EQ(done->entries, size() - kept);
    EXPECT_EQ(copy->head()->leaf, ledger.store().head()->leaf);
    for (record::Seq seq = before; seq < size(); ++seq) EXPECT_EQ(*copy->read(seq), *ledger.store().read(seq)) << "entry " << seq;
    VerifyOptions options;
    options.keys = &ledger.keys();
    const VerifyReport report = verify_ledger(*copy, options);
    EXPECT_TRUE(report.good()) << report.first_bad->place;
  }
}

TEST_F(Reimport, AWardOpenedAfterTheBackupGetsANewKey) {
  const record::Seq before = size();
  ledger.open_ward(ids.pool);
  export_bundle();
  const auto copy = backup(before);
  const auto done = reimport(*bundle(), *copy, ledger.keys(), {});
  ASSERT_TRUE(done.ok()) << done.refusal().message;
  EXPECT_EQ(done->keys_made, 3u) << "hers, and those of her two files";
  EXPECT_EQ(copy->head()->leaf, ledger.store().head()->leaf);
  VerifyOptions options;
  options.keys = &ledger.keys();
  const VerifyReport report = verify_ledger(*copy, options);
  EXPECT_TRUE(report.good()) << report.first_bad->place;
  EXPECT_EQ(report.parts_erased, 0u);
}

TEST_F(Reimport, AnErasedWardStaysErased) {
  const record::Seq before = size();
  const auto other = ledger.open_ward(ids.pool);
  const auto proposed = ledger.allowed("compliance", EraseWard{other, "asked for by her", {}});
  ledger.allowed("officer-1", ledger.approval(proposed));
  ledger.allowed("compliance-2", ledger.approval(proposed));
  export_bundle();
  const auto copy = backup(before);
  const auto done = reimport(*bundle(), *copy, ledger.keys(), {});
  ASSERT_TRUE(done.ok()) << done.refusal().message << " " << done.refusal().place;
  EXPECT_GT(done->parts_erased, 0u);
  VerifyOptions options;
  options.keys = &ledger.keys();
  const VerifyReport report = verify_ledger(*copy, options);
  EXPECT_TRUE(report.good()) << report.first_bad->place << report.first_bad->message;
  EXPECT_GT(report.parts_erased, 0u);
}

TEST_F(Reimport, RefusesWhatIsOfAnotherHistoryOrWithheld) {
  ledger.receive(ids.pool, "1000.00", "USD");
  export_bundle();
  TestLedger other;
  other.found();
  const auto fork = store::memory_store(other.store().ledger());
  ASSERT_TRUE(store::copy_entries(other.store(), *fork, 1, {}).ok());
  EXPECT_EQ(reimport(*bundle(), *fork, ledger.keys(), {}).refusal().code, Code::CHECKPOINT_FORK);
  const auto whole = backup(size());
  EXPECT_EQ(reimport(*bundle(), *whole, ledger.keys(), {})->entries, 0u) << "nothing is missing";
  export_bundle(false);
  const auto closed = backup(1);
  EXPECT_EQ(reimport(*bundle(), *closed, ledger.keys(), {}).refusal().code, Code::RESTORE_SHORT);
}

struct Damage {
  const char* what;
  std::function<void(std::map<std::string, Bytes>&)> done;
  Code code;
};

TEST_F(Reimport, ABundleIsReadOnlyAsFarAsItsHeadAndHashesSay) {
  ledger.receive(ids.pool, "1000.00", "USD");
  export_bundle();
  const auto original = files;
  const auto with = [](const char* prefix) {
    return [prefix](std::map<std::string, Bytes>& all) -> Bytes& {
      for (auto& [path, bytes] : all)
        if (path.starts_with(prefix)) return bytes;
      return all["none"];
    };
  };
  const auto headers = with("tile/entries/"), parts = with("parts/");
  const Damage damages[] = {
      {"no head", [](auto& all) { all.erase("checkpoint"); }, Code::RECORD_MALFORMED},
      {"a head of nobody known", [](auto& all) { all["checkpoint"][0] ^= 1; }, Code::ORIGIN_UNKNOWN},
      {"a byte of a header", [&](auto& all) { headers(all).back() ^= 1; }, Code::PROOF_INVALID},
      {"a header's link", [&](auto& all) { headers(all)[2 + 12] ^= 1; }, Code::CHAIN_BROKEN},
      {"headers cut short", [&](auto& all) { headers(all).pop_back(); }, Code::RECORD_MALFORMED},
      {"a byte of a part", [&](auto& all) { parts(all).back() ^= 1; }, Code::RECORD_HASH_MISMATCH},
      {"parts cut short", [&](auto& all) { parts(all).pop_back(); }, Code::RECORD_MALFORMED},
      {"a byte behind the parts", [&](auto& all) { parts(all).push_back(0); }, Code::RECORD_MALFORMED},
      {"no parts", [&](auto& all) { std::erase_if(all, [](const auto& file) { return file.first.starts_with("parts/"); }); }, Code::RECORD_MALFORMED},
  };
  for (const Damage& damage : damages) {
    files = original;
    damage.done(files);
    const auto opened = bundle();
    const Status read = opened.ok() ? opened->visit(0, [](const BundleEntry&) { return good(); }) : Status(opened.refusal());
    ASSERT_FALSE(read.ok()) << damage.what;
    EXPECT_EQ(read.refusal().code, damage.code) << damage.what << ": " << read.refusal().message << " " << read.refusal().place;
  }
}

}  // namespace
}  // namespace katiwala::audit::reimport_test

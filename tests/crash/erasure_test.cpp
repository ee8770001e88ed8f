// One ward is erased through the real door: chain, tree, pool totals and every other ward go on verifying, and her parts are noise, in the
// live store and in a backup made before. What that rests on (docs/decisions/0005): `kek` is in no copy.
#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>

#include "api/ledger_folder.h"
#include "ledger/journal/entry.h"
#include "ledger/store/keyfile.h"
#include "failing_disk.h"
#include "raw.h"
#include "world.h"

namespace katiwala::crash::erasure_test {
namespace {

constexpr int kIntegrity = 70;

/// The parts of a stored ledger, by what becomes of them with the keys beside it.
struct Parts {
  std::uint64_t clear = 0, opened = 0, unreadable = 0;
  std::map<std::string, std::uint64_t> of_ward;  ///< opened ones
  std::vector<std::pair<record::Seq, std::string>> closed;  ///< entry and key of those that do not open
};

Result<Parts> parts_of(const Path& root) {
  KATIWALA_TRY(const auto folder, api::LedgerFolder::read(root));
  KATIWALA_TRY(const auto store, store::open_rocks_read_only(folder.places, {}));
  KATIWALA_TRY(const std::string passphrase, folder.passphrase());
  KATIWALA_TRY(const auto keys, store::open_keyfile(folder.places.keys, passphrase, crypto::system_entropy(), {15, nullptr, true}));
  Parts out;
  KATIWALA_CHECK(store->scan(0, [&](record::Seq seq, const record::StoredEntry& stored) -> Status {
    KATIWALA_TRY(const journal::Entry entry, journal::open_entry(store->ledger(), stored, keys.get()));
    for (const journal::OpenedPart& part : entry.parts) {
      if (!part.key) ++out.clear;
      else if (!part.part) ++out.unreadable, out.closed.emplace_back(seq, part.key->hex());
      else ++out.opened, ++out.of_ward[to_hex(part.part->about.id)];
    }
    return good();
  }));
  return out;
}

Parts readable(const Path& root) {
  auto parts = parts_of(root);
  EXPECT_TRUE(parts.ok()) << (parts.ok() ? "" : parts.refusal().message);
  return parts.ok() ? std::move(*parts) : Parts{};
}

/// What anybody is told of the pool and of one ward, byte for byte.
struct Told {
  std::string pool, ward, entries;
  bool operator==(const Told&) const = default;
};
Told told_of(Office& office, const World& world, const WardIds& ward) {
  return {office.get("auditor", "/v1/pools/" + world.pool).raw, office.get("auditor", "/v1/wards/" + ward.ward).raw,
          office.get("auditor", "/v1/wards/" + ward.ward + "/entries?limit=1000").raw};
}

/// A ward with a whole story behind her and nothing left, and another who stays.
struct Story {
  TemporaryFolder place;
  Path root = place.path() / "ledger";
  World world;
  Told other_before;
  std::uint64_t her_parts = 0, others_parts = 0;
  std::int64_t entries_before = 0;

  const WardIds& her() const { return world.wards[0]; }
  const WardIds& other() const { return world.wards[1]; }

  Story() {
    init(root);
    Server server(root);
    EXPECT_TRUE(server.wait_ready()) << server.outcome().all();
    Office office(root, server.port());
    world.pool = open_pool(office);
    office.done("/v1/principals", object({{"role", "compliance"}, {"certificate", office.certificate_of_new("compliance-2")}}));
    for (const char* guardian : {"guardian-1", "guardian-2"}) {
      world.wards.push_back(open_ward(office, world.pool, Plain{}, guardian));
      receive(office, world.wards.back(), "300.00 USD");
      convert(office, world.wards.back(), "300.00 USD", "17470.50 PHP");
    }
    pay(office, her(), "17470.50 PHP");
    pay(office, other(), "470.50 PHP");
    other_before = told_of(office, world, other());
    entries_before = entries_of(office);
    EXPECT_EQ(server.terminate().exit_code, 0);
    const Parts parts = readable(root);
    EXPECT_EQ(parts.unreadable, 0u);
    her_parts = parts.of_ward.at(her().ward);
    others_parts = parts.of_ward.at(other().ward);
    copy_folder(root, backup());
  }

  /// Everything as it was before the erasure: database, head file, and keys (which nobody is to copy).
  [[nodiscard]] Path backup() const { return place.path() / "backup"; }
  /// The backup with some of the key store's files of now.
  [[nodiscard]] Path backup_with(const std::vector<const char*>& of_now) const {
    const Path out = place.path() / "restored";
    std::filesystem::remove_all(out);
    copy_folder(backup(), out);
    for (const char* file : of_now) {
      std::filesystem::copy_file(root / "keys" / file, out / "keys" / file, std::filesystem::copy_options::overwrite_existing);
    }
    return out;
  }

  /// Asked for by compliance and agreed by an officer; what is left is for another of compliance.
  std::int64_t ask_for_erasure(Office& office) const {
    const Reply asked = office.post("compliance", "/v1/wards/" + her().ward + "/erasure", object({{"reason", "her wish"}}));
    EXPECT_EQ(asked.status, 202) << asked.raw;
    const Reply agreed = office.approve("officer-1", asked.number("proposal"));
    EXPECT_EQ(agreed.status, 202) << agreed.raw;
    return asked.number("proposal");
  }
  void erase(Office& office) const {
    const Reply done = office.approve("compliance-2", ask_for_erasure(office));
    ASSERT_EQ(done.status, 201) << done.raw;
  }
};

void expect_gone(Office& office, const Story& story) {
  EXPECT_EQ(office.get("auditor", "/v1/wards/" + story.her().ward).status, 404);
  EXPECT_EQ(office.get("auditor", "/v1/wards").raw.find(story.her().ward), std::string::npos);
  EXPECT_EQ(office.get("guardian-1", "/v1/wards/" + story.her().ward).status, 404);
}

void expect_erased_at_rest(const Story& story, const Path& root) {
  const Parts parts = readable(root);
  EXPECT_EQ(parts.unreadable, story.her_parts);
  EXPECT_FALSE(parts.of_ward.contains(story.her().ward));
  EXPECT_EQ(parts.of_ward.at(story.other().ward), story.others_parts);
}

TEST(Erasure, LeavesEverythingElseVerifiableAndHerPartsUnreadable) {
  Story story;
  {
    Server server(story.root);
    ASSERT_TRUE(server.wait_ready()) << server.outcome().all();
    Office office(story.root, server.port());
    story.erase(office);
    expect_gone(office, story);
    EXPECT_EQ(told_of(office, story.world, story.other()), story.other_before) << "nothing of the others has moved, to the byte";
    // What is asked about her entries is answered without her parts, and ends nobody.
    for (std::int64_t seq = 0; seq < story.entries_before; ++seq) {
      const Reply entry = office.get("auditor", "/v1/entries/" + std::to_string(seq));
      EXPECT_EQ(entry.status, 200) << entry.raw;
      EXPECT_EQ(entry.raw.find(story.her().payee), std::string::npos) << entry.raw;
      static_cast<void>(office.get("auditor", "/v1/entries/" + std::to_string(seq) + "/explain"));
    }
    EXPECT_EQ(office.get("auditor", "/v1/status").status, 200);
    EXPECT_EQ(server.terminate().exit_code, 0) << server.outcome().all();
  }
  expect_erased_at_rest(story, story.root);
  const Verified verified = verify(story.root);
  EXPECT_EQ(verified.exit_code, 0) << verified.said;
  EXPECT_EQ(verified.number("parts_erased"), static_cast<std::int64_t>(story.her_parts)) << verified.said;
  EXPECT_EQ(verified.number("parts_closed"), 0) << verified.said;
  EXPECT_GT(verified.number("derived_rows"), 0) << "stored rows were compared with those of a rebuild from nothing";
  const std::string words = run({"verify", story.root.string()}).out;
  EXPECT_NE(words.find(", " + std::to_string(story.her_parts) + " erased)"), std::string::npos) << words;
  // The tree over what was there before has not changed: the same root as the backup's.
  const Verified before = verify(story.backup());
  EXPECT_EQ(before.exit_code, 0) << before.said;
  const Outcome explained = run({"explain", story.root.string(), "10"});
  EXPECT_GE(explained.exit_code, 0) << explained.all();
  std::printf("SHOWN: one ward erased: %llu of her parts unreadable, %llu of the other's readable, verify good over %lld entries\n",
              static_cast<unsigned long long>(story.her_parts), static_cast<unsigned long long>(story.others_parts),
              static_cast<long long>(verified.number("entries")));
}

TEST(Erasure, OfTheSameKeyAskedAgainEndsNobody) {
  Story story;
  const std::string key = Office::fresh_key(), path = "/v1/wards/" + story.her().ward + "/returns";
  Server server(story.root);
  ASSERT_TRUE(server.wait_ready()) << server.outcome().all();
  Office office(story.root, server.port());
  const Json body = object({{"obligation", 4'000'000}, {"filed", kDay}});  // denied, and recorded in her part
  const Reply first = office.post("officer-1", path, body, key);
  ASSERT_TRUE(first.answered);
  story.erase(office);
  // Her part can not be read any more, so the first answer can not be told again; that it was carried out can.
  const Reply second = office.post("officer-1", path, body, key);
  EXPECT_TRUE(second.answered);
  EXPECT_TRUE(second.replayed) << second.raw;
  EXPECT_EQ(second.number("entry"), first.number("entry")) << second.raw;
  EXPECT_NE(second.raw.find("withheld"), std::string::npos) << second.raw;  // its receipt is at entries/{n}/receipt
  EXPECT_EQ(server.terminate().exit_code, 0) << server.outcome().all();
}

TEST(Erasure, HoldsInABackupMadeBefore) {
  Story story;
  {
    Server server(story.root);
    ASSERT_TRUE(server.wait_ready()) << server.outcome().all();
    Office office(story.root, server.port());
    story.erase(office);
    server.terminate();
  }
  // Database and head file of before, key store of now: she is unreadable, the other is not.
  const Path restored = story.backup_with({"keystore", "kek"});
  expect_erased_at_rest(story, restored);
  const Verified verified = verify(restored);
  EXPECT_EQ(verified.exit_code, 1) << "there are parts that no erasure in this copy explains: " << verified.said;
  EXPECT_NE(verified.said.find("KEY_MISSING"), std::string::npos) << verified.said;
  EXPECT_NE(verified.place().find("entry "), std::string::npos) << verified.said;
  const Outcome headers = run({"verify", restored.string(), "--without-keys", "--json"});
  EXPECT_EQ(headers.exit_code, 0) << "chain, tree and what lies in clear: " << headers.all();

  // A copy of the key store from before does not open with the kek of now,
  const Path older_keystore = story.backup_with({"kek"});
  EXPECT_FALSE(parts_of(older_keystore).ok());
  Server refused(older_keystore);
  ASSERT_FALSE(refused.wait_ready());
  EXPECT_EQ(refused.outcome().exit_code, kIntegrity) << refused.outcome().all();
  EXPECT_NE(refused.outcome().out.find("KEY_STORE_DAMAGED"), std::string::npos) << refused.outcome().out;
  // nor without any.
  std::filesystem::remove(older_keystore / "keys" / "kek");
  EXPECT_FALSE(parts_of(older_keystore).ok());
  // The control, and the limit of the promise: who has copied `kek` too, which nobody is to copy, reads everything.
  EXPECT_EQ(readable(story.backup()).of_ward.at(story.her().ward), story.her_parts);
}

// An operator puts back the database and the head file of before and serves: her key is gone, so nobody is told anything of her.
TEST(Erasure, HoldsForAServerOfABackupMadeBefore) {
  Story story;
  {
    Server server(story.root);
    ASSERT_TRUE(server.wait_ready()) << server.outcome().all();
    Office office(story.root, server.port());
    story.erase(office);
    server.terminate();
  }
  const Path restored = story.backup_with({"keystore", "kek"});
  Server server(restored);
  ASSERT_TRUE(server.wait_ready()) << server.outcome().all();
  Office office(restored, server.port());
  expect_gone(office, story);
  EXPECT_EQ(told_of(office, story.world, story.other()).ward, story.other_before.ward);
  pay(office, story.other(), "1000.00 PHP");
  EXPECT_EQ(server.terminate().exit_code, 0) << server.outcome().all();
  EXPECT_EQ(readable(restored).unreadable, story.her_parts);
}

TEST(Erasure, ARebuildFromNothingEqualsTheState) {
  Story story;
  Told before;
  {
    Server server(story.root);
    ASSERT_TRUE(server.wait_ready()) << server.outcome().all();
    Office office(story.root, server.port());
    story.erase(office);
    before = told_of(office, story.world, story.other());
    server.terminate();
  }
  {
    Server server(story.root, {}, {"--rebuild"});
    ASSERT_TRUE(server.wait_ready()) << server.outcome().all();
    Office office(story.root, server.port());
    EXPECT_EQ(told_of(office, story.world, story.other()), before);
    expect_gone(office, story);
    EXPECT_EQ(server.terminate().exit_code, 0) << server.outcome().all();
  }
  expect_erased_at_rest(story, story.root);
  const Verified verified = verify(story.root);
  EXPECT_EQ(verified.exit_code, 0) << verified.said;
  EXPECT_GT(verified.number("derived_rows"), 0);
}

// The entry is durable, and the disk of the keys fails before her key is destroyed: nobody is told, and the next start finishes it.
TEST(Erasure, CutShortBetweenEntryAndKeyIsFinishedByTheNextStart) {
  Story story;
  const Path order = story.place.path() / "order";
  {
    Server server(story.root, on_failing_disk(order));
    ASSERT_TRUE(server.wait_ready()) << server.outcome().all();
    Office office(story.root, server.port());
    const std::int64_t proposal = story.ask_for_erasure(office);
    const Json approval = office.approval("compliance-2", proposal);
    std::ofstream(order) << "write /keys/";
    const Reply unknown = office.post("compliance-2", "/v1/proposals/" + std::to_string(proposal) + "/approvals", approval);
    EXPECT_EQ(unknown.status, 503) << unknown.raw;
    EXPECT_EQ(unknown.text("code"), "STORE_READ_ONLY") << unknown.raw;
    server.kill_9();
  }
  std::filesystem::remove(order);
  EXPECT_EQ(readable(story.root).of_ward.at(story.her().ward), story.her_parts) << "the control: her key was still there";
  const Verified unfinished = verify(story.root);
  EXPECT_EQ(unfinished.exit_code, 1) << unfinished.said;
  EXPECT_NE(unfinished.said.find("her key still exists"), std::string::npos) << unfinished.said;
  {
    Server server(story.root);
    ASSERT_TRUE(server.wait_ready()) << server.outcome().all();
    Office office(story.root, server.port());
    expect_gone(office, story);
    EXPECT_EQ(server.terminate().exit_code, 0) << server.outcome().all();
  }
  expect_erased_at_rest(story, story.root);
  EXPECT_EQ(verify(story.root).exit_code, 0);
}

// Who would hide a part of somebody else's behind a key that was destroyed is found.
TEST(Erasure, IsNoHidingPlaceForTheOthersParts) {
  Story story;
  {
    Server server(story.root);
    ASSERT_TRUE(server.wait_ready()) << server.outcome().all();
    Office office(story.root, server.port());
    story.erase(office);
    pay(office, story.other(), "1000.00 PHP");
    server.terminate();
  }
  const Parts parts = readable(story.root);
  const auto destroyed = from_hex(parts.closed.front().second);
  ASSERT_TRUE(destroyed.has_value());
  RawDatabase* const database = new RawDatabase(story.root / "data" / "journal");
  const auto rows = database->rows("journal");
  auto [key, value] = *rows.rbegin();
  std::size_t at = 0;
  auto stored = record::read_frame(view(value), at);
  ASSERT_TRUE(stored.ok());
  ASSERT_EQ(at, value.size()) << "the last block holds one entry";
  const auto sealed = std::find_if(stored->parts.begin(), stored->parts.end(), [](const record::StoredPart& part) { return part.sealed; });
  ASSERT_NE(sealed, stored->parts.end());
  std::copy(destroyed->begin(), destroyed->end(), sealed->key.begin());
  Bytes changed;
  record::append_frame(changed, *stored);
  database->put("journal", key, std::string(changed.begin(), changed.end()));
  delete database;
  const Verified found = verify(story.root);
  EXPECT_EQ(found.exit_code, 1) << found.said;
  EXPECT_EQ(found.place(), "entry " + std::to_string(found.number("entries") - 1)) << found.said;
}

}  // namespace
}  // namespace katiwala::crash::erasure_test

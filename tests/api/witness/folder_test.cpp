// A witness's folder: what a restart keeps, what damage does, keys and logs.
#include "stand.h"

namespace katiwala::api::witness::testing::folder_test {
namespace {

using namespace audit::samples;

Stand cosigned_at_3() {
  Stand stand;
  EXPECT_TRUE(stand.make().ok() && stand.start().ok());
  EXPECT_EQ(stand.witness->add_checkpoint(request(History::honest, 0, 3)).status, 200u);
  stand.stop();
  return stand;
}

std::uint64_t time_of(const WitnessAnswer& answer, std::uint64_t size) {
  EXPECT_EQ(answer.status, 200u) << answer.body;
  return audit::verify_line(audit::parse_signature_lines(answer.body).value().front(), witness_key(), signed_note(History::honest, size).text).value();
}

TEST(State, ARestartKeepsIt) {
  Stand stand = cosigned_at_3();
  const auto before = stand.disk->contents().at(state_path());
  ASSERT_TRUE(stand.start().ok());
  EXPECT_EQ(stand.disk->contents().at(state_path()), before);
  EXPECT_EQ(stand.witness->last_checkpoint(state_name(kOrigin)).body, text_of(before));
  EXPECT_EQ(stand.witness->add_checkpoint(request(History::fork, 0, 3)).body, "3\n");
  EXPECT_EQ(stand.witness->add_checkpoint(request(History::fork, 3, 3)).status, 422u);
  EXPECT_EQ(stand.witness->add_checkpoint(request(History::honest, 3, 5)).status, 200u);
}

TEST(State, TimeNeverGoesBackAndIsNeverZero) {
  Stand stand;
  *stand.now_s = -5;
  ASSERT_TRUE(stand.make().ok() && stand.start().ok());
  EXPECT_EQ(time_of(stand.witness->add_checkpoint(request(History::honest, 0, 3)), 3), 1u);
  *stand.now_s = 500;
  EXPECT_EQ(time_of(stand.witness->add_checkpoint(request(History::honest, 3, 3)), 3), 500u);
  *stand.now_s = 400;
  EXPECT_EQ(time_of(stand.witness->add_checkpoint(request(History::honest, 3, 5)), 5), 500u);
  stand.stop();
  ASSERT_TRUE(stand.start().ok());  // nor over a restart
  EXPECT_EQ(time_of(stand.witness->add_checkpoint(request(History::honest, 5, 5)), 5), 500u);
  *stand.now_s = 501;
  EXPECT_EQ(time_of(stand.witness->add_checkpoint(request(History::honest, 5, 5)), 5), 501u);
}

TEST(State, DamageIsNotServedFrom) {
  const Stand stand = cosigned_at_3();
  const Bytes good_bytes = stand.disk->contents().at(state_path());
  const auto outcome = [&](const std::optional<Bytes>& bytes) {
    Stand copy(SimDisk::from(stand.disk->contents(), stand.disk->folders()));
    if (bytes) copy.disk->put(state_path(), *bytes);
    else copy.disk->erase(state_path());
    const Status started = copy.start();
    EXPECT_TRUE(started.ok() || started.refusal().message.find("must retire its key") != std::string::npos);
    return code_of(started);
  };
  EXPECT_EQ(outcome(good_bytes), "accepted");
  EXPECT_EQ(outcome(std::nullopt), "STORE_DAMAGED");
  EXPECT_EQ(outcome(Bytes()), "STORE_DAMAGED");
  for (std::size_t i = 0; i < good_bytes.size(); ++i) {
    Bytes changed_bytes = good_bytes;
    changed_bytes[i] = static_cast<std::uint8_t>(changed_bytes[i] ^ 1u);
    EXPECT_EQ(outcome(changed_bytes), "STORE_DAMAGED") << i;
    EXPECT_EQ(outcome(Bytes(good_bytes.begin(), good_bytes.begin() + static_cast<std::ptrdiff_t>(i))), "STORE_DAMAGED") << i;
  }
  const std::string never = print_never_cosigned("example.com/other");
  EXPECT_EQ(outcome(Bytes(never.begin(), never.end())), "STORE_DAMAGED");
  const std::string uncosigned = audit::print_note(signed_note(History::honest, 3));
  EXPECT_EQ(outcome(Bytes(uncosigned.begin(), uncosigned.end())), "STORE_DAMAGED");
}

TEST(State, AnotherKeyDoesNotTakeItOver) {
  Stand stand = cosigned_at_3();
  const std::string other = audit::print_secret_key(secret(kWitness, 0x70)) + "\n";
  stand.disk->put((kRoot / "key").string(), Bytes(other.begin(), other.end()));
  EXPECT_EQ(code_of(stand.start()), "STORE_DAMAGED");
}

TEST(Folder, IsMadeOnce) {
  Stand stand;
  ASSERT_TRUE(stand.make().ok());
  EXPECT_EQ(code_of(WitnessFolder::create(stand.disk->files(), kRoot, witness_secret())), "STORE_EXISTS");
  EXPECT_EQ(code_of(WitnessFolder::open(stand.disk->files(), "/elsewhere")), "STORE_MISSING");
  const auto folder = WitnessFolder::look(stand.disk->files(), kRoot);
  ASSERT_TRUE(folder.ok());
  EXPECT_EQ(folder->vkey(), witness_key());
}

TEST(Folder, HasOneHolderAndAnyNumberOfReaders) {
  Stand stand;
  ASSERT_TRUE(stand.make().ok() && stand.start().ok());
  EXPECT_EQ(code_of(WitnessFolder::open(stand.disk->files(), kRoot)), "STORE_LOCKED");
  const auto folder = WitnessFolder::look(stand.disk->files(), kRoot);
  ASSERT_TRUE(folder.ok());
  EXPECT_EQ(folder->read_states().value().size(), 1u);
  stand.stop();
  EXPECT_EQ(code_of(WitnessFolder::open(stand.disk->files(), kRoot)), "accepted");
}

TEST(Folder, KeepsItsKeyToItself) {
  Stand stand;
  ASSERT_TRUE(stand.make().ok());
  stand.disk->set_loose((kRoot / "key").string());
  const auto folder = WitnessFolder::open(stand.disk->files(), kRoot);
  EXPECT_EQ(code_of(folder), "KEY_STORE_LOOSE");
  EXPECT_EQ(folder.refusal().message.find("PRIVATE"), std::string::npos);
}

TEST(Folder, BadFilesAreNamed) {
  for (const auto& [file, text, code] : {std::tuple("key", "PRIVATE+KEY+x\n", "KEY_INVALID"), {"key", "", "KEY_INVALID"}, {"logs", "", "FOLDER_MALFORMED"},
                                         {"logs", "katiwala-witness logs/v2\n", "FOLDER_MALFORMED"}}) {
    Stand stand;
    ASSERT_TRUE(stand.make().ok());
    const std::string path = (kRoot / file).string();
    stand.disk->put(path, Bytes(view(text).begin(), view(text).end()));
    const auto folder = WitnessFolder::open(stand.disk->files(), kRoot);
    ASSERT_EQ(code_of(folder), code) << file;
    EXPECT_TRUE(folder.refusal().place.starts_with(path)) << folder.refusal().place;
  }
}

TEST(Folder, ALogMayChangeItsKey) {
  Stand stand = cosigned_at_3();
  const audit::SecretKey next = secret("example.com/ledger-vectors-2027", 0x90);
  const audit::VerifierKey next_key = audit::vkey_of(next.name, audit::KeyType::ed25519, *signer(next)).value();
  {
    auto folder = WitnessFolder::open(stand.disk->files(), kRoot).value();
    EXPECT_EQ(code_of(folder.add_log(kOrigin, log_key())), "ALREADY_EXISTS");
    EXPECT_EQ(code_of(folder.add_log(kOrigin, witness_key())), "KEY_INVALID");
    EXPECT_EQ(code_of(folder.add_log(kOrigin, next_key)), "accepted");
  }
  ASSERT_TRUE(stand.start().ok());  // and what was cosigned is still known
  EXPECT_EQ(stand.witness->add_checkpoint(request(History::honest, 0, 3)).body, "3\n");
  audit::Note both = signed_note(History::honest, 3);
  both.signatures.push_back(signed_note(History::honest, 3, next).signatures[0]);
  for (const audit::Note& note : {signed_note(History::honest, 3), signed_note(History::honest, 3, next), both}) {
    const auto answer = stand.witness->add_checkpoint(audit::print_witness_request({3, {}, note}));
    ASSERT_EQ(answer.status, 200u);
    EXPECT_EQ(stand.witness->last_checkpoint(state_name(kOrigin)).body, audit::print_note(note) + answer.body);
  }
}

TEST(Folder, AddingALogNeverOverwritesAState) {
  Stand stand = cosigned_at_3();
  const std::string none = print_log_list({});
  stand.disk->put((kRoot / "logs").string(), Bytes(none.begin(), none.end()));  // somebody took the log out by hand
  ASSERT_TRUE(WitnessFolder::open(stand.disk->files(), kRoot)->add_log(kOrigin, log_key()).ok());
  ASSERT_TRUE(stand.start().ok());
  EXPECT_EQ(stand.witness->add_checkpoint(request(History::fork, 0, 3)).body, "3\n");
}

TEST(LogList, GoldenAndBack) {
  LogList list;
  const audit::VerifierKey other = audit::vkey_of("example.com/other", audit::KeyType::ed25519, *signer(secret("example.com/other", 0x50))).value();
  ASSERT_TRUE(add_log(list, "example.com/b", log_key()).ok());
  ASSERT_TRUE(add_log(list, "example.com/a log", other).ok());
  ASSERT_TRUE(add_log(list, "example.com/b", other).ok());
  const std::string text = "katiwala-witness logs/v1\n\norigin example.com/b\nvkey " + audit::print_vkey(log_key()) + "\nvkey " + audit::print_vkey(other) +
                           "\n\norigin example.com/a log\nvkey " + audit::print_vkey(other) + "\n";
  EXPECT_EQ(print_log_list(list), text);
  EXPECT_EQ(parse_log_list(text).value(), list);
  EXPECT_EQ(parse_log_list("katiwala-witness logs/v1\n").value(), LogList());
}

TEST(LogList, Refuses) {
  const std::string key = audit::print_vkey(log_key());
  const std::string head = "katiwala-witness logs/v1\n";
  for (const std::string& text : {std::string(), head + "\n", head + "\norigin a\n", head + "\nvkey " + key + "\n", head + "\norigin a\nvkey " + key,
                                  head + "origin a\nvkey " + key + "\n", head + "\norigin a\nvkey " + key + "\nvkey " + key + "\n",
                                  head + "\norigin a\nvkey " + key + "x\n", head + "\norigin a\nqpd 24\nvkey " + key + "\n", head + "\norigin \nvkey " + key + "\n",
                                  head + "\norigin a\nvkey " + audit::print_vkey(witness_key()) + "\n", head + "\r\norigin a\r\nvkey " + key + "\r\n"})
    EXPECT_EQ(code_of(parse_log_list(text)), "FOLDER_MALFORMED") << text;
  LogList list;
  EXPECT_EQ(code_of(add_log(list, "", log_key())), "FIELD_INVALID");
  EXPECT_EQ(code_of(add_log(list, "two\nlines", log_key())), "FIELD_INVALID");
  EXPECT_EQ(code_of(add_log(list, std::string(255, 'a'), log_key())), "accepted");
  EXPECT_EQ(code_of(add_log(list, std::string(256, 'a'), log_key())), "FIELD_INVALID");
}

TEST(Key, AFreshOneIsNamedAndDifferentEachTime) {
  const auto a = new_secret_key("example.org/w1", crypto::system_entropy()).value();
  const auto b = new_secret_key("example.org/w1", crypto::system_entropy()).value();
  EXPECT_NE(a.seed, b.seed);
  EXPECT_EQ(audit::parse_secret_key(audit::print_secret_key(a)).value(), a);
  EXPECT_EQ(code_of(new_secret_key("two words", crypto::system_entropy())), "KEY_INVALID");
  EXPECT_EQ(code_of(new_secret_key("", crypto::system_entropy())), "KEY_INVALID");
}

}  // namespace
}  // namespace katiwala::api::witness::testing::folder_test

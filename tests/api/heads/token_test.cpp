// Heads signed by a key on a token: as good as any other, and the end of signing when the token goes, not the end of the ledger.
#include "api/heads/log_key.h"
#include "tests/api/heads/log_scene.h"
#include "tests/kit/soft_token.h"

namespace katiwala::api::token_test {
namespace {

using katiwala::testing::SoftToken;
using testing::LogScene;

KeyPlace place(const SoftToken& token) { return token::TokenUri::parse(token.uri()).value(); }
template <class T>
std::string code(const Result<T>& result) { return result.ok() ? "good" : std::string(name_of(result.refusal().code)); }

TEST(TokenHeads, AreVerifiedLikeAnyOther) {
  SoftToken token;
  token.add_pair({});
  auto signer = open_log_key(place(token));
  ASSERT_TRUE(signer.ok()) << signer.refusal().message;
  LogScene scene(std::move(*signer));
  scene.found({"north"}, 1);
  const auto publisher = scene.publisher();
  ASSERT_TRUE((*publisher)->publish().ok());
  ASSERT_NE((*publisher)->published(), nullptr) << "the witness took the signature";
  const std::vector<audit::VerifierKey> keys{scene.log_key()};
  EXPECT_TRUE(audit::open_checkpoint(*audit::parse_note((*publisher)->published()->text), keys).ok());
  const std::vector<audit::VerifierKey> others{LogScene().log_key()};
  EXPECT_FALSE(audit::open_checkpoint(*audit::parse_note((*publisher)->published()->text), others).ok());
}

TEST(TokenHeads, ATokenThatIsDrawnEndsSigningAndNotTheLedger) {
  SoftToken token;
  token.add_pair({});
  LogScene scene(*open_log_key(place(token)));
  scene.found({}, 0);
  const auto publisher = scene.publisher();
  ASSERT_TRUE((*publisher)->publish().ok());
  const std::uint64_t stood_at = (*publisher)->published()->checkpoint.size;
  token.draw();
  scene.grow();
  EXPECT_EQ(code((*publisher)->publish()), "TOKEN_FAILED");
  token.plug_back();
  scene.grow();  // commits go on; what must be covered by a head waits
  EXPECT_EQ(code((*publisher)->publish()), "TOKEN_FAILED") << "it stays latched until a restart";
  EXPECT_EQ(code(Status((*publisher)->fault().value())), "TOKEN_FAILED");
  EXPECT_EQ((*publisher)->published()->checkpoint.size, stood_at);
  EXPECT_FALSE((*publisher)->cover(scene.size() - 1, 60'000)) << "who waits is told at once";
}

TEST(TokenHeads, ThePinComesFromAFileThatNobodyElseReads) {
  SoftToken token;
  token.add_pair({});
  const auto uri = token::TokenUri::parse(token.uri()).value();
  EXPECT_EQ(*token_pin(uri), SoftToken::kPin);
  const Path loose = token.folder() / "loose", empty = token.folder() / "empty";
  ASSERT_TRUE(write_private_file(loose, "4711-sandbox\n").ok());
  ASSERT_TRUE(write_private_file(empty, "\n4711-sandbox").ok());
  std::filesystem::permissions(loose, std::filesystem::perms::group_read, std::filesystem::perm_options::add);
  const auto with_environment = [&](const Path& path) {
    ::setenv("KATIWALA_TOKEN_PIN_FILE", path.c_str(), 1);
    const auto pin = token_pin(uri);
    ::unsetenv("KATIWALA_TOKEN_PIN_FILE");
    return code(pin);
  };
  EXPECT_EQ(with_environment(loose), "KEY_STORE_LOOSE");
  EXPECT_EQ(with_environment(empty), "FOLDER_OPTION");
  EXPECT_EQ(with_environment(token.folder() / "none"), "FOLDER_OPTION");
  EXPECT_EQ(with_environment(token.pin_file()), "good");
  std::string without = token.uri();
  without.resize(without.find("&pin-source"));
  EXPECT_EQ(code(token_pin(token::TokenUri::parse(without).value())), "FOLDER_OPTION");
}

TEST(LogKey, MustBeOneThatTheLedgerDeclaredAndActive) {
  const auto key = crypto::signer_from_pem(crypto::generate_key_pem(crypto::Algorithm::ed25519));
  const std::string vkey = *log_vkey(testing::kOrigin, **key), other = LogScene().log_key().name;
  using custody::KeyStanding;
  const auto judged = [&](const std::vector<custody::LogKey>& declared) { return code(check_declared(testing::kOrigin, **key, declared)); };
  EXPECT_EQ(judged({}), "LOG_KEY_UNDECLARED");
  EXPECT_EQ(judged({{other, KeyStanding::active, 0}}), "LOG_KEY_UNDECLARED");
  EXPECT_EQ(judged({{other, KeyStanding::retired, 0}, {vkey, KeyStanding::active, 3}}), "good");
  EXPECT_EQ(judged({{vkey, KeyStanding::retired, 3}}), "LOG_KEY_UNDECLARED");
  EXPECT_EQ(judged({{vkey, KeyStanding::compromised, 3}}), "LOG_KEY_UNDECLARED");
}

}  // namespace
}  // namespace katiwala::api::token_test

// Kept answers of each algorithm, which must verify for ever: what a ledger's record would hold.
#include <fstream>
#include <map>
#include <sstream>

#include "tests/ledger/passkey/scene.h"

namespace katiwala::passkey::golden_test {
namespace {

std::map<std::string, Bytes> golden(const std::string& name) {
  std::ifstream file(std::string(KATIWALA_SOURCE_DIR) + "/tests/ledger/passkey/golden/" + name + ".txt");
  EXPECT_TRUE(file.good()) << name;
  std::map<std::string, Bytes> out;
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::string key, hex;
    if (words >> key >> hex && key != "#") out[key] = from_hex(hex).value();
  }
  return out;
}

TEST(PasskeyGolden, KeptAnswersVerify) {
  struct Case {
    std::string name;
    KeyAlgorithm algorithm;
    std::uint32_t counter_enrolled, counter_signed;
    bool synced;
  };
  const Case cases[] = {{"es256", KeyAlgorithm::es256, 0, 0, true}, {"eddsa", KeyAlgorithm::eddsa, 4, 7, false}, {"rs256", KeyAlgorithm::rs256, 0, 0, false}};
  for (const Case& one : cases) {
    auto kept = golden(one.name);
    const auto made = register_passkey({kept["credential_id"], kept["enrolment_client_data"], kept["attestation_object"]}, site(), kept["enrolment_challenge"],
                                       one.synced ? Binding::may_be_synced : Binding::device_bound);
    ASSERT_TRUE(made.ok()) << one.name << ": " << made.refusal().message;
    const Credential stated{kept["credential_id"], {one.algorithm, kept["spki"]}, one.counter_enrolled, one.synced, one.synced, made->aaguid};
    EXPECT_EQ(*made, stated) << one.name;
    EXPECT_EQ(Key::from_spki(kept["spki"]).value(), made->key) << one.name;
    const AssertionAnswer answer{kept["credential_id"], kept["client_data"], kept["authenticator_data"], kept["signature"]};
    const auto after = verify_assertion(*made, answer, site(), kept["statement"]);
    ASSERT_TRUE(after.ok()) << one.name << ": " << after.refusal().message;
    EXPECT_EQ(after->counter, one.counter_signed) << one.name;
    EXPECT_FALSE(verify_assertion(*made, answer, site(), kept["spki"]).ok()) << one.name;
  }
}

}  // namespace
}  // namespace katiwala::passkey::golden_test

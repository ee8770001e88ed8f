// The public address in a ledger's settings: what is printed in a code must be an address that a telephone opens.
#include <gtest/gtest.h>

#include "api/ledger_folder.h"

namespace katiwala::api::settings_test {
namespace {

TEST(Settings, APublicAddressIsAHostAndNothingBehind) {
  struct Case {
    const char* url;
    bool good;
  };
  const Case cases[] = {{"https://records.example", true}, {"http://127.0.0.1:8444", true}, {"http://[::1]:8444", true}, {"https://", false}, {"records.example", false}, {"ftp://records.example", false},
                        {"https://records.example/", false}, {"https://records.example/check", false}, {"https://Records.example", false}, {"https://a b", false}, {"https://a?b", false}, {"https://a#b", false}, {"https://u@a", false}, {"", false}};
  for (const Case& one : cases) EXPECT_EQ(is_public_url(one.url), one.good) << one.url;
  const std::string longest(253, 'a');
  EXPECT_TRUE(is_public_url("https://" + longest));
  EXPECT_FALSE(is_public_url("https://" + longest + "a"));
}

}  // namespace
}  // namespace katiwala::api::settings_test

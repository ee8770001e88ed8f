// Names of keys on tokens: what is taken, and what is refused with the attribute that is wrong.
#include <gtest/gtest.h>

#include "api/token/uri.h"

namespace katiwala::api::token::uri_test {
namespace {

TEST(TokenUri, SaysWhereTheModuleAndThePinAre) {
  struct Case {
    std::string text, module, pin_file, name;
  };
  const Case cases[] = {
      {"pkcs11:token=t;object=k?module-path=/lib/m.so", "/lib/m.so", "", "pkcs11:token=t;object=k"},
      {"pkcs11:token=t;object=k?module-path=/lib/m.so&pin-source=/etc/pin", "/lib/m.so", "/etc/pin", "pkcs11:token=t;object=k"},
      {"pkcs11:token=t;object=k?pin-source=file:/etc/pin&module-path=/lib/m.so", "/lib/m.so", "/etc/pin", "pkcs11:token=t;object=k"},
      {"pkcs11:token=t;object=k?module-path=/lib/m.so&pin-source=file:///etc/pin", "/lib/m.so", "/etc/pin", "pkcs11:token=t;object=k"},
      {"pkcs11:serial=0001;id=%01?module-path=/a%20b.so", "/a b.so", "", "pkcs11:serial=0001;id=%01"},
      {"pkcs11:token=t;object=k;type=private?module-path=/m.so", "/m.so", "", "pkcs11:token=t;object=k;type=private"},
  };
  for (const Case& one : cases) {
    const auto uri = TokenUri::parse(one.text);
    ASSERT_TRUE(uri.ok()) << one.text << ": " << uri.refusal().message;
    EXPECT_EQ(uri->module(), one.module) << one.text;
    EXPECT_EQ(uri->pin_file(), one.pin_file) << one.text;
    EXPECT_EQ(uri->name(), one.name);
    EXPECT_EQ(uri->text(), one.text);
  }
}

TEST(TokenUri, RefusesWhatIsNoName) {
  struct Case {
    std::string text, place;
  };
  const Case cases[] = {
      {"", ""},
      {"/etc/log-key.pem", ""},
      {"PKCS11:token=t;object=k?module-path=/m.so", ""},
      {"pkcs11:token=t;token=u;object=k?module-path=/m.so", "token"},
      {"pkcs11:token=t;object=k?module-path=/m.so&module-path=/n.so", "module-path"},
      {"pkcs11:token=%zz;object=k?module-path=/m.so", ""},
      {std::string("pkcs11:token=t;object=k?module-path=/m.so") + '\0' + "x", ""},
      {"pkcs11:token=t;object=k;colour=red?module-path=/m.so", ""},
      {"pkcs11:object=k?module-path=/m.so", "token"},
      {"pkcs11:token=t?module-path=/m.so", "object"},
      {"pkcs11:token=t;object=k;type=public?module-path=/m.so", "type"},
      {"pkcs11:token=t;object=k", "module-path"},
      {"pkcs11:token=t;object=k?module-path=m.so", "module-path"},
      {"pkcs11:token=t;object=k?module-path=/m.so&pin-value=1234", "pin-value"},
      {"pkcs11:token=t;object=k?module-path=/m.so&pin-source=pin", "pin-source"},
      {"pkcs11:token=t;object=k?module-path=/m.so&pin-source=%7Ccat%20/etc/pin", "pin-source"},
  };
  for (const Case& one : cases) {
    const auto uri = TokenUri::parse(one.text);
    ASSERT_FALSE(uri.ok()) << one.text;
    EXPECT_EQ(name_of(uri.refusal().code), "TOKEN_URI") << one.text;
    EXPECT_EQ(uri.refusal().place, one.place) << one.text;
  }
}

TEST(TokenUri, APathIsNotMeantToBeOne) {
  EXPECT_TRUE(TokenUri::is_meant("pkcs11:"));
  EXPECT_FALSE(TokenUri::is_meant("/pkcs11:"));
  EXPECT_FALSE(TokenUri::is_meant("pkcs11.pem"));
}

}  // namespace
}  // namespace katiwala::api::token::uri_test

// Normal forms of what becomes a mark, and the parsers of single values, both sides of each boundary.
#include <gtest/gtest.h>

#include "api/door/payment.h"
#include "api/door/plain.h"
#include "api/door/reading.h"

namespace katiwala::api::door::plain_test {
namespace {

TEST(Normalised, TwoWritingsOfOneThingAreOne) {
  using K = custody::MarkKind;
  const struct {
    K kind;
    std::string_view plain, normal;
  } cases[] = {
      {K::phone, "0917 000-0001", "639170000001"}, {K::phone, "+63 (917) 000 0001", "639170000001"}, {K::phone, "no digits", ""},
      {K::account, "001-usd 7788", "001USD7788"},  {K::account, "001USD7788", "001USD7788"},
      {K::name, "  Ana   de la\tCruz ", "ana de la cruz"}, {K::name, "ANA DE-LA CRUZ", "ana de la cruz"},
      {K::address, "12, Rizal St.", "12 rizal st"}, {K::bank_reference, "As Written", "As Written"},
  };
  for (const auto& c : cases) EXPECT_EQ(normalised(c.kind, c.plain), c.normal) << c.plain;
  EXPECT_NE(normalised(K::phone, "0917 000 0001"), normalised(K::phone, "0917 000 0002"));
}

TEST(Reading, OneValueOneSpelling) {
  EXPECT_TRUE(parse_amount("18000.00 PHP").ok());
  for (const char* bad : {"18000.00PHP", "18000.00  PHP", "PHP 18000.00", "18,000.00 PHP", "18000 PHP", "+1.00 PHP", ""}) EXPECT_FALSE(parse_amount(bad).ok()) << bad;
  EXPECT_TRUE(parse_number("0").ok());
  EXPECT_TRUE(parse_number("4611686018427387904").ok());
  for (const char* bad : {"", "-1", "01", "4611686018427387905", "99999999999999999999", "1x"}) EXPECT_FALSE(parse_number(bad).ok()) << bad;
  EXPECT_TRUE(parse_digest(std::string(64, 'a')).ok());
  for (const std::size_t n : {0U, 62U, 66U}) EXPECT_FALSE(parse_digest(std::string(n, 'a')).ok()) << n;
  EXPECT_FALSE(parse_id<custody::WardTag>(std::string(32, '0')).ok()) << "zeros name nobody";
}

TEST(AccountDetails, ComeBackFromTheVaultAsTheyWere) {
  AccountDetails details{"SANDBOX SCHOOL", "555", true, "SBOXPHMM", "01", "SANDBOX BANK", {{"phone", "0917"}}, "529900T8BM49AURSDO55", "549300W9STRCJ2DLU071",
                         {"SANDBOX STREET", "7", "1000", "MANILA", "PH"}};
  const auto back = account_details_from(to_vault_bytes(details));
  ASSERT_TRUE(back.ok());
  EXPECT_EQ(back->name, details.name);
  EXPECT_EQ(back->account_number, details.account_number);
  EXPECT_TRUE(back->iban);
  EXPECT_EQ(back->bank_bic, details.bank_bic);
  EXPECT_EQ(back->bank_member, details.bank_member);
  EXPECT_EQ(back->more, details.more);
  EXPECT_EQ(back->lei, details.lei);
  EXPECT_EQ(back->bank_lei, details.bank_lei);
  EXPECT_EQ(back->postal, details.postal);
  EXPECT_FALSE(account_details_from(view("{}")).ok());
}

TEST(PaymentIds, AreReadBack) {
  const custody::RequestId id{{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}};
  EXPECT_EQ(end_to_end_id(id).size(), 35U);
  EXPECT_EQ(request_of(end_to_end_id(id)), id);
  EXPECT_EQ(request_of("KTW123"), std::nullopt);
  EXPECT_EQ(request_of("XYZ" + id.hex()), std::nullopt);
  EXPECT_EQ(uuid_text(id.bytes), "01020304-0506-0708-090a-0b0c0d0e0f10");
  EXPECT_EQ(uuid_from(uuid_text(id.bytes)), id.bytes);
  EXPECT_EQ(uuid_from("01020304-0506-0708-090a-0b0c0d0e0f1"), std::nullopt);
  EXPECT_EQ(uuid_from("0102030400506-0708-090a-0b0c0d0e0f10"), std::nullopt);
}

}  // namespace
}  // namespace katiwala::api::door::plain_test

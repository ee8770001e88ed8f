// Keys as authenticators state them: the three that are taken, and one step beside each.
#include "ledger/passkey/key.h"

#include "ledger/passkey/cbor.h"
#include "ledger/passkey/rsa.h"
#include "tests/ledger/passkey/scene.h"

namespace katiwala::passkey::key_test {
namespace {

using Pairs = std::vector<std::pair<Bytes, Bytes>>;

Pairs pairs_of(Kind kind) {
  const auto parts = passkey_of(kind).public_parts();
  const auto number = cbor::number;
  const auto bytes = [&parts](std::size_t i) { return cbor::bytes(parts[i]); };
  if (kind == Kind::es256) return {{number(1), number(2)}, {number(3), number(-7)}, {number(-1), number(1)}, {number(-2), bytes(0)}, {number(-3), bytes(1)}};
  if (kind == Kind::eddsa) return {{number(1), number(1)}, {number(3), number(-8)}, {number(-1), number(6)}, {number(-2), bytes(0)}};
  return {{number(1), number(3)}, {number(3), number(-257)}, {number(-1), bytes(0)}, {number(-2), bytes(1)}};
}

std::string judged(const Pairs& pairs) {
  const Bytes item = cbor::map(pairs);
  if (const auto canonical = check_item(item); !canonical.ok()) return code(canonical);
  return code(Key::from_cose(item));
}

Bytes changed(Bytes bytes, std::size_t at, std::uint8_t value) {
  bytes.at(at) = value;
  return bytes;
}

TEST(PasskeyKey, IsKeptAsSubjectPublicKeyInfo) {
  for (const Kind kind : kKinds) {
    const auto key = Key::from_cose(passkey_of(kind).cose_key());
    ASSERT_TRUE(key.ok()) << key.refusal().message;
    EXPECT_EQ(static_cast<std::int64_t>(key->algorithm), passkey_of(kind).cose_algorithm());
    EXPECT_EQ(Key::from_spki(key->spki).value(), *key);
    const Bytes message = owned("a message");
    EXPECT_EQ(code(verify(*key, message, passkey_of(kind).sign(message))), "good");
    EXPECT_EQ(code(verify(*key, owned("another message"), passkey_of(kind).sign(message))), "SIGNATURE_INVALID");
    Bytes longer = key->spki, shorter = key->spki;
    longer.push_back(0);
    shorter.pop_back();
    EXPECT_EQ(code(Key::from_spki(longer)), "KEY_INVALID");
    EXPECT_EQ(code(Key::from_spki(shorter)), "KEY_INVALID");
    for (const std::size_t at : {std::size_t{0}, std::size_t{1}, std::size_t{3}, std::size_t{8}}) {
      EXPECT_EQ(code(Key::from_spki(changed(key->spki, at, static_cast<std::uint8_t>(key->spki[at] ^ 1)))), "KEY_INVALID") << at;
    }
  }
}

TEST(PasskeyKey, AKeyUnderTheNameOfAnotherAlgorithmVerifiesNothing) {
  const Bytes message = owned("a message");
  for (const Kind kind : kKinds) {
    for (const KeyAlgorithm other : {KeyAlgorithm::es256, KeyAlgorithm::eddsa, KeyAlgorithm::rs256}) {
      Key key = Key::from_cose(passkey_of(kind).cose_key()).value();
      const bool same = key.algorithm == other;
      key.algorithm = other;
      EXPECT_EQ(code(verify(key, message, passkey_of(kind).sign(message))), same ? "good" : "SIGNATURE_INVALID");
    }
  }
}

TEST(PasskeyKey, EveryParameterIsNeededAndNoOther) {
  for (const Kind kind : kKinds) {
    const Pairs pairs = pairs_of(kind);
    EXPECT_EQ(judged(pairs), "good");
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      Pairs fewer = pairs, of_other_kind = pairs, swapped = pairs;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
      of_other_kind[i].second = cbor::text("x");
      EXPECT_EQ(judged(fewer), "KEY_INVALID") << i;
      EXPECT_EQ(judged(of_other_kind), "KEY_INVALID") << i;
      if (i + 1 == pairs.size()) continue;
      std::swap(swapped[i], swapped[i + 1]);
      EXPECT_EQ(judged(swapped), "CBOR_MALFORMED") << i;
    }
    Pairs more = pairs, with_operations = pairs;
    more.emplace_back(cbor::number(-4), cbor::bytes(Bytes(32, 1)));
    with_operations.insert(with_operations.begin() + 2, {cbor::number(4), cbor::array({cbor::number(2)})});
    EXPECT_EQ(judged(more), "KEY_INVALID");
    EXPECT_EQ(judged(with_operations), "KEY_INVALID");
  }
  EXPECT_EQ(code(Key::from_cose(cbor::number(1))), "KEY_INVALID");
  EXPECT_EQ(code(Key::from_cose(cbor::map({}))), "KEY_INVALID");
}

TEST(PasskeyKey, OnlyTheListedAlgorithmsTypesAndCurves) {
  for (const Kind kind : kKinds) {
    // ES384, ES512, PS256, ES256K, RS1, RS384, HS256, no such
    for (const std::int64_t other : {-35, -36, -37, -47, -65535, -258, 5, 0}) {
      Pairs pairs = pairs_of(kind);
      pairs[1].second = cbor::number(other);
      EXPECT_EQ(judged(pairs), "KEY_INVALID") << other;
    }
    for (const std::int64_t other : {-7, -8, -257}) {
      Pairs pairs = pairs_of(kind);
      pairs[1].second = cbor::number(other);
      EXPECT_EQ(judged(pairs), other == passkey_of(kind).cose_algorithm() ? "good" : "KEY_INVALID") << other;
    }
    for (const std::int64_t type : {0, 1, 2, 3, 4}) {
      Pairs pairs = pairs_of(kind);
      const bool same = pairs[0].second == cbor::number(type);
      pairs[0].second = cbor::number(type);
      EXPECT_EQ(judged(pairs), same ? "good" : "KEY_INVALID") << type;
    }
    if (kind == Kind::rs256) continue;
    for (const std::int64_t curve : {0, 1, 2, 3, 4, 5, 6, 7, 8}) {
      Pairs pairs = pairs_of(kind);
      const bool same = pairs[2].second == cbor::number(curve);
      pairs[2].second = cbor::number(curve);
      EXPECT_EQ(judged(pairs), same ? "good" : "KEY_INVALID") << curve;
    }
  }
}

TEST(PasskeyKey, APointLiesOnItsCurve) {
  const auto parts = passkey_of(Kind::es256).public_parts();
  const auto with = [&](const Bytes& x, const Bytes& y) {
    Pairs pairs = pairs_of(Kind::es256);
    pairs[3].second = cbor::bytes(x);
    pairs[4].second = cbor::bytes(y);
    return judged(pairs);
  };
  EXPECT_EQ(with(parts[0], parts[1]), "good");
  EXPECT_EQ(with(parts[0], changed(parts[1], 31, static_cast<std::uint8_t>(parts[1][31] ^ 1))), "KEY_INVALID");
  EXPECT_EQ(with(Bytes(32), Bytes(32)), "KEY_INVALID");
  EXPECT_EQ(with(joined({{0}, parts[0]}), parts[1]), "KEY_INVALID");
  EXPECT_EQ(with(parts[0], Bytes(parts[1].begin(), parts[1].end() - 1)), "KEY_INVALID");
  Pairs compressed = pairs_of(Kind::es256);
  compressed[4].second = {0xf5};
  EXPECT_EQ(judged(compressed), "KEY_INVALID") << "y as its sign alone";
}

TEST(PasskeyKey, AnEdwardsPointIsReducedAndOfLargeOrder) {
  const auto with = [](const Bytes& x) {
    Pairs pairs = pairs_of(Kind::eddsa);
    pairs[3].second = cbor::bytes(x);
    return judged(pairs);
  };
  Bytes p_minus_1 = Bytes(32, 0xff);
  p_minus_1[0] = 0xec;
  p_minus_1[31] = 0x7f;
  const Bytes two = changed(Bytes(32), 0, 2);
  EXPECT_EQ(with(two), "good");
  EXPECT_EQ(with(changed(p_minus_1, 0, 0xeb)), "good");
  EXPECT_EQ(with(changed(changed(p_minus_1, 0, 0xed), 15, 0xfe)), "good") << "reduced, though its first and last bytes are large";
  std::vector<Bytes> refused = {Bytes(32), changed(Bytes(32), 0, 1), p_minus_1, from_hex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05").value(),
                                from_hex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a").value()};
  for (const unsigned low : {0xedu, 0xeeu, 0xefu, 0xffu}) refused.push_back(changed(p_minus_1, 0, static_cast<std::uint8_t>(low)));
  for (const Bytes& point : refused) {
    EXPECT_EQ(with(point), "KEY_INVALID") << to_hex(point);
    EXPECT_EQ(with(changed(point, 31, point[31] | 0x80)), "KEY_INVALID") << to_hex(point) << " with the other sign";
    EXPECT_EQ(code(Key::from_spki(joined({from_hex("302a300506032b6570032100").value(), point}))), "KEY_INVALID");
  }
  EXPECT_EQ(with(Bytes(31, 2)), "KEY_INVALID");
  EXPECT_EQ(with(Bytes(33, 2)), "KEY_INVALID");
}

TEST(PasskeyKey, RsaHas2048BitsAtLeast) {
  const Bytes exponent = {1, 0, 1};
  const auto of = [&](std::size_t bytes, std::uint8_t first, std::uint8_t last = 1) {
    return code(rsa_spki(changed(changed(Bytes(bytes, 0x5a), 0, first), bytes - 1, last), exponent));
  };
  EXPECT_EQ(of(256, 0x80), "good");
  EXPECT_EQ(of(256, 0x7f), "KEY_INVALID") << "2047 bits";
  EXPECT_EQ(of(255, 0xff), "KEY_INVALID") << "2040 bits";
  EXPECT_EQ(of(128, 0xff), "KEY_INVALID") << "1024 bits";
  EXPECT_EQ(of(257, 0x00), "KEY_INVALID") << "a leading zero";
  EXPECT_EQ(of(384, 0xff), "good");
  EXPECT_EQ(of(512, 0xff), "good");
  EXPECT_EQ(of(513, 0x80), "KEY_INVALID") << "4104 bits";
  EXPECT_EQ(of(256, 0x80, 2), "KEY_INVALID") << "even";
  EXPECT_EQ(code(rsa_spki({}, exponent)), "KEY_INVALID");
  const Bytes modulus = passkey_of(Kind::rs256).public_parts()[0];
  for (const Bytes& other : {Bytes{}, Bytes{3}, Bytes{1, 0, 3}, Bytes{0, 1, 0, 1}, Bytes{1, 0, 0}}) EXPECT_EQ(code(rsa_spki(modulus, other)), "KEY_INVALID");
  EXPECT_EQ(code(rsa_spki(modulus, exponent)), "good");
  const SoftPasskey larger(Kind::rs256, "a clerk's newer laptop", 3072);
  EXPECT_EQ(code(verify(Key::from_cose(larger.cose_key()).value(), owned("m"), larger.sign(owned("m")))), "good");
}

}  // namespace
}  // namespace katiwala::passkey::key_test

#include "audit/log/checkpoint.h"

#include "audit/log/cosignature.h"
#include "audit/log/lines.h"
#include "tests/audit/log/samples.h"

namespace katiwala::audit::checkpoint_test {
namespace {

using namespace samples;

const std::string kGolden = "example.com/ledger\n3\nuTmMkD0106tQD5kfQAzzT1zmzk1tw1TTZiAkFikFmn4=\n";
const std::string kEmptyRoot = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
const std::string kRoot = "uTmMkD0106tQD5kfQAzzT1zmzk1tw1TTZiAkFikFmn4=";

TEST(Lines, NumbersAndHashesHaveOneSpelling) {
  EXPECT_EQ(parse_decimal("0"), 0u);
  EXPECT_EQ(parse_decimal("9223372036854775807"), kMaxLogNumber);
  for (const std::string_view text : {"", "00", "01", "+1", "-1", " 1", "1 ", "1.0", "1e3", "0x1", "9223372036854775808", "18446744073709551616", "99999999999999999999"})
    EXPECT_FALSE(parse_decimal(text)) << text;
  EXPECT_TRUE(parse_hash(kRoot));
  for (const std::string& text : {std::string(), changed(kRoot, "n4=", "n5="), changed(kRoot, "=", ""), kRoot + "=", "AAAA" + kRoot, std::string("AAAA")})
    EXPECT_FALSE(parse_hash(text)) << text;
}

TEST(Checkpoint, ReadAndWrittenToTheByte) {
  for (const std::string& text : {kGolden, kGolden + "more\n", kGolden + "more\n \n", changed(kGolden, "3", "9223372036854775807"),
                                  "a\n0\n" + kEmptyRoot + "\n", changed(kGolden, "example.com/ledger", "go.sum database tree")}) {
    const auto checkpoint = parse_checkpoint(text);
    ASSERT_TRUE(checkpoint.ok()) << text;
    EXPECT_EQ(print_checkpoint(*checkpoint), text);
  }
}

TEST(Checkpoint, MalformedIsRefusedWithItsLine) {
  const struct {
    std::string text, place;
  } cases[] = {
      {"", "line 1"},
      {"a", "line 1"},
      {"\n3\n" + kRoot + "\n", "line 1"},
      {"a\xff\n3\n" + kRoot + "\n", "line 1"},
      {"a\r\n3\n" + kRoot + "\n", "line 1"},
      {"a\n", "line 2"},
      {changed(kGolden, "3", "03"), "line 2"},
      {changed(kGolden, "3", "-3"), "line 2"},
      {changed(kGolden, "3", "3 "), "line 2"},
      {changed(kGolden, "3", "3\r"), "line 2"},
      {changed(kGolden, "3", "9223372036854775808"), "line 2"},
      {"a\n3\n", "line 3"},
      {"a\n3\n" + kRoot, "line 3"},
      {changed(kGolden, "n4=", "n5="), "line 3"},
      {changed(kGolden, "n4=", "n4"), "line 3"},
      {"a\n3\n47DE\n", "line 3"},
      {"a\n0\n" + kRoot + "\n", "line 3"},
      {"a\n1\n" + kEmptyRoot + "\n", "line 3"},
      {kGolden + "\n", "line 4"},
      {kGolden + "more", "line 4"},
      {kGolden + "more\n\n", "line 5"},
      {kGolden + "mo\tre\n", "line 4"},
  };
  for (const auto& row : cases) {
    const auto checkpoint = parse_checkpoint(row.text);
    EXPECT_EQ(code_of(checkpoint), "CHECKPOINT_MALFORMED") << row.text;
    EXPECT_EQ(place_of(checkpoint), row.place) << row.text;
  }
  EXPECT_TRUE(parse_checkpoint_lines("a\n0\n" + kRoot + "\n").ok()) << "the witness answers this one in its own way";
}

TEST(Checkpoint, OnlyWhatThisLedgerMaySayIsSigned) {
  const auto key = signer(log_secret());
  const auto judged = [&](auto change) {
    Checkpoint checkpoint = Log(3).checkpoint(3);
    change(checkpoint);
    return code_of(sign_checkpoint(checkpoint, *key));
  };
  EXPECT_EQ(judged([](Checkpoint&) {}), "accepted");
  EXPECT_EQ(judged([](Checkpoint& c) { c.origin.assign(255, 'a'); }), "accepted");
  EXPECT_EQ(judged([](Checkpoint& c) { c.origin.assign(256, 'a'); }), "CHECKPOINT_MALFORMED");
  EXPECT_EQ(judged([](Checkpoint& c) { c.origin = "go.sum database tree"; }), "CHECKPOINT_MALFORMED");
  EXPECT_EQ(judged([](Checkpoint& c) { c.origin = ""; }), "CHECKPOINT_MALFORMED");
  EXPECT_EQ(judged([](Checkpoint& c) { c.extensions = {"more"}; }), "CHECKPOINT_MALFORMED");
  EXPECT_EQ(judged([](Checkpoint& c) { c.size = kMaxLogNumber; }), "accepted");
  EXPECT_EQ(judged([](Checkpoint& c) { c.size = kMaxLogNumber + 1; }), "CHECKPOINT_MALFORMED");
  EXPECT_EQ(judged([](Checkpoint& c) { c.size = 0; }), "CHECKPOINT_MALFORMED");
  EXPECT_EQ(judged([](Checkpoint& c) { c.root = tree::empty_root(); }), "CHECKPOINT_MALFORMED");
}

TEST(Checkpoint, OpensUnderTheKeyOfItsOriginOnly) {
  const Note note = Log(3).signed_checkpoint(3);
  const VerifierKey other = vkey_of("example.com/other", KeyType::ed25519, *signer(log_secret())).value();
  const VerifierKey young = vkey_of(kOrigin, KeyType::ed25519, *signer(secret(kOrigin, 9))).value();
  const VerifierKey co = vkey_of(kOrigin, KeyType::cosignature, *signer(log_secret())).value();
  const auto judged = [](const Note& opened, std::vector<VerifierKey> keys) { return code_of(open_checkpoint(opened, keys)); };
  EXPECT_EQ(judged(note, {log_key()}), "accepted");
  EXPECT_EQ(judged(note, {young, log_key()}), "accepted");
  EXPECT_EQ(judged(note, {other}), "ORIGIN_UNKNOWN");
  EXPECT_EQ(judged(note, {young}), "NOTE_UNSIGNED");
  Note cosigned = note;
  cosigned.signatures = {cosign(note.text, 7, kOrigin, *signer(log_secret())).value()};
  EXPECT_EQ(judged(cosigned, {co}), "ORIGIN_UNKNOWN");
  EXPECT_EQ(judged(cosigned, {co, log_key()}), "NOTE_UNSIGNED") << "a cosignature is no signature of the log";
  Note by_another{note.text, {sign_note(note.text, "example.com/other", *signer(log_secret())).value()}};
  EXPECT_EQ(judged(by_another, {other, log_key()}), "NOTE_UNSIGNED");
}

TEST(Cosignature, MessageAndTimeToTheByte) {
  EXPECT_EQ(cosignature_message(1767225600, kGolden), "cosignature/v1\ntime 1767225600\n" + kGolden);
  const auto key = signer(witness_secret());
  for (const std::uint64_t time_s : {std::uint64_t{1}, kMaxLogNumber}) {
    const SignatureLine line = cosign(kGolden + "more\n", time_s, kWitness, *key).value();
    EXPECT_EQ(verify_cosignature(witness_key(), kGolden + "more\n", line.blob).value(), time_s);
    EXPECT_EQ(code_of(verify_cosignature(witness_key(), kGolden, line.blob)), "SIGNATURE_INVALID") << "extension lines are covered";
  }
  EXPECT_EQ(code_of(cosign("a\n1\n", 1, kWitness, *key)), "CHECKPOINT_MALFORMED");
}

TEST(Cosignature, EveryChangedBitIsRefused) {
  const SignatureLine line = cosign(kGolden, 1767225600, kWitness, *signer(witness_secret())).value();
  std::size_t refused = 0;
  for (std::size_t bit = 0; bit < kCosignatureBytes * 8; ++bit) {
    Bytes blob = line.blob;
    blob[bit / 8] ^= static_cast<std::uint8_t>(1 << (bit % 8));
    refused += verify_cosignature(witness_key(), kGolden, blob).ok() ? 0u : 1u;
  }
  EXPECT_EQ(refused, kCosignatureBytes * 8);
  for (const std::size_t length : {0u, 8u, 64u, 71u, 73u}) {
    Bytes blob = line.blob;
    blob.resize(length);
    EXPECT_EQ(code_of(verify_cosignature(witness_key(), kGolden, blob)), "SIGNATURE_INVALID") << length;
  }
}

TEST(Cosignature, ATimeOutOfBoundsIsRefusedHoweverWellSigned) {
  const auto key = signer(witness_secret());
  for (const std::uint64_t time_s : {std::uint64_t{0}, kMaxLogNumber + 1}) {
    Bytes blob(8);
    for (int i = 0; i < 8; ++i) blob[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(time_s >> (8 * (7 - i)));
    const Bytes signature = key->sign(view(cosignature_message(time_s, kGolden))).value();
    blob.insert(blob.end(), signature.begin(), signature.end());
    EXPECT_EQ(code_of(verify_cosignature(witness_key(), kGolden, blob)), "SIGNATURE_INVALID");
  }
}

}  // namespace
}  // namespace katiwala::audit::checkpoint_test

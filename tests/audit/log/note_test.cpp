#include "audit/log/note.h"

#include "audit/log/cosignature.h"
#include "tests/audit/log/samples.h"

namespace katiwala::audit::note_test {
namespace {

using namespace samples;

// The example of C2SP signed-note.
constexpr std::string_view kExampleKey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
constexpr std::string_view kExample =
    "This is an example message.\n\n"
    "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

// A key and a signature of the Go library's tests.
constexpr std::string_view kEnochKey = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";
constexpr std::string_view kEnochNote =
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n"
    "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";

TEST(VerifierKey, ReadAndWrittenToTheByte) {
  for (const std::string_view text : {kExampleKey, kEnochKey}) {
    const auto key = parse_vkey(text);
    ASSERT_TRUE(key.ok()) << text;
    EXPECT_EQ(print_vkey(*key), text);
    EXPECT_EQ(vkey_of(key->name, key->type, key->raw).value(), *key);
  }
}

TEST(VerifierKey, OneSpellingOnly) {
  const std::string good_text(kExampleKey);
  const std::string bad[] = {
      "",
      "example.com/foo",
      "example.com/foo+530d903a",
      changed(good_text, "530d903a", "530D903A"),
      changed(good_text, "530d903a", "530d903b"),
      changed(good_text, "530d903a", "530d903"),
      changed(good_text, "530d903a", "0530d903a"),
      changed(good_text, "example.com/foo", ""),
      changed(good_text, "example.com/foo", "example.com/bar"),
      changed(good_text, "example.com", "example com"),
      changed(good_text, "example.com", "example\xc2\xa0" "com"),
      changed(good_text, "U2k", "U2l"),        // stray low bits of base64, or another key
      changed(good_text, "AekyeR", "Ae\nkyeR"),
      changed(good_text, "AekyeR", "AukyeR"),  // type 0x02
      changed(good_text, "AekyeR", "BukyeR"),  // type 0x06
      good_text + "\n",
      good_text + "=",
      " " + good_text,
  };
  for (const std::string& text : bad) EXPECT_EQ(code_of(parse_vkey(text)), "KEY_INVALID") << text;
}

TEST(VerifierKey, TheTypeIsPartOfTheId) {
  const auto half = signer(log_secret());
  const VerifierKey plain = vkey_of("a", KeyType::ed25519, *half).value(), co = vkey_of("a", KeyType::cosignature, *half).value();
  EXPECT_EQ(plain.raw, co.raw);
  EXPECT_NE(plain.id, co.id);
  const auto other = crypto::signer_from_pem(crypto::generate_key_pem(crypto::Algorithm::es256));
  EXPECT_EQ(code_of(vkey_of("a", KeyType::ed25519, **other)), "SIGNER_UNUSABLE");
}

TEST(SecretKey, ReadAndWrittenToTheByteAndNeverRepeated) {
  const std::string text = print_secret_key(log_secret());
  EXPECT_EQ(parse_secret_key(text).value(), log_secret());
  const std::string bad[] = {text + "\n", text.substr(1), changed(text, "PRIVATE", "PUBLIC"), changed(text, "3f3f9541", "3f3f9542"),
                             changed(text, "AQAB", "BAAB"), changed(text, "AQAB", "AQAC"), "PRIVATE+KEY+", ""};
  for (const std::string& changed_text : bad) {
    const auto key = parse_secret_key(changed_text);
    ASSERT_EQ(code_of(key), "KEY_INVALID");
    EXPECT_EQ(key.refusal().message.find("AgMEBQ"), std::string::npos);
  }
}

TEST(KeyName, NoSpaceOfAnyKind) {
  EXPECT_EQ(code_of(vkey_of("é/漢", KeyType::ed25519, RawKey{})), "accepted");
  for (const std::string_view name : {"", "a b", "a+b", "a\tb", "a\nb", "a\x1f", "a\xc2\x85", "\xe2\x80\xa8", "a\xe3\x80\x80z", "a\xff"})
    EXPECT_EQ(code_of(vkey_of(name, KeyType::ed25519, RawKey{})), "KEY_INVALID") << name;
  EXPECT_EQ(code_of(vkey_of("a\x7f", KeyType::ed25519, RawKey{})), "accepted");  // as in Go
}

TEST(Note, KnownSignaturesVerify) {
  for (const auto& [key_text, text] : {std::pair(kExampleKey, kExample), std::pair(kEnochKey, kEnochNote)}) {
    const VerifierKey key = parse_vkey(key_text).value();
    const auto note = parse_note(text);
    ASSERT_TRUE(note.ok());
    EXPECT_EQ(print_note(*note), text);
    const auto verified = verify_note(*note, std::span(&key, 1));
    ASSERT_TRUE(verified.ok()) << verified.refusal().message;
    EXPECT_EQ(verified->size(), 1u);
    Note other = *note;
    other.text.front() ^= 1;
    EXPECT_EQ(code_of(verify_note(other, std::span(&key, 1))), "SIGNATURE_INVALID");
  }
}

TEST(Note, EveryChangedBitOfASignatureIsRefused) {
  const VerifierKey key = parse_vkey(kExampleKey).value();
  const Note note = parse_note(kExample).value();
  std::size_t refused = 0;
  for (std::size_t bit = 0; bit < note.signatures[0].blob.size() * 8; ++bit) {
    Note changed_note = note;
    changed_note.signatures[0].blob[bit / 8] ^= static_cast<std::uint8_t>(1 << (bit % 8));
    refused += code_of(verify_note(changed_note, std::span(&key, 1))) == "SIGNATURE_INVALID" ? 1u : 0u;
  }
  EXPECT_EQ(refused, 512u);
  for (const std::size_t length : {1u, 63u, 65u, 72u}) {
    Note changed_note = note;
    changed_note.signatures[0].blob.resize(length);
    EXPECT_EQ(code_of(verify_note(changed_note, std::span(&key, 1))), "SIGNATURE_INVALID") << length;
  }
}

struct Malformed {
  std::string text;
  std::string place;
};

TEST(Note, MalformedIsRefusedWithItsLine) {
  const std::string good_text(kExample);
  const std::string dash = "— ";
  const Malformed cases[] = {
      {"", ""},
      {"text\n", ""},
      {"text\n" + dash + "a AAAAAAA=\n", ""},
      {"text\n\n", "line 3"},
      {"text\n\n\n", "line 4"},  // the last blank line divides
      {good_text.substr(0, good_text.size() - 1), "line 3"},
      {good_text + "\n", "line 5"},
      {good_text + "x", "line 4"},
      {good_text + "- a AAAAAAA=\n", "line 4"},
      {good_text + dash + "a  AAAAAAA=\n", "line 4"},
      {good_text + dash + "a AAAAAAA= \n", "line 4"},
      {good_text + dash + " AAAAAAA=\n", "line 4"},
      {good_text + dash + "a\n", "line 4"},
      {good_text + dash + "a \n", "line 4"},
      {good_text + dash + "a AAAAAA==\n", "line 4"},  // a key id and no signature
      {good_text + dash + "a AAAAAAB=\n", "line 4"},  // stray low bits
      {good_text + dash + "a AAAAAAA\n", "line 4"},
      {good_text + dash + "a+b AAAAAAA=\n", "line 4"},
      {good_text + dash + "a\xc2\xa0" "b AAAAAAA=\n", "line 4"},
      {changed(good_text, "example message.\n", "example message.\r\n"), "line 1"},
      {changed(good_text, "an", "a\tn"), "line 1"},
      {changed(good_text, "an", std::string_view("a\0n", 3)), "line 1"},
      {changed(good_text, "an", "a\xff"), "line 1"},
      {changed(good_text, "kn8", "kn8\r"), "line 3"},
  };
  for (const Malformed& row : cases) {
    const auto note = parse_note(row.text);
    EXPECT_EQ(code_of(note), "NOTE_MALFORMED") << row.text;
    EXPECT_EQ(place_of(note), row.place) << row.text;
  }
  EXPECT_TRUE(parse_note(good_text + dash + "a AAAAAAA=\n").ok());
}

TEST(Note, TheLastBlankLineDivides) {
  const Note note = parse_note("a\n\nb\n\n— n AAAAAAA=\n").value();
  EXPECT_EQ(note.text, "a\n\nb\n");
  const Note blank = parse_note("a\n\n\n— n AAAAAAA=\n").value();
  EXPECT_EQ(blank.text, "a\n\n");
  EXPECT_EQ(print_note(blank), "a\n\n\n— n AAAAAAA=\n");
}

TEST(Note, AHundredSignaturesAndABoundedSize) {
  Note note{.text = "a\n", .signatures = std::vector<SignatureLine>(kMaxNoteSignatures, SignatureLine{"n", {}, {0}})};
  const std::string text = print_note(note);
  EXPECT_EQ(parse_note(text).value(), note);
  EXPECT_EQ(place_of(parse_note(text + "— n AAAAAAA=\n")), "line 103");
  const std::string tail = "\n\n— n AAAAAAA=\n";
  EXPECT_TRUE(parse_note(std::string(kMaxNoteBytes - tail.size(), 'a') + tail).ok());
  EXPECT_EQ(code_of(parse_note(std::string(kMaxNoteBytes - tail.size() + 1, 'a') + tail)), "NOTE_MALFORMED");
}

class Signed : public ::testing::Test {
 protected:
  const std::string text_ = "example.com/a\n1\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n";
  const SecretKey secret_ = secret("example.com/a", 1), other_secret_ = secret("example.com/b", 2);
  const VerifierKey key_ = vkey_of("example.com/a", KeyType::ed25519, *signer(secret_)).value();
  const VerifierKey other_ = vkey_of("example.com/b", KeyType::ed25519, *signer(other_secret_)).value();
  const SignatureLine line_ = sign_note(text_, "example.com/a", *signer(secret_)).value();
  const SignatureLine other_line_ = sign_note(text_, "example.com/b", *signer(other_secret_)).value();

  std::string judged(std::vector<SignatureLine> lines, std::vector<VerifierKey> keys) const { return code_of(verify_note({text_, std::move(lines)}, keys)); }
};

TEST_F(Signed, UnknownLinesAreIgnored) {
  EXPECT_EQ(judged({line_}, {key_}), "accepted");
  EXPECT_EQ(judged({other_line_, line_}, {key_}), "accepted");
  EXPECT_EQ(judged({other_line_}, {key_}), "NOTE_UNSIGNED");
  EXPECT_EQ(judged({line_}, {}), "NOTE_UNSIGNED");
  SignatureLine grease{"example.com/a", {1, 2, 3, 4}, Bytes(2424, 7)};  // the name of a known key, another id
  EXPECT_EQ(judged({grease, line_}, {key_}), "accepted");
  grease.key_id = key_.id;
  EXPECT_EQ(judged({line_, grease}, {key_}), "SIGNATURE_INVALID");
  grease.name = "example.com/c";
  EXPECT_EQ(judged({line_, grease}, {key_}), "accepted");
}

TEST_F(Signed, AKnownKeysWrongLineRejectsTheNoteWhereverItStands) {
  SignatureLine wrong = other_line_;
  wrong.blob[5] ^= 1;
  EXPECT_EQ(judged({line_, wrong}, {key_}), "accepted");
  EXPECT_EQ(judged({line_, wrong}, {key_, other_}), "SIGNATURE_INVALID");
  EXPECT_EQ(judged({wrong, line_}, {key_, other_}), "SIGNATURE_INVALID");
  EXPECT_EQ(judged({other_line_, wrong}, {key_, other_}), "SIGNATURE_INVALID");
}

TEST_F(Signed, TheFirstOfAKeysLinesCounts) {
  const auto co = vkey_of("w", KeyType::cosignature, *signer(other_secret_)).value();
  const auto early = cosign(text_, 5, "w", *signer(other_secret_)).value(), late = cosign(text_, 6, "w", *signer(other_secret_)).value();
  const std::vector<VerifierKey> keys{key_, co};
  const auto verified = verify_note({text_, {line_, late, early, line_}}, keys).value();
  ASSERT_EQ(verified.size(), 2u);
  EXPECT_EQ(verified[0].time_s, 0u);
  EXPECT_EQ(verified[1].time_s, 6u);
  EXPECT_EQ(verified[1].line, 1u);
}

TEST_F(Signed, TwoKeysOfOneIdAreNoAnswer) {
  VerifierKey forged = other_;
  forged.name = key_.name;
  forged.id = key_.id;
  EXPECT_EQ(judged({line_}, {key_, forged}), "SIGNATURE_INVALID");
  EXPECT_EQ(judged({line_}, {key_, key_}), "accepted");
}

TEST_F(Signed, WhatCanNotStandInANoteIsNotSigned) {
  for (const std::string_view text : {"", "no line end", "a\r\n", "\xff\n"}) EXPECT_EQ(code_of(sign_note(text, "n", *signer(secret_))), "NOTE_MALFORMED");
  EXPECT_EQ(code_of(sign_note("a\n", "a b", *signer(secret_))), "KEY_INVALID");
}

TEST(SignatureLines, AloneAsAWitnessAnswersThem) {
  EXPECT_EQ(parse_signature_lines("— n AAAAAAA=\n— m AAAAAAA=\n").value().size(), 2u);
  for (const std::string_view text : {"", "\n", "— n AAAAAAA=", "— n AAAAAAA=\n\n", "— n AAAAAAA=\nx\n"}) EXPECT_EQ(code_of(parse_signature_lines(text)), "NOTE_MALFORMED") << text;
}

}  // namespace
}  // namespace katiwala::audit::note_test

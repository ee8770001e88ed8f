// Passkeys, part by part; the first byte says which:
//   i  a CBOR item as authenticators write it            k  a COSE key               s  its SubjectPublicKeyInfo
//   c  what the browser says (clientDataJSON)            d  authenticator data
//   r  an enrolment: the length of the id (a byte), the id, the attestation object
//   g  an answer to sign: the length of the authenticator data (a byte), they, and what the browser says; signed here, with a key of this run
// One value has one spelling; what the browser said is the same to a reader of JSON; and the verifier, which shares no line with the house, takes what the
// house takes, and refuses what the house refuses for anything but its spelling.
#include <algorithm>

#include "api/transport/json.h"
#include "audit/verify/passkey.h"
#include "ledger/base/endian.h"
#include "ledger/crypto/digest.h"
#include "ledger/crypto/signature.h"
#include "ledger/passkey/assertion.h"
#include "ledger/passkey/cbor.h"
#include "ledger/passkey/client_data.h"
#include "ledger/passkey/registration.h"
#include "tests/fuzz/pieces.h"
#include "tests/fuzz/target.h"

namespace katiwala::fuzz {

using namespace passkey;

namespace {

constexpr std::string_view kId = "trust.sandbox.example", kOrigin = "https://trust.sandbox.example";
constexpr std::string_view kStatement = "the canonical bytes", kChallenge = "drawn for this enrolment only...";
/// base64url of kChallenge and of SHA-256 of kStatement.
constexpr std::string_view kChallengeText = "ZHJhd24gZm9yIHRoaXMgZW5yb2xtZW50IG9ubHkuLi4", kStatementText = "H2uwusvWXXmDJ1DpY7n02H1mMAbaGW-YZxhtnjlm40o";

const RelyingParty& site() {
  static const RelyingParty party = RelyingParty::of(std::string(kId), std::string(kOrigin)).value();
  return party;
}

std::string created_with(std::string_view further) {
  const std::string challenge(kChallengeText), origin(kOrigin);
  return R"({"type":"webauthn.create","challenge":")" + challenge + R"(","origin":")" + origin + R"(","crossOrigin":false)" + std::string(further) + "}";
}

Bytes owned(std::string_view text) { return {view(text).begin(), view(text).end()}; }

/// A second reader of CBOR: takes whatever can be told, and writes it with the shortest heads.
class Again {
 public:
  explicit Again(std::string_view in) : in_(in) {}
  std::string item() {
    const unsigned first = byte(), info = first & 31U;
    std::uint64_t argument = info < 24 ? info : 0;
    if (info >= 24)
      for (unsigned left = 1U << (info - 24); left > 0; --left) argument = argument << 8 | byte();
    const unsigned major = first >> 5;
    std::string out = head(major, argument);
    if (major == 2 || major == 3) out += text(argument);
    if (major == 4)
      for (; argument > 0; --argument) out += item();
    if (major == 5) out += pairs(argument);
    return out;
  }

 private:
  unsigned byte() {
    KATIWALA_ASSERT(at_ < in_.size(), "what was read does not stand in the bytes: cut off");
    return static_cast<unsigned char>(in_[at_++]);
  }
  std::string text(std::uint64_t length) {
    KATIWALA_ASSERT(length <= in_.size() - at_, "what was read does not stand in the bytes: cut off");
    at_ += static_cast<std::size_t>(length);
    return std::string(in_.substr(at_ - static_cast<std::size_t>(length), static_cast<std::size_t>(length)));
  }
  std::string pairs(std::uint64_t count) {
    std::string out, before;
    for (; count > 0; --count) {
      const std::string key = item();
      KATIWALA_ASSERT(before < key, "one value has two encodings: keys in another order");
      before = key;
      out += key;
      out += item();
    }
    return out;
  }
  static std::string head(unsigned major, std::uint64_t argument) {
    unsigned more = 0, info = static_cast<unsigned>(argument);
    if (argument >= 24) {
      while (more < 3 && argument >> (8U << more) != 0) ++more;
      info = 24 + more;
      more = 1U << more;
    }
    std::string out(1, static_cast<char>(major << 5 | info));
    while (more > 0) out.push_back(static_cast<char>(argument >> (8 * --more) & 0xff));
    return out;
  }

  std::string_view in_;
  std::size_t at_ = 0;
};

void an_item(std::string_view bytes) {
  const auto item = first_item(view(bytes));
  if (!item.ok()) {
    has_a_sentence(item.refusal());
    return;
  }
  KATIWALA_ASSERT(Again(bytes).item() == text_of(*item), "one value has two encodings");
  KATIWALA_ASSERT(check_item(view(bytes)).ok() == (item->size() == bytes.size()), "two readings of the same bytes differ");
  const auto fresh = [&] { return ItemReader(*item); };
  const int kinds = fresh().integer().ok() + fresh().bytes().ok() + fresh().text().ok() + fresh().array().ok() + fresh().map().ok();
  KATIWALA_ASSERT(kinds <= 1 && fresh().item().ok(), "two readings of the same bytes differ: a value of two kinds");
}

/// As an authenticator states it.
std::string cose_of(const Key& key) {
  const std::string_view spki = text_of(key.spki);
  const auto bytes = [](std::string_view head, std::string_view content) { return std::string(head).append(content); };
  switch (key.algorithm) {
    case KeyAlgorithm::eddsa: return bytes("\xa4\x01\x01\x03\x27\x20\x06\x21\x58\x20", spki.substr(spki.size() - 32));
    case KeyAlgorithm::es256:
      return bytes("\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20", spki.substr(spki.size() - 64, 32)) + bytes("\x22\x58\x20", spki.substr(spki.size() - 32));
    case KeyAlgorithm::rs256: break;
  }
  const std::string_view modulus = spki.substr(33, spki.size() - 38);
  Bytes length;
  append_be(length, static_cast<std::uint16_t>(modulus.size()));
  return bytes(std::string_view("\xa4\x01\x03\x03\x39\x01\x00\x20\x59", 9), text_of(length)) + bytes("", modulus) + std::string("\x21\x43\x01\x00\x01", 5);
}

void a_key(const Key& key) {
  const auto again = Key::from_spki(key.spki);
  KATIWALA_ASSERT(again.ok() && *again == key, "read, but written differently");
  const std::string cose = cose_of(key);
  const auto stated = Key::from_cose(view(cose));
  KATIWALA_ASSERT(stated.ok() && *stated == key, "read, but written differently: in COSE");
  KATIWALA_ASSERT(verify::passkey_key(text_of(key.spki)) != nullptr, "the house and the verifier read the same bytes differently");
}

void a_cose_key(std::string_view bytes) {
  const auto item = first_item(view(bytes));
  if (!item.ok()) return;
  const auto key = Key::from_cose(*item);
  if (!key.ok()) {
    has_a_sentence(key.refusal());
    return;
  }
  KATIWALA_ASSERT(cose_of(*key) == text_of(*item), "one value has two encodings");
  a_key(*key);
}

void a_spki(std::string_view bytes) {
  const auto key = Key::from_spki(view(bytes));
  if (!key.ok()) return;
  KATIWALA_ASSERT(text_of(key->spki) == bytes, "one value has two encodings");
  a_key(*key);
}

void authenticator_data(std::string_view bytes) {
  const auto data = read_authenticator_data(view(bytes));
  if (!data.ok()) {
    has_a_sentence(data.refusal());
    return;
  }
  Bytes out(data->rp_id_hash.begin(), data->rp_id_hash.end());
  const auto flag = [](bool set, unsigned bit) { return set ? 1U << bit : 0U; };
  const unsigned of_people = flag(data->user_present, 0) | flag(data->user_verified, 2);
  out.push_back(static_cast<std::uint8_t>(of_people | flag(data->backup_eligible, 3) | flag(data->backed_up, 4) | flag(data->attested.has_value(), 6)));
  append_be(out, data->counter);
  if (data->attested) {
    out.insert(out.end(), data->attested->aaguid.begin(), data->attested->aaguid.end());
    append_be(out, static_cast<std::uint16_t>(data->attested->id.size()));
    out.insert(out.end(), data->attested->id.begin(), data->attested->id.end());
    out.insert(out.end(), data->attested->cose_key.begin(), data->attested->cose_key.end());
  }
  // What is left are extensions, which nobody reads.
  const std::string_view extensions = bytes.substr(std::min(out.size(), bytes.size()));
  if (!extensions.empty()) out[32] |= 0x80;
  KATIWALA_ASSERT(bytes.starts_with(text_of(out)), "read, but written differently");
  KATIWALA_ASSERT(extensions.empty() || check_item(view(extensions)).ok(), "what was read does not stand in the bytes: extensions");
  static_cast<void>(check_presence(*data, site()).ok());
}

bool says(const api::transport::Json& json, std::string_view name, std::string_view value) {
  const auto* member = json.find(name);
  return member != nullptr && member->text() != nullptr && *member->text() == value;
}

void client_data(std::string_view bytes, Ceremony ceremony) {
  const Digest statement = challenge_of(view(kStatement));
  const bool creates = ceremony == Ceremony::create;
  const Status status = check_client_data(view(bytes), ceremony, creates ? view(kChallenge) : ByteView(statement), site());
  if (!status.ok()) {
    has_a_sentence(status.refusal());
    return;
  }
  const auto json = api::transport::parse_json(bytes);
  if (!json.ok() && json.refusal().code == Code::JSON_TOO_LARGE) return;  // more members than the door takes of anybody
  const bool same = json.ok() && says(*json, "type", creates ? "webauthn.create" : "webauthn.get") && says(*json, "origin", kOrigin) &&
                    says(*json, "challenge", creates ? kChallengeText : kStatementText) && *json->find("crossOrigin") == api::transport::Json(false) &&
                    json->find("topOrigin") == nullptr;
  KATIWALA_ASSERT(same, "two readings of the same bytes differ");
}

void an_enrolment(std::string_view bytes) {
  if (bytes.empty()) return;
  const std::size_t id_bytes = std::min<std::size_t>(static_cast<unsigned char>(bytes.front()), bytes.size() - 1);
  const std::string_view object = bytes.substr(1 + id_bytes);
  const auto enrol = [&](std::string_view further, Binding binding) {
    return register_passkey({owned(bytes.substr(1, id_bytes)), owned(created_with(further)), owned(object)}, site(), view(kChallenge), binding);
  };
  const auto made = enrol("", Binding::may_be_synced), bound = enrol("", Binding::device_bound);
  if (!made.ok()) has_a_sentence(made.refusal());
  if (!made.ok() || made->backup_eligible) {
    KATIWALA_ASSERT(!bound.ok() && (!made.ok() || bound.refusal().code == Code::PASSKEY_SYNCED), "a passkey that may be copied, where none may");
  } else {
    KATIWALA_ASSERT(bound.ok() && *bound == *made, "two readings of the same bytes differ");
  }
  if (!made.ok()) return;
  a_key(made->key);
  const bool stands = object.find(cose_of(made->key)) != std::string_view::npos && object.find(text_of(crypto::sha256(view(kId)))) != std::string_view::npos;
  KATIWALA_ASSERT(stands && (made->backup_eligible || !made->backed_up), "what was read does not stand in the bytes");
  // What was signed was another page's saying; where nothing is signed, nothing changes.
  const bool is_signed = object.find("cfmtfpacked") != std::string_view::npos;
  const auto later = enrol(R"(,"later":true)", Binding::may_be_synced);
  KATIWALA_ASSERT(later.ok() != is_signed && (is_signed || *later == *made), "an attestation of something else is taken");
}

crypto::Signer& signer() {
  static const auto held = crypto::signer_from_pem(crypto::generate_key_pem(crypto::Algorithm::ed25519)).value();
  return *held;
}

bool is_of_spelling(Code code) {
  constexpr Code kSpelling[] = {Code::JSON_SYNTAX,   Code::JSON_DUPLICATE_KEY, Code::JSON_TOO_LARGE,
                                Code::TEXT_NOT_UTF8, Code::FIELD_INVALID,      Code::CBOR_MALFORMED};
  return std::ranges::find(kSpelling, code) != std::end(kSpelling);
}

void an_answer(std::string_view data, std::string_view said, bool eligible) {
  const Credential credential{owned("a credential's id"), {KeyAlgorithm::eddsa, signer().public_key().spki}, 7, eligible, false, {}};
  const Bytes to_sign = signed_bytes(view(data), view(said));
  AssertionAnswer answer{credential.id, owned(said), owned(data), signer().sign(to_sign).value()};
  const auto after = verify_assertion(credential, answer, site(), view(kStatement));
  verify::Credential known;
  known.spki = text_of(credential.key.spki);
  known.site = kId;
  known.eligible = eligible;
  known.counter = credential.counter;
  const verify::Assertion made{data, said};
  const verify::Site their_site{std::string(kId), std::string(kOrigin)};
  const auto refused = stranger([&] { verify::check_assertion(made, known, their_site, kStatement, verify::Place{"answer"}); });
  if (after.ok() || !is_of_spelling(after.refusal().code)) agree(after.ok(), refused);
  KATIWALA_ASSERT(verify::signed_by_passkey(made) == text_of(to_sign), "the house and the verifier read the same bytes differently: what was signed");
  if (!after.ok()) {
    has_a_sentence(after.refusal());
    return;
  }
  const bool kept = after->counter == verify::counter_of(made) && after->backed_up == verify::backed_up(made);
  KATIWALA_ASSERT(kept, "the house and the verifier read the same bytes differently");
  answer.signature[drawn(data) % answer.signature.size()] ^= 1;
  KATIWALA_ASSERT(!verify_assertion(credential, answer, site(), view(kStatement)).ok(), "an answer that nobody signed");
}

}  // namespace

void one(std::string_view bytes) {
  if (bytes.empty()) return;
  const std::string_view rest = bytes.substr(1);
  switch (bytes.front()) {
    case 'i': an_item(rest); return;
    case 'k': a_cose_key(rest); return;
    case 's': a_spki(rest); return;
    case 'd': authenticator_data(rest); return;
    case 'r': an_enrolment(rest); return;
    case 'c':
      client_data(rest, Ceremony::create);
      client_data(rest, Ceremony::get);
      return;
    case 'g': {
      if (rest.empty()) return;
      const std::size_t data_bytes = std::min<std::size_t>(static_cast<unsigned char>(rest.front()), rest.size() - 1);
      for (const bool eligible : {false, true}) an_answer(rest.substr(1, data_bytes), rest.substr(1 + data_bytes), eligible);
      return;
    }
    default: return;
  }
}

}  // namespace katiwala::fuzz

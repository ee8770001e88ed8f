#include "tests/audit/verify/keys.h"

#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <map>
#include <memory>
#include <stdexcept>

#include "tests/audit/verify/cbor_forge.h"

namespace forge {
namespace {

const unsigned char* u(const std::string& s) { return reinterpret_cast<const unsigned char*>(s.data()); }

EVP_PKEY* made(const std::string& label) {
  if (label.rfind("p256 ", 0) == 0) return EVP_EC_gen("P-256");
  if (label.rfind("p384 ", 0) == 0) return EVP_EC_gen("P-384");
  return EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, u(sha256("key of " + label)), 32);
}

/// One key a label, kept by this file.
EVP_PKEY* key_of(const std::string& label) {
  static std::map<std::string, std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>> keys;
  auto found = keys.find(label);
  if (found == keys.end()) found = keys.emplace(label, std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>(made(label), EVP_PKEY_free)).first;
  return found->second.get();
}

std::size_t largest_power_below(std::size_t n) {
  std::size_t k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

std::vector<std::string> slice(const std::vector<std::string>& v, std::size_t from, std::size_t to) {
  return {v.begin() + static_cast<std::ptrdiff_t>(from), v.begin() + static_cast<std::ptrdiff_t>(to)};
}

std::vector<std::string> subproof(std::size_t m, const std::vector<std::string>& d, bool whole) {
  if (m == d.size()) return whole ? std::vector<std::string>{} : std::vector<std::string>{merkle_root(d)};
  const std::size_t k = largest_power_below(d.size());
  const auto left = slice(d, 0, k), right = slice(d, k, d.size());
  auto out = m <= k ? subproof(m, left, whole) : subproof(m - k, right, false);
  out.push_back(merkle_root(m <= k ? right : left));
  return out;
}

}  // namespace

std::string sha256(const std::string& bytes) {
  std::string out(32, '\0');
  EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(out.data()), nullptr, EVP_sha256(), nullptr);
  return out;
}

std::string base64(const std::string& bytes) {
  std::string out(4 * ((bytes.size() + 2) / 3) + 1, '\0');
  out.resize(static_cast<std::size_t>(EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()), u(bytes), static_cast<int>(bytes.size()))));
  return out;
}

std::string id(const std::string& label) { return sha256("id of " + label).substr(0, 16); }
std::string hash32(const std::string& label) { return sha256("hash of " + label); }

std::string sign(const std::string& label, const std::string& message) {
  // ECDSA draws a random number; a world that is made twice must be the same world.
  static std::map<std::pair<std::string, std::string>, std::string> signed_before;
  std::string& kept = signed_before[{label, sha256(message)}];
  if (!kept.empty()) return kept;
  EVP_PKEY* key = key_of(label);
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  std::size_t length = 256;
  std::string out(length, '\0');
  const EVP_MD* digest = EVP_PKEY_get_base_id(key) == EVP_PKEY_ED25519 ? nullptr : EVP_sha256();
  if (EVP_DigestSignInit(context.get(), nullptr, digest, nullptr, key) != 1 || EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(out.data()), &length, u(message), message.size()) != 1) throw std::runtime_error("sign");
  out.resize(length);
  return kept = out;
}

std::string public_key(const std::string& label) {
  std::string out(32, '\0');
  std::size_t length = 32;
  EVP_PKEY_get_raw_public_key(key_of(label), reinterpret_cast<unsigned char*>(out.data()), &length);
  return out;
}

const std::string& certificate(const std::string& label) {
  static std::map<std::string, std::string> made;
  std::string& der = made[label];
  if (!der.empty()) return der;
  const std::unique_ptr<X509, decltype(&X509_free)> x(X509_new(), X509_free);
  X509_set_version(x.get(), 2);
  ASN1_INTEGER_set(X509_get_serialNumber(x.get()), 1);
  ASN1_TIME_set_string_X509(X509_getm_notBefore(x.get()), "20250101000000Z");
  ASN1_TIME_set_string_X509(X509_getm_notAfter(x.get()), "20350101000000Z");
  X509_NAME_add_entry_by_txt(X509_get_subject_name(x.get()), "CN", MBSTRING_UTF8, u(label), -1, -1, 0);
  X509_set_issuer_name(x.get(), X509_get_subject_name(x.get()));
  EVP_PKEY* key = key_of(label);
  X509_set_pubkey(x.get(), key);
  X509_sign(x.get(), key, EVP_PKEY_get_base_id(key) == EVP_PKEY_ED25519 ? nullptr : EVP_sha256());
  unsigned char* bytes = nullptr;
  const int length = i2d_X509(x.get(), &bytes);
  der.assign(reinterpret_cast<char*>(bytes), static_cast<std::size_t>(length));
  OPENSSL_free(bytes);
  return der;
}

namespace {
std::string key_id(const std::string& name, int type, const std::string& key_label) { return sha256(name + "\n" + static_cast<char>(type) + public_key(key_label)).substr(0, 4); }
std::string line(const std::string& name, const std::string& blob) { return "\xe2\x80\x94 " + name + " " + base64(blob) + "\n"; }
}  // namespace

std::string vkey(const std::string& name, int type, const std::string& key_label) {
  std::string hex;
  for (const char c : key_id(name, type, key_label)) {
    hex += "0123456789abcdef"[static_cast<unsigned char>(c) >> 4];
    hex += "0123456789abcdef"[c & 15];
  }
  return name + "+" + hex + "+" + base64(static_cast<char>(type) + public_key(key_label));
}

std::string log_line(const std::string& name, const std::string& key_label, const std::string& text) { return line(name, key_id(name, 1, key_label) + sign(key_label, text)); }

std::string witness_line(const std::string& name, const std::string& key_label, const std::string& text, std::uint64_t time) {
  return line(name, key_id(name, 4, key_label) + be(time, 8) + sign(key_label, "cosignature/v1\ntime " + std::to_string(time) + "\n" + text));
}

std::string leaf_hash(const std::string& bytes) { return sha256(std::string(1, '\0') + bytes); }

std::string merkle_root(const std::vector<std::string>& leaves) {
  if (leaves.empty()) return sha256("");
  if (leaves.size() == 1) return leaves[0];
  const std::size_t k = largest_power_below(leaves.size());
  return sha256("\1" + merkle_root(slice(leaves, 0, k)) + merkle_root(slice(leaves, k, leaves.size())));
}

std::vector<std::string> merkle_path(std::size_t index, const std::vector<std::string>& leaves) {
  if (leaves.size() <= 1) return {};
  const std::size_t k = largest_power_below(leaves.size());
  const auto left = slice(leaves, 0, k), right = slice(leaves, k, leaves.size());
  auto out = index < k ? merkle_path(index, left) : merkle_path(index - k, right);
  out.push_back(merkle_root(index < k ? right : left));
  return out;
}

std::vector<std::string> merkle_growth(std::size_t old_size, const std::vector<std::string>& leaves) {
  return old_size == 0 || old_size == leaves.size() ? std::vector<std::string>{} : subproof(old_size, leaves, true);
}

}  // namespace forge

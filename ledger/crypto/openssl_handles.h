/// OpenSSL objects as owners, and the algorithms fetched once. Private to this room.
///
/// In OpenSSL 3 an implicit fetch costs as much as hashing a small input, so each algorithm is fetched once for
/// the life of the process and never freed.
#pragma once

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <memory>
#include <string>
#include <string_view>

#include "ledger/base/result.h"
#include "ledger/crypto/signature.h"

namespace katiwala::crypto {

template <auto free_function>
struct FreeWith {
  template <class T>
  void operator()(T* object) const noexcept { free_function(object); }
};

using MdContext = std::unique_ptr<EVP_MD_CTX, FreeWith<&EVP_MD_CTX_free>>;
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, FreeWith<&EVP_CIPHER_CTX_free>>;
using MacContext = std::unique_ptr<EVP_MAC_CTX, FreeWith<&EVP_MAC_CTX_free>>;
using PkeyContext = std::unique_ptr<EVP_PKEY_CTX, FreeWith<&EVP_PKEY_CTX_free>>;
using PkeyHandle = std::unique_ptr<EVP_PKEY, FreeWith<&EVP_PKEY_free>>;
using BioHandle = std::unique_ptr<BIO, FreeWith<&BIO_free_all>>;

/// SHA-256, fetched once.
const EVP_MD* sha256_algorithm();

/// OpenSSL's form of a public key. KEY_INVALID if P-256's point is not on the curve.
Result<PkeyHandle> pkey_of(const PublicKey& key);
/// The public half of a private key. KEY_INVALID for other algorithms.
Result<PublicKey> public_key_of(const EVP_PKEY* key);
/// A private key out of unencrypted PKCS#8 PEM; never asks for a passphrase.
Result<PkeyHandle> private_key_from_pem(std::string_view pem);
/// The digest OpenSSL is to be given for a key: none for Ed25519.
const EVP_MD* digest_for(Algorithm algorithm);
/// What a memory BIO has gathered.
std::string_view gathered(BIO* bio);

}  // namespace katiwala::crypto

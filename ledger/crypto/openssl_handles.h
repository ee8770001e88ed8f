/// OpenSSL objects as owners, and the algorithms fetched once. Private to this room.
///
/// In OpenSSL 3 an implicit fetch costs as much as hashing a small input, so each algorithm is fetched once for
/// the life of the process and never freed.
#pragma once

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <memory>

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

}  // namespace katiwala::crypto

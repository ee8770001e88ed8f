/// Owners of what OpenSSL hands out while certificates, keys and lists are read. Internal to this room.
#pragma once

#include <openssl/bio.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <memory>
#include <string_view>

namespace katiwala::api::transport {

struct FreeOwned {
  void operator()(BIO* object) const noexcept { BIO_free_all(object); }
  void operator()(X509* object) const noexcept { X509_free(object); }
  void operator()(X509_CRL* object) const noexcept { X509_CRL_free(object); }
  void operator()(EVP_PKEY* object) const noexcept { EVP_PKEY_free(object); }
  void operator()(ASN1_INTEGER* object) const noexcept { ASN1_INTEGER_free(object); }
  void operator()(RSA_PSS_PARAMS* object) const noexcept { RSA_PSS_PARAMS_free(object); }
  void operator()(char* text) const noexcept { OPENSSL_free(text); }
  void operator()(unsigned char* bytes) const noexcept { OPENSSL_free(bytes); }
};
template <class T>
using Owned = std::unique_ptr<T, FreeOwned>;

/// Over `text`, which must outlive it.
inline Owned<BIO> reader_of(std::string_view text) { return Owned<BIO>(BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))); }

}  // namespace katiwala::api::transport

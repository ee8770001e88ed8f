/// Owners of OpenSSL's X.509 objects. Private to this room.
#pragma once

#include <openssl/x509.h>

#include "ledger/crypto/openssl_handles.h"

namespace katiwala::crypto {

using X509Handle = std::unique_ptr<X509, FreeWith<&X509_free>>;
using X509StoreHandle = std::unique_ptr<X509_STORE, FreeWith<&X509_STORE_free>>;
using X509StoreContext = std::unique_ptr<X509_STORE_CTX, FreeWith<&X509_STORE_CTX_free>>;
using X509ExtensionHandle = std::unique_ptr<X509_EXTENSION, FreeWith<&X509_EXTENSION_free>>;

/// Null unless the bytes are one certificate and nothing else.
X509Handle x509_of(ByteView der);

}  // namespace katiwala::crypto

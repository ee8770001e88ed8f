/// p11-kit's URI as an owner. Private to this room.
#pragma once

#include <p11-kit/pkcs11.h>
#include <p11-kit/uri.h>

#include <memory>

#include "ledger/base/assert.h"

namespace katiwala::api::token {

struct FreeUri {
  void operator()(P11KitUri* uri) const noexcept { p11_kit_uri_free(uri); }
};
using UriHandle = std::unique_ptr<P11KitUri, FreeUri>;

inline UriHandle new_uri() {
  UriHandle out(p11_kit_uri_new());
  KATIWALA_ASSERT(out != nullptr, "no memory for a URI");
  return out;
}

}  // namespace katiwala::api::token

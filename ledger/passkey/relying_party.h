/// Whom a passkey is for: the relying party's id, and the one origin its pages have.
///
/// The id is a domain; the origin is https, of that domain or one below it, as browsers write it (lower case, no port 443, no path). Both are pinned: an
/// answer given in any other page, or by another site's credential, is refused.   Source: WebAuthn Level 3 §4, §13.4.9; HTML §7.1.1.
#pragma once

#include <string>

#include "ledger/base/result.h"

namespace katiwala::passkey {

struct RelyingParty {
  std::string id;      ///< "trust.bank.example"
  std::string origin;  ///< "https://trust.bank.example:8443"

  /// FOLDER_OPTION.
  static Result<RelyingParty> of(std::string id, std::string origin);
};

}  // namespace katiwala::passkey

/// The name of a key on a token: a `pkcs11:` URI (RFC 7512), read as strictly as a setting that decides who signs.
///
///   pkcs11:token=heads;object=log-2026?module-path=/usr/lib/softhsm/libsofthsm2.so&pin-source=file:/etc/katiwala/token-pin
///
/// It must name the module by an absolute path, the token by one of its attributes (token, serial, manufacturer, model) and the key by
/// `object` or `id`. A PIN in it (`pin-value`) is refused: settings and command lines are read by more people than a PIN file is.
#pragma once

#include <filesystem>
#include <string>

#include "ledger/base/result.h"

namespace katiwala::api::token {

class TokenUri {
 public:
  /// True where the text means to be such a URI, so that a path is not mistaken for one.
  static bool is_meant(std::string_view text) { return text.starts_with("pkcs11:"); }
  /// TOKEN_URI with the attribute as place.
  static Result<TokenUri> parse(const std::string& text);

  [[nodiscard]] const std::string& text() const { return text_; }  ///< as it was given
  [[nodiscard]] std::string name() const { return text_.substr(0, text_.find('?')); }  ///< token and key, without how they are reached
  [[nodiscard]] const std::filesystem::path& module() const { return module_; }
  [[nodiscard]] const std::filesystem::path& pin_file() const { return pin_file_; }  ///< of `pin-source`; empty: it has none

 private:
  TokenUri() = default;
  std::string text_;
  std::filesystem::path module_, pin_file_;
};

}  // namespace katiwala::api::token

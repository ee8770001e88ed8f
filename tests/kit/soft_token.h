/// A software token (softhsm2) of its own for one test: initialised, filled and damaged through the plain PKCS#11 interface.
#pragma once

#include <p11-kit/pkcs11.h>

#include <filesystem>
#include <string>

#include "ledger/base/bytes.h"

namespace katiwala::testing {

/// How a key pair comes to lie on the token.
struct PairOptions {
  std::string label = "heads";
  Bytes id = {1};
  bool edwards = true;            ///< else P-256
  bool params_as_name = false;    ///< Edwards: the curve as a printable string instead of an object identifier
  bool sensitive = true, extractable = false, signs = true;
  bool with_public_half = true;
};

class SoftToken {
 public:
  static constexpr const char* kModule = "/usr/lib/softhsm/libsofthsm2.so";
  static constexpr const char* kPin = "4711-sandbox";

  /// A folder of its own, SOFTHSM2_CONF set to it, one token of that label with the PIN above. Nothing else may hold the module meanwhile.
  explicit SoftToken(const std::string& label = "katiwala");
  ~SoftToken();
  SoftToken(const SoftToken&) = delete;
  SoftToken& operator=(const SoftToken&) = delete;

  void add_token(const std::string& label);
  void add_pair(const PairOptions& options);
  /// Copies the public half of one pair and stores it under another id: a token that states the wrong half.
  void swap_public_half(const Bytes& id, const Bytes& of);
  void draw();       ///< the token is gone: its files are moved away
  void plug_back();  ///< and here again

  /// pkcs11:token=LABEL;object=KEY?module-path=...&pin-source=FILE
  [[nodiscard]] std::string uri(const std::string& object = "heads") const;
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
  [[nodiscard]] std::filesystem::path pin_file() const { return folder_ / "pin"; }

 private:
  std::filesystem::path folder_;
  std::string label_;
};

}  // namespace katiwala::testing

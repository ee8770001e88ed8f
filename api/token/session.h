/// A logged-in session with the one token that a URI names, and looking up objects in it. Private to this room.
#pragma once

#include <memory>
#include <vector>

#include "api/token/module.h"
#include "api/token/uri.h"
#include "ledger/base/bytes.h"

namespace katiwala::api::token {

/// A token as its own information says.
struct Token {
  CK_SLOT_ID slot = 0;
  CK_FLAGS flags = 0;
  std::string label, model, serial;
};

class Session {
 public:
  /// The PIN is tried once. TOKEN_MODULE, TOKEN_MISSING, TOKEN_PIN, TOKEN_PIN_LOCKED, TOKEN_KEY_LOOSE, TOKEN_FAILED.
  static Result<std::unique_ptr<Session>> open(const TokenUri& uri, std::string_view pin);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  [[nodiscard]] const Token& token() const { return token_; }
  [[nodiscard]] CK_FUNCTION_LIST& call() const { return module_->call(); }
  [[nodiscard]] CK_SESSION_HANDLE handle() const { return handle_; }

  /// The one object with these attributes. TOKEN_KEY, TOKEN_FAILED.
  Result<CK_OBJECT_HANDLE> find(std::vector<CK_ATTRIBUTE> attributes) const;
  /// An attribute's bytes; empty where the object has none. TOKEN_FAILED.
  Result<Bytes> bytes(CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type) const;
  /// A yes or no; `otherwise` where the object does not say.
  Result<bool> flag(CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type, bool otherwise) const;

 private:
  explicit Session(std::unique_ptr<Module> module, Token token) : module_(std::move(module)), token_(std::move(token)) {}
  Status log_in(std::string_view pin);

  std::unique_ptr<Module> module_;
  Token token_;
  CK_SESSION_HANDLE handle_ = CK_INVALID_HANDLE;
};

}  // namespace katiwala::api::token

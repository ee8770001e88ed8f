/// A PKCS#11 module: the maker's library, loaded, started, and stopped at the end. Private to this room.
#pragma once

#include <p11-kit/pkcs11.h>

#include <filesystem>
#include <memory>
#include <string>

#include "ledger/base/result.h"

namespace katiwala::api::token {

/// "CKR_0x000000e0": what a maker's support wants to know.
std::string name_of_answer(CK_RV answer);

class Module {
 public:
  /// TOKEN_MODULE: the file is missing, is no module, does not start, or is in use in this process already. One owner a process: logging out or
  /// stopping a module ends it for everybody else in the process too.
  static Result<std::unique_ptr<Module>> load(const std::filesystem::path& path);
  ~Module();
  Module(const Module&) = delete;
  Module& operator=(const Module&) = delete;

  [[nodiscard]] CK_FUNCTION_LIST& call() const { return *functions_; }

 private:
  Module(void* library, CK_FUNCTION_LIST* functions) : library_(library), functions_(functions) {}
  void* library_;
  CK_FUNCTION_LIST* functions_;
};

}  // namespace katiwala::api::token

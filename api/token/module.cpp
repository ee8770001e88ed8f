#include "api/token/module.h"

#include <dlfcn.h>

#include "ledger/base/bytes.h"

namespace katiwala::api::token {
namespace {

Refusal refused(std::string message, const std::filesystem::path& path) { return refuse(Code::TOKEN_MODULE, std::move(message), path.string()); }

struct CloseLibrary {
  void operator()(void* library) const noexcept { ::dlclose(library); }
};

}  // namespace

std::string name_of_answer(CK_RV answer) {
  Bytes bytes(4);
  for (std::size_t i = 0; i < 4; ++i) bytes[i] = static_cast<std::uint8_t>(answer >> (24 - 8 * i));
  return "CKR_0x" + to_hex(bytes);
}

Result<std::unique_ptr<Module>> Module::load(const std::filesystem::path& path) {
  std::unique_ptr<void, CloseLibrary> library(::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL));
  if (!library) {
    const char* const why = ::dlerror();
    return refused("The PKCS#11 module can not be loaded: " + std::string(why == nullptr ? "no reason given" : why) + ".", path);
  }
  const auto get_list = reinterpret_cast<CK_C_GetFunctionList>(::dlsym(library.get(), "C_GetFunctionList"));
  CK_FUNCTION_LIST* functions = nullptr;
  if (get_list == nullptr || get_list(&functions) != CKR_OK || functions == nullptr) return refused("The file is no PKCS#11 module.", path);
  CK_C_INITIALIZE_ARGS arguments{};
  arguments.flags = CKF_OS_LOCKING_OK;
  const CK_RV started = functions->C_Initialize(&arguments);
  if (started == CKR_CRYPTOKI_ALREADY_INITIALIZED) return refused("The PKCS#11 module is in use in this process already.", path);
  if (started != CKR_OK) return refused("The PKCS#11 module does not start (" + name_of_answer(started) + "); its configuration may be missing.", path);
  return std::unique_ptr<Module>(new Module(library.release(), functions));
}

Module::~Module() {
  functions_->C_Finalize(nullptr);
  ::dlclose(library_);
}

}  // namespace katiwala::api::token

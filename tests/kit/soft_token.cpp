#include "tests/kit/soft_token.h"

#include <dlfcn.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <vector>

namespace katiwala::testing {
namespace {

namespace fs = std::filesystem;
constexpr const char* kOfficerPin = "officer-4711";

void must(CK_RV answer, const char* what) {
  if (answer != CKR_OK) throw std::runtime_error(std::string(what) + ": CKR " + std::to_string(answer));
}

Bytes bytes_of(const std::string& text) { return {text.begin(), text.end()}; }

/// The module between start and stop.
class Loaded {
 public:
  Loaded() : library_(::dlopen(SoftToken::kModule, RTLD_NOW)) {
    if (library_ == nullptr) throw std::runtime_error("softhsm2 is missing: apt-get install softhsm2");
    const auto get = reinterpret_cast<CK_C_GetFunctionList>(::dlsym(library_, "C_GetFunctionList"));
    must(get(&call), "C_GetFunctionList");
    must(call->C_Initialize(nullptr), "C_Initialize");
  }
  ~Loaded() {
    call->C_Finalize(nullptr);
    ::dlclose(library_);
  }
  Loaded(const Loaded&) = delete;
  Loaded& operator=(const Loaded&) = delete;

  [[nodiscard]] std::vector<CK_SLOT_ID> slots() const {
    CK_ULONG count = 0;
    must(call->C_GetSlotList(CK_TRUE, nullptr, &count), "C_GetSlotList");
    std::vector<CK_SLOT_ID> out(count);
    must(call->C_GetSlotList(CK_TRUE, out.data(), &count), "C_GetSlotList");
    return out;
  }
  /// softhsm2 keeps one slot without a token at the end.
  CK_SESSION_HANDLE open(CK_SLOT_ID slot, CK_USER_TYPE who, const std::string& pin) const {
    CK_SESSION_HANDLE session = 0;
    must(call->C_OpenSession(slot, CKF_SERIAL_SESSION | CKF_RW_SESSION, nullptr, nullptr, &session), "C_OpenSession");
    Bytes copy = bytes_of(pin);
    must(call->C_Login(session, who, copy.data(), copy.size()), "C_Login");
    return session;
  }

  CK_FUNCTION_LIST* call = nullptr;

 private:
  void* library_;
};

CK_OBJECT_HANDLE find(const Loaded& module, CK_SESSION_HANDLE session, Bytes id) {
  CK_OBJECT_CLASS kind = CKO_PUBLIC_KEY;
  std::array<CK_ATTRIBUTE, 2> wanted{{{CKA_CLASS, &kind, sizeof kind}, {CKA_ID, id.data(), id.size()}}};
  CK_OBJECT_HANDLE out = 0;
  CK_ULONG count = 0;
  must(module.call->C_FindObjectsInit(session, wanted.data(), wanted.size()), "C_FindObjectsInit");
  must(module.call->C_FindObjects(session, &out, 1, &count), "C_FindObjects");
  must(module.call->C_FindObjectsFinal(session), "C_FindObjectsFinal");
  if (count != 1) throw std::runtime_error("no public half under that id");
  return out;
}

}  // namespace

SoftToken::SoftToken(const std::string& label) : label_(label) {
  std::string name = (fs::temp_directory_path() / "katiwala-token-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  folder_ = name;
  fs::create_directory(folder_ / "tokens");
  std::ofstream(folder_ / "softhsm2.conf") << "directories.tokendir = " << (folder_ / "tokens").string() << "\nobjectstore.backend = file\nlog.level = ERROR\n";
  std::ofstream(pin_file()) << kPin << "\n";
  fs::permissions(pin_file(), fs::perms::owner_read | fs::perms::owner_write);
  ::setenv("SOFTHSM2_CONF", (folder_ / "softhsm2.conf").c_str(), 1);
  add_token(label);
}

SoftToken::~SoftToken() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

void SoftToken::add_token(const std::string& label) {
  const Loaded module;
  const CK_SLOT_ID slot = module.slots().back();
  Bytes officer = bytes_of(kOfficerPin), user = bytes_of(kPin);
  std::array<unsigned char, 32> padded{};
  padded.fill(' ');
  std::copy(label.begin(), label.end(), padded.begin());
  must(module.call->C_InitToken(slot, officer.data(), officer.size(), padded.data()), "C_InitToken");
  const CK_SESSION_HANDLE session = module.open(slot, CKU_SO, kOfficerPin);
  must(module.call->C_InitPIN(session, user.data(), user.size()), "C_InitPIN");
}

void SoftToken::add_pair(const PairOptions& options) {
  const Loaded module;
  const CK_SESSION_HANDLE session = module.open(module.slots().front(), CKU_USER, kPin);
  const std::string name = "edwards25519";
  Bytes params{0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07};
  if (options.edwards) params = {0x06, 0x03, 0x2b, 0x65, 0x70};
  if (options.edwards && options.params_as_name) {
    params = {0x13, static_cast<std::uint8_t>(name.size())};
    params.insert(params.end(), name.begin(), name.end());
  }
  CK_BBOOL yes = CK_TRUE, keep_public = options.with_public_half ? CK_TRUE : CK_FALSE;
  CK_BBOOL sensitive = options.sensitive ? CK_TRUE : CK_FALSE, extractable = options.extractable ? CK_TRUE : CK_FALSE, signs = options.signs ? CK_TRUE : CK_FALSE;
  Bytes label = bytes_of(options.label), id = options.id;
  std::vector<CK_ATTRIBUTE> half{{CKA_TOKEN, &keep_public, 1},         {CKA_EC_PARAMS, params.data(), params.size()}, {CKA_VERIFY, &yes, 1},
                                 {CKA_LABEL, label.data(), label.size()}, {CKA_ID, id.data(), id.size()}};
  std::vector<CK_ATTRIBUTE> key{{CKA_TOKEN, &yes, 1},     {CKA_PRIVATE, &yes, 1},      {CKA_SENSITIVE, &sensitive, 1}, {CKA_EXTRACTABLE, &extractable, 1},
                                {CKA_SIGN, &signs, 1},    {CKA_LABEL, label.data(), label.size()}, {CKA_ID, id.data(), id.size()}};
  CK_MECHANISM mechanism{options.edwards ? CKM_EC_EDWARDS_KEY_PAIR_GEN : CKM_EC_KEY_PAIR_GEN, nullptr, 0};
  CK_OBJECT_HANDLE public_half = 0, private_half = 0;
  must(module.call->C_GenerateKeyPair(session, &mechanism, half.data(), half.size(), key.data(), key.size(), &public_half, &private_half), "C_GenerateKeyPair");
}

void SoftToken::swap_public_half(const Bytes& id, const Bytes& of) {
  const Loaded module;
  const CK_SESSION_HANDLE session = module.open(module.slots().front(), CKU_USER, kPin);
  must(module.call->C_DestroyObject(session, find(module, session, id)), "C_DestroyObject");
  Bytes copy = id;
  CK_ATTRIBUTE renamed{CKA_ID, copy.data(), copy.size()};
  CK_OBJECT_HANDLE made = 0;
  must(module.call->C_CopyObject(session, find(module, session, of), &renamed, 1, &made), "C_CopyObject");
}

void SoftToken::draw() { fs::rename(folder_ / "tokens", folder_ / "drawn"); }
void SoftToken::plug_back() { fs::rename(folder_ / "drawn", folder_ / "tokens"); }

std::string SoftToken::uri(const std::string& object) const {
  return "pkcs11:token=" + label_ + ";object=" + object + "?module-path=" + kModule + "&pin-source=file:" + pin_file().string();
}

}  // namespace katiwala::testing

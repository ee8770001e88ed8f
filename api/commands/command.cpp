#include "api/commands/command.h"

#include <cstdio>

#include "ledger/store/keyfile.h"

namespace katiwala::api::commands {

int exit_code_of(const Refusal& refusal) {
  if (refusal.code == Code::STORE_LOCKED || refusal.code == Code::SPOOL_LOCKED) return kTryAgain;
  switch (fault_of(refusal.code)) {
    case Fault::unavailable: return kTryAgain;
    case Fault::integrity: return kIntegrity;
    case Fault::invalid: return kUsage;
    default: return kBad;
  }
}

transport::Json refusal_json(const Refusal& refusal) {
  transport::Json out;
  out.set("code", name_of(refusal.code)).set("message", refusal.message).set("place", refusal.place);
  return out;
}

void print_line(const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fputc('\n', stdout);
  std::fflush(stdout);
}

void print_json(const transport::Json& json) { print_line(to_text(json)); }

int report(const Refusal& refusal, bool as_json) {
  if (as_json) {
    transport::Json out;
    out.set("refused", refusal_json(refusal));
    print_json(out);
  } else {
    const std::string place = refusal.place.empty() ? std::string() : " (" + refusal.place + ")";
    std::fprintf(stderr, "katiwala: %s: %s%s\n", std::string(name_of(refusal.code)).c_str(), refusal.message.c_str(), place.c_str());
  }
  return exit_code_of(refusal);
}

Result<OpenedForReading> open_for_reading(const std::string& root, bool with_keys) {
  OpenedForReading out;
  KATIWALA_TRY(out.folder, LedgerFolder::read(root));
  KATIWALA_TRY(out.store, store::open_rocks_read_only(out.folder.places, {}));
  if (!with_keys) return out;
  KATIWALA_TRY(const std::string passphrase, out.folder.passphrase());
  const store::KeyFileOptions options{15, nullptr, true};
  KATIWALA_TRY(out.keys, store::open_keyfile(out.folder.places.keys, passphrase, crypto::system_entropy(), options));
  return out;
}

}  // namespace katiwala::api::commands

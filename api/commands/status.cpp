// katiwala status: what lies in the folder, without opening it for writing.
#include "api/commands/command.h"
#include "ledger/record/entry.h"

namespace katiwala::api::commands {
namespace {

struct StatusOptions {
  std::string root;
  bool json = false;
};

Result<transport::Json> look(const StatusOptions& o) {
  KATIWALA_TRY(const OpenedForReading opened, open_for_reading(o.root, false));
  transport::Json out;
  out.set("ledger", opened.store->ledger().hex()).set("origin", opened.folder.origin).set("mode", name(opened.folder.mode));
  out.set("log_key", opened.folder.log_key ? shown(*opened.folder.log_key) : std::string("none: no heads are signed"));
  const auto head = opened.store->head();
  out.set("entries", head ? static_cast<std::int64_t>(head->seq) + 1 : std::int64_t{0});
  if (!head) return out;
  KATIWALA_TRY(const record::StoredEntry stored, opened.store->read(head->seq));
  KATIWALA_TRY(const record::Header header, record::decode_header(stored.header));
  out.set("leaf", to_hex(head->leaf)).set("time", header.time.manila_text());
  return out;
}

int run(const StatusOptions& o) {
  const auto seen = look(o);
  if (!seen.ok()) return report(seen.refusal(), o.json);
  if (o.json) {
    print_json(*seen);
    return kDone;
  }
  for (const auto& [key, value] : *seen->object()) {
    print_line(key + std::string(10 - std::min<std::size_t>(key.size(), 9), ' ') + (value.text() ? *value.text() : to_text(value)));
  }
  return kDone;
}

}  // namespace

void add_status(CommandLine& line) {
  auto o = std::make_shared<StatusOptions>();
  Command command = line.command("status", "Say what lies in a ledger's folder", [o] { return run(*o); });
  command.argument("folder", &o->root, "The ledger's folder");
  command.flag("--json", o->json, "As JSON");
}

}  // namespace katiwala::api::commands

// katiwala doctor: whether everything around the ledger is as it must be; changes nothing.
#include <sys/stat.h>
#include <sys/statvfs.h>

#include <ctime>
#include <set>

#include "api/commands/command.h"
#include "api/heads/log_key.h"
#include "api/transport/revocation_file.h"
#include "ledger/journal/journal.h"
#include "ledger/store/keyfile.h"
#include "policies/rulebook.h"

namespace katiwala::api::commands {
namespace {

constexpr std::uint64_t kFreeBytesWanted = std::uint64_t{1} << 30;
constexpr unsigned kMonthToLoadNextYear = 10;
constexpr std::int64_t kListLapsesSoonMicros = std::int64_t{86'400} * 1'000'000;

struct DoctorOptions {
  std::string root;
  bool json = false;
};

enum class Mark { good, warning, bad };

struct Finding {
  std::string what;
  Mark mark = Mark::good;
  std::string detail;
};

using Findings = std::vector<Finding>;

Finding finding(std::string what, bool is_good, std::string detail) { return {std::move(what), is_good ? Mark::good : Mark::bad, std::move(detail)}; }
Finding refused(std::string what, const Refusal& refusal) {
  return {std::move(what), Mark::bad, std::string(name_of(refusal.code)) + ": " + refusal.message + (refusal.place.empty() ? "" : " (" + refusal.place + ")")};
}

void check_permissions(const LedgerFolder& folder, Findings& out) {
  const Path files[] = {folder.passphrase_file, folder.server_key, folder.places.keys, folder.places.keys / "keystore", folder.places.keys / "kek"};
  for (const Path& path : files) {
    out.push_back(finding("private: " + path.filename().string(), is_private_file(path), path.string()));
  }
}

std::optional<dev_t> device_of(const Path& path) {
  struct stat info{};
  if (::stat(path.c_str(), &info) != 0) return std::nullopt;
  return info.st_dev;
}

void check_places(const LedgerFolder& folder, Findings& out) {
  const auto data = device_of(folder.places.data), head = device_of(folder.places.head);
  const bool there = data && head;
  Finding apart{"places apart", Mark::good, "the head file is on another device than the database"};
  if (!there) apart = {"places apart", Mark::bad, "a place is missing"};
  else if (*data == *head) apart = {"places apart", Mark::warning, "the head file is on the same device as the database: one lost disk takes both"};
  out.push_back(std::move(apart));
  struct statvfs disk{};
  if (::statvfs(folder.places.data.c_str(), &disk) != 0) return;
  const std::uint64_t free_bytes = std::uint64_t{disk.f_bavail} * disk.f_frsize;
  out.push_back(finding("free disk", free_bytes >= kFreeBytesWanted, std::to_string(free_bytes >> 20) + " MiB"));
}

void check_calendar(const custody::State& state, CivilDate today, Findings& out) {
  const auto found = state.rulebooks.find(state.ledger.rulebook);
  if (found == state.rulebooks.end()) return out.push_back({"rulebook", Mark::bad, "none is in force"});
  const auto book = policies::Rulebook::parse(found->second.text);
  if (!book.ok()) return out.push_back(refused("rulebook", book.refusal()));
  out.push_back({"rulebook", Mark::good, book->version()});
  out.push_back(finding("calendar " + std::to_string(today.year()), book->calendar().has(today.year()), "holidays of this year"));
  if (today.month() < kMonthToLoadNextYear) return;
  const bool next = book->calendar().has(today.year() + 1);
  out.push_back({"calendar " + std::to_string(today.year() + 1), next ? Mark::good : Mark::warning, "holidays of the year to come"});
}

Instant system_time() { return Instant{static_cast<std::int64_t>(std::time(nullptr)) * 1'000'000}; }

/// As the door would take them now.
void check_revocation_lists(const LedgerFolder& folder, Findings& out) {
  if (folder.revocation_lists.empty()) return;
  const std::string what = "revocation lists";
  const auto authorities = read_text_file(folder.authorities);
  const auto bytes = transport::read_revocation_file(folder.revocation_lists.string());
  if (!authorities.ok()) return out.push_back(refused(what, authorities.refusal()));
  if (!bytes.ok()) return out.push_back(refused(what, bytes.refusal()));
  const std::int64_t now = system_time().micros;
  const auto judged = transport::judge_lists(*bytes, *authorities, now);
  for (const Refusal& fault : judged.faults) out.push_back(refused(what, fault));
  std::set<Digest> with_list;
  for (const transport::RevocationList& list : judged.lists) {
    with_list.insert(list.issuers.begin(), list.issuers.end());
    const bool lapses_soon = list.next_update_micros - now < kListLapsesSoonMicros;
    out.push_back({what, lapses_soon ? Mark::warning : Mark::good,
                   list.issuer_name + ": " + std::to_string(list.serials.size()) + " revoked, good until " + Instant{list.next_update_micros}.utc_text()});
  }
  for (const Digest& authority : transport::issuer_ids(*authorities))
    if (!with_list.contains(authority)) out.push_back({what, Mark::bad, "an authority has no list in force: nobody with a certificate of its is let in"});
}

void check_token(const token::TokenFacts& facts, Findings& out) {
  const std::string name = "token " + facts.label + " (" + facts.model + ", " + facts.serial + ")";
  out.push_back({name, facts.made_there ? Mark::good : Mark::warning,
                 facts.made_there ? "the key was made there and never left" : "the key was brought there, or could once be copied: a copy of it may exist"});
  if (facts.wrong_pin_before) out.push_back({name, Mark::warning, "somebody gave a wrong PIN since the last good one"});
}

/// The key is used: a token's PIN is tried once, as `serve` would.
void check_log_key(const LedgerFolder& folder, const std::vector<custody::LogKey>& declared, Findings& out) {
  if (!folder.log_key) return out.push_back({"log key", Mark::warning, "none: no heads are signed"});
  token::TokenKey key;
  if (const auto* const uri = std::get_if<token::TokenUri>(&*folder.log_key)) {
    auto opened = open_token_log_key(*uri);
    if (!opened.ok()) return out.push_back(refused("log key", opened.refusal()));
    key = std::move(*opened);
    check_token(key.facts, out);
  } else {
    auto opened = open_log_key(*folder.log_key);
    if (!opened.ok()) return out.push_back(refused("log key", opened.refusal()));
    key.signer = std::move(*opened);
  }
  const Status is_declared = declared.empty() ? good() : check_declared(folder.origin, *key.signer, declared);
  if (!is_declared.ok()) return out.push_back(refused("log key", is_declared.refusal()));
  out.push_back({"log key", Mark::good, "signs: " + shown(*folder.log_key)});
}

void check_ledger(const LedgerFolder& folder, std::vector<custody::LogKey>& log_keys, Findings& out) {
  const auto store = store::open_rocks_read_only(folder.places, {});
  if (!store.ok()) return out.push_back(refused("database and head file", store.refusal()));
  const auto head = (*store)->head();
  out.push_back(finding("database and head file", head.has_value(), head ? "agree at entry " + std::to_string(head->seq) : "there is no entry 0"));
  const auto passphrase = folder.passphrase();
  if (!passphrase.ok()) return out.push_back(refused("passphrase", passphrase.refusal()));
  const auto keys = store::open_keyfile(folder.places.keys, *passphrase, crypto::system_entropy(), {15, nullptr, true});
  if (!keys.ok()) return out.push_back(refused("key store", keys.refusal()));
  out.push_back({"key store", Mark::good, "opens"});
  if (!head) return;
  const auto memory = journal::replay(**store, keys->get(), head->seq + 1, nullptr);
  if (!memory.ok()) return out.push_back(refused("journal", memory.refusal()));
  log_keys = memory->state.ledger.log_keys;
  const bool sandbox = folder.mode == custody::Mode::sandbox;
  const Instant now = sandbox ? memory->last_time : system_time();
  out.push_back(finding("clock", memory->last_time <= now, sandbox ? "the sandbox's own" : "not behind the last entry"));
  check_calendar(memory->state, manila_date(now), out);
}

std::string_view word(Mark mark) { return mark == Mark::good ? "good" : mark == Mark::warning ? "warning" : "BAD"; }

int run(const DoctorOptions& o) {
  const auto folder = LedgerFolder::read(o.root);
  if (!folder.ok()) return report(folder.refusal(), o.json);
  Findings findings;
  check_permissions(*folder, findings);
  check_places(*folder, findings);
  check_revocation_lists(*folder, findings);
  std::vector<custody::LogKey> declared;
  check_ledger(*folder, declared, findings);
  check_log_key(*folder, declared, findings);
  bool bad = false;
  transport::Json rows{transport::Json::Array{}};
  for (const Finding& f : findings) {
    bad = bad || f.mark == Mark::bad;
    transport::Json row;
    row.set("what", f.what).set("is", word(f.mark)).set("detail", f.detail);
    rows.push(std::move(row));
    if (!o.json) print_line(std::string(word(f.mark)) + std::string(9 - word(f.mark).size(), ' ') + f.what + ": " + f.detail);
  }
  if (o.json) {
    transport::Json out;
    out.set("good", !bad).set("findings", std::move(rows));
    print_json(out);
  }
  return bad ? kBad : kDone;
}

}  // namespace

void add_doctor(CommandLine& line) {
  auto o = std::make_shared<DoctorOptions>();
  Command command = line.command("doctor", "Look at permissions, places, disk, keys, clock and calendar", [o] { return run(*o); });
  command.argument("folder", &o->root, "The ledger's folder");
  command.flag("--json", o->json, "As JSON");
}

}  // namespace katiwala::api::commands

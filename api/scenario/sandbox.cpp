#include "api/scenario/sandbox.h"

#include <ctime>

#include "api/founding.h"
#include "api/scenario/folder_bank.h"
#include "api/scenario/rulebook_change.h"
#include "ledger/crypto/keystore.h"

namespace katiwala::api::scenario {
namespace {

namespace fs = std::filesystem;

/// The key store of a ledger that lives for seconds need not withstand guessing.
constexpr int kScrypt = 10;
constexpr std::size_t kSeedBytes = 12;

std::int64_t wall_micros() {
  timespec now{};
  KATIWALA_ASSERT(::clock_gettime(CLOCK_REALTIME, &now) == 0, "no system clock");
  return std::int64_t{now.tv_sec} * 1'000'000 + now.tv_nsec / 1'000;
}

std::string fresh_seed() {
  std::array<std::uint8_t, kSeedBytes> raw{};
  crypto::system_entropy().fill(raw);
  return to_hex(raw);
}

/// officer-1 is "officer", officer-2 is "officer2", social-worker is "social_worker".
std::string_view file_of(std::string_view party) {
  if (party == "officer") return "officer-1";
  if (party == "officer2") return "officer-2";
  if (party == "social_worker") return "social-worker";
  return party;
}

Result<Party> founding_party(const DefaultParty& known, const LedgerFolder& folder, const DoorAddress& door) {
  Party party;
  party.name = known.name;
  party.role = known.role;
  party.person_name = known.name;
  KATIWALA_TRY(party.identity, sandbox_identity(folder.root, file_of(known.name)));
  KATIWALA_CHECK(party.connect(door));
  return party;
}

/// What the ledger calls the party.
Status introduce(Stage& stage, const std::string& name) {
  const Reply seen = stage.get(name, "/v1/me");
  const transport::Json* principal = seen.body.find("principal");
  const transport::Json* person = seen.body.find("person");
  if (!seen.accepted() || principal == nullptr || person == nullptr || !principal->text() || !person->text()) {
    return refuse(Code::HTTP_RESPONSE, "The door does not know " + name + ": " + seen.summary() + ".");
  }
  stage.party(name).principal = *principal->text();
  stage.party(name).person = *person->text();
  return good();
}

}  // namespace

Result<std::unique_ptr<Stage>> stage_for(const Script& script, const LedgerFolder& folder, std::uint16_t port, std::string seed, std::string rulebook) {
  DoorAddress door;
  door.port = port;
  door.wall_micros = &wall_micros;
  KATIWALA_TRY(door.authorities_pem, read_text_file(folder.authorities));
  auto stage = std::make_unique<Stage>(script, std::move(door), std::move(seed));
  stage->rulebook = std::move(rulebook);
  stage->issue = [root = folder.root](const std::string& name) -> Result<transport::Identity> {
    auto there = sandbox_identity(root, "party-" + name);
    return there ? there : new_sandbox_identity(root, "party-" + name);
  };
  for (const DefaultParty& known : default_parties()) {
    if (!known.founding) continue;
    KATIWALA_TRY(Party party, founding_party(known, folder, stage->door));
    const std::string name = party.name;
    stage->parties.insert_or_assign(name, std::move(party));
    stage->things[name].space = kParty;
    KATIWALA_CHECK(introduce(*stage, name));
  }
  return stage;
}

Result<std::unique_ptr<Sandbox>> Sandbox::create(const Script& script, const Path& parent) {
  std::unique_ptr<Sandbox> out(new Sandbox());
  const std::string seed = fresh_seed();
  out->folder_ = parent / ("katiwala-scenario-" + seed);
  KATIWALA_TRY(const std::string shipped, shipped_rulebook());
  KATIWALA_TRY(std::string rulebook, changed_rulebook(shipped, script.rulebook, script.file));
  Founding founding;
  founding.folder = sandbox_folder(out->folder_, "sandbox.scenario.example/ledger");
  founding.rulebook = rulebook;
  founding.sandbox_start = script.start;
  founding.scrypt_log2_n = kScrypt;
  KATIWALA_CHECK(found(founding));
  HouseOptions options;
  options.scrypt_log2_n = kScrypt;
  options.sandbox_start = script.start;
  KATIWALA_TRY(out->house_, House::open(founding.folder, options));
  KATIWALA_CHECK(out->house_->serve("127.0.0.1", 0));
  KATIWALA_TRY(out->stage_, stage_for(script, founding.folder, out->house_->port(), seed, std::move(rulebook)));
  return out;
}

Sandbox::~Sandbox() {
  stage_.reset();
  if (house_) house_->close();
  house_.reset();
  std::error_code error;
  if (!folder_.empty()) fs::remove_all(folder_, error);
}

Result<Report> play_file(const std::string& file, const Watch& watch, const Path& folder) {
  KATIWALA_TRY(const Script script, load_script(file));
  return play_alone(script, watch, folder);
}

Result<Report> play_alone(const Script& script, const Watch& watch, const Path& folder) {
  std::error_code error;
  const Path parent = fs::temp_directory_path(error);
  KATIWALA_TRY(const auto sandbox, Sandbox::create(script, error ? Path("/tmp") : parent));
  KATIWALA_CHECK(set_up(sandbox->stage()));
  if (folder.empty()) return play_script(sandbox->stage(), 0, watch);
  KATIWALA_TRY(const auto bank, FolderBank::open(folder, sandbox->stage()));
  sandbox->stage().folder_bank = bank.get();
  return play_script(sandbox->stage(), 0, watch);
}

}  // namespace katiwala::api::scenario

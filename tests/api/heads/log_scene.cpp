#include "tests/api/heads/log_scene.h"

#include <cstdlib>

namespace katiwala::api::testing {

using namespace custody;

namespace {
constexpr std::uint64_t kTime_s = 1'771'400'000;

std::unique_ptr<crypto::Signer> new_signer() { return std::move(*crypto::signer_from_pem(crypto::generate_key_pem(crypto::Algorithm::ed25519))); }
}  // namespace

Folder::Folder() {
  std::string name = (std::filesystem::temp_directory_path() / "katiwala-heads-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) halt("no temporary folder", __FILE__, __LINE__);
  path_ = name;
}
Folder::~Folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

TestWitness::TestWitness(const std::string& name) : name_(name), signer_(new_signer()), key_(*audit::vkey_of("witness.example/" + name, audit::KeyType::cosignature, *signer_)) {}

void TestWitness::watch(const audit::VerifierKey& log) { logs[log.name].keys.push_back(log); }

WitnessAddress TestWitness::address() const { return {name_, key_, "http://" + name_}; }

WitnessReply TestWitness::answer(const std::string& body) {
  ++asked;
  if (!reachable) return {};
  if (instead) return *instead;
  const audit::WitnessDecision decision = audit::decide_witness_request(logs, body);
  if (!decision.accepted) return {decision.status, decision.content_type, decision.body};
  logs.at(decision.accepted->checkpoint.origin).last = {decision.accepted->checkpoint.size, decision.accepted->checkpoint.root};
  const auto line = audit::cosign(decision.accepted->text, kTime_s, key_.name, *signer_);
  return {200, decision.content_type, audit::print_signature_line(*line)};
}

LogScene::LogScene() : LogScene(new_signer()) {}
LogScene::LogScene(std::unique_ptr<crypto::Signer> signer) : signer_(std::move(signer)), key_(*audit::vkey_of(kOrigin, audit::KeyType::ed25519, *signer_)) { ledger.read_head = &audit::read_cosigned_head; }
LogScene::~LogScene() = default;

void LogScene::found(std::vector<std::string> witness_names, std::uint32_t quorum) {
  ledger.found();
  ids = ledger.open_story();
  const auto agreed = [&](Command command) {
    const auto proposed = ledger.allowed("officer-1", std::move(command));
    ledger.allowed("officer-2", ledger.approval(proposed));
    ledger.allowed("compliance", ledger.approval(proposed));
  };
  agreed(DeclareLogKey{audit::print_vkey(key_), KeyStanding::active});
  AdoptWitnesses adopted;
  adopted.quorum = quorum;
  for (const std::string& name : witness_names) {
    witnesses_[name] = std::make_unique<TestWitness>(name);
    witnesses_[name]->watch(key_);
    adopted.witnesses.push_back(witnesses_[name]->vkey());
  }
  if (!adopted.witnesses.empty()) agreed(adopted);
}

Result<std::unique_ptr<Publisher>> LogScene::publisher() {
  std::vector<WitnessAddress> addresses;
  for (const auto& [name, witness] : witnesses_) addresses.push_back(witness->address());
  PublisherPorts ports;
  ports.journal = &ledger.journal();
  ports.files = files != nullptr ? files : &store::posix_filesystem();
  ports.signer = signer_.get();
  ports.call = [this](const std::string& url, const std::string& body) {
    const std::string name = url.substr(7, url.find('/', 7) - 7);
    return witnesses_.at(name)->answer(body);
  };
  return Publisher::open(std::move(ports), folder.path() / "heads", kOrigin, std::move(addresses));
}

void LogScene::grow(int entries) {
  for (int i = 0; i < entries; ++i) ledger.receive(ids.pool, "1.00", "USD");
}

LogScene::Approved LogScene::approve_tuition() {
  Approved out;
  ledger.move_clock("2026-03-02T09:00:00+08:00");
  CreditId credit;
  out.credit = ledger.receive(ids.pool, "19975.00", "USD", &credit).entry->seq();
  ledger.agree(MatchCredit{credit, ids.order});
  ledger.convert(ids.ward);
  RequestDisbursement asked;
  asked.request = out.request = ledger.draw<RequestTag>();
  asked.ward = ids.ward;
  asked.payee = ids.school;
  asked.amount = ledger.amount("18000.00", "PHP");
  const auto proposed = ledger.allowed("guardian", asked);
  out.approval = ledger.allowed("officer-1", ledger.approval(proposed)).entry->seq();
  return out;
}

std::string LogScene::head_text(std::uint64_t size, const Digest& root, const std::vector<std::string>& cosigners) {
  audit::Note note = *audit::sign_checkpoint({kOrigin, size, root, {}}, *signer_);
  for (const std::string& name : cosigners) {
    // Straight from the witness's key, as a thief of it would.
    audit::WatchedLogs blank;
    TestWitness& one = *witnesses_.at(name);
    blank[kOrigin].keys.push_back(key_);
    blank[kOrigin].last = audit::Cosigned{size, root};
    std::swap(one.logs, blank);
    const WitnessReply reply = one.answer(audit::print_witness_request({size, {}, *audit::sign_checkpoint({kOrigin, size, root, {}}, *signer_)}));
    std::swap(one.logs, blank);
    const auto lines = audit::parse_signature_lines(reply.body);
    note.signatures.insert(note.signatures.end(), lines->begin(), lines->end());
  }
  return audit::print_note(note);
}

}  // namespace katiwala::api::testing

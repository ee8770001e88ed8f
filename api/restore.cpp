#include "api/restore.h"

#include "audit/redecide.h"
#include "audit/verify_ledger.h"
#include "ledger/crypto/certificate.h"
#include "ledger/crypto/digest.h"
#include "ledger/journal/canonical.h"
#include "ledger/store/appender.h"
#include "ledger/store/filesystem.h"
#include "ledger/store/restored.h"

namespace katiwala::api {
namespace {

/// What was restored, kept beside the mark for the acceptance.
Path manifest_path(const LedgerFolder& folder) { return folder.places.head / "restored.backup"; }

Result<store::HeadRecord> mark_of(const LedgerFolder& folder) {
  KATIWALA_TRY(const auto mark, store::read_restored_mark(store::posix_filesystem(), folder.places));
  if (!mark) return refuse(Code::STORE_NOT_RESTORED, std::string(sentence_of(Code::STORE_NOT_RESTORED)), folder.places.head.string());
  return *mark;
}

/// The copy, new or as far as an earlier beginning came.
Result<std::unique_ptr<store::LogStore>> open_copy(const LedgerFolder& folder, const store::HeadRecord& backup) {
  auto made = store::create_restored(folder.places, backup, {});
  if (made.ok() || made.refusal().code != Code::STORE_EXISTS) return made;
  auto begun = store::open_restored(folder.places, {});
  return begun.ok() || begun.refusal().code != Code::STORE_NOT_RESTORED ? std::move(begun) : std::move(made);
}

Status leads_to(const store::LogStore& copy, const BackupManifest& manifest) {
  KATIWALA_TRY(const record::StoredEntry last, copy.read(manifest.entries - 1));
  if (record::leaf_hash(last.header) == manifest.leaf) return good();
  return refuse(Code::CHAIN_BROKEN, "The backup's entries are not those that were verified.", "entry " + std::to_string(manifest.entries - 1));
}

/// Everything that is known to have been acknowledged is there.
Status reaches(const store::LogStore& copy, const store::HeadRecord& mark) {
  if (!mark.head) return good();
  const auto head = copy.head();
  if (!head || head->seq < mark.head->seq) {
    return refuse(Code::RESTORE_SHORT, std::string(sentence_of(Code::RESTORE_SHORT)) + " Copy: " + store::describe(head) + ". Acknowledged: " + store::describe(mark.head) + ".",
                  "entry " + std::to_string(head ? head->seq + 1 : 0));
  }
  KATIWALA_TRY(const record::StoredEntry entry, copy.read(mark.head->seq));
  if (record::leaf_hash(entry.header) == mark.head->leaf) return good();
  return refuse(Code::STORE_HEAD_MISMATCH, std::string(sentence_of(Code::STORE_HEAD_MISMATCH)), "entry " + std::to_string(mark.head->seq));
}

Status verified(const store::LogStore& copy, crypto::KeyStore& keys, const BackupProgress& progress) {
  audit::VerifyOptions options;
  options.keys = &keys;
  if (progress) options.progress = [&progress](const audit::VerifyProgress& at) { progress(at.entries, at.total); };
  const audit::VerifyReport report = audit::verify_ledger(copy, options);
  if (report.first_bad) return *report.first_bad;

  policies::Judge judge([](std::string_view text) { return crypto::sha256(view(text)); });
  audit::RedecideOptions again;
  again.keys = &keys;
  again.decide = [&judge](const custody::State& state, const custody::Submission& submission) { return judge.decide(state, submission); };
  again.engine_revision = policies::kEngineRevision;
  again.progress = progress;
  const audit::RedecideReport decided = audit::redecide(copy, again);
  return decided.first_different ? Status(*decided.first_different) : good();
}

struct Officer {
  custody::PrincipalId principal;
  Digest credential{};
  std::unique_ptr<crypto::Signer> signer;
};

Result<Officer> officer(const OfficerFiles& files, journal::Journal& journal) {
  if (!is_private_file(files.key)) return refuse(Code::KEY_STORE_LOOSE, "A signing key can be read by others, or there is none.", files.key.string());
  KATIWALA_TRY(const std::string certificate_pem, read_text_file(files.certificate));
  KATIWALA_TRY(const std::string key_pem, read_text_file(files.key));
  KATIWALA_TRY(const crypto::Certificate certificate, crypto::parse_certificate_pem(certificate_pem));
  Officer out;
  out.credential = certificate.fingerprint();
  KATIWALA_TRY(out.signer, crypto::signer_from_pem(key_pem));
  std::optional<custody::PrincipalId> principal;
  KATIWALA_CHECK(journal.look([&](const journal::Memory& memory) {
    const auto known = memory.state.credentials.find(out.credential);
    if (known != memory.state.credentials.end()) principal = known->second;
  }));
  if (!principal) return refuse(Code::PRINCIPAL_UNKNOWN, std::string(sentence_of(Code::PRINCIPAL_UNKNOWN)), files.certificate.string());
  out.principal = *principal;
  return out;
}

/// One signed command, judged and recorded; a denial is a refusal here.
Result<journal::Answer> say(House& house, Officer& officer, custody::Command command) {
  journal::Ask ask;
  ask.principal = officer.principal;
  ask.credential = officer.credential;
  std::array<std::uint8_t, 16> draw{};
  crypto::system_entropy().fill(draw);
  ask.idempotency_key = "restore-" + to_hex(draw);
  std::optional<Bytes> statement;
  KATIWALA_CHECK(house.journal().look([&](const journal::Memory& memory) {
    statement = journal::canonical_of(house.ledger(), memory.state, command, ask.idempotency_key);
  }));
  KATIWALA_ASSERT(statement.has_value(), "an acceptance names nothing but what is there");
  KATIWALA_TRY(Bytes signature, officer.signer->sign(*statement));
  ask.signature = custody::Signature{officer.credential, std::move(signature)};
  ask.request = house.journal().request_digest({view("restore accept"), *statement});
  ask.command = std::move(command);
  KATIWALA_TRY(journal::Answer answer, house.journal().submit(std::move(ask)));
  const journal::SubjectPart* said = answer.entry->primary();
  KATIWALA_ASSERT(said != nullptr && said->outcome.has_value(), "an entry just made says what was decided");
  if (*said->outcome == custody::Outcome::allow || *said->outcome == custody::Outcome::escalate) return answer;
  for (const custody::Reason& reason : said->reasons) {
    Code code{};
    if (reason.outcome == custody::Outcome::deny && code_from_name(reason.code, code)) {
      return refuse(code, std::string(sentence_of(code)), "entry " + std::to_string(answer.entry->seq()) + " " + reason.rule);
    }
  }
  return refuse(Code::ROLE_FORBIDDEN, "The acceptance was denied.", "entry " + std::to_string(answer.entry->seq()));
}

/// Asks them all; none may know more than the copy, and as many as the ledger's quorum must have cosigned it.
Result<std::vector<custody::WitnessSeen>> witnesses_of(House& house) {
  std::vector<custody::WitnessSeen> out;
  std::uint32_t quorum = 0;
  KATIWALA_CHECK(house.journal().look([&](const journal::Memory& memory) { quorum = memory.state.ledger.witness_quorum; }));
  Publisher* publisher = house.publisher();
  if (publisher == nullptr) return quorum == 0 ? Result(std::move(out)) : refuse(Code::WITNESS_WAITING);
  KATIWALA_CHECK(publisher->publish_at_start());
  const auto head = publisher->signed_head();
  std::uint32_t counted = 0;
  for (const WitnessStanding& standing : publisher->standings()) {
    if (standing.trouble || !head || standing.size != head->checkpoint.size) continue;
    out.push_back({standing.name, standing.size});
    counted += standing.counts ? 1 : 0;
  }
  if (counted < quorum) {
    return refuse(Code::WITNESS_WAITING, std::to_string(counted) + " of the " + std::to_string(quorum) + " witnesses that must say what they have seen have cosigned the copy.", "heads");
  }
  return out;
}

Result<Accepted> accept_in(House& house, const RestoreStanding& standing, const Acceptance& acceptance) {
  std::uint32_t epoch = 0;
  KATIWALA_CHECK(house.journal().look([&](const journal::Memory& memory) { epoch = memory.state.ledger.epoch.value_or(0); }));
  Accepted out;
  out.epoch = standing.mark.epoch;
  out.entry = standing.entries - 1;
  if (epoch == standing.mark.epoch) return out;  // said before, and interrupted before the mark was taken away
  KATIWALA_TRY(out.seen, witnesses_of(house));
  KATIWALA_TRY(Officer proposer, officer(acceptance.trust_officer, house.journal()));
  KATIWALA_TRY(Officer approver, officer(acceptance.compliance, house.journal()));
  const custody::AcceptRestore command{standing.mark.epoch, standing.entries, standing.backup.entries, out.seen, acceptance.reason};
  KATIWALA_TRY(const journal::Answer proposed, say(house, proposer, command));
  KATIWALA_TRY(const journal::Answer agreed, say(house, approver, custody::Approve{proposed.entry->seq(), proposed.entry->primary()->about}));
  out.entry = agreed.entry->seq();
  return out;
}

}  // namespace

Result<RestoreStanding> restore_standing(const LedgerFolder& folder) {
  RestoreStanding out;
  KATIWALA_TRY(out.mark, mark_of(folder));
  KATIWALA_TRY(const std::string manifest, read_text_file(manifest_path(folder)));
  KATIWALA_TRY(out.backup, parse_manifest(manifest));
  KATIWALA_TRY(const auto copy, store::open_rocks_read_only(folder.places, {}));
  const auto head = copy->head();
  out.entries = head ? head->seq + 1 : 0;
  return out;
}

Result<RestoreStanding> begin_restore(const LedgerFolder& folder, const Path& backup, const BackupProgress& progress) {
  KATIWALA_TRY(const BackupManifest manifest, read_manifest(backup));
  {
    KATIWALA_TRY(const auto source, store::open_rocks_read_only(backup_places(backup), {}));
    if (source->ledger() != manifest.ledger) return refuse(Code::STORE_HEAD_MISMATCH, "The backup's entries and its manifest are of two ledgers.", backup.string());
    KATIWALA_TRY(const auto copy, open_copy(folder, manifest.record()));
    KATIWALA_CHECK(store::copy_entries(*source, *copy, manifest.entries, progress));
    KATIWALA_CHECK(leads_to(*copy, manifest));
  }
  const auto items = store::copy_vault(backup_places(backup).data / "vault", folder.places.data / "vault");
  if (!items.ok()) return items.refusal();
  KATIWALA_CHECK(store::replace_atomically(store::posix_filesystem(), manifest_path(folder), view(print_manifest(manifest))));
  return restore_standing(folder);
}

Result<audit::Reimported> import_missing(const LedgerFolder& folder, crypto::KeyStore& keys, const audit::FileSource& bundle, const audit::TrustPolicy& policy,
                                         const BackupProgress& progress) {
  KATIWALA_TRY(const audit::BundleReader reader, audit::BundleReader::open(bundle, policy));
  KATIWALA_TRY(const auto copy, store::open_restored(folder.places, {}));
  return audit::reimport(reader, *copy, keys, progress);
}

Result<Accepted> accept_restored(const LedgerFolder& folder, HouseOptions options, const Acceptance& acceptance, const BackupProgress& progress) {
  KATIWALA_TRY(const RestoreStanding standing, restore_standing(folder));
  {
    KATIWALA_TRY(const auto copy, store::open_rocks_read_only(folder.places, {}));
    KATIWALA_CHECK(reaches(*copy, standing.mark));
  }
  options.restored = true;
  KATIWALA_TRY(auto house, House::open(folder, options));
  KATIWALA_CHECK(verified(house->store(), house->keys(), progress));
  KATIWALA_TRY(const Accepted accepted, accept_in(*house, standing, acceptance));
  house->close();
  house.reset();
  store::FileSystem& files = store::posix_filesystem();
  KATIWALA_CHECK(store::lift_restored_mark(files, folder.places));
  KATIWALA_CHECK(files.remove(manifest_path(folder)));
  return accepted;
}

}  // namespace katiwala::api

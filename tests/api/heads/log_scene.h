/// A ledger whose heads are published, and witnesses that judge by audit/log/witness_rules.h: only the wire between them is missing.
#pragma once

#include <gtest/gtest.h>

#include <map>

#include "api/heads/publisher.h"
#include "audit/cosigned_head.h"
#include "audit/log/cosignature.h"
#include "audit/log/witness_rules.h"
#include "ledger/crypto/digest.h"
#include "ledger/store/filesystem.h"
#include "tests/kit/test_ledger.h"

namespace katiwala::api::testing {

inline constexpr const char* kOrigin = "sandbox.example/journal-tests";  // the kit's

/// A temporary folder, gone at the end.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] const Path& path() const { return path_; }

 private:
  Path path_;
};

/// One witness: its key, and what it has seen.
class TestWitness {
 public:
  explicit TestWitness(const std::string& name);
  void watch(const audit::VerifierKey& log);
  WitnessReply answer(const std::string& body);
  [[nodiscard]] WitnessAddress address() const;
  [[nodiscard]] std::string vkey() const { return audit::print_vkey(key_); }

  bool reachable = true;
  std::optional<WitnessReply> instead;  ///< answers this, whatever it is asked
  unsigned asked = 0;
  audit::WatchedLogs logs;

 private:
  std::string name_;
  std::unique_ptr<crypto::Signer> signer_;
  audit::VerifierKey key_;
};

class LogScene {
 public:
  LogScene();
  explicit LogScene(std::unique_ptr<crypto::Signer> signer);  ///< whose heads that one signs
  ~LogScene();
  /// Ledger founded, the log's key and these witnesses adopted by entries.
  void found(std::vector<std::string> witness_names, std::uint32_t quorum);
  Result<std::unique_ptr<Publisher>> publisher();
  /// One more entry.
  void grow(int entries = 1);
  /// USD 19,975.00 come in and PHP 18,000.00 of tuition are asked for and approved, on 2026-03-02: only the release is left.
  struct Approved {
    custody::RequestId request;
    record::Seq credit = 0;    ///< the entry of the bank's credit
    record::Seq approval = 0;  ///< and of the approval
  };
  Approved approve_tuition();
  [[nodiscard]] std::uint64_t size() { return ledger.journal().head()->seq + 1; }
  TestWitness& witness(const std::string& name) { return *witnesses_.at(name); }
  [[nodiscard]] audit::VerifierKey log_key() const { return key_; }
  /// A head signed by the log's key and cosigned by those named, whatever the ledger says.
  std::string head_text(std::uint64_t size, const Digest& root, const std::vector<std::string>& cosigners);

  journal::testing::TestLedger ledger;
  journal::testing::Ids ids;
  Folder folder;
  store::FileSystem* files = nullptr;  ///< the system's, unless set

 private:
  std::unique_ptr<crypto::Signer> signer_;
  audit::VerifierKey key_;
  std::map<std::string, std::unique_ptr<TestWitness>> witnesses_;
};

}  // namespace katiwala::api::testing

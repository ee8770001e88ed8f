/// An auditor's bundle, read back: headers and parts by entry. Layout and bytes: docs/proofs.md, "A data export".
///
/// Nothing is believed that is not checked here: each header must hash into the tree of the head the bundle carries, each part in clear must have
/// the hash its header names. One file of 256 entries is held at a time.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "audit/log/checkpoint.h"
#include "audit/log/trust_policy.h"
#include "ledger/record/entry.h"

namespace katiwala::audit {

/// A file of the bundle by its path with slashes; nothing if there is none.
using FileSource = std::function<Result<std::optional<Bytes>>(const std::string& path)>;

struct BundleEntry {
  Bytes encoded_header;
  record::Header header;
  std::vector<std::optional<record::Part>> parts;  ///< nothing: withheld
};

/// The mark before a part in a bundle (docs/proofs.md).
inline constexpr std::uint8_t kInClear = 1, kWithheld = 0;

/// Where in a bundle the parts of that many entries lie, from 256·index on.
std::string parts_path(std::uint64_t index, unsigned width);

class BundleReader {
 public:
  /// Reads the head and judges it by the policy; then every header, against the head's root and the number, link and time of the one before.
  /// What `judge` (trust_policy.h) refuses; RECORD_MALFORMED, CHAIN_BROKEN, PROOF_INVALID naming file or entry.
  static Result<BundleReader> open(FileSource files, const TrustPolicy& policy);

  [[nodiscard]] const Checkpoint& head() const { return head_; }
  /// Entries first .. size-1 in order; stops at the first refusal. RECORD_HASH_MISMATCH "entry N part M", RECORD_MALFORMED with the file.
  Status visit(record::Seq first, const std::function<Status(const BundleEntry&)>& take) const;

 private:
  BundleReader(FileSource files, Checkpoint head) : files_(std::move(files)), head_(std::move(head)) {}
  [[nodiscard]] Result<std::vector<Bytes>> headers(std::uint64_t index) const;
  [[nodiscard]] Status check_headers() const;
  FileSource files_;
  Checkpoint head_;
};

}  // namespace katiwala::audit

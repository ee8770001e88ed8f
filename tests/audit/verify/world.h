/// A believable ledger, written by these tests alone, and ways to spoil it at every stage of its making.
///
/// An entry is described, then made: numbers, hashes of parts before, balances, signatures, seals, headers, tree and
/// checkpoint follow from the descriptions. A test spoils one description or one stage, and everything after it is made
/// again, so that only the check it is about can notice.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <set>

#include "tests/audit/verify/cbor_forge.h"
#include "tests/audit/verify/keys.h"

namespace forge {

struct Posting {
  int kind;
  std::string owner;
  int currency;
  std::int64_t change;
  int category = 1;
};

class Builder;

struct Part {
  int kind;  // of the subject: 1 ledger, 2 pool, 3 order, 4 ward, 5 protection file, 6 watch
  std::string subject;
  std::optional<V> asked;
  int outcome = 0;
  std::string signer;  // a principal's name; empty: unsigned
  std::vector<V> events;
  std::vector<Posting> postings;
  std::vector<V> reasons;
  bool withheld = false;

  std::string sign_key;                             // another key than the signer's
  std::function<void(std::string&)> edit_statement;  // before it is signed
  std::function<void(V&)> edit;                      // before it is encoded
  std::function<void(std::string&)> edit_bytes;      // before it is hashed
  std::function<void(std::string&)> edit_stored;     // after it was hashed: salt, length, bytes as they lie in the file
  std::function<void(std::string&)> edit_hash;       // as it stands in the header
};

struct Entry {
  std::int64_t time = 0;
  int command = 0;
  std::string principal;  // a name; empty: the ledger alone
  std::string key;
  std::vector<Part> parts;
  std::string adopts;     // the rulebook in force after this entry
  std::function<void(Builder&, Entry&)> prepare;  // fills in what depends on the entries before
  std::function<void(V&)> edit_act;
  std::function<void(std::string&)> edit_act_bytes, edit_header, edit_act_stored;
};

struct Who {
  std::string id, person, key;  // key: label of a key with a certificate; empty: no certificate
  int role;
  std::int64_t from = 0, to = 0;
  V spec() const;  // a principal-spec
  std::string fingerprint() const;
};

/// Everything as bytes.
struct Built {
  std::map<std::string, std::string> files;
  std::vector<std::string> headers, leaves;
  std::vector<std::vector<std::string>> salts, parts;  // per entry, the act first
  std::vector<std::vector<std::pair<int, std::string>>> subjects;  // of the parts
  std::string text, checkpoint, policy;
  void write(const std::filesystem::path& folder) const;
};

class World {
 public:
  /// `people` may change who they are before anything is written.
  explicit World(const std::function<void(World&)>& people = {});

  std::vector<Entry> entries;
  std::map<std::string, Who> who;
  std::string ledger_id = id("ledger"), origin = "example.org/ledger-of-tests", declared_origin = origin;
  std::vector<std::string> founders = {"olga", "ben"};

  std::function<void(std::string&)> edit_text;        // of the checkpoint, before it is signed
  std::function<void(std::string&)> edit_checkpoint;  // after
  std::vector<std::string> log_signers = {"log 1"};
  std::vector<std::string> cosigners = {"witness 1", "witness 2"};
  std::uint64_t cosigned_at = 1'767'300'000;
  std::string policy;

  Entry& at(std::size_t seq) { return entries.at(seq); }
  Part& part(std::size_t seq, std::size_t index) { return entries.at(seq).parts.at(index - 1); }
  /// For the end: the copy that was restored goes on as this ledger.
  static Entry restored();
  /// Ticks of the ledger, to make it long.
  void fill(std::size_t size);
  Built build() const;
  std::string note(const std::string& text, const std::vector<std::string>& logs, const std::vector<std::string>& witnesses, std::uint64_t time) const;
};

struct Standing {
  int kind;
  std::string owner;
  int currency;
  auto operator<=>(const Standing&) const = default;
};

struct Chain {
  std::uint64_t parts = 0;
  std::string last = std::string(32, '\0');
  std::map<Standing, std::int64_t> balances;
  bool erased = false;
};

struct Proposed {
  std::string about, asked, rulebook;
  std::int64_t opened, expires;
};

/// What making an entry needs of those before it.
class Builder {
 public:
  explicit Builder(const World& made_of) : world(made_of) {}
  void add(Entry entry);
  std::uint64_t seq() const { return built.headers.size(); }
  std::string checkpoint_at(std::size_t size, const std::vector<std::string>& logs, const std::vector<std::string>& witnesses) const;
  V seal(std::int64_t day) const;
  static std::string seal_leaf(const std::string& ledger_id, std::uint64_t seq, int kind, const std::string& subject, const Chain& chain);

  const World& world;
  Built built;
  std::map<std::pair<int, std::string>, Chain> chains;
  std::map<std::uint64_t, Proposed> proposals;
  std::map<std::string, V> requests;
  std::string rulebook;

 private:
  V make_part(const Entry& entry, const Part& part);
  void erase(const V& erased);
  std::string statement(const Entry& entry, const Part& part) const;
};

/// The statement of a subject sealed by the entry `seal_seq`. `edit` comes before it is encoded.
std::string statement(const World& world, const Built& built, int kind, const std::string& subject, std::uint64_t seal_seq, const std::function<void(V&)>& edit = {});
std::string receipt(const Built& built, std::uint64_t index);

constexpr std::int64_t kStart = 1'767'225'600'000'000;  // 2026-01-01T00:00:00Z
constexpr int kPhp = 608, kUsd = 840;

std::string tile_path(std::uint64_t index, std::uint64_t width);
/// Where each of the world's entries stands.
namespace at {
enum : std::size_t {
  create, enrol_ana, enrol_rosa, enrol_gina, enrol_sys, pool, ward_a, ward_b, order, award_a, award_b, credit, match, match_approved, court_order, request,
  approve_ana, approve_ben, release, settle, seal, ward_c, erase, erase_approved, court_order_b, reverse, log_key, witnesses, rulebook, rulebook_approved,
  revoke, denied, tick, request_2, cancel, seal_2, charge, count
};
}

}  // namespace forge

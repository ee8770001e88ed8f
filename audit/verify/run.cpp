#include <algorithm>
#include <chrono>
#include <fstream>
#include <iostream>
#include <sstream>

#include "audit/verify/options.h"

namespace verify {
namespace {

constexpr const char* kVersion = "katiwala-verify 1 (record format version 1)";
constexpr const char* kHelp = R"(katiwala-verify: checks a trust ledger's record, by its published format alone.

  katiwala-verify export DIR --policy FILE [--from-checkpoint OLD] [--resume STATE] [--threads N]
  katiwala-verify statement FILE --policy FILE
  katiwala-verify receipt FILE.tlog-proof --header FILE | --leaf HEX --policy FILE
  katiwala-verify growth OLD NEW --proof FILE | --tiles DIR --policy FILE
  katiwala-verify vkey VKEY
  katiwala-verify --help | --version

  --policy FILE           the log's and the witnesses' keys and the quorum (C2SP tlog-policy)
  --from-checkpoint OLD   a checkpoint kept from earlier: the export must have grown out of it
  --resume STATE          go on where an earlier run ended, and keep the state for a later one
  --max-age SECONDS       count only cosignatures that are not older
  --proof FILE            a consistency proof: hashes in base64, one a line
  --json, --quiet         one JSON object; nothing at all when it is good

exit 0: good.  1: bad, and the first bad place is named.  2: unusable input or usage.
)";

struct Usage : Unusable {
  using Unusable::Unusable;
};

Options parse(const std::vector<std::string>& arguments, std::vector<std::string>& plain) {
  Options options;
  options.now_s = std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& name = arguments[i];
    if (!name.starts_with("--")) {
      plain.push_back(name);
      continue;
    }
    if (name == "--json") { options.json = true; continue; }
    if (name == "--quiet") { options.quiet = true; continue; }
    if (++i == arguments.size()) throw Usage(name + " needs a value, or is not known");
    const std::string& value = arguments[i];
    const auto number = [&] {
      const auto parsed = decimal(value);
      if (!parsed || *parsed == 0) throw Usage(name + ": not a number above zero");
      return *parsed;
    };
    if (name == "--policy") options.policy = value;
    else if (name == "--from-checkpoint") options.from_checkpoint = value;
    else if (name == "--resume") options.resume = value;
    else if (name == "--threads") options.threads = static_cast<unsigned>(std::min<std::uint64_t>(number(), 1024));
    else if (name == "--max-age") options.max_age_s = static_cast<std::int64_t>(number());
    else if (name == "--header") options.header = value;
    else if (name == "--leaf") options.leaf = value;
    else if (name == "--proof") options.proof = value;
    else if (name == "--tiles") options.tiles = value;
    else throw Usage(name + " is not known");
  }
  return options;
}

/// A verifier key taken apart.
std::string describe_key(const std::string& vkey) {
  const auto key = parse_note_key(vkey);
  if (!key) throw Unusable("not a verifier key of a type this program verifies, or its key id is not its own");
  return "name    " + key->name + "\nkey id  " + hex(key->id) + "\ntype    " + (key->type == NoteKey::Type::log ? "01 Ed25519, signs heads" : "04 Ed25519, cosigns heads") + "\nkey     " + hex(key->key) + "\n";
}

Report dispatch(const std::vector<std::string>& plain, Options& options) {
  const std::string command = plain.empty() ? "" : plain[0];
  if (command != "export" && command != "statement" && command != "receipt" && command != "growth") throw Usage("no such command");
  if (plain.size() != (command == "growth" ? 3 : 2)) throw Usage(command + ": not so many files");
  if (options.policy.empty()) throw Usage("--policy is needed: without keys held beforehand nothing can be trusted");
  options.target = plain[1];
  const Policy policy = Policy::parse(read_input(options.policy));
  if (command == "export") return verify_export(options, policy);
  if (command == "statement") return verify_statement(options, policy);
  if (command == "receipt") {
    if (options.header.empty() == options.leaf.empty()) throw Usage("receipt: one of --header and --leaf is needed");
    return verify_receipt(options, policy);
  }
  if (options.proof.empty() == options.tiles.empty()) throw Usage("growth: one of --proof and --tiles is needed");
  options.newer = plain[2];
  return verify_growth(options, policy);
}

}  // namespace

std::string read_input(const std::filesystem::path& path) {
  std::error_code error;
  std::ifstream file(path, std::ios::binary);
  if (!file || !std::filesystem::is_regular_file(path, error)) throw Unusable(path.string() + ": can not be read");
  std::ostringstream out;
  out << file.rdbuf();
  return out.str();
}

int run(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err) {
  bool json = false;
  try {
    if (arguments == std::vector<std::string>{"--help"}) return out << kHelp, 0;
    if (arguments == std::vector<std::string>{"--version"}) return out << kVersion << "\n", 0;
    if (arguments.size() == 2 && arguments[0] == "vkey") return out << describe_key(arguments[1]), 0;
    json = std::find(arguments.begin(), arguments.end(), "--json") != arguments.end();
    std::vector<std::string> plain;
    Options options = parse(arguments, plain);
    const Report report = dispatch(plain, options);
    if (json) out << report.json();
    else if (!options.quiet) out << report.text();
    return 0;
  } catch (const Refused& refused) {
    if (json) out << refusal_json(refused);
    else err << refusal_text(refused);
    return 1;
  } catch (const Usage& usage) {
    err << "katiwala-verify: " << usage.what() << "\n" << (json ? "" : kHelp);
    if (json) out << unusable_json(usage.what());
    return 2;
  } catch (const std::exception& unusable) {
    if (json) out << unusable_json(unusable.what());
    else err << "katiwala-verify: " << unusable.what() << "\n";
    return 2;
  }
}

}  // namespace verify

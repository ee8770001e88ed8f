// The page for those who check a paper, its script run as a reader's device runs it, over trees of every awkward size.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>

#include "api/heads/check_page.h"
#include "api/heads/public_log.h"
#include "ledger/crypto/digest.h"
#include "ledger/store/engines.h"
#include "ledger/tree/tree.h"
#include "tests/support/program.h"

namespace katiwala::api::check_page_test {
namespace {

namespace fs = std::filesystem;
using katiwala::testing::shell;

constexpr const char* kOrigin = "sandbox.example/papers";

class Scratch {
 public:
  Scratch() {
    std::string name = (fs::temp_directory_path() / "check-page-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~Scratch() { fs::remove_all(path_); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

Digest leaf(std::uint64_t seq) { return crypto::sha256(view("leaf " + std::to_string(seq))); }

/// The files of a tree whose leaves are those above: checkpoint and hash tiles, as the public listener gives them.
class Tree final : public audit::LogSource {
 public:
  explicit Tree(std::uint64_t size) {
    std::vector<tree::FullTile> done;
    for (std::uint64_t seq = 0; seq < size; ++seq) frontier_.append(leaf(seq), done);
    for (tree::FullTile& tile : done) full_.emplace(std::pair(tile.id.level, tile.id.index), std::move(tile.hashes));
  }
  [[nodiscard]] Result<Bytes> full_tile(tree::TileId id) const override { return full_.at({id.level, id.index}); }
  [[nodiscard]] Result<Digest> leaf_hash(record::Seq seq) const override { return leaf(seq); }
  [[nodiscard]] Result<Bytes> header(record::Seq) const override { return refuse(Code::ENTRY_MISSING); }

  void write(const fs::path& folder) const {
    const std::uint64_t size = frontier_.size();
    for (std::uint8_t level = 0; level < 4; ++level) {
      const std::uint64_t count = size >> (8 * level), full = count / 256;
      const auto put = [&](std::uint64_t index, unsigned width) {
        const auto bytes = audit::read_tile(*this, size, *audit::parse_tile_path(tree::tile_path({level, index}, width)));
        ASSERT_TRUE(bytes.ok());
        save(folder / tree::tile_path({level, index}, width), text_of(*bytes));
      };
      for (std::uint64_t index = 0; index < full; ++index) put(index, 256);
      if (count % 256 != 0) put(full, static_cast<unsigned>(count % 256));
    }
    const Digest root = frontier_.root();
    save(folder / "checkpoint", std::string(kOrigin) + "\n" + std::to_string(size) + "\n" + to_base64(root) + "\n\n— " + kOrigin + " AAAA\n");
  }
  static void save(const fs::path& path, std::string_view text) {
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
  }

 private:
  tree::Frontier frontier_;
  std::map<std::pair<unsigned, std::uint64_t>, Bytes> full_;
};

/// What the script says to one line over the files in a folder: "good" or "bad", and why.
class Reader {
 public:
  explicit Reader(const fs::path& folder) : folder_(folder) {
    Tree::save(folder_ / "check.mjs", check_page::kScript);
    Tree::save(folder_ / "run.mjs",
               "import { readFileSync } from 'node:fs';\nimport { check } from './check.mjs';\n"
               "const [folder, ...lines] = process.argv.slice(2);\nconst read = async (path) => new Uint8Array(readFileSync(folder + '/' + path));\n"
               "for (const line of lines) {\n  const said = await check(read, line).catch((error) => ({ good: false, what: error.message }));\n"
               "  console.log((said.good ? 'good ' : 'bad ') + said.what);\n}\n");
  }
  [[nodiscard]] std::string say(const std::string& lines) const { return shell("node " + (folder_ / "run.mjs").string() + " " + folder_.string() + " " + lines).output; }

 private:
  fs::path folder_;
};

std::string line_of(std::uint64_t seq) { return "'katiwala:" + std::string(kOrigin) + "/" + std::to_string(seq) + "#" + to_hex(leaf(seq)) + "' "; }
std::string code_of(std::uint64_t seq, const Digest& hash) { return std::to_string(seq) + "." + to_hex(hash) + " "; }

TEST(CheckPage, FindsEveryEntryOfTreesOfAwkwardSizes) {
  KATIWALA_NEEDS_PROGRAM("node");
  for (const std::uint64_t size : {1ull, 2ull, 3ull, 255ull, 256ull, 257ull, 512ull, 700ull, 65'535ull, 65'536ull, 65'537ull, 66'000ull}) {
    const Scratch place;
    Tree(size).write(place.path());
    const std::uint64_t some[] = {0, size / 2, size - 1, size >= 257 ? size - 257 : 0};
    std::string lines, expected;
    for (const std::uint64_t seq : some) {
      lines += line_of(seq) + code_of(seq, leaf(seq)) + code_of(seq, leaf(seq + 1));
      const std::string entry = "Entry " + std::to_string(seq);
      for (int way = 0; way < 2; ++way) expected += "good " + entry + " stands in this record as the paper names it.\n";
      expected += "bad " + entry + " of this record is another one. Keep this paper, and tell the court or the auditor.\n";
    }
    EXPECT_EQ(Reader(place.path()).say(lines), expected) << size;
  }
}

TEST(CheckPage, SaysWhatIsWrong) {
  KATIWALA_NEEDS_PROGRAM("node");
  const Scratch place;
  Tree(700).write(place.path());
  const Reader reader(place.path());
  EXPECT_EQ(reader.say("'hello'"), "bad That is not a line of such a paper.\n");
  EXPECT_EQ(reader.say("'katiwala:other.example/1#" + to_hex(leaf(1)) + "'"), "bad The paper is of another record, other.example.\n");
  EXPECT_NE(reader.say(line_of(700)).find("bad This record publishes 700 entries and not yet entry 700."), std::string::npos);
  // One bit of a tile that the entry's way to the root does not touch, then of one that it does.
  for (const char* tile : {"tile/0/002.p/188", "tile/1/000.p/2"}) {
    const Scratch other;
    Tree(700).write(other.path());
    std::fstream file(other.path() / tile, std::ios::in | std::ios::out | std::ios::binary);
    const char changed = static_cast<char>(file.get() ^ 1);
    file.seekp(0);
    file.put(changed);
    file.close();
    EXPECT_NE(Reader(other.path()).say(line_of(0)).find("bad The published files do not make the published head."), std::string::npos) << tile;
  }
}

/// Nothing but the files of the log may be asked for, and nothing from elsewhere may run.
TEST(CheckPage, IsServedAsItIs) {
  const auto store = store::memory_store(store::LedgerId{});
  const auto get = [&](const std::string& path) {
    transport::Request request;
    request.method = "GET";
    request.target.path = path;
    return answer_public(request, nullptr, *store, "about");
  };
  const auto answer = get("/check");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, check_page::kHtml);
  EXPECT_EQ(*answer.headers.find("content-security-policy"),
            "default-src 'none'; script-src 'sha256-" + to_base64(crypto::sha256(view("\n" + std::string(check_page::kScript)))) + "'; style-src 'sha256-" +
                to_base64(crypto::sha256(view("\n" + std::string(check_page::kStyle)))) +
                "'; connect-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'; report-uri /policy-report");
  for (const char* path : {"/check/", "/check.js", "/check.css"}) EXPECT_EQ(get(path).status, 404) << path;
  for (const std::string_view text : {check_page::kHtml, check_page::kScript, check_page::kStyle}) {
    EXPECT_EQ(text.find("http"), std::string_view::npos) << "nothing from elsewhere";
    EXPECT_FALSE(text.empty());
  }
}

/// What a browser without scripts shows, or one that is too old for the script: the script's last part takes it away.
TEST(CheckPage, TellsABrowserThatCanNotDoIt) {
  EXPECT_NE(check_page::kHtml.find("<p id=\"unable\">If this sentence stays, your browser can not"), std::string_view::npos);
  EXPECT_EQ(check_page::kHtml.find("<noscript"), std::string_view::npos) << "it would say so in one of the two cases alone";
  EXPECT_GT(check_page::kScript.find("getElementById('unable').remove()"), check_page::kScript.find("typeof document !== 'undefined'"));
}

TEST(CheckPage, ReportsOfItsPolicyAreTakenAndForgotten) {
  const auto store = store::memory_store(store::LedgerId{});
  transport::Request request;
  request.target.path = "/policy-report";
  request.body = R"({"csp-report":{"document-uri":"https://records.example/check#canary"}})";
  for (const auto& [method, status] : {std::pair("POST", 204), {"GET", 404}, {"PUT", 405}}) {
    request.method = method;
    const auto answer = answer_public(request, nullptr, *store, "about");
    EXPECT_EQ(answer.status, status) << method;
    EXPECT_EQ(answer.body.find("canary"), std::string::npos);
  }
  EXPECT_EQ(public_route(request), "/policy-report") << "by which they are counted";
}

}  // namespace
}  // namespace katiwala::api::check_page_test

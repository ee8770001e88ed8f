// Messages too long to be held in memory: what is kept is what came, sealed and without a name; who may send one, and where to.
#include "api/long_bodies.h"

#include <fstream>

#include "api/door/door.h"
#include "ledger/crypto/digest.h"
#include "tests/api/door/story.h"

namespace katiwala::api::door::testing::long_bodies_test {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPiece = std::size_t{64} << 10;  // long_bodies.cpp
constexpr Digest kSomebody{1}, kAnother{2}, kThird{3};
const std::string kCanary = "CANARY-OF-AN-INVENTED-CHILD ";

class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "katiwala-long-XXXXXX").string();
    EXPECT_NE(::mkdtemp(name.data()), nullptr);
    path_ = name;
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] const fs::path& path() const { return path_; }

  /// The bytes of the files that this process has open below it.
  [[nodiscard]] std::string open_files() const {
    std::string out;
    for (const auto& entry : fs::directory_iterator("/proc/self/fd")) {
      std::error_code gone;
      const fs::path target = fs::read_symlink(entry.path(), gone);
      if (gone || !target.string().starts_with(path_.string())) continue;
      std::ifstream in(entry.path(), std::ios::binary);
      out.append(std::istreambuf_iterator<char>(in), {});
    }
    return out;
  }

 private:
  fs::path path_;
};

std::string text_of(std::size_t bytes) {
  std::string out;
  for (std::size_t i = 0; out.size() < bytes; ++i) out += kCanary + std::to_string(i) + " ";
  out.resize(bytes);
  return out;
}

std::shared_ptr<const transport::StoredBody> kept(LongBodies& bodies, const std::string& text, std::size_t cut) {
  auto body = bodies.take(kSomebody, text.size()).value();
  for (std::size_t at = 0; at < text.size(); at += cut) EXPECT_TRUE(body->take(std::string_view(text).substr(at, cut)).ok());
  return body->finish().value();
}

TEST(LongBodies, KeepWhatCameHoweverItCame) {
  const Folder folder;
  LongBodies bodies(folder.path());
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, kPiece - 1, kPiece, kPiece + 1, 3 * kPiece, 3 * kPiece + 7}) {
    const std::string text = text_of(size);
    for (const std::size_t cut : {std::size_t{1'000}, kPiece, std::size_t{100'000}}) {
      const auto body = kept(bodies, text, cut);
      ASSERT_EQ(body->size(), size);
      EXPECT_EQ(body->sha256(), crypto::sha256(view(text)));
      EXPECT_EQ(beginning_of(*body, size).value(), text);
      for (const auto& [from, count] : {std::pair{std::size_t{0}, std::size_t{1}}, {kPiece - 1, std::size_t{2}}, {std::size_t{5}, 2 * kPiece}}) {
        if (from + count > size) continue;
        std::string part(count, '?');
        ASSERT_TRUE(body->read(from, part).ok());
        EXPECT_EQ(part, text.substr(from, count)) << from;
      }
    }
  }
}

TEST(LongBodies, LieOnTheDiskSealedAndWithoutAName) {
  const Folder folder;
  LongBodies bodies(folder.path());
  const std::string text = text_of(3 * kPiece);
  {
    const auto body = kept(bodies, text, 16'384);
    const std::string on_disk = folder.open_files();
    EXPECT_GE(on_disk.size(), text.size()) << "the control: it is there";
    EXPECT_EQ(on_disk.find(kCanary), std::string::npos);
    EXPECT_TRUE(fs::is_empty(folder.path()));
  }
  EXPECT_EQ(folder.open_files(), "") << "gone with its last reader";
}

std::string refused(LongBodies& bodies, const Digest& certificate, std::size_t bytes) {
  const auto taken = bodies.take(certificate, bytes);
  return taken.ok() ? std::string("taken") : std::string(name_of(taken.refusal().code));
}

TEST(LongBodies, AreFewAtOnceAndBounded) {
  const Folder folder;
  LongBodies bodies(folder.path());
  EXPECT_EQ(refused(bodies, kSomebody, LongBodies::kMostBytes + 1), "HTTP_BODY_TOO_LARGE");
  std::vector<std::unique_ptr<transport::LongBody>> under_way;
  for (const Digest& who : {kSomebody, kAnother})
    for (std::size_t i = 0; i < LongBodies::kMostAtOnce / 2; ++i) under_way.push_back(bodies.take(who, LongBodies::kMostBytes).value());
  EXPECT_EQ(refused(bodies, kThird, 1), "HTTP_BUSY");
  const auto whole = under_way.back()->finish().value();
  under_way.pop_back();
  EXPECT_EQ(refused(bodies, kThird, 1), "HTTP_BUSY") << "while one is read it is one of them";
  under_way.pop_back();
  EXPECT_EQ(refused(bodies, kThird, 1), "taken");
  LongBodies nowhere(folder.path() / "missing");
  for (std::size_t i = 0; i <= LongBodies::kMostAtOnce; ++i) EXPECT_EQ(refused(nowhere, kSomebody, 1), "STORE_IO") << "what came to nothing holds no place";
}

TEST(LongBodies, OneCertificateLeavesRoomForAnother) {
  const Folder folder;
  LongBodies bodies(folder.path());
  std::vector<std::unique_ptr<transport::LongBody>> under_way;
  for (std::size_t i = 0; i < LongBodies::kMostOfOne; ++i) under_way.push_back(bodies.take(kSomebody, 1).value());
  EXPECT_EQ(refused(bodies, kSomebody, 1), "HTTP_BUSY");
  EXPECT_EQ(refused(bodies, kAnother, 1), "taken");
  under_way.pop_back();
  EXPECT_EQ(refused(bodies, kSomebody, 1), "taken");
}

// -- through the door

/// One credit, and blanks until it is longer than what is held in memory.
std::string long_message(const std::string& reference) {
  std::string out = Story::credit_xml(reference, "500.00 PHP", "", "2026-03-02");
  const std::size_t end = out.rfind("</Document>");
  return out.insert(end, std::string(kMostInMemory + 1 - out.size(), '\n'));
}

transport::Headers headers_of(const std::string& type, const std::string& key) {
  transport::Headers out;
  out.set("content-type", type);
  out.set("idempotency-key", key);
  return out;
}

std::string code_in(const transport::Response& response) {
  const auto body = transport::parse_json(response.body);
  const Json* code = body.ok() ? body->find("code") : nullptr;
  return std::to_string(response.status) + " " + (code == nullptr || code->text() == nullptr ? "" : *code->text());
}

TEST(LongMessages, AreTakenLikeShortOnes) {
  Story s;
  s.move_clock("2026-03-02T10:00:00");
  const std::string message = long_message("LONG-1");
  ASSERT_EQ(message.size(), kMostInMemory + 1);
  const auto taken = s.call("bank", "POST", "/v1/bank-messages", message, headers_of("application/xml", "long-1"));
  ASSERT_EQ(taken.status, 200) << taken.body;
  EXPECT_NE(taken.body.find("\"received\""), std::string::npos) << taken.body;
  const auto again = s.call("bank", "POST", "/v1/bank-messages", message, headers_of("application/xml", "long-1"));
  EXPECT_EQ(again.body, taken.body);
  EXPECT_NE(again.headers.find("idempotent-replayed"), nullptr);
  std::string other = message;
  other[other.size() - 20] = ' ';
  EXPECT_EQ(code_in(s.call("bank", "POST", "/v1/bank-messages", other, headers_of("application/xml", "long-1"))), "422 IDEMPOTENCY_MISMATCH");
}

TEST(LongMessages, AreRefusedBeforeTheyAreReadWhereTheyMayNotCome) {
  Story s;
  const std::string message = long_message("LONG-2");
  const struct {
    const char *who, *path, *code;
  } kCases[] = {{"bank", "/v1/wards", "413 HTTP_BODY_TOO_LARGE"},
                {"bank", "/v1/nothing", "413 HTTP_BODY_TOO_LARGE"},
                {"bank", "/problems", "413 HTTP_BODY_TOO_LARGE"},
                {"auditor", "/v1/bank-messages", "403 ROLE_FORBIDDEN"},
                {"guardian", "/v1/bank-messages", "403 ROLE_FORBIDDEN"}};
  for (const auto& c : kCases) EXPECT_EQ(code_in(s.call(c.who, "POST", c.path, message, headers_of("application/xml", "long-2"))), c.code) << c.who << " " << c.path;
}

TEST(LongMessages, AreWhatTheirHeadersSay) {
  Story s;
  s.move_clock("2026-03-02T10:00:00");
  const std::string message = long_message("LONG-3");
  const auto sent = [&](const std::string& digest, const std::string& type) {
    transport::Headers headers = headers_of(type, s.fresh_key());
    headers.set("content-digest", digest);
    return code_in(s.call("bank", "POST", "/v1/bank-messages", message, headers));
  };
  const std::string right = "sha-256=:" + to_base64(crypto::sha256(view(message))) + ":", wrong = "sha-256=:" + to_base64(crypto::sha256(view("x"))) + ":";
  EXPECT_EQ(sent(wrong, "application/xml"), "400 CONTENT_DIGEST");
  EXPECT_EQ(sent("sha-512=:" + to_base64(crypto::sha512(view(message))) + ":", "application/xml"), "400 CONTENT_DIGEST");
  EXPECT_EQ(sent(right, "text/plain"), "415 MEDIA_TYPE");
  EXPECT_EQ(sent(right, "application/xml"), "200 ");
}

}  // namespace
}  // namespace katiwala::api::door::testing::long_bodies_test

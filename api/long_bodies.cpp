#include "api/long_bodies.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "api/transport/http_parser.h"
#include "ledger/crypto/digest.h"
#include "ledger/crypto/seal.h"

namespace katiwala::api {
namespace {

using transport::Tally;

constexpr std::size_t kPiece = std::size_t{64} << 10;  // of a body; sealed it is kTagBytes longer

Refusal failed(const char* what) { return refuse(Code::STORE_IO, std::string(what) + " a long body: " + std::strerror(errno) + "."); }

/// A file without a name, for this process alone.
int nameless(const std::filesystem::path& folder) {
  const int fd = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR)) return fd;
  // Not every file system has such; one that loses its name at once is the same but for a crash in between.
  std::string name = (folder / ".body-XXXXXX").string();
  const int named = ::mkostemp(name.data(), O_CLOEXEC);
  if (named >= 0) ::unlink(name.c_str());
  return named;
}

/// Every piece has its own, under a key of this body alone.
crypto::Nonce nonce_of(std::size_t piece) {
  crypto::Nonce out{};
  for (std::size_t i = 0; i < 8; ++i) out[i] = static_cast<std::uint8_t>(piece >> (8 * i));
  return out;
}

/// The file, the key, and its places among those under way.
class SealedFile {
 public:
  SealedFile(int fd, Tally::Hold of_all, Tally::Hold of_one)
      : fd_(fd), of_all_(std::move(of_all)), of_one_(std::move(of_one)), key_(crypto::fresh_data_key(crypto::system_entropy())) {}
  ~SealedFile() { ::close(fd_); }
  SealedFile(const SealedFile&) = delete;
  SealedFile& operator=(const SealedFile&) = delete;

  Status write(std::size_t piece, std::string_view clear) const {
    const Bytes sealed = crypto::seal(key_, nonce_of(piece), {}, view(clear));
    std::size_t done = 0;
    while (done < sealed.size()) {
      const ssize_t written = ::pwrite(fd_, sealed.data() + done, sealed.size() - done, static_cast<off_t>(at(piece) + done));
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) return failed("Can not keep");
      done += static_cast<std::size_t>(written);
    }
    return good();
  }

  [[nodiscard]] Result<Bytes> read(std::size_t piece, std::size_t clear_bytes) const {
    Bytes sealed(clear_bytes + crypto::kTagBytes);
    std::size_t done = 0;
    while (done < sealed.size()) {
      const ssize_t got = ::pread(fd_, sealed.data() + done, sealed.size() - done, static_cast<off_t>(at(piece) + done));
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) return failed("Can not read");
      done += static_cast<std::size_t>(got);
    }
    auto clear = crypto::open(key_, nonce_of(piece), {}, sealed);
    if (!clear.ok()) return refuse(Code::STORE_IO, "A long body is not what was kept of it.");
    return clear;
  }

 private:
  static std::size_t at(std::size_t piece) { return piece * (kPiece + crypto::kTagBytes); }
  int fd_;
  Tally::Hold of_all_, of_one_;
  crypto::DataKey key_;
};

class Stored final : public transport::StoredBody {
 public:
  Stored(std::unique_ptr<SealedFile> file, std::size_t size, const Digest& sha256) : file_(std::move(file)), size_(size), sha256_(sha256) {}
  [[nodiscard]] std::size_t size() const override { return size_; }
  [[nodiscard]] const Digest& sha256() const override { return sha256_; }

  Status read(std::size_t at, std::span<char> room) const override {
    KATIWALA_ASSERT(at <= size_ && room.size() <= size_ - at, "a piece that does not lie within a body");
    while (!room.empty()) {
      const std::size_t piece = at / kPiece, within = at % kPiece;
      KATIWALA_TRY(const Bytes clear, file_->read(piece, std::min(kPiece, size_ - piece * kPiece)));
      const std::size_t here = std::min(room.size(), clear.size() - within);
      std::memcpy(room.data(), clear.data() + within, here);
      at += here;
      room = room.subspan(here);
    }
    return good();
  }

 private:
  std::unique_ptr<SealedFile> file_;
  std::size_t size_;
  Digest sha256_;
};

class Arriving final : public transport::LongBody {
 public:
  explicit Arriving(std::unique_ptr<SealedFile> file) : file_(std::move(file)) {}

  Status take(std::string_view bytes) override {
    hash_.update(view(bytes));
    size_ += bytes.size();
    while (!bytes.empty()) {
      const std::size_t here = std::min(bytes.size(), kPiece - piece_.size());
      piece_.append(bytes.substr(0, here));
      bytes.remove_prefix(here);
      if (piece_.size() == kPiece) KATIWALA_CHECK(put_piece());
    }
    return good();
  }

  Result<std::shared_ptr<const transport::StoredBody>> finish() override {
    if (!piece_.empty()) KATIWALA_CHECK(put_piece());
    return std::shared_ptr<const transport::StoredBody>(std::make_shared<Stored>(std::move(file_), size_, hash_.finish()));
  }

 private:
  Status put_piece() {
    KATIWALA_CHECK(file_->write(pieces_++, piece_));
    piece_.clear();
    return good();
  }

  std::unique_ptr<SealedFile> file_;
  crypto::Sha256 hash_;
  std::string piece_;
  std::size_t pieces_ = 0, size_ = 0;
};

}  // namespace

Result<std::unique_ptr<transport::LongBody>> LongBodies::take(const Digest& certificate, std::size_t bytes) {
  if (bytes > kMostBytes) return transport::body_too_large(kMostBytes);
  Tally::Hold of_one = of_one_.take(certificate);
  if (!of_one) return refuse(Code::HTTP_BUSY, "As many long messages of this certificate are under way as are taken at once; send it again later.");
  Tally::Hold of_all = of_all_.take({});
  if (!of_all) return refuse(Code::HTTP_BUSY, "As many long messages are under way as are taken at once; send it again later.");
  const int fd = nameless(folder_);
  if (fd < 0) return failed("There is no room for");
  auto file = std::make_unique<SealedFile>(fd, std::move(of_all), std::move(of_one));
  return std::unique_ptr<transport::LongBody>(std::make_unique<Arriving>(std::move(file)));
}

}  // namespace katiwala::api

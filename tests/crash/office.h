/// Everybody who has business at one door, with a client each: through real HTTPS to a server in another process.
///
/// Not thread-safe: one office a thread. Everybody in it is invented.
#pragma once

#include <gtest/gtest.h>

#include <map>

#include "api/ledger_folder.h"
#include "api/transport/client.h"
#include "api/transport/json.h"
#include "ledger/crypto/signature.h"

namespace katiwala::crash {

using api::Path;
using api::transport::Json;

struct Reply {
  bool answered = false;  ///< false: whether it was carried out is unknown
  int status = 0;
  bool replayed = false;
  std::string raw;
  Json body;

  /// The text at a path of keys and numbers ("lines/0/result"), or "" if there is none.
  [[nodiscard]] std::string text(std::string_view path) const;
  [[nodiscard]] std::int64_t number(std::string_view path) const;  ///< -1 if there is none
  [[nodiscard]] const Json* find(std::string_view path) const;
};

Json object(std::initializer_list<std::pair<std::string, Json>> members);

class Office {
 public:
  /// `root`: where the certificates are.
  Office(Path root, std::uint16_t port) : root_(std::move(root)), port_(port) {}

  Reply get(const std::string& who, const std::string& path);
  Reply send(const std::string& who, const std::string& path, const std::string& body, const std::string& type, const std::string& key);
  /// With a fresh key unless one is given.
  Reply post(const std::string& who, const std::string& path, const Json& body, const std::string& key = {});
  Reply bank(const std::string& xml, const std::string& key = {});

  /// The canonical bytes of a proposal, signed.
  Json approval(const std::string& who, std::int64_t proposal);
  Reply approve(const std::string& who, std::int64_t proposal);
  /// Proposed, approved; the test fails unless the last of the two is 201.
  Reply done(const std::string& path, const Json& body, const std::string& asks = "officer-1", const std::string& agrees = "officer-2");
  /// `body` with its signature by `who`; empty if the door did not answer.
  std::optional<Json> signed_request(const std::string& who, const std::string& path, Json body, const std::string& key);
  Reply release(const std::string& request);
  std::string certificate_of_new(const std::string& who);

  static std::string fresh_key();
  static std::string fresh_id();

 private:
  struct Person {
    api::transport::HttpsClient client;
    std::unique_ptr<crypto::Signer> signer;
  };
  Person& person(const std::string& who);
  Bytes sign(const std::string& who, ByteView bytes);

  Path root_;
  std::uint16_t port_;
  std::map<std::string, Person> people_;
};

}  // namespace katiwala::crash

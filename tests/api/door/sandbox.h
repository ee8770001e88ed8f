/// A throw-away sandbox ledger with its door open, and one HTTPS client a founding role. Everybody in it is invented.
#pragma once

#include <gtest/gtest.h>

#include <map>

#include "api/house.h"
#include "api/transport/client.h"
#include "api/transport/json.h"

namespace katiwala::api::door::testing {

using transport::Json;

struct Reply {
  int status = 0;
  bool replayed = false;
  std::string type, raw;
  Json body;

  /// The text at a path of keys and numbers ("lines/0/result"), or "" if there is none.
  [[nodiscard]] std::string text(std::string_view path) const;
  [[nodiscard]] std::int64_t number(std::string_view path) const;  ///< -1 if there is none
  [[nodiscard]] std::string code() const { return text("code"); }
};

Json object(std::initializer_list<std::pair<std::string, Json>> members);

class Sandbox {
 public:
  Sandbox();
  ~Sandbox();
  Sandbox(const Sandbox&) = delete;
  Sandbox& operator=(const Sandbox&) = delete;

  House& house() { return *house_; }
  /// Ends the ledger, so that a program can be run on its folder, and begins it again, with all who were known.
  void close();
  void open();
  [[nodiscard]] const Path& root() const { return root_; }

  Reply get(const std::string& who, const std::string& path);
  /// With a fresh key unless one is given.
  Reply post(const std::string& who, const std::string& path, const Json& body, const std::string& key = {});
  Reply send(const std::string& who, const std::string& path, const std::string& body, const std::string& type, const std::string& key);
  /// The answer as it came, headers and all.
  transport::Response call(const std::string& who, const std::string& method, const std::string& path, const std::string& body, const transport::Headers& headers);
  /// False where the connection or the request is turned away for what the caller is.
  bool is_let_in(const std::string& who);
  Reply bank(const std::string& xml, const std::string& key = {});
  Reply bank_mt(const std::string& text, const std::string& key = {});

  /// Signs the canonical bytes of the proposal (or others, if given) and approves.
  Reply approve(const std::string& who, std::int64_t proposal, const Bytes* other_bytes = nullptr);
  /// Proposed by officer-1, approved by officer-2; the reply to the last of the two.
  Reply agree(const std::string& path, const Json& body);
  /// `agree` that must succeed.
  Reply done(const std::string& path, const Json& body);
  Bytes sign(const std::string& who, ByteView bytes);

  /// Issues an identity and a client for it; not yet enrolled.
  std::string certificate_of_new(const std::string& who);
  void move_clock(const std::string& manila_time);  ///< "2026-03-02T10:00:00"

  std::string fresh_key() { return "test-" + std::to_string(++keys_); }

 private:
  void connect(const std::string& who, const transport::Identity& identity);

  Path root_;
  std::unique_ptr<House> house_;
  std::map<std::string, transport::HttpsClient> clients_;
  std::map<std::string, std::unique_ptr<crypto::Signer>> signers_;
  std::map<std::string, transport::Identity> identities_;
  int keys_ = 0;
};

}  // namespace katiwala::api::door::testing

/// What watches a ledger while it is served: the access log, the figures, the admin listener. Made before the house and gone after it.
#pragma once

#include "api/operations/log_file.h"
#include "api/transport/access_log.h"
#include "api/transport/server.h"
#include "api/transport/server_figures.h"

namespace katiwala::api {

class House;

class Operations {
 public:
  Operations() = default;
  ~Operations();
  Operations(const Operations&) = delete;
  Operations& operator=(const Operations&) = delete;

  /// A line a request of every listener from now on, but the admin one. STORE_IO.
  Status log_to(const std::string& path);
  /// FOLDER_OPTION, HTTP_UNREACHABLE (admin.h). The house must stay until `close_admin_listener`.
  Status open_admin_listener(const std::string& address, std::uint16_t port, House& house);
  void close_admin_listener();

  [[nodiscard]] std::vector<transport::Observer*> of_door() { return watchers(door_); }
  [[nodiscard]] std::vector<transport::Observer*> of_public() { return watchers(public_); }
  [[nodiscard]] std::vector<transport::Observer*> of_people() { return watchers(people_); }
  [[nodiscard]] bool is_admin_open() const { return admin_ != nullptr; }
  [[nodiscard]] std::string admin_url() const;  ///< pre: it is open
  /// What GET /metrics answers.
  [[nodiscard]] std::string metrics(House& house) const;

 private:
  std::vector<transport::Observer*> watchers(transport::ServerFigures& figures);

  std::unique_ptr<LogFile> log_file_;
  std::unique_ptr<transport::AccessLog> log_;
  transport::ServerFigures door_{"door"}, public_{"public"}, people_{"people"};
  std::string admin_address_;
  std::unique_ptr<transport::HttpServer> admin_;
};

}  // namespace katiwala::api

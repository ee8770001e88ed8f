#include "api/operations/operations.h"

#include "api/house.h"
#include "api/operations/admin.h"
#include "api/operations/ledger_figures.h"
#include "api/ports.h"

namespace katiwala::api {

Operations::~Operations() = default;

Status Operations::log_to(const std::string& path) {
  KATIWALA_TRY(log_file_, LogFile::open(path));
  log_ = std::make_unique<transport::AccessLog>([this](std::string_view line) { log_file_->append(line); }, &wall_micros);
  return good();
}

Status Operations::open_admin_listener(const std::string& address, std::uint16_t port, House& house) {
  AdminOptions options;
  options.address = address;
  options.port = port;
  options.metrics = [this, &house] { return metrics(house); };
  KATIWALA_TRY(admin_, open_admin(std::move(options)));
  admin_address_ = address;
  return good();
}

void Operations::close_admin_listener() {
  if (admin_) admin_->stop();
  admin_.reset();
}

std::string Operations::admin_url() const {
  KATIWALA_ASSERT(admin_ != nullptr, "the address of a listener that is not open");
  const bool six = admin_address_.find(':') != std::string::npos;
  return "http://" + (six ? "[" + admin_address_ + "]" : admin_address_) + ":" + std::to_string(admin_->port()) + "/metrics";
}

std::string Operations::metrics(House& house) const {
  transport::PrometheusText out;
  const transport::ServerFigures* const servers[] = {&door_, &public_, &people_};
  transport::ServerFigures::write(out, servers);
  write_ledger_figures(out, house);
  if (log_file_) {
    out.family("katiwala_log_lines_lost_total", transport::PrometheusText::Kind::counter, "Lines of the access log that could not be written.");
    out.sample({}, log_file_->lost());
  }
  return out.take();
}

std::vector<transport::Observer*> Operations::watchers(transport::ServerFigures& figures) {
  std::vector<transport::Observer*> out{&figures};
  if (log_) out.push_back(log_.get());
  return out;
}

}  // namespace katiwala::api

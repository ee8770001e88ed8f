#include "ledger/store/rocks_log.h"

#include <rocksdb/env.h>

#include <array>
#include <cstdarg>
#include <cstdio>
#include <string>

namespace katiwala::store {
namespace {

constexpr std::size_t kLongestLine = 1024;

class StandardError final : public rocksdb::Logger {
 public:
  explicit StandardError(rocksdb::InfoLogLevel level) : rocksdb::Logger(level) {}

  void LogHeader(const char*, va_list) override {}  // hundreds of lines of settings that rocks_settings.cpp says better
  using rocksdb::Logger::Logv;
  void Logv(const char* format, va_list arguments) override {
    std::array<char, kLongestLine> text{};
    if (std::vsnprintf(text.data(), text.size(), format, arguments) < 0) return;
    std::string line = std::string("rocksdb: ") + text.data();
    if (line.back() != '\n') line += '\n';
    // A refusal of standard error is nobody's business.
    static_cast<void>(std::fwrite(line.data(), 1, line.size(), stderr));
  }
};

}  // namespace

std::shared_ptr<rocksdb::Logger> rocks_log(bool silent) {
  return std::make_shared<StandardError>(silent ? rocksdb::InfoLogLevel::NUM_INFO_LOG_LEVELS : rocksdb::InfoLogLevel::WARN_LEVEL);
}

}  // namespace katiwala::store

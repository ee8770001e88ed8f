#include "audit/verify/state.h"

namespace verify {

namespace {
constexpr Bytes kMagic = "katiwala-verify/state/4\n";
}

State::State(Bytes file) : reading_(true) {
  if (!file.starts_with(kMagic) || file.size() < kMagic.size() + 32) throw Unusable("the state file is not one of this program");
  in_ = file.substr(0, file.size() - 32);
  if (view(sha256({in_})) != file.substr(in_.size())) throw Unusable("the state file is damaged");
  in_.remove_prefix(kMagic.size());
}

std::string State::file() const {
  const std::string body = std::string(kMagic) + out_;
  return body + std::string(view(sha256({body})));
}

void State::end() const {
  if (!in_.empty()) throw Unusable("the state file is longer than it should be");
}

void State::raw(char* bytes, std::size_t length) {
  if (!reading_) {
    out_.append(bytes, length);
    return;
  }
  if (in_.size() < length) throw Unusable("the state file ends early");
  std::memcpy(bytes, in_.data(), length);
  in_.remove_prefix(length);
}

std::size_t State::length(std::size_t now) {
  std::uint64_t value = now;
  item(value);
  if (reading_ && value > in_.size()) throw Unusable("the state file is damaged");
  return value;
}

}  // namespace verify

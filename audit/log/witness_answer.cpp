#include "audit/log/witness_answer.h"

#include <algorithm>

#include "audit/log/lines.h"
#include "audit/log/witness_rules.h"

namespace katiwala::audit {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// Media types compare without regard to case; parameters do not count (RFC 9110 §8.3.1).
bool is_size_type(std::string_view content_type) {
  content_type = content_type.substr(0, content_type.find(';'));
  const std::size_t end = content_type.find_last_not_of(" \t");
  content_type = content_type.substr(0, end == std::string_view::npos ? 0 : end + 1);
  return std::ranges::equal(content_type, kSizeType, {}, lower);
}

WitnessVerdict verdict(WitnessNext next, Code code, std::string message) {
  WitnessVerdict out;
  out.next = next;
  out.why = refuse(code, std::move(message));
  return out;
}

WitnessVerdict cosigned(const WitnessExchange& sent, std::string_view body) {
  WitnessVerdict out;
  const auto lines = parse_signature_lines(body);
  if (!lines.ok()) return verdict(WitnessNext::back_off, Code::WITNESS_REFUSED, "The witness answered 200 without signature lines.");
  std::vector<bool> seen(sent.keys.size());
  for (const SignatureLine& line : *lines) {
    for (std::size_t i = 0; i < sent.keys.size(); ++i) {
      if (seen[i] || sent.keys[i].type != KeyType::cosignature) continue;
      const auto time_s = verify_line(line, sent.keys[i], sent.text);
      if (!time_s.ok()) continue;
      seen[i] = true;
      out.lines.push_back(line);
      out.times_s.push_back(*time_s);
    }
  }
  if (out.lines.empty()) {
    return verdict(WitnessNext::back_off, Code::WITNESS_REFUSED, "The witness answered 200, but no line of it verifies under the witness's key.");
  }
  out.next = WitnessNext::keep;
  return out;
}

WitnessVerdict conflict(const WitnessExchange& sent, std::string_view content_type, std::string_view body) {
  if (!is_size_type(content_type)) return verdict(WitnessNext::alarm, Code::CHECKPOINT_FORK, "The witness has another root of the size it cosigned last.");
  const auto size = body.ends_with('\n') ? parse_decimal(body.substr(0, body.size() - 1)) : std::nullopt;
  if (!size) return verdict(WitnessNext::back_off, Code::WITNESS_REFUSED, "The witness answered 409 with something that is no size.");
  if (*size > sent.size) return verdict(WitnessNext::alarm, Code::WITNESS_AHEAD, std::string(sentence_of(Code::WITNESS_AHEAD)));
  if (sent.retries >= kMaxWitnessRetries) return verdict(WitnessNext::back_off, Code::WITNESS_CONFLICT, "The witness's size changes with every request.");
  WitnessVerdict out = verdict(WitnessNext::retry, Code::WITNESS_CONFLICT, std::string(sentence_of(Code::WITNESS_CONFLICT)));
  out.old_size = *size;
  return out;
}

}  // namespace

WitnessVerdict judge_answer(const WitnessExchange& sent, unsigned status, std::string_view content_type, std::string_view body) {
  switch (status) {
    case 200: return cosigned(sent, body);
    case 400: return verdict(WitnessNext::look, Code::WITNESS_REFUSED, "The witness did not read the request.");
    case 403: return verdict(WitnessNext::look, Code::WITNESS_REFUSED, "The witness does not trust the key that signed, or does not know this log.");
    case 404: return verdict(WitnessNext::look, Code::WITNESS_REFUSED, "The witness does not know this log.");
    case 409: return conflict(sent, content_type, body);
    case 422: return verdict(WitnessNext::alarm, Code::CHECKPOINT_FORK, "The witness holds the checkpoint to contradict the one it cosigned last.");
    case 0: return verdict(WitnessNext::back_off, Code::WITNESS_REFUSED, "The witness did not answer.");
    default: return verdict(WitnessNext::back_off, Code::WITNESS_REFUSED, "The witness answered " + std::to_string(status) + ".");
  }
}

}  // namespace katiwala::audit

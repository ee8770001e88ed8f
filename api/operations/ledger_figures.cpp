#include "api/operations/ledger_figures.h"

#include <algorithm>

#include "api/house.h"
#include "api/ports.h"

namespace katiwala::api {
namespace {

using transport::PrometheusText;
using Kind = PrometheusText::Kind;

std::int64_t size_of(const Publisher::Head& head) { return head ? static_cast<std::int64_t>(head->checkpoint.size) : 0; }

void gauge(PrometheusText& out, std::string_view name, std::string_view help, std::int64_t value) {
  out.family(name, Kind::gauge, help);
  out.sample({}, value);
}

/// One sample a witness.
template <class Value>
void each(PrometheusText& out, std::string_view name, std::string_view help, const std::vector<WitnessStanding>& standings, Value value) {
  out.family(name, Kind::gauge, help);
  for (const WitnessStanding& standing : standings) out.sample({{"witness", standing.name}}, static_cast<std::int64_t>(value(standing)));
}

void write_witnesses(PrometheusText& out, const std::vector<WitnessStanding>& standings, std::int64_t signed_entries, std::uint32_t quorum) {
  gauge(out, "katiwala_witness_quorum", "Cosignatures that must cover what is released; 0: none is asked for.", quorum);
  const auto agree = std::ranges::count_if(standings, [&](const WitnessStanding& w) { return w.counts && static_cast<std::int64_t>(w.size) >= signed_entries; });
  gauge(out, "katiwala_witnesses_up_to_date", "Witnesses that count and have cosigned the head signed last.", agree);
  each(out, "katiwala_witness_cosigned_entries", "Size of the head the witness cosigned last.", standings, [](const auto& w) { return w.size; });
  each(out, "katiwala_witness_cosigned_time_seconds", "When, by its own clock.", standings, [](const auto& w) { return w.time_s; });
  each(out, "katiwala_witness_in_trouble", "1: it did not cosign when it was asked last.", standings, [](const auto& w) { return w.trouble ? 1 : 0; });
  each(out, "katiwala_witness_alarm", "1: it knows another history than this. Call the auditor.", standings, [](const auto& w) { return w.alarm ? 1 : 0; });
}

void write_revocation_lists(PrometheusText& out, const transport::RevocationFile& lists) {
  constexpr std::int64_t kMicrosASecond = 1'000'000;
  const std::int64_t now = wall_micros();
  const auto figures = lists.figures(now);
  const std::int64_t left = figures.earliest_next_update_micros ? (*figures.earliest_next_update_micros - now) / kMicrosASecond : 0;
  gauge(out, "katiwala_revocation_list_seconds_left", "Until the first of the lists in use lapses; 0: none is in use, below: it has lapsed.", left);
  gauge(out, "katiwala_revocation_file_in_use", "1: all that is in the file of revocation lists is in use; 0: something in it is refused.",
        figures.is_whole_file_in_use ? 1 : 0);
  gauge(out, "katiwala_authorities_without_list", "Authorities without a list in force: nobody with a certificate of theirs is let in.",
        static_cast<std::int64_t>(figures.authorities_without_list));
}

}  // namespace

void write_ledger_figures(PrometheusText& out, House& house) {
  const auto head = house.journal().head();
  gauge(out, "katiwala_journal_entries", "Entries that are durable.", head ? static_cast<std::int64_t>(head->seq) + 1 : 0);
  gauge(out, "katiwala_journal_last_durable_entry", "Number of the last durable entry; -1: none.", head ? static_cast<std::int64_t>(head->seq) : -1);
  gauge(out, "katiwala_journal_read_only", "1: a write failed, and nothing more is written until a restart.", house.journal().read_only() ? 1 : 0);
  if (const auto* const lists = house.revocation_lists()) write_revocation_lists(out, *lists);
  gauge(out, "katiwala_clock_latched", "1: the machine's clock jumped, and nothing more is written until a restart.", house.clock_latched() ? 1 : 0);
  const Publisher* publisher = house.publisher();
  if (publisher == nullptr) return;
  const std::int64_t signed_entries = size_of(publisher->signed_head());
  gauge(out, "katiwala_log_signed_entries", "Size of the head signed last.", signed_entries);
  gauge(out, "katiwala_log_published_entries", "Size of the head that anybody may see.", size_of(publisher->published()));
  gauge(out, "katiwala_log_stopped", "1: nothing is signed any more (GET /v1/status says why).", publisher->fault() ? 1 : 0);
  write_witnesses(out, publisher->standings(), signed_entries, house.witness_quorum());
}

}  // namespace katiwala::api

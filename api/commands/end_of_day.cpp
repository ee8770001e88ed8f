// katiwala end-of-day: seals what is to be sealed, says what is open, and writes the day's pack (docs/end-of-day.md).
#include "api/commands/end_of_day.h"

#include "api/commands/command.h"
#include "api/commands/export_tree.h"
#include "api/commands/progress.h"
#include "api/daily/json.h"
#include "api/daily/pack.h"
#include "api/founding.h"
#include "api/heads/daily_seal.h"
#include "policies/rulebook.h"

namespace katiwala::api::commands {
namespace {

struct EndOfDayOptions {
  std::string root, day, pack, reader = "trust_officer";
  bool json = false;
};

/// What was opened, and what is read from it. A ledger that is served is read as it lies there: it seals by itself.
struct Opened {
  std::unique_ptr<House> house;
  std::optional<OpenedForReading> lying;
  journal::Memory folded;
  daily::Sources from;
  CivilDate today;
  bool sealed = false;
  std::string note;

  [[nodiscard]] const store::LogStore& store() const { return house ? house->store() : *lying->store; }
  [[nodiscard]] crypto::KeyStore& keys() const { return house ? house->keys() : *lying->keys; }
};

Status open_house(std::unique_ptr<House> house, Opened& out) {
  out.house = std::move(house);
  KATIWALA_TRY(const auto taken, DailySeal::take_due(*out.house));
  out.sealed = taken.has_value();
  if (Publisher* publisher = out.house->publisher()) KATIWALA_CHECK(publisher->publish_at_start());
  KATIWALA_TRY(const Instant now, out.house->clock().now());
  out.today = manila_date(now);
  KATIWALA_TRY(out.from, daily::sources_of(*out.house));
  return good();
}

Status open_lying(const std::string& root, Opened& out, ProgressLine& line) {
  KATIWALA_TRY(OpenedForReading opened, open_for_reading(root, true));
  out.lying.emplace(std::move(opened));
  const auto head = out.lying->store->head();
  const std::uint64_t entries = head ? head->seq + 1 : 0;
  const auto visit = [&](const journal::Memory&, const journal::Entry& entry) {
    if (entry.seq() % 1024 == 0) line.show(entry.seq(), entries);
    return good();
  };
  KATIWALA_TRY(out.folded, journal::replay(*out.lying->store, out.lying->keys.get(), entries, visit));
  out.from = daily::sources_of(*out.lying->store, *out.lying->keys, out.folded);
  out.today = manila_date(out.folded.last_time);
  return good();
}

Result<std::unique_ptr<Opened>> open(const EndOfDayOptions& o, ProgressLine& line) {
  auto out = std::make_unique<Opened>();
  KATIWALA_TRY(const LedgerFolder folder, LedgerFolder::read(o.root));
  HouseOptions options;
  options.sandbox_start = default_sandbox_start();
  auto house = House::open(folder, options);
  if (house.ok()) KATIWALA_CHECK(open_house(std::move(*house), *out));
  else if (house.refusal().code != Code::STORE_LOCKED) return house.refusal();
  // The head before the store: a ledger that is served publishes on, and a store that was opened later has all of it.
  if (!o.pack.empty()) {
    KATIWALA_TRY(const PublishedHead head, published_head(folder));
    out->note = std::string(text_of(head.note));
  }
  if (!out->house) KATIWALA_CHECK(open_lying(o.root, *out, line));
  return out;
}

audit::daily::Reader reader_of(const std::string& role) {
  const bool inspects = role == "compliance" || role == "auditor";
  return {inspects || role == "administrator", inspects || role == "trust_officer", inspects};
}

struct Closed {
  CivilDate day;
  bool sealed = false, by_messages = false;
  std::vector<audit::daily::OpenItem> items;
  std::vector<daily::CreditSuggestions> suggestions;
  std::optional<daily::PackWritten> pack;
};

Result<std::optional<policies::Rulebook>> rulebook_of(const daily::Sources& from) {
  std::string text;
  KATIWALA_CHECK(from.look([&](const journal::Memory& memory) {
    const auto found = memory.state.rulebooks.find(memory.state.ledger.rulebook);
    if (found != memory.state.rulebooks.end()) text = found->second.text;
  }));
  auto parsed = policies::Rulebook::parse(text);
  return parsed.ok() ? std::optional<policies::Rulebook>(std::move(*parsed)) : std::nullopt;
}

Result<Closed> close_day(const EndOfDayOptions& o) {
  ProgressLine line(!o.json);
  std::optional<CivilDate> day;
  if (!o.day.empty()) {
    KATIWALA_TRY(day, CivilDate::parse(o.day));
  }
  KATIWALA_TRY(const auto opened, open(o, line));
  Closed out;
  out.day = day.value_or(opened->today);
  out.sealed = opened->sealed;
  out.by_messages = opened->house != nullptr;
  KATIWALA_TRY(const auto rulebook, rulebook_of(opened->from));
  const audit::daily::Reader reader = reader_of(o.reader);
  KATIWALA_TRY(out.items, daily::end_of_day(opened->from, rulebook ? &rulebook->calendar() : nullptr, out.day, opened->today, reader));
  for (const audit::daily::OpenItem& item : out.items) {
    if (item.kind != audit::daily::OpenKind::unmatched_credit || item.what != "not_matched") continue;
    KATIWALA_TRY(daily::CreditSuggestions one, daily::suggestions_for(opened->from, *custody::CreditId::parse(item.id)));
    out.suggestions.push_back(std::move(one));
  }
  if (!o.pack.empty()) {
    const daily::PackAsked asked{out.day, opened->today, reader.watch, opened->note, LedgerFolder::read(o.root)->public_url};
    const auto progress = [&line](record::Seq done, record::Seq total) { line.show(done, total); };
    KATIWALA_TRY(out.pack, daily::write_pack(opened->from, opened->store(), opened->keys(), out.items, asked, o.pack, progress));
  }
  line.end();
  return out;
}

std::string padded(std::string text, std::size_t width) {
  text.resize(std::max(width, text.size() + 1), ' ');
  return text;
}

void print_suggestions(const Closed& closed, const std::string& credit) {
  for (const daily::CreditSuggestions& all : closed.suggestions) {
    if (all.credit.id.hex() != credit) continue;
    if (all.suggestions.empty()) print_line("    nothing in the ledger speaks for an order");
    for (const audit::daily::Suggestion& one : all.suggestions) {
      const auto* order = std::get_if<custody::OrderId>(&one.target);
      std::string said = "    " + std::to_string(one.rank) + (one.tied ? "= " : "  ") + (order != nullptr ? "order " + order->hex() : "came back: " + std::get<custody::RequestId>(one.target).hex());
      for (const audit::daily::Ground& ground : one.grounds) said += "; " + daily::in_words(ground);
      print_line(said);
    }
  }
}

void print_text(const Closed& closed, const EndOfDayOptions& o) {
  for (const audit::daily::OpenItem& item : closed.items) {
    const std::string amount = item.amount ? item.amount->text() + " " + item.amount->currency().code() : std::string();
    const std::string about = item.about == custody::Subject{} ? "ledger" : std::string(name(item.about.kind)) + " " + to_hex(item.about.id).substr(0, 8);
    const std::string due = item.due ? std::string(item.overdue ? "  overdue since " : "  due ") + item.due->text() : std::string();
    print_line(padded(std::string(name(item.kind)), 18) + padded(item.what, 30) + padded(about, 20) + padded(amount, 20) + "since " + item.since.text() + due);
    if (item.kind == audit::daily::OpenKind::unmatched_credit) print_suggestions(closed, item.id);
  }
  if (closed.sealed) print_line("The day that ended was sealed.");
  if (!closed.by_messages) print_line("The ledger is being served: read as it lies there, without the bank's messages. It seals by itself.");
  if (closed.pack) print_line(std::to_string(closed.pack->files.size()) + " files in " + o.pack);
  print_line(closed.items.empty() ? "Nothing is open at the end of " + closed.day.text() + "." : std::to_string(closed.items.size()) + " open at the end of " + closed.day.text() + ".");
}

void print_as_json(const Closed& closed) {
  transport::Json out = daily::json_of(closed.day, closed.items), suggestions{transport::Json::Array{}};
  for (const daily::CreditSuggestions& one : closed.suggestions) suggestions.push(daily::json_of(one));
  out.set("suggestions", std::move(suggestions)).set("sealed", closed.sealed).set("by_messages", closed.by_messages);
  if (closed.pack) {
    transport::Json files{transport::Json::Array{}};
    for (const std::string& file : closed.pack->files) files.push(file);
    out.set("pack", std::move(files)).set("as_of", closed.pack->as_of.text());
  }
  print_json(out);
}

int run(const EndOfDayOptions& o) {
  const auto closed = close_day(o);
  if (!closed.ok()) {
    const int code = report(closed.refusal(), o.json);
    // 1 says that something is open: what could not be looked at is never that. A folder that is no ledger is a wrong command line.
    const auto folder = LedgerFolder::read(o.root);
    const bool is_none = !folder.ok() && folder.refusal().code == Code::STORE_MISSING;
    return code == kBad || is_none ? kUsage : code;
  }
  if (o.json) print_as_json(*closed);
  else print_text(*closed, o);
  return closed->items.empty() ? kDone : kBad;
}

}  // namespace

void add_end_of_day(CommandLine& line) {
  auto o = std::make_shared<EndOfDayOptions>();
  Limits readers;
  readers.one_of = {"trust_officer", "releaser", "administrator", "compliance", "auditor"};
  readers.default_shown = true;
  Command command = line.command("end-of-day", "Seal what is to be sealed, say what is open, and write the day's pack; 0: nothing is open, 1: something is", [o] { return run(*o); });
  command.argument("--ledger", &o->root, "The ledger's folder");
  command.option("--day", &o->day, "The day, YYYY-MM-DD; today by the ledger's clock if not said");
  command.option("--pack", &o->pack, "A new folder for the day's papers");
  command.option("--for", &o->reader, "Who reads it: what is confidential is listed and packed for compliance and auditors alone", readers);
  command.flag("--json", o->json, "As JSON");
}

}  // namespace katiwala::api::commands

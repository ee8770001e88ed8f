// katiwala report: papers for a court, a guardian and an auditor, drawn from the journal as it lies there (docs/reports.md).
//
// Read-only. What is printed rests on the head that was published last: nothing later than it is in any report.
#include "api/commands/command.h"
#include "api/commands/export_tree.h"
#include "api/commands/progress.h"
#include "audit/pages/pages.h"
#include "audit/reports/report.h"
#include "ledger/store/filesystem.h"

namespace katiwala::api::commands {
namespace {

namespace reports = audit::reports;

struct ReportOptions {
  std::string kind, root, ward, order, pool, from, to, pdf;
  int watch_case = 0;
  bool json = false;
};

template <class Tag>
Result<std::optional<Id<Tag>>> parse_id(const std::string& text, const char* option) {
  if (text.empty()) return std::optional<Id<Tag>>();
  const auto id = Id<Tag>::parse(text);
  if (!id || id->is_zero()) return refuse(Code::ID_SYNTAX, std::string(sentence_of(Code::ID_SYNTAX)), option);
  return std::optional<Id<Tag>>(*id);
}

Result<std::optional<CivilDate>> parse_day(const std::string& text, const char* option) {
  if (text.empty()) return std::optional<CivilDate>();
  const auto date = CivilDate::parse(text);
  if (!date.ok()) return refuse(date.refusal().code, date.refusal().message, option);
  return std::optional<CivilDate>(*date);
}

Result<reports::Question> question_of(const ReportOptions& o) {
  reports::Question out;
  KATIWALA_TRY(out.ward, parse_id<custody::WardTag>(o.ward, "--ward"));
  KATIWALA_TRY(out.order, parse_id<custody::OrderTag>(o.order, "--order"));
  KATIWALA_TRY(out.from, parse_day(o.from, "--from"));
  KATIWALA_TRY(out.to, parse_day(o.to, "--to"));
  KATIWALA_TRY(out.pool, parse_id<custody::PoolTag>(o.pool, "--pool"));
  if (o.watch_case > 0) out.watch_case = static_cast<std::uint32_t>(o.watch_case);
  return out;
}

Result<reports::Document> make(const ReportOptions& o) {
  const reports::Kind* kind = reports::find_kind(o.kind);
  KATIWALA_ASSERT(kind != nullptr, "a kind that the command line let through");
  KATIWALA_TRY(const reports::Question question, question_of(o));
  KATIWALA_CHECK(reports::check_question(*kind, question));
  if (o.pdf.empty() && !o.json) return refuse(Code::FOLDER_OPTION, "Say where to: --pdf FILE, --json, or both.", "--pdf");
  if (!o.pdf.empty() && std::filesystem::exists(o.pdf)) return refuse(Code::EXPORT_EXISTS, "Something is at that place already.", o.pdf);
  KATIWALA_TRY(const LedgerFolder ledger, LedgerFolder::read(o.root));
  KATIWALA_TRY(const PublishedHead head, published_head(ledger));
  KATIWALA_TRY(const OpenedForReading opened, open_for_reading(o.root, true));
  ProgressLine drawn(!o.json);
  const auto history = reports::read_history(*opened.store, *opened.keys, text_of(head.note), question, [&drawn](record::Seq done, record::Seq total) { drawn.show(done, total); });
  drawn.end();
  if (!history.ok()) return history.refusal();
  auto document = kind->make(*history, question);
  if (document.ok()) document->basis.check_at = opened.folder.public_url;
  return document;
}

/// Written under another name beside it, so that what bears the name is never half; only its owner may read it.
Status write_pdf(const std::string& place, ByteView bytes) {
  const Path path = std::filesystem::absolute(place), unfinished = path.string() + ".unfinished";
  store::FileSystem& files = store::posix_filesystem();
  KATIWALA_CHECK(files.write_synced(unfinished, bytes));
  KATIWALA_CHECK(files.rename(unfinished, path));
  return files.sync_folder(path.parent_path());
}

int run(const ReportOptions& o) {
  const auto document = make(o);
  if (!document.ok()) {
    const int code = report(document.refusal(), o.json);
    // A folder that is no ledger is a wrong command line.
    const auto folder = LedgerFolder::read(o.root);
    return !folder.ok() && folder.refusal().code == Code::STORE_MISSING ? kUsage : code;
  }
  if (!o.pdf.empty()) {
    const auto bytes = audit::pages::pdf_of(*document);
    if (!bytes.ok()) return report(bytes.refusal(), o.json);
    if (const Status written = write_pdf(o.pdf, *bytes); !written.ok()) return report(written.refusal(), o.json);
  }
  if (o.json) print_line(reports::json_of(*document));
  else print_line(o.pdf);
  return kDone;
}

}  // namespace

void add_report(CommandLine& line) {
  auto o = std::make_shared<ReportOptions>();
  Limits names, cases;
  cases.within = {1, 1'000'000};
  for (const reports::Kind& kind : reports::kinds()) names.one_of.emplace_back(kind.name);
  Command command = line.command("report", "Make a report for a court, a guardian or an auditor, as PDF or JSON (docs/reports.md)", [o] { return run(*o); });
  command.argument("kind", &o->kind, "Which", names);
  command.argument("--ledger", &o->root, "The ledger's folder, or a copy");
  command.option("--ward", &o->ward, "The ward's pseudonym");
  command.option("--order", &o->order, "The foreign court's order");
  command.option("--pool", &o->pool, "The pool, where a case is about no ward");
  command.option("--case", &o->watch_case, "The case's number in the watch", cases);
  command.option("--from", &o->from, "First day of the period, YYYY-MM-DD");
  command.option("--to", &o->to, "Its last day; the last one under the published head if not said");
  command.option("--pdf", &o->pdf, "The new file to write");
  command.flag("--json", o->json, "Print it as JSON");
}

}  // namespace katiwala::api::commands

// katiwala export: a journal for people who use their own tools (audit/exports/exporter.h; docs/exports.md).
//
// OUT is a new folder. It is written under another name beside it and gets its own when it is whole: what bears the name is never half.
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "api/commands/command.h"
#include "api/commands/export_tree.h"
#include "api/commands/progress.h"
#include "audit/exports/exporter.h"
#include "ledger/store/filesystem.h"

namespace katiwala::api::commands {
namespace {

struct ExportOptions {
  std::string format;
  std::uint64_t from = 0;
  std::string root;
  std::string out;
  bool without_keys = false;
  bool uncosigned = false;
  bool json = false;
};

/// A file that only its owner may read. A write that the disk does not accept is remembered: a sink has no answer.
class PrivateFile {
 public:
  explicit PrivateFile(Path path) : path_(std::move(path)), file_(std::fopen(path_.c_str(), "wbx")) {
    good_ = file_ != nullptr && ::fchmod(::fileno(file_), S_IRUSR | S_IWUSR) == 0;
  }
  PrivateFile(const PrivateFile&) = delete;
  PrivateFile& operator=(const PrivateFile&) = delete;
  ~PrivateFile() {
    if (file_ != nullptr) std::fclose(file_);
  }
  void write(std::string_view text) { good_ = good_ && std::fwrite(text.data(), 1, text.size(), file_) == text.size(); }
  Status close() {
    if (file_ == nullptr) return failed();
    good_ = std::fflush(file_) == 0 && ::fsync(::fileno(file_)) == 0 && good_;
    const bool closed = std::fclose(std::exchange(file_, nullptr)) == 0;
    return good_ && closed ? good() : failed();
  }

 private:
  [[nodiscard]] Status failed() const { return refuse(Code::STORE_IO, std::string(sentence_of(Code::STORE_IO)), path_.string()); }

  Path path_;
  std::FILE* file_;
  bool good_ = false;
};

/// The new folder. Unless it was finished nothing of it stays.
class NewFolder {
 public:
  static Result<std::unique_ptr<NewFolder>> make(const Path& place) {
    Path name = place;
    if (!name.has_filename()) name = name.parent_path();  // "out/"
    const Path unfinished = name.string() + ".unfinished";
    for (const Path& path : {name, unfinished}) {
      std::error_code error;
      if (std::filesystem::symlink_status(path, error).type() != std::filesystem::file_type::not_found) {
        return refuse(Code::EXPORT_EXISTS, std::string(sentence_of(Code::EXPORT_EXISTS)), path.string());
      }
    }
    if (::mkdir(unfinished.c_str(), S_IRWXU) != 0) return refuse(Code::STORE_IO, "The folder can not be made.", unfinished.string());
    return std::unique_ptr<NewFolder>(new NewFolder(std::move(name), unfinished));
  }
  NewFolder(const NewFolder&) = delete;
  NewFolder& operator=(const NewFolder&) = delete;
  ~NewFolder() {
    if (finished_) return;
    files_.clear();
    std::error_code ignored;
    std::filesystem::remove_all(unfinished_, ignored);
  }

  audit::exports::Sink open(std::string_view file) {
    PrivateFile& made = *files_.emplace_back(std::make_unique<PrivateFile>(unfinished_ / std::string(file)));
    names_.emplace_back(file);
    return [&made](std::string_view text) { made.write(text); };
  }

  Status finish() {
    for (const auto& file : files_) KATIWALA_CHECK(file->close());
    store::FileSystem& files = store::posix_filesystem();
    KATIWALA_CHECK(files.sync_folder(unfinished_));
    if (std::rename(unfinished_.c_str(), name_.c_str()) != 0) return refuse(Code::EXPORT_EXISTS, std::string(sentence_of(Code::EXPORT_EXISTS)), name_.string());
    finished_ = true;
    return files.sync_folder(std::filesystem::absolute(name_).parent_path());
  }
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

  /// For a format that writes a tree of files by itself: where, and afterwards what is in there.
  [[nodiscard]] const Path& place() const { return unfinished_; }
  void name(std::string_view inside) { names_.emplace_back(inside); }

 private:
  NewFolder(Path name, Path unfinished) : name_(std::move(name)), unfinished_(std::move(unfinished)) {}

  Path name_, unfinished_;
  std::vector<std::unique_ptr<PrivateFile>> files_;
  std::vector<std::string> names_;
  bool finished_ = false;
};

/// A ledger that is read, and its published head as it was before the store was opened; a refusal matters to those who need one.
struct Source {
  const OpenedForReading& opened;
  const Result<PublishedHead>& head;
};

/// What one format writes into the new folder; the answer is what is said about it.
using Write = std::function<Result<transport::Json>(const Source&, const ExportOptions&, NewFolder&)>;

Result<transport::Json> write_entries(const audit::exports::Format& format, const OpenedForReading& opened, const ExportOptions& o, NewFolder& folder) {
  if (o.uncosigned) return refuse(Code::FOLDER_OPTION, "Only an export of the tree has a head.", "--uncosigned");
  ProgressLine drawn(!o.json);
  const audit::exports::Progress progress = [&drawn](record::Seq done, record::Seq total) { drawn.show(done, total); };
  const auto report = audit::exports::export_entries(*opened.store, opened.keys.get(), format, o.from, [&](std::string_view file) { return folder.open(file); }, progress);
  drawn.end();
  if (!report.ok()) return report.refusal();
  const auto number = [](std::uint64_t n) { return static_cast<std::int64_t>(n); };
  transport::Json out;
  out.set("format", o.format).set("first", number(report->first)).set("entries", number(report->entries));
  out.set("parts_erased", number(report->parts_erased)).set("parts_closed", number(report->parts_closed));
  return out;
}

Result<transport::Json> write_tree(bool parts, const Source& from, const ExportOptions& o, NewFolder& folder) {
  if (o.from != 0) return refuse(Code::FOLDER_OPTION, "The tree of a head is exported whole.", "--from");
  if (!from.head.ok()) return from.head.refusal();
  KATIWALA_TRY(const TreeWritten written, export_tree(from.opened.folder, *from.head, *from.opened.store, from.opened.keys.get(), {parts, o.uncosigned}, folder.place()));
  for (const char* const name : {"checkpoint", "tile"}) folder.name(name);
  if (parts) folder.name("parts");
  const auto number = [](std::uint64_t n) { return static_cast<std::int64_t>(n); };
  transport::Json out;
  out.set("format", o.format).set("first", std::int64_t{0}).set("entries", number(written.size)).set("head", written.head).set("tree_files", number(written.files));
  if (parts) out.set("parts_in_clear", number(written.parts_in_clear)).set("parts_withheld", number(written.parts_withheld));
  return out;
}

/// Every format by its name. Another kind of export is another row.
const std::vector<std::pair<std::string, Write>>& formats() {
  static const std::vector<std::pair<std::string, Write>> all = [] {
    std::vector<std::pair<std::string, Write>> rows;
    for (const audit::exports::Format& format : audit::exports::kFormats) {
      rows.emplace_back(format.name, [&format](const Source& from, const ExportOptions& o, NewFolder& folder) { return write_entries(format, from.opened, o, folder); });
    }
    for (const bool parts : {false, true}) {
      rows.emplace_back(parts ? "bundle" : "tiles", [parts](const Source& from, const ExportOptions& o, NewFolder& folder) { return write_tree(parts, from, o, folder); });
    }
    return rows;
  }();
  return all;
}

Result<transport::Json> write_export(const ExportOptions& o) {
  const auto format = std::ranges::find(formats(), o.format, &std::pair<std::string, Write>::first);
  KATIWALA_ASSERT(format != formats().end(), "a format that the command line let through");
  KATIWALA_TRY(const auto folder, NewFolder::make(o.out));
  KATIWALA_TRY(const LedgerFolder ledger, LedgerFolder::read(o.root));
  const auto head = published_head(ledger);
  KATIWALA_TRY(const OpenedForReading opened, open_for_reading(o.root, !o.without_keys));
  KATIWALA_TRY(transport::Json said, format->second({opened, head}, o, *folder));
  KATIWALA_CHECK(folder->finish());
  transport::Json files{transport::Json::Array{}};
  for (const std::string& name : folder->names()) files.push(name);
  said.set("folder", o.out).set("files", files);
  return said;
}

std::string told(const transport::Json& said) {
  const auto number = [&](std::string_view key) { return std::to_string(*said.find(key)->integer()); };
  if (said.find("head") == nullptr) {
    return number("entries") + " entries from " + number("first") + " (parts not read: " + number("parts_erased") + " erased, " + number("parts_closed") + " closed)";
  }
  const std::string parts = said.find("parts_in_clear") == nullptr ? "" : "; parts: " + number("parts_in_clear") + " in clear, " + number("parts_withheld") + " withheld";
  return "the tree of the " + *said.find("head")->text() + " head: " + number("entries") + " entries, " + number("tree_files") + " files" + parts;
}

int run(const ExportOptions& o) {
  const auto said = write_export(o);
  if (!said.ok()) {
    const int code = report(said.refusal(), o.json);
    // A folder that is no ledger is a wrong command line.
    const auto folder = LedgerFolder::read(o.root);
    return !folder.ok() && folder.refusal().code == Code::STORE_MISSING ? kUsage : code;
  }
  if (o.json) {
    print_json(*said);
    return kDone;
  }
  print_line(told(*said));
  for (const transport::Json& file : *said->find("files")->array()) print_line((Path(o.out) / *file.text()).string());
  return kDone;
}

}  // namespace

void add_export(CommandLine& line) {
  auto o = std::make_shared<ExportOptions>();
  Limits names;
  for (const auto& [name, write] : formats()) names.one_of.push_back(name);
  Command command = line.command("export", "Write the journal for other programs, into a new folder (docs/exports.md)", [o] { return run(*o); });
  command.argument("--format", &o->format, "For which program", names);
  command.option("--from", &o->from, "First entry to write; what was before it becomes opening balances");
  command.argument("folder", &o->root, "The ledger's folder, or a copy");
  command.argument("out", &o->out, "The new folder");
  command.flag("--uncosigned", o->uncosigned, "tiles, bundle: take the signed head though the ledger's witnesses have not cosigned it");
  command.flag("--without-keys", o->without_keys, "Leave the parts of wards closed");
  command.flag("--json", o->json, "Say what was done as JSON");
}

}  // namespace katiwala::api::commands

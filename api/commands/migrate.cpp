// katiwala migrate: an older book, read from its file, shown as it would be posted, and proposed through the door (docs/migration.md).
#include "api/commands/command.h"
#include "api/commands/door_client.h"
#include "api/door/reading.h"
#include "api/migration/proposal.h"

namespace katiwala::api::commands {
namespace {

using transport::Json;

struct MigrateOptions {
  std::string file, pool, as_of, statement, ward, authority;
  CallerOptions door;
  int attempt = 1;
  bool json = false;
};

struct Asked {
  migration::OlderBook book;
  custody::PoolId pool;
  CivilDate as_of;
  std::vector<migration::PlannedOpening> openings;
};

Refusal wrong_option(std::string sentence, std::string option) { return refuse(Code::FOLDER_OPTION, std::move(sentence), std::move(option)); }

/// A table of many wards, or the statement of the one whose trust it is.
Result<migration::OlderBook> book_of(const MigrateOptions& o, CivilDate as_of) {
  KATIWALA_TRY(const std::string text, read_text_file(o.file));
  if (!o.file.ends_with(".xml")) {
    if (!o.ward.empty() || !o.authority.empty()) return wrong_option("The rows name the wards and what they have it by.", o.ward.empty() ? "--authority" : "--ward");
    return migration::read_older_book(text);
  }
  if (o.ward.empty() || o.authority.empty()) return wrong_option("A statement is of one ward's trust: say whose, and by what she has it.", o.ward.empty() ? "--ward" : "--authority");
  const auto ward = door::parse_id<custody::WardTag>(o.ward);
  if (!ward.ok()) return wrong_option(ward.refusal().message, "--ward");
  const auto authority = migration::authority_of(o.authority);
  if (!authority.ok()) return wrong_option(authority.refusal().message, "--authority");
  return migration::read_statement_as_book(text, as_of, *ward, *authority);
}

Result<Asked> asked_by(const MigrateOptions& o) {
  Asked out;
  const auto pool = door::parse_id<custody::PoolTag>(o.pool);
  if (!pool.ok()) return wrong_option(pool.refusal().message, "--pool");
  const auto as_of = CivilDate::parse(o.as_of);
  if (!as_of.ok()) return wrong_option(as_of.refusal().message, "--as-of");
  out.pool = *pool;
  out.as_of = *as_of;
  KATIWALA_TRY(out.book, book_of(o, out.as_of));
  if (!o.statement.empty()) {
    KATIWALA_TRY(const std::string xml, read_text_file(o.statement));
    KATIWALA_CHECK(migration::holds_against_statement(out.book, xml, out.as_of));
  }
  KATIWALA_TRY(out.openings, migration::plan_openings(out.book, out.pool, static_cast<unsigned>(o.attempt)));
  return out;
}

void show(const Asked& asked) {
  for (const migration::PlannedOpening& opening : asked.openings)
    for (const std::string& line : migration::describe_opening(opening, asked.as_of)) print_line(line);
}

void say(const Asked& asked, const std::vector<migration::Proposed>& proposed, bool json) {
  if (!json) {
    for (const migration::Proposed& one : proposed)
      print_line("katiwala: opening " + one.opening.hex() + " is proposal " + std::to_string(one.proposal) + "; a second officer and compliance must agree");
    return;
  }
  Json list{Json::Array{}}, out;
  for (const migration::Proposed& one : proposed) {
    Json row;
    row.set("opening", one.opening.hex()).set("proposal", one.proposal);
    list.push(std::move(row));
  }
  print_json(out.set("source", to_hex(asked.book.source)).set("proposed", std::move(list)));
}

int run(const MigrateOptions& o) {
  const auto asked = asked_by(o);
  if (!asked.ok()) return report(asked.refusal(), o.json);
  if (!o.json) show(*asked);
  if (o.door.server.empty()) {
    if (o.json) say(*asked, {}, true);
    else print_line("katiwala: nothing was proposed; name the door with --server");
    return kDone;
  }
  auto door = door_of(o.door);
  if (!door.ok()) return report(door.refusal(), o.json);
  const auto proposed = migration::propose(asked->openings, asked->pool, asked->as_of, asked->book.source, *door);
  if (!proposed.ok()) return report(proposed.refusal(), o.json);
  say(*asked, *proposed, o.json);
  return kDone;
}

}  // namespace

void add_migrate(CommandLine& line) {
  auto o = std::make_shared<MigrateOptions>();
  Command command = line.command("migrate", "Bring an older book in: shows what it would post, and proposes it through the door (docs/migration.md)", [o] { return run(*o); });
  command.argument("file", &o->file, "A table of the older book (FILE.csv), or a camt.053 of an account that is one ward's alone (FILE.xml)");
  command.option("--pool", &o->pool, "The pool on whose accounts it stands");
  command.option("--as-of", &o->as_of, "The day at whose end the older book stood so");
  command.option("--statement", &o->statement, "The bank's camt.053 of that day: what it says must be what the table comes to");
  command.option("--ward", &o->ward, "Of a camt.053: whose trust it is");
  command.option("--authority", &o->authority, "and by what she has it: award:ID, order:ID or paper:SHA-256");
  command.option("--attempt", &o->attempt, "The same file again, after its proposal ended or its entry was reversed: 2, 3, ...", {{}, {{1, 1000}}, true});
  add_door_options(command, o->door, "An officer's");
  command.flag("--json", o->json, "Say so as JSON");
}

}  // namespace katiwala::api::commands

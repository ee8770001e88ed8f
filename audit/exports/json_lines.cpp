// One JSON object a line, one line an entry: everything the record says, with what is needed to hash it again.
//
//   leaf = SHA-256(0x00 ‖ header)     part hash = SHA-256(0x02 ‖ salt ‖ bytes)     (docs/format.md)
//
// The members beside `bytes` are those bytes read; who trusts nobody decodes the bytes.
#include "audit/exports/books.h"
#include "audit/exports/exporter.h"
#include "audit/exports/json_text.h"
#include "audit/exports/narrator.h"

namespace katiwala::audit::exports {
namespace {

void add_clear(JsonObject& object, const Digest& hash, const record::Part& clear) {
  object.text("hash", to_hex(hash));
  object.text("salt", to_hex(clear.salt));
  object.text("bytes", to_hex(clear.bytes));
}

void add_closed(JsonObject& object, const ClosedPart& part) {
  object.text("hash", to_hex(part.hash));
  object.text("state", part.state());
  object.text("key", part.key.hex());
  if (part.erased_by) object.member("erased_by", *part.erased_by);
}

/// What the books had to take up without a readable part that says it.
void add_inferred(std::string& out, const std::vector<Movement>& movements) {
  out += '[';
  bool first = true;
  for (const Movement& line : movements) {
    if (line.origin == Origin::posted) continue;
    if (!first) out += ',';
    first = false;
    JsonObject object(out);
    object.member("account", line.account);
    object.text("change", amount_text(Amount(line.account.currency, line.change_minor)));
    object.text("balance", amount_text(Amount(line.account.currency, line.after_minor)));
    object.text("category", line.category_name());
  }
  out += ']';
}

class JsonLines final : public Exporter {
 public:
  JsonLines(Scope scope, Sink sink) : scope_(std::move(scope)), sink_(std::move(sink)) {}

  Status take(const journal::Entry& entry) override {
    KATIWALA_TRY(const std::vector<Movement> movements, books_.take(entry));
    if (entry.seq() < scope_.from) return good();
    any_ = true;
    std::string out;
    write(out, entry, movements);
    sink_(out + "\n");
    return good();
  }

  Status finish() override {
    if (any_) return good();
    return refuse(Code::ENTRY_MISSING, std::string(sentence_of(Code::ENTRY_MISSING)), "entry " + std::to_string(scope_.from));
  }

 private:
  void write(std::string& out, const journal::Entry& entry, const std::vector<Movement>& movements) const {
    JsonObject line(out);
    line.text("ledger", scope_.ledger.hex());
    line.member("seq", entry.seq());
    line.text("time", entry.header.time.utc_text());
    line.text("date", manila_date(entry.header.time).text());
    line.text("command", custody::command_name(entry.act.command));
    line.text("leaf", to_hex(entry.leaf));
    line.text("prev", to_hex(entry.header.prev));
    line.text("header", to_hex(entry.encoded_header));
    {
      JsonObject act(line.key("act"));
      add_clear(act, entry.header.part_hashes.at(0), entry.act_clear);
      add_members(act, entry.act);
    }
    add_parts(line.key("parts"), entry);
    add_inferred(line.key("inferred"), movements);
  }

  void add_parts(std::string& out, const journal::Entry& entry) const {
    const std::vector<ClosedPart> closed = closed_parts(entry, scope_.erasures);
    auto next = closed.begin();
    out += '[';
    for (std::size_t i = 0; i < entry.parts.size(); ++i) {
      if (i > 0) out += ',';
      JsonObject part(out);
      part.member("part", i + 1);
      const journal::OpenedPart& opened = entry.parts[i];
      if (!opened.part) {
        add_closed(part, *next++);
        continue;
      }
      add_clear(part, opened.hash, opened.clear);
      part.text("state", "open");
      if (opened.key) part.text("key", opened.key->hex());
      add_members(part, *opened.part);
    }
    out += ']';
  }

  Scope scope_;
  Sink sink_;
  Books books_;
  bool any_ = false;
};

}  // namespace

std::unique_ptr<Exporter> json_lines_exporter(Scope scope, const OpenFile& open) {
  return std::make_unique<JsonLines>(std::move(scope), open("entries.jsonl"));
}

}  // namespace katiwala::audit::exports

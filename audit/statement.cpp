#include "audit/statement.h"

#include "ledger/record/codec.h"

namespace katiwala::audit {
namespace {

constexpr std::string_view kLabel = "katiwala/statement/1";

void put_path(record::CborWriter& out, const std::vector<Digest>& path) {
  out.begin_array(path.size());
  for (const Digest& hash : path) out.put_bytes(hash);
}

void put_line(record::CborWriter& out, const StatementLine& line) {
  out.begin_map(5);
  out.put_uint(1);
  out.put_bytes(line.header);
  out.put_uint(2);
  out.put_uint(line.index);
  out.put_uint(3);
  out.put_bytes(line.part.salt);
  out.put_uint(4);
  out.put_bytes(line.part.bytes);
  out.put_uint(5);
  put_path(out, line.path);
}

}  // namespace

/// By hand and not by the codec: a path has its place here even where there is nothing on it.
Bytes encode_statement(const Statement& statement) {
  KATIWALA_ASSERT(!statement.lines.empty(), "a statement of nothing");
  record::CborWriter out;
  out.begin_map(8);
  out.put_uint(1);
  out.put_text(kLabel);
  out.put_uint(2);
  out.put_bytes(statement.ledger.bytes);
  out.put_uint(3);
  record::put(out, statement.about);
  out.put_uint(4);
  out.begin_array(statement.lines.size());
  for (const StatementLine& line : statement.lines) put_line(out, line);
  out.put_uint(5);
  put_line(out, statement.seal);
  out.put_uint(6);
  out.put_uint(statement.leaf_index);
  out.put_uint(7);
  put_path(out, statement.leaf_path);
  out.put_uint(8);
  out.put_text(statement.checkpoint);
  return out.take();
}

Result<StatementLine> statement_line(const journal::Entry& entry, const custody::Subject& about, const ProveEntry& prove) {
  for (std::size_t i = 0; i < entry.parts.size(); ++i) {
    const journal::OpenedPart& opened = entry.parts[i];
    if (!opened.part || opened.part->about != about) continue;
    StatementLine line{entry.encoded_header, i + 1, opened.clear, {}};
    KATIWALA_TRY(line.path, prove(entry.seq()));
    return line;
  }
  const std::string place = "entry " + std::to_string(entry.seq());
  if (!entry.wholly_readable()) return refuse(Code::KEY_MISSING, "A part of the entry can not be read any more.", place);
  return refuse(Code::ENTRY_MISSING, "The entry has no part about this subject.", place);
}

}  // namespace katiwala::audit

// A message read entry by entry says what it says when it is read whole, from memory and from a file, and is refused alike.
#include "api/messages/stream.h"

#include <unistd.h>

#include "api/messages/reports.h"
#include "tests/api/messages/interbank_texts.h"
#include "tests/api/messages/samples.h"
#include "tests/api/messages/swift_texts.h"

namespace katiwala::api::messages::stream_test {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPiece = std::size_t{64} << 10;  // of a file; xml_file.cpp
constexpr std::size_t kAboveWhole = (std::size_t{1} << 20) + kPiece;  // read piece by piece; stream.cpp

class File {
 public:
  explicit File(const std::string& bytes) {
    std::string name = (fs::temp_directory_path() / "katiwala-stream-XXXXXX").string();
    const int fd = ::mkstemp(name.data());
    EXPECT_GE(fd, 0);
    ::close(fd);
    path_ = name;
    std::ofstream(path_, std::ios::binary) << bytes;
  }
  ~File() { fs::remove(path_); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  [[nodiscard]] MessageSource source() const { return MessageSource::of(FileBytes::open(path_.string()).value()); }

 private:
  fs::path path_;
};

/// What came one by one, put back where it belongs.
Result<IncomingMessage> gathered(const MessageSource& source, const SchemaSet* schemas = nullptr) {
  std::vector<std::pair<EntryPlace, Entry>> entries;
  KATIWALA_TRY(IncomingMessage message, stream_incoming(source, kImportLimits, schemas, [&](const EntryPlace& at, Entry&& entry) {
    entries.emplace_back(at, std::move(entry));
    return good();
  }));
  auto* account = std::get_if<AccountMessage>(&message);
  if (account == nullptr) return message;
  for (AccountReport& report : account->reports) EXPECT_TRUE(report.entries.empty() && report.not_booked.empty()) << "an entry was kept";
  for (auto& [at, entry] : entries) {
    AccountReport& report = account->reports.at(at.report);
    std::vector<Entry>& list = at.booked ? report.entries : report.not_booked;
    EXPECT_EQ(at.index, list.size());
    list.push_back(std::move(entry));
  }
  return message;
}

/// A camt.053 of at least so many bytes, whose text has letters of two bytes everywhere.
std::string long_statement(std::size_t bytes, const std::string& last = "") {
  std::string entries;
  std::size_t count = 0;
  for (; entries.size() < bytes; ++count)
    entries += entry("1.00", "CRDT", details(transaction("1.00", "CRDT", "<AddtlTxInf>" + std::string(count % 7, 'x') + replaced_all(std::string(100, '*'), "*", "\xC3\xB1") + "</AddtlTxInf>")));
  return statement_around(balance("OPBD", "0.00") + balance("CLBD", std::to_string(count) + ".00") + entries + last);
}

TEST(Stream, SaysWhatTheWholeSays) {
  const std::string mixed = statement_around(balance("OPBD", "1.00") + balance("CLBD", "3.00") + entry("7.00", "CRDT", "", "PDNG") + entry("2.00", "CRDT") + entry("9.00", "DBIT", "", "INFO"));
  for (const std::string& bytes : {good_statement(), good_status(), mixed, good_transfer(), good_return(), good_interbank_status(), good_recall(), swift("940", mt940()), bare(mt942()),
                                   swift("103", mt103()), swift("910", mt910()), long_statement(kAboveWhole)}) {
    const auto whole = read_incoming(bytes, kImportLimits, nullptr);
    ASSERT_TRUE(whole.ok()) << whole.refusal().message;
    const File file(bytes);
    for (const MessageSource& source : {MessageSource::of(bytes), file.source()}) {
      const auto streamed = gathered(source);
      ASSERT_TRUE(streamed.ok()) << streamed.refusal().message << " " << streamed.refusal().place;
      EXPECT_TRUE(*streamed == *whole) << bytes.substr(0, 200);
    }
  }
}

TEST(Stream, IsRefusedLikeTheWhole) {
  const std::string long_one = long_statement(kAboveWhole);
  const struct {
    const char* what;
    std::string bytes;
  } rows[] = {
      {"a sum in a short one", replaced(good_statement(), "20945.00", "20945.01")},
      {"a sum in a long one", replaced(long_one, "<Amt Ccy=\"USD\">0.00", "<Amt Ccy=\"USD\">0.01")},
      {"the last entry of a long one", long_statement(kAboveWhole, entry("0.001", "CRDT"))},
      {"two messages", replaced(long_one, "</Document>", "</Document>" + good_statement())},
      {"cut off", long_one.substr(0, long_one.size() - 40)},
      {"a document type", "<!DOCTYPE x>" + long_one.substr(long_one.find("<Document"))},
      {"another namespace", replaced(long_one, "camt.053.001.08", "camt.053.001.99")},
      {"an unknown MT", swift("950", mt940())},
      {"nothing", ""},
  };
  for (const auto& row : rows) {
    const auto whole = read_incoming(row.bytes, kImportLimits, nullptr);
    ASSERT_FALSE(whole.ok()) << row.what;
    const File file(row.bytes);
    for (const MessageSource& source : {MessageSource::of(row.bytes), file.source()}) {
      const auto streamed = gathered(source);
      ASSERT_FALSE(streamed.ok()) << row.what;
      EXPECT_EQ(name_of(streamed.refusal().code), name_of(whole.refusal().code)) << row.what << (source.stored() != nullptr ? " from a file: " : ": ") << streamed.refusal().message;
      // Of text that is no XML the place may lie a little before the fault (read.h).
      if (whole.refusal().code != Code::XML_SYNTAX) {
        EXPECT_EQ(streamed.refusal().place, whole.refusal().place) << row.what;
      }
    }
  }
}

// What lies across the pieces of a file is one thing.
TEST(Stream, PiecesOfAFileMeet) {
  const std::string head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!--";
  const std::string document = long_statement(kAboveWhole);
  const std::string body = "-->" + document.substr(document.find("<Document"));
  for (std::size_t before = 0; before < 5; ++before) {
    // A letter of four bytes, of which `before` stand in the first piece.
    const std::string filler(kPiece - before - head.size(), ' ');
    const File good_file(head + filler + "\xF0\x9F\x8C\xB1" + body);
    EXPECT_TRUE(gathered(good_file.source()).ok()) << before;
    const File bad_file(head + filler + "\xF0\x9F\x8C" + body);
    const auto bad = gathered(bad_file.source());
    ASSERT_FALSE(bad.ok()) << before;
    EXPECT_EQ(name_of(bad.refusal().code), "TEXT_NOT_UTF8") << before;
  }
  for (std::size_t before = 0; before < 10; ++before) {
    const std::string filler(kPiece - before - head.size(), ' ');
    const File file(head + filler + "<!DOCTYPE x>" + body);
    const auto typed = gathered(file.source());
    ASSERT_FALSE(typed.ok()) << before;
    EXPECT_EQ(name_of(typed.refusal().code), "XML_DOCTYPE") << before;
  }
  const File nul(head + std::string(kPiece, ' ') + std::string(1, '\0') + body);
  EXPECT_EQ(name_of(gathered(nul.source()).refusal().code), "XML_SYNTAX");
  const File latin1(replaced(replaced_all(document, "\xC3\xB1", "\xF1"), "UTF-8", "ISO-8859-1"));
  const auto converted = gathered(latin1.source()), plain = gathered(MessageSource::of(document));
  ASSERT_TRUE(converted.ok() && plain.ok());
  EXPECT_TRUE(*converted == *plain);
  const File ascii(replaced(document, "UTF-8", "US-ASCII"));
  EXPECT_EQ(name_of(gathered(ascii.source()).refusal().code), "XML_ENCODING");
  const File wide("\xFF\xFE" + document);
  EXPECT_EQ(name_of(gathered(wide.source()).refusal().code), "XML_ENCODING");
}

TEST(Stream, TheSchemaIsCheckedAsItIsRead) {
  KATIWALA_NEEDS_SHARED();
  const auto set = SchemaSet::load((iso20022_folder() / "xsd").string(), {"camt.053.001.08"});
  ASSERT_TRUE(set.ok());
  const std::string bytes = long_statement(kAboveWhole);
  const File file(bytes);
  const auto streamed = gathered(file.source(), &*set);
  ASSERT_TRUE(streamed.ok()) << streamed.refusal().place << " " << streamed.refusal().message;
  const std::string document = bytes.substr(bytes.find("<Document"));
  const File wrapped("<E>" + document + "</E>");
  EXPECT_TRUE(gathered(wrapped.source(), &*set).ok()) << "validated as a tree";
  const struct {
    const char *what, *from, *to, *code, *place;
  } rows[] = {
      {"an element at the very end that the schema does not know", "</Stmt></BkToCstmrStmt>", "<Odd/></Stmt></BkToCstmrStmt>", "MESSAGE_SCHEMA", "/Document/BkToCstmrStmt/Stmt[1]"},
      {"an order the schema does not know", "<MsgId>M1</MsgId><CreDtTm>2026-03-02T18:00:00+08:00</CreDtTm>", "<CreDtTm>2026-03-02T18:00:00+08:00</CreDtTm><MsgId>M1</MsgId>", "MESSAGE_SCHEMA", ""},
      {"a message without a schema", "camt.053.001.08", "camt.053.001.04", "MESSAGE_UNKNOWN", "/Document"},
  };
  for (const auto& row : rows) {
    const File odd(replaced(bytes, row.from, row.to));
    EXPECT_TRUE(gathered(odd.source()).ok()) << "without the schema, " << row.what;
    const auto refused = gathered(odd.source(), &*set);
    ASSERT_FALSE(refused.ok()) << row.what;
    EXPECT_EQ(name_of(refused.refusal().code), row.code) << row.what << ": " << refused.refusal().message;
    EXPECT_TRUE(refused.refusal().place.starts_with(row.place)) << row.what << " at " << refused.refusal().place;
  }
}

TEST(Stream, ARefusalOfTheTakerEndsIt) {
  const std::string bytes = long_statement(kAboveWhole);
  const File file(bytes);
  for (const MessageSource& source : {MessageSource::of(bytes), file.source()}) {
    std::size_t taken = 0;
    const auto stopped = stream_incoming(source, kImportLimits, nullptr, [&taken](const EntryPlace&, Entry&&) -> Status {
      return ++taken < 5 ? good() : Status(refuse(Code::HTTP_BUSY));
    });
    ASSERT_FALSE(stopped.ok());
    EXPECT_EQ(name_of(stopped.refusal().code), "HTTP_BUSY");
    EXPECT_EQ(taken, 5U);
  }
}

/// Bytes of which what stands from a place on can not be read any more.
class Failing final : public StoredBytes {
 public:
  Failing(std::string bytes, std::size_t from) : bytes_(std::move(bytes)), from_(from) {}
  [[nodiscard]] std::size_t size() const override { return bytes_.size(); }
  Status read(std::size_t at, std::span<char> room) const override {
    if (at + room.size() > from_) return refuse(Code::STORE_IO, "The disk has gone.", "message.xml");
    std::copy_n(bytes_.begin() + static_cast<std::ptrdiff_t>(at), room.size(), room.begin());
    return good();
  }

 private:
  std::string bytes_;
  std::size_t from_;
};

TEST(Stream, WhatCanNotBeReadIsNoMessage) {
  const std::string bytes = long_statement(kAboveWhole);
  for (const std::size_t from : {std::size_t{0}, std::size_t{1} << 20, bytes.size() - 1}) {
    const auto read = gathered(MessageSource::of(std::make_shared<Failing>(bytes, from)));
    ASSERT_FALSE(read.ok()) << from;
    EXPECT_EQ(name_of(read.refusal().code), "STORE_IO") << from;
    EXPECT_EQ(read.refusal().place, "message.xml") << from;
  }
  EXPECT_TRUE(gathered(MessageSource::of(std::make_shared<Failing>(bytes, bytes.size()))).ok());
}

/// With blanks before its end, so that it has so many bytes.
std::string padded(std::string message, std::size_t bytes) { return message.insert(message.rfind("</Document>"), std::string(bytes - message.size(), ' ')); }

TEST(Stream, WhatIsHeldWholeIsNoLongerThanAShortMessage) {
  const std::string status = document("pain.002.001.10", "CstmrPmtStsRpt",
                                      "<GrpHdr><MsgId>P2</MsgId><CreDtTm>2026-07-06T10:00:00+08:00</CreDtTm></GrpHdr><OrgnlGrpInfAndSts>"
                                      "<OrgnlMsgId>KTW1</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId><GrpSts>RJCT</GrpSts></OrgnlGrpInfAndSts>");
  const struct {
    std::string message, root;
  } rows[] = {{status, "CstmrPmtStsRpt"}, {good_recall(), "FIToFIPmtCxlReq"}, {good_transfer(), "FIToFICstmrCdtTrf"}};
  for (const auto& row : rows) {
    const File fits(padded(row.message, kDoorLimits.max_bytes)), longer(padded(row.message, kDoorLimits.max_bytes + 1));
    EXPECT_TRUE(gathered(fits.source()).ok()) << row.root;
    const auto read = gathered(longer.source());
    ASSERT_FALSE(read.ok()) << row.root;
    EXPECT_EQ(name_of(read.refusal().code), "MESSAGE_TOO_LARGE") << row.root;
    EXPECT_EQ(read.refusal().place, "/Document/" + row.root);
  }
  const File statement(padded(long_statement(kAboveWhole), kDoorLimits.max_bytes + 1));
  EXPECT_TRUE(gathered(statement.source()).ok()) << "the control: entries are not held";
}

/// A statement of one entry, in which `inside` stands.
std::string entry_with(const std::string& inside) {
  return document("camt.053.001.08", "BkToCstmrStmt",
                  "<GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-07-06T10:00:00+08:00</CreDtTm></GrpHdr><Stmt><Id>S1</Id><Acct><Id><Othr><Id>1</Id></Othr></Id></Acct>"
                  "<Ntry><Amt Ccy=\"PHP\">1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BkTxCd/>" + inside + "</Ntry></Stmt>");
}

std::string times(std::size_t count, const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += text;
  return out;
}

TEST(Stream, AnEntryHoldsNoMoreThanAShortMessage) {
  constexpr std::size_t kOwn = 6;  // the entry and what stands in it above
  const std::string text = "<b>" + std::string(kDoorLimits.max_text_bytes, 'x') + "</b>";
  const std::size_t texts = kMostTakenBytes / kDoorLimits.max_text_bytes;
  const struct {
    const char* what;
    std::string inside;
    bool fits;
  } rows[] = {{"elements", times(kMostTakenElements - kOwn, "<a/>"), true},
              {"an element more", times(kMostTakenElements - kOwn + 1, "<a/>"), false},
              {"text", "<a>" + times(texts - 1, text) + "</a>", true},
              {"more text", "<a>" + times(texts, text) + "</a>", false}};
  for (const auto& row : rows) {
    const File file(entry_with(row.inside));
    const auto read = gathered(file.source());
    EXPECT_EQ(read.ok(), row.fits) << row.what << " " << (read.ok() ? "" : read.refusal().message + " " + read.refusal().place);
    if (read.ok()) continue;
    EXPECT_EQ(name_of(read.refusal().code), "XML_TOO_LARGE") << row.what;
    EXPECT_EQ(read.refusal().place, "/Document/BkToCstmrStmt/Stmt[1]/Ntry[1]") << row.what;
  }
}

TEST(Stream, AMessageHasSoManyReportsAndNoMore) {
  const std::string header = "<GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-07-06T10:00:00+08:00</CreDtTm></GrpHdr>";
  const std::string report = "<Stmt><Id>S1</Id><Acct><Id><Othr><Id>1</Id></Othr></Id></Acct></Stmt>";
  const std::string most = document("camt.053.001.08", "BkToCstmrStmt", header + times(kMostReports, report));
  const std::string more = document("camt.053.001.08", "BkToCstmrStmt", header + times(kMostReports + 1, report));
  EXPECT_TRUE(gathered(MessageSource::of(most)).ok());
  const auto refused = gathered(MessageSource::of(more));
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(name_of(refused.refusal().code), "MESSAGE_TOO_LARGE");
  EXPECT_EQ(refused.refusal().place, "/Document/BkToCstmrStmt/Stmt[" + std::to_string(kMostReports + 1) + "]");
}

}  // namespace
}  // namespace katiwala::api::messages::stream_test

// Bad SWIFT messages, by table: the code and the place of each; every row is one step away from a message that is read.
#include "api/messages/swift.h"
#include "tests/api/messages/samples.h"
#include "tests/api/messages/swift_texts.h"

namespace katiwala::api::messages::swift_refusals_test {
namespace {

using Lines = std::vector<std::string>;

struct Row {
  std::string what;
  std::string bytes;
  Code code;
  std::string place;
};

Result<AccountMessage> read(const std::string& bytes) { return read_swift(bytes, kDoorLimits.max_bytes); }

void expect_refused(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    const auto message = read(row.bytes);
    ASSERT_FALSE(message.ok()) << row.what;
    EXPECT_EQ(name_of(message.refusal().code), name_of(row.code)) << row.what << ": " << message.refusal().message;
    EXPECT_EQ(message.refusal().place, row.place) << row.what;
    EXPECT_FALSE(message.refusal().message.empty()) << row.what;
  }
}

void expect_read(const std::vector<std::pair<std::string, std::string>>& rows) {
  for (const auto& [what, bytes] : rows) {
    const auto message = read(bytes);
    EXPECT_TRUE(message.ok()) << what << ": " << (message.ok() ? "" : message.refusal().place + ": " + message.refusal().message);
  }
}

std::string at(std::size_t line, const std::string& tag) { return "/block[4]/line[" + std::to_string(line) + "]/:" + tag + ":"; }
std::string at(std::size_t line) { return "/block[4]/line[" + std::to_string(line) + "]"; }
std::string b940(std::size_t index, const std::string& text) { return bare(with(mt940(), index, text)); }
std::string b103(std::size_t index, const std::string& text) { return bare(with(mt103(), index, text)); }

TEST(SwiftRefused, Blocks) {
  const std::string good = swift("940", mt940());
  const auto but = [&good](const std::string& from, const std::string& to) { return replaced(good, from, to); };
  expect_read({{"as it is", good},
               {"no block 3", but("{3:{108:SANDBOX}{121:" + kUetr + "}}", "")},
               {"no block 5", but("{5:{CHK:0123456789AB}}", "")},
               {"sent, not received", but("{2:O9400915260302SNDXPHM2AXXX00000000002603020915N}", "{2:I940SNDXPHM2AXXXN2020}")}});
  expect_refused({
      {"nothing", "", Code::MESSAGE_UNKNOWN, ""},
      {"blank", "\r\n\n", Code::MESSAGE_UNKNOWN, ""},
      {"another type", swift("950", mt940()), Code::MESSAGE_UNKNOWN, "/line[1]"},
      {"text of no type", bare({":20:A", ":79:B"}), Code::MESSAGE_UNKNOWN, at(1)},
      {"an acknowledgement", but("{1:F01", "{1:F21"), Code::MT_SYNTAX, "/block[1]/line[1]"},
      {"basic header short", but("{1:F01SNDXPHM1AXXX0000000000}", "{1:F01SNDXPHM1AXXX000000000}"), Code::MT_SYNTAX, "/block[1]/line[1]"},
      {"no block 1", good.substr(good.find("{2:")), Code::MT_SYNTAX, "/block[1]/line[1]"},
      {"no block 2", but("{2:O9400915260302SNDXPHM2AXXX00000000002603020915N}", ""), Code::MT_SYNTAX, "/block[2]/line[1]"},
      {"application header long", but("0915N}", "0915NN}"), Code::MT_SYNTAX, "/block[2]/line[1]"},
      {"priority", but("0915N}", "0915X}"), Code::MT_SYNTAX, "/block[2]/line[1]"},
      {"UETR in capitals", but("3e7b91d4", "3E7B91D4"), Code::MT_SYNTAX, "/block[3]/line[1]/121"},
      {"two UETR", but("{108:SANDBOX}", "{121:" + kUetr + "}"), Code::MT_SYNTAX, "/block[3]/line[1]"},
      {"braces too deep", but("{108:SANDBOX}", "{108:{A}}"), Code::MT_SYNTAX, "/block[3]/line[1]"},
      {"text behind the block", but("{4:\r\n", "{4:"), Code::MT_SYNTAX, "/block[4]/line[1]"},
      {"no end", but("-}{5:{CHK:0123456789AB}}\r\n", ""), Code::MT_SYNTAX, at(17)},
      {"something after the end", but("-}{5:", "-}x{5:"), Code::MT_SYNTAX, "/block[5]/line[17]"},
      {"no fields", swift("940", {}), Code::MT_SYNTAX, at(2)},
      {"bare text without its end", replaced(bare(mt940()), "\n-\n", "\n"), Code::MT_SYNTAX, at(16)},
      {"two types in a file", bare(mt940()) + bare(mt910()), Code::MT_SYNTAX, "/line[17]"},
      {"too long", std::string(kDoorLimits.max_bytes + 1, ':'), Code::MESSAGE_TOO_LARGE, ""},
  });
}

TEST(SwiftRefused, Lines) {
  expect_refused({
      {"small and capital letters are carried, others are not", b940(0, ":20:NI\xC3\xB1O"), Code::MT_SYNTAX, at(1)},
      {"a semicolon in a reference", b940(0, ":20:A;B"), Code::MT_SYNTAX, at(1)},
      {"a semicolon in a statement's line", b940(8, ":61:260302D30,NCHGA;B"), Code::MT_SYNTAX, at(9)},
      {"a letter of its own in an account", b940(1, ":25:00123\xD1"), Code::MT_SYNTAX, at(2)},
      {"a semicolon in an MT103's text", b103(13, ":70:A;B"), Code::MT_SYNTAX, at(14)},
      {"a delete", b940(14, ":86:A\x7F"), Code::MT_SYNTAX, at(15)},
      {"a NUL", b940(14, std::string(":86:A\0B", 7)), Code::MT_SYNTAX, at(15)},
      {"a lone carriage return", b940(14, ":86:A\rB"), Code::MT_SYNTAX, at(15)},
      {"a hyphen first", b940(7, "-SECOND LINE"), Code::MT_SYNTAX, at(8)},
      {"a colon first", b940(7, ":SECOND LINE"), Code::MT_SYNTAX, at(8)},
      {"a tag of letters", b940(14, ":NS:22A"), Code::MT_SYNTAX, at(15)},
      {"an empty field", b940(1, ":25:"), Code::MT_SYNTAX, at(2, "25")},
      {"a field of blanks", b940(1, ":25:  "), Code::MT_SYNTAX, at(2, "25")},
      {"text before any tag", bare(inserted(mt940(), 0, "940")), Code::MT_SYNTAX, at(1)},
      {"a line past all bounds", b940(14, ":86:" + std::string(300, 'A')), Code::MT_SYNTAX, at(15)},
  });
}

TEST(SwiftRefused, FieldsAreOfTheirLengthAndNotOneMore) {
  const std::string x65(65, 'A');
  const Lines six{":20:A", ":25:1", ":28C:1", ":60F:C260301USD1,", ":61:260302C0,NMSCNONREF", ":86:" + x65, x65, x65, x65, x65, x65, ":62F:C260302USD1,"};
  expect_read({{":20: of 16", b940(0, ":20:" + std::string(16, 'A'))},
               {":25: of 34", b940(1, ":25:" + std::string(34, '1'))},
               {":28C: of 5 and 5", b940(2, ":28C:99999/00001")},
               {":61: references of 35", b940(4, ":61:2603030302CD19975,00NTRF" + std::string(35, 'A') + "//" + std::string(35, 'B'))},
               {":61: details of 34", b940(5, std::string(34, 'A'))},
               {":86: six lines of 65, and more", bare(inserted(six, 7, x65 + x65 + x65))},
               {":70: four lines of 35", b103(14, std::string(35, 'A') + "\n" + std::string(35, 'A') + "\n" + std::string(35, 'A'))},
               {"an amount of 15", b940(3, ":60F:C260301USD00000000001000,")}});
  expect_refused({
      {":20: of 17", b940(0, ":20:" + std::string(17, 'A')), Code::MT_SYNTAX, at(1, "20")},
      {":20: two lines", bare(inserted(mt940(), 1, "A")), Code::MT_SYNTAX, at(2, "20")},
      {":20: slash first", b940(0, ":20:/A"), Code::MT_SYNTAX, at(1, "20")},
      {":20: slash last", b940(0, ":20:A/"), Code::MT_SYNTAX, at(1, "20")},
      {":20: two slashes", b940(0, ":20:A//B"), Code::MT_SYNTAX, at(1, "20")},
      {":25: of 35", b940(1, ":25:" + std::string(35, '1')), Code::MT_SYNTAX, at(2, "25")},
      {":28C: of 6", b940(2, ":28C:100000/1"), Code::MT_SYNTAX, at(3, "28C")},
      {":28C: page of 6", b940(2, ":28C:1/100000"), Code::MT_SYNTAX, at(3, "28C")},
      {":28C: no page after the slash", b940(2, ":28C:1/"), Code::MT_SYNTAX, at(3, "28C")},
      {":61: owner's reference of 36", b940(4, ":61:2603030302CD19975,00NTRF" + std::string(36, 'A')), Code::MT_SYNTAX, at(5, "61")},
      {":61: bank's reference of 36", b940(4, ":61:2603030302CD19975,00NTRFA//" + std::string(36, 'A')), Code::MT_SYNTAX, at(5, "61")},
      {":61: no bank's reference", b940(4, ":61:2603030302CD19975,00NTRFA//"), Code::MT_SYNTAX, at(5, "61")},
      {":61: details of 35", b940(5, std::string(35, 'A')), Code::MT_SYNTAX, at(6, "61")},
      {":61: three lines", b940(5, "A\nB"), Code::MT_SYNTAX, at(7, "61")},
      {":86: a line of 257", bare(with(six, 7, std::string(257, 'A'))), Code::MT_SYNTAX, at(8)},
      {":61: three lines with an empty one between", b940(5, "A\n\nB"), Code::MT_SYNTAX, at(8, "61")},
      {":70: five lines", b103(14, "A\nA\nA\nA"), Code::MT_SYNTAX, at(18, "70")},
      {":70: line of 36", b103(14, std::string(36, 'A')), Code::MT_SYNTAX, at(15, "70")},
      {"an amount of 16", b940(3, ":60F:C260301USD000000000001000,"), Code::MT_SYNTAX, at(4, "60F")},
      {"an amount of 16 in a line", b940(4, ":61:2603030302CD0000000019975,00NTRFA"), Code::AMOUNT_SYNTAX, at(5, "61")},
  });
}

TEST(SwiftRefused, Order) {
  const Lines good = mt940();
  expect_refused({
      {"no :20:", b940(0, ""), Code::MT_SYNTAX, at(1, "25")},
      {"no :25:", b940(1, ""), Code::MT_SYNTAX, at(2, "28C")},
      {"no :28C:", b940(2, ""), Code::MT_SYNTAX, at(3, "60F")},
      {"no closing balance", bare(Lines(good.begin(), good.begin() + 11)), Code::MT_SYNTAX, at(11, "61")},
      {"a line after the closing balance", bare(inserted(good, 12, ":61:260302C0,NMSCNONREF")), Code::MT_SYNTAX, at(13, "61")},
      {"two opening balances", bare(inserted(good, 4, good[3])), Code::MT_SYNTAX, at(5, "60F")},
      {"forward balance before the available one", bare(with(with(good, 12, good[13]), 13, good[12])), Code::MT_SYNTAX, at(14, "64")},
      {"two texts at the end", bare(inserted(good, 15, ":86:MORE")), Code::MT_SYNTAX, at(16, "86")},
      {"page 2 with an opening balance of the day", b940(2, ":28C:61/2"), Code::MT_SYNTAX, at(4, "60F")},
      {"page 1 with one of a page", b940(3, ":60M:C260301USD1000,"), Code::MT_SYNTAX, at(4, "60M")},
      {"MT942 with a balance", swift("942", inserted(mt942(), 3, ":60F:C260301USD1,")), Code::MT_SYNTAX, at(5, "60F")},
      {"MT942 without its time", bare(with(mt942(), 5, "")), Code::MT_SYNTAX, at(6, "61")},
      {"MT942 credits before debits", bare(with(with(mt942(), 3, ":34F:USDC0,"), 4, ":34F:USDD0,")), Code::MT_SYNTAX, at(4, "34F")},
      {"MT942 one floor with a mark", bare(with(mt942(), 4, "")), Code::MT_SYNTAX, at(4, "34F")},
      {"MT910 without anybody who paid", bare({":20:A", ":21:B", ":25:1", ":32A:260302USD1,"}), Code::MT_SYNTAX, at(4, "32A")},
      {"MT103 without beneficiary", bare(Lines{":20:A", ":23B:CRED", ":32A:260302USD1,", ":50K:A", ":71A:SHA"}), Code::MT_SYNTAX, at(5, "71A")},
      {"MT103 without charges' bearer", bare(Lines{":20:A", ":23B:CRED", ":32A:260302USD1,", ":50K:A", ":59:B"}), Code::MT_SYNTAX, at(5, "59")},
      {"MT103 with a foreign tag", bare(inserted(mt103(), 18, ":77T:A")), Code::MT_SYNTAX, at(19, "77T")},
  });
}

TEST(SwiftRefused, Values) {
  const auto line = [](const std::string& text) { return b940(4, ":61:" + text); };
  const auto l = at(5, "61");
  expect_refused({
      {"30 February", line("2602300302CD19975,00NTRFA"), Code::DATE_SYNTAX, l},
      {"month 13", line("2613010302CD19975,00NTRFA"), Code::DATE_SYNTAX, l},
      {"entry on 30 February", line("2603030230CD19975,00NTRFA"), Code::DATE_SYNTAX, l},
      {"29 February far from any leap year", line("2603030229CD19975,00NTRFA"), Code::DATE_SYNTAX, l},
      {"half a date", line("26030"), Code::DATE_SYNTAX, l},
      {"nothing after the date", line("260303"), Code::MT_SYNTAX, l},
      {"no mark", line("2603030302X19975,00NTRFA"), Code::MT_SYNTAX, l},
      {"R alone", line("2603030302R19975,00NTRFA"), Code::MT_SYNTAX, l},
      {"funds code of another currency", line("2603030302CP19975,00NTRFA"), Code::CURRENCY_MISMATCH, l},
      {"a point", line("2603030302CD19975.00NTRFA"), Code::AMOUNT_SYNTAX, l},
      {"no comma", line("2603030302CD19975NTRFA"), Code::AMOUNT_SYNTAX, l},
      {"two commas", line("2603030302CD19,975,00NTRFA"), Code::AMOUNT_SYNTAX, l},
      {"a comma first", line("2603030302CD,50NTRFA"), Code::AMOUNT_SYNTAX, l},
      {"three decimals of a dollar", line("2603030302CD19975,000NTRFA"), Code::AMOUNT_DECIMALS, l},
      {"kind of three letters", line("2603030302CD19975,00NTR"), Code::MT_SYNTAX, l},
      {"kind of small letters", line("2603030302CD19975,00NtrfA"), Code::MT_SYNTAX, l},
      {"S with letters", line("2603030302CD19975,00STRFA"), Code::MT_SYNTAX, l},
      {"X103", line("2603030302CD19975,00X103A"), Code::MT_SYNTAX, l},
      {"balance mark", b940(3, ":60F:X260301USD1000,"), Code::MT_SYNTAX, at(4, "60F")},
      {"balance with half a date", b940(3, ":60F:C2603"), Code::DATE_SYNTAX, at(4, "60F")},
      {"balance without currency", b940(3, ":60F:C260301"), Code::CURRENCY_UNKNOWN, at(4, "60F")},
      {"unknown currency", b940(3, ":60F:C260301XQQ1000,"), Code::CURRENCY_UNKNOWN, at(4, "60F")},
      {"decimals of a yen", bare({":20:A", ":25:1", ":28C:1", ":60F:C260301JPY1,0", ":62F:C260301JPY1,"}), Code::AMOUNT_DECIMALS, at(4, "60F")},
      {"closing in another currency", b940(11, ":62F:C260302PHP20945,"), Code::CURRENCY_MISMATCH, at(12, "62F")},
      {"available in another currency", b940(12, ":64:C260302PHP20945,"), Code::CURRENCY_MISMATCH, at(13, "64")},
      {"hour 24", bare(with(mt942(), 5, ":13D:2603022430+0800")), Code::TIME_SYNTAX, at(6, "13D")},
      {"time without offset", bare(with(mt942(), 5, ":13D:2603021030")), Code::MT_SYNTAX, at(6, "13D")},
      {"bank operation code", b103(1, ":23B:XXXX"), Code::MT_SYNTAX, at(2, "23B")},
      {"a test", b103(1, ":23B:CRTS"), Code::MESSAGE_UNKNOWN, at(2, "23B")},
      {"half a settlement", b103(2, ":32A:260302"), Code::CURRENCY_UNKNOWN, at(3, "32A")},
      {"bearer", b103(15, ":71A:XXX"), Code::MT_SYNTAX, at(16, "71A")},
      {"a bank without BIC", b103(7, ":52A:NOBIC"), Code::MT_SYNTAX, at(8, "52A")},
      {"party numbered from 2", b103(10, "2/SANDBOX"), Code::MT_SYNTAX, at(11, "59F")},
      {"party numbered downwards", b103(12, "1/PH/MANILA"), Code::MT_SYNTAX, at(13, "59F")},
      {"party past its numbers", b103(12, "4/PH/MANILA"), Code::MT_SYNTAX, at(13, "59F")},
      {"party of an account alone", bare(with(with(with(mt103(), 12, ""), 11, ""), 10, "")), Code::MT_SYNTAX, at(10, "59F")},
      {"rate without a second currency", bare(inserted(mt103(), 4, ":36:56,5")), Code::MT_SYNTAX, at(5, "36")},
      {"second currency without rate", b103(3, ":33B:EUR20000,00"), Code::MT_SYNTAX, at(4, "33B")},
      {"charges without the amount sent", bare(with(mt103(), 3, "")), Code::MT_SYNTAX, at(15, "71A")},
      {"charges where the sender bears them", b103(15, ":71A:OUR"), Code::MT_SYNTAX, at(17, "71F")},
      {"none where the receiver bears them", bare(with(with(mt103(), 16, ""), 15, ":71A:BEN")), Code::MT_SYNTAX, at(16, "71A")},
      {"prepaid where they are shared", b103(16, ":71G:USD25,00"), Code::MT_SYNTAX, at(17, "71G")},
  });
}

TEST(SwiftRefused, SumsThatDisagree) {
  expect_refused({
      {"closing a cent high", b940(11, ":62F:C260302USD20945,01"), Code::MESSAGE_BALANCE, at(12, "62F")},
      {"closing a cent low", b940(11, ":62F:C260302USD20944,99"), Code::MESSAGE_BALANCE, at(12, "62F")},
      {"closing on the other side", b940(11, ":62F:D260302USD20945,"), Code::MESSAGE_BALANCE, at(12, "62F")},
      {"a line less", b940(8, ""), Code::MESSAGE_BALANCE, at(11, "62F")},
      {"a line the other way", b940(8, ":61:260302C30,NCHGNONREF"), Code::MESSAGE_BALANCE, at(12, "62F")},
      {"a page that disagrees", b940(11, ":62M:C260302USD1,"), Code::MESSAGE_BALANCE, at(12, "62M")},
      {"one debit too many", bare(with(mt942(), 8, ":90D:2USD30,")), Code::MESSAGE_CONTROL_SUM, at(9, "90D")},
      {"one debit too few", bare(with(mt942(), 8, ":90D:0USD30,")), Code::MESSAGE_CONTROL_SUM, at(9, "90D")},
      {"sum of credits", bare(with(mt942(), 9, ":90C:1USD19975,01")), Code::MESSAGE_CONTROL_SUM, at(10, "90C")},
      {"fewer counted than listed above the floor", bare(with(with(with(mt942(), 8, ":90D:0USD0,"), 3, ":34F:USD10,"), 4, "")), Code::MESSAGE_CONTROL_SUM, at(8, "90D")},
      {"charge a cent high", b103(16, ":71F:USD25,01"), Code::MESSAGE_CONTROL_SUM, at(3, "32A")},
      {"charge a cent low", b103(16, ":71F:USD24,99"), Code::MESSAGE_CONTROL_SUM, at(3, "32A")},
      {"no charge", b103(16, ""), Code::MESSAGE_CONTROL_SUM, at(3, "32A")},
  });
  const Lines first{":20:A", ":25:1", ":28C:7", ":60F:C260301USD10,", ":62F:C260301USD10,"};
  const Lines next{":20:B", ":25:1", ":28C:8", ":60F:C260301USD10,01", ":62F:C260302USD10,01"};
  expect_refused({{"a statement that does not begin where the last ended", bare(first) + bare(next), Code::MESSAGE_BALANCE, at(10, "60F")},
                  {"in another currency", bare(first) + bare(with(with(next, 3, ":60F:C260301PHP10,"), 4, ":62F:C260301PHP10,")), Code::CURRENCY_MISMATCH, at(10, "60F")}});
  // Where one is missing between, or it is another account's, nothing can be said.
  expect_read({{"a gap", bare(first) + bare(with(next, 2, ":28C:9"))}, {"another account", bare(first) + bare(with(next, 1, ":25:2"))}});
}

/// What a message says of money.
std::string figures(const AccountMessage& message) {
  std::string out;
  for (const AccountReport& report : message.reports) {
    for (const Balance& balance : report.balances) out += balance.amount.currency().code() + balance.amount.text() + " ";
    for (const Entry& entry : report.entries) out += with_sign(entry.amount, entry.direction).text() + " ";
  }
  return out;
}

// No beginning of a message is one.
TEST(SwiftMutilated, CutAnywhereIsRefused) {
  for (const std::string& whole : {swift("940", mt940(), "{CHK:0123456789AB}"), bare(mt940()), swift("942", mt942()), bare(mt103()), bare(mt910())}) {
    const std::size_t trailer = whole.find("-}{5:");
    const std::size_t end = trailer == std::string::npos ? whole.find("\n-\n") + 2 : trailer + 2;
    const AccountMessage good = read(whole).value();
    for (std::size_t size = 0; size <= whole.size(); ++size) {
      const auto message = read(whole.substr(0, size));
      if (size < end) {
        ASSERT_FALSE(message.ok()) << "read after " << size << " of " << whole.size() << " bytes";
        EXPECT_FALSE(message.refusal().message.empty());
      } else if (message.ok()) {
        EXPECT_EQ(*message, good) << size;
      }
    }
  }
}

// One byte changed anywhere: the figures of a statement are as they were, or it is refused; all others are read or refused.
TEST(SwiftMutilated, NoByteChangesTheFiguresOfAStatement) {
  const std::string alphabet = std::string("\0\n\r{}:-,/0159CDRMZ ", 20) + "\x01\x7F\xFF";
  for (const std::string& whole : {swift("940", mt940()), bare(mt940()), swift("942", mt942()), swift("103", mt103()), swift("910", mt910())}) {
    const std::string said = figures(read(whole).value());
    const bool statement = whole.find(":62F:") != std::string::npos;
    const std::size_t available = statement ? whole.find(":64:") : whole.size();
    std::size_t refused = 0;
    for (std::size_t i = 0; i < whole.size(); ++i)
      for (const char byte : alphabet) {
        std::string bytes = whole;
        bytes[i] = byte;
        const auto message = read(bytes);
        if (!message.ok()) {
          ++refused;
          ASSERT_FALSE(message.refusal().message.empty());
        } else if (statement && i < available) {
          ASSERT_EQ(figures(*message), said) << "byte " << i << " as " << static_cast<int>(byte);
        }
      }
    EXPECT_GT(refused, whole.size()) << whole.substr(0, 20);
  }
}

// A byte left out, or one put in twice.
TEST(SwiftMutilated, NoByteLostOrDoubledChangesTheFiguresOfAStatement) {
  const std::string whole = bare(mt940());
  const std::string said = figures(read(whole).value());
  for (std::size_t i = 0; i < whole.find(":64:"); ++i)
    for (const bool lost : {true, false}) {
      std::string bytes = whole;
      lost ? bytes.erase(i, 1) : bytes.insert(i, 1, bytes[i]);
      const auto message = read(bytes);
      if (message.ok()) {
        ASSERT_EQ(figures(*message), said) << "byte " << i;
      }
    }
}

}  // namespace
}  // namespace katiwala::api::messages::swift_refusals_test

// What the parser meets, wherever the pieces in which it is fed begin and end.
#include "api/messages/xml_events.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace katiwala::api::messages {
namespace xml_events_test {
namespace {

constexpr std::size_t kPieceBytes = std::size_t{16} << 10;  // xml_events.cpp

/// One line an event: parts of one text are one.
std::string told(XmlEvents& events) {
  std::string out, text;
  const auto put = [&](const std::string& line) {
    if (!text.empty()) out += "text " + text + "\n";
    text.clear();
    out += line + "\n";
  };
  for (;;) {
    const XmlKind kind = events.next();
    const std::string at = std::to_string(events.depth()) + " ";
    if (kind == XmlKind::text) {
      text += events.text();
      continue;
    }
    if (kind == XmlKind::start) put(at + "start " + std::string(events.name()) + " of " + std::string(events.space()) + (events.currency().empty() ? "" : " in " + std::string(events.currency())));
    if (kind == XmlKind::end) put(at + "end " + std::string(events.name()));
    if (kind == XmlKind::remark) put("remark");
    if (kind == XmlKind::type) put("type");
    if (kind != XmlKind::over && kind != XmlKind::fault) continue;
    put(kind == XmlKind::over ? "over" : "fault " + std::to_string(events.fault().syntax) + " schema " + std::to_string(events.fault().schema));
    EXPECT_EQ(events.next(), kind) << "the last comes again";
    return out;
  }
}

std::string told_of(const std::string& bytes) {
  const auto xml = CleanXml::from(bytes, std::size_t{1} << 24);
  EXPECT_TRUE(xml.ok());
  XmlEvents events(*xml);
  return told(events);
}

std::string told_of_file(const std::string& bytes) {
  std::string path = (std::filesystem::temp_directory_path() / "katiwala-events-XXXXXX").string();
  const int fd = ::mkstemp(path.data());
  EXPECT_GE(fd, 0);
  ::close(fd);
  std::ofstream(path, std::ios::binary) << bytes;
  std::string out;
  {
    const auto stored = FileBytes::open(path).value();
    const auto file = CleanXmlFile::open(*stored, std::size_t{1} << 24);
    EXPECT_TRUE(file.ok());
    XmlEvents events(**file, nullptr);
    out = told(events);
  }
  std::filesystem::remove(path);
  return out;
}

const std::string kSmall =
    "<d:Doc xmlns:d='urn:x' xmlns='urn:y'><Amt Ccy=\"PHP\" d:Ccy=\"USD\">1&amp;2</Amt><!-- no --><Odd/><T>\xC3\xB1\xF0\x9F\x8C\xB1<![CDATA[<&]]></T><?p i?></d:Doc>\n";
const std::string kSmallTold =
    "0 start Doc of urn:x\n1 start Amt of urn:y in PHP\ntext 1&2\n1 end Amt\nremark\n1 start Odd of urn:y\n1 end Odd\n1 start T of urn:y\ntext \xC3\xB1\xF0\x9F\x8C\xB1<&\n1 end T\n"
    "remark\n0 end Doc\nover\n";

TEST(XmlEvents, EverythingInItsOrder) {
  EXPECT_EQ(told_of(kSmall), kSmallTold);
  EXPECT_EQ(told_of_file(kSmall), kSmallTold);
}

/// Every byte of the document, once, at the beginning of a piece.
TEST(XmlEvents, PiecesMeetAnywhere) {
  for (std::size_t cut = 0; cut <= kSmall.size(); ++cut) {
    const std::string before = "<!--" + std::string(kPieceBytes - cut - 7, '.') + "-->";
    ASSERT_EQ(before.size() + cut, kPieceBytes);
    EXPECT_EQ(told_of(before + kSmall), "remark\n" + kSmallTold) << "cut at " << cut;
    EXPECT_EQ(told_of_file(before + kSmall), "remark\n" + kSmallTold) << "cut at " << cut << " of a file";
  }
}

TEST(XmlEvents, ALongTextAndALongRemarkAreWhole) {
  std::string text;
  while (text.size() < 5 * kPieceBytes) text += "a\xC3\xB1" + std::to_string(text.size());
  EXPECT_EQ(told_of("<T><!--" + text + "-->" + text + "</T>"), "0 start T of \nremark\ntext " + text + "\n0 end T\nover\n");
  EXPECT_EQ(told_of_file("<T>" + text + "</T>"), "0 start T of \ntext " + text + "\n0 end T\nover\n");
}

TEST(XmlEvents, AFaultComesWhereItIsMetAndNothingBehindIt) {
  const struct {
    const char* what;
    std::string bytes, before;
  } rows[] = {
      {"another end", "<A><B></A>", "0 start A of \n1 start B of \n"},
      {"no end", "<A><B/>", "0 start A of \n1 start B of \n1 end B\n"},
      {"two roots", "<A/><B/>", "0 start A of \n0 end A\n"},
      {"an entity nobody declared", "<A>1&no;2</A>", "0 start A of \ntext 1\n"},
      {"a prefix nobody declared", "<A><x:B/></A>", "0 start A of \n"},
      {"no element", "  ", ""},
      {"a tag that does not end", "<Abc", ""},
      {"one within another", "<A><B C='D'", "0 start A of \n"},
      {"a sign alone", "<A>1<2</A>", "0 start A of \ntext 1\n"},
  };
  for (const auto& row : rows) {
    const std::string told = told_of(row.bytes);
    EXPECT_TRUE(told.starts_with(row.before + "fault ")) << row.what << ":\n" << told;
    EXPECT_EQ(told.find('\n', row.before.size()) + 1, told.size()) << row.what << ":\n" << told;
    // Behind a piece that was good.
    const std::string later = told_of("<!--" + std::string(2 * kPieceBytes, ' ') + "-->" + row.bytes);
    EXPECT_EQ(later, "remark\n" + told) << row.what;
  }
}

std::string attributes(int count, const std::string& name) {
  std::string out;
  for (int i = 0; i < count; ++i) out += " " + name + std::to_string(i) + "='u'";
  return out;
}

TEST(XmlEvents, NoTagIsWithoutEnd) {
  const std::string longest(kMostSpaceBytes, 'u');
  const struct {
    const char* what;
    std::string tag;
    bool too_large;
  } rows[] = {
      {"attributes", attributes(kMostAttributes, "a"), false},
      {"an attribute more", attributes(kMostAttributes + 1, "a"), true},
      {"namespaces", attributes(kMostAttributes, "xmlns:a"), false},
      {"a namespace more", attributes(kMostAttributes + 1, "xmlns:a"), true},
      {"a namespace's name", " xmlns='" + longest + "'", false},
      {"a byte longer", " xmlns='" + longest + "u'", true},
      {"a byte longer, of nobody", " xmlns:x='" + longest + "u'", false},
      {"a value", " a='" + std::string(kMostTagBytes - 32, 'u') + "'", false},
      {"a value that does not end", " a='" + std::string(kMostTagBytes + 2 * kPieceBytes, 'u') + "'", true},
      {"blanks that do not end", std::string(kMostTagBytes + 2 * kPieceBytes, ' '), true},
      {"more than can be held against each other", attributes(400'000, "a"), true},
      {"more than can be looked through", attributes(400'000, "xmlns:a"), true},
  };
  for (const auto& row : rows) {
    for (const std::string& bytes : {"<A" + row.tag + "/>", "<B><A" + row.tag + ">1</A>2</B>"}) {
      const auto xml = CleanXml::from(bytes, std::size_t{1} << 24);
      ASSERT_TRUE(xml.ok());
      XmlEvents events(*xml);
      while (events.next() != XmlKind::over && events.kind() != XmlKind::fault) {
      }
      EXPECT_EQ(events.kind(), row.too_large ? XmlKind::fault : XmlKind::over) << row.what;
      EXPECT_EQ(events.fault().too_large, row.too_large) << row.what;
    }
  }
}

/// Each prefix is looked for among all that are declared around it, so those of all elements count together, and no more once an element has ended.
TEST(XmlEvents, NamespacesAroundAreCountedTogether) {
  const std::string half = attributes(kMostAttributes / 2, "xmlns:a"), other = attributes(kMostAttributes / 2, "xmlns:b");
  const struct {
    std::string bytes;
    bool too_large;
  } rows[] = {
      {"<A" + half + "><B" + other + "><b1:C/></B><B" + other + "/></A>", false},
      {"<A" + half + "><B" + other + "><C xmlns:c='u'/></B></A>", true},
  };
  for (const auto& row : rows) {
    const auto xml = CleanXml::from(row.bytes, std::size_t{1} << 20);
    ASSERT_TRUE(xml.ok());
    XmlEvents events(*xml);
    while (events.next() != XmlKind::over && events.kind() != XmlKind::fault) {
    }
    EXPECT_EQ(events.fault().too_large, row.too_large) << row.bytes;
    EXPECT_EQ(events.kind(), row.too_large ? XmlKind::fault : XmlKind::over) << row.bytes;
  }
}

/// The parser's table of names does not grow for ever, so that many of them, all different, would be looked for among each other.
TEST(XmlEvents, NamesAreCounted) {
  const auto with_names = [](int count) {
    std::string out = "<A>";
    for (int i = 0; i < count; ++i) out += "<n" + std::to_string(i) + "/>";
    return out + "</A>";
  };
  for (const auto& [count, too_large] : {std::pair{kMostNames - 64, false}, {2 * kMostNames, true}, {100'000, true}}) {
    const std::string bytes = with_names(count);
    const auto xml = CleanXml::from(bytes, std::size_t{1} << 24);
    ASSERT_TRUE(xml.ok());
    XmlEvents events(*xml);
    while (events.next() != XmlKind::over && events.kind() != XmlKind::fault) {
    }
    EXPECT_EQ(events.kind(), too_large ? XmlKind::fault : XmlKind::over) << count;
    EXPECT_EQ(events.fault().too_large, too_large) << count;
  }
}

TEST(XmlEvents, NoReferenceIsWithoutEnd) {
  EXPECT_EQ(told_of("<A>&#" + std::string(kPieceBytes, '0') + "65;</A>"), "0 start A of \ntext A\n0 end A\nover\n");
  const std::string bytes = "<A>&#" + std::string(std::size_t{8} << 20, '0') + "65;</A>";  // what is read borrows them
  const auto xml = CleanXml::from(bytes, std::size_t{1} << 24);
  ASSERT_TRUE(xml.ok());
  XmlEvents events(*xml);
  while (events.next() != XmlKind::over && events.kind() != XmlKind::fault) {
  }
  EXPECT_EQ(events.kind(), XmlKind::fault);
  EXPECT_TRUE(events.fault().too_large);
}

TEST(XmlEvents, ALongRemarkIsNoTag) {
  const std::string long_one(kMostTagBytes + 3 * kPieceBytes, '=');
  EXPECT_EQ(told_of("<T><!--" + long_one + "--><?p " + long_one + "?><![CDATA[" + long_one + "]]></T>"),
            "0 start T of \nremark\nremark\ntext " + long_one + "\n0 end T\nover\n");
}

}  // namespace
}  // namespace xml_events_test
}  // namespace katiwala::api::messages

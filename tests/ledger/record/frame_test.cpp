// Frames: golden bytes, every malformed case at its byte, every cut and every changed byte, round trips.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <functional>

#include "ledger/base/endian.h"
#include "ledger/record/entry.h"

namespace katiwala::record::frame_test {
namespace {

std::string repeat(std::string_view piece, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += piece;
  return out;
}

std::array<std::uint8_t, 16> sixteen(std::uint8_t fill) {
  std::array<std::uint8_t, 16> out;
  out.fill(fill);
  return out;
}

/// A clear part "act" and a sealed one of 32 bytes, the least a sealed part can have.
StoredEntry golden() {
  Header header{7, {}, Instant{9}, {Digest{}, Digest{}}};
  header.part_hashes[0].fill(0x11);
  header.part_hashes[1].fill(0x22);
  return {encode(header), {{false, {}, sixteen(0xa1), {'a', 'c', 't'}}, {true, sixteen(0xb2), {}, Bytes(32, 0xcc)}}};
}

/// Byte by byte, with where each field starts.
std::string golden_hex() {
  return std::string("000000c5") +                                                             // 0: length of what follows
         "0076" +                                                                              // 4: header length
         "4b545731" + "0000000000000007" + repeat("00", 32) + "0000000000000009" + "0002" +    // 6: header
         repeat("11", 32) + repeat("22", 32) +                                                 // 60
         "00" + repeat("a1", 16) + "00000003" + "616374" +                                     // 124: clear part
         "01" + repeat("b2", 16) + "00000020" + repeat("cc", 32);                              // 148: sealed part, ends before 201
}

Bytes golden_frame() { return from_hex(golden_hex()).value(); }

void set_u32(Bytes& bytes, std::size_t at, std::uint32_t value) { store_be(bytes.data() + at, value); }

TEST(Frame, GoldenBytes) {
  Bytes out;
  append_frame(out, golden());
  EXPECT_EQ(to_hex(out), golden_hex());
  std::size_t offset = 0;
  EXPECT_EQ(read_frame(out, offset).value(), golden());
  EXPECT_EQ(offset, 201u);
}

TEST(Frame, FramesLieBackToBack) {
  Bytes block{0xee, 0xee};
  append_frame(block, golden());
  append_frame(block, golden());
  std::size_t offset = 2;
  EXPECT_EQ(read_frame(block, offset).value(), golden());
  EXPECT_EQ(offset, 203u);
  EXPECT_EQ(read_frame(block, offset).value(), golden());
  EXPECT_EQ(offset, block.size());
  EXPECT_EQ(read_frame(block, offset).refusal().place, "byte 404");
}

struct Malformed {
  const char* title;
  std::function<void(Bytes&)> damage;
  const char* place;
};

TEST(Frame, WhatIsNoFrameIsRefusedWhereItStands) {
  const std::vector<Malformed> cases = {
      {"nothing", [](Bytes& b) { b.clear(); }, "byte 0"},
      {"half a length", [](Bytes& b) { b.resize(3); }, "byte 0"},
      {"a length alone", [](Bytes& b) { b.resize(4); }, "byte 4"},
      {"longer than its block", [](Bytes& b) { set_u32(b, 0, 198); }, "byte 4"},
      {"far longer than its block", [](Bytes& b) { set_u32(b, 0, 0xffffffff); }, "byte 4"},
      {"of length 0", [](Bytes& b) { set_u32(b, 0, 0); }, "byte 4"},
      {"of length 1", [](Bytes& b) { set_u32(b, 0, 1); }, "byte 4"},
      {"the header's length alone", [](Bytes& b) { set_u32(b, 0, 2); }, "byte 6"},
      {"a header that is too short", [](Bytes& b) { b[5] = 0x75; }, "byte 6"},
      {"a header that is too long", [](Bytes& b) { b[5] = 0x77; }, "byte 6"},
      {"no header", [](Bytes& b) { b[5] = 0; }, "byte 6"},
      {"a header past the frame", [](Bytes& b) { b[4] = 0xff; }, "byte 6"},
      {"another magic", [](Bytes& b) { b[6] = 'X'; }, "byte 6"},
      {"a count of another header length", [](Bytes& b) { b[6 + 53] = 3; }, "byte 6"},
      {"a third kind of part", [](Bytes& b) { b[124] = 2; }, "byte 125"},
      {"a part longer than its frame", [](Bytes& b) { set_u32(b, 141, 57); }, "byte 145"},
      {"a clear part of more than a mebibyte", [](Bytes& b) { set_u32(b, 141, kMaxPartBytes + 1); }, "byte 145"},
      {"a part that ends in the next part's head", [](Bytes& b) { set_u32(b, 141, 4 + 32); }, "byte 181"},
      {"a sealed part without room for salt and tag", [](Bytes& b) { set_u32(b, 165, 31); }, "byte 169"},
      {"a sealed part past its frame", [](Bytes& b) { set_u32(b, 165, 33); }, "byte 169"},
      {"a byte after the parts", [](Bytes& b) { b.push_back(0); set_u32(b, 0, 198); }, "byte 201"},
      {"a third part that the header does not count", [](Bytes& b) { b.resize(b.size() + 21); set_u32(b, 0, 218); }, "byte 201"},
      {"a part less than the header counts", [](Bytes& b) { b.resize(148); set_u32(b, 0, 144); }, "byte 148"},
  };
  for (const Malformed& c : cases) {
    Bytes bytes = golden_frame();
    c.damage(bytes);
    std::size_t offset = 0;
    const auto entry = read_frame(bytes, offset);
    ASSERT_FALSE(entry.ok()) << c.title;
    EXPECT_EQ(entry.refusal().code, Code::RECORD_MALFORMED) << c.title;
    EXPECT_EQ(entry.refusal().place, c.place) << c.title << ": " << entry.refusal().message;
    EXPECT_EQ(offset, 0u) << c.title;
  }
}

TEST(Frame, EveryCutIsRefused) {
  const Bytes bytes = golden_frame();
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    std::size_t offset = 0;
    EXPECT_FALSE(read_frame(ByteView(bytes).first(length), offset).ok()) << length;
  }
}

/// A frame has no checksum of its own (the part hashes are it), but a change is never read as the same entry.
TEST(Frame, EveryChangedByteIsRefusedOrSeen) {
  const Bytes bytes = golden_frame();
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    for (const std::uint8_t flip : std::array<std::uint8_t, 3>{0x01, 0x80, 0xff}) {
      Bytes changed = bytes;
      changed[i] ^= flip;
      std::size_t offset = 0;
      const auto entry = read_frame(changed, offset);
      EXPECT_TRUE(!entry.ok() || *entry != golden()) << i;
    }
  }
}

StoredPart clear_part(std::size_t length) { return {false, {}, sixteen(1), Bytes(length, 0x5a)}; }
StoredPart sealed_part(std::size_t length) { return {true, sixteen(2), {}, Bytes(length, 0xa5)}; }
StoredEntry entry_of(std::vector<StoredPart> parts) {
  return {encode(Header{0, {}, Instant{1}, std::vector<Digest>(parts.size())}), std::move(parts)};
}

TEST(Frame, PartsOfEveryAllowedLengthAtTheBounds) {
  for (const StoredPart& part : {clear_part(0), clear_part(kMaxPartBytes), sealed_part(32), sealed_part(kMaxPartBytes + 32)}) {
    Bytes out;
    append_frame(out, entry_of({part}));
    std::size_t offset = 0;
    EXPECT_TRUE(read_frame(out, offset).value() == entry_of({part})) << part.bytes.size();
  }
}

TEST(FrameDeathTest, HaltsOnEntriesThatNoReaderWouldTake) {
  Bytes out;
  EXPECT_DEATH(append_frame(out, entry_of({clear_part(kMaxPartBytes + 1)})), "length is allowed");
  EXPECT_DEATH(append_frame(out, entry_of({sealed_part(31)})), "length is allowed");
  EXPECT_DEATH(append_frame(out, entry_of({sealed_part(kMaxPartBytes + 33)})), "length is allowed");
  StoredEntry other_count = golden();
  other_count.parts.pop_back();
  EXPECT_DEATH(append_frame(out, other_count), "parts its header counts");
  StoredEntry no_header = golden();
  no_header.header.clear();
  EXPECT_DEATH(append_frame(out, no_header), "header decodes");
  StoredEntry shown_salt = golden();
  shown_salt.parts[1].salt = sixteen(3);
  EXPECT_DEATH(append_frame(out, shown_salt), "shows no salt");
  StoredEntry named_key = golden();
  named_key.parts[0].key = sixteen(3);
  EXPECT_DEATH(append_frame(out, named_key), "names no key");
  std::size_t offset = 1;
  EXPECT_DEATH(static_cast<void>(read_frame({}, offset)), "starts inside its block");
}

StoredEntry any_entry() {
  std::vector<StoredPart> parts;
  for (std::size_t i = *rc::gen::inRange<std::size_t>(1, 6); i > 0; --i) {
    const std::size_t length = *rc::gen::inRange<std::size_t>(0, 200);
    parts.push_back(*rc::gen::arbitrary<bool>() ? clear_part(length) : sealed_part(length + 32));
  }
  return entry_of(std::move(parts));
}

RC_GTEST_PROP(FrameProperty, WhatIsWrittenReadsBackWhereverItLies, ()) {
  const StoredEntry entry = any_entry();
  Bytes block(*rc::gen::inRange<std::size_t>(0, 50), 0xff);
  const std::size_t start = block.size();
  append_frame(block, entry);
  const std::size_t end = block.size();
  block.resize(end + *rc::gen::inRange<std::size_t>(0, 50));
  std::size_t offset = start;
  RC_ASSERT(read_frame(block, offset).value() == entry);
  RC_ASSERT(offset == end);
}

RC_GTEST_PROP(FrameProperty, WhatReadsIsItsOnlySpelling, ()) {
  Bytes bytes;
  append_frame(bytes, any_entry());
  for (int i = *rc::gen::inRange(1, 4); i > 0; --i) bytes[*rc::gen::inRange<std::size_t>(0, bytes.size())] ^= *rc::gen::arbitrary<std::uint8_t>();
  std::size_t offset = 0;
  const auto entry = read_frame(bytes, offset);
  if (!entry.ok()) return;
  Bytes again;
  append_frame(again, *entry);
  RC_ASSERT(again == Bytes(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(offset)));
}

}  // namespace
}  // namespace katiwala::record::frame_test

#include "audit/log/tiles.h"

#include "tests/audit/log/samples.h"

namespace katiwala::audit::tiles_test {
namespace {

using namespace samples;
using Kind = TilePath::Kind;

TEST(TilePath, ReadAndWrittenToTheByte) {
  const struct {
    std::string text;
    TilePath path;
  } cases[] = {
      {"tile/0/000", {Kind::hashes, {0, 0}, 256}},
      {"tile/63/999", {Kind::hashes, {63, 999}, 256}},
      {"tile/1/x001/000.p/1", {Kind::hashes, {1, 1000}, 1}},
      {"tile/0/x001/x234/067.p/255", {Kind::hashes, {0, 1234067}, 255}},
      {"tile/entries/000", {Kind::entries, {0, 0}, 256}},
      {"tile/entries/x009/x223/x372/x036/x854/x775/807.p/17", {Kind::entries, {0, 9223372036854775807u}, 17}},
  };
  for (const auto& row : cases) {
    ASSERT_TRUE(parse_tile_path(row.text).ok()) << row.text;
    EXPECT_EQ(parse_tile_path(row.text).value(), row.path) << row.text;
    EXPECT_EQ(print_tile_path(row.path), row.text);
  }
}

TEST(TilePath, AnyOtherSpellingIsUnknown) {
  for (const std::string_view text :
       {"", "tile", "tile/", "tile/0", "tile/0/", "/tile/0/000", "tile/0/0", "tile/0/00", "tile/0/0000", "tile/0/000/", "tile/0//000", "tile/00/000", "tile/64/000", "tile/-1/000",
        "tile/0/x000/000", "tile/0/x000", "tile/0/001/000", "tile/0/x001/x000", "tile/0/x01/000", "tile/0/x0001/000", "tile/0/X001/000", "tile/0/000.p/0", "tile/0/000.p/256",
        "tile/0/000.p/01", "tile/0/000.p/", "tile/0/000.p", "tile/0/000.p/1/", "tile/0/000.p/1.p/1", "tile/0/000.P/1", "tile/data/000", "tile/entries/0/000", "tile/0/000?x", "tile/0/..",
        "tile/0/x009/x223/x372/x036/x854/x775/808", "tile/0/x999/x999/x999/x999/x999/x999/999", "tile/0/+00", "tile/0/000 ", "Tile/0/000", "tile/0/000\n"})
    EXPECT_EQ(code_of(parse_tile_path(text)), "TILE_UNKNOWN") << text;
}

TEST(Tiles, WidthsOfATree) {
  const struct {
    std::uint64_t size;
    tree::TileId id;
    unsigned width;
  } cases[] = {{0, {0, 0}, 0},        {1, {0, 0}, 1},      {255, {0, 0}, 255},    {255, {1, 0}, 0},         {256, {0, 0}, 256},          {256, {0, 1}, 0},   {256, {1, 0}, 1},
               {257, {0, 1}, 1},      {70000, {0, 272}, 256}, {70000, {0, 273}, 112}, {70000, {0, 274}, 0}, {70000, {1, 0}, 256},       {70000, {1, 1}, 17}, {70000, {2, 0}, 1},
               {70000, {3, 0}, 0},    {70000, {8, 0}, 0},  {70000, {63, 0}, 0},   {(1ull << 63) - 1, {7, 0}, 127}, {(1ull << 63) - 1, {0, (1ull << 55) - 1}, 255},
               {(1ull << 63) - 1, {0, 1ull << 55}, 0}, {(1ull << 63) - 1, {0, ~0ull}, 0}};
  for (const auto& row : cases) EXPECT_EQ(tile_width(row.size, row.id), row.width) << row.size << " " << int{row.id.level} << " " << row.id.index;
}

TEST(Tiles, AllOfATree) {
  const auto all = [](std::uint64_t size) {
    std::string out;
    EXPECT_TRUE(visit_tiles(size, [&](const TilePath& path) { out += print_tile_path(path) + " "; return good(); }).ok());
    return out;
  };
  EXPECT_EQ(all(0), "");
  EXPECT_EQ(all(1), "tile/entries/000.p/1 tile/0/000.p/1 ");
  EXPECT_EQ(all(256), "tile/entries/000 tile/0/000 tile/1/000.p/1 ");
  EXPECT_EQ(all(600), "tile/entries/000 tile/entries/001 tile/entries/002.p/88 tile/0/000 tile/0/001 tile/0/002.p/88 tile/1/000.p/2 ");
  EXPECT_EQ(code_of(visit_tiles(600, [](const TilePath&) -> Status { return refuse(Code::STORE_IO); })), "STORE_IO");
}

TEST(Tiles, EveryPublishedSizeIsServedOutOfALongerLogAndNothingBeyond) {
  const Log log(700);
  for (const std::uint64_t size : {0u, 1u, 2u, 255u, 256u, 257u, 511u, 512u, 513u, 600u}) {
    const Log then(size);
    for (std::uint8_t level = 0; level < 3; ++level) {
      for (std::uint64_t index = 0; index < 4; ++index) {
        const unsigned covered = tile_width(size, {level, index});
        for (const unsigned width : {1u, 88u, 254u, 255u, 256u}) {
          const auto bytes = read_tile(log, size, {Kind::hashes, {level, index}, width});
          ASSERT_EQ(code_of(bytes), width <= covered ? "accepted" : "TILE_UNKNOWN") << size << " " << int{level} << " " << index << " " << width;
          if (bytes.ok()) {
            EXPECT_EQ(bytes->size(), width * 32u);
          }
          if (level != 0) continue;
          EXPECT_EQ(code_of(read_tile(log, size, {Kind::entries, {0, index}, width})), width <= covered ? "accepted" : "TILE_UNKNOWN");
        }
      }
      const Bytes edge = then.frontier.partial(level);
      const std::uint64_t count = size >> (8 * level);
      if (edge.empty()) continue;
      EXPECT_EQ(read_tile(log, size, {Kind::hashes, {level, count / 256}, static_cast<unsigned>(edge.size() / 32)}).value(), edge);
    }
  }
}

TEST(Tiles, APartialTileIsAPrefixOfTheFullOneWhicheverSizeServesIt) {
  const Log log(600);
  const Bytes full = read_tile(log, 600, {Kind::hashes, {0, 1}, 256}).value();
  for (const std::uint64_t size : {257u, 300u, 511u, 512u, 600u}) {
    const unsigned width = std::min(tile_width(size, {0, 1}), 255u);
    const Bytes part = read_tile(log, size, {Kind::hashes, {0, 1}, width}).value();
    EXPECT_TRUE(std::equal(part.begin(), part.end(), full.begin())) << size;
  }
}

TEST(Tiles, AThirdLevelOutOfFullTilesBelow) {
  const Log log(65536 + 300);
  const Bytes top = read_tile(log, 65536 + 300, {Kind::hashes, {2, 0}, 1}).value();
  EXPECT_EQ(top, log.frontier.partial(2));
  EXPECT_EQ(text_of(top), text_of(log.root(65536)));
  EXPECT_EQ(read_tile(log, 65536 + 300, {Kind::hashes, {1, 1}, 1}).value(), log.frontier.partial(1));
}

TEST(Tiles, ADamagedSourceIsNotServed) {
  Log log(600);
  log.tiles[{0, 1}].pop_back();
  EXPECT_EQ(code_of(read_tile(log, 600, {Kind::hashes, {0, 1}, 256})), "STORE_DAMAGED");
  EXPECT_EQ(code_of(read_tile(log, 600, {Kind::hashes, {1, 0}, 2})), "STORE_DAMAGED");
  EXPECT_EQ(code_of(read_tile(log, 600, {Kind::hashes, {1, 0}, 1})), "accepted");
  log.tiles.erase({0, 1});
  EXPECT_EQ(code_of(read_tile(log, 600, {Kind::hashes, {0, 1}, 3})), "STORE_DAMAGED");
  log.entries[3].resize(65536);
  EXPECT_EQ(code_of(read_tile(log, 600, {Kind::entries, {0, 0}, 3})), "accepted");
  EXPECT_EQ(code_of(read_tile(log, 600, {Kind::entries, {0, 0}, 4})), "STORE_DAMAGED");
}

TEST(Bundle, ReadBackEntryForEntry) {
  const Log log(5);
  const Bytes bundle = read_tile(log, 5, {Kind::entries, {0, 0}, 5}).value();
  EXPECT_EQ(parse_bundle(bundle, 5).value(), log.entries);
  const auto judged = [](Bytes bytes, unsigned width) { const auto parsed = parse_bundle(bytes, width); return code_of(parsed) + " " + place_of(parsed); };
  EXPECT_EQ(judged(bundle, 4), "RECORD_MALFORMED entry 5 of the bundle");
  EXPECT_EQ(judged(bundle, 6), "RECORD_MALFORMED entry 6 of the bundle");
  EXPECT_EQ(judged({0}, 1), "RECORD_MALFORMED entry 1 of the bundle");
  EXPECT_EQ(judged({0, 0, 0, 2, 9}, 2), "RECORD_MALFORMED entry 2 of the bundle");
  EXPECT_EQ(judged({0, 0, 0, 1, 9}, 2), "accepted accepted");
}

}  // namespace
}  // namespace katiwala::audit::tiles_test

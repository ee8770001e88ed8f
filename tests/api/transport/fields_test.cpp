// Strict reading of objects: every fault with its place, the first one kept, unknown keys refused at any depth.
#include "api/transport/fields.h"

#include <gtest/gtest.h>

namespace katiwala::api::transport {
enum class Colour { red = 1, green = 2 };
}
template <>
struct katiwala::Names<katiwala::api::transport::Colour> {
  using Colour = katiwala::api::transport::Colour;
  static constexpr std::array<std::pair<Colour, std::string_view>, 2> rows = {{{Colour::red, "red"}, {Colour::green, "green"}}};
};

namespace katiwala::api::transport {
namespace {

struct Order {
  std::string payee;
  std::optional<std::string> note;
  std::int64_t count = 0;
  bool urgent = false;
  std::optional<Colour> colour;
  std::optional<int> even;
  std::vector<std::string> wards;
  std::vector<std::int64_t> shares;
  std::optional<std::string> street;
};

Result<int> even_length(std::string_view text) {
  if (text.size() % 2 != 0) return refuse(Code::JSON_RANGE, "odd");
  return static_cast<int>(text.size());
}

Result<Order> read_order(std::string_view text) {
  KATIWALA_TRY(const Json json, parse_json(text));
  Fields f(json);
  Order order;
  order.payee = f.text("payee", 8);
  order.note = f.optional_text("note");
  order.count = f.integer("count", 1, 10);
  order.urgent = f.optional_boolean("urgent").value_or(false);
  order.colour = f.optional_named<Colour>("colour");
  order.even = f.optional_parsed("even", even_length);
  order.wards = f.texts("wards", 2);
  f.objects("shares", [&](Fields& share) { order.shares.push_back(share.integer("part")); }, 2);
  f.optional_object("address", [&](Fields& address) { order.street = address.text("street"); });
  KATIWALA_CHECK(f.finish());
  return order;
}

TEST(Fields, ReadsAWholeObject) {
  const auto order = read_order(R"({"count":10,"payee":"clinic-8","note":"n","urgent":true,"colour":"green","even":"ab","wards":["x","y"],
                                    "shares":[{"part":1},{"part":2}],"address":{"street":"s"}})");
  ASSERT_TRUE(order.ok()) << order.refusal().message;
  EXPECT_EQ(order->payee, "clinic-8");
  EXPECT_EQ(order->note, "n");
  EXPECT_EQ(order->count, 10);
  EXPECT_TRUE(order->urgent);
  EXPECT_EQ(order->colour, Colour::green);
  EXPECT_EQ(order->even, 2);
  EXPECT_EQ(order->wards, (std::vector<std::string>{"x", "y"}));
  EXPECT_EQ(order->shares, (std::vector<std::int64_t>{1, 2}));
  EXPECT_EQ(order->street, "s");
}

TEST(Fields, OptionalKeysMayBeAbsent) {
  const auto order = read_order(R"({"payee":"p","count":1,"wards":[],"shares":[]})");
  ASSERT_TRUE(order.ok());
  EXPECT_FALSE(order->note || order->colour || order->even || order->street || order->urgent);
}

TEST(Fields, FaultsNameTheirPlace) {
  struct Case {
    std::string text;
    Code code;
    std::string place;
  };
  const std::vector<Case> cases = {
      {R"([])", Code::JSON_TYPE, ""},
      {R"({"count":1,"wards":[],"shares":[]})", Code::JSON_MISSING_KEY, "/payee"},
      {R"({"payee":1,"count":1,"wards":[],"shares":[]})", Code::JSON_TYPE, "/payee"},
      {R"({"payee":null,"count":1,"wards":[],"shares":[]})", Code::JSON_TYPE, "/payee"},
      {R"({"payee":"ninebytes","count":1,"wards":[],"shares":[]})", Code::JSON_RANGE, "/payee"},
      {R"({"payee":"p","count":"1","wards":[],"shares":[]})", Code::JSON_TYPE, "/count"},
      {R"({"payee":"p","count":0,"wards":[],"shares":[]})", Code::JSON_RANGE, "/count"},
      {R"({"payee":"p","count":11,"wards":[],"shares":[]})", Code::JSON_RANGE, "/count"},
      {R"({"payee":"p","count":1,"note":null,"wards":[],"shares":[]})", Code::JSON_TYPE, "/note"},
      {R"({"payee":"p","count":1,"urgent":1,"wards":[],"shares":[]})", Code::JSON_TYPE, "/urgent"},
      {R"({"payee":"p","count":1,"colour":"blue","wards":[],"shares":[]})", Code::JSON_NOT_LISTED, "/colour"},
      {R"({"payee":"p","count":1,"even":"a","wards":[],"shares":[]})", Code::JSON_RANGE, "/even"},
      {R"({"payee":"p","count":1,"wards":"x","shares":[]})", Code::JSON_TYPE, "/wards"},
      {R"({"payee":"p","count":1,"wards":["x",2],"shares":[]})", Code::JSON_TYPE, "/wards/1"},
      {R"({"payee":"p","count":1,"wards":["x","y","z"],"shares":[]})", Code::JSON_RANGE, "/wards"},
      {R"({"payee":"p","count":1,"wards":[],"shares":[{"part":1},7]})", Code::JSON_TYPE, "/shares/1"},
      {R"({"payee":"p","count":1,"wards":[],"shares":[{"part":1},{}]})", Code::JSON_MISSING_KEY, "/shares/1/part"},
      {R"({"payee":"p","count":1,"wards":[],"shares":[{"part":1,"extra":1}]})", Code::JSON_UNKNOWN_KEY, "/shares/0/extra"},
      {R"({"payee":"p","count":1,"wards":[],"shares":[],"address":{"street":"s","zip":"1"}})", Code::JSON_UNKNOWN_KEY, "/address/zip"},
      {R"({"payee":"p","count":1,"wards":[],"shares":[],"a/b":1})", Code::JSON_UNKNOWN_KEY, "/a~1b"},
      {R"({"payee":1,"count":0,"unknown":1})", Code::JSON_TYPE, "/payee"},
  };
  for (const Case& c : cases) {
    const auto order = read_order(c.text);
    ASSERT_FALSE(order.ok()) << c.text;
    EXPECT_EQ(name_of(order.refusal().code), name_of(c.code)) << c.text;
    EXPECT_EQ(order.refusal().place, c.place) << c.text;
  }
}

}  // namespace
}  // namespace katiwala::api::transport

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

namespace katiwala::api::transport::fields_test {
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

/// What is as good as nothing, and a number between those that there are.
TEST(Fields, BoundsBelow) {
  const struct {
    const char *text, *code, *place;
  } cases[] = {
      {R"({"why":"b","days":360,"rows":[{}],"words":["w"]})", "", ""},
      {R"({"why":"b","days":365,"rows":[{},{}],"words":["w","w"]})", "", ""},
      {R"({"why":"","days":360,"rows":[{}],"words":["w"]})", "JSON_RANGE", "/why"},
      {R"({"why":"abc","days":360,"rows":[{}],"words":["w"]})", "JSON_RANGE", "/why"},
      {R"({"days":360,"rows":[{}],"words":["w"]})", "JSON_MISSING_KEY", "/why"},
      {R"({"why":"b","days":361,"rows":[{}],"words":["w"]})", "JSON_NOT_LISTED", "/days"},
      {R"({"why":"b","days":364,"rows":[{}],"words":["w"]})", "JSON_NOT_LISTED", "/days"},
      {R"({"why":"b","days":0,"rows":[{}],"words":["w"]})", "JSON_NOT_LISTED", "/days"},
      {R"({"why":"b","days":"360","rows":[{}],"words":["w"]})", "JSON_TYPE", "/days"},
      {R"({"why":"b","rows":[{}],"words":["w"]})", "JSON_MISSING_KEY", "/days"},
      {R"({"why":"b","days":360,"rows":[],"words":["w"]})", "JSON_RANGE", "/rows"},
      {R"({"why":"b","days":360,"rows":[{},{},{}],"words":["w"]})", "JSON_RANGE", "/rows"},
      {R"({"why":"b","days":360,"rows":[{}],"words":[]})", "JSON_RANGE", "/words"},
      {R"({"why":"b","days":360,"rows":[{}],"words":["w","w","w"]})", "JSON_RANGE", "/words"},
  };
  for (const auto& c : cases) {
    const Json json = parse_json(c.text).value();
    Fields f(json);
    f.some_text("why", 2);
    f.integer_of("days", {360, 365});
    f.objects("rows", [](Fields&) {}, 2, 1);
    f.texts("words", 2, 1);
    const Status read = f.finish();
    EXPECT_EQ(read.ok() ? "" : name_of(read.refusal().code), c.code) << c.text;
    EXPECT_EQ(read.ok() ? "" : read.refusal().place, c.place) << c.text;
  }
}

/// Either a day or the first and the last that it may be; of a subject the id, unless it is the ledger itself.
void read_choices(Fields& f) {
  f.either("born", [&] { f.text("born"); }, [&] {
    f.text("earliest");
    f.text("latest");
    f.optional_text("why");
  });
  f.text("kind");
  f.where("kind", "ledger", [] {}, [&] { f.text("id"); });
  f.optional_text("signature");
  f.require("signature");
  f.optional_objects("people", [](Fields& one) { one.named<Colour>("colour"); }, 3);
  f.optional_named_list<Colour>("colours", 2);
}

TEST(Fields, ChoicesAreReadOneWayOrTheOther) {
  const struct {
    const char *text, *code, *place;
  } cases[] = {
      {R"({"born":"b","kind":"ledger","signature":"s"})", "", ""},
      {R"({"earliest":"e","latest":"l","kind":"ward","id":"i","signature":"s","people":[{"colour":"red"}],"colours":["red","green"]})", "", ""},
      {R"({"born":"b","earliest":"e","kind":"ledger","signature":"s"})", "JSON_UNKNOWN_KEY", "/earliest"},
      {R"({"kind":"ledger","signature":"s"})", "JSON_MISSING_KEY", "/earliest"},
      {R"({"earliest":"e","kind":"ledger","signature":"s"})", "JSON_MISSING_KEY", "/latest"},
      {R"({"born":"b","kind":"ledger","id":"i","signature":"s"})", "JSON_UNKNOWN_KEY", "/id"},
      {R"({"born":"b","kind":"ward","signature":"s"})", "JSON_MISSING_KEY", "/id"},
      {R"({"born":"b","kind":"ledger"})", "JSON_MISSING_KEY", "/signature"},
      {R"({"born":"b","kind":"ledger","signature":"s","people":[{}]})", "JSON_MISSING_KEY", "/people/0/colour"},
      {R"({"born":"b","kind":"ledger","signature":"s","people":[7,7,7,7]})", "JSON_RANGE", "/people"},
      {R"({"born":"b","kind":"ledger","signature":"s","colours":["blue"]})", "JSON_NOT_LISTED", "/colours"},
  };
  for (const auto& c : cases) {
    const auto json = parse_json(c.text);
    ASSERT_TRUE(json.ok()) << c.text;
    Fields f(*json);
    read_choices(f);
    const Status status = f.finish();
    EXPECT_EQ(status.ok() ? "" : name_of(status.refusal().code), c.code) << c.text;
    if (!status.ok()) {
      EXPECT_EQ(status.refusal().place, c.place) << c.text;
    }
  }
}

/// "payee* text<=8" of every key, in the order of reading.
std::string words_of(const Shape& shape) {
  static constexpr const char* kKinds[] = {"text", "integer", "boolean", "object", "objects", "texts", "any"};
  std::string out;
  for (const Member& m : shape.members) {
    out += m.key + (m.required ? "* " : " ") + kKinds[static_cast<int>(m.kind)];
    if (m.most > 0) out += "<=" + std::to_string(m.most);
    if (m.kind == Member::Kind::integer) out += " " + std::to_string(m.min) + ".." + std::to_string(m.max);
    if (!m.format.empty()) out.append(" ").append(m.format);
    for (const std::string_view one : m.names) out.append(" ").append(one);
    if (!m.inside.members.empty()) out += " {" + words_of(m.inside) + "}";
    out += "; ";
  }
  return out;
}

TEST(Fields, DescribeWhatIsAskedAndReadNothing) {
  Shape shape;
  Fields f(shape);
  EXPECT_EQ(f.text("payee", 8), "");
  EXPECT_EQ(f.integer("count", 1, 10), 0);
  EXPECT_FALSE(f.optional_boolean("urgent"));
  EXPECT_FALSE(f.optional_named<Colour>("colour"));
  EXPECT_FALSE(f.parsed("even", even_length, "pair"));
  f.objects("shares", [](Fields& share) { share.text("part", 3); }, 2);
  EXPECT_FALSE(f.optional_object("address", [](Fields& address) { address.optional_text("street", 5); }));
  EXPECT_EQ(f.raw("rest"), nullptr);
  f.refuse_at("payee", Code::JSON_RANGE, "a reader's own fault");
  EXPECT_FALSE(f.finished());
  EXPECT_FALSE(f.finish().ok()) << "nothing may be done with what was only described";
  EXPECT_TRUE(f.finished());
  EXPECT_EQ(words_of(shape), "payee* text<=8; count* integer 1..10; urgent boolean; colour text<=4096 red green; even* text<=4096 pair; "
                             "shares* objects<=2 {part* text<=3; }; address object {street text<=5; }; rest any; ");
}

TEST(Fields, DescribeBothWaysOfAChoice) {
  Shape shape;
  Fields f(shape);
  read_choices(f);
  EXPECT_EQ(words_of(shape), "born text<=4096; earliest text<=4096; latest text<=4096; why text<=4096; kind* text<=4096; id text<=4096; "
                             "signature* text<=4096; people objects<=3 {colour* text<=4096 red green; }; colours texts<=2 red green; ");
  ASSERT_EQ(shape.choices.size(), 2U);
  EXPECT_EQ(shape.choices[0].with.required, (std::vector<std::string>{"born"}));
  EXPECT_EQ(shape.choices[0].without.required, (std::vector<std::string>{"earliest", "latest"}));
  EXPECT_EQ(shape.choices[0].without.keys, (std::vector<std::string>{"earliest", "latest", "why"}));
  EXPECT_EQ(shape.choices[1].value, "ledger");
  EXPECT_TRUE(shape.choices[1].with.keys.empty());
  EXPECT_EQ(shape.choices[1].without.required, (std::vector<std::string>{"id"}));
}

}  // namespace
}  // namespace katiwala::api::transport::fields_test

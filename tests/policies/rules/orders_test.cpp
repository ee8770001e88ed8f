// R20 validity of court orders, R21 their cap, purpose and payee, R22 written orders only.
#include <gtest/gtest.h>

#include "tests/policies/rules/scene.h"

namespace katiwala::policies::scene {
namespace {

CourtOrder order(std::string_view dated) {
  CourtOrder order;
  order.id = kCourtOrder;
  order.dated = day(dated);
  order.cap = money("120000.00 PHP");
  order.document = document(7);
  return order;
}

RequestDisbursement under_order(const Scene& scene, std::string_view amount) {
  RequestDisbursement asked = scene.request(money(amount));
  asked.court_order = kCourtOrder;
  return asked;
}

TEST(R20, Validity) {
  const struct {
    const char* what;
    const char* dated;
    const char* expires;
    const char* now;
    const char* says;
  } cases[] = {
      {"anniversary included", "2026-02-10", "", "2027-02-10", "allow order_in_force"},
      {"the day after", "2026-02-10", "", "2027-02-11", "deny ORDER_EXPIRED"},
      {"of a leap day", "2028-02-29", "", "2029-02-28", "allow order_in_force"},
      {"the day after", "2028-02-29", "", "2029-03-01", "deny ORDER_EXPIRED"},
      {"its own last day", "2026-02-10", "2026-03-31", "2026-03-31", "allow order_in_force"},
      {"the day after", "2026-02-10", "2026-03-31", "2026-04-01", "deny ORDER_EXPIRED"},
      {"its own, longer", "2026-02-10", "2028-03-31", "2028-03-31", "allow order_in_force"},
      {"its own date", "2026-02-10", "", "2026-02-10", "allow order_in_force"},
      {"the day before", "2026-02-10", "", "2026-02-09", "deny ORDER_NOT_IN_FORCE"},
  };
  for (const auto& c : cases) {
    Scene scene;
    CourtOrder recorded = order(c.dated);
    if (*c.expires != 0) recorded.expires = day(c.expires);
    scene.ward().court_orders.push_back(recorded);
    scene.now(morning(c.now));
    scene.ask(under_order(scene, "1000.00 PHP"), kGuardian);
    EXPECT_EQ(said(scene.hear("R20")), c.says) << c.what << " " << c.now;
    scene.release(under_order(scene, "1000.00 PHP"), kReleaser);
    EXPECT_EQ(said(scene.hear("R20")), c.says) << c.what << " " << c.now << ", at release";
  }
}

TEST(R20, AnOrderThatIsNotThereAllowsNothing) {
  Scene scene;
  scene.ask(under_order(scene, "1000.00 PHP"), kGuardian);
  EXPECT_EQ(said(scene.hear("R20")), "deny COURT_ORDER_UNKNOWN");
  scene.ask_for(money("1000.00 PHP"));
  EXPECT_EQ(said(scene.hear("R20")), "silent");
}

TEST(R20, DatesThatContradictEachOther) {
  for (const auto& [expires, says] : {std::pair{"2026-02-10", "silent"}, std::pair{"2026-02-09", "deny ORDER_NOT_IN_FORCE"}}) {
    Scene scene;
    RecordCourtOrder recorded;
    recorded.dated = day("2026-02-10");
    recorded.expires = day(expires);
    scene.ask(recorded, kOfficer);
    EXPECT_EQ(said(scene.hear("R20")), says) << expires;
  }
}

TEST(R20, MonthsAreAParameter) {
  Scene scene;
  scene.rulebook = shipped({{"order_months = 12", "order_months = 6"}});
  scene.ward().court_orders.push_back(order("2026-01-06"));
  scene.ask(under_order(scene, "1000.00 PHP"), kGuardian);
  EXPECT_EQ(said(scene.hear("R20")), "allow order_in_force");
  scene.now(morning("2026-07-07"));
  EXPECT_EQ(said(scene.hear("R20")), "deny ORDER_EXPIRED");
}

TEST(R21, TheCap) {
  const struct {
    const char* left;
    const char* amount;
    const char* says;
  } cases[] = {
      {"85000.00 PHP", "85000.00 PHP", "allow within_cap"},
      {"85000.00 PHP", "85000.01 PHP", "deny CAP_EXCEEDED"},
      {"0.00 PHP", "0.01 PHP", "deny CAP_EXCEEDED"},
      {"85000.00 PHP", "1.00 USD", "deny CURRENCY_MISMATCH"},
  };
  for (const auto& c : cases) {
    Scene asked;
    asked.ward().court_orders.push_back(order("2026-02-10"));
    asked.put(book::AccountKind::cap, kCourtOrder.bytes, money(c.left));
    asked.ask(under_order(asked, c.amount), kGuardian);
    EXPECT_EQ(said(asked.hear("R21")), c.says) << c.amount;
    asked.execute(under_order(asked, c.amount), kOfficer);
    EXPECT_EQ(said(asked.hear("R21")), c.says) << c.amount << ", at execution";
    Scene released;  // its own reservation is what counts now
    released.ward().court_orders.push_back(order("2026-02-10"));
    released.put(book::AccountKind::cap_reserved, kCourtOrder.bytes, money(c.left));
    released.release(under_order(released, c.amount), kReleaser);
    EXPECT_EQ(said(released.hear("R21")), c.says) << c.amount << ", at release";
  }
}

TEST(R21, PurposeAndPayee) {
  const struct {
    const char* what;
    std::optional<Purpose> purpose;
    std::optional<PayeeId> payee;
    const char* says;
  } cases[] = {
      {"free", std::nullopt, std::nullopt, "allow within_cap"},
      {"as named", Purpose::education, kPayee, "allow within_cap"},
      {"another purpose", Purpose::medical, kPayee, "deny ORDER_PURPOSE"},
      {"another payee", Purpose::education, id<PayeeId>(32), "deny ORDER_PAYEE"},
  };
  for (const auto& c : cases) {
    Scene scene;
    CourtOrder recorded = order("2026-02-10");
    recorded.purpose = c.purpose;
    recorded.payee = c.payee;
    scene.ward().court_orders.push_back(recorded);
    scene.put(book::AccountKind::cap, kCourtOrder.bytes, money("120000.00 PHP"));
    scene.ask(under_order(scene, "1000.00 PHP"), kGuardian);
    EXPECT_EQ(said(scene.hear("R21")), c.says) << c.what;
  }
  Scene scene;
  scene.ask_for(money("1000.00 PHP"));
  EXPECT_EQ(said(scene.hear("R21")), "silent");
}

TEST(R22, DocumentAndDocket) {
  const struct {
    const char* what;
    std::optional<Digest> document;
    bool docket;
    const char* says;
  } cases[] = {
      {"both", document(7), true, "allow written_order"},
      {"no docket", document(7), false, "deny ORDER_DOCUMENT_MISSING"},
      {"no document", std::nullopt, true, "deny ORDER_DOCUMENT_MISSING"},
      {"a document of zeros", Digest{}, true, "deny ORDER_DOCUMENT_MISSING"},
  };
  for (const auto& c : cases) {
    Scene scene;
    RecordCourtOrder recorded;
    recorded.document = c.document;
    if (c.docket) recorded.docket = in_vault(9);
    scene.ask(recorded, kOfficer);
    EXPECT_EQ(said(scene.hear("R22")), c.says) << c.what;
    scene.rulebook = shipped({{"order_document_required = true", "order_document_required = false"}});
    EXPECT_EQ(said(scene.hear("R22")), "silent") << c.what;
  }
}

TEST(R22, NothingIsPaidUnderAnOrderWithoutItsDocument) {
  Scene scene;
  scene.ward().court_orders.push_back(order("2026-02-10"));
  scene.ask(under_order(scene, "1000.00 PHP"), kGuardian);
  EXPECT_EQ(said(scene.hear("R22")), "silent");
  scene.ward().court_orders.back().document = Digest{};
  EXPECT_EQ(said(scene.hear("R22")), "deny ORDER_DOCUMENT_MISSING");
}

}  // namespace
}  // namespace katiwala::policies::scene

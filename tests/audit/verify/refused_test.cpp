// Every case of the refused_*_test.cpp tables, whatever it is about.
#include "tests/audit/verify/cases.h"

namespace forge {

TEST_P(Refused, NamingCheckAndPlace) {
  const Case& c = GetParam();
  World world(c.people);
  if (c.spoil) c.spoil(world);
  Built built = world.build();
  if (c.after) c.after(built);
  const Folder folder;
  const Verdict verdict = verify_export(built, folder, c.arguments);
  EXPECT_EQ(verdict.line, "bad " + c.check + " at " + c.place) << verdict.output;
  EXPECT_EQ(verdict.code, 1);
}

}  // namespace forge

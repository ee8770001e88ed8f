// What the tool's own test mutates: a little of everything, and nothing of the trust.
#include "sample.h"

#include <algorithm>
#include <string>

#define KATIWALA_ASSERT(condition) \
  do {                             \
    if (!(condition)) throw 1;     \
  } while (false)
#define TWICE(x) ((x) < 0 ? 0 : (x) * 2)

namespace sample {

constexpr int kMost = 10;
static_assert(kMost > 3);

int capped(int value) { return std::min(value, kMost); }

bool inside(int low, int value, int high) { return low <= value && value < high; }

int opposite(int value) {
  --value;
  return -value;
}

int counted(int from, int to) {
  KATIWALA_ASSERT(from >= 0);
  int count = 0;
  while (from < to) {
    ++from;
    count += 2;
  }
  return count;
}

std::string greeting(bool polite) {
  if (polite) return std::string("good ") + "day";
  return {};
}

int doubled(int value) { return TWICE(value); }

int never(int value) {
  if (value == 77) return 5;
  return 0;
}

struct Holder {
  int& held;
};
Holder hold(int& value) { return Holder{value}; }

int reference(int& value) { return hold(value).held; }

}  // namespace sample

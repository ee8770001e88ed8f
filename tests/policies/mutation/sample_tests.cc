// Tests that notice some mutants of sample.cc and miss others, on purpose: selftest.py knows which.
#include <gtest/gtest.h>

#include "sample.h"

TEST(Sample, Capped) {
  EXPECT_EQ(sample::capped(3), 3);
  EXPECT_EQ(sample::capped(12), 10);
}

TEST(Sample, InsideMissesTheUpperBound) {
  EXPECT_TRUE(sample::inside(1, 1, 3));
  EXPECT_FALSE(sample::inside(1, 0, 3));
  EXPECT_FALSE(sample::inside(1, 4, 3));
}

TEST(Sample, Opposite) { EXPECT_EQ(sample::opposite(4), -3); }

TEST(Sample, Counted) { EXPECT_EQ(sample::counted(2, 4), 4); }

TEST(Sample, Greeting) {
  EXPECT_EQ(sample::greeting(true), "good day");
  EXPECT_EQ(sample::greeting(false), "");
}

TEST(Sample, Doubled) { EXPECT_EQ(sample::doubled(4), 8); }

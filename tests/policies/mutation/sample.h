/// What the tool's own test mutates.
#pragma once

#include <string>

namespace sample {
int capped(int value);
bool inside(int low, int value, int high);
int opposite(int value);
int counted(int from, int to);
std::string greeting(bool polite);
int doubled(int value);
int never(int value);
int reference(int& value);
}  // namespace sample

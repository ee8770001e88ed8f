#include <iostream>

#include "audit/verify/options.h"

int main(int argc, char** argv) { return verify::run({argv + 1, argv + argc}, std::cout, std::cerr); }

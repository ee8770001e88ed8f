/// A guide walked through: its commands, one after the other in one shell, in a fresh folder that looks like the repository's own.
#pragma once

#include <filesystem>

#include "tests/guides/guide.h"

namespace katiwala::guides {

struct Step {
  std::vector<std::string> found;
  int exit_code = -1;  ///< -1: the shell ended before
};

/// One step a command. The folder is removed afterwards; servers that the guide starts end with the shell.
std::vector<Step> walk(const Guide& guide);

/// What is not as the page says, the first of it: what comes after follows from it. Empty: all of it is.
std::string first_difference(const Guide& guide, const std::vector<Step>& steps);

std::string read_text(const std::filesystem::path& path);
std::filesystem::path repository();

}  // namespace katiwala::guides

/// Rulebooks as they lie on a disk: a bundle in one file, a folder with rulebook.toml and its calendars, or the rulebook's document alone.
#pragma once

#include "api/ledger_folder.h"
#include "policies/rulebook.h"

namespace katiwala::api {

/// rulebook.toml and calendar-*.toml of a folder as one bundle, calendars ascending. STORE_IO with the path.
Result<std::string> rulebook_of_folder(const Path& folder);

/// What lies at `place` as one bundle's text; a document alone has no calendars, and so computes no working day. Nothing is read strictly yet:
/// that is for Rulebook::parse, whose refusals name the document and the line. FOLDER_OPTION where nothing is, STORE_IO; with the path.
Result<std::string> rulebook_text(const Path& place);

}  // namespace katiwala::api

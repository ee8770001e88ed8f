/// What lies on a disk for the rules: the data that come with the program, and rulebooks: a bundle in one file, a folder with rulebook.toml and its calendars, or the rulebook's document alone.
#pragma once

#include "api/ledger_folder.h"
#include "policies/predicate_crimes.h"
#include "policies/rulebook.h"
#include "policies/words.h"

namespace katiwala::api {

/// Where the data that come with the program lie: $KATIWALA_DATA, a folder policies/data above the program's own, or /usr/share/katiwala. STORE_MISSING.
Result<Path> data_folder();

/// rulebook.toml and calendar-*.toml of a folder as one bundle, calendars ascending. STORE_IO with the path.
Result<std::string> rulebook_of_folder(const Path& folder);

/// What lies at `place` as one bundle's text; a document alone has no calendars, and so computes no working day. Nothing is read strictly yet:
/// that is for Rulebook::parse, whose refusals name the document and the line. FOLDER_OPTION where nothing is, STORE_IO; with the path.
Result<std::string> rulebook_text(const Path& place);

/// The words for guardians in a language ("en", "fil", "ceb"), of the data that come with the program. HTTP_TARGET: there is none in that language.
Result<policies::Catalogue> words_in(std::string_view language);
/// How paying countries' law counts the crime, of the data that come with the program.
Result<policies::PredicateCrimes> shipped_predicate_crimes();

}  // namespace katiwala::api

// katiwala-verify: checks a trust ledger's record by its published format alone.
//
// It shares no line with the ledger. To read it in an afternoon, have docs/format.md and docs/proofs.md beside it and go in
// this order; each file uses those before it and none after:
//
//   refusal.h               how a check says no: every check is one CHECK with a name of its own
//   bytes.h  tree.h         bytes and SHA-256; the Merkle tree, its proofs and its tiles
//   note.h  policy.h        checkpoints and cosignatures; the keys and the quorum an auditor holds beforehand
//   cbor.h  shape.h         the record's CBOR, read once against shape_table.cpp, which is docs/format.cddl line for line
//   record.h  book.h        one entry by itself: header, act, parts, postings that come to zero
//   chains.h  seal.h        every subject's chain of parts and balances; the tree a seal makes of them
//   principals.h  heads.h   who may sign; the log's keys and witnesses as the ledger declared them
//   statements.h            what was signed, made again from the record
//   ledger.h                the pass in order: ledger.cpp an entry, events.cpp what its events say
//   bundle.h  pool.h        a block of 256 entries off the disk, read and hashed by whichever thread is free
//   export.cpp  proofs.cpp  the commands: a whole export; a statement, a receipt, growth from head to head
//   run.cpp                 the command line; report.h and state.h: what is said, and what a later run goes on from
//
// So a thread reads, hashes and decodes a block and checks all that can be checked without the entries before it; one thread
// takes the blocks in order and holds each entry against what came before; signatures go back to the threads.
#include <iostream>

#include "audit/verify/options.h"

int main(int argc, char** argv) { return verify::run({argv + 1, argv + argc}, std::cout, std::cerr); }

#!/usr/bin/env python3
"""Adds up `perf script --fields comm,tid,ip,sym`: for each thread its share of all samples, and of it how much fell under which work.

A sample counts for the first line of WORK that any frame of its stack matches, from the innermost frame outwards; what matches none is "rest".
Reads standard input, writes a table as docs/performance.md has it. `profile.py --test` adds up a sample of its own and says whether it comes out.
"""
import collections
import re
import sys

WORK = [
    ("RocksDB", r"rocksdb::"),
    ("signatures", r"crypto::verify|ECDSA_|EVP_DigestVerify"),
    ("AES-GCM", r"crypto::(seal|open)\b|EVP_(En|De)crypt|aes_gcm|gcm_"),
    ("SHA-256", r"crypto::(sha256|hmac_sha256)|SHA256_|sha256_block"),
    ("TLS", r"TlsStream|\bSSL_|ssl3_|tls13_"),
    ("system calls", r"do_syscall_64|entry_SYSCALL"),
    ("reading HTTP", r"transport::(RequestParser|parse_target|grammar::|Headers|serialize)"),
    ("JSON", r"transport::(Json|to_text|parse_json|json)|boost::json"),
    ("reading messages", r"api::messages::|\bxml[A-Z]"),
    ("CBOR", r"record::(Cbor|encode_struct|decode_struct|put\b)"),
    ("judging", r"policies::"),
    ("head file", r"HeadFile|fdatasync"),
    ("folding", r"journal::fold|custody::apply"),
    ("drafting", r"journal::draft|journal::Draft"),
    ("rows", r"journal::.*(row|Row|Stale|derived)"),
    ("answering", r"std::(promise|__future_base)|Done|answer"),
    ("looking at the state", r"Journal::(look|glance)|door::look"),
    ("routing and rights", r"katiwala::api::door::"),
    ("waking", r"futex|condition_variable|pthread_cond"),
]
WORK = [(name, re.compile(pattern)) for name, pattern in WORK]
THREADS = {"ktw-writer": "writer", "ktw-shelver": "shelver (derived rows)", "ktw-committer": "committer", "ktw-door": "workers of the door"}


def samples(lines):
    """(thread, [symbols, innermost first]) of each sample."""
    thread, stack = None, []
    for line in lines:
        line = line.rstrip("\n")
        if not line.strip():
            if thread is not None:
                yield thread, stack
            thread, stack = None, []
        elif not line[0].isspace():
            thread = re.sub(r"\s+\d+\s*$", "", line).strip()
        else:
            parts = line.strip().split(" ", 1)
            stack.append(parts[1] if len(parts) == 2 else "")
    if thread is not None:
        yield thread, stack


def work_of(stack):
    for symbol in stack:
        for name, pattern in WORK:
            if pattern.search(symbol):
                return name
    return "rest"


def percent(part, whole):
    tenths = 1000 * part // whole
    return f"{tenths // 10}.{tenths % 10}"


def table(lines):
    by_thread = collections.defaultdict(collections.Counter)
    for thread, stack in samples(lines):
        if thread in THREADS:
            by_thread[THREADS[thread]][work_of(stack)] += 1
    total = sum(sum(works.values()) for works in by_thread.values())
    if total == 0:
        return "no samples of the threads that have a name"
    out = ["| thread | of all | what it does, of the thread |", "|---|---|---|"]
    for thread, works in sorted(by_thread.items(), key=lambda pair: -sum(pair[1].values())):
        count = sum(works.values())
        named = [f"{name} {percent(n, count)}" for name, n in works.most_common() if name != "rest"]
        if works["rest"]:
            named.append(f"rest {percent(works['rest'], count)}")
        out.append(f"| {thread} | {percent(count, total)} % | {', '.join(named)} |")
    out.append(f"{total} samples of the threads that have a name")
    return "\n".join(out)


SAMPLE = """ktw-writer  12
\t    1 sha256_block_data_order
\t    2 katiwala::crypto::sha256(x)
\t    3 katiwala::journal::Pipeline::write_loop()

ktw-writer  12
\t    1 malloc
\t    2 katiwala::policies::Judge::decide(x)

ktw-writer  12
\t    1 malloc

ktw-committer  13
\t    1 rocksdb::DBImpl::Write(x)

katiwala  11
\t    1 rocksdb::DBImpl::Write(x)
"""
EXPECTED = """| thread | of all | what it does, of the thread |
|---|---|---|
| writer | 75.0 % | SHA-256 33.3, judging 33.3, rest 33.3 |
| committer | 25.0 % | RocksDB 100.0 |
4 samples of the threads that have a name"""

if __name__ == "__main__":
    if sys.argv[1:] == ["--test"]:
        made = table(SAMPLE.splitlines())
        if made != EXPECTED:
            sys.exit("profile.py: a sample of four is added up wrongly:\n" + made)
    else:
        print(table(sys.stdin))

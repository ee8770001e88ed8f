#!/usr/bin/env python3
"""A day's statement of 74 MB through the watched folder, as a bank would deliver it: the ledger is killed in the middle of taking it, started again, and the
folder looked at again. Every line is in the books once, none is missing, and the same file delivered once more changes nothing.

No message is held in memory whole, by neither side: what the two processes need is printed, and the watcher's bounded.
"""
import collections
import json
import os
import pathlib
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parent))
import sandbox  # noqa: E402

ENTRIES, BYTES = 20_000, 74_000_000
ACCOUNT, DAY = "SBX-PHP-7400", "2026-03-02"
MOST_OF_WATCHER = 64 << 20

_HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>SANDBOX-LARGE</MsgId><CreDtTm>{DAY}T18:00:00+08:00</CreDtTm></GrpHdr>
<Stmt><Id>SANDBOX-LARGE-1</Id><CreDtTm>{DAY}T18:00:00+08:00</CreDtTm><Acct><Id><Othr><Id>{ACCOUNT}</Id></Othr></Id><Ccy>PHP</Ccy></Acct>
"""
_BALANCE = """<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy="PHP">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>{day}</Dt></Dt></Bal>
"""
_PARTY = "<Pty><Nm>SANDBOX {who} NUMBER {n}</Nm><PstlAdr><StrtNm>INVENTED AVENUE</StrtNm><BldgNb>{n}</BldgNb><TwnNm>SANDBOX TOWN</TwnNm><Ctry>{country}</Ctry></PstlAdr></Pty>"


def pesos(centavos):
    return f"{centavos // 100}.{centavos % 100:02}"


def centavos_of(n):
    """Of the n-th line: another of each, so that a doubled line never makes up for one that is missing."""
    return 10_000 + n


def entry(n, padding):
    debtor, creditor = _PARTY.format(who="CLERK OF COURT", n=n, country="US"), _PARTY.format(who="BANK AS TRUSTEE", n=1, country="PH")
    told = f"<Ustrd>Invented restitution payment {n:05}: {'for nobody ' * 9}</Ustrd>"  # at most 140 characters
    remittance = told * round(padding / len(told))
    return (f'<Ntry><NtryRef>{n}</NtryRef><Amt Ccy="PHP">{pesos(centavos_of(n))}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{DAY}</Dt></BookgDt>'
            f"<ValDt><Dt>{DAY}</Dt></ValDt><AcctSvcrRef>SBX-LARGE-{n:08}</AcctSvcrRef><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>"
            f'<NtryDtls><TxDtls><Refs><EndToEndId>SBXE2E{n:012}</EndToEndId></Refs><Amt Ccy="PHP">{pesos(centavos_of(n))}</Amt><CdtDbtInd>CRDT</CdtDbtInd>'
            f"<RltdPties><Dbtr>{debtor}</Dbtr><Cdtr>{creditor}</Cdtr></RltdPties><RmtInf>{remittance}</RmtInf></TxDtls></NtryDtls></Ntry>\n")


def write_statement(path):
    padding = BYTES // ENTRIES - len(entry(ENTRIES, 0))
    with open(path, "w", encoding="utf-8") as out:
        out.write(_HEAD + _BALANCE.format(code="OPBD", amount="0.00", day=DAY) +
                  _BALANCE.format(code="CLBD", amount=pesos(sum(map(centavos_of, range(ENTRIES)))), day=DAY))
        for n in range(ENTRIES):
            out.write(entry(n, padding))
        out.write("</Stmt></BkToCstmrStmt></Document>\n")


def most_resident(pid):
    """Bytes, so far."""
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) << 10
    raise AssertionError("the system does not say how much memory a process had")


class Watcher:
    """`katiwala spool --once`: one look at the folder."""

    def __init__(self, s, folder):
        pki = s.ledger / "sandbox-pki"
        words = [os.environ["KATIWALA_PROGRAM"], "spool", folder, "--server", f"https://127.0.0.1:{s.port}", "--certificate", pki / "bank.pem",
                 "--key", pki / "bank-key.pem", "--authorities", pki / "authority.pem", "--once", "--json"]
        self.process = subprocess.Popen(list(map(str, words)), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def is_running(self):
        return os.waitid(os.P_PID, self.process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None

    def ended(self):
        """(exit code, what it said, the most memory it had)"""
        said = self.process.stdout.read() + self.process.stderr.read()
        _, status, used = os.wait4(self.process.pid, 0)
        self.process.returncode = os.waitstatus_to_exitcode(status)
        return self.process.returncode, said, used.ru_maxrss << 10


def outcome_of(folder, name):
    found = sorted((folder / "done").glob(f"*-{name}.json"))
    assert len(found) == 1, f"{name} was not taken: {[p.name for p in folder.glob('*/*')]} {[p.read_text()[:500] for p in folder.glob('quarantine/*.json')]}"
    return json.loads(found[0].read_text())


def entries_of(s):
    return s.get("auditor", "/v1/status").body["entries"]


def credits_of(s):
    """How often each amount is among what the ledger says was received."""
    out, after = collections.Counter(), None
    while True:
        page = s.get("auditor", "/v1/credits?limit=500" + (f"&after={after}" if after is not None else "")).body
        for credit in page["credits"]:
            out[credit["amount"]] += 1
        after = page.get("next")
        if after is None:
            return out


def kill_in_the_middle(s, folder):
    """The ledger's process ends when about half of the statement is in it. The entries there were when it was asked last."""
    before = entries_of(s)
    watcher = Watcher(s, folder)
    while (now := entries_of(s)) < before + ENTRIES // 2:
        assert watcher.is_running(), (watcher.ended(), [path.read_text()[:600] for path in folder.glob("*/*.json")])
    s.kill()
    code, said, memory = watcher.ended()
    assert code != 0 and "taken\":0" in said.replace(" ", ""), (code, said)
    assert memory <= MOST_OF_WATCHER, f"the watcher held {memory} bytes"
    assert not list((folder / "done").iterdir()) and len(list((folder / "work").iterdir())) == 1
    return now - before


def main():
    with sandbox.Sandbox() as s:
        s.move_clock(f"{DAY}T19:00:00")
        pool = "0a" + "7" * 30
        details = {"name": "SANDBOX BANK AS TRUSTEE", "account_number": ACCOUNT, "bank_bic": "SBXBPHM0"}
        s.done("/v1/pools", {"pool": pool, "bank": "SBXBANK", "code": "LARGE", "product": "pooled_trust", "accounts": [{"currency": "PHP", "details": details}]})
        folder = s.folder / "spool"
        (folder / "in").mkdir(parents=True)
        write_statement(folder / "in" / "day.xml")
        size = (folder / "in" / "day.xml").stat().st_size
        assert abs(size - BYTES) < BYTES // 50, size

        seen = kill_in_the_middle(s, folder)
        s.serve_again()
        rest = most_resident(s.pid())
        there = credits_of(s)
        assert ENTRIES // 2 - 1 <= seen <= sum(there.values()) < ENTRIES, (seen, sum(there.values()))  # what was told is there, and it was the middle

        code, said, memory = Watcher(s, folder).ended()
        assert code == 0, said
        lines = outcome_of(folder, "day.xml")["answer"]["lines"]
        peak = most_resident(s.pid())
        expected = collections.Counter(f"{pesos(centavos_of(n))} PHP" for n in range(ENTRIES))
        assert credits_of(s) == expected, "a line is missing, or was taken twice"
        assert [line["result"] for line in lines] == ["received"] * ENTRIES + ["reconciled"]
        assert len({line["entry"] for line in lines}) == len(lines)
        account = s.get("auditor", f"/v1/pools/{pool}").body["accounts"][0]
        assert account["suspense"] == f"{pesos(sum(map(centavos_of, range(ENTRIES))))} PHP", account
        assert lines[-1]["difference"] == "0.00 PHP", lines[-1]
        assert memory <= MOST_OF_WATCHER, f"the watcher held {memory} bytes"

        before = entries_of(s)
        os.link(sorted((folder / "done").glob("*-day.xml"))[0], folder / "in" / "again.xml")
        code, said, _ = Watcher(s, folder).ended()
        again = outcome_of(folder, "again.xml")
        assert code == 0 and again["replayed"] and again["answer"]["lines"] == lines and entries_of(s) == before, said
        s.verified_by_others()
    sandbox.shown(f"a statement of {size} bytes, {ENTRIES} lines: killed with {sum(there.values())} of them in the ledger, the rest taken after a start; each once, none missing; "
                  f"delivered again: nothing changed")
    sandbox.shown(f"most resident memory: watcher {memory >> 20} MiB; ledger {peak >> 20} MiB, {rest >> 20} MiB when it had started with what was there")


if __name__ == "__main__":
    main()

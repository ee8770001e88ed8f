"""What a run says, as JSON and as a table."""
from collections import Counter


def judged(described, results):
    """Every mutant that was run, with its result."""
    return [{**m, **results[m["number"]]} for m in described["mutants"] if m["number"] in results]


def key(mutant):
    """What a mutant is called where lines move."""
    return f'{mutant["file"]} | {mutant["operator"]} | {mutant["before"]} | {mutant["after"]}'


def summary(described, results, reasons):
    """`reasons`: key -> why a survivor can not be noticed."""
    mutants = judged(described, results)
    counted = Counter((m["file"], m["state"]) for m in mutants)
    dropped = Counter(m["file"] for m in described["dropped"])
    files = []
    for name in sorted({m["file"] for m in described["mutants"]} | set(dropped)):
        files.append({"file": name, "killed": counted[name, "killed"], "survived": counted[name, "survived"],
                      "not_reached": counted[name, "not reached"], "dropped": dropped[name], "in_macros": described["in_macros"].get(name, 0)})
    alive = [{**m, "reason": reasons.get(key(m), "")} for m in mutants if m["state"] != "killed"]
    return {"mutants": len(described["mutants"]), "run": len(mutants), "killed": sum(f["killed"] for f in files),
            "survived": sum(f["survived"] for f in files), "not_reached": sum(f["not_reached"] for f in files),
            "dropped": len(described["dropped"]), "equivalent": sum(1 for m in alive if m["reason"]),
            "cpu_seconds": round(sum(m["seconds"] for m in mutants)), "files": files, "alive": alive}


def percent(part, whole):
    return f"{1000 * part // whole / 10:.1f} %" if whole else "-"


def table(s):
    lines = [f'{"file":44} {"killed":>7} {"survived":>9} {"not reached":>12} {"dropped":>8} {"of":>7}']
    for f in s["files"]:
        run = f["killed"] + f["survived"] + f["not_reached"]
        lines.append(f'{f["file"]:44} {f["killed"]:7} {f["survived"]:9} {f["not_reached"]:12} {f["dropped"]:8} {percent(f["killed"], run):>7}')
    lines.append("")
    for m in sorted(s["alive"], key=lambda m: (m["file"], m["line"], m["column"])):
        lines.append(f'{m["file"]}:{m["line"]}:{m["column"]}: {m["state"]}, {m["operator"]}: {m["before"]}  =>  {m["after"] or "nothing"}'
                     + (f'  [{m["reason"]}]' if m["reason"] else ""))
    lines += ["", f'{s["mutants"]} mutants, {s["dropped"]} more dropped because they do not compile; {s["run"]} run in {s["cpu_seconds"]} s of CPU',
              f'{s["killed"]} killed ({percent(s["killed"], s["run"])}), {s["survived"]} survived, {s["not_reached"]} reached by no test; '
              f'{s["equivalent"]} of those alive with a reason']
    return "\n".join(lines)


def page(s, commit):
    """docs/mutation.md: what the run found, and every place that no test holds."""
    lines = ["# Which changes of the rules would no test notice?", "",
             "Drawn by `tests/policies/mutation/mutation.py page TREE`; the head of that file says how a run is made. Every comparison, connective, negation, number, flag,",
             "return and statement of `policies/` that can be changed is changed in turn, and the tests of `tests/policies` that reach the place are run. The properties, the second",
             "implementation and the scenarios are not part of the run: they hold some of what stands below.", "",
             f'**{s["killed"]} of {s["run"]} changes are noticed ({percent(s["killed"], s["run"])})**, {s["survived"]} are not, {s["not_reached"]} stand where no test of the room comes by; '
             f'{s["dropped"]} more do not compile and are not counted.',
             f'{s["equivalent"]} of those alive are the same program by another text; they are counted as alive all the same. Where no reason stands, the reason is that a case is missing.', "",
             "| file | noticed | not noticed | not reached | |", "|---|--:|--:|--:|--:|"]
    for f in s["files"]:
        run = f["killed"] + f["survived"] + f["not_reached"]
        if run:
            lines.append(f'| `{f["file"]}` | {f["killed"]} | {f["survived"]} | {f["not_reached"]} | {percent(f["killed"], run)} |')
    lines += ["", "## Alive", "", "Line and column, what was changed, into what; in brackets why it can not be noticed."
              + (f" Lines and columns are those of the files as of commit {commit}: `git show COMMIT:FILE` has them." if commit else ""), "", "```"]
    last = ""
    for m in sorted(s["alive"], key=lambda m: (m["file"], m["line"], m["column"])):
        if m["file"] != last:
            lines += [*([""] if last else []), m["file"]]
            last = m["file"]
        short = [t if len(t) <= 70 else t[:67] + "..." for t in (m["before"], m["after"] or "nothing")]
        lines.append(f'  {m["line"]}:{m["column"]} {"not reached, " if m["state"] == "not reached" else ""}{short[0]}  =>  {short[1]}'
                     + (f'  [{m["reason"]}]' if m["reason"] else ""))
    return "\n".join([*lines, "```", ""])


def read_reasons(path):
    """Lines of `key | reason`; an empty line or one that begins with # says nothing."""
    reasons = {}
    with open(path) as text:
        for line in text:
            if line.strip() and not line.startswith("#"):
                name, _, reason = line.strip().rpartition(" | ")
                reasons[name] = reason
    return reasons

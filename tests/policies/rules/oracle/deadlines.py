"""Deadlines in working days, from the calendar files: a second implementation for R03, R36, R37 and R71.

Reads the holiday tables line by line, without a TOML reader, and counts days off one after the other. A day of a year without a table is no
answer: neither is a deadline that would have to look at one.

    python3 tests/policies/rules/oracle/deadlines.py > tests/data/deadlines.txt

One line a day: which tables are loaded (last year), the day, then the calendar days until the next working day that is not before it
(roll), and until the n-th working day after it; "-" where nobody can say.
"""

import datetime
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[4]
TABLES = {2026: ROOT / "policies/data/calendar-2026.toml", 2027: ROOT / "tests/data/calendar-2027-scenario.toml"}
COUNTS = (1, 2, 3, 5, 10, 15, 30, 60)
ONE_DAY = datetime.timedelta(days=1)


def holidays(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    return {datetime.date.fromisoformat(found.group(1)) for line in lines if (found := re.match(r'date = "([0-9-]{10})"', line))}


def working_days(last_year):
    """Every day of the years loaded that is worked on."""
    off = set().union(*(holidays(TABLES[year]) for year in TABLES if year <= last_year))
    day, worked = datetime.date(2026, 1, 1), []
    while day.year <= last_year:
        if day.isoweekday() <= 5 and day not in off:
            worked.append(day)
        day += ONE_DAY
    return worked


def distance(day, worked, index):
    return str((worked[index] - day).days) if index < len(worked) else "-"


def main():
    print("loaded day roll", *(f"after{count}" for count in COUNTS))
    for last_year in TABLES:
        worked = working_days(last_year)
        day = datetime.date(2026, 1, 1)
        while day.year <= last_year:
            not_before = sum(1 for one in worked if one < day)
            after = sum(1 for one in worked if one <= day)
            print(last_year, day, distance(day, worked, not_before), *(distance(day, worked, after + count - 1) for count in COUNTS))
            day += ONE_DAY


main()

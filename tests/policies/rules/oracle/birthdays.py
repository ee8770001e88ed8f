"""The day of majority of every birthday from 1990-01-01 to 2060-12-31, by both leap rules: a second implementation for R01 and R02.

Written from the law, not from the program: eighteen years are 216 calendar months (Administrative Code 1987, Bk I Ch VIII s.31), and a month ends
with the day before the same-numbered day of the next one or, where that month has no such day, with its last day (CIR v. Primetown, G.R.
162155). So the last day of minority is found first, and majority is the day after (MAR_1). FEB_28 is the anniversary itself, or the last day of
February where there is none.

    python3 tests/policies/rules/oracle/birthdays.py > tests/data/birthdays.txt

One line a month of birth and rule: month, year of majority, rule, then the day for each day of the month, as MM-DD.
"""

import datetime

ONE_DAY = datetime.timedelta(days=1)


def month_after(year, month, count):
    number = year * 12 + month - 1 + count
    return number // 12, number % 12 + 1


def has_day(year, month, day):
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True


def last_of_month(year, month):
    return datetime.date(*month_after(year, month, 1), 1) - ONE_DAY


def majority_mar_1(born):
    year, month = month_after(born.year, born.month, 18 * 12)
    if has_day(year, month, born.day):
        last_of_minority = datetime.date(year, month, born.day) - ONE_DAY
    else:
        last_of_minority = last_of_month(year, month)
    return last_of_minority + ONE_DAY


def majority_feb_28(born):
    year, month = month_after(born.year, born.month, 18 * 12)
    return min(last_of_month(year, month), datetime.date(year, month, min(born.day, last_of_month(year, month).day)))


def main():
    for year in range(1990, 2061):
        for month in range(1, 13):
            days = [datetime.date(year, month, day) for day in range(1, last_of_month(year, month).day + 1)]
            for rule, majority in (("MAR_1", majority_mar_1), ("FEB_28", majority_feb_28)):
                all_of_it = [majority(born) for born in days]
                assert {one.year for one in all_of_it} == {year + 18}
                print(f"{year:04}-{month:02} {year + 18} {rule}", *(f"{one.month:02}-{one.day:02}" for one in all_of_it))


main()

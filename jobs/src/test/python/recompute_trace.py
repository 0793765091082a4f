"""Reckons an account's MRR, or a change of it, from the records that a trace cites.

    recompute_trace.py INBOX < trace.json

Reads the JSON of `tenure trace account` or `tenure trace movement` of a company that bills with
Stripe. Each leaf's amount is made anew of the cited records' payloads (price, quantity, interval,
discounts that last for ever, and whether the subscription earns on the day) and of the rates that
finance delivered under reference/fx_rates. What the trace itself says of price, quantity, rate or
amount is only compared with. Each cited record is looked up in its file, whose checksum must be
the cited one. Prints a line per leaf; ends with 1 if one differs. Standard library only.
"""

import csv
import datetime
import hashlib
import json
import sys
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("America/New_York")
TIMES_A_YEAR = {"day": 365, "week": 52, "month": 12, "year": 1}
MINOR_UNITS = {"JPY": Decimal(1)}
EARNING = {"active", "past_due"}
SIX_DIGITS = Decimal("0.000001")


def day_of(epoch):
    """The day of an instant in the reporting zone; None for none."""
    return None if epoch is None else datetime.datetime.fromtimestamp(epoch, ZONE).date()


def rate_of(inbox, currency, reporting, as_of):
    """The newest plan rate of the fiscal year, which is the calendar year here."""
    if currency == reporting:
        return Decimal(1)
    rates = {}
    for file in sorted(inbox.glob("reference/fx_rates/*/*.csv")):
        if datetime.date.fromisoformat(file.parent.name) <= as_of:
            with file.open(encoding="utf-8", newline="") as lines:
                for row in csv.DictReader(lines):
                    pair = (row["from_currency"], row["to_currency"], row["kind"])
                    is_of_year = row["rate_date"][:4] == str(as_of.year)
                    if pair == (currency, reporting, "plan") and is_of_year:
                        rates[row["rate_date"]] = Decimal(row["rate"])
    return rates[max(rates)]


def discounts_of(subscription):
    """The coupons of both shapes of Stripe's API, in their order."""
    given = subscription.get("discounts") or []
    if subscription.get("discount"):
        given = [*given, subscription["discount"]]
    return [it.get("coupon") or it["source"]["coupon"] for it in given if isinstance(it, dict)]


def earns(subscription, day):
    """Whether a subscription counts on a day, by its own words."""
    begun = day_of(subscription.get("start_date") or subscription["created"])
    ended = day_of(subscription.get("ended_at"))
    tried = day_of(subscription.get("trial_end"))
    return (
        begun <= day
        and (ended is None or day < ended)
        and (tried is None or tried <= day)
        and not subscription.get("pause_collection")
        and (subscription["status"] in EARNING or (ended is not None and day < ended))
    )


def monthly(subscription, item_id, rate):
    """What an item is worth per month by contract, in the reporting currency."""
    item = next((it for it in subscription["items"]["data"] if it["id"] == item_id), None)
    if item is None:
        return Decimal(0)
    price = item["price"]
    unit = MINOR_UNITS.get(price["currency"].upper(), Decimal("0.01"))
    amount = Decimal(price["unit_amount_decimal"]) * unit * item["quantity"]
    for coupon in discounts_of(subscription):
        if coupon["duration"] == "forever":
            amount -= amount * Decimal(str(coupon.get("percent_off") or 0)) / 100
            amount -= Decimal(coupon.get("amount_off") or 0) * unit
    recurring = price["recurring"]
    times = Decimal(TIMES_A_YEAR[recurring["interval"]]) / recurring["interval_count"]
    return (max(amount, Decimal(0)) * times / 12 * rate).quantize(SIX_DIGITS, ROUND_HALF_UP)


def on_day(records, item_id, day, inbox, trace):
    """An item's worth on a day, by the newest cited version that was known then."""
    if not records:
        return Decimal(0)
    record = max(records, key=lambda it: it["extract_date"])
    subscription = json.loads(record["payload"])
    if subscription.get("deleted") or not earns(subscription, day):
        return Decimal(0)
    currency = subscription["items"]["data"][0]["price"]["currency"].upper()
    as_of = datetime.date.fromisoformat(trace["as_of_date"])
    return monthly(subscription, item_id, rate_of(inbox, currency, trace["currency"], as_of))


def assert_cited(record, inbox):
    """A cited record stands in its file, and the file is the one that was cited."""
    file = inbox / record["file"]
    content = file.read_bytes()
    if hashlib.sha256(content).hexdigest() != record["sha256"]:
        raise AssertionError(f"{file} is not the file that was cited")
    if json.loads(record["payload"])["id"].encode() not in content:
        raise AssertionError(f"{file} does not hold {record['id']}")


def main():
    inbox = Path(sys.argv[1])
    trace = json.load(sys.stdin)
    day = datetime.date.fromisoformat(trace["subject"].rsplit(" ", 1)[1])
    is_movement = not trace["subject"].startswith("MRR of account")
    wrong = 0
    for leaf in trace["leaves"]:
        item_id = leaf["name"].split(" ")[2]
        for record in leaf["records"]:
            assert_cited(record, inbox)
        if is_movement:
            # What was first known holds from its own beginning.
            known = sorted(leaf["records"], key=lambda it: it["extract_date"])
            before = [it for it in known if it["extract_date"] < day.isoformat()] or known[:1]
            amount = on_day(leaf["records"], item_id, day, inbox, trace)
            amount -= on_day(before, item_id, day - datetime.timedelta(days=1), inbox, trace)
        else:
            amount = on_day(leaf["records"], item_id, day, inbox, trace)
        published = Decimal(str(leaf["amount"]))
        is_same = amount == published
        wrong += not is_same
        found = "same" if is_same else "DIFFERS"
        print(f"{found}: {leaf['name']}: reckoned {amount}, published {published}")
    sys.exit(1 if wrong or not trace["leaves"] else 0)


if __name__ == "__main__":
    main()

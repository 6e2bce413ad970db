# group: containers
"""Records in tuples, lists, dicts and sets: grouped, joined, sorted and added up."""

KINDS = ["bolt", "nut", "washer", "screw", "rivet"]
PLACES = ("north", "south", "east")


def records(count):
    found = []
    for i in range(count):
        found.append((i, KINDS[i * 7 % 5], PLACES[i * i % 3], i * 13 % 50))
    return found


def by_kind(rows):
    groups = {}
    for number, kind, _, amount in rows:
        if kind not in groups:
            groups[kind] = []
        groups[kind].append((amount, number))
    return groups


def in_places(rows):
    totals = {}
    for _, kind, place, amount in rows:
        key = (place, kind)
        totals[key] = totals.get(key, 0) + amount
    return totals


def scarce(rows):
    return {number for number, _, _, amount in rows if amount < 5}


def run():
    rows = records(120)
    parts = []
    for kind, items in sorted(by_kind(rows).items()):
        items.sort()
        amounts = [amount for amount, _ in items]
        parts.append("%s %d %d %s" % (kind, sum(amounts), len(items), items[0]))
    totals = in_places(rows)
    best = max(totals.items(), key=lambda item: item[1])
    few = scarce(rows) & {i for i in range(0, 120, 2)}
    return "; ".join(parts) + " " + str(best) + " " + str(sorted(few))

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Turns the rule tables of resources/rules/ into the C tables of core/peal-rules-private.h.

usage: gen-rules.py DIRECTORY OUTPUT.c

Every key of every table must be known here and every name must resolve: a rule that would be
ignored stops the build.
"""

import json
import pathlib
import re
import sys

DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

# Regions that have a calling code but no row in zone.tab: they keep the clock of these.
BORROWED_ZONES = {"XK": "RS", "AC": "SH", "TA": "SH"}

# Parts of the United States that number and keep time as countries of their own.
TERRITORIES = ["AS", "GU", "MP", "PR", "VI"]

CONFIDENCES = {"statute", "statute-summary", "regulator-order", "carrier-enforced", "carrier-practice",
               "industry-code", "vendor", "old-vendor", "conflict", "best-practice"}

RULE_KEYS = {"name", "windows", "holidays", "cap", "emergency_ban", "optout_years", "discouraged",
             "confidence", "consent_exempts", "src", "note"}


def fail(text):
    sys.exit(f"gen-rules.py: {text}")


def require(condition, text):
    if not condition:
        fail(text)


def only_keys(table, known, where):
    unknown = set(table) - known
    require(not unknown, f"{where}: nothing uses {', '.join(sorted(unknown))}")


def quote(text):
    """A C string literal."""
    if text is None:
        return "NULL"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    require("\n" not in escaped, f"a line break in {text!r}")
    return f'"{escaped}"'


def boolean(value):
    return "TRUE" if value else "FALSE"


class Lists:
    """NULL-terminated string arrays, each written once."""

    def __init__(self, prefix):
        self.prefix = prefix
        self.names = {}

    def add(self, items):
        return self.names.setdefault(tuple(items), f"{self.prefix}_{len(self.names)}")

    def write(self, out):
        for items, name in self.names.items():
            out.append(f"static const char *const {name}[] = {{ {', '.join(map(quote, items))}, NULL }};")


def read_zone_tab(path):
    countries = {}
    for line in path.read_text(encoding="ascii").splitlines():
        if line and not line.startswith("#"):
            country, _, zone = line.split("\t")[:3]
            countries.setdefault(country, []).append(zone)
    for country, lender in BORROWED_ZONES.items():
        require(country not in countries, f"zone.tab has {country} now: drop it from BORROWED_ZONES")
        countries[country] = countries[lender]
    return {country: sorted(zones) for country, zones in sorted(countries.items())}


def write_countries(countries, lists, out):
    out.append("const PealCountry peal_countries[] = {")
    for country, zones in countries.items():
        jurisdiction = f"US-{country}" if country in TERRITORIES else country
        out.append(f"  {{ {quote(country)}, {quote(jurisdiction)}, {lists.add(zones)} }},")
    out.append("};")
    out.append("const guint peal_n_countries = G_N_ELEMENTS (peal_countries);")


def write_subdivisions(subdivisions, zones_of, lists, out):
    out.append("const PealSubdivision peal_subdivisions[] = {")
    for code, name in sorted(subdivisions.items()):
        zones = sorted(zones_of.get(code, []))
        require(zones, f"subdivisions.json: no zone is known for {code}")
        out.append(f"  {{ {quote(code)}, {quote(name)}, {lists.add(zones)} }},")
    out.append("};")
    out.append("const guint peal_n_subdivisions = G_N_ELEMENTS (peal_subdivisions);")


def read_areas(table):
    """{code: (jurisdictions, zones)}, with the zones of overlaid codes united."""
    only_keys(table, {"source", "overlays_about", "overlays", "areas"}, "nanp-areas.json")
    areas = {}
    for row in table["areas"]:
        only_keys(row, {"npa", "country", "region", "name", "zones", "ambiguous"}, "nanp-areas.json")
        require(row["npa"] not in areas, f"area code {row['npa']} stands there twice")
        require(row["zones"] and row["region"], f"area code {row['npa']} has no zone or no state")
        codes = [f"{row['country']}-{part}" for part in row["region"].split("/")]
        areas[row["npa"]] = (codes, set(row["zones"]))
    for group in table["overlays"]:
        require(all(npa in areas for npa in group), f"overlay of an unknown area code: {group}")
        united = set().union(*(areas[npa][1] for npa in group))
        for npa in group:
            areas[npa] = (areas[npa][0], united)
    return dict(sorted(areas.items()))


def write_areas(areas, zone_lists, code_lists, out):
    out.append("const PealAreaCode peal_area_codes[] = {")
    for npa, (codes, zones) in areas.items():
        out.append(f"  {{ {npa}, {code_lists.add(codes)}, {zone_lists.add(sorted(zones))} }},")
    out.append("};")
    out.append("const guint peal_n_area_codes = G_N_ELEMENTS (peal_area_codes);")


def minutes(text):
    match = re.fullmatch(r"(\d\d):(\d\d)", text)
    require(match, f"not a time of day: {text!r}")
    value = int(match[1]) * 60 + int(match[2])
    require(value < 24 * 60 and int(match[2]) < 60, f"not a time of day: {text!r}")
    return value


def day_spans(spans, where):
    require(len(spans) <= 2, f"{where}: more than two windows in a day")
    last = -1
    result = []
    for start, end in spans:
        start, end = minutes(start), minutes(end)
        require(last < start < end, f"{where}: windows must be in order and not touch")
        last = end
        result.append(f"{{ {start}, {end} }}")
    return "{ " + (", ".join(result) or "{ 0, 0 }") + " }"


def write_cap(rule_id, cap, out):
    only_keys(cap, {"n", "hours", "scope", "unless"}, f"{rule_id}.cap")
    require(cap["scope"] in ("recipient", "same subject matter"), f"{rule_id}: unknown scope of a cap")
    name = "cap_" + rule_id.replace("-", "_")
    same = boolean(cap["scope"] == "same subject matter")
    out.append(f"static const PealCap {name} = {{ {cap['n']}, {cap['hours']}, {same}, {quote(cap.get('unless'))} }};")
    return name


def write_rule(rule_id, rule, cap, out):
    discouraged = rule.get("discouraged", {})
    only_keys(discouraged, {"sun", "holidays"}, f"{rule_id}.discouraged")
    require(rule.get("holidays") in (None, "none_allowed"), f"{rule_id}: unknown word for holidays")
    require(rule["confidence"] in CONFIDENCES, f"{rule_id}: unknown confidence {rule['confidence']!r}")
    require(set(rule["windows"]) == set(DAYS), f"{rule_id}: every day of the week must be named")
    exempts = {True: "yes", False: "no"}.get(rule.get("consent_exempts"), rule.get("consent_exempts"))
    out.append("  {")
    out.append(f"    .info = {{ {quote(rule_id)}, {quote(rule.get('name', rule_id))}, {quote(rule['src'])},")
    out.append(f"              {quote(rule.get('note'))}, {quote(rule['confidence'])}, {quote(exempts)},")
    out.append(f"              {rule.get('optout_years', 0)}, {boolean(rule.get('emergency_ban'))}, {'&' + cap if cap else 'NULL'} }},")
    out.append("    .days = {")
    out.extend(f"      {day_spans(rule['windows'][day], f'{rule_id}.{day}')}," for day in DAYS)
    out.append("    },")
    out.append(f"    .closed_on_holidays = {boolean(rule.get('holidays'))},")
    out.append(f"    .discouraged_sundays = {boolean(discouraged.get('sun'))},")
    out.append(f"    .discouraged_holidays = {boolean(discouraged.get('holidays'))},")
    out.append("  },")


def write_rules(table, countries, subdivisions, out):
    only_keys(table, {"about", "as_of", "rules"}, "send-windows.json")
    rules = dict(sorted(table["rules"].items()))
    require("DEFAULT" in rules and "SAFEST" in rules, "send-windows.json: DEFAULT or SAFEST is missing")
    caps = {}
    for rule_id, rule in rules.items():
        known = rule_id in countries or rule_id in subdivisions or rule_id in ("DEFAULT", "SAFEST")
        require(known, f"send-windows.json: no number is ever in {rule_id}")
        only_keys(rule, RULE_KEYS, rule_id)
        if "cap" in rule:
            caps[rule_id] = write_cap(rule_id, rule["cap"], out)
    out.append("const PealSendRule peal_send_rules[] = {")
    for rule_id, rule in rules.items():
        write_rule(rule_id, rule, caps.get(rule_id), out)
    out.append("};")
    out.append("const guint peal_n_send_rules = G_N_ELEMENTS (peal_send_rules);")
    return rules


def holiday_day(text):
    """The C initialisers for one "on": kind, month, nth, day."""
    if match := re.fullmatch(r"(\d\d)-(\d\d)", text):
        return f"PEAL_HOLIDAY_DATE, {int(match[1])}, 0, {int(match[2])}"
    if match := re.fullmatch(r"([1-4]|last) (\w\w\w) (\d\d)", text):
        nth = 0 if match[1] == "last" else int(match[1])
        return f"PEAL_HOLIDAY_NTH_WEEKDAY, {int(match[3])}, {nth}, {DAYS.index(match[2]) + 1}"
    if match := re.fullmatch(r"easter([+-]\d+)", text):
        return f"PEAL_HOLIDAY_EASTER, 0, 0, {int(match[1])}"
    if match := re.fullmatch(r"thanksgiving([+-]\d+)", text):
        return f"PEAL_HOLIDAY_THANKSGIVING, 11, 0, {int(match[1])}"
    require(text == "election", f"holidays.json: cannot read {text!r}")
    return "PEAL_HOLIDAY_ELECTION, 11, 0, 0"


def write_holidays(table, rules, out):
    only_keys(table, {"about", "as_of", "observed", "holidays"}, "holidays.json")
    out.append("const PealHolidayRule peal_holidays[] = {")
    for jurisdiction, holidays in sorted(table["holidays"].items()):
        kept = [r for r in rules if r == jurisdiction or r.startswith(jurisdiction + "-")]
        used = any(rules[r].get("holidays") or rules[r].get("discouraged", {}).get("holidays") for r in kept)
        require(used, f"holidays.json: no rule asks for the holidays of {jurisdiction}")
        observed = boolean(jurisdiction.split("-")[0] in table["observed"])
        for row in holidays:
            only_keys(row, {"name", "on"}, f"holidays.json: {jurisdiction}")
            out.append(f"  {{ {quote(jurisdiction)}, {quote(row['name'])}, {holiday_day(row['on'])}, {observed} }},")
    out.append("};")
    out.append("const guint peal_n_holidays = G_N_ELEMENTS (peal_holidays);")


def zones_of_subdivisions(areas, countries, subdivisions):
    zones = {}
    for npa, (codes, area_zones) in areas.items():
        for code in codes:
            require(code in subdivisions, f"area code {npa}: {code} is not in subdivisions.json")
            zones.setdefault(code, set()).update(area_zones)
    for region in TERRITORIES:
        zones[f"US-{region}"] = set(countries[region])
    return zones


def main():
    folder, output = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])

    def load(name):
        return json.loads((folder / name).read_text(encoding="utf-8"))

    countries = read_zone_tab(folder / "zone.tab")
    areas = read_areas(load("nanp-areas.json"))
    names = load("subdivisions.json")
    only_keys(names, {"about", "subdivisions"}, "subdivisions.json")
    names = names["subdivisions"]

    zone_lists, code_lists, body = Lists("zones"), Lists("codes"), []
    write_countries(countries, zone_lists, body)
    write_subdivisions(names, zones_of_subdivisions(areas, countries, names), zone_lists, body)
    write_areas(areas, zone_lists, code_lists, body)
    rules = write_rules(load("send-windows.json"), countries, names, body)
    write_holidays(load("holidays.json"), rules, body)

    head = ["/* Made by build-aux/gen-rules.py from resources/rules/. SPDX-License-Identifier: GPL-3.0-or-later */",
            "", '#include "peal-rules-private.h"', ""]
    zone_lists.write(head)
    code_lists.write(head)
    output.write_text("\n".join(head + body) + "\n", encoding="utf-8")


main()

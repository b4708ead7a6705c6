"""Bills rates of the Utility Rate Database with PySAM's Utilityrate5: an independent reference.

    pysam_oracle.py            cases on standard input, the same with expected bills on standard output
    pysam_oracle.py SEED COUNT random cases with expected bills on standard output

A case is `{"rate": …, "option": 0…4, "profile": [seed, load, generation]}`; `option` is SAM's
metering option, and `profile` makes the hourly series, see `profile`. What is added is `expected`, the
twelve bills of the year. The tables that Utilityrate5 wants are made here, from the rate itself:
PySAM's own converter of rates has faults. Energy is in whole milliwatt-hours and prices have at most
six decimals, so that both sides bill the same numbers. The year is SAM's: 8760 hours, 1 January is a
Monday, no holidays.
"""

import json
import random
import sys

ENERGY_UNITS = {"kwh": 0, "kwh/kw": 1, "kwh daily": 2, "kwh/kw daily": 3}
OPEN = 1e38


def profile(seed, load_scale, generation_scale):
    """Hourly load and generation in mWh, from whole-number arithmetic alone."""
    state = seed & 0xFFFFFFFFFFFFFFFF
    load, generation = [], []
    for hour in range(8760):
        words = []
        for _ in range(2):
            state = (state * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
            words.append(state >> 33)
        day, of_day = divmod(hour, 24)
        evening = 3 if 17 <= of_day < 22 else 1
        load.append(load_scale * evening + words[0] % (2 * load_scale + 1))
        sun = of_day - 6
        height = sun * (13 - sun) if 0 < sun < 13 else 0
        season = 100 - (abs((day + 10) % 365 - 182) * 40 + 181) // 182
        generation.append(generation_scale * height * season * (words[1] % 1000) // 4_200_000)
    return load, generation


def price(tier):
    return (tier.get("rate") or 0) + (tier.get("adj") or 0)


def energy_table(rate):
    """Periods and tiers of energy, one set of periods for each month that has its own adjustment."""
    structure = rate["energyratestructure"]
    adjustments = rate.get("fueladjustmentsmonthly") or [0] * 12
    distinct = sorted(set(adjustments))
    count = len(structure)
    rows = []
    for index, adjustment in enumerate(distinct):
        for period, tiers in enumerate(structure):
            for tier, entry in enumerate(tiers):
                unit = ENERGY_UNITS[entry.get("unit", "kWh").lower()]
                rows.append([
                    index * count + period + 1, tier + 1, entry.get("max", OPEN), unit,
                    price(entry) + adjustment, entry.get("sell") or 0])

    def schedule(name):
        return [
            [distinct.index(adjustments[month]) * count + period + 1 for period in hours]
            for month, hours in enumerate(rate[name])]

    return rows, schedule("energyweekdayschedule"), schedule("energyweekendschedule")


def monthly(amount, unit):
    if unit == "$/day":
        return amount * 365 / 12
    return amount / 12 if unit == "$/year" else amount


def bill(case):
    import PySAM.Utilityrate5 as utilityrate

    rate = case["rate"]
    if "profile" in case:
        load, generation = profile(*case["profile"])
    else:
        load, generation = case["load"], case["generation"]
    model = utilityrate.new()
    model.Lifetime.analysis_period = 1
    model.Lifetime.inflation_rate = 0
    model.Lifetime.system_use_lifetime_output = 0
    model.SystemOutput.degradation = [0]
    model.SystemOutput.gen = [value / 1e6 for value in generation]
    model.Load.load = [value / 1e6 for value in load]
    model.Load.load_escalation = [0]
    tariff = model.ElectricityRates
    tariff.en_electricity_rates = 1
    tariff.rate_escalation = [0]
    tariff.ur_metering_option = case["option"]
    rows, weekday, weekend = energy_table(rate)
    tariff.ur_ec_tou_mat = rows
    tariff.ur_ec_sched_weekday = weekday
    tariff.ur_ec_sched_weekend = weekend
    tariff.ur_sell_eq_buy = 0
    tariff.ur_en_ts_sell_rate = 0
    tariff.ur_en_ts_buy_rate = 0
    tariff.ur_nm_yearend_sell_rate = 0
    tariff.ur_nm_credit_month = 11
    tariff.ur_nm_credit_rollover = 0
    tariff.ur_nb_apply_credit_current_month = 0
    tariff.ur_nb_credit_expire = 0
    tariff.TOU_demand_single_peak = 0

    tariff.ur_monthly_fixed_charge = monthly(
        rate.get("fixedchargefirstmeter", 0), rate.get("fixedchargeunits", "$/month"))
    minimum, unit = rate.get("mincharge", 0), rate.get("minchargeunits", "$/month")
    tariff.ur_monthly_min_charge = 0 if unit == "$/year" else monthly(minimum, unit)
    tariff.ur_annual_min_charge = minimum if unit == "$/year" else 0

    flat = rate.get("flatdemandstructure")
    timed = rate.get("demandratestructure")
    tariff.ur_dc_enable = 1 if flat or timed else 0
    tariff.ur_enable_billing_demand = 0
    if flat or timed:
        months = rate.get("flatdemandmonths", [0] * 12)
        tariff.ur_dc_flat_mat = [
            [month, tier + 1, entry.get("max", OPEN), price(entry)]
            for month in range(12)
            for tier, entry in enumerate((flat or [[{}]])[months[month]])]
        tariff.ur_dc_tou_mat = [
            [period + 1, tier + 1, entry.get("max", OPEN), price(entry)]
            for period, tiers in enumerate(timed or [[{}]])
            for tier, entry in enumerate(tiers)]
        for name, target in (("demandweekdayschedule", "ur_dc_sched_weekday"),
                             ("demandweekendschedule", "ur_dc_sched_weekend")):
            hours = rate.get(name, [[0] * 24] * 12)
            setattr(tariff, target, [[period + 1 for period in row] for row in hours])
        if rate.get("lookbackpercent"):
            chosen = rate.get("lookbackmonths", [True] * 12)
            tariff.ur_enable_billing_demand = 1
            tariff.ur_billing_demand_minimum = 0
            tariff.ur_billing_demand_lookback_period = rate.get("lookbackrange", 11)
            tariff.ur_billing_demand_lookback_percentages = [
                [100 * rate["lookbackpercent"] if chosen[month] else 0, 1] for month in range(12)]
            tariff.ur_dc_billing_demand_periods = [
                [period + 1, 1] for period in range(len(timed or [[{}]]))]
            tariff.ur_yearzero_usage_peaks = [0] * 12
    model.execute(0)
    return model


def expected(case):
    model = bill(case)  # The outputs live no longer than the model.
    return [round(amount, 9) for amount in model.Outputs.year1_monthly_utility_bill_w_sys]


# MARK: Random rates


def amount(draw, low, high, digits):
    return round(draw.uniform(low, high), digits)


def tier_limits(draw, count, scale):
    limits = sorted(draw.sample(range(1, 40), count - 1))
    return [round(scale * limit / 10, 2) for limit in limits]


def day(draw, periods):
    """24 hours in which each period holds at midnight, 5, 11 or 17 o'clock."""
    ends = [draw.randint(1, 5), draw.randint(6, 11), draw.randint(12, 17), 24]
    hours, start = [], 0
    for end, period in zip(ends, periods):
        hours += [period] * (end - start)
        start = end
    return hours


def schedules(draw, count):
    """Weekdays and weekends of two seasons, in which all periods are used."""
    first = [draw.randrange(count) for _ in range(4)]
    second = [draw.randrange(count) for _ in range(4)] if draw.random() < 0.5 else first
    for period in range(count):
        if period not in first and period not in second:
            second[period % 4] = period
    opening, closing = draw.randint(2, 6), draw.randint(7, 11)
    seasons = [(day(draw, first), first), (day(draw, second), second)]
    weekdays, weekends = [], []
    # Periods of the weekend are periods of the weekdays of that month: SAM rolls credits over so.
    relaxed = [day(draw, [draw.choice(used)] * 2 + [draw.choice(used)] * 2) for _, used in seasons]
    for month in range(12):
        season = 1 if opening <= month < closing else 0
        weekdays.append(seasons[season][0])
        weekends.append(relaxed[season])
    return weekdays, weekends


def demand_structure(draw, count, peak, alike):
    """Tiers by period; SAM wants those of hourly periods to have the same limits."""
    structure = []
    tiers = draw.randint(1, 3)
    limits = tier_limits(draw, tiers, peak / 3)
    for _ in range(count):
        if not alike:
            tiers = draw.randint(1, 3)
            limits = tier_limits(draw, tiers, peak / 3)
        entries = []
        for tier in range(tiers):
            entry = {"rate": amount(draw, 0, 20, 4)}
            if draw.random() < 0.3:
                entry["adj"] = amount(draw, -0.5, 1, 4)
            if tier < tiers - 1:
                entry["max"] = limits[tier]
            entries.append(entry)
        structure.append(entries)
    return structure


def random_rate(draw, option, energy, peak):
    count, tiers = draw.randint(1, 4), draw.randint(1, 4)
    unit = draw.choice(["kWh", "kWh", "kWh", "kWh daily", "kWh/kW", "kWh/kW daily"])
    scale = {"kWh": energy / 2, "kWh daily": energy / 60, "kWh/kW": energy / peak / 2,
             "kWh/kW daily": energy / peak / 60}[unit]
    limits = tier_limits(draw, tiers, scale)
    rate = {"label": f"random-{draw.randrange(10 ** 6)}", "energyratestructure": []}
    for _ in range(count):
        entries = []
        for tier in range(tiers):
            entry = {"rate": amount(draw, 0.02, 0.5, 6), "unit": unit}
            if tier < tiers - 1:
                entry["max"] = limits[tier]
            if draw.random() < 0.4:
                entry["adj"] = amount(draw, -0.02, 0.05, 6)
            if draw.random() < 0.8:
                entry["sell"] = amount(draw, 0, 0.3, 6)
            entries.append(entry)
        rate["energyratestructure"].append(entries)
    rate["energyweekdayschedule"], rate["energyweekendschedule"] = schedules(draw, count)
    if draw.random() < 0.3:
        values = [amount(draw, -0.01, 0.03, 6) for _ in range(3)]
        rate["fueladjustmentsmonthly"] = [draw.choice(values) for _ in range(12)]
    lookback = draw.random() < 0.25
    if lookback or draw.random() < 0.5:
        seasons = draw.randint(1, 2)
        rate["flatdemandunit"] = "kW"
        rate["flatdemandstructure"] = demand_structure(draw, seasons, peak, alike=False)
        rate["flatdemandmonths"] = [
            seasons - 1 if 4 <= month < 9 else 0 for month in range(12)]
    if lookback:
        rate["lookbackpercent"] = amount(draw, 0.4, 0.95, 2)
        rate["lookbackrange"] = draw.randint(1, 11)
        if draw.random() < 0.5:
            rate["lookbackmonths"] = [draw.random() < 0.5 for _ in range(12)]
    elif draw.random() < 0.5:
        periods = draw.randint(1, 4)
        rate["demandrateunit"] = "kW"
        rate["demandratestructure"] = demand_structure(draw, periods, peak, alike=True)
        rate["demandweekdayschedule"], rate["demandweekendschedule"] = schedules(draw, periods)
    if draw.random() < 0.7:
        rate["fixedchargefirstmeter"] = amount(draw, 0, 30, 3)
        rate["fixedchargeunits"] = draw.choice(["$/month", "$/month", "$/day", "$/year"])
    if draw.random() < 0.4:
        span = draw.choice(["$/month", "$/month", "$/day", "$/year"])
        rate["mincharge"] = amount(draw, 0, energy * 0.1, 3)
        rate["mincharge"] = round(
            rate["mincharge"] * {"$/month": 1, "$/day": 1 / 30, "$/year": 20}[span], 3)
        rate["minchargeunits"] = span
    return rate


def random_cases(seed, count):
    draw = random.Random(seed)
    cases = []
    for index in range(count):
        option = index % 5
        load = draw.choice([200_000, 500_000, 2_000_000, 15_000_000])
        generation = round(load * draw.choice([0, 2, 4, 8, 16]) * draw.uniform(0.7, 1.3))
        # About the energy of a month in kWh and the peak in kW.
        energy, peak = load * 2.4 * 730 / 1e6, load * 5 / 1e6
        cases.append({
            "rate": random_rate(draw, option, energy, peak), "option": option,
            "profile": [draw.randrange(2 ** 53), load, generation]})
    return cases


def main():
    if len(sys.argv) == 3:
        cases = random_cases(int(sys.argv[1]), int(sys.argv[2]))
    else:
        cases = json.load(sys.stdin)["cases"]
    for case in cases:
        case["expected"] = expected(case)
    # One case a line, so that a file of them can be read and compared.
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
    print('{"cases":[\n' + lines + "\n]}")


if __name__ == "__main__":
    main()

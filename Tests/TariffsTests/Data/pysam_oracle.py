"""Bills rates of the Utility Rate Database with PySAM's Utilityrate5: an independent reference.

Reads cases from standard input as JSON, `{"cases": [{"rate": ..., "option": 0...4, "load": [...],
"generation": [...]}]}` (or a profile `{"seed": ...}` in place of the series, see `profile`), and
writes `{"bills": [[twelve amounts], ...]}`. The tables that Utilityrate5 wants are made here, from
the rate itself: PySAM's own converter of rates shares its mistakes with nobody.

Energy in milliwatt-hours, so that both sides bill the same numbers. The year is SAM's: 8760 hours,
1 January is a Monday, no holidays.
"""

import json
import math
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
        season = 60 + abs((day + 10) % 365 - 182) * -40 // 182 + 40
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


def bills(case):
    model = bill(case)
    return list(model.Outputs.year1_monthly_utility_bill_w_sys)


def main():
    cases = json.load(sys.stdin)["cases"]
    json.dump({"bills": [bills(case) for case in cases]}, sys.stdout)


if __name__ == "__main__":
    main()

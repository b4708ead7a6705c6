"""Batches of power flows in power-grid-model, one thread.

Arguments: CASE.json FACTORS.bin METHOD TOLERANCE REPETITIONS. Only the voltages are asked for.
"""

import json
import sys
import time

import numpy
from power_grid_model import (
    CalculationMethod, ComponentType, DatasetType, LoadGenType, PowerGridModel, WindingType,
    initialize_array,
)

from power_flow_case import read_case, read_factors, summary


def rows(kind, count):
    return initialize_array(DatasetType.input, kind, count)


def balanced_input(case):
    numbers = {bus["id"]: index for index, bus in enumerate(case["buses"])}
    volts = {bus["id"]: bus["base_kv"] * 1e3 for bus in case["buses"]}
    omega = 2 * numpy.pi * case["frequency_hz"]
    following = iter(range(len(numbers), 10**9))
    node = rows(ComponentType.node, len(numbers))
    node["id"] = list(numbers.values())
    node["u_rated"] = [volts[name] for name in numbers]
    line = rows(ComponentType.line, len(case["lines"]))
    for row, entry in zip(line, case["lines"]):
        row["id"] = next(following)
        row["from_node"], row["to_node"] = numbers[entry["from"]], numbers[entry["to"]]
        row["from_status"] = row["to_status"] = entry["in_service"]
        row["r1"], row["x1"] = entry["r_ohm"], entry["x_ohm"]
        row["c1"], row["tan1"] = entry["b_us"] * 1e-6 / omega, 0
        row["i_n"] = 1e3
    trafo = rows(ComponentType.transformer, len(case["transformers"]))
    for row, entry in zip(trafo, case["transformers"]):
        pi = entry["pi"]
        row["id"] = next(following)
        row["from_node"], row["to_node"] = numbers[entry["hv"]], numbers[entry["lv"]]
        row["from_status"] = row["to_status"] = 1
        row["u2"] = entry["vn_lv_kv"] * 1e3
        row["u1"] = row["u2"] * pi["ratio"]
        row["sn"] = entry["sn_kva"] * 1e3
        row["uk"] = abs(complex(pi["r_ohm_lv"], pi["x_ohm_lv"])) * row["sn"] / row["u2"] ** 2
        row["pk"] = pi["r_ohm_lv"] * (row["sn"] / row["u2"]) ** 2
        row["p0"] = pi["g_us_lv"] * 1e-6 * row["u2"] ** 2
        row["i0"] = abs(complex(pi["g_us_lv"], pi["b_us_lv"])) * 1e-6 * row["u2"] ** 2 / row["sn"]
        clock = round(pi["shift_deg"] / 30) % 12
        row["winding_from"] = WindingType.delta if clock % 2 else WindingType.wye_n
        row["winding_to"] = WindingType.wye_n
        row["clock"] = clock
        row["tap_side"], row["tap_pos"], row["tap_min"], row["tap_max"] = 0, 0, 0, 0
        row["tap_nom"], row["tap_size"] = 0, 0
    source = rows(ComponentType.source, len(case["sources"]))
    for row, entry in zip(source, case["sources"]):
        row["id"] = next(following)
        row["node"], row["status"] = numbers[entry["bus"]], 1
        row["u_ref"] = entry["v_pu"]
        row["u_ref_angle"] = numpy.radians(entry["angle_deg"])
        impedance = abs(complex(entry["r_ohm"], entry["x_ohm"]))
        row["sk"] = volts[entry["bus"]] ** 2 / impedance if impedance else 1e40
        row["rx_ratio"] = entry["r_ohm"] / entry["x_ohm"] if entry["x_ohm"] else 0.1
    load = rows(ComponentType.sym_load, len(case["loads"]))
    for row, entry in zip(load, case["loads"]):
        row["id"] = next(following)
        row["node"], row["status"] = numbers[entry["bus"]], 1
        row["type"] = LoadGenType.const_power
        row["p_specified"], row["q_specified"] = entry["p_kw"] * 1e3, entry["q_kvar"] * 1e3
    return {
        ComponentType.node: node, ComponentType.line: line, ComponentType.transformer: trafo,
        ComponentType.source: source, ComponentType.sym_load: load,
    }


def unbalanced_input(case):
    """Lines whose matrices have equal self and equal mutual impedances; no shunts."""
    numbers = {bus["id"]: index for index, bus in enumerate(case["buses"])}
    volts = {bus["id"]: bus["base_kv_ln"] * 3**0.5 * 1e3 for bus in case["buses"]}
    following = iter(range(len(numbers), 10**9))
    node = rows(ComponentType.node, len(numbers))
    node["id"] = list(numbers.values())
    node["u_rated"] = [volts[name] for name in numbers]
    line = rows(ComponentType.line, len(case["lines"]))
    for row, entry in zip(line, case["lines"]):
        row["id"] = next(following)
        row["from_node"], row["to_node"] = numbers[entry["from"]], numbers[entry["to"]]
        row["from_status"] = row["to_status"] = entry["in_service"]
        for axis, name in (("r", "r_ohm"), ("x", "x_ohm")):
            own, mutual = entry[name][0][0], entry[name][0][1]
            row[axis + "1"], row[axis + "0"] = own - mutual, own + 2 * mutual
        row["c1"] = row["tan1"] = row["c0"] = row["tan0"] = 0
        row["i_n"] = 1e3
    trafo = rows(ComponentType.transformer, len(case["transformers"]))
    for row, entry in zip(trafo, case["transformers"]):
        high, low = entry["windings"]
        row["id"] = next(following)
        row["from_node"], row["to_node"] = numbers[high["bus"]], numbers[low["bus"]]
        row["from_status"] = row["to_status"] = 1
        row["u1"], row["u2"] = high["kv"] * 1e3, low["kv"] * 1e3
        row["sn"] = high["kva"] * 1e3
        resistance = (high["r_percent"] + low["r_percent"]) / 100
        row["uk"] = abs(complex(resistance, entry["x_percent"][0] / 100))
        row["pk"] = resistance * row["sn"]
        row["p0"] = row["i0"] = 0
        row["winding_from"], row["winding_to"] = WindingType.delta, WindingType.wye_n
        row["clock"] = 1 if entry["lead_lag"].lower() == "lag" else 11
        row["tap_side"], row["tap_pos"], row["tap_min"], row["tap_max"] = 0, 0, 0, 0
        row["tap_nom"], row["tap_size"] = 0, 0
    source = rows(ComponentType.source, 1)
    entry = case["sources"][0]
    first = complex(
        entry["r_ohm"][0][0] - entry["r_ohm"][0][1], entry["x_ohm"][0][0] - entry["x_ohm"][0][1])
    source["id"] = next(following)
    source["node"], source["status"] = numbers[entry["bus"]], 1
    source["u_ref"] = entry["v_pu"]
    source["u_ref_angle"] = numpy.radians(entry["angle_deg"])
    source["sk"] = volts[entry["bus"]] ** 2 / abs(first)
    source["rx_ratio"] = first.real / first.imag
    load = rows(ComponentType.asym_load, len(case["loads"]))
    for row, entry in zip(load, case["loads"]):
        row["id"] = next(following)
        row["node"], row["status"] = numbers[entry["bus"]], 1
        row["type"] = LoadGenType.const_power
        row["p_specified"] = row["q_specified"] = 0
        row["p_specified"][entry["nodes"][0] - 1] = entry["kw"] * 1e3
        row["q_specified"][entry["nodes"][0] - 1] = entry["kvar"] * 1e3
    return {
        ComponentType.node: node, ComponentType.line: line, ComponentType.transformer: trafo,
        ComponentType.source: source, ComponentType.asym_load: load,
    }


def main():
    case = read_case(sys.argv[1])
    factors = read_factors(sys.argv[2], len(case["loads"]))
    method = CalculationMethod[sys.argv[3]]
    tolerance, repetitions = float(sys.argv[4]), int(sys.argv[5])
    is_balanced = case["kind"] == "balanced"
    table = balanced_input(case) if is_balanced else unbalanced_input(case)
    kind = ComponentType.sym_load if is_balanced else ComponentType.asym_load
    model = PowerGridModel(table, system_frequency=case["frequency_hz"])
    load = table[kind]
    update = initialize_array(DatasetType.update, kind, factors.shape)
    update["id"] = load["id"]
    scale = factors if is_balanced else factors[:, :, None]
    update["p_specified"] = scale * load["p_specified"]
    update["q_specified"] = scale * load["q_specified"]
    times = []
    for _ in range(repetitions + 1):
        start = time.process_time_ns()
        result = model.calculate_power_flow(
            symmetric=is_balanced, error_tolerance=tolerance, calculation_method=method,
            update_data={kind: update},
            output_component_types={ComponentType.node: ["u_pu"]}, threading=-1)
        times.append((time.process_time_ns() - start) / len(factors) / 1e3)
    print(json.dumps({
        "microsecondsPerSolve": times[1:],
        "voltage": summary(result[ComponentType.node]["u_pu"])}))


main()

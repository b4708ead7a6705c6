"""Series of power flows in lightsim2grid (Newton with KLU, warm start), one thread.

Arguments: CASE.json FACTORS.bin TOLERANCE REPETITIONS.
"""

import json
import sys
import time
import warnings

import numpy
import pandapower
from lightsim2grid.network import init_from_pandapower
from lightsim2grid.lightsim2grid_cpp import AlgorithmType, TimeSeriesCPP

from power_flow_case import read_case, read_factors, summary


def network(case):
    net = pandapower.create_empty_network(f_hz=case["frequency_hz"], sn_mva=1.0)
    names = [bus["id"] for bus in case["buses"]]
    kilovolts = [bus["base_kv"] for bus in case["buses"]]
    numbers = dict(zip(names, pandapower.create_buses(net, len(names), vn_kv=kilovolts)))
    omega = 2 * numpy.pi * case["frequency_hz"]
    lines = [line for line in case["lines"] if line["in_service"]]
    pandapower.create_lines_from_parameters(
        net, [numbers[line["from"]] for line in lines], [numbers[line["to"]] for line in lines],
        1.0, [line["r_ohm"] for line in lines], [line["x_ohm"] for line in lines],
        [line["b_us"] * 1e3 / omega for line in lines], 1.0)
    for entry in case["transformers"]:
        pi, volts = entry["pi"], entry["vn_lv_kv"]
        rating = entry["sn_kva"] / 1e3
        scale = 100 * rating / volts**2
        pandapower.create_transformer_from_parameters(
            net, numbers[entry["hv"]], numbers[entry["lv"]], rating, volts * pi["ratio"], volts,
            pi["r_ohm_lv"] * scale, abs(complex(pi["r_ohm_lv"], pi["x_ohm_lv"])) * scale,
            pi["g_us_lv"] * 1e-3 * volts**2,
            abs(complex(pi["g_us_lv"], pi["b_us_lv"])) * 1e-6 * volts**2 / rating * 100,
            pi["shift_deg"])
    for source in case["sources"]:
        pandapower.create_ext_grid(
            net, numbers[source["bus"]], vm_pu=source["v_pu"], va_degree=source["angle_deg"])
    loads = case["loads"]
    pandapower.create_loads(
        net, [numbers[load["bus"]] for load in loads], [load["p_kw"] / 1e3 for load in loads],
        [load["q_kvar"] / 1e3 for load in loads])
    return net


def main():
    warnings.simplefilter("ignore")
    case = read_case(sys.argv[1])
    factors = read_factors(sys.argv[2], len(case["loads"]))
    tolerance, repetitions = float(sys.argv[3]), int(sys.argv[4])
    net = network(case)
    pandapower.runpp(net, trafo_model="t", calculate_voltage_angles=True, init="flat",
        numba=False)
    model = init_from_pandapower(net)
    model.change_solver(AlgorithmType.NR_KLU)
    active = factors * net.load.p_mw.to_numpy()
    reactive = factors * net.load.q_mvar.to_numpy()
    start_voltages = numpy.ones(len(model.get_bus_vn_kv()), dtype=complex)
    generators = numpy.zeros((len(factors), len(model.get_generators())))
    generators += [generator.target_p_mw for generator in model.get_generators()]
    static = numpy.zeros((len(factors), len(model.get_static_generators())))
    times = []
    for _ in range(repetitions + 1):
        series = TimeSeriesCPP(model)
        series.change_solver(AlgorithmType.NR_KLU)
        start = time.process_time_ns()
        series.compute_Vs(generators, static, active, reactive, start_voltages, 20, tolerance)
        times.append((time.process_time_ns() - start) / len(factors) / 1e3)
    voltages = numpy.abs(series.get_voltages())
    print(json.dumps({"microsecondsPerSolve": times[1:], "voltage": summary(voltages)}))


main()

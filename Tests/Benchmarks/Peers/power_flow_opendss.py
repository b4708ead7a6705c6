"""Series of power flows in OpenDSS (fixed point, yearly mode), one thread.

Arguments: CASE.json FACTORS.bin TOLERANCE REPETITIONS. Voltages of the last load case are compared.
"""

import json
import sys
import time

import numpy
from dss import DSS

from power_flow_case import read_case, read_factors, summary


def matrix(rows):
    return "[" + " | ".join(" ".join(repr(value) for value in row) for row in rows) + "]"


def nodes(bus, conductors):
    return ".".join([bus, *map(str, conductors)])


def unbalanced_script(case):
    source = case["sources"][0]
    self_r, mutual_r = source["r_ohm"][0][0], source["r_ohm"][0][1]
    self_x, mutual_x = source["x_ohm"][0][0], source["x_ohm"][0][1]
    yield (
        f"New Circuit.case bus1={source['bus']} basekv={source['base_kv_ll']} pu={source['v_pu']} "
        f"angle={source['angle_deg']} R1={self_r - mutual_r} X1={self_x - mutual_x} "
        f"R0={self_r + 2 * mutual_r} X0={self_x + 2 * mutual_x}")
    yield f"Set DefaultBaseFrequency={case['frequency_hz']}"
    for line in case["lines"]:
        yield (
            f"New Line.{line['id']} phases={len(line['from_nodes'])} "
            f"bus1={nodes(line['from'], line['from_nodes'])} "
            f"bus2={nodes(line['to'], line['to_nodes'])} length=1 rmatrix={matrix(line['r_ohm'])} "
            f"xmatrix={matrix(line['x_ohm'])} "
            f"cmatrix={matrix(numpy.zeros_like(line['b_us']).tolist())}")
    for entry in case["transformers"]:
        windings = entry["windings"]
        yield (
            f"New Transformer.{entry['id']} phases={entry['phases']} windings={len(windings)} "
            f"buses=[{' '.join(winding['bus'] for winding in windings)}] "
            f"conns=[{' '.join(winding['conn'] for winding in windings)}] "
            f"kvs=[{' '.join(str(winding['kv']) for winding in windings)}] "
            f"kvas=[{' '.join(str(winding['kva']) for winding in windings)}] "
            f"%rs=[{' '.join(str(winding['r_percent']) for winding in windings)}] "
            f"xhl={entry['x_percent'][0]} leadlag={entry['lead_lag']}")
    for load in case["loads"]:
        yield (
            f"New Load.{load['id']} phases={load['phases']} bus1={nodes(load['bus'], load['nodes'])} "
            f"conn={load['conn']} kv={load['kv']} kw={load['kw']} kvar={load['kvar']} "
            f"vminpu={load['vminpu']} vmaxpu={load['vmaxpu']}")


def balanced_script(case):
    source = case["sources"][0]
    volts = {bus["id"]: bus["base_kv"] for bus in case["buses"]}
    yield (
        f"New Circuit.case bus1={source['bus']} basekv={volts[source['bus']]} pu={source['v_pu']} "
        f"angle={source['angle_deg']} R1=0 X1=1e-9 R0=0 X0=1e-9")
    omega = 2 * numpy.pi * case["frequency_hz"]
    for line in case["lines"]:
        if line["in_service"]:
            yield (
                f"New Line.{line['id']} phases=1 bus1={line['from']}.1 bus2={line['to']}.1 length=1 "
                f"rmatrix=[{line['r_ohm']}] xmatrix=[{line['x_ohm']}] "
                f"cmatrix=[{line['b_us'] * 1e3 / omega}]")
    for entry in case["transformers"]:
        pi, low = entry["pi"], entry["vn_lv_kv"] / 3**0.5
        rating = entry["sn_kva"] / 3
        percent = rating / 10 / low**2
        yield (
            f"New Transformer.{entry['id']} phases=1 windings=2 "
            f"buses=[{entry['hv']}.1 {entry['lv']}.1] kvs=[{low * pi['ratio']} {low}] "
            f"kvas=[{rating} {rating}] xhl={pi['x_ohm_lv'] * percent} "
            f"%rs=[{pi['r_ohm_lv'] * percent / 2} {pi['r_ohm_lv'] * percent / 2}]")
    for load in case["loads"]:
        yield (
            f"New Load.{load['id']} phases=1 bus1={load['bus']}.1 "
            f"kv={volts[load['bus']] / 3**0.5} kw={load['p_kw'] / 3} kvar={load['q_kvar'] / 3} "
            f"vminpu=0.5 vmaxpu=1.5")


def main():
    case = read_case(sys.argv[1])
    factors = read_factors(sys.argv[2], len(case["loads"]))
    tolerance, repetitions = float(sys.argv[3]), int(sys.argv[4])
    text = DSS.Text
    text.Command = "Clear"
    text.Command = f"Set DefaultBaseFrequency={case['frequency_hz']}"
    script = unbalanced_script if case["kind"] == "unbalanced" else balanced_script
    for command in script(case):
        text.Command = command
    circuit = DSS.ActiveCircuit
    for index, load in enumerate(case["loads"]):
        text.Command = f"New LoadShape.shape{index} npts={len(factors)} interval=1"
        circuit.LoadShapes.Name = f"shape{index}"
        circuit.LoadShapes.Pmult = factors[:, index].tolist()
        text.Command = f"Load.{load['id']}.yearly=shape{index}"
    voltages = sorted({
        bus.get("base_kv") or bus["base_kv_ln"] * 3**0.5 for bus in case["buses"]})
    text.Command = f"Set VoltageBases={voltages}"
    text.Command = "CalcVoltageBases"
    text.Command = f"Set mode=yearly stepsize=1h number={len(factors)} controlmode=off"
    text.Command = f"Set tolerance={tolerance} maxiterations=100"
    times = []
    for _ in range(repetitions + 1):
        text.Command = "Set hour=0 sec=0"
        start = time.process_time_ns()
        circuit.Solution.Solve()
        times.append((time.process_time_ns() - start) / len(factors) / 1e3)
    magnitudes = numpy.array(circuit.AllBusVmagPu)
    print(json.dumps({"microsecondsPerSolve": times[1:], "lastVoltage": summary(magnitudes)}))


main()

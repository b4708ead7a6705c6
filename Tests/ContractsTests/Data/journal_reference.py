"""Calculates what JournalReferenceTests expects, from the documented encoding alone.

Run with `python3 journal_reference.py`; it prints one hash per record, then the hash of a genesis
record of the state at the end, then a public key (Ed25519 of RFC 8032, in plain arithmetic).
"""

import hashlib
import struct


def f(field):
    return struct.pack(">I", len(field)) + field


def t(text):
    return f(text.encode("utf-8"))


def n(number):
    return f(struct.pack(">q", number))


def c(code):
    return f(bytes([code]))


def lst(elements):
    return n(len(elements)) + b"".join(elements)


def chain(records):
    previous = bytes(32)
    for sequence, (time, kind, name, payload) in enumerate(records):
        previous = hashlib.sha256(
            t("mgsim contract journal 1") + n(sequence) + n(time) + c(kind) + t(name)
            + f(payload) + f(b"") + previous
        ).digest()
        yield previous.hex()


RULES = t("electorate") + n(2592000) + n(5184000) + n(2592000) + n(100) + n(5000000)


def state(quotas, tokens, referendums):
    members = [
        n(i) + t(a) + t(name) + t(utility) + n(quotas[i]) + n(tokens[i])
        for i, (a, name, utility) in enumerate(
            [("A", "Ana", "LIGHT"), ("B", "Bob", "LIGHT"), ("C", "Cid", "ENEL")]
        )
    ]
    areas = [t("LIGHT") + n(100000) + n(0), t("ENEL") + n(5000) + n(5000)]
    return (
        t("mgsim contract state 1") + RULES + lst(members) + lst(areas) + lst(referendums)
        + lst([]) + n(105000) + n(5000) + c(1) + n(3) + n(105000)
    )


def genesis(*arguments):
    return state(*arguments) + lst([])


def witnesses(*addresses):
    return lst([t(address) for address in addresses])


T = 1451606400
YES = c(0) + c(0) + c(1)
SUMMARY = lst([
    c(2) + t("admission"), c(1) + n(T + 61), c(1) + n(T + 61 + 2592000), c(1) + n(1), c(1) + n(1),
    c(0) + c(0), c(0) + c(0),
])
REFERENDUM = (
    c(0) + t("D") + t("Dan") + t("ENEL") + n(T + 61) + n(T + 61 + 2592000) + n(3) + n(3)
    + c(0) + c(0) + c(0) + n(2) + n(0b100) + n(0b100)
)

for digest in chain([
    (T, 0, "genesis", genesis([60000, 40000, 0], [60000, 40000, 0], [])),
    (T, 1, "trade", t("A") + witnesses("A", "B") + t("B") + n(10000) + n(12000) + YES),
    (T, 2, "transfer", c(1) + t("A") + t("B") + n(10000) + n(12000)),
    (T + 60, 1, "trade",
     t("B") + witnesses("B") + t("C") + n(-1) + n(0) + c(1) + t("utilityMismatch")),
    (T + 60, 2, "invalid", t("trade") + t("utilityMismatch")),
    (T + 61, 1, "unrecognized",
     t("A") + witnesses("A") + t("voar \u00e9") + c(1) + t("unknownOperation")),
    (T + 61, 2, "invalid", t("voar \u00e9") + t("unknownOperation")),
    (T + 61, 1, "admission",
     t("D") + witnesses("D") + t("Dan") + t("ENEL") + c(0) + c(3) + n(1)),
    (T + 61, 2, "process", c(0) + n(1) + c(0)),
    (T + 61, 2, "membership", t("D") + c(0)),
    (T + 62, 1, "vote", t("C") + witnesses("C") + n(1) + c(1) + YES),
    (T + 62, 2, "ballot", n(1) + t("C") + c(1)),
    (T + 62, 1, "summary",
     t("C") + witnesses("C") + c(2) + n(1) + c(0) + c(0) + c(6) + SUMMARY),
]):
    print(digest)

END = genesis([50000, 50000, 0], [72000, 28000, 0], [REFERENDUM])
print(*chain([(T + 62, 0, "genesis", END)]))

# Ed25519: the public key of a private one.
P = 2**255 - 19
D = -121665 * pow(121666, P - 2, P) % P


def add(a, b):
    (x1, y1), (x2, y2) = a, b
    k = D * x1 * x2 * y1 * y2 % P
    return (
        (x1 * y2 + x2 * y1) * pow(1 + k, P - 2, P) % P,
        (y1 * y2 + x1 * x2) * pow(1 - k, P - 2, P) % P,
    )


def base_point():
    y = 4 * pow(5, P - 2, P) % P
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    return (x if x % 2 == 0 else P - x, y)


def public_key(private):
    scalar = int.from_bytes(hashlib.sha512(private).digest()[:32], "little")
    scalar = scalar & ((1 << 254) - 8) | (1 << 254)
    result, power = (0, 1), base_point()
    while scalar:
        if scalar & 1:
            result = add(result, power)
        power = add(power, power)
        scalar >>= 1
    x, y = result
    return (y | (x & 1) << 255).to_bytes(32, "little").hex()


print(public_key(hashlib.sha256(t("mgsim contract key 1") + n(42) + t("A")).digest()))

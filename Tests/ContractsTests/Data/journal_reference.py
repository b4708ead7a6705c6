"""Calculates the hashes that CallJournalTests expects, from the documented encoding alone.

Run with `python3 journal_reference.py`; it prints one hash per record.
"""

import hashlib
import struct
def u64(n): return struct.pack('>Q', n)
def f(b): return u64(len(b)) + b
def t(s): return f(s.encode('utf-8'))
def i(n): return f(struct.pack('>q', n))
def b(n): return f(bytes([n]))
TAG = t("mgsim contract journal 1")
def chain(records):
    prev = bytes(32); out = []
    for seq, (time, kind, name, payload) in enumerate(records):
        prev = hashlib.sha256(TAG + i(seq) + i(time) + b(kind) + t(name) + f(payload) + prev).digest()
        out.append(prev.hex())
    return out
genesis = i(3)
for s,(a,n,u,q,k) in enumerate([("A","Ana","LIGHT",60000,60000),("B","Bob","LIGHT",40000,40000),("C","Cid","ENEL",0,0)]):
    genesis += i(s)+t(a)+t(n)+t(u)+i(q)+i(k)
genesis += i(2)+t("LIGHT")+i(100000)+i(0)+t("ENEL")+i(0)+i(0)
genesis += i(100000)+i(0)
call1 = t("A")+i(2)+t("A")+t("B")+t("B")+i(10000)+i(12000)+t("value")+b(1)
ev1 = t("A")+t("B")+i(10000)+i(12000)
call2 = t("B")+i(1)+t("B")+t("C")+i(-1)+i(0)+t("error")+t("utilityMismatch")
ev2 = t("trade")+t("utilityMismatch")
call3 = t("A")+i(1)+t("A")+t("error")+t("unknownOperation")
ev3 = t("voar \u00e9")+t("unknownOperation")
for h in chain([(0,0,"genesis",genesis),(1451606400,1,"trade",call1),(1451606400,2,"transfer",ev1),
  (1451606460,1,"trade",call2),(1451606460,2,"invalid",ev2),(1451606461,1,"voar \u00e9",call3),(1451606461,2,"invalid",ev3)]): print(h)

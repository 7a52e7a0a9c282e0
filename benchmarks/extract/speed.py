"""Reading a long plan: against one regular-expression pass for digits in the same run, and how its cost grows with length."""

import os
import re
from pathlib import Path

from benchmarks.extract.gold import text_at
from benchmarks.timing import Measure, alternating
from loaders import store
from loaders.policy_text.candidates import extract
from loaders.policy_text.codebook import Codebook

LETTERS = 80_000
SHORT = 10_000
MOST_RATIO = 2000.0
MOST_GROWTH = 1.5  # what a letter may cost at 16 times the length
TEXTS = 40  # are enough to fill a plan
CHAPTERS = "一二三四五六七八九"


def reading(rounds: int) -> list[Measure]:
    """Return the measures: a plan against a pass for digits, and a letter's cost at 4 and 16 times the length."""
    codebook = Codebook.of(store.read("indicators"), store.read("places"))
    long = plan(LETTERS)
    few = min(rounds, 3)
    digits, read = alternating([lambda: re.findall(r"\d+", long), lambda: extract(long, codebook)], few)
    lengths = [long[:SHORT] * times for times in (1, 4, 16)]
    once, four, sixteen = alternating([lambda text=text: extract(text, codebook) for text in lengths], few)
    return [
        Measure(f"reading {LETTERS:,} letters, against a pass for digits", read, digits, MOST_RATIO),
        Measure("a part of a text 4 times as long, against the part alone", four / 4, once, MOST_GROWTH),
        Measure("a part of a text 16 times as long, against the part alone", sixteen / 16, once, MOST_GROWTH),
    ]


def plan(letters: int) -> str:
    """Return a plan of so many letters: texts of ``ATLAS_TEXTS`` one after the other, or a made one, repeated to its length."""
    folders = [Path(folder) for folder in os.environ.get("ATLAS_TEXTS", "").split(os.pathsep)[:2] if folder]
    paths = [path for folder in folders for path in sorted(folder.glob("*.txt"))][:TEXTS]
    text = "\n".join(text_at(path).body for path in paths) or made_plan()
    return (text * (letters // len(text) + 1))[:letters]


def made_plan() -> str:
    """Return a plan of nine chapters that counts beds, shares and subsidies as plans do."""
    return "\n".join(
        f"{chapter}、养老服务体系\n(一)发展目标。到20{at + 20}年,全市养老床位达到{at}.5万张以上,护理型床位占比不低于{50 + at}%,"
        f"每千名老年人拥有床位{30 + at}张。\n(二)补贴标准。对新建的养老机构,每张床位给予{at}000元的一次性建设补贴,分{at + 1}年发放;"
        "支持社会力量举办医养结合机构,完善政策措施,推进医疗卫生与养老服务相结合,满足老年人健康养老服务需求。"
        for at, chapter in enumerate(CHAPTERS, 1)
    )

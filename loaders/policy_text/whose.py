"""Whose number it is: the document's place, or another that its sentence names."""

import re
from collections import Counter

import pandas as pd

NATION = "000000"
ENDS = (
    "特别行政区",
    "维吾尔自治区",
    "壮族自治区",
    "回族自治区",
    "自治区",
    "自治州",
    "地区",
    "省",
    "市",
    "盟",
    "区",
    "县",
    "旗",
)
OWN = re.compile(r"(?:全|我|本)(?:市|省|区|县|州|盟|旗)|城区|市域|辖区")
WHOLE = re.compile(r"(?<![比于较超])(?:全国|我国|中国(?!人|共|银|保|移|特))")
CENTRAL = re.compile(r"^(?:国务院|中共中央|国家|民政部|财政部|国办)")
# Not the place itself: an office above it, a document, another's visit.
NOT_SUBJECT = re.compile(
    r"^(?:人民政府|政府|民政|卫|委|办|医|局|厅|府|财政|统计|日报|晚报|网|新闻|电视|《|大学|学院|路|街)"
)
OF_ITSELF = re.compile(r"结合(?:我市)?[\u4e00-\u9fff]{2,6}实际")
MUNICIPALITIES = ("110000", "120000", "310000", "500000")
LEVEL_SIGNS = {
    "省": ("province",),
    "市": ("prefecture", "municipality", "county"),
    "县": ("county",),
    "区": ("county",),
}
ORDINARY = ("老城区", "新城区", "城区", "郊区", "矿区")  # names of counties that are words, too
LEVELS = {"province": 0, "prefecture": 1, "county": 2}


class Places:
    """The names of places, long and short, to be found in a text."""

    def __init__(self, places: pd.DataFrame) -> None:
        """Take the table of places; a short name that several have is none."""
        names: dict[str, set[str]] = {}
        rank: dict[str, int] = {}
        for row in places.to_dict("records"):
            code, level = str(row["place"]), str(row["level"])
            if level not in LEVELS or not code.isdigit() or str(row.get("to", "")):
                continue
            rank[code] = LEVELS[level]
            if str(row["name_zh"]) in ORDINARY:
                continue
            for name in _forms(str(row["name_zh"]), level):
                names.setdefault(name, set()).add(code)
        # 吉林 is the province, 吉林市 the city: of a short name the higher place, if there is one alone on its level.
        self.codes = {name: best for name, codes in names.items() if (best := _highest(codes, rank))}
        self.parents = dict(zip(places["place"].astype(str), places["parent"].astype(str), strict=True))
        self.levels = {code: ("municipality" if code in MUNICIPALITIES else list(LEVELS)[rank[code]]) for code in rank}
        longest = sorted(self.codes, key=len, reverse=True)
        self.by_first: dict[str, list[str]] = {}
        for name in longest:
            self.by_first.setdefault(name[0], []).append(name)

    def mentions(self, text: str) -> list[tuple[int, int, str]]:
        """Return where places are named in a plain text: start, end, adcode; of overlapping names the longest."""
        found, at, end = [], 0, len(text)
        while at < end:
            for name in self.by_first.get(text[at], ()):
                if text.startswith(name, at):
                    found.append((at, at + len(name), self.codes[name]))
                    at += len(name) - 1
                    break
            at += 1
        return found

    def of_document(self, title: str, issuer: str, text: str) -> str:
        """Return the place of a document: named in its title or by its issuer, or else the one that it names most at its beginning."""
        for words in (issuer, title):
            if found := self.mentions(words):
                return found[-1][2] if len(found) < 3 else found[0][2]
        if WHOLE.search(title) or CENTRAL.search(issuer or title):
            return NATION
        first = text[:6000]
        if found := OF_ITSELF.search(first):
            for _start, _end, code in self.mentions(found[0]):
                return code
        counts = Counter(code for _start, _end, code in self.mentions(first))
        own = next(
            (level for sign, level in LEVEL_SIGNS.items() if re.search(rf"(?:全|我|本){sign}|{sign}政府各部门", first)),
            None,
        )
        kept = Counter({code: count for code, count in counts.items() if own is None or self.levels[code] in own})
        nation = len(WHOLE.findall(text[:3000]))
        if not (kept or counts):
            return NATION if nation > 1 else ""
        code, most = (kept or counts).most_common(1)[0]
        return NATION if nation > 2 * most and own is None else code


def _forms(name: str, level: str) -> list[str]:
    """Return a place's name and the short forms that texts use; of counties the full name alone, since short ones are ordinary words."""
    short = name
    for end in ENDS:
        if name.endswith(end) and len(name) - len(end) >= 2:
            short = name[: -len(end)]
            break
    return [name] if level == "county" or short == name or len(short) < 2 else [name, short]


def _highest(codes: set[str], rank: dict[str, int]) -> str:
    best = min(rank[code] for code in codes)
    high = [code for code in codes if rank[code] == best]
    return high[0] if len(high) == 1 else ""

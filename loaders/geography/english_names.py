"""English names of Chinese administrative units that the atlas' own table of places does not name.

A name is the Hanyu Pinyin of its Chinese one (GB/T 28039: one word, no tone marks, an apostrophe before a, e and o within it)
with the kind of unit in English. Pinyin comes from the package pypinyin; readings that place names keep, established names
(Hohhot, Kashgar, Urumqi, …) and those of Hong Kong, Macau and Taiwan stand here.
"""

from collections.abc import Callable
from functools import cache

import pandas as pd

# The reading that place names use, where the dictionary's first one is another.
FIRST_READINGS = {
    ord(sign): sound
    for sign, sound in zip("长朝都勒什漯乐", ["cháng", "cháo", "dū", "lè", "shí", "luò", "lè"], strict=True)
}
READ_OTHERWISE = {
    **{
        "长子": "Zhangzi",
        "南乐": "Nanle",
        "民乐": "Minle",
        "闵行": "Minhang",
        "珲春": "Hunchun",
        "马尾": "Mawei",
        "蚌山": "Bengshan",
    },
    **{
        "涡阳": "Guoyang",
        "单": "Shanxian",
        "浚": "Xunxian",
        "曾都": "Zengdu",
        "龙圩": "Longxu",
        "洪洞": "Hongtong",
        "繁峙": "Fanshi",
    },
    **{
        "大城": "Daicheng",
        "泊头": "Botou",
        "荥经": "Yingjing",
        "筠连": "Junlian",
        "宕昌": "Tanchang",
        "伽师": "Jiashi",
    },
    **{
        "佛坪": "Foping",
        "乐亭": "Laoting",
        "乐清": "Yueqing",
        "西藏": "Xizang",
        "内蒙古": "Inner Mongolia",
        "陕西": "Shaanxi",
    },
    **{
        "呼和浩特": "Hohhot",
        "鄂尔多斯": "Ordos",
        "呼伦贝尔": "Hulunbuir",
        "巴彦淖尔": "Bayannur",
        "乌兰察布": "Ulanqab",
    },
    **{"锡林郭勒": "Xilin Gol", "阿拉善": "Alxa", "兴安盟": "Hinggan", "哈尔滨": "Harbin", "齐齐哈尔": "Qiqihar"},
    **{
        "大兴安岭": "Da Hinggan Ling",
        "拉萨": "Lhasa",
        "日喀则": "Xigaze",
        "昌都": "Qamdo",
        "林芝": "Nyingchi",
        "那曲": "Nagqu",
    },
    **{
        "阿里": "Ngari",
        "甘孜": "Garze",
        "果洛": "Golog",
        "乌鲁木齐": "Urumqi",
        "克拉玛依": "Karamay",
        "吐鲁番": "Turpan",
    },
    **{"博尔塔拉": "Bortala", "巴音郭楞": "Bayingolin", "阿克苏": "Aksu", "克孜勒苏": "Kizilsu", "喀什": "Kashgar"},
    **{
        "和田": "Hotan",
        "伊犁": "Ili",
        "阿勒泰": "Altay",
        "阿拉尔": "Aral",
        "图木舒克": "Tumxuk",
        "可克达拉": "Kokdala",
    },
    **{"朝阳": "Chaoyang"},
    **{
        "漯河": "Luohe",
        "东乡族自治县": "Dongxiang Autonomous County",
        "科尔沁左翼": "Horqin Left Wing",
        "科尔沁右翼": "Horqin Right Wing",
    },
    **{
        "察哈尔右翼": "Chahar Right Wing",
        "科尔沁": "Horqin",
        "锡林浩特": "Xilinhot",
        "乌兰浩特": "Ulanhot",
        "二连浩特": "Erenhot",
    },
    **{
        "满洲里": "Manzhouli",
        "海拉尔": "Hailar",
        "额尔古纳": "Ergun",
        "库尔勒": "Korla",
        "台湾": "Taiwan",
        "香港": "Hong Kong",
        "澳门": "Macau",
    },
}
# Where another romanisation is in use; by the first two digits of the code.
LOCAL = {
    "71": {
        **{"台北": "Taipei", "新北": "New Taipei", "桃园": "Taoyuan", "台中": "Taichung", "台南": "Tainan", "高雄": "Kaohsiung"},
        **{"基隆": "Keelung", "新竹": "Hsinchu", "嘉义": "Chiayi", "彰化": "Changhua", "屏东": "Pingtung", "台东": "Taitung"},
        **{"花莲": "Hualien", "澎湖": "Penghu"},
    },
    "81": {
        **{"中西": "Central and Western", "湾仔": "Wan Chai", "东": "Eastern", "南": "Southern", "油尖旺": "Yau Tsim Mong"},
        **{"深水埗": "Sham Shui Po", "九龙城": "Kowloon City", "黄大仙": "Wong Tai Sin", "观塘": "Kwun Tong", "葵青": "Kwai Tsing"},
        **{"荃湾": "Tsuen Wan", "屯门": "Tuen Mun", "元朗": "Yuen Long", "北": "North", "大埔": "Tai Po", "沙田": "Sha Tin"},
        **{"西贡": "Sai Kung", "离岛": "Islands"},
    },
}  # fmt: skip
PEOPLES = {
    **{
        "蒙古": "Mongol",
        "回": "Hui",
        "藏": "Tibetan",
        "维吾尔": "Uyghur",
        "苗": "Miao",
        "彝": "Yi",
        "壮": "Zhuang",
        "布依": "Bouyei",
    },
    **{
        "朝鲜": "Korean",
        "满": "Manchu",
        "侗": "Dong",
        "瑶": "Yao",
        "白": "Bai",
        "土家": "Tujia",
        "哈尼": "Hani",
        "哈萨克": "Kazakh",
    },
    **{
        "傣": "Dai",
        "黎": "Li",
        "傈僳": "Lisu",
        "佤": "Va",
        "畲": "She",
        "拉祜": "Lahu",
        "水": "Sui",
        "东乡": "Dongxiang",
    },
    **{
        "纳西": "Naxi",
        "景颇": "Jingpo",
        "柯尔克孜": "Kirgiz",
        "土": "Tu",
        "达斡尔": "Daur",
        "仫佬": "Mulao",
        "羌": "Qiang",
    },
    **{
        "布朗": "Blang",
        "撒拉": "Salar",
        "毛南": "Maonan",
        "仡佬": "Gelao",
        "锡伯": "Xibe",
        "普米": "Pumi",
        "塔吉克": "Tajik",
    },
    **{
        "怒": "Nu",
        "鄂温克": "Evenki",
        "保安": "Bonan",
        "裕固": "Yugur",
        "独龙": "Derung",
        "鄂伦春": "Oroqen",
        "各": "",
    },
}
PLAIN = {"市": "", "盟": "", "地区": "", "自治州": "", "省": "", "自治区": "", "特别行政区": ""}
KINDS = {
    **{
        "自治县": "Autonomous County",
        "自治旗": "Autonomous Banner",
        "行政委员会": "Administrative Committee",
        "新区": "New District",
    },
    **{
        "矿区": "Mining District",
        "林区": "Forestry District",
        "特区": "Special District",
        "县": "County",
        "区": "District",
    },
    **{
        "左旗": "Left Banner",
        "右旗": "Right Banner",
        "前旗": "Front Banner",
        "后旗": "Rear Banner",
        "中旗": "Middle Banner",
    },
    **{"联合旗": "United Banner", "旗": "Banner"},
}


def english_names(units: pd.DataFrame, known: dict[str, str] | None = None) -> pd.Series:
    """Return the English name of each unit; a name that another unit of its level has too is followed by its parent's.

    Args:
        units: ``place`` (adcode), ``name_zh``, ``level``, ``parent`` (adcode).
        known: names that stand already, by adcode; they are kept as they are.
    """
    own = [
        known[place] if known and place in known else english_name(name, place)
        for place, name in zip(units["place"], units["name_zh"], strict=True)
    ]
    names = pd.Series(own, index=units.index, dtype="str")
    shared = names.groupby([units["level"], names]).transform("size") > 1
    shared &= ~units["place"].isin(list(known or {}))
    by_code = dict(zip(units["place"], names, strict=True)) | (known or {})
    parents = units["parent"].map(by_code).fillna("")
    return names.where(~shared | (parents == ""), names + " (" + parents + ")")


def english_name(name: str, place: str) -> str:
    """Return the English name of one unit, e.g. 张掖市: Zhangye, 民和回族土族自治县: Minhe Hui and Tu Autonomous County.

    Args:
        name: the Chinese name.
        place: its adcode, which tells where Hong Kong's and Taiwan's own romanisations hold.
    """
    if name in READ_OTHERWISE:
        return READ_OTHERWISE[name]
    kind = next((ending for ending in (*PLAIN, *KINDS) if name.endswith(ending) and name != ending), "")
    stem, peoples = _without_peoples(name.removesuffix(kind)) if kind else (name, [])
    local = LOCAL.get(place[:2], {}).get(stem)
    read = local or READ_OTHERWISE.get(stem) or _pinyin(stem if len(stem) > 1 or kind in PLAIN else stem + kind)
    if kind in PLAIN:
        return read
    return " ".join(
        filter(None, [read, " and ".join(peoples) if len(peoples) < 3 else ", ".join(peoples), KINDS.get(kind, "")])
    )


def _without_peoples(stem: str) -> tuple[str, list[str]]:
    """Return a name without the peoples it names at its end, and those in English, in their order."""
    found: list[str] = []
    while stem.endswith("族") or (not found and any(stem.endswith(people) for people in PEOPLES if len(people) > 1)):
        bare = stem.removesuffix("族")
        people = next((name for name in sorted(PEOPLES, key=len, reverse=True) if bare.endswith(name)), "")
        if not people or len(bare) == len(people):
            break
        stem = bare.removesuffix(people)
        found.insert(0, PEOPLES[people])
    return stem, [people for people in found if people]


@cache
def _speller() -> Callable[[str], list[str]]:
    """Return what spells a name in syllables. Its dictionaries take 60 MB, so only who names places loads them."""
    from pypinyin import lazy_pinyin, load_single_dict  # noqa: PLC0415

    load_single_dict(FIRST_READINGS)
    return lazy_pinyin


def _pinyin(stem: str) -> str:
    """Return the Pinyin of a name as one word with a capital."""
    syllables = [syllable.replace("v", "ü") for syllable in _speller()(stem)]
    joined = syllables[0] + "".join(f"'{part}" if part[0] in "aeo" else part for part in syllables[1:])
    return joined[:1].upper() + joined[1:]

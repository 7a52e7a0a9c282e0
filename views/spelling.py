"""How names are said in short and spelt in Pinyin, so that they are found by what people type."""

import re

from loaders.geography.english_names import spelt
from views.edition import kept_up_to

UNIT = re.compile(r"(特别行政区|自治区|自治州|自治县|自治旗|地区|新区|省|市|区|县|盟|旗)$")
PEOPLES = re.compile(
    r"((维吾尔|哈萨克|柯尔克孜|蒙古|布依|土家|朝鲜|傈僳|拉祜|仡佬|达斡尔|鄂温克|鄂伦春|塔吉克|锡伯|撒拉|东乡|保安|裕固|毛南|仫佬|景颇|布朗|普米"
    r"|各|壮|回|藏|苗|侗|彝|白|傣|羌|土|满|黎|瑶|畲|怒|独龙|哈尼|佤|水|纳西)族?)+$"
)


def signs_of(text: str) -> str:
    """Return the Chinese characters of a text."""
    return re.sub(r"[^\u4e00-\u9fff]", "", text)


@kept_up_to(10_000)
def syllables(text: str) -> tuple[str, ...]:
    """Return the Pinyin of Chinese characters, a syllable each, without tones."""
    return tuple(spelt(text)) if text else ()


def initials(text: str) -> str:
    """Return the first letters of the Pinyin of a text: zy for 张掖."""
    return "".join(syllable[0] for syllable in syllables(text))


def short_name(name: str) -> str:
    """Return the name of a place as it is said: 张掖 for 张掖市, 黔东南 for 黔东南苗族侗族自治州; one of two characters stays whole."""
    bare = UNIT.sub("", name) if len(name) > 2 else name
    said = PEOPLES.sub("", bare) if UNIT.search(name) and "自治" in name else bare
    return said if len(said) > 1 else bare

"""Printed words of pages copied with damage: the script changed to traditional, or the reading of a character put behind it.

The tables keep a phrase letter for letter as the page at hand has it, for the audit. What a reader sees is the phrase
without that damage, marked as such and never given out as the original wording.
"""

import re

# Traditional and simplified characters, in pairs: those that phrases of copied pages hold, and others that are common.
PAIRS = (
    "佔占個个備备價价億亿優优內内冊册凈净淨净別别劃划務务區区員员國国執执場场壽寿實实將将專专師师張张從从復复態态應应戶户擁拥擇择擴扩數数"
    "會会東东業业構构標标機机歲岁準准為为營营爭争牀床獎奖現现環环產产療疗發发礙碍種种積积簽签籌筹約约級级絡络給给統统經经綜综綠绿網网線线"
    "總总續续與与萬万蓋盖處处衛卫補补規规計计記记設设許许診诊評评試试該该認认證证護护貴贵買买貼贴賃赁資资質质購购輔辅轉转辦办農农連连進进"
    "運运過过達达遞递適适鄉乡鄭郑醫医鎮镇鏈链鐘钟長长門门開开間间陽阳際际險险雙双頃顷預预額额類类養养饒饶驛驿體体點点齡龄單单動动對对關关"
    "範范圍围無无歷历屆届鞏巩據据檢检測测監监確确強强層层礎础聯联協协盡尽變变術术條条齊齐擬拟調调節节減减廣广縣县莊庄樓楼園园廠厂電电話话"
    "訊讯號号頁页題题項项顯显顧顾願愿風风飯饭館馆駐驻鮮鲜麗丽黃黄龍龙滿满漸渐潔洁濟济灣湾獨独獲获畫画當当眾众碼码禮礼稅税穩稳窮穷納纳紙纸"
    "細细終终組组結结絕绝維维緊紧編编練练縮缩繳缴繼继罰罚聽听職职舉举舊旧艱艰藥药蘇苏蘭兰複复裡里見见視视親亲覽览觀观訓训託托訪访詢询詳详"
    "語语誤误說说課课論论講讲識识議议讓让負负財财責责賬账費费賠赔贈赠車车載载輕轻輛辆輪轮輸输遠远選选還还邊边郵邮鄰邻釋释銀银錄录錢钱錯错"
    "書书學学暫暂狀状參参決决撥拨殘残兩两擔担渾浑遼辽嶺岭盤盘錦锦鶴鹤島岛啟启濱滨蘆芦瀋沈潯浔瀘泸綿绵滄沧溫温漢汉寶宝滬沪"
    "閉闭閑闲閱阅隊队階阶隨随雜杂離离難难響响順顺領领頭头頻频驗验魯鲁黨党圓圆團团壓压報报孫孙寧宁導导嚴严傳传債债傷伤兒儿劇剧勞劳勢势華华"
)
KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")
SIMPLIFIED = str.maketrans(PAIRS[::2], PAIRS[1::2])
READING = re.compile(
    r"\([a-z]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]*(?:\)|$)"
)  # (yǎng), not (ppp); the phrase may end in it


def restored(phrase: str) -> str:
    """Return a phrase in simplified script and without readings put between its characters; an undamaged one is unchanged.

    So is one of a page in Japanese, which is no damage.
    """
    if KANA.search(phrase):
        return phrase
    return READING.sub("", phrase).translate(SIMPLIFIED)


def is_damaged(phrase: str) -> bool:
    """Tell whether a phrase is not the original wording: its page changed the script or put readings in."""
    return restored(phrase) != phrase

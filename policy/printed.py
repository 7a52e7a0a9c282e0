"""Printed words of pages copied with damage: the script changed to traditional, or the reading of a character put behind it.

The tables keep a phrase letter for letter as the page at hand has it, for the audit. What a reader sees is the phrase
without that damage, marked as such and never given out as the original wording.
"""

import re

# Traditional and simplified characters, in pairs: every character that the tables hold in simplified script, but for those
# that are another one in a name of today (乾安县).
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
    "丟丢並并亂乱亞亚佈布併并來来侖仑侷局係系俬私倉仓們们倖幸倫伦偉伟側侧傢家傾倾僅仅僑侨僕仆儀仪儘尽償偿儲储兗兖凱凯則则剋克剛刚創创劄札劍剑勝胜勵励勸劝勻匀匯汇卻却卽即厤历叢丛吳吴呂吕問问啓启喪丧喬乔嗎吗噹当嚮向囌苏圖图垻坝埰采堅坚堯尧塊块塗涂墊垫墰坛墻墙墾垦壇坛壘垒壜坛壩坝"
    "壯壮壺壶夠够夢梦夾夹奬奖娛娱婁娄婦妇嬰婴宮宫寀采審审寫写寬宽尋寻屬属岡冈峯峰峽峡崍崃崑昆崗岗崙仑嵐岚嵗岁嶗崂嶧峄嶼屿嶽岳巒峦巖岩帶带幫帮幹干幾几庫库廂厢廈厦廕荫廬庐廳厅彌弥彔录彙汇彥彦後后徑径徵征恆恒愛爱慄栗慣惯慮虑慶庆憑凭懷怀捨舍掛挂採采揚扬換换損损摺折撫抚擋挡敎教敘叙"
    "斷断於于旂旗旣既昇升時时晉晋暉晖曆历曉晓曏向朮术枴拐柺拐査查棗枣棲栖楊杨極极榦干榮荣樂乐樅枞樑梁樣样樹树樺桦橋桥橫横檔档檯台檻槛欄栏權权欒栾欽钦歸归氣气沒没沖冲況况涇泾涼凉淥渌淩凌淶涞渦涡湞浈湯汤溝沟溮浉滎荥滙汇滯滞漣涟漲涨漵溆潁颍潛潜潤润澗涧澠渑澤泽澱淀濛蒙濬浚濰潍瀏浏"
    "瀟潇瀰弥瀾澜灘滩灤滦烏乌煙烟煩烦熱热燈灯爐炉爲为爾尔牆墙牴抵牽牵猶犹獃呆獅狮獻献琿珲瑤瑶瑪玛瑯琅瓊琼甌瓯甕瓮産产畢毕疇畴疊叠癡痴癥症盧卢眞真睏困矇蒙硃朱硯砚碩硕碭砀礄硚礦矿祿禄禪禅稜棱稱称穀谷穫获窪洼競竞箚札築筑簡简籐藤籤签糰团糾纠紅红紹绍絲丝絳绛綏绥綫线綵彩緑绿締缔緻致"
    "縉缙績绩織织繞绕繫系纍累纔才罈坛罎坛羅罗羣群義义習习聖圣聞闻聶聂肅肃脩修脫脱膠胶臘腊臥卧臨临臺台興兴舘馆荊荆菓果菴庵菸烟萊莱葉叶著着葯药蒐搜蒼苍蓆席蓮莲蔘参蔭荫蕪芜蕭萧薊蓟薌芗薑姜薦荐薩萨藍蓝藴蕴藺蔺蘄蕲蘊蕴蘿萝衆众衕同衚胡衝冲袷夹裏里製制覈核覺觉訂订訥讷註注証证詔诏詞词"
    "誌志説说誰谁誼谊談谈請请諮咨諸诸諾诺謀谋謙谦謝谢謨谟譙谯譜谱譯译譽誉讀读讚赞谿溪豐丰貝贝貞贞貢贡貸贷賀贺賈贾賓宾賚赉賢贤賽赛贊赞贛赣趙赵趨趋踐践踰逾躋跻軍军軸轴較较輝辉輻辐輿舆轄辖辭辞迴回逕径這这週周遊游遙遥遜逊遶绕遷迁邁迈郟郏鄆郓鄒邹鄖郧鄧邓鄲郸鄴邺鄺邝針针釦扣鈡钟鉅巨"
    "鉆钻鉛铅銅铜銷销鋒锋鋼钢錫锡録录錶表鍵键鍼针鎖锁鎣蓥鎭镇鏡镜鐵铁鑑鉴鑒鉴鑲镶鑽钻閒闲閔闵閘闸閣阁閤合閩闽閬阆閶阊閻阎闆板陘陉陝陕陞升陰阴陳陈陸陆隱隐隴陇隸隶隻只雖虽雞鸡雲云霑沾靈灵靜静韆千韓韩頂顶須须頒颁頗颇頤颐颱台飲饮餘余馬马騰腾驊骅驟骤髮发鬆松鬍胡鬚须鬥斗鬱郁魚鱼鮁鲅"
    "鯉鲤鳥鸟鳩鸠鳳凤鳴鸣鴨鸭鷄鸡鷹鹰鹹咸鹼碱鹽盐麥麦麪面麫面麯曲麴曲麵面麼么麽么齣出"
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

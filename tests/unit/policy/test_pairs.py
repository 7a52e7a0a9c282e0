"""Which targets of the real tables are answered by which results: the pairs are listed, so that none goes unseen."""

import pandas as pd

from policy.gaps import pairs

# Target: the years of the results that answer it.
ANSWERED = {
    "anhui-2024-038-03": (2024,),
    "bayannur-2024-111-05": (2023,),
    "beijing-2021-048-02": (2025,),
    "beijing-2024-097-03": (2024, 2025),
    "china-2014-011-02": (2015, 2016),
    "china-2014-011-05": (2015, 2016),
    "china-2015-030-04": (2017, 2019),
    "china-2018-151-07": (2017, 2019),
    "china-2019-140-08": (2017, 2023),
    "china-2022-026-01": (2017, 2023),
    "china-2022-027-04": (2017, 2023),
    "china-2023-118-05": (2017, 2019),
    "china-2023-118-06": (2017, 2019),
    "china-2026-090-02": (2017, 2023),
    "china-2026-115-02": (2017, 2023),
    "chongqing-2020-100-09": (2019, 2020, 2024),
    "chongqing-2020-100-10": (2019, 2020),
    "chongqing-2020-101-03": (2020,),
    "chongqing-2020-101-08": (2020,),
    "danyang-2025-042-04": (2025,),
    "fujian-2014-009-03": (2017, 2018),
    "fujian-2014-009-05": (2017, 2018, 2023),
    "kunming-2018-050-10": (2018,),
    "liaoning-2022-106-01": (2020,),
    "shanghai-2019-114-01": (2022,),
    "shanghai-2019-114-02": (2022,),
    "shanghai-2019-114-04": (2022,),
    "shanghai-2021-107-01": (2022,),
    "shanghai-2022-019-01": (2022,),
    "shanxi-2014-086-07": (2013,),
    "shanxi-2014-086-08": (2013,),
    "shanxi-2014-086-13": (2013,),
    "shanxi-2014-086-14": (2013,),
    "wuhan-2014-062-12": (2012,),
    "wuhan-2014-062-14": (2012,),
    "wuhan-2022-060-05": (2012,),
    "yunnan-2022-025-03": (2023,),
    "zhengzhou-2014-010-06": (2014,),
}


def test_every_listed_pair_of_target_and_result_is_found(described: pd.DataFrame):
    found = pairs(described)
    years = set(zip(found["target"], found["year_result"], strict=True))
    assert len(years) == len(found)
    listed = {(target, year) for target, own in ANSWERED.items() for year in own}
    assert listed - years == set()
    assert len(listed) >= 55


def test_what_only_looks_alike_is_no_pair(described: pd.DataFrame):
    answered = set(pairs(described)["target"])
    # Geriatric departments of general hospitals against independent ones of county hospitals; complexes of subdistricts
    # against centres that no source calls the same; coverage of urban communities against one without its base.
    assert not answered & {"yunnan-2022-025-04", "shanghai-2022-019-05", "chongqing-2019-099-11"}

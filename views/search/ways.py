"""The pages and their views, as a search finds them: where each leads, what it is called, and what it is about."""

from dataclasses import dataclass, field

from policy.text import N_


@dataclass(frozen=True)
class Way:
    """A page, or a view of one: its titles from the page down, as the page says them, and other words for what it shows."""

    page: str
    titles: tuple[str, ...]
    query: dict[str, str] = field(default_factory=dict)
    words: tuple[str, ...] = ()


OVERVIEW, COMPARE, GAPS, MAP = N_("Overview"), N_("Compare cities"), N_("Gaps"), N_("Map")
PORTRAIT, SCENARIO, MODELS = N_("City portrait"), N_("Scenario"), N_("Care models")
INSTRUMENTS, VALIDATION, SOURCES = N_("Policy instruments"), N_("Validation"), N_("Sources")
ADD = N_("Add a city")
WAYS = (
    Way("overview", (OVERVIEW,), words=("首页 主页", "home start")),
    Way("compare", (COMPARE,), words=("比较 对照 排名 横向对比", "comparison ranking")),
    Way("compare", (COMPARE, N_("One indicator ranked")), {"view": "one"}, ("排名 排行 单指标", "rank")),
    Way("compare", (COMPARE, N_("Two cities, original wording")), {"view": "two"}, ("条文 原文 对照", "wording")),
    Way("gaps", (GAPS,), words=("达标 未达标 目标完成 进展 差多少", "met missed progress")),
    Way("gaps", (GAPS, N_("Status of every target")), {"view": "status"}, ("全部目标 到期 进度 滞后", "deadline")),
    Way("gaps", (GAPS, N_("Supply against need")), {"view": "supply"}, ("供需 供给 需求 床位缺口", "supply need")),
    Way("gaps", (GAPS, N_("The nation over the years")), {"view": "series"}, ("全国历年 趋势", "trend nation")),
    Way("gaps", (GAPS, N_("Not assessable")), {"view": "unjudged"}),
    Way("map", (MAP,), words=("老龄化 人口老龄化 老龄化地图", "ageing aging")),
    Way("portrait", (PORTRAIT,), words=("我的城市 城市概况 一市一页", "my city profile")),
    Way(
        "scenario", (SCENARIO,), words=("测算 预测 推演 床位需求 2035 照护需求 护理员需求", "projection forecast need")
    ),
    Way("scenario", (SCENARIO, N_("Cost")), {"view": "money"}, ("资金 财政 费用 成本 预算", "cost budget")),
    Way("scenario", (SCENARIO, N_("Sensitivity")), {"view": "doubt"}, ("敏感性 不确定性", "sensitivity")),
    Way("scenario", (SCENARIO, N_("Annual additions")), {"view": "goal"}, ("每年新增 倒推 目标测算", "a year")),
    Way("models", (MODELS,), words=("模式 医养结合模式", "model mode")),
    Way("models", (MODELS, N_("Services by mode")), {"view": "services"}, ("各模式服务", "service")),
    Way("models", (MODELS, N_("Named institutions")), {"view": "institutions"}, ("机构名单", "home hospital")),
    Way("models", (MODELS, N_("Which mode fits?")), {"view": "advisor"}, ("适用模式 选模式", "advisor")),
    Way("instruments", (INSTRUMENTS,), words=("政策 措施 工具", "policy")),
    Way("instruments", (INSTRUMENTS, N_("Two places side by side")), {"view": "pair"}, ("两地对照", "pair")),
    Way(
        "instruments",
        (INSTRUMENTS, N_("Subsidies and insurance rates")),
        {"view": "money"},
        ("补贴 补助标准 长护险标准", "rate"),
    ),
    Way(
        "instruments",
        (INSTRUMENTS, N_("National programmes")),
        {"view": "programmes"},
        ("试点 名单 示范", "pilot list"),
    ),
    Way(
        "instruments",
        (INSTRUMENTS, N_("The same person in every city")),
        {"view": "person"},
        ("长护险待遇 同一参保人", "benefit"),
    ),
    Way("add", (ADD,), words=("上传 导入 本市数据 自己的文件 添加数据 补充城市", "upload import bring own data")),
    Way("validation", (VALIDATION,), words=("误差 回测 检验 准确", "error hindcast accuracy")),
    Way("sources", (SOURCES,), words=("文件 依据 来源 出处", "document")),
    Way("sources", (SOURCES, N_("Indicators")), {"section": "indicators"}, ("指标 定义 口径", "definition")),
    Way("sources", (SOURCES, N_("Data quality")), {"section": "quality"}, ("可靠性 等级", "grade")),
    Way("sources", (SOURCES, N_("Second-reader checks")), {"section": "readings"}, ("复核", "reading")),
    Way(
        "sources",
        (SOURCES, N_("Downloads")),
        {"section": "downloads"},
        ("下载 数据包 导出 CSV Excel", "download export"),
    ),
)

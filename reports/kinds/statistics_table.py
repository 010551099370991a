"""附表 政府信息公开情况统计表 of report years 2014-2018 (国办发〔2014〕32号): its rows, filled or 未填报.

Rows 1.1-1.3 are confirmed by two local tables; the wording of the others is from memory (sheet 05, section 3).
"""

from __future__ import annotations

from decimal import Decimal

from reports.document import INDENT, Table, Words, words
from reports.figures import NOT_FILLED, Figures, cells_of

_DIVIDER = "——"
_YUAN_TO_WAN = Decimal("0.0001")

# number | indicator (two blanks for each step of indentation) | unit
ROWS = """
1|一、主动公开情况|——
1.1|  （一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）|条
1.2|    其中：主动公开规范性文件数|条
1.3|    制发规范性文件总数|件
1.4|  （二）通过不同渠道和方式公开政府信息的情况|——
1.5|    1.政府公报公开政府信息数|条
1.6|    2.政府网站公开政府信息数|条
1.7|    3.政务微博公开政府信息数|条
1.8|    4.政务微信公开政府信息数|条
1.9|    5.其他方式公开政府信息数|条
2|二、回应解读情况|——
2.1|  （一）回应公众关注热点或重大舆情数（不同方式回应同一热点或舆情计1次）|次
2.2|  （二）通过不同渠道和方式回应解读的情况|——
2.3|    1.参加或举办新闻发布会总次数|次
2.4|      其中：主要负责同志参加新闻发布会次数|次
2.5|    2.政府网站在线访谈次数|次
2.6|      其中：主要负责同志参加政府网站在线访谈次数|次
2.7|    3.政策解读稿件发布数|篇
2.8|    4.微博微信回应事件数|次
2.9|    5.其他方式回应事件数|次
3|三、依申请公开情况|——
3.1|  （一）收到申请数|件
3.2|    1.当面申请数|件
3.3|    2.传真申请数|件
3.4|    3.网络申请数|件
3.5|    4.信函申请数|件
3.6|  （二）申请办结数|件
3.7|    1.按时办结数|件
3.8|    2.延期办结数|件
3.9|  （三）申请答复数|件
3.10|    1.属于已主动公开范围数|件
3.11|    2.同意公开答复数|件
3.12|    3.同意部分公开答复数|件
3.13|    4.不同意公开答复数|件
3.14|      其中：涉及国家秘密|件
3.15|            涉及商业秘密|件
3.16|            涉及个人隐私|件
3.17|            危及国家安全、公共安全、经济安全和社会稳定|件
3.18|            不是《条例》所指政府信息|件
3.19|            法律法规规定的其他情形|件
3.20|    5.不属于本行政机关公开数|件
3.21|    6.申请信息不存在数|件
3.22|    7.告知作出更改补充数|件
3.23|    8.告知通过其他途径办理数|件
4|四、行政复议数量|件
4.1|  （一）维持具体行政行为数|件
4.2|  （二）被依法纠错数|件
4.3|  （三）其他情形数|件
5|五、行政诉讼数量|件
5.1|  （一）维持具体行政行为或者驳回原告诉讼请求数|件
5.2|  （二）被依法纠错数|件
5.3|  （三）其他情形数|件
6|六、举报投诉数量|件
7|七、依申请公开信息收取的费用|万元
8|八、机构建设和保障经费情况|——
8.1|  （一）政府信息公开工作专门机构数|个
8.2|  （二）设置政府信息公开查阅点数|个
8.3|  （三）从事政府信息公开工作人员数|人
8.4|    1.专职人员数（不包括政府公报及政府网站工作人员数）|人
8.5|    2.兼职人员数|人
8.6|  （四）政府信息公开专项经费（不包括用于政府公报编辑管理及政府网站建设维护等方面的经费）|万元
9|九、政府信息公开会议和培训情况|——
9.1|  （一）召开政府信息公开工作会议或专题会议数|次
9.2|  （二）举办各类培训班数|次
9.3|  （三）接受培训人员数|人次
""".strip("\n")


def statistics_table(figures: Figures) -> Table:
    """The table with 统计指标, 单位 and 统计数; a row that nothing is known of says 未填报, a heading row a dash."""
    sources = cells_of("stats-2014")
    rows: list[tuple[Words, ...]] = []
    for line in ROWS.splitlines():
        number, indicator, unit = line.split("|")
        shown = indicator.lstrip(" ")
        indent = INDENT * ((len(indicator) - len(shown)) // 2)
        rows.append((words(indent + shown), words(unit), _value(figures, sources, number, unit)))
    return Table(
        title="政府信息公开情况统计表",
        header=(words("统计指标"), words("单位"), words("统计数")),
        rows=tuple(rows),
        widths=(0.66, 0.12, 0.22),
        aligns=("left", "center", "center"),
    )


def _value(figures: Figures, sources: dict[str, tuple[str, str | None]], number: str, unit: str) -> Words:
    if unit == _DIVIDER:
        return words(_DIVIDER)
    if number not in sources:
        return words(NOT_FILLED)
    metric, part = sources[number]
    scale = _YUAN_TO_WAN if unit == "万元" and figures.count(metric).metric.unit == "元" else Decimal(1)
    return (figures.figure(metric, part, scale=scale),)

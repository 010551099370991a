"""Measure words (量词) and units, as they stand behind a number."""

from __future__ import annotations

import re

MEASURES = (
    "条次", "件次", "人次", "户次", "家次", "场次", "次数", "万元", "亿元", "千元", "元整", "元", "条", "件", "宗", "份", "封", "个", "次",  # noqa: E501
    "篇", "场", "期", "人", "名", "户", "家", "起", "例", "项", "部", "则", "批", "位", "张", "台", "套", "门", "处", "所", "支",  # noqa: E501
    "幅", "块", "册", "本", "字", "页", "种", "类", "幢", "间", "只", "辆", "吨", "平方米", "公里", "亩", "桩", "单", "笔", "档", "款",  # noqa: E501
    "通", "股", "组", "轮", "届", "道", "级", "集", "角", "分", "宗次", "件数", "回", "班次", "班", "票", "艘", "座", "株", "公顷", "公斤", "千克", "架", "头", "点击", "粉丝", "方面",  # noqa: E501
)  # fmt: skip

NOT_COUNTED = frozenset(
    {"级", "届", "分", "方面", "种", "类", "通", "股", "道", "款", "角", "本", "体", "字", "回", "班", "部", "单", "门"}
)
"""Measures that a number in Chinese characters forms fixed words with (三级, 十八届, 一种): nothing is counted by them."""  # noqa: E501

_MEASURE = re.compile("|".join(sorted(map(re.escape, MEASURES), key=len, reverse=True)))
_NOT_A_MEASURE = re.compile(
    r"座谈|头条|头版|架构|个部分|个方面|个层面|个环节|个阶段|个维度|个角度|个大方面|次要|个别|个体|项目|条例|条款|人民|人员|人士|人才|人均|人口|人大|件均|份额|部门|部分|部委|起来|场所|场地|名称|名单|期间|期限|家庭|家长|"
    r"位于|位置|类似|种类|批准|批评|批复|所有|所在|所属|支持|支付|本级|本市|本局|本机关|本单位|本年|本部门|字号|台账|套餐|门户|处理|处罚|处室|"
    r"分钟|分别|分之|分局|分类|分为|分析|分公司|条线|单位|单独|级别|集中|集体|通过|通知|通报|通道|回复|回应|组织|组成|"
    r"次年|张贴|册子|户籍|户外|则为|只有|间接|例外|例如|封面|页面|块块|款项|笔试|组建|元旦|元月"
)


def measure_at(text: str, place: int) -> tuple[str, int]:
    """The measure word that begins at `place` of a folded text ("" where none does), and where it ends."""
    match = _MEASURE.match(text, place)
    if match is None:
        return "", place
    if _NOT_A_MEASURE.match(text, place) and len(match[0]) < 2:
        return "", place
    return match[0], match.end()

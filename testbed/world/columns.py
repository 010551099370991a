"""The bureau's column tree: 5 first-level, 17 second-level and 34 third-level columns.

The shape is that of the redesign in the 2016 report; names are canonical names or synonyms of the column sheet.
A name with alternatives (a/b) is chosen by the seed. Of the two columns marked `?` one is missing: the fault.
"""

from __future__ import annotations

from random import Random

from testbed.world.model import Column, Kind

# key | names | kind | class | column id | TRS folder | listing; indentation in the key (dots) is the level
_TREE = """
news|新闻中心|group|dynamic|col.news|xwzx
news.work|工作动态|list|dynamic|col.news|gzdt|island
news.base|安监动态/动态要闻|group|dynamic|col.news|ajdt
news.base.town|镇街动态/基层动态|list|dynamic|col.news|zjdt|island
news.base.trade|行业动态|list|dynamic|col.news|hydt|string
news.base.state|时政要闻|list|dynamic|col.news|szyw|island
gov|政务公开|group|unknown||zwgk
gov.org|机构信息|group|static|col.org|jgxx
gov.org.duty|机构职能/主要职责|single|static|col.org|jgzn
gov.org.leader|领导信息/局领导/领导分工|single|static|col.leader|ldxx
gov.org.inner|内设机构|single|static|col.org|nsjg
gov.org.contact|联系方式/联系我们|single|static|col.contact|lxfs
gov.oia|政府信息公开|group|unknown||zfxxgk
gov.oia.guide|信息公开指南/政府信息公开指南|single|static|oip.guide|xxgkzn
gov.oia.catalog|信息公开目录/政府信息公开目录|single|static|oip.catalog|xxgkml
gov.oia.rules|信息公开制度/公开制度|list|static|oip.rules|xxgkzd|rows
gov.oia.report|信息公开年报/公开年报|list|annual|oip.report|xxgknb|rows
gov.oia.request|依申请公开|request|static|oip.request|ysqgk
gov.notice|通知公告/公告公示|list|policy|col.notice|tzgg|island
gov.policy|政策法规/政策文件|group|policy|col.policy|zcfg
gov.policy.law|法律法规|list|policy|col.policy|flfg|island
gov.policy.norm|规范性文件|list|policy|col.policy|gfxwj|string
gov.policy.read|政策解读/文件解读|list|interpretation|col.interpret|zcjd|island
gov.fin|规划财务|group|unknown||ghcw
gov.fin.plan|规划计划/工作计划|list|personnel_plan|col.plan|ghjh|island
gov.fin.budget|财政预决算/预决算公开|list|annual|col.finance|czyjs|rows
gov.fin.stats|统计信息/统计数据|list|personnel_plan|col.stats|tjxx|island
gov.person|人事信息|group|personnel_plan|col.personnel|rsxx
gov.person.appoint|人事任免|list|personnel_plan|col.personnel|rsrm|island
gov.person.recruit|招考录用/招聘信息|list|personnel_plan|col.personnel|zkly|island
gov.key|重点领域信息公开|group|unknown|col.key_area|zdly
gov.key.info|事故快报/事故信息|list|event|col.acc_info|sgkb|island
gov.key.response?|应对处置信息/事故应对处置|list|event|col.acc_response|ydcz|island
gov.key.lesson!|警示教育|list|event|col.warn|jsjy|island
gov.key.report|事故调查报告|list|event|col.acc_report|sgdcbg|string
gov.key.watch|挂牌督办|list|event|col.acc_gpdb|gpdb|island
gov.key.warn|预警信息/预警警示|list|event|col.warn|yjxx|island
gov.key.hidden|隐患曝光/企业隐患曝光|list|event|col.hidden|yhbg|island
svc|办事服务/网上办事|group|static|col.service|bsfw
svc.guide|办事指南/办事指引|list|static|col.service|bszn|island
svc.forms|资料下载/表格下载|list|static|col.service|zlxz|rows
svc.dual|双公示|group|event||sgs
svc.dual.licence|行政许可/许可公示|list|event|col.licence|xzxk|island
svc.dual.penalty|行政处罚/处罚公示|list|event|col.penalty|xzcf|island
svc.check|监督检查/执法检查|list|event|col.supervise|jdjc|island
talk|互动交流|group|messages|col.consult|hdjl
talk.mail|局长信箱/领导信箱|messages|messages|col.consult|jzxx
talk.public|公众参与|group|unknown||gzcy
talk.public.survey?|意见征集/民意征集|list|survey_talk|col.survey|yjzj|island
talk.public.faq!|常见问题|list|unknown||cjwt|island
talk.public.live|在线访谈|list|survey_talk|col.talk|zxft|island
topic|专题专栏|group|archive|col.topic|ztzl
topic.hot|热点专题|group|archive|col.topic|rdzt
topic.hot.month|2014年安全生产月|topic|archive||aqscy2014|island
topic.hot.smart|智慧安监|list|archive||zhaj|island
topic.urgent|应急管理|group|static|col.emergency|yjgl
topic.urgent.plan|应急预案|list|static|col.emergency|yjya|rows
topic.urgent.know|应急知识|list|static|col.emergency|yjzs|island
"""
_SUBSTITUTE = {"gov.key.response": "gov.key.lesson", "talk.public.survey": "talk.public.faq"}
_PINYIN_FOLDERS = {"gov.notice": "tzgg", "gov.org.duty": "jgzn", "svc.forms": "zlxz", "news": "xwzx"}


def plant_columns(seed: int) -> tuple[tuple[Column, ...], Column]:
    """The 56 columns in menu order, and the required one that this city lacks."""
    rng = Random(f"{seed}:columns")
    missing = rng.choice(sorted(_SUBSTITUTE))
    substitute = _SUBSTITUTE[missing]
    columns: list[Column] = []
    absent: Column | None = None
    for serial, line in enumerate(_TREE.strip().splitlines(), start=43501):
        column = _column(rng, line, serial)
        if column.key == missing:
            absent = column
            continue
        if column.key in _SUBSTITUTE.values() and column.key != substitute:
            continue
        columns.append(column)
    assert absent is not None
    return tuple(columns), absent


def _column(rng: Random, line: str, serial: int) -> Column:
    key, names, kind, cls, column_id, slug, *listing = line.split("|")
    key = key.rstrip("?!")
    parent, _, _ = key.rpartition(".")
    return Column(
        key=key,
        parent=parent or None,
        name=rng.choice(names.split("/")),
        level=key.count(".") + 1,
        kind=Kind(kind),
        cls=cls,
        column_id=column_id or None,
        serial=_PINYIN_FOLDERS.get(key, f"s{serial}"),
        slug=slug,
        listing=listing[0] if listing else "island",
    )

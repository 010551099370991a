"""The menu of the bureau's site: groups on the first level, everything else below them."""

from __future__ import annotations

from testbed.year.model import Column, Kind

# key | name | kind | folder; a dot in the key: below that group
_TREE = """
news|新闻中心|group|xwzx
news.work|工作动态|list|gzdt
news.base|基层动态|list|jcdt
news.topics|图片新闻|list|tpxw
notice|通知公告|list|tzgg
gov|政务公开|group|zwgk
gov.about|机构概况|single|jggk
gov.duty|机构职能|single|jgzn
gov.leader|领导信息|single|ldxx
gov.contact|联系方式|single|lxfs
gov.policy|政策文件|list|zcwj
gov.law|法律法规|list|flfg
gov.read|政策解读|list|zcjd
gov.plan|规划计划|list|ghjh
gov.person|人事信息|list|rsxx
gov.finance|财政信息|list|czxx
gov.stats|统计信息|list|tjxx
gov.duties|权责清单|list|qzqd
gov.licence|行政许可|list|xzxk
gov.penalty|行政处罚|list|xzcf
gov.check|监督检查|list|jdjc
gov.wr|政府网站工作年度报表|list|wzgzbb
oia|政府信息公开|group|zfxxgk
oia.guide|政府信息公开指南|single|xxgkzn
oia.catalog|政府信息公开目录|single|xxgkml
oia.rules|政府信息公开制度|list|xxgkzd
oia.content|法定主动公开内容|single|fdzdgk
oia.report|政府信息公开年报|list|xxgknb
oia.request|依申请公开|request|ysqgk
key|重点领域信息公开|group|zdly
key.info|事故信息|list|sgxx
key.response|应对处置信息|list|ydcz
key.report|事故调查报告|list|sgdcbg
key.watch|挂牌督办|list|gpdb
key.warn|预警信息|list|yjxx
key.hidden|隐患曝光|list|yhpg
svc|办事服务|group|bsfw
svc.guide|办事指南|list|bszn
svc.forms|表格下载|list|bgxz
svc.stats|办事统计|list|bstj
talk|互动交流|group|hdjl
talk.mail|局长信箱|letters|jzxx
talk.survey|意见征集|list|yjzj
talk.live|在线访谈|list|zxft
topic|专题专栏|group|ztzl
topic.month|安全生产月|list|aqscy
topic.old|2020年安全生产月|list|aqscy2020
urgent|应急管理|group|yjgl
urgent.plan|应急预案|list|yjya
urgent.know|应急知识|list|yjzs
"""


def all_columns() -> dict[str, Column]:
    """The columns by key, in menu order."""
    found = {}
    for line in _TREE.strip().splitlines():
        key, name, kind, slug = line.split("|")
        parent, _, _ = key.rpartition(".")
        found[key] = Column(key, parent or None, name, slug, Kind(kind))
    return found

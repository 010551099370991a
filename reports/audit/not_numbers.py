"""Digits that count nothing: dates, times, ordinals, document numbers, telephone numbers, names of things.

Each pattern names the kind of place it takes out. They work on folded text (`folding.fold`), in this order.
"""

from __future__ import annotations

import re

_CN = "〇零一二三四五六七八九十"
_YEAR = rf"(?:(?:19|20)\d\d|[一二][{_CN}]{{3}})"
_N = r"\d{1,2}"

PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("address of a page", r"(?:https?://|www\.)[A-Za-z0-9\-._~:/?#\[\]@!$&'*+,;=%]+"),
        ("e-mail", r"[A-Za-z0-9._%+\-]+@[A-Za-z0-9.\-]+"),
        ("document number", r"[〔\[(【]\s*(?:19|20)\d\d\s*[〕\])】]\s*第?\d+号?"),
        ("document number", r"第?(?:19|20)\d\d[-—]\d+号"),
        ("title of a document", r"《[^《》]{1,120}》"),
        ("ordinal", rf"第[{_CN}百千两\d]+(?:[(（][{_CN}\d]+[)）])?[章节条款项目期届次号类批个名位卷页轮季度部份例起步]?(?:[(（][{_CN}\d]+[)）]项?)?(?:、第?[{_CN}百\d]+[条款项])*"),  # noqa: E501
        ("list mark", rf"[(（][{_CN}\d]{{1,3}}期?[)）]"),
        ("rank", rf"(?:前|倒数第?|排名|位列|位居|名列)第?[{_CN}\d]+[名位强]?"),
        ("phase", rf"(?:第?[{_CN}]+|\d+)期(?=工程|项目|建设|平台|系统)"),
        ("place in the report", r"(?:附件|附表|附录|见表|如表|表格|见图|(?:(?<![\u4e00-\u9fff])|(?<=[和及、见如]))[表图])\d+(?:[-.]\d+)?"),  # noqa: E501
        ("list mark", rf"(?:^|(?<=[。;；:]))[{_CN}]{{1,3}}[、是要则.]"),
        ("list mark", r"(?:^|(?<=[。;；:]))\d{1,2}(?:[、.)](?!\d))"),
        ("list mark", r"^\d{1,2}(?:\.\d{1,2})*(?=[一-鿿])(?![条件个次宗份篇场人户家名位期项万千百亿年月日元多余几类种部起例则批])"),  # noqa: E501
        ("list mark", rf"(?:^|(?<=[。;；:,]))[{_CN}](?:是|要|则)(?!否)"),
        ("telephone", r"(?:电话|传真|手机|热线|号码|电联|致电)(?:号码)?[^\d。,;]{0,8}(?:\(?\d[\d\-—()转/、, ]{5,}\d)"),
        ("telephone", r"(?<!\d)\(?0\d{2,3}\)?[-—]{1,2}\d{7,8}(?:[-—转]\d+)?(?!\d)"),
        ("telephone", r"(?<!\d)1[3-9]\d{9}(?!\d)"),
        ("telephone", r"(?<!\d)[48]00[-—]?\d{3}[-—]?\d{4}(?!\d)"),
        ("postcode", r"(?:邮编|邮政编码)[^\d。,;]{0,3}\d{6}"),
        ("hotline", r"(?<!\d)1(?:2\d{3}|10|14|19|20|22)(?=[“”\"'’》」]|(?:[一-鿿]{0,10}?)(?:热线|平台|电话|举报|投诉中心|服务中心|急救|专线|便民|市长|政务服务|工单|等(?:热线|平台)))"),  # noqa: E501
        ("hotline", r"[“\"'‘「]1(?:2\d{3}|10|14|19|20|22)[”\"'’」]"),
        ("hotline", r"(?<=拨打)\d{3,5}"),
        ("date", rf"{_YEAR}年度?(?:{_N}|[{_CN}]{{1,3}})月(?:份|(?:{_N}|[{_CN}]{{1,3}})[日号])?"),
        ("date", r"(?<!\d)(?:19|20)\d\d[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\d|3[01])(?!\d)"),
        ("period", rf"{_YEAR}年?(?:度)?\s*[-—–~至到]+\s*{_YEAR}年?度?"),
        ("year", rf"(?<!\d){_YEAR}(?:年度?|财年|版)"),
        ("period", rf"(?<![\d{_CN}])(?:{_N}|[{_CN}]{{1,2}})月?\s*[-—–~至到]+\s*(?:{_N}|[{_CN}]{{1,2}})月(?:份|底|末)?(?:(?:{_N}|[{_CN}]{{1,3}})[日号])?"),  # noqa: E501
        ("date", rf"(?<![\d{_CN}])(?:{_N}|[{_CN}]{{1,2}})月(?:份|底|末|初|(?:{_N}|[{_CN}]{{1,3}})[日号])?"),
        ("date", rf"(?<![\d{_CN}])(?:{_N}|[{_CN}]{{1,3}})日(?![常均])"),
        ("time", r"(?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?!\d)"),
        ("time", rf"(?<![\d{_CN}.])(?:{_N}|[{_CN}]{{1,3}})(?:时(?:\d{{1,2}}分)?|点(?:\d{{1,2}}分|钟|整)|分钟)"),
        ("round the clock", r"\d+\s*[×xX*]\s*\d+(?:\s*小时)?"),
        ("duration", rf"(?:\d+(?:\.\d+)?|[{_CN}百两半几]+)个?半?(?:多|余)?个?(?:工作日|自然日|小时|分钟|秒|星期|周(?!刊|报|期性|年|边|密|到|知)|天|年(?!报|鉴|检)|季度|月(?!报|刊|饼)|学时|课时)(?:内|以内|以上|来|间|左右)?"),  # noqa: E501
        ("five-year plan", rf"[“\"]?[{_CN}]{{2}}五[”\"]?(?:规划|时期|期间|以来|[”\"])"),
        ("congress", rf"(?:党的)?[{_CN}]{{1,3}}[大届](?=[{_CN}]?[届次中全精报以后、代])|[{_CN}]{{1,2}}中全会|十[八九]大|二十大|[{_CN}]届[{_CN}]+次"),  # noqa: E501
        ("date as a name", r"(?<!\d)\d{1,2}[·・]\d{1,2}(?!\d)"),
        ("address", r"(?<=[路街巷道弄坊区园苑院村镇里庄厦座层楼栋幢期])\s*[A-Z]?\d+(?:[-—]\d+)?(?:号|楼|院|室|层|栋|幢|单元|座|大厦)(?:楼|院|室|层|栋|幢|大院|门|厅|单元|座|大厦)?(?:\d+(?:室|层|楼|房|号|单元))*"),  # noqa: E501
        ("address", rf"(?:\d+|[{_CN}]+)(?:号(?:楼|院|大院|门|窗口|令|文|公告|线|馆|厅)|楼|层|室|栋|幢|单元|号)(?![件条])"),  # noqa: E501
        ("rule of counting", r"(?:同一|相同|同样)[^,。;]{0,12}(?:计|算)(?:为|作|算)?\d+[条次件个]"),
        ("things named before", r"(?:\d|[二三四五六七八九两])项(?=均|都|皆|全)"),
        ("code", r"(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9+./\-]*\d[A-Za-z0-9./\-]*(?![件条个次宗份篇场封人户])"),
        ("code", r"\d+(?:\.\d+)*(?:[A-Za-z]+[A-Za-z0-9]*|\+[\dNXx+]+)"),
        ("code", r"(?:备案号|许可证号|编号|代码|标识码|文号|索引号|准字)[:为第]{0,2}\d{4}[\d\-]*(?:号(?:-\d+)?)?"),
        ("long number", r"(?<![\d.,])\d{13,}(?![\d.,])"),
        ("ratio", r"(?<!\d)\d+(?:\.\d+)?[:∶]\d+(?:\.\d+)?(?!\d)"),
    )
)  # fmt: skip

_QUOTED = re.compile(r"“[^“”。]{1,40}”|‘[^‘’。]{1,40}’|「[^「」。]{1,40}」|\"[^\"。]{1,40}\"")


def not_numbers(text: str) -> list[tuple[int, int, str]]:
    """The places of a folded text whose digits count nothing: (start, end, kind), in order, overlaps joined."""
    found = [(match.start(), match.end(), kind) for kind, pattern in PATTERNS for match in pattern.finditer(text)]
    found += [(match.start(), match.end(), "name in quotes") for match in _QUOTED.finditer(text)]
    return sorted(found)

"""Facts of a report that are no counts: whose it is, its year and period, where it is published, whom to ask."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from reports.audit.chinese_numbers import DIGITS, value_of
from reports.audit.folding import fold
from reports.audit.paper import Line, Paper
from reports.audit.reported import reported_lines
from reports.audit.sentences import sentences


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact. `name` is one of NAMES, `value` its plain form (dates as 2016-12-31), `raw` what stands there."""

    name: str
    value: str
    raw: str
    sentence: str
    place: str


NAMES = {
    "title.organ": "标题中的机关",
    "title.year": "标题中的年份",
    "period.since": "统计期起",
    "period.until": "统计期止",
    "basis": "编制依据",
    "site.name": "刊载网站",
    "site.address": "刊载网址",
    "contact.office": "联系机构",
    "contact.address": "地址",
    "contact.postcode": "邮编",
    "contact.phone": "电话",
    "contact.fax": "传真",
    "contact.email": "电子邮箱",
    "published": "发布日期",
}

_CN = "〇零一二三四五六七八九十"
_YEAR = rf"(?:(?:19|20)\d\d|二[{_CN}]{{3}})"
_MONTH_AND_DAY = (rf"\d{{1,2}}|[{_CN}]{{1,2}}", rf"\d{{1,2}}|[{_CN}]{{1,3}}")


def _day(number: int) -> str:
    month, day = _MONTH_AND_DAY
    return rf"(?:(?P<y{number}>{_YEAR})年度?)?(?P<m{number}>{month})月(?P<d{number}>{day})日"


_PERIOD = re.compile(_day(1) + r"(?:起|开始|零时)?(?:[至到]|—|–|-|~)+(?:至)?" + _day(2))
_TITLE = re.compile(
    rf"^(?:关于)?(?P<first>[^。,;:]{{2,60}}?)?(?P<year>{_YEAR})年?度?(?P<second>[^。,;:]{{2,60}}?)?"
    r"(?:政府信息公开|信息公开|政务公开)(?:工作)?(?:年度)?(?:工作)?(?:报告|年报|年度报告|总结)"
)
_LEAD = re.compile(
    rf"(?:公布|编制|发布|形成|制作)了?《?(?P<year>{_YEAR})年?度?(?P<second>[^。,;:]{{2,60}}?)(?:政府信息公开|信息公开|政务公开)(?:工作)?(?:年度)?(?:工作)?(?:报告|年报)"
)
_BASIS = re.compile(r"(?:根据|按照|依据|依照)[^。;]{0,6}《(?:中华人民共和国)?政府信息公开条例》")
_ADDRESS_OF_PAGE = re.compile(r"(?:https?://|www\.)[A-Za-z0-9\-._~:/?#@!$&'*+=%]+[A-Za-z0-9/=]")
_SITE_NAME = re.compile(
    r"(?:电子版|电子文本|本报告|年报|报告)[^。;]{0,30}?(?:可?(?:在|从|到|登录|登陆|通过|访问))[“\"]?"
    r"(?P<name>[^。;,“”\"()]{2,40}?(?:网站|门户网|门户|公众网|网|平台))[”\"]?(?:站|上)?(?=[(,。;”\"]|上|下载|查阅|查询|公布|浏览|网址)"
)
_EMAIL = re.compile(r"[A-Za-z0-9._%+\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+")
_LABELS = {
    "contact.address": re.compile(
        r"(?:通[讯信]地址|联系地址|办公地址|单位地址|地址)(?:为|是|位于|在)?:?"
        r"(?P<value>[^;。]{4,60}?)(?=[,;。)]|邮编|邮政编码|电话|联系电话|传真|$)"
    ),
    "contact.postcode": re.compile(r"(?:邮政编码|邮编|邮码)(?:为|是)?:?(?P<value>\d{6})(?!\d)"),
    "contact.phone": re.compile(
        r"(?:联系电话|咨询电话|办公电话|电话号码|电话|致电)(?:及传真|/传真|\(传真\)|、传真)?(?:为|是)?:?"
        r"(?P<value>[\d(+][\d\-—()、,/转 ]{5,80}\d)"
    ),
    "contact.fax": re.compile(r"(?:传真号码|传真电话|传真)(?:为|是)?:?(?P<value>[\d(+][\d\-—()、,/ ]{5,50}\d)"),
    "contact.email": re.compile(rf"(?P<value>{_EMAIL.pattern})"),
}  # fmt: skip
_OFFICE = re.compile(r"(?:请|可)(?:与|向|直接与|径与)(?P<value>[^。;,:()]{2,50}?)(?:联系|咨询|反映|垂询|询问)")
_PUBLISHED = re.compile(
    rf"(?:发布日期|发布时间|公开日期|公布日期|发布于|发文日期|成文日期|公开时间):?(?P<date>{_YEAR}[-/.年]\d{{1,2}}[-/.月]\d{{1,2}})"
)
_SIGNED = re.compile(rf"^(?P<y>{_YEAR})年(?P<m>\d{{1,2}}|[{_CN}]{{1,2}})月(?P<d>\d{{1,2}}|[{_CN}]{{1,3}})日$")
_NUMBERS = re.compile(r"[、,/]|(?<=\d) (?=\d)")


def facts_of(paper: Paper) -> list[Fact]:
    """The facts that a paper states, in its order; the same fact stated twice stands there once."""
    found: dict[tuple[str, str], Fact] = {}
    title = Line(paper.title, 1, "标题")
    lines = list(reported_lines(paper))
    for fact in [*_title(title), *(fact for line in lines[:6] for fact in _title(line))]:
        if not any(name == fact.name for name, _ in found):
            found[fact.name, fact.value] = fact
    for line in lines:
        for fact in _facts_of_line(line):
            if not (fact.name.startswith("title.") and any(name == fact.name for name, _ in found)):
                found.setdefault((fact.name, fact.value), fact)
    if not any(name == "published" for name, _ in found):
        for fact in _signature(lines):
            found[fact.name, fact.value] = fact
    return list(found.values())


def _title(line: Line) -> Iterator[Fact]:
    """Whose report of which year a title names: 东莞市某局2016年政府信息公开工作年度报告, 2016年某局…报告."""
    folded = fold(line.text)
    match = _TITLE.match(folded.text.strip("《》"))
    if match is None or len(folded.text) > 80:
        return
    organ = (match["first"] or "").removesuffix("关于") or (match["second"] or "")
    whole = line.text.strip()
    yield Fact("title.year", str(_year(match["year"])), match["year"], whole, line.place)
    if len(organ) > 2:
        yield Fact("title.organ", organ.strip("“”《》"), organ, whole, line.place)


def _facts_of_line(line: Line) -> Iterator[Fact]:
    folded = fold(line.text)
    for first, last in sentences(folded.text):
        sentence = folded.text[first:last]
        for name, value, start, end in [*_whole(sentence), *_contacts(sentence)]:
            raw = folded.raw(first + start, first + end)
            yield Fact(name, value, raw, folded.raw(first, last).strip(), line.place)


def _whole(text: str) -> Iterator[tuple[str, str, int, int]]:
    if lead := _LEAD.search(text):
        yield "title.year", str(_year(lead["year"])), lead.start("year"), lead.end("year")
        yield "title.organ", lead["second"], lead.start("second"), lead.end("second")
    if period := _PERIOD.search(text):
        yield from _period(period)
    if basis := _BASIS.search(text):
        yield "basis", "《中华人民共和国政府信息公开条例》", basis.start(), basis.end()
    if name := _SITE_NAME.search(text):
        yield "site.name", name["name"].strip("“”"), name.start("name"), name.end("name")
        if (address := _ADDRESS_OF_PAGE.search(text, name.end())) and address.start() - name.end() < 30:
            yield "site.address", address[0], address.start(), address.end()
    elif address := _ADDRESS_OF_PAGE.search(text):
        yield "site.address", address[0], address.start(), address.end()
    if published := _PUBLISHED.search(text):
        parts = [int(part) for part in re.split(r"\D+", published["date"]) if part]
        if len(parts) == 3 and (day := _date(*parts)):
            yield "published", day.isoformat(), published.start(), published.end()


def _period(match: re.Match[str]) -> Iterator[tuple[str, str, int, int]]:
    year = _year(match["y1"]) if match["y1"] else None
    until = _year(match["y2"]) if match["y2"] else year
    if year is None:
        return
    for name, wanted, number in (("period.since", year, 1), ("period.until", until, 2)):
        day = _date(wanted, _small(match[f"m{number}"]), _small(match[f"d{number}"]))
        if day is not None:
            start = match.start(f"y{number}") if match[f"y{number}"] else match.start(f"m{number}")
            yield name, day.isoformat(), start, match.end(f"d{number}") + 1


def _contacts(text: str) -> Iterator[tuple[str, str, int, int]]:
    if office := _OFFICE.search(text):
        yield "contact.office", office["value"], office.start("value"), office.end("value")
    for name, pattern in _LABELS.items():
        for match in pattern.finditer(text):
            if name == "contact.address" and ("邮箱" in match[0] or "@" in match["value"] or "http" in match["value"]):
                continue
            if name in ("contact.phone", "contact.fax"):
                yield from _several(name, text, *match.span("value"))
            else:
                yield name, match["value"], *match.span("value")


def _several(name: str, text: str, start: int, end: int) -> Iterator[tuple[str, str, int, int]]:
    """Telephone numbers side by side (23308677、22228986) are facts of their own."""
    place = start
    for cut in [*_NUMBERS.finditer(text, start, end), None]:
        last = cut.start() if cut else end
        if sum(sign.isdigit() for sign in text[place:last]) >= 7:
            yield name, text[place:last], place, last
        place = cut.end() if cut else end


def _signature(lines: list[Line]) -> Iterator[Fact]:
    """The day under a report, where it closes with one."""
    for line in lines[-4:]:
        if match := _SIGNED.match(fold(line.text).text):
            day = _date(_year(match["y"]), _small(match["m"]), _small(match["d"]))
            if day is not None:
                yield Fact("published", day.isoformat(), line.text.strip(), line.text.strip(), line.place)


def _year(written: str) -> int:
    return int("".join(str(DIGITS.get(sign, sign)) for sign in written))


def _small(written: str) -> int:
    return int(written) if written.isdigit() and written.isascii() else int(value_of(written) or 0)


def _date(year: int | None, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year else None
    except ValueError:
        return None

"""通报 of an inspection round (sheet 08, section 2): what it came to, the main problems, what is demanded, four lists.

Facts come from the round; what only the issuing organ can know (文号, addressees, dates, whom to call) is left blank.
"""

from __future__ import annotations

from checks.model import Pack
from checks.window import Window
from reports.document import Blank, Block, Document, Heading, Inline, Paragraph, Words, words
from reports.figures import Notes, filled
from reports.kinds.bulletin_problems import main_problems
from reports.kinds.bulletin_tables import TITLES, attachments, sheets
from reports.rounds.counts import round_notes
from reports.rounds.kind import RoundKind
from reports.rounds.round import Round, Standing
from reports.words import numeral

_GOOD = 5  # sites that the praise names


def gather(made: Round) -> Document:
    """The bulletin as it is sent."""
    notes = round_notes(made)
    blocks = [*_body(made, notes), *attachments(made, notes)]
    return _document(made, notes, blocks)


def workbook(made: Round) -> Document:
    """The attachments, for filtering, with the text on a sheet beside them."""
    notes = round_notes(made)
    body = _body(made, notes)
    return _document(made, notes, [*sheets(made, notes), *body])


def _document(made: Round, notes: Notes, blocks: list[Block]) -> Document:
    issuer = made.sender.issuer or Blank("发文机关").text
    return Document(
        stem=f"bulletin-{made.stem}",
        title=f"{issuer}\n关于{made.label}{_area(made)}政府网站\n检查情况的通报",
        subtitle="",
        author=made.sender.issuer,
        dated=made.as_of.isoformat(),
        blocks=tuple(blocks),
        sources=notes.sources(),
    )


def _area(made: Round) -> str:
    return made.sender.area or "全市"


def _body(made: Round, notes: Notes) -> list[Block]:
    overview = [Paragraph(said) for said in _overview(made, notes)]  # first, so that notes are numbered as read
    problems, remedies = main_problems(made, notes)
    blocks: list[Block] = [
        *_warnings(made),
        Paragraph((Blank("发文字号"),), "right"),
        Paragraph(
            (filled(made.sender.addressees, "主送机关，如“各县（市、区）人民政府，市直各部门”"), *words("：")), "flush"
        ),
        Paragraph(_lead(made)),
        Heading(1, "一、总体情况"),
        *overview,
        Heading(1, "二、存在的主要问题"),
        *problems,
        Heading(1, "三、下一步工作要求"),
    ]
    for number, (name, said) in enumerate(_demands(made, remedies), start=1):
        blocks += [Heading(2, f"（{numeral(number)}）{name}"), Paragraph(said)]
    blocks += [
        *(
            Paragraph(words(f"{'附件：' if number == 1 else '　　　'}{number}.{title}"))
            for number, title in enumerate(TITLES, start=1)
        ),
        Paragraph((filled(made.sender.issuer, "发文机关"),), "right"),
        Paragraph((Blank("成文日期"),), "right"),
    ]
    return blocks


def _warnings(made: Round) -> list[Paragraph]:
    """A box for the writer, to be removed before sending: what the figures do not cover."""
    said = list(made.notes)
    holes = [entry.listed.name for entry in made.checked if entry.result and not entry.result.coverage.run_complete]
    if holes:
        said.append(f"下列网站采集不完整，问题数只是已查实的数量：{'、'.join(holes)}")
    if made.before is None:
        said.append("台账中没有上一季度的检查记录，未作比较")
    if made.basis and not any(pack.score for pack in made.basis):
        said.append("采用的标准都不给出总体结论，各网站均为无法判定")
    said.append("整改时限没有全国统一规定，文中天数取自规则包，发文前请核定")
    return [Paragraph(words(f"填报人注意（发文前删去）：{'；'.join(said)}。"), "notice")]


def _lead(made: Round) -> Words:
    basis = "、".join(f"《{pack.document}》（{pack.number}）" for pack in made.basis)
    said: list[str | Inline] = [f"根据{basis}，" if basis else ""]
    said.append(f"对{_area(made)}政府网站进行了{made.label}检查，")
    said.append(f"以{_day(made.as_of)}为监测时间点")
    days = made.crawled_between
    if days is not None:
        span = _day(days[0]) if days[0] == days[1] else f"{_day(days[0])}至{_day(days[1])}"
        said.append(f"，网页采集时间为{span}")
    said.append("。现将有关情况通报如下：")
    return words(*said)


def _day(day: object) -> str:
    from datetime import date

    assert isinstance(day, date)
    return f"{day.year}年{day.month}月{day.day}日"


def _overview(made: Round, notes: Notes) -> list[Words]:
    """In operation, inspected, passed; what could not be told apart from what failed; the round before; praise."""
    if not made.checked:
        return [notes.say("名单上在运行的政府网站{round.operating}个，本次都没有检查，不作结论。")]
    said = notes.say(
        f"{_area(made)}在运行的政府网站{{round.operating}}个，本次检查{{round.checked}}个，检查比例为{{round.checked_share}}%。"
    )
    if notes.count("round.passed_share").value is None:
        said += words("检查的网站看到的内容都不足以作出结论。")
    else:
        said += notes.say("其中合格{round.passed}个，不合格{round.failed}个，合格率为{round.passed_share}%")
        said += words("（按合格与不合格网站之和计算）。")
    apart = []
    if made.with_standing(Standing.UNDECIDED):
        apart.append(notes.say("另有{round.undecided}个网站因看到的内容不足以下结论，列为无法判定"))
    if made.with_standing(Standing.UNCHECKED):
        apart.append(notes.say("{round.unchecked}个网站没有可以据以检查的采集，列为未检查"))
    for number, part in enumerate(apart):
        said += (*words("；" if number else ""), *part)
    said += words("，均不计入合格率。") if apart else ()
    return [part for part in (said, _compared(made, notes), _praise(made)) if part]


def _compared(made: Round, notes: Notes) -> Words:
    if made.before is None or notes.count("round.before.passed_share").value is None:
        return ()
    now, then = notes.count("round.passed_share").value, notes.count("round.before.passed_share").value
    said = notes.say(
        f"{made.before.label}，本次名单上的网站中有{{round.before.judged}}个作出过结论，合格率为{{round.before.passed_share}}%"
    )
    if now is None or then is None:
        return said + words("。")
    if now == then:
        return said + words("，与本次相同。")
    return said + words(
        f"；本次合格率较{made.before.label}{'上升' if now > then else '下降'}{abs(now - then):g}个百分点。"
    )


def _praise(made: Round) -> Words:
    """Sites that passed with the best scores, where there are scores; none where nobody stands out."""
    passed = [(entry.score.points, entry) for entry in made.with_standing(Standing.PASSED) if entry.score]
    best = sorted(
        ((points, entry) for points, entry in passed if points is not None),
        key=lambda one: (-one[0], one[1].listed.name),
    )
    if len(made.checked) < 2 or not best:
        return ()
    named = [f"“{entry.listed.name}”" for _, entry in best[:_GOOD]]
    return words(f"{'、'.join(named)}{'等网站' if len(best) > _GOOD else ''}总体情况较好。")


def _demands(made: Round, remedies: list[str]) -> list[tuple[str, Words]]:
    by = f"{_day(made.due)}前" if made.due else None
    report: list[str | Inline] = [
        "请各有关单位于",
        by or Blank("报送日期"),
        "将整改情况书面报送",
        _issuer(made),
        "（联系人：",
    ]
    report += [filled(made.sender.contact, "联系人"), "，联系电话：", filled(made.sender.phone, "联系电话"), "）。"]
    pack = made.basis[0] if made.basis else None
    return [
        ("限期整改", words(_windows(pack), *report)),
        (
            "举一反三，全面自查",
            words(f"各单位要对照通报的问题开展自查：{'；'.join(remedies)}。" if remedies else _CHECK_ALL),
        ),
        (
            "核实未能判定的网站",
            words(
                "对无法判定和未检查的网站，主办单位要确认网站能够正常访问，检查单位补充采集后另行作出结论。"
                if made.with_standing(Standing.UNDECIDED) or made.with_standing(Standing.UNCHECKED)
                else "对须人工查看的检查项目，各单位要逐项核对并留存记录。"
            ),
        ),
        ("复核与问责", words(_RECHECK, _again(made))),
    ]


_CHECK_ALL = "各单位要对照检查标准全面自查，发现问题及时处理。"
_RECHECK = (
    "检查单位将对整改情况逐项复核，复核确认后方可销号；不得以更改旧稿日期、临时删改栏目等方式应付整改。"
    "对逾期未整改、整改后问题再次出现的，按有关规定处理。"
)


def _issuer(made: Round) -> Inline:
    return filled(made.sender.issuer, "发文机关")


def _windows(pack: Pack | None) -> str:
    if pack is None:
        return "对附件4所列问题逐项整改，涉及单项否决的立即整改。"
    return (
        f"对附件4所列问题，各责任单位要逐项整改：涉及单项否决的自收到本通报之日起{_in_chinese(pack.deadline_veto)}内完成，"
        f"其他问题{_in_chinese(pack.deadline_other)}内完成，整改结果在台账中逐条登记。"
    )


def _in_chinese(window: Window) -> str:
    unit = {"days": "日", "months": "个月", "working days": "个工作日"}[window.unit]
    return f"{window.count}{unit}"


def _again(made: Round) -> str:
    """Sites that failed in the round before too, named."""
    if made.before is None:
        return ""
    twice = [
        f"“{entry.listed.name}”"
        for entry in made.with_standing(Standing.FAILED)
        if made.before.of(entry.listed.site) is Standing.FAILED
    ]
    return f"{'、'.join(twice)}在{made.before.label}检查中已为不合格，主办单位要专题说明原因。" if twice else ""


KIND = RoundKind(
    name="bulletin",
    title="政府网站检查情况通报",
    gather=gather,
    formats=("html", "docx", "xlsx"),
    workbook=workbook,
)

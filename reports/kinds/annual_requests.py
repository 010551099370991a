"""The prose of the annual report on requests, fees, reviews and suits."""

from __future__ import annotations

from collections.abc import Sequence

from reports.document import Blank, Words, words
from reports.figures import Figures
from reports.metrics.base import NotKnown
from reports.prose import Clause, enumerated, known, say_clause, sentence
from reports.words import self_name


def requests(figures: Figures) -> list[Words]:
    """Requests received by way, answered by result, in time, refused: in the terms of the forms up to 2018."""
    said = _received(figures)
    if not said:
        return [(Blank(f"收到、答复政府信息公开申请情况（{figures.count('requests.received').note}）"),)]
    if not any(figures.count(name).value for name in ("requests.received", "requests.answered")):
        return [said + words("。") + _asks(figures, ("requests.answered",))]
    if known(figures, "requests.answered"):
        every = (
            "，已全部答复；当年共答复{requests.answered}件" if _all_answered(figures) else "，答复{requests.answered}件"
        )
        said += figures.say(every) + _by_part(figures, "requests.answered", "{part}")
    if figures.count("requests.answered").value and known(figures, "requests.on_time"):
        said += figures.say("，其中按时办结{requests.on_time}件")
    refused = Clause("requests.refused", "不予公开{requests.refused}件", "", "没有不予公开的情况")
    said += words("。") + sentence(figures, "", [refused] if known(figures, "requests.refused") else [])
    return [said + _asks(figures, ("requests.answered", "requests.refused"))]


def requests_handled(figures: Figures) -> list[Words]:
    """Requests by applicant, results and what is carried over: in the terms of table 2, from 2019 on."""
    year, we = figures.scope.year, self_name(figures.scope.organ_name)
    if not known(figures, "requests.received"):
        return [(Blank(f"收到、办理政府信息公开申请情况（{figures.count('requests.received').note}）"),)]
    new = Clause("requests.received", "新收政府信息公开申请{requests.received}件", "", "未收到新的政府信息公开申请")
    said = words(f"{year}年，{we}") + say_clause(figures, new) + _some(figures, _APPLICANTS, start="（", end="）")
    carried = Clause("requests.carried_in", "，上年结转{requests.carried_in}件", "", "，没有上年结转的申请")
    said += say_clause(figures, carried) + words("。")
    if figures.count("requests.outcomes").value:
        results = _some(figures, _RESULTS, start="，其中")
        said += figures.say("本年度办理{requests.outcomes}件") + results + words("。")
    left = Clause("requests.carried_out", "结转下年度继续办理{requests.carried_out}件", "", "没有结转下年度办理的申请")
    said += sentence(figures, "", [left] if known(figures, "requests.carried_out") else [])
    return [said + _asks(figures, ("requests.outcomes", "requests.carried_in", "requests.carried_out"))]


_APPLICANTS = (("自然人", "requests.natural"), ("法人或其他组织", "requests.legal"))
_RESULTS = (
    ("予以公开", "requests.granted"),
    ("部分公开", "requests.partly"),
    ("不予公开", "requests.refused"),
    ("无法提供", "requests.not_available"),
    ("不予处理", "requests.not_handled"),
    ("其他处理", "requests.other_results"),
)


def _some(figures: Figures, pairs: Sequence[tuple[str, str]], *, start: str, end: str = "") -> Words:
    """自然人8件、法人或其他组织4件: those of the metrics that are more than 0."""
    said = [words(label, figures.figure(name), "件") for label, name in pairs if figures.count(name).value]
    return words(start) + enumerated(said) + words(end) if said else ()


def _asks(figures: Figures, names: Sequence[str]) -> Words:
    """A blank for what is not known of the requests."""
    asked = [figures.count(name).metric.title for name in names if not known(figures, name)]
    return (Blank("、".join(asked)),) if asked else ()


def _received(figures: Figures) -> Words:
    received = figures.count("requests.received")
    start = f"{figures.scope.year}年，{self_name(figures.scope.organ_name)}"
    if received.value is None:
        return ()
    if received.value == 0:
        return (*words(start), figures.figure("requests.received", shown="未收到政府信息公开申请"))
    ways = _by_part(figures, "requests.received", "其中{part}申请")
    return figures.say(f"{start}收到政府信息公开申请{{requests.received}}件") + ways


def _by_part(figures: Figures, name: str, pattern: str) -> Words:
    """（其中当面申请1件、…） of a metric's breakdown; empty where there is nothing to break down."""
    parts = [part for part, value in figures.count(name).parts.items() if value]
    if not parts:
        return ()
    said: list[Words] = []
    for part in parts:
        label = (pattern if not said else pattern.removeprefix("其中")).format(part=part)
        said.append(words(label, figures.figure(name, part), "件"))
    return words("（") + enumerated(said) + words("）")


def _all_answered(figures: Figures) -> bool:
    try:
        forms = [form for _, form in figures.scope.registers.requests if figures.scope.inside(form.received_on)]
    except NotKnown:  # the office states the numbers only
        return False
    until = figures.scope.until
    return bool(forms) and all(form.answered_on is not None and form.answered_on <= until for form in forms)


def fees(figures: Figures) -> list[Words]:
    """What was charged for requests; 收费及减免 up to 2018."""
    clause = Clause("fees.charged", "收取费用{fees.charged}元", "依申请公开收费及减免情况", "未收取任何费用")
    start = f"{figures.scope.year}年，{self_name(figures.scope.organ_name)}依申请公开政府信息"
    return [sentence(figures, start, [clause])]


def processing_fees(figures: Figures) -> list[Words]:
    """信息处理费, which part six of the report must state, none included."""
    clause = Clause(
        "fees.charged",
        "共收取信息处理费{fees.charged}元",
        "依申请公开信息处理费收取情况；没有收取的，写明未收取",
        "未收取信息处理费",
    )
    start = f"{figures.scope.year}年，{self_name(figures.scope.organ_name)}依申请提供政府信息"
    return [sentence(figures, start, [clause])]


def reviews_and_suits(figures: Figures) -> list[Words]:
    """Reviews and suits because of disclosure."""
    clauses = [
        Clause(
            "reviews.received",
            "因政府信息公开被申请行政复议{reviews.received}件",
            "因政府信息公开被申请行政复议件数",
            "未因政府信息公开被申请行政复议",
        ),
        Clause(
            "suits.received",
            "因政府信息公开被提起行政诉讼{suits.received}件",
            "因政府信息公开被提起行政诉讼件数",
            "未因政府信息公开被提起行政诉讼",
        ),
    ]
    return [sentence(figures, f"{figures.scope.year}年，{self_name(figures.scope.organ_name)}", clauses)]

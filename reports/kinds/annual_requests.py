"""The prose of the annual report on requests, fees, reviews and suits."""

from __future__ import annotations

from reports.document import Blank, Words, words
from reports.figures import Figures
from reports.prose import Clause, enumerated, say_clause, sentence
from reports.words import self_name


def requests(figures: Figures) -> list[Words]:
    """Requests received by way, answered by result, in time, refused."""
    received = figures.count("requests.received")
    start = f"{figures.scope.year}年，{self_name(figures.scope.organ_name)}"
    if received.value is None:
        return [(Blank(f"收到、答复政府信息公开申请情况（{received.note}）"),)]
    if received.value == 0:
        said = (*words(start), figures.figure("requests.received", shown="未收到政府信息公开申请"))
    else:
        ways = _by_part(figures, "requests.received", "其中{part}申请")
        said = figures.say(f"{start}收到政府信息公开申请{{requests.received}}件") + ways
    if not received.value and not figures.count("requests.answered").value:
        return [said + words("。")]
    return [said + _answers(figures)]


def _answers(figures: Figures) -> Words:
    """Since `requests.received` is known, so are the others: they come from the same register."""
    every = "，已全部答复；当年共答复{requests.answered}件" if _all_answered(figures) else "，答复{requests.answered}件"
    said = figures.say(every) + _by_part(figures, "requests.answered", "{part}")
    if figures.count("requests.answered").value:
        said += figures.say("，其中在法定期限内答复{requests.on_time}件")
    refused = Clause("requests.refused", "不予公开{requests.refused}件", "不予公开数", "没有不予公开的情况")
    return said + words("。") + say_clause(figures, refused) + words("。")


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
    forms = [form for _, form in figures.scope.registers.requests if figures.scope.inside(form.received_on)]
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

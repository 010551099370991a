"""What each kind of document is for, in a sentence."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

PURPOSES = {
    "annual": _l("按当年格式的年度报告，数字都有出处，问题和措施由问题台账起草，可在 Word 中修改。"),
    "columns": _l("每个栏目的条数、最新日期、类别和结论。"),
    "evidence-list": _l("报告里每个数字背后的信息、快照和摘要，供查证。"),
    "statistics": _l("当年各项统计及与上年的比较，附图表。"),
    "website-form": _l("政府网站工作年度报表，2017 年起按国办格式。"),
    "bulletin": _l("一个季度或一年的检查情况通报：各网站结论、突出问题和整改期限。"),
    "ledger": _l("整改台账：每个问题的现状、期限和处理经过。"),
    "self-check": _l("网站主办单位用的自查表，逐条列出检查结果。"),
}

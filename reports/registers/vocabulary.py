"""The closed lists of the registers, and what else people write for each word."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Channel(StrEnum):
    """How a request came in (appendix rows 3.2-3.5)."""

    DESK = "当面"
    FAX = "传真"
    NETWORK = "网络"
    LETTER = "信函"


class Applicant(StrEnum):
    """Who asked (the columns of table 2 since 2019)."""

    NATURAL = "自然人"
    COMPANY = "商业企业"
    RESEARCH = "科研机构"
    PUBLIC = "社会公益组织"
    LEGAL = "法律服务机构"
    OTHER = "其他"


class CaseResult(StrEnum):
    """How a review or a suit ended (appendix rows 4.1-4.3, 5.1-5.3; table 3 since 2019)."""

    UPHELD = "维持"
    CORRECTED = "纠正"
    OTHER = "其他"
    PENDING = "尚未审结"


class SuitKind(StrEnum):
    """How a suit came about (the two halves of table 3 since 2019)."""

    DIRECT = "未经复议直接起诉"
    AFTER_REVIEW = "复议后起诉"


class ProposalKind(StrEnum):
    """Whose proposal it is."""

    DEPUTIES = "人大代表建议"
    COMMITTEE = "政协委员提案"


class Platform(StrEnum):
    """A social medium."""

    MICROBLOG = "microblog"
    WECHAT = "wechat"


class YesNo(StrEnum):
    """Yes or no."""

    YES = "是"
    NO = "否"


ALIASES: Mapping[type[StrEnum], Mapping[str, str]] = {
    Channel: {
        "当面申请": "当面",
        "现场": "当面",
        "网上": "网络",
        "网上申请": "网络",
        "网络申请": "网络",
        "电子邮件": "网络",
        "邮寄": "信函",
        "信件": "信函",
        "信函申请": "信函",
        "传真申请": "传真",
    },
    Applicant: {
        "公民": "自然人",
        "个人": "自然人",
        "企业": "商业企业",
        "公司": "商业企业",
        "公益组织": "社会公益组织",
        "律师事务所": "法律服务机构",
        "其他组织": "其他",
        "法人或其他组织：其他": "其他",
    },
    CaseResult: {
        "结果维持": "维持",
        "维持具体行政行为": "维持",
        "驳回": "维持",
        "驳回原告诉讼请求": "维持",
        "结果纠正": "纠正",
        "被依法纠错": "纠正",
        "其他情形": "其他",
        "其他结果": "其他",
        "未审结": "尚未审结",
        "审理中": "尚未审结",
    },
    SuitKind: {"直接起诉": "未经复议直接起诉", "未经复议": "未经复议直接起诉", "经复议后起诉": "复议后起诉"},
    ProposalKind: {
        "建议": "人大代表建议",
        "人大建议": "人大代表建议",
        "代表建议": "人大代表建议",
        "提案": "政协委员提案",
        "政协提案": "政协委员提案",
        "委员提案": "政协委员提案",
    },
    Platform: {
        "微博": "microblog",
        "政务微博": "microblog",
        "官方微博": "microblog",
        "微信": "wechat",
        "微信公众号": "wechat",
    },
    YesNo: {
        **dict.fromkeys(("有", "√", "yes", "y", "1", "true"), "是"),
        **dict.fromkeys(("无", "×", "no", "n", "0", "false"), "否"),
    },
}

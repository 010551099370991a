"""The words by which pages name their facts, and the pattern that finds them in a line.

Labels are padded at will (`索 引 号：`, `文　　号`, `名&nbsp;称`), so they are compared without white space.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from crawler.extract.flow import MARK, compact


class Fact(StrEnum):
    """What a label announces."""

    INDEX_NO = "index_no"
    TITLE = "title"
    PUBLISHER = "publisher"
    DOC_NO = "doc_no"
    WRITTEN = "written"  # 成文日期: when the document was made, never when it was put on the site
    ISSUED = "issued"  # 发文日期, 生成日期: made or published, depending on the site
    PUBLISHED = "published"
    UPDATED = "updated"
    SOURCE = "source"
    SENT = "sent"  # letters
    REPLIED = "replied"
    STATUS = "status"
    LETTER = "letter"  # words that only letters have
    OTHER = "other"  # known, kept in `fields`, and the end of the value before it


_WORDS: dict[Fact, str] = {
    Fact.INDEX_NO: "索引号 信息索引 信息索引号 索取号 索引 索引编号 索引码",
    Fact.TITLE: "名称 标题 信息名称 文件名称 公文名称 公开事项名称 信息标题 文件标题 主题名称",
    Fact.PUBLISHER: "发布机构 发文机关 发文机构 发布单位 公开主体 公开责任部门 责任部门 发布部门 公开机构"
    " 发布机关 办文部门 制发机关 发文单位 公开单位 信息公开单位 主办单位 公开部门"
    " 信息提供单位 信息发布机构",
    Fact.DOC_NO: "文号 发文字号 文件编号 发文文号 公文字号 文件文号 文件字号",
    Fact.WRITTEN: "成文日期 成文时间 制发日期 印发日期 签发日期 形成日期",
    Fact.ISSUED: "发文日期 生成日期 生成时间 发文时间",
    Fact.PUBLISHED: "发布日期 发布时间 公开日期 公开时间 信息公开日期 公布日期 公布时间 发表时间 发表日期"
    " 信息发布时间 信息发布日期 信息时间 录入时间 录入日期 添加时间 添加日期 发稿时间"
    " 发稿日期 上传时间 上传日期 发布于 文章发布时间 时间 日期 公示日期 公告日期"
    " 加入时间 加入日期 创建时间 创建日期 刊登时间 刊登日期 刊发时间 刊发日期 编辑时间 编辑日期 发文于 发表于"
    " 发布 上网时间 上网日期 提供日期 提供时间 信息日期 发帖时间 公告时间 公示时间 文章日期 文章时间 挂网时间 挂网日期"
    " 上载时间 上载日期 入库时间 更新于",
    Fact.UPDATED: "更新时间 更新日期 修改时间",
    Fact.SOURCE: "来源 信息来源 稿件来源 文章来源 新闻来源 内容来源 来源单位 稿源 出处 供稿单位 消息来源 转自",
    Fact.SENT: "留言时间 来信时间 写信时间 咨询日期 咨询时间 提交时间 提交日期 发件时间 来信日期"
    " 留言日期 投诉时间 提问时间 写信日期 信件时间 受理时间",
    Fact.REPLIED: "回复时间 答复时间 办结时间 反馈时间 办理时间 回复日期 答复日期 办结日期 反馈日期 处理时间 回复于",
    Fact.STATUS: "状态 处理状态 办理状态 信件状态 回复状态 当前办理状态",
    Fact.LETTER: "来信人 写信人 咨询人 留言人 网友 信件编号 流水号 工单号 查询码 受理单位 办理单位"
    " 回复单位 答复部门 答复单位 回复部门 信件内容 来信内容 留言内容 咨询内容 回复内容"
    " 答复内容 处理结果 处理单位 受理意见 信件标题 来信标题 信件主题 咨询标题 来信主题 咨询主题 留言主题 留言标题"
    " 信件类型 信件类别 办理结果 回复意见 答复意见",
    Fact.OTHER: "分类 信息类别 信息分类 主题分类 组配分类 体裁 体裁分类 服务对象 服务对象分类 有效性"
    " 效力状态 时效 时效性 生效日期 废止日期 失效日期 实施日期 终止日期 有效期 主题词"
    " 关键词 内容概述 内容摘要 概述 摘要 公开方式 公开形式 公开时限 公开范围 公开类别"
    " 公开类型 公开程序 载体类型 记录形式 文章类型 文件类型 文种 语种 公文种类 信息形式"
    " 发文机关代字 主题类别 栏目 所属栏目 作者 撰稿人 撰稿 记者 通讯员 编辑 责任编辑 责编"
    " 审核 审核人 审稿 校对 发布者 发布人 录入者 录入 发布员 供稿 供稿人 浏览次数 浏览量"
    " 浏览 点击次数 点击数 点击率 点击 点击量 访问量 访问次数 阅读次数 阅读量 阅读 阅读数"
    " 人气 字体 字体大小 字号 文字大小 字体显示 打印 分享 分享到 分享至 视力保护色"
    " 保护视力色 背景色 类型 备注 主题 附件 电话 联系电话 联系人 邮箱 地址 传真 邮编"
    " 统一登记号 登记号 有无附件 更新频率 公开依据 责任处室 联系方式 收藏 评论 次数"
    " 关联稿件 相关稿件 相关链接 相关文件 上一篇 下一篇 上一条 下一条 文件下载 附件下载"
    " 责任科室 版权所有 签发人 阅读权限 信息内容",
}
FACTS: dict[str, Fact] = {word: fact for fact, words in _WORDS.items() for word in words.split()}

# Too common in running text to be believed anywhere but in a line of facts.
WEAK = frozenset(
    {
        "时间",
        "日期",
        "名称",
        "标题",
        "索引",
        "主题",
        "公示日期",
        "公告日期",
        "公示时间",
        "公告时间",
        "类型",
        "状态",
        "发布",
    }
)

_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\xad"
_TRIM = "：:∶﹕】【[]［］"
_OPENING, _CLOSING = "【[［", "】]］"
_COLON = re.compile("[:：∶﹕]")
_BOX = re.compile(r"[【\[［]([^【\[［】\]］]{2,16})[】\]］]")
_LONGEST_FACT_LINE = 250
_LONGEST = max(map(len, FACTS))
_LAST_LETTERS_OR_CLOSED = frozenset([*(word[-1] for word in FACTS), *_ZERO_WIDTH])
_LAST_LETTERS = frozenset(word[-1] for word in FACTS)
_LAST_TWO = frozenset(word[-2:] for word in FACTS)
_TAILS = frozenset(word[start:] for word in FACTS for start in range(len(word)))
_BEFORE = frozenset("（(|｜/;；,，。)）】]》>»·•▪■◆●0123456789")  # what may stand right before a label


@dataclass(frozen=True, slots=True)
class Mention:
    """A label inside a line: where it starts, where its value starts, and whether it stands free."""

    word: str
    start: int
    end: int
    free: bool


def mentions(text: str) -> list[Mention]:
    """The labels of a line in order: before a colon, in 【brackets】, or alone between inline borders."""
    found = [mention for colon in _COLON.finditer(text) if (mention := _before_colon(text, colon.start()))]
    if any(sign in text for sign in _OPENING):
        for box in _BOX.finditer(text):
            word = compact(box[1])
            if word in FACTS and not _COLON.match(text[box.end() :].lstrip()):
                found.append(Mention(word, box.start(), box.end(), _is_free(text, box.start())))
    if MARK in text and len(text) < _LONGEST_FACT_LINE:
        found.extend(_between_borders(text))
    found.sort(key=lambda mention: mention.start)
    return found


def _before_colon(text: str, colon: int) -> Mention | None:
    """The longest label that ends at a colon, white space and borders inside it skipped."""
    place = colon - 1
    while place >= 0 and (text[place].isspace() or text[place] in _CLOSING or text[place] in _ZERO_WIDTH):
        place -= 1
    if place < 0 or text[place] not in _LAST_LETTERS:
        return None
    if text[place - 1 : place + 1] not in _LAST_TWO and place > 0 and not _is_gap(text[place - 1]):
        return None
    letters = ""
    best: Mention | None = None
    gap = 0
    while place >= 0 and len(letters) < _LONGEST:
        char = text[place]
        if char.isspace() or char in _ZERO_WIDTH:
            gap += 1
            if gap > 8:
                break
        else:
            gap = 0
            letters = char + letters
            if letters not in _TAILS:
                break
            if letters in FACTS:
                start = place - 1 if place > 0 and text[place - 1] in _OPENING else place
                best = Mention(letters, start, colon + 1, _is_free(text, start))
        place -= 1
    return best


def _is_gap(char: str) -> bool:
    return char.isspace() or char in _ZERO_WIDTH


def _between_borders(text: str) -> Iterator[Mention]:
    pieces = text.split(MARK)
    for number in range(len(pieces) - 1):
        piece = pieces[number]
        if not 2 <= len(piece) < 16:
            continue
        bare = piece.rstrip()
        word = compact(bare) if bare and bare[-1] in _LAST_LETTERS_OR_CLOSED else ""
        if word in FACTS:
            following = "".join(pieces[number + 1 : number + 3]).lstrip()
            if not _COLON.match(following) and not following.startswith(tuple(_CLOSING)):
                place = sum(map(len, pieces[:number])) + number
                yield Mention(word, place, place + len(piece), True)


def _is_free(text: str, start: int) -> bool:
    if start == 0:
        return True
    before = text[start - 1]
    return before.isspace() or before in _BEFORE or before in _ZERO_WIDTH


def fact_of(text: str) -> tuple[str, Fact] | None:
    """The label and fact a text names when it is nothing but a label, or None."""
    return fact_of_word(compact(text)) if len(text) <= 40 else None


def fact_of_word(text: str) -> tuple[str, Fact] | None:
    """`fact_of` for a text without white space."""
    word = text.strip(_TRIM)
    fact = FACTS.get(word)
    return (word, fact) if fact else None

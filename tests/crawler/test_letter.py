"""Public letters: sent and answered on which day."""

from __future__ import annotations

from datetime import date

from crawler.extract.article import read_article
from crawler.extract.letter import read_letter
from crawler.platforms.base import Hint

from .article_pages import LINES, page

QUESTION = "您好，请问特种作业操作证如何办理？需要提交哪些材料？谢谢。"
ANSWER = "您好，来信收悉。经核实，现回复如下：请到行政服务中心窗口办理，感谢您的关注。"


def letter(reply: str) -> str:
    return (
        "<table class=detail><tr><td>信件标题</td><td>关于培训证书办理的咨询</td></tr>"
        "<tr><td>来信人</td><td>张**</td><td>来信时间</td><td>2016-02-01 10:20</td></tr>"
        f"<tr><td>信件内容</td><td colspan=3>{QUESTION}</td></tr>{reply}</table>"
    )


REPLIED = (
    "<tr><td>回复单位</td><td>市安监局</td><td>回复时间</td><td>2016-02-05</td></tr>"
    f"<tr><td>回复内容</td><td colspan=3>{ANSWER}</td></tr><tr><td>处理状态</td><td>已回复</td></tr>"
)


def test_answered_letter_has_both_days() -> None:
    found = read_letter(page(letter(REPLIED), title="局长信箱_某市安监局"))
    assert found is not None
    assert (found.sent_on, found.replied_on, found.status) == (date(2016, 2, 1), date(2016, 2, 5), "已回复")


def test_unanswered_letter_has_no_reply_day() -> None:
    reply = "<tr><td>处理状态</td><td>处理中</td></tr><tr><td>回复时间</td><td></td></tr>"
    found = read_letter(page(letter(reply), title="局长信箱_某市安监局"))
    assert found is not None
    assert (found.sent_on, found.replied_on, found.status) == (date(2016, 2, 1), None, "处理中")


def test_first_of_several_replies_ends_the_wait() -> None:
    again = REPLIED.replace("2016-02-05", "2016-03-15")
    found = read_letter(page(letter(REPLIED + again)))
    assert found is not None
    assert found.replied_on == date(2016, 2, 5)


def test_letter_in_lines_is_read() -> None:
    inner = (
        "<h2>关于培训证书办理的咨询</h2><p>来信人：李女士　来信时间：2016年2月1日</p>"
        f"<p>信件内容：{QUESTION}</p><p>回复单位：市安监局　答复时间：2016年2月5日</p><p>答复内容：{ANSWER}</p>"
    )
    found = read_letter(page(inner))
    assert found is not None
    assert (found.sent_on, found.replied_on) == (date(2016, 2, 1), date(2016, 2, 5))


def test_day_of_sending_is_never_the_publishing_day() -> None:
    article = read_article(page(letter(REPLIED), title="局长信箱_某市安监局"))
    assert article.title == "关于培训证书办理的咨询"
    assert article.published is not None
    assert (article.published.value, article.published.via) == (date(2016, 2, 5), "reply")
    assert QUESTION in article.text
    assert ANSWER in article.text


def test_unanswered_letter_is_not_dated_by_its_sending() -> None:
    mailbox = Hint(listed_on=date(2016, 2, 1))
    assert read_article(page(letter(""), title="局长信箱_某市安监局"), mailbox).published is None


def test_date_under_an_answer_is_not_the_day_the_letter_was_written() -> None:
    inner = (
        "<h2>关于培训证书办理的咨询</h2><p>来信人：李女士　来信时间：2016年2月1日</p>"
        f"<p>信件内容：{QUESTION}</p><p>答复时间：2016年2月5日</p><p>答复内容：{ANSWER}</p>"
        "<p>某市安监局</p><p>2016年2月4日</p>"
    )
    article = read_article(page(inner))
    assert [candidate.value for candidate in article.candidates if candidate.label == "signature"] == ["2016-02-04"]
    assert (article.letter is not None, article.written) == (True, None)


def test_article_is_no_letter() -> None:
    assert all(read_letter(page(inner)) is None for inner in LINES.values())


def test_list_of_letters_is_no_letter() -> None:
    rows = "".join(f"<li><a href={n}.htm>咨询{n}</a> 网友：张** 留言时间：2016-02-0{n}</li>" for n in range(1, 6))
    assert read_letter(page(f"<ul>{rows}</ul>")) is None

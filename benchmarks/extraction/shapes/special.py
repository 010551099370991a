"""Article pages of special forms: letters, 双公示 tables, texts kept in scripts, quoted documents, long articles."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from html import escape
from random import Random

from benchmarks.extraction.shapes import bodies, frames, heads, words
from benchmarks.extraction.shapes.model import ArticleShape


def _finish(
    rng: Random,
    content: str,
    *,
    name: str,
    title: str,
    published: date | None,
    site: frames.Site | None = None,
    source: str | None = None,
    doc_no: str | None = None,
    written: date | None = None,
    first: str = "",
    metas: tuple[str, ...] = (),
) -> ArticleShape:
    site = site or frames.site(rng)
    path = rng.choice(words.COLUMNS)
    html = frames.wrap(
        rng,
        frames.head_of(rng, site, f"{title}-{site.name}", metas),
        frames.banner(rng, site, old=False)
        + frames.crumb(rng, path, title="正文")
        + f'<div class="content-wrap">{content}</div>'
        + frames.footer(rng, site, old=False),
        old=False,
    )
    body, content_type = frames.encoded(rng, html)
    return ArticleShape(
        name=name,
        url=f"http://{site.host}/info/1003/{rng.randint(100, 9999)}.htm",
        body=body,
        content_type=content_type,
        title=title,
        published=published,
        source=source,
        doc_no=doc_no,
        written=written,
        column_path=path,
        first_words=first[:12],
    )


def letter(rng: Random, number: int) -> ArticleShape:
    """A public letter: the day of the letter is never the day of publishing, the reply's is the nearest to it."""
    sent = words.some_day(rng)
    replied = sent + timedelta(days=rng.randint(1, 14))
    title = f"关于{rng.choice(('小区噪声', '路灯损坏', '补贴未到账', '培训证书'))}问题的咨询{number}"
    question = "您好，请问这个问题由哪个部门负责处理，希望尽快得到答复，谢谢。"
    answer = "您好，来信收悉。经核实，您反映的情况已转相关科室处理，感谢您的关注与支持。"
    pairs = (
        ("信件标题", title),
        ("信件编号", f"{sent:%Y%m%d}{number:04d}"),
        ("来信人", "张**"),
        ("来信时间", f"{sent.isoformat()} 09:12:00"),
        ("信件内容", question),
        ("受理单位", words.organ(rng)),
        ("回复时间", f"{replied.isoformat()} 15:30"),
        ("回复内容", answer),
        ("办理状态", "已办结"),
    )
    rows = rng.choice(
        (
            "<table>" + "".join(f"<tr><td>{k}：</td><td>{v}</td></tr>" for k, v in pairs) + "</table>",
            "<dl>" + "".join(f"<dt>{k}：</dt><dd>{v}</dd>" for k, v in pairs) + "</dl>",
            "".join(f"<p><b>{k}：</b>{v}</p>" for k, v in pairs),
        )
    )
    return _finish(rng, rows, name=f"letter-{number}", title=title, published=replied)


def licences(rng: Random, number: int) -> ArticleShape:
    """A 双公示 table of twenty columns: no cell is the day of publishing."""
    day = words.some_day(rng)
    title = f"行政许可信息公示（{day.year}年第{number}批）"
    labels = (
        "行政许可决定书文号",
        "项目名称",
        "审批类别",
        "许可内容",
        "行政相对人名称",
        "法定代表人",
        "许可决定日期",
        "许可截止期",
        "许可机关",
    )
    rows = []
    for n in range(rng.randint(1, 6)):
        decided = day - timedelta(days=rng.randint(5, 90))
        shown = rng.choice((decided.isoformat(), f"{decided.year}/{decided.month}/{decided.day}", f"{decided:%Y%m%d}"))
        cells = (
            f"临安监许〔{decided.year}〕{n + 1}号",
            "经营许可",
            "普通",
            "准予经营",
            f"第{n}加油站",
            "王五",
            shown,
            "2099-12-31",
            "某局",
        )
        rows.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
    table = f"<table border=1><tr>{''.join(f'<td>{label}</td>' for label in labels)}</tr>{''.join(rows)}</table>"
    shown_day = day if rng.random() < 0.6 else None
    line = heads.info_line(rng, shown_day, None, old=False)
    content = f"<h1>{title}</h1>{line}<div id=zoom><p>现将有关许可信息公示如下。</p>{table}</div>{bodies.below(rng)}"
    return _finish(rng, content, name=f"licences-{number}", title=title, published=shown_day)


def _hidden(way: str) -> Callable[[Random, int], ArticleShape]:
    def form(rng: Random, number: int) -> ArticleShape:
        day = words.some_day(rng)
        title = words.title(rng, number, day)
        paragraphs = words.paragraphs(rng, 3, 5)
        inner = "".join(f"<p>{escape(p)}</p>" for p in paragraphs)
        line = heads.info_line(rng, day, None, old=False)
        content = f"<h1>{escape(title)}</h1>{line}{bodies.hidden(rng, inner, way)}{bodies.below(rng)}"
        return _finish(rng, content, name=f"hidden in {way}-{number}", title=title, published=day, first=paragraphs[0])

    return form


def quoted(rng: Random, number: int) -> ArticleShape:
    """A notice that reprints a document: the signature inside the quotation is the older document's."""
    day = words.some_day(rng, 2010, 2016)
    own, other = day - timedelta(days=3), words.some_day(rng, 2001, 2008)
    subject = f"危险化学品管理办法（{number}）"
    title = f"转发关于印发《{subject}》的通知"
    no = words.doc_no(rng, own.year)
    content = (
        f"<h1>{title}</h1>{heads.info_line(rng, day, '本网', old=False)}<div class='TRS_Editor'><p align=center>{no}</p>"
        f"<p>各镇街、各有关单位：</p><p>现将《{subject}》转发给你们，请结合实际，认真贯彻执行。</p><p align=right>{words.organ(rng)}</p>"
        f"<p align=right>{words.spoken(own)}</p><p>附：</p><p align=center>{subject}</p>"
        f"<p>第一条 为了加强管理，保障人民群众生命财产安全，制定本办法。</p><p>第二条 本办法自{words.spoken(other)}起施行。</p>"
        f"<p align=right>省安全生产监督管理局</p><p align=right>{words.spoken(other)}</p></div>"
    )
    return _finish(
        rng, content, name=f"quoted-{number}", title=title, published=day, source="本网", doc_no=no, written=own
    )


def adopted(rng: Random, number: int) -> ArticleShape:
    """A law text without a day of publishing: the days below the title tell when it was made and changed."""
    made = words.some_day(rng, 1998, 2012)
    title = f"临江市第{number}号消防安全管理规定"
    changed = made + timedelta(days=900)
    note = f"（{words.spoken(made)}市人民政府第{rng.randint(3, 60)}次常务会议通过　根据{words.spoken(changed)}《关于修改部分规章的决定》修正）"
    content = (
        f"<h1>{title}</h1><p align=center>{note}</p><div class='nr'><p>第一章 总则</p>"
        "<p>第一条 为了预防火灾和减少火灾危害，根据有关法律法规，结合本市实际，制定本规定。</p>"
        "<p>第二条 本规定适用于本市行政区域内的消防安全管理工作，法律另有规定的，从其规定。</p></div>"
        + bodies.below(rng)
    )
    return _finish(rng, content, name=f"adopted-{number}", title=title, published=None)


def twice(rng: Random, number: int) -> ArticleShape:
    """The title stands in the block, over the text and again inside it; a subtitle and a lead-in surround it."""
    day = words.some_day(rng)
    title = words.title(rng, number, day)
    lead = rng.choice(("权威发布", "临江安监", "图文直播"))
    paragraphs = words.paragraphs(rng)
    content = (
        f"<p class='yinti'>{lead}</p><div class='title'>{escape(title)}</div><div class='subtitle'>——本市深入推进系列报道之{number}</div>"
        f"{heads.info_line(rng, day, None, old=False)}<div id='zoom'><p align=center><b>{escape(title)}</b></p>"
        f"{''.join(f'<p>{escape(p)}</p>' for p in paragraphs)}</div><h2>相关专题</h2><h2>领导之窗</h2>{bodies.below(rng)}"
    )
    return _finish(rng, content, name=f"twice-{number}", title=title, published=day)


def long_article(rng: Random, number: int) -> ArticleShape:
    """The first page of a long article, with a pager of its own."""
    day = words.some_day(rng)
    title = f"{day.year}年国民经济和社会发展统计公报（{number}）"
    paragraphs = words.paragraphs(rng, 6, 9)
    call = rng.choice(
        (
            f'<script>createPageHTML(4, 0, "t{day:%Y%m%d}_{number}", "html");</script>',
            '<div class=page><a href="1_2.htm">下一页</a> 1/4</div>',
        )
    )
    content = (
        f"<h1>{title}</h1>{heads.info_line(rng, day, '市统计局', old=False)}<div class='TRS_UEDITOR'>"
        f"{''.join(f'<p>{escape(p)}</p>' for p in paragraphs)}</div>{call}"
    )
    return _finish(
        rng, content, name=f"long-{number}", title=title, published=day, source="市统计局", first=paragraphs[0]
    )


def scanned(rng: Random, number: int) -> ArticleShape:
    """Three lines and a picture of the document."""
    day = words.some_day(rng)
    title = f"关于公布第{number}批安全生产标准化企业名单的公告"
    line = heads.info_line(rng, day, None, old=False)
    content = (
        f'<h1>{title}</h1>{line}<div id="zoom"><p><img src="./W0{day:%Y%m%d}3344.jpg"></p>'
        f'<p><a href="./P020101231234567890123.pdf">点击下载.pdf</a></p></div>{bodies.below(rng)}'
    )
    return _finish(rng, content, name=f"scanned-{number}", title=title, published=day)


FORMS: tuple[Callable[[Random, int], ArticleShape], ...] = (
    letter,
    licences,
    _hidden("textarea"),
    _hidden("script"),
    _hidden("comment"),
    _hidden("template"),
    quoted,
    adopted,
    twice,
    long_article,
    scanned,
)

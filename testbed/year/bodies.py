# ruff: noqa: E501  (prose is data)
"""Texts that must have certain parts: annual reports and service guides."""

from __future__ import annotations

from testbed.year.writing import CITY, SHORT, paragraph


def report_body(of: int, *, without: tuple[int, ...] = (), period: int | None = None) -> tuple[str, ...]:
    """The annual report of a year with its six parts, or without some (counted from 0).

    `period`: the year of which it says that its figures are, where that is another one.
    """
    parts = (
        ("一、总体情况", f"{of}年，{SHORT}认真贯彻落实《中华人民共和国政府信息公开条例》，主动公开政府信息{of % 100 * 17}条，依申请公开工作规范有序。"),
        ("二、主动公开政府信息情况", f"本年制发规范性文件12件，现行有效{of % 100 + 20}件；行政许可{of % 100 + 5}件，行政处罚{of % 100 + 6}件。"),
        ("三、收到和处理政府信息公开申请情况", f"本年新收政府信息公开申请{of % 10 + 3}件，均已按期答复。"),
        ("四、政府信息公开行政复议、行政诉讼情况", "本年没有因政府信息公开工作被申请行政复议、提起行政诉讼的情况。"),
        ("五、存在的主要问题及改进情况", f"主要问题是解读形式不够丰富。{of + 1}年将加强图解、视频等多种形式的解读。"),
        ("六、其他需要报告的事项", f"依据《政府信息公开信息处理费管理办法》，{of}年没有收取信息处理费。"),
    )  # fmt: skip
    lines = [
        paragraph(f"根据《中华人民共和国政府信息公开条例》的要求，编制本报告。本报告中所列数据的统计期限为{period or of}年1月1日至{period or of}年12月31日。"),
        paragraph(f"本报告电子版可在{SHORT}网站（http://yjj.yunpu.gov.cn/）下载。如对本报告有疑问，请与本局办公室联系（地址：{CITY}府前路8号；邮编：527300；电话：0766-8812345；传真：0766-8812346；电子邮箱：yjj@yunpu.gov.cn）。"),
    ]  # fmt: skip
    for number, (heading, words) in enumerate(parts):
        if number not in without:
            lines += [f"<p>　　<strong>{heading}</strong></p>", paragraph(words)]
    return tuple(lines)


_GUIDE_PARTS = (
    "设定依据：《中华人民共和国安全生产法》第二十条",
    "申请条件：依法取得营业执照，具备{trade}安全生产条件",
    "办理材料：申请表、营业执照复印件、安全评价报告",
    "办理地点：{city}政务服务中心二楼{n}号窗口",
    "办理时间：工作日上午9:00至12:00，下午13:00至17:00",
    "联系电话：0766-88{n:02d}0123",
    "办理流程：申请、受理、审查、决定、送达",
)


def service_body(n: int, trade: str, *, without: tuple[int, ...] = ()) -> tuple[str, ...]:
    """A service guide with its elements, or without some (counted from 0)."""
    lines = [paragraph(f"事项名称：{trade}经营许可证核发")]
    lines += [
        paragraph(part.format(trade=trade, city=CITY, n=n + 11))
        for k, part in enumerate(_GUIDE_PARTS)
        if k not in without
    ]
    return tuple(lines)

"""What is said to a person whose file cannot be read: our readers' English, put in the words of the page."""

from __future__ import annotations

import re

from flask_babel import lazy_gettext as _l

WORDS = {
    r"is empty": _l("文件是空的，请重新下载或保存后再试。"),
    r"is larger than|unpacks to far more": _l("文件太大，或者解开后远大于一份报告。请去掉图片，或另存为文本。"),
    r"is protected by a password": _l("文件有密码保护，请另存一份没有密码的。"),
    r"is a file of old Word, Excel or WPS|is an RTF file": _l("这是旧版 Word、WPS 或 RTF 文件，请另存为 .docx。"),
    r"is a picture": _l("这是图片，没有文字可读。请提供文字版。"),
    r"is a packed archive": _l("这是压缩包，请解开后提交其中的报告。"),
    r"is an OFD file": _l("这是 OFD 文件，请导出为带文字的 PDF。"),
    r"is a spreadsheet": _l("这是电子表格，请提交报告本身（.docx、.pdf、.html 或 .txt）。"),
    r"is no text and of no known format": _l("认不出文件格式，请提交 .docx、.pdf、.html 或 .txt。"),
    r"is damaged|cannot be read as": _l("文件已损坏，请用 Word 或 WPS 打开后另存一份。"),
    r"holds no text that can be read": _l("文件里没有可读的文字（可能是扫描件）。请提供文字版。"),
    r"holds macros": _l("文件含有宏或控件，不予接收。请另存为不含宏的 .docx 或 .xlsx。"),
    r"other content than its name says": _l("文件内容与扩展名不符，不予接收。"),
    r"not of a kind that is verified|is not a document": _l("只能核验本系统生成的 .docx、.xlsx、.html 文书。"),
    r"holds no traced figure": _l("文件里没有可核验的数字，不是本系统生成的文书，或者这种文书没有数字。"),
    r"marked figures and no trace|its trace cannot be read": _l(
        "文书中的核验信息已丢失或损坏，无法重新统计。请用原始文件。"
    ),
    r"takes more time or memory": _l("读取这个文件占用的时间或内存超过限度，已停止。文件可能有问题。"),
    r"is nested|deep": _l("网页结构异常，请另存为纯文本后再试。"),
    r"bureau sites and none was named|no bureau site": _l("请选择与哪个网站的统计比较。"),
}
OTHERWISE = _l("这个文件读不出来。")


def said_of(what: str) -> str:
    """The words for a refusal; a general sentence where we have none."""
    return str(next((words for pattern, words in WORDS.items() if re.search(pattern, what)), OTHERWISE))

"""The messages of what reads registers, as patterns, and what the page says instead."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

PATTERNS: tuple[tuple[str, Any], ...] = (
    # cells
    (r"this field must not be empty; write a day.*", _l("不能为空，请填日期，例如2016-03-05")),
    (r"this field must not be empty", _l("不能为空")),
    (r"write a real day.*", _l("请填真实的日期，例如2016-03-05")),
    (r"write a plain number, for example 0 or 12\.5; .*", _l("请只填数，例如0或12.5；单位另有一栏")),
    (r"write a plain number.*", _l("请只填数，例如0或12.50，不写单位")),
    (r"write a whole number.*", _l("请填整数，例如82")),
    (r"write a year, quarter or month.*", _l("请填年、季度或月，例如2016、2016Q1或2016-03")),
    (r"write a year.*", _l("请填年份，例如2016")),
    (r"write 是, 否 or the day of the extension.*", _l("请填是、否或延期的日期，例如2016-03-05")),
    (r"write 是 or 否", _l("请填是或否")),
    (r"write (?P<one>元) or (?P<other>万元)", _l("请填%(one)s或%(other)s")),
    (r"write one of: (?P<words>.+)", _l("请从这些里选：%(words)s")),
    # rows
    (r"\w+ \((?P<field>[^)]+)\) is empty; write one of: (?P<words>[^;]+)", _l("“%(field)s”没有填，请选：%(words)s")),
    (r"\w+ \((?P<field>[^)]+)\) is empty; write (?P<words>[^;]+)", _l("“%(field)s”没有填，请填：%(words)s")),
    (
        r"\w+ \((?P<field>[^)]+)\) lies before \w+ \((?P<other>[^)]+)\)[^;]*(?:; correct one of them)?",
        _l("“%(field)s”早于“%(other)s”，请改正其中一个"),
    ),
    (r"an answered request needs a result[^;]*; write one of: [^;]+", _l("已答复的申请要填答复结果")),
    (r"an answered request states its fee[^;]*; write 0[^;]*", _l("已答复的申请要填收费，没有收费填0")),
    (r"there is a result \(答复结果\) but no day of the answer[^;]*; write it", _l("填了答复结果，还要填答复日期")),
    (
        r"there is a closed_on \(审结日期\) but no result[^;]*; write [^;]+",
        _l("填了审结日期，还要填结果"),
    ),
    (r"row \d+ repeats row (?P<row>\d+): .*", _l("与第%(row)s行重复，会重复计数；是更正的话请在那一行点“更正”")),
    (r"states the same figure as row (?P<row>\d+)", _l("与第%(row)s行是同一个数；是更正的话请在那一行点“更正”")),
    (
        r'the period \(期间\) of "(?P<name>.+)" overlaps the one in row (?P<row>\d+)',
        _l("“%(name)s”的期间与第%(row)s行重叠，会重复计数"),
    ),
    (r'a correction needs the field "(?P<field>.+)" .*', _l("更正和作废要填“%(field)s”")),
    (r"the correction is dated (?P<day>\S+), before .*", _l("更正的填报日期%(day)s早于被更正的行")),
    (r'.*there is no row "(?P<row>.+)" above this one.*', _l("上面没有“%(row)s”这一行")),
    (r".*row (?P<row>\d+) is not a row above this one.*", _l("第%(row)s行不在这一行的上面，或已不算数")),
    (r".*row (?P<row>\d+) was declared void in row (?P<by>\d+).*", _l("第%(row)s行已被第%(by)s行作废，请作为新行填写")),
    (
        r".*is the number of one entry and the row of another.*",
        _l("既是一件的编号，又是另一件的行号；指行请写成“第5行”"),
    ),
    (
        r"has (?P<cells>\d+) cells, the header has (?P<fields>\d+)",
        _l("有%(cells)s格，表头只有%(fields)s格；含逗号的文字请加双引号"),
    ),
    (r"is hidden", _l("这一行是隐藏的，请显示出来或删去")),
    # figures
    (r"the form (?P<form>\S+) has no cell (?P<cell>.+)", _l("表%(form)s没有%(cell)s这一格")),
    (
        r"these words stand for several cells; write one of: (?P<words>.+)",
        _l("这几个字对应好几格，请写其中一个：%(words)s"),
    ),
    (
        r"this is a metric and a cell; write (?P<cell>.+) for the cell, or (?P<title>.+)",
        _l("既是指标又是表格的格：指格请写%(cell)s，指指标请写%(title)s"),
    ),
    (r"no metric stands in the cell (?P<cell>\S+) of (?P<form>.+)", _l("表%(form)s的%(cell)s格没有对应的指标")),
    (r"this cell belongs to .*", _l("这一格不在该年度的统计表里")),
    (r"did you mean (?P<words>.+)\?", _l("没有这个指标，是不是：%(words)s")),
    (r"write the name or title of a metric.*", _l("没有这个指标，请填指标名称或统计表的格")),
    (r".*leave this field empty", _l("没有分项，请留空")),
    (r"(?P<title>.+) is counted in (?P<units>.+)", _l("“%(title)s”的单位是%(units)s")),
    # header and file
    (r'row 1 \(header\): unknown field "(?P<field>.*)"', _l("表头里的“%(field)s”不是这个台账的字段")),
    (r'row 1 \(header\): the field "(?P<field>.+)" stands there twice', _l("表头里“%(field)s”出现了两次")),
    (r'row 1 \(header\): the field "(?P<field>.+)" \(.*\) is missing', _l("表头缺少“%(field)s”")),
    (r"the file is empty", _l("文件是空的，请至少写表头")),
    (r"is larger than 20 MB", _l("文件超过20MB")),
    (r"is not a CSV table .*", _l("不是CSV表格，请重新另存为CSV")),
    (r"is a spreadsheet, not text", _l("这是电子表格，不是CSV；请把文件名改成.xlsx")),
    (r"is neither UTF-8 nor GB18030 text", _l("不是UTF-8或GB18030文字，请另存为CSV UTF-8或XLSX")),
    (r"is not a readable XLSX file .*", _l("XLSX文件读不出来，请用表格软件打开后重新另存")),
    (r"is not an XLSX file.*", _l("不是XLSX文件（可能是旧的XLS，或设了密码），请重新另存为XLSX")),
    (r"unpacks to more than 200 MB", _l("展开后超过200MB，请把各行复制到新的工作簿")),
    (r"has several sheets with content: (?P<names>.+)", _l("好几个工作表有内容（%(names)s），请只留一个")),
    (r"reaches to (?P<area>.+)", _l("表格延伸到%(area)s，请删去空的行列")),
    (r'the column of the field "(?P<field>.+)" is hidden', _l("“%(field)s”一列是隐藏的，请显示出来或删去")),
    (r"the cells (?P<area>\S+) are merged.*", _l("%(area)s是合并单元格，请取消合并并逐行填写")),
    (r'field "[^"]*": holds a formula without a stored value', _l("公式没有算好的值，请打开保存一次，或直接写值")),
    (r'field "[^"]*": holds the error (?P<error>.+)', _l("单元格是错误值%(error)s，请写正确的值")),
    (r"is not read", _l("不认识这种文件，请另存为XLSX或CSV UTF-8")),
    (r"is not the name of a register", _l("文件名不是台账的名称")),
    (r"there is (?P<file>\S+) as well", _l("同一个台账还有%(file)s，请只留一个，否则会重复计数")),
    (r"holds formulas.*", _l("文件里有公式，保存会丢失；请把各行按值复制到新的工作簿，或另存为CSV UTF-8")),
    (
        r"holds pictures, charts or macros.*",
        _l("文件里有图片、图表或宏，保存会丢失；请把各行复制到新的工作簿，或另存为CSV UTF-8"),
    ),
    (r"a text has (?P<length>\d+) characters.*", _l("文字太长（%(length)s字），请缩短，或作为佐证文件附上")),
    (r"a text has control characters", _l("文字里有不可见的控制字符，请重新输入")),
    (r"another command is changing the registers", _l("别人正在改动台账，请稍后再试")),
)

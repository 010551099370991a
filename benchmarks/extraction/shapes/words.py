"""The words of made-up offices: names, titles, running text. All of it is written for this project.

Everything follows from the random generator that is handed in.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

CITIES = ("临江市", "云溪县", "青浦山区", "南屏市", "白石县", "东湖区", "望海市", "清河县", "平川市", "石桥镇")
ORGANS = (
    "安全生产监督管理局",
    "发展和改革局",
    "教育局",
    "财政局",
    "环境保护局",
    "人力资源和社会保障局",
    "住房和城乡建设局",
    "交通运输局",
    "水务局",
    "卫生和计划生育局",
    "市场监督管理局",
    "农业农村局",
    "人民政府办公室",
    "应急管理局",
    "统计局",
)
COLUMNS = (
    ("政务公开", "通知公告"),
    ("信息公开", "政策文件", "规范性文件"),
    ("新闻中心", "工作动态"),
    ("政务动态", "部门动态"),
    ("政府信息公开", "法定主动公开内容", "行政执法"),
    ("办事服务", "办事指南"),
    ("安全监管", "事故调查", "调查报告"),
    ("专题专栏", "安全生产月", "活动报道"),
    ("财政信息", "预算决算"),
    ("人事信息", "招考录用"),
)
_THINGS = (
    "危险化学品企业",
    "中小学校舍",
    "烟花爆竹零售点",
    "农村饮水工程",
    "老旧小区改造",
    "建筑施工工地",
    "公共租赁住房",
    "城乡居民医疗保险",
    "高温作业场所",
    "特种设备",
    "粮食收购",
    "河道清淤",
    "职业病防治",
    "公交线路",
    "校园食堂",
)
_ACTIONS = (
    "专项检查",
    "整治工作",
    "补贴发放",
    "集中培训",
    "应急演练",
    "资金安排",
    "竣工验收",
    "抽查检验",
    "意见征集",
    "项目申报",
    "考核评比",
    "安全评估",
    "换证办理",
    "信息登记",
    "质量提升",
)
_SENTENCES = (
    "会议听取了各成员单位前一阶段工作情况汇报，研究部署了下一阶段任务。",
    "检查组实地查看了现场管理、台账资料和从业人员持证上岗情况，对发现的问题当场提出整改要求。",
    "各有关单位要提高认识，落实责任，按照时间节点推进各项任务，确保取得实效。",
    "对逾期未整改的单位，将依法予以处罚，并向社会公布。",
    "本次工作覆盖全部十二个镇（街道），共抽查单位八十六家，发出整改通知书三十一份。",
    "符合条件的申请人可持身份证、户口簿到所在村（居）委会提出申请，由镇街初审后报我局审批。",
    "资金实行专款专用，任何单位和个人不得截留、挤占和挪用。",
    "现场群众表示，这样的活动贴近生活，讲得明白，听得进去。",
    "请各单位于规定期限内将书面材料报送至我局综合科，逾期视为放弃。",
    "下一步，我局将继续加大巡查力度，堵塞漏洞，防患于未然。",
    "经研究，现将有关事项通知如下，请认真贯彻执行。",
    "公示期间，任何单位和个人如有异议，可以书面形式向我局反映，并署真实姓名和联系方式。",
)
_CN = "〇一二三四五六七八九"


def organ(rng: Random) -> str:
    """An office, with its place."""
    return rng.choice(CITIES) + rng.choice(ORGANS)


def title(rng: Random, number: int, day: date) -> str:
    """A title; `number` makes it one of a kind. Some hold what confuses readers: years, quotes, dashes, brackets."""
    thing, action = rng.choice(_THINGS), rng.choice(_ACTIONS)
    year = day.year
    forms = (
        f"关于开展{thing}{action}的通知",
        f"我局组织第{number}次{thing}{action}",
        f"关于{year}年度{thing}{action}情况的公示",
        f"{organ(rng)}关于印发《{thing}{action}实施方案》的通知",
        f"{thing}{action}公告（第{number}号）",
        f"局领导带队督导{thing}{action}",
        f"{rng.choice(CITIES)}{thing}{action}管理办法（试行）",
        f"关于对{number}家单位{thing}{action}结果的通报",
        f"图解：{thing}{action}怎么办？",
        f"{thing}{action}“回头看”——第{number}组工作纪实",
        f"{rng.choice(CITIES)}{year}-{year + 1}年{thing}{action}计划",
        f"对《关于加强{thing}{action}的建议》（第{number}号）的答复",
        f"{day.month}月{day.day}日起{thing}{action}停办公告",
        f"转发关于做好{thing}{action}有关工作的通知",
        f"{number} 家企业完成 {thing} {action}",
    )
    found = rng.choice(forms)
    return found if str(number) in found else f"{found}（{number}）" if rng.random() < 0.5 else f"第{number}期：{found}"


def paragraphs(rng: Random, least: int = 2, most: int = 6) -> list[str]:
    """Running text without a date of its own publishing; some sentences tell other days."""
    found: list[str] = []
    for _ in range(rng.randint(least, most)):
        text = "".join(rng.sample(_SENTENCES, rng.randint(1, 3)))
        if rng.random() < 0.35:
            text = f"{spoken(some_day(rng, 2009, 2015))}，{text}"
        elif rng.random() < 0.15:
            text = f"自{some_day(rng, 2017, 2019).isoformat()}起施行，有效期五年。{text}"
        found.append(text)
    return found


def some_day(rng: Random, first: int = 2006, last: int = 2016) -> date:
    """A day between two years, both included."""
    start = date(first, 1, 1)
    return start + timedelta(days=rng.randrange((date(last, 12, 31) - start).days))


def spoken(day: date) -> str:
    """2016年3月5日."""
    return f"{day.year}年{day.month}月{day.day}日"


def in_characters(day: date) -> str:
    """二〇一六年三月五日."""
    year = "".join(_CN[int(digit)] for digit in str(day.year))
    return f"{year}年{_number(day.month)}月{_number(day.day)}日"


def _number(value: int) -> str:
    tens, ones = divmod(value, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_CN[tens]}十"
    return head + (_CN[ones] if ones else "")


def doc_no(rng: Random, year: int) -> str:
    """A document number with one of the brackets in use."""
    left, right = rng.choice(("〔〕", "[]", "（）", "﹝﹞", "【】", "()"))
    return f"{rng.choice('临云青南白东望清')}{rng.choice(('安监', '府办', '教', '财', '环发', '人社函'))}{left}{year}{right}{rng.randint(1, 240)}号"


def index_no(rng: Random, day: date) -> str:
    """An 索引号 of one of the shapes in use; one of them looks like a date."""
    return rng.choice(
        (
            f"{rng.randint(0, 99999999):08d}{rng.randint(0, 9)}/{day.year}-{rng.randint(1, 99999):05d}",
            f"1144{rng.randint(10**9, 10**10 - 1)}{rng.choice('ABKXY')}{rng.randint(100, 999)}/{day.year}-{rng.randint(1, 9999):05d}",
            f"{day.year}-{day.month:02d}-{rng.randint(1, 99999):05d}",
            f"360A12-{rng.randint(1, 20):02d}-{day.year}-{rng.randint(1, 999):04d}-1",
        )
    )


def hex32(rng: Random) -> str:
    """A file name of 32 hexadecimal digits."""
    return f"{rng.getrandbits(128):032x}"

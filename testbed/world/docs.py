# ruff: noqa: E501  (prose is data; breaking it into short strings makes it unreadable)
"""Writers of documents: notices, rules, plans, statistics, personnel, services."""

from __future__ import annotations

from datetime import date
from random import Random

from testbed.world.draft import Draft, cn, md, paras, pick
from testbed.world.model import Grid, Para
from testbed.world.words import BUREAU, CAMPAIGNS, OFFICES, SHORT, TRADES, company, person, town

_ADDRESS = "各镇人民政府（街道办事处）、园区管委会，市安委会各成员单位："
_POINTS = (
    "#一、提高认识，加强领导",
    "各单位要充分认识做好当前安全生产工作的重要性，主要负责同志亲自部署，分管负责同志具体抓，确保责任到人、措施到位。",
    "#二、突出重点，全面排查",
    "要结合本地区、本行业实际，制定工作方案，全面排查治理事故隐患，建立隐患清单，明确整改措施、责任、资金、时限和预案。",
    "#三、强化督查，严格执法",
    f"{SHORT}将组织督查组对各镇街落实情况进行抽查，对组织不力、走过场的单位予以全市通报。",
    "#四、加强信息报送",
    "请于每月25日前将工作进展情况报送我局办公室（联系电话：0769-22228986，电子邮箱：dgajjzbs@163.com）。",
)


def notice(rng: Random, day: date, n: int) -> Draft:
    """Notices and announcements, most with a number, some with a file."""
    trade, campaign, place = rng.choice(TRADES), rng.choice(CAMPAIGNS), town(rng)
    year, issue = day.year, n % 40 + 1
    title = rng.choice(
        (
            f"关于印发《{year}年东莞市{trade}{campaign}实施方案》的通知",
            f"关于做好{year}年{day.month}月{trade}安全防范工作的通知",
            f"关于开展{trade}企业{campaign}的通知（{place}）",
            f"关于{year}年第{issue}批安全生产标准化三级企业名单的公告",
            f"关于注销{company(rng)}等{rng.randint(2, 19)}家企业安全生产许可证的公告",
            f"关于举办{year}年第{issue}期{trade}从业人员安全培训班的通知",
            f"关于{company(rng)}{trade}项目安全设施竣工验收的公示",
            f"关于公布{year}年第{issue}批安全生产培训考核合格人员名单的通告",
            f"关于对{place}{rng.randint(3, 30)}家{trade}企业隐患整改情况的通报",
            f"关于召开{trade}行政处罚听证会的公告（第{issue}号）",
            f"关于组织参加{campaign}知识竞赛的通知",
            f"关于调整{SHORT}{trade}行政审批窗口工作时间的通告",
        )
    )
    official = rng.random() < 0.6
    body = paras(
        _ADDRESS if official else "各有关单位：",
        f"为贯彻落实上级关于{trade}{campaign}的决策部署，切实加强{place}等重点地区{trade}安全监管，现就有关事项通知如下：",
        *_POINTS[: 2 * rng.randint(1, 4)],
    )
    files: tuple[tuple[str, str], ...] = ()
    if rng.random() < 0.3:
        ext = rng.choice(("doc", "xls", "pdf", "zip"))
        files = ((f"附件：{trade}{rng.choice(('企业名单', '情况汇总表', '实施方案', '报名回执'))}", ext),)
    if rng.random() < 0.3:
        body = (*body, Para("（引自粤安监〔2015〕12号文件第三条，有效期至2020-12-31。）"))
    word = rng.choice(("东安监", "东安", "东安监办")) if official else None
    return Draft(
        title,
        body,
        number=word,
        signed=official or rng.random() < 0.4,
        block=official and rng.random() < 0.75,
        files=files,
        source=SHORT if rng.random() < 0.5 else None,
    )


def law(rng: Random, day: date, n: int) -> Draft:
    """Laws and regulations reprinted."""
    trade = rng.choice(TRADES)
    title = rng.choice(
        (
            f"广东省{trade}安全管理规定（{day.year}年修订）",
            f"{trade}安全监督管理办法（总局令第{rng.randint(40, 90)}号）",
            f"{trade}企业安全规程 第{n % 9 + 1}部分",
            f"东莞市{trade}安全生产若干规定（{day.year}年第{n + 1}号公告公布）",
            f"国务院关于修改部分{trade}行政法规的决定（节选）",
        )
    )
    body = paras(
        "#第一章　总则",
        f"第一条　为了加强{trade}安全生产监督管理，防止和减少生产安全事故，保障人民群众生命和财产安全，根据《中华人民共和国安全生产法》，制定本规定。",
        "第二条　生产经营单位必须遵守本规定和其他有关安全生产的法律、法规，建立、健全安全生产责任制和规章制度，改善安全生产条件。",
        "#第二章　生产经营单位的安全生产保障",
        f"第三条　{trade}单位应当设置安全生产管理机构或者配备专职安全生产管理人员。",
        f"第四条　本规定自{cn(day)}起施行。",
    )
    return Draft(title, body, source="广东省安全生产监督管理局" if rng.random() < 0.5 else None)


def normative(rng: Random, day: date, n: int) -> Draft:
    """Normative documents of the bureau, with block and number."""
    trade = rng.choice(TRADES)
    kind = rng.choice(("管理办法", "实施细则", "暂行规定", "工作制度", "考核办法", "裁量标准"))
    title = rng.choice(
        (
            f"{BUREAU}关于印发《东莞市{trade}安全生产{kind}》的通知",
            f"东莞市人民政府办公室关于印发《东莞市{trade}{kind}》的通知",
            f"{BUREAU}关于{trade}安全生产{kind}有关问题的意见（{day.year}年第{n + 1}号）",
        )
    )
    body = paras(
        _ADDRESS,
        f"《东莞市{trade}安全生产{kind}》业经局务会议审议通过，现印发给你们，请认真贯彻执行。执行中遇到的问题，请径向我局反映。",
        "#第一条　目的依据",
        f"为规范{trade}安全生产行为，根据《安全生产法》《广东省安全生产条例》，结合我市实际，制定本{kind}。",
        "#第二条　适用范围",
        "本市行政区域内从事相关生产经营活动的单位，适用本规定。",
        "本文件自印发之日起施行，有效期5年。",
    )
    return Draft(
        title,
        body,
        number="东安监规" if n % 3 else "东安监",
        signed=True,
        block=True,
        files=((f"东莞市{trade}{kind}", "doc"),) if rng.random() < 0.4 else (),
    )


def interpretation(rng: Random, day: date, n: int) -> Draft:
    """Readings of policy."""
    trade = rng.choice(TRADES)
    title = rng.choice(
        (
            f"《东莞市{trade}安全生产管理办法》解读",
            f"一图读懂：{trade}安全生产新规（{day.year}年第{n + 1}期）",
            f"关于{trade}新标准的政策问答（{n + 1}）",
        )
    )
    body = paras(
        "#一、出台背景",
        f"近年来，我市{trade}企业数量多、分布广，监管任务繁重，有必要进一步明确各方责任。",
        "#二、主要内容",
        "文件共五章二十八条，对企业主体责任、部门监管责任、隐患排查治理和法律责任作了规定。",
        "#三、热点问答",
        "问：小微企业如何执行？答：可委托安全生产技术服务机构提供服务，但责任仍由本单位承担。",
    )
    return Draft(title, body, source=f"{SHORT}政策法规科")


def plan(rng: Random, day: date, n: int) -> Draft:
    """Plans and summaries."""
    trade = rng.choice(TRADES)
    title = (
        f"{SHORT}{day.year}年工作要点", f"东莞市安全生产“十三五”规划（{trade}篇）", f"{SHORT}{day.year - 1}年工作总结和{day.year}年工作计划",
        f"东莞市{day.year}年{trade}安全监管执法工作计划", f"{day.year}年下半年{trade}重点工作安排",
    )[n % 5]  # fmt: skip
    body = paras(
        "#一、总体要求",
        "全面贯彻党的十八大和十八届三中、四中、五中全会精神，坚持安全第一、预防为主、综合治理方针。",
        "#二、主要目标",
        f"{trade}等重点行业领域事故起数和死亡人数继续下降，不发生较大以上事故。",
        "#三、重点任务",
        *pick(rng, _POINTS[1::2], 2),
    )
    return Draft(title, body, number="东安监", signed=True, block=True)


def budget(rng: Random, day: date, n: int) -> Draft:
    """Budget and accounts."""
    what = (
        f"{day.year}年部门预算",
        f"{day.year}年“三公”经费预算公开说明",
        f"{day.year - 1}年部门决算",
        f"{day.year - 1}年“三公”经费决算公开说明",
    )[n % 4]
    rows = (
        ("科目", "金额（万元）"),
        ("一般公共预算拨款", f"{rng.randint(5000, 9000)}.{rng.randint(10, 99)}"),
        ("基本支出", f"{rng.randint(2000, 4000)}.{rng.randint(10, 99)}"),
        ("项目支出", f"{rng.randint(2000, 5000)}.{rng.randint(10, 99)}"),
    )
    body = (*paras(f"根据市财政局统一部署，现将{BUREAU}{what}公开如下。"), Grid(rows))
    return Draft(f"{BUREAU}{what}", body, files=((f"{BUREAU}{what}表", rng.choice(("xls", "pdf"))),), block=True)


def statistics(rng: Random, day: date, n: int) -> Draft:
    """Accident statistics: the same title every month, or a quarter's analysis."""
    if n % 6 == 5:
        title = f"{day.year}年第{(day.month + 2) // 3}季度全市安全生产形势分析（{n}）"
        return Draft(
            title,
            paras(
                "#一、总体情况",
                f"截至{md(day)}，全市工矿商贸领域事故起数同比下降{rng.randint(1, 19)}.{rng.randint(0, 9)}%。",
                "#二、下阶段措施",
                "继续抓好重点行业领域专项整治。",
            ),
        )
    last = day.month - 1 or 12
    rows = (
        ("类别", "事故起数", "死亡人数"),
        ("工矿商贸", str(rng.randint(1, 9)), str(rng.randint(0, 5))),
        ("道路交通", str(rng.randint(30, 99)), str(rng.randint(5, 30))),
        ("火灾", str(rng.randint(40, 180)), str(rng.randint(0, 3))),
    )
    body = (
        *paras(f"{day.year if day.month > 1 else day.year - 1}年{last}月全市各类生产安全事故情况如下："),
        Grid(rows),
    )
    return Draft("全市各类生产安全事故情况", body, repeated=True)


def appointment(rng: Random, day: date, n: int) -> Draft:
    """Appointments and removals."""
    who = person(rng)
    title = rng.choice(
        (f"关于{who}等同志职务任免的通知", f"{SHORT}干部任前公示（{who}）", f"关于{who}同志试用期满正式任职的通知")
    )
    body = paras(
        "局属各单位、各科室：",
        f"经{cn(day)}前局党组会议研究决定：{who}同志任{rng.choice(OFFICES)}科长（试用期一年）；免去{person(rng)}同志{rng.choice(OFFICES)}副科长职务。",
    )
    return Draft(title, body, number="东安监人", signed=True, block=True)


def recruitment(rng: Random, day: date, n: int) -> Draft:
    """Recruitment."""
    title = (
        f"{SHORT}{day.year}年公开招聘聘员公告（第{n + 1}批）", f"{SHORT}{day.year}年考试录用公务员拟录用人员公示（{n + 1}）",
        f"{SHORT}下属事业单位{day.year}年公开招聘第{n + 1}次面试公告",
    )[n % 3]  # fmt: skip
    body = paras(
        f"因工作需要，{SHORT}面向社会公开招聘工作人员{rng.randint(2, 20)}名，现公告如下：",
        "#一、招聘条件",
        "具有大专以上学历，年龄35周岁以下，身体健康。",
        "#二、报名办法",
        "符合条件者请下载并填写报名表，于公告之日起7个工作日内送交局办公室。",
    )
    return Draft(title, body, files=(("报名表", "doc"),) if n % 2 else (), signed=True)


def disclosure_rule(rng: Random, day: date, n: int) -> Draft:
    """The bureau's own disclosure rules."""
    names = (
        "保密审查制度",
        "主动公开工作制度",
        "依申请公开工作制度",
        "社会评议制度",
        "责任追究制度",
        "信息发布协调制度",
    )
    name = f"{BUREAU}政府信息公开{names[(n + 2 * (day.year - 2014)) % 6]}"
    return Draft(
        name,
        paras(
            "第一条　为规范本局政府信息公开工作，根据《中华人民共和国政府信息公开条例》，制定本制度。",
            "第二条　局办公室负责组织实施。",
            f"第三条　本制度自{cn(day)}起执行。",
        ),
    )


def annual_report(rng: Random, day: date, n: int) -> Draft:
    """The disclosure report on the year before."""
    year = day.year - 1
    body = paras(
        f"根据《中华人民共和国政府信息公开条例》要求，现公布{BUREAU}{year}年度政府信息公开工作年度报告。",
        "#一、基本情况",
        f"{year}年，我局共主动公开政府信息{rng.randint(500, 760)}条。",
        "#二、依申请公开情况",
        f"{year}年共受理依申请公开{rng.randint(1, 9)}宗，均按时答复。",
        "#三、收费及复议诉讼情况",
        "未收取任何费用，没有因信息公开被提起行政复议或行政诉讼。",
        "#四、存在问题及改进措施",
        "信息更新的及时性有待进一步提高。",
    )
    return Draft(f"{BUREAU}{year}年度政府信息公开工作年度报告", body, files=((f"{year}年度报告电子版", "doc"),))


def guide_item(rng: Random, day: date, n: int) -> Draft:
    """Service guides with their elements."""
    trade = rng.choice(TRADES)
    title = f"{trade}{rng.choice(('经营许可证核发', '安全条件审查', '安全设施设计审查', '从业人员资格考核', '事故应急预案备案', '许可证变更', '许可证延期'))}办事指南（{day.year}年版第{n + 1}项）"
    body = (
        Grid(
            (
                ("事项名称", title.split("办事")[0]),
                ("设定依据", "《中华人民共和国安全生产法》"),
                ("申请条件", "依法取得营业执照并符合国家安全生产条件"),
                ("办理材料", "申请书、营业执照复印件、安全评价报告"),
                ("办理地点", "东莞市东城八一路1号机关二号大院8号楼政务大厅"),
                ("办理时间", "工作日8:30-12:00，14:30-17:30"),
                ("联系电话", "0769-23308677"),
                ("办理流程", "申请—受理—审查—决定—送达"),
            ),
            "pairs",
        ),
    )
    return Draft(title, body)


def form_item(rng: Random, day: date, n: int) -> Draft:
    """Forms for download."""
    trade = rng.choice(TRADES)
    title = f"{trade}{rng.choice(('申请表', '备案登记表', '变更申请书', '隐患自查表', '培训报名表'))}（{day.year}年第{n + 1:02d}号）"
    return Draft(title, paras("请下载附件填写，一式两份。"), files=((title, rng.choice(("doc", "xls", "zip", "pdf"))),))


def survey(rng: Random, day: date, n: int) -> Draft:
    """Calls for opinions."""
    trade = rng.choice(TRADES)
    return Draft(
        f"关于公开征求《东莞市{trade}安全管理办法（征求意见稿{n + 1}）》意见的公告",
        paras(
            f"为提高立法质量，现就《东莞市{trade}安全管理办法》公开征求社会各界意见，请于公告之日起一个月内反馈。",
            "联系人：政策法规科，电话：22228986。",
        ),
        files=(("征求意见稿", "doc"),),
        signed=True,
    )


def question(rng: Random, day: date, n: int) -> Draft:
    """Frequent questions."""
    trade = rng.choice(TRADES)
    return Draft(
        f"{trade}{rng.choice(('许可证如何办理', '安全评价由谁承担', '从业人员要不要持证', '培训学时怎么算'))}？（问答{n + 1}）",
        paras(
            f"答：从事{trade}的单位应当依照《安全生产法》有关规定办理，具体可到政务大厅窗口咨询。",
            "咨询时间为工作日上午8:30至12:00，下午14:30至17:30。",
        ),
    )


def interview(rng: Random, day: date, n: int) -> Draft:
    """On-line interviews."""
    trade, who = rng.choice(TRADES), rng.choice(("局长", "副局长", "总工程师"))
    return Draft(
        f"{who}做客“阳光热线”谈{trade}安全（第{n + 1}期）",
        paras(
            f"主持人：各位听众大家好，今天我们请到了{SHORT}{who}。",
            f"嘉宾：主持人好，听众朋友好。{trade}安全关系千家万户……",
            "主持人：感谢您的解答。",
        ),
    )


def platform_topic(rng: Random, day: date, n: int) -> Draft:
    """The 智慧安监 platform."""
    return Draft(
        f"“智慧安监”信息化管理平台{rng.choice(('建设', '试运行', '培训', '验收', '推广'))}进展（{day.year}年第{n + 1}期）",
        paras(
            f"截至{md(day)}，平台已归集全市商事登记主体{rng.randint(60, 99)}万多家的基础数据，{town(rng)}等镇街率先完成重点企业录入。",
            "下一阶段将开展企业隐患自查自报。",
        ),
    )


def month_topic(rng: Random, day: date, n: int) -> Draft:
    """The closed topic of 2014."""
    place = town(rng)
    return Draft(
        f"{place}“安全生产月”{rng.choice(('咨询日活动', '文艺晚会', '知识竞赛', '应急演练', '宣传进企业'))}（{n + 1}）",
        paras(
            f"{md(day)}，{place}举办以“强化红线意识、促进安全发展”为主题的活动，{rng.randint(200, 3000)}名群众参加。"
        ),
    )


def emergency_plan(rng: Random, day: date, n: int) -> Draft:
    """Emergency plans."""
    trade = rng.choice(TRADES)
    return Draft(
        f"东莞市{trade}生产安全事故应急预案（{day.year}年第{n + 1}次修订）",
        paras(
            "#1 总则",
            f"为规范{trade}事故应急管理和响应程序，及时有效地实施应急救援，制定本预案。",
            "#2 组织体系",
            "市应急救援指挥部设在市安监局。",
            "#3 响应分级",
            "分为Ⅰ级、Ⅱ级、Ⅲ级、Ⅳ级。",
        ),
        block=True,
        files=(("应急预案全文", "pdf"),) if n % 2 else (),
    )


def knowledge(rng: Random, day: date, n: int) -> Draft:
    """What to do when."""
    trade = rng.choice(TRADES)
    return Draft(
        f"{trade}{rng.choice(('火灾逃生', '中毒急救', '触电自救', '泄漏处置', '防暑降温'))}常识（{day.year}年第{n + 1}讲）",
        paras(
            "一、保持冷静，迅速判断危险来源。", "二、立即撤离现场并拨打119、120报警。", "三、不具备条件时严禁盲目施救。"
        ),
    )


def undated_drafts() -> tuple[tuple[str, Draft], ...]:
    """Three articles which the editors put up without any date."""
    return (
        ("gov.notice", Draft("关于更换政务大厅安全生产窗口咨询电话的通告", paras("政务大厅安全生产窗口咨询电话变更为0769-22830000，原号码停止使用，敬请留意。"))),
        ("svc.guide", Draft("生产经营单位应急预案备案常见材料问题汇总", (*paras("现将备案材料中经常出现的问题汇总如下，供企业参考。"), Grid((("序号", "问题"), ("1", "封面未盖章"), ("2", "缺少专家评审意见")))))),
        ("gov.policy.read", Draft("安全生产主体责任清单政策说明", paras("企业主要负责人是本单位安全生产第一责任人，对安全生产工作全面负责。"))),
    )  # fmt: skip

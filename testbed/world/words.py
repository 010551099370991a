# ruff: noqa: E501, SIM905  (word lists are data)
"""Vocabulary of the city: places, trades, campaigns and invented companies and people."""

from __future__ import annotations

from random import Random

BUREAU = "东莞市安全生产监督管理局"
SHORT = "市安监局"
TOWNS = "莞城 南城 东城 万江 石碣 石龙 茶山 石排 企石 横沥 桥头 谢岗 东坑 常平 寮步 大朗 黄江 清溪 塘厦 凤岗 长安 虎门 厚街 沙田 道滘 洪梅 麻涌 中堂 高埗 樟木头 大岭山 望牛墩 松山湖".split()
STREETS = ("莞城", "南城", "东城", "万江")
TRADES = "危险化学品 烟花爆竹 家具制造 涉氨制冷 粉尘防爆 有限空间作业 电镀 造纸 玩具 五金 纺织印染 建筑施工 道路运输 特种设备 加油站 城镇燃气 职业卫生 人员密集场所 出租屋 水上交通 仓储物流 涂装作业 电池制造 机械铸造".split()
CAMPAIGNS = "安全生产大检查 打非治违专项行动 安全生产百日攻坚 隐患排查治理 安全生产标准化建设 粉尘涉爆专项治理 危险化学品安全综合治理 有限空间专项整治 职业病危害专项治理 安全社区建设 安全生产月 安全生产网格化管理 遏制重特大事故工作 汛期安全防范 节前安全检查 油气输送管道隐患整治 涉氨制冷企业整治 安全生产责任制考核".split()
LEADERS = ("局长", "副局长", "总工程师", "党组成员", "调研员", "副调研员")
OFFICES = "办公室 政策法规科 监管一科 监管二科 危险化学品监督管理科 职业健康监督管理科 应急救援指挥中心 综合协调科 执法监察分局 宣传教育科".split()
MEETINGS = "工作会议 动员部署会 座谈会 现场会 推进会 专题培训班 视频会议 联席会议 总结会 经验交流会".split()
WORKS = "工业园 工业区 制造基地 产业园 科技园 物流园 仓库 加油站 施工工地 商贸城".split()
VERBS = "督导 检查 调研 督查 暗访 指导".split()
SOURCES = "本网 市安监局办公室 市安监局宣传教育科 东莞日报 东莞时报 东莞阳光网 市安委会办公室 执法监察分局 南方日报 羊城晚报".split()
_NAME_A = "恒 润 鑫 永 华 金 泰 盛 瑞 宏 佳 联 德 正 广 东 新 建 富 祥 益 汇 荣 信 达".split()
_NAME_B = "丰 达 源 兴 美 利 鸿 通 盈 昌 晟 泰 成 力 隆 锋 宇 诚 辉 邦 腾 科 图 顺 江".split()
_MAKES = "五金制品 塑胶制品 家具 电子科技 化工 涂料 纸品 印刷 玩具 鞋业 机械设备 电镀 纺织 食品 包装材料 模具 油墨 能源 气体 仓储 物流 加油站 烟花爆竹 环保科技".split()
_SURNAMES = "陈 李 黄 张 梁 林 刘 何 叶 袁 邓 罗 谢 卢 苏 钟 莫 尹 祁 方 王 周 吴 郭".split()
_GIVEN = "志强 伟明 建国 锦辉 国栋 丽华 少峰 永康 耀东 文斌 秀英 浩然 嘉俊 海燕 润添 玉珍 沛权 金水 子健 惠芳".split()


def company(rng: Random, make: str | None = None) -> str:
    """An invented company of the city."""
    return f"东莞市{rng.choice(TOWNS)}{rng.choice(_NAME_A)}{rng.choice(_NAME_B)}{make or rng.choice(_MAKES)}有限公司"


def person(rng: Random) -> str:
    """An invented person."""
    return rng.choice(_SURNAMES) + rng.choice(_GIVEN)


def masked(rng: Random) -> str:
    """A person as public letters show them: 张**, 李女士."""
    return rng.choice(_SURNAMES) + rng.choice(("**", "先生", "女士", "*"))


def town(rng: Random) -> str:
    """A town with its kind: 虎门镇, 南城街道."""
    name = rng.choice(TOWNS)
    return name + ("街道" if name in STREETS else "园区" if name == "松山湖" else "镇")


_USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def credit_code(rng: Random) -> str:
    """A unified social credit code with a right check character (GB 32100-2015)."""
    body = "91441900MA4" + "".join(rng.choice(_USCC) for _ in range(6))
    total = sum(_USCC.index(char) * weight for char, weight in zip(body, _WEIGHTS, strict=True))
    return body + _USCC[(31 - total % 31) % 31]

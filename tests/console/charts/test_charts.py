"""Charts say what they show: values and places right, no inline style, hostile words inert, the same numbers beside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest
from lxml import etree
from markupsafe import Markup

from gongkai.console.charts import Cell, HeatRow, Picture, Seen, bars, heat, line, spark, stacked
from gongkai.console.charts.heat import key, shade
from reports.printing.shades import FILLS

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '</text><script>alert(1)</script>" onload="x" style=\'a\' \u202e\x00&amp;'
MONTHS = [f"{n}月" for n in range(1, 13)]
HEADS = ("月份", "条数")


def parsed(svg: Markup) -> Any:
    return etree.fromstring(str(svg))


def found(svg: Markup, name: str) -> list[Any]:
    return list(parsed(svg).iter(f"{SVG}{name}"))


def a_heat(cells: Sequence[Cell], label: str = "政务公开/通知公告", title: str = "热力图") -> Picture:
    weeks = [f"第{n + 1}周" for n in range(len(cells))]
    return heat(
        "h", title, "一年", weeks, [HeatRow(label, tuple(cells))], lambda row, a, b, c: f"{row} {a}-{b} {c.value}"
    )


def every_kind(label: str = "x") -> list[Markup]:
    return [
        line("l", label, [label, "b", "c"], [1, None, 3], (label, label)).svg,
        spark("s", label, [label, "b"], [5, 2]),
        bars("b", label, [label, "b"], [1, 2], (label, label)).svg,
        stacked("t", label, [label], {label: [1], "二": [2]}, (label, label, label)).svg,
        a_heat([Cell(1, Seen.WHOLE), Cell(0, Seen.NOT), Cell(3, Seen.PART)], label, label).svg,
        key("k", [(Cell(0, Seen.NOT), label)]),
    ]


# --- of all -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("svg", every_kind(HOSTILE))
def test_hostile_words_are_words(svg: Markup) -> None:
    for element in parsed(svg).iter():
        assert element.tag.removeprefix(SVG) in {
            "svg", "title", "desc", "g", "defs", "pattern", "rect", "line", "path", "circle", "text", "polyline",
        }  # fmt: skip
        assert not [name for name in element.attrib if name.lower().startswith("on")]
    assert "\x00" not in svg
    assert "\u202e" not in svg


@pytest.mark.parametrize("svg", every_kind())
def test_no_chart_has_a_style_or_an_outside_address(svg: Markup) -> None:
    for element in parsed(svg).iter():
        assert "style" not in element.attrib
        assert not any("href" in name for name in element.attrib)
        assert not any("url(" in value and "url(#" not in value for value in element.attrib.values())


@pytest.mark.parametrize("svg", every_kind()[:5])
def test_a_chart_names_itself_for_those_who_cannot_see_it(svg: Markup) -> None:
    root = parsed(svg)
    ids = {element.get("id") for element in root.iter() if element.get("id")}
    assert root.get("role") == "img"
    assert set(str(root.get("aria-labelledby")).split()) <= ids
    assert root.find(f"{SVG}title").text == "x"


@pytest.mark.parametrize("svg", every_kind())
def test_everything_lies_inside_of_the_drawing(svg: Markup) -> None:
    root = parsed(svg)
    wide, high = map(float, str(root.get("viewBox")).split()[2:])
    for element in root.iter():
        if element.getparent() is not None and element.getparent().tag == f"{SVG}pattern":
            continue
        for name, limit in (("x", wide), ("x1", wide), ("x2", wide), ("cx", wide), ("y", high), ("y2", high)):
            if element.get(name) is not None:
                assert -0.1 <= float(element.get(name)) <= limit, (element.tag, dict(element.attrib))


# --- lines ------------------------------------------------------------------------------------------------------


def test_a_line_lies_higher_where_the_value_is_larger() -> None:
    marks = found(line("l", "t", ["a", "b", "c"], [0, 5, 10], HEADS).svg, "circle")
    zero, half, top = (float(mark.get("cy")) for mark in marks)
    assert zero > half > top
    assert zero - half == pytest.approx(half - top, abs=0.2)
    assert [mark.find(f"{SVG}title").text for mark in marks] == ["a 0", "b 5", "c 10"]


def test_what_is_not_known_is_a_gap_and_no_zero() -> None:
    picture = line("l", "t", ["a", "b", "c"], [4, None, 4], HEADS)
    assert len(found(picture.svg, "circle")) == 2
    assert not [each for each in found(picture.svg, "line") if each.get("stroke-linecap")]
    assert picture.rows == (("a", "4"), ("b", "—"), ("c", "4"))


def test_a_line_of_nothing_and_of_one_value_can_be_drawn() -> None:
    assert line("l", "t", [], [], HEADS).rows == ()
    assert len(found(line("l", "t", ["a"], [7], HEADS).svg, "circle")) == 1


def test_a_spark_tells_all_its_numbers_and_draws_none_for_nothing() -> None:
    assert spark("s", "t", [], []) == ""
    drawn = parsed(spark("s", "问题数", ["1-1", "1-8"], [12, 9]))
    assert drawn.find(f"{SVG}desc").text == "1-1 12、1-8 9"


def test_many_labels_do_not_run_into_each_other() -> None:
    picture = line("l", "t", [f"2016-{n:02}-01" for n in range(1, 61)], list(range(60)), HEADS)
    below = sorted(float(each.get("x")) for each in found(picture.svg, "text") if str(each.text).startswith("2016"))
    assert min(b - a for a, b in pairwise(below)) > 60


# --- bars -------------------------------------------------------------------------------------------------------


def test_bars_are_as_high_as_their_values() -> None:
    picture = bars("b", "t", MONTHS, list(range(12)), HEADS)
    drawn = [each for each in found(picture.svg, "rect") if each.find(f"{SVG}title") is not None]
    heights = [float(each.get("height")) for each in drawn]
    assert heights == pytest.approx([heights[0] * n for n in range(1, 12)], abs=0.6), "a bar of 0 is none"
    assert picture.rows[11] == ("12月", "11")


def test_parts_of_a_bar_stand_on_each_other_and_look_different() -> None:
    picture = stacked("b", "t", ["一"], {"甲": [2], "乙": [3]}, ("", "甲", "乙"))
    low, high = (each for each in found(picture.svg, "rect") if each.find(f"{SVG}title") is not None)
    assert float(high.get("y")) + float(high.get("height")) == pytest.approx(float(low.get("y")), abs=0.2)
    patterns = found(picture.svg, "pattern")
    assert len({etree.tostring(each[-1]) for each in patterns}) == 2
    assert picture.rows == (("一", "2", "3"),)
    assert {"甲", "乙"} <= {each.text for each in found(picture.svg, "text")}


# --- heat maps --------------------------------------------------------------------------------------------------


def fills(picture: Picture) -> list[str]:
    return [str(each.find(f"{SVG}rect").get("fill")) for each in found(picture.svg, "g")]


def test_nothing_published_and_nothing_seen_do_not_look_alike() -> None:
    empty, unseen = fills(a_heat([Cell(0, Seen.WHOLE), Cell(0, Seen.NOT)]))
    assert (empty, unseen) == (FILLS[0], "url(#h-not)")


def test_what_was_seen_in_part_is_marked_and_keeps_its_number() -> None:
    picture = a_heat([Cell(3, Seen.PART), Cell(3, Seen.NOT), Cell(3, Seen.WHOLE)])
    marked = [len(each.findall(f"{SVG}rect")) == 2 for each in found(picture.svg, "g")]
    assert marked == [True, True, False]
    assert picture.rows == (("政务公开/通知公告", "≥3", "3+?", "3"),)


@pytest.mark.parametrize(("number", "step"), [(0, 0), (1, 1), (2, 2), (4, 2), (5, 3), (9, 3), (10, 4), (5000, 4)])
def test_shades_follow_the_number(number: int, step: int) -> None:
    assert shade(number) == step


def test_numbers_stay_readable_on_every_shade() -> None:
    for number in (1, 2, 5, 10):
        (word,) = [each for each in found(a_heat([Cell(number, Seen.WHOLE)]).svg, "text") if each.text == str(number)]
        assert contrast(str(word.get("fill")), FILLS[shade(number)]) >= 4.5, number


def test_equal_empty_neighbours_are_one_box_and_name_both_ends() -> None:
    picture = a_heat([Cell(0, Seen.WHOLE)] * 20 + [Cell(2, Seen.WHOLE)] * 2 + [Cell(0, Seen.NOT)] * 10)
    boxes = found(picture.svg, "g")
    assert [each.find(f"{SVG}title").text.split(" ")[1] for each in boxes] == [
        "第1周-第20周",
        "第21周-第21周",
        "第22周-第22周",
        "第23周-第32周",
    ]
    assert len(picture.rows[0]) == 33, "the table has every week"


def test_days_to_come_are_blank() -> None:
    picture = a_heat([Cell(0, Seen.AHEAD)] * 3)
    assert fills(picture) == []
    assert picture.rows[0][1:] == ("", "", "")


def contrast(one: str, other: str) -> float:
    """WCAG 2.1: (lighter + 0.05) / (darker + 0.05)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    whole = digits if len(digits) == 6 else "".join(2 * digit for digit in digits)
    red, green, blue = (int(part, 16) / 255 for part in re.findall("..", whole))
    parts = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in (red, green, blue)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

"""Bytes to text, whatever the declaration says."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract.charset import decode
from crawler.page import Page

CHINESE = "东莞市安全生产监督管理局关于做好春季安全生产工作的通知"
META = '<html><head><meta http-equiv="Content-Type" content="text/html; charset={}"></head><body>{}</body></html>'
HANZI = st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=8, max_size=80)


@pytest.mark.parametrize(
    "header", ["", "text/html; charset=gb2312", "text/html; charset=utf-8", "text/html; charset=x"]
)
@pytest.mark.parametrize("declared", ["gb2312", "utf-8", "iso-8859-1", "nonsense"])
@pytest.mark.parametrize("real", ["gbk", "gb18030", "utf-8"])
def test_bytes_decide_against_any_declaration(real: str, declared: str, header: str) -> None:
    text = META.format(declared, CHINESE)
    found, encoding = decode(text.encode(real), header)
    assert found == text
    assert encoding == ("utf-8" if real == "utf-8" else "gb18030")


@pytest.mark.parametrize(
    ("mark", "codec"),
    [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")],
)
def test_byte_order_mark_wins_and_goes(mark: bytes, codec: str) -> None:
    assert decode(mark + CHINESE.encode(codec), "text/html; charset=gbk") == (CHINESE, codec)


def test_utf16_without_a_mark_is_seen() -> None:
    text = META.format("gb2312", CHINESE)
    assert decode(text.encode("utf-16-le")) == (text, "utf-16-le")


def test_characters_outside_gb2312_are_read_as_gb18030() -> None:
    text = META.format("gb2312", "镕 堃 喆 䶮 €")
    assert decode(text.encode("gb18030"), "text/html; charset=gb2312")[0] == text


def test_short_gbk_that_is_valid_utf8_by_chance_follows_its_declaration() -> None:
    assert decode("联通".encode("gbk"), "text/html; charset=gbk")[0] == "联通"


def test_utf8_cut_in_the_middle_of_a_character_stays_utf8() -> None:
    found, encoding = decode((CHINESE * 3).encode()[:-1])
    assert encoding == "utf-8"
    assert found[:-1] == (CHINESE * 3)[:-1]


def test_page_pieced_together_from_two_encodings_is_read_line_by_line() -> None:
    top, foot = f"<div>{CHINESE}</div>", "<div>版权所有：东莞市人民政府办公室</div>"
    found, encoding = decode(f"{top}\n".encode("gbk") * 3 + f"{foot}\n".encode())
    assert top in found
    assert foot in found
    assert encoding == "gb18030"


def test_big5_is_believed_when_declared_and_valid() -> None:
    text = META.format("big5", "東莞市安全生產監督管理局關於做好春季安全生產工作的通知")
    assert decode(text.encode("big5")) == (text, "big5")


def test_western_page_stays_western() -> None:
    text = META.format("iso-8859-1", "Müller & Söhne: café, naïve, façade, Größe")
    assert decode(text.encode("latin-1"))[0] == text


@given(HANZI)
def test_utf8_round_trip(text: str) -> None:
    assert decode(text.encode(), "text/html; charset=gb2312") == (text, "utf-8")


@given(HANZI)
def test_gbk_round_trip_with_a_lying_header(text: str) -> None:
    page = META.format("utf-8", CHINESE + text)
    assert decode(page.encode("gb18030"), "text/html; charset=utf-8") == (page, "gb18030")


@given(st.binary(max_size=300), st.text(max_size=30))
def test_any_bytes_give_text(body: bytes, content_type: str) -> None:
    text, encoding = decode(body, content_type)
    assert isinstance(text, str)
    assert codecs.lookup(encoding)


@given(st.binary(max_size=300))
def test_any_bytes_give_a_tree(body: bytes) -> None:
    assert Page("http://www.example.gov.cn/", body).tree.tag == "html"


def test_document_goes_on_behind_an_early_end_tag() -> None:
    page = Page("http://www.example.gov.cn/", b"<html><body><div>a</div></body></html><div id=b>b</div>")
    assert page.tree.xpath("string(//div[@id='b'])") == "b"


def test_characters_of_the_2022_edition_of_gb18030_are_no_private_ones() -> None:
    body = "县长".encode("gb18030") + bytes.fromhex("FE59 FE61 FEA0 A6D9 A6F3") + "同志，".encode("gb18030") * 9
    text, encoding = decode(body, "text/html; charset=gb2312")
    assert encoding == "gb18030"
    assert text.startswith("县长\u9fb4\u9fb5\u9fbb\ufe10\ufe19同志")

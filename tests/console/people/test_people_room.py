"""The room about accounts, the own account, and the log, as people see them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from gongkai.console.people.accounts import find_account
from tests.console.inspected_city import PASSWORD
from tests.console.small import Small
from tests.console.visitor import Visitor

NEW = "quite another password"


def made(small: Small, name: str = "xin", **fields: str) -> Visitor:
    """The administrator, who has made an account."""
    guan = Visitor(small.app, "guan")
    form = {"name": name, "shown_name": "新来的", "role": "inspector", "password": NEW, "again": NEW, **fields}
    answer = guan.send("/people/add", "/people/add", **form)
    assert answer.status_code == 302, answer.text
    return guan


def number(small: Small, name: str) -> int:
    return find_account(small.store, name).id


def test_list_names_everybody_with_role_and_sites(small: Small) -> None:
    text = Visitor(small.app, "guan").see("/people").text
    for word in ("guan", "检查员", "网站管理员", "bureau", "municipal", "可登录"):
        assert word in text


def test_new_account_must_change_its_password_before_anything_else(small: Small) -> None:
    made(small)
    xin = Visitor(small.app)
    xin.login("xin", NEW)
    assert xin.get("/").headers["Location"] == "/me"
    assert xin.get("/people").headers["Location"] == "/me"
    assert "别人设的" in xin.see("/me").text
    wrong = xin.submit(
        "/me", "renew", current="not this one at all", password="my very own one", again="my very own one"
    )
    assert wrong.status_code == 400 and "现在的密码不对" in wrong.text
    same = xin.submit("/me", "renew", current=NEW, password=NEW, again=NEW)
    assert same.status_code == 400 and "相同" in same.text
    assert (
        xin.submit("/me", "renew", current=NEW, password="my very own one", again="my very own one").status_code == 302
    )
    assert xin.get("/").status_code == 200


def test_temporary_password_expires(small: Small) -> None:
    made(small)
    small.time.pass_by(days=7)
    assert Visitor(small.app).login("xin", NEW).status_code == 401


def test_form_keeps_what_was_typed_but_no_password(small: Small) -> None:
    guan = Visitor(small.app, "guan")
    answer = guan.submit(
        "/people/add", "add", name="wang", shown_name="王五", role="webmaster", sites="bureau", password=NEW, again=NEW
    )
    assert answer.status_code == 400 and "已有这个用户名" in answer.text
    assert "王五" in answer.text and re.search(r'checked[^>]*value="bureau"|value="bureau"[^>]*checked', answer.text)
    assert NEW not in answer.text


def test_two_administrators_at_once_are_told(small: Small) -> None:
    guan = Visitor(small.app, "guan")
    page = f"/people/{number(small, 'jian')}"
    stand = str(guan.see(page).find("input", {"name": "stand"})["value"])  # type: ignore[index]
    first = guan.send(f"{page}/rights", page, stand=stand, shown_name="检查一", role="inspector")
    assert first.status_code == 302
    late = guan.send(f"{page}/rights", page, stand=stand, shown_name="检查二", role="writer")
    assert late.status_code == 409 and "检查一" in late.text
    assert find_account(small.store, "jian").role == "inspector"


def test_other_rights_end_the_session_at_once(small: Small) -> None:
    guan, wang = Visitor(small.app, "guan"), Visitor(small.app, "wang")
    page = f"/people/{number(small, 'wang')}"
    assert guan.submit(page, "rights", sites="municipal").status_code == 302
    assert wang.get("/").status_code == 302
    assert find_account(small.store, "wang").sites == {"municipal"}


@pytest.mark.parametrize("form", ["disable", "end", "reset"])
def test_disabling_ending_and_resetting_end_the_session_at_once(small: Small, form: str) -> None:
    guan, wang = Visitor(small.app, "guan"), Visitor(small.app, "wang")
    page = f"/people/{number(small, 'wang')}"
    assert guan.submit(page, form, password=NEW, again=NEW).status_code == 302
    assert wang.get("/").headers["Location"].startswith("/login")
    if form == "disable":
        assert Visitor(small.app).login("wang").status_code == 401
        assert guan.submit(page, "enable").status_code == 302
        assert Visitor(small.app).login("wang").status_code == 302


def test_last_administrator_stays_in_the_consoles_own_words(small: Small) -> None:
    guan = Visitor(small.app, "guan")
    page = f"/people/{number(small, 'guan')}"
    answer = guan.submit(page, "rights", role="writer")
    assert answer.status_code == 400 and "最后一个管理员" in answer.text and "gongkai " not in answer.text
    guan.send(f"{page}/disable", page)
    assert "最后一个管理员" in guan.see(page).text


def test_own_password_ends_all_other_sessions_but_this_one(small: Small) -> None:
    here, there = Visitor(small.app, "wang"), Visitor(small.app, "wang")
    assert here.submit("/me", "renew", current=PASSWORD, password=NEW, again=NEW).status_code == 302
    assert here.get("/").status_code == 200
    assert there.get("/").status_code == 302


def test_others_can_be_logged_out_from_the_own_page(small: Small) -> None:
    here, there = Visitor(small.app, "wang"), Visitor(small.app, "wang")
    assert "本次" in here.see("/me").text
    here.submit("/me", "end-others")
    assert "已结束其他1个登录" in here.see("/me").text
    assert there.get("/").status_code == 302 and here.get("/").status_code == 200


def test_present_password_cannot_be_guessed_at_an_unlocked_screen(small: Small) -> None:
    wang = Visitor(small.app, "wang")
    codes = [
        wang.submit("/me", "renew", current=f"guess number {guess}", password=NEW, again=NEW).status_code
        for guess in range(8)
    ]
    assert codes[:5] == [400] * 5 and codes[5:] == [429] * 3
    small.time.pass_by(seconds=15)
    assert wang.submit("/me", "renew", current=PASSWORD, password=NEW, again=NEW).status_code == 302


def test_own_token_is_shown_once_and_can_be_revoked(small: Small) -> None:
    nian = Visitor(small.app, "nian")
    answer = nian.submit("/me", "make-token", title="统计")
    (text,) = set(re.findall(r"gongkai_[\w-]{43}", answer.text))
    assert "no-store" in answer.headers["Cache-Control"]
    assert text not in nian.get("/me").text
    assert nian.send("/me/tokens/1/revoke", "/me").status_code == 302
    assert nian.send("/me/tokens/1/revoke", "/me").status_code == 404
    assert Visitor(small.app, "wang").send("/me/tokens/1/revoke", "/me").status_code == 404


def test_log_tells_who_did_what_and_how_it_ended(small: Small) -> None:
    guan = made(small)
    Visitor(small.app).login("wang", "a wrong password, alas")
    entered = small.log()
    assert entered[0] == ("管理员（guan）", "login", "guan", 302)
    assert entered[1] == ("管理员（guan）", "account.add", "xin", 302)
    assert entered[2] == ("", "login.refused", "wang", 401)
    page = guan.see("/people/deeds")
    assert "account.add" in page.text and "拒绝（401）" in page.text
    one = guan.see("/people/deeds", action="login.refused").find("tbody")
    assert one is not None and len(one.find_all("tr")) == 1
    assert "没有符合条件" in guan.see("/people/deeds", day="2001-01-01").text
    assert guan.get("/people/deeds", who="nobody of that name").status_code == 400
    assert guan.get("/people/deeds", before="1e99").status_code == 200
    assert NEW not in "\n".join(small.store.iterdump())


def test_older_pages_of_the_log_keep_the_filter(small: Small) -> None:
    guan = Visitor(small.app, "guan")
    for _ in range(60):
        guan.send("/language/zh", "/me")
    page = guan.see("/people/deeds", action="entrance.language")
    older = page.find("a", rel="next")
    assert older is not None and "action=entrance.language" in str(older["href"])
    assert len(guan.see(str(older["href"])).find("tbody").find_all("tr")) == 10  # type: ignore[union-attr]


def test_session_lasts_as_long_as_the_settings_say(small: Small) -> None:
    wang = Visitor(small.app, "wang")
    small.time.pass_by(minutes=59)
    assert wang.get("/").status_code == 200
    small.time.pass_by(minutes=61)
    assert wang.get("/").status_code == 302
    path = small.place.root / "gongkai.toml"
    path.write_text(path.read_text("utf-8").replace("idle_minutes = 60", "idle_minutes = 5"), "utf-8")
    wang.login("wang")
    small.time.pass_by(minutes=6)
    assert wang.get("/").status_code == 302


def test_settings_that_are_being_edited_and_wrong_lock_nobody_out(small: Small) -> None:
    wang = Visitor(small.app, "wang")
    (small.place.root / "gongkai.toml").write_text("[console\n", "utf-8")
    assert wang.get("/me").status_code == 200


def test_deed_that_could_not_be_entered_is_found_again(small: Small) -> None:
    """Between the change and the entry the process was killed: what was begun is entered later."""
    from gongkai.console.people.deeds import Deed, begin

    begin(small.store, Deed("2017-01-20T03:00:00Z", "王工（wang）", "findings.dispute", "12", None, "", 0, ""))
    guan = Visitor(small.app, "guan")
    small.time.moment += timedelta(minutes=1)
    assert "中断" in guan.see("/people/deeds").text

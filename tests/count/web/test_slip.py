"""A slip says who its owner is, and its picture leads where a tablet signs them in."""

from urllib.parse import parse_qs, urlsplit

import pytest
import segno

from count.web.slip import address_on_slip, page


@pytest.mark.parametrize("name", ["Ann Onymous", "Siân & Ŵyn #1", "O'Neill?code=x", "阮 安"])
def test_the_picture_leads_to_the_sign_in_page_with_name_and_code_kept_from_the_server(
    name: str,
) -> None:
    led = urlsplit(address_on_slip("https://hall.example:8443/", name, "ABCD-EFGH"))
    assert (led.scheme, led.netloc, led.path, led.query) == (
        "https",
        "hall.example:8443",
        "/sign-in",
        "",
    )
    assert parse_qs(led.fragment) == {"name": [name], "code": ["ABCD-EFGH"]}


def test_the_slip_shows_that_very_picture() -> None:
    address = address_on_slip("http://10.0.0.5:8000", "Ann", "ABCD-EFGH")
    drawn = segno.make(address, error="m").svg_inline(
        border=4, omitsize=True, title="The sign-in page, with the code"
    )
    said = page("http://10.0.0.5:8000", "Ann", "supervisor of t1", "ABCD-EFGH")
    assert drawn in said
    for words in ("Ann", "supervisor of t1", "ABCD-EFGH", "http://10.0.0.5:8000/sign-in"):
        assert f">{words}<" in said


def test_a_name_is_a_name_and_no_markup() -> None:
    said = page("http://h", "<b>Ann</b>", "observer", "A")
    assert "<b>" not in said
    assert "&lt;b&gt;Ann" in said

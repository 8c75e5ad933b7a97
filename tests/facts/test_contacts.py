"""Mail addresses, phone numbers, addresses of the net and handles, however they are written."""

import pytest

from coach.facts.contacts import contacts
from coach.text import normalise


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("お問い合わせはtaro@reidai.exampleまで", [("mail", "taro@reidai.example")]),
        ("ｔａｒｏ＠ｒｅｉｄａｉ．ｅｘａｍｐｌｅ", [("mail", "taro@reidai.example")]),
        ("taro(at)reidai.example", [("mail", "taro@reidai.example")]),
        ("03-1234-5678", [("phone", "0312345678")]),
        ("０３（１２３４）５６７８", [("phone", "0312345678")]),
        ("(03)1234-5678", [("phone", "0312345678")]),
        ("03ー1234ー5678", [("phone", "0312345678")]),
        ("090 1234 5678", [("phone", "09012345678")]),
        ("+81-3-1234-5678", [("phone", "0312345678")]),
        ("0120-123-456", [("phone", "0120123456")]),
        ("https://reidai.example/a?b=1をご覧ください", [("url", "reidai.example/a?b=1")]),
        ("REIDAI.COM です", [("url", "reidai.com")]),
        ("@reidai_koubou へ", [("handle", "reidai_koubou")]),
        ("LINE IDは reidai99", [("handle", "reidai99")]),
        ("〒100-0001", [("postal", "1000001")]),
        ("100-0001 東京都千代田区", [("postal", "1000001")]),
        ("費用は100-2000円、納期は2026-12-15、10:00-18:00", []),
        ("Node.jsとVer.1.2を使い、3,000件を0.5日で", []),
        ("A4で030-5000部", []),
    ],
)
def test_contacts_are_found_in_one_form(text: str, found: list[tuple[str, str]]) -> None:
    assert [(contact.kind, contact.value) for contact in contacts(normalise(text))] == found

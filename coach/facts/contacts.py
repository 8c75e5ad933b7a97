"""Ways to reach somebody: mail addresses, phone numbers, addresses of the net, handles, postal codes."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from coach import kanji

ContactKind = Literal["mail", "url", "phone", "handle", "postal"]


class Contact(NamedTuple):
    """A contact at ``text[start:end]`` of a folded text; ``value`` is the form under which it is compared."""

    kind: ContactKind
    value: str
    start: int
    end: int


_MAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}(?:@|[ ]?[\[(](?:at|AT|アット|あっと)[\])][ ]?)"
    r"[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}"
)
_TOP = "jp|com|net|org|io|dev|app|info|biz|ai|tv|site|online|shop|xyz|link|page|ly|gl|gle|cc|top|work|club|tokyo|co|cn|ru|uk|eu|de|fr|kr|tw"
_URL = re.compile(
    r"(?:(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9+.-]{1,15}://|(?<![A-Za-z0-9])(?:www|WWW)\.)[A-Za-z0-9._~:/?#@!$&'*+,;=%-]+"
    rf"|(?<![A-Za-z0-9@._-])(?:[A-Za-z0-9-]{{2,40}}\.){{1,3}}(?i:{_TOP})(?:/[A-Za-z0-9._~:/?#@!$&'*+,;=%-]{{0,200}})?(?![A-Za-z0-9-])"
)
_GAP = r"(?:[ ]?[-ー.][ ]?|[ ])"
_PHONE = re.compile(
    r"(?<![0-9A-Za-z.,-])(?:"
    rf"\+[ ]?81{_GAP}?(?:\(0\))?0?[0-9]{{1,4}}{_GAP}?[0-9]{{1,4}}{_GAP}?[0-9]{{3,4}}"
    rf"|\(0[0-9]{{1,4}}\)[ -]?[0-9]{{1,4}}{_GAP}[0-9]{{3,4}}"
    rf"|0[0-9]{{1,4}}(?:{_GAP}|[ ]?\()[0-9]{{1,4}}(?:{_GAP}|\)[ -]?)[0-9]{{3,4}}"
    r"|0[0-9]{9,10})(?![0-9]|-[0-9])"
)
_HANDLE = re.compile(
    r"(?<![A-Za-z0-9._%+@-])@[A-Za-z0-9_](?:[A-Za-z0-9_.]{0,28}[A-Za-z0-9_])(?![A-Za-z0-9_]*[.@])"
    r"|(?i:LINE|ライン|Chatwork|チャットワーク|Slack|Skype|Telegram|WeChat|WhatsApp|カカオトーク)(?:の)?[ ]?(?:ID|アカウント)[ ]?(?:は|:|が)?[ ]?[「『]?@?[A-Za-z0-9_][A-Za-z0-9_.-]{2,29}"
)
_POSTAL = kanji.compiled(
    r"〒[ ]?[0-9]{3}[-ー]?[0-9]{4}(?![0-9])"
    r"|(?<![0-9,.-])[0-9]{3}-[0-9]{4}(?=[ \n]{0,4}(?:北海道|東京都|京都府|大阪府|[一-龠]{2,3}県|[一-龠]{1,5}市|[一-龠]{1,4}区))"
)


def contacts(text: str) -> Iterator[Contact]:
    """Yield the contacts of a folded text, kind by kind: a mail address first, for a URL may seem to stand in it."""
    for match in _MAIL.finditer(text):
        value = re.sub(r"[ ]?[\[(][a-zA-Zァ-ヺあ-ん]{2,3}[\])][ ]?", "@", match.group())
        yield Contact("mail", value.lower(), *match.span())
    for match in _URL.finditer(text):
        url = match.group().rstrip(".,:;!?'")
        bare = re.sub(r"^https?://", "", url.lower()).rstrip("/")
        yield Contact("url", bare, match.start(), match.start() + len(url))
    for match in _PHONE.finditer(text):
        digits = re.sub(r"^810?", "0", re.sub(r"[^0-9]", "", match.group()))
        if 10 <= len(digits) <= 11:
            yield Contact("phone", digits, *match.span())
    for match in _HANDLE.finditer(text):
        yield Contact(
            "handle", re.sub(r"^.*?@?(?=[A-Za-z0-9_.-]+$)", "", match.group()).lower(), *match.span()
        )
    for match in _POSTAL.finditer(text):
        yield Contact("postal", re.sub(r"[^0-9]", "", match.group()), *match.span())

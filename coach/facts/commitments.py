"""Statements without figures that bind the vendor: offered deliverables, support, roles, wider scope.

Precision comes first: a sentence is reported only where it offers something whose words stand in no line of
the vendor's. What it cannot see (a true word in a false relation) is counted by ``python -m evals.facts``.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from coach.facts.additions import added, things
from coach.facts.apart import Priced, given_away, priced
from coach.facts.attributions import Quality, Subset, fused, of_a_part, of_another, qualities, subsets
from coach.facts.claims import Claim
from coach.facts.content import Known, is_content, known, normal_form
from coach.facts.denials import Denial, contrary, denials
from coach.facts.extract import extract
from coach.facts.phrases import PLACEHOLDER
from coach.facts.pledges import pledged, shorter_contract, shortest_terms
from coach.facts.pool import Source
from coach.facts.provenance import Unsupported
from coach.facts.wording import is_meeting_proposal, is_question
from coach.facts.words import deliverables
from coach.text import Document, Sentence, Word, normalise, squeeze

_SILENT = re.compile(
    r"(?:ください|下さい|くださいませ|いただけますと[^。]*|いただければ[^。]*|いただきたく[^。]*|願い(?:いた|申し)[^。]*|幸いです|存じます|思います|思っております|考えております|考えています|申します|ございます|ありがとうございました"
    r"|ております。?のでご安心|拝見(?:し|いた)[^。]*|承知(?:し|いた)[^。]*|お察し[^。]*|(?:お勧め|おすすめ|お薦め)(?:し|いた)[^。]*|お世話に[^。]*|楽しみに[^。]*|失礼(?:し|いた)[^。]*|お待ち(?:して|申し)[^。]*|拝察[^。]*|と(?:の|いう)こと(?:です|でした)|伺いました|かもしれません|でしょう|と考えます|(?:良|よ)いです|向き(?:ます|です))[。!]?$"
)
_GREETING = re.compile(
    r"お世話に|ありがとうござい|御礼|お礼|申し遅れ|ご連絡(?:いた|差し上げ)し?まし|応募(?:いた|させ)|お気軽に|(?:ご質問|ご不明)[^。]{0,30}(?:ください|お寄せ|ございましたら|あれば)|何卒|どうぞ"
)
_CONDITION = re.compile(
    r"(?:よろしければ|よければ|ご希望で(?:したら|あれば)|ご必要で|必要で(?:したら|あれば)|もし)[^。]*(?:お知らせ|お申し付け|お聞かせ|ください|ご相談)"
)
# 発送もお任せください offers the 発送.
_ENTRUSTED = re.compile(r"[一-龠々ァ-ヺー](?:も|は|まで)(?:すべて|全て)?お任せください[。!]?$")
# A polite present promises, unless its verb tells what happens by itself.
_OFFER = re.compile(
    r"(?:(?<!なり)(?<!決まり)(?<!変わり)(?<!かかり)(?<!増え)(?<!減り)(?<!分かれ)(?<!あり)(?<!違い)(?<!起き)(?<!生じ)(?<!見え)(?<!伝わり)(?<!進み)"
    r"(?<!下がり)(?<!上がり)(?<!高まり)(?<!広がり)(?<!つながり)(?<!止まり)(?<!願い)(?<!困り)(?<!異なり)(?<!しまい)(?<!残り)(?<!足り)(?<!済み)(?<!動き)ます"
    r"|可能です|不要です|お約束です|(?:取り決め|用意|制度|仕組み|枠)[がも]あります|(?:必要|心配|手間|費用|負担)[はも](?:一切)?(?:ありません|ございません|かかりません))[。!]?[」)]?$"
)
_ROLE = re.compile(
    r"担当者|スタッフ|社員|メンバー|経験者|専門家|専門の|税理士|ディレクター|デザイナー|カメラマン|翻訳者|オペレーター|講師|エンジニア|ライター|私が|代表が|全員|チーム"
)
_ROLE_QUALITY = re.compile(
    r"経験|出身|知る|詳し|精通|資格|専任|専属|在籍|熟知|社内|直接|ベテラン|専門|母語|ネイティブ|全員|代表|有資格"
)
_SUBSET = re.compile(
    r"(?:うち|中)?[0-9一二三四五六七八九十]{1,3}(?:名|人)(?:が|は|の|、|に)|一部|[0-9]{1,3}名中"
)
_COUNTED = re.compile(r"[0-9一二三四五六七八九十]{1,3}(?:名|人)|一部|うち")
_RELIEF = re.compile(
    r"(?:必要は(?:ありません|ございません)|不要です|手間は(?:かかりません|ありません)|いただかなくて)"
)
_ACCEPTS = re.compile(r"承り|承っ|対応|お受け|可能です|できます|行います|お任せ")
# A clause needs this share of its words without source; below it a rewording is likelier than an invention.
_SHARE = 0.5
# What stands before the polite ending of a sentence.
_LEAD = re.compile(r"(.{4,120}?(?:ます|です))(?:ので|から|が|し|ため)、")
# Nobody denies more; the limit keeps a hostile text quick.
_MOST_DENIED = 100
# Code points at the end of a sentence in which its verb stands.
_TAIL = 16
_GIVES = re.compile(
    r"作成|作り|付け|付き|つき|送り|渡し|出し|用意|開き|行い|承|対応|サポート|フォロー|立ち会|同席|伺い|訪問|結び|書き|実施|代行|手配|制作|実装|構築|お受け|受け持|受けま|手伝い|含み|含め|含まれ"
    r"|担い|担当|務め|常駐|派遣|続け|任せ|設け|配置|在籍|共有|報告|提案|提供|可能|架電し|訳し|答え|伴走|支援|(?:お使い|お聞き|ご利用|ご覧|お選び|お試し|お任せ)いただけ|いただいて(?:います|おります)|保管|管理し|間に合|収ま|伝え|届け|です|必要は|不要"
)
# Sentences that announce what the letter itself says next.
_TELLS = re.compile(r"お?(?:答え|伝え)(?:し|いた|申し)|ご?(?:説明|案内|紹介)(?:し|いた|申し)|お話しし")


@dataclass(frozen=True)
class _Material:
    """What the sources say, looked at once for all sentences."""

    own: Known
    everything: Known
    limited: tuple[str, ...]
    denied: tuple[Denial, ...]
    priced: tuple[Priced, ...]
    subsets: tuple[Subset, ...]
    qualities: tuple[Quality, ...]
    figures: dict[tuple[str, str], frozenset[str]]
    terms: list[str]
    budget: Decimal
    prices: tuple[Decimal, ...]

    def fits(self, sentence: str) -> bool:
        """Tell whether a sentence only says that the prices of the text lie within the customer's budget."""
        said = re.search(r"収ま(?:り|る|って)", sentence) and not re.search(
            r"提案|構成|プラン|調整", sentence
        )
        return bool(said and self.prices and max(self.prices) <= self.budget)


def unsupported_statements(text: str, sources: Sequence[Source]) -> tuple[Unsupported, ...]:
    """Return the sentences of ``text`` that offer or claim something no vendor's line carries, in order.

    Greetings, questions, requests, proposals to meet and offers in the form of a question are silent. Figures
    are the matter of ``unsupported``. Loads the dictionary.
    """
    document = Document(text)
    told = "\n".join(squeeze(source.text) for source in sources if source.origin != "case")
    claims = extract(document.text)
    material = _material(sources, claims)
    # Figures, names and promises are proved apart; here they carry nothing.
    checked = bytearray(len(document.text))
    for claim in claims:
        checked[claim.start : claim.end] = b"\x01" * (claim.end - claim.start)
    starts = [claim.start for claim in claims]
    found: list[Unsupported] = []
    for whole in document.sentences:
        if squeeze(whole.text).rstrip("。") in told:
            continue
        inside = claims[bisect_left(starts, whole.start) : bisect_left(starts, whole.end)]
        reason, sentence = _misstated(whole, inside, material, document.text), whole
        for offered in _offers(whole) if not reason else ():
            content = [
                word
                for word in document.words_in(offered.start, offered.end)
                if is_content(word) and not any(checked[word.start : word.end])
            ]
            reason, sentence = _reason(offered, content, material), offered
            if reason:
                break
        if reason:
            start, end = document.source_span(sentence.start, sentence.end)
            found.append(Unsupported(document.source[start:end], "statement", reason, start, end, "block"))
    return tuple(found)


def binding(sentence: Sentence) -> Sentence | None:
    """Return the sentence, or the clause at its head, that offers or claims something for the vendor, if any.

    A polite ending hides no promise: of 保守も行いますので、よろしくお願いいたします the first clause binds.
    """
    return next(_offers(sentence), None)


def _offers(sentence: Sentence) -> Iterator[Sentence]:
    """Yield what binds in a sentence: all of it, and the clause at its head."""
    if sentence.kind not in {"prose", "bullet"}:
        return
    if _binds(sentence.text):
        yield sentence
    lead = _LEAD.match(sentence.text)
    if lead and _binds(lead[1] + "。"):
        yield Sentence(sentence.start, sentence.start + len(lead[1]), lead[1], sentence.kind)


def _binds(sentence: str) -> bool:
    if PLACEHOLDER.search(sentence) or is_question(sentence) or is_meeting_proposal(sentence):
        return False
    if _ENTRUSTED.search(sentence):
        return True
    if _SILENT.search(sentence) or _GREETING.search(sentence) or _CONDITION.search(sentence):
        return False
    return bool(_OFFER.search(sentence)) or bool(_ROLE.search(sentence) and _ROLE_QUALITY.search(sentence))


def _material(sources: Sequence[Source], claims: Sequence[Claim]) -> _Material:
    vendors = [source for source in sources if source.origin != "case"]
    own = known(vendors)
    lines = [normalise(source.text) for source in vendors]
    limited = [
        line for line in lines if _SUBSET.search(line) and _ROLE_QUALITY.search(line) and "全員" not in line
    ]
    theirs = [
        number
        for source in sources
        if source.origin == "case" and "予算" in source.text
        for claim in extract(source.text)
        if claim.kind == "money"
        for number in claim.numbers
    ]
    said = [number for claim in claims if claim.kind == "money" for number in claim.numbers]
    return _Material(
        own,
        known(sources),
        tuple(limited[:_MOST_DENIED]),
        denials(lines),
        priced(vendors),
        subsets(vendors),
        qualities(vendors),
        _figures(vendors),
        shortest_terms(lines),
        max(theirs, default=Decimal(0)),
        tuple(number for number in said if number not in theirs),
    )


def _figures(sources: Sequence[Source]) -> dict[tuple[str, str], frozenset[str]]:
    """Return each figure with the lines that hold it."""
    lines: dict[tuple[str, str], set[str]] = {}
    for source in sources:
        for claim in extract(source.text):
            lines.setdefault(claim.figure, set()).add(source.id)
    return {figure: frozenset(ids) for figure, ids in lines.items()}


def _misstated(sentence: Sentence, claims: Sequence[Claim], material: _Material, text: str) -> str:
    """Return what a sentence says otherwise than the lines it is made of, whether it offers anything or not."""
    if sentence.kind not in {"prose", "bullet"} or is_question(sentence.text):
        return ""
    if PLACEHOLDER.search(sentence.text):
        return ""
    said = sentence.text
    return (
        of_a_part(said, claims, material.subsets)
        or fused(said, claims, material.figures)
        or of_another(said, material.qualities, material.own.text)
        or given_away(said, claims, material.priced)
        or shorter_contract(said, text, material.terms)
    )


def _reason(sentence: Sentence, content: list[Word], material: _Material) -> str:
    own, everything = material.own, material.everything
    if _widens_role(sentence.text, content, material.limited):
        return "一部の人に限られる経験や資格を、担当者全体のこととして書いています。"
    if promised := pledged(sentence.text, own.text, fits=material.fits(sentence.text)):
        return promised
    tail = sentence.text[-_TAIL:]
    if content and (against := contrary(sentence.text, own.text, material.denied)):
        return against
    thing = added(sentence, content, own, everything)
    if thing:
        return f"「{thing}」を提供するという内容は、材料にありません。"
    if not content or not _GIVES.search(tail):
        return ""
    novel = [word for word in content if not own.has(word)]
    strange = [word for word in novel if not everything.has(word)]
    named = "」「".join(dict.fromkeys(word.surface for word in strange or novel))
    compound = next((thing for thing in things(sentence.text) if not everything.names(thing)), "")
    if compound:
        return f"「{compound}」を提供するという内容は、材料にありません。"
    if any(normal_form(word) in deliverables() for word in strange):
        return f"「{named}」を提供するという内容は、材料にありません。"
    if any(word.pos[0] == "名詞" for word in strange) and _RELIEF.search(tail):
        return f"「{named}」を不要とする内容は、材料にありません。"
    if _TELLS.search(tail):
        return ""
    if (
        len(strange) >= 2
        and len(strange) >= _SHARE * len(content)
        and any(word.pos[0] == "名詞" for word in strange)
    ):
        return f"「{named}」は材料にありません。"
    if len(novel) >= _SHARE * len(content) and (
        any(normal_form(word) in deliverables() for word in novel)
        or (
            len(novel) == len(content)
            and sum(len(word.surface) for word in novel) >= 4
            and _ACCEPTS.search(tail)
        )
    ):
        return f"「{named}」は発注者の言葉で、応じられるという事実がありません。"
    return ""


def _widens_role(sentence: str, content: list[Word], limited: Sequence[str]) -> bool:
    if not (_ROLE.search(sentence) and _ROLE_QUALITY.search(sentence)) or _COUNTED.search(sentence):
        return False
    for line in limited:
        shared = {
            word.surface for word in content if word.surface in line and not _ROLE.fullmatch(word.surface)
        }
        if len(shared) >= 2 or (shared and len(content) <= 3):
            return True
    return False

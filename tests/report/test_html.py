"""The report as a file that is handed on: self-contained, hostile text stays text, readable in a real browser."""

import re
import shutil
import subprocess
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import coach
from coach import Case, Profile
from coach.critic.finding import Finding
from coach.report.html import comparison_html, feedback_html, phrased, segments
from coach.results import DroppedFact, Feedback, Rewrite, SourcedSentence, UnsupportedStatement
from tests.critic.texts import APPLICATION, CASE, PROFILE

ROOT = Path(__file__).resolve().parents[2]
POOR = (ROOT / "samples" / "drafts" / "web-renewal-application-poor.txt").read_text(encoding="utf-8")

HOSTILE = (
    "</title><script>alert(1)</script>\n<img src=https://example.com/x.png onerror=alert(1)>\n"
    "\x1b[31m赤\x1b[0m \u202e逆\u202c \u200f右 {{ 7*7 }} {% raw %} </style> <!-- \"'&amp; javascript:alert(1)\n"
    "https://example.com/" + "a" * 200 + "\n" + "1" * 400
)  # fmt: skip
VOID = {"meta", "wbr", "rect", "br"}


class Page(HTMLParser):
    """What a browser would see: the elements in order, with their attributes, and the text."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.unbalanced: list[str] = []
        self.text: dict[str, str] = {}
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.unbalanced.append(tag)

    def handle_data(self, data: str) -> None:
        for tag in {*self.open, "*"}:
            self.text[tag] = self.text.get(tag, "") + data

    def named(self, *tags: str) -> list[tuple[str, dict[str, str]]]:
        return [element for element in self.elements if element[0] in tags]


def case_and_profile(text: str) -> tuple[Case, Profile]:
    case = Case(
        **{**CASE, "title": text, "meeting_preference": text, "description": text, "requirements": (text,)}
    )
    return case, Profile(company=text, facts=(text, "部品メーカーのサイトを2年で6件制作"))


@cache
def pages() -> dict[str, str]:
    """Every kind of page: plain and hostile, with and without a case, with empty sides."""
    case = Case(**CASE)
    bad_case, bad_profile = case_and_profile(HOSTILE)
    mixed = POOR + HOSTILE
    return {
        "feedback": feedback_html(coach.feedback(POOR, case, "application", PROFILE), POOR),
        "feedback hostile": feedback_html(coach.feedback(mixed, bad_case, "application", bad_profile), mixed),
        "feedback of a model": feedback_html(proved(case), POOR),
        "feedback empty": feedback_html(coach.feedback("", case), ""),
        "compare": comparison_html(coach.compare(POOR, APPLICATION, case, "application", PROFILE)),
        "compare worse": comparison_html(coach.compare(APPLICATION, POOR, case, "application", PROFILE)),
        "compare hostile": comparison_html(
            coach.compare(APPLICATION, mixed, bad_case, "application", bad_profile)
        ),
        "compare without case": comparison_html(coach.compare(POOR, APPLICATION)),
        "compare same": comparison_html(coach.compare(POOR, POOR, case)),
        "compare empty": comparison_html(coach.compare("", "")),
    }


def proved(case: Case) -> Feedback:
    """A critique whose rewrite carries what only a model's answer has: sources, and facts without one."""
    rewrite = Rewrite(
        text="6件制作しました。<b>",
        sentences=(SourcedSentence(text="6件制作しました。", kind="fact", sources=("P1", "D3")),),
        unsupported=(UnsupportedStatement(quote="<i>60件", kind="count", why="どこにもありません。"),),
        dropped=(DroppedFact(quote="120万円", kind="money"),),
    )
    return coach.feedback(POOR, case).model_copy(update={"rewrite": rewrite, "warnings": ("見本の注意<",)})


@pytest.fixture(params=[
    "feedback", "feedback hostile", "feedback of a model", "feedback empty", "compare", "compare worse", "compare hostile",
    "compare without case", "compare same", "compare empty",
])  # fmt: skip
def source(request: pytest.FixtureRequest) -> str:
    return pages()[request.param]


def test_facts_stand_with_their_source() -> None:
    told = Page(pages()["feedback of a model"]).text["li"]
    for words in ("P1・D3", "<i>60件", "どこにもありません。", "120万円"):
        assert words in told


def test_a_page_is_well_formed_and_nothing_in_it_acts(source: str) -> None:
    page = Page(source)
    assert page.unbalanced == [] and page.open == []
    assert page.named("script", "img", "iframe", "link", "object", "form", "base", "input") == []
    for _, attributes in page.elements:
        assert not [
            name for name in attributes if name.startswith("on") or name in {"src", "srcset", "action"}
        ]
        assert attributes.get("href", "#").startswith("#")
        assert re.fullmatch(r"(width: [0-9]{1,3}%)?", attributes.get("style", ""))
    assert "url(" not in page.text["style"] and "@import" not in page.text["style"]


def test_the_policy_allows_styles_and_nothing_else(source: str) -> None:
    policies = [
        a["content"]
        for _, a in Page(source).named("meta")
        if a.get("http-equiv") == "Content-Security-Policy"
    ]
    assert len(policies) == 1
    assert "default-src 'none'" in policies[0] and "script-src" not in policies[0]
    assert source.index("Content-Security-Policy") < source.index("<title>")


def test_control_and_direction_characters_are_made_visible(source: str) -> None:
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]", source)


@pytest.mark.parametrize("name", ["feedback hostile", "compare hostile"])
def test_hostile_text_stays_text(name: str) -> None:
    text = Page(pages()[name]).text["main"]
    for words in (
        "<script>alert(",
        "</title>",
        "{{ 7*7 }}",
        "</style>",
        "&amp;",
        "<U+202E>",
        "<U+001B>",
        "<U+200F>",
    ):
        assert words in text


def test_links_lead_somewhere_and_ids_are_unique(source: str) -> None:
    page = Page(source)
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    for _, attributes in page.elements:
        assert attributes.get("href", "#")[1:] in {"", *ids}
        assert attributes.get("aria-labelledby", ids[0]) in ids


def test_a_screen_reader_gets_language_headings_in_order_and_labels(source: str) -> None:
    page = Page(source)
    assert page.elements[0] == ("html", {"lang": "ja"})
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(below - above <= 1 for above, below in zip(levels, levels[1:], strict=False))
    assert all(
        attributes.get("role") == "img" and "票" in attributes["aria-label"]
        for _, attributes in page.named("svg")
    )
    assert all("scope" in attributes for _, attributes in page.named("th"))
    assert all(attributes.get("aria-label") for _, attributes in page.named("a"))


def test_feedback_marks_every_placed_finding_in_the_text() -> None:
    page = Page(pages()["feedback"])
    found = coach.feedback(POOR, Case(**CASE), "application", PROFILE).findings
    marks = {attributes["id"] for tag, attributes in page.elements if tag == "mark" and "id" in attributes}
    links = [attributes["href"] for _, attributes in page.named("a") if attributes["class"] == "ref"]
    placed = [number for number, finding in enumerate(found, 1) if finding.quote]
    assert sorted(links) == sorted(f"#finding-{number}" for number in placed)
    assert {a["href"][1:] for _, a in page.named("a") if a["class"] == "back"} <= marks
    for finding in found:
        assert finding.message in page.text["h3"] and finding.suggestion in page.text["dd"]


def test_comparison_shows_both_versions_the_scores_and_the_facts() -> None:
    page = Page(pages()["compare"])
    result = coach.compare(POOR, APPLICATION, Case(**CASE), "application", PROFILE)
    assert page.text["main"].index(result.conclusion) < page.text["main"].index("点数の内訳")
    assert "必ず成果を出せる" in page.text["del"] and "90分の説明会" in page.text["ins"]
    assert (
        f"{result.before.score}/100" in page.text["main"] and f"{result.after.score}/100" in page.text["main"]
    )
    assert len([1 for tag, a in page.elements if tag == "tr" and a.get("class") == "moved"]) == sum(
        old.met != new.met for old, new in zip(result.before.checklist, result.after.checklist, strict=True)
    )
    for fact in (*result.facts.added, *result.facts.dropped):
        assert fact in page.text["li"]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<b>", "&lt;b&gt;"),
        ("20万円", '<span class="n">20万円</span>'),
        ("10,000円です", '<span class="n">10,000円</span>です'),
        ("5〜20通", '<span class="n">5〜20</span>通'),
        ("はい、次", "はい、<wbr>次"),
        ("「はい。」", "「はい。」"),
        ("a\u202eb", "a&lt;U+202E&gt;b"),
    ],
)
def test_lines_break_at_phrases_and_numbers_stay_whole(text: str, html: str) -> None:
    assert str(phrased(text)) == html


def test_a_very_long_run_of_digits_may_be_broken() -> None:
    assert all(len(run) <= 20 for run in re.findall(r'class="n">([^<]*)<', str(phrased("1" * 400))))


SPANS = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=6)


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="あい1。\n", min_size=20, max_size=20), SPANS)
def test_segments_give_the_text_again_with_every_finding_inside(
    text: str, spans: list[tuple[int, int]]
) -> None:
    findings = [
        Finding(
            rule="R", fault="no_evidence", severity="info", start=min(span), end=max(span),
            quote=text[min(span) : max(span)], message="", suggestion="",
        )
        for span in spans
    ]  # fmt: skip
    cut = segments(text, findings)
    assert "".join(segment.text for segment in cut) == text
    placed = sorted(number for number, finding in enumerate(findings, 1) if finding.quote)
    assert sorted(number for segment in cut for number in segment.begins) == placed
    assert sorted(number for segment in cut for number in segment.ends) == placed
    covered = {at for finding in findings for at in range(finding.start, finding.end)}
    at = 0
    for segment in cut:
        assert bool(segment.severity) == (at in covered)
        at += len(segment.text)


def test_the_findings_of_a_long_text_are_not_tried_at_every_place() -> None:
    findings = [
        Finding(
            rule="R", fault="no_evidence", severity="info", start=at, end=at + 1, quote="あ", message="", suggestion=""
        )
        for at in range(0, 10_000, 2)
    ]  # fmt: skip
    started = process_time()
    assert len(segments("あ" * 10_000, findings)) == 10_000
    assert process_time() - started < 0.5


CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None
)

# The page is put into a frame of the wanted width; the outer page measures it, so that the report needs no script.
FRAME = """<!DOCTYPE html><meta charset="utf-8"><body style="margin:0"><script>
const widths = [390, 1280]; let told = [];
for (const width of widths) {
  const frame = document.createElement("iframe");
  frame.style.cssText = `border:0;height:900px;width:${width}px`;
  frame.onload = () => {
    const inner = frame.contentDocument;
    let widest = 0;
    for (const element of inner.querySelectorAll("body *")) widest = Math.max(widest, element.getBoundingClientRect().right);
    const requests = frame.contentWindow.performance.getEntriesByType("resource").length;
    told.push(`${width}: scroll ${inner.documentElement.scrollWidth} widest ${Math.floor(widest)} requests ${requests} lang ${inner.documentElement.lang}`);
    if (told.length === widths.length) { document.body.dataset.told = told.sort().join("; "); }
  };
  frame.src = "report.html";
  document.body.append(frame);
}
</script>"""


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")
@pytest.mark.parametrize("name", ["feedback", "feedback hostile", "compare", "compare hostile"])
def test_a_browser_shows_it_without_errors_requests_or_sideways_scrolling(name: str, tmp_path: Path) -> None:
    assert CHROMIUM
    (tmp_path / "report.html").write_text(pages()[name], encoding="utf-8")
    (tmp_path / "frame.html").write_text(FRAME, encoding="utf-8")
    done = subprocess.run(
        [
            CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files", "--enable-logging=stderr", "--v=0",
            "--disable-background-networking", "--disable-component-update", "--no-first-run", "--disable-dev-shm-usage",
            f"--user-data-dir={tmp_path / 'browser'}", "--virtual-time-budget=5000", "--window-size=1400,1900",
            "--dump-dom", (tmp_path / "frame.html").as_uri(),
        ],
        capture_output=True, text=True, encoding="utf-8", timeout=90,
    )  # fmt: skip
    told = {
        int(width): [int(number) for number in numbers]
        for width, *numbers in re.findall(
            r"([0-9]+): scroll ([0-9]+) widest ([0-9]+) requests ([0-9]+) lang ja", done.stdout
        )
    }
    assert set(told) == {390, 1280}, done.stderr[-2000:]
    for width, (scroll, widest, requests) in told.items():
        assert scroll <= width and widest <= width
        assert requests == 0
    assert not [line for line in done.stderr.splitlines() if "CONSOLE" in line]

"""The figures in the documents are those that anybody gets, and no lower than what was reached before."""

from collections.abc import Iterator

import pytest

from evals import answers, classification, sentences
from evals.__main__ import BEGIN, DOCS, END, _check
from evals.corpus import ROOT, SPLITS
from evals.critic import Measured, measure, table

# What stands left of the columns of the linter, which is not installed everywhere.
_OURS = 7


@pytest.fixture(scope="module")
def measured() -> dict[str, Measured]:
    return {split: measure(split) for split in SPLITS}


def rows(text: str) -> Iterator[list[str]]:
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| ") and len(cells) >= _OURS and cells[1].isdigit():
            yield cells[:_OURS]


def test_the_documented_tables_are_what_is_measured(measured: dict[str, Measured]) -> None:
    documented = DOCS.read_text(encoding="utf-8").split(BEGIN)[1].split(END)[0]
    found = [row for split, result in measured.items() for row in rows(table(split, result, None))]
    assert found and list(rows(documented)) == found
    for split in measured:
        assert answers.line(split) in documented
        assert sentences.line(split) in documented
    assert classification.table() in documented


def test_every_case_goes_where_a_person_would_put_it() -> None:
    rows = classification.table().splitlines()[4:]
    counts = [[int(cell) for cell in row.split("|")[2:-1]] for row in rows]
    assert sum(map(sum, counts)) == len(list((ROOT / "cases").glob("*.toml")))
    assert all(row[at] == sum(row) > 0 for at, row in enumerate(counts))


def test_no_figure_fell_below_the_recorded_one(
    measured: dict[str, Measured], capsys: pytest.CaptureFixture[str]
) -> None:
    assert _check(measured["report"]) == 0, capsys.readouterr().err

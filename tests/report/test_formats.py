"""Each result in each of its formats: what the table names is there, and takes what it is given."""

from typing import get_args

import pytest

import coach
from coach import Case
from coach.report.formats import ResultName, formats, render
from coach.report.layout import Style
from tests.critic.texts import APPLICATION, CASE

RESULTS = {
    "Classification": coach.classify(Case(**CASE)),
    "Feedback": coach.feedback(APPLICATION, Case(**CASE), "application"),
    "Draft": coach.draft(Case(**CASE)),
    "Comparison": coach.compare(APPLICATION, "ご担当者様\n", Case(**CASE)),
}
BEGINS = {"text": ("■", "○", "△", "×"), "json": "{", "markdown": "## ", "html": "<!DOCTYPE html>"}


@pytest.mark.parametrize(
    ("name", "format"), [(name, format) for name in get_args(ResultName) for format in formats(name)]
)
def test_a_result_is_shown_in_each_of_its_formats(name: ResultName, format: str) -> None:
    shown = render(RESULTS[name], format, Style(), sources=True, draft=APPLICATION)
    assert shown.startswith(BEGINS[format])

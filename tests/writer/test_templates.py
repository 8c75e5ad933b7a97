"""The templates in force: the user's own stand for the shipped ones, and a broken one is named with its line."""

import re
from pathlib import Path

import pytest

from coach.errors import ConfigError
from coach.writer.prompts import PromptError, Templates, ask_prompt, draft_prompt, templates
from tests.writer.jobs import job_for, reader_for

# A file of the user's own folder, and the words of the error that it raises.
BROKEN = [
    ("ask/user.j2", "よい\n{% for x in %}\n", ["2行目「{% for x in %}」", "書き方に誤り"]),
    ("ask/user.j2", "よい\n\n{{ kind }\n", ["3行目「{{ kind }」", "書き方に誤り"]),
    (
        "ask/user.j2",
        "{{ custmer.tendency }}\n",
        ["1行目「{{ custmer.tendency }}」", "「custmer」という値はありません"],
    ),
    ("ask/user.j2", "よい\n{{ customer.mood }}\n", ["2行目", "「mood」という値はありません"]),
    ("ask/user.j2", '{% include "parts/mine.j2" %}\n', ["1行目", "「parts/mine.j2」が見つかりません"]),
    ("ask/user.j2", "{{ kind + 1 }}\n", ["1行目「{{ kind + 1 }}」", "実行できません"]),
    ("ask/user.j2", '{{ "".__class__.__mro__ }}\n', ["1行目", "実行できません"]),
    ("ask/user.j2", '{% include "ask/user.j2" %}\n', ["1行目", "実行できません"]),
    ("ask/system.j2", "{{ kind }}\n", ["1行目", "「kind」という値はありません"]),
    ("parts/customer.j2", "よい\n{{ mood }}\n", ["2行目「{{ mood }}」", "「mood」という値はありません"]),
    ("parts/lines.j2", "{% if %}\n", ["1行目「{% if %}」", "書き方に誤り"]),
]


def own(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode(encoding))
    return folder


@pytest.mark.parametrize(("name", "text", "told"), BROKEN)
def test_a_broken_template_of_the_user_is_named(
    tmp_path: Path, name: str, text: str, told: list[str]
) -> None:
    with pytest.raises(PromptError) as raised:
        ask_prompt(job_for(reader_for("many", "application")), Templates(own(tmp_path, name, text)))
    assert isinstance(raised.value, ConfigError)
    assert str(tmp_path / name) in raised.value.message
    assert [words for words in told if words not in raised.value.message] == []
    assert "付属のひな形" in raised.value.hint


@pytest.mark.parametrize("name", ["ask/user.j2", "ask/system.j2", "parts/needs.j2"])
def test_a_template_in_another_encoding_is_named(tmp_path: Path, name: str) -> None:
    used = Templates(own(tmp_path, name, "日本語のひな形", "shift_jis"))
    with pytest.raises(PromptError, match="UTF-8で保存") as raised:
        ask_prompt(job_for(reader_for("many", "application")), used)
    assert str(tmp_path / name) in raised.value.message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_the_users_own_file_stands_for_the_shipped_one(tmp_path: Path, encoding: str) -> None:
    used = Templates(own(tmp_path, "parts/needs.j2", "# わが社の決まり\n{{ kind }}は短く。\n", encoding))
    job = job_for(reader_for("many", "application"))
    user = draft_prompt(job, used).user
    assert "# わが社の決まり\n応募内容は短く。\n\n# この発注者が確かめること" in user
    assert "この応募内容に求められること" not in user
    assert draft_prompt(job, used).system == draft_prompt(job, templates(None)).system


def test_the_version_tells_which_templates_are_in_force(tmp_path: Path) -> None:
    plain = Templates(None).version
    assert plain == Templates(tmp_path / "none").version == templates(None).version
    assert re.fullmatch(r"[0-9a-f]{12}", plain)
    changed = Templates(own(tmp_path, "ask/user.j2", "別の依頼")).version
    assert changed != plain
    assert Templates(own(tmp_path, "offline/sections.j2", "別の文")).version == changed


def test_templates_are_compiled_once_a_process(tmp_path: Path) -> None:
    assert templates(tmp_path) is templates(tmp_path)
    assert templates(tmp_path) is not templates(None)

"""Whether a model can be asked with the settings in force, step by step, each failure with what to do next."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from coach.errors import CoachError
from coach.settings import CONFIG_FILE, DEFAULT, NAMES, Settings
from coach.writer.client import Client
from coach.writer.exchange import Message, Rung
from coach.writer.replies import parse_reply
from coach.writer.schemas import DraftReply, schema_of

_RUNGS: dict[Rung, str] = {
    "json_schema": "形の指定(json_schema)がそのまま使えます",
    "json_object": "JSONの指定(json_object)で動きます",
    "text": "形の指定が使えないため、言葉で伝えて動かします",
}

_PING = [
    Message("system", "あなたは接続の確認に答えます。JSONで返してください。"),
    Message("user", "textに「接続できました。」と書いてください。"),
]

# Always of interest, even when nothing was set.
_ALWAYS = ("model", "base_url", "api_key", "engine")


# Whoever set none of these wants no model, and needs none.
_FOR_A_MODEL = ("model", "base_url", "api_key", "azure_endpoint", "azure_deployment")


@dataclass(frozen=True, slots=True)
class Check:
    """One step of the examination. ``detail`` is what was found, ``hint`` the next step where one is left."""

    name: str
    ok: bool
    detail: str
    hint: str = ""


_NO_MODEL = Check(
    "モデル",
    True,
    "使わない設定です。批評・直し・文章の組み立ては、モデルも設定もなしで、このまま使えます",
    "モデルも使う場合は、--model か環境変数 COACH_MODEL で名前を、環境変数 OPENAI_API_KEY でキーを指定してください。",
)


def examine(settings: Settings, client: Callable[[Settings], Client] = Client) -> list[Check]:
    """Return what was found, in the order of the steps; the first failure that makes the rest idle ends it.

    ``client`` makes the client that is used; it is closed here. One request is sent to the model at most for each
    rung of the ladder, retries aside.
    """
    checks = list(_effective(settings))
    if settings.engine != "llm" and all(
        settings.origins.get(name, DEFAULT) == DEFAULT for name in _FOR_A_MODEL
    ):
        return [*checks, _NO_MODEL]
    try:
        settings.checked()
    except CoachError as error:
        return [*checks, Check("モデルの準備", False, error.message, error.hint)]
    with client(settings) as asker:
        return [*checks, *_asked(asker)]


def _effective(settings: Settings) -> Iterable[Check]:
    for name in NAMES:
        origin = settings.origins.get(name, DEFAULT)
        if origin == DEFAULT and name not in _ALWAYS:
            continue
        value = settings.shown(name) or (settings.address if name == "base_url" else "未設定")
        yield Check(f"設定 {name}", True, f"{value}({origin})")
    yield Check("設定ファイルの場所", True, str(settings.home / CONFIG_FILE))
    for warning in settings.warnings:
        yield Check("設定の注意", True, warning)


def _asked(client: Client) -> Iterable[Check]:
    listed = list(_listed(client))
    model = client.settings.model_name
    try:
        reply = client.ask(_PING, schema_of(DraftReply), label="接続の確認")
    except CoachError as error:
        return [*listed, Check("応答", False, error.message, error.hint)]
    # What answers is usable, whatever the list says.
    if not listed[0].ok:
        listed = [Check("モデルの一覧", True, "一覧は取得できませんでしたが、応答があるため問題ありません")]
    elif not all(check.ok for check in listed):
        listed[-1] = Check("モデル名", True, f"「{model}」は一覧にありませんが、応答があるため問題ありません")
    took = f"{reply.model or model} が{reply.seconds:.1f}秒で答えました(依頼{client.usage.calls}回)"
    try:
        parse_reply(reply.text, DraftReply)
    except CoachError as error:
        form = Check("回答の形", False, error.message, "別のモデルを指定すると、結果が安定します。")
    else:
        form = Check("回答の形", True, _RUNGS[reply.rung])
    return [*listed, Check("応答", True, took), form]


def _listed(client: Client) -> Iterable[Check]:
    model = client.settings.model_name
    try:
        names = client.models()
    except CoachError as error:
        yield Check("モデルの一覧", False, error.message, error.hint)
        return
    yield Check("モデルの一覧", True, f"{client.settings.host} から{len(names)}件の一覧を受け取りました")
    # A deployment of Azure has a name of its own.
    if names and not client.settings.is_azure:
        near = get_close_matches(model, names, n=1, cutoff=0.3)
        is_listed = model in names
        hint = "" if is_listed else f"綴りを確かめてください(例: {near[0] if near else names[0]})。"
        yield Check(
            "モデル名", is_listed, f"「{model}」は一覧に{'あります' if is_listed else 'ありません'}", hint
        )

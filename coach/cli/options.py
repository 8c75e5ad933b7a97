"""The options of the commands, each said once, and the groups of them that several commands share."""

import inspect
from collections.abc import Callable
from typing import Annotated, Any, TypedDict, get_type_hints

import typer

CaseArgument = Annotated[
    str,
    typer.Argument(
        metavar="案件", help="案件のファイル(.toml .json またはページを貼り付けた文章)。- で標準入力。"
    ),
]
CaseOption = Annotated[
    str, typer.Option("-c", "--case", metavar="案件", help="案件のファイル。- で標準入力。")
]
KindOption = Annotated[
    str,
    typer.Option(
        "-k",
        "--kind",
        metavar="種類",
        help="application(応募内容)か first_message(初回メッセージ)。省くと、このお客様に効く方。",
    ),
]
DraftKindOption = Annotated[
    str,
    typer.Option(
        "-k",
        "--kind",
        metavar="種類",
        # The default is an empty name, which tells that nobody chose: the screen says how to get the other text.
        help="application(応募内容)か first_message(初回メッセージ)。 [既定: first_message]",
    ),
]
ProfileOption = Annotated[str, typer.Option("-p", "--profile", metavar="事実", help="会社の事実のファイル。")]
FactOption = Annotated[
    list[str], typer.Option("--fact", metavar="文", help="この回だけの事実を1文で足します(繰り返し可)。")
]
FormatOption = Annotated[str, typer.Option("--format", metavar="形式", help="text・json・markdown。")]
ListFormatOption = Annotated[str, typer.Option("--format", metavar="形式", help="text・json。")]
ReportFormatOption = Annotated[
    str,
    typer.Option(
        "--format", metavar="形式", help="text・json・markdown・html(ブラウザと印刷用の1ファイル)。"
    ),
]
OutputOption = Annotated[
    str, typer.Option("-o", "--output", metavar="ファイル", help="結果をファイルに書きます。")
]
TextOnlyOption = Annotated[bool, typer.Option("-x", "--text-only", help="仕上がった本文だけを出します。")]
FailUnderOption = Annotated[
    int,
    typer.Option(
        "--fail-under",
        metavar="点数",
        min=0,
        max=100,
        help="点数(0〜100の整数)がこれより低ければ終了コード1にします。",
    ),
]
NoHistoryOption = Annotated[bool, typer.Option("--no-history", help="この回は履歴に残しません。")]
StrictOption = Annotated[bool, typer.Option("--strict", help="まだ送れない文章なら終了コード1にします。")]
EngineOption = Annotated[
    str,
    typer.Option(
        "--engine",
        metavar="方式",
        help="auto(モデルが設定されていれば使う)・llm(モデルを使う)・offline(使わない)。",
    ),
]
ModelOption = Annotated[
    str,
    typer.Option("--model", metavar="名前", help="使うモデル。省くと COACH_MODEL か config.toml のもの。"),
]
BaseUrlOption = Annotated[
    str,
    typer.Option(
        "--base-url", metavar="URL", help="OpenAI互換サーバーの住所(例: http://localhost:8080/v1)。"
    ),
]
NoAskOption = Annotated[bool, typer.Option("--no-ask", help="書く前の質問をしません。")]
NoAuditOption = Annotated[
    bool, typer.Option("--no-audit", help="モデルによる裏づけの確認を省き、プログラムの照合だけにします。")
]
NoMaskOption = Annotated[bool, typer.Option("--no-mask", help="名前や連絡先を伏せずにモデルへ送ります。")]
ShowPromptOption = Annotated[
    bool, typer.Option("--show-prompt", help="モデルに送る文章を表示して終わります(通信なし)。")
]
ReplyOption = Annotated[
    list[str],
    typer.Option(
        "--reply",
        metavar="ファイル",
        help="チャットの回答を読み、同じ照合にかけます。裏づけの確認の回答は2つ目の --reply で渡します。",
    ),
]
SourcesOption = Annotated[
    bool, typer.Option("--sources", help="書いた文章の一文ごとに、根拠にした材料の行を示します。")
]


class Showing(TypedDict):
    """How the result of a judged text is shown, and what makes the command fail."""

    output: OutputOption
    text_only: TextOnlyOption
    fail_under: FailUnderOption
    strict: StrictOption
    no_history: NoHistoryOption
    sources: SourcesOption


class Modelling(TypedDict):
    """How a model is used."""

    engine: EngineOption
    model: ModelOption
    base_url: BaseUrlOption
    no_ask: NoAskOption
    no_audit: NoAuditOption
    no_mask: NoMaskOption
    show_prompt: ShowPromptOption
    reply: ReplyOption


class Judged(Showing, Modelling):
    """The options of the commands that judge a text."""


def spelled_out(command: Callable[..., None]) -> Callable[..., None]:
    """Return ``command`` with the options of ``**chosen: Unpack[Judged]`` as parameters that typer sees."""
    own = list(inspect.signature(command).parameters.values())[:-1]
    shared = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=hint, default=_default(hint))
        for name, hint in get_type_hints(Judged, include_extras=True).items()
    ]

    def run(**values: Any) -> None:
        command(**values)

    run.__doc__, run.__name__ = command.__doc__, command.__name__
    parameters = [each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in own]
    setattr(run, "__signature__", inspect.Signature([*parameters, *shared]))  # noqa: B010
    return run


def _default(hint: Any) -> Any:
    """The empty value of the option's type: nothing was chosen."""
    return getattr(hint.__origin__, "__origin__", hint.__origin__)()

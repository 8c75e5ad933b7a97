"""The commands. Each imports what it needs when it runs: start-up is a feature."""

from typing import Annotated, Unpack

import typer

from coach import __version__
from coach.cli.options import (
    BaseUrlOption,
    CaseArgument,
    CaseOption,
    DraftKindOption,
    FactOption,
    FailUnderOption,
    FormatOption,
    Judged,
    KindOption,
    ListFormatOption,
    ModelOption,
    NoMaskOption,
    OutputOption,
    ProfileOption,
    ReportFormatOption,
    StrictOption,
    TextOnlyOption,
    spelled_out,
)
from coach.cli.usage import Command, Group

app = typer.Typer(
    cls=Group,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    invoke_without_command=True,
    help="お客様に選ばれる応募内容と初回メッセージに仕上げます。引数なしで起動すると、順に案内します。",
)
case_app = typer.Typer(
    cls=Group, help="案件ファイルを扱います。", no_args_is_help=True, rich_markup_mode=None
)
profile_app = typer.Typer(
    cls=Group, help="会社の事実のファイルを扱います。", no_args_is_help=True, rich_markup_mode=None
)
history_app = typer.Typer(
    cls=Group, help="保存した下書きと結果を扱います。", invoke_without_command=True, rich_markup_mode=None
)
app.add_typer(case_app, name="case")
app.add_typer(history_app, name="history")
app.add_typer(profile_app, name="profile")


@app.callback()
def start(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="版を表示します。")] = False,
) -> None:
    """お客様に選ばれる応募内容と初回メッセージに仕上げます。引数なしで起動すると、順に案内します。"""
    if version:
        print(f"coach {__version__}")
        raise typer.Exit()
    if context.invoked_subcommand is None:
        from coach.cli.guide import guide

        guide()


@app.command(cls=Command)
def demo() -> None:
    """付属の見本で、批評・直し・初回メッセージの作成までを見せます(通信なし)。"""
    from coach.cli.jobs import run_demo

    run_demo()


@app.command(cls=Command)
def classify(case: CaseArgument, format: FormatOption = "text", output: OutputOption = "") -> None:
    """読む人が①と②のどちらに近いか、票と理由を示します。"""
    from coach.cli.jobs import run_classify

    run_classify(case, format, output)


@app.command(cls=Command)
@spelled_out
def feedback(
    case: CaseOption,
    draft: Annotated[
        str, typer.Argument(metavar="下書き", help="下書きのファイル。省くと貼り付けを待ちます。")
    ] = "",
    kind: KindOption = "",
    profile: ProfileOption = "",
    fact: FactOption = [],  # noqa: B006
    format: ReportFormatOption = "text",
    edit: Annotated[
        str,
        typer.Option(
            "--edit", metavar="深さ", help="モデルの直し方。full(全体を書き直す)・light(必要な箇所だけ)。"
        ),
    ] = "full",
    **chosen: Unpack[Judged],
) -> None:
    """下書きを、そのお客様の目で批評し、書き直します。"""
    from coach.cli.jobs import run_feedback
    from coach.cli.modelling import ways_of
    from coach.cli.showing import show_of

    show, ways = show_of(chosen, format), ways_of(chosen, edit)
    raise typer.Exit(run_feedback(draft, case, kind, profile, tuple(fact), show, ways))


@app.command(cls=Command)
@spelled_out
def draft(
    case: CaseOption,
    kind: DraftKindOption = "",
    profile: ProfileOption = "",
    fact: FactOption = [],  # noqa: B006
    format: FormatOption = "text",
    after: Annotated[
        str,
        typer.Option(
            "--after", metavar="応募内容", help="先に送った応募内容。繰り返さず、食い違わない文章にします。"
        ),
    ] = "",
    **chosen: Unpack[Judged],
) -> None:
    """案件と会社の事実から、そのお客様への文章を作ります。"""
    from coach.cli.jobs import run_draft
    from coach.cli.modelling import ways_of
    from coach.cli.showing import show_of

    show, ways = show_of(chosen, format), ways_of(chosen)
    raise typer.Exit(run_draft(case, kind, profile, tuple(fact), show, ways, after))


@app.command(cls=Command)
def compare(
    before: Annotated[str, typer.Argument(metavar="前の版", help="直す前の文章のファイル。- で標準入力。")],
    after: Annotated[
        str, typer.Argument(metavar="新しい版", help="直した後の文章のファイル。- で標準入力。")
    ],
    case: Annotated[
        str,
        typer.Option(
            "-c", "--case", metavar="案件", help="案件のファイル。省くと言葉・事実・変更箇所だけを比べます。"
        ),
    ] = "",
    kind: KindOption = "",
    profile: ProfileOption = "",
    fact: FactOption = [],  # noqa: B006
    format: ReportFormatOption = "text",
    output: OutputOption = "",
    fail_under: FailUnderOption = 0,
    strict: StrictOption = False,
    judge: Annotated[
        bool, typer.Option("--judge", help="お客様を演じるモデルに、2つの版を順番を替えて読み比べさせます。")
    ] = False,
    model: ModelOption = "",
    base_url: BaseUrlOption = "",
    no_mask: NoMaskOption = False,
) -> None:
    """直す前と後を比べ、良くなったところと悪くなったところを示します。"""
    from coach.cli.comparing import run_compare
    from coach.cli.modelling import Ways
    from coach.cli.showing import Show

    show = Show(format, output, fail_under=fail_under, strict=strict)
    ways = Ways(model=model, base_url=base_url, masks=not no_mask) if judge else None
    raise typer.Exit(run_compare(before, after, case, kind, profile, tuple(fact), show, ways))


@app.command(cls=Command)
def doctor(model: ModelOption = "", base_url: BaseUrlOption = "", format: ListFormatOption = "text") -> None:
    """モデルの設定と接続を、順に確かめます。モデルなしで使う間は、設定は要りません。"""
    from coach.cli.examining import run_doctor

    raise typer.Exit(run_doctor(model, base_url, format))


@app.command(cls=Command)
def rules(
    rule: Annotated[str, typer.Argument(metavar="ID", help="規則か指摘の種類のID。")] = "",
    format: ListFormatOption = "text",
) -> None:
    """批評の規則を一覧します。IDを付けると、その理由・例・空振りの割合を示します。"""
    from coach.cli.catalogue import run_rules

    run_rules(rule, format)


@case_app.command("new", cls=Command)
def case_new(
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="ファイル", help="書き込むファイル。")
    ] = "case.toml",
) -> None:
    """質問に答えて、案件ファイルを作ります。"""
    from coach.cli.wizard import new_case

    new_case(output)


@profile_app.command("new", cls=Command)
def profile_new(
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="ファイル", help="書き込むファイル。")
    ] = "profile.toml",
) -> None:
    """質問に答えて、会社の事実のファイルを作ります。"""
    from coach.cli.wizard import new_profile

    new_profile(output)


@history_app.callback()
def history(context: typer.Context) -> None:
    """保存した下書きと結果を扱います。何も付けなければ一覧します。"""
    if context.invoked_subcommand is None:
        history_list()


@history_app.command("list", cls=Command)
def history_list(
    limit: Annotated[int, typer.Option("--limit", metavar="件数", help="新しい順に何件まで出すか。")] = 20,
) -> None:
    """新しい順に一覧します。"""
    from coach.cli.past import list_entries

    list_entries(limit)


@history_app.command("show", cls=Command)
def history_show(
    entry: Annotated[str, typer.Argument(metavar="番号", help="一覧の番号(#12 または 12)。")],
    text_only: TextOnlyOption = False,
) -> None:
    """1件の下書きと結果を表示します。"""
    from coach.cli.past import show_entry

    show_entry(entry, text_only)


@history_app.command("compare", cls=Command)
def history_compare(
    entries: Annotated[
        list[str],
        typer.Argument(metavar="[番号 番号]", help="古い方と新しい方。省くと、最後に扱った文章の新しい2つ。"),
    ] = [],  # noqa: B006
    format: ReportFormatOption = "text",
    output: OutputOption = "",
) -> None:
    """履歴の2つの版を、そのお客様の目で比べます。"""
    from coach.cli.comparing import run_compare_kept

    run_compare_kept(tuple(entries), format, output)


@history_app.command("purge", cls=Command)
def history_purge(
    entries: Annotated[list[str], typer.Argument(metavar="[番号]...", help="消す番号。")] = [],  # noqa: B006
    older_than: Annotated[
        int, typer.Option("--older-than", metavar="日数", help="この日数より古いものを消します。")
    ] = 0,
    everything: Annotated[bool, typer.Option("--all", help="すべて消します。")] = False,
) -> None:
    """番号・古さ・全部のどれかを指定して、履歴を消します。"""
    from coach.cli.past import purge_entries

    purge_entries(tuple(entries), older_than, everything)

"""The catalogue of rules on the screen."""

import json
from collections.abc import Iterator

from coach.cli.console import deliver
from coach.cli.showing import LISTED, check_format
from coach.critic.faults import GROUPS, Group, faults
from coach.critic.remarks import remarks
from coach.critic.rules import Rule, load_rules
from coach.customer.case import KIND_LABELS
from coach.errors import InputError
from coach.report.wording import SEVERITY_LABELS

_LABELS: dict[Group, str] = {
    "customer": "お客様との相性",
    "substance": "中身",
    "claims": "断定と約束",
    "genericness": "使い回し",
    "language": "敬語と言葉",
    "readability": "読みやすさ",
}


def run_rules(name: str, format: str) -> None:
    """Show all faults with their rules, or one rule or fault with everything known about it."""
    check_format(format, LISTED)
    if format == "json":
        chosen = [rule for rule in load_rules() if name in {"", rule.id, rule.fault}]
        if not chosen:
            raise _unknown(name)
        deliver(json.dumps([rule.model_dump() for rule in chosen], ensure_ascii=False, indent=2), None)
    elif not name:
        deliver(_overview(), None)
    else:
        deliver(_one(name), None)


def _overview() -> str:
    lines = []
    for group in GROUPS:
        lines.append(f"■ {_LABELS[group]}")
        for fault in faults().values():
            if fault.group != group:
                continue
            lines.append(f"  {fault.id}  {fault.label}: {fault.means}")
        lines.append("")
    lines.append(
        "coach rules ID で、その指摘の理由と規則を表示します。規則のIDなら、例と空振りの割合も出ます。"
    )
    return "\n".join(lines)


def _one(name: str) -> str:
    rule = next((rule for rule in load_rules() if rule.id == name), None)
    if rule:
        return _rule(rule)
    fault = faults().get(name)
    if fault is None:
        raise _unknown(name)
    lines = [
        f"{fault.id}  {fault.label}",
        f"  意味: {fault.means}",
        f"  当てはまるとき: {fault.applies}",
        f"  理由: {fault.because}",
    ]
    if fault.blocks:
        lines.append("  この指摘が「必ず直す」で残っている間は、送らないでください。")
    if name in remarks():
        lines.append(f"  文章全体を見て判断します。伝え方: {remarks()[name].pattern}")
    lines += [f"  規則 {rule.id}: {rule.why}" for rule in load_rules() if rule.fault == name]
    return "\n".join(lines)


def _rule(rule: Rule) -> str:
    fault = faults()[rule.fault]
    noise = (
        "未測定"
        if rule.noise is None
        else f"良い文章1通あたり{rule.noise:.2f}件({rule.noise_drafts}通で測定)"
    )
    lines = [
        f"{rule.id}  {fault.label}({rule.fault})・{SEVERITY_LABELS[rule.severity]}",
        f"  理由: {rule.why}",
        f"  直し方: {rule.better}",
        *(f"  直し方({KIND_LABELS[kind]}): {better}" for kind, better in rule.better_for.items()),
        f"  読む人にとって: {fault.because}",
        f"  空振り: {noise}",
    ]
    lines += _conditions(rule)
    lines += [f"  指摘する例: {text}" for text in rule.ng]
    lines += [f"  指摘しない例: {text}" for text in rule.ok]
    lines.append("  照合に使うパターンは、--format json で確かめられます。")
    return "\n".join(lines)


def _conditions(rule: Rule) -> Iterator[str]:
    if rule.min_count > 1:
        yield f"  {rule.min_count}回以上あるときだけ指摘します。"
    if rule.min_in_sentence > 1:
        yield f"  1つの文に{rule.min_in_sentence}つ以上あるときだけ指摘します。"
    if rule.needs:
        yield "  同じ文に、ほかの手がかりの言葉もあるときだけ指摘します。"
    if rule.once:
        yield "  1通に1回だけ、最初の場所を指摘します。"


def _unknown(name: str) -> InputError:
    return InputError(
        f"{name} という規則も指摘の種類もありません。", "`coach rules` で一覧を確かめてください。"
    )
